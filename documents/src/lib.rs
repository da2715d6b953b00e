//! PDF documents: certificates, evaluation summaries and sign-in sheets.
//!
//! Set with Typst from the templates in `templates/`, which are compiled in. What a document says
//! reaches its template as JSON, never as markup, so nothing anybody is called can change the layout.
//! Every document is tagged and archivable (PDF/A-2a and PDF/UA-1), and the same input gives the
//! same bytes.

mod certificate;
mod evaluation_summary;
mod press;
mod qr;
mod sign_in_sheet;

pub use certificate::{Certificate, certificate};
pub use evaluation_summary::evaluation_summary;
pub use sign_in_sheet::{SignInRow, SignInSession, SignInSheet, sign_in_sheet};

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The template did not go through with these particulars.
    #[error("the template {template} could not be set: {reason}")]
    Template {
        /// Which template.
        template: &'static str,
        /// What Typst said.
        reason: String,
    },
    /// The set pages could not be written as an archivable, accessible PDF.
    #[error("the document from {template} could not be written as PDF/A-2a and PDF/UA-1: {reason}")]
    Pdf {
        /// Which template.
        template: &'static str,
        /// What Typst said.
        reason: String,
    },
    /// The verification address does not fit in a QR code.
    #[error("the address is too long for a QR code: {0:?}")]
    Qr(String),
}

/// A text as a QR code: SVG, one path, black on nothing, with the quiet zone that the standard asks for.
///
/// # Errors
/// When the text does not fit.
pub fn qr_code(text: &str) -> Result<String, DocumentError> {
    qr::draw(text).map(|drawn| drawn.svg)
}

/// The same code as PNG, black on white.
///
/// # Errors
/// When the text does not fit.
pub fn qr_picture(text: &str) -> Result<Vec<u8>, DocumentError> {
    qr::picture(text)
}

/// The language for a language of the programme: two types, because the texts know nothing of programmes.
fn language(of: parvis_events::values::Language) -> parvis_words::Language {
    parvis_words::Language::from_tag(of.tag()).unwrap_or_default()
}
