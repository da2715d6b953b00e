//! A site on loopback: the pages over a database of its own, at an instant of its own.

use std::net::SocketAddr;
use std::path::PathBuf;

use parvis::demo::Input;
use parvis::intake;
use parvis::office::{Office, Settings};
use parvis::reception::{self, Reception};
use parvis::runner::Live;
use parvis::schedule::Job;
use parvis::serve;
use parvis::web::Web;
use parvis_events::ids::PersonId;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::driver::Browser;
use super::support::{TestDatabase, played};

/// A site that is being served; it ends with this value.
pub struct Site {
    /// The office behind it.
    pub office: Office,
    /// Its pages.
    pub web: Web,
    /// Where its letters lie.
    pub letters: PathBuf,
    base: String,
    serving: JoinHandle<()>,
    _live: Live,
    database: TestDatabase,
    _home: tempfile::TempDir,
}

impl Site {
    /// Serves the pages over a database, at an instant.
    pub async fn over(database: TestDatabase, now: &str) -> Self {
        Self::over_with(database, now, reception::Settings::default()).await
    }

    /// The same, with doors that are set up otherwise.
    async fn over_with(database: TestDatabase, now: &str, doors: reception::Settings) -> Self {
        let home = tempfile::tempdir().unwrap();
        let letters = home.path().join("letters");
        std::fs::create_dir_all(&letters).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let clock = parvis::clock::Clock::simulated(now.parse().unwrap());
        let settings = Settings {
            base_url: base.clone(),
            letters_dir: Some(letters.clone()),
            ..played::settings(home.path(), clock)
        };
        let office = Office::open(database.pool.clone(), &settings).await.unwrap();
        let doors = reception::Settings { demo_letters: Some(letters.clone()), ..doors };
        let reception = Reception::open(office.clone(), database.pool.clone(), doors).await.unwrap();
        let web = reception.web().clone();
        let live = office.runner.live();
        let router = serve::router(reception).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { office, web, letters, base, serving, _live: live, database, _home: home }
    }

    /// `examples/kkn-2018`, played through.
    pub async fn kkn() -> Self {
        Self::over(played::kkn().await.database, "2019-08-01T08:00:00Z").await
    }

    /// The whole address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The texts of all letters that lie there, the newest last.
    pub fn letters(&self) -> Vec<String> {
        let mut files: Vec<_> = std::fs::read_dir(&self.letters)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        files.sort_by_key(|path| path.metadata().unwrap().modified().unwrap());
        files
            .into_iter()
            .map(|path| {
                let bytes = std::fs::read(path).unwrap();
                let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
                message.body_text(0).unwrap().into_owned()
            })
            .collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Site {
    /// `examples/kkn-2018` as far as it has come at an instant: what is told of it before has happened.
    pub async fn kkn_until(now: &str) -> Self {
        Self::until("kkn-2018", now).await
    }

    /// The same, with doors that are set up otherwise.
    pub async fn kkn_until_with(now: &str, doors: reception::Settings) -> Self {
        Self::until_with("kkn-2018", now, doors).await
    }

    /// One of the examples, as far as it has come at an instant.
    pub async fn until(example: &str, now: &str) -> Self {
        Self::until_with(example, now, reception::Settings::default()).await
    }

    async fn until_with(example: &str, now: &str, doors: reception::Settings) -> Self {
        let site = Self::over_with(super::support::database().await, now, doors).await;
        let input = Input::read(&played::example(example)).unwrap();
        let (office, programme) = (&site.office, input.programme.id);
        let now = office.clock.now();
        let cause = office.cause("import");
        let mut steps = input.programme_steps();
        steps.retain(|step| step.at <= now);
        intake::programme(&office.handle, programme, &input.programme.people, &steps, &cause).await.unwrap();
        let mut actions = input.enrolments.clone();
        actions.retain(|action| action.at <= now);
        intake::register(&office.handle, programme, &actions, &cause).await.unwrap();
        office.runner.catch_up().await.unwrap();
        site
    }

    /// The coordinator of the programme.
    pub async fn coordinator(&self) -> PersonId {
        let kept = self.office.runner.house().await;
        kept.house.programmes.programmes.rows().next().unwrap().coordinator
    }

    /// Connections to its database.
    pub const fn pool(&self) -> &sqlx::PgPool {
        &self.database.pool
    }

    /// Sends what waits, and returns the path of the link in the newest letter to an address.
    pub async fn letter(&self, to: &str, below: &str) -> String {
        self.office.settle().await.unwrap();
        self.office.work(Job::Outbox).await.unwrap();
        let mut files: Vec<_> =
            std::fs::read_dir(&self.letters).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort_by_key(|path| path.metadata().unwrap().modified().unwrap());
        for file in files.into_iter().rev() {
            let bytes = std::fs::read(file).unwrap();
            let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
            let found = message.to().and_then(|to| to.first()).and_then(|one| one.address());
            let text = message.body_text(0).unwrap();
            if found == Some(to)
                && let Some(at) = text.find(below)
            {
                return text[at..].split_whitespace().next().unwrap().to_owned();
            }
        }
        panic!("no letter to {to} has a link to {below}");
    }

    /// The contact person of a municipality's enrolment.
    pub async fn contact_of(&self, reference: &str) -> PersonId {
        let kept = self.office.runner.house().await;
        let mut rows = kept.house.register.enrolments.rows();
        rows.find(|row| row.reference == reference).unwrap().contact
    }

    /// Signs somebody in as people do: they ask for a link, and press the button of the page it leads to.
    pub async fn sign_in_by_letter(&self, browser: &Browser, email: &str) {
        let before = self.letters().len();
        browser.open(&self.at("/logga-in")).await;
        browser.fill("email", email).await;
        browser.press("Skicka länken").await;
        for _ in 0..100 {
            // The letter is written beside the answer.
            if self.letters().len() > before {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let link = self.letter(email, "/logga-in/").await;
        browser.open(&self.at(&link)).await;
        browser.go("main button").await;
    }

    /// Signs somebody in.
    pub async fn sign_in(&self, browser: &Browser, person: PersonId) {
        browser.open(&self.web.sign_in_link(person, "/min-sida").await.unwrap()).await;
        browser.go("main button").await;
    }
}
