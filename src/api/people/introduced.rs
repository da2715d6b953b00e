//! Somebody a caller speaks of: by id, or by their particulars.

use parvis_events::ids::PersonId;
use parvis_events::person::{Command, PersonDetailsGiven, Rejection};
use parvis_events::personal::PersonDetails;
use parvis_events::values::{EmailAddress, Language, Line, PhoneNumber};
use parvis_projections::House;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::introductions;
use crate::api::errand::Errand;
use crate::api::problem::{Problem, rejections};
use crate::api::values;

/// What is known of a person.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "given_name": "Anna", "family_name": "Ek", "title": "Kulturchef", "email": "anna.ek@kommun.example",
    "phone": "040-12 34 56"
}))]
pub struct Particulars {
    /// Given name.
    #[schema(value_type = values::Line)]
    pub given_name: Line,
    /// Family name.
    #[schema(value_type = values::Line)]
    pub family_name: Line,
    /// Title of the post, in the person's own words.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    pub title: Option<Line>,
    /// Address that letters go to; several people may share one.
    #[schema(value_type = values::EmailAddress)]
    pub email: EmailAddress,
    /// Telephone number.
    #[serde(default)]
    #[schema(value_type = Option<values::PhoneNumber>)]
    pub phone: Option<PhoneNumber>,
    /// What your own lists call the person.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    pub reference: Option<Line>,
    /// Language of their letters; otherwise the programme's.
    #[serde(default)]
    #[schema(value_type = Option<values::Language>)]
    pub language: Option<Language>,
}

/// Somebody: known by id, or introduced by their particulars.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Whom {
    /// Somebody who is known.
    Known(Known),
    /// Somebody who may be new.
    Given(Particulars),
}

/// Somebody who is known.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "id": "6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10" }))]
pub struct Known {
    /// Their id.
    pub id: Uuid,
}

/// Somebody who becomes known with a command.
#[derive(Clone)]
pub struct Introduced {
    /// Who.
    pub person: PersonId,
    details: PersonDetails,
    language: Language,
}

impl Introduced {
    /// A person with particulars; their language is the given one unless they state another.
    pub fn new(person: PersonId, given: Particulars, language: Language) -> Self {
        let text = |value: Option<String>| value.unwrap_or_default();
        Self {
            person,
            language: given.language.unwrap_or(language),
            details: PersonDetails {
                reference: text(given.reference.map(Into::into)),
                given_name: given.given_name.into(),
                family_name: given.family_name.into(),
                title: text(given.title.map(Into::into)),
                email: given.email.into(),
                phone: text(given.phone.map(Into::into)),
            },
        }
    }

    /// Whether the particulars are those of somebody who was introduced before.
    pub fn is_same(&self, other: &Self) -> bool {
        let (mine, theirs) = (&self.details, &other.details);
        (&mine.email, &mine.given_name, &mine.family_name)
            == (&theirs.email, &theirs.given_name, &theirs.family_name)
    }

    /// Makes them known.
    pub fn command(&self) -> Command {
        let details = PersonDetailsGiven(self.details.clone());
        Command::Register { person: self.person, details, language: self.language }
    }
}

/// The person that is meant; whoever becomes known by it is added to `people`, once.
///
/// Rule "Same address, two people": somebody is the same person only when name and address agree; then what is known
/// stays as it is. `views` must show every person there is.
///
/// # Errors
/// When an id belongs to nobody, or the database fails.
pub async fn meet(
    errand: &Errand,
    views: &House,
    people: &mut Vec<Introduced>,
    whom: Whom,
    language: Language,
) -> Result<PersonId, Problem> {
    let given = match whom {
        Whom::Known(Known { id }) => {
            let person = PersonId::new(id);
            let known = views.people.get(person).is_some();
            return if known { Ok(person) } else { Err(rejections::told(&Rejection::NotRegistered)) };
        }
        Whom::Given(given) => given,
    };
    let new = Introduced::new(PersonId::new(Uuid::nil()), given.clone(), language);
    if let Some(met) = people.iter().find(|one| one.is_same(&new)) {
        return Ok(met.person);
    }
    let (email, name) = (given.email.as_str(), (given.given_name.as_str(), given.family_name.as_str()));
    if let Some(row) = views.people.known_as(email, name.0, name.1) {
        return Ok(row.person);
    }
    let wish = errand.id(&format!("person {}", people.len()));
    let person = introductions::id(errand, views, &given, wish).await?;
    people.push(Introduced { person, ..new });
    Ok(person)
}
