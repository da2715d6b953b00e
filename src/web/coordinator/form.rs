//! Forms that change something two may change at once.
//!
//! A form is a list of names and values, made from what it changes and read back into commands. So what was there when a
//! page was opened, what is there now and what was typed can be compared field by field: what only one of them changed is
//! taken as it is, and what both changed differently is shown side by side. Source: rule "Two coordinators".

mod merge;
mod shown;

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use parvis_events::values::ValueError;

pub(super) use self::merge::merge;
pub(super) use self::shown::{Group, Input, Kind};
use crate::web::fields::Problem;
use crate::web::page::Page;

/// What stands in a field cannot be used; why is noted beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unusable;

/// Names and values, in the order of the form, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

/// A field that both have changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clash {
    pub name: String,
    pub label: String,
    pub before: String,
    pub mine: String,
    pub theirs: String,
}

/// A form as it was sent, or as it is first shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// The revision its page showed.
    pub seen: i64,
    pub fields: Fields,
    pub problems: Vec<Problem>,
}

impl Fields {
    /// Fields with what stands in them, for tests.
    #[cfg(test)]
    fn of(pairs: &[(&str, &str)]) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            fields.set(*name, *value);
        }
        fields
    }

    pub(super) fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(found, _)| *found == name) {
            Some((_, found)) => *found = value,
            None => self.0.push((name, value)),
        }
    }

    /// What stands in a field; empty where it is not in the form.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// What stands in a field, which is none of the form any more.
    pub(super) fn take(&mut self, name: &str) -> String {
        let found = self.get(name).to_owned();
        self.0.retain(|(other, _)| other != name);
        found
    }

    pub(super) fn ticked(&self, name: &str) -> bool {
        self.get(name) == "ja"
    }

    pub(super) fn tick(&mut self, name: impl Into<String>, is: bool) {
        self.set(name, if is { "ja" } else { "" });
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What stands between a beginning and an ending of the names, each once and in order: the ids of rows.
    pub(super) fn rows(&self, before: &str, after: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (name, _) in self.iter() {
            let id = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            if let Some(id) = id.filter(|id| !found.iter().any(|other| other == id)) {
                found.push(id.to_owned());
            }
        }
        found
    }
}

impl Form {
    /// A form as it was sent. Where both had changed a field and the other's value was chosen, it is taken.
    pub(super) fn sent(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        let mut theirs = Vec::new();
        for (name, value) in pairs {
            // Browsers end lines with two characters.
            let value = value.replace("\r\n", "\n").trim().to_owned();
            if name == "seen" {
                form.seen = value.parse().unwrap_or(-1);
            } else if let Some(name) = name.strip_prefix("deras-") {
                theirs.push((name.to_owned(), value));
            } else {
                form.fields.set(name, value);
            }
        }
        for (name, value) in theirs {
            if form.fields.get(&format!("valj-{name}")) == "deras" {
                form.fields.set(name, value);
            }
        }
        form.fields.0.retain(|(name, _)| !name.starts_with("valj-"));
        form
    }

    pub(super) fn complain(&mut self, field: &str, text: String) {
        self.problems.push(Problem { field: field.to_owned(), text });
    }

    /// What stands in a field as the value it should be; a problem is noted when it is none.
    pub(super) fn value<T: FromStr<Err = ValueError>>(
        &mut self,
        page: &Page,
        name: &str,
        label: &str,
    ) -> Option<T> {
        match self.fields.get(name).parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let text = match error {
                    ValueError::Empty => page.t1("form-empty-field", "field", label),
                    ValueError::TooLong { limit, .. } => {
                        page.t2("form-too-long", "field", label, "limit", &limit.to_string())
                    }
                    ValueError::Form { .. } | ValueError::ControlCharacter => {
                        page.t1("form-unreadable", "field", label)
                    }
                };
                self.complain(name, text);
                None
            }
        }
    }

    /// The same for a field that may be empty.
    ///
    /// # Errors
    /// When something stands there that is no such value; it is noted.
    pub(super) fn maybe<T: FromStr<Err = ValueError>>(
        &mut self,
        page: &Page,
        name: &str,
        label: &str,
    ) -> Result<Option<T>, Unusable> {
        if self.fields.get(name).is_empty() {
            return Ok(None);
        }
        self.value(page, name, label).map(Some).ok_or(Unusable)
    }

    pub(super) fn date(&mut self, page: &Page, name: &str, label: &str) -> Option<NaiveDate> {
        let found = self.fields.get(name).parse().ok();
        if found.is_none() {
            self.complain(name, page.t1("form-no-date", "field", label));
        }
        found
    }

    pub(super) fn time(&mut self, page: &Page, name: &str, label: &str) -> Option<NaiveTime> {
        let text = self.fields.get(name);
        let found = ["%H:%M", "%H.%M", "%H:%M:%S"]
            .into_iter()
            .find_map(|pattern| NaiveTime::parse_from_str(text, pattern).ok());
        if found.is_none() {
            self.complain(name, page.t1("form-no-time", "field", label));
        }
        found
    }

    /// A whole number between two others.
    pub(super) fn number<T>(
        &mut self,
        page: &Page,
        name: &str,
        label: &str,
        (least, most): (T, T),
    ) -> Option<T>
    where
        T: FromStr + PartialOrd + std::fmt::Display,
    {
        let found =
            self.fields.get(name).parse::<T>().ok().filter(|number| *number >= least && *number <= most);
        if found.is_none() {
            let range = format!("{least}–{most}");
            self.complain(name, page.t2("form-no-number", "field", label, "range", &range));
        }
        found
    }

    /// A field as it is shown.
    pub(super) fn input(&self, name: &str, label: String, kind: Kind) -> Input {
        let problem = self.problems.iter().find(|problem| problem.field == name);
        Input {
            name: name.to_owned(),
            label,
            help: String::new(),
            kind: match kind {
                Kind::Line => "text",
                Kind::Text => "textarea",
                Kind::Date => "date",
                Kind::Time => "time",
                Kind::Number => "number",
                Kind::Link => "url",
                Kind::Tick => "checkbox",
                Kind::Choice => "select",
            },
            value: self.fields.get(name).to_owned(),
            optional: false,
            problem: problem.map(|problem| problem.text.clone()).unwrap_or_default(),
            options: Vec::new(),
            only: "",
            broad: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Form};

    #[test]
    fn the_others_value_is_taken_where_it_is_chosen() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = Form::sent(vec![
            pair("seen", "7"),
            pair("ort", " Ystad "),
            pair("lokal", "Bron"),
            pair("valj-ort", "deras"),
            pair("deras-ort", "Lund"),
            pair("valj-lokal", "min"),
            pair("deras-lokal", "Sundet"),
        ]);
        assert_eq!(form.seen, 7);
        assert_eq!(form.fields, Fields::of(&[("ort", "Lund"), ("lokal", "Bron")]));
    }

    #[test]
    fn rows_are_found_by_what_stands_between() {
        let form =
            Fields::of(&[("pass-a-dag", "1"), ("pass-b-dag", "2"), ("pass-a-titel", "x"), ("tema", "y")]);
        assert_eq!(form.rows("pass-", "-dag"), ["a", "b"]);
    }
}
