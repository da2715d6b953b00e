//! `attendance.csv`: who was seen at which session, what was put right, and when rolls were closed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::attendance::{Command, Method, Observation, Status};
use parvis_events::ids::{ObservationId, PersonId, SeminarId, SessionId};
use parvis_events::programme::{Plan, Seminar, State};
use parvis_events::time::instant;
use parvis_events::values::{Line, Session};
use uuid::Uuid;

use super::Timed;
use super::problem::{Findings, Place, Problems};
use super::table::{self, Cell, Row};

/// The columns of the file.
pub const COLUMNS: [&str; 11] = [
    "Tidpunkt",
    "Händelse",
    "Seminarienr",
    "Datum",
    "Pass",
    "Deltagar-ID",
    "Närvarostatus",
    "Minuter",
    "Registreringssätt",
    "Enhet",
    "Skäl",
];

const STATUSES: [(&str, Status); 4] = [
    ("närvarande", Status::Present),
    ("delvis", Status::Partly),
    ("giltig frånvaro", Status::ExcusedAbsence),
    ("ogiltig frånvaro", Status::UnexcusedAbsence),
];

const METHODS: [(&str, Method); 3] =
    [("närvarolista", Method::Sheet), ("avprickning", Method::List), ("kod", Method::Code)];

/// Reads the attendance of a programme; a byte order mark is allowed.
///
/// The programme is the one the sessions were held by: with the dates seminars had in the end.
/// An observation's id is named by seminar, session, person, device and time, so that a device may be
/// read twice.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse(
    file_name: &str,
    text: &str,
    programme: &State,
) -> Result<Vec<Timed<(SeminarId, Command)>>, Problems> {
    let Some(plan) = &programme.plan else {
        let remedy = "import the programme first";
        return Err(Problems::one(file_name, Place::file(), "the programme is not set up", remedy));
    };
    let mut findings = Findings::new(file_name);
    let rows = table::read(file_name, text, &COLUMNS, &mut findings)?;
    let mut roll = Roll { programme, plan, findings, last: None, seen: BTreeMap::new() };
    let read: Vec<Timed<(SeminarId, Command)>> = rows.iter().filter_map(|row| roll.read(row)).collect();
    roll.findings.finish(Some(read))
}

/// Checks that everybody on the roll is known to the register.
///
/// # Errors
/// Each row about somebody else, with its line.
pub fn check_people(
    file_name: &str,
    actions: &[Timed<(SeminarId, Command)>],
    known: &BTreeSet<PersonId>,
) -> Result<(), Problems> {
    let mut findings = Findings::new(file_name);
    for action in actions {
        let person = match &action.what.1 {
            Command::Observe { observation, .. } => observation.person,
            Command::Correct { person, .. } | Command::Retract { person, .. } => *person,
            Command::CloseRoll => continue,
        };
        if !known.contains(&person) {
            let remedy = "correct the id, or import the enrolment first";
            findings.note(
                Place::column(action.line, "Deltagar-ID"),
                "the register knows nobody by this id",
                remedy,
            );
        }
    }
    findings.finish(Some(()))
}

/// Rolls that are being read.
struct Roll<'a> {
    programme: &'a State,
    plan: &'a Plan,
    findings: Findings,
    last: Option<DateTime<Utc>>,
    seen: BTreeMap<ObservationId, (Observation, usize)>,
}

/// What a row says of a person at a session.
struct Mark {
    person: PersonId,
    session: SessionId,
    status: Status,
    minutes: u32,
    session_minutes: u32,
}

impl<'a> Roll<'a> {
    fn read(&mut self, row: &Row) -> Option<Timed<(SeminarId, Command)>> {
        let at = row.cell("Tidpunkt").stamp(&mut self.findings).map(|stamp| instant(self.plan.zone, stamp));
        if at.is_some() && at < self.last {
            let remedy = "put the rows in order of time";
            row.cell("Tidpunkt").note(&mut self.findings, "is before the row above", remedy);
        }
        self.last = self.last.max(at);
        let seminar = self.seminar(row);
        let command = match row.cell("Händelse").text.to_lowercase().as_str() {
            "närvaro" => self.observation(row, seminar, at),
            "rättelse" => self.correction(row, seminar),
            "stängning" => {
                for column in COLUMNS.iter().skip(3) {
                    row.cell(column).must_be_empty(&mut self.findings, "stängning");
                }
                Some(Command::CloseRoll)
            }
            _ => {
                let remedy = "use närvaro, rättelse or stängning";
                row.cell("Händelse").note(&mut self.findings, "is no event of a roll", remedy);
                None
            }
        };
        Some(Timed { entry: self.entry(row), at: at?, line: row.line, what: (seminar?.id, command?) })
    }

    /// Names a row; the reason of a correction may speak of the person, so it is left out.
    fn entry(&self, row: &Row) -> Uuid {
        let said = COLUMNS.into_iter().filter(|column| *column != "Skäl").map(|column| row.cell(column).text);
        let words: Vec<&str> = ["attendance", self.plan.code.as_str()].into_iter().chain(said).collect();
        super::entry(&words)
    }

    fn seminar(&mut self, row: &Row) -> Option<&'a Seminar> {
        seminar_numbered(self.programme, row.cell("Seminarienr"), &mut self.findings)
    }

    fn observation(
        &mut self,
        row: &Row,
        seminar: Option<&Seminar>,
        at: Option<DateTime<Utc>>,
    ) -> Option<Command> {
        let mark = self.mark(row, seminar);
        let method = one_of(&METHODS, row.cell("Registreringssätt"), &mut self.findings);
        let device: Option<Line> = row.cell("Enhet").value(&mut self.findings);
        row.cell("Skäl").must_be_empty(&mut self.findings, "närvaro");
        let (mark, method, device, at) = (mark?, method?, device?, at?);
        let (session, person) = (mark.session.to_string(), mark.person.to_string());
        let (code, number) = (self.plan.code.as_str(), seminar?.number.to_string());
        let observation = Observation {
            id: ObservationId::named(&[code, &number, &session, &person, device.as_str(), &at.to_rfc3339()]),
            person: mark.person,
            session: mark.session,
            status: mark.status,
            minutes: mark.minutes,
            method,
            device: device.into(),
            observed_at: at,
        };
        if let Some((earlier, line)) = self.seen.get(&observation.id)
            && *earlier != observation
        {
            let fact = format!("contradicts line {line}: same person, session, device and time");
            self.findings.note(Place::line(row.line), fact, "remove one of the two rows");
        }
        self.seen.insert(observation.id, (observation.clone(), row.line));
        let session_minutes = Some(mark.session_minutes);
        Some(Command::Observe { programme: self.plan.programme, observation, session_minutes })
    }

    fn correction(&mut self, row: &Row, seminar: Option<&Seminar>) -> Option<Command> {
        let mark = self.mark(row, seminar);
        let reason = row.cell("Skäl");
        if reason.is_empty() {
            reason.note(&mut self.findings, "nothing is given", "say why the attendance is corrected");
        }
        for column in ["Registreringssätt", "Enhet"] {
            row.cell(column).must_be_empty(&mut self.findings, "rättelse");
        }
        let Mark { person, session, status, minutes, session_minutes } = mark?;
        let (reason, session_minutes) = (reason.text.to_owned(), Some(session_minutes));
        let made = None;
        Some(Command::Correct { person, session, status, minutes, reason, session_minutes, made })
    }

    fn mark(&mut self, row: &Row, seminar: Option<&Seminar>) -> Option<Mark> {
        let session = seminar.and_then(|seminar| session_of(seminar, row, &mut self.findings));
        let id: Option<Line> = row.cell("Deltagar-ID").value(&mut self.findings);
        let status = one_of(&STATUSES, row.cell("Närvarostatus"), &mut self.findings);
        let session = session?;
        let session_minutes = session.minutes();
        let minutes = minutes(row.cell("Minuter"), status?, session_minutes, &mut self.findings)?;
        let person = PersonId::named(&[self.plan.code.as_str(), id?.as_str()]);
        Some(Mark { person, session: session.id, status: status?, minutes, session_minutes })
    }
}

/// The seminar whose number a cell holds.
pub(super) fn seminar_numbered<'a>(
    programme: &'a State,
    cell: Cell<'_>,
    findings: &mut Findings,
) -> Option<&'a Seminar> {
    let found = cell.text.parse().ok().and_then(|number| programme.seminar_numbered(number));
    if found.is_none() {
        let known: Vec<String> = programme.seminars_in_order().iter().map(|s| s.number.to_string()).collect();
        let fact = if cell.is_empty() { "nothing is given" } else { "is no seminar of the programme" };
        cell.note(findings, fact, format!("use one of {}", known.join(", ")));
    }
    found
}

fn session_of<'a>(seminar: &'a Seminar, row: &Row, findings: &mut Findings) -> Option<&'a Session> {
    let (date, title) = (row.cell("Datum"), row.cell("Pass"));
    let Ok(day) = date.text.parse::<NaiveDate>() else {
        date.note(findings, "is no date", "write it as 2018-05-29");
        return None;
    };
    let of_day: Vec<&Session> = seminar.sessions.iter().filter(|session| session.date == day).collect();
    if of_day.is_empty() {
        let mut days: Vec<String> = seminar.sessions.iter().map(|session| session.date.to_string()).collect();
        days.dedup();
        date.note(findings, "is no day of the seminar", format!("use {}", days.join(" or ")));
        return None;
    }
    let wanted = title.text.to_lowercase();
    let found = of_day.iter().find(|session| session.title.as_str().to_lowercase() == wanted).copied();
    if found.is_none() {
        let known: Vec<&str> = of_day.iter().map(|session| session.title.as_str()).collect();
        title.note(findings, "is no session of that day", format!("use {}", known.join(" or ")));
    }
    found
}

/// Minutes attended; where none are given, those that go without saying.
fn minutes(cell: Cell<'_>, status: Status, session_minutes: u32, findings: &mut Findings) -> Option<u32> {
    let absent = matches!(status, Status::ExcusedAbsence | Status::UnexcusedAbsence);
    if cell.is_empty() && status != Status::Partly {
        return Some(if absent { 0 } else { session_minutes });
    }
    let given = cell.text.parse::<u32>().ok();
    let fault = match given {
        None => "is no number of minutes",
        Some(minutes) if absent && minutes > 0 => "contradicts the absence",
        Some(0) if !absent => "contradicts the attendance",
        Some(minutes) if minutes > session_minutes => "is longer than the session",
        Some(_) => return given,
    };
    let remedy = if absent { "write 0".to_owned() } else { format!("write 1 to {session_minutes}") };
    cell.note(findings, fault, remedy);
    None
}

fn one_of<T: Copy>(known: &[(&str, T)], cell: Cell<'_>, findings: &mut Findings) -> Option<T> {
    let text = cell.text.to_lowercase();
    let found = known.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let fact = if cell.is_empty() { "nothing is given" } else { "is not known" };
        cell.note(findings, fact, format!("use {}", names.join(", ")));
    }
    found
}

#[cfg(test)]
mod tests;
