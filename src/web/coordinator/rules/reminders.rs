//! The letters that remind: which, how many days before or after what, and at what time.

use parvis_events::letter::LetterKind;
use parvis_events::programme::{Anchor, Command, ReminderRule, State};
use parvis_events::time::DayOffset;
use parvis_events::values::ReminderCode;

use super::MOST_DAYS;
use crate::web::coordinator::form::{Form, Group, Kind};
use crate::web::page::Page;

/// What letters can remind of, with what they count from.
const REMINDERS: [(&str, LetterKind, Anchor); 3] = [
    ("samling", LetterKind::SeminarReminder, Anchor::SeminarStart),
    ("utvardering", LetterKind::EvaluationRequest, Anchor::SeminarEnd),
    ("ofullstandig", LetterKind::Incomplete, Anchor::HoldEnd),
];

/// What the form asks of the reminders.
pub(super) fn reminders(page: &Page, form: &mut Form, state: &State) -> Option<Vec<Command>> {
    let mut found = Vec::new();
    for (code, rule) in &state.reminders {
        let name = |part: &str| format!("brev-{code}-{part}");
        if form.fields.ticked(&name("bort")) {
            found.push(Some(Command::RemoveReminderRule { code: code.clone() }));
        } else if form.fields.rows("brev-", "-dagar").iter().any(|id| *id == code.to_string()) {
            let changed = reminder(page, form, code.as_str(), (code.clone(), rule.letter, rule.anchor));
            found.push(changed.map(Command::SetReminderRule));
        }
    }
    let wanted = REMINDERS.into_iter().find(|(name, ..)| *name == form.fields.get("brev-ny-slag"));
    if let Some((name, letter, anchor)) = wanted {
        let days = form.fields.get("brev-ny-dagar").to_owned();
        let code = format!("{name}-{}-{days}", form.fields.get("brev-ny-nar"));
        let code: Option<ReminderCode> = code.parse().ok();
        let rule = code.and_then(|code| reminder(page, form, "ny", (code, letter, anchor)));
        found.push(rule.map(Command::SetReminderRule));
    }
    found.into_iter().collect()
}

fn reminder(
    page: &Page,
    form: &mut Form,
    id: &str,
    (code, letter, anchor): (ReminderCode, LetterKind, Anchor),
) -> Option<ReminderRule> {
    let days = form.number(page, &format!("brev-{id}-dagar"), &page.t("rules-days"), (0, MOST_DAYS));
    let at = form.time(page, &format!("brev-{id}-kl"), &page.t("rules-time"));
    let before = form.fields.get(&format!("brev-{id}-nar")) != "efter";
    let offset = days.map(|days| if before { DayOffset::Before(days) } else { DayOffset::After(days) });
    Some(ReminderRule { code, letter, offset: offset?, anchor, at: at? })
}

/// The reminders, as they are shown.
pub(super) fn reminder_groups(page: &Page, state: &State, form: &Form) -> Vec<Group> {
    let ways = || ["fore", "efter"].map(|way| (way.to_owned(), page.t(&format!("rules-{way}"))));
    let fields = |id: &str| {
        vec![
            form.input(&format!("brev-{id}-dagar"), page.t("rules-days"), Kind::Number),
            form.input(&format!("brev-{id}-nar"), page.t("rules-when"), Kind::Choice).of(ways()),
            form.input(&format!("brev-{id}-kl"), page.t("rules-time"), Kind::Time),
        ]
    };
    let mut groups =
        vec![Group::of(page.t("rules-reminders"), Vec::new()).helped(page.t("rules-reminders-help"))];
    for (code, rule) in &state.reminders {
        let letter = page.t(&format!("letter-kind-{}", rule.letter.name()));
        let anchor = page.t(&format!("rules-anchor-{}", rule.anchor.name()));
        let mut inputs = fields(code.as_str());
        inputs.push(form.input(&format!("brev-{code}-bort"), page.t("edit-remove"), Kind::Tick));
        let heading = format!("{}, {anchor}", crate::web::programme::capitalised(&letter));
        groups.push(Group::row(heading, inputs));
    }
    let mut kinds = vec![(String::new(), page.t("enrol-choose"))];
    kinds.extend(REMINDERS.into_iter().map(|(name, letter, anchor)| {
        let letter = page.t(&format!("letter-kind-{}", letter.name()));
        (name.to_owned(), format!("{letter}, {}", page.t(&format!("rules-anchor-{}", anchor.name()))))
    }));
    let mut inputs = vec![form.input("brev-ny-slag", page.t("rules-letter"), Kind::Choice).of(kinds)];
    inputs.extend(fields("ny"));
    groups.push(Group::row(page.t("rules-reminder-new"), inputs));
    groups
}
