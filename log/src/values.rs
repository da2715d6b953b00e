//! The small values of the log: positions, revisions, stream names, content types.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Longest stream name, in bytes of UTF-8.
pub const MAX_STREAM_NAME_BYTES: usize = 512;
/// Longest event type, in bytes of UTF-8.
pub const MAX_KIND_BYTES: usize = 256;
/// Longest content type, in bytes.
pub const MAX_CONTENT_TYPE_BYTES: usize = 128;
/// Prefix of the stream that holds another stream's metadata.
pub(crate) const METASTREAM_PREFIX: &str = "$$";

/// Where an event stands in the whole log.
///
/// Positions are contiguous from 1 and in commit order. [`Position::START`] is 0 and stands before
/// the first event, so it is also the checkpoint of a reader that has seen nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(i64);

impl Position {
    /// Before the first event.
    pub const START: Position = Position(0);
    /// After every event there can be: read backwards from here to begin at the end.
    pub const END: Position = Position(i64::MAX);

    /// The position with this number. Negative numbers become [`Position::START`].
    pub const fn new(number: i64) -> Self {
        Position(if number < 0 { 0 } else { number })
    }

    /// The number: 0 before the first event, then 1, 2, 3 …
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The position right after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Position(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Position {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Position::new)
    }
}

/// Where an event stands in its stream: 0, 1, 2 … without gaps.
///
/// The one exception is [`Revision::TOMBSTONE`], 2^63−1, which ends a stream for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(i64);

impl Revision {
    /// The first event of a stream.
    pub const FIRST: Revision = Revision(0);
    /// The revision of the event that ends a stream for good.
    pub const TOMBSTONE: Revision = Revision(i64::MAX);

    /// The revision with this number. Negative numbers become [`Revision::FIRST`].
    pub const fn new(number: i64) -> Self {
        Revision(if number < 0 { 0 } else { number })
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The revision right after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Revision(self.0.saturating_add(1))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The name of a stream, cheap to clone: 1 to [`MAX_STREAM_NAME_BYTES`] bytes of UTF-8 without NUL.
///
/// Names that begin with `$$` belong to the metadata of other streams: they can be read, and are
/// written by [`Log::set_stream_metadata`](crate::Log::set_stream_metadata) only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StreamName(Arc<str>);

/// Why a text is no stream name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StreamNameError {
    /// The name has no characters.
    #[error("a stream name cannot be empty")]
    Empty,
    /// The name is too long.
    #[error("a stream name is at most {MAX_STREAM_NAME_BYTES} bytes long, this one is {bytes}")]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Postgres cannot hold the character NUL in a text.
    #[error("a stream name cannot contain the character NUL")]
    Nul,
    /// `$$` alone, or the metadata of metadata.
    #[error("a name that begins with $$ must be followed by the name of an ordinary stream")]
    Metastream,
}

impl StreamName {
    /// Parses a stream name.
    ///
    /// # Errors
    /// Says what is wrong with the text; see [`StreamNameError`].
    pub fn parse(text: impl Into<String>) -> Result<Self, StreamNameError> {
        let text = text.into();
        if text.is_empty() {
            return Err(StreamNameError::Empty);
        }
        let prefix = if text.starts_with(METASTREAM_PREFIX) { METASTREAM_PREFIX.len() } else { 0 };
        if text.len() - prefix > MAX_STREAM_NAME_BYTES {
            return Err(StreamNameError::TooLong { bytes: text.len() });
        }
        if text.contains('\0') {
            return Err(StreamNameError::Nul);
        }
        if let Some(rest) = text.strip_prefix(METASTREAM_PREFIX)
            && (rest.is_empty() || rest.starts_with(METASTREAM_PREFIX))
        {
            return Err(StreamNameError::Metastream);
        }
        Ok(StreamName(text.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the first `-`: `programme` of `programme-17`. The whole name if there is none.
    pub fn category(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(before, _)| before)
    }

    /// Whether this stream holds another stream's metadata.
    pub fn is_metastream(&self) -> bool {
        self.0.starts_with(METASTREAM_PREFIX)
    }

    /// The stream whose metadata this stream holds, if it is a metastream.
    pub(crate) fn described(&self) -> Option<StreamName> {
        self.0.strip_prefix(METASTREAM_PREFIX).map(|name| StreamName(name.into()))
    }

    /// The stream that holds this stream's metadata. Its prefix does not count against the length.
    pub(crate) fn metastream(&self) -> StreamName {
        StreamName(format!("{METASTREAM_PREFIX}{}", self.0).into())
    }

    /// A name that was parsed before it was stored.
    pub(crate) fn stored(text: &str) -> Self {
        StreamName(text.into())
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<&str> for StreamName {
    type Error = StreamNameError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        StreamName::parse(text)
    }
}

impl TryFrom<String> for StreamName {
    type Error = StreamNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        StreamName::parse(text)
    }
}

impl FromStr for StreamName {
    type Err = StreamNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        StreamName::parse(text)
    }
}

impl From<StreamName> for String {
    fn from(name: StreamName) -> String {
        name.as_str().to_owned()
    }
}

/// What the bytes of an event are. The log never looks inside them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ContentType {
    /// `application/json`
    Json,
    /// `application/octet-stream`
    Binary,
    /// Any other media type, made by [`ContentType::parse`].
    Other(MediaType),
}

/// A media type that is neither JSON nor plain bytes: visible ASCII, at most [`MAX_CONTENT_TYPE_BYTES`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MediaType(String);

/// A text that is no content type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a content type is 1 to {MAX_CONTENT_TYPE_BYTES} characters of printable ASCII")]
pub struct ContentTypeError;

impl ContentType {
    const JSON: &'static str = "application/json";
    const BINARY: &'static str = "application/octet-stream";

    /// Parses a media type.
    ///
    /// # Errors
    /// When the text is empty, too long, or not printable ASCII.
    pub fn parse(text: &str) -> Result<Self, ContentTypeError> {
        match text {
            Self::JSON => Ok(ContentType::Json),
            Self::BINARY => Ok(ContentType::Binary),
            _ if text.is_empty()
                || text.len() > MAX_CONTENT_TYPE_BYTES
                || !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) =>
            {
                Err(ContentTypeError)
            }
            _ => Ok(ContentType::Other(MediaType(text.to_owned()))),
        }
    }

    /// The media type as text.
    pub fn as_str(&self) -> &str {
        match self {
            ContentType::Json => Self::JSON,
            ContentType::Binary => Self::BINARY,
            ContentType::Other(media_type) => &media_type.0,
        }
    }

    /// A content type that was parsed before it was stored.
    pub(crate) fn stored(text: &str) -> Self {
        ContentType::parse(text).unwrap_or_else(|_| ContentType::Other(MediaType(text.to_owned())))
    }
}

impl TryFrom<String> for ContentType {
    type Error = ContentTypeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        ContentType::parse(&text)
    }
}

impl From<ContentType> for String {
    fn from(content_type: ContentType) -> String {
        content_type.as_str().to_owned()
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_postgres_cannot_hold_is_refused_with_its_reason() {
        assert_eq!(StreamName::parse(""), Err(StreamNameError::Empty));
        assert_eq!(StreamName::parse("a\0b"), Err(StreamNameError::Nul));
        assert_eq!(StreamName::parse("å".repeat(257)), Err(StreamNameError::TooLong { bytes: 514 }));
        assert!(StreamName::parse("å".repeat(256)).is_ok());
        assert_eq!(StreamName::parse("$$"), Err(StreamNameError::Metastream));
        assert_eq!(StreamName::parse("$$$$a"), Err(StreamNameError::Metastream));
    }

    #[test]
    fn the_category_stands_before_the_first_hyphen() {
        let category = |text: &str| StreamName::parse(text).unwrap().category().to_owned();
        assert_eq!(category("programme-1-2"), "programme");
        assert_eq!(category("programme"), "programme");
        assert_eq!(category("-1"), "");
    }

    #[test]
    fn a_content_type_survives_being_stored() {
        for text in ["application/json", "application/octet-stream", "application/cbor; v=1"] {
            let parsed = ContentType::parse(text).unwrap();
            assert_eq!(ContentType::stored(parsed.as_str()), parsed);
            assert_eq!(parsed.as_str(), text);
        }
        assert!(ContentType::parse("").is_err());
        assert!(ContentType::parse("text/å").is_err());
        assert!(ContentType::parse("a\0").is_err());
    }
}
