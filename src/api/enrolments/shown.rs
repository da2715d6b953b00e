//! Enrolments as they are shown.

use chrono::{DateTime, Utc};
use parvis_events::geography;
use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::Member;
use parvis_events::time::local_date;
use parvis_events::values::MunicipalityCode;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{DraftRow, EnrolmentRow, OverviewRow, roles_of};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::look::Look;
use crate::api::people::{PersonShown, shown};
use crate::api::problem::{Problem, rejections};

/// An enrolment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EnrolmentShown {
    /// Its id.
    id: Uuid,
    /// What people call it.
    reference: String,
    /// The order it was submitted in, from 1; absent for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    /// Number of the seminar, of an enrolment for an open meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    seminar: Option<u8>,
    /// Code of the municipality, of the day.
    municipality: String,
    /// Its name.
    municipality_name: String,
    /// Code of the county, of the day.
    county: String,
    /// Where it stands: draft, incomplete, admitted, queued, offered, declined, expired, withdrawn, late-withdrawal, refused.
    #[schema(example = "admitted")]
    status: &'static str,
    /// End of the hold or the offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<DateTime<Utc>>,
    /// Place in the queue, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    queue_place: Option<u32>,
    /// Requirements that nobody fills.
    missing: Vec<String>,
    /// How many more people the participation rule asks for, at the least: one person who holds both roles of a pair
    /// leaves no role empty and is one too few.
    people_missing: u32,
    /// Required questions without an answer.
    missing_answers: Vec<String>,
    /// Whether an exception from the rule covers what is missing.
    dispensed: bool,
    /// Whether somebody is missing and no exception covers it.
    incomplete: bool,
    /// By which way it came in: contact, member, paper or file.
    via: &'static str,
    /// Who answers for it.
    contact: PersonShown,
    /// Who takes part, or did.
    members: Vec<MemberShown>,
    /// When it was submitted, or begun.
    submitted_at: DateTime<Utc>,
    /// When it last changed.
    changed_at: DateTime<Utc>,
}

/// Somebody in an enrolment.
#[derive(Debug, Serialize, ToSchema)]
struct MemberShown {
    /// Who.
    person: PersonShown,
    /// Their roles.
    roles: Vec<String>,
    /// Where they stand: that of the enrolment, or withdrawn, late-withdrawal, replaced.
    status: &'static str,
    /// Whom they replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<Uuid>,
}

/// How full a register is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OverviewShown {
    /// Number of the seminar, for an open meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    seminar: Option<u8>,
    /// Places there are.
    places: u32,
    /// Places taken: admitted, offered and held.
    places_taken: u32,
    /// Enrolments ever submitted.
    applied: u32,
    /// Enrolments that have a place.
    admitted: u32,
    /// Enrolments that wait.
    queued: u32,
    /// Enrolments with an open offer.
    offered: u32,
    /// Enrolments whose seats are held.
    incomplete: u32,
    /// Enrolments that ran out of time.
    expired: u32,
    /// Enrolments that declined.
    declined: u32,
    /// Enrolments withdrawn.
    withdrawn: u32,
    /// Enrolments refused.
    refused: u32,
    /// Enrolments begun and not handed in.
    drafts: u32,
    /// People with a place.
    participants: u32,
}

/// An enrolment as the caller may see it.
pub(super) fn enrolment_shown(
    look: &Look,
    views: &House,
    programme: &ProgrammeRow,
    row: &EnrolmentRow,
) -> EnrolmentShown {
    let members = views.register.participants.of(row.enrolment);
    EnrolmentShown {
        id: row.enrolment.uuid(),
        reference: row.reference.clone(),
        number: Some(row.number),
        seminar: seminar_number(views, row.seminar),
        municipality: row.municipality.to_string(),
        municipality_name: municipality_name(programme, row),
        county: row.county.to_string(),
        status: row.status.name(),
        until: row.until,
        queue_place: row.queue_place,
        missing: words(&row.missing),
        people_missing: row.people_missing,
        missing_answers: words(&row.missing_answers),
        dispensed: row.dispensed,
        incomplete: row.incomplete,
        via: row.via.name(),
        contact: shown(look, views, row.contact, &programme.code),
        members: members
            .map(|member| MemberShown {
                person: shown(look, views, member.person, &programme.code),
                roles: roles_of(&member.roles).into_iter().map(String::from).collect(),
                status: member.status.name(),
                replaces: member.replaces.map(PersonId::uuid),
            })
            .collect(),
        submitted_at: row.submitted_at,
        changed_at: row.changed_at,
    }
}

/// A draft as the caller may see it.
///
/// # Errors
/// When there is none with this id.
pub(super) fn draft_shown(
    look: &Look,
    views: &House,
    programme: &ProgrammeRow,
    id: EnrolmentId,
) -> Result<EnrolmentShown, Problem> {
    let unknown = || rejections::told(&parvis_events::register::Rejection::UnknownEnrolment);
    let row: &DraftRow = views.register.drafts.get(&(id,)).ok_or_else(unknown)?;
    let members: Vec<Member> = serde_json::from_value(row.members.clone()).unwrap_or_default();
    Ok(EnrolmentShown {
        id: row.enrolment.uuid(),
        reference: row.reference.clone(),
        number: None,
        seminar: seminar_number(views, row.seminar),
        municipality: row.municipality.to_string(),
        municipality_name: name_at(programme, &row.municipality, row.drafted_at),
        county: row.county.to_string(),
        status: "draft",
        until: None,
        queue_place: None,
        missing: Vec::new(),
        people_missing: 0,
        missing_answers: Vec::new(),
        dispensed: false,
        incomplete: false,
        via: row.via.name(),
        contact: shown(look, views, row.contact, &programme.code),
        members: members
            .into_iter()
            .map(|member| MemberShown {
                person: shown(look, views, member.person, &programme.code),
                roles: member.roles.into_iter().map(String::from).collect(),
                status: "draft",
                replaces: None,
            })
            .collect(),
        submitted_at: row.drafted_at,
        changed_at: row.changed_at,
    })
}

/// How full a register is.
pub(super) fn overview_shown(views: &House, row: &OverviewRow) -> OverviewShown {
    OverviewShown {
        seminar: seminar_number(views, row.seminar),
        places: row.places,
        places_taken: row.places_taken,
        applied: row.applied,
        admitted: row.admitted,
        queued: row.queued,
        offered: row.offered,
        incomplete: row.incomplete,
        expired: row.expired,
        declined: row.declined,
        withdrawn: row.withdrawn,
        refused: row.refused,
        drafts: row.drafts,
        participants: row.participants,
    }
}

/// What the municipality of an enrolment was called when it was submitted.
pub(super) fn municipality_name(programme: &ProgrammeRow, row: &EnrolmentRow) -> String {
    name_at(programme, &row.municipality, row.submitted_at)
}

fn name_at(programme: &ProgrammeRow, code: &MunicipalityCode, at: DateTime<Utc>) -> String {
    geography::municipality(programme.country, code, local_date(programme.zone, at))
        .map_or_else(|| code.to_string(), |found| found.name)
}

fn seminar_number(views: &House, seminar: Option<parvis_events::ids::SeminarId>) -> Option<u8> {
    views.programmes.seminars.get(&(seminar?,)).map(|row| row.number)
}

fn words(column: &str) -> Vec<String> {
    column.split_whitespace().map(str::to_owned).collect()
}
