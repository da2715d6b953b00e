//! What those in an enrolment do with it: colleagues come and go, questions are answered, the seminar is judged.

use parvis::schedule::Job;
use parvis_projections::register::Status;

use super::access::look_as;
use super::driver::Browser;
use super::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_enrols_alone_invites_the_colleague_and_the_colleague_says_yes() {
    let site = Site::kkn_until("2018-02-21T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/program/KKN-2018/anmalan")).await;
    browser.choose("kommun", "0882").await;
    browser.name("", ["Tilda", "Exempelö", "Kulturchef", "tilda@oskarshamn.example"]).await;
    browser.click("#ar-kontakt-0").await;
    browser.choose("roll-1", "tourism").await;
    browser.name("-1", ["Bo", "Provsund", "Turismchef", "bo@oskarshamn.example"]).await;
    browser.click("#bjud-1").await;
    browser.press("Skicka anmälan").await;
    let text = browser.text().await;
    assert!(text.contains("Oskarshamn: ofullständig.") && text.contains("Saknas: "), "{text}");
    let letter = site.letter("bo@oskarshamn.example", "/invitation/").await;
    let anybody = site.coordinator().await;
    assert_eq!(look_as(&site, anybody, &[&letter]).await, Vec::<String>::new());
    browser.open(&site.at(&letter)).await;
    assert!(browser.text().await.contains("Bo Provsund"), "{}", browser.text().await);
    browser.picture("320-inbjudan").await;
    browser.press("Ja, jag är med").await;
    let text = browser.text().await;
    for wanted in ["Tack, du är anmäld.", "Oskarshamn: antagen. Båda är anmälda."] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    let kept = site.office.runner.house().await;
    let row = kept.house.register.enrolments.rows().find(|row| row.municipality.as_str() == "0882").unwrap();
    assert_eq!(row.status, Status::Admitted);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_invites_takes_back_replaces_and_hands_over() {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let contact = site.contact_of("A-19").await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, contact).await;
    browser.press("Kulturella och kreativa näringar 2018–2019").await;
    browser.go("a[href*='/kollega/']").await;
    browser.press("Byt ut").await;
    let text = browser.text().await;
    assert!(text.contains("Något behöver rättas") && text.contains("Fyll i förnamn."), "{text}");
    browser.picture("1280-byt-ut").await;
    browser.name("", ["Ulla", "Provbäck", "Kulturstrateg", "ulla@ronneby.example"]).await;
    browser.press("Byt ut").await;
    browser.open(&site.at("/min-sida")).await;
    browser.press("Kulturella och kreativa näringar 2018–2019").await;
    assert!(browser.text().await.contains("Ulla Provbäck"), "{}", browser.text().await);
    browser.press("Byt kontaktperson").await;
    browser.name("", ["Kim", "Testkulla", "Sekreterare", "kim@ronneby.example"]).await;
    browser.press("Byt kontaktperson").await;
    let kept = site.office.runner.house().await;
    let row = kept.house.register.enrolments.rows().find(|row| row.reference == "A-19").unwrap();
    assert_eq!(kept.house.people.get(row.contact).unwrap().given_name, "Kim");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_participant_answers_an_evaluation_once_and_nothing_kept_says_who_it_was() {
    let site = Site::kkn_until("2018-06-01T08:00:00Z").await;
    site.office.work(Job::Evaluations).await.unwrap();
    let person = {
        let kept = site.office.runner.house().await;
        let programme = kept.house.programmes.programmes.rows().next().unwrap().programme;
        kept.house.register.admitted(programme).next().unwrap().person
    };
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, person).await;
    let form = {
        let kept = site.office.runner.house().await;
        let seminar = kept.house.programmes.seminars.rows().find(|row| row.number == 1).unwrap().seminar;
        format!("/utvardering/{seminar}")
    };
    let thanks = format!("{form}/tack");
    assert_eq!(look_as(&site, person, &[&form, &thanks]).await, Vec::<String>::new());
    browser.open(&site.at("/sprak/sv?to=/min-sida")).await;
    browser.press("Seminarium 1: Vad är KKN?, Kulturella och kreativa näringar 2018–2019").await;
    let text = browser.text().await;
    assert!(text.contains("utan namn, tid och ordning") && text.contains("minst 5 svar"), "{text}");
    browser.picture("320-utvardering").await;
    browser.press("Skicka svaren").await;
    assert!(browser.text().await.contains("Svara på minst en fråga."));
    browser.click("#fraga-helhet-4").await;
    browser.choose("region", "12").await;
    browser.press("Skicka svaren").await;
    assert!(browser.text().await.contains("Tack för dina svar"), "{}", browser.text().await);
    browser.open(&site.at("/min-sida")).await;
    assert!(!browser.text().await.contains("Utvärderingar att svara på"));
    // Whoever comes back is told so.
    assert_eq!(look_as(&site, person, &[&form]).await, Vec::<String>::new());
    let (boxes, used): (Vec<String>, Vec<uuid::Uuid>) = (
        sqlx::query_scalar("SELECT content::text FROM ballots.box").fetch_all(site.pool()).await.unwrap(),
        sqlx::query_scalar("SELECT number FROM ballots.used").fetch_all(site.pool()).await.unwrap(),
    );
    assert_eq!((boxes.len(), used.len()), (1, 1));
    assert!(boxes[0].contains("\"helhet\"") && !boxes[0].contains(&person.to_string()), "{boxes:?}");
    assert!(!boxes[0].contains(&used[0].to_string()) && used[0] != person.uuid());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calendar_of_ones_own_is_fetched_without_signing_in_until_its_address_is_changed() {
    let site = Site::kkn_until("2018-03-30T08:00:00Z").await;
    let contact = site.contact_of("A-19").await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, contact).await;
    let address = browser.find("a[href*='/kalender/']").await.attr("href").await.unwrap().unwrap();
    let fetch = async |address: &str| {
        let answer = reqwest::get(address).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, calendar) = fetch(&address).await;
    assert_eq!(status, 200);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 20, "five seminars of four sessions: {calendar}");
    browser.press("Byt adress, så att den gamla slutar gälla").await;
    assert_eq!(fetch(&address).await.0, 404);
    let renewed = browser.find("a[href*='/kalender/']").await.attr("href").await.unwrap().unwrap();
    assert_eq!(fetch(&renewed).await.0, 200);
    browser.close().await;
}
