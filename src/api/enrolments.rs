//! Enrolments: who is enrolled, where each stands, and everything one can ask of it.

mod concerned;
mod deputies;
mod forms;
mod invitations;
mod members;
mod places;
mod shown;
mod submitting;
mod why;

use parvis_events::ids::{EnrolmentId, ProgrammeId, RegisterId};
use parvis_events::register::{Command, Register};
use parvis_events::values::{Language, ProgrammeCode};
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::EnrolmentRow;
use parvis_words::collation::Collator;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::concerned::concerns;
use self::shown::{EnrolmentShown, OverviewShown, enrolment_shown, overview_shown};
use super::answer::{Listed, Page, PageAsked, Receipt, Shown, page};
use super::body::{Asked, At};
use super::errand::Errand;
use super::look::Look;
use super::people::Introduced;
use super::problem::{Problem, rejections};
use super::programmes::first_language;
use super::scopes::Power;
use super::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(queue))
        .routes(routes!(overview))
        .routes(routes!(get))
        .merge(submitting::routes())
        .merge(members::routes())
        .merge(invitations::routes())
        .merge(forms::routes())
        .merge(places::routes())
        .merge(deputies::routes())
        .merge(why::routes())
}

/// Which enrolments are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Those that stand so.
    #[param(inline, value_type = Option<values::EnrolmentStatus>)]
    status: Option<String>,
    /// Those of a municipality, by its code of the day.
    #[param(value_type = Option<values::MunicipalityCode>)]
    municipality: Option<String>,
    /// Those of a county.
    #[param(value_type = Option<values::CountyCode>)]
    county: Option<String>,
    /// Those for one open meeting, by the number of its seminar.
    seminar: Option<u8>,
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
}

/// List enrolments
///
/// In order of municipality, by the alphabet of the programme's first language. People appear by id only, unless the
/// token may read them.
#[utoipa::path(
    get, path = "/programmes/{programme}/enrolments", tag = "enrolments", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"), Wanted),
    responses((status = 200, description = "A page of enrolments", body = Listed<EnrolmentShown>)),
)]
async fn list(
    look: Look,
    At(code): At<ProgrammeCode>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Shown<Listed<EnrolmentShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let row = views.coded(&code)?;
    let seminar = match wanted.seminar {
        Some(number) => Some(super::seminars::numbered(&views, programme, number)?.seminar),
        None => None,
    };
    let is = |wish: &Option<String>, found: &str| wish.as_ref().is_none_or(|wish| wish == found);
    let mut found: Vec<(&EnrolmentRow, String)> = views
        .register
        .enrolments
        .rows()
        .filter(|one| one.programme == programme && is(&wanted.status, one.status.name()))
        .filter(|one| {
            is(&wanted.municipality, one.municipality.as_str()) && is(&wanted.county, one.county.as_str())
        })
        .filter(|one| seminar.is_none() || one.seminar == seminar)
        .map(|one| (one, shown::municipality_name(row, one)))
        .collect();
    found.sort_by_key(|(one, _)| (one.number, one.enrolment));
    Collator::new(first_language(row)).sort_by_key(&mut found, |(_, name)| name.as_str());
    let asked = Page { limit: wanted.limit, cursor: wanted.cursor };
    page(
        &look,
        &views,
        &asked,
        found,
        |(one, _)| one.enrolment.to_string(),
        |(one, _)| enrolment_shown(&look, &views, row, one),
    )
}

/// List the queue
///
/// Enrolments that wait for a place or were offered one, in the order they come up.
#[utoipa::path(
    get, path = "/programmes/{programme}/queue", tag = "enrolments", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"), PageAsked),
    responses((status = 200, description = "A page of the queue", body = Listed<EnrolmentShown>)),
)]
async fn queue(
    look: Look,
    At(code): At<ProgrammeCode>,
    Asked(asked): Asked<PageAsked>,
) -> Result<Shown<Listed<EnrolmentShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let row = views.coded(&code)?;
    let waits = |one: &&EnrolmentRow| {
        one.programme == programme && matches!(one.status.name(), "queued" | "offered" | "incomplete")
    };
    let mut found: Vec<&EnrolmentRow> = views.register.enrolments.rows().filter(waits).collect();
    found.sort_by_key(|one| (one.seminar, one.queue_place.unwrap_or(0), one.number));
    page(
        &look,
        &views,
        &asked.page(),
        found,
        |one| one.enrolment.to_string(),
        |one| enrolment_shown(&look, &views, row, one),
    )
}

/// Show how full a programme is
#[utoipa::path(
    get, path = "/programmes/{programme}/overview", tag = "enrolments", security(("token" = ["read"])),
    params(("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme")),
    responses((status = 200, description = "A row for the programme, or one for each open meeting", body = [OverviewShown])),
)]
async fn overview(look: Look, At(code): At<ProgrammeCode>) -> Result<Shown<Vec<OverviewShown>>, Problem> {
    let (views, programme) = look.at_programme(Power::Read, &code).await?;
    let rows = views.register.overview.rows().filter(|row| row.programme == programme);
    let rows = rows.map(|row| overview_shown(&views, row)).collect();
    Ok(Shown::of(&views, rows))
}

/// Show an enrolment
///
/// Its `ETag` is the revision of the register; `If-Match` with it refuses a command only when something has happened to
/// this very enrolment since.
#[utoipa::path(
    get, path = "/programmes/{programme}/enrolments/{enrolment}", tag = "enrolments", security(("token" = ["read"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    responses((status = 200, description = "The enrolment", body = EnrolmentShown)),
)]
async fn get(
    look: Look,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
) -> Result<Shown<EnrolmentShown>, Problem> {
    look.caller.must(Power::Read, &code)?;
    let enrolment = EnrolmentId::new(id);
    let register = {
        let (views, programme) = look.at_programme(Power::Read, &code).await?;
        find(&views, programme, enrolment)?
    };
    // The revision first, the views then: they show at least what it stands for, so an edit never stands on more
    // than was seen.
    let revision = look.reception.office().handle.load::<Register>(register.uuid()).await?.1;
    look.reception.office().runner.catch_up().await?;
    let (views, _) = look.at_programme(Power::Read, &code).await?;
    let row = views.coded(&code)?;
    let body = match views.register.enrolment(enrolment) {
        Some(one) => enrolment_shown(&look, &views, row, one),
        None => shown::draft_shown(&look, &views, row, enrolment)?,
    };
    Ok(Shown::of(&views, body).at(revision))
}

/// The register an enrolment or a draft of a programme stands in.
fn find(views: &House, programme: ProgrammeId, enrolment: EnrolmentId) -> Result<RegisterId, Problem> {
    let register = &views.register;
    let submitted = register.enrolments.get(&(enrolment,)).filter(|row| row.programme == programme);
    let drafted = register.drafts.get(&(enrolment,)).filter(|row| row.programme == programme);
    submitted
        .map(|row| row.register)
        .or_else(|| drafted.map(|row| row.register))
        .ok_or_else(|| rejections::told(&parvis_events::register::Rejection::UnknownEnrolment))
}

/// An enrolment that a command is about.
struct Place {
    id: EnrolmentId,
    register: RegisterId,
    /// Of people who become known with the command.
    language: Language,
}

impl Place {
    /// The enrolment, for whoever has a power in its programme.
    async fn of(errand: &Errand, power: Power, code: &ProgrammeCode, id: Uuid) -> Result<Self, Problem> {
        let programme = errand.at_programme(power, code).await?;
        let kept = errand.office().runner.house().await;
        let id = EnrolmentId::new(id);
        let register = find(&kept.house, programme, id)?;
        let language = language_of_letters(kept.house.programmes.programmes.get(&(programme,)));
        Ok(Self { id, register, language })
    }

    /// Decides a command about it.
    async fn tell(
        &self,
        errand: &Errand,
        people: &[Introduced],
        command: Command,
    ) -> Result<Receipt, Problem> {
        Ok(errand.enrol(people, self.register, command, concerns(self.id)).await?.into())
    }
}

/// The language of letters to whoever states none: the programme's first.
fn language_of_letters(programme: Option<&ProgrammeRow>) -> Language {
    let column = programme.map(|row| row.languages.as_str()).unwrap_or_default();
    crate::certify::languages(column).first().copied().unwrap_or_default()
}
