//! Who is in an enrolment: a colleague is invited or enrolled, somebody else takes a place for good, or answers for it.
//!
//! One form, as each of these names a person; what is done with them is in the address.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_events::ids::{EnrolmentId, InvitationId, PersonId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::programme::Participation;
use parvis_events::register::Command;
use parvis_events::values::RoleCode;
use parvis_projections::register::roles_of;
use serde::Deserialize;
use uuid::Uuid;

use super::Web;
use super::deeds::{Outcome, back};
use super::enrolment::Found;
use super::failure::Failure;
use super::fields::{Field, Filled, Problem};
use super::mine::signed_in;
use super::page::{Page, Reader, show, show_as};
use super::people::{self, Naming, Place};
use super::rights::Deed;
use super::standing;

/// What is to be done with whoever is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// They join.
    Join,
    /// They take somebody's place.
    Replace(PersonId),
    /// They answer for the enrolment.
    Answer,
}

/// A role to choose.
struct Choice {
    code: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "colleague.html")]
struct ColleaguePage {
    page: Page,
    id: EnrolmentId,
    municipality: String,
    programme: String,
    title: String,
    lead: String,
    button: String,
    /// The end of the form's address.
    action: String,
    /// Roles to choose among; none where there is no choice.
    roles: Vec<Choice>,
    role_problem: String,
    /// Whether a colleague can be invited instead of enrolled.
    may_invite: bool,
    enrols: bool,
    fields: Vec<Field>,
    problems: Vec<Problem>,
}

impl Purpose {
    /// Whether the reader may do it now.
    fn allowed(self, found: &Found) -> bool {
        match self {
            Self::Join => found.can(Deed::AddColleague),
            Self::Answer => found.can(Deed::ChangeContact),
            Self::Replace(person) => {
                found.is_member(person)
                    && (found.can(Deed::ReplaceOthers)
                        || person == found.reader && found.can(Deed::ReplaceOneself))
            }
        }
    }

    /// The end of the keys of its texts.
    const fn name(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Replace(_) => "replace",
            Self::Answer => "contact",
        }
    }

    fn action(self) -> String {
        match self {
            Self::Join => "kollega".to_owned(),
            Self::Replace(person) => format!("kollega/{person}"),
            Self::Answer => "kontakt".to_owned(),
        }
    }

    /// The roles there are to choose among: those that are missing, those of the place that is taken over, or all.
    fn roles(self, found: &Found) -> Vec<(RoleCode, String)> {
        let stored = found.programme.participation.clone();
        let participation: Option<Participation> =
            stored.and_then(|value| serde_json::from_value(value).ok());
        let Some(participation) = participation else { return Vec::new() };
        let wanted: BTreeSet<RoleCode> = match self {
            Self::Answer => return Vec::new(),
            Self::Join => roles_of(&found.row.missing),
            Self::Replace(person) => {
                let row = found.house.register.participants.get(&(found.row.enrolment, person));
                let roles = row.map(|row| roles_of(&row.roles)).unwrap_or_default();
                let rule = &participation.rule;
                roles
                    .iter()
                    .filter_map(|role| rule.requirement_of(role))
                    .map(|one| one.name.clone())
                    .collect()
            }
        };
        let fits = |code: &RoleCode| match &participation.rule {
            ParticipationRule::Pair { requirements } => {
                let mut named = requirements.iter().filter(|requirement| wanted.contains(&requirement.name));
                wanted.is_empty() || named.any(|requirement| requirement.any_of.contains(code))
            }
            ParticipationRule::Team { .. }
            | ParticipationRule::Individual
            | ParticipationRule::OpenMeeting => true,
        };
        let roles = participation.roles.iter().filter(|role| fits(&role.code));
        roles.map(|role| (role.code.clone(), role.name.to_string())).collect()
    }

    /// The role of the place that is taken over, which whoever takes it over most often has too; else empty.
    fn held(self, found: &Found) -> String {
        match self {
            Self::Join | Self::Answer => String::new(),
            Self::Replace(person) => {
                let row = found.house.register.participants.get(&(found.row.enrolment, person));
                let role = row.and_then(|row| roles_of(&row.roles).into_iter().next());
                role.map(|role| role.to_string()).unwrap_or_default()
            }
        }
    }
}

/// `GET /min-sida/anmalan/{id}/kollega`.
pub(super) async fn join_form(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    form(&web, &id, page, Purpose::Join)
}

/// `GET /min-sida/anmalan/{id}/kollega/{person}`.
pub(super) async fn replace_form(
    State(web): State<Web>,
    Path((id, person)): Path<(String, Uuid)>,
    page: Page,
) -> Result<Response, Failure> {
    form(&web, &id, page, Purpose::Replace(PersonId::new(person)))
}

/// `GET /min-sida/anmalan/{id}/kontakt`.
pub(super) async fn contact_form(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    form(&web, &id, page, Purpose::Answer)
}

/// `POST /min-sida/anmalan/{id}/kollega`.
pub(super) async fn join(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    name(&web, &id, page, pairs, Purpose::Join).await
}

/// `POST /min-sida/anmalan/{id}/kollega/{person}`.
pub(super) async fn replace(
    State(web): State<Web>,
    Path((id, person)): Path<(String, Uuid)>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    name(&web, &id, page, pairs, Purpose::Replace(PersonId::new(person))).await
}

/// `POST /min-sida/anmalan/{id}/kontakt`.
pub(super) async fn contact(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    name(&web, &id, page, pairs, Purpose::Answer).await
}

fn form(web: &Web, id: &str, page: Page, purpose: Purpose) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    Ok(show(&built(web, id, page, &reader, &Filled::default(), purpose)?))
}

fn built(
    web: &Web,
    id: &str,
    page: Page,
    reader: &Reader,
    filled: &Filled,
    purpose: Purpose,
) -> Result<ColleaguePage, Failure> {
    let kept = web.house();
    let found = Found::of(&kept.house, id, reader)?;
    if !purpose.allowed(&found) {
        return Err(Failure::Forbidden);
    }
    let roles = purpose.roles(&found);
    let wanted =
        if filled.first().is_empty() { purpose.held(&found) } else { filled.text("roll").to_owned() };
    let several = roles.len() > 1;
    let roles = roles.into_iter().filter(|_| several);
    let key = |part: &str| format!("colleague-{}-{part}", purpose.name());
    let lead = match purpose {
        Purpose::Replace(person) => page.t1(&key("lead"), "name", &found.name(&page, person)),
        Purpose::Join | Purpose::Answer => page.t(&key("lead")),
    };
    Ok(ColleaguePage {
        id: found.row.enrolment,
        municipality: standing::municipality(found.programme, found.row),
        programme: found.programme.name.clone(),
        title: page.t(&key("title")),
        lead,
        button: page.t(&key("button")),
        action: purpose.action(),
        roles: roles
            .map(|(code, name)| Choice { chosen: code.as_str() == wanted, code: code.to_string(), name })
            .collect(),
        role_problem: filled.problem("roll"),
        may_invite: purpose == Purpose::Join,
        enrols: filled.text("satt") == "anmal",
        fields: Naming::fields(&page, filled, "", false),
        problems: filled.problems.clone(),
        page,
    })
}

async fn name(
    web: &Web,
    id: &str,
    page: Page,
    pairs: Vec<(String, String)>,
    purpose: Purpose,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let (place, choice) = {
        let kept = web.house();
        let found = Found::of(&kept.house, id, &reader)?;
        if !purpose.allowed(&found) {
            return Err(Failure::Forbidden);
        }
        (Place::of(&found), purpose.roles(&found))
    };
    let mut filled = Filled::new(pairs);
    let roles = roles(&page, &mut filled, &choice);
    let invites = filled.text("satt") != "anmal";
    let command = |person| Some(command(web, &place, (purpose, invites), person, roles));
    if people::name(web, (&page, &reader), &mut filled, (&place, "fornamn"), command).await? {
        // Whoever gave their own place or task away may not see the enrolment any more.
        return Ok(match purpose {
            Purpose::Join => back(page, place.enrolment, Outcome::Done),
            Purpose::Replace(_) | Purpose::Answer => Redirect::to("/min-sida").into_response(),
        });
    }
    let built = built(web, id, page, &reader, &filled, purpose)?;
    Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &built))
}

fn roles(page: &Page, filled: &mut Filled, choice: &[(RoleCode, String)]) -> BTreeSet<RoleCode> {
    if let [(only, _)] = choice {
        return [only.clone()].into();
    }
    let wanted = filled.text("roll");
    let found = choice.iter().find(|(code, _)| code.as_str() == wanted).map(|(code, _)| code.clone());
    if found.is_none() && !choice.is_empty() {
        filled.complain("roll", page.t("enrol-choose-role"));
    }
    found.into_iter().collect()
}

/// What is to be done with whoever was named; a colleague is invited, or enrolled.
fn command(
    web: &Web,
    place: &Place,
    (purpose, invites): (Purpose, bool),
    person: PersonId,
    roles: BTreeSet<RoleCode>,
) -> Command {
    let enrolment = place.enrolment;
    match purpose {
        Purpose::Answer => Command::ChangeContact { enrolment, contact: person },
        Purpose::Replace(leaving) => {
            Command::ReplaceMember { enrolment, leaving, member: Member { person, roles } }
        }
        Purpose::Join if invites => {
            let invitation = InvitationId::new(web.chance().uuid());
            Command::InviteMember { enrolment, invitation, person, roles }
        }
        Purpose::Join => Command::AddMember { enrolment, member: Member { person, roles } },
    }
}

/// Which invitation is taken back.
#[derive(Deserialize)]
pub(super) struct Removal {
    inbjudan: Uuid,
}

/// `POST /min-sida/anmalan/{id}/inbjudan/bort`.
pub(super) async fn withdraw(
    State(web): State<Web>,
    Path(id): Path<String>,
    page: Page,
    Form(removal): Form<Removal>,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let Place { enrolment, register, .. } = {
        let kept = web.house();
        let found = Found::of(&kept.house, &id, &reader)?;
        if !found.roles.may(Deed::AddColleague) {
            return Err(Failure::Forbidden);
        }
        Place::of(&found)
    };
    let invitation = InvitationId::new(removal.inbjudan);
    let command = Command::WithdrawInvitation { enrolment, invitation };
    let outcome = web.decide(&page, &reader, register, command).await?;
    Ok(back(page, enrolment, outcome))
}
