//! What pages need beside themselves: one stylesheet and an icon, embedded, under names that change with their content.

use std::io::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::failure::Failure;

/// Put together by `build.rs`; empty where the design system was missing.
const STYLESHEET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/site.css"));
/// Two people side by side.
const ICON: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\
    <circle cx=\"11\" cy=\"16\" r=\"9\" fill=\"#0062ba\"/><circle cx=\"23\" cy=\"16\" r=\"8\" fill=\"#0d7a5f\"/></svg>";

/// Something embedded.
struct Asset {
    path: String,
    kind: &'static str,
    plain: &'static [u8],
    /// Compressed once, when it is first asked for.
    zipped: Vec<u8>,
}

static STYLES: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("site", "css", "text/css; charset=utf-8", STYLESHEET));
static MARK: LazyLock<Asset> = LazyLock::new(|| Asset::new("parvis", "svg", "image/svg+xml", ICON));

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, plain: &'static [u8]) -> Self {
        let digest = hex::encode(Sha256::digest(plain));
        let path = format!("/assets/{name}-{}.{ending}", digest.chars().take(16).collect::<String>());
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let zipped = encoder.write_all(plain).and_then(|()| encoder.finish()).unwrap_or_default();
        Self { path, kind, plain, zipped }
    }
}

/// Whether this build has the pages' design system.
pub(super) const fn present() -> bool {
    !STYLESHEET.is_empty()
}

/// Where the stylesheet is.
pub(super) fn stylesheet() -> &'static str {
    &STYLES.path
}

/// Where the icon is.
pub(super) fn icon() -> &'static str {
    &MARK.path
}

/// `GET /assets/{name}`.
pub(super) async fn get(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let path = format!("/assets/{name}");
    let asset = [&*STYLES, &*MARK].into_iter().find(|asset| asset.path == path).ok_or(Failure::NotFound)?;
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let zip = !asset.zipped.is_empty() && accepted.split(',').any(|one| one.trim().starts_with("gzip"));
    let body = if zip { asset.zipped.clone() } else { asset.plain.to_vec() };
    let mut response = body.into_response();
    let about = response.headers_mut();
    about.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    // The name changes with the content, so what is kept never grows stale.
    about.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    about.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if zip {
        about.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
