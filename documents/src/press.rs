//! The press: Typst with our templates and its embedded fonts, set up once for the process.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{self, FontStore};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::DocumentError;

/// A template by the name of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    Certificate,
    EvaluationSummary,
    SignInSheet,
}

impl Template {
    const fn name(self) -> &'static str {
        match self {
            Self::Certificate => "certificate.typ",
            Self::EvaluationSummary => "evaluation_summary.typ",
            Self::SignInSheet => "sign_in_sheet.typ",
        }
    }
}

/// Files a template may read beside its data.
const FILES: [(&str, &str); 4] = [
    ("certificate.typ", include_str!("../templates/certificate.typ")),
    ("evaluation_summary.typ", include_str!("../templates/evaluation_summary.typ")),
    ("sign_in_sheet.typ", include_str!("../templates/sign_in_sheet.typ")),
    ("style.typ", include_str!("../templates/style.typ")),
];

/// How many documents are set between two cleanings of Typst's cache, and how many cleanings a
/// cached result survives unused.
const DOCUMENTS_PER_CLEANING: usize = 50;
const CLEANINGS_SURVIVED: usize = 10;

static SET: AtomicUsize = AtomicUsize::new(0);

/// What all documents share.
struct Press {
    library: LazyHash<Library>,
    fonts: FontStore,
    sources: Vec<Source>,
    data: FileId,
}

fn press() -> Option<&'static Press> {
    static PRESS: OnceLock<Option<Press>> = OnceLock::new();
    PRESS
        .get_or_init(|| {
            let mut store = FontStore::new();
            store.extend(fonts::embedded());
            let sources = FILES.iter().map(|(name, text)| Some(Source::new(file(name)?, (*text).to_owned())));
            Some(Press {
                library: LazyHash::new(Library::default()),
                fonts: store,
                sources: sources.collect::<Option<_>>()?,
                data: file("data.json")?,
            })
        })
        .as_ref()
}

fn file(name: &str) -> Option<FileId> {
    VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One document on the press.
struct Sheet {
    press: &'static Press,
    main: FileId,
    data: Bytes,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.press.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data {
            return Ok(self.data.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    /// No template may ask what day it is: the same input gives the same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// What is to be set.
pub(crate) struct Job<'a> {
    /// The template.
    pub(crate) template: Template,
    /// What the template reads as `data.json`.
    pub(crate) data: Value,
    /// What tells the document from all others, for the PDF's own identifier.
    pub(crate) identity: &'a str,
    /// Its date, which is also the date of creation in the file.
    pub(crate) date: Option<NaiveDate>,
}

/// Sets a document, tagged and archivable.
///
/// # Errors
/// When the template does not go through, or the pages cannot be written to both standards.
pub(crate) fn set(job: Job) -> Result<Vec<u8>, DocumentError> {
    let template = job.template.name();
    let pages = lay_out(job.template, job.data)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| DocumentError::Pdf { template, reason: error.message().to_string() })?;
    let midnight =
        |date: NaiveDate| Datetime::from_ymd_hms(date.year(), date.month() as u8, date.day() as u8, 0, 0, 0);
    let options = PdfOptions {
        ident: Smart::Custom(job.identity.to_owned()),
        creator: Smart::Custom(Some("Parvis".to_owned())),
        timestamp: job.date.and_then(midnight).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&pages, &options)
        .map_err(|errors| DocumentError::Pdf { template, reason: told(&errors) })?;
    if SET.fetch_add(1, Ordering::Relaxed) % DOCUMENTS_PER_CLEANING == DOCUMENTS_PER_CLEANING - 1 {
        comemo::evict(CLEANINGS_SURVIVED);
    }
    Ok(pdf)
}

/// Sets the pages without writing them.
///
/// # Errors
/// When the template does not go through.
pub(crate) fn lay_out(template: Template, mut data: Value) -> Result<PagedDocument, DocumentError> {
    let failed = |reason: String| DocumentError::Template { template: template.name(), reason };
    let press = press().ok_or_else(|| failed("the press could not be set up".to_owned()))?;
    make_printable(press, &mut data);
    let main = file(template.name()).ok_or_else(|| failed("no such template".to_owned()))?;
    let sheet = Sheet { press, main, data: Bytes::from_string(data.to_string()) };
    let set = typst::compile::<PagedDocument>(&sheet);
    for warning in &set.warnings {
        tracing::warn!(template = template.name(), warning = %warning.message, "typst warned");
    }
    set.output.map_err(|errors| failed(told(&errors)))
}

/// Puts a replacement character where no font has the one asked for; the standards forbid a hole.
fn make_printable(press: &Press, data: &mut Value) {
    match data {
        Value::String(text) => {
            let printable = |c: char| c.is_ascii() || c.is_whitespace() || has_glyph(press, c);
            if !text.chars().all(printable) {
                *text = text.chars().map(|c| if printable(c) { c } else { '\u{fffd}' }).collect();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| make_printable(press, item)),
        Value::Object(fields) => fields.values_mut().for_each(|field| make_printable(press, field)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn has_glyph(press: &Press, c: char) -> bool {
    let book = press.fonts.book();
    (0..).map_while(|index| book.info(index)).any(|info| info.coverage.contains(u32::from(c)))
}

fn told(errors: &[SourceDiagnostic]) -> String {
    let told: Vec<String> = errors
        .iter()
        .map(|error| {
            let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
            error.message.to_string() + &hints.collect::<String>()
        })
        .collect();
    told.join("; ")
}
