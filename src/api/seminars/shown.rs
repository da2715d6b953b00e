//! Seminars and sessions as they are shown.

use chrono::{NaiveDate, NaiveTime};
use parvis_events::values::ProgrammeCode;
use parvis_projections::programmes::{SeminarRow, SessionRow, SpeakerRow};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::look::{Look, Views};
use crate::api::people::{PersonShown, shown};
use crate::api::values;

/// A seminar.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SeminarShown {
    /// Its id.
    id: Uuid,
    /// Its number in the series, from 1.
    number: u8,
    /// Its theme.
    theme: String,
    /// First day.
    starts_on: NaiveDate,
    /// Last day.
    ends_on: NaiveDate,
    /// Name of the house or hall.
    venue: String,
    /// Town.
    place: String,
    /// Street address, or empty.
    address: String,
    /// The region that is host, by its county.
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    /// How to get in and around, or empty.
    access: String,
    /// How many people the room holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<u32>,
    /// Where it can be followed online.
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<String>,
    /// The areas of culture it is about.
    areas: Vec<String>,
    /// Whether it is called off.
    cancelled: bool,
    /// Who speaks, about what.
    speakers: Vec<SpeakerShown>,
    /// Its sessions, in order of time.
    pub sessions: Vec<SessionShown>,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SessionShown {
    /// Its id.
    id: Uuid,
    /// Local date.
    date: NaiveDate,
    /// Local start.
    #[schema(value_type = values::TimeOfDay)]
    starts: NaiveTime,
    /// Local end.
    #[schema(value_type = values::TimeOfDay)]
    ends: NaiveTime,
    /// What it is called.
    title: String,
    /// Length in minutes.
    minutes: u32,
}

/// Somebody who speaks.
#[derive(Debug, Serialize, ToSchema)]
struct SpeakerShown {
    /// Who.
    person: PersonShown,
    /// About what.
    topic: String,
}

/// A seminar, as whoever looks may see it.
pub(super) fn seminar_shown(
    look: &Look,
    views: &Views<'_>,
    code: &ProgrammeCode,
    row: &SeminarRow,
) -> SeminarShown {
    let session = |row: &SessionRow| SessionShown {
        id: row.session.uuid(),
        date: row.date,
        starts: row.starts,
        ends: row.ends,
        title: row.title.clone(),
        minutes: row.minutes,
    };
    let of = |speaker: &&SpeakerRow| speaker.seminar == row.seminar;
    let mut speakers: Vec<&SpeakerRow> = views.programmes.speakers.rows().filter(of).collect();
    speakers.sort_by_key(|speaker| speaker.number);
    let speaker = |speaker: &SpeakerRow| SpeakerShown {
        person: shown(look, views, speaker.person, code),
        topic: speaker.topic.clone(),
    };
    SeminarShown {
        id: row.seminar.uuid(),
        number: row.number,
        theme: row.theme.clone(),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        venue: row.venue.clone(),
        place: row.place.clone(),
        address: row.address.clone(),
        host: row.host.as_ref().map(ToString::to_string),
        access: row.access.clone(),
        capacity: row.capacity,
        online: row.online.clone(),
        areas: row.areas.split_whitespace().map(str::to_owned).collect(),
        cancelled: row.cancelled,
        speakers: speakers.into_iter().map(speaker).collect(),
        sessions: views.programmes.sessions_of(row.seminar).into_iter().map(session).collect(),
    }
}
