//! `programme.toml`: a whole programme, from its plan to what changed on the way.

mod parts;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use parvis_events::Stream;
use parvis_events::ids::ProgrammeId;
use parvis_events::programme::{About, Command, Problem, Programme, Rejection, State};
use parvis_events::time::{instant, start_of_day};
use parvis_events::values::{Line, Period, ProgrammeCode};
use toml::de::DeTable;

use self::parts::Parts;
use super::problem::{Findings, Place, Problems};
use super::section::{Section, Source};
use super::{KnownPerson, MOST_BYTES, Timed, too_large, without_mark};

/// A programme as its file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeFile {
    /// Its id, named by its code.
    pub id: ProgrammeId,
    /// Its code.
    pub code: ProgrammeCode,
    /// Coordinator, signatory and council.
    pub people: Vec<KnownPerson>,
    /// What sets the programme up, in order of time.
    pub set_up: Vec<Timed<Command>>,
    /// What changed later, in order of time.
    pub changes: Vec<Timed<Command>>,
    /// When certificates are to be issued.
    pub certificates_at: Option<DateTime<Utc>>,
}

impl ProgrammeFile {
    /// The programme when it is set up.
    ///
    /// # Errors
    /// The first rejection; a file that was parsed has none.
    pub fn as_planned(&self) -> Result<State, Rejection> {
        fold(&self.set_up)
    }

    /// The programme when everything has changed that the file tells of, with the dates seminars were
    /// held on in the end.
    ///
    /// # Errors
    /// The first rejection; a file that was parsed has none.
    pub fn as_held(&self) -> Result<State, Rejection> {
        fold(&self.in_order())
    }

    /// Everything that is to be decided, in order of time.
    pub fn in_order(&self) -> Vec<Timed<Command>> {
        let mut all: Vec<Timed<Command>> = self.set_up.iter().chain(&self.changes).cloned().collect();
        all.sort_by_key(|step| step.at);
        all
    }
}

fn fold(steps: &[Timed<Command>]) -> Result<State, Rejection> {
    steps.iter().try_fold(State::default(), |state, step| {
        let facts = Programme::decide(&state, step.what.clone(), step.at)?;
        Ok(facts.iter().fold(state, Programme::evolve))
    })
}

/// Reads a programme's file; a byte order mark is allowed.
///
/// The whole is tried on an empty programme, so that what would be refused later is told here, with
/// its line.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse(file_name: &str, text: &str) -> Result<ProgrammeFile, Problems> {
    if text.len() > MOST_BYTES {
        return Err(too_large(file_name, text.len()));
    }
    let text = without_mark(text);
    let source = Source::new(file_name, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let line = error.span().map_or(1, |span| source.line_of(span.start));
            let fact = format!("is not TOML: {}", error.message().replace('\n', ", "));
            source.note(Place::line(line), fact, "correct it; see https://toml.io");
        }
        return source.into_findings().finish(None);
    }
    let file = read(&Section::whole(&source, document.get_ref()));
    let mut findings = source.into_findings();
    if let Some(file) = &file {
        rehearse(file, &mut findings);
    }
    findings.finish(file)
}

/// Notes what would be refused. Steps after a refusal are still tried.
fn rehearse(file: &ProgrammeFile, findings: &mut Findings) {
    let mut state = State::default();
    let unread = !findings.is_empty();
    for step in file.in_order() {
        match Programme::decide(&state, step.what, step.at) {
            Ok(facts) => state = facts.iter().fold(state, Programme::evolve),
            // Follow from a refusal to open it, which is told already.
            Err(Rejection::EnrolmentNotOpen | Rejection::NeverOpened) if !findings.is_empty() => {}
            Err(Rejection::NotReady(problems)) => {
                // What could not be read is told already; that it is not there follows.
                for problem in problems.into_iter().filter(|problem| !(unread && missing(problem))) {
                    let place = Place::line(line_of(file, &problem.about()).unwrap_or(step.line));
                    findings.note(place, problem.fact(), problem.remedy());
                }
            }
            Err(rejection) => {
                let text = rejection.to_string();
                let (fact, remedy) = text.split_once("; ").unwrap_or((&text, "correct it"));
                findings.note(Place::line(step.line), fact, remedy);
            }
        }
    }
}

/// Whether a problem is that something is not there.
fn missing(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::NoParticipationRule
            | Problem::NoRole
            | Problem::NoSeminars
            | Problem::AllocationsTooSmall { .. }
            | Problem::ReminderWithoutForm { .. }
    )
}

/// The line of the file on which what a problem is about begins.
fn line_of(file: &ProgrammeFile, about: &About) -> Option<usize> {
    let set = |command: &Command| match (about, command) {
        (About::Plan, Command::Plan(_))
        | (About::Participation, Command::SetParticipationRule(_))
        | (About::Enrolment, Command::OpenEnrolment { .. })
        | (About::Certificate, Command::SetCertificateRule(_))
        | (About::Evaluation, Command::SetEvaluationForm(_)) => true,
        (About::Partner(county), Command::JoinPartner(partner)) => partner.county == *county,
        (About::Seminar(number), Command::ScheduleSeminar(seminar)) => seminar.number == *number,
        (About::Reminder(code), Command::SetReminderRule(rule)) => rule.code == *code,
        (
            About::Plan
            | About::Participation
            | About::Enrolment
            | About::Certificate
            | About::Evaluation
            | About::Partner(_)
            | About::Seminar(_)
            | About::Reminder(_),
            _,
        ) => false,
    };
    // Of two with the same name it is the second that is told.
    file.set_up.iter().rev().find(|step| set(&step.what)).map(|step| step.line)
}

fn read(whole: &Section<'_>) -> Option<ProgrammeFile> {
    let plan_section = whole.table("programme");
    let plan = plan_section.as_ref().and_then(parts::plan);
    let planned_at = plan_section.as_ref().and_then(|section| section.stamp("planned_at"));
    let zone = plan.as_ref().map_or(Tz::UTC, |plan| plan.zone);
    let language = plan.as_ref().and_then(|plan| plan.languages.first().copied()).unwrap_or_default();
    // Without a plan the rest is still read, under a stand-in code, to find its problems.
    let code = plan.as_ref().map_or("", |plan| plan.code.as_str()).to_owned();
    let mut parts = Parts { code, language, people: Vec::new(), steps: Vec::new() };

    let line = plan_section.as_ref().map_or(1, |section| section.line);
    if let Some(plan) = plan.clone() {
        parts.steps.push((line, Command::Plan(plan)));
    }
    let coordinator = whole.table("coordinator").and_then(|section| parts.person(section, "coordinator"));
    let signatory = whole.optional_table("signatory").and_then(|section| parts.person(section, "signatory"));
    whole.tables("partner").into_iter().for_each(|section| parts.partner(section));
    whole.tables("council").into_iter().for_each(|section| parts.council_member(section));
    if let Some(section) = whole.table("participation") {
        parts.participation(section);
    }
    whole.tables("seminar").into_iter().for_each(|section| parts.seminar(section));
    whole.tables("reminder").into_iter().for_each(|section| parts.reminder(section));
    let certificates_at =
        whole.optional_table("certificate").map(|section| parts.certificate(section, signatory));
    if let Some(section) = whole.optional_table("evaluation") {
        parts.evaluation(section);
    }
    let enrolment = whole.table("enrolment").and_then(enrolment);
    let changes = changes(whole, &parts, planned_at);
    if let Some(section) = plan_section {
        section.finish();
    }
    whole.finish();

    let (plan, planned_at, _) = (plan?, instant(zone, planned_at?), coordinator?);
    let timed = |(at, line, what): (DateTime<Utc>, usize, Command)| {
        // Should a later release word its commands otherwise, a file that comes again is decided anew: nothing
        // happens where it is true already, and what cannot be is refused.
        let entry = super::entry(&["programme", plan.code.as_str(), &at.to_rfc3339(), &format!("{what:?}")]);
        Timed { entry, at, line, what }
    };
    let steps = parts.steps.into_iter().map(|(line, what)| timed((planned_at, line, what)));
    let mut set_up: Vec<Timed<Command>> = steps.collect();
    let (line, enrolment, withdrawal_deadline) = enrolment?;
    let opens = start_of_day(zone, enrolment.from).max(planned_at);
    set_up.push(timed((opens, line, Command::OpenEnrolment { enrolment, withdrawal_deadline })));
    let changes = changes.into_iter().map(|(at, line, what)| timed((instant(zone, at), line, what)));
    let changes: Vec<Timed<Command>> = changes.collect();
    Some(ProgrammeFile {
        id: plan.programme,
        code: plan.code,
        people: parts.people,
        set_up,
        changes,
        certificates_at: certificates_at.flatten().map(|at| instant(zone, at)),
    })
}

fn enrolment(section: Section<'_>) -> Option<(usize, Period, NaiveDate)> {
    let line = section.line;
    let (opens, closes) = (section.date("opens"), section.date("closes"));
    let deadline = section.date("withdrawal_deadline");
    let period = parts::period(&section, opens, closes, "closes");
    section.finish();
    Some((line, period?, deadline?))
}

fn changes(
    whole: &Section<'_>,
    parts: &Parts,
    planned_at: Option<NaiveDateTime>,
) -> Vec<(NaiveDateTime, usize, Command)> {
    let mut changes = Vec::new();
    let mut last = planned_at;
    for section in whole.tables("change") {
        let at = section.stamp("at");
        if at.is_some() && at < last {
            section.note("at", "is before the change above it", "put the changes in order of time");
        }
        last = last.max(at);
        let command = change(&section, parts);
        if let (Some(at), Some(command)) = (at, command) {
            changes.push((at, section.line, command));
        }
        section.finish();
    }
    changes
}

fn change(section: &Section<'_>, parts: &Parts) -> Option<Command> {
    const ACTIONS: &str =
        "use move-seminar, reschedule-seminar, cancel-seminar, close-enrolment, complete or archive";
    let action: Line = section.value("action")?;
    match action.as_str() {
        "move-seminar" => {
            let (seminar, venue) = (parts.seminar_id(section, "seminar"), parts::venue(section));
            Some(Command::MoveSeminar { seminar: seminar?, venue: venue? })
        }
        "reschedule-seminar" => {
            let number: Option<u8> = section.number("seminar");
            let sessions = parts.sessions(section, number?);
            Some(Command::RescheduleSeminar {
                seminar: parts.seminar_id(section, "seminar")?,
                sessions: sessions?,
            })
        }
        "cancel-seminar" => {
            let (seminar, reason) = (parts.seminar_id(section, "seminar"), section.value("reason"));
            Some(Command::CancelSeminar { seminar: seminar?, reason: reason? })
        }
        "close-enrolment" => Some(Command::CloseEnrolment),
        "complete" => Some(Command::Complete),
        "archive" => Some(Command::Archive),
        other => {
            section.note("action", format!("{other:?} is no change"), ACTIONS);
            None
        }
    }
}

#[cfg(test)]
mod tests;
