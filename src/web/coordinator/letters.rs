//! The letters of a programme: what did not arrive, what is to come and when, what was sent; each as its receiver reads it.

mod deeds;
mod one;
mod samples;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use parvis_events::letter::LetterKind;
use parvis_projections::letters::{Fate, LetterRow};
use parvis_projections::reminders::ReminderDueRow;
use serde::Deserialize;

pub(super) use self::deeds::{returned, send_again, settle};
pub(super) use self::one::one;
pub(super) use self::samples::samples;
use super::{Asked, Desk, Head, Tab};
use crate::web::Web;
use crate::web::failure::{Failure, as_query};
use crate::web::page::{Page, show};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;
use crate::web::standing;

/// How many letters a page lists.
const PAGE: usize = 60;

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Wanted {
    #[serde(default)]
    per: String,
    /// Only letters of this kind.
    #[serde(default)]
    slag: String,
    /// Only letters that this became of.
    #[serde(default)]
    lage: String,
    /// How many to leave out.
    #[serde(default)]
    hoppa: usize,
}

/// A kind of letter, and how many of it became what.
struct Sum {
    kind: String,
    /// Waiting, sent, failed, missed, dealt with: what, how many, and where they are listed.
    counts: Vec<(String, u32, String)>,
}

/// Reminders that fall due together.
struct Planned {
    kind: String,
    about: String,
    when: String,
    people: String,
    address: String,
}

/// A letter.
struct Line {
    address: String,
    kind: String,
    to: String,
    state: String,
    colour: &'static str,
    when: String,
    uncertain: bool,
}

#[derive(Template)]
#[template(path = "coordinator/letters.html")]
struct LettersPage {
    page: Page,
    head: Head,
    planned: Vec<Planned>,
    sums: Vec<Sum>,
    /// What is listed, in words; empty for all.
    only: String,
    lines: Vec<Line>,
    all: u32,
    earlier: String,
    later: String,
}

/// `GET /arbete/{code}/brev`.
pub(in crate::web) async fn list(
    State(web): State<Web>,
    Path(code): Path<String>,
    Query(wanted): Query<Wanted>,
    page: Page,
) -> Result<Response, Failure> {
    let asked = Asked { per: wanted.per.clone(), ..Asked::default() };
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeLetters, &asked).await?;
    let post = Post { page: &page, desk: &desk };
    let fate = fate_named(&wanted.lage);
    let mut rows: Vec<&LetterRow> = desk.views.letters.letters.of(desk.programme.programme).collect();
    let sums = post.sums(&rows);
    rows.retain(|row| fate.is_none_or(|fate| row.fate == fate));
    rows.retain(|row| wanted.slag.is_empty() || row.kind.name() == wanted.slag);
    // What did not arrive is looked at first.
    rows.sort_by_key(|row| (row.fate != Fate::Failed, std::cmp::Reverse(row.number)));
    let all = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let skip = wanted.hoppa.min(rows.len());
    let at = |skip: usize| {
        let skip = skip.to_string();
        let mut query =
            vec![("slag", wanted.slag.as_str()), ("lage", wanted.lage.as_str()), ("hoppa", &skip)];
        query.retain(|(_, value)| !value.is_empty() && *value != "0");
        let per = desk.past.map(|day| day.to_string()).unwrap_or_default();
        if !per.is_empty() {
            query.push(("per", per.as_str()));
        }
        format!("{}?{}", desk.plainly_at("/brev"), as_query(&query))
    };
    let earlier = if skip + PAGE < rows.len() { at(skip + PAGE) } else { String::new() };
    let later = if skip > 0 { at(skip.saturating_sub(PAGE)) } else { String::new() };
    let mut only = Vec::new();
    if !wanted.slag.is_empty() {
        only.push(page.t(&format!("letter-kind-{}", kind_named(&wanted.slag).name())));
    }
    only.extend(fate.map(|fate| state(&page, fate)));
    let lines = rows.into_iter().skip(skip).take(PAGE).map(|row| post.line(row)).collect();
    let built = LettersPage {
        head: desk.head(&page, Tab::Letters, "/brev"),
        planned: post.planned(),
        sums,
        only: only.join(", "),
        lines,
        all,
        earlier,
        later,
        page: page.clone(),
    };
    Ok(show(&built))
}

struct Post<'a> {
    page: &'a Page,
    desk: &'a Desk,
}

impl Post<'_> {
    /// How many letters of each kind became what.
    fn sums(&self, rows: &[&LetterRow]) -> Vec<Sum> {
        let mut counted: BTreeMap<LetterKind, [u32; 5]> = BTreeMap::new();
        for row in rows {
            let counts = counted.entry(row.kind).or_default();
            if let Some(count) =
                FATES.iter().position(|fate| *fate == row.fate).and_then(|at| counts.get_mut(at))
            {
                *count += 1;
            }
        }
        counted
            .into_iter()
            .map(|(kind, counts)| Sum {
                kind: capitalised(&self.page.t(&format!("letter-kind-{}", kind.name()))),
                counts: FATES
                    .iter()
                    .zip(counts)
                    .map(|(fate, count)| {
                        let mut query = vec![("slag", kind.name()), ("lage", fate_name(*fate))];
                        let per = self.desk.past.map(|day| day.to_string()).unwrap_or_default();
                        if !per.is_empty() {
                            query.push(("per", per.as_str()));
                        }
                        (
                            state(self.page, *fate),
                            count,
                            format!("{}?{}", self.desk.plainly_at("/brev"), as_query(&query)),
                        )
                    })
                    .collect(),
            })
            .collect()
    }

    /// Reminders to come, those of one rule and occasion together, in order of time.
    fn planned(&self) -> Vec<Planned> {
        let mut rows: Vec<&ReminderDueRow> =
            self.desk.views.reminders.due.of(self.desk.programme.programme).collect();
        rows.retain(|row| row.due >= self.desk.until());
        rows.sort_by_key(|row| (row.due, row.kind, row.seminar, row.letter));
        let mut groups: Vec<Vec<&ReminderDueRow>> = Vec::new();
        for row in rows {
            let same = |group: &Vec<&ReminderDueRow>| {
                group.first().is_some_and(|first| {
                    (first.due, first.kind, first.seminar) == (row.due, row.kind, row.seminar)
                })
            };
            match groups.last_mut() {
                Some(group) if same(group) => group.push(row),
                Some(_) | None => groups.push(vec![row]),
            }
        }
        groups
            .into_iter()
            .filter_map(|group| {
                let first = *group.first()?;
                let seminar = first.seminar.and_then(|id| self.desk.views.programmes.seminars.get(&(id,)));
                let enrolment = first.enrolment.and_then(|id| self.desk.views.register.enrolment(id));
                let about = match seminar {
                    Some(row) => self.page.count("desk-seminar-number", "number", row.number.into()),
                    None => enrolment
                        .map(|row| standing::municipality(&self.desk.programme, row))
                        .unwrap_or_default(),
                };
                let people = u32::try_from(group.len()).unwrap_or(u32::MAX);
                Some(Planned {
                    kind: capitalised(&self.page.t(&format!("letter-kind-{}", first.kind.name()))),
                    about,
                    when: self.desk.moment(self.page, first.due),
                    people: self.page.count("letters-to", "count", people),
                    address: self.desk.at(&format!("/brev/{}", first.letter)),
                })
            })
            .collect()
    }

    fn line(&self, row: &LetterRow) -> Line {
        Line {
            address: self.desk.at(&format!("/brev/{}", row.letter)),
            kind: capitalised(&self.page.t(&format!("letter-kind-{}", row.kind.name()))),
            to: self.desk.name(self.page, row.recipient),
            state: state(self.page, row.fate),
            colour: colour(row.fate),
            when: self.desk.moment(self.page, row.sent_at.unwrap_or(row.due)),
            uncertain: row.uncertain,
        }
    }
}

/// What can become of a letter, in the order of the columns.
const FATES: [Fate; 5] = [Fate::Waiting, Fate::Sent, Fate::Failed, Fate::Missed, Fate::Settled];

const fn fate_name(fate: Fate) -> &'static str {
    match fate {
        Fate::Waiting => "queued",
        Fate::Sent => "sent",
        Fate::Failed => "failed",
        Fate::Missed => "missed",
        Fate::Settled => "settled",
    }
}

fn fate_named(name: &str) -> Option<Fate> {
    FATES.into_iter().find(|fate| fate_name(*fate) == name)
}

const fn colour(fate: Fate) -> &'static str {
    match fate {
        Fate::Waiting => "info",
        Fate::Sent => "success",
        Fate::Failed => "danger",
        Fate::Missed | Fate::Settled => "neutral",
    }
}

/// What became of a letter, in words.
pub(super) fn state(page: &Page, fate: Fate) -> String {
    capitalised(&page.t(&format!("letter-state-{}", fate_name(fate))))
}

/// The kind of this name; receipts, where nothing is called so.
fn kind_named(name: &str) -> LetterKind {
    serde_json::from_value(serde_json::Value::from(name)).unwrap_or(LetterKind::Receipt)
}
