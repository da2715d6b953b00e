//! The whole way of a pair over HTTP: planned, published, enrolled, invited, queued, offered, admitted, attended,
//! certified, verified.

use chrono::{Days, NaiveDate, Utc};
use serde_json::{Value, json};

use super::server::{Answer, Server};

/// A programme that is open for enrolment now.
pub struct Series<'a> {
    pub server: &'a Server,
    pub token: String,
    pub path: String,
}

fn day(days: i64) -> NaiveDate {
    let today = Utc::now().date_naive();
    match u64::try_from(days) {
        Ok(days) => today + Days::new(days),
        Err(_) => today - Days::new(days.unsigned_abs()),
    }
}

pub fn person(given: &str, family: &str) -> Value {
    let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "x");
    let email = format!("{}.{}@kommun.example", plain(given), plain(family));
    json!({ "given_name": given, "family_name": family, "title": "Chef", "email": email })
}

/// An enrolment of a municipality's contact with these members: given name, family name, role.
pub fn enrolment(municipality: &str, members: &[(&str, &str, &str)]) -> Value {
    let seat = |(given, family, role): &(&str, &str, &str)| json!({ "person": person(given, family), "roles": [role] });
    let members: Vec<Value> = members.iter().map(seat).collect();
    json!({ "municipality": municipality, "contact": person("Kontakt", municipality), "members": members })
}

impl Series<'_> {
    pub const PATH: &'static str = "/api/v1/programmes/TEST-1";

    /// Plans one with one place, and publishes it.
    pub async fn published(server: &Server) -> Series<'_> {
        Self::with_places(server, "TEST-1", 1).await
    }

    /// Plans everything and publishes it.
    pub async fn with_places<'a>(server: &'a Server, code: &str, places: u32) -> Series<'a> {
        let powers = ["coordinate", "read-personal", "organise", "certify", "evaluate"];
        let scopes = powers.map(|power| format!("{power}:{code}"));
        let token = server.token(&scopes.each_ref().map(String::as_str));
        let series = Series { server, token, path: format!("/api/v1/programmes/{code}") };
        let coordinator = server.post(&series.token, "/api/v1/people", person("Siv", "Alm")).await.made();
        let plan = json!({
            "code": code, "name": "Prov", "purpose": "Att pröva.", "organiser": "Region Skåne", "country": "SE",
            "languages": ["sv"], "zone": "Europe/Stockholm", "from": day(-10), "to": day(90), "places": places,
            "coordinator": coordinator, "test_data": true,
        });
        let planned = server.post(&series.token, "/api/v1/programmes", plan).await;
        planned.made();
        let empty = server.get(&series.token, &planned.seen_by(&format!("{}/check", series.path))).await;
        let codes: Vec<&Value> =
            empty.body["problems"].as_array().unwrap().iter().map(|p| &p["code"]).collect();
        assert!(codes.contains(&&json!("no-seminars")) && codes.contains(&&json!("no-participation-rule")));
        series
            .tell("/partners", json!({ "county": "12", "region": "Region Skåne", "allocation": places }))
            .await;
        let participation = json!({
            "rule": { "kind": "pair", "requirements": [
                { "name": "culture", "any_of": ["culture"] }, { "name": "development", "any_of": ["business", "tourism"] },
            ] },
            "roles": [
                { "code": "culture", "name": "Kulturchef" }, { "code": "business", "name": "Näringslivschef" },
                { "code": "tourism", "name": "Turismchef" },
            ],
            "hold_days": 7, "offer_days": 7,
        });
        series.tell("/participation", participation).await;
        let seminar = json!({
            "number": 1, "description": { "theme": "Vad är KKN?" }, "venue": { "name": "Malmö Live", "place": "Malmö" },
            "sessions": [{ "date": day(40), "starts": "10:00", "ends": "12:00", "title": "Förmiddag" }],
        });
        series.tell("/seminars", seminar).await;
        series.tell("/certificate-rule", json!({ "least_percent": 80, "signatory": coordinator })).await;
        let opening = json!({ "from": day(-1), "to": day(20), "withdrawal_deadline": day(30) });
        let published = series.tell("/publish", opening).await;
        let shown = server.get(&series.token, &published.seen_by(&series.path)).await;
        assert_eq!(shown.body["stage"], "open");
        series
    }

    pub async fn tell(&self, path: &str, body: Value) -> Answer {
        let answer = self.server.post(&self.token, &format!("{}{path}", self.path), body).await;
        assert!(answer.status.is_success(), "{path}: {answer:?}");
        answer
    }

    /// Hands in an enrolment of a municipality's contact with these members.
    pub async fn enrol(&self, municipality: &str, members: &[(&str, &str, &str)]) -> Answer {
        let body = enrolment(municipality, members);
        self.server.post(&self.token, &format!("{}/enrolments", self.path), body).await
    }

    pub async fn status(&self, after: &Answer, enrolment: &str) -> Value {
        let path = after.seen_by(&format!("{}/enrolments/{enrolment}", self.path));
        let shown = self.server.get(&self.token, &path).await;
        assert!(shown.status.is_success(), "{shown:?}");
        shown.body
    }
}

#[tokio::test]
async fn a_pair_goes_all_the_way_over_http() {
    let server = Server::start(&[]).await;
    let series = Series::published(&server).await;

    let malmo = series.enrol("1280", &[("Anna", "Ek", "culture"), ("Bo", "Ask", "business")]).await;
    let first = malmo.made();
    assert_eq!(series.status(&malmo, &first).await["status"], "admitted");

    let lund = series.enrol("1281", &[("Cilla", "Dahl", "culture")]).await;
    let second = lund.made();
    let waiting = series.status(&lund, &second).await;
    assert_eq!((&waiting["status"], &waiting["missing"]), (&json!("queued"), &json!(["development"])));

    // The colleague is invited and joins; the enrolment is complete and still waits.
    let invitations = format!("/enrolments/{second}/invitations");
    let asked =
        series.tell(&invitations, json!({ "person": person("Dan", "Fors"), "roles": ["tourism"] })).await;
    let invitation = asked.made();
    let joined = series.tell(&format!("{invitations}/{invitation}/accept"), Value::Null).await;
    let complete = series.status(&joined, &second).await;
    assert_eq!((&complete["status"], &complete["missing"]), (&json!("queued"), &json!([])));
    assert_eq!(complete["queue_place"], 1);

    // The place is given back, offered to the next, and accepted.
    let withdrawn = series.tell(&format!("/enrolments/{first}/withdraw"), Value::Null).await;
    assert_eq!(series.status(&withdrawn, &second).await["status"], "offered");
    let accepted = series.tell(&format!("/enrolments/{second}/offer/accept"), Value::Null).await;
    let admitted = series.status(&accepted, &second).await;
    assert_eq!(admitted["status"], "admitted");

    // Both attend; the same batch again changes nothing.
    let seminar = server.get(&series.token, &format!("{}/seminars/1", Series::PATH)).await;
    let session = &seminar.body["sessions"][0]["id"];
    let observe = |(number, member): (usize, &Value)| {
        json!({
            "id": format!("0a1b2c3d-0000-4000-8000-00000000000{number}"), "person": member["person"]["id"],
            "session": session, "status": "present", "minutes": 120, "method": "list", "observed_at": Utc::now(),
        })
    };
    let observations: Vec<Value> =
        admitted["members"].as_array().unwrap().iter().enumerate().map(observe).collect();
    let batch = json!({ "device": "platta-1", "observations": observations });
    let observed = series.tell("/seminars/1/attendance/observations", batch.clone()).await;
    assert_eq!(observed.body["facts"], 3);
    assert_eq!(series.tell("/seminars/1/attendance/observations", batch).await.body["facts"], 0);
    let marks = server
        .get(&series.token, &observed.seen_by(&format!("{}/seminars/1/attendance", Series::PATH)))
        .await;
    assert_eq!(marks.body["items"].as_array().unwrap().len(), 2);

    // Both are certified, and anyone can verify the number without a token and without learning a name.
    let issued = series.tell("/certificates", Value::Null).await;
    assert_eq!(issued.body["facts"], 2);
    let listed = server.get(&series.token, &issued.seen_by(&format!("{}/certificates", Series::PATH))).await;
    let certificate = &listed.body["items"][0];
    let family = certificate["person"]["family_name"].as_str().unwrap();
    let number = certificate["number"].as_str().unwrap();
    let verified = server.get("", &format!("/api/v1/certificates/{number}?family_name={family}")).await;
    assert_eq!((&verified.body["holds"], &verified.body["name_agrees"]), (&json!(true), &json!(true)));
    assert!(!verified.body.to_string().contains(family));
    let wrong = server.get("", &format!("/api/v1/certificates/{number}?family_name=Annan")).await;
    assert_eq!(wrong.body["name_agrees"], false);
    assert_eq!(
        server.get("", "/api/v1/certificates/TEST-1-999-0000").await.refused(),
        (404, "certificate-unknown")
    );
}
