//! Where the link in an invitation leads: a colleague is asked to join, and says yes or no.
//!
//! Whoever holds the link gets in, so nobody has to sign in; opening it answers nothing.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::register::Command;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, InvitationRow, InvitationStatus, roles_of};
use parvis_words::names;
use serde::Deserialize;
use uuid::Uuid;

use super::deeds::Outcome;
use super::failure::Failure;
use super::page::{Page, Reader, show, show_as};
use super::programme::{language_mark, speaking};
use super::{Web, standing};

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    page: Page,
    token: String,
    code: String,
    programme: String,
    lang: String,
    municipality: String,
    name: String,
    roles: String,
    until: String,
    open: bool,
    /// What became of it, or why an answer was refused; empty while it is open.
    verdict: String,
    /// Where the enrolment stands, for whoever has accepted; else empty.
    stands: String,
}

/// An answer to an invitation.
#[derive(Deserialize)]
pub(super) struct Answer {
    svar: String,
}

/// An invitation with what belongs to it.
struct Found<'a> {
    house: &'a House,
    invitation: &'a InvitationRow,
    enrolment: &'a EnrolmentRow,
    programme: &'a ProgrammeRow,
}

impl<'a> Found<'a> {
    /// The invitation that a token is about.
    ///
    /// # Errors
    /// When we did not make the token, or what it is about is gone.
    fn of(web: &Web, house: &'a House, token: &str) -> Result<Self, Failure> {
        let id = web.office().links.read(token).ok_or(Failure::NotFound)?;
        let invitation = house.register.invitations.get(&(id,)).ok_or(Failure::NotFound)?;
        let enrolment = house.register.enrolment(invitation.enrolment).ok_or(Failure::NotFound)?;
        let programme = house.programmes.programmes.get(&(invitation.programme,)).ok_or(Failure::NotFound)?;
        Ok(Self { house, invitation, enrolment, programme })
    }
}

/// `GET /invitation/{token}`.
pub(super) async fn get(
    State(web): State<Web>,
    Path(token): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let now = web.now();
    let kept = web.house();
    let found = Found::of(&web, &kept.house, &token)?;
    let page = speaking(page, found.programme);
    let verdict = match found.invitation.status {
        InvitationStatus::Open if now >= found.invitation.until => page.t("invitation-expired"),
        InvitationStatus::Open => String::new(),
        InvitationStatus::Accepted => page.t("invitation-accepted"),
        InvitationStatus::Declined => page.t("invitation-declined"),
        InvitationStatus::Withdrawn => page.t("invitation-withdrawn"),
    };
    let built = build(page, &found, token, verdict);
    Ok(show(&built))
}

fn build(page: Page, found: &Found, token: String, verdict: String) -> InvitationPage {
    let roles: Vec<String> = roles_of(&found.invitation.roles)
        .into_iter()
        .filter_map(|role| found.house.programmes.roles.get(&(found.programme.programme, role)))
        .map(|row| names::within(&row.name))
        .collect();
    let person = found.invitation.person;
    InvitationPage {
        token,
        code: found.programme.code.to_string(),
        programme: found.programme.name.clone(),
        lang: language_mark(&page, found.programme),
        municipality: standing::municipality(found.programme, found.enrolment),
        // The link was sent to this person.
        name: standing::name_for(&page, found.house, person, Some(person), false),
        roles: names::list(page.language, &roles),
        until: page.last_day(found.programme.zone, found.invitation.until),
        open: verdict.is_empty(),
        stands: stands(&page, found),
        verdict,
        page,
    }
}

/// Where the enrolment stands now that the reader is in it; empty before that.
fn stands(page: &Page, found: &Found) -> String {
    if found.invitation.status != InvitationStatus::Accepted {
        return String::new();
    }
    let standing = standing::of(page, found.house, found.programme, found.enrolment);
    format!("{} {}", standing.sentence, standing.more).trim_end().to_owned()
}

/// `POST /invitation/{token}`.
pub(super) async fn answer(
    State(web): State<Web>,
    Path(token): Path<String>,
    page: Page,
    Form(answer): Form<Answer>,
) -> Result<Response, Failure> {
    let (register, command, person) = asked(&web, &token, &answer)?;
    // The invitation says who it is; whoever reads the answer shall not take it for somebody signed in.
    let reader = Reader { person, name: String::new(), works: false };
    match web.decide(&page, &reader, register, command).await? {
        Outcome::Done => Ok(Redirect::to(&format!("/invitation/{token}")).into_response()),
        Outcome::Refused(text) => {
            let kept = web.house();
            let built = build(page, &Found::of(&web, &kept.house, &token)?, token, text);
            Ok(show_as(StatusCode::CONFLICT, &built))
        }
    }
}

fn asked(web: &Web, token: &str, answer: &Answer) -> Result<(Uuid, Command, PersonId), Failure> {
    let kept = web.house();
    let found = Found::of(web, &kept.house, token)?;
    let enrolment: EnrolmentId = found.enrolment.enrolment;
    let invitation = found.invitation.invitation;
    let command = match answer.svar.as_str() {
        "ja" => Command::AcceptInvitation { enrolment, invitation },
        "nej" => Command::DeclineInvitation { enrolment, invitation },
        _ => return Err(Failure::Unreadable),
    };
    Ok((found.enrolment.register.uuid(), command, found.invitation.person))
}
