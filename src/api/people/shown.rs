//! A person as a caller may see them. Source: rule "Protected identity".

use parvis_events::ids::PersonId;
use parvis_projections::House;
use parvis_projections::people::PersonRow;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::look::Look;
use crate::api::scopes::Power;
use parvis_events::values::ProgrammeCode;

/// A person as far as the caller may know them.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct PersonShown {
    /// Their id.
    pub id: Uuid,
    /// Why nothing else is shown: `protected`, `erased`, `unknown`, or `not-permitted` for this token.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "protected")]
    pub masked: Option<&'static str>,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// Title of the post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Address for letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What the organiser's own lists call the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Language of their letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'static str>,
    /// Whether their identity is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protected: Option<bool>,
}

impl PersonShown {
    /// What is shown of a person to somebody who may see people, and perhaps protected ones too.
    pub fn of(row: Option<&PersonRow>, person: PersonId, permitted: bool, protected_too: bool) -> Self {
        let masked = |why| Self { id: person.uuid(), masked: Some(why), ..Self::default() };
        let Some(row) = row else { return masked("unknown") };
        if !permitted {
            return masked("not-permitted");
        }
        if row.erased {
            return masked("erased");
        }
        if row.protected && !protected_too {
            return masked("protected");
        }
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        Self {
            id: person.uuid(),
            masked: None,
            given_name: text(&row.given_name),
            family_name: text(&row.family_name),
            title: text(&row.title),
            email: text(&row.email),
            phone: text(&row.phone),
            reference: text(&row.reference),
            language: Some(row.language.tag()),
            protected: Some(row.protected),
        }
    }
}

impl PersonShown {
    /// Given and family name, as far as they are shown.
    pub fn name(&self) -> String {
        let parts = [self.given_name.as_deref(), self.family_name.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What lists are sorted by: family name, then given name.
    pub fn order(&self) -> [&str; 2] {
        [self.family_name.as_deref().unwrap_or_default(), self.given_name.as_deref().unwrap_or_default()]
    }
}

/// A person as the caller may see them in a programme.
pub fn shown(look: &Look, views: &House, person: PersonId, programme: &ProgrammeCode) -> PersonShown {
    let permitted = look.caller.may(Power::ReadPersonal, programme);
    let protected_too = look.caller.may(Power::ReadProtected, programme);
    PersonShown::of(views.people.get(person), person, permitted, protected_too)
}
