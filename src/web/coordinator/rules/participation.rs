//! Who may take part: what an enrolment consists of, the roles, and how long places are held.

use std::collections::BTreeMap;

use parvis_events::participation::{ParticipationRule, Requirement, RoleName};
use parvis_events::programme::Participation;
use parvis_events::values::{Line, RoleCode};

use super::MOST_DAYS;
use crate::web::coordinator::form::{Fields, Form, Group, Kind};
use crate::web::coordinator::rows;
use crate::web::page::Page;

/// Who may take part, as fields.
pub(super) fn participation_fields(fields: &mut Fields, participation: &Participation) {
    fields.set("slag", participation.rule.kind());
    if let ParticipationRule::Team { min, max } = participation.rule {
        fields.set("lag-minst", min.to_string());
        fields.set("lag-hogst", max.to_string());
    }
    for role in &participation.roles {
        let place = match &participation.rule {
            ParticipationRule::Pair { requirements } => {
                requirements.iter().position(|one| one.any_of.contains(&role.code)).map(|at| at + 1)
            }
            ParticipationRule::Team { .. }
            | ParticipationRule::Individual
            | ParticipationRule::OpenMeeting => None,
        };
        fields.set(format!("roll-{}-namn", role.code), role.name.as_str());
        fields.set(format!("roll-{}-plats", role.code), place.map(|at| at.to_string()).unwrap_or_default());
    }
    fields.set("hall-dagar", participation.hold_days.to_string());
    fields.set("svar-dagar", participation.offer_days.to_string());
    fields.set("slapps", participation.release.map(|day| day.to_string()).unwrap_or_default());
    fields.set("stanger-dagar", participation.closes_days_before.to_string());
}

/// Who may take part, by what the form says.
pub(super) fn participation(
    page: &Page,
    form: &mut Form,
    like: Option<&Participation>,
) -> Option<Participation> {
    let roles = roles(page, form);
    let rule = match form.fields.get("slag") {
        "team" => {
            let least = form.number(page, "lag-minst", &page.t("rules-team-least"), (1_u8, 20));
            let most = form.number(page, "lag-hogst", &page.t("rules-team-most"), (1_u8, 20));
            least.zip(most).map(|(min, max)| ParticipationRule::Team { min, max })
        }
        "individual" => Some(ParticipationRule::Individual),
        "open-meeting" => Some(ParticipationRule::OpenMeeting),
        "pair" => roles.as_ref().map(|roles| pair(roles, like)),
        _ => {
            form.complain("slag", page.t("rules-kind-missing"));
            None
        }
    };
    let hold_days = form.number(page, "hall-dagar", &page.t("rules-hold-days"), (0, MOST_DAYS));
    let offer_days = form.number(page, "svar-dagar", &page.t("rules-offer-days"), (0, MOST_DAYS));
    let release = if form.fields.get("slapps").is_empty() {
        Some(None)
    } else {
        form.date(page, "slapps", &page.t("rules-release")).map(Some)
    };
    let closes = if form.fields.get("stanger-dagar").is_empty() {
        Some(0)
    } else {
        form.number(page, "stanger-dagar", &page.t("rules-closes-days"), (0, MOST_DAYS))
    };
    Some(Participation {
        rule: rule?,
        roles: roles?.into_iter().map(|(role, _)| role).collect(),
        hold_days: hold_days?,
        offer_days: offer_days?,
        release: release?,
        invited: like.map(|like| like.invited.clone()).unwrap_or_default(),
        questions: like.map(|like| like.questions.clone()).unwrap_or_default(),
        closes_days_before: closes?,
    })
}

/// The roles of the form, each with the place in the pair that it fills.
fn roles(page: &Page, form: &mut Form) -> Option<Vec<(RoleName, Option<u8>)>> {
    let mut found = Vec::new();
    let mut taken = form.fields.rows("roll-", "-namn").into_iter().collect();
    for id in form.fields.rows("roll-", "-namn") {
        let name = format!("roll-{id}-namn");
        let new = rows::is_new(&id);
        if form.fields.ticked(&format!("roll-{id}-bort")) || (new && form.fields.get(&name).is_empty()) {
            continue;
        }
        let said: Option<Line> = form.value(page, &name, &page.t("rules-role"));
        let place = form.fields.get(&format!("roll-{id}-plats")).parse::<u8>().ok();
        let code: Option<RoleCode> =
            if new { rows::code_of(form.fields.get(&name), &mut taken) } else { id.parse().ok() };
        if code.is_none() {
            form.complain(&name, page.t1("form-unreadable", "field", &page.t("rules-role")));
        }
        found.push(said.zip(code).map(|(name, code)| (RoleName { code, name }, place)));
    }
    found.into_iter().collect()
}

/// The rule of a pair: the roles that fill each of its places. What a place was called before it is still called.
fn pair(roles: &[(RoleName, Option<u8>)], like: Option<&Participation>) -> ParticipationRule {
    let mut places: BTreeMap<u8, Vec<RoleCode>> = BTreeMap::new();
    for (role, place) in roles {
        if let Some(place) = place {
            places.entry(*place).or_default().push(role.code.clone());
        }
    }
    let former: &[Requirement] = match like.map(|like| &like.rule) {
        Some(ParticipationRule::Pair { requirements }) => requirements,
        Some(
            ParticipationRule::Team { .. } | ParticipationRule::Individual | ParticipationRule::OpenMeeting,
        )
        | None => &[],
    };
    let requirements = places
        .into_iter()
        .filter_map(|(place, any_of)| {
            let known = former.get(usize::from(place).saturating_sub(1)).map(|one| one.name.clone());
            let name = known.or_else(|| any_of.first().cloned())?;
            Some(Requirement { name, any_of })
        })
        .collect();
    ParticipationRule::Pair { requirements }
}

/// Who may take part, as it is shown.
pub(super) fn participation_groups(page: &Page, form: &Form, published: bool) -> Vec<Group> {
    let kinds: &[&str] = match (published, form.fields.get("slag")) {
        // Enrolments cannot go from one kind of register to the other.
        (true, "open-meeting") => &["open-meeting"],
        (true, _) => &["pair", "team", "individual"],
        (false, _) => &["pair", "team", "individual", "open-meeting"],
    };
    let kinds = kinds.iter().map(|kind| ((*kind).to_owned(), page.t(&format!("rules-kind-{kind}"))));
    let mut groups = vec![Group::of(
        page.t("rules-participation"),
        vec![form.input("slag", page.t("rules-kind"), Kind::Choice).of(kinds)],
    )];
    groups.push(Group::row(
        page.t("rules-team"),
        vec![
            form.input("lag-minst", page.t("rules-team-least"), Kind::Number).only("team"),
            form.input("lag-hogst", page.t("rules-team-most"), Kind::Number).only("team"),
        ],
    ));
    groups.push(Group::of(page.t("rules-roles"), Vec::new()).helped(page.t("rules-roles-help")));
    for id in rows::with_another(form, "roll-", "-namn") {
        let name = form.fields.get(&format!("roll-{id}-namn"));
        let new = rows::is_new(&id);
        let heading = if name.is_empty() { page.t("rules-role-new") } else { name.to_owned() };
        let places = ["", "1", "2", "3"].map(|at| {
            let words =
                if at.is_empty() { page.t("rules-no-place") } else { page.t1("rules-place", "number", at) };
            (at.to_owned(), words)
        });
        let mut inputs = vec![
            form.input(&format!("roll-{id}-namn"), page.t("rules-role"), Kind::Line),
            form.input(&format!("roll-{id}-plats"), page.t("rules-fills"), Kind::Choice).of(places),
        ];
        if !new {
            inputs.push(form.input(&format!("roll-{id}-bort"), page.t("edit-remove"), Kind::Tick));
        }
        groups.push(Group::row(heading, inputs));
    }
    groups.push(Group::of(
        page.t("rules-places"),
        vec![
            form.input("hall-dagar", page.t("rules-hold-days"), Kind::Number)
                .helped(page.t("rules-hold-help")),
            form.input("svar-dagar", page.t("rules-offer-days"), Kind::Number)
                .helped(page.t("rules-offer-help")),
            form.input("slapps", page.t("rules-release"), Kind::Date)
                .helped(page.t("rules-release-help"))
                .optional(),
            form.input("stanger-dagar", page.t("rules-closes-days"), Kind::Number)
                .optional()
                .only("open-meeting"),
        ],
    ));
    groups
}
