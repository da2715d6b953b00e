//! Facts to bytes and back.
//!
//! The name of a case is its storage format: a literal beside the case, never derived from the
//! code's own names. Every stored event states its schema version; an older one is brought up to
//! date when it is read, so the rest of the program knows one version only.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};

use crate::personal::{HasPersonal, PersonalVisitor};
use crate::{
    access, attendance, certificates, evaluation, letter, person, programme, register, stream::Stream,
};

/// The schema version that is written today.
pub const SCHEMA: u16 = 1;

/// A fact of any stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Of a programme.
    Programme(programme::Event),
    /// Of a register.
    Register(register::Event),
    /// Of a roll.
    Attendance(attendance::Event),
    /// Of a programme's certificates.
    Certificates(certificates::Event),
    /// Of an evaluation.
    Evaluation(evaluation::Event),
    /// Of a person.
    Person(person::Event),
    /// Of a letter.
    Letter(letter::Event),
    /// Of an account.
    Access(access::Event),
}

/// A fact as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The type, such as `place-granted`.
    pub kind: String,
    /// The schema version of `data`.
    pub schema: u16,
    /// JSON (RFC 8259), UTF-8, keys in alphabetical order.
    pub data: Vec<u8>,
}

/// Why a fact cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// A personal field is not sealed.
    #[error("the event cannot be written")]
    Unwritable(#[source] serde_json::Error),
    /// The stream is of a kind this program does not know.
    #[error("streams of category {0:?} are not known")]
    UnknownCategory(String),
    /// The bytes do not hold what the type promises.
    #[error("an event of type {kind:?}, schema {schema}, cannot be read")]
    Unreadable {
        kind: String,
        schema: u16,
        #[source]
        source: serde_json::Error,
    },
    /// Written by a later release.
    #[error("an event of type {kind:?} has schema {schema}; this release reads up to {SCHEMA}")]
    TooNew { kind: String, schema: u16 },
}

/// An event that can be stored: each stream's.
pub trait Stored: Serialize + DeserializeOwned + HasPersonal + Clone + Into<Fact> {}

macro_rules! fact_of {
    ($($case:ident: $room:ident),+ $(,)?) => {
        $(
            impl From<$room::Event> for Fact {
                fn from(event: $room::Event) -> Self {
                    Self::$case(event)
                }
            }

            impl Stored for $room::Event {}
        )+

        impl HasPersonal for Fact {
            fn visit_personal<V: PersonalVisitor>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
                match self {
                    $(Self::$case(event) => event.visit_personal(visitor),)+
                }
            }
        }
    };
}

fact_of!(
    Programme: programme,
    Register: register,
    Attendance: attendance,
    Certificates: certificates,
    Evaluation: evaluation,
    Person: person,
    Letter: letter,
    Access: access,
);

/// Writes an event whose personal fields are sealed.
///
/// # Errors
/// `Unwritable` when a personal field is still clear.
pub fn encode<E: Stored>(event: &E) -> Result<Encoded, CodecError> {
    let mut value = serde_json::to_value(event).map_err(CodecError::Unwritable)?;
    // Whatever else is built with us may make `serde_json` keep the order of fields instead.
    value.sort_all_objects();
    let mut parts = match value {
        Value::Object(parts) => parts,
        other => Map::from_iter([("data".to_owned(), other)]),
    };
    let kind = parts.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    // A case without particulars is stored as an empty object, so that it can grow some.
    let data = parts.remove("data").unwrap_or_else(|| Value::Object(Map::new()));
    let data = serde_json::to_vec(&data).map_err(CodecError::Unwritable)?;
    Ok(Encoded { kind, schema: SCHEMA, data })
}

/// Reads one stream's event; personal fields stay sealed.
///
/// # Errors
/// When the bytes do not hold what the type promises, or a later release wrote them.
pub fn decode<E: Stored>(kind: &str, schema: u16, data: &[u8]) -> Result<E, CodecError> {
    if schema > SCHEMA {
        return Err(CodecError::TooNew { kind: kind.to_owned(), schema });
    }
    let unreadable = |source| CodecError::Unreadable { kind: kind.to_owned(), schema, source };
    let data: Value = serde_json::from_slice(data).map_err(unreadable)?;
    let data = upcast(kind, schema, data);
    match tagged(kind, Some(&data)) {
        Ok(event) => Ok(event),
        // An empty object is how a case without particulars is stored.
        Err(source) if data.as_object().is_some_and(Map::is_empty) => {
            tagged(kind, None).map_err(|_| unreadable(source))
        }
        Err(source) => Err(unreadable(source)),
    }
}

/// The case of this type. The type comes first: if the particulars came first, `serde` would set them
/// aside before it knows what they are, and would not find the numbers among the keys of a map again.
fn tagged<E: Stored>(kind: &str, data: Option<&Value>) -> Result<E, serde_json::Error> {
    let parts = [("type", Some(Value::from(kind))), ("data", data.cloned())];
    E::deserialize(MapDeserializer::new(
        parts.into_iter().filter_map(|(name, part)| part.map(|part| (name, part))),
    ))
}

/// Reads a fact by the category of its stream.
///
/// # Errors
/// As [`decode`], and for a category this program does not know.
pub fn decode_fact(category: &str, kind: &str, schema: u16, data: &[u8]) -> Result<Fact, CodecError> {
    Ok(match category {
        programme::Programme::CATEGORY => Fact::Programme(decode(kind, schema, data)?),
        register::Register::CATEGORY => Fact::Register(decode(kind, schema, data)?),
        attendance::Attendance::CATEGORY => Fact::Attendance(decode(kind, schema, data)?),
        certificates::Certificates::CATEGORY => Fact::Certificates(decode(kind, schema, data)?),
        evaluation::Evaluation::CATEGORY => Fact::Evaluation(decode(kind, schema, data)?),
        person::Person::CATEGORY => Fact::Person(decode(kind, schema, data)?),
        letter::Letters::CATEGORY => Fact::Letter(decode(kind, schema, data)?),
        access::Access::CATEGORY => Fact::Access(decode(kind, schema, data)?),
        other => return Err(CodecError::UnknownCategory(other.to_owned())),
    })
}

/// Brings the particulars of an older schema up to date, one version at a time.
///
/// Schema 1 is the first, so there is nothing to do yet; a new version adds its step here.
fn upcast(_kind: &str, _schema: u16, data: Value) -> Value {
    data
}
