//! Documents over HTTP, for whoever may see what they say; certificates that are put in the place of others.

use serde_json::{Value, json};

use super::server::{Answer, Server};
use crate::sheets;

const KKN: &str = "/api/v1/programmes/KKN-2018";

async fn json_of(server: &Server, token: &str, path: &str) -> Value {
    let answer = server.get(token, path).await;
    assert!(answer.status.is_success(), "{answer:?}");
    answer.body
}

fn is_pdf(answer: &Answer) -> bool {
    let starts = answer.body.as_str().is_some_and(|text| text.starts_with("%PDF-"));
    answer.status == 200 && answer.header("content-type") == "application/pdf" && starts
}

/// Protects somebody with a certificate, who is then a secret. Gives the certificate.
async fn protect_somebody(server: &Server) -> Value {
    let registrar = server.token(&["registrar:*"]);
    let all = json_of(server, &registrar, &format!("{KKN}/certificates")).await;
    let certificate = all["items"][3].clone();
    let person = certificate["person"]["id"].as_str().unwrap();
    let protected =
        server.post(&registrar, &format!("/api/v1/people/{person}/protection"), Value::Null).await;
    assert_eq!(protected.body["facts"], 1, "{protected:?}");
    // The next reads show it.
    let path = protected.seen_by(&format!("/api/v1/people/{person}"));
    assert_eq!(json_of(server, &registrar, &path).await["protected"], true);
    certificate
}

#[tokio::test]
async fn certificates_sheets_and_summaries_are_documents_for_whoever_may_see_them() {
    let server = Server::played(&[]).await;
    let token = server.token(&["read-personal:KKN-2018", "evaluate:KKN-2018"]);
    let reader = server.token(&["read:KKN-2018"]);
    let certificates = json_of(&server, &token, &format!("{KKN}/certificates?limit=1")).await;
    let certificate = &certificates["items"][0];
    let path = format!("{KKN}/certificates/{}/pdf", certificate["id"].as_str().unwrap());
    let pdf = server.get(&token, &path).await;
    assert!(is_pdf(&pdf), "{:?}", pdf.headers);
    let number = certificate["number"].as_str().unwrap();
    assert_eq!(pdf.header("content-disposition"), format!("attachment; filename=\"{number}.pdf\""));
    assert_eq!(server.get(&reader, &path).await.refused(), (403, "scope-missing"));
    let unknown = format!("{KKN}/certificates/6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10/pdf");
    assert_eq!(server.get(&token, &unknown).await.refused(), (404, "certificate-unknown"));

    let sheets = json_of(&server, &token, &format!("{KKN}/seminars/1/sign-in-sheets")).await;
    assert_eq!((&sheets[0]["date"], &sheets[1]["date"]), (&json!("2018-05-29"), &json!("2018-05-30")));
    assert!(is_pdf(&server.get(&token, sheets[1]["pdf"].as_str().unwrap()).await));
    let none = server.get(&token, &format!("{KKN}/seminars/1/sign-in-sheets/2018-05-31")).await;
    assert_eq!(none.refused(), (404, "not-found"));

    let summary = server.get(&token, &format!("{KKN}/evaluation-summary/pdf")).await;
    assert!(is_pdf(&summary) && summary.header("content-disposition").contains("utvardering.pdf"));
    assert_eq!(
        server.get(&reader, &format!("{KKN}/evaluation-summary/pdf")).await.refused(),
        (403, "scope-missing")
    );
}

#[tokio::test]
async fn documents_are_asked_for_like_lists_too() {
    let server = Server::played(&[]).await;
    let token = server.token(&["read-personal:KKN-2018", "evaluate:KKN-2018"]);
    let reader = server.token(&["read-personal:KKN-2018"]);
    let listed = json_of(&server, &token, "/api/v1/exports").await;
    let names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(
        names.contains(&"participants") && names.ends_with(&["evaluation", "sign-in-sheet"]),
        "{names:?}"
    );

    let get = async |token: &str, path: &str| server.get(token, &format!("{KKN}/exports/{path}")).await;
    assert!(is_pdf(&get(&token, "sign-in-sheet?seminar=2&day=2018-10-03").await));
    assert!(is_pdf(&get(&token, "evaluation").await));
    let summary = json_of(&server, &token, &format!("{KKN}/evaluation-summary")).await;
    assert_eq!(get(&token, "evaluation?format=json").await.body, summary);
    assert_eq!(get(&reader, "evaluation").await.refused(), (403, "scope-missing"));
    for (path, parameter) in [
        ("sign-in-sheet", "seminar"),
        ("sign-in-sheet?seminar=2", "day"),
        ("sign-in-sheet?seminar=2&day=2018-10-03&format=xlsx", "format"),
        ("evaluation?seminar=1", "seminar"),
        ("evaluation?format=csv", "format"),
        ("participants?day=2018-10-03", "day"),
        ("participants?format=pdf", "format"),
    ] {
        let refused = get(&token, path).await;
        assert_eq!(refused.refused(), (400, "parameter-invalid"), "{path}");
        assert!(refused.body["detail"].as_str().unwrap().contains(parameter), "{path}: {refused:?}");
    }
}

#[tokio::test]
async fn a_protected_person_is_in_lists_and_documents_for_the_few_who_may_know() {
    let server = Server::played(&[]).await;
    let many = server.token(&["read-personal:KKN-2018"]);
    let few = server.token(&["read-protected:KKN-2018"]);
    let certificate = protect_somebody(&server).await;
    let family = certificate["person"]["family_name"].as_str().unwrap();
    let email = certificate["person"]["email"].as_str().unwrap();
    for export in ["participants", "attendance", "certificates"] {
        let path = format!("{KKN}/exports/{export}?format=csv");
        let seen = async |token: &str| server.get(token, &path).await.body.as_str().unwrap().to_owned();
        let (masked, full) = (seen(&many).await, seen(&few).await);
        let rows = |text: &str| sheets::parsed(text.as_bytes());
        let named = |text: &str, word: &str| rows(text).iter().filter(|row| row["Efternamn"] == word).count();
        assert!(named(&masked, "Skyddad") > 0 && named(&full, "Skyddad") == 0, "{export}");
        let others = named(&masked, family);
        assert_eq!(named(&full, family), others + named(&masked, "Skyddad"), "{export}");
        assert!(!masked.contains(email), "{export}");
    }
    let path = format!("{KKN}/certificates/{}/pdf", certificate["id"].as_str().unwrap());
    let refused = server.get(&many, &path).await;
    assert_eq!(refused.refused(), (403, "scope-missing"));
    assert!(refused.body["detail"].as_str().unwrap().contains("read-protected:KKN-2018"), "{refused:?}");
    assert!(is_pdf(&server.get(&few, &path).await));
}

#[tokio::test]
async fn a_certificate_is_put_in_the_place_of_another_once() {
    let server = Server::played(&[]).await;
    let token = server.token(&["certify:KKN-2018", "read-personal:KKN-2018"]);
    let all = json_of(&server, &token, &format!("{KKN}/certificates")).await;
    let old = &all["items"][0];
    let path = format!("{KKN}/certificates/{}", old["id"].as_str().unwrap());
    let reason = || json!({ "reason": "Namnet rättat" });
    let done = server.post(&token, &format!("{path}/reissue"), reason()).await;
    assert_eq!((done.status.as_u16(), &done.body["facts"]), (201, &json!(1)), "{done:?}");
    let new = json_of(&server, &token, &done.seen_by(done.header("location"))).await;
    assert_eq!(new["id"], done.body["id"]);
    assert_eq!((&new["person"], &new["replaces"]), (&old["person"], &old["id"]));
    assert_ne!(new["number"], old["number"]);
    assert_eq!(json_of(&server, &token, &path).await["validity"], "replaced");
    let verified =
        json_of(&server, "", &format!("/api/v1/certificates/{}", old["number"].as_str().unwrap())).await;
    assert_eq!((&verified["holds"], &verified["validity"]), (&json!(false), &json!("replaced")));

    // Asked for again it is there already, and what was replaced cannot be revoked.
    let again = server.post(&token, &format!("{path}/reissue"), reason()).await;
    assert_eq!((&again.body["facts"], &again.body["id"]), (&json!(0), &done.body["id"]));
    let revoked = server.post(&token, &format!("{path}/revoke"), reason()).await;
    assert_eq!(revoked.refused(), (409, "certificate-not-holding"));
    let unknown = format!("{KKN}/certificates/6f1c2b1e-33d1-4d57-9d6f-0f3c5d0c7f10/reissue");
    assert_eq!(server.post(&token, &unknown, reason()).await.refused(), (404, "certificate-unknown"));
    // The letter with it waits for the person.
    let letters = json_of(&server, &token, &format!("{KKN}/letters?status=waiting")).await;
    let waits = letters["items"].as_array().unwrap().iter();
    let mut waits = waits.filter(|letter| letter["kind"] == "certificate");
    assert_eq!(waits.next().map(|letter| &letter["recipient"]["id"]), Some(&old["person"]["id"]));
}
