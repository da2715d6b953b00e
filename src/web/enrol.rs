//! Enrolling a municipality in one sitting: contact person and everybody who takes part, or those who are decided.
//!
//! Anyone may enrol, as nobody of a municipality that is new has an account. Whoever is named keeps the particulars
//! that are known of them, so nothing that is sent here changes anybody's.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{NaiveDate, Utc};
use parvis_events::geography::{self, Municipality};
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::programme::Participation;
use parvis_events::register::{Channel, Command, Rejection, Submission};
use parvis_events::time::local_date;
use parvis_events::values::{Line, MunicipalityCode, RoleCode};
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_words::collation::Collator;
use uuid::Uuid;

use super::failure::Failure;
use super::fields::{Field, Filled, Problem};
use super::page::{Page, show, show_as};
use super::people::{self, Naming};
use super::programme::{enrolment_line, is_open, language_mark, public, speaking};
use super::{Visitor, Web, WebError, standing};
use crate::import::KnownPerson;

/// Enrolments from one place in a quarter of an hour.
const PER_PLACE: i64 = 20;
/// People of a team that the form has room for.
const TEAM_MOST: usize = 6;

/// A municipality to choose.
struct Place {
    code: String,
    name: String,
    chosen: bool,
}

/// The municipalities of a county.
struct County {
    name: String,
    places: Vec<Place>,
}

/// A role to choose.
struct Choice {
    code: String,
    name: String,
    chosen: bool,
}

/// Somebody who takes part.
struct Seat {
    number: usize,
    heading: String,
    roles: Vec<Choice>,
    /// Whether it is the contact person.
    own: bool,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "enrol.html")]
struct EnrolPage {
    page: Page,
    code: String,
    name: String,
    lang: String,
    deadline: String,
    enrolment: String,
    counties: Vec<County>,
    municipality_problem: String,
    contact: Vec<Field>,
    seats: Vec<Seat>,
    pair: bool,
    hold_days: String,
    personal: String,
    official_record: String,
    problems: Vec<Problem>,
}

#[derive(Template)]
#[template(path = "enrolled.html")]
struct EnrolledPage {
    page: Page,
    code: String,
    name: String,
    lang: String,
    reference: String,
    sentence: String,
    more: String,
}

/// A programme one can enrol in now, with its rule.
struct Open {
    programme: ProgrammeRow,
    participation: Participation,
    places: Vec<(String, Vec<&'static Municipality>)>,
    today: NaiveDate,
}

impl Open {
    fn of(house: &House, code: &str, now: chrono::DateTime<Utc>) -> Result<Self, Failure> {
        let programme = public(house, code)?.clone();
        let today = local_date(programme.zone, now);
        let open = is_open(&programme, today);
        let stored = programme.participation.clone();
        let participation: Participation = stored
            .filter(|_| open)
            .and_then(|value| serde_json::from_value(value).ok())
            .ok_or(Failure::NotFound)?;
        let places = places(house, &programme);
        Ok(Self { programme, participation, places, today })
    }

    /// Headings and roles of the people the form asks for.
    fn seats(&self, page: &Page) -> Vec<(String, Vec<(RoleCode, String)>)> {
        let named = |codes: &[RoleCode]| -> Vec<(RoleCode, String)> {
            let roles = self.participation.roles.iter().filter(|role| codes.contains(&role.code));
            roles.map(|role| (role.code.clone(), role.name.to_string())).collect()
        };
        let all: Vec<RoleCode> = self.participation.roles.iter().map(|role| role.code.clone()).collect();
        match &self.participation.rule {
            ParticipationRule::Pair { requirements } => requirements
                .iter()
                .map(|requirement| {
                    let roles = named(&requirement.any_of);
                    let names: Vec<&str> = roles.iter().map(|(_, name)| name.as_str()).collect();
                    (parvis_words::names::alternatives(page.language, &names), roles)
                })
                .collect(),
            ParticipationRule::Team { max, .. } => (1..=usize::from(*max).min(TEAM_MOST))
                .map(|number| {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    (page.count("enrol-member", "number", number), named(&all))
                })
                .collect(),
            ParticipationRule::Individual | ParticipationRule::OpenMeeting => {
                vec![(page.t("role-of-member"), named(&all))]
            }
        }
    }
}

/// The municipalities the programme is offered to, by county.
fn places(house: &House, programme: &ProgrammeRow) -> Vec<(String, Vec<&'static Municipality>)> {
    let partners = house.programmes.partners.rows().filter(|row| row.programme == programme.programme);
    let mut counties: Vec<_> = partners.map(|row| (row.region.clone(), row.county.clone())).collect();
    let collator = Collator::new(super::programme::main_language(programme));
    counties.sort_by(|a, b| collator.compare(&a.0, &b.0));
    counties
        .into_iter()
        .map(|(region, county)| {
            let mut places = geography::in_county(programme.country, &county);
            places.sort_by(|a, b| collator.compare(&a.name, &b.name));
            (region, places)
        })
        .collect()
}

/// `GET /program/{code}/anmalan`.
pub(super) async fn form(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let open = open(&web, &code)?;
    let page = speaking(page, &open.programme);
    let fresh = vec![("anmalan".to_owned(), web.chance().uuid().to_string())];
    Ok(show(&build(page, &open, &Filled::new(fresh))))
}

fn open(web: &Web, code: &str) -> Result<Open, Failure> {
    Open::of(&web.house().house, code, web.now())
}

/// `POST /program/{code}/anmalan`.
pub(super) async fn enrol(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    if !web.sessions().count(&format!("enrol {}", visitor.0), PER_PLACE, Utc::now()).await? {
        return Err(Failure::TooMany);
    }
    let open = open(&web, &code)?;
    let page = speaking(page, &open.programme);
    let mut filled = Filled::new(pairs);
    let id: EnrolmentId = filled.text("anmalan").parse().map_err(|_| Failure::Unreadable)?;
    if let Some((known, submission)) = read(&web, &page, &open, &mut filled, id)? {
        let register = open.programme.programme.uuid();
        let command = Command::Submit(submission);
        let done =
            people::attempt(&web, &web.cause(&page, "web:enrolment"), &known, register, &command).await;
        match done {
            Err(error) if error.rejection::<Rejection>().is_some() => {
                let why = error.rejection::<Rejection>();
                let text = why.map(|why| refused(&page, why)).unwrap_or_default();
                filled.complain("kommun", text);
            }
            Err(error) => return Err(Failure::Ours(WebError::Handle(error))),
            Ok(_) => {
                web.answered(&page, done).await?;
                return Ok(Redirect::to(&format!("/program/{code}/anmalan/{id}")).into_response());
            }
        }
    }
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &build(page, &open, &filled)))
}

/// `GET /program/{code}/anmalan/{id}`: what became of it. Says nothing of people, as an address may be passed on.
pub(super) async fn enrolled(
    State(web): State<Web>,
    Path((code, id)): Path<(String, Uuid)>,
    page: Page,
) -> Result<Response, Failure> {
    let kept = web.house();
    let programme = public(&kept.house, &code)?;
    let page = speaking(page, programme);
    let row = kept.house.register.enrolment(EnrolmentId::new(id)).ok_or(Failure::NotFound)?;
    let standing = standing::of(&page, &kept.house, programme, row);
    let built = EnrolledPage {
        code,
        name: programme.name.clone(),
        lang: language_mark(&page, programme),
        reference: row.reference.clone(),
        sentence: standing.sentence,
        more: standing.more,
        page,
    };
    Ok(show(&built))
}

/// Reads the form; absent when something is wrong with it.
fn read(
    web: &Web,
    page: &Page,
    open: &Open,
    filled: &mut Filled,
    id: EnrolmentId,
) -> Result<Option<(Vec<KnownPerson>, Submission)>, Failure> {
    let place = chosen(page, open, filled);
    let language = people::language(&open.programme);
    let contact = Naming::read(page, filled, "", language);
    let mut others = Vec::new();
    let mut any = false;
    for (at, (_, roles)) in open.seats(page).iter().enumerate() {
        let ending = format!("-{at}");
        let own = filled.text(&format!("ar-kontakt{ending}")) == "ja";
        if !own && Naming::is_blank(filled, &ending) {
            continue;
        }
        any = true;
        let role = role(page, filled, roles, &ending);
        let naming = if own { None } else { Naming::read(page, filled, &ending, language) };
        others.push((own, role, naming));
    }
    if !any {
        filled.complain("ar-kontakt-0", page.t("enrol-nobody"));
    }
    let (Some(place), Some(contact), true) = (place, contact, filled.problems.is_empty()) else {
        return Ok(None);
    };
    let contact = people::known_or_new(web, contact);
    let mut known = vec![contact.clone()];
    let mut members: Vec<Member> = Vec::new();
    for (own, role, naming) in others {
        let person = match naming {
            Some(naming) => {
                let person = people::known_or_new(web, naming);
                known.push(person.clone());
                person.person
            }
            None if own => contact.person,
            None => continue,
        };
        join(&mut members, person, role);
    }
    let submission = Submission {
        enrolment: id,
        reference: reference(open, id).map_err(|_| Failure::Unreadable)?,
        municipality: place.code.clone(),
        county: place.county_code.clone(),
        contact: contact.person,
        members,
        via: Channel::Contact,
    };
    Ok(Some((known, submission)))
}

/// Somebody who is named for two seats has two roles, and is one member.
fn join(members: &mut Vec<Member>, person: PersonId, role: Option<RoleCode>) {
    match members.iter_mut().find(|member| member.person == person) {
        Some(member) => member.roles.extend(role),
        None => members.push(Member { person, roles: role.into_iter().collect::<BTreeSet<_>>() }),
    }
}

/// "KKN-2018-7F3A9C": short enough for a telephone, and not to be guessed from another.
fn reference(open: &Open, id: EnrolmentId) -> Result<Line, parvis_events::values::ValueError> {
    let tail: String = id.uuid().simple().to_string().chars().take(6).collect();
    format!("{}-{}", open.programme.code, tail.to_uppercase()).parse()
}

fn chosen(page: &Page, open: &Open, filled: &mut Filled) -> Option<&'static Municipality> {
    let code: Option<MunicipalityCode> = filled.text("kommun").parse().ok();
    let all = open.places.iter().flat_map(|(_, places)| places);
    let found = all.copied().find(|place| Some(&place.code) == code.as_ref());
    if found.is_none() {
        filled.complain("kommun", page.t("enrol-choose-municipality"));
    }
    found
}

fn role(page: &Page, filled: &mut Filled, roles: &[(RoleCode, String)], ending: &str) -> Option<RoleCode> {
    if let [(only, _)] = roles {
        return Some(only.clone());
    }
    let name = format!("roll{ending}");
    let found =
        roles.iter().find(|(code, _)| code.as_str() == filled.text(&name)).map(|(code, _)| code.clone());
    if found.is_none() && !roles.is_empty() {
        filled.complain(&name, page.t("enrol-choose-role"));
    }
    found
}

fn refused(page: &Page, why: &Rejection) -> String {
    match why {
        Rejection::MunicipalityAlreadyEnrolled { .. } => page.t("enrol-already"),
        Rejection::PersonAlreadyEnrolled { .. } | Rejection::IsADeputy { .. } => {
            page.t("enrol-person-already")
        }
        Rejection::MunicipalityNotInvited(_) | Rejection::NotInvited(_) => page.t("enrol-not-invited"),
        Rejection::Closed { .. }
        | Rejection::ClosedByOrganiser
        | Rejection::NotOpen
        | Rejection::NotYetOpen { .. } => page.t("enrol-closed"),
        other => {
            tracing::warn!(reason = %other, "an enrolment was refused for something the page has no words for");
            page.t("refused-other")
        }
    }
}

fn build(page: Page, open: &Open, filled: &Filled) -> EnrolPage {
    let programme = &open.programme;
    let wanted = filled.text("kommun");
    let counties = open
        .places
        .iter()
        .map(|(region, places)| County {
            name: region.clone(),
            places: places
                .iter()
                .map(|place| Place {
                    code: place.code.to_string(),
                    name: place.name.clone(),
                    chosen: place.code.as_str() == wanted,
                })
                .collect(),
        })
        .collect();
    let country = match programme.country {
        parvis_events::values::Country::Sweden => "SE",
        parvis_events::values::Country::Norway => "NO",
    };
    let seats = open.seats(&page).into_iter().enumerate();
    EnrolPage {
        code: programme.code.to_string(),
        name: programme.name.clone(),
        lang: language_mark(&page, programme),
        deadline: enrolment_line(&page, programme, open.today),
        enrolment: filled.text("anmalan").to_owned(),
        counties,
        municipality_problem: filled.problem("kommun"),
        contact: Naming::fields(&page, filled, "", true),
        seats: seats.map(|(at, (heading, roles))| seat(&page, filled, at, heading, roles)).collect(),
        pair: matches!(open.participation.rule, ParticipationRule::Pair { .. }),
        hold_days: open.participation.hold_days.to_string(),
        personal: page.t1("programme-personal-text", "organiser", &programme.organiser),
        official_record: page.t1("programme-official-record", "country", country),
        problems: filled.problems.clone(),
        page,
    }
}

fn seat(page: &Page, filled: &Filled, at: usize, heading: String, roles: Vec<(RoleCode, String)>) -> Seat {
    let ending = format!("-{at}");
    let wanted = filled.text(&format!("roll{ending}"));
    let several = roles.len() > 1;
    Seat {
        number: at,
        heading,
        roles: roles
            .into_iter()
            .filter(|_| several)
            .map(|(code, name)| Choice { chosen: code.as_str() == wanted, code: code.to_string(), name })
            .collect(),
        own: filled.text(&format!("ar-kontakt{ending}")) == "ja",
        fields: Naming::fields(page, filled, &ending, false),
    }
}
