//! Who may take part, as data: pairs, teams, individuals, or whoever signs up for a meeting.
//!
//! Source: rule "Pair". For the case at hand a municipality sends its culture manager together with
//! its business or tourism manager; other programmes are other values of the same type.

mod questions;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::questions::{Answer, Answers, Asked, EnrolmentQuestion, Needs, QuestionKind, RequiredBefore};

use crate::ids::PersonId;
use crate::values::{Line, RoleCode};

/// A role of the programme and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleName {
    /// The code, as in files.
    pub code: RoleCode,
    /// What people call it, in the programme's language ("Kulturchef").
    pub name: Line,
}

/// A role that must be filled, and the roles that fill it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// What the requirement is called on lists ("culture", "development").
    pub name: RoleCode,
    /// The roles that fill it; equivalents are listed here.
    pub any_of: Vec<RoleCode>,
}

/// What one enrolment must consist of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ParticipationRule {
    /// Each requirement is filled by another person, all of the same municipality.
    Pair {
        /// At least two.
        requirements: Vec<Requirement>,
    },
    /// Between `min` and `max` people of the same municipality.
    Team {
        /// Fewest members.
        min: u8,
        /// Most members.
        max: u8,
    },
    /// One person.
    Individual,
    /// One person at a time, meeting by meeting: each seminar has a register of its own.
    OpenMeeting,
}

/// Somebody taking part, with the roles they hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Their roles in the programme; more than one needs a dispensation.
    pub roles: BTreeSet<RoleCode>,
}

/// What an enrolment lacks of what the rule asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lack {
    /// The requirements that nobody fills, in the rule's order.
    pub roles: Vec<RoleCode>,
    /// How many more people it takes, at the least. One person who holds both roles of a pair leaves no role
    /// empty and is one too few.
    pub people: u32,
}

impl ParticipationRule {
    /// Its kind's name in files.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Pair { .. } => "pair",
            Self::Team { .. } => "team",
            Self::Individual => "individual",
            Self::OpenMeeting => "open-meeting",
        }
    }

    /// The most people one place seats.
    pub fn seats_per_place(&self) -> u32 {
        match self {
            Self::Pair { requirements } => u32::try_from(requirements.len()).unwrap_or(u32::MAX),
            Self::Team { max, .. } => u32::from(*max),
            Self::Individual | Self::OpenMeeting => 1,
        }
    }

    /// Whether one municipality may have one enrolment only.
    pub fn one_per_municipality(&self) -> bool {
        match self {
            Self::Pair { .. } | Self::Team { .. } => true,
            Self::Individual | Self::OpenMeeting => false,
        }
    }

    /// Whether these members fill all that must be filled, each requirement by another person.
    pub fn complete(&self, members: &[Member]) -> bool {
        self.lack(members).people == 0
    }

    /// What these members lack of what must be filled.
    pub fn lack(&self, members: &[Member]) -> Lack {
        let less =
            |wanted: usize, there: usize| u32::try_from(wanted.saturating_sub(there)).unwrap_or(u32::MAX);
        match self {
            Self::Pair { requirements } => {
                let people: Vec<&Member> = members.iter().collect();
                let nobody = |one: &&Requirement| !members.iter().any(|member| one.filled_by(member));
                Lack {
                    roles: requirements.iter().filter(nobody).map(|one| one.name.clone()).collect(),
                    people: less(requirements.len(), most_filled(requirements, &people)),
                }
            }
            Self::Team { min, .. } => Lack { roles: vec![], people: less((*min).into(), members.len()) },
            Self::Individual | Self::OpenMeeting => Lack { roles: vec![], people: less(1, members.len()) },
        }
    }

    /// The requirement a role counts towards, if the rule has requirements.
    pub fn requirement_of(&self, role: &RoleCode) -> Option<&Requirement> {
        match self {
            Self::Pair { requirements } => requirements.iter().find(|r| r.any_of.contains(role)),
            Self::Team { .. } | Self::Individual | Self::OpenMeeting => None,
        }
    }
}

impl Requirement {
    /// Whether one of the member's roles fills it.
    pub fn filled_by(&self, member: &Member) -> bool {
        self.any_of.iter().any(|role| member.roles.contains(role))
    }
}

/// How many requirements can have a person of their own, at the most; the lists are a handful long.
fn most_filled(requirements: &[Requirement], people: &[&Member]) -> usize {
    let Some((first, rest)) = requirements.split_first() else { return 0 };
    let filled = people.iter().enumerate().filter(|(_, member)| first.filled_by(member)).map(|(at, _)| {
        let mut others = people.to_vec();
        others.remove(at);
        1 + most_filled(rest, &others)
    });
    filled.chain([most_filled(rest, people)]).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Lack, Member, ParticipationRule, Requirement};
    use crate::ids::PersonId;

    fn kkn() -> ParticipationRule {
        let role = |text: &str| text.parse().unwrap();
        ParticipationRule::Pair {
            requirements: vec![
                Requirement { name: role("culture"), any_of: vec![role("culture")] },
                Requirement { name: role("development"), any_of: vec![role("business"), role("tourism")] },
            ],
        }
    }

    fn member(name: &str, roles: &[&str]) -> Member {
        Member {
            person: PersonId::named(&[name]),
            roles: roles.iter().map(|role| role.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn a_culture_manager_and_a_tourism_manager_are_a_pair() {
        assert!(kkn().complete(&[member("a", &["culture"]), member("b", &["tourism"])]));
        assert!(kkn().complete(&[member("b", &["business"]), member("a", &["culture"])]));
    }

    #[test]
    fn one_person_with_both_roles_is_no_pair_though_no_role_is_missing() {
        let both = [member("a", &["culture", "business"])];
        assert_eq!(kkn().lack(&both), Lack { roles: vec![], people: 1 });
    }

    #[test]
    fn two_people_of_the_same_role_are_no_pair() {
        let two = [member("a", &["business"]), member("b", &["tourism"])];
        assert_eq!(kkn().lack(&two), Lack { roles: vec!["culture".parse().unwrap()], people: 1 });
    }

    #[test]
    fn nobody_lacks_both_and_whoever_holds_both_leaves_the_other_role_to_the_other() {
        let roles = ["culture", "development"].map(|role| role.parse().unwrap()).to_vec();
        assert_eq!(kkn().lack(&[]), Lack { roles, people: 2 });
        let both = member("a", &["culture", "business"]);
        for other in ["culture", "tourism"] {
            assert_eq!(kkn().lack(&[both.clone(), member("b", &[other])]), Lack::default());
        }
    }

    #[test]
    fn a_team_lacks_those_up_to_its_fewest() {
        let team = ParticipationRule::Team { min: 3, max: 5 };
        let people: Vec<Member> = ["a", "b", "c", "d"].map(|name| member(name, &["culture"])).to_vec();
        let lacking = |count: usize| team.lack(&people[..count]).people;
        assert_eq!([0, 1, 2, 3, 4].map(lacking), [3, 2, 1, 0, 0]);
    }
}
