//! Exceptions from the rule as the coordinator grants them, and what becomes of them.

use parvis_events::register::Dispensation;
use parvis_projections::register::{EnrolmentRow, Status, roles_of};

use super::coordinator::coordinator;
use super::driver::Browser;
use super::site::Site;

/// When the seats of one half pair are held.
const HELD: &str = "2018-02-20T08:00:00Z";

/// The enrolment of the municipality with this code.
async fn of(site: &Site, municipality: &str) -> EnrolmentRow {
    let kept = site.office.runner.house().await;
    let mut rows = kept.house.register.enrolments.rows();
    rows.find(|row| row.municipality.as_str() == municipality).unwrap().clone()
}

/// The first enrolment that waits for a colleague and is not complete.
async fn half(site: &Site) -> EnrolmentRow {
    let kept = site.office.runner.house().await;
    let mut rows = kept.house.register.enrolments.rows();
    rows.find(|row| row.status == Status::Incomplete && row.incomplete).unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_who_turns_out_to_have_both_posts_gets_the_place_with_both_roles() {
    let site = Site::kkn_until(HELD).await;
    let (_, person) = coordinator(&site).await;
    let row = half(&site).await;
    assert_eq!((row.people_missing, row.dispensed), (1, false));
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at(&format!("/arbete/KKN-2018/anmalan/{}", row.enrolment))).await;
    browser.click("#dispens summary").await;
    browser.click("#val-ensam").await;
    browser.fill("skal-dispens", "Kulturchefen är också näringslivschef").await;
    browser.press("Ge dispensen").await;
    let text = browser.text().await;
    assert!(text.contains("Kryssa för alla roller personen har"), "one role is one too few: {text}");
    browser.picture("1280-dispens-fel").await;
    for (role, held) in [("#roll-culture", true), ("#roll-business", false), ("#roll-tourism", false)] {
        assert_eq!(browser.find(role).await.is_selected().await.unwrap(), held, "{role}: as it was sent");
    }
    browser.click("#roll-business").await;
    browser.press("Ge dispensen").await;
    let text = browser.text().await;
    for wanted in ["antagen", "Dispens:", "Kulturchefen är också näringslivschef"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!text.contains("Ge dispens"), "nothing is missing any more: {text}");
    browser.picture("1280-dispens").await;
    let after = of(&site, row.municipality.as_str()).await;
    assert_eq!(after.dispensation, Some(Dispensation::OnePersonAllRoles));
    assert_eq!((after.status, after.dispensed, after.incomplete), (Status::Admitted, true, false));
    let kept = site.office.runner.house().await;
    let member = kept.house.register.participants.of(row.enrolment).next().unwrap().clone();
    assert!(roles_of(&member.roles).len() >= 2, "{}", member.roles);
    browser.close().await;
}
