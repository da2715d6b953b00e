//! What is wrong with a file: where, what was found there, and what to do about it.

use std::fmt;

use parvis_events::values::ValueError;

/// The most problems that are listed; a file with more is wrong in the same way all through.
const MOST_LISTED: usize = 200;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file's name, as it was given.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong. Begins with a verb when something was found: `is no municipality`.
    pub fact: String,
    /// What to do about it, in the imperative.
    pub remedy: String,
}

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1; absent when the whole file is meant.
    pub line: Option<usize>,
    /// Name of the column, or of the key in a TOML file.
    pub column: Option<String>,
    /// The text that stands there.
    pub found: Option<String>,
}

impl Place {
    /// The whole file.
    pub fn file() -> Self {
        Self::default()
    }

    /// A whole line.
    pub fn line(line: usize) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A column, or key, of a line, whatever stands there.
    pub fn column(line: usize, column: &str) -> Self {
        Self { line: Some(line), column: Some(column.to_owned()), found: None }
    }

    /// A column, or key, of a line and the text that stands there.
    pub fn cell(line: usize, column: &str, found: &str) -> Self {
        Self { found: Some(shortened(found)), ..Self::column(line, column) }
    }
}

/// Enough of a text to recognise it by.
fn shortened(text: &str) -> String {
    const MOST_CHARACTERS: usize = 60;
    if text.chars().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    text.chars().take(MOST_CHARACTERS).chain(['…']).collect()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.place.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.place.column {
            write!(f, ", column {column}")?;
        }
        f.write_str(": ")?;
        if let Some(found) = &self.place.found {
            write!(f, "\"{}\" ", found.escape_debug())?;
        }
        write!(f, "{}; {}", self.fact, self.remedy)
    }
}

/// Everything that is wrong with a file; at least one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// The problems, in the order of the file.
    pub fn all(&self) -> &[Problem] {
        &self.0
    }

    /// Shows where a file is wrong before it could be read at all.
    pub fn one(file: &str, place: Place, fact: &str, remedy: &str) -> Self {
        Self(vec![Problem { file: file.to_owned(), place, fact: fact.to_owned(), remedy: remedy.to_owned() }])
    }
}

/// One problem a line.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().take(MOST_LISTED).enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        match self.0.len().checked_sub(MOST_LISTED) {
            Some(more) if more > 0 => write!(f, "\n… and {more} more"),
            Some(_) | None => Ok(()),
        }
    }
}

impl std::error::Error for Problems {}

/// Collects problems while a file is read, so that all are told at once.
#[derive(Debug)]
pub(super) struct Findings {
    file: String,
    problems: Vec<Problem>,
}

impl Findings {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), problems: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Notes a problem.
    pub(super) fn note(&mut self, place: Place, fact: impl Into<String>, remedy: impl Into<String>) {
        let (fact, remedy) = (fact.into(), remedy.into());
        self.problems.push(Problem { file: self.file.clone(), place, fact, remedy });
    }

    /// Notes why a text is not the value it should be.
    pub(super) fn note_value(&mut self, place: Place, error: ValueError) {
        let place = if error == ValueError::Empty { Place { found: None, ..place } } else { place };
        match error {
            ValueError::Empty => self.note(place, "nothing is given", "fill it in"),
            ValueError::TooLong { limit, found } => {
                let remedy = format!("shorten it to at most {limit}");
                self.note(place, format!("has {found} characters"), remedy);
            }
            ValueError::ControlCharacter => {
                self.note(place, "holds a line break or another control character", "remove it");
            }
            ValueError::Form { expected, .. } => {
                self.note(place, format!("is not {expected}"), "correct it");
            }
        }
    }

    /// The value if all went well, and otherwise everything that did not.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<T, Problems> {
        // Problems of one line stay in the order they were noted.
        self.problems.sort_by_key(|problem| problem.place.line);
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            Some(_) => Err(Problems(self.problems)),
            None if self.problems.is_empty() => {
                Err(Problems::one(&self.file, Place::file(), "cannot be read", "compare it with an example"))
            }
            None => Err(Problems(self.problems)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Findings, Place};

    #[test]
    fn problems_are_listed_in_the_order_of_the_file_each_with_its_place_and_remedy() {
        let mut findings = Findings::new("enrolments.csv");
        findings.note(Place::cell(14, "Kommunkod", "1299"), "is no municipality", "correct it");
        findings.note(Place::line(3), "the row has 2 cells", "give it 15");
        let problems = findings.finish(Some(())).unwrap_err();
        assert_eq!(
            problems.to_string(),
            "enrolments.csv, line 3: the row has 2 cells; give it 15\n\
             enrolments.csv, line 14, column Kommunkod: \"1299\" is no municipality; correct it"
        );
    }

    #[test]
    fn a_long_list_is_cut() {
        let mut findings = Findings::new("x.csv");
        for line in 0..250 {
            findings.note(Place::line(line), "a", "b");
        }
        let text = findings.finish(Some(())).unwrap_err().to_string();
        assert!(text.ends_with("… and 50 more"), "{text}");
    }
}
