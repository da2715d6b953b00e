//! What managers, contacts and coordinators come for, clicked through.

use super::driver::Browser;
use super::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_enrols_the_pair_in_one_sitting_and_mistakes_keep_what_was_typed() {
    let site = Site::kkn_until("2018-02-21T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/program/KKN-2018")).await;
    browser.press("Anmäl er kommun").await;
    for (field, words) in
        [("fornamn", "Tilda"), ("efternamn", "Exempelö"), ("epost", "tilda@oskarshamn.example")]
    {
        browser.fill(field, words).await;
    }
    browser.press("Skicka anmälan").await;
    let text = browser.text().await;
    for wanted in ["Något behöver rättas", "Välj kommun.", "Fyll i befattning.", "Ange minst en som deltar."]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(browser.find("#fornamn").await.prop("value").await.unwrap().as_deref(), Some("Tilda"));
    browser.picture("320-anmalan-fel").await;
    browser.choose("kommun", "0882").await;
    browser.fill("befattning", "Kulturchef").await;
    browser.click("#ar-kontakt-0").await;
    browser.choose("roll-1", "tourism").await;
    browser.name("-1", ["Bo", "Provsund", "", "bo@oskarshamn.example"]).await;
    browser.press("Skicka anmälan").await;
    // It is said whose field it is.
    let text = browser.text().await;
    assert!(text.contains("Näringslivschef eller turismchef: Fyll i befattning."), "{text}");
    browser.fill("befattning-1", "Turismchef").await;
    browser.fill("telefon-1", "0491-12 34 56").await;
    browser.press("Skicka anmälan").await;
    let text = browser.text().await;
    assert!(text.contains("Oskarshamn: antagen. Båda är anmälda."), "{text}");
    // The address may be passed on, so it tells nobody's name.
    assert!(!text.contains("Exempelö"), "{text}");
    browser.picture("320-anmald").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn municipalities_stand_in_the_order_of_the_readers_alphabet() {
    let site = Site::kkn_until("2018-02-21T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    let last =
        "const last = document.querySelector('#kommun optgroup[label=\"Region Skåne\"]').lastElementChild;
        return last.textContent.trim()";
    for (language, expected) in [("sv", "Östra Göinge"), ("nb", "Åstorp")] {
        browser.open(&site.at(&format!("/sprak/{language}?to=/program/KKN-2018/anmalan"))).await;
        assert_eq!(browser.run(last).await, expected, "{language}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offered_place_is_accepted_and_a_deputy_named_and_taken_back() {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let contact = site.contact_of("A-22").await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, contact).await;
    assert!(browser.text().await.contains("Ängelholm: erbjuden."), "{}", browser.text().await);
    browser.press("Kulturella och kreativa näringar 2018–2019").await;
    browser.picture("1280-erbjuden").await;
    browser.press("Ja tack till platsen").await;
    let text = browser.text().await;
    assert!(text.contains("Ängelholm: antagen. Båda är anmälda."), "{text}");
    assert!(text.contains("Seminarium 1") && text.contains("29–30 maj 2018"), "{text}");
    browser.picture("1280-antagen").await;
    browser.press("Skicka en ersättare").await;
    browser.press("Anmäl ersättaren").await;
    assert!(browser.text().await.contains("Välj minst ett pass."));
    browser.picture("1280-ersattare-fel").await;
    browser.click("input[name=deltagare]").await;
    browser.click("input[name=pass]").await;
    browser.name("", ["Ulla", "Provbäck", "Kulturstrateg", "ulla@angelholm.example"]).await;
    browser.press("Anmäl ersättaren").await;
    let text = browser.text().await;
    assert!(text.contains("Ulla Provbäck kommer i stället för") && text.contains("29 maj 2018"), "{text}");
    let desk = Browser::wide(1280).await;
    site.sign_in(&desk, site.coordinator().await).await;
    desk.open(&site.at("/arbete/KKN-2018")).await;
    desk.press("Ängelholm").await;
    let shown = desk.text().await;
    assert!(
        shown.contains("Ulla Provbäck kommer i stället för"),
        "the coordinator sees deputies too: {shown}"
    );
    desk.close().await;
    browser.press("Ta tillbaka Ulla Provbäck").await;
    assert!(!browser.text().await.contains("kommer i stället för"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn withdrawing_asks_first_and_what_was_withdrawn_can_still_be_seen() {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let contact = site.contact_of("A-19").await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, contact).await;
    assert!(browser.text().await.contains("Ronneby: antagen. Båda är anmälda."));
    browser.press("Kulturella och kreativa näringar 2018–2019").await;
    browser.press("Avboka").await;
    browser.press("Avboka").await;
    assert!(browser.text().await.contains("Välj vad du vill avboka."), "nothing is chosen beforehand");
    browser.picture("320-avboka").await;
    browser.click("#all").await;
    browser.press("Avboka").await;
    assert!(browser.text().await.contains("Ronneby: avbokad."), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_coordinator_sees_the_register_and_a_participant_does_not() {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let coordinator = site.coordinator().await;
    let contact = site.contact_of("A-19").await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, contact).await;
    browser.open(&site.at("/program/KKN-2018/anmalningar")).await;
    assert!(browser.text().await.contains("Det här får du inte se"));
    site.sign_in(&browser, coordinator).await;
    browser.press("Kulturella och kreativa näringar 2018–2019").await;
    let text = browser.text().await;
    assert!(text.contains("Väntar på svar eller komplettering") && text.contains("Ängelholm"), "{text}");
    browser.picture("1280-anmalningar").await;
    browser.close().await;
}
