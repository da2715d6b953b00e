//! Signing in through an organisation's door: a certified OpenID provider (npm's `oidc-provider`), run beside.

use std::io::BufRead as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use parvis::oidc::{Provider, Settings};
use parvis::reception;

use super::access::{inspect, look_as};
use super::driver::Browser;
use super::site::Site;

/// A provider that is being served; it ends with this value.
struct Served(Child);

impl Served {
    fn on(port: u16, redirect: &str) -> Self {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/provider");
        assert!(home.join("node_modules").exists(), "the provider is missing; run script/setup tests");
        let mut process = Command::new("node")
            .current_dir(home)
            .args(["provider.mjs", &port.to_string(), "parvis", "no secret", redirect])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node is missing; run script/setup tests");
        let mut lines = std::io::BufReader::new(process.stdout.take().unwrap()).lines();
        let said = lines.next().unwrap().unwrap();
        assert_eq!(
            said, "ready",
            "the provider does not start; run `node provider.mjs` in its directory to see why"
        );
        // It goes on talking, and ends when nobody listens.
        std::thread::spawn(move || lines.for_each(drop));
        Self(process)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Says at the provider who one is, and lets it tell.
async fn say(browser: &Browser, who: &str) {
    for (name, words) in [("login", who), ("password", "any")] {
        let field = browser.find(&format!("input[name={name}]")).await;
        field.send_keys(words).await.unwrap();
    }
    browser.go("button[type=submit]").await;
    let asked = browser.text_of("body").await;
    assert!(asked.contains("Authorize"), "{who} was not asked: {asked}");
    browser.go("button[type=submit]").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_coordinator_comes_in_by_the_organisations_door_and_others_do_not() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let provider = Provider::new(Settings {
        issuer: format!("http://127.0.0.1:{port}"),
        client: "parvis".to_owned(),
        secret: "no secret".to_owned(),
        name: "Region Skåne".to_owned(),
        authorities: None,
    });
    let doors = reception::Settings { provider: Some(provider.unwrap()), ..Default::default() };
    let site = Site::kkn_until_with("2018-02-28T08:00:00Z", doors).await;
    let back = site.at("/logga-in/organisation/tillbaka");
    let coordinator = site.coordinator().await;
    let (email, participant) = {
        let kept = site.office.runner.house().await;
        let contact =
            kept.house.register.enrolments.rows().find(|row| row.reference == "A-19").unwrap().contact;
        let email = |person| kept.house.people.get(person).unwrap().email.clone();
        (email(coordinator), email(contact))
    };
    // A door that nobody answers is said to be one.
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/logga-in")).await;
    browser.press("Logga in med Region Skåne").await;
    assert!(browser.text().await.contains("Det gick inte att logga in"));
    let _served = Served::on(port, &back);
    // Whoever has no role, or an address that nobody verified, is not let in by it.
    let unverified = format!("unverified.{email}");
    for (stranger, told) in
        [(&participant, "Du har ingen roll här"), (&unverified, "Ingen adress är bekräftad")]
    {
        browser.open(&site.at("/logga-in?till=/program/KKN-2018/anmalningar")).await;
        browser.press("Logga in med Region Skåne").await;
        say(&browser, stranger).await;
        assert!(browser.text().await.contains(told), "{stranger}");
        assert_eq!(inspect(&browser, told).await, Vec::<String>::new());
        // The provider is of the same host, so its cookies go, too.
        browser.client.delete_all_cookies().await.unwrap();
    }
    browser.open(&site.at("/logga-in?till=/program/KKN-2018/anmalningar")).await;
    browser.picture("320-logga-in-organisation").await;
    for path in ["/logga-in", "/logga-in/organisation/tillbaka"] {
        assert_eq!(look_as(&site, coordinator, &[path]).await, Vec::<String>::new());
    }
    browser.press("Logga in med Region Skåne").await;
    // An answer that somebody else sends the browser to signs nobody in, and breaks nothing off.
    let forged = format!("{back}?code=abc&state={}&iss=http://127.0.0.1:{port}", "0".repeat(64));
    browser.open(&forged).await;
    assert!(browser.text().await.contains("Inloggningen avbröts"));
    browser.client.back().await.unwrap();
    say(&browser, &email).await;
    assert!(browser.text().await.contains("Ronneby"), "where one wanted to go: {}", browser.text().await);
    browser.open(&site.at("/min-sida/uppgifter")).await;
    assert!(browser.text().await.contains("Du kan logga in med Region Skåne"));
    let noted: Vec<uuid::Uuid> =
        sqlx::query_scalar("SELECT person FROM web.identities").fetch_all(site.pool()).await.unwrap();
    assert_eq!(noted, [coordinator.uuid()]);
    // The next time the provider knows them already, and so does the site.
    browser.open(&site.at("/min-sida")).await;
    browser.press("Logga ut här").await;
    browser.open(&site.at("/logga-in")).await;
    browser.press("Logga in med Region Skåne").await;
    assert!(browser.text().await.contains("Disa Exempelkrona"), "{}", browser.text().await);
    browser.close().await;
}
