//! Chromium with a fresh profile, driven by chromedriver.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

/// A browser window of a width.
pub struct Browser {
    /// What drives it.
    pub client: Client,
    /// Whether pages may run scripts.
    pub scripts: bool,
    driver: Child,
    profile: tempfile::TempDir,
}

/// What Chromium is started with: no window, no network but loopback, nothing of an earlier run.
const FLAGS: [&str; 9] = [
    "--accept-lang=sv",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The setting by which Chromium runs no scripts, when it is 2.
const NO_SCRIPTS: &str = "profile.managed_default_content_settings.javascript";

impl Browser {
    /// Starts a browser whose pages are so many pixels wide.
    pub async fn wide(pixels: u32) -> Self {
        Self::set_up(pixels, &[], json!({})).await
    }

    /// One that runs no script of any page.
    pub async fn without_script(pixels: u32) -> Self {
        let blocked = json!({ NO_SCRIPTS: 2 });
        Self::set_up(pixels, &[], blocked).await
    }

    /// One with a camera that sees what is in a file (YUV4MPEG2), over and over.
    pub async fn with_camera(pixels: u32, sees: &Path) -> Self {
        let sees = format!("--use-file-for-fake-video-capture={}", sees.display());
        let flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", sees.as_str()];
        Self::set_up(pixels, &flags, json!({})).await
    }

    async fn set_up(pixels: u32, more: &[&str], preferences: Value) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is missing; run script/setup tests");
        let scripts = preferences.get(NO_SCRIPTS).is_none();
        let profile = tempfile::tempdir().unwrap();
        let mut flags: Vec<String> = FLAGS.iter().chain(more).map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let options = json!({
            "args": flags,
            "prefs": preferences,
            "mobileEmulation": { "deviceMetrics": { "width": pixels, "height": 900, "pixelRatio": 1.0, "touch": false } },
        });
        let mut capabilities = Capabilities::new();
        capabilities.insert("browserName".to_owned(), json!("chrome"));
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let http = hyper_util::client::legacy::connect::HttpConnector::new();
        let mut tries = 0;
        let client = loop {
            let mut builder = ClientBuilder::new(http.clone());
            builder.capabilities(capabilities.clone());
            match builder.connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) if tries > 100 => panic!("the browser does not start: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
            tries += 1;
        };
        Self { client, scripts, driver, profile }
    }

    /// Goes to an address.
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// What the page says, without markup.
    pub async fn text(&self) -> String {
        self.text_of("main").await
    }

    /// What an element says. A page that gives way to the next one just then is asked again.
    pub async fn text_of(&self, selector: &str) -> String {
        let mut tries = 0;
        loop {
            match self.find(selector).await.text().await {
                Ok(text) => return text,
                Err(error) if tries > 50 => panic!("{selector} cannot be read: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
            tries += 1;
        }
    }

    /// The first element a selector finds, at once or on the page that is coming.
    pub async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        let found =
            self.client.wait().at_most(Duration::from_secs(5)).for_element(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("nothing on the page is {selector}: {error}"))
    }

    /// Follows the link, or presses the button, that says this, and waits for the page it leads to.
    pub async fn press(&self, words: &str) {
        let path = format!("//main//*[self::a or self::button][normalize-space()={words:?}]");
        self.leave_by(Locator::XPath(&path), !self.scripts).await;
    }

    /// The same with what a selector finds first.
    pub async fn go(&self, selector: &str) {
        self.leave_by(Locator::Css(selector), !self.scripts).await;
    }

    /// The same, where it is certain that there is a next page, whatever scripts this one has.
    pub async fn leave(&self, selector: &str) {
        self.leave_by(Locator::Css(selector), true).await;
    }

    /// A click is answered before the page gives way, so the page is marked: the next one has no mark. A page with a
    /// script may stay where it is, unless it is certain that it does not.
    async fn leave_by(&self, locator: Locator<'_>, certain: bool) {
        self.run("window.left = true").await;
        self.click_on(locator).await;
        let stays = if certain { "false" } else { "document.scripts.length > 0" };
        let gone = format!("return !window.left && document.readyState === 'complete' || {stays}");
        for _ in 0..200 {
            // While pages change there may be none to ask.
            if self.client.execute(&gone, vec![]).await.is_ok_and(|gone| gone == json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{locator:?} led nowhere");
    }

    /// Clicks on what a selector finds first, as soon as it can be clicked on.
    pub async fn click(&self, selector: &str) {
        self.click_on(Locator::Css(selector)).await;
    }

    async fn click_on(&self, locator: Locator<'_>) {
        let mut tries = 0;
        loop {
            let clicked = match self.client.find(locator).await {
                Ok(found) => found.click().await,
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => return,
                Err(error) if tries > 50 => panic!("{locator:?} cannot be clicked on: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
            tries += 1;
        }
    }

    /// Types into a field, after emptying it.
    pub async fn fill(&self, id: &str, words: &str) {
        let field = self.find(&format!("#{id}")).await;
        field.clear().await.unwrap();
        field.send_keys(words).await.unwrap();
    }

    /// Fills in who somebody is: given name, family name, title, address. Fields of several people differ by their ending.
    pub async fn name(&self, ending: &str, person: [&str; 4]) {
        for (field, words) in ["fornamn", "efternamn", "befattning", "epost"].into_iter().zip(person) {
            self.fill(&format!("{field}{ending}"), words).await;
        }
    }

    /// Chooses in a list.
    pub async fn choose(&self, id: &str, value: &str) {
        self.click(&format!("#{id} option[value='{value}']")).await;
    }

    /// Picks days, as ISO 8601 has them; how one types a day depends on the browser's country.
    pub async fn pick_days(&self, days: &[(&str, &str)]) {
        for (id, day) in days {
            self.run(&format!("document.getElementById('{id}').value = '{day}'")).await;
        }
    }

    /// Runs a script and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// Puts a picture of the whole page among those to be looked at, if anybody wants to look.
    pub async fn picture(&self, name: &str) {
        let Some(directory) = std::env::var_os("PARVIS_SCREENSHOTS") else { return };
        std::fs::create_dir_all(&directory).unwrap();
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(Path::new(&directory).join(format!("{name}.png")), picture).unwrap();
    }

    /// Ends the browser.
    pub async fn close(mut self) {
        self.client.clone().close().await.unwrap();
        self.driver.kill().unwrap();
        self.driver.wait().unwrap();
        drop(self.profile);
    }
}
