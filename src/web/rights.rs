//! What a role may see and do: one table, which the pages obey and show at `/roller`.
//!
//! Staff have their role in a programme by a grant (stream `access-{person}`) or by the programme itself, which names
//! its coordinator and its council. A contact person and a member have theirs by an enrolment.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use parvis_events::access::Right;
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::values::ProgrammeCode;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, Status};

use super::failure::Failure;
use super::page::{Page, Reader, show};

/// A role somebody can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Takes part.
    Member,
    /// Answers for an enrolment.
    Contact,
    /// Has a role among staff.
    Staff(Right),
}

/// Something a page shows or does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    /// See an enrolment: where it stands, who is in it, what comes next.
    SeeEnrolment,
    /// Accept or decline a place that is offered.
    AnswerOffer,
    /// Send somebody in one's own place for a day.
    SendDeputy,
    /// Send somebody in the place of anybody in the enrolment.
    SendDeputyForOthers,
    /// Ask a colleague to join the enrolment, or enrol them.
    AddColleague,
    /// Let somebody else take one's own place for good.
    ReplaceOneself,
    /// Let somebody else take the place of anybody in the enrolment for good.
    ReplaceOthers,
    /// Let somebody else answer for the enrolment.
    ChangeContact,
    /// Answer the programme's questions, and say what one needs.
    AnswerQuestions,
    /// Leave the enrolment oneself.
    LeaveOneself,
    /// Withdraw the whole enrolment.
    WithdrawEnrolment,
    /// See everybody's enrolments in a programme, the queue and its reasons.
    SeeRegister,
    /// See the names of people whose identity is protected.
    SeeProtected,
    /// See who did what with an enrolment, a seminar or a certificate, and why.
    SeeHistory,
    /// Decide about enrolments: give, offer or refuse a place, grant exceptions, withdraw, enter what came on paper.
    DecideEnrolments,
    /// Set up a programme and change it.
    ShapeProgramme,
    /// See what letters say, and what became of them.
    SeeLetters,
    /// Send a letter again that did not arrive, or tick it off.
    SendLetters,
    /// See figures that name nobody.
    SeeFigures,
    /// See which certificates there are.
    SeeCertificates,
    /// Issue certificates and revoke them.
    Certify,
    /// Mark who has come to a session, and see who is expected.
    CheckIn,
    /// Declare a roll complete, and put right afterwards what stands on it.
    CloseRoll,
    /// Print sign-in sheets and codes, and take attendance out as files.
    TakeOutAttendance,
    /// Grant roles in a programme, and take them back.
    GrantRoles,
}

const COORDINATOR: Role = Role::Staff(Right::Coordinator);
const ORGANISER: Role = Role::Staff(Right::Organiser);
const HELPER: Role = Role::Staff(Right::CheckInHelper);
const COUNCIL: Role = Role::Staff(Right::CouncilMember);
const REGISTRAR: Role = Role::Staff(Right::Registrar);
const OFFICER: Role = Role::Staff(Right::DataProtectionOfficer);

/// The table: each deed and the roles that may do it.
const TABLE: &[(Deed, &[Role])] = &[
    (Deed::SeeEnrolment, &[Role::Member, Role::Contact]),
    (Deed::AnswerOffer, &[Role::Member, Role::Contact]),
    (Deed::SendDeputy, &[Role::Member, Role::Contact]),
    (Deed::SendDeputyForOthers, &[Role::Contact]),
    (Deed::AddColleague, &[Role::Member, Role::Contact]),
    (Deed::ReplaceOneself, &[Role::Member]),
    (Deed::ReplaceOthers, &[Role::Contact]),
    (Deed::ChangeContact, &[Role::Contact]),
    (Deed::AnswerQuestions, &[Role::Member, Role::Contact]),
    (Deed::LeaveOneself, &[Role::Member]),
    (Deed::WithdrawEnrolment, &[Role::Contact]),
    (Deed::SeeRegister, &[COORDINATOR, ORGANISER, COUNCIL, REGISTRAR, OFFICER]),
    (Deed::SeeProtected, &[COORDINATOR, REGISTRAR, OFFICER]),
    (Deed::SeeHistory, &[COORDINATOR, REGISTRAR, OFFICER]),
    (Deed::DecideEnrolments, &[COORDINATOR]),
    (Deed::ShapeProgramme, &[COORDINATOR]),
    (Deed::SeeLetters, &[COORDINATOR, REGISTRAR, OFFICER]),
    (Deed::SendLetters, &[COORDINATOR]),
    (Deed::SeeFigures, &[COORDINATOR, ORGANISER, COUNCIL, REGISTRAR, OFFICER]),
    (Deed::SeeCertificates, &[COORDINATOR, REGISTRAR, OFFICER]),
    (Deed::Certify, &[COORDINATOR]),
    (Deed::GrantRoles, &[COORDINATOR]),
    (Deed::CheckIn, &[COORDINATOR, ORGANISER, HELPER]),
    (Deed::CloseRoll, &[COORDINATOR, ORGANISER]),
    (Deed::TakeOutAttendance, &[COORDINATOR, ORGANISER]),
];

/// The columns of the page, in the order they are shown.
const ROLES: [Role; 8] =
    [Role::Member, Role::Contact, COORDINATOR, ORGANISER, COUNCIL, HELPER, REGISTRAR, OFFICER];

/// The roles somebody has, in one programme or enrolment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(BTreeSet<Role>);

impl Roles {
    /// Whether one of the roles may do a deed.
    pub(super) fn may(&self, deed: Deed) -> bool {
        TABLE.iter().any(|(found, roles)| *found == deed && roles.iter().any(|role| self.0.contains(role)))
    }

    /// The roles somebody has among the staff of a programme.
    pub(super) fn staff(house: &House, person: PersonId, programme: ProgrammeId) -> Self {
        let granted = house.access.grants.of(person).filter(|row| row.programme == programme);
        let mut roles: BTreeSet<Role> = granted.map(|row| Role::Staff(row.role)).collect();
        roles.extend(named(house, person, programme));
        Self(roles)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The roles by an enrolment. Whoever left it has none.
    pub(super) fn by_enrolment(house: &House, enrolment: &EnrolmentRow, person: PersonId) -> Self {
        let mut roles = BTreeSet::new();
        if enrolment.contact == person {
            roles.insert(Role::Contact);
        }
        let row = house.register.participants.get(&(enrolment.enrolment, person));
        let gone = |status| matches!(status, Status::Withdrawn | Status::LateWithdrawal | Status::Replaced);
        // Of an enrolment that was withdrawn as a whole, its members may still see that it was.
        if row.is_some_and(|row| !gone(row.status) || row.status == enrolment.status) {
            roles.insert(Role::Member);
        }
        Self(roles)
    }
}

/// A programme somebody works with, and what they may do there.
pub(super) struct Work<'a> {
    /// The programme.
    pub programme: &'a ProgrammeRow,
    /// The reader's roles in it.
    pub roles: Roles,
}

impl<'a> Work<'a> {
    /// The programme in an address, for a reader who may do something there.
    ///
    /// # Errors
    /// When there is no such programme, or the reader lacks the role.
    pub(super) fn at(house: &'a House, code: &str, reader: &Reader, deed: Deed) -> Result<Self, Failure> {
        let code: ProgrammeCode = code.parse().map_err(|_| Failure::NotFound)?;
        let programme = house.programmes.coded(&code).ok_or(Failure::NotFound)?;
        let roles = Roles::staff(house, reader.person, programme.programme);
        if roles.may(deed) { Ok(Self { programme, roles }) } else { Err(Failure::Forbidden) }
    }
}

impl Role {
    /// Its name as it stands in the keys of texts.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Contact => "contact",
            Self::Staff(Right::Coordinator) => "coordinator",
            Self::Staff(Right::Organiser) => "organiser",
            Self::Staff(Right::CouncilMember) => "council-member",
            Self::Staff(Right::CheckInHelper) => "check-in-helper",
            Self::Staff(Right::Registrar) => "registrar",
            Self::Staff(Right::DataProtectionOfficer) => "data-protection-officer",
        }
    }
}

impl Deed {
    /// Its name as it stands in the keys of texts.
    const fn name(self) -> &'static str {
        match self {
            Self::SeeEnrolment => "see-enrolment",
            Self::AnswerOffer => "answer-offer",
            Self::SendDeputy => "send-deputy",
            Self::SendDeputyForOthers => "send-deputy-for-others",
            Self::AddColleague => "add-colleague",
            Self::ReplaceOneself => "replace-oneself",
            Self::ReplaceOthers => "replace-others",
            Self::ChangeContact => "change-contact",
            Self::AnswerQuestions => "answer-questions",
            Self::LeaveOneself => "leave-oneself",
            Self::WithdrawEnrolment => "withdraw-enrolment",
            Self::SeeRegister => "see-register",
            Self::SeeProtected => "see-protected",
            Self::SeeHistory => "see-history",
            Self::DecideEnrolments => "decide-enrolments",
            Self::ShapeProgramme => "shape-programme",
            Self::SeeLetters => "see-letters",
            Self::SendLetters => "send-letters",
            Self::SeeFigures => "see-figures",
            Self::SeeCertificates => "see-certificates",
            Self::Certify => "certify",
            Self::CheckIn => "check-in",
            Self::CloseRoll => "close-roll",
            Self::TakeOutAttendance => "take-out-attendance",
            Self::GrantRoles => "grant-roles",
        }
    }
}

/// Whether somebody sees the register of any programme, and so has it among their own.
pub(super) fn works(house: &House, person: PersonId) -> bool {
    let mut programmes = house.programmes.programmes.rows();
    programmes.any(|row| Roles::staff(house, person, row.programme).may(Deed::SeeRegister))
}

/// The roles that a programme itself gives.
fn named(house: &House, person: PersonId, programme: ProgrammeId) -> BTreeSet<Role> {
    let mut roles = BTreeSet::new();
    let row = house.programmes.programmes.get(&(programme,));
    if row.is_some_and(|row| row.coordinator == person) {
        roles.insert(COORDINATOR);
    }
    if house.programmes.council.get(&(programme, person)).is_some() {
        roles.insert(COUNCIL);
    }
    roles
}

/// A deed with a mark for each role.
struct Line {
    deed: String,
    marks: Vec<(String, bool)>,
}

#[derive(Template)]
#[template(path = "roles.html")]
struct RolesPage {
    page: Page,
    roles: Vec<(String, String)>,
    lines: Vec<Line>,
}

/// `GET /roller`.
pub(super) async fn show_table(page: Page) -> Response {
    let name = |role: &Role| page.t(&format!("role-of-{}", role.name()));
    let lines = TABLE
        .iter()
        .map(|(deed, allowed)| Line {
            deed: page.t(&format!("deed-{}", deed.name())),
            marks: ROLES.iter().map(|role| (name(role), allowed.contains(role))).collect(),
        })
        .collect();
    let about = |role: &Role| page.t(&format!("role-of-{}-about", role.name()));
    let roles = ROLES.iter().map(|role| (name(role), about(role))).collect();
    show(&RolesPage { page, roles, lines })
}

#[cfg(test)]
mod tests {
    use super::{COORDINATOR, COUNCIL, Deed, ROLES, Role, Roles, TABLE};
    use parvis_words::{Language, try_text};

    #[test]
    fn every_role_and_deed_has_its_words() {
        for language in Language::ALL {
            for role in ROLES {
                for key in [format!("role-of-{}", role.name()), format!("role-of-{}-about", role.name())] {
                    assert!(try_text(language, &key, &[]).is_ok(), "{language:?} {key}");
                }
            }
            for (deed, _) in TABLE {
                let key = format!("deed-{}", deed.name());
                assert!(try_text(language, &key, &[]).is_ok(), "{language:?} {key}");
            }
        }
    }

    #[test]
    fn a_member_and_a_council_member_may_do_different_things() {
        let roles = |role: Role| Roles([role].into());
        assert!(roles(Role::Member).may(Deed::LeaveOneself));
        assert!(!roles(Role::Member).may(Deed::WithdrawEnrolment));
        assert!(roles(COUNCIL).may(Deed::SeeRegister) && !roles(COUNCIL).may(Deed::SeeProtected));
        assert!(roles(COORDINATOR).may(Deed::SeeProtected));
        assert!(!Roles::default().may(Deed::SeeRegister));
    }
}
