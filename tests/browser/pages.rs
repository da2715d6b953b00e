//! Pages for those who are signed in, forms that come back and refusals keep nobody out; and no page is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use parvis::schedule::Job;
use parvis_events::ids::PersonId;
use parvis_projections::register::{EnrolmentRow, Status, roles_of};
use regex::Regex;

use super::access::{LANGUAGES, OPEN, inspect, read_in};
use super::coordinator::BUSY;
use super::desk::WORK;
use super::driver::Browser;
use super::site::Site;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// Anybody.
    Anybody,
    /// The contact person of a pair that has its place.
    Admitted,
    /// The one of a pair that is offered a place.
    Offered,
    /// The one of half a pair.
    Half,
    /// The coordinator.
    Coordinator,
}

/// Pages of the programme while its enrolment goes on; names in braces are made up by the site.
const OWN: [(Who, &str); 22] = [
    (Who::Anybody, "/program/KKN-2018/anmalan"),
    (Who::Anybody, "/program/KKN-2018/anmalan/{admitted}"),
    (Who::Anybody, "/logga-in/skickat"),
    (Who::Anybody, "/logga-in/{link}"),
    (Who::Anybody, "/logga-in/borta"),
    (Who::Anybody, "/outbox"),
    (Who::Anybody, "/outbox/{letter}"),
    (Who::Admitted, "/min-sida"),
    (Who::Admitted, "/min-sida/uppgifter"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/ersattare"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/avboka"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/kontakt"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/kollega/{member}"),
    // Not for this role, and done otherwise.
    (Who::Admitted, "/arbete/KKN-2018"),
    (Who::Admitted, "/logga-ut"),
    (Who::Offered, "/min-sida"),
    (Who::Offered, "/min-sida/anmalan/{offered}"),
    (Who::Half, "/min-sida/anmalan/{half}"),
    (Who::Half, "/min-sida/anmalan/{half}/kollega"),
    (Who::Coordinator, "/min-sida"),
    (Who::Coordinator, "/program/KKN-2018/behorigheter"),
];

/// Forms that come back when they are sent as they are, each with the button that sends it.
const FORMS: [(Who, &str, &str); 8] = [
    (Who::Anybody, "/logga-in", "main form button[type=submit]"),
    (Who::Anybody, "/program/KKN-2018/anmalan", "main form button[type=submit]"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/ersattare", "main form button[type=submit]"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/avboka", "main form button[type=submit]"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/kontakt", "main form button[type=submit]"),
    (Who::Admitted, "/min-sida/anmalan/{admitted}/kollega/{member}", "main form button[type=submit]"),
    (Who::Half, "/min-sida/anmalan/{half}/kollega", "main form button[type=submit]"),
    (Who::Coordinator, "/program/KKN-2018/behorigheter", "main form.stack button[type=submit]"),
];

/// Pages that other tests look at in every language: of a meeting, an invitation, an evaluation, a room.
const ELSEWHERE: [&str; 13] = [
    "/program/NKV-2024/seminarium/2/anmalan",
    "/min-sida/anmalan/{enrolment}/fragor",
    "/invitation/{token}",
    "/utvardering/{seminar}",
    "/utvardering/{seminar}/tack",
    "/logga-in/organisation/tillbaka",
    "/program/KKN-2018/min-kod",
    "/program/KKN-2018/seminarium/1/incheckning",
    "/program/KKN-2018/seminarium/1/incheckning/ny",
    "/program/KKN-2018/seminarium/1/incheckning/person/{person}",
    "/program/KKN-2018/seminarium/1/incheckning/avsluta",
    "/program/KKN-2018/seminarium/1/incheckning/koder",
    "/program/KKN-2018/seminarium/1/incheckning/utan-nat",
];

/// What is no page: files, ways on, what scripts read.
const NO_PAGES: [&str; 15] = [
    "/program/{code}/kalender.ics",
    "/program/{code}/seminarium/{number}/kalender.ics",
    "/kalender/{token}",
    "/min-sida/intyg/{number}",
    "/min-sida/uppgifter.json",
    "/logga-in/organisation",
    "/sprak/{tag}",
    "/assets/{name}",
    "/service-worker.js",
    "/program/{code}/anmalningar",
    "/arbete/{code}/intyg/{id}/pdf",
    "/arbete/{code}/filer/{file}",
    "{room}/strom",
    "{room}/narvarolista/{file}",
    "{room}/lista/{file}",
];

/// A site while enrolment goes on, with what its pages speak of.
struct Scene {
    site: Site,
    names: BTreeMap<&'static str, String>,
    people: BTreeMap<Who, PersonId>,
}

impl Scene {
    async fn set() -> Self {
        let site = Site::kkn_until(BUSY).await;
        site.office.settle().await.unwrap();
        site.office.work(Job::Outbox).await.unwrap();
        let coordinator = site.coordinator().await;
        let (admitted, offered, half, member) = {
            let kept = site.office.runner.house().await;
            let rows = || kept.house.register.enrolments.rows();
            let of = |status| -> EnrolmentRow { rows().find(|row| row.status == status).unwrap().clone() };
            let admitted = rows().find(|row| row.reference == "A-19").unwrap().clone();
            let member = kept.house.register.participants.of(admitted.enrolment).next().unwrap().person;
            let half = rows().find(|row| row.status.active() && !roles_of(&row.missing).is_empty()).unwrap();
            (admitted, of(Status::Offered), half.clone(), member)
        };
        let link = site.web.sign_in_link(admitted.contact, "/min-sida").await.unwrap();
        let link = link.rsplit('/').next().unwrap().to_owned();
        let files = std::fs::read_dir(&site.letters).unwrap().map(|file| file.unwrap().file_name());
        let mut letters = files.map(|name| name.into_string().unwrap());
        let letter = letters.find(|name| Path::new(name).extension().is_some_and(|it| it == "eml")).unwrap();
        let names = BTreeMap::from([
            ("admitted", admitted.enrolment.to_string()),
            ("offered", offered.enrolment.to_string()),
            ("half", half.enrolment.to_string()),
            ("member", member.to_string()),
            ("link", link),
            ("letter", letter),
        ]);
        let people = BTreeMap::from([
            (Who::Admitted, admitted.contact),
            (Who::Offered, offered.contact),
            (Who::Half, half.contact),
            (Who::Coordinator, coordinator),
        ]);
        Self { site, names, people }
    }

    fn path(&self, template: &str) -> String {
        let mut path = template.to_owned();
        for (name, value) in &self.names {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        path
    }

    /// Lets somebody else look, if it is not their turn already.
    async fn turn(&self, browser: &Browser, before: &mut Option<Who>, who: Who) {
        if *before != Some(who) {
            browser.open(&self.site.at("/")).await;
            browser.client.delete_all_cookies().await.unwrap();
            if let Some(person) = self.people.get(&who) {
                self.site.sign_in(browser, *person).await;
            }
            *before = Some(who);
        }
    }
}

async fn pages_of_ones_own(width: u32) {
    let scene = Scene::set().await;
    let browser = Browser::wide(width).await;
    let (mut findings, mut before) = (Vec::new(), None);
    for (number, (who, template)) in OWN.into_iter().enumerate() {
        scene.turn(&browser, &mut before, who).await;
        for language in LANGUAGES {
            read_in(&browser, &scene.site, language, &scene.path(template)).await;
            findings.extend(inspect(&browser, &format!("{language} {template}")).await);
            browser.picture(&format!("{width}-egen-{number:02}-{language}")).await;
        }
    }
    browser.close().await;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_ones_own_keep_nobody_out_on_a_phone() {
    Box::pin(pages_of_ones_own(320)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_ones_own_keep_nobody_out_on_a_desk() {
    Box::pin(pages_of_ones_own(1280)).await;
}

async fn forms_that_come_back(width: u32) {
    let scene = Scene::set().await;
    let browser = Browser::wide(width).await;
    let (mut findings, mut before) = (Vec::new(), None);
    for (number, (who, template, button)) in FORMS.into_iter().enumerate() {
        scene.turn(&browser, &mut before, who).await;
        for language in LANGUAGES {
            read_in(&browser, &scene.site, language, &scene.path(template)).await;
            browser.go(button).await;
            let what = format!("{language} {template}, sent empty");
            findings.extend(inspect(&browser, &what).await);
            let summed_up =
                browser.run("return document.querySelectorAll('.ds-error-summary a').length").await;
            let beside =
                browser.run("return document.querySelectorAll('.ds-validation-message').length").await;
            if summed_up.as_i64() < Some(1) || beside.as_i64() < Some(1) {
                findings.push(format!("{what}: {summed_up} problems at the top, {beside} beside fields"));
            }
            browser.picture(&format!("{width}-fel-{number}-{language}")).await;
        }
    }
    browser.close().await;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_that_come_back_keep_nobody_out_on_a_phone() {
    Box::pin(forms_that_come_back(320)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_that_come_back_keep_nobody_out_on_a_desk() {
    Box::pin(forms_that_come_back(1280)).await;
}

/// The addresses that answer a GET, as the code has them.
fn routes() -> BTreeSet<String> {
    let of = |file: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let room = "/program/{code}/seminarium/{number}/incheckning";
    let plain = Regex::new(r#"\.route\(\s*"([^"]+)",\s*(?:get|edit::at)\("#).unwrap();
    let below = Regex::new(r#"\.route\(&below\("([^"]+)"\),\s*get\("#).unwrap();
    let mut found = BTreeSet::new();
    for file in ["src/web.rs", "src/web/coordinator.rs", "src/web/checkin.rs"] {
        let code = of(file);
        found.extend(plain.captures_iter(&code).map(|route| route[1].to_owned()));
        found.extend(below.captures_iter(&code).map(|route| format!("{room}/{}", &route[1])));
    }
    found.insert(room.to_owned());
    found
}

/// Whether an address is one that a route answers.
fn answers(route: &str, address: &str) -> bool {
    let address = address.split('?').next().unwrap();
    let (route, address): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), address.split('/').collect());
    let same = |(of_route, of_address): (&&str, &&str)| of_route.starts_with('{') || of_route == of_address;
    route.len() == address.len() && route.iter().zip(&address).all(same)
}

#[test]
fn no_page_is_left_out() {
    let room = "/program/{code}/seminarium/{number}/incheckning";
    let no_pages: BTreeSet<String> = NO_PAGES.iter().map(|one| one.replace("{room}", room)).collect();
    let own = OWN.iter().map(|(_, template)| *template);
    let work: Vec<String> = WORK.iter().map(|rest| format!("/arbete{rest}")).collect();
    let seen: Vec<&str> =
        OPEN.iter().copied().chain(own).chain(ELSEWHERE).chain(work.iter().map(String::as_str)).collect();
    let routes = routes();
    assert!(routes.len() > 60, "the code is read as it is written: {routes:?}");
    // An address that another route answers more exactly counts for that one.
    let exact = |address: &str| {
        routes.iter().filter(|route| answers(route, address)).min_by_key(|route| route.matches('{').count())
    };
    let looked_at: BTreeSet<&String> = seen.iter().filter_map(|address| exact(address)).collect();
    let left_out: Vec<&String> =
        routes.iter().filter(|route| !no_pages.contains(*route) && !looked_at.contains(route)).collect();
    assert!(left_out.is_empty(), "nobody looks at {left_out:#?}");
}
