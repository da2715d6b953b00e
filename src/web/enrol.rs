//! Enrolling a municipality in one sitting: contact person and everybody who takes part, or those who are decided.
//!
//! Anyone may enrol, as nobody of a municipality that is new has an account. Whoever is named keeps the particulars
//! that are known of them, so nothing that is sent here changes anybody's.

mod filled;
pub(super) mod open;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use parvis_events::ids::EnrolmentId;
use parvis_events::participation::{Asked, ParticipationRule};
use parvis_events::register::Rejection;
use parvis_events::values::RoleCode;
use uuid::Uuid;

use self::filled::Wanted;
use self::open::Open;

use super::failure::Failure;
use super::fields::{Field, Filled, Problem, whose};
use super::page::{Page, show, show_as};
use super::people::{self, Naming};
use super::programme::{language_mark, public, speaking};
use super::questions::{Item, Shape};
use super::{Visitor, Web, standing};

/// Enrolments from one place in a quarter of an hour.
const PER_PLACE: i64 = 20;

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
    role_problem: String,
    /// Whether it is the contact person.
    own: bool,
    /// Whether they are to be asked first, by a letter with a link.
    invited: bool,
    fields: Vec<Field>,
    questions: Vec<Item>,
}

#[derive(Template)]
#[template(path = "enrol.html")]
struct EnrolPage {
    page: Page,
    code: String,
    name: String,
    lang: String,
    /// Where the form is sent.
    action: String,
    /// The heading: of a programme for pairs or teams, or of a meeting.
    title: String,
    /// What the meeting is about; empty where it is for the whole programme.
    theme: String,
    deadline: String,
    enrolment: String,
    counties: Vec<County>,
    municipality_problem: String,
    contact: Vec<Field>,
    seats: Vec<Seat>,
    /// Questions to the enrolment as a whole.
    questions: Vec<Item>,
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

/// `GET /program/{code}/anmalan`.
pub(super) async fn form(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    empty(&web, page, &code, None)
}

/// `GET /program/{code}/seminarium/{number}/anmalan`.
pub(super) async fn meeting_form(
    State(web): State<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    empty(&web, page, &code, Some(number))
}

fn empty(web: &Web, page: Page, code: &str, meeting: Option<u8>) -> Result<Response, Failure> {
    let open = Open::of(&web.house().house, code, meeting, &page, web.now())?;
    let page = speaking(page, &open.programme);
    let mut fresh = vec![("anmalan".to_owned(), web.chance().uuid().to_string())];
    if open.seats(&page).len() == 1 {
        // Whoever comes alone usually speaks for themselves.
        fresh.push(("ar-kontakt-0".to_owned(), "ja".to_owned()));
    }
    Ok(show(&build(page, &open, &Filled::new(fresh))))
}

/// `POST /program/{code}/anmalan`.
pub(super) async fn enrol(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    take(&web, page, &visitor, (&code, None), pairs).await
}

/// `POST /program/{code}/seminarium/{number}/anmalan`.
pub(super) async fn meet(
    State(web): State<Web>,
    Path((code, number)): Path<(String, u8)>,
    page: Page,
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    take(&web, page, &visitor, (&code, Some(number)), pairs).await
}

async fn take(
    web: &Web,
    page: Page,
    visitor: &Visitor,
    (code, meeting): (&str, Option<u8>),
    pairs: Vec<(String, String)>,
) -> Result<Response, Failure> {
    web.sessions().count(&format!("enrol {}", visitor.0), PER_PLACE, Utc::now()).await?.or_wait()?;
    let open = Open::of(&web.house().house, code, meeting, &page, web.now())?;
    let page = speaking(page, &open.programme);
    let mut filled = Filled::new(pairs);
    let id: EnrolmentId = filled.text("anmalan").parse().map_err(|_| Failure::Unreadable)?;
    if let Some(Wanted { known, commands }) = filled::read(web, &page, &open, &mut filled, id)? {
        let cause = web.cause(&page, "web:enrolment");
        match people::attempt(web, &cause, &known, open.register.uuid(), &commands).await {
            Ok(done) => {
                web.shown(done).await;
                return Ok(Redirect::to(&format!("/program/{code}/anmalan/{id}")).into_response());
            }
            Err(error) => match error.rejection::<Rejection>() {
                Some(why) => filled.complain("kommun", refused(&page, why)),
                None => return Err(error.into()),
            },
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
    let row = kept.house.register.enrolment(EnrolmentId::new(id));
    let row = row.filter(|row| row.programme == programme.programme).ok_or(Failure::NotFound)?;
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

fn refused(page: &Page, why: &Rejection) -> String {
    match why {
        Rejection::MunicipalityAlreadyEnrolled { .. } => page.t("enrol-already"),
        Rejection::PersonAlreadyEnrolled { .. } | Rejection::IsADeputy { .. } => {
            page.t("enrol-person-already")
        }
        Rejection::MunicipalityNotInvited(_) | Rejection::NotInvited(_) => page.t("enrol-not-invited"),
        Rejection::Closed { .. }
        | Rejection::ClosedByOrganiser
        | Rejection::Over
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
    let mut wanted = filled.text("kommun");
    let mut all = open.places.iter().flat_map(|(_, places)| places);
    if let (Some(only), None) = (all.next(), all.next()) {
        wanted = only.code.as_str();
    }
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
    let seats: Vec<Seat> =
        seats.map(|(at, (heading, roles))| seat(&page, open, filled, (at, heading, roles))).collect();
    let headings: Vec<&str> = seats.iter().map(|seat| seat.heading.as_str()).collect();
    let problems = whose(&page, &filled.problems, &headings);
    EnrolPage {
        code: programme.code.to_string(),
        name: programme.name.clone(),
        lang: language_mark(&page, programme),
        action: open.action.clone(),
        title: page.t(match open.participation.rule {
            ParticipationRule::OpenMeeting => "enrol-meeting-title",
            ParticipationRule::Individual => "enrol-person-title",
            ParticipationRule::Pair { .. } | ParticipationRule::Team { .. } => "enrol-title",
        }),
        theme: open.theme.clone(),
        deadline: page.t1("programme-enrol-open", "date", &page.day(open.until)),
        enrolment: filled.text("anmalan").to_owned(),
        counties,
        municipality_problem: filled.problem("kommun"),
        contact: Naming::fields(&page, filled, "", true),
        seats,
        questions: items(&page, open, filled, Asked::Enrolment, ""),
        pair: matches!(open.participation.rule, ParticipationRule::Pair { .. }),
        hold_days: open.participation.hold_days.to_string(),
        personal: page.t1("programme-personal-text", "organiser", &programme.organiser),
        official_record: page.t1("programme-official-record", "country", country),
        problems,
        page,
    }
}

fn items(page: &Page, open: &Open, filled: &Filled, of: Asked, ending: &str) -> Vec<Item> {
    let questions = open.questions.iter().filter(|question| question.asked_of == of);
    questions.map(|question| Item::of(page, question, filled, ending)).collect()
}

fn seat(
    page: &Page,
    open: &Open,
    filled: &Filled,
    (at, heading, roles): (usize, String, Vec<(RoleCode, String)>),
) -> Seat {
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
        role_problem: filled.problem(&format!("roll{ending}")),
        own: filled.text(&format!("ar-kontakt{ending}")) == "ja",
        invited: filled.text(&format!("bjud{ending}")) == "ja",
        fields: Naming::fields(page, filled, &ending, false),
        questions: items(page, open, filled, Asked::Member, &ending),
    }
}
