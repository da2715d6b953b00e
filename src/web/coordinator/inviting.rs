//! The invitation list: every municipality of the partner regions, or those that are ticked.

use std::collections::BTreeSet;

use parvis_events::geography;
use parvis_events::programme::{Command, Participation, State};
use parvis_events::values::{Country, CountyCode, MunicipalityCode};
use parvis_words::collation::Collator;

use super::Desk;
use super::change::Wish;
use super::edit::Editor;
use super::form::{Fields, Form, Group, Kind};
use super::plan::counties_of;
use crate::web::Web;
use crate::web::page::Page;

/// What the buttons send that tick or clear a whole region; its county follows.
const ALL: &str = "alla-";
const NONE: &str = "inga-";

/// Edits the invitation list.
#[derive(Clone, Copy)]
pub(super) struct Inviting;

impl Editor for Inviting {
    fn title(&self, page: &Page) -> String {
        page.t("inviting-title")
    }

    fn rest(&self) -> String {
        "/inbjudna".to_owned()
    }

    fn fields(&self, state: &State) -> Fields {
        let mut fields = Fields::default();
        let invited = state.participation.as_ref().map(|found| &found.invited);
        let listed = invited.filter(|invited| !invited.is_empty());
        fields.set("lista", if listed.is_some() { "valda" } else { "alla" });
        for code in listed.into_iter().flatten() {
            fields.tick(format!("kommun-{code}"), true);
        }
        fields
    }

    fn wish(&self, _: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let Some(like) = &state.participation else {
            form.complain("lista", page.t("asking-rules-first"));
            return None;
        };
        let ticked = form.fields.rows("kommun-", "").into_iter();
        let ticked = ticked.filter(|code| form.fields.ticked(&format!("kommun-{code}")));
        let mut invited: BTreeSet<MunicipalityCode> = ticked.filter_map(|code| code.parse().ok()).collect();
        if form.fields.get("lista") != "valda" {
            invited.clear();
        } else if invited.is_empty() {
            form.complain("lista", page.t("inviting-nobody"));
            return None;
        }
        let changed = Participation { invited, ..like.clone() };
        Some(Wish { people: Vec::new(), commands: vec![Command::SetParticipationRule(changed)] })
    }

    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
        let lists = ["alla", "valda"].map(|one| (one.to_owned(), page.t(&format!("inviting-{one}"))));
        let known = by_region(page, desk, state);
        let help = if form.fields.get("lista") == "valda" {
            let ticked = |(name, value): &(&str, &str)| name.starts_with("kommun-") && *value == "ja";
            count(page, "inviting-count", form.fields.iter().filter(ticked).count())
        } else {
            count(page, "inviting-all-count", known.iter().map(|region| region.places.len()).sum())
        };
        let who = form.input("lista", page.t("inviting-who"), Kind::Choice).of(lists).helped(help);
        let mut groups = vec![Group::of(String::new(), vec![who])];
        let listed: BTreeSet<&str> =
            known.iter().flat_map(|region| &region.places).map(|(code, _)| code.as_str()).collect();
        // Codes of another day, or of another region, are on the list until somebody takes them off.
        let others: Vec<(String, String)> = form
            .fields
            .rows("kommun-", "")
            .into_iter()
            .filter(|code| !listed.contains(code.as_str()) && form.fields.ticked(&format!("kommun-{code}")))
            .map(|code| (code.clone(), name_of(desk, state, &code)))
            .collect();
        for Region { county, name, places } in &known {
            let all = page.t1("inviting-tick", "region", name);
            let none = page.t1("inviting-clear", "region", name);
            groups.push(
                ticks(form, name.clone(), places)
                    .deed(format!("{ALL}{county}"), all)
                    .deed(format!("{NONE}{county}"), none),
            );
        }
        if !others.is_empty() {
            groups.push(ticks(form, page.t("inviting-others"), &others));
        }
        groups
    }

    fn arrange(&self, state: &State, form: &mut Form, deed: &str) {
        let (county, ticked) = match (deed.strip_prefix(ALL), deed.strip_prefix(NONE)) {
            (Some(county), _) => (county, true),
            (None, Some(county)) => (county, false),
            (None, None) => return,
        };
        let Ok(county) = county.parse::<CountyCode>() else { return };
        for place in geography::in_county(country(state), &county) {
            form.fields.tick(format!("kommun-{}", place.code), ticked);
        }
        if ticked {
            form.fields.set("lista", "valda");
        }
    }
}

fn count(page: &Page, key: &str, number: usize) -> String {
    page.count(key, "count", u32::try_from(number).unwrap_or(u32::MAX))
}

fn country(state: &State) -> Country {
    state.plan.as_ref().map_or(Country::Sweden, |plan| plan.country)
}

fn ticks(form: &Form, heading: String, places: &[(String, String)]) -> Group {
    let tick =
        |(code, name): &(String, String)| form.input(&format!("kommun-{code}"), name.clone(), Kind::Tick);
    let inputs = places.iter().map(tick);
    Group::list(heading, inputs.collect())
}

/// A region, and the code and name of each municipality in it.
struct Region {
    county: String,
    name: String,
    places: Vec<(String, String)>,
}

/// The municipalities that can be invited, by region: those of the partners, or of the whole country where there are none.
fn by_region(page: &Page, desk: &Desk, state: &State) -> Vec<Region> {
    let collator = Collator::new(page.language);
    let country = country(state);
    let mut regions: Vec<(String, String)> = if state.partners.is_empty() {
        counties_of(desk.programme.country)
    } else {
        state.partners.iter().map(|(county, one)| (county.to_string(), one.region.to_string())).collect()
    };
    collator.sort_by_key(&mut regions, |(_, name)| name);
    let places = |county: &str| -> Vec<(String, String)> {
        let Ok(county) = county.parse::<CountyCode>() else { return Vec::new() };
        let found = geography::in_county(country, &county).into_iter();
        let mut places: Vec<_> = found.map(|one| (one.code.to_string(), one.name.clone())).collect();
        collator.sort_by_key(&mut places, |(_, name)| name);
        places
    };
    let region = |(county, name): (String, String)| Region { places: places(&county), county, name };
    regions.into_iter().map(region).collect()
}

/// What a code that is in no region of the programme was called on its first day; the code itself where nothing was.
fn name_of(desk: &Desk, state: &State, code: &str) -> String {
    let day = state.plan.as_ref().map(|plan| plan.period.from);
    let found = code.parse().ok().zip(day);
    let found = found.and_then(|(code, day)| geography::municipality(desk.programme.country, &code, day));
    found.map_or_else(|| code.to_owned(), |place| format!("{} ({code})", place.name))
}
