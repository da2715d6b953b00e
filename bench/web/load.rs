//! Asking for pages at a steady rate, whether the last answer has come or not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Client;
use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::redirect::Policy;

/// Somebody who asks.
pub struct Caller {
    client: Client,
    base: String,
    cookie: String,
}

/// What came back.
pub struct Answers {
    /// From the moment a request was due to the last byte of its answer.
    pub milliseconds: Vec<f64>,
    /// Answers that were not the page.
    pub failed: usize,
    /// The size of the page.
    pub bytes: usize,
}

impl Caller {
    /// Signs in by a link.
    pub async fn new(base: &str, link: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let answer = client.post(link).header("origin", base).send().await.unwrap();
        let cookies = answer.headers().get_all(SET_COOKIE).iter();
        let session = cookies.filter_map(|value| value.to_str().ok()?.split(';').next()).collect::<Vec<_>>();
        assert!(!session.is_empty(), "signing in gave no session: {answer:?}");
        Self { client, base: base.to_owned(), cookie: session.join("; ") }
    }

    /// Asks for a page so many times a second.
    pub async fn ask(&self, path: &str, signed_in: bool, rate: u32, span: Duration) -> Answers {
        let began = Instant::now();
        let every = Duration::from_secs(1) / rate;
        let requests = (span.as_secs_f64() * f64::from(rate)) as u32;
        let address: Arc<str> = format!("{}{path}", self.base).into();
        let mut asked = Vec::new();
        for number in 0..requests {
            let due = began + every * number;
            tokio::time::sleep_until(due.into()).await;
            let mut request = self.client.get(address.as_ref());
            if signed_in {
                request = request.header(COOKIE, &self.cookie);
            }
            asked.push(tokio::spawn(async move {
                let answer = request.send().await.unwrap();
                let shown = answer.status().is_success();
                let bytes = answer.bytes().await.unwrap().len();
                (due.elapsed().as_secs_f64() * 1_000.0, shown, bytes)
            }));
        }
        let mut answers = Answers { milliseconds: Vec::new(), failed: 0, bytes: 0 };
        for one in asked {
            let (milliseconds, shown, bytes) = one.await.unwrap();
            answers.milliseconds.push(milliseconds);
            answers.failed += usize::from(!shown);
            answers.bytes = answers.bytes.max(bytes);
        }
        answers
    }
}
