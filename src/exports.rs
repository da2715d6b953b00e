//! Lists that leave the house: pure functions of the views and a programme, written as CSV, XLSX or JSON.
//!
//! An export says what its columns are; how a file looks is the writers' business, and who asked is
//! the doors'. To add one, write its file and name it in [`EXPORTS`]: web, API and command line follow.

mod areas;
mod attendance;
mod certificates;
mod coverage;
mod csv;
mod enrolments;
mod json;
mod municipalities;
pub mod needs;
#[cfg(test)]
mod network;
mod participants;
mod regions;
mod roles;
#[cfg(test)]
mod sample;
mod shown;
pub mod sign_in;
mod subject;
pub mod table;
mod terms;
mod tongue;
mod trend;
mod xlsx;

use chrono::{DateTime, Utc};
use parvis_events::ids::ProgrammeId;
use parvis_projections::House;

pub use self::csv::{guard, unguard};
use self::subject::Subject;
use self::table::{Document, Sheet};

/// All exports, in the order help texts list them.
pub const EXPORTS: [&Export; 10] = [
    &participants::EXPORT,
    &attendance::EXPORT,
    &certificates::EXPORT,
    &coverage::EXPORT,
    &enrolments::EXPORT,
    &municipalities::EXPORT,
    &regions::EXPORT,
    &roles::EXPORT,
    &trend::EXPORT,
    &areas::EXPORT,
];

/// A list that can be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// Its name on the command line and in addresses.
    pub name: &'static str,
    /// What it is called, in Swedish; title of the document.
    pub title: &'static str,
    /// Its file's name, without extension.
    pub file_stem: &'static str,
    /// What it answers, in English, for help texts.
    pub about: &'static str,
    /// What it can be written as, the usual one first.
    pub formats: &'static [Format],
    /// What it can be about.
    pub reach: Reach,
    build: fn(&Subject<'_>) -> Vec<Sheet>,
}

/// What an export can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A whole programme only.
    ProgrammeOnly,
    /// A whole programme, or one of its seminars.
    ProgrammeOrSeminar,
}

/// What an export is to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole programme.
    Programme,
    /// The seminar with this number.
    Seminar(u8),
}

/// By which codes municipalities and counties are named. Source: rule "Reference data".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    /// Those of the day somebody enrolled.
    #[default]
    Then,
    /// Those of today: what has merged is one, what has changed county is in the new one. Totals stay the same.
    Now,
}

/// What lists show of people whose identity is protected. Source: rule "Protected identity".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// A word in place of their particulars.
    #[default]
    Masked,
    /// What they show of others: for the few who may.
    Full,
}

/// How a list is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// By which codes.
    pub codes: Codes,
    /// For whose eyes.
    pub sight: Sight,
}

impl From<Codes> for Manner {
    fn from(codes: Codes) -> Self {
        Self { codes, ..Self::default() }
    }
}

impl From<Sight> for Manner {
    fn from(sight: Sight) -> Self {
        Self { sight, ..Self::default() }
    }
}

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML workbook (ISO/IEC 29500), all sheets.
    Xlsx,
    /// UTF-8 with BOM, semicolons, CRLF; the first sheet.
    Csv,
    /// JSON (RFC 8259) for machines, all sheets.
    Json,
}

/// What somebody asks of an export.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The programme.
    pub programme: ProgrammeId,
    /// The whole of it or one seminar.
    pub scope: Scope,
    /// What to write it as.
    pub format: Format,
    /// The instant the file states as that of its making, UTC; the same instant gives the same bytes.
    pub written_at: DateTime<Utc>,
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// A name to save it under ("deltagarlista-seminarium-1.xlsx").
    pub name: String,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why an export cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// No such programme.
    #[error("there is no programme {0}")]
    UnknownProgramme(ProgrammeId),
    /// No such seminar, or it is cancelled.
    #[error("programme {programme} holds no seminar {number}; it holds {known}")]
    UnknownSeminar {
        /// Code of the programme.
        programme: String,
        /// The number asked for.
        number: u8,
        /// The numbers there are, or "none".
        known: String,
    },
    /// The export has no meaning for one seminar.
    #[error("{export} is about a whole programme; leave the seminar out")]
    WholeProgrammeOnly {
        /// The export.
        export: &'static str,
    },
    /// Not written as that.
    #[error("{export} is not written as {}; choose one of {choices}", format.name())]
    FormatNotOffered {
        /// The export.
        export: &'static str,
        /// The format asked for.
        format: Format,
        /// The formats there are.
        choices: String,
    },
    /// The CSV writer gave up.
    #[error("the CSV file could not be written")]
    Csv(#[source] ::csv::Error),
    /// The XLSX writer gave up.
    #[error("the XLSX file could not be written")]
    Xlsx(#[source] Box<rust_xlsxwriter::XlsxError>),
    /// The JSON writer gave up.
    #[error("the JSON file could not be written")]
    Json(#[source] serde_json::Error),
}

/// The export of this name.
pub fn find(name: &str) -> Option<&'static Export> {
    EXPORTS.into_iter().find(|export| export.name == name)
}

impl Export {
    /// Makes the list, as tables without a file format, by the codes of the day.
    ///
    /// # Errors
    /// When there is no such programme or seminar, or the list has no meaning for one seminar.
    pub fn document(
        &self,
        house: &House,
        programme: ProgrammeId,
        scope: Scope,
    ) -> Result<Document, ExportError> {
        self.document_by(house, programme, scope, Codes::Then)
    }

    /// Makes the list by the codes of the day, or of today, for whoever may see so much.
    ///
    /// # Errors
    /// As [`Export::document`].
    pub fn document_by(
        &self,
        house: &House,
        programme: ProgrammeId,
        scope: Scope,
        manner: impl Into<Manner>,
    ) -> Result<Document, ExportError> {
        if let (Reach::ProgrammeOnly, Scope::Seminar(_)) = (self.reach, scope) {
            return Err(ExportError::WholeProgrammeOnly { export: self.name });
        }
        let subject = Subject::new(house, programme, scope)?.by(manner.into());
        let mut document = Document {
            export: self.name,
            title: subject.title(&tongue::heading(subject.language, self.title)),
            programme: subject.programme.code.to_string(),
            organiser: subject.programme.organiser.clone(),
            zone: subject.programme.zone,
            test_data: subject.programme.test_data,
            sheets: (self.build)(&subject),
        };
        tongue::say(&mut document, subject.language);
        Ok(document)
    }

    /// Makes the list by the codes of the day, and writes it.
    ///
    /// # Errors
    /// As [`Export::document`]; and when the format is not offered or the writer gives up.
    pub fn write(&self, house: &House, request: &Request) -> Result<ExportFile, ExportError> {
        self.write_by(house, request, Codes::Then)
    }

    /// Makes the list by the codes of the day, or of today, for whoever may see so much, and writes it.
    ///
    /// # Errors
    /// As [`Export::write`].
    pub fn write_by(
        &self,
        house: &House,
        request: &Request,
        manner: impl Into<Manner>,
    ) -> Result<ExportFile, ExportError> {
        let format = request.format;
        if !self.formats.contains(&format) {
            let choices: Vec<&str> = self.formats.iter().map(|format| format.name()).collect();
            let choices = choices.join(", ");
            return Err(ExportError::FormatNotOffered { export: self.name, format, choices });
        }
        let document = self.document_by(house, request.programme, request.scope, manner)?;
        let bytes = match format {
            Format::Csv => csv::write(&document)?,
            Format::Xlsx => xlsx::write(&document, request.written_at)?,
            Format::Json => json::write(&document, request.written_at)?,
        };
        let name = self.file_name(request.scope, format);
        Ok(ExportFile { name, media_type: format.media_type(), bytes })
    }

    /// The name a file of it is saved under.
    pub fn file_name(&self, scope: Scope, format: Format) -> String {
        let (stem, extension) = (self.file_stem, format.name());
        match scope {
            Scope::Programme => format!("{stem}.{extension}"),
            Scope::Seminar(number) => format!("{stem}-seminarium-{number}.{extension}"),
        }
    }
}

impl Format {
    /// Every format, the usual one first.
    pub const ALL: &'static [Self] = &[Self::Xlsx, Self::Csv, Self::Json];

    /// Its name on the command line, and the file's extension.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::{EXPORTS, ExportError, Format, Request, Scope, find, sample};

    #[test]
    fn every_export_is_found_by_its_name_and_has_a_file_of_its_own() {
        for export in EXPORTS {
            assert_eq!(find(export.name).unwrap().title, export.title);
            assert_eq!(EXPORTS.iter().filter(|other| other.file_stem == export.file_stem).count(), 1);
        }
        assert!(find("unheard-of").is_none());
    }

    #[test]
    fn every_row_of_every_sheet_has_a_cell_for_each_column() {
        let house = sample::house();
        for export in EXPORTS {
            let document = export.document(&house, sample::programme(), Scope::Programme).unwrap();
            for sheet in &document.sheets {
                assert!(!sheet.rows.is_empty(), "{} is empty", sheet.title);
                for row in &sheet.rows {
                    assert_eq!(row.len(), sheet.header.len(), "{}", sheet.title);
                }
            }
        }
    }

    #[test]
    fn every_format_of_every_export_is_written_the_same_each_time() {
        let house = sample::house();
        for export in EXPORTS {
            for format in export.formats {
                let request = Request {
                    programme: sample::programme(),
                    scope: Scope::Programme,
                    format: *format,
                    written_at: sample::at("2019-06-10T12:00:00Z"),
                };
                let file = export.write(&house, &request).unwrap();
                assert_eq!(file.name, format!("{}.{}", export.file_stem, format.name()));
                assert_eq!(file, export.write(&house, &request).unwrap());
            }
        }
    }

    #[test]
    fn what_cannot_be_made_is_refused_with_a_remedy() {
        let house = sample::house();
        let refused = |export: &str, programme, scope| {
            find(export).unwrap().document(&house, programme, scope).unwrap_err().to_string()
        };
        let (known, unknown) = (sample::programme(), sample::named_programme("other"));
        assert_eq!(
            refused("participants", known, Scope::Seminar(7)),
            "programme KKN-2018 holds no seminar 7; it holds 1, 2"
        );
        assert_eq!(
            refused("certificates", known, Scope::Seminar(1)),
            "certificates is about a whole programme; leave the seminar out"
        );
        let error = find("participants").unwrap().document(&house, unknown, Scope::Programme).unwrap_err();
        assert!(matches!(error, ExportError::UnknownProgramme(id) if id == unknown));
    }

    #[test]
    fn formats_are_known_by_their_extension() {
        assert_eq!(Format::named("csv"), Some(Format::Csv));
        assert_eq!(Format::named("pdf"), None);
        let export = find("participants").unwrap();
        assert_eq!(export.file_name(Scope::Seminar(1), Format::Xlsx), "deltagarlista-seminarium-1.xlsx");
    }
}
