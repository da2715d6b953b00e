//! Seminars and their sessions.

mod given;
mod shown;

use parvis_events::ids::{PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::programme::{Command, Programme, Seminar, Speaker};
use parvis_events::values::{ProgrammeCode, Session};
use parvis_log::Revision;
use parvis_projections::House;
use parvis_projections::programmes::SeminarRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::given::{
    CancellationGiven, DescriptionGiven, SeminarGiven, SessionGiven, SessionsGiven, SpeakerGiven, VenueGiven,
};
use self::shown::{SeminarShown, SessionShown, seminar_shown};
use super::answer::{Receipt, Shown};
use super::body::{At, Body};
use super::errand::Errand;
use super::look::Look;
use super::problem::{Problem, rejections};
use super::programmes::tell;
use super::scopes::Power;
use super::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list, schedule))
        .routes(routes!(get))
        .routes(routes!(list_sessions))
        .routes(routes!(describe))
        .routes(routes!(reschedule))
        .routes(routes!(relocate))
        .routes(routes!(cancel))
}

/// The seminar of a programme with a number.
pub(super) fn numbered(views: &House, programme: ProgrammeId, number: u8) -> Result<&SeminarRow, Problem> {
    let mut rows = views.programmes.seminars.rows();
    let found = rows.find(|row| row.programme == programme && row.number == number);
    found.ok_or_else(|| rejections::told(&parvis_events::programme::Rejection::UnknownSeminar))
}

/// List seminars with their sessions, those that are called off too
#[utoipa::path(
    get, path = "/programmes/{programme}/seminars", tag = "seminars", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "All of them, by number", body = [SeminarShown])),
)]
async fn list(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Vec<SeminarShown>>, Problem> {
    let revision = revision(&look, &code).await?;
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let mut rows: Vec<&SeminarRow> =
        views.programmes.seminars.rows().filter(|row| row.programme == programme).collect();
    rows.sort_by_key(|row| row.number);
    let body = rows.into_iter().map(|row| seminar_shown(&look, &views, &code, row)).collect();
    Ok(Shown::of(&views, body).at(revision))
}

/// The revision of the programme, which its seminars are part of. The views show it, or something newer.
async fn revision(look: &Look, code: &ProgrammeCode) -> Result<Option<Revision>, Problem> {
    let programme = look.at_programme(Power::Read, code).await?.1;
    let revision = look.reception.office().handle.look::<Programme>(programme.uuid()).await?.1;
    look.reception.office().runner.catch_up().await?;
    Ok(revision)
}

/// Show a seminar
#[utoipa::path(
    get, path = "/programmes/{programme}/seminars/{number}", tag = "seminars", security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Its number in the series"),
    ),
    responses((status = 200, description = "The seminar", body = SeminarShown)),
)]
async fn get(
    look: Look,
    At((code, number)): At<(ProgrammeCode, u8)>,
) -> Result<Shown<SeminarShown>, Problem> {
    let revision = revision(&look, &code).await?;
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let body = seminar_shown(&look, &views, &code, numbered(&views, programme, number)?);
    Ok(Shown::of(&views, body).at(revision))
}

/// List the sessions of a seminar
#[utoipa::path(
    get, path = "/programmes/{programme}/seminars/{number}/sessions", tag = "seminars", security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Its number in the series"),
    ),
    responses((status = 200, description = "All of them, in order of time", body = [SessionShown])),
)]
async fn list_sessions(
    look: Look,
    At((code, number)): At<(ProgrammeCode, u8)>,
) -> Result<Shown<Vec<SessionShown>>, Problem> {
    let revision = revision(&look, &code).await?;
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let body = seminar_shown(&look, &views, &code, numbered(&views, programme, number)?).sessions;
    Ok(Shown::of(&views, body).at(revision))
}

/// The sessions of a request; a session without an id gets the one that its place in the series names.
fn sessions(code: &ProgrammeCode, number: u8, given: Vec<SessionGiven>) -> Vec<Session> {
    let named = |at: usize| SessionId::named(&[code.as_str(), &number.to_string(), &(at + 1).to_string()]);
    let sessions = given.into_iter().enumerate().map(|(at, session)| Session {
        id: session.id.map_or_else(|| named(at), SessionId::new),
        date: session.date,
        starts: session.starts,
        ends: session.ends,
        title: session.title,
    });
    sessions.collect()
}

fn speakers(given: Vec<SpeakerGiven>) -> Vec<Speaker> {
    given.into_iter().map(|one| Speaker { person: PersonId::new(one.person), topic: one.topic }).collect()
}

/// Put a seminar on the calendar
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars", tag = "seminars", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = SeminarGiven, responses((status = 201, description = "Scheduled", body = Receipt)),
)]
async fn schedule(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<SeminarGiven>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, &code).await?;
    let number = given.number;
    let id = SeminarId::named(&[code.as_str(), &number.to_string()]);
    let seminar = Seminar {
        id,
        number,
        theme: given.description.theme,
        sessions: sessions(&code, number, given.sessions),
        venue: given.venue.venue(),
        speakers: speakers(given.description.speakers),
        online: given.description.online,
        areas: given.description.areas.into_iter().map(Into::into).collect(),
    };
    let receipt = tell(&errand, programme, vec![Command::ScheduleSeminar(seminar)]).await?;
    Ok(receipt.named(id.uuid(), format!("/api/v1/programmes/{code}/seminars/{number}")))
}

/// Changes a seminar that has a number.
async fn change(
    errand: &Errand,
    code: &ProgrammeCode,
    number: u8,
    command: impl FnOnce(SeminarId) -> Command,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, code).await?;
    let seminar = {
        let kept = errand.office().runner.house().await;
        numbered(&kept.house, programme, number)?.seminar
    };
    tell(errand, programme, vec![command(seminar)]).await
}

/// Say what a seminar is about and who speaks
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/describe", tag = "seminars",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Its number in the series"),
    ),
    request_body = DescriptionGiven, responses((status = 200, description = "Described", body = Receipt)),
)]
async fn describe(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<DescriptionGiven>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, number, |seminar| Command::DescribeSeminar {
        seminar,
        theme: given.theme,
        speakers: speakers(given.speakers),
        online: given.online,
        areas: given.areas.into_iter().map(Into::into).collect(),
    })
    .await
}

/// Give a seminar other dates or hours
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/reschedule", tag = "seminars",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Its number in the series"),
    ),
    request_body = SessionsGiven, responses((status = 200, description = "Rescheduled; change notices go out", body = Receipt)),
)]
async fn reschedule(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<SessionsGiven>,
) -> Result<Receipt, Problem> {
    let sessions = sessions(&code, number, given.sessions);
    change(&errand, &code, number, |seminar| Command::RescheduleSeminar { seminar, sessions }).await
}

/// Give a seminar another venue
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/move", tag = "seminars",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Its number in the series"),
    ),
    request_body = VenueGiven, responses((status = 200, description = "Moved; change notices go out", body = Receipt)),
)]
async fn relocate(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<VenueGiven>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, number, |seminar| Command::MoveSeminar { seminar, venue: given.venue() }).await
}

/// Call a seminar off
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/cancel", tag = "seminars",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Its number in the series"),
    ),
    request_body = CancellationGiven, responses((status = 200, description = "Called off; notices go out", body = Receipt)),
)]
async fn cancel(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<CancellationGiven>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, number, |seminar| Command::CancelSeminar { seminar, reason: given.reason }).await
}
