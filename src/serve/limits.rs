//! How often somebody may ask: a bucket per address and one per token, refilled steadily (GCRA).
//!
//! The buckets are this process's own: several processes each allow as much. That is enough to keep one client from
//! taking the room of all others, which is what they are for.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::api::problem::{self, Problem};
use crate::api::speak;
use crate::reception::{Reception, Settings};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// How many buckets are kept before the full ones are forgotten.
const BUCKETS: usize = 10_000;

/// The buckets, each of a minute's requests.
#[derive(Debug)]
pub struct Limits {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    tokens: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    pub(crate) fn new(settings: &Settings) -> Self {
        let a_minute = |requests| Quota::per_minute(NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN));
        Self {
            addresses: RateLimiter::keyed(a_minute(settings.requests_per_minute_and_address)),
            tokens: RateLimiter::keyed(a_minute(settings.requests_per_minute_and_token)),
        }
    }

    /// Counts a request with a token.
    ///
    /// # Errors
    /// When the token has asked too often; the problem says how long to wait.
    pub fn with_token(&self, token: &str) -> Result<(), Problem> {
        if self.tokens.len() > BUCKETS {
            self.tokens.retain_recent();
        }
        self.tokens
            .check_key(&token.to_owned())
            .map_err(|until| too_often(until.wait_time_from(DefaultClock::default().now())))
    }

    fn by_address(&self, address: IpAddr) -> Result<(), Problem> {
        if self.addresses.len() > BUCKETS {
            self.addresses.retain_recent();
        }
        self.addresses
            .check_key(&household(address))
            .map_err(|until| too_often(until.wait_time_from(DefaultClock::default().now())))
    }
}

/// Whom a request comes from: an address, or the network that counts as one.
#[derive(Clone, Copy, Debug)]
pub struct Asker(pub IpAddr);

pub(super) async fn by_address(
    State(reception): State<Reception>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = asking(from.ip(), request.headers(), reception.settings().behind_proxy);
    request.extensions_mut().insert(Asker(household(address)));
    // What a page is dressed with is small, and without it no page could say that it is too much.
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    match reception.limits().by_address(address) {
        Ok(()) => next.run(request).await,
        Err(problem) if speak::wants_page(&request) => {
            let (parts, _) = request.into_parts();
            reception.web().too_often(&parts, problem.retry_after_seconds().unwrap_or_default())
        }
        Err(problem) => problem.into_response(),
    }
}

/// Who asks: behind a proxy of ours the address it adds last, which is the only one the asker cannot make up.
fn asking(from: IpAddr, headers: &HeaderMap, behind_proxy: bool) -> IpAddr {
    let stated = headers.get_all(FORWARDED_FOR).iter().next_back().and_then(|value| value.to_str().ok());
    let last = stated.and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    last.filter(|_| behind_proxy).unwrap_or(from)
}

/// One household or office gets an IPv6 network of 64 bits, so its addresses count as one.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
    }
}

fn too_often(wait: Duration) -> Problem {
    Problem::new(&problem::TOO_MANY_REQUESTS).retry_after(wait.as_secs() + 1)
}

#[cfg(test)]
mod tests {
    use super::{Limits, asking, household};
    use crate::reception::Settings;
    use axum::http::HeaderMap;

    #[test]
    fn a_token_that_asked_too_often_waits_and_others_do_not() {
        let limits = Limits::new(&Settings { requests_per_minute_and_token: 3, ..Settings::default() });
        assert!((0..3).all(|_| limits.with_token("a").is_ok()));
        let problem = limits.with_token("a").unwrap_err();
        assert!((1..=21).contains(&problem.retry_after_seconds().unwrap()));
        assert!(limits.with_token("b").is_ok());
    }

    #[test]
    fn the_proxys_word_counts_only_behind_a_proxy_and_only_the_last() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.7, 203.0.113.9".parse().unwrap());
        let from = "127.0.0.1".parse().unwrap();
        assert_eq!(asking(from, &headers, true).to_string(), "203.0.113.9");
        assert_eq!(asking(from, &headers, false), from);
        assert_eq!(asking(from, &HeaderMap::new(), true), from);
    }

    #[test]
    fn addresses_of_one_network_share_a_bucket() {
        let of = |text: &str| household(text.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
