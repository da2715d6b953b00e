//! A TOML file as sections whose keys are taken one by one, so that every problem is told at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use parvis_events::values::ValueError;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::local_stamp;
use super::problem::{Findings, Place};

/// All items, if each could be read. Each is read, whatever became of the others, so that all problems
/// are told.
pub(super) fn every<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = items.collect();
    read.into_iter().collect()
}

/// Where the lines of a file begin, and what is wrong with it so far.
pub(super) struct Source {
    line_starts: Vec<usize>,
    findings: RefCell<Findings>,
}

impl Source {
    pub(super) fn new(file_name: &str, text: &str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_breaks).collect();
        Self { line_starts, findings: RefCell::new(Findings::new(file_name)) }
    }

    /// The line, from 1, that a byte lies on.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= byte)
    }

    pub(super) fn note(&self, place: Place, fact: impl Into<String>, remedy: impl Into<String>) {
        self.findings.borrow_mut().note(place, fact, remedy);
    }

    fn note_value(&self, place: Place, error: ValueError) {
        self.findings.borrow_mut().note_value(place, error);
    }

    pub(super) fn into_findings(self) -> Findings {
        self.findings.into_inner()
    }
}

/// One table of the file. Keys that nobody asked for are told by [`Section::finish`].
pub(super) struct Section<'a> {
    /// Line the table begins on.
    pub line: usize,
    name: String,
    table: &'a DeTable<'a>,
    source: &'a Source,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Section<'a> {
    pub(super) fn whole(source: &'a Source, table: &'a DeTable<'a>) -> Self {
        Self { line: 1, name: String::new(), table, source, asked: RefCell::default() }
    }

    fn inner(&self, key: &str, line: usize, table: &'a DeTable<'a>) -> Self {
        let name = if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        Section { line, name, table, source: self.source, asked: RefCell::default() }
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn line_of(&self, value: &Spanned<DeValue<'_>>) -> usize {
        self.source.line_of(value.span().start)
    }

    /// Whether the key is there at all.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Line of a key; of the section, if the key is not there.
    pub(super) fn line_at(&self, key: &'static str) -> usize {
        self.get(key).map_or(self.line, |value| self.line_of(value))
    }

    /// Notes a problem with a key.
    pub(super) fn note(&self, key: &'static str, fact: impl Into<String>, remedy: impl Into<String>) {
        let place = Place::column(self.line_at(key), &self.path(key));
        self.source.note(place, fact, remedy);
    }

    fn required(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.get(key);
        if value.is_none() {
            self.note(key, "is missing", "add it");
        }
        value
    }

    fn wrong_kind(&self, key: &'static str, value: &DeValue<'_>, expected: &str) {
        self.note(key, format!("is a {}", value.type_str()), format!("write {expected}"));
    }

    fn text(&self, key: &'static str) -> Option<&'a str> {
        match self.required(key)?.get_ref() {
            DeValue::String(text) => Some(text),
            other => {
                self.wrong_kind(key, other, "a text in quotation marks");
                None
            }
        }
    }

    fn place(&self, key: &'static str, found: &str) -> Place {
        Place::cell(self.line_at(key), &self.path(key), found)
    }

    /// A checked value that must be there.
    pub(super) fn value<T: FromStr<Err = ValueError>>(&self, key: &'static str) -> Option<T> {
        let text = self.text(key)?;
        text.parse().map_err(|error| self.source.note_value(self.place(key, text), error)).ok()
    }

    /// A checked value that may be absent. When it is wrong that is noted, and none is given.
    pub(super) fn optional<T: FromStr<Err = ValueError>>(&self, key: &'static str) -> Option<T> {
        if self.has(key) { self.value(key) } else { None }
    }

    /// One of a set of words.
    pub(super) fn word<T: DeserializeOwned>(&self, key: &'static str) -> Option<T> {
        self.known_word(key, self.text(key)?)
    }

    fn known_word<T: DeserializeOwned>(&self, key: &'static str, text: &str) -> Option<T> {
        let found = T::deserialize(StrDeserializer::<WordError>::new(text));
        found
            .map_err(|error| {
                let message = error.to_string();
                let known = message.split_once("expected ").map_or("a known word", |(_, known)| known);
                self.source.note(self.place(key, text), "is not known", format!("use {known}"));
            })
            .ok()
    }

    /// A list of words.
    pub(super) fn words<T: DeserializeOwned>(&self, key: &'static str) -> Option<Vec<T>> {
        every(self.texts(key)?.into_iter().map(|text| self.known_word(key, text)))
    }

    /// A list of checked values.
    pub(super) fn values<T: FromStr<Err = ValueError>>(&self, key: &'static str) -> Option<Vec<T>> {
        let parse = |text: &str| {
            text.parse().map_err(|error| self.source.note_value(self.place(key, text), error)).ok()
        };
        every(self.texts(key)?.into_iter().map(parse))
    }

    fn texts(&self, key: &'static str) -> Option<Vec<&'a str>> {
        let value = self.required(key)?.get_ref();
        let texts =
            value.as_array().and_then(|items| items.iter().map(|item| item.get_ref().as_str()).collect());
        if texts.is_none() {
            self.wrong_kind(key, value, "a list of texts, such as [\"sv\", \"en\"]");
        }
        texts
    }

    /// A whole number that fits its type.
    pub(super) fn number<T: TryFrom<i64>>(&self, key: &'static str) -> Option<T> {
        let value = self.required(key)?.get_ref();
        let Some(written) = value.as_integer() else {
            self.wrong_kind(key, value, "a whole number");
            return None;
        };
        let number =
            i64::from_str_radix(written.as_str(), written.radix()).ok().and_then(|n| T::try_from(n).ok());
        if number.is_none() {
            self.source.note(
                self.place(key, written.as_str()),
                "is out of range",
                "write a smaller number, not below 0",
            );
        }
        number
    }

    /// True or false; false when absent.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_kind(key, value.get_ref(), "true or false");
        }
        flag.unwrap_or(false)
    }

    /// A date, time or both, as TOML writes them or as a text.
    fn moment<T>(&self, key: &'static str, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = match self.required(key)?.get_ref() {
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::String(text) => text.to_string(),
            other => {
                self.wrong_kind(key, other, expected);
                return None;
            }
        };
        let found = parse(text.trim());
        if found.is_none() {
            self.source.note(self.place(key, &text), format!("is not {expected}"), "correct it");
        }
        found
    }

    /// A local date.
    pub(super) fn date(&self, key: &'static str) -> Option<NaiveDate> {
        self.moment(key, "a date such as 2018-05-29", |text| text.parse().ok())
    }

    /// A local time of day.
    pub(super) fn time(&self, key: &'static str) -> Option<NaiveTime> {
        let parse = |text: &str| {
            ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        };
        self.moment(key, "a local time such as \"09:00\"", parse)
    }

    /// A local date and time.
    pub(super) fn stamp(&self, key: &'static str) -> Option<NaiveDateTime> {
        self.moment(key, "a local date and time such as 2018-01-15T09:00:00, without an offset", local_stamp)
    }

    /// The tables of a list `[[key]]`; none when it is absent.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Section<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = value.get_ref().as_array();
        let sections: Option<Vec<Section<'a>>> = items.and_then(|items| {
            items
                .iter()
                .map(|item| Some(self.inner(key, self.line_of(item), item.get_ref().as_table()?)))
                .collect()
        });
        if sections.is_none() {
            self.wrong_kind(key, value.get_ref(), &format!("its tables as [[{}]]", self.path(key)));
        }
        sections.unwrap_or_default()
    }

    /// The table `[key]`, if it is there.
    pub(super) fn optional_table(&self, key: &'static str) -> Option<Section<'a>> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_kind(key, value.get_ref(), &format!("a table [{}]", self.path(key)));
        }
        table.map(|table| self.inner(key, self.line_of(value), table))
    }

    /// The table `[key]`, which must be there.
    pub(super) fn table(&self, key: &'static str) -> Option<Section<'a>> {
        if !self.has(key) {
            self.note(key, "the table is missing", format!("add [{}]", self.path(key)));
        }
        self.optional_table(key)
    }

    /// Notes every key that nobody asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.table.iter().filter(|(name, _)| !asked.contains(name.get_ref().as_ref())) {
            let known: Vec<&str> = asked.iter().copied().collect();
            let place = Place::column(self.source.line_of(name.span().start), &self.path(name.get_ref()));
            self.source.note(place, "is no key of this table", format!("use one of {}", known.join(", ")));
        }
    }
}
