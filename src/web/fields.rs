//! Forms as they were filled in: what was typed is kept, and what is wrong is said beside the field and at the top.

use std::str::FromStr;

use parvis_events::values::ValueError;

use super::page::Page;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number, which may be left out.
    Phone,
}

/// Something wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The field it is about, by the id it has on the page.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// A field as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub name: String,
    pub label: String,
    pub value: String,
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub optional: bool,
    /// What is wrong with it, or empty.
    pub problem: String,
}

/// A form as it was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    pairs: Vec<(String, String)>,
    /// What is wrong, in the order it was found.
    pub problems: Vec<Problem>,
}

impl Filled {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, problems: Vec::new() }
    }

    /// What was typed; empty when nothing was.
    pub(super) fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
    }

    /// The first field of the form; empty when nothing was sent.
    pub(super) fn first(&self) -> &str {
        self.pairs.first().map_or("", |(name, _)| name.as_str())
    }

    /// Everything that was ticked under a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Notes something wrong with a field.
    pub(super) fn complain(&mut self, field: &str, text: String) {
        self.problems.push(Problem { field: field.to_owned(), text });
    }

    /// What was typed as the value it should be; a problem is noted when it is none.
    pub(super) fn value<T: FromStr<Err = ValueError>>(
        &mut self,
        page: &Page,
        name: &str,
        kind: Kind,
    ) -> Option<T> {
        match self.text(name).parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let text = said(page, name, kind, &error);
                self.complain(name, text);
                None
            }
        }
    }

    /// A field as it is shown again, with what was typed and what is wrong with it.
    pub(super) fn field(&self, page: &Page, name: &str, kind: Kind, autocomplete: &'static str) -> Field {
        let problem = self.problems.iter().find(|problem| problem.field == name);
        Field {
            name: name.to_owned(),
            label: page.t(&label(name)),
            value: self.text(name).to_owned(),
            kind: match kind {
                Kind::Text => "text",
                Kind::Email => "email",
                Kind::Phone => "tel",
            },
            autocomplete,
            optional: kind == Kind::Phone,
            problem: problem.map(|problem| problem.text.clone()).unwrap_or_default(),
        }
    }

    /// What is wrong with a field that is shown by hand, or empty.
    pub(super) fn problem(&self, name: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.field == name);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

/// Problems as they are told at the top of a form that asks for several people: with whose field each is about. That
/// nobody is named at all is noted at the first box and about all of them.
pub(super) fn whose(page: &Page, problems: &[Problem], headings: &[&str]) -> Vec<Problem> {
    let of = |problem: &Problem| {
        let (name, number) = problem.field.rsplit_once('-')?;
        let number: usize = number.parse().ok().filter(|_| name != "ar-kontakt")?;
        headings.get(number).copied()
    };
    problems
        .iter()
        .map(|problem| match of(problem) {
            Some(whose) if headings.len() > 1 => Problem {
                field: problem.field.clone(),
                text: page.t2("enrol-whose", "whose", whose, "problem", problem.text.as_str()),
            },
            Some(_) | None => problem.clone(),
        })
        .collect()
}

/// The key of a field's label. Fields that occur once for each person have a number at the end.
fn label(name: &str) -> String {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    format!("form-{plain}")
}

fn said(page: &Page, name: &str, kind: Kind, error: &ValueError) -> String {
    let label = page.t(&label(name));
    match (error, kind) {
        (ValueError::Empty, _) => page.t1("form-empty", "field", &parvis_words::names::within(&label)),
        (ValueError::TooLong { limit, .. }, _) => {
            page.t2("form-too-long", "field", &label, "limit", &limit.to_string())
        }
        (ValueError::Form { .. }, Kind::Email) => page.t("signing-in-no-address"),
        (ValueError::Form { .. }, Kind::Phone) => page.t("form-no-phone"),
        (ValueError::Form { .. }, Kind::Text) | (ValueError::ControlCharacter, _) => {
            page.t1("form-unreadable", "field", &label)
        }
    }
}
