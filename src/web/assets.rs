//! What pages need beside themselves: a stylesheet, an icon and the scripts of check-in, embedded, under names that change
//! with their content.

use std::io::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
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

/// Parts of the scripts of check-in, one after the other.
macro_rules! scripts {
    ($($part:literal),+ $(,)?) => { concat!($(include_str!(concat!("../../assets/checkin/", $part, ".js"))),+) };
}

/// What the pages of check-in run. The first two are also the service worker's; the last begins.
const CHECK_IN: &[u8] = scripts![
    "queue", "kept", "room", "pages", "walk-in", "list", "search", "standing", "taps", "sheet", "stream",
    "camera", "begin",
]
.as_bytes();
/// Reads QR codes where the browser cannot; empty where it was missing.
const DECODER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/decoder.js"));
/// Keeps the pages of check-in for a phone without a network.
const SERVICE_WORKER: &str = scripts!["queue", "kept", "service-worker"];

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
static CHECK_IN_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("checkin", "js", "text/javascript; charset=utf-8", CHECK_IN));
static DECODER_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("decoder", "js", "text/javascript; charset=utf-8", DECODER));
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

/// Where the script of check-in is.
pub(super) fn check_in_script() -> &'static str {
    &CHECK_IN_SCRIPT.path
}

/// Where the reader of QR codes is.
pub(super) fn decoder() -> &'static str {
    &DECODER_SCRIPT.path
}

/// `GET /service-worker.js`: under a name that stays, since browsers compare what they have with what is there.
pub(super) async fn service_worker() -> Response {
    let kind = (CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    let policy =
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; connect-src 'self'"));
    ([kind, policy, (CACHE_CONTROL, HeaderValue::from_static("no-cache"))], SERVICE_WORKER).into_response()
}

/// `GET /assets/{name}`.
pub(super) async fn get(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let path = format!("/assets/{name}");
    let all = [&*STYLES, &*MARK, &*CHECK_IN_SCRIPT, &*DECODER_SCRIPT];
    let asset = all.into_iter().find(|asset| asset.path == path).ok_or(Failure::NotFound)?;
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
