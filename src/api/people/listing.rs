//! The list of people.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::PersonId;
use parvis_events::values::ProgrammeCode;
use parvis_projections::people::PersonRow;
use parvis_words::collation::Collator;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ties::{Capacity, ties};
use super::{PersonShown, over};
use crate::api::answer::{Listed, Page, Shown, page};
use crate::api::body::Asked;
use crate::api::look::{Look, Views};
use crate::api::problem::Problem;
use crate::api::programmes::first_language;
use crate::api::scopes::Power;
use crate::api::values;

/// Somebody on the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonListed {
    /// Who.
    person: PersonShown,
    /// What they have to do with programmes that the token may read people of.
    programmes: Vec<TieShown>,
}

/// What somebody has to do with a programme.
#[derive(Debug, Serialize, ToSchema)]
struct TieShown {
    /// Its code.
    programme: String,
    /// As what; each once.
    capacities: Vec<Capacity>,
}

/// Whom is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Those who have to do with this programme; without it, the token must be for every programme.
    #[param(value_type = Option<values::ProgrammeCode>)]
    programme: Option<ProgrammeCode>,
    /// Part of a name. People whose identity is protected are found by it only where the token may read them.
    #[param(max_length = 100)]
    name: Option<String>,
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
}

type Ties = BTreeMap<PersonId, BTreeMap<ProgrammeCode, BTreeSet<Capacity>>>;

/// List people, in order of family name
///
/// Whoever was erased is not among them; of people whose identity is protected the id only, unless the token may read
/// them. Those come first, in the order of their ids.
#[utoipa::path(
    get, path = "/people", tag = "people", security(("token" = ["read-personal"])), params(Wanted),
    responses((status = 200, description = "A page of people", body = Listed<PersonListed>)),
)]
pub(super) async fn list(
    look: Look,
    Asked(wanted): Asked<Wanted>,
) -> Result<Shown<Listed<PersonListed>>, Problem> {
    let views = if let Some(code) = &wanted.programme {
        look.at_programme(Power::ReadPersonal, code).await?.0
    } else {
        look.caller.must_everywhere(Power::ReadPersonal)?;
        look.views().await?
    };
    let tied = tied(&look, &views);
    let of = |row: &PersonRow| tied.get(&row.person);
    let here = |row: &&PersonRow| {
        let code = wanted.programme.as_ref();
        code.is_none_or(|code| of(row).is_some_and(|programmes| programmes.contains_key(code)))
    };
    let called = wanted.name.as_ref().map(|name| name.trim().to_lowercase());
    let mut found: Vec<(&PersonRow, PersonShown)> = views
        .people
        .people
        .rows()
        .filter(|row| !row.erased)
        .filter(here)
        .map(|row| {
            let protected_too =
                row.protected && over(&look.caller, &views, row.person, Power::ReadProtected).is_ok();
            (row, PersonShown::of(Some(row), row.person, true, protected_too))
        })
        .filter(|(_, shown)| called.as_ref().is_none_or(|part| shown.name().to_lowercase().contains(part)))
        .collect();
    let language = wanted.programme.as_ref().and_then(|code| views.coded(code).ok()).map(first_language);
    found.sort_by_key(|(row, _)| row.person);
    Collator::new(language.unwrap_or_default()).sort_by_keys(&mut found, |(_, shown)| shown.order());
    let asked = Page { limit: wanted.limit, cursor: wanted.cursor.clone() };
    page(
        &look,
        &views,
        &asked,
        found,
        |(row, _)| row.person.to_string(),
        |(row, person)| PersonListed {
            person,
            programmes: of(row)
                .into_iter()
                .flatten()
                .map(|(code, capacities)| TieShown {
                    programme: code.to_string(),
                    capacities: capacities.iter().copied().collect(),
                })
                .collect(),
        },
    )
}

/// What people have to do with programmes whose people the caller may read.
fn tied(look: &Look, views: &Views<'_>) -> Ties {
    let mut tied = Ties::new();
    for tie in ties(views) {
        let Some(row) = views.programmes.programmes.get(&(tie.programme,)) else { continue };
        if look.caller.may(Power::ReadPersonal, &row.code) {
            let programmes = tied.entry(tie.person).or_default();
            programmes.entry(row.code.clone()).or_default().insert(tie.capacity);
        }
    }
    tied
}
