//! The tables of a programme's file, one by one.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use parvis_events::ids::{PersonId, ProgrammeId, SeminarId, SessionId};
use parvis_events::participation::{ParticipationRule, Requirement, RoleName};
use parvis_events::personal::PersonDetails;
use parvis_events::programme::{
    AnswerKind, CertificateRule, Command, EvaluationForm, Participation, Partner, Plan, Question,
    ReminderRule, Seminar,
};
use parvis_events::time::DayOffset;
use parvis_events::values::{
    CountyCode, EmailAddress, Language, Line, Period, PhoneNumber, ProgrammeCode, Session, Venue,
};

use crate::import::KnownPerson;
use crate::import::section::{Section, every};

/// What has been read of a programme so far.
pub(super) struct Parts {
    /// Code of the programme, from which ids are named.
    pub code: String,
    /// Language of everybody's letters.
    pub language: Language,
    /// Everybody the file tells of.
    pub people: Vec<KnownPerson>,
    /// What sets the programme up, with its lines.
    pub steps: Vec<(usize, Command)>,
}

/// `[programme]`; the caller finishes the section.
pub(super) fn plan(section: &Section<'_>) -> Option<Plan> {
    let code: Option<ProgrammeCode> = section.value("code");
    let (name, purpose, organiser) =
        (section.value("name"), section.value("purpose"), section.value("organiser"));
    let (country, languages) = (section.word("country"), section.words("languages"));
    let zone: Option<Line> = section.value("zone");
    let zone = zone.and_then(|text| {
        let zone: Option<Tz> = text.as_str().parse().ok();
        if zone.is_none() {
            section.note(
                "zone",
                format!("{:?} is no time zone", text.as_str()),
                "use an IANA name such as Europe/Stockholm",
            );
        }
        zone
    });
    let period = period(section, section.date("from"), section.date("to"), "to");
    let (places, case_number) = (section.number("places"), section.optional("case_number"));
    let test_data = section.flag("test_data");
    let code = code?;
    Some(Plan {
        programme: ProgrammeId::named(&[code.as_str()]),
        coordinator: PersonId::named(&[code.as_str(), "coordinator"]),
        code,
        name: name?,
        purpose: purpose?,
        organiser: organiser?,
        country: country?,
        languages: languages?,
        zone: zone?,
        period: period?,
        places: places?,
        case_number,
        test_data,
    })
}

/// First to last day; a wrong order is noted at the last day's key.
pub(super) fn period(
    section: &Section<'_>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    last: &'static str,
) -> Option<Period> {
    let period = Period::new(from?, to?).ok();
    if period.is_none() {
        section.note(last, "is before the first day", "correct one of the two days");
    }
    period
}

/// The venue that a seminar, or a change of one, names.
pub(super) fn venue(section: &Section<'_>) -> Option<Venue> {
    let (name, place) = (section.value("venue"), section.value("place"));
    let (address, host) = (section.optional("address"), section.optional("host"));
    let access = section.optional("access");
    let capacity = if section.has("capacity") { section.number("capacity") } else { None };
    Some(Venue { name: name?, place: place?, address, host, access, capacity })
}

impl Parts {
    /// A person's table. The id is named by what the person is to the programme, never by who it is.
    pub(super) fn person(&mut self, section: Section<'_>, part: &str) -> Option<PersonId> {
        let known = self.details(&section, part);
        section.finish();
        known
    }

    fn details(&mut self, section: &Section<'_>, part: &str) -> Option<PersonId> {
        let (given, family): (Option<Line>, Option<Line>) =
            (section.value("given_name"), section.value("family_name"));
        let (title, email): (Option<Line>, Option<EmailAddress>) =
            (section.value("title"), section.value("email"));
        let phone: Option<PhoneNumber> = section.optional("phone");
        let person = PersonId::named(&[&self.code, part]);
        let details = PersonDetails {
            reference: String::new(),
            given_name: given?.into(),
            family_name: family?.into(),
            title: title?.into(),
            email: email?.into(),
            phone: phone.map_or_else(String::new, Into::into),
        };
        self.people.push(KnownPerson { person, details, language: self.language });
        Some(person)
    }

    /// `[[council]]`
    pub(super) fn council_member(&mut self, section: Section<'_>) {
        let county: Option<CountyCode> = section.value("county");
        // Two members of a county are told apart by their order.
        let of_county = |step: &&(usize, Command)| match (&step.1, &county) {
            (Command::AppointCouncilMember { county: other, .. }, Some(county)) => other == county,
            _ => false,
        };
        let order = self.steps.iter().filter(of_county).count() + 1;
        let part = format!("council-{}-{order}", county.as_ref().map_or("", CountyCode::as_str));
        let person = self.details(&section, &part);
        if let (Some(person), Some(county)) = (person, county) {
            self.steps.push((section.line, Command::AppointCouncilMember { person, county }));
        }
        section.finish();
    }

    /// `[[partner]]`
    pub(super) fn partner(&mut self, section: Section<'_>) {
        let (county, region, allocation) =
            (section.value("county"), section.value("region"), section.number("allocation"));
        if let (Some(county), Some(region), Some(allocation)) = (county, region, allocation) {
            let twice = self
                .steps
                .iter()
                .any(|(_, step)| matches!(step, Command::JoinPartner(partner) if partner.county == county));
            if twice {
                section.note("county", "has a partner already", "keep one of the two");
            }
            self.steps.push((section.line, Command::JoinPartner(Partner { county, region, allocation })));
        }
        section.finish();
    }

    /// `[participation]`
    pub(super) fn participation(&mut self, section: Section<'_>) {
        let kind: Option<Line> = section.value("kind");
        let roles: Vec<RoleName> = section.tables("role").into_iter().filter_map(role).collect();
        let rule = kind.and_then(|kind| rule(&section, kind.as_str()));
        let (hold_days, offer_days) = (section.number("hold_days"), section.number("offer_days"));
        let release = if section.has("release") { section.date("release") } else { None };
        if let (Some(rule), Some(hold_days), Some(offer_days)) = (rule, hold_days, offer_days) {
            let (invited, questions) = (BTreeSet::new(), Vec::new());
            let participation = Participation {
                rule,
                roles,
                hold_days,
                offer_days,
                release,
                invited,
                questions,
                closes_days_before: 0,
            };
            self.steps.push((section.line, Command::SetParticipationRule(participation)));
        }
        section.finish();
    }

    /// `[[seminar]]`
    pub(super) fn seminar(&mut self, section: Section<'_>) {
        let (number, theme, venue) = (section.number("number"), section.value("theme"), venue(&section));
        let sessions = self.sessions(&section, number.unwrap_or_default());
        if let (Some(number), Some(theme), Some(venue), Some(sessions)) = (number, theme, venue, sessions) {
            let id = self.seminar_named(number);
            let twice =
                |(_, step): &(usize, Command)| matches!(step, Command::ScheduleSeminar(s) if s.id == id);
            if self.steps.iter().any(twice) {
                section.note("number", "is the number of a seminar above", "give it one of its own");
            }
            let (speakers, online, areas) = (Vec::new(), None, BTreeSet::new());
            let seminar = Seminar { id, number, theme, sessions, venue, speakers, online, areas };
            self.steps.push((section.line, Command::ScheduleSeminar(seminar)));
        }
        section.finish();
    }

    fn seminar_named(&self, number: u8) -> SeminarId {
        SeminarId::named(&[&self.code, &number.to_string()])
    }

    /// The id of the seminar whose number stands under a key.
    pub(super) fn seminar_id(&self, section: &Section<'_>, key: &'static str) -> Option<SeminarId> {
        section.number(key).map(|number| self.seminar_named(number))
    }

    /// The sessions under `[[….session]]`; a session keeps its id when it keeps its position.
    pub(super) fn sessions(&self, section: &Section<'_>, number: u8) -> Option<Vec<Session>> {
        let read = |(at, session): (usize, Section<'_>)| {
            let (date, title) = (session.date("date"), session.value("title"));
            let (starts, ends) = (session.time("starts"), session.time("ends"));
            session.finish();
            let id = SessionId::named(&[&self.code, &number.to_string(), &(at + 1).to_string()]);
            Some(Session { id, date: date?, starts: starts?, ends: ends?, title: title? })
        };
        every(section.tables("session").into_iter().enumerate().map(read))
    }

    /// `[[reminder]]`
    pub(super) fn reminder(&mut self, section: Section<'_>) {
        let (code, letter, anchor) = (section.value("code"), section.word("letter"), section.word("anchor"));
        let (days, at) = (section.number("days"), section.time("at"));
        let direction: Option<Line> = section.value("direction");
        let offset = direction.zip(days).and_then(|(direction, days)| match direction.as_str() {
            "before" => Some(DayOffset::Before(days)),
            "after" => Some(DayOffset::After(days)),
            other => {
                section.note("direction", format!("{other:?} is no direction"), "use before or after");
                None
            }
        });
        if let (Some(code), Some(letter), Some(anchor), Some(offset), Some(at)) =
            (code, letter, anchor, offset, at)
        {
            let rule = ReminderRule { code, letter, offset, anchor, at };
            let twice = self
                .steps
                .iter()
                .any(|(_, step)| matches!(step, Command::SetReminderRule(other) if other.code == rule.code));
            if twice {
                section.note("code", "is the code of a reminder above", "give it one of its own");
            }
            self.steps.push((section.line, Command::SetReminderRule(rule)));
        }
        section.finish();
    }

    /// `[certificate]`, and when certificates are to be issued.
    pub(super) fn certificate(
        &mut self,
        section: Section<'_>,
        signatory: Option<PersonId>,
    ) -> Option<NaiveDateTime> {
        let (least_percent, issue_at) = (section.number("least_percent"), section.stamp("issue_at"));
        if let Some(least_percent) = least_percent {
            let rule = CertificateRule { least_percent, signatory };
            self.steps.push((section.line, Command::SetCertificateRule(rule)));
        }
        section.finish();
        issue_at
    }

    /// `[evaluation]`
    pub(super) fn evaluation(&mut self, section: Section<'_>) {
        let (least_group, open_days) = (section.number("least_group"), section.number("open_days"));
        let questions = every(section.tables("question").into_iter().map(question));
        if let (Some(least_group), Some(open_days), Some(questions)) = (least_group, open_days, questions) {
            let form = EvaluationForm { questions, least_group, open_days };
            self.steps.push((section.line, Command::SetEvaluationForm(form)));
        }
        section.finish();
    }
}

fn role(section: Section<'_>) -> Option<RoleName> {
    let (code, name) = (section.value("code"), section.value("name"));
    section.finish();
    Some(RoleName { code: code?, name: name? })
}

fn rule(section: &Section<'_>, kind: &str) -> Option<ParticipationRule> {
    match kind {
        "pair" => {
            let requirements = every(section.tables("requirement").into_iter().map(requirement));
            Some(ParticipationRule::Pair { requirements: requirements? })
        }
        "team" => {
            let (min, max) = (section.number("min"), section.number("max"));
            Some(ParticipationRule::Team { min: min?, max: max? })
        }
        "individual" => Some(ParticipationRule::Individual),
        other => {
            section.note("kind", format!("{other:?} is no kind"), "use pair, team or individual");
            None
        }
    }
}

fn requirement(section: Section<'_>) -> Option<Requirement> {
    let name = section.value("name");
    let any_of = section.values("any_of");
    section.finish();
    Some(Requirement { name: name?, any_of: any_of? })
}

fn question(section: Section<'_>) -> Option<Question> {
    let (code, text) = (section.value("code"), section.value("text"));
    let kind: Option<Line> = section.value("kind");
    let answer = match kind.as_ref().map(Line::as_str) {
        Some("scale") => {
            let (highest, low, high) =
                (section.number("highest"), section.value("low"), section.value("high"));
            highest.zip(low).zip(high).map(|((highest, low), high)| AnswerKind::Scale { highest, low, high })
        }
        Some("text") => Some(AnswerKind::Text),
        Some(other) => {
            section.note("kind", format!("{other:?} is no kind of question"), "use scale or text");
            None
        }
        None => None,
    };
    section.finish();
    Some(Question { code: code?, text: text?, answer: answer? })
}
