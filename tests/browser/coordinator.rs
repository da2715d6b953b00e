//! What a coordinator comes for: what needs attention, a decision, the history of an enrolment, a seminar that two change
//! at once, a new programme, letters and figures, and how things were on an earlier day.

use parvis::setup;
use parvis_events::ids::{EnrolmentId, PersonId, ProgrammeId};
use parvis_events::programme::Command;

use super::driver::Browser;
use super::site::Site;

/// The day on which one offer is out, half a pair is held and three wait.
pub const BUSY: &str = "2018-02-28T08:00:00Z";

pub async fn coordinator(site: &Site) -> (ProgrammeId, PersonId) {
    let kept = site.office.runner.house().await;
    let row = kept.house.programmes.programmes.rows().next().unwrap();
    (row.programme, row.coordinator)
}

async fn enrolment(site: &Site, reference: &str) -> EnrolmentId {
    let kept = site.office.runner.house().await;
    let mut rows = kept.house.register.enrolments.rows();
    rows.find(|row| row.reference == reference).unwrap().enrolment
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_coordinator_sees_what_waits_and_decides_by_hand_with_the_reason_on_record() {
    let site = Site::kkn_until(BUSY).await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete")).await;
    let text = browser.text().await;
    assert!(text.contains("Obesvarat erbjudande") && text.contains("Ängelholm"), "{text}");
    assert!(text.contains("19 av 20 platser tagna"), "{text}");
    browser.picture("1280-arbete").await;
    browser.press("Kulturella och kreativa näringar 2018–2019").await;
    let text = browser.text().await;
    for wanted in ["Region Skåne", "8 av 8 reserverade platser tagna", "Kom in som nummer", "Laholm"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("1280-arbete-KKN-2018").await;
    browser.press("Tomelilla").await;
    let text = browser.text().await;
    assert!(text.contains("De platser som Skåne län kunde få var tagna"), "{text}");
    browser.click("#beslut summary").await;
    browser.click("#val-plats").await;
    browser.press("Fatta beslutet").await;
    assert!(browser.text().await.contains("Skriv ett skäl."), "a decision needs a reason");
    assert!(browser.find("#val-plats").await.is_selected().await.unwrap(), "what was chosen is kept");
    browser.picture("1280-beslut-fel").await;
    browser.fill("skal-beslut", "Värdkommun för ett av seminarierna").await;
    browser.press("Fatta beslutet").await;
    let text = browser.text().await;
    for wanted in
        ["Tomelilla: antagen.", "Värdkommun för ett av seminarierna", "Disa Exempelkrona", "avgörande"]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("1280-enrolment-decided").await;
    // Who stood ahead has it on record.
    browser.open(&site.at(&format!("/arbete/KKN-2018/anmalan/{}", enrolment(&site, "A-18").await))).await;
    assert!(browser.text().await.contains("genom ett beslut av samordnaren"), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_on_what_has_changed_meanwhile_is_not_taken_and_its_reason_is_kept() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let id = enrolment(&site, "A-23").await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at(&format!("/arbete/KKN-2018/anmalan/{id}"))).await;
    let cause = site.office.cause("person:00000000-0000-0000-0000-000000000001");
    let command = parvis_events::register::Command::Withdraw { enrolment: id };
    let done = site
        .office
        .handle
        .run::<parvis_events::register::Register>(programme.uuid(), command, &cause)
        .await
        .unwrap();
    site.office.runner.catch_up().await.unwrap();
    assert!(done.position.is_some());
    browser.click("#beslut summary").await;
    browser.click("#val-plats").await;
    browser.fill("skal-beslut", "Värdkommun").await;
    browser.press("Fatta beslutet").await;
    let text = browser.text().await;
    let kept = "Du skrev: ”Värdkommun”";
    for wanted in ["har ändrats sedan du öppnade sidan", "Anmälan avbokades.", "Tomelilla: avbokad", kept]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("1280-beslut-inaktuellt").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_change_one_seminar_see_both_versions_side_by_side_and_lose_nothing() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let seminar = {
        let kept = site.office.runner.house().await;
        kept.house.programmes.seminars_of(programme)[2].clone()
    };
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/seminarium/3")).await;
    browser.picture("1280-seminarium").await;
    // Another moves it to another house and gives it another theme, while the page is open.
    let cause = site.office.cause(&format!("person:{person}"));
    let venue = parvis_events::values::Venue {
        name: "Kulturhuset Nyckeln".parse().unwrap(),
        place: seminar.place.parse().unwrap(),
        address: Some(seminar.address.parse().unwrap()),
        host: seminar.host.clone(),
        access: None,
        capacity: None,
    };
    let theirs = vec![
        Command::MoveSeminar { seminar: seminar.seminar, venue },
        Command::DescribeSeminar {
            seminar: seminar.seminar,
            theme: "Kommunens operativa roll i praktiken".parse().unwrap(),
            speakers: vec![],
            online: None,
            areas: std::collections::BTreeSet::new(),
        },
    ];
    setup::change(&site.office.handle, programme, theirs, &cause, None).await.unwrap();
    site.office.runner.catch_up().await.unwrap();
    browser.fill("lokal", "Stadsbiblioteket").await;
    browser.fill("kapacitet", "60").await;
    browser.press("Spara").await;
    let text = browser.text().await;
    for wanted in [
        "Någon annan har ändrat samtidigt",
        "Seminarium 3 flyttades till Kulturhuset Nyckeln",
        "Stadsbiblioteket",
        "Konferenssal Skärgården",
        "Det du inte hade ändrat är uppdaterat: Tema.",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(browser.find("#kapacitet").await.prop("value").await.unwrap().as_deref(), Some("60"));
    browser.picture("1280-konflikt").await;
    browser.click("#deras-lokal-val").await;
    browser.press("Spara med valen ovan").await;
    let value = |id: &'static str| {
        let browser = &browser;
        async move { browser.find(id).await.prop("value").await.unwrap().unwrap() }
    };
    assert_eq!(value("#lokal").await, "Kulturhuset Nyckeln");
    assert_eq!(value("#kapacitet").await, "60");
    assert_eq!(value("#tema").await, "Kommunens operativa roll i praktiken");
    // What somebody does elsewhere in the programme is no conflict.
    let other = vec![Command::CloseEnrolment];
    setup::change(&site.office.handle, programme, other, &cause, None).await.unwrap();
    browser.fill("kapacitet", "80").await;
    browser.press("Spara").await;
    assert!(!browser.text().await.contains("Någon annan"), "{}", browser.text().await);
    assert_eq!(value("#kapacitet").await, "80");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_programme_is_begun_from_another_checked_mended_and_published() {
    let site = Site::kkn_until(BUSY).await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/nytt")).await;
    browser.click("#efter option[value='KKN-2018']").await;
    browser.press("Skapa utkastet").await;
    let text = browser.text().await;
    for wanted in ["Något behöver rättas", "Fyll i ”Programkod”.", "Fyll i ”Namn”."] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!text.contains("Fyll i ”Syfte”."), "what is left empty is taken from the example: {text}");
    for (field, words) in [("kod", "KKN-2020"), ("namn", "KKN, omgång två"), ("platser", "18")] {
        browser.fill(field, words).await;
    }
    browser.run("document.getElementById('fran').value = '2020-01-13'").await;
    browser.run("document.getElementById('till').value = '2021-06-25'").await;
    browser.press("Skapa utkastet").await;
    let text = browser.text().await;
    assert!(text.contains("20 av 18 platser är fördelade"), "{text}");
    let also = "return document.querySelector('[name=ocksa-en]').checked";
    assert_eq!(browser.run(also).await, true, "the example's other languages come along");
    browser.picture("1280-nytt-program").await;
    browser.fill("del-12", "6").await;
    browser.press("Kontrollera utan att spara").await;
    let text = browser.text().await;
    assert!(text.contains("18 av 18 platser är fördelade") && text.contains("Inget är sparat"), "{text}");
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Sparat."), "{}", browser.text().await);
    browser.open(&site.at("/arbete/KKN-2020/publicera")).await;
    assert!(!browser.text().await.contains("Sparat."), "it is said once");
    for (field, day) in [("oppnar", "2020-02-03"), ("stanger", "2020-12-24"), ("avbokning", "2020-04-24")] {
        browser.run(&format!("document.getElementById('{field}').value = '{day}'")).await;
    }
    browser.press("Publicera programmet").await;
    let text = browser.text().await;
    assert!(text.contains("Det går inte ännu"), "enrolment would still be open when seminars begin: {text}");
    browser.picture("1280-publicera-fel").await;
    browser.run("document.getElementById('stanger').value = '2020-03-20'").await;
    browser.press("Publicera programmet").await;
    let text = browser.text().await;
    assert!(text.contains("Öppet för anmälan"), "{text}");
    browser.open(&site.at("/program/KKN-2020")).await;
    assert!(browser.text().await.contains("Anmälan öppnar den 3 februari 2020."), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_enrolment_that_came_on_paper_is_entered_also_after_closing() {
    let site = Site::kkn_until("2018-04-05T08:00:00Z").await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/papper")).await;
    browser.press("För in anmälan").await;
    assert!(browser.text().await.contains("Välj kommun."), "{}", browser.text().await);
    browser.click("#kommun option[value='0882']").await;
    for (field, words) in [
        ("fornamn", "Tilda"),
        ("efternamn", "Exempelö"),
        ("befattning", "Kulturchef"),
        ("epost", "tilda@oskarshamn.example"),
    ] {
        browser.fill(field, words).await;
    }
    browser.click("#ar-kontakt-0").await;
    browser.press("För in anmälan").await;
    let text = browser.text().await;
    for wanted in ["Oskarshamn", "på papper", "Disa Exempelkrona"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("320-papper").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_earlier_day_is_shown_as_it_was_known_and_marked_and_nothing_of_it_can_be_changed() {
    let site = Site::kkn().await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018?per=2018-02-28")).await;
    let text = browser.text().await;
    for wanted in ["Så här såg det ut 28 februari 2018.", "Ängelholm", "Erbjuden", "Tomelilla"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(browser.client.title().await.unwrap().starts_with("28 februari 2018"));
    browser.picture("1280-per-dag").await;
    browser.press("Ängelholm").await;
    let text = browser.text().await;
    assert!(text.contains("Så här såg det ut") && text.contains("Ängelholm: erbjuden."), "{text}");
    assert!(!text.contains("Ni tackade ja"), "what was not known yet is not told: {text}");
    assert!(!text.contains("Besluta"), "nothing can be decided about what was: {text}");
    browser.press("Visa som det är nu").await;
    assert!(browser.text().await.contains("Ni tackade ja"), "{}", browser.text().await);
    browser.open(&site.at("/arbete/KKN-2018?per=2999-01-01")).await;
    assert!(browser.text().await.contains("Ange en dag som har varit."));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flagged_certificate_is_looked_into_replaced_and_the_new_one_revoked() {
    let site = Site::kkn().await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete")).await;
    let text = browser.text().await;
    assert!(text.contains("Intyg att granska"), "{text}");
    let number = browser.find(".matters a[href*='/intyg/']").await.text().await.unwrap();
    browser.press(&number).await;
    let text = browser.text().await;
    assert!(
        text.contains("rättades") && text.contains("Intyget utfärdades på 53,5 av 57,5 timmar"),
        "{text}"
    );
    browser.picture("1280-intyg").await;
    browser.click("summary").await;
    browser.press("Fatta beslutet").await;
    assert!(browser.text().await.contains("Välj vad du beslutar."));
    browser.click("#val-ersatt").await;
    browser.fill("skal", "Närvaron rättades efter utfärdandet").await;
    browser.press("Fatta beslutet").await;
    let text = browser.text().await;
    assert!(
        text.contains("Utfärdat") && text.contains("Intyget utfärdades på 52,25 av 57,5 timmar"),
        "{text}"
    );
    browser.click("summary").await;
    browser.click("#val-aterkalla").await;
    browser.fill("skal", "Utfärdat till fel person").await;
    browser.press("Fatta beslutet").await;
    let text = browser.text().await;
    assert!(text.contains("Återkallat") && text.contains("Utfärdat till fel person"), "{text}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_a_programme_was_published_can_be_seen_for_a_day_and_not_changed_there() {
    let site = Site::kkn().await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/program?per=2018-03-01")).await;
    browser.press("Publicera").await;
    let text = browser.text().await;
    for wanted in ["Så här såg det ut 1 mars 2018", "Öppet för anmälan", "23 mars 2018", "27 april 2018"]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    let forms = browser.run("return document.querySelectorAll('main form[method=post]').length").await;
    assert_eq!(forms, 0, "nothing of the past can be changed");
    browser.press("Visa som det är nu").await;
    assert!(browser.text().await.contains("Genomfört"), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_sees_its_own_pages_and_no_others() {
    let site = Site::kkn().await;
    let member = {
        let kept = site.office.runner.house().await;
        kept.house.programmes.council.rows().next().unwrap().person
    };
    let contact = site.contact_of("A-19").await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, member).await;
    for (path, allowed) in [
        ("", true),
        ("/siffror", true),
        ("/brev", false),
        ("/program", false),
        ("/intyg", false),
        ("/papper", false),
    ] {
        browser.open(&site.at(&format!("/arbete/KKN-2018{path}"))).await;
        let text = browser.text().await;
        assert_eq!(!text.contains("Det här får du inte se"), allowed, "{path}: {text}");
    }
    browser.open(&site.at("/arbete/KKN-2018")).await;
    let links =
        browser.run("return [...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))").await;
    assert!(
        !links.to_string().contains("/anmalan/"),
        "the council sees the list and not what was decided: {links}"
    );
    site.sign_in(&browser, contact).await;
    browser.open(&site.at("/arbete/KKN-2018")).await;
    assert!(browser.text().await.contains("Det här får du inte se"));
    browser.open(&site.at("/arbete")).await;
    assert!(browser.text().await.contains("Du har ingen roll i något program"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_withdrawal_is_dealt_with_by_naming_somebody_else() {
    let site = Site::kkn_until("2018-05-16T08:00:00Z").await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete")).await;
    let text = browser.text().await;
    assert!(text.contains("Sen avbokning") && text.contains("har ingen kulturchef"), "{text}");
    browser.press("Landskrona").await;
    browser.press("Lägg till eller byt ut någon").await;
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Välj roll."), "{}", browser.text().await);
    browser.click("#roll option[value='culture']").await;
    for (field, words) in [
        ("fornamn", "Vera"),
        ("efternamn", "Exempelväg"),
        ("befattning", "Kulturstrateg"),
        ("epost", "vera@landskrona.example"),
    ] {
        browser.fill(field, words).await;
    }
    browser.press("Spara").await;
    let text = browser.text().await;
    for wanted in ["Landskrona: antagen. Båda är anmälda.", "Vera Exempelväg kom med som kulturchef."] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("320-ny-deltagare").await;
    browser.open(&site.at("/arbete")).await;
    assert!(!browser.text().await.contains("Sen avbokning"), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_to_come_can_be_read_and_lists_fetched_also_as_of_a_day() {
    let site = Site::kkn_until(BUSY).await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/brev")).await;
    let text = browser.text().await;
    assert!(text.contains("15 maj 2018 kl. 9.00") && text.contains("35 personer"), "{text}");
    browser.picture("1280-brev").await;
    browser.press("Påminnelse om seminarium").await;
    let text = browser.text().await;
    assert!(text.contains("Planerat") && text.contains("Snart är det dags för seminarium 1"), "{text}");
    let cookie = browser.client.get_named_cookie("session").await.unwrap().value().to_owned();
    let fetch = async |path: &str| {
        let request = reqwest::Client::new().get(site.at(path)).header("Cookie", format!("session={cookie}"));
        let answer = request.send().await.unwrap();
        let name =
            answer.headers().get("content-disposition").map(|value| value.to_str().unwrap().to_owned());
        (answer.status().as_u16(), name.unwrap_or_default(), answer.text().await.unwrap())
    };
    let (status, name, text) = fetch("/arbete/KKN-2018/filer/regions.csv").await;
    assert_eq!((status, name.as_str()), (200, "attachment; filename=\"deltagande-per-region.csv\""));
    assert!(text.starts_with("\u{feff}Programkod;Länskod;Region;Reserverade platser;"), "{text}");
    assert!(text.contains("KKN-2018;12;Region Skåne;8;"), "{text}");
    assert_eq!(fetch("/arbete/KKN-2018/filer/participants.xlsx?per=x").await.0, 400);
    assert_eq!(fetch("/arbete/KKN-2018/filer/needs.csv").await.0, 404);
    // All of this was recorded on the day the site shows; of the day before nothing is known.
    assert_eq!(fetch("/arbete/KKN-2018/filer/participants.xlsx?per=2018-02-20").await.0, 404);
    browser.close().await;
}
