//! Check-in in the room: two phones, one of them without a network for a while; by forms alone; and who may.

use std::time::{Duration, Instant};

use parvis_events::access::{Access, Command, Grant, Right};
use parvis_events::attendance::Status;
use parvis_events::ids::{PersonId, SessionId};
use parvis_events::person::{self, Person, PersonDetailsGiven};
use parvis_events::personal::PersonDetails;
use parvis_events::values::Language;
use parvis_projections::House;

use super::access::look;
use super::driver::Browser;
use super::network::Network;
use super::site::Site;

pub const ROOM: &str = "/program/KKN-2018/seminarium/1/incheckning";
/// The first morning, two minutes past nine by the clock in Malmö.
pub const MORNING: &str = "2018-05-29T07:02:00Z";

/// Somebody new with a role in the programme.
pub async fn somebody(site: &Site, name: &str, right: Right) -> PersonId {
    let person = PersonId::named(&[name]);
    let programme =
        site.office.runner.house().await.house.programmes.programmes.rows().next().unwrap().programme;
    let details = PersonDetails {
        reference: String::new(),
        given_name: name.to_owned(),
        family_name: "Exempelhjälp".to_owned(),
        title: "Hjälper till".to_owned(),
        email: format!("{}@skane.example", name.to_lowercase()),
        phone: String::new(),
    };
    let command = person::Command::Register {
        person,
        details: PersonDetailsGiven(details),
        language: Language::Swedish,
    };
    let cause = site.office.cause("coordinator");
    site.office.handle.run::<Person>(person.uuid(), command, &cause).await.unwrap();
    let grant = Command::Grant { person, grant: Grant { programme, right } };
    let done = site.office.handle.run::<Access>(person.uuid(), grant, &cause).await.unwrap();
    site.office.runner.at_least(done.position.unwrap(), Duration::from_secs(5)).await.unwrap();
    person
}

pub async fn sign_in_by(site: &Site, network: &Network, browser: &Browser, person: PersonId) {
    let link = site.web.sign_in_link(person, "/min-sida").await.unwrap();
    browser.open(&network.at(&link)).await;
    browser.go("main button").await;
}

/// Waits until a script returns true, fifteen seconds at most; returns how long it took.
pub async fn until(browser: &Browser, what: &str, script: &str) -> Duration {
    let began = Instant::now();
    loop {
        // While pages change there may be none to ask.
        if browser.client.execute(script, vec![]).await.is_ok_and(|answer| answer == true) {
            return began.elapsed();
        }
        if began.elapsed() > Duration::from_secs(15) {
            let page = browser.run("return document.body.innerText").await;
            panic!("{what} did not come about: {}", page.as_str().unwrap_or_default());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whether somebody's line shows a state.
pub fn state(person: PersonId, state: &str) -> String {
    format!("return document.getElementById('p-{person}')?.dataset.state === '{state}'")
}

/// Taps a button of somebody's line.
pub async fn tap(browser: &Browser, person: PersonId, button: &str) {
    // In the middle of the window, where neither the head of the list nor a message covers it.
    browser
        .run(&format!("document.getElementById('p-{person}').scrollIntoView({{ block: 'center' }})"))
        .await;
    let button = format!("#p-{person} {button}");
    if browser.scripts { browser.click(&button).await } else { browser.go(&button).await }
}

/// The first session, and those who are expected there, in the order of their ids.
pub async fn expected(site: &Site) -> (SessionId, Vec<PersonId>) {
    let kept = site.office.runner.house().await;
    let programmes = &kept.house.programmes;
    let programme = programmes.programmes.rows().next().unwrap().programme;
    let seminar = programmes.seminars_of(programme)[0].seminar;
    let people = kept.house.register.expected_at(programme, seminar).map(|row| row.person).collect();
    (programmes.sessions_of(seminar)[0].session, people)
}

/// The people of a municipality.
fn of_town(house: &House, code: &str) -> Vec<PersonId> {
    let enrolments = house.register.enrolments.rows();
    let here = enrolments.filter(|row| row.municipality.as_str() == code && row.status.active());
    here.flat_map(|row| house.register.participants.of(row.enrolment)).map(|row| row.person).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_phones_see_each_others_taps_and_one_goes_on_without_a_network() {
    let site = Site::kkn_until(MORNING).await;
    let (siv, tor) = (
        somebody(&site, "Siv", Right::CheckInHelper).await,
        somebody(&site, "Tor", Right::CheckInHelper).await,
    );
    let (session, people) = expected(&site).await;
    let (first, second, third, fourth) = (people[0], people[1], people[2], people[3]);
    let mut network = Network::to(&site).await;
    let (a, b) = (Browser::wide(390).await, Browser::wide(390).await);
    sign_in_by(&site, &network, &a, siv).await;
    site.sign_in(&b, tor).await;
    a.open(&network.at(ROOM)).await;
    b.open(&site.at(ROOM)).await;
    for phone in [&a, &b] {
        until(phone, "the list", "return document.getElementById('net').dataset.state === 'on'").await;
    }
    until(&a, "keeping the pages", "return document.getElementById('checkin').dataset.kept === 'yes'").await;

    a.picture("390-incheckning-tom").await;
    within_a_second(&a, &b, first).await;

    network.cut().await;
    until(&a, "noticing", "return document.getElementById('net').dataset.state === 'off'").await;
    tap(&a, second, ".tap").await;
    tap(&a, third, ".tap").await;
    tap(&a, fourth, ".tap").await;
    tap(&a, fourth, ".undo").await;
    a.picture("390-incheckning-utan-nat").await;
    // The phone is locked and opened again: the page comes from what it kept, and the queue with it.
    a.open(&network.at(&format!("{ROOM}?pass=1"))).await;
    until(&a, "the queue", "return document.getElementById('net').textContent.includes('4')").await;
    until(&a, "what was seen without a network", &state(second, "here")).await;
    a.open(&network.at(&format!("{ROOM}/ny?pass=1"))).await;
    a.fill("fornamn", "Åke").await;
    a.fill("efternamn", "Oväntad").await;
    a.press("Lägg till och pricka av").await;
    until(&a, "the walk-in", "return document.querySelector('#guests .line[data-state=here] .name')?.textContent === 'Åke Oväntad'").await;
    assert_eq!(a.run("return document.getElementById('here').textContent").await, "2");

    // Later, the other phone sees one of them too.
    site.office.clock.advance("2018-05-29T07:05:00Z".parse().unwrap());
    tokio::time::sleep(Duration::from_secs(2)).await;
    tap(&b, second, ".tap").await;
    until(&b, "its own tap", &state(second, "here")).await;

    network.mend().await;
    until(&a, "catching up", "return document.getElementById('net').dataset.state === 'on'").await;
    until(&b, "what the other saw", &state(third, "here")).await;
    until(
        &b,
        "the walk-in",
        "return document.querySelector('#guests .line .name')?.textContent === 'Åke Oväntad'",
    )
    .await;
    assert_eq!(b.run("return document.getElementById('here').textContent").await, "2");
    b.picture("390-incheckning").await;
    counted_once(&site, session, (siv, tor), [second, third, fourth]).await;
    signing_out_leaves_nothing(&a).await;
    what_comes_late_is_not_kept(&b).await;
    a.close().await;
    b.close().await;
}

/// One phone taps and the other undoes, a few times: in the middle, each sees the other's within a second. (That is what
/// people notice; a single time may be long where a machine does other things.)
async fn within_a_second(a: &Browser, b: &Browser, person: PersonId) {
    let mut times = Vec::new();
    for _ in 0..3 {
        tap(b, person, ".tap").await;
        times.push(until(a, "the other's tap", &state(person, "here")).await);
        assert_eq!(a.run("return document.getElementById('here').textContent").await, "1");
        // A finger that trembles taps once.
        tokio::time::sleep(Duration::from_millis(700)).await;
        tap(a, person, ".undo").await;
        times.push(until(b, "the other's undoing", &state(person, "none")).await);
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
    times.sort();
    assert!(times[times.len() / 2] < Duration::from_secs(1), "{times:?}");
}

async fn counted_once(
    site: &Site,
    session: SessionId,
    (siv, tor): (PersonId, PersonId),
    [second, third, fourth]: [PersonId; 3],
) {
    let kept = site.office.runner.house().await;
    let attendance = &kept.house.attendance;
    let mark = attendance.marks.get(&(session, second)).unwrap();
    assert_eq!(
        (mark.observations, mark.recorded_by.clone()),
        (2, format!("person:{siv}")),
        "the earliest counts"
    );
    let seen = attendance.observations_of(session, second);
    assert_eq!(seen[0].recorded_by, format!("person:{tor}"), "though it arrived last");
    assert!(seen[1].observed_at < seen[0].observed_at);
    assert_eq!(mark.observed_at, seen[1].observed_at);
    assert_eq!(attendance.marks.get(&(session, third)).unwrap().observations, 1);
    assert_eq!(
        attendance.marks.get(&(session, fourth)),
        None,
        "what was taken back without a network counts nowhere"
    );
    let taken_back = attendance.observations.of(session).find(|row| row.person == fourth).unwrap();
    assert!(taken_back.retracted_at.is_some(), "and is kept all the same");
}

async fn signing_out_leaves_nothing(phone: &Browser) {
    let left = "const done = arguments[arguments.length - 1];
        (async () => [(await caches.keys()).includes('parvis-checkin-pages'), (await Queue.all()).length, await Queue.know('reader') ?? null])().then(done)";
    let before = phone.client.execute_async(left, vec![]).await.unwrap();
    assert_eq!(before[0], true, "pages are kept while somebody is signed in");
    phone.leave("footer form button").await;
    let names = "const done = arguments[arguments.length - 1];
        (async () => {
            const stored = await new Promise((resolve) => { const r = indexedDB.open('parvis-checkin'); r.onsuccess = () => resolve(r.result); });
            const items = await new Promise((resolve) => { const r = stored.transaction('items').objectStore('items').count(); r.onsuccess = () => resolve(r.result); });
            return [await caches.keys(), items];
        })().then(done)";
    let after = phone.client.execute_async(names, vec![]).await.unwrap();
    assert!(!after[0].to_string().contains("pages"), "{after}");
    assert_eq!(after[1], 0);
}

/// A page that was on its way while another tab signs out is not kept afterwards.
async fn what_comes_late_is_not_kept(phone: &Browser) {
    until(phone, "keeping the pages", "return document.getElementById('checkin').dataset.kept === 'yes'")
        .await;
    let late = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{
             const [page, other] = await Promise.all([fetch('{ROOM}'), fetch('{ROOM}')]);
             await Pages.put('/during', page);
             const during = (await (await caches.open('parvis-checkin-pages')).keys()).some((kept) => kept.url.endsWith('/during'));
             await fetch('/logga-ut', {{ method: 'POST' }});
             await Pages.put('{ROOM}', other);
             return [during, await caches.has('parvis-checkin-pages')];
         }})().then(done, (error) => done(String(error)))"
    );
    let kept = phone.client.execute_async(&late, vec![]).await.unwrap();
    assert_eq!(kept, serde_json::json!([true, false]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_again_counts_once_and_what_comes_too_late_is_said() {
    let site = Site::kkn_until(MORNING).await;
    let organiser = somebody(&site, "Orvar", Right::Organiser).await;
    let (session, people) = expected(&site).await;
    let phone = Browser::wide(390).await;
    site.sign_in(&phone, organiser).await;
    phone.open(&site.at(ROOM)).await;
    let send = |person: PersonId, id: &str| {
        format!(
            "const done = arguments[arguments.length - 1];
             fetch('{ROOM}/observationer', {{ method: 'POST', headers: {{ 'content-type': 'application/json' }}, body: JSON.stringify({{
                 device: 'telefon-1', sent_at: new Date().toISOString(),
                 items: [{{ kind: 'present', id: '{id}', person: '{person}', session: '{session}', at: new Date().toISOString(), method: 'code' }}] }}) }})
             .then((response) => response.json()).then((answer) => done(answer.fates[0]), (error) => done(String(error)))"
        )
    };
    let id = "0a1b2c3d-0000-4000-8000-000000000001";
    for _ in 0..3 {
        let fate = phone.client.execute_async(&send(people[0], id), vec![]).await.unwrap();
        assert_eq!(fate["kept"], true, "{fate}");
    }
    let observations =
        |house: &House| house.attendance.marks.get(&(session, people[0])).map(|row| row.observations);
    assert_eq!(observations(&site.office.runner.house().await.house), Some(1));
    phone.open(&site.at(&format!("{ROOM}/avsluta"))).await;
    phone.press("Avsluta uppropet").await;
    assert!(
        phone.text().await.contains("Uppropet avslutades 29 maj 2018 kl. 9.02."),
        "{}",
        phone.text().await
    );
    let fate = phone.client.execute_async(&send(people[0], id), vec![]).await.unwrap();
    assert_eq!(fate["kept"], true, "what was kept before is still kept: {fate}");
    let late = "0a1b2c3d-0000-4000-8000-000000000002";
    let fate = phone.client.execute_async(&send(people[1], late), vec![]).await.unwrap();
    assert_eq!(fate["kept"], false);
    assert!(fate["text"].as_str().unwrap().contains("Uppropet är avslutat."), "{fate}");
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_forms_alone_everything_but_camera_and_offline_works() {
    let site = Site::kkn_until(MORNING).await;
    let organiser = somebody(&site, "Orvar", Right::Organiser).await;
    let (session, _) = expected(&site).await;
    let angelholm = of_town(&site.office.runner.house().await.house, "1292");
    let browser = Browser::without_script(390).await;
    site.sign_in(&browser, organiser).await;
    browser.open(&site.at(ROOM)).await;
    browser.fill("sok", "angelholm").await;
    browser.go(".search .go").await;
    let text = browser.text().await;
    assert!(text.contains("Ängelholm") && !text.contains("Ronneby"), "{text}");
    assert!(
        !browser.client.current_url().await.unwrap().as_str().contains("angelholm"),
        "no name in an address"
    );
    tap(&browser, angelholm[0], ".tap").await;
    assert_eq!(browser.text_of("#here").await, "1");
    tap(&browser, angelholm[0], ".undo").await;
    assert_eq!(browser.text_of("#here").await, "0");
    tap(&browser, angelholm[1], ".tap").await;

    // Somebody comes in another's place.
    tap(&browser, angelholm[0], ".about").await;
    browser.press("Någon annan kommer i stället").await;
    browser.press("Lägg till och pricka av").await;
    let text = browser.text().await;
    assert!(text.contains("Något behöver rättas") && text.contains("Fyll i förnamn."), "{text}");
    browser.picture("390-ny-fel").await;
    browser.fill("fornamn", "Ulla").await;
    browser.fill("efternamn", "Provbäck").await;
    browser.press("Lägg till och pricka av").await;
    assert!(browser.text().await.contains("Ange e-postadress"), "{}", browser.text().await);
    browser.fill("epost", "ulla@angelholm.example").await;
    browser.press("Lägg till och pricka av").await;
    let text = browser.text().await;
    assert!(text.contains("Ulla Provbäck") && text.contains("kommer för"), "{text}");
    assert_eq!(browser.text_of("#here").await, "2");

    // Somebody left early, which is said before the roll is closed and put right after it.
    tap(&browser, angelholm[1], ".tap").await;
    browser.click("#delvis-1").await;
    browser.fill("minuter", "0").await;
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Ange minuterna som ett tal mellan 1 och"));
    browser.fill("minuter", "60").await;
    browser.press("Spara").await;
    assert!(browser.text().await.contains("09:02, 60 min"), "{}", browser.text().await);
    browser.picture("390-person").await;
    browser.open(&site.at(&format!("{ROOM}/avsluta"))).await;
    let text = browser.text().await;
    assert!(text.contains("2 av 39 har kommit.") && text.contains("Det står inget om 37"), "{text}");
    browser.picture("390-avsluta").await;
    browser.press("Avsluta uppropet").await;
    tap(&browser, angelholm[1], ".tap").await;
    browser.click("#narvarande-1").await;
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Skriv varför närvaron ändras."));
    browser.fill("skal", "Kom tillbaka efter en halvtimme").await;
    browser.press("Spara").await;
    let text = browser.text().await;
    assert!(text.contains("Rättat 29 maj 2018: Kom tillbaka efter en halvtimme"), "{text}");
    let kept = site.office.runner.house().await;
    let mark = kept.house.attendance.marks.get(&(session, angelholm[1])).unwrap();
    assert_eq!((mark.status, mark.corrected_at.is_some()), (Status::Present, true));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_help_in_the_room_sees_nothing_of_it_and_helpers_close_no_roll() {
    let site = Site::kkn_until(MORNING).await;
    let (helper, council) = (
        somebody(&site, "Siv", Right::CheckInHelper).await,
        somebody(&site, "Rut", Right::CouncilMember).await,
    );
    let contact = site.contact_of("A-19").await;
    let browser = Browser::wide(1280).await;
    for (person, closed) in [(contact, ""), (council, ""), (helper, "/avsluta")] {
        site.sign_in(&browser, person).await;
        browser.open(&site.at(&format!("{ROOM}{closed}"))).await;
        assert!(browser.text().await.contains("Det här får du inte se"), "{person} {closed}");
    }
    // Only pages of check-in may fetch anything.
    browser.open(&site.at(ROOM)).await;
    let answer = "const done = arguments[arguments.length - 1]; const [path] = arguments;
        fetch(path).then((r) => done([r.status, r.headers.get('content-type'), r.headers.get('permissions-policy')]), (error) => done([String(error)]))";
    let ask = async |path: &str| {
        browser.client.execute_async(answer, vec![format!("{ROOM}{path}").into()]).await.unwrap()
    };
    for forbidden in ["/koder", "/narvarolista/2018-05-29.pdf", "/lista/attendance.xlsx"] {
        assert_eq!(ask(forbidden).await[0], 403, "{forbidden}");
    }
    assert!(ask("").await[2].as_str().unwrap().contains("camera=(self)"));
    assert!(ask("/ny").await[2].as_str().unwrap().contains("camera=()"));
    let organiser = somebody(&site, "Orvar", Right::Organiser).await;
    site.sign_in(&browser, organiser).await;
    browser.open(&site.at(ROOM)).await;
    for (file, kind) in [
        ("/narvarolista/2018-05-29.pdf", "application/pdf"),
        ("/lista/attendance.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/lista/participants.csv", "text/csv; charset=utf-8; header=present"),
    ] {
        let found = ask(file).await;
        assert_eq!((found[0].as_i64(), found[1].as_str()), (Some(200), Some(kind)), "{file}");
    }
    for nothing in ["/narvarolista/2018-05-28.pdf", "/lista/areas.xlsx", "?pass=9"] {
        assert_eq!(ask(nothing).await[0], 404, "{nothing}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_in_keeps_nobody_out() {
    let site = Site::kkn_until(MORNING).await;
    let organiser = somebody(&site, "Orvar", Right::Organiser).await;
    let (_, people) = expected(&site).await;
    let mut findings = Vec::new();
    for width in [320, 1280] {
        let browser = Browser::wide(width).await;
        site.sign_in(&browser, organiser).await;
        browser.open(&site.at(ROOM)).await;
        if width == 320 {
            for person in people.iter().take(23) {
                tap(&browser, *person, ".tap").await;
            }
            until(&browser, "sending", "return document.getElementById('net').dataset.state === 'on'").await;
            browser.run("scrollTo(0, 0)").await;
            browser.picture("320-incheckning-bricka").await;
        }
        let person = format!("/person/{}", people[0]);
        for path in ["", "?visa=saknas", "/ny", person.as_str(), "/avsluta", "/koder", "/utan-nat"] {
            findings.extend(look(&browser, &site, &format!("{ROOM}{path}")).await);
            let name = path.split('/').nth(1).unwrap_or(path).replace('?', "").replace('=', "-");
            browser.picture(&format!("{width}-incheckning-{name}")).await;
        }
        site.sign_in(&browser, people[0]).await;
        findings.extend(look(&browser, &site, "/program/KKN-2018/min-kod").await);
        browser.close().await;
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
