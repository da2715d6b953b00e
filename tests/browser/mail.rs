//! Letters that did not arrive: sent again to a mended address, ticked off, noted as come back; and every kind of letter,
//! read before anybody gets it.

use parvis::schedule::Job;
use parvis_events::ids::{LetterId, PersonId};
use parvis_events::letter::{Command, Letters, Settlement};
use parvis_projections::letters::Fate;

use super::coordinator::{BUSY, coordinator};
use super::driver::Browser;
use super::site::Site;

/// A site where letters were sent, and two of them were given up.
async fn with_failures() -> (Site, PersonId, Vec<LetterId>) {
    let site = Site::kkn_until(BUSY).await;
    let (_, person) = coordinator(&site).await;
    site.office.settle().await.unwrap();
    let cause = site.office.cause("job:outbox");
    let waiting: Vec<LetterId> = {
        let kept = site.office.runner.house().await;
        let rows = kept.house.letters.letters.rows().filter(|row| row.fate == Fate::Waiting);
        rows.take(2).map(|row| row.letter).collect()
    };
    for letter in &waiting {
        let failed = Command::RecordFailure { permanent: true, reason: "smtp-550".to_owned() };
        site.office.handle.run::<Letters>(letter.uuid(), failed, &cause).await.unwrap();
    }
    site.office.work(Job::Outbox).await.unwrap();
    site.office.settle().await.unwrap();
    (site, person, waiting)
}

async fn fate(site: &Site, letter: LetterId) -> (Fate, u32) {
    site.office.settle().await.unwrap();
    let kept = site.office.runner.house().await;
    let row = kept.house.letters.letters.get(&(letter,)).unwrap();
    (row.fate, row.rounds)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_failed_is_sent_again_to_a_mended_address_and_another_is_ticked_off() {
    let (site, person, failed) = with_failures().await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018")).await;
    assert!(browser.text().await.contains("Brev kom inte fram"), "{}", browser.text().await);
    browser.open(&site.at(&format!("/arbete/KKN-2018/brev/{}", failed[0]))).await;
    let text = browser.text().await;
    assert!(text.contains("mottagarens server tog inte emot det (kod 550)"), "{text}");
    browser.picture("1280-brev-misslyckat").await;
    browser.click("#igen summary").await;
    browser.fill("epost", "ingen adress").await;
    browser.press("Skicka igen").await;
    assert!(browser.text().await.contains("e-postadress"), "{}", browser.text().await);
    assert_eq!(browser.find("#epost").await.prop("value").await.unwrap().as_deref(), Some("ingen adress"));
    browser.fill("epost", "ny.adress@kommunen.example").await;
    browser.press("Skicka igen").await;
    let text = browser.text().await;
    for wanted in ["Väntar", "Brevet ska skickas igen.", "Disa Exempelkrona", "ny.adress@kommunen.example"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(fate(&site, failed[0]).await, (Fate::Waiting, 1));
    site.office.work(Job::Outbox).await.unwrap();
    assert_eq!(fate(&site, failed[0]).await, (Fate::Sent, 1));
    // The other is ticked off, which needs a word of how.
    browser.open(&site.at(&format!("/arbete/KKN-2018/brev/{}", failed[1]))).await;
    browser.click("#bocka-av summary").await;
    browser.press("Bocka av").await;
    assert!(browser.text().await.contains("Välj varför brevet inte"), "{}", browser.text().await);
    browser.click("#hur-told").await;
    browser.press("Bocka av").await;
    let text = browser.text().await;
    assert!(text.contains("Avbockat") && text.contains("mottagaren fick veta på annat sätt"), "{text}");
    browser.picture("1280-brev-avbockat").await;
    assert_eq!(fate(&site, failed[1]).await, (Fate::Settled, 0));
    browser.open(&site.at("/arbete/KKN-2018")).await;
    assert!(!browser.text().await.contains("Brev kom inte fram"), "{}", browser.text().await);
    // One that was sent comes back.
    browser.open(&site.at(&format!("/arbete/KKN-2018/brev/{}", failed[0]))).await;
    browser.click("#tillbaka summary").await;
    browser.press("Anteckna att det kom tillbaka").await;
    let text = browser.text().await;
    assert!(text.contains("Misslyckat") && text.contains("Brevet kom tillbaka."), "{text}");
    assert_eq!(fate(&site, failed[0]).await, (Fate::Failed, 1));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_somebody_else_ticked_off_is_not_sent_again_from_an_old_page() {
    let (site, person, failed) = with_failures().await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at(&format!("/arbete/KKN-2018/brev/{}", failed[0]))).await;
    let told = Command::Settle { how: Settlement::ToldOtherwise };
    let cause = site.office.cause(&format!("person:{person}"));
    site.office.handle.run::<Letters>(failed[0].uuid(), told, &cause).await.unwrap();
    browser.click("#igen summary").await;
    browser.press("Skicka igen").await;
    let text = browser.text().await;
    for wanted in ["har ändrats sedan du öppnade sidan", "mottagaren fick veta på annat sätt"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(fate(&site, failed[0]).await, (Fate::Settled, 0));
    browser.picture("320-brev-inaktuellt").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_letter_is_read_in_advance_and_marked_as_a_sample() {
    let site = Site::kkn_until("2018-01-15T08:00:00Z").await;
    let (programme, person) = coordinator(&site).await;
    let before = {
        let kept = site.office.runner.house().await;
        assert_eq!(kept.house.letters.letters.of(programme).count(), 0, "nobody is about to get anything");
        kept.checkpoint
    };
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/brev")).await;
    assert!(browser.text().await.contains("Inga brev ännu."), "{}", browser.text().await);
    browser.press("Läs alla slags brev").await;
    let letters = "return document.querySelectorAll('.sample').length";
    let marks =
        "return [...document.querySelectorAll('.sample')].every(one => one.innerText.includes('Exempel'))";
    assert_eq!(browser.run(letters).await, 20);
    assert_eq!(browser.run(marks).await, true);
    let text = browser.text().await;
    for wanted in
        ["Påhittade personer.", "Hej Alva", "Alva Exempel", "Kommunen är värd för ett av seminarierna."]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("1280-forlagor").await;
    browser.press("engelska").await;
    assert_eq!(browser.run(letters).await, 20);
    let text = browser.text().await;
    assert!(text.contains("The municipality hosts one of the seminars."), "{text}");
    let kept = site.office.runner.house().await;
    assert_eq!(kept.checkpoint, before, "nothing of it has happened");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn samples_speak_of_the_programme_as_it_is_one_person_an_invited_municipality_its_language() {
    let site = Site::until("rana-2025", "2025-01-20T08:00:00Z").await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, site.coordinator().await).await;
    browser.open(&site.at("/sprak/nb?to=/arbete/RANA-2025/brev/forlagor")).await;
    let text = browser.text().await;
    for wanted in ["Påmeldt: Alva Eksempel (leder)\n", "EKSEMPEL-1", "ikke svar innen"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    for unwanted in ["Exempel", "EXEMPEL", "Oslo", "Bo Eksempel (", "Invitasjon til kollega", "Sen avmelding"]
    {
        assert!(!text.contains(unwanted), "{unwanted} in {text}");
    }
    browser.close().await;
}
