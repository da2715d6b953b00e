//! One type for each kind of id, so that none can be handed in for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The namespace of all ids derived from names (UUID version 5, RFC 9562 section 5.5).
const PARVIS: Uuid = Uuid::from_u128(0x7061_7276_6973_4000_8000_0000_0000_0001);

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that was made elsewhere.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The id that always belongs to these words, so that saying a thing twice names it once.
            pub fn named(words: &[&str]) -> Self {
                let mut name = String::from($kind);
                for word in words {
                    // A unit separator keeps ["ab", "c"] and ["a", "bc"] apart.
                    name.push('\u{1f}');
                    name.push_str(word);
                }
                Self(Uuid::new_v5(&PARVIS, name.as_bytes()))
            }

            /// The bare UUID, for storage.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(/// A training programme.
    ProgrammeId, "programme");
id!(/// One seminar of a programme.
    SeminarId, "seminar");
id!(/// One session (pass) of a seminar.
    SessionId, "session");
id!(/// A register: the programme's own, or that of one open meeting. Its bare id is the programme's or the seminar's.
    RegisterId, "register");
id!(/// An invitation to join an enrolment; a link holds nothing but this and a proof that we made it.
    InvitationId, "invitation");
id!(/// One enrolment: the unit that is admitted, queued and offered a place.
    EnrolmentId, "enrolment");
id!(/// A person, whatever addresses and roles they have.
    PersonId, "person");
id!(/// One observation of attendance, named by the device that made it.
    ObservationId, "observation");
id!(/// One certificate of attendance.
    CertificateId, "certificate");
id!(/// One letter to one person.
    LetterId, "letter");
id!(/// An evaluation, of a seminar or of the whole programme.
    EvaluationId, "evaluation");
id!(/// An account that rights are granted to.
    AccountId, "account");

#[cfg(test)]
mod tests {
    use super::{PersonId, ProgrammeId};

    #[test]
    fn a_name_gives_the_same_id_each_time_and_another_for_each_kind() {
        assert_eq!(PersonId::named(&["a"]), PersonId::named(&["a"]));
        assert_ne!(PersonId::named(&["a"]).uuid(), ProgrammeId::named(&["a"]).uuid());
        assert_ne!(PersonId::named(&["ab", "c"]), PersonId::named(&["a", "bc"]));
    }
}
