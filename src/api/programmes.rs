//! Programmes: planning, checking, publishing, ending and copying them.

mod parts;

use chrono::NaiveDate;
use chrono_tz::Tz;
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::programme::{
    Command, CopyAs, Event, Plan, Programme, Rejection, check as find_flaws, copy as copied,
};
use parvis_events::values::{Country, Language, Line, Paragraph, Period, ProgrammeCode};
use parvis_projections::programmes::ProgrammeRow;
use parvis_words::collation::Collator;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answer::{Listed, PageAsked, Receipt, Shown, page};
use super::body::{Asked, At, Body, fault};
use super::errand::Errand;
use super::look::Look;
use super::problem::{Problem, rejections};
use super::scopes::Power;
use super::values;
use crate::handle::HandleError;
use crate::reception::Reception;
use crate::setup;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list, plan))
        .routes(routes!(get))
        .routes(routes!(check))
        .routes(routes!(change))
        .routes(routes!(publish))
        .routes(routes!(close))
        .routes(routes!(complete))
        .routes(routes!(archive))
        .routes(routes!(copy))
        .merge(parts::routes())
}

/// A programme.
#[derive(Debug, Serialize, ToSchema)]
struct ProgrammeShown {
    /// Its id.
    id: Uuid,
    /// The code people know it by.
    code: String,
    /// Its name.
    name: String,
    /// What it is for.
    purpose: String,
    /// The organiser.
    organiser: String,
    /// Where it stands: draft, open, closed, completed or archived.
    #[schema(example = "open")]
    stage: Value,
    /// Country of its municipalities.
    country: Value,
    /// IANA zone of its local times.
    zone: &'static str,
    /// Languages, the main one first.
    languages: Vec<String>,
    /// First day.
    from: NaiveDate,
    /// Last day.
    to: NaiveDate,
    /// Places, of one enrolment each.
    places: u32,
    /// Seats a place has.
    seats_per_place: u32,
    /// Case number in the organiser's register.
    #[serde(skip_serializing_if = "Option::is_none")]
    case_number: Option<String>,
    /// Whom participants turn to.
    coordinator: Uuid,
    /// Whether its people are invented.
    test_data: bool,
    /// First day of enrolling, once published.
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolment_from: Option<NaiveDate>,
    /// Last day of enrolling.
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolment_to: Option<NaiveDate>,
    /// Last day a withdrawal is not late.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawal_deadline: Option<NaiveDate>,
    /// Who may take part, as it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    participation: Option<Value>,
}

impl ProgrammeShown {
    fn of(row: &ProgrammeRow) -> Self {
        Self {
            id: row.programme.uuid(),
            code: row.code.to_string(),
            name: row.name.clone(),
            purpose: row.purpose.clone(),
            organiser: row.organiser.clone(),
            stage: serde_json::to_value(row.stage).unwrap_or_default(),
            country: serde_json::to_value(row.country).unwrap_or_default(),
            zone: row.zone.name(),
            languages: row.languages.split_whitespace().map(str::to_owned).collect(),
            from: row.period_from,
            to: row.period_to,
            places: row.places,
            seats_per_place: row.seats_per_place,
            case_number: row.case_number.clone(),
            coordinator: row.coordinator.uuid(),
            test_data: row.test_data,
            enrolment_from: row.enrolment_from,
            enrolment_to: row.enrolment_to,
            withdrawal_deadline: row.withdrawal_deadline,
            participation: row.participation.clone(),
        }
    }
}

/// The language texts of a programme are in, and its lists sorted by: its first.
pub(super) fn first_language(row: &ProgrammeRow) -> parvis_words::Language {
    let first = row.languages.split_whitespace().next().unwrap_or_default();
    parvis_words::Language::from_tag(first).unwrap_or_default()
}

/// List the programmes that the token may read
#[utoipa::path(
    get, path = "/programmes", tag = "programmes", security(("token" = ["read"])), params(PageAsked),
    responses((status = 200, description = "A page of programmes, in order of name", body = Listed<ProgrammeShown>)),
)]
async fn list(look: Look, Asked(asked): Asked<PageAsked>) -> Result<Shown<Listed<ProgrammeShown>>, Problem> {
    look.caller.must_somewhere(Power::Read)?;
    let views = look.views().await?;
    let rows = views.programmes.programmes.rows().filter(|row| look.caller.may(Power::Read, &row.code));
    let mut rows: Vec<&ProgrammeRow> = rows.collect();
    Collator::new(parvis_words::Language::Swedish).sort_by_key(&mut rows, |row| row.name.as_str());
    page(&look, &views, &asked.page(), rows, |row| row.programme.to_string(), ProgrammeShown::of)
}

/// Show a programme
#[utoipa::path(
    get, path = "/programmes/{programme}", tag = "programmes", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "The programme", body = ProgrammeShown)),
)]
async fn get(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<ProgrammeShown>, Problem> {
    let programme = look.at_programme(Power::Read, &code).await?.1;
    let revision = look.reception.office().handle.look::<Programme>(programme.uuid()).await?.1;
    look.reception.office().runner.catch_up().await?;
    let (views, _) = look.at_programme(Power::Read, &code).await?;
    let body = ProgrammeShown::of(views.coded(&code)?);
    Ok(Shown::of(&views, body).at(revision))
}

/// Everything that keeps a programme from being published.
#[derive(Debug, Serialize, ToSchema)]
struct Checked {
    /// Each with a stable code, what it is about, what is wrong and its remedy. Empty when nothing is in the way.
    problems: Vec<Flaw>,
}

/// One thing that keeps a programme from being published.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Flaw {
    /// Its stable code.
    #[schema(example = "allocations-too-large")]
    code: String,
    /// What it is about: plan, partner, participation, seminar, enrolment, reminder, certificate or evaluation.
    about: String,
    /// Which one, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    which: Option<Value>,
    /// What is wrong.
    detail: String,
    /// What to do about it.
    remedy: String,
    /// The values that the texts speak of.
    values: Value,
}

/// Check a programme: every problem at once
#[utoipa::path(
    get, path = "/programmes/{programme}/check", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "What is in the way of publishing", body = Checked)),
)]
async fn check(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Checked>, Problem> {
    let (views, programme) = look.at_programme(Power::Coordinate, &code).await?;
    let (state, revision) = look.reception.office().handle.look::<Programme>(programme.uuid()).await?;
    let mut found = rejections::flaws(&find_flaws(&state));
    rejections::say(&mut found, look.language);
    let problems = serde_json::from_value(found)?;
    Ok(Shown::of(&views, Checked { problems }).at(revision))
}

/// What a programme is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "KKN-2026", "name": "Kulturella och kreativa näringar", "purpose": "Djupare kunskap och nya kontakter.",
    "organiser": "Region Skåne", "country": "SE", "languages": ["sv"], "zone": "Europe/Stockholm",
    "from": "2026-09-01", "to": "2027-05-31", "places": 20, "coordinator": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10"
}))]
struct PlanGiven {
    /// The code people know it by; it never changes.
    #[schema(value_type = values::ProgrammeCode)]
    code: ProgrammeCode,
    /// Its name.
    #[schema(value_type = values::Line)]
    name: Line,
    /// What it is for, in a few sentences.
    #[schema(value_type = values::Paragraph)]
    purpose: Paragraph,
    /// The organising region or municipality.
    #[schema(value_type = values::Line)]
    organiser: Line,
    /// Country whose municipalities take part.
    #[schema(value_type = values::Country)]
    country: Country,
    /// Languages of pages, letters and certificates, the main one first.
    #[schema(value_type = Vec<values::Language>, max_items = 3)]
    languages: Vec<Language>,
    /// IANA zone of every local time.
    #[schema(value_type = values::Zone)]
    zone: Tz,
    /// First day.
    from: NaiveDate,
    /// Last day.
    to: NaiveDate,
    /// Places; a pair takes one place with two seats.
    #[schema(maximum = 100_000)]
    places: u32,
    /// Case number in the organiser's register.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    case_number: Option<Line>,
    /// Whom participants turn to: a person's id.
    coordinator: Uuid,
    /// Whether the people are invented.
    #[serde(default)]
    test_data: bool,
}

impl PlanGiven {
    fn plan(self) -> Result<Plan, Problem> {
        Ok(Plan {
            programme: ProgrammeId::named(&[self.code.as_str()]),
            code: self.code,
            name: self.name,
            purpose: self.purpose,
            organiser: self.organiser,
            country: self.country,
            languages: self.languages,
            zone: self.zone,
            period: period(self.from, self.to)?,
            places: self.places,
            case_number: self.case_number,
            coordinator: PersonId::new(self.coordinator),
            test_data: self.test_data,
        })
    }
}

/// First to last day.
fn period(from: NaiveDate, to: NaiveDate) -> Result<Period, Problem> {
    Period::new(from, to).map_err(|_| fault("/to", "value"))
}

/// Plan a programme
///
/// It is a draft until it is published; meanwhile its parts may have problems, which `check` finds.
#[utoipa::path(
    post, path = "/programmes", tag = "programmes", security(("token" = ["coordinate"])), request_body = PlanGiven,
    responses((status = 201, description = "Planned", body = Receipt)),
)]
async fn plan(errand: Errand, Body(given): Body<PlanGiven>) -> Result<Receipt, Problem> {
    errand.caller.must(Power::Coordinate, &given.code)?;
    let code = given.code.clone();
    let plan = given.plan()?;
    let programme = plan.programme;
    let done = tell(&errand, programme, vec![Command::Plan(plan)]).await?;
    Ok(done.named(programme.uuid(), format!("/api/v1/programmes/{code}")))
}

/// Change a programme's plan
#[utoipa::path(
    post, path = "/programmes/{programme}/plan", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = PlanGiven,
    responses((status = 200, description = "Changed", body = Receipt)),
)]
async fn change(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<PlanGiven>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, &code).await?;
    if given.code != code {
        return Err(fault("/code", "value"));
    }
    let plan = Plan { programme, ..given.plan()? };
    tell(&errand, programme, vec![Command::ChangePlan(plan)]).await
}

/// When municipalities may enrol.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2026-05-01", "to": "2026-06-15", "withdrawal_deadline": "2026-08-15" }))]
struct Opening {
    /// First day of enrolling.
    from: NaiveDate,
    /// Last day of enrolling.
    to: NaiveDate,
    /// Last day a withdrawal is not late.
    withdrawal_deadline: NaiveDate,
}

/// Publish a programme: municipalities may enrol
///
/// Refused with every problem that `check` finds; also opens again what was closed.
#[utoipa::path(
    post, path = "/programmes/{programme}/publish", tag = "programmes", security(("token" = ["coordinate"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    request_body = Opening,
    responses((status = 200, description = "Published", body = Receipt)),
)]
async fn publish(
    errand: Errand,
    At(code): At<ProgrammeCode>,
    Body(given): Body<Opening>,
) -> Result<Receipt, Problem> {
    let programme = errand.at_programme(Power::Coordinate, &code).await?;
    let enrolment = period(given.from, given.to)?;
    let withdrawal_deadline = given.withdrawal_deadline;
    tell(&errand, programme, vec![Command::OpenEnrolment { enrolment, withdrawal_deadline }]).await
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

/// Changes a programme, if it still stands where the caller saw it.
pub(super) async fn tell(
    errand: &Errand,
    programme: ProgrammeId,
    commands: Vec<Command>,
) -> Result<Receipt, Problem> {
    let handle = &errand.office().handle;
    match setup::change(handle, programme, commands, &errand.cause, errand.seen).await {
        Err(HandleError::Stale { expected, .. }) => {
            Err(errand.stale::<Programme>(programme.uuid(), expected, |_: &Event| true).await?)
        }
        outcome => Ok(outcome?.into()),
    }
}
