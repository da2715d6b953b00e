//! Fields as they are shown: alone, in groups, or read instead of filled in.

use crate::web::page::Page;

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::coordinator) enum Kind {
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
pub(in crate::web::coordinator) struct Input {
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
pub(in crate::web::coordinator) struct Group {
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

impl Input {
    pub(in crate::web::coordinator) fn helped(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    pub(in crate::web::coordinator) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    pub(in crate::web::coordinator) fn broad(mut self) -> Self {
        self.broad = true;
        self
    }

    /// Shows the field only where this is chosen in its group.
    pub(in crate::web::coordinator) fn only(mut self, choice: &'static str) -> Self {
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
    pub(in crate::web::coordinator) fn described(&self) -> String {
        let problem = (!self.problem.is_empty()).then(|| format!("{}-problem", self.name));
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.name));
        problem.into_iter().chain(help).collect::<Vec<_>>().join(" ")
    }

    /// What can be chosen.
    pub(in crate::web::coordinator) fn of(
        mut self,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
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
    pub(in crate::web::coordinator) fn of(heading: String, inputs: Vec<Input>) -> Self {
        Self { heading, help: String::new(), row: false, list: false, inputs, deeds: Vec::new() }
    }

    pub(in crate::web::coordinator) fn row(heading: String, inputs: Vec<Input>) -> Self {
        Self { row: true, ..Self::of(heading, inputs) }
    }

    /// A list of things to tick.
    pub(in crate::web::coordinator) fn list(heading: String, inputs: Vec<Input>) -> Self {
        Self { list: true, ..Self::of(heading, inputs) }
    }

    /// Groups as they are read, not filled in: what stands in them in words, and what is empty left out.
    pub(in crate::web::coordinator) fn to_read(page: &Page, groups: Vec<Self>) -> Vec<Self> {
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
    pub(in crate::web::coordinator) fn deed(mut self, sends: impl Into<String>, words: String) -> Self {
        self.deeds.push((sends.into(), words));
        self
    }

    pub(in crate::web::coordinator) fn helped(mut self, help: String) -> Self {
        self.help = help;
        self
    }
}
