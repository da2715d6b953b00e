//! What people have to do with programmes.

use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_projections::House;
use parvis_projections::programmes::CouncilRow;
use parvis_projections::register::{DeputyRow, EnrolmentRow, InvitationRow, ParticipantRow};
use serde::Serialize;
use utoipa::ToSchema;

/// As what somebody has to do with a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Capacity {
    /// Takes part, or did.
    Member,
    /// Answers for an enrolment.
    Contact,
    /// Attends in a member's place.
    Deputy,
    /// Was asked to join.
    Invited,
    /// Sits on the programme council.
    Council,
    /// Is whom participants turn to.
    Coordinator,
    /// Signs the certificates.
    Signatory,
}

/// That somebody has to do with a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    /// Who.
    pub person: PersonId,
    /// With what.
    pub programme: ProgrammeId,
    /// As what.
    pub capacity: Capacity,
}

/// Everything that ties anybody to a programme; some of it several times.
pub(super) fn ties(house: &House) -> impl Iterator<Item = Tie> {
    let register = &house.register;
    let members = register.participants.rows().map(member);
    let contacts = register.enrolments.rows().map(contact);
    let deputies = register.deputies.rows().map(deputy);
    let invited = register.invitations.rows().map(invited);
    let council = house.programmes.council.rows().map(council);
    members.chain(contacts).chain(deputies).chain(invited).chain(council).chain(leading(house))
}

/// The same of one person, without looking at everybody.
pub(super) fn ties_of(house: &House, person: PersonId) -> impl Iterator<Item = Tie> {
    let register = &house.register;
    let members = register.participants.of(person).map(member);
    let contacts = register.enrolments.of(person).map(contact);
    let deputies = register.deputies.of(person).map(deputy);
    let invited = register.invitations.of(person).map(invited);
    let council = house.programmes.council.of(person).map(council);
    let leading = leading(house).filter(move |tie| tie.person == person);
    members.chain(contacts).chain(deputies).chain(invited).chain(council).chain(leading)
}

/// Who leads programmes, of which there are few.
fn leading(house: &House) -> impl Iterator<Item = Tie> {
    house.programmes.programmes.rows().flat_map(|row| {
        let coordinator = tie(row.coordinator, row.programme, Capacity::Coordinator);
        let signatory = row.signatory.map(|person| tie(person, row.programme, Capacity::Signatory));
        [coordinator].into_iter().chain(signatory)
    })
}

const fn tie(person: PersonId, programme: ProgrammeId, capacity: Capacity) -> Tie {
    Tie { person, programme, capacity }
}

const fn member(row: &ParticipantRow) -> Tie {
    tie(row.person, row.programme, Capacity::Member)
}

const fn contact(row: &EnrolmentRow) -> Tie {
    tie(row.contact, row.programme, Capacity::Contact)
}

const fn deputy(row: &DeputyRow) -> Tie {
    tie(row.deputy, row.programme, Capacity::Deputy)
}

const fn invited(row: &InvitationRow) -> Tie {
    tie(row.person, row.programme, Capacity::Invited)
}

const fn council(row: &CouncilRow) -> Tie {
    tie(row.person, row.programme, Capacity::Council)
}
