//! The rules of a programme: who may take part, how long places are held, what letters remind of, what it takes to be
//! certified.

use std::collections::BTreeMap;

use axum::Form as Sent;
use axum::extract::{Path, State as In};
use axum::response::Response;
use parvis_events::ids::PersonId;
use parvis_events::letter::LetterKind;
use parvis_events::participation::{ParticipationRule, Requirement, RoleName};
use parvis_events::programme::{
    About, Anchor, CertificateRule, Command, EvaluationForm, Event, Participation, ReminderRule, State,
};
use parvis_events::time::DayOffset;
use parvis_events::values::{Line, ReminderCode, RoleCode};

use super::Desk;
use super::change::Wish;
use super::edit::{self, Beside, Editor};
use super::form::{Fields, Form, Group, Kind};
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::standing;

/// The most days a place can be held, or a reminder lie away.
const MOST_DAYS: u16 = 3_650;
/// What letters can remind of, with what they count from.
const REMINDERS: [(&str, LetterKind, Anchor); 3] = [
    ("samling", LetterKind::SeminarReminder, Anchor::SeminarStart),
    ("utvardering", LetterKind::EvaluationRequest, Anchor::SeminarEnd),
    ("ofullstandig", LetterKind::Incomplete, Anchor::HoldEnd),
];

/// Edits the rules.
struct Ruling;

/// `GET /arbete/{code}/regler`.
pub(in crate::web) async fn get(
    In(web): In<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    edit::get(&web, page, &desk, &Ruling, Beside::default()).await
}

/// `POST /arbete/{code}/regler`.
pub(in crate::web) async fn save(
    In(web): In<Web>,
    Path(code): Path<String>,
    page: Page,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let desk = edit::desk(&web, &page, &code)?;
    edit::save(&web, page, &desk, &Ruling, Form::sent(pairs), Beside::default()).await
}

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
        if let Some(form) = &state.evaluation {
            fields.set("utvardering-dagar", form.open_days.to_string());
            fields.set("utvardering-minst", form.least_group.to_string());
        }
        fields
    }

    fn concerns(&self, fact: &Event) -> bool {
        matches!(
            fact,
            Event::ParticipationRuleSet(_)
                | Event::ReminderRuleSet(_)
                | Event::ReminderRuleRemoved { .. }
                | Event::CertificateRuleSet(_)
                | Event::EvaluationFormSet(_)
        )
    }

    fn wish(&self, _: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let participation = participation(page, form, state.participation.as_ref());
        let reminders = reminders(page, form, state);
        let certificate = certificate(page, form);
        let evaluation = evaluation(page, form, state.evaluation.as_ref());
        let mut commands = vec![Command::SetParticipationRule(participation?)];
        commands.extend(reminders?);
        commands.extend(certificate?);
        commands.extend(evaluation?);
        Some(Wish { people: Vec::new(), commands })
    }

    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
        let mut groups = participation_groups(page, form, state.published());
        groups.extend(reminder_groups(page, state, form));
        groups.extend(certificate_groups(page, desk, state, form));
        groups
    }

    fn about(&self, about: &About) -> bool {
        matches!(about, About::Participation | About::Reminder(_) | About::Certificate | About::Evaluation)
    }
}

fn participation_fields(fields: &mut Fields, participation: &Participation) {
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

fn participation(page: &Page, form: &mut Form, like: Option<&Participation>) -> Option<Participation> {
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
    for id in form.fields.rows("roll-", "-namn") {
        let name = format!("roll-{id}-namn");
        let new = id.starts_with("ny");
        if form.fields.ticked(&format!("roll-{id}-bort")) || (new && form.fields.get(&name).is_empty()) {
            continue;
        }
        let said: Option<Line> = form.value(page, &name, &page.t("rules-role"));
        let place = form.fields.get(&format!("roll-{id}-plats")).parse::<u8>().ok();
        let code = if new { slug(form.fields.get(&name)).parse() } else { id.parse::<RoleCode>() };
        if code.is_err() {
            form.complain(&name, page.t1("form-unreadable", "field", &page.t("rules-role")));
        }
        found.push(said.zip(code.ok()).map(|(name, code)| (RoleName { code, name }, place)));
    }
    found.into_iter().collect()
}

/// "Näringslivschef" becomes `naringslivschef`.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'å' | 'ä' | 'æ' => slug.push('a'),
            'ö' | 'ø' => slug.push('o'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_matches('-').chars().take(40).collect()
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

fn participation_groups(page: &Page, form: &Form, published: bool) -> Vec<Group> {
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
            form.input("lag-minst", page.t("rules-team-least"), Kind::Number).optional(),
            form.input("lag-hogst", page.t("rules-team-most"), Kind::Number).optional(),
        ],
    ));
    groups.push(Group::of(page.t("rules-roles"), Vec::new()).helped(page.t("rules-roles-help")));
    let mut ids = form.fields.rows("roll-", "-namn");
    if !ids.iter().any(|id| id == "ny") {
        ids.push("ny".to_owned());
    }
    for id in ids {
        let name = form.fields.get(&format!("roll-{id}-namn"));
        let new = id == "ny";
        let heading = if new || name.is_empty() { page.t("rules-role-new") } else { name.to_owned() };
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
            form.input("stanger-dagar", page.t("rules-closes-days"), Kind::Number).optional(),
        ],
    ));
    groups
}

fn reminders(page: &Page, form: &mut Form, state: &State) -> Option<Vec<Command>> {
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

fn reminder_groups(page: &Page, state: &State, form: &Form) -> Vec<Group> {
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

/// The certificate rule, where the form has one.
fn certificate(page: &Page, form: &mut Form) -> Option<Vec<Command>> {
    if form.fields.get("andel").is_empty() && form.fields.get("undertecknare").is_empty() {
        return Some(Vec::new());
    }
    let least_percent = form.number(page, "andel", &page.t("rules-percent"), (1_u8, 100))?;
    let signatory: Option<PersonId> = form.fields.get("undertecknare").parse().ok();
    Some(vec![Command::SetCertificateRule(CertificateRule { least_percent, signatory })])
}

fn evaluation(page: &Page, form: &mut Form, like: Option<&EvaluationForm>) -> Option<Vec<Command>> {
    let Some(like) = like else { return Some(Vec::new()) };
    let open_days = form.number(page, "utvardering-dagar", &page.t("rules-evaluation-days"), (1, MOST_DAYS));
    let least_group =
        form.number(page, "utvardering-minst", &page.t("rules-evaluation-least"), (3_u32, 1_000));
    let changed = EvaluationForm { open_days: open_days?, least_group: least_group?, ..like.clone() };
    Some(vec![Command::SetEvaluationForm(changed)])
}

fn certificate_groups(page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
    let mut people: Vec<PersonId> = vec![desk.programme.coordinator];
    people.extend(state.council.keys().copied());
    people.extend(state.certificate.as_ref().and_then(|rule| rule.signatory));
    people.sort();
    people.dedup();
    let mut signing: Vec<(String, String)> = people
        .into_iter()
        .map(|id| (id.to_string(), standing::name_for(page, &desk.views, id, None, true)))
        .collect();
    parvis_words::collation::Collator::new(page.language).sort_by_key(&mut signing, |(_, name)| name);
    signing.insert(0, (String::new(), page.t("rules-nobody")));
    let mut groups = vec![Group::of(
        page.t("rules-certificate"),
        vec![
            form.input("andel", page.t("rules-percent"), Kind::Number)
                .helped(page.t("rules-percent-help"))
                .optional(),
            form.input("undertecknare", page.t("rules-signatory"), Kind::Choice).of(signing),
        ],
    )];
    if state.evaluation.is_some() {
        groups.push(Group::of(
            page.t("rules-evaluation"),
            vec![
                form.input("utvardering-dagar", page.t("rules-evaluation-days"), Kind::Number),
                form.input("utvardering-minst", page.t("rules-evaluation-least"), Kind::Number)
                    .helped(page.t("rules-evaluation-help")),
            ],
        ));
    }
    groups
}
