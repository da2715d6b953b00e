//! What a row of a journal does to an enrolment that was handed in before.

use std::collections::BTreeSet;

use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::Member;
use parvis_events::register::{Command, Dispensation, HandDecision};

use super::answers::{ANSWER, QUESTION};
use super::people::PARTICULARS;
use super::sessions::sessions_named;
use super::{Entry, Journal};
use crate::import::problem::Findings;
use crate::import::table::{Cell, Row};

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Submit,
    Add,
    Replace,
    WithdrawMember,
    Withdraw,
    Dispense,
    Accept,
    Decline,
    NameDeputy,
    RemoveDeputy,
    ChangeContact,
    Answer,
    Need,
    Admit,
    Offer,
    Refuse,
}

const DEEDS: [(&str, Deed); 16] = [
    ("anmälan", Deed::Submit),
    ("komplettering", Deed::Add),
    ("byte", Deed::Replace),
    ("avbokning deltagare", Deed::WithdrawMember),
    ("avbokning", Deed::Withdraw),
    ("dispens", Deed::Dispense),
    ("tackar ja", Deed::Accept),
    ("tackar nej", Deed::Decline),
    ("ersättare", Deed::NameDeputy),
    ("ersättare återtas", Deed::RemoveDeputy),
    ("kontaktbyte", Deed::ChangeContact),
    ("svar", Deed::Answer),
    ("behov", Deed::Need),
    ("beslut plats", Deed::Admit),
    ("beslut erbjudande", Deed::Offer),
    ("beslut avslag", Deed::Refuse),
];

/// The remedy for an unknown deed.
pub(super) const KNOWN: &str = "use anmälan, komplettering, byte, avbokning deltagare, avbokning, dispens, \
     tackar ja, tackar nej, ersättare, ersättare återtas, kontaktbyte, svar, behov, beslut plats, beslut erbjudande or \
     beslut avslag";

/// What a row does, if it is known.
pub(super) fn of(row: &Row) -> Option<Deed> {
    let text = row.cell("Händelse").text.to_lowercase();
    DEEDS.iter().find(|(name, _)| *name == text).map(|(_, deed)| *deed)
}

impl Deed {
    /// The columns that mean something in such a row, beside time, event, enrolment, municipality and,
    /// wherever Deltagar-ID is among them, the person's particulars.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Submit | Self::Add => &["Deltagar-ID", "Roll"],
            Self::Replace => &["Deltagar-ID", "Roll", "Avser"],
            Self::WithdrawMember | Self::Dispense => &["Deltagar-ID", "Skäl"],
            Self::Withdraw | Self::Accept | Self::Decline => &[],
            Self::NameDeputy => &["Deltagar-ID", "Avser", "Pass"],
            Self::RemoveDeputy => &["Deltagar-ID", "Avser"],
            Self::ChangeContact => &["Deltagar-ID"],
            Self::Answer | Self::Need => &["Deltagar-ID", QUESTION, ANSWER],
            Self::Admit | Self::Offer | Self::Refuse => &["Skäl"],
        }
    }

    /// The columns by whose equal texts rows that follow each other are one action; none where each row is one.
    pub(super) fn together(self) -> &'static [&'static str] {
        match self {
            Self::Submit => &["Tidpunkt", "Händelse", "Anmälnings-ID"],
            Self::Answer | Self::Need => &["Tidpunkt", "Händelse", "Anmälnings-ID", "Deltagar-ID"],
            Self::Add
            | Self::Replace
            | Self::WithdrawMember
            | Self::Withdraw
            | Self::Dispense
            | Self::Accept
            | Self::Decline
            | Self::NameDeputy
            | Self::RemoveDeputy
            | Self::ChangeContact
            | Self::Admit
            | Self::Offer
            | Self::Refuse => &[],
        }
    }
}

/// Notes cells that mean nothing in a row of this kind: whoever filled them meant something else.
pub(super) fn check_empty(row: &Row, deed: Deed, findings: &mut Findings) {
    let columns = deed.columns();
    let person = columns.contains(&"Deltagar-ID");
    for column in
        PARTICULARS.iter().chain(&["Deltagar-ID", "Roll", "Avser", "Pass", "Skäl", QUESTION, ANSWER])
    {
        if !(columns.contains(column) || person && PARTICULARS.contains(column)) {
            row.cell(column).must_be_empty(findings, row.cell("Händelse").text);
        }
    }
}

impl Journal<'_> {
    /// The command of a row that is no submission.
    pub(super) fn deed(&mut self, entry: &Entry<'_>, deed: Deed) -> Option<Command> {
        let enrolment = self.entered(entry);
        match deed {
            Deed::Submit => None,
            Deed::Add => {
                let member = self.new_member(entry, None);
                Some(Command::AddMember { enrolment: enrolment?, member: member? })
            }
            Deed::Replace => {
                let about = entry.row.cell("Avser");
                let leaving = self.member(entry, about);
                let member = self.new_member(entry, Some(about.text));
                Some(Command::ReplaceMember { enrolment: enrolment?, leaving: leaving?, member: member? })
            }
            Deed::WithdrawMember => self.withdraw_member(entry, enrolment),
            Deed::Withdraw => Some(Command::Withdraw { enrolment: enrolment? }),
            Deed::Dispense => self.dispense(entry, enrolment),
            Deed::Accept => Some(Command::AcceptOffer { enrolment: enrolment? }),
            Deed::Decline => Some(Command::DeclineOffer { enrolment: enrolment? }),
            Deed::NameDeputy => self.name_deputy(entry, enrolment),
            Deed::RemoveDeputy => {
                let member = self.member(entry, entry.row.cell("Avser"));
                let deputy = self.people.person(entry.row, &mut self.findings);
                Some(Command::RemoveDeputy { enrolment: enrolment?, member: member?, deputy: deputy? })
            }
            Deed::ChangeContact => {
                let contact = self.people.person(entry.row, &mut self.findings);
                Some(Command::ChangeContact { enrolment: enrolment?, contact: contact? })
            }
            Deed::Answer => self.answers(entry, enrolment),
            Deed::Need => self.needs(entry, enrolment),
            Deed::Admit => self.decide(entry, enrolment, HandDecision::Admit),
            Deed::Offer => self.decide(entry, enrolment, HandDecision::Offer),
            Deed::Refuse => self.decide(entry, enrolment, HandDecision::Refuse),
        }
    }

    fn withdraw_member(&mut self, entry: &Entry<'_>, enrolment: Option<EnrolmentId>) -> Option<Command> {
        let id = entry.row.cell("Deltagar-ID");
        let known = self.people.person(entry.row, &mut self.findings);
        let person = known.and_then(|_| self.member(entry, id));
        self.leave(entry, id.text);
        let reason = Some(entry.row.cell("Skäl").text.to_owned()).filter(|text| !text.is_empty());
        Some(Command::WithdrawMember { enrolment: enrolment?, person: person?, reason })
    }

    fn dispense(&mut self, entry: &Entry<'_>, enrolment: Option<EnrolmentId>) -> Option<Command> {
        let (id, reason) = (entry.row.cell("Deltagar-ID"), entry.row.cell("Skäl"));
        let known = self.people.person(entry.row, &mut self.findings);
        let person = known.and_then(|_| self.member(entry, id));
        if reason.is_empty() {
            reason.note(&mut self.findings, "nothing is given", "say why the exception is granted");
        }
        let entered = self.enrolments.get(entry.reference.as_str());
        let kind = match entered.and_then(|entered| entered.members.get(id.text)) {
            Some(roles) if roles.len() > 1 => Dispensation::OnePersonAllRoles,
            Some(_) | None => Dispensation::RoleVacant,
        };
        let reason = reason.text.to_owned();
        let (enrolment, person, roles) = (enrolment?, person?, BTreeSet::new());
        Some(Command::GrantDispensation { enrolment, kind, person, roles, reason })
    }

    fn decide(
        &mut self,
        entry: &Entry<'_>,
        enrolment: Option<EnrolmentId>,
        decision: HandDecision,
    ) -> Option<Command> {
        let reason = entry.row.cell("Skäl");
        if reason.is_empty() {
            reason.note(&mut self.findings, "nothing is given", "say why it is decided by hand");
            return None;
        }
        Some(Command::DecideByHand { enrolment: enrolment?, decision, reason: reason.text.to_owned() })
    }

    fn name_deputy(&mut self, entry: &Entry<'_>, enrolment: Option<EnrolmentId>) -> Option<Command> {
        let member = self.member(entry, entry.row.cell("Avser"));
        let deputy = self.people.person(entry.row, &mut self.findings);
        let cell = entry.row.cell("Pass");
        let sessions = sessions_named(self.programme, cell.text);
        let sessions = sessions.map_err(|(fact, remedy)| cell.note(&mut self.findings, fact, remedy)).ok();
        let (enrolment, member, deputy) = (enrolment?, member?, deputy?);
        Some(Command::NameDeputy { enrolment, member, deputy, sessions: sessions? })
    }

    /// The person who joins, with the roles of the row; `leaving` goes at the same time.
    fn new_member(&mut self, entry: &Entry<'_>, leaving: Option<&str>) -> Option<Member> {
        let seat = self.people.seat(entry.row, &mut self.findings)?;
        if seat.contact || seat.roles.is_empty() {
            let remedy = "state a role of the programme";
            entry.row.cell("Roll").note(&mut self.findings, "is no role of a participant", remedy);
            return None;
        }
        if let Some(leaving) = leaving {
            self.leave(entry, leaving);
        }
        if let Some(entered) = self.enrolments.get_mut(entry.reference.as_str()) {
            entered.members.insert(entry.row.cell("Deltagar-ID").text.to_owned(), seat.roles.clone());
        }
        Some(Member { person: seat.person, roles: seat.roles })
    }

    fn leave(&mut self, entry: &Entry<'_>, id: &str) {
        if let Some(entered) = self.enrolments.get_mut(entry.reference.as_str()) {
            entered.members.remove(id);
        }
    }

    /// A member of the enrolment, named in a cell.
    fn member(&mut self, entry: &Entry<'_>, cell: Cell<'_>) -> Option<PersonId> {
        let person = self.people.known(cell, &mut self.findings)?;
        let entered = self.enrolments.get(entry.reference.as_str())?;
        if !entered.members.contains_key(cell.text) {
            let ids: Vec<&str> = entered.members.keys().map(String::as_str).collect();
            let fact = format!("is no member of enrolment {} at that time", entry.reference);
            cell.note(&mut self.findings, fact, format!("its members are {}", ids.join(", ")));
            return None;
        }
        Some(person)
    }
}
