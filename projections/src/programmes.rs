//! What programmes there are, with their seminars and rules.

mod rows;

use chrono::{DateTime, Utc};
use parvis_events::codec::Fact;
use parvis_events::geography;
use parvis_events::ids::{ProgrammeId, SeminarId};
use parvis_events::programme::{Event, Participation, Plan, Seminar, Speaker, Stage};
use parvis_events::values::{CountyCode, ProgrammeCode, Session, Venue};

pub use self::rows::{
    CouncilRow, EnrolmentQuestionRow, InvitedRow, PartnerRow, ProgrammeRow, RoleRow, SeminarRow, SessionRow,
    SpeakerRow,
};
use crate::Envelope;
use crate::table::view;

view! {
    /// What programmes there are.
    Programmes, "programmes", "Which programmes, seminars and sessions are there, and by which rules do they run?" {
        /// Programmes.
        programmes: ProgrammeRow,
        /// Partner regions.
        partners: PartnerRow,
        /// Programme councils.
        council: CouncilRow,
        /// Roles.
        roles: RoleRow,
        /// Seminars.
        seminars: SeminarRow,
        /// Sessions.
        sessions: SessionRow,
        /// Speakers.
        speakers: SpeakerRow,
        /// Invitation lists.
        invited: InvitedRow,
        /// Questions to those who enrol.
        enrolment_questions: EnrolmentQuestionRow,
    }
}

impl Programmes {
    /// Folds one fact.
    pub fn evolve(&mut self, envelope: &Envelope) {
        let Fact::Programme(event) = &envelope.fact else { return };
        let programme = ProgrammeId::new(envelope.stream_id);
        let key = (programme,);
        match event {
            Event::Planned(plan) => self.programmes.put(planned(programme, plan)),
            Event::PlanChanged(plan) => self.programmes.update(&key, |row| plan_into(row, plan)),
            Event::PartnerLeft { county } => self.partners.remove(&(programme, county.clone())),
            Event::PartnerJoined(partner) => self.partners.put(PartnerRow {
                programme,
                county: partner.county.clone(),
                region: partner.region.to_string(),
                allocation: partner.allocation,
            }),
            Event::CouncilMemberAppointed { person, county } => {
                self.council.put(CouncilRow { programme, person: *person, county: county.clone() });
            }
            Event::CouncilMemberLeft { person } => self.council.remove(&(programme, *person)),
            Event::ParticipationRuleSet(participation) => self.participate(programme, participation),
            Event::SeminarScheduled(seminar) => self.schedule(programme, seminar),
            Event::SeminarDescribed { seminar, theme, speakers, online, areas } => {
                self.seminars.update(&(*seminar,), |row| {
                    let online = online.as_ref().map(ToString::to_string);
                    // Who speaks is no matter of the calendar; what it is called and where to follow it is.
                    let elsewhere = row.theme != theme.as_str() || row.online != online;
                    row.sequence += u32::from(elsewhere);
                    row.theme = theme.to_string();
                    row.online = online;
                    row.areas = names(areas.iter().map(|area| area.name()));
                });
                self.set_speakers(programme, *seminar, speakers);
            }
            Event::SeminarRescheduled { seminar, sessions } => {
                self.reschedule((programme, *seminar), sessions, envelope.decided_at);
            }
            Event::SeminarMoved { seminar, venue } => self.seminars.update(&(*seminar,), |row| {
                change(row, envelope.decided_at);
                row.was_venue.get_or_insert_with(|| row.venue.clone());
                row.was_place.get_or_insert_with(|| row.place.clone());
                settle_in(row, venue);
                row.sequence += 1;
            }),
            Event::SeminarCancelled { seminar, .. } => self.seminars.update(&(*seminar,), |row| {
                row.cancelled = true;
                row.sequence += 1;
            }),
            Event::EnrolmentOpened { enrolment, withdrawal_deadline } => {
                self.programmes.update(&key, |row| {
                    row.stage = Stage::Open;
                    row.enrolment_from = Some(enrolment.from);
                    row.enrolment_to = Some(enrolment.to);
                    row.withdrawal_deadline = Some(*withdrawal_deadline);
                });
            }
            Event::EnrolmentClosed => self.programmes.update(&key, |row| row.stage = Stage::Closed),
            Event::ReminderRuleSet(_) | Event::ReminderRuleRemoved { .. } => {}
            Event::EvaluationFormSet(form) => {
                self.programmes.update(&key, |row| row.evaluation_days = Some(form.open_days));
            }
            Event::CertificateRuleSet(rule) => self.programmes.update(&key, |row| {
                row.least_percent = Some(rule.least_percent);
                row.signatory = rule.signatory;
            }),
            Event::Completed => self.programmes.update(&key, |row| row.stage = Stage::Completed),
            Event::Archived => self.programmes.update(&key, |row| row.stage = Stage::Archived),
        }
    }

    /// The programme with this code.
    pub fn coded(&self, code: &ProgrammeCode) -> Option<&ProgrammeRow> {
        self.programmes.rows().find(|row| row.code == *code)
    }

    /// The seminars of a programme that are to be held, in order of number.
    pub fn seminars_of(&self, programme: ProgrammeId) -> Vec<&SeminarRow> {
        let mut found: Vec<&SeminarRow> = self.seminars.of(programme).filter(|row| !row.cancelled).collect();
        found.sort_by_key(|row| row.number);
        found
    }

    /// The sessions of a seminar, in order of time.
    pub fn sessions_of(&self, seminar: SeminarId) -> Vec<&SessionRow> {
        let mut found: Vec<&SessionRow> = self.sessions.of(seminar).collect();
        found.sort_by_key(|row| row.number);
        found
    }

    /// The name of a region, by its county: as the partner calls it, else the county's own name.
    pub fn region(&self, programme: ProgrammeId, county: &CountyCode) -> String {
        if let Some(partner) = self.partners.get(&(programme, county.clone())) {
            return partner.region.clone();
        }
        let country = self.programmes.get(&(programme,)).map(|row| row.country);
        country
            .and_then(|country| geography::county_name(country, county))
            .map_or_else(|| county.to_string(), str::to_owned)
    }

    fn participate(&mut self, programme: ProgrammeId, participation: &Participation) {
        self.programmes.update(&(programme,), |row| {
            row.seats_per_place = participation.rule.seats_per_place();
            row.participation_kind = Some(participation.rule.kind().to_owned());
            row.participation = serde_json::to_value(participation).ok();
        });
        let roles = participation
            .roles
            .iter()
            .zip(1..)
            .map(|(role, number)| RoleRow {
                programme,
                role: role.code.clone(),
                name: role.name.to_string(),
                requirement: participation.rule.requirement_of(&role.code).map(|r| r.name.clone()),
                number,
            })
            .collect();
        self.roles.replace_where(|row| row.programme == programme, roles);
        let invited =
            participation.invited.iter().map(|code| InvitedRow { programme, municipality: code.clone() });
        self.invited.replace_where(|row| row.programme == programme, invited.collect());
        let asked = participation.questions.iter().zip(1..).map(|(asked, number)| EnrolmentQuestionRow {
            programme,
            code: asked.code.clone(),
            number,
            text: asked.text.to_string(),
            required: asked.required,
            sensitive: asked.kind.sensitive(),
            question: serde_json::to_value(asked).unwrap_or_default(),
        });
        self.enrolment_questions.replace_where(|row| row.programme == programme, asked.collect());
    }

    fn schedule(&mut self, programme: ProgrammeId, seminar: &Seminar) {
        let first = self.programmes.get(&(programme,)).map(|row| row.period_from).unwrap_or_default();
        let days = seminar.period();
        let mut row = SeminarRow {
            seminar: seminar.id,
            programme,
            number: seminar.number,
            theme: seminar.theme.to_string(),
            starts_on: days.map_or(first, |days| days.from),
            ends_on: days.map_or(first, |days| days.to),
            venue: String::new(),
            place: String::new(),
            address: String::new(),
            host: None,
            access: String::new(),
            capacity: None,
            online: seminar.online.as_ref().map(ToString::to_string),
            areas: names(seminar.areas.iter().map(|area| area.name())),
            cancelled: false,
            sequence: 0,
            changed_at: None,
            was_from: None,
            was_to: None,
            was_venue: None,
            was_place: None,
        };
        settle_in(&mut row, &seminar.venue);
        self.seminars.put(row);
        self.set_speakers(programme, seminar.id, &seminar.speakers);
        self.set_sessions(programme, seminar.id, &seminar.sessions);
    }

    fn reschedule(
        &mut self,
        (programme, seminar): (ProgrammeId, SeminarId),
        sessions: &[Session],
        at: DateTime<Utc>,
    ) {
        let (from, to) = (sessions.iter().map(|s| s.date).min(), sessions.iter().map(|s| s.date).max());
        self.seminars.update(&(seminar,), |row| {
            change(row, at);
            let before = (row.starts_on, row.ends_on);
            row.starts_on = from.unwrap_or(row.starts_on);
            row.ends_on = to.unwrap_or(row.ends_on);
            if before != (row.starts_on, row.ends_on) {
                row.was_from.get_or_insert(before.0);
                row.was_to.get_or_insert(before.1);
            }
            row.sequence += 1;
        });
        self.set_sessions(programme, seminar, sessions);
    }

    fn set_speakers(&mut self, programme: ProgrammeId, seminar: SeminarId, speakers: &[Speaker]) {
        let rows = speakers.iter().zip(1..).map(|(speaker, number)| SpeakerRow {
            seminar,
            number,
            programme,
            person: speaker.person,
            topic: speaker.topic.to_string(),
        });
        self.speakers.replace_where(|row| row.seminar == seminar, rows.collect());
    }

    fn set_sessions(&mut self, programme: ProgrammeId, seminar: SeminarId, sessions: &[Session]) {
        let mut in_order: Vec<&Session> = sessions.iter().collect();
        in_order.sort_by_key(|session| (session.date, session.starts));
        let rows = in_order
            .into_iter()
            .zip(1..)
            .map(|(session, number)| SessionRow {
                session: session.id,
                seminar,
                programme,
                number,
                date: session.date,
                starts: session.starts,
                ends: session.ends,
                title: session.title.to_string(),
                minutes: session.minutes(),
            })
            .collect();
        self.sessions.replace_of(seminar, rows);
    }
}

fn planned(programme: ProgrammeId, plan: &Plan) -> ProgrammeRow {
    let mut row = ProgrammeRow {
        programme,
        code: plan.code.clone(),
        name: String::new(),
        purpose: String::new(),
        organiser: String::new(),
        country: plan.country,
        zone: plan.zone,
        languages: String::new(),
        stage: Stage::Draft,
        participation_kind: None,
        period_from: plan.period.from,
        period_to: plan.period.to,
        places: plan.places,
        seats_per_place: 1,
        case_number: None,
        coordinator: plan.coordinator,
        test_data: plan.test_data,
        enrolment_from: None,
        enrolment_to: None,
        withdrawal_deadline: None,
        least_percent: None,
        signatory: None,
        evaluation_days: None,
        participation: None,
    };
    plan_into(&mut row, plan);
    row
}

/// What a row says of the plan; where the programme stands and its rules are not the plan's.
fn plan_into(row: &mut ProgrammeRow, plan: &Plan) {
    row.code = plan.code.clone();
    row.name = plan.name.to_string();
    row.purpose = plan.purpose.to_string();
    row.organiser = plan.organiser.to_string();
    row.country = plan.country;
    row.zone = plan.zone;
    row.languages = names(plan.languages.iter().map(|language| language.tag()));
    row.period_from = plan.period.from;
    row.period_to = plan.period.to;
    row.places = plan.places;
    row.case_number = plan.case_number.as_ref().map(ToString::to_string);
    row.coordinator = plan.coordinator;
    row.test_data = plan.test_data;
}

/// Several names in one column.
fn names<'a>(of: impl Iterator<Item = &'a str>) -> String {
    of.collect::<Vec<_>>().join(" ")
}

/// Notes that days or house change. What one decision changes together is one change; what was before an earlier one is
/// forgotten.
fn change(row: &mut SeminarRow, at: DateTime<Utc>) {
    if row.changed_at != Some(at) {
        row.changed_at = Some(at);
        (row.was_from, row.was_to) = (None, None);
        (row.was_venue, row.was_place) = (None, None);
    }
}

fn settle_in(row: &mut SeminarRow, venue: &Venue) {
    row.venue = venue.name.to_string();
    row.place = venue.place.to_string();
    row.address = venue.address.as_ref().map(ToString::to_string).unwrap_or_default();
    row.host.clone_from(&venue.host);
    row.access = venue.access.as_ref().map(ToString::to_string).unwrap_or_default();
    row.capacity = venue.capacity;
}
