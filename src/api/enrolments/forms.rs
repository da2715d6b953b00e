//! What an enrolment says besides who takes part: its contact, answers to questions, needs.

use std::collections::BTreeMap;

use parvis_events::ids::PersonId;
use parvis_events::participation::{Answer, Answers, Needs};
use parvis_events::register::Command;
use parvis_events::values::{Paragraph, ProgrammeCode, QuestionCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Place;
use crate::api::answer::Receipt;
use crate::api::body::{At, Body, fault};
use crate::api::errand::Errand;
use crate::api::people::{Whom, meet};
use crate::api::problem::Problem;
use crate::api::scopes::Power;
use crate::api::values;
use crate::reception::Reception;

pub(super) fn routes() -> OpenApiRouter<Reception> {
    OpenApiRouter::new().routes(routes!(contact)).routes(routes!(answer)).routes(routes!(need))
}

/// Let somebody else answer for an enrolment
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/contact", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
    ),
    request_body = Whom,
    responses((status = 200, description = "Letters go to them from now on", body = Receipt)),
)]
async fn contact(
    errand: Errand,
    At((code, id)): At<(ProgrammeCode, Uuid)>,
    Body(given): Body<Whom>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let mut people = Vec::new();
    let contact = {
        errand.office().runner.catch_up().await?;
        let kept = errand.office().runner.house().await;
        meet(&errand, &kept.house, &mut people, given, place.language).await?
    };
    place.tell(&errand, &people, Command::ChangeContact { enrolment: place.id, contact }).await
}

/// Answers to the programme's questions; these are all the person's answers from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "answers": { "experience": 7, "network": true, "expectations": "Fler kontakter" } }))]
struct AnswersGiven {
    /// By question: a text or choice, a whole number, or yes or no.
    #[schema(value_type = BTreeMap<values::QuestionCode, AnswerGiven>)]
    answers: BTreeMap<QuestionCode, AnswerGiven>,
}

/// An answer; a choice is answered by its own words.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum AnswerGiven {
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Number(u32),
    /// A text, or one of the choices.
    Text(AnswerText),
}

/// What somebody writes as an answer.
#[derive(Deserialize, ToSchema)]
#[schema(value_type = values::Paragraph)]
struct AnswerText(String);

/// Answer the programme's questions
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members/{person}/answers", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("person" = Uuid, Path, description = "Who answers: a member, or the contact"),
    ),
    request_body = AnswersGiven,
    responses((status = 200, description = "Kept, sealed with the person's key", body = Receipt)),
)]
async fn answer(
    errand: Errand,
    At((code, id, person)): At<(ProgrammeCode, Uuid, Uuid)>,
    Body(given): Body<AnswersGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let mut answers = Answers::new();
    for (question, answer) in given.answers {
        let answer = match answer {
            AnswerGiven::YesNo(yes) => Answer::YesNo(yes),
            AnswerGiven::Number(number) => Answer::Number(number),
            AnswerGiven::Text(AnswerText(text)) => {
                Answer::Text(text.parse().map_err(|_| fault(&format!("/answers/{question}"), "value"))?)
            }
        };
        answers.insert(question, answer);
    }
    let person = PersonId::new(person);
    place.tell(&errand, &[], Command::GiveAnswers { enrolment: place.id, person, answers }).await
}

/// What somebody needs in order to take part.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "diet": "Vegetarisk", "access": "Hörslinga" }))]
struct NeedsGiven {
    /// What they do not eat.
    #[serde(default)]
    #[schema(value_type = Option<values::Paragraph>)]
    diet: Option<Paragraph>,
    /// What they need to get in, hear, see and follow.
    #[serde(default)]
    #[schema(value_type = Option<values::Paragraph>)]
    access: Option<Paragraph>,
}

/// Say what somebody needs in order to take part
///
/// Sealed with a key of its own, which is destroyed after the last seminar.
#[utoipa::path(
    post, path = "/programmes/{programme}/enrolments/{enrolment}/members/{person}/needs", tag = "enrolments",
    security(("token" = ["enrol"])),
    params(
        ("programme" = inline(values::ProgrammeCode), Path, description = "Code of the programme"),
        ("enrolment" = Uuid, Path, description = "The enrolment"),
        ("person" = Uuid, Path, description = "Whose needs"),
    ),
    request_body = NeedsGiven,
    responses((status = 200, description = "Kept apart, until they are disposed of", body = Receipt)),
)]
async fn need(
    errand: Errand,
    At((code, id, person)): At<(ProgrammeCode, Uuid, Uuid)>,
    Body(given): Body<NeedsGiven>,
) -> Result<Receipt, Problem> {
    let place = Place::of(&errand, Power::Enrol, &code, id).await?;
    let needs = Needs { diet: given.diet, access: given.access };
    let person = PersonId::new(person);
    place.tell(&errand, &[], Command::StateNeeds { enrolment: place.id, person, needs }).await
}
