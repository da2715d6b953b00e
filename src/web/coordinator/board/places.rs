//! The places of a register by region, and why somebody in the queue has none yet.

use chrono::NaiveDate;
use parvis_events::values::CountyCode;
use parvis_projections::register::{EnrolmentRow, Status, TermsRow};
use parvis_words::collation::Collator;

use crate::web::coordinator::Desk;
use crate::web::page::Page;

/// The places of one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub county: CountyCode,
    pub name: String,
    /// Places reserved for it; none once they were released.
    pub reserved: u32,
    /// How many of those are taken.
    pub taken: u32,
    /// "7 av 8 reserverade platser är tagna.", or how many it has.
    pub text: String,
    /// How full its reserved places are, in per cent, for the bar.
    pub percent: u32,
}

/// The places of a register.
pub(super) struct Places {
    pub regions: Vec<Region>,
    all: u32,
    taken: u32,
    /// Places open to all, and how many of them are taken.
    common: (u32, u32),
    /// The last day reserved places stay reserved, while they are.
    release: Option<NaiveDate>,
    /// Whether places are reserved now.
    reserved: bool,
    handed_in: u32,
}

impl Places {
    pub(super) fn of(page: &Page, desk: &Desk, terms: &TermsRow, rows: &[&EnrolmentRow]) -> Self {
        let partners: Vec<_> = desk.partners().collect();
        let reserved =
            !terms.released && terms.seminar.is_none() && partners.iter().any(|row| row.allocation > 0);
        let holds = |row: &&&EnrolmentRow| {
            matches!(row.status, Status::Admitted | Status::Offered | Status::Incomplete)
        };
        let taken = count(rows.iter().filter(holds).count());
        let mut counties: Vec<CountyCode> = partners.iter().map(|row| row.county.clone()).collect();
        for row in rows {
            if !counties.contains(&row.county) {
                counties.push(row.county.clone());
            }
        }
        let regions: Vec<Region> = counties
            .into_iter()
            .map(|county| {
                let allocation =
                    partners.iter().find(|row| row.county == county).map_or(0, |row| row.allocation);
                let own = rows.iter().filter(holds).filter(|row| row.reserved_for.as_ref() == Some(&county));
                let here = rows.iter().filter(holds).filter(|row| row.county == county);
                let name = desk.views.programmes.region(desk.programme.programme, &county);
                let reserved = if reserved { allocation } else { 0 };
                let (own, here) = (count(own.count()), count(here.count()));
                region(page, (county, name), reserved, own, here)
            })
            .collect();
        let held: u32 = regions.iter().map(|region| region.reserved).sum();
        let in_reserved: u32 = if reserved { regions.iter().map(|region| region.taken).sum() } else { 0 };
        let mut regions = regions;
        Collator::new(page.language).sort_by_key(&mut regions, |region| &region.name);
        Self {
            regions,
            all: terms.places,
            taken,
            common: (terms.places.saturating_sub(held), taken.saturating_sub(in_reserved)),
            release: terms.release.filter(|_| reserved),
            reserved,
            handed_in: count(rows.len()),
        }
    }

    /// What is reserved and until when; empty where nothing is.
    pub(super) fn reserved_note(&self, page: &Page) -> String {
        match (self.reserved, self.release) {
            (true, Some(day)) => page.t1("desk-reserved-until", "date", &page.day(day)),
            (true, None) => page.t("desk-reserved-always"),
            (false, _) => String::new(),
        }
    }

    /// When somebody in the queue came in, and why they have no place yet.
    pub(super) fn why_not_yet(&self, page: &Page, row: &EnrolmentRow, missing: &str) -> String {
        let order = page.t2(
            "desk-queue-order",
            "number",
            &row.number.to_string(),
            "all",
            &self.handed_in.to_string(),
        );
        format!("{order} {}", self.reason(page, row, missing))
    }

    fn reason(&self, page: &Page, row: &EnrolmentRow, missing: &str) -> String {
        if row.incomplete {
            return page.t1("desk-queue-incomplete", "missing", missing);
        }
        if self.taken >= self.all {
            return page.count("desk-queue-full", "places", self.all);
        }
        let own = self.regions.iter().find(|region| region.county == row.county);
        let own_free = own.is_some_and(|region| region.taken < region.reserved);
        if self.reserved && !own_free && self.common.1 >= self.common.0 {
            let free = self.all - self.taken;
            return page.count("desk-queue-reserved", "free", free);
        }
        page.t("desk-queue-others")
    }
}

fn region(page: &Page, (county, name): (CountyCode, String), reserved: u32, own: u32, here: u32) -> Region {
    let (taken, text) = if reserved > 0 {
        let text =
            page.t2("desk-region-reserved", "taken", &own.to_string(), "reserved", &reserved.to_string());
        (own, text)
    } else {
        (here, page.count("desk-region-places", "places", here))
    };
    let percent = (own * 100).checked_div(reserved).map_or(0, |share| share.min(100));
    Region { county, name, reserved, taken, text, percent }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
