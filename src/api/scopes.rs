//! What a token may do: one table.
//!
//! A scope is a power, for one programme or for all: `read:KKN-2018`, `coordinate:*`. The same powers are the
//! yardstick for whoever comes in by the pages.

use std::fmt;
use std::str::FromStr;

use parvis_events::values::ProgrammeCode;

/// Something that a token may be trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Power {
    /// Programmes, figures and lists without anything personal.
    Read,
    /// Lists with names and addresses.
    ReadPersonal,
    /// Lists that also show people whose identity is protected.
    ReadProtected,
    /// Enrolling, and changing what one has enrolled.
    Enrol,
    /// Setting up programmes and deciding hard cases.
    Coordinate,
    /// Attendance.
    Organise,
    /// Certificates.
    Certify,
    /// Evaluations.
    Evaluate,
    /// Protected identities, erasure, disclosure.
    Registrar,
    /// Looking after the installation.
    Administer,
}

/// A row of the table: the power, its name, what it includes, and what it lets its holder do.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The power.
    pub power: Power,
    /// Its name in scopes.
    pub name: &'static str,
    /// Powers that come with it.
    pub includes: &'static [Power],
    /// What it lets its holder do, in English, for the documentation.
    pub may: &'static str,
}

/// Every power there is.
pub const TABLE: [Row; 10] = [
    Row {
        power: Power::Read,
        name: "read",
        includes: &[],
        may: "read programmes, seminars, figures and lists; people appear by id only",
    },
    Row {
        power: Power::ReadPersonal,
        name: "read-personal",
        includes: &[Power::Read],
        may: "also read names, titles, addresses and telephone numbers, export lists and hear of changes in full; \
              people whose identity is protected stay masked",
    },
    Row {
        power: Power::ReadProtected,
        name: "read-protected",
        includes: &[Power::Read, Power::ReadPersonal],
        may: "also read people whose identity is protected",
    },
    Row {
        power: Power::Enrol,
        name: "enrol",
        includes: &[],
        may: "register people; draft, submit, complete, change and withdraw enrolments, answer offers, name deputies",
    },
    Row {
        power: Power::Coordinate,
        name: "coordinate",
        includes: &[Power::Read, Power::Enrol],
        may: "plan, change, publish, close, copy and archive programmes, seminars and rules; grant dispensations and \
              decide by hand",
    },
    Row {
        power: Power::Organise,
        name: "organise",
        includes: &[Power::Read],
        may: "record and correct attendance, close rolls",
    },
    Row {
        power: Power::Certify,
        name: "certify",
        includes: &[Power::Read],
        may: "issue, revoke and reissue certificates, and read what they say",
    },
    Row {
        power: Power::Evaluate,
        name: "evaluate",
        includes: &[Power::Read],
        may: "read summaries of evaluations before they are approved, and approve them",
    },
    Row {
        power: Power::Registrar,
        name: "registrar",
        includes: &[Power::Read, Power::ReadPersonal, Power::ReadProtected],
        may: "protect identities, take down and decide wishes for erasure",
    },
    Row {
        power: Power::Administer,
        name: "administer",
        includes: &[],
        may: "read the program's metrics, and keep webhooks",
    },
];

impl Power {
    /// Its row in the table.
    pub fn row(self) -> &'static Row {
        // Every power has a row, which a test holds; the first gives the least.
        TABLE.iter().find(|row| row.power == self).unwrap_or(&TABLE[0])
    }

    /// Its name in scopes.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}

/// A power and where it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// What.
    pub power: Power,
    /// Where; absent means every programme.
    pub programme: Option<ProgrammeCode>,
}

/// A text that is no scope. The message says how one is written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{found:?} is no scope; write POWER:PROGRAMME such as read:KKN-2018, or POWER:* for every programme; \
     the powers are {}",
    names()
)]
pub struct NoScope {
    found: String,
}

fn names() -> String {
    TABLE.map(|row| row.name).join(", ")
}

impl Scope {
    /// Whether it lets its holder use a power in a programme; in `None`, in every programme.
    pub fn allows(&self, power: Power, programme: Option<&ProgrammeCode>) -> bool {
        let there = match (&self.programme, programme) {
            (None, _) => true,
            (Some(mine), Some(asked)) => mine == asked,
            (Some(_), None) => false,
        };
        there && (self.power == power || self.power.row().includes.contains(&power))
    }
}

impl FromStr for Scope {
    type Err = NoScope;

    fn from_str(text: &str) -> Result<Self, NoScope> {
        let wrong = || NoScope { found: text.to_owned() };
        let (name, programme) = text.split_once(':').unwrap_or((text, "*"));
        let power = TABLE.iter().find(|row| row.name == name).ok_or_else(wrong)?.power;
        let programme = if programme == "*" { None } else { Some(programme.parse().map_err(|_| wrong())?) };
        Ok(Self { power, programme })
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.programme {
            Some(programme) => write!(f, "{}:{programme}", self.power.name()),
            None => write!(f, "{}:*", self.power.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Power, Scope, TABLE};

    #[test]
    fn every_power_has_one_row_and_is_read_back_from_its_name() {
        for row in &TABLE {
            assert_eq!(
                TABLE.iter().filter(|other| other.power == row.power || other.name == row.name).count(),
                1
            );
            let scope: Scope = format!("{}:KKN-2018", row.name).parse().unwrap();
            assert_eq!((scope.power, scope.to_string()), (row.power, format!("{}:KKN-2018", row.name)));
            assert!(row.power.row().power == row.power);
        }
    }

    #[test]
    fn what_a_power_includes_includes_nothing_it_lacks_itself() {
        for row in &TABLE {
            for included in row.includes {
                assert!(
                    included.row().includes.iter().all(|inner| row.includes.contains(inner)),
                    "{}",
                    row.name
                );
            }
        }
    }

    #[test]
    fn a_scope_holds_in_its_programme_only() {
        let kkn = "KKN-2018".parse().unwrap();
        let other = "KKN-2014".parse().unwrap();
        let one: Scope = "read-personal:KKN-2018".parse().unwrap();
        assert!(one.allows(Power::Read, Some(&kkn)) && one.allows(Power::ReadPersonal, Some(&kkn)));
        assert!(!one.allows(Power::Read, Some(&other)) && !one.allows(Power::Read, None));
        assert!(!one.allows(Power::ReadProtected, Some(&kkn)) && !one.allows(Power::Enrol, Some(&kkn)));
        let all: Scope = "coordinate".parse().unwrap();
        assert!(all.allows(Power::Enrol, Some(&other)) && all.allows(Power::Coordinate, None));
        assert!("manage:KKN-2018".parse::<Scope>().is_err() && "read:kkn".parse::<Scope>().is_err());
    }
}
