//! What happened to a programme and its seminars, in plain words.

use std::collections::BTreeSet;

use parvis_events::geography;
use parvis_events::ids::{PersonId, SeminarId};
use parvis_events::programme::{Anchor, Event, Participation, Plan, ReminderRule, Seminar};
use parvis_events::time::DayOffset;
use parvis_events::values::{CountyCode, Session};
use parvis_words::{Value, dates, text_with};

use crate::web::coordinator::{Desk, plan};
use crate::web::page::Page;

/// The seminar that a fact is about.
pub(in crate::web::coordinator) fn about_seminar(fact: &Event) -> Option<SeminarId> {
    match fact {
        Event::SeminarScheduled(seminar) => Some(seminar.id),
        Event::SeminarDescribed { seminar, .. }
        | Event::SeminarRescheduled { seminar, .. }
        | Event::SeminarMoved { seminar, .. }
        | Event::SeminarCancelled { seminar, .. } => Some(*seminar),
        Event::Planned(_)
        | Event::PlanChanged(_)
        | Event::PartnerJoined(_)
        | Event::PartnerLeft { .. }
        | Event::CouncilMemberAppointed { .. }
        | Event::CouncilMemberLeft { .. }
        | Event::ParticipationRuleSet(_)
        | Event::EnrolmentOpened { .. }
        | Event::EnrolmentClosed
        | Event::ReminderRuleSet(_)
        | Event::ReminderRuleRemoved { .. }
        | Event::CertificateRuleSet(_)
        | Event::EvaluationFormSet(_)
        | Event::Completed
        | Event::Archived => None,
    }
}

/// What a fact says; `before` are the facts before it, by which a change is told as from what to what.
pub(in crate::web::coordinator) fn say<'a>(
    page: &Page,
    desk: &Desk,
    fact: &Event,
    before: impl DoubleEndedIterator<Item = &'a Event>,
) -> String {
    let teller = Teller { page, desk };
    match fact {
        Event::Planned(plan) => page.t1("past-planned", "name", plan.name.as_str()),
        Event::PlanChanged(plan) => teller.plan_changed(plan, before),
        Event::PartnerJoined(partner) => page.t2(
            "past-partner-joined",
            "region",
            partner.region.as_str(),
            "places",
            &partner.allocation.to_string(),
        ),
        Event::PartnerLeft { county } => page.t1("past-partner-left", "county", &teller.county(county)),
        Event::CouncilMemberAppointed { person, county } => {
            page.t2("past-council-joined", "person", &teller.name(*person), "county", &teller.county(county))
        }
        Event::CouncilMemberLeft { person } => page.t1("past-council-left", "person", &teller.name(*person)),
        Event::ParticipationRuleSet(participation) => teller.participation(participation, before),
        Event::SeminarScheduled(seminar) => teller.scheduled(seminar),
        Event::SeminarDescribed { seminar, theme, .. } => {
            page.t2("past-seminar-described", "number", &teller.number(*seminar), "theme", theme.as_str())
        }
        Event::SeminarRescheduled { seminar, sessions } => page.t2(
            "past-seminar-rescheduled",
            "number",
            &teller.number(*seminar),
            "sessions",
            &teller.sessions(sessions),
        ),
        Event::SeminarMoved { seminar, venue } => {
            let address = venue.address.as_ref().map_or("", |address| address.as_str());
            let place = parvis_words::names::place(venue.name.as_str(), address, venue.place.as_str());
            page.t2("past-seminar-moved", "number", &teller.number(*seminar), "place", &place)
        }
        Event::SeminarCancelled { seminar, reason } => {
            page.t2("past-seminar-cancelled", "number", &teller.number(*seminar), "reason", reason.as_str())
        }
        Event::EnrolmentOpened { enrolment, withdrawal_deadline } => {
            let days = page.days(enrolment.from, enrolment.to);
            page.t2("past-opened", "days", &days, "deadline", &page.day(*withdrawal_deadline))
        }
        Event::EnrolmentClosed => page.t("past-closed"),
        Event::ReminderRuleSet(rule) => page.t1("past-reminder-set", "rule", &reminder(page, rule)),
        Event::ReminderRuleRemoved { code } => page.t1("past-reminder-removed", "rule", code.as_str()),
        Event::CertificateRuleSet(rule) => {
            page.count("past-certificate-rule", "percent", rule.least_percent.into())
        }
        Event::EvaluationFormSet(form) => {
            let questions = u32::try_from(form.questions.len()).unwrap_or(u32::MAX);
            let values =
                [("count", Value::from(questions)), ("days", Value::from(u32::from(form.open_days)))];
            text_with(page.language, "past-evaluation-questions", &values)
        }
        Event::Completed => page.t("past-completed"),
        Event::Archived => page.t("past-archived"),
    }
}

/// A reminder rule in words: "påminnelse om seminarium, 14 dagar före första dagen, kl. 9.00".
pub(in crate::web::coordinator) fn reminder(page: &Page, rule: &ReminderRule) -> String {
    let (days, way) = match rule.offset {
        DayOffset::Before(days) => (days, "before"),
        DayOffset::After(days) => (days, "after"),
    };
    let anchor = match rule.anchor {
        Anchor::SeminarStart | Anchor::SeminarEnd | Anchor::HoldEnd => rule.anchor.name(),
    };
    text_with(
        page.language,
        "rule-reminder",
        &[
            ("letter", page.t(&format!("letter-kind-{}", rule.letter.name())).into()),
            ("days", Value::from(u32::from(days))),
            ("way", way.into()),
            ("anchor", anchor.into()),
            ("time", dates::time(page.language, rule.at).into()),
        ],
    )
}

struct Teller<'a> {
    page: &'a Page,
    desk: &'a Desk,
}

impl Teller<'_> {
    fn name(&self, person: PersonId) -> String {
        self.desk.name(self.page, person)
    }

    fn county(&self, code: &CountyCode) -> String {
        geography::county_name(self.desk.programme.country, code)
            .map_or_else(|| code.to_string(), str::to_owned)
    }

    fn number(&self, seminar: SeminarId) -> String {
        let row = self.desk.views.programmes.seminars.get(&(seminar,));
        row.map(|row| row.number.to_string()).unwrap_or_default()
    }

    /// What of the plan changed, each thing from what to what.
    fn plan_changed<'e>(&self, plan: &Plan, before: impl DoubleEndedIterator<Item = &'e Event>) -> String {
        let former = before.rev().find_map(|fact| match fact {
            Event::Planned(plan) | Event::PlanChanged(plan) => Some(plan),
            _ => None,
        });
        let Some(former) = former else { return self.page.t("past-plan-changed") };
        let changes: Vec<String> = plan::differences(self.page, &self.desk.views, former, plan);
        if changes.is_empty() {
            return self.page.t("past-plan-changed");
        }
        format!("{} {}.", self.page.t("past-plan-changed"), changes.join("; "))
    }

    /// Which part of it changed: who may take part, who is invited, or what they are asked.
    fn participation<'e>(
        &self,
        now: &Participation,
        before: impl DoubleEndedIterator<Item = &'e Event>,
    ) -> String {
        let former = before.rev().find_map(|fact| match fact {
            Event::ParticipationRuleSet(participation) => Some(participation),
            _ => None,
        });
        let Some(former) = former else { return self.page.t("past-participation") };
        let rules = |one: &Participation| Participation {
            invited: BTreeSet::new(),
            questions: Vec::new(),
            ..one.clone()
        };
        let changed = [
            (rules(former) != rules(now), "past-rules"),
            (former.invited != now.invited, "past-invited"),
            (former.questions != now.questions, "past-questions"),
        ];
        let told: Vec<String> =
            changed.iter().filter(|(is, _)| *is).map(|(_, key)| self.page.t(key)).collect();
        if told.is_empty() { self.page.t("past-participation") } else { told.join(" ") }
    }

    fn scheduled(&self, seminar: &Seminar) -> String {
        text_with(
            self.page.language,
            "past-seminar-scheduled",
            &[
                ("number", seminar.number.to_string().into()),
                ("theme", seminar.theme.as_str().into()),
                ("place", seminar.venue.place.as_str().into()),
                ("sessions", self.sessions(&seminar.sessions).into()),
            ],
        )
    }

    /// "tisdag 29 maj 2018 kl. 10.00–12.00, kl. 13.00–17.00; onsdag 30 maj 2018 …".
    fn sessions(&self, sessions: &[Session]) -> String {
        let mut in_order: Vec<&Session> = sessions.iter().collect();
        in_order.sort_by_key(|session| (session.date, session.starts));
        let language = self.page.language;
        let mut days: Vec<(chrono::NaiveDate, Vec<String>)> = Vec::new();
        for session in in_order {
            let hours = dates::time_range(language, session.starts, session.ends);
            match days.last_mut() {
                Some((day, all)) if *day == session.date => all.push(hours),
                Some(_) | None => days.push((session.date, vec![hours])),
            }
        }
        if days.is_empty() {
            return self.page.t("past-no-sessions");
        }
        let days: Vec<String> = days
            .into_iter()
            .map(|(day, hours)| format!("{} {}", dates::weekday_date(language, day), hours.join(", ")))
            .collect();
        days.join("; ")
    }
}
