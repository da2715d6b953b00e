//! The rows of programmes.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use parvis_events::ids::{PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::programme::Stage;
use parvis_events::values::{Country, CountyCode, MunicipalityCode, ProgrammeCode, QuestionCode, RoleCode};
use serde_json::Value;

use crate::table::row;

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
        /// Kind of its participation rule: `pair`, `team`, `individual` or `open-meeting`; absent until one is set.
        participation_kind: Option<String>,
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
    CouncilRow in "council", key [programme: ProgrammeId, person: PersonId], links [person: PersonId], of_programme true {
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
    SeminarRow in "seminars", key [seminar: SeminarId], links [programme: ProgrammeId], of_programme true {
        /// Its id.
        seminar: SeminarId,
        /// Its programme.
        programme: ProgrammeId,
        /// Its number in the series.
        number: u8,
        /// Its theme.
        theme: String,
        /// First day; while a draft has no session yet, the programme's first.
        starts_on: NaiveDate,
        /// Last day; while a draft has no session yet, the programme's first.
        ends_on: NaiveDate,
        /// Name of the house.
        venue: String,
        /// Town.
        place: String,
        /// Street address, or empty.
        address: String,
        /// Host region's county.
        host: Option<CountyCode>,
        /// How to get in and around, or empty.
        access: String,
        /// How many people the room holds, if it sets a limit.
        capacity: Option<u32>,
        /// Where it can be followed online, if it can.
        online: Option<String>,
        /// The areas of culture it is about, separated by spaces.
        areas: String,
        /// Whether it is called off.
        cancelled: bool,
        /// How often it was moved, rescheduled or given another theme or link (RFC 5545 SEQUENCE).
        sequence: u32,
        /// When its days or its house were last changed.
        changed_at: Option<DateTime<Utc>>,
        /// Its first day before that, where the days were other ones.
        was_from: Option<NaiveDate>,
        /// Its last day before that, where the days were other ones.
        was_to: Option<NaiveDate>,
        /// Name of the house before that, where it was another one.
        was_venue: Option<String>,
        /// The town before that, where it was another house.
        was_place: Option<String>,
    }
}

row! {
    /// A session.
    SessionRow in "sessions", key [session: SessionId], links [seminar: SeminarId, programme: ProgrammeId], of_programme true {
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

row! {
    /// Somebody who speaks at a seminar.
    SpeakerRow in "speakers", key [seminar: SeminarId, number: u32], of_programme true {
        /// The seminar.
        seminar: SeminarId,
        /// Their place in the programme, from 1.
        number: u32,
        /// The programme.
        programme: ProgrammeId,
        /// Who.
        person: PersonId,
        /// Of what.
        topic: String,
    }
}

row! {
    /// A municipality on the invitation list; none where all of the partner counties are invited.
    InvitedRow in "invited", key [programme: ProgrammeId, municipality: MunicipalityCode], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// The municipality.
        municipality: MunicipalityCode,
    }
}

row! {
    /// A question to those who enrol.
    EnrolmentQuestionRow in "enrolment_questions", key [programme: ProgrammeId, code: QuestionCode], of_programme true {
        /// The programme.
        programme: ProgrammeId,
        /// Its name in files.
        code: QuestionCode,
        /// Its place in the form, from 1.
        number: u32,
        /// Its wording.
        text: String,
        /// Whether an answer must be given.
        required: bool,
        /// Whether the answer is kept apart and disposed of after the seminar.
        sensitive: bool,
        /// The question, as stored: kind, choices, bounds.
        question: Value,
    }
}
