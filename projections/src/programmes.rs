//! What programmes there are, with their seminars and rules.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use parvis_events::codec::Fact;
use parvis_events::ids::{PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::programme::{Event, Participation, Plan, Seminar, Stage};
use parvis_events::values::{Country, CountyCode, ProgrammeCode, RoleCode, Session, Venue};
use serde_json::Value;

use crate::Envelope;
use crate::table::{row, view};

row! {
    /// A programme.
    ProgrammeRow in "programmes", key [programme: ProgrammeId], of_programme true {
        /// Its id.
        programme: ProgrammeId,
        /// Its code.
        code: ProgrammeCode,
        /// Its name.
        name: String,
        /// What it is for.
        purpose: String,
        /// The organiser.
        organiser: String,
        /// Country of its municipalities.
        country: Country,
        /// IANA zone of its local times.
        zone: Tz,
        /// Language tags, the main one first, separated by spaces.
        languages: String,
        /// Where it stands.
        stage: Stage,
        /// First day.
        period_from: NaiveDate,
        /// Last day.
        period_to: NaiveDate,
        /// Places (of one enrolment each).
        places: u32,
        /// Seats a place has.
        seats_per_place: u32,
        /// Case number, if any.
        case_number: Option<String>,
        /// Whom participants turn to.
        coordinator: PersonId,
        /// Whether its people are invented.
        test_data: bool,
        /// First day of enrolling.
        enrolment_from: Option<NaiveDate>,
        /// Last day of enrolling.
        enrolment_to: Option<NaiveDate>,
        /// Last day a withdrawal is not late.
        withdrawal_deadline: Option<NaiveDate>,
        /// Least attended share for a certificate, in per cent.
        least_percent: Option<u8>,
        /// Who signs certificates.
        signatory: Option<PersonId>,
        /// How many days an evaluation stays open; absent while there is no form.
        evaluation_days: Option<u16>,
        /// The participation rule, as stored.
        participation: Option<Value>,
    }
}

row! {
    /// A partner region.
    PartnerRow in "partners", key [programme: ProgrammeId, county: CountyCode], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// The region's county.
        county: CountyCode,
        /// Its name.
        region: String,
        /// Places reserved for its municipalities.
        allocation: u32,
    }
}

row! {
    /// A member of the programme council.
    CouncilRow in "council", key [programme: ProgrammeId, person: PersonId], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// The member.
        person: PersonId,
        /// Whose county they represent.
        county: CountyCode,
    }
}

row! {
    /// A role of a programme.
    RoleRow in "roles", key [programme: ProgrammeId, role: RoleCode], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// The role.
        role: RoleCode,
        /// What it is called.
        name: String,
        /// The requirement it fills, if the rule has requirements.
        requirement: Option<RoleCode>,
        /// Its place in lists, from 1.
        number: u32,
    }
}

row! {
    /// A seminar.
    SeminarRow in "seminars", key [seminar: SeminarId], of_programme true {
        /// Its id.
        seminar: SeminarId,
        /// Its programme.
        programme: ProgrammeId,
        /// Its number in the series.
        number: u8,
        /// Its theme.
        theme: String,
        /// First day.
        starts_on: NaiveDate,
        /// Last day.
        ends_on: NaiveDate,
        /// Name of the house.
        venue: String,
        /// Town.
        place: String,
        /// Street address, or empty.
        address: String,
        /// Host region's county.
        host: Option<CountyCode>,
        /// Whether it is called off.
        cancelled: bool,
        /// How often it was moved or rescheduled (RFC 5545 SEQUENCE).
        sequence: u32,
    }
}

row! {
    /// A session.
    SessionRow in "sessions", key [session: SessionId], of_programme true {
        /// Its id.
        session: SessionId,
        /// Its seminar.
        seminar: SeminarId,
        /// Its programme.
        programme: ProgrammeId,
        /// Its place within the seminar, from 1.
        number: u32,
        /// Local date.
        date: NaiveDate,
        /// Local start.
        starts: NaiveTime,
        /// Local end.
        ends: NaiveTime,
        /// What it is called.
        title: String,
        /// Length in minutes.
        minutes: u32,
    }
}

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
            Event::SeminarRescheduled { seminar, sessions } => self.reschedule(programme, *seminar, sessions),
            Event::SeminarMoved { seminar, venue } => self.seminars.update(&(*seminar,), |row| {
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
                row.signatory = Some(rule.signatory);
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
        let mut found: Vec<&SeminarRow> =
            self.seminars.rows().filter(|row| row.programme == programme && !row.cancelled).collect();
        found.sort_by_key(|row| row.number);
        found
    }

    /// The sessions of a seminar, in order of time.
    pub fn sessions_of(&self, seminar: SeminarId) -> Vec<&SessionRow> {
        let mut found: Vec<&SessionRow> = self.sessions.rows().filter(|row| row.seminar == seminar).collect();
        found.sort_by_key(|row| row.number);
        found
    }

    /// The name of a region, by its county; the county code where no partner has it.
    pub fn region(&self, programme: ProgrammeId, county: &CountyCode) -> String {
        self.partners
            .get(&(programme, county.clone()))
            .map_or_else(|| county.to_string(), |row| row.region.clone())
    }

    fn participate(&mut self, programme: ProgrammeId, participation: &Participation) {
        self.programmes.update(&(programme,), |row| {
            row.seats_per_place = participation.rule.seats_per_place();
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
    }

    fn schedule(&mut self, programme: ProgrammeId, seminar: &Seminar) {
        let Some(period) = seminar.period() else { return };
        let mut row = SeminarRow {
            seminar: seminar.id,
            programme,
            number: seminar.number,
            theme: seminar.theme.to_string(),
            starts_on: period.from,
            ends_on: period.to,
            venue: String::new(),
            place: String::new(),
            address: String::new(),
            host: None,
            cancelled: false,
            sequence: 0,
        };
        settle_in(&mut row, &seminar.venue);
        self.seminars.put(row);
        self.set_sessions(programme, seminar.id, &seminar.sessions);
    }

    fn reschedule(&mut self, programme: ProgrammeId, seminar: SeminarId, sessions: &[Session]) {
        let (from, to) = (sessions.iter().map(|s| s.date).min(), sessions.iter().map(|s| s.date).max());
        self.seminars.update(&(seminar,), |row| {
            row.starts_on = from.unwrap_or(row.starts_on);
            row.ends_on = to.unwrap_or(row.ends_on);
            row.sequence += 1;
        });
        self.set_sessions(programme, seminar, sessions);
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
        self.sessions.replace_where(|row| row.seminar == seminar, rows);
    }
}

fn planned(programme: ProgrammeId, plan: &Plan) -> ProgrammeRow {
    let tags: Vec<&str> = plan.languages.iter().map(|language| language.tag()).collect();
    ProgrammeRow {
        programme,
        code: plan.code.clone(),
        name: plan.name.to_string(),
        purpose: plan.purpose.to_string(),
        organiser: plan.organiser.to_string(),
        country: plan.country,
        zone: plan.zone,
        languages: tags.join(" "),
        stage: Stage::Draft,
        period_from: plan.period.from,
        period_to: plan.period.to,
        places: plan.places,
        seats_per_place: 1,
        case_number: plan.case_number.as_ref().map(ToString::to_string),
        coordinator: plan.coordinator,
        test_data: plan.test_data,
        enrolment_from: None,
        enrolment_to: None,
        withdrawal_deadline: None,
        least_percent: None,
        signatory: None,
        evaluation_days: None,
        participation: None,
    }
}

fn settle_in(row: &mut SeminarRow, venue: &Venue) {
    row.venue = venue.name.to_string();
    row.place = venue.place.to_string();
    row.address = venue.address.as_ref().map(ToString::to_string).unwrap_or_default();
    row.host.clone_from(&venue.host);
}
