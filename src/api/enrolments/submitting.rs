//! Beginning an enrolment, and handing it in.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use parvis_events::geography;
use parvis_events::ids::{EnrolmentId, ProgrammeId, RegisterId};
use parvis_events::participation::Member;
use parvis_events::register::{Channel, Command, Submission};
use parvis_events::time::local_date;
use parvis_events::values::{Country, CountyCode, Line, MunicipalityCode, ProgrammeCode, RoleCode};
use parvis_projections::House;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{Place, language_of_letters};
use crate::api::answer::Receipt;
use crate::api::body::{At, Body, fault};
use crate::api::enrolments::concerns;
use crate::api::errand::Errand;
use crate::api::people::{Introduced, Whom, meet};
use crate::api::problem::{self, Problem};
use crate::api::scopes::Power;
use crate::api::{seminars, values};
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(submit)).routes(routes!(draft)).routes(routes!(discard))
}

/// An enrolment as it is handed in.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "municipality": "1280",
    "contact": { "given_name": "Maja", "family_name": "Zorn", "email": "maja.zorn@malmo.example" },
    "members": [
        {
            "person": { "given_name": "Anna", "family_name": "Ek", "title": "Kulturchef", "email": "anna.ek@malmo.example" },
            "roles": ["culture"]
        },
        {
            "person": { "given_name": "Bo", "family_name": "Ask", "title": "Näringslivschef", "email": "bo.ask@malmo.example" },
            "roles": ["business"]
        }
    ]
}))]
struct EnrolmentGiven {
    /// Its id, of a draft that is handed in or that you chose yourself; otherwise one is made.
    #[serde(default)]
    id: Option<Uuid>,
    /// What people call it; otherwise one is made.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    reference: Option<Line>,
    /// The municipality, by its code of the day; its county follows from it.
    #[schema(value_type = values::MunicipalityCode)]
    municipality: MunicipalityCode,
    /// Who answers for it.
    contact: Whom,
    /// Who takes part; a role that is missing can be filled later.
    #[schema(max_items = 50)]
    members: Vec<MemberGiven>,
    /// By which way it comes in.
    #[serde(default)]
    via: Way,
    /// Of an open meeting, the number of its seminar.
    #[serde(default)]
    seminar: Option<u8>,
}

/// By which way an enrolment comes in.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Way {
    /// The contact person enrols.
    #[default]
    Contact,
    /// One of the managers enrols, and invites the colleague.
    Member,
    /// The coordinator enters what came on paper; takes the power `coordinate`.
    Paper,
}

/// Somebody who takes part, and as what.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "person": { "id": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10" }, "roles": ["tourism"] }))]
pub(super) struct MemberGiven {
    /// Who.
    pub person: Whom,
    /// Their roles in the programme.
    #[schema(value_type = Vec<values::RoleCode>, max_items = 10)]
    pub roles: BTreeSet<RoleCode>,
}

/// Hand in an enrolment
///
/// People who are not known yet become known with it. With the id of a draft, the draft is handed in as stated here.
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments", tag = "enrolments", security(("token" = ["enrol"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = EnrolmentGiven,
    responses((status = 201, description = "Handed in: admitted, held, queued, or as `GET` shows", body = Receipt)),
)]
async fn submit(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<EnrolmentGiven>,
) -> Result<Receipt, Problem> {
    hand_in(&errand, &code, given, Command::Submit).await
}

/// Begin an enrolment without handing it in, or change what was begun
#[utoipa::path(
    post, path = "/programmes/{programme}/drafts", tag = "enrolments", security(("token" = ["enrol"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = EnrolmentGiven,
    responses((status = 201, description = "Kept; nothing is reserved by it", body = Receipt)),
)]
async fn draft(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<EnrolmentGiven>,
) -> Result<Receipt, Problem> {
    hand_in(&errand, &code, given, Command::Draft).await
}

/// Throw a draft away
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/discard", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The draft"),
    ),
    responses((status = 200, description = "Thrown away", body = Receipt)),
)]
async fn discard(errand: Errand, At((code, id)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    place.tell(&errand, &[], Command::DiscardDraft { enrolment: place.id }).await
}

async fn hand_in(
    errand: &Errand,
    code: &ProgrammeCode,
    given: EnrolmentGiven,
    command: fn(Submission) -> Command,
) -> Result<Receipt, Problem> {
    if matches!(given.via, Way::Paper) {
        errand.caller.must(Power::Coordinate, code)?;
    }
    let programme = errand.at_programme(Power::Enrol, code).await?;
    let kept = errand.office().runner.house().await;
    let (register, submission, people) = prepare(errand, &kept.house, programme, given).await?;
    let id = submission.enrolment;
    let done = errand.enrol(&people, register, command(submission), concerns(id)).await?;
    Ok(Receipt::made(done, id.uuid(), format!("/api/v1/programmes/{code}/enrolments/{id}")))
}

/// The enrolment as the register takes it, and whoever becomes known with it.
async fn prepare(
    errand: &Errand,
    views: &House,
    programme: ProgrammeId,
    given: EnrolmentGiven,
) -> Result<(RegisterId, Submission, Vec<Introduced>), Problem> {
    let row =
        views.programmes.programmes.get(&(programme,)).ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    let language = language_of_letters(Some(row));
    let register = match given.seminar {
        Some(number) => RegisterId::new(seminars::numbered(views, programme, number)?.seminar.uuid()),
        None => RegisterId::new(programme.uuid()),
    };
    let mut people: Vec<Introduced> = Vec::new();
    let contact = meet(errand, views, &mut people, given.contact, language).await?;
    let mut members = Vec::with_capacity(given.members.len());
    for member in given.members {
        let person = meet(errand, views, &mut people, member.person, language).await?;
        members.push(Member { person, roles: member.roles });
    }
    let id = given.id.unwrap_or_else(|| errand.id("enrolment"));
    let today = local_date(row.zone, errand.cause.at);
    let submission = Submission {
        enrolment: EnrolmentId::new(id),
        reference: given.reference.map_or_else(|| reference(id), Ok)?,
        county: county(row.country, &given.municipality, today)?,
        municipality: given.municipality,
        contact,
        members,
        via: match given.via {
            Way::Contact => Channel::Contact,
            Way::Member => Channel::Member,
            Way::Paper => Channel::Paper,
        },
    };
    Ok((register, submission, people))
}

/// The county of a municipality that day; where there is no such municipality the register says so.
fn county(country: Country, code: &MunicipalityCode, on: NaiveDate) -> Result<CountyCode, Problem> {
    let found = geography::municipality(country, code, on).map(|found| found.county_code);
    let first_two = || code.as_str().get(..2)?.parse().ok();
    found.or_else(first_two).ok_or_else(|| fault("/municipality", "value"))
}

/// What an enrolment is called when nobody calls it anything: the beginning of its id.
fn reference(id: Uuid) -> Result<Line, Problem> {
    let digits = id.simple().to_string().to_uppercase();
    let short: String = digits.chars().take(8).collect();
    format!("A-{short}").parse().map_err(|_| fault("/reference", "value"))
}
