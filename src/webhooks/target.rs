//! Where messages may go: an address on the public internet, unless the operator allows more.
//!
//! Whoever may add a webhook could otherwise have this program call what only it can reach. What counts is
//! the address that is connected to, not the name: see [`super::post`].

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use url::{Host, Url};

/// The longest address that is taken.
const LONGEST: usize = 2_000;

/// How far messages may go, as the operator sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Network {
    /// The public internet, by https.
    #[default]
    Public,
    /// Also this machine, by http too.
    Loopback,
    /// Also private networks, by https.
    Private,
}

/// A setting that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no network that webhooks may reach; write public, loopback or private")]
pub struct UnknownNetwork(String);

impl FromStr for Network {
    type Err = UnknownNetwork;

    fn from_str(text: &str) -> Result<Self, UnknownNetwork> {
        match text {
            "public" => Ok(Self::Public),
            "loopback" => Ok(Self::Loopback),
            "private" => Ok(Self::Private),
            other => Err(UnknownNetwork(other.to_owned())),
        }
    }
}

/// Why an address is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Not an address.
    #[error("the address cannot be read; write it like https://example.org/parvis")]
    Unreadable,
    /// Too long.
    #[error("the address has more than {LONGEST} characters; use a shorter one")]
    TooLong,
    /// Neither http nor https, or http to elsewhere than this machine.
    #[error("messages are sent by https; write an address that begins with https://")]
    NotHttps,
    /// It holds a name or a password.
    #[error("the address holds a user name or a password; leave it out, messages are signed instead")]
    Credentials,
    /// It holds a fragment, which is never sent.
    #[error("the address has a part after #, which is never sent; leave it out")]
    Fragment,
    /// It names an address that messages must not go to.
    #[error(
        "{0} is not on the public internet; the operator can allow it with \
         PARVIS_WEBHOOKS_TO=loopback (this machine) or PARVIS_WEBHOOKS_TO=private (private networks)"
    )]
    NotPublic(IpAddr),
}

impl TargetError {
    /// Its stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::TooLong => "too-long",
            Self::NotHttps => "not-https",
            Self::Credentials => "credentials",
            Self::Fragment => "fragment",
            Self::NotPublic(_) => "not-public",
        }
    }

    /// The address it names, or nothing.
    pub fn address(&self) -> String {
        match self {
            Self::NotPublic(address) => address.to_string(),
            Self::Unreadable | Self::TooLong | Self::NotHttps | Self::Credentials | Self::Fragment => {
                String::new()
            }
        }
    }
}

/// The address of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(Url);

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Target {
    /// Reads an address that messages may go to.
    ///
    /// # Errors
    /// What is wrong with it, and what to do about it.
    pub fn parse(text: &str, network: Network) -> Result<Self, TargetError> {
        if text.len() > LONGEST {
            return Err(TargetError::TooLong);
        }
        let url = Url::parse(text.trim()).map_err(|_| TargetError::Unreadable)?;
        let target = Self(url);
        if !["http", "https"].contains(&target.0.scheme()) {
            return Err(TargetError::NotHttps);
        }
        if !target.0.username().is_empty() || target.0.password().is_some() {
            return Err(TargetError::Credentials);
        }
        if target.0.fragment().is_some() {
            return Err(TargetError::Fragment);
        }
        if target.host().is_empty() || target.port() == 0 {
            return Err(TargetError::Unreadable);
        }
        if !target.encrypted() && (network == Network::Public || !target.names_this_machine()) {
            return Err(TargetError::NotHttps);
        }
        match target.literal() {
            Some(address) if !target.allows(address, network) => Err(TargetError::NotPublic(address)),
            Some(_) | None => Ok(target),
        }
    }

    /// Whether messages go by https.
    pub fn encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The name or address of the machine, without brackets.
    pub fn host(&self) -> String {
        match self.0.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            None => String::new(),
        }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(0)
    }

    /// What stands in the `Host` header: the machine, and the port where it is not the usual one.
    pub fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// What is asked of the machine: path and query.
    pub fn path(&self) -> String {
        let query = self.0.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", self.0.path())
    }

    /// Whether a message to this target may go to this address.
    pub fn allows(&self, address: IpAddr, network: Network) -> bool {
        match kind(address) {
            // Unencrypted messages never leave the machine.
            Kind::Loopback => network != Network::Public,
            Kind::Public => self.encrypted(),
            Kind::Private => self.encrypted() && network == Network::Private,
            Kind::Special => false,
        }
    }

    fn literal(&self) -> Option<IpAddr> {
        match self.0.host()? {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
        }
    }

    fn names_this_machine(&self) -> bool {
        let named = self.host() == "localhost" || self.host().ends_with(".localhost");
        named || self.literal().is_some_and(|address| kind(address) == Kind::Loopback)
    }
}

/// What an address is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Anybody's, reachable from everywhere.
    Public,
    /// This machine.
    Loopback,
    /// A network of one's own.
    Private,
    /// No receiver's: link-local (where clouds keep their secrets), multicast, reserved, for documents.
    Special,
}

/// Source: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and its successors).
fn kind(address: IpAddr) -> Kind {
    match address {
        IpAddr::V4(address) => kind_v4(address),
        IpAddr::V6(address) => kind_v6(address),
    }
}

fn kind_v4(address: Ipv4Addr) -> Kind {
    let [a, b, c, _] = address.octets();
    match (a, b, c) {
        (127, ..) => Kind::Loopback,
        // Shared by the customers of a provider (100.64/10), and benchmarks (198.18/15), are somebody's own.
        (10, ..) | (172, 16..=31, _) | (192, 168, _) | (100, 64..=127, _) | (198, 18..=19, _) => {
            Kind::Private
        }
        (0 | 224..=255, ..)
        | (169, 254, _)
        | (192, 0, 0 | 2)
        | (192, 88, 99)
        | (198, 51, 100)
        | (203, 0, 113) => Kind::Special,
        _ => Kind::Public,
    }
}

fn kind_v6(address: Ipv6Addr) -> Kind {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return kind_v4(mapped);
    }
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        kind_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 1] => Kind::Loopback,
        // Translated (RFC 6052) and tunnelled (RFC 3056) addresses are what they stand for.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        [0xfc00..=0xfdff, ..] => Kind::Private,
        // Teredo, benchmarks, identifiers; addresses for documents.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => Kind::Special,
        [0x2000..=0x3fff, ..] => Kind::Public,
        _ => Kind::Special,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Network, Target, TargetError, kind};

    #[test]
    fn every_address_is_taken_for_what_it_is() {
        for (address, expected) in [
            ("8.8.8.8", Kind::Public),
            ("172.15.0.1", Kind::Public),
            ("100.63.0.1", Kind::Public),
            ("2a00:1450:400f::5e", Kind::Public),
            ("64:ff9b::808:808", Kind::Public),
            ("127.0.0.1", Kind::Loopback),
            ("127.255.1.2", Kind::Loopback),
            ("::1", Kind::Loopback),
            ("::ffff:127.0.0.1", Kind::Loopback),
            ("64:ff9b::7f00:1", Kind::Loopback),
            ("2002:7f00:1::", Kind::Loopback),
            ("10.1.2.3", Kind::Private),
            ("172.16.0.1", Kind::Private),
            ("172.31.255.255", Kind::Private),
            ("192.168.1.1", Kind::Private),
            ("100.64.0.1", Kind::Private),
            ("::ffff:10.0.0.1", Kind::Private),
            ("fd00::1", Kind::Private),
            ("2002:c0a8:101::1", Kind::Private),
            ("0.0.0.0", Kind::Special),
            ("169.254.169.254", Kind::Special),
            ("::ffff:169.254.169.254", Kind::Special),
            ("64:ff9b::a9fe:a9fe", Kind::Special),
            ("192.0.2.1", Kind::Special),
            ("224.0.0.1", Kind::Special),
            ("255.255.255.255", Kind::Special),
            ("::", Kind::Special),
            ("::7f00:1", Kind::Special),
            ("fe80::1", Kind::Special),
            ("fec0::1", Kind::Special),
            ("ff02::1", Kind::Special),
            ("2001:db8::1", Kind::Special),
            ("2001::1", Kind::Special),
        ] {
            assert_eq!(kind(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn an_address_says_what_is_wrong_with_it() {
        let refused = |text: &str| Target::parse(text, Network::Public).unwrap_err();
        assert_eq!(refused("parvis"), TargetError::Unreadable);
        assert_eq!(refused("https://"), TargetError::Unreadable);
        assert_eq!(refused("https://example.org:0/"), TargetError::Unreadable);
        assert_eq!(refused("ftp://example.org/"), TargetError::NotHttps);
        assert_eq!(refused("http://example.org/"), TargetError::NotHttps);
        assert_eq!(refused("http://127.0.0.1/"), TargetError::NotHttps);
        assert_eq!(refused("https://anna:pw@example.org/"), TargetError::Credentials);
        assert_eq!(refused("https://example.org/#a"), TargetError::Fragment);
        assert_eq!(refused(&format!("https://example.org/{}", "a".repeat(2_000))), TargetError::TooLong);
        // One machine has many names: all of these are 127.0.0.1.
        for name in ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"] {
            let error = refused(&format!("https://{name}/"));
            assert!(matches!(error, TargetError::NotPublic(_)), "{name}: {error}");
        }
    }

    #[test]
    fn the_operator_can_allow_more_but_never_the_addresses_of_nobody() {
        let taken = |text: &str, network| Target::parse(text, network).is_ok();
        assert!(taken("http://127.0.0.1:8080/", Network::Loopback));
        assert!(taken("http://localhost:8080/", Network::Loopback));
        assert!(taken("https://[::1]:8080/", Network::Private));
        assert!(!taken("https://192.168.1.1/", Network::Loopback));
        assert!(taken("https://192.168.1.1/", Network::Private));
        assert!(!taken("http://192.168.1.1/", Network::Private));
        assert!(!taken("http://example.org/", Network::Private));
        assert!(!taken("https://169.254.169.254/", Network::Private));
        // The name says this machine, the address does not: a message would go out unencrypted.
        let local = Target::parse("http://localhost/", Network::Private).unwrap();
        assert!(!local.allows("8.8.8.8".parse().unwrap(), Network::Private));
        assert!(!local.allows("10.0.0.1".parse().unwrap(), Network::Private));
    }

    #[test]
    fn the_parts_of_an_address_are_told_apart() {
        let target = Target::parse("https://[2a00:1450:400f::5e]:8443/a/b?c=d", Network::Public).unwrap();
        assert_eq!(target.host(), "2a00:1450:400f::5e");
        assert_eq!(target.port(), 8443);
        assert_eq!(target.authority(), "[2a00:1450:400f::5e]:8443");
        assert_eq!(target.path(), "/a/b?c=d");
        let plain = Target::parse("https://Example.org", Network::Public).unwrap();
        assert_eq!((plain.authority().as_str(), plain.path().as_str()), ("example.org", "/"));
    }
}
