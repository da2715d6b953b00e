//! Observations that were a mistake are taken back over HTTP, as on the pages.

use chrono::Utc;
use serde_json::{Value, json};

use super::pair::Series;
use super::server::{Answer, Server};

const ATTENDANCE: &str = "/seminars/1/attendance";

/// A pair that has a place, at the seminar's one session.
struct Room<'a> {
    series: Series<'a>,
    session: Value,
    people: [Value; 2],
}

impl Room<'_> {
    async fn of(server: &Server) -> Room<'_> {
        let series = Series::published(server).await;
        let malmo = series.enrol("1280", &[("Anna", "Ek", "culture"), ("Bo", "Ask", "business")]).await;
        let shown = series.status(&malmo, &malmo.made()).await;
        let people = [0, 1].map(|at| shown["members"][at]["person"]["id"].clone());
        let seminar = server.get(&series.token, &format!("{}/seminars/1", Series::PATH)).await;
        Room { session: seminar.body["sessions"][0]["id"].clone(), series, people }
    }

    /// Observes the first of them, by an id that ends with a number.
    async fn observe(&self, number: u8) -> Answer {
        let one = json!({
            "id": format!("0a1b2c3d-0000-4000-8000-0000000000{number:02}"), "person": self.people[0],
            "session": self.session, "status": "present", "minutes": 120, "method": "list", "observed_at": Utc::now(),
        });
        let batch = json!({ "device": "platta-1", "observations": [one] });
        self.series.tell(&format!("{ATTENDANCE}/observations"), batch).await
    }

    /// Takes back, with these headers beside the key.
    async fn retract(&self, observations: Value, headers: &[(&str, &str)]) -> Answer {
        let mut body = json!({ "person": self.people[0], "session": self.session });
        if !observations.is_null() {
            body["observations"] = observations;
        }
        self.retract_as(body, headers).await
    }

    async fn retract_as(&self, body: Value, headers: &[(&str, &str)]) -> Answer {
        let path = format!("{}{ATTENDANCE}/retractions", Series::PATH);
        let key = uuid::Uuid::new_v4().to_string();
        let mut all = vec![("idempotency-key", key.as_str()), ("accept-language", "sv")];
        all.extend_from_slice(headers);
        self.series.server.post_with(&self.series.token, &path, body, &all).await
    }

    /// What is taken to be true after a command.
    async fn marks(&self, after: &Answer) -> Vec<Value> {
        let path = after.seen_by(&format!("{}{ATTENDANCE}", Series::PATH));
        self.series.server.get(&self.series.token, &path).await.body["items"].as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn what_was_seen_is_taken_back_and_what_others_saw_meanwhile_still_counts() {
    let server = Server::start(&[]).await;
    let room = Room::of(&server).await;
    let first = room.observe(1).await;
    let seen = room.marks(&first).await[0]["counting"].clone();
    assert_eq!(seen, json!(["0a1b2c3d-0000-4000-8000-000000000001"]));
    room.observe(2).await;
    let back = room.retract(seen.clone(), &[]).await;
    assert_eq!((back.status.as_u16(), &back.body["facts"]), (200, &json!(1)), "{back:?}");
    let left = room.marks(&back).await;
    assert_eq!(left[0]["counting"], json!(["0a1b2c3d-0000-4000-8000-000000000002"]));
    assert_eq!(room.retract(seen, &[]).await.body["facts"], 0, "again changes nothing");
    let all = room.retract(Value::Null, &[]).await;
    assert_eq!(
        (&all.body["facts"], room.marks(&all).await.len()),
        (&json!(1), 0),
        "nothing is noted any more"
    );
}

#[tokio::test]
async fn taking_back_what_has_changed_since_is_refused_with_the_change_and_a_closed_roll_stays() {
    let server = Server::start(&[]).await;
    let room = Room::of(&server).await;
    let first = room.observe(1).await;
    let tag = format!("\"{}\"", first.body["revision"]);
    room.observe(2).await;
    let stale = room.retract(Value::Null, &[("if-match", &tag)]).await;
    assert_eq!(stale.refused(), (409, "stale"), "{stale:?}");
    assert_eq!(stale.body["changes"][0]["fact"], "attendance-observed");
    let same = [("idempotency-key", "once"), ("accept-language", "sv")];
    let path = format!("{}{ATTENDANCE}/retractions", Series::PATH);
    let body = json!({ "person": room.people[0], "session": room.session });
    let told = [(); 2].map(|()| server.post_with(&room.series.token, &path, body.clone(), &same));
    let [once, again] = told;
    let (once, again) = (once.await, again.await);
    assert_eq!((&once.body, &once.body["facts"]), (&again.body, &json!(1)), "a key gets its first answer");

    let elsewhere = json!({ "person": room.people[0], "session": room.people[0] });
    let unknown = room.retract_as(elsewhere, &[]).await;
    assert_eq!(unknown.refused(), (422, "session-unknown"));
    assert!(unknown.body["title"] == "Passet finns inte", "{unknown:?}");
    room.observe(3).await;
    room.series.tell(&format!("{ATTENDANCE}/close"), Value::Null).await;
    assert_eq!(room.retract(Value::Null, &[]).await.refused(), (409, "roll-closed"));
}
