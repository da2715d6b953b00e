//! What managers, contacts and coordinators come for, clicked through.

use super::access::look;
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
    for wanted in ["Något behöver rättas", "Välj kommun.", "Fyll i Befattning.", "Ange minst en som deltar."]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(browser.find("#fornamn").await.prop("value").await.unwrap().as_deref(), Some("Tilda"));
    browser.picture("320-anmalan-fel").await;
    browser.find("#kommun option[value='0882']").await.click().await.unwrap();
    browser.fill("befattning", "Kulturchef").await;
    browser.find("#ar-kontakt-0").await.click().await.unwrap();
    browser.find("#roll-1 option[value='tourism']").await.click().await.unwrap();
    for (field, words) in [
        ("fornamn-1", "Bo"),
        ("efternamn-1", "Provsund"),
        ("befattning-1", "Turismchef"),
        ("epost-1", "bo@oskarshamn.example"),
        ("telefon-1", "0491-12 34 56"),
    ] {
        browser.fill(field, words).await;
    }
    browser.press("Skicka anmälan").await;
    let text = browser.text().await;
    assert!(text.contains("Oskarshamn: antagen. Båda är anmälda."), "{text}");
    // The address may be passed on, so it tells nobody's name.
    assert!(!text.contains("Exempelö"), "{text}");
    browser.picture("320-anmald").await;
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
    browser.press("Ja tack, vi vill ha platsen").await;
    let text = browser.text().await;
    assert!(text.contains("Ängelholm: antagen. Båda är anmälda."), "{text}");
    assert!(text.contains("Seminarium 1") && text.contains("29–30 maj 2018"), "{text}");
    browser.picture("1280-antagen").await;
    browser.press("Skicka en ersättare").await;
    browser.press("Anmäl ersättaren").await;
    assert!(browser.text().await.contains("Välj minst ett pass."));
    browser.picture("1280-ersattare-fel").await;
    browser.find("input[name=deltagare]").await.click().await.unwrap();
    browser.find("input[name=pass]").await.click().await.unwrap();
    for (field, words) in [
        ("fornamn", "Ulla"),
        ("efternamn", "Provbäck"),
        ("befattning", "Kulturstrateg"),
        ("epost", "ulla@angelholm.example"),
    ] {
        browser.fill(field, words).await;
    }
    browser.press("Anmäl ersättaren").await;
    let text = browser.text().await;
    assert!(text.contains("Ulla Provbäck kommer i stället för") && text.contains("29 maj 2018"), "{text}");
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
    browser.find("#all").await.click().await.unwrap();
    browser.press("Avboka").await;
    assert!(browser.text().await.contains("Ronneby: avbokad."), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_coordinator_sees_the_register_and_a_participant_does_not() {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let coordinator = {
        let kept = site.office.runner.house().await;
        kept.house.programmes.programmes.rows().next().unwrap().coordinator
    };
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_ones_own_keep_nobody_out_on_a_phone() {
    Box::pin(pages_of_ones_own(320)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_ones_own_keep_nobody_out_on_a_desk() {
    Box::pin(pages_of_ones_own(1280)).await;
}

async fn pages_of_ones_own(width: u32) {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let (offered, coordinator) = {
        let kept = site.office.runner.house().await;
        let mut rows = kept.house.register.enrolments.rows();
        let offered = rows.find(|row| row.reference == "A-22").unwrap().clone();
        (offered, kept.house.programmes.programmes.rows().next().unwrap().coordinator)
    };
    let admitted = site.contact_of("A-19").await;
    let mine = {
        let kept = site.office.runner.house().await;
        kept.house.register.enrolments.rows().find(|row| row.reference == "A-19").unwrap().enrolment
    };
    let mut findings = Vec::new();
    let browser = Browser::wide(width).await;
    findings.extend(look(&browser, &site, "/program/KKN-2018/anmalan").await);
    site.sign_in(&browser, offered.contact).await;
    findings.extend(look(&browser, &site, &format!("/min-sida/anmalan/{}", offered.enrolment)).await);
    site.sign_in(&browser, admitted).await;
    let member = {
        let kept = site.office.runner.house().await;
        kept.house.register.participants.of(mine).next().unwrap().person
    };
    for path in ["", "/ersattare", "/avboka", "/kontakt", &format!("/kollega/{member}")] {
        findings.extend(look(&browser, &site, &format!("/min-sida/anmalan/{mine}{path}")).await);
        browser
            .picture(&format!("{width}-egen{}", path.replace('/', "-").chars().take(12).collect::<String>()))
            .await;
    }
    for path in ["/min-sida", "/min-sida/uppgifter", "/outbox", "/logga-in/skickat", "/logga-in/borta"] {
        findings.extend(look(&browser, &site, path).await);
        browser.picture(&format!("{width}{}", path.replace('/', "-"))).await;
    }
    site.sign_in(&browser, coordinator).await;
    for path in ["anmalningar", "behorigheter"] {
        findings.extend(look(&browser, &site, &format!("/program/KKN-2018/{path}")).await);
        browser.picture(&format!("{width}-{path}")).await;
    }
    browser.close().await;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
