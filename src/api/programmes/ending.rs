//! Closing, completing and archiving a programme, and copying it as the start of the next one.

use chrono::NaiveDate;
use parvis_events::ids::ProgrammeId;
use parvis_events::programme::{Command, CopyAs, Programme, Rejection, copy as copied};
use parvis_events::values::{Line, ProgrammeCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::planning::period;
use super::tell;
use crate::api::answer::Receipt;
use crate::api::body::{At, Body};
use crate::api::errand::Errand;
use crate::api::problem::{Problem, rejections};
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;
use crate::setup;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(close))
        .routes(routes!(complete))
        .routes(routes!(archive))
        .routes(routes!(copy))
}

async fn end(errand: &Errand, code: &ProgrammeCode, command: Command) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, code).await?;
    tell(errand, programme, vec![command]).await
}

/// Take no more enrolments
#[utoipa::path(
    post, path = "/programmes/{programme}/close", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "Closed", body = Receipt)),
)]
async fn close(errand: Errand, At(code): At<ProgrammeCode>) -> Result<Receipt, Problem> {
    end(&errand, &code, Command::CloseEnrolment).await
}

/// Declare everything done
#[utoipa::path(
    post, path = "/programmes/{programme}/complete", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "Completed", body = Receipt)),
)]
async fn complete(errand: Errand, At(code): At<ProgrammeCode>) -> Result<Receipt, Problem> {
    end(&errand, &code, Command::Complete).await
}

/// Put a programme away
#[utoipa::path(
    post, path = "/programmes/{programme}/archive", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "Archived", body = Receipt)),
)]
async fn archive(errand: Errand, At(code): At<ProgrammeCode>) -> Result<Receipt, Problem> {
    end(&errand, &code, Command::Archive).await
}

/// What is new about a copy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "KKN-2027", "name": "Kulturella och kreativa näringar", "from": "2027-09-01", "to": "2028-05-31", "weeks": 52
}))]
struct CopyGiven {
    /// Its code.
    #[schema(value_type = values::ProgrammeCode)]
    code: ProgrammeCode,
    /// Its name.
    #[schema(value_type = values::Line)]
    name: Line,
    /// Its first day.
    from: NaiveDate,
    /// Its last day.
    to: NaiveDate,
    /// How many weeks later its seminars lie; whole weeks, so that weekdays stay.
    #[schema(maximum = 1000)]
    weeks: u16,
}

/// Copy a programme as the start of the next one
#[utoipa::path(
    post, path = "/programmes/{programme}/copy", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme to copy")),
    request_body = CopyGiven,
    responses((status = 201, description = "A draft with partners, council, rules, seminars and forms of its own", body = Receipt)),
)]
async fn copy(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<CopyGiven>,
) -> Result<Receipt, Problem> {
    errand.caller.must(Power::Coordinate, &given.code)?;
    let programme = errand.at_programme(Power::Coordinate, &code).await?;
    let (state, _) = errand.office().handle.look::<Programme>(programme.uuid()).await?;
    let copy = ProgrammeId::named(&[given.code.as_str()]);
    let (taken, _) = errand.office().handle.look::<Programme>(copy.uuid()).await?;
    if taken.plan.is_some() {
        return Err(rejections::told(&Rejection::AlreadyPlanned));
    }
    let location = format!("/api/v1/programmes/{}", given.code);
    let wanted = CopyAs {
        programme: copy,
        code: given.code,
        name: given.name,
        period: period(given.from, given.to)?,
        weeks: given.weeks,
    };
    let handle = &errand.office().handle;
    let done = setup::change(handle, copy, copied(&state, wanted), &errand.cause, None).await?;
    Ok(Receipt::made(done, copy.uuid(), location))
}
