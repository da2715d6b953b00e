//! Signing in by a link in a letter, as people and as mail filters do.

use std::time::Duration;

use super::driver::Browser;
use super::site::Site;

/// The address of somebody in the played programme who shares it with nobody.
async fn somebody(site: &Site) -> (String, String) {
    let kept = site.office.runner.house().await;
    let row = kept
        .house
        .register
        .admitted(kept.house.programmes.programmes.rows().next().unwrap().programme)
        .next()
        .and_then(|member| kept.house.people.get(member.person))
        .unwrap();
    (row.email.clone(), format!("{} {}", row.given_name, row.family_name))
}

/// Waits for a letter with a link, and returns the link's path.
async fn link(site: &Site, after: usize) -> String {
    for _ in 0..100 {
        let letters = site.letters();
        if letters.len() > after {
            let text = letters.last().unwrap();
            let line = text.lines().find(|line| line.contains("/logga-in/")).expect("a link in the letter");
            return line[line.find("/logga-in/").unwrap()..].trim().to_owned();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no letter came");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_signs_in_once_when_its_button_is_pressed_and_not_when_it_is_opened() {
    let site = Site::kkn_until("2018-03-30T08:00:00Z").await;
    let (email, name) = somebody(&site).await;
    let browser = Browser::wide(1280).await;
    browser.open(&site.at("/min-sida")).await;
    assert!(browser.text().await.contains("Logga in"), "a page of one's own asks who one is");
    browser.fill("email", &email.to_uppercase()).await;
    browser.press("Skicka länken").await;
    assert!(browser.text().await.contains("Titta i din e-post"));
    let link = link(&site, 0).await;
    // A filter opens the link, twice; nothing is used up.
    browser.open(&site.at(&link)).await;
    browser.open(&site.at(&link)).await;
    browser.press(&format!("Logga in som {name}")).await;
    assert!(browser.text().await.contains(&name));
    browser.picture("1280-min-sida").await;
    browser.client.delete_all_cookies().await.unwrap();
    browser.open(&site.at(&link)).await;
    assert!(browser.text().await.contains("Länken gäller inte längre"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_nobody_has_gets_the_same_answer_and_no_letter() {
    let site = Site::kkn_until("2018-03-30T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/logga-in")).await;
    browser.fill("email", "ingen").await;
    browser.press("Skicka länken").await;
    let text = browser.text().await;
    assert!(text.contains("Något behöver rättas") && text.contains("namn@kommun.se"), "{text}");
    let kept = browser.find("#email").await.prop("value").await.unwrap();
    assert_eq!(kept.as_deref(), Some("ingen"), "what was typed is kept");
    browser.fill("email", "ingen@kommun.example").await;
    browser.press("Skicka länken").await;
    assert!(browser.text().await.contains("Titta i din e-post"));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(site.letters().is_empty());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_everywhere_ends_the_sessions_of_other_browsers_too() {
    let site = Site::kkn_until("2018-03-30T08:00:00Z").await;
    let person = {
        let kept = site.office.runner.house().await;
        kept.house.programmes.programmes.rows().next().unwrap().coordinator
    };
    let (one, other) = (Browser::wide(1280).await, Browser::wide(320).await);
    for browser in [&one, &other] {
        browser.open(&site.web.sign_in_link(person, "/min-sida").await.unwrap()).await;
        browser.go("main button").await;
        assert!(browser.text().await.contains("Disa Exempelkrona"));
    }
    one.press("Logga ut överallt").await;
    other.open(&site.at("/min-sida")).await;
    assert!(other.text().await.contains("E-postadress"), "the other browser is signed out");
    one.close().await;
    other.close().await;
}
