//! What is believed, and what is not.

use serde_json::{Value, json};

use super::{Expected, Key, TokenError, read};
use crate::oidc::Claims;
use crate::oidc::testing::Signer;

const NOW: i64 = 1_800_000_000;

fn header() -> Value {
    json!({ "alg": "ES256", "kid": "1" })
}

fn stated() -> Value {
    json!({
        "iss": "https://login.example", "sub": "17", "aud": "parvis", "nonce": "n", "iat": NOW, "exp": NOW + 300,
        "email": "ann@region.example", "email_verified": true,
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut stated = stated();
    stated[name] = value;
    stated
}

fn expected() -> Expected<'static> {
    let now = chrono::DateTime::from_timestamp(NOW + 5, 0).unwrap();
    Expected { issuer: "https://login.example", client: "parvis", nonce: "n", now }
}

fn key(signer: &Signer, id: &str) -> Key {
    Key::of(&signer.shown(id)).unwrap()
}

#[test]
fn what_the_provider_signed_for_us_is_believed() {
    let signer = Signer::new();
    let email = Some("ann@region.example".to_owned());
    let who = Claims { subject: "17".to_owned(), verified_email: email };
    for stated in [stated(), with("aud", json!(["parvis"])), with("azp", json!("parvis"))] {
        assert_eq!(
            read(&signer.sign(&header(), &stated), &[key(&signer, "1")], &expected()),
            Ok(who.clone())
        );
    }
    // Which key it was need not be said.
    let unnamed = signer.sign(&json!({ "alg": "ES256" }), &stated());
    assert_eq!(read(&unnamed, &[key(&Signer::new(), "0"), key(&signer, "1")], &expected()), Ok(who));
}

#[test]
fn an_address_that_nobody_verified_is_no_address() {
    let signer = Signer::new();
    let email = |stated: &Value| {
        read(&signer.sign(&header(), stated), &[key(&signer, "1")], &expected()).unwrap().verified_email
    };
    for not_verified in [json!(false), json!("false"), json!(0), Value::Null, json!([true])] {
        assert_eq!(email(&with("email_verified", not_verified)), None);
    }
    let mut of_microsoft = with("email_verified", Value::Null);
    of_microsoft["xms_edov"] = json!("1");
    assert_eq!(email(&of_microsoft).as_deref(), Some("ann@region.example"));
    of_microsoft["xms_edov"] = json!(false);
    assert_eq!(email(&of_microsoft), None);
}

#[test]
fn what_somebody_else_signed_is_not_believed() {
    let (signer, other) = (Signer::new(), Signer::new());
    let keys = [key(&signer, "1")];
    let with_header = |header: Value| read(&signer.sign(&header, &stated()), &keys, &expected());
    assert_eq!(read(&other.sign(&header(), &stated()), &keys, &expected()), Err(TokenError::Signature));
    let unknown = read(&signer.sign(&header(), &stated()), &[key(&signer, "2")], &expected());
    assert_eq!(unknown, Err(TokenError::UnknownKey));
    assert_eq!(with_header(json!({ "alg": "RS256", "kid": "1" })), Err(TokenError::UnknownKey));
    // Neither unsigned, nor signed with something that everybody knows, nor by rules that are not known here.
    assert_eq!(with_header(json!({ "alg": "none" })), Err(TokenError::Form));
    assert_eq!(with_header(json!({ "alg": "HS256", "kid": "1" })), Err(TokenError::Form));
    assert_eq!(with_header(json!({ "alg": "ES256", "kid": "1", "crit": ["exp"] })), Err(TokenError::Form));
    let token = signer.sign(&header(), &stated());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (head, _) = signed.split_once('.').unwrap();
    let other_payload = signer.sign(&header(), &with("sub", json!("18")));
    let other_payload = other_payload.split('.').nth(1).unwrap();
    let swapped = format!("{head}.{other_payload}.{signature}");
    assert_eq!(read(&swapped, &keys, &expected()), Err(TokenError::Signature));
    assert_eq!(read(&format!("{signed}."), &keys, &expected()), Err(TokenError::Signature));
    assert_eq!(read("", &keys, &expected()), Err(TokenError::Form));
}

#[test]
fn what_is_meant_for_somebody_else_or_another_time_is_not_believed() {
    let signer = Signer::new();
    let keys = [key(&signer, "1")];
    let changed = |name: &str, value: Value| {
        read(&signer.sign(&header(), &with(name, value)), &keys, &expected()).unwrap_err()
    };
    assert_eq!(changed("iss", json!("https://login.example/")), TokenError::Issuer);
    assert_eq!(changed("aud", json!("another")), TokenError::Audience);
    assert_eq!(changed("aud", json!(["parvis", "another"])), TokenError::Audience);
    assert_eq!(changed("azp", json!("another")), TokenError::Audience);
    assert_eq!(changed("nonce", json!("m")), TokenError::Nonce);
    assert_eq!(changed("nonce", Value::Null), TokenError::Nonce);
    assert_eq!(changed("exp", json!(NOW - 120)), TokenError::Time);
    assert_eq!(changed("iat", json!(NOW + 600)), TokenError::Time);
    assert_eq!(changed("iat", json!(NOW - 700)), TokenError::Time);
    assert_eq!(changed("exp", json!("soon")), TokenError::Form);
}

#[test]
fn a_key_that_is_for_something_else_is_left_out() {
    let signer = Signer::new();
    let changed = |name: &str, value: &str| {
        let mut shown = signer.shown("1");
        shown[name] = json!(value);
        Key::of(&shown)
    };
    assert_eq!(changed("use", "enc"), None);
    assert_eq!(changed("alg", "ES384"), None);
    assert_eq!(changed("crv", "P-384"), None);
    assert_eq!(changed("x", "AAAA"), None);
    assert!(changed("alg", "ES256").is_some());
}
