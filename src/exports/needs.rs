//! What people need in order to take part: a file of its own, for the few who arrange food and access.
//!
//! It is not among the lists of [`super::EXPORTS`]: no view holds what it says, so it is made from what was opened just
//! now, of today only. Whoever takes it out deletes it after the seminar. Source: "a separate, restricted file".

use parvis_projections::House;

use super::subject::{Listed, Subject};
use super::table::{Cell, Column, Document, Sheet};
use super::{ExportError, ExportFile, Format, Request, Scope, csv, json, tongue, xlsx};
use crate::needs::Stated;

const STEM: &str = "behov";

struct Line<'a> {
    subject: &'a Subject<'a>,
    listed: Listed,
    stated: &'a Stated,
}

/// The file of what is needed by those who have a place, at one seminar or in the whole programme.
///
/// # Errors
/// When there is no such programme or seminar, or the writer gives up.
pub fn file(house: &House, request: &Request, stated: &[Stated]) -> Result<ExportFile, ExportError> {
    let subject = Subject::new(house, request.programme, request.scope)?;
    let mut lines: Vec<Line<'_>> = Vec::new();
    for row in subject.participants() {
        let own = stated.iter().find(|one| (one.enrolment, one.person) == (row.enrolment, row.person));
        // "Nothing" is an answer, but nothing to arrange.
        if let Some(stated) = own.filter(|one| one.needs.diet.is_some() || one.needs.access.is_some()) {
            let listed = subject.listed(row.person, &row.roles, Some(row.enrolment));
            lines.push(Line { subject: &subject, listed, stated });
        }
    }
    lines.sort_by(|a, b| subject.order(&a.listed, &b.listed));
    let mut document = Document {
        export: "needs",
        title: subject.title(&tongue::heading(subject.language, "Kost och tillgänglighet")),
        programme: subject.programme.code.to_string(),
        organiser: subject.programme.organiser.clone(),
        zone: subject.programme.zone,
        test_data: subject.programme.test_data,
        sheets: vec![Sheet::of("Behov", &columns(), &lines)],
    };
    tongue::say(&mut document, subject.language);
    let bytes = match request.format {
        Format::Csv => csv::write(&document)?,
        Format::Xlsx => xlsx::write(&document, request.written_at)?,
        Format::Json => json::write(&document, request.written_at)?,
    };
    let extension = request.format.name();
    let name = match request.scope {
        Scope::Programme => format!("{STEM}.{extension}"),
        Scope::Seminar(number) => format!("{STEM}-seminarium-{number}.{extension}"),
    };
    Ok(ExportFile { name, media_type: request.format.media_type(), bytes })
}

fn columns<'a>() -> [Column<Line<'a>>; 7] {
    [
        ("Programkod", |line| line.subject.code()),
        ("Kommun", |line| Cell::text(&line.listed.locality.name)),
        ("Deltagar-ID", |line| Cell::text(line.listed.called())),
        ("Efternamn", |line| Cell::text(&line.listed.shown.family_name)),
        ("Förnamn", |line| Cell::text(&line.listed.shown.given_name)),
        ("Kost", |line| Cell::maybe(line.stated.needs.diet.as_ref(), |diet| Cell::text(diet.as_str()))),
        ("Tillgänglighet", |line| {
            Cell::maybe(line.stated.needs.access.as_ref(), |access| Cell::text(access.as_str()))
        }),
    ]
}
