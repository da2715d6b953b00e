//! The evaluation: how each question is worded, on what scale it is answered, how long it is open, and how few are shown
//! together.

use std::collections::BTreeSet;

use parvis_events::programme::{AnswerKind, Command, EvaluationForm, Question, State};
use parvis_events::values::{Line, QuestionCode};

use super::change::Wish;
use super::edit::{ANOTHER_ROW, Editor};
use super::form::{Fields, Form, Group, Kind};
use super::rules::MOST_DAYS;
use super::{Desk, rows};
use crate::web::Web;
use crate::web::page::Page;

/// The most questions of an evaluation; more is a form nobody fills in.
const MOST_QUESTIONS: u32 = 99;
/// The most steps of a scale.
const MOST_STEPS: u8 = 10;
/// What a new evaluation begins with: open for so many days, shown from so many ballots, on a scale of so many steps.
const USUAL: [(&str, &str); 2] = [("dagar", "14"), ("minst", "5")];
const USUAL_STEPS: &str = "5";

/// Edits the evaluation form.
#[derive(Clone, Copy)]
pub(super) struct Evaluating;

impl Editor for Evaluating {
    fn title(&self, page: &Page) -> String {
        page.t("evaluating-title")
    }

    fn rest(&self) -> String {
        "/utvardering".to_owned()
    }

    fn fields(&self, state: &State) -> Fields {
        let mut fields = Fields::default();
        let Some(form) = &state.evaluation else {
            for (name, value) in USUAL {
                fields.set(name, value);
            }
            return fields;
        };
        fields.set("dagar", form.open_days.to_string());
        fields.set("minst", form.least_group.to_string());
        for (question, number) in form.questions.iter().zip(1_u32..) {
            let name = |part: &str| format!("fraga-{}-{part}", question.code);
            fields.set(name("text"), question.text.as_str());
            fields.set(name("ordning"), number.to_string());
            match &question.answer {
                AnswerKind::Text => fields.set(name("slag"), "text"),
                AnswerKind::Scale { highest, low, high } => {
                    fields.set(name("slag"), "scale");
                    fields.set(name("steg"), highest.to_string());
                    fields.set(name("lagst"), low.as_str());
                    fields.set(name("hogst"), high.as_str());
                }
            }
        }
        fields
    }

    fn wish(&self, _: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let like = state.evaluation.as_ref().map_or(&[][..], |form| &form.questions);
        let open_days = form.number(page, "dagar", &page.t("rules-evaluation-days"), (1, MOST_DAYS));
        let least_group = form.number(page, "minst", &page.t("rules-evaluation-least"), (3_u32, 1_000));
        let questions = questions(page, form, like)?;
        let (open_days, least_group) = (open_days?, least_group?);
        if state.evaluation.is_none() && questions.is_empty() {
            // A programme without an evaluation goes on without one until somebody asks something.
            return Some(Wish::default());
        }
        let changed = EvaluationForm { questions, least_group, open_days };
        Some(Wish { people: Vec::new(), commands: vec![Command::SetEvaluationForm(changed)] })
    }

    fn groups(&self, page: &Page, _: &Desk, _: &State, form: &Form) -> Vec<Group> {
        let mut groups = vec![
            Group::row(
                page.t("evaluating-frame"),
                vec![
                    form.input("dagar", page.t("rules-evaluation-days"), Kind::Number),
                    form.input("minst", page.t("rules-evaluation-least"), Kind::Number),
                ],
            )
            .helped(page.t("evaluating-frame-help")),
            Group::of(page.t("evaluating-questions"), Vec::new()).helped(page.t("evaluating-help")),
        ];
        let ids = rows::with_another(form, "fraga-", "-text");
        groups.extend(ids.iter().map(|id| group(page, form, id)));
        if let Some(last) = groups.pop() {
            groups.push(last.deed(ANOTHER_ROW, page.t("edit-another")));
        }
        groups
    }
}

/// The questions of the form, in the order of the numbers beside them.
fn questions(page: &Page, form: &mut Form, like: &[Question]) -> Option<Vec<Question>> {
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
        let text: Option<Line> = form.value(page, &name("text"), &page.t("asking-text"));
        let answer = answer(page, form, &id);
        let code: Option<QuestionCode> = match was {
            Some((like, _)) => Some(like.code.clone()),
            None => rows::code_of(form.fields.get(&name("text")), &mut taken),
        };
        if code.is_none() {
            form.complain(&name("text"), page.t1("form-unreadable", "field", &page.t("asking-text")));
        }
        let was = was.map_or(at, |(_, number)| number);
        found.push((|| Some((order?, was, Question { code: code?, text: text?, answer: answer? })))());
    }
    Some(rows::in_order(found.into_iter().collect::<Option<_>>()?))
}

fn answer(page: &Page, form: &mut Form, id: &str) -> Option<AnswerKind> {
    let name = |part: &str| format!("fraga-{id}-{part}");
    if form.fields.get(&name("slag")) == "text" {
        return Some(AnswerKind::Text);
    }
    let highest = form.number(page, &name("steg"), &page.t("evaluating-steps"), (2, MOST_STEPS));
    let low: Option<Line> = form.value(page, &name("lagst"), &page.t("evaluating-low"));
    let high: Option<Line> = form.value(page, &name("hogst"), &page.t("evaluating-high"));
    Some(AnswerKind::Scale { highest: highest?, low: low?, high: high? })
}

fn group(page: &Page, form: &Form, id: &str) -> Group {
    let name = |part: &str| format!("fraga-{id}-{part}");
    let new = rows::is_new(id);
    let number: Option<u32> = form.fields.get(&name("ordning")).parse().ok();
    let heading =
        number.map_or_else(|| page.t("asking-new"), |number| page.count("asking-number", "number", number));
    let kinds = ["scale", "text"].map(|kind| (kind.to_owned(), page.t(&format!("evaluating-kind-{kind}"))));
    let mut steps = form.input(&name("steg"), page.t("evaluating-steps"), Kind::Number).only("scale");
    if new && form.fields.get(&name("text")).is_empty() && steps.value.is_empty() {
        USUAL_STEPS.clone_into(&mut steps.value);
    }
    let mut inputs = vec![
        form.input(&name("text"), page.t("asking-text"), Kind::Line).broad(),
        form.input(&name("slag"), page.t("asking-kind"), Kind::Choice).of(kinds),
        steps,
        form.input(&name("lagst"), page.t("evaluating-low"), Kind::Line).only("scale"),
        form.input(&name("hogst"), page.t("evaluating-high"), Kind::Line).only("scale"),
    ];
    if !new {
        inputs.push(form.input(&name("ordning"), page.t("asking-order"), Kind::Number));
        inputs.push(form.input(&name("bort"), page.t("edit-remove"), Kind::Tick));
    }
    Group::row(heading, inputs)
}
