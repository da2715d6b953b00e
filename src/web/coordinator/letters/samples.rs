//! Every kind of letter in a language of the programme, with invented people: what will be said, before anybody is about to
//! get it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use parvis_events::values::Language;
use parvis_words::text;
use serde::Deserialize;

use crate::letters::samples::{KINDS, Wanted, goes_out, sample};
use crate::web::Web;
use crate::web::coordinator::{Desk, Head, Tab};
use crate::web::failure::{Failure, as_query};
use crate::web::page::{Page, show};
use crate::web::programme::capitalised;
use crate::web::rights::Deed;

/// Which language is wanted.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct In {
    #[serde(default)]
    sprak: String,
}

/// A sample of a kind of letter.
struct Shown {
    kind: &'static str,
    name: String,
    subject: String,
    body: String,
}

/// A way to the samples in another language.
struct Way {
    address: String,
    name: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "coordinator/samples.html")]
struct SamplesPage {
    page: Page,
    head: Head,
    /// The language of the letters.
    tag: &'static str,
    languages: Vec<Way>,
    letters: Vec<Shown>,
    /// The kinds there is nothing yet to write about.
    missing: Vec<String>,
}

/// `GET /arbete/{code}/brev/forlagor`.
pub(in crate::web) async fn samples(
    State(web): State<Web>,
    Path(code): Path<String>,
    Query(wanted): Query<In>,
    page: Page,
) -> Result<Response, Failure> {
    let desk = Desk::now(&web, &page, &code, Deed::SeeLetters)?;
    let languages = languages(&desk.programme.languages);
    let main = languages.first().copied().unwrap_or_default();
    let language = languages.iter().copied().find(|one| one.tag() == wanted.sprak).unwrap_or(main);
    let spoken = parvis_words::Language::from_tag(language.tag()).unwrap_or_default();
    let (mut letters, mut missing) = (Vec::new(), Vec::new());
    for kind in KINDS.into_iter().filter(|kind| goes_out(&desk.programme, *kind)) {
        let name = capitalised(&page.t(&format!("letter-kind-{}", kind.name())));
        let wish = Wanted {
            programme: &desk.programme,
            kind,
            language,
            reason: text(spoken, "letter-sample-reason"),
            now: desk.now,
        };
        let said = sample(&desk.views, &wish)
            .and_then(|one| web.office().outbox.preview(&one.house, &one.letter).ok());
        match said {
            Some(said) => {
                letters.push(Shown { kind: kind.name(), name, subject: said.subject, body: said.body });
            }
            None => missing.push(name),
        }
    }
    let ways = languages.iter().map(|one| Way {
        address: format!("{}?{}", desk.plainly_at("/brev/forlagor"), as_query(&[("sprak", one.tag())])),
        name: page.t(&format!("language-{}", one.tag())),
        here: *one == language,
    });
    let built = SamplesPage {
        head: desk.head(&page, Tab::Letters, "/brev"),
        tag: language.tag(),
        languages: ways.collect(),
        letters,
        missing,
        page,
    };
    Ok(show(&built))
}

/// The languages of a programme, the main one first.
fn languages(column: &str) -> Vec<Language> {
    let all = [Language::Swedish, Language::Bokmal, Language::English];
    column
        .split_whitespace()
        .filter_map(|tag| all.into_iter().find(|language| language.tag() == tag))
        .collect()
}
