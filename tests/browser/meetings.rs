//! Programmes that are not for pairs: somebody signs up for one meeting, or for a course of their own municipality.

use fantoccini::Locator;
use parvis_projections::register::Status;

use super::access::look_as;
use super::driver::Browser;
use super::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signs_up_for_one_meeting_finds_its_link_and_says_what_they_do_not_eat() {
    let site = Site::until("natverk-varmland", "2024-09-20T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/program/NKV-2024/seminarium/2")).await;
    let text = browser.text().await;
    for wanted in
        ["Ivar Testmyr", "Enprocentsregeln", "Bild och form", "Länken visas för den som har en plats"]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!text.contains("motet.example"), "the link is not for everybody");
    let anybody = site.coordinator().await;
    let pages = ["/program/NKV-2024/seminarium/2", "/program/NKV-2024/seminarium/2/anmalan"];
    assert_eq!(look_as(&site, anybody, &pages).await, Vec::<String>::new());
    browser.press("Anmäl dig till träffen").await;
    browser.choose("kommun", "1784").await;
    browser.choose("roll-0", "museum").await;
    browser.name("", ["Tilda", "Exempelö", "Pedagog", "tilda@arvika.example"]).await;
    browser.press("Skicka anmälan").await;
    assert!(browser.text().await.contains("Arvika: antagen."), "{}", browser.text().await);
    let row = {
        let kept = site.office.runner.house().await;
        let mut rows = kept.house.register.enrolments.rows();
        rows.find(|row| row.municipality.as_str() == "1784" && row.reference.starts_with("NKV-2024-"))
            .unwrap()
            .clone()
    };
    assert_eq!((row.status, row.seminar.is_some()), (Status::Admitted, true));
    site.sign_in(&browser, row.contact).await;
    browser.open(&site.at("/program/NKV-2024/seminarium/2")).await;
    assert!(browser.text().await.contains("https://motet.example/nkv-2"));
    let questions = format!("/min-sida/anmalan/{}/fragor", row.enrolment);
    assert_eq!(look_as(&site, row.contact, &[&questions]).await, Vec::<String>::new());
    browser.open(&site.at(&questions)).await;
    browser.picture("320-fragor").await;
    browser.fill("fraga-kost", "Nötter").await;
    browser.fill("fraga-amne", "Samlingarnas framtid").await;
    browser.press("Spara svaren").await;
    browser.press("Svara på programmets frågor").await;
    let kept = browser.find("#fraga-kost").await.prop("value").await.unwrap();
    assert_eq!(kept.as_deref(), Some("Nötter"), "what was said can be changed");
    let stored: Vec<String> = sqlx::query_scalar("SELECT to_jsonb(n)::text FROM views.needs n")
        .fetch_all(site.pool())
        .await
        .unwrap();
    assert!(stored.iter().all(|row| !row.contains("Nötter")), "no table says what is needed: {stored:?}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn meetings_to_come_stand_on_the_board_before_those_that_have_been() {
    let site = Site::until("natverk-varmland", "2024-10-20T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, site.coordinator().await).await;
    browser.open(&site.at("/arbete/NKV-2024")).await;
    let text = browser.text().await;
    let order: Vec<usize> =
        (1..=6).filter_map(|number| text.find(&format!("Seminarium {number}: "))).collect();
    assert!(order.len() == 6 && order[2] < order[5] && order[5] < order[0] && order[0] < order[1], "{text}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_municipality_of_its_own_enrols_its_people_one_by_one_in_its_language() {
    let site = Site::until("rana-2025", "2025-01-14T08:00:00Z").await;
    let browser = Browser::wide(1280).await;
    browser.open(&site.at("/sprak/nb?to=/program/RANA-2025")).await;
    assert!(browser.text().await.contains("Programmet er for Rana kommune."), "{}", browser.text().await);
    browser.press("Meld deg på").await;
    let chosen = browser.find("#kommun").await.prop("value").await.unwrap();
    assert_eq!(chosen.as_deref(), Some("1833"), "there is one municipality to choose");
    browser.choose("roll-0", "leder").await;
    browser.name("", ["Tora", "Eksempelnes", "Enhetsleder", "tora@rana.example"]).await;
    browser.picture("1280-rana-pamelding").await;
    browser.press("Send påmeldingen").await;
    assert!(browser.text().await.contains("Rana: fått plass."), "{}", browser.text().await);
    // On paper too: a programme without partner regions has municipalities all the same.
    site.sign_in(&browser, site.coordinator().await).await;
    browser.open(&site.at("/arbete/RANA-2025/papper")).await;
    let chosen = browser.find("#kommun").await.prop("value").await.unwrap();
    assert_eq!(chosen.as_deref(), Some("1833"));
    browser.name("", ["Ivar", "Eksempelli", "Rådgiver", "ivar@rana.example"]).await;
    browser.click("#ar-kontakt-0").await;
    browser.choose("roll-0", "radgiver").await;
    browser.press("Før inn påmeldingen").await;
    let text = browser.text().await;
    for wanted in ["Ivar Eksempelli: fått plass.", "på papir"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_part_alone_is_spoken_to_as_one_and_stands_on_the_board_by_name() {
    let site = Site::until("rana-2025", "2025-01-20T08:00:00Z").await;
    let person = site.contact_of("P-17").await;
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/sprak/nb")).await;
    site.sign_in(&browser, person).await;
    let text = browser.text().await;
    for wanted in ["Du har fått plass.", "Neste: samling 1, 11.–12. februar 2025, Mo i Rana"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.press("Universell utforming i møte med innbyggerne").await;
    let code = browser.find("main a[href='/program/RANA-2025/min-kod']").await;
    assert_eq!(code.text().await.unwrap(), "Koden din ved innsjekkingen");
    browser.press("Meld av").await;
    assert!(browser.text().await.contains("Du melder av påmeldingen."), "{}", browser.text().await);
    assert_eq!(browser.client.find_all(Locator::Css("main input[type=radio]")).await.unwrap().len(), 0);
    browser.go("main form button").await;
    assert!(browser.text().await.contains("Du er meldt av."), "{}", browser.text().await);
    site.sign_in(&browser, site.coordinator().await).await;
    browser.go("header a[href='/arbete']").await;
    browser.open(&site.at("/arbete/RANA-2025")).await;
    let text = browser.text().await;
    for wanted in ["Sølvi Prøvesund", "Avmeldt", "Nordland", "Aslaug Prøvelund", "leder, Rana"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.open(&site.at("/arbete/RANA-2025/siffror")).await;
    assert!(!browser.text().await.contains("Dekning"), "there is no role that somebody must fill");
}
