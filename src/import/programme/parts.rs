//! The tables of a programme's file, one by one.

mod participation;
mod rules;
mod seminars;

use chrono::NaiveDate;
use chrono_tz::Tz;
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::personal::PersonDetails;
use parvis_events::programme::{Command, Partner, Plan};
use parvis_events::values::{CountyCode, EmailAddress, Language, Line, Period, PhoneNumber, ProgrammeCode};

pub(super) use self::seminars::venue;
use crate::import::KnownPerson;
use crate::import::section::Section;

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

impl Parts {
    /// A person's table. The id is named by what the person is to the programme, never by who it is.
    pub(super) fn person(&mut self, section: Section<'_>, part: &str) -> Option<PersonId> {
        let known = self.details(&section, part);
        section.finish();
        known
    }

    /// A person's particulars; the caller finishes the section.
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
}
