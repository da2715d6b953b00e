//! The programme council: who is in it, and for which region.

use parvis_events::ids::PersonId;
use parvis_events::programme::{Command, State};
use parvis_events::values::CountyCode;
use parvis_words::collation::Collator;

use super::Desk;
use super::change::Wish;
use super::edit::Editor;
use super::form::{Fields, Form, Group, Kind, Unusable};
use super::naming::{named, naming_inputs};
use super::plan::counties_of;
use crate::web::Web;
use crate::web::page::Page;

/// What the fields of a new member end in.
const NEW: &str = "-ny";

/// Edits the programme council.
#[derive(Clone, Copy)]
pub(super) struct Council;

impl Editor for Council {
    fn title(&self, page: &Page) -> String {
        page.t("council-title")
    }

    fn rest(&self) -> String {
        "/programrad".to_owned()
    }

    fn fields(&self, state: &State) -> Fields {
        let mut fields = Fields::default();
        for (person, county) in &state.council {
            fields.set(format!("ledamot-{person}-lan"), county.as_str());
        }
        fields
    }

    fn wish(&self, web: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let mut wish = Wish::default();
        let mut usable = true;
        for id in form.fields.rows("ledamot-", "-lan") {
            let Ok(person) = id.parse::<PersonId>() else { continue };
            if form.fields.ticked(&format!("ledamot-{id}-bort")) {
                wish.commands.push(Command::RemoveCouncilMember { person });
                continue;
            }
            // Who left meanwhile, by somebody else's hand, is not brought back by saving something else.
            if !state.council.contains_key(&person) {
                continue;
            }
            match county(page, form, &format!("ledamot-{id}-lan")) {
                Some(county) => wish.commands.push(Command::AppointCouncilMember { person, county }),
                None => usable = false,
            }
        }
        match named(web, page, state, form, NEW) {
            Ok(None) => {}
            Ok(Some(known)) => match county(page, form, "lan-ny") {
                Some(county) => {
                    let person = known.person;
                    wish.people.push(known);
                    wish.commands.push(Command::AppointCouncilMember { person, county });
                }
                None => usable = false,
            },
            Err(Unusable) => usable = false,
        }
        usable.then_some(wish)
    }

    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
        let collator = Collator::new(page.language);
        let regions = regions(page, desk, state, &collator);
        let mut members: Vec<(String, String)> = form
            .fields
            .rows("ledamot-", "-lan")
            .into_iter()
            .filter_map(|id| Some((desk.name(page, id.parse().ok()?), id)))
            .collect();
        collator.sort_by_key(&mut members, |(name, _)| name);
        let mut groups = vec![Group::of(String::new(), Vec::new()).helped(page.t("council-help"))];
        for (name, id) in members {
            groups.push(Group::row(
                name,
                vec![
                    form.input(&format!("ledamot-{id}-lan"), page.t("programme-region"), Kind::Choice)
                        .of(regions.clone()),
                    form.input(&format!("ledamot-{id}-bort"), page.t("council-leaves"), Kind::Tick),
                ],
            ));
        }
        let mut inputs = naming_inputs(page, form, NEW);
        inputs.push(form.input("lan-ny", page.t("programme-region"), Kind::Choice).of(regions));
        groups.push(Group::row(page.t("council-new"), inputs));
        groups
    }
}

fn county(page: &Page, form: &mut Form, name: &str) -> Option<CountyCode> {
    let found = form.fields.get(name).parse().ok();
    if found.is_none() {
        form.complain(name, page.t("council-region-missing"));
    }
    found
}

/// The regions somebody can speak for: the partners, the counties of the country where there are none.
fn regions(page: &Page, desk: &Desk, state: &State, collator: &Collator) -> Vec<(String, String)> {
    let mut regions: Vec<(String, String)> = if state.partners.is_empty() {
        counties_of(desk.programme.country)
    } else {
        state.partners.iter().map(|(county, one)| (county.to_string(), one.region.to_string())).collect()
    };
    let listed = |county: &CountyCode, regions: &[(String, String)]| {
        regions.iter().any(|(code, _)| code == county.as_str())
    };
    for county in state.council.values() {
        if !listed(county, &regions) {
            regions
                .push((county.to_string(), desk.views.programmes.region(desk.programme.programme, county)));
        }
    }
    collator.sort_by_key(&mut regions, |(_, name)| name);
    regions.insert(0, (String::new(), page.t("enrol-choose")));
    regions
}
