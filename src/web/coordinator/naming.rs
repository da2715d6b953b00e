//! Somebody new who is named in an editor's form.

use parvis_events::programme::State;

use super::form::{Form, Input, Kind, Unusable};
use crate::import::KnownPerson;
use crate::web::Web;
use crate::web::fields::Filled;
use crate::web::page::Page;
use crate::web::people::{self, Naming};

/// The fields that name somebody new.
pub(super) fn naming_inputs(page: &Page, form: &Form, ending: &str) -> Vec<Input> {
    ["fornamn", "efternamn", "befattning", "epost"]
        .iter()
        .map(|field| form.input(&format!("{field}{ending}"), page.t(&format!("form-{field}")), Kind::Line))
        .collect()
}

/// Somebody new who is named in a form, as they are known or become known; absent where nobody is named.
///
/// # Errors
/// When something is wrong with the name; it is noted.
pub(super) fn named(
    web: &Web,
    page: &Page,
    state: &State,
    form: &mut Form,
    ending: &str,
) -> Result<Option<KnownPerson>, Unusable> {
    let pairs = form.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let mut filled = Filled::new(pairs);
    if Naming::is_blank(&filled, ending) {
        return Ok(None);
    }
    // Letters to somebody new are written in the programme's first language.
    let language = state.plan.as_ref().and_then(|plan| plan.languages.first().copied()).unwrap_or_default();
    let naming = Naming::read(page, &mut filled, ending, language);
    form.problems.append(&mut filled.problems);
    naming.map(|naming| Some(people::known_or_new(web, naming))).ok_or(Unusable)
}
