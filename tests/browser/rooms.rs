//! The room in other states than a usual morning: nobody has a place, the seminar was moved or called off, the roll is
//! closed; in the light and in the dark; and people who come to an open meeting without having signed up.

use parvis::schedule::Job;
use parvis_events::access::Right;
use parvis_events::attendance::{Attendance, Command};
use parvis_events::ids::{ProgrammeId, SeminarId};
use parvis_events::programme::{Command as ProgrammeCommand, Programme};
use parvis_events::register::Channel;
use parvis_projections::register::{EnrolmentRow, Status};

use super::access::{look, violations};
use super::checkin::{MORNING, ROOM, expected, sign_in_by, somebody, state, tap, until};
use super::driver::Browser;
use super::network::Network;
use super::site::Site;

const DARK: &str = "document.documentElement.dataset.colorScheme = 'dark'";

/// Looks at a page in every language, and in the dark; takes pictures of both.
async fn in_any_light(browser: &Browser, site: &Site, path: &str, name: &str) -> Vec<String> {
    let mut findings = look(browser, site, path).await;
    let query = path.replace('?', "%3F").replace('=', "%3D");
    browser.open(&site.at(&format!("/sprak/sv?to={query}"))).await;
    browser.picture(name).await;
    browser.run(DARK).await;
    findings.extend(violations(browser).await.into_iter().map(|one| format!("dark {path}: {one}")));
    browser.picture(&format!("{name}-mork")).await;
    findings
}

async fn seminar(site: &Site, number: u8) -> (ProgrammeId, SeminarId) {
    let kept = site.office.runner.house().await;
    let row = kept.house.programmes.seminars.rows().find(|row| row.number == number).unwrap();
    (row.programme, row.seminar)
}

/// Decides on the programme, and waits until the pages show it.
async fn change(site: &Site, programme: ProgrammeId, command: ProgrammeCommand) {
    let cause = site.office.cause("coordinator");
    let done = site.office.handle.run::<Programme>(programme.uuid(), command, &cause).await.unwrap();
    let wait = std::time::Duration::from_secs(5);
    site.office.runner.at_least(done.position.unwrap(), wait).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_keeps_nobody_out_whatever_has_become_of_the_seminar() {
    let mut findings = Vec::new();
    for width in [320, 390, 1280] {
        // Before anybody is enrolled.
        let site = Site::kkn_until("2018-02-01T08:00:00Z").await;
        let organiser = somebody(&site, "Orvar", Right::Organiser).await;
        let browser = Browser::wide(width).await;
        site.sign_in(&browser, organiser).await;
        findings.extend(in_any_light(&browser, &site, ROOM, &format!("{width}-rum-tomt")).await);
        assert!(browser.text().await.contains("Ingen har en plats vid det här seminariet."));
        findings.extend(look(&browser, &site, &format!("{ROOM}?visa=saknas")).await);
        browser.open(&site.at(&format!("/sprak/sv?to={ROOM}%3Fvisa%3Dsaknas"))).await;
        assert!(!browser.text().await.contains("Alla har kommit."), "nobody is not everybody");
        let (programme, seminar) = seminar(&site, 1).await;
        change(
            &site,
            programme,
            ProgrammeCommand::CancelSeminar { seminar, reason: "Prov".parse().unwrap() },
        )
        .await;
        findings.extend(in_any_light(&browser, &site, ROOM, &format!("{width}-rum-installt")).await);
        assert!(browser.text().await.contains("Seminariet är inställt."));
        browser.close().await;

        // A morning with some who have come; then the roll is closed.
        let site = Site::kkn_until(MORNING).await;
        let organiser = somebody(&site, "Orvar", Right::Organiser).await;
        let (_, people) = expected(&site).await;
        let browser = Browser::wide(width).await;
        site.sign_in(&browser, organiser).await;
        browser.open(&site.at(ROOM)).await;
        for person in people.iter().take(3) {
            tap(&browser, *person, ".tap").await;
        }
        until(&browser, "sending", "return document.getElementById('net').dataset.state === 'on'").await;
        findings.extend(in_any_light(&browser, &site, ROOM, &format!("{width}-rum")).await);
        tap(&browser, people[5], ".about").await;
        until(&browser, "the sheet", "return document.getElementById('sheet').open").await;
        browser.click("label[for=sheet-delvis]").await;
        findings.extend(violations(&browser).await.into_iter().map(|one| format!("{width} sheet: {one}")));
        browser.picture(&format!("{width}-rum-blad")).await;
        browser.run(DARK).await;
        findings
            .extend(violations(&browser).await.into_iter().map(|one| format!("{width} dark sheet: {one}")));
        let (_, seminar) = self::seminar(&site, 1).await;
        let cause = site.office.cause("organiser");
        let closed = site.office.handle.run::<Attendance>(seminar.uuid(), Command::CloseRoll, &cause).await;
        let wait = std::time::Duration::from_secs(5);
        site.office.runner.at_least(closed.unwrap().position.unwrap(), wait).await.unwrap();
        findings.extend(in_any_light(&browser, &site, ROOM, &format!("{width}-rum-avslutat")).await);
        let person = format!("{ROOM}/person/{}", people[0]);
        findings.extend(in_any_light(&browser, &site, &person, &format!("{width}-rum-person")).await);
        browser.close().await;
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

async fn enrolment(site: &Site, code: &str, given_name: &str) -> Option<EnrolmentRow> {
    let kept = site.office.runner.house().await;
    let house = &kept.house;
    let person = house.people.people.rows().find(|row| row.given_name == given_name)?.person;
    let mut rows = house.register.enrolments.rows();
    rows.find(|row| row.contact == person && row.municipality.as_str() == code).cloned()
}

/// Adds somebody at the door of an open meeting.
async fn walks_in(browser: &Browser, given_name: &str, town: &str) {
    browser.run("scrollTo(0, 0)").await;
    browser.go("#parts .add").await;
    browser.fill("fornamn", given_name).await;
    browser.fill("efternamn", "Exempelö").await;
    browser.fill("epost", &format!("{}@arvika.example", given_name.to_lowercase())).await;
    if !town.is_empty() {
        browser.click(&format!("#kommun option[value='{town}']")).await;
        browser.press("Lägg till och pricka av").await;
        until(browser, "asking for the role", "return document.body.textContent.includes('Välj roll.')")
            .await;
        browser.click("#roll option[value='museum']").await;
    }
    browser.press("Lägg till och pricka av").await;
    let here = format!(
        "return [...document.querySelectorAll('.line[data-state=here] .name')].some((one) => one.textContent.includes('{given_name}'))"
    );
    until(browser, "the walk-in", &here).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_to_an_open_meeting_without_signing_up_gets_a_place_if_there_is_one() {
    // Sign-up ended three days ago; there is room.
    let site = Site::until("natverk-varmland", "2024-09-12T07:20:00Z").await;
    let helper = somebody(&site, "Siv", Right::CheckInHelper).await;
    let browser = Browser::wide(390).await;
    site.sign_in(&browser, helper).await;
    browser.open(&site.at("/program/NKV-2024/seminarium/1/incheckning")).await;
    let before = browser.run("return document.getElementById('of').textContent").await;
    walks_in(&browser, "Tilda", "1784").await;
    browser.picture("390-traff-utan-anmalan").await;
    let row = enrolment(&site, "1784", "Tilda").await.unwrap();
    assert_eq!((row.status, row.via), (Status::Admitted, Channel::Door));
    let town = browser.run("return [...document.querySelectorAll('.town:not(#guests)')].some((town) => town.textContent.includes('Arvika') && town.textContent.includes('Tilda'))").await;
    assert_eq!(town, true, "she stands among those of her municipality");
    assert_ne!(
        before,
        browser.run("return document.getElementById('of').textContent").await,
        "one place more"
    );
    walks_in(&browser, "Gunn", "").await;
    assert!(enrolment(&site, "1784", "Gunn").await.is_none(), "whoever comes from elsewhere has no place");
    let guest = browser.run("return document.getElementById('guests').textContent.includes('Gunn')").await;
    assert_eq!(guest, true);
    site.office.settle().await.unwrap();
    site.office.work(Job::Outbox).await.unwrap();
    assert!(
        !site.letters().iter().any(|text| text.contains("Tilda")),
        "nobody is written to about where they sit"
    );
    assert_eq!(
        look(&browser, &site, "/program/NKV-2024/seminarium/1/incheckning/ny").await,
        Vec::<String>::new()
    );
    browser.close().await;

    // The room of the third meeting holds eight, and eight have a place.
    let site = Site::until("natverk-varmland", "2024-11-14T08:20:00Z").await;
    let helper = somebody(&site, "Siv", Right::CheckInHelper).await;
    let browser = Browser::without_script(390).await;
    site.sign_in(&browser, helper).await;
    browser.open(&site.at("/sprak/sv?to=/program/NKV-2024/seminarium/3/incheckning")).await;
    browser.go("#parts .add").await;
    browser.fill("fornamn", "Tilda").await;
    browser.fill("efternamn", "Exempelö").await;
    browser.click("#kommun option[value='1784']").await;
    browser.click("#roll option[value='museum']").await;
    browser.press("Lägg till och pricka av").await;
    assert!(
        browser.text_of("#guests").await.contains("Tilda"),
        "there is no place left, and nobody is queued at the door"
    );
    assert!(enrolment(&site, "1784", "Tilda").await.is_none());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_comes_to_an_open_meeting_while_the_network_is_gone_gets_the_place_once_it_is_back() {
    let site = Site::until("natverk-varmland", "2024-09-12T07:20:00Z").await;
    let helper = somebody(&site, "Siv", Right::CheckInHelper).await;
    let room = "/program/NKV-2024/seminarium/1/incheckning";
    let mut network = Network::to(&site).await;
    let phone = Browser::wide(390).await;
    sign_in_by(&site, &network, &phone, helper).await;
    phone.open(&network.at(room)).await;
    until(&phone, "keeping the pages", "return document.getElementById('checkin').dataset.kept === 'yes'")
        .await;
    network.cut().await;
    phone.open(&network.at(&format!("{room}/ny?pass=1"))).await;
    let add = "main form button";
    phone.fill("fornamn", "Tilda").await;
    phone.click(add).await;
    let asks = |field: &str, text: &str| {
        format!("return document.getElementById('{field}').validationMessage === '{text}'")
    };
    until(&phone, "asking for the name", &asks("efternamn", "Fyll i förnamn och efternamn.")).await;
    phone.fill("efternamn", "Exempelö").await;
    phone.choose("kommun", "1784").await;
    phone.click(add).await;
    until(&phone, "asking for the role", &asks("roll", "Välj roll.")).await;
    phone.choose("roll", "museum").await;
    phone.leave(add).await;
    let waits = "return document.querySelector('#guests .line[data-waits=yes] .name')?.textContent === 'Tilda Exempelö'";
    until(&phone, "the walk-in", waits).await;
    assert!(enrolment(&site, "1784", "Tilda").await.is_none());
    network.mend().await;
    let among_hers = "return [...document.querySelectorAll('.town:not(#guests)')].some((town) => town.textContent.includes('Arvika') && town.textContent.includes('Tilda'))";
    until(&phone, "her place among those of her municipality", among_hers).await;
    let row = enrolment(&site, "1784", "Tilda").await.unwrap();
    assert_eq!((row.status, row.via), (Status::Admitted, Channel::Door));
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_phone_in_the_room_follows_a_seminar_that_gets_other_hours() {
    let site = Site::kkn_until(MORNING).await;
    let helper = somebody(&site, "Siv", Right::CheckInHelper).await;
    let (session, people) = expected(&site).await;
    let mut network = Network::to(&site).await;
    let phone = Browser::wide(390).await;
    sign_in_by(&site, &network, &phone, helper).await;
    phone.open(&network.at(ROOM)).await;
    until(&phone, "keeping the pages", "return document.getElementById('checkin').dataset.kept === 'yes'")
        .await;
    let (programme, seminar) = self::seminar(&site, 1).await;
    let planned = site.office.handle.load::<Programme>(programme.uuid()).await.unwrap().0;
    let mut sessions = planned.seminar_numbered(1).unwrap().sessions.clone();

    // A quarter of an hour longer: the same session, and the list stays where it is.
    sessions[0].ends += chrono::TimeDelta::minutes(15);
    let minutes = sessions[0].minutes();
    phone.run("window.stays = true").await;
    change(&site, programme, ProgrammeCommand::RescheduleSeminar { seminar, sessions: sessions.clone() })
        .await;
    let longer = format!("return document.getElementById('checkin').dataset.minutes === '{minutes}'");
    until(&phone, "hearing of it", &longer).await;
    assert_eq!(phone.run("return window.stays").await, true);

    // The session is dropped while the phone is away: it goes on to the next one, and says what came to nothing.
    network.cut().await;
    until(&phone, "noticing", "return document.getElementById('net').dataset.state === 'off'").await;
    tap(&phone, people[0], ".tap").await;
    until(&phone, "the tap", &state(people[0], "here")).await;
    let next = sessions[1].id;
    sessions.remove(0);
    change(&site, programme, ProgrammeCommand::RescheduleSeminar { seminar, sessions }).await;
    network.mend().await;
    let there = format!("return document.getElementById('checkin')?.dataset.session === '{next}'");
    until(&phone, "the next session", &there).await;
    until(
        &phone,
        "what came to nothing",
        "return document.querySelector('#refused li')?.textContent.includes('Passet finns inte längre')",
    )
    .await;
    let kept = site.office.runner.house().await;
    assert!(kept.house.attendance.marks.get(&(session, people[0])).is_none());
    drop(kept);
    phone.close().await;
}
