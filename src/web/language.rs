//! Which language a page speaks: what was chosen, else what the browser asks for, else Swedish.

use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use parvis_words::Language;
use serde::Deserialize;

use super::cookies;
use super::failure::Failure;

/// The cookie that remembers what was chosen.
const COOKIE: &str = "language";
/// A year, in seconds.
const KEPT_SECONDS: u32 = 31_536_000;

/// The language of whoever asks; absent when neither a choice nor the browser says.
pub(super) fn asked_for(headers: &HeaderMap) -> Option<Language> {
    cookies::get(headers, COOKIE).and_then(Language::from_tag).or_else(|| {
        let wanted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        preferred(wanted)
    })
}

/// The first of ours in order of preference. Source: RFC 9110, section 12.5.4.
fn preferred(header: &str) -> Option<Language> {
    let mut wanted: Vec<(f32, Language)> = header
        .split(',')
        .take(20)
        .filter_map(|item| {
            let (tag, rest) = item.split_once(';').unwrap_or((item, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            Some((weight, Language::from_tag(tag.trim())?))
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    // Stable: of two that are wanted alike the first is taken.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map(|(_, language)| *language)
}

/// Where to go on after a choice.
#[derive(Deserialize)]
pub(super) struct Onwards {
    #[serde(default)]
    to: String,
}

/// `GET /sprak/{tag}?to=/…`: remembers a choice and goes back.
pub(super) async fn choose(
    Path(tag): Path<String>,
    Query(onwards): Query<Onwards>,
) -> Result<impl IntoResponse, Failure> {
    let chosen = Language::ALL.into_iter().find(|language| language.tag() == tag).ok_or(Failure::NotFound)?;
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax", chosen.tag());
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(local(&onwards.to))))
}

/// A path on this site; the start page for anything that would lead elsewhere.
pub(super) fn local(path: &str) -> &str {
    let here = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if here { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::{local, preferred};
    use parvis_words::Language::{Bokmal, English, Swedish};

    #[test]
    fn the_browsers_order_of_preference_counts() {
        assert_eq!(preferred("sv-SE,sv;q=0.9,en;q=0.8"), Some(Swedish));
        assert_eq!(preferred("fi, en;q=0.5, no;q=0.7"), Some(Bokmal));
        assert_eq!(preferred("en-GB"), Some(English));
        assert_eq!(preferred("en;q=0, fi"), None);
        assert_eq!(preferred(""), None);
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(local("/program/KKN-2018"), "/program/KKN-2018");
        for elsewhere in ["https://example.org", "//example.org", "/\\example.org", "", "/\t/example.org"] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }
}
