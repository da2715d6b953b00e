//! Forms that change something two may change at once.
//!
//! A form is a list of names and values, made from what it changes and read back into commands. So what was there when a
//! page was opened, what is there now and what was typed can be compared field by field: what only one of them changed is
//! taken as it is, and what both changed differently is shown side by side. Source: rule "Two coordinators".

mod merge;

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use parvis_events::values::ValueError;

pub(super) use self::merge::merge;
use crate::web::fields::Problem;
use crate::web::page::Page;

/// What stands in a field cannot be used; why is noted beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unusable;

/// Names and values, in the order of the form, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Line,
    Text,
    Date,
    Time,
    Number,
    Link,
    Tick,
    Choice,
}

/// A field as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Input {
    pub name: String,
    pub label: String,
    pub help: String,
    pub kind: &'static str,
    pub value: String,
    pub optional: bool,
    /// What is wrong with it, or empty.
    pub problem: String,
    /// What can be chosen: value, words, and whether it is.
    pub options: Vec<(String, String, bool)>,
    /// The choice elsewhere in its group that it belongs to; where another is made it is not shown. Empty for any.
    pub only: &'static str,
    /// Whether it takes a line of its own among fields that stand beside each other.
    pub broad: bool,
}

/// Fields that belong together.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub heading: String,
    pub help: String,
    /// Whether its fields stand beside each other.
    pub row: bool,
    pub inputs: Vec<Input>,
    /// Whether its fields are a list of things to tick, in columns; shown where the form says that some are chosen.
    pub list: bool,
    /// Buttons that rearrange the form and save nothing: what they send, and their words.
    pub deeds: Vec<(String, String)>,
}

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

impl Input {
    pub(super) fn helped(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    pub(super) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    pub(super) fn broad(mut self) -> Self {
        self.broad = true;
        self
    }

    /// Shows the field only where this is chosen in its group.
    pub(super) fn only(mut self, choice: &'static str) -> Self {
        self.only = choice;
        self
    }

    /// The words of what is chosen, or what was typed: as it is read, not filled in. Empty where nothing is.
    fn said(&self, page: &Page) -> String {
        match self.kind {
            "checkbox" if self.value == "ja" => page.t("question-yes"),
            "checkbox" => String::new(),
            "select" => {
                let chosen = self.options.iter().find(|(.., chosen)| *chosen);
                chosen
                    .filter(|(value, ..)| !value.is_empty())
                    .map(|(_, words, _)| words.clone())
                    .unwrap_or_default()
            }
            "date" => self.value.parse().map_or_else(|_| self.value.clone(), |day| page.day(day)),
            _ => self.value.clone(),
        }
    }

    /// The ids of what says more about it, for its `aria-describedby`; empty where nothing does.
    pub(super) fn described(&self) -> String {
        let problem = (!self.problem.is_empty()).then(|| format!("{}-problem", self.name));
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.name));
        problem.into_iter().chain(help).collect::<Vec<_>>().join(" ")
    }

    /// What can be chosen.
    pub(super) fn of(mut self, options: impl IntoIterator<Item = (String, String)>) -> Self {
        let chosen = self.value.clone();
        self.options = options
            .into_iter()
            .map(|(value, words)| {
                let is = value == chosen;
                (value, words, is)
            })
            .collect();
        self
    }
}

impl Group {
    pub(super) fn of(heading: String, inputs: Vec<Input>) -> Self {
        Self { heading, help: String::new(), row: false, list: false, inputs, deeds: Vec::new() }
    }

    pub(super) fn row(heading: String, inputs: Vec<Input>) -> Self {
        Self { row: true, ..Self::of(heading, inputs) }
    }

    /// A list of things to tick.
    pub(super) fn list(heading: String, inputs: Vec<Input>) -> Self {
        Self { list: true, ..Self::of(heading, inputs) }
    }

    /// Groups as they are read, not filled in: what stands in them in words, and what is empty left out.
    pub(super) fn to_read(page: &Page, groups: Vec<Self>) -> Vec<Self> {
        let read = groups.into_iter().map(|mut group| {
            for input in &mut group.inputs {
                input.value = input.said(page);
            }
            // A row that is called what stands in it says so once.
            let heading = if group.row { group.heading.as_str() } else { "" };
            group.inputs.retain(|input| !input.value.is_empty() && input.value != heading);
            group.help.clear();
            group.deeds.clear();
            group
        });
        let worth = |group: &Self| !group.inputs.is_empty() || !(group.row || group.heading.is_empty());
        read.filter(worth).collect()
    }

    /// A button that rearranges the form and saves nothing.
    pub(super) fn deed(mut self, sends: impl Into<String>, words: String) -> Self {
        self.deeds.push((sends.into(), words));
        self
    }

    pub(super) fn helped(mut self, help: String) -> Self {
        self.help = help;
        self
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
