//! The programmes somebody works with, and what in them needs attention first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use parvis_events::programme::Stage;
use parvis_events::time::local_date;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;

use super::attention::{self, Item};
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::mine::signed_in;
use crate::web::page::{Page, show};
use crate::web::programme::{language_mark, stage_name};
use crate::web::rights::{Deed, Roles};

/// How many things of one programme the overview names; the rest is a number.
const MOST: usize = 12;
/// How many programmes are shown with what waits in them, those with most to do first; of others the name is enough.
const MOST_CARDS: usize = 20;

/// A thing to look at, as it is shown.
pub(super) struct Line {
    pub what: String,
    pub colour: &'static str,
    pub about: String,
    pub text: String,
    pub address: String,
}

/// A programme.
struct Card {
    address: String,
    code: String,
    name: String,
    lang: String,
    stage: String,
    open: bool,
    /// "18 av 20 platser".
    places: String,
    queued: u32,
    /// The next seminar, or empty.
    next: String,
    lines: Vec<Line>,
    /// How many more there are.
    more: u32,
}

/// One of the programmes that only their names are shown of.
struct Short {
    address: String,
    name: String,
    lang: String,
    stage: String,
    /// How many things wait in it.
    waiting: u32,
}

#[derive(Template)]
#[template(path = "coordinator/overview.html")]
struct OverviewPage {
    page: Page,
    cards: Vec<Card>,
    others: Vec<Short>,
    waiting: u32,
    may_begin: bool,
}

/// `GET /arbete`.
pub(in crate::web) async fn get(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let kept = web.house();
    let now = web.now();
    let mut found: Vec<(&ProgrammeRow, Roles, Vec<Item>)> = kept
        .house
        .programmes
        .programmes
        .rows()
        .map(|row| (row, Roles::staff(&kept.house, reader.person, row.programme)))
        .filter(|(_, roles)| roles.may(Deed::SeeRegister))
        .map(|(row, roles)| {
            let mut items = attention::of(&page, &kept.house, row, now);
            items.retain(|item| may_deal(&roles, item));
            (row, roles, items)
        })
        .collect();
    found.sort_by_key(|(row, _, items)| {
        let pressing = items.iter().filter(|item| item.pressing).count();
        let rank = rank(row.stage);
        (
            std::cmp::Reverse(pressing > 0),
            rank,
            items.is_empty(),
            std::cmp::Reverse(row.period_from),
            row.code.clone(),
        )
    });
    let waiting = number(found.iter().map(|(.., items)| items.len()).sum());
    let may_begin = found.iter().any(|(_, roles, _)| roles.may(Deed::ShapeProgramme));
    let others = found.split_off(MOST_CARDS.min(found.len()));
    let others = others.into_iter().map(|(row, _, items)| short(&page, row, &items)).collect();
    let cards =
        found.into_iter().map(|(row, roles, items)| card(&page, &kept.house, row, &roles, items, now));
    let cards = cards.collect();
    Ok(show(&OverviewPage { page, cards, others, waiting, may_begin }))
}

/// Whether somebody can do something about it, and so has to see it.
pub(super) fn may_deal(roles: &Roles, item: &Item) -> bool {
    use attention::Matter;
    let deed = match item.matter {
        Matter::OfferOpen | Matter::HalfPair | Matter::LateWithdrawal | Matter::RoleVacant => {
            Deed::SeeHistory
        }
        Matter::LetterFailed => Deed::SeeLetters,
        Matter::CertificateFlagged => Deed::SeeCertificates,
        Matter::RollOpen => Deed::CloseRoll,
        Matter::Draft => Deed::ShapeProgramme,
    };
    roles.may(deed)
}

const fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Open => 0,
        Stage::Closed => 1,
        Stage::Draft | Stage::Unknown => 2,
        Stage::Completed => 3,
        Stage::Archived => 4,
    }
}

/// Things to look at, as they are shown.
pub(super) fn lines(page: &Page, items: Vec<Item>) -> Vec<Line> {
    items
        .into_iter()
        .map(|item| Line {
            what: page.t(&format!("attention-{}", item.matter.name())),
            colour: item.matter.colour(item.pressing),
            about: item.about,
            text: item.text,
            address: item.address,
        })
        .collect()
}

fn short(page: &Page, row: &ProgrammeRow, items: &[Item]) -> Short {
    Short {
        address: format!("/arbete/{}", row.code),
        name: row.name.clone(),
        lang: language_mark(page, row),
        stage: stage_name(page, row.stage),
        waiting: number(items.len()),
    }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn card(
    page: &Page,
    house: &House,
    row: &ProgrammeRow,
    roles: &Roles,
    items: Vec<Item>,
    now: DateTime<Utc>,
) -> Card {
    let mut sums = (0, 0, 0);
    for one in house.register.overview.of(row.programme) {
        sums = (sums.0 + one.places_taken, sums.1 + one.places, sums.2 + one.queued);
    }
    let today = local_date(row.zone, now);
    let seminars = house.programmes.seminars_of(row.programme);
    let next = seminars.into_iter().filter(|seminar| seminar.ends_on >= today).min_by_key(|s| s.starts_on);
    let next = next.map(|seminar| {
        let days = page.days(seminar.starts_on, seminar.ends_on);
        let number = page.count("desk-seminar-number", "number", seminar.number.into());
        format!("{number}: {days}, {}", seminar.place)
    });
    let draft = row.stage == Stage::Draft && roles.may(Deed::ShapeProgramme);
    let more = number(items.len().saturating_sub(MOST));
    let mut lines = lines(page, items);
    lines.truncate(MOST);
    let places = if sums.1 == 0 {
        page.count("home-places", "places", row.places)
    } else {
        page.t2("desk-places-taken", "taken", &sums.0.to_string(), "places", &sums.1.to_string())
    };
    Card {
        address: format!("/arbete/{}{}", row.code, if draft { "/program" } else { "" }),
        code: row.code.to_string(),
        name: row.name.clone(),
        lang: language_mark(page, row),
        stage: stage_name(page, row.stage),
        open: row.stage == Stage::Open,
        places,
        queued: sums.2,
        next: next.unwrap_or_default(),
        lines,
        more,
    }
}
