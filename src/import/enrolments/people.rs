//! The people a journal tells of, and the roles they have.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::PersonId;
use parvis_events::participation::RoleName;
use parvis_events::personal::PersonDetails;
use parvis_events::programme::Plan;
use parvis_events::values::{EmailAddress, Line, PhoneNumber, RoleCode};

use crate::import::KnownPerson;
use crate::import::problem::Findings;
use crate::import::role_named;
use crate::import::table::{Cell, Row};

/// The word that marks a contact person in the column of roles.
const CONTACT: &str = "kontakt";

/// The columns that say who somebody is.
pub(super) const PARTICULARS: [&str; 5] = ["Efternamn", "Förnamn", "Befattning", "E-post", "Telefon"];

/// Everybody the journal has introduced so far.
pub(super) struct People<'a> {
    plan: &'a Plan,
    roles: &'a [RoleName],
    by_id: BTreeMap<String, (PersonDetails, usize)>,
    changed: Vec<KnownPerson>,
}

/// Somebody in an enrolment.
pub(super) struct Seat {
    pub person: PersonId,
    /// Roles in the programme; empty for a contact who does not take part.
    pub roles: BTreeSet<RoleCode>,
    pub contact: bool,
}

impl<'a> People<'a> {
    pub(super) fn new(plan: &'a Plan, roles: &'a [RoleName]) -> Self {
        Self { plan, roles, by_id: BTreeMap::new(), changed: Vec::new() }
    }

    /// Whoever is new or changed since this was last asked.
    pub(super) fn take_changed(&mut self) -> Vec<KnownPerson> {
        std::mem::take(&mut self.changed)
    }

    /// A person and what they do in the enrolment.
    pub(super) fn seat(&mut self, row: &Row, findings: &mut Findings) -> Option<Seat> {
        let person = self.person(row, findings);
        let cell = row.cell("Roll");
        let (mut roles, mut contact, mut known) = (BTreeSet::new(), false, true);
        for word in cell.text.split('+').map(str::trim) {
            match role_named(self.roles, word) {
                Some(role) => {
                    roles.insert(role);
                }
                None if word.to_lowercase() == CONTACT => contact = true,
                None => {
                    let names: Vec<&str> = self.roles.iter().map(|role| role.name.as_str()).collect();
                    let fact = if cell.is_empty() {
                        "nothing is given".to_owned()
                    } else {
                        format!("names no role of the programme: {word:?}")
                    };
                    cell.note(findings, fact, format!("use {} or {CONTACT}, joined by +", names.join(", ")));
                    known = false;
                }
            }
        }
        known.then_some(Seat { person: person?, roles, contact })
    }

    /// The person of a row. Particulars are needed the first time and may be left out later.
    pub(super) fn person(&mut self, row: &Row, findings: &mut Findings) -> Option<PersonId> {
        let id: Line = row.cell("Deltagar-ID").value(findings)?;
        if PARTICULARS.iter().all(|column| row.cell(column).is_empty()) {
            return self.known(row.cell("Deltagar-ID"), findings);
        }
        let family: Option<Line> = row.cell("Efternamn").value(findings);
        let given: Option<Line> = row.cell("Förnamn").value(findings);
        let title: Option<Line> = row.cell("Befattning").value(findings);
        let email: Option<EmailAddress> = row.cell("E-post").value(findings);
        let phone = row.cell("Telefon");
        let phone: Option<PhoneNumber> = if phone.is_empty() { None } else { phone.value(findings) };
        let details = PersonDetails {
            reference: id.as_str().to_owned(),
            given_name: given?.into(),
            family_name: family?.into(),
            title: title?.into(),
            email: email?.into(),
            phone: phone.map_or_else(String::new, Into::into),
        };
        let person = self.named(id.as_str());
        self.remember(row, details, findings)?;
        Some(person)
    }

    fn remember(&mut self, row: &Row, details: PersonDetails, findings: &mut Findings) -> Option<()> {
        let id = row.cell("Deltagar-ID");
        if let Some((known, line)) = self.by_id.get(id.text) {
            if *known == details {
                return Some(());
            }
            // Somebody may marry or move on; another given and family name is another person.
            if known.given_name != details.given_name && known.family_name != details.family_name {
                let fact = format!("is somebody else on line {line}");
                id.note(findings, fact, "give each person an id of their own");
                return None;
            }
        }
        let language = self.plan.languages.first().copied().unwrap_or_default();
        self.changed.push(KnownPerson { person: self.named(id.text), details: details.clone(), language });
        self.by_id.insert(id.text.to_owned(), (details, row.line));
        Some(())
    }

    /// Somebody the journal introduced before, named in a cell.
    pub(super) fn known(&self, cell: Cell<'_>, findings: &mut Findings) -> Option<PersonId> {
        if self.by_id.contains_key(cell.text) {
            return Some(self.named(cell.text));
        }
        let fact = if cell.is_empty() { "nothing is given" } else { "has not appeared before" };
        let remedy = "correct the id, or give name, title and address where the person first appears";
        cell.note(findings, fact, remedy);
        None
    }

    fn named(&self, id: &str) -> PersonId {
        PersonId::named(&[self.plan.code.as_str(), id])
    }
}
