//! The parts of a programme: partners, council, participation, reminders, certificate rule, evaluation form.

mod given;

use parvis_events::ids::PersonId;
use parvis_events::participation::RoleName;
use parvis_events::programme::{
    CertificateRule, Command, EvaluationForm, Participation, Partner, Programme, ReminderRule, State,
};
use parvis_events::values::{CountyCode, ProgrammeCode, ReminderCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::given::{
    CertificateRuleGiven, EvaluationFormGiven, ParticipationGiven, PartnerGiven, ReminderGiven,
};
use super::tell;
use crate::api::answer::{Receipt, Shown};
use crate::api::body::{As, At, Body};
use crate::api::errand::Errand;
use crate::api::look::Look;
use crate::api::people::{PersonShown, shown};
use crate::api::problem::{self, Problem};
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(partners, join))
        .routes(routes!(leave))
        .routes(routes!(council, appoint))
        .routes(routes!(dismiss))
        .routes(routes!(participation, participate))
        .routes(routes!(rules))
        .routes(routes!(remind))
        .routes(routes!(remind_no_more))
        .routes(routes!(certificate_rule, certify))
        .routes(routes!(evaluation_form, evaluate))
}

async fn change(errand: &Errand, code: &ProgrammeCode, command: Command) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, code).await?;
    tell(errand, programme, vec![command]).await
}

/// A partner region.
#[derive(Debug, Serialize, ToSchema)]
struct PartnerShown {
    /// The region's county.
    county: String,
    /// Its name.
    region: String,
    /// Places reserved for its municipalities.
    allocation: u32,
}

/// List partner regions
#[utoipa::path(
    get, path = "/programmes/{programme}/partners", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "All of them, by county", body = [PartnerShown])),
)]
async fn partners(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Vec<PartnerShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let rows = views.programmes.partners.rows().filter(|row| row.programme == programme);
    let body = rows.map(|row| PartnerShown {
        county: row.county.to_string(),
        region: row.region.clone(),
        allocation: row.allocation,
    });
    let body = body.collect();
    Ok(Shown::of(&views, body))
}

/// Let a region join, or change its allocation
#[utoipa::path(
    post, path = "/programmes/{programme}/partners", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = PartnerGiven, responses((status = 200, description = "Joined", body = Receipt)),
)]
async fn join(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    given: As<PartnerGiven, Partner>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::JoinPartner(given.value)).await
}

/// Let a region leave, and its council members with it
#[utoipa::path(
    post, path = "/programmes/{programme}/partners/{county}/remove", tag = "programmes",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("county" = inline(values::CountyCode), Path, description = "The region's county"),
    ),
    responses((status = 200, description = "Left", body = Receipt)),
)]
async fn leave(
    errand: Errand,
    At((code, county)): At<(ProgrammeCode, CountyCode)>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::RemovePartner { county }).await
}

/// A member of the programme council.
#[derive(Debug, Serialize, ToSchema)]
struct CouncilMemberShown {
    /// Who.
    person: PersonShown,
    /// The county they represent.
    county: String,
}

/// List the programme council
#[utoipa::path(
    get, path = "/programmes/{programme}/council", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "All of it, by county", body = [CouncilMemberShown])),
)]
async fn council(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Vec<CouncilMemberShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let rows = views.programmes.council.rows().filter(|row| row.programme == programme);
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| (row.county.clone(), row.person));
    let body = rows.into_iter().map(|row| CouncilMemberShown {
        person: shown(&look, &views, row.person, &code),
        county: row.county.to_string(),
    });
    let body = body.collect();
    Ok(Shown::of(&views, body))
}

/// A member of the programme council to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "person": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10", "county": "12" }))]
struct CouncilMemberGiven {
    /// Who.
    person: Uuid,
    /// The county they represent.
    #[schema(value_type = values::CountyCode)]
    county: CountyCode,
}

/// Appoint a member of the programme council
#[utoipa::path(
    post, path = "/programmes/{programme}/council", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = CouncilMemberGiven, responses((status = 200, description = "Appointed", body = Receipt)),
)]
async fn appoint(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<CouncilMemberGiven>,
) -> Result<Receipt, Problem> {
    let command = Command::AppointCouncilMember { person: PersonId::new(given.person), county: given.county };
    change(&errand, &code, command).await
}

/// Let a member leave the programme council
#[utoipa::path(
    post, path = "/programmes/{programme}/council/{person}/remove", tag = "programmes",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("person" = Uuid, Path, description = "Who leaves"),
    ),
    responses((status = 200, description = "Left", body = Receipt)),
)]
async fn dismiss(errand: Errand, At((code, person)): At<(ProgrammeCode, Uuid)>) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::RemoveCouncilMember { person: PersonId::new(person) }).await
}

/// A part of a programme as it was decided, in the form in which it is decided.
async fn decided(
    look: &Look,
    code: &ProgrammeCode,
    part: fn(&State) -> Option<Result<Value, serde_json::Error>>,
) -> Result<Shown<Value>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, code).await?;
    let (state, revision) = look.reception.office().handle.look::<Programme>(programme.uuid()).await?;
    let found = part(&state).ok_or_else(|| Problem::new(&problem::NOT_FOUND))??;
    Ok(Shown::of(&views, found).at(revision))
}

/// Show who may take part, and how places are shared out
#[utoipa::path(
    get, path = "/programmes/{programme}/participation", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The rule as it was decided", body = ParticipationGiven)),
)]
async fn participation(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Value>, Problem> {
    decided(&look, &code, |state| state.participation.as_ref().map(serde_json::to_value)).await
}

/// Decide who may take part, and how places are shared out
#[utoipa::path(
    post, path = "/programmes/{programme}/participation", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = ParticipationGiven, responses((status = 200, description = "Decided", body = Receipt)),
)]
async fn participate(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    given: As<ParticipationGiven, Participation>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::SetParticipationRule(given.value)).await
}

/// The rules of a programme, as they were set.
#[derive(Debug, Serialize, ToSchema)]
struct RulesShown {
    /// Reminder rules.
    reminders: Vec<Value>,
    /// What it takes to be certified.
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<Value>,
    /// The evaluation form.
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluation: Option<Value>,
    /// Roles by code, in the programme's language.
    roles: Vec<Value>,
}

/// Show the rules for reminders, certificates and evaluations
#[utoipa::path(
    get, path = "/programmes/{programme}/rules", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The rules as they stand", body = RulesShown)),
)]
async fn rules(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<RulesShown>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let (state, revision) = look.reception.office().handle.look::<Programme>(programme.uuid()).await?;
    let roles: &[RoleName] =
        state.participation.as_ref().map(|found| found.roles.as_slice()).unwrap_or_default();
    let body = RulesShown {
        reminders: state.reminders.values().map(serde_json::to_value).collect::<Result<_, _>>()?,
        certificate: state.certificate.as_ref().map(serde_json::to_value).transpose()?,
        evaluation: state.evaluation.as_ref().map(serde_json::to_value).transpose()?,
        roles: roles.iter().map(serde_json::to_value).collect::<Result<_, _>>()?,
    };
    Ok(Shown::of(&views, body).at(revision))
}

/// Set or change a reminder rule
#[utoipa::path(
    post, path = "/programmes/{programme}/reminders", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = ReminderGiven, responses((status = 200, description = "Set", body = Receipt)),
)]
async fn remind(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    given: As<ReminderGiven, ReminderRule>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::SetReminderRule(given.value)).await
}

/// Remove a reminder rule
#[utoipa::path(
    post, path = "/programmes/{programme}/reminders/{reminder}/remove", tag = "programmes",
    security(("token" = ["coordinate"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("reminder" = inline(values::ReminderCode), Path, description = "The rule"),
    ),
    responses((status = 200, description = "Removed", body = Receipt)),
)]
async fn remind_no_more(
    errand: Errand,
    At((code, reminder)): At<(ProgrammeCode, ReminderCode)>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::RemoveReminderRule { code: reminder }).await
}

/// Show what it takes to be certified
#[utoipa::path(
    get, path = "/programmes/{programme}/certificate-rule", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The rule as it was decided", body = CertificateRuleGiven)),
)]
async fn certificate_rule(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Value>, Problem> {
    decided(&look, &code, |state| state.certificate.as_ref().map(serde_json::to_value)).await
}

/// Decide what it takes to be certified
#[utoipa::path(
    post, path = "/programmes/{programme}/certificate-rule", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = CertificateRuleGiven, responses((status = 200, description = "Decided", body = Receipt)),
)]
async fn certify(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    given: As<CertificateRuleGiven, CertificateRule>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::SetCertificateRule(given.value)).await
}

/// Show the evaluation form
#[utoipa::path(
    get, path = "/programmes/{programme}/evaluation-form", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The form as it was decided", body = EvaluationFormGiven)),
)]
async fn evaluation_form(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Value>, Problem> {
    decided(&look, &code, |state| state.evaluation.as_ref().map(serde_json::to_value)).await
}

/// Decide the evaluation form
#[utoipa::path(
    post, path = "/programmes/{programme}/evaluation-form", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = EvaluationFormGiven, responses((status = 200, description = "Decided", body = Receipt)),
)]
async fn evaluate(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    given: As<EvaluationFormGiven, EvaluationForm>,
) -> Result<Receipt, Problem> {
    change(&errand, &code, Command::SetEvaluationForm(given.value)).await
}
