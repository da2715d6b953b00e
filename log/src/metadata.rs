//! What can be said about a stream, and which of its events that hides.

use std::num::NonZeroU64;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Revision;

/// The event type of stream metadata.
pub(crate) const METADATA_KIND: &str = "$metadata";
/// The event type that ends a stream for good.
pub(crate) const TOMBSTONE_KIND: &str = "$streamDeleted";

/// Before every event: the first moment of the year 1, which Postgres can hold.
pub(crate) const BEGINNING: DateTime<Utc> = match DateTime::from_timestamp(-62_135_596_800, 0) {
    Some(moment) => moment,
    None => DateTime::UNIX_EPOCH,
};

/// What is said about a stream, in the stream `$$name`.
///
/// ```
/// # use parvis_log::StreamMetadata;
/// let metadata: StreamMetadata = serde_json::from_str(r#"{"$maxCount":3,"owner":"Malmö"}"#).unwrap();
/// assert_eq!(metadata.max_count.unwrap().get(), 3);
/// assert_eq!(metadata.own["owner"], "Malmö");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamMetadata {
    /// Only this many of the last events can be read.
    #[serde(rename = "$maxCount", default, skip_serializing_if = "Option::is_none")]
    pub max_count: Option<NonZeroU64>,
    /// Only events younger than this can be read.
    #[serde(rename = "$maxAge", default, skip_serializing_if = "Option::is_none")]
    pub max_age_seconds: Option<NonZeroU64>,
    /// Only events from this revision on can be read. 2^63−1 deletes the stream.
    #[serde(rename = "$tb", default, skip_serializing_if = "Option::is_none")]
    pub truncate_before: Option<Revision>,
    /// Who may do what, kept for the reader: the log itself does not know users.
    #[serde(rename = "$acl", default, skip_serializing_if = "Option::is_none")]
    pub acl: Option<serde_json::Value>,
    /// Keys of your own.
    #[serde(flatten)]
    pub own: serde_json::Map<String, serde_json::Value>,
}

impl StreamMetadata {
    /// The metadata of the last `$metadata` event. Bytes that are no metadata say nothing.
    pub(crate) fn stored(bytes: Option<&[u8]>) -> Self {
        bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default()
    }

    /// Whether the stream is deleted and may come back.
    pub fn is_deleted(&self) -> bool {
        self.truncate_before == Some(Revision::TOMBSTONE)
    }

    /// The first revision that can be read of a stream that ends at `last`, leaving age aside.
    pub fn first_readable(&self, last: Revision) -> Revision {
        let truncated = self.truncate_before.unwrap_or_default();
        let counted = self.max_count.map_or(0, |count| {
            last.get().saturating_add(1).saturating_sub(i64::try_from(count.get()).unwrap_or(i64::MAX))
        });
        truncated.max(Revision::new(counted))
    }

    /// The moment before which events cannot be read any more.
    pub fn oldest_readable(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.max_age_seconds
            .and_then(|seconds| TimeDelta::try_seconds(i64::try_from(seconds.get()).ok()?))
            .and_then(|age| now.checked_sub_signed(age))
            .unwrap_or(BEGINNING)
            .max(BEGINNING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_written_with_the_keys_others_know() {
        let metadata = StreamMetadata {
            max_count: NonZeroU64::new(5),
            truncate_before: Some(Revision::TOMBSTONE),
            ..StreamMetadata::default()
        };
        let text = serde_json::to_string(&metadata).unwrap();
        assert_eq!(text, r#"{"$maxCount":5,"$tb":9223372036854775807}"#);
        assert_eq!(StreamMetadata::stored(Some(text.as_bytes())), metadata);
    }

    #[test]
    fn count_and_truncation_hide_whichever_is_more() {
        let metadata = StreamMetadata {
            max_count: NonZeroU64::new(3),
            truncate_before: Some(Revision::new(5)),
            ..StreamMetadata::default()
        };
        assert_eq!(metadata.first_readable(Revision::new(20)), Revision::new(18));
        assert_eq!(metadata.first_readable(Revision::new(6)), Revision::new(5));
    }

    #[test]
    fn an_age_longer_than_time_hides_nothing() {
        let metadata =
            StreamMetadata { max_age_seconds: NonZeroU64::new(u64::MAX), ..StreamMetadata::default() };
        assert_eq!(metadata.oldest_readable(Utc::now()), BEGINNING);
    }
}
