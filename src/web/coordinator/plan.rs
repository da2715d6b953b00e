//! The plan of a programme: what it is, its places and how they are shared out between regions.

use chrono_tz::Tz;
use parvis_events::geography;
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::programme::{Command, Partner, Plan, State};
use parvis_events::values::{Country, CountyCode, Language, Line, Paragraph, Period, ProgrammeCode};
use parvis_projections::House;
use parvis_words::collation::Collator;

use super::Desk;
use super::change::Wish;
use super::edit::Editor;
use super::form::{Fields, Form, Group, Kind, Unusable};
use crate::web::Web;
use crate::web::page::Page;

/// The most places a programme can have; more is a slip of the finger.
const MOST_PLACES: u32 = 100_000;
/// Where programmes can take place.
const ZONES: [&str; 2] = ["Europe/Stockholm", "Europe/Oslo"];

/// Edits the plan and the partners.
#[derive(Clone, Copy)]
pub(super) struct Planning;

/// The labels of the plan's own fields.
const LABELS: [(&str, &str); 12] = [
    ("kod", "plan-code"),
    ("namn", "plan-name"),
    ("syfte", "plan-purpose"),
    ("arrangor", "plan-organiser"),
    ("diarienummer", "plan-case-number"),
    ("fran", "plan-from"),
    ("till", "plan-to"),
    ("platser", "plan-places"),
    ("land", "plan-country"),
    ("zon", "plan-zone"),
    ("sprak", "plan-language"),
    ("testdata", "plan-test-data"),
];

fn label(page: &Page, name: &str) -> String {
    let key = LABELS.iter().find(|(found, _)| *found == name).map_or("plan-other-language", |(_, key)| key);
    page.t(key)
}

/// A plan as a form.
fn plan_fields(plan: &Plan) -> Fields {
    let mut fields = Fields::default();
    fields.set("kod", plan.code.as_str());
    fields.set("namn", plan.name.as_str());
    fields.set("syfte", plan.purpose.as_str());
    fields.set("arrangor", plan.organiser.as_str());
    fields.set("diarienummer", plan.case_number.as_ref().map_or("", |number| number.as_str()));
    fields.set("fran", plan.period.from.to_string());
    fields.set("till", plan.period.to.to_string());
    fields.set("platser", plan.places.to_string());
    fields.set("land", country(plan.country));
    fields.set("zon", plan.zone.name());
    fields.set("sprak", plan.languages.first().map_or("sv", |language| language.tag()));
    for language in [Language::Swedish, Language::Bokmal, Language::English] {
        fields
            .tick(format!("ocksa-{}", language.tag()), plan.languages.iter().skip(1).any(|l| *l == language));
    }
    fields.tick("testdata", plan.test_data);
    fields
}

pub(super) const fn country(country: Country) -> &'static str {
    match country {
        Country::Sweden => "SE",
        Country::Norway => "NO",
    }
}

/// What differs between two plans, in words: "Platser: 20 → 22".
pub(super) fn differences(page: &Page, house: &House, former: &Plan, plan: &Plan) -> Vec<String> {
    let (before, after) = (plan_fields(former), plan_fields(plan));
    let mut found: Vec<String> = after
        .iter()
        .filter(|(name, value)| before.get(name) != *value)
        .map(|(name, value)| {
            let was = before.get(name);
            let long = |text: &str| text.chars().count() > 60;
            if long(was) || long(value) || name.starts_with("ocksa-") || name == "testdata" {
                label(page, name)
            } else {
                format!("{}: {was} → {value}", label(page, name))
            }
        })
        .collect();
    found.dedup();
    if former.coordinator != plan.coordinator {
        let name = crate::web::standing::name_for(page, house, plan.coordinator, None, false);
        found.push(format!("{}: {name}", page.t("role-of-coordinator")));
    }
    found
}

/// The plan a form describes.
pub(super) fn plan(
    page: &Page,
    form: &mut Form,
    (programme, coordinator): (ProgrammeId, PersonId),
) -> Option<Plan> {
    let of = |page: &Page, name: &str| label(page, name);
    let code: Option<ProgrammeCode> = form.value(page, "kod", &of(page, "kod"));
    let name: Option<Line> = form.value(page, "namn", &of(page, "namn"));
    let purpose: Option<Paragraph> = form.value(page, "syfte", &of(page, "syfte"));
    let organiser: Option<Line> = form.value(page, "arrangor", &of(page, "arrangor"));
    let case_number: Result<Option<Line>, Unusable> =
        form.maybe(page, "diarienummer", &of(page, "diarienummer"));
    let from = form.date(page, "fran", &of(page, "fran"));
    let to = form.date(page, "till", &of(page, "till"));
    let places = form.number(page, "platser", &of(page, "platser"), (0, MOST_PLACES));
    let country = match form.fields.get("land") {
        "NO" => Country::Norway,
        _ => Country::Sweden,
    };
    let zone: Tz = form.fields.get("zon").parse().unwrap_or(chrono_tz::Europe::Stockholm);
    let period = from.zip(to).and_then(|(from, to)| {
        let period = Period::new(from, to).ok();
        if period.is_none() {
            form.complain("till", page.t("form-to-before-from"));
        }
        period
    });
    let all = [Language::Swedish, Language::Bokmal, Language::English];
    let main =
        all.into_iter().find(|language| language.tag() == form.fields.get("sprak")).unwrap_or_default();
    let also = all
        .into_iter()
        .filter(|language| *language != main && form.fields.ticked(&format!("ocksa-{}", language.tag())));
    let languages: Vec<Language> = std::iter::once(main).chain(also).collect();
    Some(Plan {
        programme,
        coordinator,
        code: code?,
        name: name?,
        purpose: purpose?,
        organiser: organiser?,
        case_number: case_number.ok()?,
        period: period?,
        places: places?,
        country,
        zone,
        languages,
        test_data: form.fields.ticked("testdata"),
    })
}

impl Editor for Planning {
    fn title(&self, page: &Page) -> String {
        page.t("plan-title")
    }

    fn rest(&self) -> String {
        "/program".to_owned()
    }

    fn fields(&self, state: &State) -> Fields {
        let mut fields = state.plan.as_ref().map(plan_fields).unwrap_or_default();
        for (county, partner) in &state.partners {
            fields.set(format!("region-{county}"), partner.region.as_str());
            fields.set(format!("del-{county}"), partner.allocation.to_string());
        }
        fields
    }

    fn wish(&self, _: &Web, page: &Page, state: &State, form: &mut Form) -> Option<Wish> {
        let like = state.plan.as_ref()?;
        if state.published() {
            // They stay as they were published, and the form does not ask for them.
            form.fields.set("kod", like.code.as_str());
            form.fields.set("land", country(like.country));
        }
        let plan = plan(page, form, (like.programme, like.coordinator));
        let mut partners = Vec::new();
        for county in form.fields.rows("region-", "") {
            partners.push(partner(page, form, &county));
        }
        if !form.fields.get("ny-lan").is_empty() {
            let county = form.fields.get("ny-lan").to_owned();
            let of = |name: &str| form.fields.get(name).to_owned();
            let (region, allocation) = (of("ny-region"), of("ny-del"));
            form.fields.set(format!("region-{county}"), region);
            form.fields.set(
                format!("del-{county}"),
                if allocation.is_empty() { "0".to_owned() } else { allocation },
            );
            for name in ["ny-lan", "ny-region", "ny-del"] {
                form.fields.set(name, "");
            }
            partners.push(partner(page, form, &county));
        }
        let mut commands = vec![Command::ChangePlan(plan?)];
        for one in partners {
            commands.push(one?);
        }
        Some(Wish { people: Vec::new(), commands })
    }

    fn groups(&self, page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
        let mut groups = plan_groups(page, form, !state.published());
        groups.extend(partner_groups(page, desk, state, form));
        groups
    }
}

/// What a region's fields ask for.
fn partner(page: &Page, form: &mut Form, county: &str) -> Option<Command> {
    let code: CountyCode = county.parse().ok()?;
    if form.fields.ticked(&format!("bort-{county}")) {
        return Some(Command::RemovePartner { county: code });
    }
    let region: Option<Line> = form.value(page, &format!("region-{county}"), &page.t("plan-region-name"));
    let places = page.t("plan-region-places");
    let allocation = form.number(page, &format!("del-{county}"), &places, (0, MOST_PLACES));
    Some(Command::JoinPartner(Partner { county: code, region: region?, allocation: allocation? }))
}

pub(super) fn plan_groups(page: &Page, form: &Form, draft: bool) -> Vec<Group> {
    let input = |name: &str, kind| form.input(name, label(page, name), kind);
    let languages = || {
        [Language::Swedish, Language::Bokmal, Language::English]
            .map(|language| (language.tag().to_owned(), page.t(&format!("language-{}", language.tag()))))
    };
    let also = languages().map(|(tag, name)| {
        form.input(&format!("ocksa-{tag}"), page.t1("plan-also", "language", &name), Kind::Tick)
    });
    let mut what = Vec::new();
    if draft {
        what.push(input("kod", Kind::Line).helped(page.t("plan-code-help")));
    }
    what.extend([
        input("namn", Kind::Line),
        input("syfte", Kind::Text),
        input("arrangor", Kind::Line),
        input("diarienummer", Kind::Line).optional(),
    ]);
    let mut how = vec![input("sprak", Kind::Choice).of(languages())];
    how.extend(also);
    if draft {
        let countries = [("SE", "plan-sweden"), ("NO", "plan-norway")];
        how.push(input("land", Kind::Choice).of(countries.map(|(code, key)| (code.to_owned(), page.t(key)))));
    }
    how.push(input("zon", Kind::Choice).of(ZONES.map(|zone| (zone.to_owned(), zone.to_owned()))));
    how.push(input("testdata", Kind::Tick));
    vec![
        Group::of(page.t("plan-what"), what),
        Group::row(
            page.t("plan-when"),
            vec![input("fran", Kind::Date), input("till", Kind::Date), input("platser", Kind::Number)],
        ),
        Group::of(page.t("plan-languages"), how),
    ]
}

/// The partner regions with their places, and a row for another.
fn partner_groups(page: &Page, desk: &Desk, state: &State, form: &Form) -> Vec<Group> {
    let mut counties = form.fields.rows("region-", "");
    let collator = Collator::new(page.language);
    counties.sort_by(|a, b| {
        let name = |county: &str| form.fields.get(&format!("region-{county}")).to_owned();
        collator.compare(&name(a), &name(b))
    });
    let places = form.fields.get("platser").parse::<u32>().unwrap_or_default();
    let shared: u32 = counties
        .iter()
        .filter(|county| !form.fields.ticked(&format!("bort-{county}")))
        .filter_map(|county| form.fields.get(&format!("del-{county}")).parse::<u32>().ok())
        .sum();
    let sum = page.t2("plan-shared", "shared", &shared.to_string(), "places", &places.to_string());
    let mut groups = vec![Group::of(page.t("plan-regions"), Vec::new()).helped(sum)];
    for county in counties {
        let name = form.fields.get(&format!("region-{county}")).to_owned();
        groups.push(Group::row(
            name,
            vec![
                form.input(&format!("region-{county}"), page.t("plan-region-name"), Kind::Line),
                form.input(&format!("del-{county}"), page.t("plan-region-places"), Kind::Number),
                form.input(&format!("bort-{county}"), page.t("edit-remove"), Kind::Tick),
            ],
        ));
    }
    let known: Vec<&CountyCode> = state.partners.keys().collect();
    let mut others: Vec<(String, String)> = counties_of(desk.programme.country)
        .into_iter()
        .filter(|(code, _)| !known.iter().any(|county| county.as_str() == code))
        .collect();
    others.sort_by(|a, b| collator.compare(&a.1, &b.1));
    others.insert(0, (String::new(), page.t("enrol-choose")));
    groups.push(Group::row(
        page.t("plan-region-new"),
        vec![
            form.input("ny-lan", page.t("plan-county"), Kind::Choice).of(others),
            form.input("ny-region", page.t("plan-region-name"), Kind::Line).optional(),
            form.input("ny-del", page.t("plan-region-places"), Kind::Number).optional(),
        ],
    ));
    groups
}

/// The counties of a country: code and name.
pub(super) fn counties_of(country: Country) -> Vec<(String, String)> {
    (1..=99)
        .filter_map(|number| {
            let code: CountyCode = format!("{number:02}").parse().ok()?;
            let name = geography::county_name(country, &code)?;
            Some((code.to_string(), name.to_owned()))
        })
        .collect()
}
