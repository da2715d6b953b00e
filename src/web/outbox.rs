//! The letters a demo has "sent", so that whoever tries it out can read them. Nowhere else are there such pages.

use std::path::Path;

use askama::Template;
use axum::extract::{Path as InPath, State};
use axum::response::Response;
use chrono::DateTime;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use parvis_words::dates;

use super::Web;
use super::failure::Failure;
use super::page::{Page, show};

/// How many letters are listed.
const MOST: usize = 60;

/// A letter in the list.
struct Line {
    name: String,
    subject: String,
    to: String,
    when: String,
}

/// A piece of a letter's text: words, or an address to follow.
struct Piece {
    text: String,
    link: bool,
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "outbox_letter.html")]
struct LetterPage {
    page: Page,
    line: Line,
    pieces: Vec<Piece>,
    enclosures: Vec<String>,
}

/// `GET /outbox`.
pub(super) async fn list(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let directory = web.demo_letters().ok_or(Failure::NotFound)?;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_letter(&name) {
            found.push((entry.metadata()?.modified()?, name));
        }
    }
    found.sort();
    let lines = found
        .into_iter()
        .rev()
        .take(MOST)
        .filter_map(|(_, name)| {
            let bytes = std::fs::read(directory.join(&name)).ok()?;
            Some(line(&page, &name, &MessageParser::default().parse(&bytes)?))
        })
        .collect();
    Ok(show(&ListPage { page, lines }))
}

/// `GET /outbox/{name}`.
pub(super) async fn one(
    State(web): State<Web>,
    InPath(name): InPath<String>,
    page: Page,
) -> Result<Response, Failure> {
    let directory = web.demo_letters().ok_or(Failure::NotFound)?;
    // A name, and no path that leads out of the directory.
    let plain = Path::new(&name).file_name().is_some_and(|file| file == name.as_str());
    if !plain || !is_letter(&name) {
        return Err(Failure::NotFound);
    }
    let bytes = std::fs::read(directory.join(&name)).map_err(|_| Failure::NotFound)?;
    let message = MessageParser::default().parse(&bytes).ok_or(Failure::NotFound)?;
    let body = message.body_text(0).unwrap_or_default();
    let enclosures =
        message.attachments().filter_map(|part| part.attachment_name().map(str::to_owned)).collect();
    let line = line(&page, &name, &message);
    Ok(show(&LetterPage { page, line, pieces: pieces(&body), enclosures }))
}

fn is_letter(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "eml")
}

/// What stands on an envelope; when it was sent by the clock in Stockholm, where the demo takes place.
fn line(page: &Page, name: &str, message: &Message) -> Line {
    let to = message.to().and_then(|to| to.first());
    let to = to.map(|one| match (one.name(), one.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    });
    let sent = message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0));
    let sent = sent.map(|at| at.with_timezone(&chrono_tz::Europe::Stockholm));
    Line {
        name: name.to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        to: to.unwrap_or_default(),
        when: sent
            .map(|at| format!("{} {}", page.day(at.date_naive()), dates::time(page.language, at.time())))
            .unwrap_or_default(),
    }
}

/// Cuts a text at its addresses.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        let link = address.starts_with("http://") || address.starts_with("https://");
        pieces.push(Piece { text: before.to_owned(), link: false });
        pieces.push(Piece { text: address.to_owned(), link });
        rest = after;
    }
    pieces.push(Piece { text: rest.to_owned(), link: false });
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn addresses_in_a_letter_can_be_followed() {
        let cut = pieces("Anna:\nhttp://127.0.0.1:8080/logga-in/abc\n\nhttpd är en server");
        let links: Vec<&str> =
            cut.iter().filter(|piece| piece.link).map(|piece| piece.text.as_str()).collect();
        assert_eq!(links, ["http://127.0.0.1:8080/logga-in/abc"]);
        let whole: String = cut.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, "Anna:\nhttp://127.0.0.1:8080/logga-in/abc\n\nhttpd är en server");
    }
}
