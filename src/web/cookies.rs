//! Cookies that came with a request.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The value of a cookie, if it came. Source: RFC 6265, section 4.2.
pub(super) fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::get;
    use axum::http::HeaderMap;
    use axum::http::header::COOKIE;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "language=nb; parvis=abc=".parse().unwrap());
        assert_eq!(get(&headers, "language"), Some("nb"));
        assert_eq!(get(&headers, "parvis"), Some("abc="));
        assert_eq!(get(&headers, "lang"), None);
    }
}
