//! What an export reads: one programme of the house, or one of its seminars, in words for lists.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use parvis_events::geography;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId, SessionId};
use parvis_events::time::local_date;
use parvis_events::values::RoleCode;
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, RoleRow, SeminarRow, SessionRow};
use parvis_projections::register::{DeputyRow, EnrolmentRow, ParticipantRow, roles_of};
use parvis_words as words;
use parvis_words::Language;
use parvis_words::collation::Collator;

use super::shown::Shown;
use super::table::Cell;
use super::{Codes, ExportError, Manner, Scope};

/// What an export is about.
pub(super) struct Subject<'a> {
    /// All views.
    pub house: &'a House,
    /// The programme.
    pub programme: &'a ProgrammeRow,
    /// The one seminar it is about, if it is about one.
    pub seminar: Option<&'a SeminarRow>,
    /// The seminars it is about, in order of number; cancelled ones are left out.
    pub seminars: Vec<&'a SeminarRow>,
    /// The programme's first language, which its lists speak.
    pub language: Language,
    manner: Manner,
    collator: Collator,
}

/// Somebody on a list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Who.
    pub person: PersonId,
    /// What is shown of them.
    pub shown: Shown,
    /// Their roles in words, or empty.
    pub role: String,
    /// What people call their enrolment, or empty.
    pub reference: String,
    /// Where they come from.
    pub locality: Locality,
}

impl Listed {
    /// What lists call the person (Deltagar-ID).
    pub fn called(&self) -> String {
        self.shown.called(self.person)
    }
}

/// Where an enrolment comes from, by the codes and names of its day or of today.
#[derive(Clone, Debug, Default)]
pub(super) struct Locality {
    /// Code of the municipality.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code of the county.
    pub county: String,
    /// Name of the region; the county's name where no partner region has it.
    pub region: String,
}

impl<'a> Subject<'a> {
    /// The programme, or the seminar of it that has this number.
    ///
    /// # Errors
    /// When there is no such programme, or it holds no such seminar.
    pub fn new(house: &'a House, id: ProgrammeId, scope: Scope) -> Result<Self, ExportError> {
        let programme = house.programmes.programmes.get(&(id,)).ok_or(ExportError::UnknownProgramme(id))?;
        let all = house.programmes.seminars_of(id);
        let language = programme.languages.split(' ').next().and_then(Language::from_tag);
        let language = language.unwrap_or_default();
        let collator = Collator::new(language);
        let (seminar, seminars) = match scope {
            Scope::Programme => (None, all),
            Scope::Seminar(number) => {
                let found = all.iter().copied().find(|row| row.number == number);
                let seminar = found.ok_or_else(|| unknown_seminar(programme, number, &all))?;
                (Some(seminar), vec![seminar])
            }
        };
        Ok(Self { house, programme, seminar, seminars, language, manner: Manner::default(), collator })
    }

    /// The same, made in another manner.
    pub fn by(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }

    /// A title that says what the list is about.
    pub fn title(&self, of: &str) -> String {
        match self.seminar {
            None => format!("{of} – {}", self.programme.name),
            Some(row) => {
                let (name, number, theme) = (&self.programme.name, row.number, &row.theme);
                let seminar = words::text(self.language, "export-word-seminar");
                format!("{of} – {name}, {seminar} {number}: {theme}")
            }
        }
    }

    /// The programme's id.
    pub fn id(&self) -> ProgrammeId {
        self.programme.programme
    }

    /// The programme's code.
    pub fn code(&self) -> Cell {
        Cell::text(self.programme.code.as_str())
    }

    /// The sessions it is about, in order of time within the order of seminars.
    pub fn sessions(&self) -> Vec<(&'a SeminarRow, &'a SessionRow)> {
        let of = |seminar: &&'a SeminarRow| {
            let seminar = *seminar;
            self.house.programmes.sessions_of(seminar.seminar).into_iter().map(move |row| (seminar, row))
        };
        self.seminars.iter().flat_map(of).collect()
    }

    /// The seminars that have been held, as far as anybody was noted there: shares of attendance count these, since nobody
    /// can have come to the others yet.
    pub fn held(&self) -> impl Iterator<Item = &'a SeminarRow> {
        self.seminars.iter().copied().filter(|row| self.house.attendance.was_held(row.seminar))
    }

    /// An instant as local date and time.
    pub fn local(&self, at: DateTime<Utc>) -> Cell {
        Cell::DateTime(at.with_timezone(&self.programme.zone).naive_local())
    }

    /// Somebody on a list, by the roles and the enrolment they have there.
    pub fn listed(&self, person: PersonId, roles: &str, enrolment: Option<EnrolmentId>) -> Listed {
        let enrolment = enrolment.and_then(|id| self.house.register.enrolment(id));
        Listed {
            person,
            shown: self.shown(person),
            role: self.role_names(roles),
            reference: enrolment.map(|row| row.reference.clone()).unwrap_or_default(),
            locality: enrolment.map(|row| self.locality(row)).unwrap_or_default(),
        }
    }

    /// What is shown of a person.
    pub fn shown(&self, person: PersonId) -> Shown {
        Shown::of(self.house.people.get(person), self.manner.sight)
    }

    /// The names of several people, none named twice.
    pub fn names(&self, people: impl IntoIterator<Item = PersonId>) -> String {
        let mut names: Vec<String> = Vec::new();
        for person in people {
            let name = self.shown(person).full_name();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// The roles of a row's column in words, in the programme's order.
    pub fn role_names(&self, column: &str) -> String {
        let codes = roles_of(column);
        let names = self.roles(|row| codes.contains(&row.role)).into_iter();
        names.map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// A requirement in words: the names of the roles that fill it.
    pub fn requirement_name(&self, requirement: &RoleCode) -> String {
        let rows = self.roles(|row| row.requirement.as_ref() == Some(requirement));
        if rows.is_empty() {
            return requirement.to_string();
        }
        rows.into_iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join("/")
    }

    /// The programme's roles that match, in its order.
    pub fn roles(&self, matches: impl Fn(&RoleRow) -> bool) -> Vec<&'a RoleRow> {
        let all = self.house.programmes.roles.rows();
        let mut found: Vec<&RoleRow> = all.filter(|row| row.programme == self.id() && matches(row)).collect();
        found.sort_by_key(|row| row.number);
        found
    }

    /// Where an enrolment comes from, by the codes of its day or of today.
    pub fn locality(&self, row: &EnrolmentRow) -> Locality {
        let country = self.programme.country;
        let on = local_date(self.programme.zone, row.submitted_at);
        let (code, found) = match self.manner.codes {
            Codes::Then => {
                (row.municipality.clone(), geography::municipality(country, &row.municipality, on))
            }
            Codes::Now => {
                let code = geography::code_now(country, &row.municipality);
                let found = geography::current(country, &code).cloned();
                (code, found)
            }
        };
        let (name, county, county_name) = match found {
            Some(found) => (found.name, found.county_code, found.county_name),
            None => (code.to_string(), row.county.clone(), row.county.to_string()),
        };
        let partner = self.house.programmes.partners.get(&(self.id(), county.clone()));
        Locality {
            code: code.to_string(),
            name,
            county: county.to_string(),
            region: partner.map_or(county_name, |row| row.region.clone()),
        }
    }

    /// Who has a place at the seminar it is about, or in the programme. Whoever signs up meeting by meeting stands
    /// here once for each meeting.
    pub fn participants(&self) -> Vec<&'a ParticipantRow> {
        let all = self.house.register.admitted(self.id());
        all.filter(|row| self.seminar.is_none_or(|seminar| row.comes_to(seminar.seminar))).collect()
    }

    /// Who stands in for whom at the sessions it is about.
    pub fn deputies(&self) -> Vec<&'a DeputyRow> {
        let sessions: Vec<SessionId> = self.sessions().iter().map(|(_, row)| row.session).collect();
        let all = self.house.register.deputies.rows();
        all.filter(|row| row.programme == self.id() && sessions.contains(&row.session)).collect()
    }

    /// The order of lists: municipality, role, family name, given name, by what is shown.
    pub fn order(&self, a: &Listed, b: &Listed) -> Ordering {
        // Namesakes of one municipality and role still come in the same order each time.
        self.compare(a.key(), b.key()).then_with(|| a.person.cmp(&b.person))
    }

    /// The alphabet's order of several texts, the first that differs deciding.
    pub fn compare<const N: usize>(&self, a: [&str; N], b: [&str; N]) -> Ordering {
        let pairs = a.into_iter().zip(b);
        pairs.map(|(a, b)| self.collator.compare(a, b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl Listed {
    /// What lists are sorted by.
    fn key(&self) -> [&str; 4] {
        [&self.locality.name, &self.role, &self.shown.family_name, &self.shown.given_name]
    }
}

fn unknown_seminar(programme: &ProgrammeRow, number: u8, all: &[&SeminarRow]) -> ExportError {
    let known: Vec<String> = all.iter().map(|row| row.number.to_string()).collect();
    ExportError::UnknownSeminar {
        programme: programme.code.to_string(),
        number,
        known: if known.is_empty() { "none".to_owned() } else { known.join(", ") },
    }
}
