//! Attendance: observed in the room, corrected with a reason, closed. Source: rule "Attendance is observed, then decided".

use chrono::{DateTime, Utc};
use parvis_events::attendance::{Attendance, Command, Event, Method, Observation, Rejection, Status};
use parvis_events::ids::{ObservationId, PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::values::{Line, Paragraph, ProgrammeCode};
use parvis_projections::House;
use parvis_projections::attendance::AttendanceRow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answer::{Listed, PageAsked, Receipt, Shown, page};
use super::body::{Asked, At, Body};
use super::errand::Errand;
use super::look::Look;
use super::people::{PersonShown, shown};
use super::problem::Problem;
use super::scopes::Power;
use super::seminars::numbered;
use super::values;
use crate::handle::HandleError;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(observe))
        .routes(routes!(retract))
        .routes(routes!(correct))
        .routes(routes!(close))
}

/// What is taken to be true of a person at a session.
#[derive(Debug, Serialize, ToSchema)]
struct MarkShown {
    /// The session.
    session: Uuid,
    /// The person; a deputy under their own id.
    person: PersonShown,
    /// present, partly, excused-absence or unexcused-absence.
    #[schema(example = "present")]
    status: Value,
    /// Minutes attended.
    minutes: u32,
    /// When the person was first observed so, by the device's clock.
    observed_at: DateTime<Utc>,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    /// How many observations there are.
    observations: u32,
    /// Those that count, in the order they arrived: what there is to take back.
    counting: Vec<Uuid>,
    /// When it was corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_at: Option<DateTime<Utc>>,
}

/// List who attended a seminar, session by session
#[utoipa::path(
    get, path = "/programmes/{programme}/seminars/{number}/attendance", tag = "attendance",
    security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
        PageAsked,
    ),
    responses((status = 200, description = "A page of what is taken to be true", body = Listed<MarkShown>)),
)]
async fn list(
    look: Look,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Asked(asked): Asked<PageAsked>,
) -> Result<Shown<Listed<MarkShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let seminar = numbered(&views, programme, number)?.seminar;
    let rows = views.attendance.marks.rows().filter(|row| row.seminar == seminar);
    let order = |row: &AttendanceRow| {
        let session = views.programmes.sessions.get(&(row.session,)).map(|found| found.number);
        (session, row.session, row.person)
    };
    let mut rows: Vec<&AttendanceRow> = rows.collect();
    rows.sort_by_key(|row| order(row));
    page(
        &look,
        &views,
        &asked.page(),
        rows,
        |row| format!("{} {}", row.session, row.person),
        |row| MarkShown {
            session: row.session.uuid(),
            person: shown(&look, &views, row.person, &code),
            status: serde_json::to_value(row.status).unwrap_or_default(),
            minutes: row.minutes,
            observed_at: row.observed_at,
            recorded_at: row.recorded_at,
            observations: row.observations,
            counting: counting(&views, row.session, row.person).map(ObservationId::uuid).collect(),
            corrected_at: row.corrected_at,
        },
    )
}

/// The observations that count of somebody at a session, in the order they arrived.
fn counting(house: &House, session: SessionId, person: PersonId) -> impl Iterator<Item = ObservationId> {
    house.attendance.observations_of(session, person).into_iter().map(|seen| seen.observation)
}

/// What was observed in the room.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "device": "surfplatta-1", "observations": [{
    "id": "0a1b2c3d-0000-4000-8000-000000000001", "person": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10",
    "session": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f11", "status": "present", "minutes": 120, "method": "list",
    "observed_at": "2026-10-06T08:05:00Z"
}] }))]
struct ObservationsGiven {
    /// The device or desk they were made at.
    #[schema(value_type = values::Line)]
    device: Line,
    /// Each with an id of its own, so that sending a batch twice changes nothing.
    #[schema(min_items = 1, max_items = 1000)]
    observations: Vec<ObservationGiven>,
}

/// One observation of one person at one session.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ObservationGiven {
    /// Named by the device.
    id: Uuid,
    /// Who was observed; a deputy under their own id.
    person: Uuid,
    /// The session.
    session: Uuid,
    /// What was observed.
    status: StatusGiven,
    /// Minutes attended; 0 for an absence.
    #[schema(maximum = 1440)]
    minutes: u32,
    /// How.
    method: MethodGiven,
    /// When, by the device's clock.
    observed_at: DateTime<Utc>,
}

/// What somebody's attendance is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum StatusGiven {
    Present,
    Partly,
    ExcusedAbsence,
    UnexcusedAbsence,
}

impl From<StatusGiven> for Status {
    fn from(given: StatusGiven) -> Self {
        match given {
            StatusGiven::Present => Self::Present,
            StatusGiven::Partly => Self::Partly,
            StatusGiven::ExcusedAbsence => Self::ExcusedAbsence,
            StatusGiven::UnexcusedAbsence => Self::UnexcusedAbsence,
        }
    }
}

/// How an observation was made.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum MethodGiven {
    Sheet,
    List,
    Code,
}

/// The seminar a command is about, and what is known of its sessions.
async fn seminar(
    errand: &Errand,
    code: &ProgrammeCode,
    number: u8,
) -> Result<(ProgrammeId, SeminarId, Vec<(SessionId, u32)>), Problem> {
    let programme = errand.at_programme(Power::Organise, code).await?;
    let kept = errand.office().runner.house().await;
    let house: &House = &kept.house;
    let seminar = numbered(house, programme, number)?.seminar;
    let sessions =
        house.programmes.sessions_of(seminar).into_iter().map(|row| (row.session, row.minutes)).collect();
    Ok((programme, seminar, sessions))
}

fn minutes_of(sessions: &[(SessionId, u32)], session: SessionId) -> Option<u32> {
    sessions.iter().find(|(id, _)| *id == session).map(|(_, minutes)| *minutes)
}

/// Record what was observed, in a batch from a device
///
/// All of it or nothing. An observation that was sent before changes nothing, so a device may send again what it is
/// not sure of.
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/attendance/observations", tag = "attendance",
    security(("token" = ["organise"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
    ),
    request_body = ObservationsGiven, responses((status = 200, description = "Recorded", body = Receipt)),
)]
async fn observe(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<ObservationsGiven>,
) -> Result<Receipt, Problem> {
    let (programme, seminar, sessions) = seminar(&errand, &code, number).await?;
    let handle = &errand.office().handle;
    let mut attempts = handle.attempts();
    loop {
        let mut batch = attempts.start().await;
        let mut decided = Ok(());
        for one in &given.observations {
            let session = SessionId::new(one.session);
            let observation = Observation {
                id: ObservationId::new(one.id),
                person: PersonId::new(one.person),
                session,
                status: one.status.into(),
                minutes: one.minutes,
                method: match one.method {
                    MethodGiven::Sheet => Method::Sheet,
                    MethodGiven::List => Method::List,
                    MethodGiven::Code => Method::Code,
                },
                device: given.device.to_string(),
                observed_at: one.observed_at,
            };
            let session_minutes = minutes_of(&sessions, session);
            let command = Command::Observe { programme, observation, session_minutes };
            if let Err(error) = batch.decide::<Attendance>(seminar.uuid(), command, &errand.cause).await {
                decided = Err(error);
                break;
            }
        }
        if let Some(((), done)) = attempts.finish(batch, decided).await? {
            return Ok(done.into());
        }
    }
}

/// Observations that were a mistake.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10", "session": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f11",
    "observations": ["0a1b2c3d-0000-4000-8000-000000000001"]
}))]
struct RetractionGiven {
    /// Of whom.
    person: Uuid,
    /// At which session.
    session: Uuid,
    /// Which; absent means all that count now. Name them, as `counting` lists them, and what somebody else observed
    /// meanwhile still counts.
    #[schema(min_items = 1, max_items = 1000)]
    observations: Option<Vec<Uuid>>,
}

/// Take observations back that were a mistake
///
/// They are kept, and count no more; what others have observed still does. What was taken back before, or never counted,
/// changes nothing. After the roll is closed this is refused: correct the attendance then, with a reason.
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/attendance/retractions", tag = "attendance",
    security(("token" = ["organise"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
    ),
    request_body = RetractionGiven, responses((status = 200, description = "Taken back", body = Receipt)),
)]
async fn retract(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<RetractionGiven>,
) -> Result<Receipt, Problem> {
    let (_, seminar, sessions) = seminar(&errand, &code, number).await?;
    let (person, session) = (PersonId::new(given.person), SessionId::new(given.session));
    if minutes_of(&sessions, session).is_none() {
        return Err(HandleError::Rejected(Box::new(Rejection::UnknownSession)).into());
    }
    let observations = if let Some(named) = given.observations {
        named.into_iter().map(ObservationId::new).collect()
    } else {
        // As the log has them, so that one that was recorded just now is among them.
        let (roll, _) = errand.office().handle.look::<Attendance>(seminar.uuid()).await?;
        let kept = roll.kept.get(&(person, session)).into_iter().flatten();
        kept.map(|seen| seen.id).collect()
    };
    let command = Command::Retract { person, session, observations, at: errand.cause.at };
    Ok(errand.run::<Attendance>(seminar.uuid(), command, about(person, session)).await?.into())
}

/// What makes an edit of somebody's attendance at a session stale: whatever was observed, corrected or taken back there.
fn about(person: PersonId, session: SessionId) -> impl Fn(&Event) -> bool + Send + Sync {
    move |fact| match fact {
        Event::Observed(one) => (one.person, one.session) == (person, session),
        Event::Corrected { person: who, session: at, .. }
        | Event::Retracted { person: who, session: at, .. } => (*who, *at) == (person, session),
        Event::RollOpened { .. } | Event::RollClosed => false,
    }
}

/// A correction.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10", "session": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f11",
    "status": "partly", "minutes": 60, "reason": "Gick efter lunch"
}))]
struct CorrectionGiven {
    /// Who.
    person: Uuid,
    /// The session.
    session: Uuid,
    /// What is true.
    status: StatusGiven,
    /// Minutes attended; 0 for an absence.
    #[schema(maximum = 1440)]
    minutes: u32,
    /// Why; sealed with the person's key.
    #[schema(value_type = values::Paragraph)]
    reason: Paragraph,
}

/// Put right what is taken to be true; also after the roll is closed
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/attendance/corrections", tag = "attendance",
    security(("token" = ["organise"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
    ),
    request_body = CorrectionGiven, responses((status = 200, description = "Corrected; a certificate that says otherwise is flagged", body = Receipt)),
)]
async fn correct(
    errand: Errand,
    At((code, number)): At<(ProgrammeCode, u8)>,
    Body(given): Body<CorrectionGiven>,
) -> Result<Receipt, Problem> {
    let (_, seminar, sessions) = seminar(&errand, &code, number).await?;
    let (person, session) = (PersonId::new(given.person), SessionId::new(given.session));
    let command = Command::Correct {
        person,
        session,
        status: given.status.into(),
        minutes: given.minutes,
        reason: given.reason.into(),
        session_minutes: minutes_of(&sessions, session),
        made: None,
    };
    Ok(errand.run::<Attendance>(seminar.uuid(), command, about(person, session)).await?.into())
}

/// Declare a seminar's roll complete
#[utoipa::path(
    post, path = "/programmes/{programme}/seminars/{number}/attendance/close", tag = "attendance",
    security(("token" = ["organise"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("number" = u8, Path, description = "Number of the seminar"),
    ),
    responses((status = 200, description = "Closed; a change needs a reason from now on", body = Receipt)),
)]
async fn close(errand: Errand, At((code, number)): At<(ProgrammeCode, u8)>) -> Result<Receipt, Problem> {
    let (_, seminar, _) = seminar(&errand, &code, number).await?;
    Ok(errand.run::<Attendance>(seminar.uuid(), Command::CloseRoll, |_| true).await?.into())
}
