//! What somebody does with an enrolment: answer an offer, leave, and the way back from it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::ids::EnrolmentId;
use parvis_events::register::{Command, Register, Rejection};
use serde::Deserialize;
use uuid::Uuid;

use super::enrolment::Found;
use super::failure::Failure;
use super::mine::signed_in;
use super::page::{Page, Reader, show, show_as};
use super::rights::Deed;
use super::{Web, WebError, standing};
use crate::handle::{Done, HandleError};

/// How long the views may take to show what was just done.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// What came of a command.
pub(super) enum Outcome {
    /// It is done.
    Done,
    /// A rule forbids it, said in the reader's language.
    Refused(String),
}

impl Web {
    /// Decides a command on a register, in the name of a reader, and waits until the views show it.
    ///
    /// # Errors
    /// When the log or the database fails.
    pub(super) async fn decide(
        &self,
        page: &Page,
        reader: &Reader,
        register: Uuid,
        command: Command,
    ) -> Result<Outcome, Failure> {
        let cause = self.cause(page, &reader.actor());
        let done = self.office().handle.run::<Register>(register, command, &cause).await;
        self.answered(page, done).await
    }

    /// Waits until the views show what was done, two seconds at most.
    pub(super) async fn shown(&self, done: Done) {
        if let Some(position) = done.position
            && let Err(error) = self.office().runner.at_least(position, PATIENCE).await
        {
            // It is done all the same; the page that comes next may be a moment behind.
            tracing::warn!(error = %error, "the views do not show yet what was done on a page");
        }
    }

    /// Waits until the views show what was done, or says why it was not.
    ///
    /// # Errors
    /// When the log or the database fails.
    pub(super) async fn answered(
        &self,
        page: &Page,
        done: Result<Done, HandleError>,
    ) -> Result<Outcome, Failure> {
        match done {
            Ok(done) => {
                self.shown(done).await;
                Ok(Outcome::Done)
            }
            Err(error) => match error.rejection::<Rejection>() {
                Some(why) => Ok(Outcome::Refused(refusal(page, why))),
                None => Err(Failure::Ours(WebError::Handle(error))),
            },
        }
    }
}

/// Why something was refused, in the words of whoever wanted it.
pub(super) fn refusal(page: &Page, why: &Rejection) -> String {
    match why {
        Rejection::OfferHasExpired { .. } | Rejection::NoOffer { .. } => page.t("refused-offer-over"),
        Rejection::NotActive { .. } => page.t("refused-not-active"),
        Rejection::NotAdmitted { .. } => page.t("refused-not-admitted"),
        Rejection::NoSessions => page.t("refused-no-sessions"),
        Rejection::DeputyAlreadyNamed => page.t("refused-deputy-already-named"),
        Rejection::DeputyTaken { .. } => page.t("refused-deputy-taken"),
        Rejection::PersonAlreadyEnrolled { .. } => page.t("refused-already-enrolled"),
        Rejection::IsADeputy { .. } => page.t("refused-is-a-deputy"),
        Rejection::AlreadyInvited { .. } => page.t("refused-already-invited"),
        Rejection::TooManyMembers { .. } => page.t("refused-no-room"),
        Rejection::InvitationExpired { .. } | Rejection::InvitationOver(_) | Rejection::UnknownInvitation => {
            page.t("refused-invitation-over")
        }
        other => {
            // Rules that no page of ours can run into still get an answer.
            tracing::warn!(reason = %other, "a page was refused something it has no words for");
            page.t("refused-other")
        }
    }
}

/// An answer to an offer.
#[derive(Deserialize)]
pub(super) struct Answer {
    svar: String,
}

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage {
    page: Page,
    id: EnrolmentId,
    text: String,
}

/// `POST /min-sida/anmalan/{id}/svar`.
pub(super) async fn answer(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(answer): Form<Answer>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let (enrolment, register) = {
        let kept = web.house();
        let found = Found::of(&kept.house, &id, &reader)?;
        if !found.roles.may(Deed::AnswerOffer) {
            return Err(Failure::Forbidden);
        }
        (found.row.enrolment, found.row.register.uuid())
    };
    let command = match answer.svar.as_str() {
        "ja" => Command::AcceptOffer { enrolment },
        "nej" => Command::DeclineOffer { enrolment },
        _ => return Err(Failure::Unreadable),
    };
    let outcome = web.decide(&page, &reader, register, command).await?;
    Ok(back(page, enrolment, outcome))
}

/// Back to the enrolment, or why it did not go.
pub(super) fn back(page: Page, id: EnrolmentId, outcome: Outcome) -> Response {
    match outcome {
        Outcome::Done => Redirect::to(&format!("/min-sida/anmalan/{id}")).into_response(),
        Outcome::Refused(text) => show_as(StatusCode::CONFLICT, &RefusedPage { page, id, text }),
    }
}

#[derive(Template)]
#[template(path = "leave.html")]
struct LeavePage {
    page: Page,
    id: EnrolmentId,
    municipality: String,
    programme: String,
    /// What can be withdrawn: oneself, the whole enrolment, or either.
    may_leave: bool,
    may_withdraw: bool,
    /// What follows from it now.
    follows: String,
    late: bool,
    problem: String,
}

/// What is to be withdrawn.
#[derive(Deserialize)]
pub(super) struct Leaving {
    vad: Option<String>,
}

/// `GET /min-sida/anmalan/{id}/avboka`: asks what, and says what follows.
pub(super) async fn ask_to_leave(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let built = leave_page(&web, &id, page, &reader, String::new())?;
    Ok(show(&built))
}

fn leave_page(
    web: &Web,
    id: &str,
    page: Page,
    reader: &Reader,
    problem: String,
) -> Result<LeavePage, Failure> {
    let now = web.now();
    let kept = web.house();
    let found = Found::of(&kept.house, id, reader)?;
    let (may_leave, may_withdraw) = (found.can(Deed::LeaveOneself), found.can(Deed::WithdrawEnrolment));
    if !may_leave && !may_withdraw {
        return Err(Failure::Forbidden);
    }
    let alone = standing::alone(found.programme);
    let today = parvis_events::time::local_date(found.programme.zone, now);
    let deadline = found.programme.withdrawal_deadline;
    let late = deadline.is_some_and(|day| today > day);
    let follows = match (late, alone) {
        (false, _) => "leave-in-time",
        (true, false) => "leave-late",
        (true, true) => "leave-late-alone",
    };
    Ok(LeavePage {
        id: found.row.enrolment,
        municipality: standing::municipality(found.programme, found.row),
        programme: found.programme.name.clone(),
        // Whoever takes part by themselves is the whole enrolment.
        may_leave: may_leave && !(alone && may_withdraw),
        may_withdraw,
        follows: deadline.map(|day| page.t1(follows, "date", &page.day(day))).unwrap_or_default(),
        late,
        problem,
        page,
    })
}

/// `POST /min-sida/anmalan/{id}/avboka`.
pub(super) async fn leave(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(leaving): Form<Leaving>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let (enrolment, register, may_leave, may_withdraw) = {
        let kept = web.house();
        let found = Found::of(&kept.house, &id, &reader)?;
        let (leave, withdraw) = (found.can(Deed::LeaveOneself), found.can(Deed::WithdrawEnrolment));
        (found.row.enrolment, found.row.register.uuid(), leave, withdraw)
    };
    let command = match leaving.vad.as_deref() {
        Some("jag") if may_leave => {
            Command::WithdrawMember { enrolment, person: reader.person, reason: None }
        }
        Some("alla") if may_withdraw => Command::Withdraw { enrolment },
        Some("jag" | "alla") => return Err(Failure::Forbidden),
        Some(_) => return Err(Failure::Unreadable),
        None => {
            let problem = page.t("leave-choose");
            let built = leave_page(&web, &id, page, &reader, problem)?;
            return Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built));
        }
    };
    let outcome = web.decide(&page, &reader, register, command).await?;
    if matches!(outcome, Outcome::Done) {
        // Whoever left may not see the enrolment any more.
        return Ok(Redirect::to("/min-sida").into_response());
    }
    Ok(back(page, enrolment, outcome))
}
