//! Changes: facts as others may read them.
//!
//! A change says what happened, where and when, to whom by id, and never who that is: every sealed
//! field is left out, and so is what people wrote or named themselves. Changes have the positions of
//! the log, so a reader that remembers the last one misses nothing and gets nothing twice.

mod feed;
mod reading;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, SeminarId};
use parvis_events::values::ProgrammeCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

pub use self::feed::{Feed, FeedError, Page};
pub use self::reading::{Known, read};

/// Something that happened, without anything personal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Its place in the log, from 1. A later change has a higher one; some are left out, for not every reader sees all.
    pub position: i64,
    /// The id of the fact, the same each time it is told.
    pub id: Uuid,
    /// The stream the fact stands in, such as `register-{id}`.
    pub stream: String,
    /// Its place in the stream, from 0.
    pub revision: i64,
    /// What happened, such as `place-granted`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The programme it happened in. What happened to a person: all programmes the reader may see that they have to do with.
    pub programmes: BTreeSet<About>,
    /// The seminar it is about, if any.
    pub seminar: Option<SeminarId>,
    /// The enrolment it is about, if any.
    pub enrolment: Option<EnrolmentId>,
    /// The person it is about first of all, if any.
    pub person: Option<PersonId>,
    /// The instant it was decided for, UTC; absent when this release cannot read the fact.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it was recorded, UTC.
    pub recorded_at: DateTime<Utc>,
    /// What kind of actor did it: `job`, `policy`, `import`, `token`, `account` and the like; never which one.
    pub actor: Option<String>,
    /// One for all that follows from one request.
    pub correlation: Option<Uuid>,
    /// The particulars; absent when this release cannot read the fact.
    pub data: Option<Value>,
}

/// A programme that a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct About {
    /// Its id.
    pub id: ProgrammeId,
    /// Its code, by which people and scopes name it.
    pub code: Option<ProgrammeCode>,
}

/// Which changes somebody wants; an empty set wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Of the programmes with these codes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub programmes: BTreeSet<ProgrammeCode>,
    /// Of these types, such as `place-granted`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub types: BTreeSet<String>,
    /// In these streams, each named whole (`register-{id}`) or by its category (`register`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub streams: BTreeSet<String>,
}

/// Which programmes somebody may see the changes of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// All of them, and what happened in none.
    Everything,
    /// Those with these codes, and nothing that happened in none of them.
    Programmes(BTreeSet<ProgrammeCode>),
}

impl Change {
    /// The category of the stream, such as `register`.
    pub fn category(&self) -> &str {
        self.stream.split('-').next().unwrap_or_default()
    }
}

impl About {
    fn is_among(&self, codes: &BTreeSet<ProgrammeCode>) -> bool {
        self.code.as_ref().is_some_and(|code| codes.contains(code))
    }
}

impl Wanted {
    /// Whether a change is wanted.
    pub fn wants(&self, change: &Change) -> bool {
        let all = |set: &BTreeSet<String>| set.is_empty();
        (all(&self.types) || self.types.contains(&change.kind))
            && (all(&self.streams)
                || self.streams.contains(&change.stream)
                || self.streams.contains(change.category()))
            && (self.programmes.is_empty()
                || change.programmes.iter().any(|about| about.is_among(&self.programmes)))
    }
}

impl Reach {
    /// The change as it may be seen; absent when it may not be.
    ///
    /// Whoever sees some programmes only is not told in which others a person takes part.
    pub fn shown(&self, change: &Arc<Change>) -> Option<Arc<Change>> {
        let Self::Programmes(allowed) = self else { return Some(Arc::clone(change)) };
        let seen: BTreeSet<About> =
            change.programmes.iter().filter(|about| about.is_among(allowed)).cloned().collect();
        if seen.is_empty() {
            None
        } else if seen == change.programmes {
            Some(Arc::clone(change))
        } else {
            Some(Arc::new(Change { programmes: seen, ..Change::clone(change) }))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use chrono::DateTime;
    use parvis_events::ids::ProgrammeId;
    use parvis_events::values::ProgrammeCode;
    use uuid::Uuid;

    use super::{About, Change, Reach, Wanted};

    fn code(name: &str) -> ProgrammeCode {
        name.parse().unwrap()
    }

    fn about(name: &str) -> About {
        About { id: ProgrammeId::named(&[name]), code: Some(code(name)) }
    }

    fn change(stream: &str, kind: &str, programmes: &[&str]) -> Arc<Change> {
        Arc::new(Change {
            position: 1,
            id: Uuid::nil(),
            stream: stream.to_owned(),
            revision: 0,
            kind: kind.to_owned(),
            programmes: programmes.iter().map(|name| about(name)).collect(),
            seminar: None,
            enrolment: None,
            person: None,
            decided_at: None,
            recorded_at: DateTime::UNIX_EPOCH,
            actor: None,
            correlation: None,
            data: None,
        })
    }

    fn words(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn what_is_wanted_is_named_by_type_stream_category_and_programme() {
        let granted = change("register-1", "place-granted", &["A"]);
        let sent = change("letter-2", "letter-sent", &["B"]);
        let wanting = |wanted: Wanted| [wanted.wants(&granted), wanted.wants(&sent)];
        assert_eq!(wanting(Wanted::default()), [true, true]);
        assert_eq!(wanting(Wanted { types: words(&["letter-sent"]), ..Wanted::default() }), [false, true]);
        assert_eq!(wanting(Wanted { streams: words(&["register"]), ..Wanted::default() }), [true, false]);
        assert_eq!(wanting(Wanted { streams: words(&["letter-2"]), ..Wanted::default() }), [false, true]);
        assert_eq!(wanting(Wanted { streams: words(&["reg"]), ..Wanted::default() }), [false, false]);
        let of_a = BTreeSet::from([code("A")]);
        assert_eq!(wanting(Wanted { programmes: of_a, ..Wanted::default() }), [true, false]);
    }

    #[test]
    fn whoever_sees_one_programme_is_told_of_no_other() {
        let both = change("person-1", "person-registered", &["A", "B"]);
        let none = change("person-2", "person-registered", &[]);
        let of_a = Reach::Programmes(BTreeSet::from([code("A")]));
        assert_eq!(of_a.shown(&both).unwrap().programmes, BTreeSet::from([about("A")]));
        assert_eq!(of_a.shown(&none), None);
        assert_eq!(Reach::Programmes(BTreeSet::new()).shown(&both), None);
        assert_eq!(Reach::Everything.shown(&both), Some(both));
        assert_eq!(Reach::Everything.shown(&none), Some(none));
    }
}
