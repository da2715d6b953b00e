//! What is held about oneself: to read, to take along, and one's certificates.
//!
//! What can be taken along is whole by construction: every row of every view that names the person, found by the
//! columns that can, and not by a list somebody has to keep. Source: Regulation (EU) 2016/679, articles 15 and 20.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use parvis_events::ids::PersonId;
use parvis_events::register::Register;
use parvis_events::time::local_date;
use parvis_projections::House;
use parvis_projections::letters::Fate;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Row as _};

use super::Web;
use super::WebError;
use super::failure::Failure;
use super::mine::signed_in;
use super::page::{Page, show};

/// How many letters are listed.
const MOST_LETTERS: usize = 50;

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    page: Page,
    particulars: Vec<(String, String)>,
    protected: bool,
    /// Kind and day of each letter, the newest first.
    letters: Vec<(String, String)>,
}

/// `GET /min-sida/uppgifter`.
pub(super) async fn get(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let by_organisation = web.sessions().has_identity(reader.person).await?;
    let kept = web.house();
    let row = kept.house.people.get(reader.person).ok_or(Failure::NotFound)?;
    let mut particulars = Vec::new();
    for (key, value) in [
        ("form-fornamn", &row.given_name),
        ("form-efternamn", &row.family_name),
        ("form-befattning", &row.title),
        ("form-epost", &row.email),
        ("form-telefon", &row.phone),
        ("own-reference", &row.reference),
    ] {
        if !value.is_empty() {
            particulars.push((page.t(key), value.clone()));
        }
    }
    if let Some(provider) = web.provider().filter(|_| by_organisation) {
        particulars.push((page.t("own-sign-in"), page.t1("own-organisation", "name", provider.name())));
    }
    let protected = row.protected;
    let letters = letters(&page, &kept.house, reader.person);
    Ok(show(&OwnPage { page, particulars, protected, letters }))
}

fn letters(page: &Page, house: &House, person: PersonId) -> Vec<(String, String)> {
    let mut sent: Vec<_> = house
        .letters
        .letters
        .of(person)
        .filter(|row| row.fate == Fate::Sent)
        .filter_map(|row| Some((row.sent_at?, row)))
        .collect();
    sent.sort_by_key(|(at, row)| std::cmp::Reverse((*at, row.number)));
    sent.into_iter()
        .take(MOST_LETTERS)
        .map(|(at, row)| {
            let zone = house.programmes.programmes.get(&(row.programme,)).map(|found| found.zone);
            let day = local_date(zone.unwrap_or(chrono_tz::Europe::Stockholm), at);
            (page.t(&format!("letter-kind-{}", row.kind.name())), page.day(day))
        })
        .collect()
}

/// `GET /min-sida/uppgifter.json`.
pub(super) async fn take_along(State(web): State<Web>, page: Page) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let held = web.rows_of(reader.person).await?;
    let needs = needs_of(&web, reader.person).await?;
    let by_organisation = web.sessions().has_identity(reader.person).await?;
    let whole = json!({
        "person": reader.person, "written": web.now(), "needs": needs, "known_by_organisation": by_organisation,
        "tables": held,
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"parvis.json\""));
    Ok(response)
}

/// What somebody said they need, which stands in no table.
async fn needs_of(web: &Web, person: PersonId) -> Result<Vec<Value>, WebError> {
    let kept = web.house();
    let mut found = Vec::new();
    for row in kept.house.register.needs.rows().filter(|row| row.person == person) {
        let (state, _) = web.office().handle.look::<Register>(row.register.uuid()).await?;
        let needs =
            state.enrolment(row.enrolment).and_then(|enrolment| enrolment.needs.get(&person)?.clear());
        found.extend(needs.map(|needs| {
            json!({ "enrolment": row.enrolment, "stated_at": row.stated_at, "diet": needs.diet, "access": needs.access })
        }));
    }
    Ok(found)
}

impl Web {
    /// Every row of the views that names a person, table by table.
    ///
    /// # Errors
    /// When the database fails.
    async fn rows_of(&self, person: PersonId) -> Result<BTreeMap<String, Vec<Value>>, WebError> {
        let columns = sqlx::query(
            "SELECT c.relname::text AS name, string_agg(format('t.%I = $1', a.attname), ' OR ') AS names
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             WHERE n.nspname = 'views' AND c.relkind = 'r' AND a.atttypid = 'uuid'::regtype
             GROUP BY c.relname ORDER BY c.relname",
        )
        .fetch_all(self.pool())
        .await?;
        let mut found = BTreeMap::new();
        for column in columns {
            let (name, names): (String, String) = (column.try_get("name")?, column.try_get("names")?);
            // Both come from the catalogue, quoted by the server.
            let query = format!("SELECT to_jsonb(t) FROM views.\"{name}\" t WHERE {names} ORDER BY t::text");
            let rows: Vec<Value> =
                sqlx::query_scalar(AssertSqlSafe(query)).bind(person.uuid()).fetch_all(self.pool()).await?;
            if !rows.is_empty() {
                found.insert(name, rows);
            }
        }
        Ok(found)
    }
}

/// `GET /min-sida/intyg/{number}`: one's own certificate as PDF.
pub(super) async fn certificate(
    State(web): State<Web>,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let row = {
        let kept = web.house();
        let mut own = kept.house.certificates.certificates.of(reader.person);
        own.find(|row| row.number == number).cloned()
    };
    let row = row.ok_or(Failure::NotFound)?;
    let base_url = web.base_url().to_owned();
    let name = row.number.clone();
    // Setting a document takes a processor for a while, which must not hold up other requests.
    let set = tokio::task::spawn_blocking(move || crate::papers::certificate(&row, &base_url)).await;
    let pdf = set.map_err(std::io::Error::other)?.ok_or(Failure::NotFound)?.map_err(WebError::Document)?;
    let mut response = pdf.as_ref().clone().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
