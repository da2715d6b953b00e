//! What Postgres sends in its binary forms, read where it lies.
//!
//! Source: PostgreSQL documentation, COPY, "Binary Format"; array_send in `src/backend/utils/adt/arrayfuncs.c`.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Signature, flags and extension length before the first row.
const HEADER_BYTES: usize = 19;
/// The moment that binary times count from: the year 2000.
const EPOCH_SECONDS: i64 = 946_684_800;
/// Most columns that are asked for.
const MOST_COLUMNS: usize = 9;

/// The rows of a `COPY … TO STDOUT (FORMAT binary)`.
pub(crate) struct Copied {
    bytes: Vec<u8>,
    columns: usize,
}

impl Copied {
    pub(crate) fn new(bytes: Vec<u8>, columns: usize) -> Self {
        Copied { bytes, columns: columns.min(MOST_COLUMNS) }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The rows in order. They end at the trailer, or where the bytes make no row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Fields<'_>> {
        let mut rest = self.bytes.get(HEADER_BYTES..).unwrap_or_default();
        std::iter::from_fn(move || {
            let count = u16::from_be_bytes(*rest.split_off(..2)?.first_chunk()?);
            if usize::from(count) != self.columns {
                return None;
            }
            let mut fields = [None; MOST_COLUMNS];
            for field in fields.iter_mut().take(self.columns) {
                let length = i32::from_be_bytes(*rest.split_off(..4)?.first_chunk()?);
                if let Ok(length) = usize::try_from(length) {
                    *field = Some(rest.split_off(..length)?);
                }
            }
            Some(Fields(fields))
        })
    }
}

/// The columns of a row; `None` stands for null.
pub(crate) struct Fields<'a>([Option<&'a [u8]>; MOST_COLUMNS]);

impl<'a> Fields<'a> {
    pub(crate) fn bytes(&self, column: usize) -> Option<&'a [u8]> {
        self.0.get(column).copied().flatten()
    }

    pub(crate) fn number(&self, column: usize) -> Option<i64> {
        self.bytes(column)?.try_into().ok().map(i64::from_be_bytes)
    }

    pub(crate) fn text(&self, column: usize) -> Option<&'a str> {
        std::str::from_utf8(self.bytes(column)?).ok()
    }

    pub(crate) fn uuid(&self, column: usize) -> Option<Uuid> {
        Uuid::from_slice(self.bytes(column)?).ok()
    }

    pub(crate) fn moment(&self, column: usize) -> Option<DateTime<Utc>> {
        let since = TimeDelta::microseconds(self.number(column)?);
        DateTime::from_timestamp(EPOCH_SECONDS, 0)?.checked_add_signed(since)
    }
}

/// An array of 8-byte numbers without nulls.
#[derive(Clone, Copy, Default)]
pub(crate) struct Numbers<'a>(&'a [[u8; 12]]);

impl<'a> Numbers<'a> {
    /// Reads one dimension of elements, each its length and its eight bytes.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let (header, elements) = bytes.split_first_chunk::<20>()?;
        let (elements, rest) = elements.as_chunks::<12>();
        let whole = header[..8] == [0, 0, 0, 1, 0, 0, 0, 0] && rest.is_empty();
        whole.then_some(Numbers(elements))
    }

    pub(crate) fn iter(self) -> impl ExactSizeIterator<Item = i64> + 'a {
        self.0.iter().map(|[_, _, _, _, number @ ..]| i64::from_be_bytes(*number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &[Option<&[u8]>]) -> Vec<u8> {
        let mut bytes = (fields.len() as u16).to_be_bytes().to_vec();
        for field in fields {
            bytes.extend(field.map_or(-1, |field| field.len() as i32).to_be_bytes());
            bytes.extend(field.unwrap_or_default());
        }
        bytes
    }

    #[test]
    fn rows_are_read_where_they_lie_up_to_the_trailer() {
        let mut bytes = vec![0; HEADER_BYTES];
        bytes.extend(row(&[Some(&7_i64.to_be_bytes()), None, Some("å".as_bytes())]));
        bytes.extend(row(&[Some(&1_000_000_i64.to_be_bytes()), Some(b""), Some(&[0xff])]));
        bytes.extend((-1_i16).to_be_bytes());
        let copied = Copied::new(bytes, 3);
        let rows: Vec<_> = copied.rows().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].number(0), rows[0].bytes(1), rows[0].text(2)), (Some(7), None, Some("å")));
        assert_eq!((rows[1].bytes(1), rows[1].text(2), rows[1].number(2)), (Some(&b""[..]), None, None));
        assert_eq!(rows[1].moment(0), DateTime::from_timestamp(EPOCH_SECONDS + 1, 0));
    }

    #[test]
    fn bytes_that_end_in_the_middle_of_a_row_make_no_row() {
        let mut bytes = vec![0; HEADER_BYTES];
        bytes.extend(row(&[Some(b"whole")]));
        bytes.extend(row(&[Some(b"cut off")]));
        bytes.truncate(bytes.len() - 1);
        assert_eq!(Copied::new(bytes, 1).rows().count(), 1);
        assert_eq!(Copied::new(Vec::new(), 1).rows().count(), 0);
    }

    #[test]
    fn numbers_with_nulls_or_in_more_dimensions_are_no_numbers() {
        let array = |dimensions: i32, nulls: i32| {
            let mut bytes = [dimensions, nulls, 20, 2, 1].map(i32::to_be_bytes).concat();
            for number in [3_i64, -4] {
                bytes.extend(8_i32.to_be_bytes());
                bytes.extend(number.to_be_bytes());
            }
            bytes
        };
        assert_eq!(Numbers::of(&array(1, 0)).unwrap().iter().collect::<Vec<_>>(), [3, -4]);
        assert!(Numbers::of(&array(1, 1)).is_none());
        assert!(Numbers::of(&array(2, 0)).is_none());
        assert!(Numbers::of(&array(1, 0)[..30]).is_none());
    }
}
