//! What a tap cannot say, without a network: partly there, not coming, and corrections of a closed roll. Each arrives once,
//! what was seen last stands, and what cannot be kept is said and can be put right.

use parvis_events::access::Right;
use parvis_events::attendance::Status;
use parvis_events::ids::{PersonId, SessionId};

use super::checkin::{MORNING, ROOM, expected, sign_in_by, somebody, state, tap, until};
use super::driver::Browser;
use super::network::Network;
use super::site::Site;

const ON: &str = "return document.getElementById('net').dataset.state === 'on'";
const OFF: &str = "return document.getElementById('net').dataset.state === 'off'";

/// Opens somebody's sheet, chooses, and saves.
async fn note(phone: &Browser, person: PersonId, choice: &str, minutes: &str, reason: &str) {
    // Whoever is here, or stands on a closed roll, has a link over the whole line; anybody else one at its end.
    let wide = format!("return document.querySelector('#p-{person} a.tap') !== null");
    tap(phone, person, if phone.run(&wide).await == true { "a.tap" } else { ".about" }).await;
    until(phone, "the sheet", "return document.getElementById('sheet').open").await;
    phone.click(&format!("label[for=sheet-{choice}]")).await;
    if !minutes.is_empty() {
        phone.fill("sheet-minutes", minutes).await;
    }
    if !reason.is_empty() {
        phone.fill("sheet-reason", reason).await;
    }
    phone.click("#sheet button[type=submit]").await;
}

async fn mark(site: &Site, session: SessionId, person: PersonId) -> (Status, u32, u32, bool) {
    let kept = site.office.runner.house().await;
    let row = kept.house.attendance.marks.get(&(session, person)).unwrap();
    (row.status, row.minutes, row.observations, row.corrected_at.is_some())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_a_tap_cannot_say_is_noted_without_a_network_and_put_right_on_a_closed_roll() {
    let site = Site::kkn_until(MORNING).await;
    let (orvar, ora) =
        (somebody(&site, "Orvar", Right::Organiser).await, somebody(&site, "Ora", Right::Organiser).await);
    let (session, people) = expected(&site).await;
    let (first, second, third, fourth) = (people[0], people[1], people[2], people[3]);
    let mut network = Network::to(&site).await;
    let (a, b) = (Browser::wide(390).await, Browser::wide(390).await);
    sign_in_by(&site, &network, &a, orvar).await;
    site.sign_in(&b, ora).await;
    a.open(&network.at(ROOM)).await;
    b.open(&site.at(ROOM)).await;
    until(&a, "keeping the pages", "return document.getElementById('checkin').dataset.kept === 'yes'").await;
    until(&b, "the list", ON).await;

    network.cut().await;
    until(&a, "noticing", OFF).await;
    note(&a, first, "delvis", "0", "").await;
    until(
        &a,
        "being told",
        "return document.getElementById('sheet-problem').textContent.includes('mellan 1 och')",
    )
    .await;
    a.picture("390-incheckning-blad-fel").await;
    a.fill("sheet-minutes", "45").await;
    a.click("#sheet button[type=submit]").await;
    note(&a, second, "forhinder", "", "").await;
    note(&a, third, "delvis", "30", "").await;
    a.picture("390-incheckning-antecknat-utan-nat").await;
    // The phone is locked and opened again.
    a.open(&network.at(&format!("{ROOM}?pass=1"))).await;
    until(&a, "what was noted", &state(second, "away")).await;
    until(
        &a,
        "how long",
        &format!("return document.querySelector('#p-{first} .when').textContent.includes('45 min')"),
    )
    .await;
    // Another helper sees the third one later, there the whole time.
    site.office.clock.advance("2018-05-29T07:05:00Z".parse().unwrap());
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    tap(&b, third, ".tap").await;
    until(&b, "its own tap", &state(third, "here")).await;
    network.mend().await;
    until(&a, "catching up", ON).await;
    until(&b, "what the other noted", &state(second, "away")).await;
    let whole = mark(&site, session, third).await.1;
    assert_eq!(mark(&site, session, first).await, (Status::Partly, 45, 1, false));
    assert_eq!(mark(&site, session, second).await, (Status::ExcusedAbsence, 0, 1, false));
    assert_eq!(
        mark(&site, session, third).await,
        (Status::Present, whole, 2, false),
        "seen later, so it stands"
    );
    assert!(whole > 30);

    // The roll is closed while one phone is away: what it noted is refused in words, and put right with a reason.
    network.cut().await;
    until(&a, "noticing again", OFF).await;
    note(&a, fourth, "franvarande", "", "").await;
    b.open(&site.at(&format!("{ROOM}/avsluta"))).await;
    b.press("Avsluta uppropet").await;
    network.mend().await;
    until(
        &a,
        "the refusal",
        "return document.querySelector('#refused li')?.textContent.includes('Uppropet är avslutat')",
    )
    .await;
    until(&a, "the closed roll", "return document.getElementById('roll').dataset.closed === 'yes'").await;
    a.picture("390-incheckning-krock").await;
    a.click("#refused li button").await;
    a.click("label[for=sheet-franvarande]").await;
    a.click("#sheet button[type=submit]").await;
    until(
        &a,
        "being asked why",
        "return document.getElementById('sheet-problem').textContent.includes('varför')",
    )
    .await;
    a.fill("sheet-reason", "Kom aldrig").await;
    a.picture("390-incheckning-blad-ratta").await;
    a.click("#sheet button[type=submit]").await;
    until(&a, "the correction", "return document.getElementById('refused').hidden && document.getElementById('net').dataset.state === 'on'").await;
    assert_eq!(mark(&site, session, fourth).await, (Status::UnexcusedAbsence, 0, 0, true));
    corrected_twice(&site, (&a, &b, &mut network), (session, first)).await;
    a.close().await;
    b.close().await;
}

/// Two correct the same, one of them without a network: the one that was made last stands, and the other is told.
async fn corrected_twice(
    site: &Site,
    (a, b, network): (&Browser, &Browser, &mut Network),
    (session, person): (SessionId, PersonId),
) {
    network.cut().await;
    until(a, "noticing a third time", OFF).await;
    note(a, person, "narvarande", "", "Var med hela tiden").await;
    site.office.clock.advance("2018-05-29T07:09:00Z".parse().unwrap());
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    until(b, "the list", ON).await;
    note(b, person, "delvis", "20", "Gick tidigt").await;
    until(b, "sending", ON).await;
    network.mend().await;
    let said =
        "return document.querySelector('#refused li')?.textContent.includes('rättade samma närvaro senare')";
    until(a, "hearing of the other correction", said).await;
    assert_eq!(mark(site, session, person).await, (Status::Partly, 20, 1, true));
    a.click("#refused li button:last-child").await;
    until(a, "dismissing it", "return document.getElementById('refused').hidden").await;
}
