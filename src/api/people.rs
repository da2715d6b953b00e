//! People: who somebody is, as far as the caller may know.
//!
//! A person belongs to the programmes they have to do with: as a member, a contact, a deputy, on its council, as its
//! coordinator or signatory. Whoever has a power in one of these has it over what is known of the person.

mod erasure;
mod introduced;
pub(crate) mod introductions;
mod listing;
mod shown;
mod ties;

use parvis_events::ids::PersonId;
use parvis_events::person::Person;
use parvis_events::values::Language;
use parvis_projections::House;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub use self::introduced::{Introduced, Particulars, Whom, meet};
pub use self::shown::{PersonShown, shown};
use self::ties::ties_of;
use super::answer::{Receipt, Shown};
use super::body::{At, Body};
use super::caller::Caller;
use super::errand::Errand;
use super::look::Look;
use super::problem::{self, Problem};
use super::scopes::Power;
use crate::handle::Done;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new()
        .routes(routes!(listing::list, register))
        .routes(routes!(get))
        .routes(routes!(change))
        .merge(erasure::routes())
}

/// Register a person
///
/// Somebody with the same name and the same address is the same person, whose id comes back; the same address alone
/// is somebody else.
#[utoipa::path(
    post, path = "/people", tag = "people", security(("token" = ["enrol"])), request_body = Particulars,
    responses((status = 201, description = "Registered", body = Receipt), (status = 200, description = "Known already", body = Receipt)),
)]
async fn register(errand: Errand, Body(given): Body<Particulars>) -> Result<Receipt, Problem> {
    errand.caller.must_somewhere(Power::Enrol)?;
    errand.office().runner.catch_up().await?;
    let kept = errand.office().runner.house().await;
    let mut people = Vec::new();
    let person = meet(&errand, &kept.house, &mut people, Whom::Given(given), Language::Swedish).await?;
    let Some(introduced) = people.first() else {
        return Ok(Receipt { id: Some(person.uuid()), ..Done::default().into() });
    };
    let done = errand.run::<Person>(person.uuid(), introduced.command(), |_| true).await?;
    Ok(Receipt::made(done, person.uuid(), format!("/api/v1/people/{person}")))
}

/// Show a person
#[utoipa::path(
    get, path = "/people/{person}", tag = "people", security(("token" = ["read-personal"])),
    params(("person" = Uuid, Path, description = "Who")),
    responses((status = 200, description = "The person; masked if their identity is protected and the token may not see it", body = PersonShown)),
)]
async fn get(look: Look, At(person): At<Uuid>) -> Result<Shown<PersonShown>, Problem> {
    let person = PersonId::new(person);
    if !look.caller.may_somewhere(Power::ReadPersonal) {
        look.caller.must_somewhere(Power::ReadPersonal)?;
    }
    let revision = revision(&look.reception, person).await?;
    look.reception.office().runner.catch_up().await?;
    let views = look.views().await?;
    over(&look.caller, &views, person, Power::ReadPersonal)?;
    let row = views.people.get(person).ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    let protected_too = over(&look.caller, &views, person, Power::ReadProtected).is_ok();
    let body = PersonShown::of(Some(row), person, true, protected_too);
    Ok(Shown::of(&views, body).at(revision))
}

/// Change what is known of a person
#[utoipa::path(
    post, path = "/people/{person}/change", tag = "people", security(("token" = ["enrol"])),
    params(("person" = Uuid, Path, description = "Who")), request_body = Particulars,
    responses((status = 200, description = "Changed", body = Receipt)),
)]
async fn change(
    errand: Errand,
    At(person): At<Uuid>,
    Body(given): Body<Particulars>,
) -> Result<Receipt, Problem> {
    let person = PersonId::new(person);
    let language = known(&errand, person, Power::Enrol).await?;
    let introduced = Introduced::new(person, given, language);
    Ok(errand.run::<Person>(person.uuid(), introduced.command(), |_| true).await?.into())
}

/// Asserts that a person is known and the caller has a power over them; gives the language of their letters.
pub(super) async fn known(errand: &Errand, person: PersonId, power: Power) -> Result<Language, Problem> {
    errand.caller.must_somewhere(power)?;
    errand.office().runner.catch_up().await?;
    let kept = errand.office().runner.house().await;
    over(&errand.caller, &kept.house, person, power)?;
    let row = kept.house.people.get(person).ok_or_else(|| Problem::new(&problem::NOT_FOUND))?;
    Ok(row.language)
}

/// The revision a person's stream has.
async fn revision(reception: &Reception, person: PersonId) -> Result<Option<parvis_log::Revision>, Problem> {
    Ok(reception.office().handle.load::<Person>(person.uuid()).await?.1)
}

/// Asserts that the caller has a power in a programme that the person belongs to, or everywhere.
pub(super) fn over(caller: &Caller, house: &House, person: PersonId, power: Power) -> Result<(), Problem> {
    if caller.must_everywhere(power).is_ok() {
        return Ok(());
    }
    let of = |programme| house.programmes.programmes.get(&(programme,));
    let mut own = ties_of(house, person);
    let may = own.any(|tie| of(tie.programme).is_some_and(|row| caller.may(power, &row.code)));
    if may { Ok(()) } else { caller.must_everywhere(power) }
}
