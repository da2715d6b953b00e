//! What a seminar to be consists of, as it is given.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use parvis_events::areas::CulturalArea;
use parvis_events::values::{CountyCode, Line, OnlineLink, Paragraph, Venue};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::values;

/// A session to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "date": "2026-10-06", "starts": "10:00", "ends": "12:00", "title": "Förmiddag" }))]
pub(super) struct SessionGiven {
    /// Its id, of a session that is only moved; otherwise one is made.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Local date.
    pub date: NaiveDate,
    /// Local start.
    #[schema(value_type = values::TimeOfDay)]
    pub starts: NaiveTime,
    /// Local end, on the same date.
    #[schema(value_type = values::TimeOfDay)]
    pub ends: NaiveTime,
    /// What it is called on lists.
    #[schema(value_type = values::Line)]
    pub title: Line,
}

/// Where a seminar is held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Malmö Live", "place": "Malmö", "address": "Dag Hammarskjölds torg 2", "host": "12" }))]
pub(super) struct VenueGiven {
    /// Name of the house or hall.
    #[schema(value_type = values::Line)]
    pub name: Line,
    /// Town, as written on lists.
    #[schema(value_type = values::Line)]
    pub place: Line,
    /// Street address.
    #[serde(default)]
    #[schema(value_type = Option<values::Line>)]
    pub address: Option<Line>,
    /// The region that is host, by its county.
    #[serde(default)]
    #[schema(value_type = Option<values::CountyCode>)]
    pub host: Option<CountyCode>,
    /// How to get in and around.
    #[serde(default)]
    #[schema(value_type = Option<values::Paragraph>)]
    pub access: Option<Paragraph>,
    /// How many people the room holds.
    #[serde(default)]
    #[schema(maximum = 100_000)]
    pub capacity: Option<u32>,
}

impl VenueGiven {
    pub fn venue(self) -> Venue {
        Venue {
            name: self.name,
            place: self.place,
            address: self.address,
            host: self.host,
            access: self.access,
            capacity: self.capacity,
        }
    }
}

/// Somebody who speaks.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SpeakerGiven {
    /// Who: a person's id.
    pub person: Uuid,
    /// Of what.
    #[schema(value_type = values::Line)]
    pub topic: Line,
}

/// An area of culture.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AreaGiven {
    PerformingArts,
    Museums,
    Libraries,
    VisualArts,
    Archives,
    Film,
    Crafts,
}

impl From<AreaGiven> for CulturalArea {
    fn from(area: AreaGiven) -> Self {
        match area {
            AreaGiven::PerformingArts => Self::PerformingArts,
            AreaGiven::Museums => Self::Museums,
            AreaGiven::Libraries => Self::Libraries,
            AreaGiven::VisualArts => Self::VisualArts,
            AreaGiven::Archives => Self::Archives,
            AreaGiven::Film => Self::Film,
            AreaGiven::Crafts => Self::Crafts,
        }
    }
}

/// What a seminar is about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "theme": "Kommunens strategiska roll", "areas": ["museums"] }))]
pub(super) struct DescriptionGiven {
    /// Its theme.
    #[schema(value_type = values::Line)]
    pub theme: Line,
    /// Who speaks, in the order of the programme.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub speakers: Vec<SpeakerGiven>,
    /// Where it can be followed online.
    #[serde(default)]
    #[schema(value_type = Option<values::WebAddress>)]
    pub online: Option<OnlineLink>,
    /// The areas of culture it is about.
    #[serde(default)]
    #[schema(value_type = Vec<AreaGiven>, max_items = 7)]
    pub areas: BTreeSet<AreaGiven>,
}

/// A seminar to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": 1, "description": { "theme": "Vad är KKN?" }, "venue": { "name": "Malmö Live", "place": "Malmö" },
    "sessions": [{ "date": "2026-10-06", "starts": "10:00", "ends": "12:00", "title": "Förmiddag" }]
}))]
pub(super) struct SeminarGiven {
    /// Its number in the series, from 1.
    pub number: u8,
    /// What it is about.
    pub description: DescriptionGiven,
    /// Where it is held.
    pub venue: VenueGiven,
    /// Its sessions.
    #[schema(max_items = 50)]
    pub sessions: Vec<SessionGiven>,
}

/// When a seminar is held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "sessions": [{ "date": "2026-10-07", "starts": "10:00", "ends": "12:00", "title": "Förmiddag" }] }))]
pub(super) struct SessionsGiven {
    /// Its sessions; one that keeps its id stays the same session, and enrolments stay with it.
    #[schema(max_items = 50)]
    pub sessions: Vec<SessionGiven>,
}

/// Why a seminar is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Storm" }))]
pub(super) struct CancellationGiven {
    /// Why.
    #[schema(value_type = values::Line)]
    pub reason: Line,
}
