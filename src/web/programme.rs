//! The page of a programme: what, for whom, when, where, how to enrol, and who decides.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use parvis_events::geography;
use parvis_events::participation::ParticipationRule;
use parvis_events::programme::{Participation, Stage};
use parvis_events::time::local_date;
use parvis_events::values::ProgrammeCode;
use parvis_projections::House;
use parvis_projections::people::PersonRow;
use parvis_projections::programmes::{PartnerRow, ProgrammeRow, SeminarRow};
use parvis_words::{Language, collation, names, numbers};

use super::Web;
use super::enrol::open::open_terms;
use super::failure::Failure;
use super::home::shown;
use super::page::{Page, show};

/// So many invited municipalities are named one by one.
const FEW_INVITED: usize = 6;

/// A seminar in a list.
pub(super) struct SeminarLine {
    pub number: u8,
    pub theme: String,
    pub address: String,
    pub dates: String,
    pub place: String,
    pub cancelled: bool,
}

/// Whom to turn to; all empty where nobody is known.
#[derive(Default)]
pub(super) struct Contact {
    pub name: String,
    pub title: String,
    pub email: String,
    pub phone: String,
}

impl Contact {
    /// The address in two, for a narrow column to break it between.
    pub(super) fn email_halves(&self) -> (&str, &str) {
        self.email.split_at(self.email.find('@').map_or(self.email.len(), |at| at + 1))
    }
}

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    page: Page,
    code: String,
    name: String,
    lang: String,
    purpose: String,
    organiser: String,
    partners: String,
    dates: String,
    towns: String,
    places: u32,
    stage: String,
    case_number: String,
    test_data: bool,
    seminars: Vec<SeminarLine>,
    /// Whom it is offered to, in a sentence; empty where every municipality of the country may come.
    offered: String,
    who: String,
    certificate: String,
    enrolment: String,
    /// Whether one can enrol today.
    open: bool,
    /// What the way to it says.
    enrol_link: String,
    withdrawal: String,
    rules: Vec<String>,
    reserved: Vec<(String, u32)>,
    official_record: String,
    contact: Contact,
}

/// `GET /program/{code}`.
pub(super) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let now = web.now();
    let kept = web.house();
    let row = public(&kept.house, &code)?;
    let page = speaking(page, row);
    let built = build(page, &kept.house, row, now);
    Ok(show(&built))
}

/// A programme that anyone may see, by its code.
///
/// # Errors
/// When there is none.
pub(super) fn public<'a>(house: &'a House, code: &str) -> Result<&'a ProgrammeRow, Failure> {
    let code: ProgrammeCode = code.parse().map_err(|_| Failure::NotFound)?;
    house.programmes.coded(&code).filter(|row| shown(row.stage)).ok_or(Failure::NotFound)
}

/// The page in the programme's main language, where the reader said nothing.
pub(super) fn speaking(page: Page, row: &ProgrammeRow) -> Page {
    if page.language_said {
        return page;
    }
    Page { language: main_language(row), ..page }
}

/// The language a programme's own texts are in.
pub(super) fn main_language(row: &ProgrammeRow) -> Language {
    row.languages.split_whitespace().find_map(Language::from_tag).unwrap_or_default()
}

/// ` lang="sv"` for texts of a programme whose language is not the page's; else nothing.
pub(super) fn language_mark(page: &Page, row: &ProgrammeRow) -> String {
    let language = main_language(row);
    if language == page.language { String::new() } else { format!(" lang=\"{}\"", language.tag()) }
}

/// "öppet för anmälan".
pub(super) fn stage_name(page: &Page, stage: Stage) -> String {
    let key = match stage {
        Stage::Unknown | Stage::Draft => "programme-stage-draft",
        Stage::Open => "programme-stage-open",
        Stage::Closed => "programme-stage-closed",
        Stage::Completed => "programme-stage-completed",
        Stage::Archived => "programme-stage-archived",
    };
    capitalised(&page.t(key))
}

/// The first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One sentence on when one can enrol.
pub(super) fn enrolment_line(page: &Page, row: &ProgrammeRow, today: NaiveDate) -> String {
    let on = |key: &str, date| page.t1(key, "date", &page.day(date));
    match (row.stage, row.enrolment_from, row.enrolment_to) {
        (Stage::Completed | Stage::Archived, ..) => page.t("programme-enrol-over"),
        (Stage::Open, Some(from), _) if today < from => on("programme-enrol-opens", from),
        (Stage::Open, _, Some(to)) if today <= to => on("programme-enrol-open", to),
        (Stage::Open | Stage::Closed, _, Some(to)) => on("programme-enrol-closed", to.min(today)),
        (Stage::Open | Stage::Closed | Stage::Draft | Stage::Unknown, ..) => {
            page.t("programme-enrol-unknown")
        }
    }
}

fn build(page: Page, house: &House, row: &ProgrammeRow, now: DateTime<Utc>) -> ProgrammePage {
    let today = local_date(row.zone, now);
    let partners = partners(page.language, house, row);
    let participation: Option<Participation> =
        row.participation.clone().and_then(|stored| serde_json::from_value(stored).ok());
    let seminars = seminars(&page, house, row);
    let mut towns: Vec<String> = Vec::new();
    for line in seminars.iter().filter(|line| !line.cancelled) {
        if !towns.contains(&line.place) {
            towns.push(line.place.clone());
        }
    }
    let regions: Vec<&str> = partners.iter().map(|partner| partner.region.as_str()).collect();
    let others: Vec<&str> = regions.iter().copied().filter(|region| *region != row.organiser).collect();
    let upcoming = row.withdrawal_deadline.filter(|day| today <= *day);
    let percent = |share: u8| numbers::percent(page.language, f64::from(share), 0);
    ProgrammePage {
        code: row.code.to_string(),
        name: row.name.clone(),
        lang: language_mark(&page, row),
        purpose: row.purpose.trim().to_owned(),
        organiser: row.organiser.clone(),
        partners: names::list(page.language, &others),
        dates: page.days(row.period_from, row.period_to),
        towns: towns.join(", "),
        places: row.places,
        stage: stage_name(&page, row.stage),
        case_number: row.case_number.clone().unwrap_or_default(),
        test_data: row.test_data,
        offered: offered(&page, house, row, &regions),
        who: participation.as_ref().map(|found| who(&page, found)).unwrap_or_default(),
        certificate: row
            .least_percent
            .map(|share| page.t1("programme-certificate", "percent", &percent(share)))
            .unwrap_or_default(),
        enrolment: enrolment_line(&page, row, today),
        enrol_link: page.t(match participation.as_ref().map(|found| &found.rule) {
            Some(ParticipationRule::Individual) => "enrol-person-title",
            Some(
                ParticipationRule::Pair { .. }
                | ParticipationRule::Team { .. }
                | ParticipationRule::OpenMeeting,
            )
            | None => "enrol-link",
        }),
        open: open_terms(house, row, None, now).is_some() && participation.is_some(),
        withdrawal: upcoming
            .map(|day| page.t1("programme-withdrawal", "date", &page.day(day)))
            .unwrap_or_default(),
        rules: rules(&page, participation.as_ref()),
        reserved: partners
            .iter()
            .filter(|partner| partner.allocation > 0)
            .map(|partner| (partner.region.clone(), partner.allocation))
            .collect(),
        official_record: page.t1("programme-official-record", "country", country_code(row)),
        contact: contact(house.people.get(row.coordinator)),
        seminars,
        page,
    }
}

const fn country_code(row: &ProgrammeRow) -> &'static str {
    match row.country {
        parvis_events::values::Country::Sweden => "SE",
        parvis_events::values::Country::Norway => "NO",
    }
}

fn partners<'a>(language: Language, house: &'a House, row: &ProgrammeRow) -> Vec<&'a PartnerRow> {
    let mut found: Vec<&PartnerRow> =
        house.programmes.partners.rows().filter(|partner| partner.programme == row.programme).collect();
    // The organiser first, the others by the alphabet.
    let collator = collation::Collator::new(language);
    found.sort_by(|a, b| {
        (a.region != row.organiser)
            .cmp(&(b.region != row.organiser))
            .then_with(|| collator.compare(&a.region, &b.region))
    });
    found
}

/// Every seminar, also one that was called off, in order of number.
pub(super) fn all_seminars<'a>(house: &'a House, row: &ProgrammeRow) -> Vec<&'a SeminarRow> {
    let mut found: Vec<&SeminarRow> = house.programmes.seminars.of(row.programme).collect();
    found.sort_by_key(|seminar| (seminar.number, seminar.starts_on));
    found
}

/// The seminars of a programme as lines of a list.
pub(super) fn seminars(page: &Page, house: &House, row: &ProgrammeRow) -> Vec<SeminarLine> {
    all_seminars(house, row)
        .into_iter()
        .map(|seminar| SeminarLine {
            number: seminar.number,
            theme: seminar.theme.clone(),
            address: format!("/program/{}/seminarium/{}", row.code, seminar.number),
            dates: page.days(seminar.starts_on, seminar.ends_on),
            place: seminar.place.clone(),
            cancelled: seminar.cancelled,
        })
        .collect()
}

/// The municipalities it is offered to: by name where a few are invited, else by their regions.
fn offered(page: &Page, house: &House, row: &ProgrammeRow, regions: &[&str]) -> String {
    let invited = house.programmes.invited.rows().filter(|invited| invited.programme == row.programme);
    let mut invited: Vec<&str> = invited
        .filter_map(|invited| geography::current(row.country, &invited.municipality))
        .map(|place| place.official_name.as_str())
        .collect();
    if (1..=FEW_INVITED).contains(&invited.len()) {
        collation::Collator::new(page.language).sort_by_key(&mut invited, |name| name);
        return page.t1(
            "programme-for-municipalities",
            "municipalities",
            &names::list(page.language, &invited),
        );
    }
    if regions.is_empty() {
        return String::new();
    }
    page.t1("programme-for-counties", "regions", &names::list(page.language, regions))
}

fn who(page: &Page, participation: &Participation) -> String {
    match &participation.rule {
        ParticipationRule::Pair { requirements } => {
            let people: Vec<String> = requirements
                .iter()
                .map(|requirement| {
                    let roles: Vec<String> = participation
                        .roles
                        .iter()
                        .filter(|role| requirement.any_of.contains(&role.code))
                        .map(|role| names::within(role.name.as_str()))
                        .collect();
                    page.t1("programme-and-a", "role", &names::alternatives(page.language, &roles))
                })
                .collect();
            page.t1("programme-pair", "people", &names::list(page.language, &people))
        }
        ParticipationRule::Team { min, max } => {
            page.t2("programme-team", "min", &min.to_string(), "max", &max.to_string())
        }
        ParticipationRule::Individual | ParticipationRule::OpenMeeting => page.t("programme-individual"),
    }
}

fn rules(page: &Page, participation: Option<&Participation>) -> Vec<String> {
    let mut rules = vec![page.t("programme-decides-order")];
    let Some(participation) = participation else { return rules };
    rules.extend(
        participation
            .release
            .map(|release| page.t1("programme-decides-reserved", "date", &page.day(release))),
    );
    if let ParticipationRule::Pair { .. } = participation.rule {
        rules.push(page.count("programme-decides-held", "days", participation.hold_days.into()));
    }
    rules.push(page.count("programme-decides-offer", "days", participation.offer_days.into()));
    rules
}

/// What anyone may know of the person to turn to.
pub(super) fn contact(person: Option<&PersonRow>) -> Contact {
    let Some(person) = person.filter(|row| !row.erased && !row.protected) else { return Contact::default() };
    Contact {
        name: names::full_name(&person.given_name, &person.family_name),
        title: person.title.clone(),
        email: person.email.clone(),
        phone: person.phone.clone(),
    }
}
