//! Whoever asks too often is told by a page how long to wait; a program is told as programs are.

use parvis::reception;

use super::access::violations;
use super::driver::Browser;
use super::site::Site;

/// Asks until there is no room left; returns what the last answer was.
async fn ask(site: &Site, accept: &str) -> reqwest::Response {
    let client = reqwest::Client::new();
    for _ in 0..200 {
        let answer = client.get(site.at("/intyg")).header("accept", accept).send().await.unwrap();
        if answer.status() == 429 {
            return answer;
        }
    }
    panic!("there is room for any number of requests");
}

/// Opens a page that there is no room for, and reads it. A browser on a busy machine may take so long that there is room
/// again; then it asks once more.
async fn refused(site: &Site, browser: &Browser, told: &str) -> String {
    let mut text = String::new();
    for _ in 0..5 {
        ask(site, "text/html").await;
        browser.open(&site.at("/intyg")).await;
        text = browser.text().await;
        if text.contains(told) {
            break;
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_asks_too_often_is_shown_when_to_try_again_in_its_language() {
    let doors = reception::Settings { requests_per_minute_and_address: 20, ..Default::default() };
    let site = Site::kkn_until_with("2018-03-30T08:00:00Z", doors).await;
    let browser = Browser::wide(320).await;
    let pages = [
        ("sv", "Försök igen om", "Försök igen"),
        ("nb", "Prøv igjen om", "Prøv igjen"),
        ("en", "Try again in", "Try again"),
    ];
    for (language, told, again) in pages {
        // A page that there is still room for, which keeps what is chosen.
        tokio::time::sleep(std::time::Duration::from_secs(7)).await;
        browser.open(&site.at(&format!("/sprak/{language}?to=/"))).await;
        let text = refused(&site, &browser, told).await;
        assert!(text.contains(told), "{language}: {text}");
        assert_eq!(violations(&browser).await, Vec::<String>::new());
        browser.picture(&format!("320-for-ofta-{language}")).await;
        // Four seconds later there is room for one more: the stylesheet costs nothing.
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        browser.press(again).await;
        assert!(!browser.text().await.contains(told), "{language}");
    }
    browser.close().await;
    let answer = ask(&site, "application/json").await;
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    let answer = ask(&site, "text/html").await;
    let wait: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=4).contains(&wait), "{wait}");
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("style-src 'self'"));
}
