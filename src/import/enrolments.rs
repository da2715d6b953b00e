//! `enrolments.csv`: the journal of a register, a row per person and action, in order of time.

mod answers;
mod deeds;
mod people;
mod sessions;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};
use parvis_events::geography::{self, Municipality};
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, RegisterId, SeminarId};
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::programme::{Plan, State};
use parvis_events::register::{Channel, Command, Submission};
use parvis_events::time::{instant, local_date};
use parvis_events::values::{CountyCode, Line, MunicipalityCode, RoleCode};
use uuid::Uuid;

use self::answers::{ANSWER, QUESTION};
use self::deeds::Deed;
use self::people::{PARTICULARS, People};
use super::attendance::seminar_numbered;
use super::problem::{Findings, Place, Problems};
use super::table::{self, Row};
use super::{KnownPerson, Timed};

/// The columns of the file.
pub const COLUMNS: [&str; 15] = [
    "Tidpunkt",
    "Händelse",
    "Anmälnings-ID",
    "Kommunkod",
    "Kommun",
    "Deltagar-ID",
    "Efternamn",
    "Förnamn",
    "Befattning",
    "Roll",
    "E-post",
    "Telefon",
    "Avser",
    "Pass",
    "Skäl",
];

/// The column a journal of open meetings has beside these: which meeting an enrolment is for, by its number.
pub const MEETING: &str = "Seminarienr";

/// A column a journal may have beside these: how an enrolment came, where it did not come by this file first.
pub const CHANNEL: &str = "Kanal";

const CHANNELS: [(&str, Channel); 4] = [
    ("kontakt", Channel::Contact),
    ("deltagare", Channel::Member),
    ("papper", Channel::Paper),
    ("fil", Channel::File),
];

/// What one action of the journal asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterAction {
    /// The open meeting whose register is meant; absent for the programme's own.
    pub meeting: Option<SeminarId>,
    /// Whoever is new, or has other particulars than before; to be made known first.
    pub people: Vec<KnownPerson>,
    /// What is asked of the register.
    pub command: Command,
}

impl RegisterAction {
    /// The register it is about, of a programme.
    pub fn register(&self, programme: ProgrammeId) -> RegisterId {
        RegisterId::new(self.meeting.map_or(programme.uuid(), SeminarId::uuid))
    }
}

/// Reads a register's journal; a byte order mark is allowed.
///
/// The journal stands by itself: enrolments and people are introduced in it before they are referred to.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse(file_name: &str, text: &str, programme: &State) -> Result<Vec<Timed<RegisterAction>>, Problems> {
    let (Some(plan), Some(participation)) = (&programme.plan, &programme.participation) else {
        let remedy = "import the programme first";
        return Err(Problems::one(file_name, Place::file(), "the programme is not set up", remedy));
    };
    let mut findings = Findings::new(file_name);
    let meetings = participation.rule == ParticipationRule::OpenMeeting;
    let mut columns: Vec<&str> = COLUMNS.into_iter().chain(meetings.then_some(MEETING)).collect();
    let more = [CHANNEL, QUESTION, ANSWER];
    columns.extend(more.into_iter().filter(|column| table::has_column(text, column)));
    let rows = table::read(file_name, text, &columns, &mut findings)?;
    let people = People::new(plan, &participation.roles);
    let mut journal = Journal {
        programme,
        plan,
        meetings,
        findings,
        people,
        enrolments: BTreeMap::new(),
        last: None,
        actions: Vec::new(),
    };
    let mut rest = rows.as_slice();
    while let Some(row) = rest.first() {
        let key = deeds::of(row).map_or(&[][..], Deed::together);
        let same = |other: &&Row| key.iter().all(|column| row.cell(column).text == other.cell(column).text);
        let rows = if key.is_empty() { 1 } else { rest.iter().take_while(same).count() };
        let (group, after) = rest.split_at(rows.max(1));
        journal.read(row, group);
        rest = after;
    }
    journal.findings.finish(Some(journal.actions))
}

/// Everybody a journal tells of.
pub fn people(actions: &[Timed<RegisterAction>]) -> BTreeSet<PersonId> {
    actions.iter().flat_map(|action| &action.what.people).map(|known| known.person).collect()
}

/// An enrolment the journal has introduced.
struct Entered {
    id: EnrolmentId,
    meeting: Option<SeminarId>,
    line: usize,
    municipality: Option<MunicipalityCode>,
    /// Whoever is a member now, with their roles, by Deltagar-ID.
    members: BTreeMap<String, BTreeSet<RoleCode>>,
}

/// A journal that is being read.
struct Journal<'a> {
    programme: &'a State,
    plan: &'a Plan,
    /// Whether each seminar has a register of its own.
    meetings: bool,
    findings: Findings,
    people: People<'a>,
    enrolments: BTreeMap<String, Entered>,
    last: Option<DateTime<Utc>>,
    actions: Vec<Timed<RegisterAction>>,
}

/// One row, or the rows of one submission, with its instant.
struct Entry<'r> {
    at: DateTime<Utc>,
    row: &'r Row,
    group: &'r [Row],
    reference: Line,
}

impl Journal<'_> {
    fn read(&mut self, row: &Row, group: &[Row]) {
        let at = row.cell("Tidpunkt").stamp(&mut self.findings).map(|stamp| self.in_order(row, stamp));
        let reference: Option<Line> = row.cell("Anmälnings-ID").value(&mut self.findings);
        let deed = deeds::of(row);
        if deed.is_none() {
            row.cell("Händelse").note(&mut self.findings, "is no event of a register", deeds::KNOWN);
        }
        let (Some(at), Some(reference), Some(deed)) = (at, reference, deed) else { return };
        let entry = Entry { at, row, group, reference };
        for row in group {
            deeds::check_empty(row, deed, &mut self.findings);
        }
        let command = if deed == Deed::Submit { self.submission(&entry) } else { self.deed(&entry, deed) };
        // People of a row that is refused are known all the same: later rows may name them.
        let people = self.people.take_changed();
        let meeting = self.enrolments.get(entry.reference.as_str()).map(|entered| entered.meeting);
        if let (Some(command), Some(meeting)) = (command, meeting) {
            let what = RegisterAction { meeting, people, command };
            self.actions.push(Timed { entry: self.entry(group), at, line: row.line, what });
        }
    }

    /// Names what is done and to whom by their ids, not who they are: particulars that are corrected are taken over
    /// without doing it again.
    fn entry(&self, group: &[Row]) -> Uuid {
        let said = group.iter().flat_map(|row| {
            let telling = |column: &&str| !PARTICULARS.contains(column) && *column != "Skäl";
            // Rows that ask nothing are named as they were before there were questions.
            let asked = (!row.cell(QUESTION).is_empty()).then_some(QUESTION);
            let more = self.meetings.then_some(MEETING).into_iter().chain(asked);
            COLUMNS.into_iter().chain(more).filter(telling).map(|column| row.cell(column).text)
        });
        let words: Vec<&str> = ["enrolments", self.plan.code.as_str()].into_iter().chain(said).collect();
        super::entry(&words)
    }

    fn in_order(&mut self, row: &Row, stamp: NaiveDateTime) -> DateTime<Utc> {
        let at = instant(self.plan.zone, stamp);
        if self.last.is_some_and(|last| at < last) {
            let remedy = "put the rows in order of time";
            row.cell("Tidpunkt").note(&mut self.findings, "is before the row above", remedy);
        }
        self.last = self.last.max(Some(at));
        at
    }

    fn submission(&mut self, entry: &Entry<'_>) -> Option<Command> {
        if let Some(earlier) = self.enrolments.get(entry.reference.as_str()) {
            let fact = format!("was handed in on line {} already", earlier.line);
            let remedy = "use komplettering to add a member, or another Anmälnings-ID";
            entry.row.cell("Anmälnings-ID").note(&mut self.findings, fact, remedy);
            return None;
        }
        let meeting = self.meeting(entry.row);
        let via = self.channel(entry.row);
        let municipalities: Vec<_> = entry.group.iter().map(|row| self.municipality(row, entry.at)).collect();
        let first = municipalities.first().cloned().flatten();
        for (row, municipality) in entry.group.iter().zip(&municipalities) {
            if let (Some((code, _)), Some((first, _))) = (municipality, &first)
                && code != first
            {
                let fact = format!("is not the municipality {first} of the rest of the enrolment");
                row.cell("Kommunkod").note(&mut self.findings, fact, "give it an Anmälnings-ID of its own");
            }
        }
        if self.meetings && meeting.is_none() {
            return None;
        }
        let mut entered = Entered {
            id: EnrolmentId::named(&[self.plan.code.as_str(), entry.reference.as_str()]),
            meeting,
            line: entry.row.line,
            municipality: first.as_ref().map(|(code, _)| code.clone()),
            members: BTreeMap::new(),
        };
        let (mut members, mut contact) = (Vec::new(), None);
        for row in entry.group {
            let Some(seat) = self.people.seat(row, &mut self.findings) else { continue };
            if seat.contact && contact.replace(seat.person).is_some() {
                row.cell("Roll").note(&mut self.findings, "is the second contact", "keep one kontakt");
            }
            if !seat.roles.is_empty() {
                let id = row.cell("Deltagar-ID");
                if entered.members.insert(id.text.to_owned(), seat.roles.clone()).is_some() {
                    let remedy = "join the roles with + in one row";
                    id.note(&mut self.findings, "stands twice in the enrolment", remedy);
                }
                members.push(Member { person: seat.person, roles: seat.roles });
            }
        }
        if members.is_empty() {
            let remedy = "add a row with a role of the programme";
            self.findings.note(Place::line(entry.row.line), "nobody takes part in the enrolment", remedy);
        }
        let enrolment = entered.id;
        self.enrolments.insert(entry.reference.as_str().to_owned(), entered);
        let (municipality, county) = first?;
        let contact = contact.or_else(|| members.first().map(|member| member.person))?;
        let reference = entry.reference.clone();
        Some(Command::Submit(Submission {
            enrolment,
            reference,
            municipality,
            county,
            contact,
            members,
            via: via?,
        }))
    }

    /// The meeting a row is about; a journal of a programme with one register is about none.
    fn meeting(&mut self, row: &Row) -> Option<SeminarId> {
        if !self.meetings {
            return None;
        }
        seminar_numbered(self.programme, row.cell(MEETING), &mut self.findings).map(|found| found.id)
    }

    /// How an enrolment came; by this file, if nothing is said.
    fn channel(&mut self, row: &Row) -> Option<Channel> {
        let cell = row.cell(CHANNEL);
        if cell.is_empty() {
            return Some(Channel::File);
        }
        let word = cell.text.to_lowercase();
        let found = CHANNELS.iter().find(|(name, _)| *name == word).map(|(_, channel)| *channel);
        if found.is_none() {
            cell.note(&mut self.findings, "is not known", "use kontakt, deltagare, papper or fil");
        }
        found
    }

    /// The municipality a row names, and its county, both of the day.
    fn municipality(&mut self, row: &Row, at: DateTime<Utc>) -> Option<(MunicipalityCode, CountyCode)> {
        let (code, name) = (row.cell("Kommunkod"), row.cell("Kommun"));
        let given: MunicipalityCode = code.value(&mut self.findings)?;
        let day = local_date(self.plan.zone, at);
        let Some(found) = geography::municipality(self.plan.country, &given, day) else {
            let remedy = "use one of the codes in events/data/municipalities.csv, such as 1280 for Malmö";
            code.note(&mut self.findings, format!("is no municipality on {day}"), remedy);
            return None;
        };
        if !names(name.text, &found) {
            let fact = format!("is not the name of municipality {given}");
            name.note(&mut self.findings, fact, format!("write {:?}, or correct the code", found.name));
        }
        Some((given, found.county_code))
    }

    /// The enrolment a row is about, its municipality checked where the row names one.
    fn entered(&mut self, entry: &Entry<'_>) -> Option<EnrolmentId> {
        let Some(found) = self.enrolments.get(entry.reference.as_str()) else {
            let remedy = "correct it, or add the anmälan above";
            entry.row.cell("Anmälnings-ID").note(&mut self.findings, "was not handed in before", remedy);
            return None;
        };
        let (id, municipality) = (found.id, found.municipality.clone());
        let (code, name) = (entry.row.cell("Kommunkod"), entry.row.cell("Kommun"));
        if !(code.is_empty() && name.is_empty())
            && let Some((given, _)) = self.municipality(entry.row, entry.at)
            && let Some(expected) = municipality.filter(|expected| *expected != given)
        {
            let fact = format!("is not the municipality of enrolment {}", entry.reference);
            code.note(&mut self.findings, fact, format!("write {expected}, or correct the Anmälnings-ID"));
        }
        Some(id)
    }
}

/// Whether a text names the municipality: "Lund", "Lunds kommun", "Malmö stad".
fn names(text: &str, municipality: &Municipality) -> bool {
    let short = text.strip_suffix(" kommun").or_else(|| text.strip_suffix(" stad"));
    let genitive = short.and_then(|short| short.strip_suffix('s'));
    [Some(text), short, genitive].contains(&Some(municipality.name.as_str()))
        || text == municipality.official_name
}

#[cfg(test)]
mod tests;
