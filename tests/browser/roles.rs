//! Roles are given and taken back on a page, and hold at once.

use super::driver::Browser;
use super::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_coordinator_gives_a_role_that_opens_the_register_until_it_is_taken_back() {
    let site = Site::kkn_until("2018-02-28T08:00:00Z").await;
    let coordinator = site.coordinator().await;
    let (desk, other) = (Browser::wide(1280).await, Browser::wide(320).await);
    site.sign_in(&desk, coordinator).await;
    desk.open(&site.at("/program/KKN-2018/behorigheter")).await;
    desk.press("Ge rollen").await;
    let text = desk.text().await;
    assert!(text.contains("Välj roll.") && text.contains("Fyll i Förnamn."), "{text}");
    desk.click("#roll-organiser").await;
    desk.name("", ["Orvar", "Exempelvik", "Projektledare", "orvar@skane.example"]).await;
    desk.press("Ge rollen").await;
    let text = desk.text().await;
    assert!(text.contains("Orvar Exempelvik") && text.contains("28 februari 2018"), "{text}");
    desk.picture("1280-behorigheter").await;
    let person = {
        let kept = site.office.runner.house().await;
        kept.house.people.people.rows().find(|row| row.given_name == "Orvar").unwrap().person
    };
    site.sign_in(&other, person).await;
    other.open(&site.at("/program/KKN-2018/anmalningar")).await;
    assert!(other.text().await.contains("Ronneby"));
    other.open(&site.at("/program/KKN-2018/behorigheter")).await;
    assert!(other.text().await.contains("Det här får du inte se"), "an organiser gives no roles");
    desk.go("form[action$='/bort'] button").await;
    assert!(!desk.text().await.contains("Orvar Exempelvik"));
    other.open(&site.at("/program/KKN-2018/anmalningar")).await;
    assert!(other.text().await.contains("Det här får du inte se"));
    desk.close().await;
    other.close().await;
}
