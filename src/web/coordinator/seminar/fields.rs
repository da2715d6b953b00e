//! A seminar as a form, and the form as a seminar: its sessions, its venue and its speakers.

use parvis_events::areas::CulturalArea;
use parvis_events::ids::{PersonId, SessionId};
use parvis_events::programme::{Seminar, Speaker, State};
use parvis_events::values::{CountyCode, Line, Paragraph, Session, Venue};
use parvis_words::{collation::Collator, dates};

use crate::import::KnownPerson;
use crate::web::Web;
use crate::web::coordinator::Desk;
use crate::web::coordinator::form::{Fields, Form, Group, Kind, Unusable};
use crate::web::coordinator::naming::{named, naming_inputs};
use crate::web::page::Page;

/// The most people a room holds; more is a slip of the finger.
const MOST_PEOPLE: u32 = 100_000;
/// How many empty rows there are for sessions that are to be added.
const NEW_SESSIONS: usize = 2;
/// What the fields of a new speaker end in.
const SPEAKER: &str = "-talare";

/// A seminar as a form.
pub(super) fn fields(seminar: &Seminar) -> Fields {
    let mut fields = Fields::default();
    let text = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    fields.set("tema", seminar.theme.as_str());
    fields.set("lank", seminar.online.as_ref().map(ToString::to_string).unwrap_or_default());
    let mut in_order: Vec<&Session> = seminar.sessions.iter().collect();
    in_order.sort_by_key(|session| (session.date, session.starts));
    for session in in_order {
        let id = session.id;
        fields.set(format!("pass-{id}-dag"), session.date.to_string());
        fields.set(format!("pass-{id}-fran"), session.starts.format("%H:%M").to_string());
        fields.set(format!("pass-{id}-till"), session.ends.format("%H:%M").to_string());
        fields.set(format!("pass-{id}-titel"), session.title.as_str());
    }
    fields.set("lokal", seminar.venue.name.as_str());
    fields.set("ort", seminar.venue.place.as_str());
    fields.set("adress", text(&seminar.venue.address));
    fields.set("vard", seminar.venue.host.as_ref().map(ToString::to_string).unwrap_or_default());
    fields.set("kapacitet", seminar.venue.capacity.map(|people| people.to_string()).unwrap_or_default());
    fields.set("tillgang", seminar.venue.access.as_ref().map(ToString::to_string).unwrap_or_default());
    for area in CulturalArea::ALL {
        fields.tick(format!("omrade-{}", area.name()), seminar.areas.contains(&area));
    }
    for speaker in &seminar.speakers {
        fields.set(format!("talare-{}-amne", speaker.person), speaker.topic.as_str());
    }
    fields
}

/// Where it is held, by what the form says.
pub(super) fn venue(page: &Page, form: &mut Form) -> Option<Venue> {
    let name: Option<Line> = form.value(page, "lokal", &page.t("seminar-room"));
    let place: Option<Line> = form.value(page, "ort", &page.t("programme-seminar-place"));
    let address: Result<Option<Line>, Unusable> = form.maybe(page, "adress", &page.t("seminar-address"));
    let host: Result<Option<CountyCode>, Unusable> = form.maybe(page, "vard", &page.t("seminar-host"));
    let access: Result<Option<Paragraph>, Unusable> = form.maybe(page, "tillgang", &page.t("seminar-access"));
    let capacity = if form.fields.get("kapacitet").is_empty() {
        Some(None)
    } else {
        form.number(page, "kapacitet", &page.t("seminar-capacity"), (1, MOST_PEOPLE)).map(Some)
    };
    Some(Venue {
        name: name?,
        place: place?,
        address: address.ok()?,
        host: host.ok()?,
        access: access.ok()?,
        capacity: capacity?,
    })
}

/// The sessions of the form; a row that is new gets an id of its own, one that is to be removed is left out.
pub(super) fn sessions(web: &Web, page: &Page, form: &mut Form) -> Option<Vec<Session>> {
    let mut found = Vec::new();
    for id in form.fields.rows("pass-", "-dag") {
        let name = |part: &str| format!("pass-{id}-{part}");
        let blank =
            ["dag", "fran", "till", "titel"].iter().all(|part| form.fields.get(&name(part)).is_empty());
        if form.fields.ticked(&name("bort")) || (id.starts_with("ny") && blank) {
            continue;
        }
        let date = form.date(page, &name("dag"), &page.t("seminar-day"));
        let starts = form.time(page, &name("fran"), &page.t("seminar-from"));
        let ends = form.time(page, &name("till"), &page.t("seminar-to"));
        let title: Option<Line> = form.value(page, &name("titel"), &page.t("seminar-session-title"));
        let known: Option<SessionId> = id.parse().ok();
        found.push((|| {
            Some(Session {
                id: known.unwrap_or_else(|| SessionId::new(web.chance().uuid())),
                date: date?,
                starts: starts?,
                ends: ends?,
                title: title?,
            })
        })());
    }
    let mut sessions: Vec<Session> = found.into_iter().collect::<Option<_>>()?;
    sessions.sort_by_key(|session| (session.date, session.starts));
    Some(sessions)
}

/// The sessions as they are shown, with room for more.
pub(super) fn session_groups(page: &Page, form: &Form) -> Vec<Group> {
    let mut groups =
        vec![Group::of(page.t("seminar-sessions"), Vec::new()).helped(page.t("seminar-sessions-help"))];
    let mut ids = form.fields.rows("pass-", "-dag");
    for at in 0..NEW_SESSIONS {
        let id = format!("ny{at}");
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    for id in ids {
        let name = |part: &str| format!("pass-{id}-{part}");
        let new = id.starts_with("ny");
        let heading = match form.fields.get(&name("dag")).parse() {
            Ok(day) => dates::weekday_date(page.language, day),
            Err(_) => page.t("seminar-session-new"),
        };
        let mut inputs = vec![
            form.input(&name("dag"), page.t("seminar-day"), Kind::Date),
            form.input(&name("fran"), page.t("seminar-from"), Kind::Time),
            form.input(&name("till"), page.t("seminar-to"), Kind::Time),
            form.input(&name("titel"), page.t("seminar-session-title"), Kind::Line),
        ];
        if !new {
            inputs.push(form.input(&name("bort"), page.t("edit-remove"), Kind::Tick));
        }
        groups.push(Group::row(heading, inputs));
    }
    groups
}

/// The venue as it is shown.
pub(super) fn venue_group(page: &Page, desk: &Desk, form: &Form) -> Group {
    let partners = desk.partners();
    let mut hosts: Vec<(String, String)> =
        partners.map(|row| (row.county.to_string(), row.region.clone())).collect();
    Collator::new(page.language).sort_by_key(&mut hosts, |(_, name)| name);
    hosts.insert(0, (String::new(), page.t("seminar-no-host")));
    Group::of(
        page.t("seminar-venue"),
        vec![
            form.input("lokal", page.t("seminar-room"), Kind::Line),
            form.input("ort", page.t("programme-seminar-place"), Kind::Line),
            form.input("adress", page.t("seminar-address"), Kind::Line).optional(),
            form.input("vard", page.t("seminar-host"), Kind::Choice).of(hosts),
            form.input("kapacitet", page.t("seminar-capacity"), Kind::Number)
                .helped(page.t("seminar-capacity-help"))
                .optional(),
            form.input("tillgang", page.t("seminar-access"), Kind::Text)
                .helped(page.t("seminar-access-help"))
                .optional(),
        ],
    )
}

/// Those who speak already and are not to be removed.
pub(super) fn kept_speakers(page: &Page, form: &mut Form) -> Vec<Option<Speaker>> {
    let mut found = Vec::new();
    for id in form.fields.rows("talare-", "-amne") {
        if form.fields.ticked(&format!("talare-{id}-bort")) {
            continue;
        }
        let Ok(person) = id.parse::<PersonId>() else { continue };
        let topic = form.value(page, &format!("talare-{id}-amne"), &page.t("seminar-topic"));
        found.push(topic.map(|topic| Speaker { person, topic }));
    }
    found
}

/// Somebody new who is to speak; absent where nobody was named.
///
/// # Errors
/// When something is wrong with the name or the topic; it is noted.
pub(super) fn new_speaker(
    web: &Web,
    page: &Page,
    state: &State,
    form: &mut Form,
) -> Result<Option<(KnownPerson, Speaker)>, Unusable> {
    let known = named(web, page, state, form, SPEAKER);
    if matches!(known, Ok(None)) {
        return Ok(None);
    }
    let topic: Option<Line> = form.value(page, "amne-talare", &page.t("seminar-topic"));
    let (known, topic) = known?.zip(topic).ok_or(Unusable)?;
    let person = known.person;
    Ok(Some((known, Speaker { person, topic })))
}

/// The speakers as they are shown, with room for another.
pub(super) fn speaker_groups(page: &Page, desk: &Desk, form: &Form) -> Vec<Group> {
    let mut groups = vec![Group::of(page.t("seminar-speakers"), Vec::new())];
    for id in form.fields.rows("talare-", "-amne") {
        let name = id.parse().map_or_else(|_| String::new(), |person| desk.name(page, person));
        groups.push(Group::row(
            name,
            vec![
                form.input(&format!("talare-{id}-amne"), page.t("seminar-topic"), Kind::Line),
                form.input(&format!("talare-{id}-bort"), page.t("edit-remove"), Kind::Tick),
            ],
        ));
    }
    let mut inputs = naming_inputs(page, form, SPEAKER);
    inputs.push(form.input("amne-talare", page.t("seminar-topic"), Kind::Line));
    groups.push(Group::row(page.t("seminar-speaker-new"), inputs));
    groups
}
