//! The whole story of a round for culture and business managers, clicked through by those it is for: a coordinator sets it
//! up, two managers enrol, an organiser takes attendance, and in the end anybody can verify a certificate.

use std::time::Duration;

use fantoccini::Locator;
use parvis::schedule::Job;
use parvis_events::ids::PersonId;

use super::access::look;
use super::checkin::{state, tap, until};
use super::driver::Browser;
use super::site::Site;

const CODE: &str = "KKN-1802";
const NAME: &str = "Kulturella och kreativa näringar, vårens omgång";
const ROOM: &str = "/program/KKN-1802/seminarium/1/incheckning";
const TILDA: [&str; 4] = ["Tilda", "Exempelö", "Kulturchef", "tilda@oskarshamn.example"];
const BO: [&str; 4] = ["Bo", "Provsund", "Näringslivschef", "bo@oskarshamn.example"];
const ULLA: [&str; 4] = ["Ulla", "Provbäck", "Näringslivsutvecklare", "ulla@oskarshamn.example"];
const ORVAR: [&str; 4] = ["Orvar", "Exempelvik", "Projektledare", "orvar@skane.example"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_goes_from_an_empty_draft_to_a_certificate_that_anybody_can_verify() {
    let site = Site::kkn_until("2018-02-01T08:00:00Z").await;
    let (desk, culture, business) =
        (Browser::wide(1280).await, Browser::wide(320).await, Browser::wide(320).await);
    site.sign_in(&desk, site.coordinator().await).await;
    is_published(&site, &desk).await;
    an_organiser_is_appointed(&site, &desk).await;

    site.office.clock.advance("2018-02-12T08:00:00Z".parse().unwrap());
    the_pair_enrols(&site, &culture, &business).await;
    for manager in [&culture, &business] {
        let text = manager.text().await;
        assert!(text.contains("Oskarshamn: antagen. Båda är anmälda."), "{text}");
    }
    a_deputy_is_named(&culture).await;
    business.close().await;

    let phone = Browser::wide(390).await;
    site.office.clock.advance("2018-05-29T07:55:00Z".parse().unwrap());
    site.sign_in_by_letter(&phone, ORVAR[3]).await;
    attendance_is_taken(&site, &phone).await;
    phone.close().await;
    the_roll_is_closed(&site, &desk).await;

    site.office.clock.advance("2018-05-31T08:00:00Z".parse().unwrap());
    for job in [Job::Evaluations, Job::Reminders] {
        site.office.work(job).await.unwrap();
    }
    it_is_evaluated(&site, &culture).await;
    certificates_are_issued(&site, &desk).await;
    let number = one_is_fetched(&site, &culture).await;
    culture.close().await;
    // Anybody may ask whether it is genuine.
    desk.client.delete_all_cookies().await.unwrap();
    desk.open(&site.at("/")).await;
    desk.open(&site.at("/intyg")).await;
    desk.fill("number", &number.to_lowercase()).await;
    desk.press("Kontrollera").await;
    let text = desk.text().await;
    for wanted in ["Intyget är äkta och gäller.", "Tilda Exempelö", "Oskarshamn", "11,5 av 11,5 timmar", NAME]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    desk.picture("1280-kkn-intyg").await;
    desk.close().await;
}

/// The coordinator begins a round after the example of the last one, with one seminar, and publishes it.
async fn is_published(site: &Site, desk: &Browser) {
    desk.open(&site.at("/arbete/nytt")).await;
    desk.choose("efter", "KKN-2018").await;
    for (field, words) in [
        ("kod", CODE),
        ("namn", NAME),
        ("syfte", "Fördjupad kunskap om kulturella och kreativa näringar."),
        ("arrangor", "Region Skåne"),
        ("platser", "20"),
    ] {
        desk.fill(field, words).await;
    }
    desk.pick_days(&[("fran", "2018-01-15"), ("till", "2019-06-28")]).await;
    desk.press("Skapa utkastet").await;
    assert!(desk.text().await.contains("20 av 20 platser är fördelade"), "{}", desk.text().await);
    for number in 2..=5 {
        desk.open(&site.at(&format!("/arbete/{CODE}/seminarium/{number}"))).await;
        desk.click("details:has(form[action$='/stall-in']) > summary").await;
        desk.fill("skal", "Vårens omgång har ett seminarium").await;
        desk.press("Ställ in").await;
        assert!(desk.text().await.contains("Seminariet är inställt."), "{}", desk.text().await);
    }
    desk.open(&site.at(&format!("/arbete/{CODE}/publicera"))).await;
    let days = [("oppnar", "2018-02-05"), ("stanger", "2018-03-23"), ("avbokning", "2018-04-27")];
    desk.pick_days(&days).await;
    desk.press("Publicera programmet").await;
    assert!(desk.text().await.contains("Öppet för anmälan"), "{}", desk.text().await);
}

async fn an_organiser_is_appointed(site: &Site, desk: &Browser) {
    desk.open(&site.at(&format!("/program/{CODE}/behorigheter"))).await;
    desk.click("#roll-organiser").await;
    desk.name("", ORVAR).await;
    desk.press("Ge rollen").await;
    assert!(desk.text().await.contains("Orvar Exempelvik"), "{}", desk.text().await);
}

/// The culture manager enrols and asks the business manager, who says yes by the link in the letter; both sign in.
async fn the_pair_enrols(site: &Site, culture: &Browser, business: &Browser) {
    culture.open(&site.at(&format!("/program/{CODE}"))).await;
    culture.press("Anmäl er kommun").await;
    culture.choose("kommun", "0882").await;
    culture.name("", TILDA).await;
    culture.click("#ar-kontakt-0").await;
    culture.choose("roll-1", "business").await;
    culture.name("-1", BO).await;
    culture.click("#bjud-1").await;
    culture.press("Skicka anmälan").await;
    let text = culture.text().await;
    assert!(text.contains("Oskarshamn: ofullständig."), "{text}");
    let invitation = site.letter(BO[3], "/invitation/").await;
    business.open(&site.at(&invitation)).await;
    business.press("Ja, jag är med").await;
    assert!(business.text().await.contains("Tack, du är anmäld."), "{}", business.text().await);
    site.sign_in_by_letter(culture, TILDA[3]).await;
    site.sign_in_by_letter(business, BO[3]).await;
}

/// The contact person sends somebody in the colleague's place for the first morning.
async fn a_deputy_is_named(culture: &Browser) {
    culture.press(NAME).await;
    culture.press("Skicka en ersättare").await;
    let label = "//label[normalize-space()='Bo Provsund']";
    culture.client.find(Locator::XPath(label)).await.unwrap().click().await.unwrap();
    culture.click("input[name=pass]").await;
    culture.name("", ULLA).await;
    culture.press("Anmäl ersättaren").await;
    let text = culture.text().await;
    assert!(text.contains("Ulla Provbäck kommer i stället för Bo Provsund"), "{text}");
    culture.picture("320-kkn-ersattare").await;
}

async fn known(site: &Site, given: &str) -> PersonId {
    let kept = site.office.runner.house().await;
    kept.house.people.people.rows().find(|row| row.given_name == given).unwrap().person
}

/// The organiser taps those who come, session by session, on a phone.
async fn attendance_is_taken(site: &Site, phone: &Browser) {
    let (tilda, bo, ulla) =
        (known(site, TILDA[0]).await, known(site, BO[0]).await, known(site, ULLA[0]).await);
    for (pass, here) in [(1, [tilda, ulla]), (2, [tilda, bo]), (3, [tilda, bo]), (4, [tilda, bo])] {
        if pass == 3 {
            site.office.clock.advance("2018-05-30T06:25:00Z".parse().unwrap());
        }
        phone.open(&site.at(&format!("{ROOM}?pass={pass}"))).await;
        until(phone, "the list", "return document.getElementById('net').dataset.state === 'on'").await;
        for person in here {
            tap(phone, person, ".tap").await;
            until(phone, "the tap", &state(person, "here")).await;
        }
        assert_eq!(phone.text_of("#here").await, "2");
        // What was tapped is on its way; the next session waits until it has arrived.
        for _ in 0..100 {
            let kept = site.office.runner.house().await;
            let marks = kept.house.attendance.marks.rows();
            if marks.filter(|row| [tilda, bo, ulla].contains(&row.person)).count() == 2 * pass {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    phone.picture("390-kkn-incheckning").await;
}

async fn the_roll_is_closed(site: &Site, desk: &Browser) {
    desk.open(&site.at(&format!("{ROOM}/avsluta"))).await;
    let text = desk.text().await;
    assert_eq!(text.matches("2 av 2 har kommit.").count(), 4, "{text}");
    desk.press("Avsluta uppropet").await;
    assert!(desk.text().await.contains("Uppropet avslutades 30 maj 2018"), "{}", desk.text().await);
}

async fn it_is_evaluated(site: &Site, culture: &Browser) {
    let form = site.letter(TILDA[3], "/utvardering/").await;
    culture.open(&site.at(&form)).await;
    culture.click("#fraga-helhet-4").await;
    culture.choose("region", "08").await;
    culture.press("Skicka svaren").await;
    assert!(culture.text().await.contains("Tack för dina svar"), "{}", culture.text().await);
}

async fn certificates_are_issued(site: &Site, desk: &Browser) {
    desk.open(&site.at(&format!("/arbete/{CODE}/intyg"))).await;
    desk.press("Utfärda till alla som har rätt").await;
    let text = desk.text().await;
    // A deputy came for the other on the first morning: the municipality was there, and he was not.
    for wanted in ["Tilda Exempelö", "11,5 av 11,5 timmar", "Bo Provsund", "9,5 av 11,5 timmar"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    desk.picture("1280-kkn-intygen").await;
}

/// Fetches the certificate as whoever it is for; returns its number.
async fn one_is_fetched(site: &Site, culture: &Browser) -> String {
    culture.open(&site.at("/min-sida")).await;
    let address = culture.find("a[href^='/min-sida/intyg/']").await.attr("href").await.unwrap().unwrap();
    let cookie = culture.client.get_named_cookie("session").await.unwrap().value().to_owned();
    let fetched = reqwest::Client::new()
        .get(site.at(&address))
        .header("Cookie", format!("session={cookie}"))
        .send()
        .await
        .unwrap();
    assert_eq!(fetched.headers()["content-type"], "application/pdf");
    assert!(fetched.bytes().await.unwrap().starts_with(b"%PDF-"));
    assert_eq!(reqwest::get(site.at(&address)).await.unwrap().url().path(), "/logga-in");
    let findings = look(culture, site, "/min-sida").await;
    assert_eq!(findings, Vec::<String>::new());
    address.rsplit('/').next().unwrap().to_owned()
}
