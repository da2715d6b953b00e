//! Who is who: the one place where names and addresses stand in clear, and vanish on erasure.

use parvis_events::codec::Fact;
use parvis_events::ids::PersonId;
use parvis_events::person::Event;
use parvis_events::values::Language;

use crate::Envelope;
use crate::table::{AnyCase, row, view};

row! {
    /// A person as far as they are known.
    PersonRow in "people", key [person: PersonId], links [email: AnyCase], of_programme false {
        /// Who.
        person: PersonId,
        /// What the organiser's own lists call the person; empty after erasure, or where they call them nothing.
        reference: String,
        /// Given name; empty after erasure.
        given_name: String,
        /// Family name; empty after erasure.
        family_name: String,
        /// Title of the post.
        title: String,
        /// Address for letters; empty after erasure.
        email: String,
        /// Telephone, or empty.
        phone: String,
        /// Language of their letters.
        language: Language,
        /// Whether their identity is protected.
        protected: bool,
        /// Whether they were erased.
        erased: bool,
    }
}

view! {
    /// Who is who.
    People, "people", "Who is this person, and where do letters go?" {
        /// Everyone known.
        people: PersonRow,
    }
}

impl People {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Person(event) = &envelope.fact else { return };
        let stream = PersonId::new(envelope.stream_id);
        match event {
            Event::Registered { person, details, language }
            | Event::ContactChanged { person, details, language } => {
                let protected = self.people.get(&(*person,)).is_some_and(|row| row.protected);
                let clear = details.clear();
                let text = |pick: fn(&parvis_events::personal::PersonDetails) -> &String| {
                    clear.map(pick).cloned().unwrap_or_default()
                };
                self.people.put(PersonRow {
                    person: *person,
                    reference: text(|d| &d.reference),
                    given_name: text(|d| &d.given_name),
                    family_name: text(|d| &d.family_name),
                    title: text(|d| &d.title),
                    email: text(|d| &d.email),
                    phone: text(|d| &d.phone),
                    language: *language,
                    protected,
                    erased: clear.is_none(),
                });
            }
            Event::ProtectedIdentitySet => self.people.update(&(stream,), |row| row.protected = true),
            Event::ProtectedIdentityLifted => self.people.update(&(stream,), |row| row.protected = false),
            Event::ErasureRequested | Event::ErasureDecided { .. } => {}
            Event::Erased => self.people.update(&(stream,), |row| {
                row.erased = true;
                for field in [
                    &mut row.reference,
                    &mut row.given_name,
                    &mut row.family_name,
                    &mut row.title,
                    &mut row.email,
                    &mut row.phone,
                ] {
                    field.clear();
                }
            }),
        }
    }

    /// The person, if known.
    pub fn get(&self, person: PersonId) -> Option<&PersonRow> {
        self.people.get(&(person,))
    }

    /// Everybody whose letters go to this address; two people may share one. Nobody who was erased.
    pub fn written_to(&self, email: &str) -> impl Iterator<Item = &PersonRow> {
        let email = email.to_lowercase();
        // An address that is found by its fingerprint is looked at all the same.
        self.people
            .of(AnyCase::of(&email))
            .filter(move |row| !row.erased && row.email.to_lowercase() == email)
    }

    /// Somebody who is known by just this name and address.
    ///
    /// Source: rule "Same address, two people": the address alone says nothing.
    pub fn known_as(&self, email: &str, given_name: &str, family_name: &str) -> Option<&PersonRow> {
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        self.written_to(email)
            .find(|row| same(&row.given_name, given_name) && same(&row.family_name, family_name))
    }
}
