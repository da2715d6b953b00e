//! Issuing certificates: who is entitled, and what the certificate says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use parvis_events::certificates::{
    Certificates, CertifiedSeminar, Command, Issue, Rejection, Snapshot, State, entitled,
};
use parvis_events::geography;
use parvis_events::ids::{CertificateId, PersonId, ProgrammeId, SeminarId};
use parvis_events::personal::Personal;
use parvis_events::time::local_date;
use parvis_events::values::{Language, Line, Period, ValueError};
use parvis_projections::House;
use parvis_projections::people::PersonRow;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, ParticipantRow, roles_of};

use crate::facts::Cause;
use crate::handle::{Done, Handle, HandleError};

/// Why certificates could not be issued.
#[derive(Debug, thiserror::Error)]
pub enum CertifyError {
    /// No such programme.
    #[error("there is no such programme")]
    UnknownProgramme,
    /// Nobody decided what it takes.
    #[error("the programme has no certificate rule; set one first")]
    NoRule,
    /// There is nothing to certify.
    #[error("the programme has no seminar")]
    NoSeminars,
    /// Nobody takes part who is to be certified anew.
    #[error("the person no longer takes part, or was erased")]
    Gone,
    /// The log failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// The certificate's number is not one line of text.
    #[error("the certificate's number {0}")]
    Number(#[from] ValueError),
}

/// Issues a certificate to everyone who is entitled and has none. All of them or none.
///
/// Those who attended too little are left out; so is whoever was erased.
///
/// # Errors
/// When the programme has no certificate rule, or the log fails.
pub async fn issue_all(
    handle: &Handle,
    house: &House,
    programme: ProgrammeId,
    cause: &Cause,
) -> Result<Done, CertifyError> {
    let row = house.programmes.programmes.get(&(programme,)).ok_or(CertifyError::UnknownProgramme)?;
    let least_percent = row.least_percent.ok_or(CertifyError::NoRule)?;
    let desk = Desk { house, programme: row, least_percent };
    let mut batch = handle.batch();
    for participant in desk.in_order() {
        let Some(total) = house.attendance.persons.get(&(programme, participant.person)) else { continue };
        if !entitled(total.minutes_attended, total.minutes_offered, least_percent) {
            continue;
        }
        let state = batch.state::<Certificates>(programme.uuid()).await?;
        let name =
            [programme.to_string(), participant.person.to_string(), state.certificates.len().to_string()];
        let certificate = CertificateId::named(&[&name[0], &name[1], &name[2]]);
        let Some(issue) = desk.issue(participant, certificate, &state, cause)? else { continue };
        batch
            .decide::<Certificates>(programme.uuid(), Command::Issue { issue, least_percent }, cause)
            .await?;
    }
    Ok(batch.commit().await?)
}

/// A certificate that is to be replaced by a new one.
#[derive(Clone, Debug)]
pub struct Reissue {
    /// Which.
    pub replaces: CertificateId,
    /// Why.
    pub reason: String,
}

/// The id of the new certificate, which says what is known now, and the command that puts it in the place of the old
/// one. Asked for again it is the same one.
///
/// # Errors
/// When the programme has no certificate rule or no such certificate, or its person no longer takes part.
pub fn reissue(
    house: &House,
    programme: ProgrammeId,
    state: &State,
    wanted: Reissue,
    cause: &Cause,
) -> Result<(CertificateId, Command), CertifyError> {
    let Reissue { replaces, reason } = wanted;
    let row = house.programmes.programmes.get(&(programme,)).ok_or(CertifyError::UnknownProgramme)?;
    let least_percent = row.least_percent.ok_or(CertifyError::NoRule)?;
    let found = state.certificates.get(&replaces);
    let unknown = || HandleError::Rejected(Box::new(Rejection::UnknownCertificate));
    let person = found.ok_or_else(unknown)?.person;
    let desk = Desk { house, programme: row, least_percent };
    let participant =
        desk.in_order().into_iter().find(|one| one.person == person).ok_or(CertifyError::Gone)?;
    let certificate = CertificateId::named(&[&programme.to_string(), "instead of", &replaces.to_string()]);
    let issue = desk.issue(participant, certificate, state, cause)?.ok_or(CertifyError::Gone)?;
    Ok((certificate, Command::Reissue { replaces, issue, least_percent, reason }))
}

/// "KKN-2018-007-3F9A": programme, running number, and four characters nobody can guess from the others.
///
/// # Errors
/// Never for a programme code, which is short and plain.
fn number(programme: &ProgrammeRow, running: usize, certificate: CertificateId) -> Result<Line, ValueError> {
    let id = certificate.uuid().simple().to_string().to_uppercase();
    let tail: String = id.chars().take(4).collect();
    format!("{}-{running:03}-{tail}", programme.code).parse()
}

struct Desk<'a> {
    house: &'a House,
    programme: &'a ProgrammeRow,
    least_percent: u8,
}

impl Desk<'_> {
    /// Those who may be certified, in an order that stays the same.
    fn in_order(&self) -> Vec<&ParticipantRow> {
        let register = &self.house.register;
        let mut found: Vec<&ParticipantRow> = register.admitted(self.programme.programme).collect();
        // Whoever comes to several meetings of a network gets one certificate of them all.
        let mut seen = BTreeSet::new();
        found.retain(|row| seen.insert(row.person));
        found.sort_by_key(|row| {
            let number = register.enrolment(row.enrolment).map_or(u32::MAX, |enrolment| enrolment.number);
            (number, row.roles.clone(), row.person)
        });
        found
    }

    /// A certificate by what is known now, the next in number; absent for somebody who was erased.
    fn issue(
        &self,
        participant: &ParticipantRow,
        certificate: CertificateId,
        state: &State,
        cause: &Cause,
    ) -> Result<Option<Issue>, CertifyError> {
        let Some(snapshot) = self.snapshot(participant)? else { return Ok(None) };
        let total = self.house.attendance.persons.get(&(self.programme.programme, participant.person));
        Ok(Some(Issue {
            certificate,
            number: number(self.programme, state.certificates.len() + 1, certificate)?,
            person: participant.person,
            date: local_date(self.programme.zone, cause.at),
            minutes_attended: total.map_or(0, |total| total.minutes_attended),
            minutes_offered: total.map_or(0, |total| total.minutes_offered),
            snapshot: Personal::Clear(snapshot),
        }))
    }

    /// What the certificate says; absent for somebody who was erased.
    fn snapshot(&self, participant: &ParticipantRow) -> Result<Option<Snapshot>, CertifyError> {
        let person = |id: PersonId| self.house.people.get(id).filter(|row| !row.erased);
        let Some(who) = person(participant.person) else { return Ok(None) };
        let seminars = self.seminars(participant.person);
        let (Some(first), Some(last)) = (seminars.first(), seminars.last()) else {
            return Err(CertifyError::NoSeminars);
        };
        let period = Period { from: first.period.from, to: last.period.to };
        let signatory = self.programme.signatory.and_then(person);
        let enrolment = self.house.register.enrolment(participant.enrolment);
        Ok(Some(Snapshot {
            given_name: who.given_name.clone(),
            family_name: who.family_name.clone(),
            title: who.title.clone(),
            role: self.role(participant),
            municipality: enrolment.map(|row| self.municipality(row, period.from)).unwrap_or_default(),
            issuers: self.issuers(),
            programme_code: self.programme.code.to_string(),
            programme: self.programme.name.clone(),
            period,
            seminars,
            least_percent: self.least_percent,
            signatory_name: signatory.map(full_name).unwrap_or_default(),
            signatory_title: signatory.map(|row| row.title.clone()).unwrap_or_default(),
            case_number: self.programme.case_number.clone().unwrap_or_default(),
            languages: languages(&self.programme.languages),
            test_data: self.programme.test_data,
        }))
    }

    fn seminars(&self, person: PersonId) -> Vec<CertifiedSeminar> {
        let programme = self.programme.programme;
        self.house
            .programmes
            .seminars_of(programme)
            .into_iter()
            .filter(|seminar| self.comes_to(person, seminar.seminar))
            .map(|seminar| {
                let row = self.house.attendance.seminars.get(&(programme, person, seminar.seminar));
                CertifiedSeminar {
                    number: seminar.number,
                    theme: seminar.theme.clone(),
                    period: Period { from: seminar.starts_on, to: seminar.ends_on },
                    place: seminar.place.clone(),
                    minutes_attended: row.map_or(0, |row| row.minutes_attended),
                    minutes_offered: row.map_or(0, |row| row.minutes_offered),
                }
            })
            .collect()
    }

    fn comes_to(&self, person: PersonId, seminar: SeminarId) -> bool {
        let mut expected = self.house.register.expected_at(self.programme.programme, seminar);
        expected.any(|row| row.person == person)
    }

    fn role(&self, participant: &ParticipantRow) -> String {
        let names: Vec<String> = roles_of(&participant.roles)
            .into_iter()
            .filter_map(|role| self.house.programmes.roles.get(&(self.programme.programme, role)))
            .map(|row| row.name.clone())
            .collect();
        names.join(", ")
    }

    fn municipality(&self, enrolment: &EnrolmentRow, on: NaiveDate) -> String {
        geography::municipality(self.programme.country, &enrolment.municipality, on)
            .map_or_else(|| enrolment.municipality.to_string(), |found| found.name)
    }

    fn issuers(&self) -> Vec<String> {
        let organiser = self.programme.organiser.clone();
        let partners = self
            .house
            .programmes
            .partners
            .rows()
            .filter(|row| row.programme == self.programme.programme && row.region != organiser)
            .map(|row| row.region.clone());
        std::iter::once(organiser.clone()).chain(partners).collect()
    }
}

/// Given name and family name.
pub fn full_name(person: &PersonRow) -> String {
    format!("{} {}", person.given_name, person.family_name)
}

/// The languages in a programme's column; Swedish when none is stated.
pub fn languages(column: &str) -> Vec<Language> {
    let found: Vec<Language> = column
        .split_whitespace()
        .filter_map(|tag| {
            [Language::Swedish, Language::Bokmal, Language::English].into_iter().find(|l| l.tag() == tag)
        })
        .collect();
    if found.is_empty() { vec![Language::Swedish] } else { found }
}
