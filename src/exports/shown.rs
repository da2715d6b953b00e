//! What of a person leaves the house: the one place where exports mask.
//!
//! Sources: rules "Protected identity" and "Personal data can be destroyed, the log cannot".

use parvis_events::ids::PersonId;
use parvis_projections::people::PersonRow;

use super::Sight;

/// A person as lists show them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// What the organiser's own lists call the person, or empty.
    pub reference: String,
    /// Family name, or the word that stands in its place.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Title of the post.
    pub title: String,
    /// Address for letters.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Why nothing else is shown, if so.
    pub mask: Option<Mask>,
}

/// Why a person is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// Their identity is protected.
    Protected,
    /// They were erased.
    Erased,
    /// No person of this id was ever registered.
    Unknown,
}

impl Mask {
    /// The word in place of the name.
    const fn word(self) -> &'static str {
        match self {
            Self::Protected => "Skyddad",
            Self::Erased => "Raderad",
            Self::Unknown => "Okänd",
        }
    }
}

impl Shown {
    /// What is shown of a person. A title can give away who somebody is, so it goes with the name.
    pub fn of(person: Option<&PersonRow>, sight: Sight) -> Self {
        match person {
            None => Self::masked(Mask::Unknown),
            Some(row) if row.erased => Self::masked(Mask::Erased),
            Some(row) if row.protected && sight == Sight::Masked => Self::masked(Mask::Protected),
            Some(row) => Self {
                reference: row.reference.clone(),
                family_name: row.family_name.clone(),
                given_name: row.given_name.clone(),
                title: row.title.clone(),
                email: row.email.clone(),
                phone: row.phone.clone(),
                mask: None,
            },
        }
    }

    /// What lists call the person: the organiser's own word, or the system's id.
    pub fn called(&self, person: PersonId) -> String {
        if self.reference.is_empty() { person.to_string() } else { self.reference.clone() }
    }

    /// Given and family name, for columns that name somebody else.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name).trim().to_owned()
    }

    fn masked(mask: Mask) -> Self {
        Self { family_name: mask.word().to_owned(), mask: Some(mask), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mask, Shown, Sight};
    use parvis_events::ids::PersonId;
    use parvis_events::values::Language;
    use parvis_projections::people::PersonRow;

    fn anna() -> PersonRow {
        PersonRow {
            person: PersonId::named(&["anna"]),
            reference: "D-001".into(),
            given_name: "Anna".into(),
            family_name: "Ek".into(),
            title: "Kulturchef".into(),
            email: "anna.ek@kommun.example".into(),
            phone: "+46 70-174 06 06".into(),
            language: Language::Swedish,
            protected: false,
            erased: false,
        }
    }

    #[test]
    fn an_ordinary_person_is_shown_in_full() {
        let shown = Shown::of(Some(&anna()), Sight::Masked);
        assert_eq!(shown.full_name(), "Anna Ek");
        assert_eq!(shown.email, "anna.ek@kommun.example");
        assert_eq!(shown.mask, None);
    }

    #[test]
    fn of_a_protected_or_erased_person_only_a_word_is_shown() {
        for (protected, erased, word, mask) in [
            (true, false, "Skyddad", Mask::Protected),
            (false, true, "Raderad", Mask::Erased),
            (true, true, "Raderad", Mask::Erased),
        ] {
            let shown = Shown::of(Some(&PersonRow { protected, erased, ..anna() }), Sight::Masked);
            let expected = Shown { family_name: word.into(), mask: Some(mask), ..Shown::default() };
            assert_eq!(shown, expected);
            assert_eq!(shown.full_name(), word);
        }
        assert_eq!(Shown::of(None, Sight::Full).full_name(), "Okänd");
    }

    #[test]
    fn a_protected_person_is_shown_to_the_few_who_may_and_an_erased_one_to_nobody() {
        let seen = |protected, erased| {
            Shown::of(Some(&PersonRow { protected, erased, ..anna() }), Sight::Full).full_name()
        };
        assert_eq!([seen(true, false), seen(true, true)], ["Anna Ek", "Raderad"]);
    }
}
