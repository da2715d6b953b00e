//! What a letter speaks of: the values its text needs, as they are known when it is sent.

mod occasions;

use crate::lacking;
use crate::letters::{DECIDED_ON, INVITATION, asked_for_replacement};
use crate::links::Links;
use chrono::{DateTime, TimeDelta, Utc};
use parvis_events::geography;
use parvis_events::ids::PersonId;
use parvis_events::letter::{Letter, LetterKind};
use parvis_events::participation::ParticipationRule;
use parvis_events::programme::Participation;
use parvis_events::register::HandDecision;
use parvis_events::time::local_date;
use parvis_events::values::RoleCode;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};
use parvis_projections::register::{EnrolmentRow, HandDecisionRow, ParticipantRow, roles_of};
use parvis_words::letter::Voice;
use parvis_words::{Language, Value, dates, names, numbers, text_with};

/// How long a municipality is given to name a replacement after a late withdrawal.
const REPLACEMENT_DAYS: TimeDelta = TimeDelta::days(7);

/// The names and values of one text.
pub(super) type Values = Vec<(&'static str, Value<'static>)>;

/// What a letter can look things up in.
pub(super) struct Lookup<'a> {
    pub house: &'a House,
    pub programme: &'a ProgrammeRow,
    pub letter: &'a Letter,
    pub language: Language,
    pub links: &'a Links,
}

impl Lookup<'_> {
    /// The values the letter's text speaks of.
    pub fn values(&self) -> Values {
        match self.letter.kind {
            LetterKind::Receipt
            | LetterKind::Admitted
            | LetterKind::Queued
            | LetterKind::Offered
            | LetterKind::Incomplete
            | LetterKind::Expired
            | LetterKind::Withdrawn
            | LetterKind::ReplacementWanted
            | LetterKind::LateWithdrawal => self.about_enrolment(),
            LetterKind::Invitation
            | LetterKind::InvitationDeclined
            | LetterKind::DecidedByHand
            | LetterKind::PassedOver
            | LetterKind::Refused => self.about_enrolment(),
            LetterKind::ContactChanged => self.about_contact(),
            LetterKind::Deputy => self.about_deputy(),
            LetterKind::SeminarReminder | LetterKind::ChangeNotice | LetterKind::EvaluationRequest => {
                self.about_seminar()
            }
            LetterKind::Certificate => self.about_certificate(),
        }
    }

    fn about_enrolment(&self) -> Values {
        let enrolment = self.enrolment();
        let until = self.letter.subject.until.map_or_else(|| self.fallback_until(), |end| self.last_day(end));
        let reference = enrolment.map(|row| row.reference.clone()).unwrap_or_default();
        let queue_place = enrolment.and_then(|row| row.queue_place).map(|place| place.to_string());
        let cause = self.letter.subject.codes.get("cause").cloned().unwrap_or_default();
        let contact = self.asked_for_replacement();
        vec![
            ("municipality", self.municipality().into()),
            ("applicant", self.applicant().into()),
            ("members", self.members().into()),
            ("reference", reference.into()),
            ("submitted", enrolment.map(|row| self.day(row.submitted_at)).unwrap_or_default().into()),
            ("seminars", self.seminars().into()),
            ("withdrawal-deadline", self.withdrawal_deadline().into()),
            ("queue-place", queue_place.unwrap_or_default().into()),
            ("until", until.into()),
            ("link", self.link().into()),
            ("decision", self.hand_decision().into()),
            ("reason", self.hand_reason().into()),
            ("missing", self.missing().into()),
            ("cause", cause.into()),
            ("withdrawn", self.decided_on().into()),
            ("person", self.letter.subject.person.map(|id| self.name(id)).unwrap_or_default().into()),
            ("role", self.role_of_person().into()),
            ("contact", contact.into()),
            ("occasion", self.occasion().into()),
            ("event", self.event().into()),
        ]
    }

    /// Whom the letter speaks to: whoever takes part on their own is no municipality, nor one of several.
    pub fn voice(&self) -> Voice {
        let themselves = match self.letter.subject.seminar {
            // Whoever is written to about a seminar comes to it.
            Some(_) => true,
            None => self.concerned().iter().any(|row| row.person == self.letter.recipient),
        };
        if self.alone() && themselves { Voice::Oneself } else { Voice::Several }
    }

    /// Whether people take part one by one.
    fn alone(&self) -> bool {
        match self.participation().map(|participation| participation.rule) {
            Some(ParticipationRule::Individual | ParticipationRule::OpenMeeting) => true,
            Some(ParticipationRule::Pair { .. } | ParticipationRule::Team { .. }) | None => false,
        }
    }

    /// Whether an enrolment is for a meeting or for the whole programme.
    fn occasion(&self) -> &'static str {
        match self.participation().map(|participation| participation.rule) {
            Some(ParticipationRule::OpenMeeting) => "meeting",
            Some(
                ParticipationRule::Individual
                | ParticipationRule::Pair { .. }
                | ParticipationRule::Team { .. },
            )
            | None => "programme",
        }
    }

    /// What the enrolment is for, by name.
    fn event(&self) -> String {
        let meeting = self.enrolment().and_then(|row| row.seminar);
        let row = meeting.and_then(|id| self.house.programmes.seminars.get(&(id,)));
        let Some(row) = row else { return self.programme.name.clone() };
        let names = [("theme", row.theme.clone().into()), ("programme", self.programme.name.clone().into())];
        text_with(self.language, "letter-self-meeting", &names)
    }

    /// The last day to withdraw from what the enrolment is for.
    fn withdrawal_deadline(&self) -> String {
        let register = self.enrolment().map(|row| row.register);
        let terms = register.and_then(|register| self.house.register.terms.get(&(register,)));
        let day = terms.map(|terms| terms.withdrawal_deadline).or(self.programme.withdrawal_deadline);
        day.map(|day| dates::date(self.language, day)).unwrap_or_default()
    }

    /// Where a colleague joins, an offer is answered, an enrolment completed or a place looked at.
    fn link(&self) -> String {
        let own =
            |row: &EnrolmentRow| format!("{}/min-sida/anmalan/{}", self.links.base_url(), row.enrolment);
        match self.letter.kind {
            LetterKind::Offered | LetterKind::Incomplete | LetterKind::Admitted => {
                self.enrolment().map(own).unwrap_or_default()
            }
            // The coordinator decides at the desk.
            LetterKind::LateWithdrawal => self.desk_link(),
            _ => self.invitation_link(),
        }
    }

    fn desk_link(&self) -> String {
        let (base, code) = (self.links.base_url(), &self.programme.code);
        let row = self.enrolment();
        row.map(|row| format!("{base}/arbete/{code}/anmalan/{}", row.enrolment)).unwrap_or_default()
    }

    fn about_contact(&self) -> Values {
        let side = self.letter.subject.codes.get("side").cloned().unwrap_or_default();
        let mut values = self.about_enrolment();
        values.push(("side", side.into()));
        values
    }

    /// The link by which a colleague joins, where the letter is an invitation.
    fn invitation_link(&self) -> String {
        let noted = self.letter.subject.codes.get(INVITATION).and_then(|id| id.parse().ok());
        noted.map(|id| self.links.invitation(id)).unwrap_or_default()
    }

    /// The latest decision by hand about the enrolment.
    fn latest_by_hand(&self) -> Option<&HandDecisionRow> {
        let rows = self.house.register.hand_decisions.rows();
        rows.filter(|row| Some(row.enrolment) == self.letter.subject.enrolment)
            .max_by_key(|row| row.decided_at)
    }

    fn hand_decision(&self) -> String {
        let decision = self.latest_by_hand().map(|row| row.decision);
        match decision {
            Some(HandDecision::Offer) => "offer",
            Some(HandDecision::Refuse) => "refuse",
            Some(HandDecision::Admit) | None => "admit",
        }
        .to_owned()
    }

    /// Why it was decided so; gone after erasure.
    fn hand_reason(&self) -> String {
        self.latest_by_hand().and_then(|row| row.reason.clone()).unwrap_or_default()
    }

    /// The seminars an enrolment is for: all of the programme, or the one meeting.
    pub fn seminars_of_enrolment(&self) -> Vec<&SeminarRow> {
        let meeting = self.enrolment().and_then(|row| row.seminar);
        let all = self.house.programmes.seminars_of(self.programme.programme);
        all.into_iter().filter(|row| meeting.is_none_or(|meeting| meeting == row.seminar)).collect()
    }

    fn about_certificate(&self) -> Values {
        let id = self.letter.subject.certificate;
        let Some(row) = id.and_then(|id| self.house.certificates.certificates.get(&(id,))) else {
            return Vec::new();
        };
        // Rounded down, as on the certificate: nobody is told of a share they have not attended.
        let share = numbers::share(row.minutes_attended, row.minutes_offered).floor();
        vec![
            ("person", self.name(row.person).into()),
            ("number", row.number.clone().into()),
            ("attended", numbers::hours_bare(self.language, row.minutes_attended).into()),
            ("offered", numbers::hours(self.language, row.minutes_offered).into()),
            ("percent", numbers::percent(self.language, share, 0).into()),
            ("link", crate::papers::verification_url(self.links.base_url(), &row.number).into()),
        ]
    }

    fn enrolment(&self) -> Option<&EnrolmentRow> {
        let own = self.letter.subject.enrolment;
        let as_member = || {
            let mut rows = self.house.register.admitted(self.programme.programme);
            let about = |row: &&ParticipantRow| {
                row.person == self.letter.recipient
                    && self.letter.subject.seminar.is_none_or(|seminar| row.comes_to(seminar))
            };
            rows.find(about).map(|row| row.enrolment)
        };
        self.house.register.enrolment(own.or_else(as_member)?)
    }

    fn municipality(&self) -> String {
        self.enrolment()
            .and_then(|row| {
                let on = local_date(self.programme.zone, row.submitted_at);
                geography::municipality(self.programme.country, &row.municipality, on)
            })
            .map(|found| found.name)
            .unwrap_or_default()
    }

    /// What applies for a place: the municipality, or whoever takes part on their own.
    fn applicant(&self) -> String {
        let named: Vec<String> = self.concerned().iter().map(|row| self.name(row.person)).collect();
        if self.alone() && !named.is_empty() {
            names::list(self.language, &named)
        } else {
            self.municipality()
        }
    }

    /// The people the letter is about, with their roles, in the order of the roles.
    fn members(&self) -> String {
        let named: Vec<String> = self
            .concerned()
            .iter()
            .map(|row| names::with_role(self.language, &self.name(row.person), &self.roles(&row.roles)))
            .collect();
        names::list(self.language, &named)
    }

    /// The people the letter is about, in the order of their roles.
    fn concerned(&self) -> Vec<&ParticipantRow> {
        let Some(enrolment) = self.enrolment() else { return Vec::new() };
        let only =
            (self.letter.kind == LetterKind::Withdrawn).then_some(self.letter.subject.person).flatten();
        let mut rows: Vec<&ParticipantRow> = self
            .house
            .register
            .participants
            .rows()
            .filter(|row| row.enrolment == enrolment.enrolment)
            .filter(|row| match only {
                Some(person) => row.person == person,
                None => row.status == enrolment.status,
            })
            .collect();
        rows.sort_by_key(|row| (self.role_number(&row.roles), row.person));
        rows
    }

    /// Who may take part, as the programme has decided.
    fn participation(&self) -> Option<Participation> {
        serde_json::from_value(self.programme.participation.clone()?).ok()
    }

    fn role_of_person(&self) -> String {
        let (Some(enrolment), Some(person)) = (self.letter.subject.enrolment, self.letter.subject.person)
        else {
            return String::new();
        };
        self.house
            .register
            .participants
            .get(&(enrolment, person))
            .map(|row| self.roles(&row.roles))
            .unwrap_or_default()
    }

    fn roles(&self, column: &str) -> String {
        let found: Vec<String> = roles_of(column).iter().map(|role| self.role_name(role)).collect();
        names::list(self.language, &found)
    }

    fn role_name(&self, role: &RoleCode) -> String {
        let row = self.house.programmes.roles.get(&(self.programme.programme, role.clone()));
        row.map_or_else(|| role.to_string(), |row| names::within(&row.name))
    }

    fn role_number(&self, column: &str) -> u32 {
        let number = |role| {
            self.house
                .programmes
                .roles
                .get(&(self.programme.programme, role))
                .map_or(u32::MAX, |row| row.number)
        };
        roles_of(column).into_iter().map(number).min().unwrap_or(u32::MAX)
    }

    /// Who is missing, in words: "näringslivschef eller turismchef".
    fn missing(&self) -> String {
        let Some(enrolment) = self.enrolment() else { return String::new() };
        lacking::words(self.language, self.house, self.programme, &lacking::of(enrolment))
    }

    /// The seminars of an enrolment, one a line; of a meeting, when and where it is.
    fn seminars(&self) -> String {
        let meeting = self.enrolment().is_some_and(|row| row.seminar.is_some());
        let lines: Vec<String> = self
            .seminars_of_enrolment()
            .into_iter()
            .map(|seminar| {
                let days = dates::date_range(self.language, seminar.starts_on, seminar.ends_on);
                // A letter about one meeting names it already.
                if meeting {
                    return format!("{days}, {}", seminar.place);
                }
                format!("{}. {} – {}, {}", seminar.number, seminar.theme, days, seminar.place)
            })
            .collect();
        lines.join("\n")
    }

    fn name(&self, person: PersonId) -> String {
        self.house
            .people
            .get(person)
            .map(|row| names::full_name(&row.given_name, &row.family_name))
            .unwrap_or_default()
    }

    fn day(&self, at: DateTime<Utc>) -> String {
        dates::date(self.language, local_date(self.programme.zone, at))
    }

    /// The last day before an instant that ends a day.
    fn last_day(&self, end: DateTime<Utc>) -> String {
        self.day(end - TimeDelta::minutes(1))
    }

    /// The date a letter without one of its own speaks of: that of what happened, or a week from now.
    fn fallback_until(&self) -> String {
        if self.letter.kind == LetterKind::ReplacementWanted {
            return self.day(self.letter.due + REPLACEMENT_DAYS);
        }
        self.decided_on()
    }

    /// The local date of what the letter tells of.
    fn decided_on(&self) -> String {
        let noted = self.letter.subject.codes.get(DECIDED_ON).and_then(|day| day.parse().ok());
        noted.map_or_else(|| self.day(self.letter.due), |day| dates::date(self.language, day))
    }

    fn asked_for_replacement(&self) -> String {
        let (Some(enrolment), Some(person)) = (self.letter.subject.enrolment, self.letter.subject.person)
        else {
            return String::new();
        };
        let asked = asked_for_replacement(self.house, enrolment, person);
        let named: Vec<String> = asked.into_iter().map(|id| self.name(id)).collect();
        names::list(self.language, &named)
    }
}
