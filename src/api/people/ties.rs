//! What people have to do with programmes.

use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_projections::House;
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

/// Everything that ties somebody to a programme; some of it several times.
pub(super) fn ties(house: &House) -> impl Iterator<Item = Tie> {
    let tie = |capacity| move |(person, programme)| Tie { person, programme, capacity };
    let (register, programmes) = (&house.register, &house.programmes);
    let members = register.participants.rows().map(|row| (row.person, row.programme));
    let contacts = register.enrolments.rows().map(|row| (row.contact, row.programme));
    let deputies = register.deputies.rows().map(|row| (row.deputy, row.programme));
    let invited = register.invitations.rows().map(|row| (row.person, row.programme));
    let council = programmes.council.rows().map(|row| (row.person, row.programme));
    let coordinators = programmes.programmes.rows().map(|row| (row.coordinator, row.programme));
    let signatories = programmes.programmes.rows().filter_map(|row| Some((row.signatory?, row.programme)));
    members
        .map(tie(Capacity::Member))
        .chain(contacts.map(tie(Capacity::Contact)))
        .chain(deputies.map(tie(Capacity::Deputy)))
        .chain(invited.map(tie(Capacity::Invited)))
        .chain(council.map(tie(Capacity::Council)))
        .chain(coordinators.map(tie(Capacity::Coordinator)))
        .chain(signatories.map(tie(Capacity::Signatory)))
}
