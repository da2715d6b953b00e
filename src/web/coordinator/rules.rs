//! The rules of a programme: who may take part, how long places are held, what letters remind of, what it takes to be
//! certified.

mod participation;
mod reminders;

use parvis_events::ids::PersonId;
use parvis_events::programme::{CertificateRule, Command, State};
use parvis_events::time::DayOffset;

use self::participation::{participation, participation_fields, participation_groups};
use self::reminders::{reminder_groups, reminders};
use super::Desk;
use super::change::Wish;
use super::edit::Editor;
use super::form::{Fields, Form, Group, Kind};
use crate::web::Web;
use crate::web::page::Page;

/// The most days a place can be held, or a reminder lie away.
pub(super) const MOST_DAYS: u16 = 3_650;

/// Edits the rules.
#[derive(Clone, Copy)]
pub(super) struct Ruling;

impl Editor for Ruling {
    fn title(&self, page: &Page) -> String {
        page.t("rules-title")
    }

    fn rest(&self) -> String {
        "/regler".to_owned()
    }

    fn fields(&self, state: &State) -> Fields {
        let mut fields = Fields::default();
        if let Some(participation) = &state.participation {
            participation_fields(&mut fields, participation);
        }
        for (code, rule) in &state.reminders {
            let (days, way) = match rule.offset {
                DayOffset::Before(days) => (days, "fore"),
                DayOffset::After(days) => (days, "efter"),
            };
            fields.set(format!("brev-{code}-dagar"), days.to_string());
            fields.set(format!("brev-{code}-nar"), way);
            fields.set(format!("brev-{code}-kl"), rule.at.format("%H:%M").to_string());
        }
        if let Some(rule) = &state.certificate {
            fields.set("andel", rule.least_percent.to_string());
            fields.set("undertecknare", rule.signatory.map(|id| id.to_string()).unwrap_or_default());
        }
        fields
    }

    fn wish(&self, _: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let participation = participation(page, form, state.participation.as_ref());
        let reminders = reminders(page, form, state);
        let certificate = certificate(page, form);
        let mut commands = vec![Command::SetParticipationRule(participation?)];
        commands.extend(reminders?);
        commands.extend(certificate?);
        Some(Wish { people: Vec::new(), commands })
    }

    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
        let mut groups = participation_groups(page, form, state.published());
        groups.extend(reminder_groups(page, state, form));
        groups.push(certificate_group(page, desk, state, form));
        groups
    }
}

/// The certificate rule, where the form has one.
fn certificate(page: &Page, form: &mut Form) -> Option<Vec<Command>> {
    if form.fields.get("andel").is_empty() && form.fields.get("undertecknare").is_empty() {
        return Some(Vec::new());
    }
    let least_percent = form.number(page, "andel", &page.t("rules-percent"), (1_u8, 100))?;
    let signatory: Option<PersonId> = form.fields.get("undertecknare").parse().ok();
    Some(vec![Command::SetCertificateRule(CertificateRule { least_percent, signatory })])
}

fn certificate_group(page: &Page, desk: &Desk, state: &State, form: &Form) -> Group {
    let mut people: Vec<PersonId> = vec![desk.programme.coordinator];
    people.extend(state.council.keys().copied());
    people.extend(state.certificate.as_ref().and_then(|rule| rule.signatory));
    people.sort();
    people.dedup();
    let mut signing: Vec<(String, String)> =
        people.into_iter().map(|id| (id.to_string(), desk.name(page, id))).collect();
    parvis_words::collation::Collator::new(page.language).sort_by_key(&mut signing, |(_, name)| name);
    signing.insert(0, (String::new(), page.t("rules-nobody")));
    Group::of(
        page.t("rules-certificate"),
        vec![
            form.input("andel", page.t("rules-percent"), Kind::Number)
                .helped(page.t("rules-percent-help"))
                .optional(),
            form.input("undertecknare", page.t("rules-signatory"), Kind::Choice).of(signing),
        ],
    )
}
