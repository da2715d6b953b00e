//! What one can enrol in today, and what its form asks for.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::geography::{self, Municipality};
use parvis_events::ids::RegisterId;
use parvis_events::participation::{EnrolmentQuestion, ParticipationRule};
use parvis_events::programme::Participation;
use parvis_events::time::local_date;
use parvis_events::values::{Country, CountyCode, RoleCode};
use parvis_projections::House;
use parvis_projections::programmes::{ProgrammeRow, SeminarRow};
use parvis_projections::register::TermsRow;
use parvis_words::Language;
use parvis_words::collation::Collator;

use crate::web::failure::Failure;
use crate::web::page::Page;
use crate::web::programme::{public, speaking};
use crate::web::questions;
use crate::web::seminar::numbered;

/// People of a team that the form has room for.
const TEAM_MOST: usize = 6;

/// A programme or meeting one can enrol in now, with its rule.
pub(super) struct Open {
    /// The programme.
    pub programme: ProgrammeRow,
    /// Its rule and roles.
    pub participation: Participation,
    /// The municipalities it is offered to, by region.
    pub places: Vec<(String, Vec<&'static Municipality>)>,
    /// The register to enrol in.
    pub register: RegisterId,
    /// The last day of enrolling.
    pub until: NaiveDate,
    /// Where the form is sent.
    pub action: String,
    /// What must be answered before an enrolment can be handed in.
    pub questions: Vec<EnrolmentQuestion>,
    /// What the meeting is about; empty where it is for the whole programme.
    pub theme: String,
}

impl Open {
    /// The programme with a code, or its meeting with a number.
    ///
    /// # Errors
    /// When there is none, or none that takes enrolments today.
    pub(super) fn of(
        house: &House,
        code: &str,
        meeting: Option<u8>,
        page: &Page,
        now: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let programme = public(house, code)?.clone();
        let stored = programme.participation.clone();
        let participation: Participation =
            stored.and_then(|value| serde_json::from_value(value).ok()).ok_or(Failure::NotFound)?;
        let seminar = meeting.map(|number| numbered(house, &programme, number)).transpose()?;
        let about = match seminar {
            Some(seminar) => format!("/program/{}/seminarium/{}", programme.code, seminar.number),
            None => format!("/program/{}", programme.code),
        };
        // Whoever comes too early or too late is shown when one can enrol.
        let instead = || Failure::See(format!("{about}#anmalan"));
        let terms = open_terms(house, &programme, seminar, now).ok_or_else(instead)?;
        Ok(Self {
            participation,
            places: places(house, &programme, speaking(page.clone(), &programme).language),
            register: terms.register,
            until: terms.closes,
            action: format!("{about}/anmalan"),
            questions: must_be_answered(house, &programme),
            theme: seminar.map(|seminar| seminar.theme.clone()).unwrap_or_default(),
            programme,
        })
    }

    /// Headings and roles of the people the form asks for.
    pub(super) fn seats(&self, page: &Page) -> Vec<(String, Vec<(RoleCode, String)>)> {
        let named = |codes: &[RoleCode]| -> Vec<(RoleCode, String)> {
            let roles = self.participation.roles.iter().filter(|role| codes.contains(&role.code));
            roles.map(|role| (role.code.clone(), role.name.to_string())).collect()
        };
        let all: Vec<RoleCode> = self.participation.roles.iter().map(|role| role.code.clone()).collect();
        match &self.participation.rule {
            ParticipationRule::Pair { requirements } => requirements
                .iter()
                .map(|requirement| {
                    let roles = named(&requirement.any_of);
                    let names: Vec<&str> = roles.iter().map(|(_, name)| name.as_str()).collect();
                    (parvis_words::names::choice(page.language, &names), roles)
                })
                .collect(),
            ParticipationRule::Team { max, .. } => (1..=usize::from(*max).min(TEAM_MOST))
                .map(|number| {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    (page.count("enrol-member", "number", number), named(&all))
                })
                .collect(),
            ParticipationRule::Individual | ParticipationRule::OpenMeeting => {
                vec![(page.t("role-of-member"), named(&all))]
            }
        }
    }
}

fn must_be_answered(house: &House, programme: &ProgrammeRow) -> Vec<EnrolmentQuestion> {
    let mut questions = questions::asked(house, programme);
    // What is sensitive is never asked of whoever enrols somebody else.
    questions.retain(|question| question.required_before.is_some() && !question.kind.sensitive());
    questions
}

/// The terms of a register that takes enrolments today: a meeting's, or the programme's own.
pub(in crate::web) fn open_terms<'a>(
    house: &'a House,
    programme: &ProgrammeRow,
    seminar: Option<&SeminarRow>,
    now: DateTime<Utc>,
) -> Option<&'a TermsRow> {
    let today = local_date(programme.zone, now);
    let mut registers = house.register.registers_of(programme.programme);
    let terms = registers.find(|row| row.seminar == seminar.map(|seminar| seminar.seminar))?;
    let called_off = seminar.is_some_and(|seminar| seminar.cancelled);
    (!terms.closed && !called_off && (terms.opens..=terms.closes).contains(&today)).then_some(terms)
}

/// The municipalities the programme is offered to, by county: those of its partners, or of the whole country where it has
/// none; of them those on the invitation list, if there is one. In the order of the reader's alphabet.
pub(in crate::web) fn places(
    house: &House,
    programme: &ProgrammeRow,
    reader: Language,
) -> Vec<(String, Vec<&'static Municipality>)> {
    let partners = house.programmes.partners.rows().filter(|row| row.programme == programme.programme);
    let mut counties: Vec<_> = partners.map(|row| (row.region.clone(), row.county.clone())).collect();
    if counties.is_empty() {
        counties = all_counties(programme.country);
    }
    let collator = Collator::new(reader);
    let invited = house.programmes.invited.rows().filter(|row| row.programme == programme.programme);
    let invited: BTreeSet<_> = invited.map(|row| row.municipality.clone()).collect();
    counties.sort_by(|a, b| collator.compare(&a.0, &b.0));
    counties
        .into_iter()
        .map(|(region, county)| {
            let mut places = geography::in_county(programme.country, &county);
            places.retain(|place| invited.is_empty() || invited.contains(&place.code));
            places.sort_by(|a, b| collator.compare(&a.name, &b.name));
            (region, places)
        })
        .filter(|(_, places)| !places.is_empty())
        .collect()
}

/// The counties of a country by name; in both countries their codes have two digits.
fn all_counties(country: Country) -> Vec<(String, CountyCode)> {
    let codes = (1..100).filter_map(|number| format!("{number:02}").parse::<CountyCode>().ok());
    codes.filter_map(|code| Some((geography::county_name(country, &code)?.to_owned(), code))).collect()
}
