//! Decisions from a page that is no longer so: not taken, told why, and nothing that was typed is lost.

use parvis_events::certificates::{Certificates, Command as CertificateCommand};
use parvis_events::register::{Command, Register};

use super::coordinator::coordinator;
use super::driver::Browser;
use super::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_joins_an_enrolment_that_was_withdrawn_meanwhile() {
    let site = Site::kkn_until("2018-05-16T08:00:00Z").await;
    let (programme, person) = coordinator(&site).await;
    let (id, other) = {
        let kept = site.office.runner.house().await;
        let mut rows = kept.house.register.enrolments.rows();
        let found = rows.find(|row| row.municipality.as_str() == "1282").unwrap().enrolment;
        (found, rows.find(|row| row.enrolment != found && row.status.active()).unwrap().enrolment)
    };
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at(&format!("/arbete/KKN-2018/anmalan/{id}/person"))).await;
    // What another enrolment does is in nobody's way; what this one does is.
    let cause = site.office.cause(&format!("person:{person}"));
    for enrolment in [other, id] {
        let command = Command::Withdraw { enrolment };
        site.office.handle.run::<Register>(programme.uuid(), command, &cause).await.unwrap();
    }
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
    for wanted in ["har ändrats sedan du öppnade sidan", "Anmälan avbokades"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(browser.find("#fornamn").await.prop("value").await.unwrap().as_deref(), Some("Vera"));
    browser.picture("1280-person-inaktuellt").await;
    let kept = site.office.runner.house().await;
    assert!(!kept.house.people.people.rows().any(|row| row.given_name == "Vera"), "nobody became known");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_was_revoked_meanwhile_is_not_replaced_and_the_reason_is_kept() {
    let site = Site::kkn().await;
    let (programme, person) = coordinator(&site).await;
    let id = {
        let kept = site.office.runner.house().await;
        kept.house.certificates.certificates.rows().find(|row| row.validity.holds()).unwrap().certificate
    };
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at(&format!("/arbete/KKN-2018/intyg/{id}"))).await;
    let cause = site.office.cause(&format!("person:{person}"));
    let revoke = CertificateCommand::Revoke { certificate: id, reason: "Fel person".to_owned() };
    site.office.handle.run::<Certificates>(programme.uuid(), revoke, &cause).await.unwrap();
    browser.click("details.ds-details > summary").await;
    browser.click("#val-ersatt").await;
    browser.fill("skal", "Närvaron rättades").await;
    browser.press("Fatta beslutet").await;
    let text = browser.text().await;
    for wanted in [
        "Intyget har ändrats sedan du öppnade sidan",
        "Intyget återkallades. Skäl: Fel person",
        "Du skrev: ”Närvaron rättades”",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("1280-intyg-inaktuellt").await;
    browser.close().await;
}
