//! What those who enrol are asked: the wording, what kind of answer each question takes, and its place among the others.

use std::collections::BTreeSet;

use parvis_events::participation::{Asked, EnrolmentQuestion, QuestionKind, RequiredBefore};
use parvis_events::programme::{Command, Participation, State};
use parvis_events::values::{Line, QuestionCode};

use super::change::Wish;
use super::edit::{ANOTHER_ROW, Editor};
use super::form::{Fields, Form, Group, Kind};
use super::{Desk, rows};
use crate::web::Web;
use crate::web::page::Page;

/// The largest number an answer can be.
const LARGEST: u32 = 1_000_000;
/// The most questions a programme asks; more is a form nobody fills in.
const MOST_QUESTIONS: u32 = 99;
/// The kinds of answers, by their names in files.
const KINDS: [&str; 6] = ["text", "choice", "number", "yes-no", "diet", "access-needs"];

/// Edits the questions to those who enrol.
#[derive(Clone, Copy)]
pub(super) struct Asking;

impl Editor for Asking {
    fn title(&self, page: &Page) -> String {
        page.t("asking-title")
    }

    fn rest(&self) -> String {
        "/fragor".to_owned()
    }

    fn fields(&self, state: &State) -> Fields {
        let mut fields = Fields::default();
        for (question, number) in state.participation.iter().flat_map(|found| &found.questions).zip(1_u32..) {
            set(&mut fields, question, number);
        }
        fields
    }

    fn wish(&self, _: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let Some(like) = &state.participation else {
            form.complain("fraga-0-text", page.t("asking-rules-first"));
            return None;
        };
        let questions = questions(page, form, &like.questions)?;
        let changed = Participation { questions, ..like.clone() };
        Some(Wish { people: Vec::new(), commands: vec![Command::SetParticipationRule(changed)] })
    }

    fn groups(&self, page: &Page, _: &Desk, _: &State, form: &Form) -> Vec<Group> {
        let mut groups = vec![Group::of(String::new(), Vec::new()).helped(page.t("asking-help"))];
        let ids = rows::with_another(form, "fraga-", "-text");
        groups.extend(ids.iter().map(|id| group(page, form, id)));
        if let Some(last) = groups.pop() {
            groups.push(last.deed(ANOTHER_ROW, page.t("edit-another")));
        }
        groups
    }
}

/// A question as fields.
fn set(fields: &mut Fields, question: &EnrolmentQuestion, number: u32) {
    let name = |part: &str| format!("fraga-{}-{part}", question.code);
    fields.set(name("text"), question.text.as_str());
    fields.set(name("ordning"), number.to_string());
    fields.set(name("slag"), kind_name(&question.kind));
    if let QuestionKind::Choice { choices } = &question.kind {
        let lines: Vec<&str> = choices.iter().map(Line::as_str).collect();
        fields.set(name("val"), lines.join("\n"));
    }
    if let QuestionKind::Number { least, most } = &question.kind {
        fields.set(name("minst"), least.to_string());
        fields.set(name("hogst"), most.to_string());
    }
    fields.set(
        name("av"),
        match question.asked_of {
            Asked::Member => "member",
            Asked::Enrolment => "enrolment",
        },
    );
    fields.set(
        name("kravs"),
        match (question.required_before, question.required) {
            (Some(RequiredBefore::Submission), _) => "fore",
            (None, true) => "ja",
            (None, false) => "",
        },
    );
}

const fn kind_name(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Text => "text",
        QuestionKind::Choice { .. } => "choice",
        QuestionKind::Number { .. } => "number",
        QuestionKind::YesNo => "yes-no",
        QuestionKind::Diet => "diet",
        QuestionKind::AccessNeeds => "access-needs",
    }
}

/// The questions of the form, in the order of the numbers beside them.
fn questions(page: &Page, form: &mut Form, like: &[EnrolmentQuestion]) -> Option<Vec<EnrolmentQuestion>> {
    let mut taken: BTreeSet<String> = like.iter().map(|question| question.code.to_string()).collect();
    let mut found = Vec::new();
    for (id, at) in form.fields.rows("fraga-", "-text").into_iter().zip(1_u32..) {
        let name = |part: &str| format!("fraga-{id}-{part}");
        let new = rows::is_new(&id);
        if form.fields.ticked(&name("bort")) || (new && form.fields.get(&name("text")).is_empty()) {
            continue;
        }
        let was = like.iter().zip(1_u32..).find(|(question, _)| question.code.as_str() == id);
        let order = if form.fields.get(&name("ordning")).is_empty() {
            Some(at)
        } else {
            form.number(page, &name("ordning"), &page.t("asking-order"), (1, MOST_QUESTIONS))
        };
        let question = question(page, form, &id, was.map(|(question, _)| question), &mut taken);
        let was = was.map_or(at, |(_, number)| number);
        found.push(order.zip(question).map(|(order, question)| (order, was, question)));
    }
    Some(rows::in_order(found.into_iter().collect::<Option<_>>()?))
}

fn question(
    page: &Page,
    form: &mut Form,
    id: &str,
    like: Option<&EnrolmentQuestion>,
    taken: &mut BTreeSet<String>,
) -> Option<EnrolmentQuestion> {
    let name = |part: &str| format!("fraga-{id}-{part}");
    let text: Option<Line> = form.value(page, &name("text"), &page.t("asking-text"));
    let kind = kind(page, form, id);
    let code: Option<QuestionCode> = match like {
        Some(like) => Some(like.code.clone()),
        None => rows::code_of(form.fields.get(&name("text")), taken),
    };
    if code.is_none() {
        form.complain(&name("text"), page.t1("form-unreadable", "field", &page.t("asking-text")));
    }
    let kind = kind?;
    let (required, required_before) = match form.fields.get(&name("kravs")) {
        // Whether it is required besides makes no difference then, and stays as it was.
        "fore" => (like.is_some_and(|like| like.required), Some(RequiredBefore::Submission)),
        "ja" => (true, None),
        _ => (false, None),
    };
    Some(EnrolmentQuestion {
        code: code?,
        text: text?,
        // What somebody needs is theirs to say, and nobody else's.
        asked_of: if form.fields.get(&name("av")) == "enrolment" && !kind.sensitive() {
            Asked::Enrolment
        } else {
            Asked::Member
        },
        kind,
        required,
        required_before,
    })
}

fn kind(page: &Page, form: &mut Form, id: &str) -> Option<QuestionKind> {
    let name = |part: &str| format!("fraga-{id}-{part}");
    match form.fields.get(&name("slag")) {
        "choice" => choices(page, form, &name("val")).map(|choices| QuestionKind::Choice { choices }),
        "number" => {
            let least = form.number(page, &name("minst"), &page.t("asking-least"), (0, LARGEST));
            let most = form.number(page, &name("hogst"), &page.t("asking-most"), (0, LARGEST));
            least.zip(most).map(|(least, most)| QuestionKind::Number { least, most })
        }
        "yes-no" => Some(QuestionKind::YesNo),
        "diet" => Some(QuestionKind::Diet),
        "access-needs" => Some(QuestionKind::AccessNeeds),
        "text" => Some(QuestionKind::Text),
        _ => {
            form.complain(&name("slag"), page.t("asking-kind-missing"));
            None
        }
    }
}

/// One choice a line.
fn choices(page: &Page, form: &mut Form, name: &str) -> Option<Vec<Line>> {
    let lines = form.fields.get(name).lines().map(str::trim).filter(|line| !line.is_empty());
    let choices: Option<Vec<Line>> = lines.map(|line| line.parse().ok()).collect();
    let choices = choices.filter(|choices| !choices.is_empty());
    if choices.is_none() {
        form.complain(name, page.t("asking-choices-missing"));
    }
    choices
}

fn group(page: &Page, form: &Form, id: &str) -> Group {
    let name = |part: &str| format!("fraga-{id}-{part}");
    let new = rows::is_new(id);
    let number: Option<u32> = form.fields.get(&name("ordning")).parse().ok();
    let heading =
        number.map_or_else(|| page.t("asking-new"), |number| page.count("asking-number", "number", number));
    let mut kinds: Vec<(String, String)> =
        KINDS.map(|kind| (kind.to_owned(), page.t(&format!("asking-kind-{kind}")))).to_vec();
    if new {
        kinds.insert(0, (String::new(), page.t("enrol-choose")));
    }
    let asked = ["member", "enrolment"].map(|who| (who.to_owned(), page.t(&format!("asking-of-{who}"))));
    let required = [("", "asking-free"), ("ja", "asking-required"), ("fore", "asking-before")];
    let mut inputs = vec![
        form.input(&name("text"), page.t("asking-text"), Kind::Line).broad(),
        form.input(&name("slag"), page.t("asking-kind"), Kind::Choice).of(kinds),
        form.input(&name("av"), page.t("asking-of"), Kind::Choice).of(asked),
        form.input(&name("kravs"), page.t("asking-answer"), Kind::Choice)
            .of(required.map(|(value, key)| (value.to_owned(), page.t(key)))),
        form.input(&name("ordning"), page.t("asking-order"), Kind::Number),
        form.input(&name("val"), page.t("asking-choices"), Kind::Text)
            .helped(page.t("asking-choices-help"))
            .broad()
            .only("choice"),
        form.input(&name("minst"), page.t("asking-least"), Kind::Number).only("number"),
        form.input(&name("hogst"), page.t("asking-most"), Kind::Number).only("number"),
    ];
    if new {
        inputs.retain(|input| !input.name.ends_with("-ordning"));
    } else {
        inputs.push(form.input(&name("bort"), page.t("edit-remove"), Kind::Tick));
    }
    Group::row(heading, inputs)
}
