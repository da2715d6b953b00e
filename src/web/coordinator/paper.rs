//! An enrolment that came on paper, or by telephone, entered by the coordinator. It may come in after closing: it is the
//! organiser's to say whether it still counts.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::{EnrolmentId, ProgrammeId, RegisterId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::programme::Participation;
use parvis_events::register::{Channel, Command, Submission};
use parvis_events::values::{Line, MunicipalityCode, RoleCode};
use parvis_words::names;

use super::{Desk, Head, Tab, change};
use crate::import::KnownPerson;
use crate::web::Web;
use crate::web::enrol::open::places;
use crate::web::failure::Failure;
use crate::web::fields::{Field, Filled, Problem, whose};
use crate::web::page::{Page, show, show_as};
use crate::web::people::{self, Naming};
use crate::web::rights::Deed;

/// How many people of a team the form has room for.
const TEAM_MOST: usize = 6;

/// A municipality, role or meeting to choose.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// The municipalities of a region.
struct County {
    name: String,
    places: Vec<Choice>,
}

/// Somebody who takes part.
struct Seat {
    number: usize,
    heading: String,
    roles: Vec<Choice>,
    own: bool,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "coordinator/paper.html")]
struct PaperPage {
    page: Page,
    head: Head,
    enrolment: String,
    meetings: Vec<Choice>,
    counties: Vec<County>,
    municipality_problem: String,
    contact: Vec<Field>,
    seats: Vec<Seat>,
    problems: Vec<Problem>,
}

/// Who the form asks for: a heading, and the roles it can be.
type Wanted = (String, Vec<(RoleCode, String)>);

/// `GET /arbete/{code}/papper`.
pub(in crate::web) async fn form(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::DecideEnrolments)?;
    let fresh = vec![("anmalan".to_owned(), web.chance().uuid().to_string())];
    Ok(show(&built(page, &desk, &Filled::new(fresh))?))
}

/// `POST /arbete/{code}/papper`.
pub(in crate::web) async fn enrol(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::DecideEnrolments)?;
    let mut filled = Filled::new(pairs);
    let id: EnrolmentId = filled.text("anmalan").parse().map_err(|_| Failure::Unreadable)?;
    if let Some((known, submission)) = read(&web, &page, &desk, &mut filled, id)? {
        let register = register(&desk, &filled);
        let cause = web.cause(&page, &desk.reader.actor());
        match people::attempt(&web, &cause, &known, register.uuid(), &[Command::Submit(submission)]).await {
            Ok(done) => {
                web.shown(done).await;
                return Ok(desk.done_at(&format!("/anmalan/{id}")));
            }
            Err(error) => {
                for text in change::refused(&page, error)? {
                    filled.complain("kommun", text);
                }
            }
        }
    }
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built(page, &desk, &filled)?))
}

/// The register it is for: the programme's, or that of the meeting that was chosen.
fn register(desk: &Desk, filled: &Filled) -> RegisterId {
    let programme: ProgrammeId = desk.programme.programme;
    let wanted = filled.text("samling");
    let meetings = desk.views.register.registers_of(programme);
    let found =
        meetings.filter(|terms| terms.seminar.is_some()).find(|terms| terms.register.to_string() == wanted);
    found.map_or(RegisterId::new(programme.uuid()), |terms| terms.register)
}

fn participation(desk: &Desk) -> Result<Participation, Failure> {
    let stored = desk.programme.participation.clone();
    stored.and_then(|value| serde_json::from_value(value).ok()).ok_or(Failure::NotFound)
}

/// Whom the form asks for.
fn wanted(page: &Page, participation: &Participation) -> Vec<Wanted> {
    let named = |codes: &[RoleCode]| -> Vec<(RoleCode, String)> {
        let roles = participation.roles.iter().filter(|role| codes.contains(&role.code));
        roles.map(|role| (role.code.clone(), role.name.to_string())).collect()
    };
    let all: Vec<RoleCode> = participation.roles.iter().map(|role| role.code.clone()).collect();
    match &participation.rule {
        ParticipationRule::Pair { requirements } => requirements
            .iter()
            .map(|requirement| {
                let roles = named(&requirement.any_of);
                let names: Vec<&str> = roles.iter().map(|(_, name)| name.as_str()).collect();
                (names::choice(page.language, &names), roles)
            })
            .collect(),
        ParticipationRule::Team { max, .. } => (1..=u32::from(*max))
            .take(TEAM_MOST)
            .map(|number| (page.count("enrol-member", "number", number), named(&all)))
            .collect(),
        ParticipationRule::Individual | ParticipationRule::OpenMeeting => {
            vec![(page.t("role-of-member"), named(&all))]
        }
    }
}

/// Reads the form; absent when something is wrong with it.
fn read(
    web: &Web,
    page: &Page,
    desk: &Desk,
    filled: &mut Filled,
    id: EnrolmentId,
) -> Result<Option<(Vec<KnownPerson>, Submission)>, Failure> {
    let code: Option<MunicipalityCode> = filled.text("kommun").parse().ok();
    let place = places(&desk.views, &desk.programme, page.language)
        .into_iter()
        .flat_map(|(_, places)| places)
        .find(|place| Some(&place.code) == code.as_ref());
    if place.is_none() {
        filled.complain("kommun", page.t("enrol-choose-municipality"));
    }
    let language = people::language(&desk.programme);
    let contact = Naming::read(page, filled, "", language);
    let mut named: Vec<(bool, Option<RoleCode>, Option<Naming>)> = Vec::new();
    for (at, (_, roles)) in wanted(page, &participation(desk)?).iter().enumerate() {
        let ending = format!("-{at}");
        let own = filled.text(&format!("ar-kontakt{ending}")) == "ja";
        if !own && Naming::is_blank(filled, &ending) {
            continue;
        }
        let name = format!("roll{ending}");
        let role = match roles.as_slice() {
            [(only, _)] => Some(only.clone()),
            several => several
                .iter()
                .find(|(code, _)| code.as_str() == filled.text(&name))
                .map(|(code, _)| code.clone()),
        };
        if role.is_none() && !roles.is_empty() {
            filled.complain(&name, page.t("enrol-choose-role"));
        }
        let naming = if own { None } else { Naming::read(page, filled, &ending, language) };
        named.push((own, role, naming));
    }
    if named.is_empty() {
        filled.complain("ar-kontakt-0", page.t("enrol-nobody"));
    }
    let (Some(place), Some(contact), true) = (place, contact, filled.problems.is_empty()) else {
        return Ok(None);
    };
    let contact = people::known_or_new(web, contact);
    let mut known = vec![contact.clone()];
    let mut members: Vec<Member> = Vec::new();
    for (own, role, naming) in named {
        let person = match naming {
            Some(naming) => {
                let person = people::known_or_new(web, naming);
                known.push(person.clone());
                person.person
            }
            None if own => contact.person,
            None => continue,
        };
        match members.iter_mut().find(|member| member.person == person) {
            Some(member) => member.roles.extend(role),
            None => members.push(Member { person, roles: role.into_iter().collect::<BTreeSet<_>>() }),
        }
    }
    let submission = Submission {
        enrolment: id,
        reference: reference(desk, id).ok_or(Failure::Unreadable)?,
        municipality: place.code.clone(),
        county: place.county_code.clone(),
        contact: contact.person,
        members,
        via: Channel::Paper,
    };
    Ok(Some((known, submission)))
}

/// "KKN-2018-7F3A9C", as enrolments from the page are called.
fn reference(desk: &Desk, id: EnrolmentId) -> Option<Line> {
    let tail: String = id.uuid().simple().to_string().chars().take(6).collect();
    format!("{}-{}", desk.programme.code, tail.to_uppercase()).parse().ok()
}

fn built(page: Page, desk: &Desk, filled: &Filled) -> Result<PaperPage, Failure> {
    let participation = participation(desk)?;
    let places = places(&desk.views, &desk.programme, page.language);
    let mut all = places.iter().flat_map(|(_, places)| places);
    let municipality = match (all.next(), all.next()) {
        (Some(only), None) => only.code.as_str(),
        (Some(_) | None, _) => filled.text("kommun"),
    };
    let counties = places
        .iter()
        .map(|(name, places)| County {
            name: name.clone(),
            places: places
                .iter()
                .map(|place| Choice {
                    value: place.code.to_string(),
                    name: place.name.clone(),
                    chosen: place.code.as_str() == municipality,
                })
                .collect(),
        })
        .collect();
    let seats = wanted(&page, &participation).into_iter().enumerate();
    let seats: Vec<Seat> = seats.map(|(at, wanted)| seat(&page, filled, at, wanted)).collect();
    let headings: Vec<&str> = seats.iter().map(|seat| seat.heading.as_str()).collect();
    let problems = whose(&page, &filled.problems, &headings);
    Ok(PaperPage {
        head: desk.head(&page, Tab::Register, "/papper"),
        enrolment: filled.text("anmalan").to_owned(),
        meetings: meetings(&page, desk, filled),
        counties,
        municipality_problem: filled.problem("kommun"),
        contact: Naming::fields(&page, filled, "", false),
        seats,
        problems,
        page,
    })
}

fn seat(page: &Page, filled: &Filled, at: usize, (heading, roles): Wanted) -> Seat {
    let ending = format!("-{at}");
    let role = filled.text(&format!("roll{ending}"));
    let several = roles.len() > 1;
    let roles = roles.into_iter().filter(|_| several).map(|(code, name)| Choice {
        chosen: code.as_str() == role,
        value: code.to_string(),
        name,
    });
    Seat {
        number: at,
        heading,
        roles: roles.collect(),
        own: filled.text(&format!("ar-kontakt{ending}")) == "ja",
        fields: Naming::fields(page, filled, &ending, false),
    }
}

/// The open meetings one can be entered for; none where the programme has one register.
fn meetings(page: &Page, desk: &Desk, filled: &Filled) -> Vec<Choice> {
    let chosen = filled.text("samling");
    let mut found: Vec<(u8, Choice)> = desk
        .views
        .register
        .registers_of(desk.programme.programme)
        .filter_map(|terms| {
            let seminar = desk.views.programmes.seminars.get(&(terms.seminar?,))?;
            let days = page.days(seminar.starts_on, seminar.ends_on);
            let value = terms.register.to_string();
            let chosen = value == chosen;
            Some((seminar.number, Choice { name: format!("{}, {days}", seminar.theme), value, chosen }))
        })
        .collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, choice)| choice).collect()
}
