//! Pages that only say something: accessibility and personal data.

use askama::Template;
use axum::response::Response;

use super::page::{Page, show};

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    page: Page,
}

/// `GET /tillganglighet`. Source: Directive (EU) 2016/2102, article 7.
pub(super) async fn accessibility(page: Page) -> Response {
    show(&AccessibilityPage { page })
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    page: Page,
    /// Headings and what stands below them.
    parts: Vec<(String, String)>,
}

/// `GET /personuppgifter`. Source: Regulation (EU) 2016/679, articles 12–14.
pub(super) async fn privacy(page: Page) -> Response {
    let parts = ["who", "what", "why", "evaluation", "official", "kept", "rights", "cookies"];
    let parts = parts
        .iter()
        .map(|part| (page.t(&format!("privacy-{part}")), page.t(&format!("privacy-{part}-text"))))
        .collect();
    show(&PrivacyPage { page, parts })
}
