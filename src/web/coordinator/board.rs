//! The register as a board: what waits for somebody, the queue in its order with the reason for each one's place, who
//! has a place by region, and what is over.

mod places;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use parvis_events::ids::RegisterId;
use parvis_events::time::local_date;
use parvis_projections::register::{EnrolmentRow, OverviewRow, Status, TermsRow};
use parvis_words::collation::Collator;
use parvis_words::names;

use self::places::{Places, Region};
use super::attention;
use super::overview::{self, Line as Matter};
use super::{Asked, Desk, Head, Tab};
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::page::{Page, show};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;
use crate::web::standing;

/// An enrolment on the board.
struct Line {
    /// Where its page is; empty for a reader who may not see it.
    address: String,
    /// The municipality, or the person where people take part by themselves.
    subject: String,
    region: String,
    status: String,
    colour: &'static str,
    /// Until when, or why it stands where it stands.
    more: String,
    people: String,
    reference: String,
    submitted: String,
    /// Its place in the queue, or 0.
    place: u32,
    dispensed: bool,
}

/// Those of a region who have a place.
struct Admitted {
    region: Region,
    lines: Vec<Line>,
}

/// One register: the programme's, or that of an open meeting.
struct Register {
    /// The meeting; empty for the programme's own.
    heading: String,
    /// What tells its headings apart.
    mark: usize,
    figures: Vec<(String, String)>,
    waiting: Vec<Line>,
    queue: Vec<Line>,
    admitted: Vec<Admitted>,
    over: Vec<Line>,
    /// What reserved places there are and until when.
    reserved: String,
}

/// A list to take along.
struct Take {
    address: String,
    name: String,
}

#[derive(Template)]
#[template(path = "coordinator/board.html")]
struct BoardPage {
    page: Page,
    head: Head,
    matters: Vec<Matter>,
    registers: Vec<Register>,
    takes: Vec<Take>,
    may_enter: bool,
}

/// `GET /arbete/{code}`.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::as_of(&web, &page, &code, Deed::SeeRegister, &asked).await?;
    let mut items = attention::of(&page, &desk.views, &desk.programme, desk.until());
    // What waits for an answer or for somebody stands on the board itself.
    let elsewhere = |matter| !matches!(matter, attention::Matter::OfferOpen | attention::Matter::HalfPair);
    items.retain(|item| {
        desk.past.is_none() && elsewhere(item.matter) && overview::may_deal(&desk.roles, item)
    });
    let board = Board { page: &page, desk: &desk, collator: Collator::new(page.language) };
    let built = BoardPage {
        head: desk.head(&page, Tab::Register, ""),
        matters: overview::lines(&page, items),
        registers: board.registers(),
        takes: board.takes(),
        may_enter: desk.can(Deed::DecideEnrolments)
            && desk.views.register.terms.of(desk.programme.programme).next().is_some(),
        page: page.clone(),
    };
    Ok(show(&built))
}

/// A number of a register.
type Count = fn(&OverviewRow) -> u32;

struct Board<'a> {
    page: &'a Page,
    desk: &'a Desk,
    collator: Collator,
}

impl Board<'_> {
    fn registers(&self) -> Vec<Register> {
        let programme = self.desk.programme.programme;
        let today = local_date(self.desk.programme.zone, self.desk.until());
        let mut terms: Vec<((bool, u8), &TermsRow)> = self
            .desk
            .views
            .register
            .registers_of(programme)
            .map(|terms| {
                let seminar = terms.seminar.and_then(|id| self.desk.views.programmes.seminars.get(&(id,)));
                (seminar.map_or((false, 0), |row| (row.ends_on < today, row.number)), terms)
            })
            .collect();
        // Meetings to come stand before those that have been.
        terms.sort_by_key(|(order, terms)| (*order, terms.register));
        terms.into_iter().enumerate().map(|(mark, (_, terms))| self.register(mark, terms)).collect()
    }

    fn register(&self, mark: usize, terms: &TermsRow) -> Register {
        let house = &*self.desk.views;
        let rows: Vec<&EnrolmentRow> = house.register.enrolments.of(terms.register).collect();
        let places = Places::of(self.page, self.desk, terms, &rows);
        let heading = terms.seminar.and_then(|id| house.programmes.seminars.get(&(id,))).map(|seminar| {
            let number = self.page.count("desk-seminar-number", "number", seminar.number.into());
            let days = self.page.days(seminar.starts_on, seminar.ends_on);
            format!("{number}: {}, {days}", seminar.theme)
        });
        let with = |statuses: &[Status]| {
            let found: Vec<&EnrolmentRow> =
                rows.iter().copied().filter(|row| statuses.contains(&row.status)).collect();
            found
        };
        let mut waiting = with(&[Status::Offered, Status::Incomplete, Status::Submitted]);
        waiting.sort_by_key(|row| (row.until.is_none(), row.until, row.number));
        let mut queue = with(&[Status::Queued]);
        queue.sort_by_key(|row| row.queue_place);
        let mut over = with(&[
            Status::Declined,
            Status::Expired,
            Status::Withdrawn,
            Status::LateWithdrawal,
            Status::Refused,
        ]);
        over.sort_by_key(|row| std::cmp::Reverse(row.changed_at));
        Register {
            heading: heading.unwrap_or_default(),
            mark,
            figures: self.figures(terms.register),
            waiting: waiting.into_iter().map(|row| self.line(row, &places)).collect(),
            queue: queue.into_iter().map(|row| self.line(row, &places)).collect(),
            admitted: self.admitted(&with(&[Status::Admitted]), &places),
            over: over.into_iter().map(|row| self.line(row, &places)).collect(),
            reserved: places.reserved_note(self.page),
        }
    }

    fn figures(&self, register: RegisterId) -> Vec<(String, String)> {
        let Some(row) = self.desk.views.register.overview.get(&(register,)) else { return Vec::new() };
        let taken =
            self.page.t2("desk-of", "part", &row.places_taken.to_string(), "whole", &row.places.to_string());
        let mut figures = vec![(self.page.t("desk-figure-taken"), taken)];
        let counted: [(&str, Count); 6] = [
            ("register-admitted", |row| row.admitted),
            ("register-offered", |row| row.offered),
            ("register-incomplete", |row| row.incomplete),
            ("register-queued", |row| row.queued),
            ("register-participants", |row| row.participants),
            ("desk-figure-drafts", |row| row.drafts),
        ];
        for (key, of) in counted {
            // A number that is usually nothing is only shown when it is something.
            if of(row) > 0 || key != "desk-figure-drafts" {
                figures.push((self.page.t(key), of(row).to_string()));
            }
        }
        figures
    }

    /// Those who have a place, by region, the regions in the order of the alphabet.
    fn admitted(&self, rows: &[&EnrolmentRow], places: &Places) -> Vec<Admitted> {
        let mut found: Vec<Admitted> = places
            .regions
            .iter()
            .map(|region| {
                let mut lines: Vec<Line> = rows
                    .iter()
                    .filter(|row| row.county == region.county)
                    .map(|row| self.line(row, places))
                    .collect();
                self.collator.sort_by_key(&mut lines, |line| &line.subject);
                Admitted { region: region.clone(), lines }
            })
            .collect();
        self.collator.sort_by_key(&mut found, |one| &one.region.name);
        found.retain(|one| !one.lines.is_empty() || one.region.reserved > 0);
        found
    }

    fn line(&self, row: &EnrolmentRow, places: &Places) -> Line {
        let (page, desk) = (self.page, self.desk);
        let standing = standing::of(page, &desk.views, &desk.programme, row);
        let missing = standing::missing(page, &desk.views, &desk.programme, row);
        let mut more = desk.until_when(page, row).unwrap_or(standing.more);
        if row.status == Status::Queued {
            more = places.why_not_yet(page, row, &missing);
        } else if row.status.active() && row.incomplete {
            more = format!("{} {more}", page.t1("standing-missing", "missing", &missing));
        } else if row.status.active() && !row.missing_answers.is_empty() {
            more = format!("{more} {}", page.t("desk-answers-missing"));
        }
        let protected = desk.roles.may(Deed::SeeProtected);
        let people: Vec<String> = standing::members(&desk.views, row)
            .into_iter()
            .map(|member| {
                let role = standing::role_names(page, &desk.views, member);
                if standing::alone(&desk.programme) {
                    return format!("{role}, {}", standing.municipality);
                }
                let name = standing::name_for(page, &desk.views, member.person, None, protected);
                names::with_role(page.language, &name, &role)
            })
            .collect();
        let address = if desk.roles.may(Deed::SeeHistory) {
            desk.at(&format!("/anmalan/{}", row.enrolment))
        } else {
            String::new()
        };
        Line {
            address,
            subject: standing::subject(page, &desk.views, &desk.programme, row, protected),
            region: desk.views.programmes.region(desk.programme.programme, &row.county),
            status: capitalised(&standing.status),
            colour: standing.colour,
            more: more.trim().to_owned(),
            people: people.join(", "),
            reference: row.reference.clone(),
            submitted: desk.day(page, row.submitted_at),
            place: row.queue_place.unwrap_or_default(),
            dispensed: row.dispensed,
        }
    }

    /// Lists as files, as of the day that is shown.
    fn takes(&self) -> Vec<Take> {
        ["participants", "enrolments", "attendance"]
            .into_iter()
            .map(|export| Take {
                address: self.desk.at(&format!("/filer/{export}.xlsx")),
                name: self.page.t(&format!("desk-take-{export}")),
            })
            .collect()
    }
}
