//! The sign-in sheet of one day of a seminar. Source: format "Sign-in sheet".

use chrono::{NaiveDate, NaiveTime};
use parvis_words::{Language, dates, text, text_with};
use serde_json::{Map, Value, json};

use crate::DocumentError;
use crate::press::{self, Job, Template};

/// Empty rows for those nobody expected.
const BLANK_ROWS: usize = 5;

/// People of one municipality who are kept together on a page: a pair or a team. More would be pushed to a page of their
/// own, or off it.
const TOGETHER_MOST: usize = 6;

/// What a sign-in sheet says. Not `Debug`: it names people.
#[derive(Clone)]
pub struct SignInSheet {
    /// Language of the sheet.
    pub language: Language,
    /// Name of the programme.
    pub programme: String,
    /// Number of the seminar in the series.
    pub seminar: u8,
    /// Its theme.
    pub theme: String,
    /// The day, local.
    pub date: NaiveDate,
    /// The sessions of the day, in order; each has a column.
    pub sessions: Vec<SignInSession>,
    /// Hall, address and town.
    pub venue: String,
    /// The organisers, whose official record the sheet becomes, the main one first.
    pub organisers: Vec<String>,
    /// Case number, or empty.
    pub case_number: String,
    /// Whether the people are invented.
    pub test_data: bool,
    /// Those who are expected, in the order of lists; neighbours of one municipality stay together.
    pub rows: Vec<SignInRow>,
}

/// A session as the sheet's column heads it.
#[derive(Clone, Debug)]
pub struct SignInSession {
    /// What it is called ("Förmiddag").
    pub title: String,
    /// Local start.
    pub starts: NaiveTime,
    /// Local end.
    pub ends: NaiveTime,
}

/// Somebody who is expected. Not `Debug`: it names a person.
#[derive(Clone)]
pub struct SignInRow {
    /// Municipality.
    pub municipality: String,
    /// Name, or what stands instead of a protected one.
    pub name: String,
    /// Role in the programme, in words.
    pub role: String,
    /// Whom they stand in for, or empty.
    pub replaces: String,
}

/// Sets a sign-in sheet: A4 landscape, as many pages as the rows need.
///
/// # Errors
/// When the document cannot be set.
pub fn sign_in_sheet(sheet: &SignInSheet) -> Result<Vec<u8>, DocumentError> {
    let identity = format!("{} {} {}", sheet.programme, sheet.seminar, sheet.date);
    press::set(Job {
        template: Template::SignInSheet,
        data: data(sheet),
        identity: &identity,
        date: Some(sheet.date),
    })
}

fn data(sheet: &SignInSheet) -> Value {
    let spoken = sheet.language;
    let title = text(spoken, "sign-in-title");
    let sessions = sheet.sessions.iter().map(|session| {
        json!({
            "title": session.title,
            "times": dates::time_range_bare(spoken, session.starts, session.ends),
        })
    });
    let (first, last) = (sheet.sessions.first(), sheet.sessions.last());
    let times = first.zip(last).map(|(first, last)| dates::time_range(spoken, first.starts, last.ends));
    let seminar = [("number", sheet.seminar.into()), ("theme", (&sheet.theme).into())];
    json!({
        "language": spoken.tag(),
        "words": words(sheet),
        "title": format!("{title} – {}", dates::date(spoken, sheet.date)),
        "programme": sheet.programme,
        "seminar": text_with(spoken, "evaluation-seminar", &seminar),
        "date": dates::weekday_date(spoken, sheet.date),
        "times": times,
        "sessions": sessions.collect::<Vec<_>>(),
        "venue": sheet.venue,
        "organisers": sheet.organisers,
        "case_number": sheet.case_number,
        "test_data": sheet.test_data,
        "groups": groups(&sheet.rows),
        "blank": BLANK_ROWS,
    })
}

fn words(sheet: &SignInSheet) -> Map<String, Value> {
    let spoken = sheet.language;
    let plain = [
        ("title", "sign-in-title"),
        ("venue", "sign-in-venue"),
        ("times", "sign-in-times"),
        ("organisers", "sign-in-organisers"),
        ("case_number", "sign-in-case-number"),
        ("row", "sign-in-row"),
        ("municipality", "sign-in-municipality"),
        ("name", "sign-in-name"),
        ("role", "sign-in-role"),
        ("replaces", "sign-in-replaces"),
        ("signature", "sign-in-signature"),
        ("leader", "sign-in-leader"),
        ("date", "document-date"),
        ("test_data", "document-test-data"),
        ("test_data_note", "document-test-data-note"),
    ];
    let mut words: Map<String, Value> =
        plain.into_iter().map(|(name, key)| (name.to_owned(), text(spoken, key).into())).collect();
    let organiser = sheet.organisers.first().map(String::as_str).unwrap_or_default();
    let privacy = text_with(spoken, "sign-in-privacy", &[("organiser", organiser.into())]);
    words.insert("privacy".into(), privacy.into());
    // The template puts the numbers of the page where these marks stand.
    let page = text_with(spoken, "document-page", &[("page", "{p}".into()), ("pages", "{n}".into())]);
    words.insert("page".into(), page.into());
    words
}

/// Neighbours of the same municipality, so that a pair stands together on one page. Where a municipality sends many, each
/// stands on a line of their own.
fn groups(rows: &[SignInRow]) -> Vec<Value> {
    rows.chunk_by(|a, b| a.municipality == b.municipality)
        .flat_map(|rows| rows.chunks(if rows.len() > TOGETHER_MOST { 1 } else { TOGETHER_MOST }))
        .map(|rows| {
            let people = rows.iter().map(|row| json!([row.name, row.role, row.replaces]));
            json!({
                "municipality": rows.first().map(|row| &row.municipality),
                "people": people.collect::<Vec<_>>(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SignInRow, groups};

    #[test]
    fn a_pair_stands_together_and_the_many_of_one_municipality_go_on_over_pages() {
        let from = |town: &str, count: usize| {
            let row = |number| SignInRow {
                municipality: town.to_owned(),
                name: format!("Nr {number}"),
                role: String::new(),
                replaces: String::new(),
            };
            (0..count).map(row).collect::<Vec<_>>()
        };
        let rows = [from("Lund", 2), from("Rana", 19), from("Ystad", 6)].concat();
        let groups = groups(&rows);
        let sizes: Vec<usize> =
            groups.iter().map(|group| group["people"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [vec![2], vec![1; 19], vec![6]].concat());
        assert!(groups[1..20].iter().all(|group| group["municipality"] == "Rana"));
    }
}
