//! The same over HTTP: clients with a connection of their own, one server or two on one database.

use std::path::Path;
use std::time::Instant;

use chrono::Utc;
use futures::future::join_all;
use parvis::api::scopes::Scope;
use reqwest::Client;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::commands::{milliseconds, outcome};
use crate::machine::quantile;
use crate::registers::municipalities;
use crate::server::Server;
use crate::{Scale, second};

/// Places of each programme; all other municipalities queue.
const PLACES: usize = 40;

/// Somebody who may do everything in a programme.
struct Caller {
    client: Client,
    token: String,
}

impl Caller {
    async fn new(server: &Server) -> Self {
        let scopes: Vec<Scope> = ["coordinate", "enrol", "read", "read-personal"]
            .iter()
            .map(|scope| scope.parse().unwrap())
            .collect();
        // Tokens go by the machine's clock, whatever the office's says.
        let issued = server.reception.tokens().issue("bench", &scopes, 1, Utc::now()).await.unwrap();
        // A connection for each request, as from as many different people.
        Self { client: Client::builder().pool_max_idle_per_host(0).build().unwrap(), token: issued.secret }
    }

    async fn post(&self, base: &str, path: &str, body: &Value) -> Value {
        let request = self.client.post(format!("{base}/api/v1{path}")).bearer_auth(&self.token);
        let request = request.header("idempotency-key", Uuid::new_v4().to_string()).json(body);
        let answer = request.send().await.unwrap();
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }
}

fn person(given: &str, family: &str, email: &str) -> Value {
    json!({ "given_name": given, "family_name": family, "title": "Chef", "email": format!("{email}@kommun.example") })
}

/// A programme that every municipality may enrol in.
async fn publish(caller: &Caller, base: &str, code: &str) {
    let coordinator = caller.post(base, "/people", &person("Siv", "Alm", "siv")).await;
    let coordinator = &coordinator["id"];
    let plan = json!({
        "code": code, "name": "Prov", "purpose": "Att mäta.", "organiser": "Region Skåne", "country": "SE",
        "languages": ["sv"], "zone": "Europe/Stockholm", "from": "2026-02-01", "to": "2026-12-31", "places": PLACES,
        "coordinator": coordinator, "test_data": true,
    });
    caller.post(base, "/programmes", &plan).await;
    let at_path = |part: &str| format!("/programmes/{code}{part}");
    let mut counties: Vec<String> = municipalities().iter().map(|one| one.county_code.to_string()).collect();
    counties.dedup();
    // One place is reserved for each county, and the rest for the first, which has municipalities enough to fill it.
    let rest = PLACES + 1 - counties.len();
    for (at, county) in counties.iter().enumerate() {
        let allocation = if at == 0 { rest } else { 1 };
        let partner =
            json!({ "county": county, "region": format!("Region {county}"), "allocation": allocation });
        caller.post(base, &at_path("/partners"), &partner).await;
    }
    let participation = json!({
        "rule": { "kind": "pair", "requirements": [
            { "name": "culture", "any_of": ["culture"] }, { "name": "development", "any_of": ["business"] },
        ] },
        "roles": [{ "code": "culture", "name": "Kulturchef" }, { "code": "business", "name": "Näringslivschef" }],
        "hold_days": 7, "offer_days": 7,
    });
    caller.post(base, &at_path("/participation"), &participation).await;
    let seminar = json!({
        "number": 1, "description": { "theme": "Prov" }, "venue": { "name": "Malmö Live", "place": "Malmö" },
        "sessions": [{ "date": "2026-06-01", "starts": "10:00", "ends": "12:00", "title": "Förmiddag" }],
    });
    caller.post(base, &at_path("/seminars"), &seminar).await;
    caller
        .post(base, &at_path("/certificate-rule"), &json!({ "least_percent": 80, "signatory": coordinator }))
        .await;
    let opening = json!({ "from": "2026-02-01", "to": "2026-05-01", "withdrawal_deadline": "2026-05-15" });
    caller.post(base, &at_path("/publish"), &opening).await;
}

/// Every municipality of the country hands in its pair at once, each by a client of its own.
pub async fn all_at_once(pool: &PgPool, home: &Path, servers: usize, scale: &Scale) -> Value {
    let mut running = Vec::new();
    for _ in 0..servers {
        running.push(Server::start(second(pool).await, home).await);
    }
    let caller = Caller::new(&running[0]).await;
    let all = municipalities();
    let (mut rates, mut times, mut right) = (Vec::new(), Vec::new(), 0);
    for round in 0..scale.registers {
        let code = format!("HTTP-{servers}-{round}");
        publish(&caller, &running[0].base, &code).await;
        let began = Instant::now();
        let runs = all.iter().enumerate().map(|(at, municipality)| {
            let (base, caller, path) =
                (&running[at % servers].base, &caller, format!("/programmes/{code}/enrolments"));
            async move {
                let name = municipality.code.to_string();
                let member = |role: &str| {
                    json!({ "person": person(role, &name, &format!("{role}.{name}.{round}.{servers}")), "roles": [role] })
                };
                let body = json!({
                    "municipality": name, "contact": person("Kontakt", &name, &format!("k.{name}.{round}.{servers}")),
                    "members": [member("culture"), member("business")],
                });
                let began = Instant::now();
                caller.post(base, &path, &body).await;
                milliseconds(began)
            }
        });
        times.extend(join_all(runs).await);
        rates.push(all.len() as f64 / began.elapsed().as_secs_f64());
        let office = running[0].reception.office();
        let programme = office.programme(&code).await.unwrap();
        right += usize::from(outcome(office, programme.uuid()).await == (PLACES, all.len() - PLACES));
    }
    for server in running {
        server.stop().await;
    }
    json!({
        "measure": "290 municipalities enrol at once over HTTP",
        "servers_on_one_database": servers,
        "rounds": scale.registers,
        "rounds_with_the_right_outcome": right,
        "commands_per_second_p50": quantile(&mut rates, 0.5).round(),
        "answer_ms_p50": quantile(&mut times, 0.5),
        "answer_ms_p99": quantile(&mut times, 0.99),
        "wanted_commands_per_second": 200,
    })
}
