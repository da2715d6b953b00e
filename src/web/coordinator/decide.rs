//! What the coordinator decides about an enrolment: a place by hand, an exception, a withdrawal.
//!
//! Each form carries the revision of the register its page showed. If something has happened to the enrolment since, the
//! decision is not taken: the page comes back with what happened, and with what was typed.
//! Source: rule "Two coordinators".

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::Lack;
use parvis_events::register::{Command, Dispensation, HandDecision, Register, Rejection};
use parvis_log::Revision;
use serde::Deserialize;

use super::enrolment::{Tried, find, shown};
use super::{Desk, change};
use crate::handle::HandleError;
use crate::lacking;
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::rights::Deed;

/// A form as it was sent.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Sent {
    #[serde(default)]
    seen: i64,
    /// What was chosen.
    #[serde(default)]
    val: String,
    /// Whom it is about.
    #[serde(default)]
    person: String,
    #[serde(default)]
    skal: String,
    /// The roles somebody is to have.
    #[serde(skip)]
    roles: Vec<String>,
}

impl Sent {
    /// A form in which several roles may be ticked.
    fn of(pairs: &[(String, String)]) -> Self {
        let all = |name: &str| {
            let found = pairs.iter().filter(move |(key, _)| key == name);
            found.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        let one = |name: &str| all(name).pop().unwrap_or_default();
        Self {
            seen: one("seen").parse().unwrap_or_default(),
            val: one("val"),
            person: one("person"),
            skal: one("skal"),
            roles: all("roll"),
        }
    }
}

/// `POST /arbete/{code}/anmalan/{id}/beslut`.
pub(in crate::web) async fn by_hand(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let decision = match sent.val.as_str() {
        "plats" => Some(HandDecision::Admit),
        "erbjud" => Some(HandDecision::Offer),
        "neka" => Some(HandDecision::Refuse),
        _ => None,
    };
    let reason = sent.skal.trim().to_owned();
    let problem = match (decision, reason.is_empty()) {
        (None, _) => page.t("decide-choose"),
        (Some(_), true) => page.t("decide-reason-missing"),
        (Some(_), false) => String::new(),
    };
    let command = |enrolment| decision.map(|decision| Command::DecideByHand { enrolment, decision, reason });
    decide(web, page, &code, &id, "beslut", sent, problem, command).await
}

/// `POST /arbete/{code}/anmalan/{id}/dispens`.
pub(in crate::web) async fn dispense(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let sent = Sent::of(&pairs);
    let kind = match sent.val.as_str() {
        "ensam" => Some(Dispensation::OnePersonAllRoles),
        "vakant" => Some(Dispensation::RoleVacant),
        _ => None,
    };
    let person: Option<PersonId> = sent.person.parse().ok();
    let (roles, reason) = (sent.roles.clone(), sent.skal.trim().to_owned());
    let problem = match (kind, person, reason.is_empty()) {
        (None, ..) => page.t("decide-choose"),
        (_, None, _) => page.t("dispense-choose-person"),
        (.., true) => page.t("decide-reason-missing"),
        (Some(_), Some(_), false) => String::new(),
    };
    let command = |enrolment| {
        let (kind, person) = (kind?, person?);
        // Only whoever is to fill all the roles is asked which ones they have.
        let asked = kind == Dispensation::OnePersonAllRoles;
        let roles = roles.into_iter().filter(|_| asked).filter_map(|role| role.parse().ok()).collect();
        Some(Command::GrantDispensation { enrolment, kind, person, roles, reason })
    };
    decide(web, page, &code, &id, "dispens", sent, problem, command).await
}

/// `POST /arbete/{code}/anmalan/{id}/avboka`.
pub(in crate::web) async fn withdraw(
    State(web): State<Web>,
    Path((code, id)): Path<(String, String)>,
    page: Page,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let problem = if sent.val == "ja" { String::new() } else { page.t("withdraw-confirm") };
    let leaving: Option<PersonId> = sent.person.parse().ok();
    let reason = Some(sent.skal.trim().to_owned()).filter(|reason| !reason.is_empty());
    let command = |enrolment| {
        Some(match leaving {
            Some(person) => Command::WithdrawMember { enrolment, person, reason },
            None => Command::Withdraw { enrolment },
        })
    };
    decide(web, page, &code, &id, "avboka", sent, problem, command).await
}

/// Decides, unless the enrolment has changed since the reader looked, and goes back to its page.
#[allow(clippy::too_many_arguments)] // what was sent, and where it was sent to
async fn decide(
    web: Web,
    page: Page,
    code: &str,
    id: &str,
    deed: &'static str,
    sent: Sent,
    problem: String,
    command: impl FnOnce(EnrolmentId) -> Option<Command>,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, code, Deed::DecideEnrolments)?;
    let row = find(&desk, id)?;
    let (enrolment, register) = (row.enrolment, row.register.uuid());
    let tried = |problem: String, stale: bool| Tried {
        deed,
        choice: sent.val.clone(),
        person: sent.person.clone(),
        reason: sent.skal.clone(),
        roles: sent.roles.clone(),
        problem,
        stale,
        seen: sent.seen,
    };
    let command = if problem.is_empty() { command(enrolment) } else { None };
    let Some(command) = command else {
        let tried = tried(problem, false);
        return shown(&web, page, &desk, id, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let cause = web.cause(&page, &desk.reader.actor());
    let concerns = move |fact: &parvis_events::register::Event| fact.enrolment() == Some(enrolment);
    let seen = Revision::new(sent.seen);
    let handle = &web.office().handle;
    match handle.run_unless::<Register>(register, command, &cause, seen, concerns).await {
        Ok(done) => {
            web.shown(done).await;
            Ok(desk.done_at(&format!("/anmalan/{enrolment}")))
        }
        Err(HandleError::Stale { .. }) => {
            // What is shown is what there is by now, also of what happened a moment ago.
            let _ = web.office().runner.catch_up().await;
            let fresh = Desk::now(&web, &page, code, Deed::DecideEnrolments)?;
            let tried = tried(page.t("decide-stale"), true);
            shown(&web, page, &fresh, id, tried, StatusCode::CONFLICT).await
        }
        Err(error) => {
            let problem = match error.rejection::<Rejection>() {
                Some(Rejection::RolesNotHeld { roles }) => {
                    let lack = Lack { roles: roles.clone(), people: 0 };
                    let missing = lacking::words(page.language, &desk.views, &desk.programme, &lack);
                    page.t1("dispense-roles-missing", "missing", &missing)
                }
                Some(_) | None => change::refused(&page, error)?.join(" "),
            };
            let tried = tried(problem, false);
            shown(&web, page, &desk, id, tried, StatusCode::CONFLICT).await
        }
    }
}
