//! A whole attempt against a provider that is played here, and may misbehave.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::Utc;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::testing::Signer;
use super::{Attempt, Claims, OidcError, Provider, Settings, TokenError};

const BACK: &str = "https://parvis.example/logga-in/organisation/tillbaka";

/// What the provider does.
struct Played {
    signer: Signer,
    key: &'static str,
    discovery: Value,
    /// What it says of somebody in what it signs.
    signed: Value,
    /// What it says of somebody when it is asked.
    told: Value,
    /// The last form it was sent, with the credentials.
    asked: Vec<(String, String)>,
    /// How often its keys were asked for.
    shown: usize,
}

type Shared = Arc<Mutex<Played>>;

async fn keys(State(played): State<Shared>) -> Json<Value> {
    let mut played = played.lock().unwrap();
    played.shown += 1;
    Json(json!({ "keys": [played.signer.shown(played.key)] }))
}

async fn token(State(played): State<Shared>, headers: HeaderMap, form: String) -> Json<Value> {
    let mut played = played.lock().unwrap();
    let pairs = url::form_urlencoded::parse(form.as_bytes()).into_owned();
    played.asked = pairs.chain([("credentials".to_owned(), credentials(&headers))]).collect();
    let header = json!({ "alg": "ES256", "kid": played.key });
    Json(json!({ "access_token": "open", "id_token": played.signer.sign(&header, &played.signed) }))
}

async fn userinfo(State(played): State<Shared>, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    let is_known = credentials(&headers) == "Bearer open";
    if is_known { Ok(Json(played.lock().unwrap().told.clone())) } else { Err(StatusCode::UNAUTHORIZED) }
}

fn credentials(headers: &HeaderMap) -> String {
    headers[AUTHORIZATION].to_str().unwrap().to_owned()
}

/// A provider that answers on loopback, and what plays it.
async fn provider() -> (Provider, Shared) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let now = Utc::now().timestamp();
    let played = Arc::new(Mutex::new(Played {
        signer: Signer::new(),
        key: "1",
        discovery: json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth?tenant=a"),
            "token_endpoint": format!("{issuer}/token"), "userinfo_endpoint": format!("{issuer}/me"),
            "jwks_uri": format!("{issuer}/keys"),
        }),
        signed: json!({
            "iss": issuer, "sub": "17", "aud": "a client", "nonce": "nonce", "iat": now, "exp": now + 300,
        }),
        told: json!({ "sub": "17", "email": "ann@region.example", "email_verified": true }),
        asked: Vec::new(),
        shown: 0,
    }));
    let discovery = async |State(played): State<Shared>| Json(played.lock().unwrap().discovery.clone());
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/keys", get(keys))
        .route("/token", post(token))
        .route("/me", get(userinfo))
        .with_state(played.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let settings = Settings {
        issuer,
        client: "a client".to_owned(),
        secret: "hush: å".to_owned(),
        name: "Region".to_owned(),
        authorities: None,
    };
    (Provider::new(settings).unwrap(), played)
}

fn attempt() -> Attempt {
    Attempt { state: "state".to_owned(), nonce: "nonce".to_owned(), verifier: "verifier".to_owned() }
}

async fn come_back(provider: &Provider) -> Result<Claims, OidcError> {
    provider.who("code", &attempt(), BACK, Utc::now()).await
}

#[tokio::test]
async fn an_attempt_goes_to_the_provider_and_comes_back_with_somebody() {
    let (provider, played) = provider().await;
    let door = provider.door(&attempt(), BACK).await.unwrap();
    let query: Vec<(String, String)> = door.query_pairs().into_owned().collect();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest("verifier"));
    for (name, value) in [
        ("tenant", "a"),
        ("response_type", "code"),
        ("client_id", "a client"),
        ("redirect_uri", BACK),
        ("state", "state"),
        ("nonce", "nonce"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ] {
        assert!(query.contains(&(name.to_owned(), value.to_owned())), "{name} in {door}");
    }
    let email = Some("ann@region.example".to_owned());
    assert_eq!(
        come_back(&provider).await.unwrap(),
        Claims { subject: "17".to_owned(), verified_email: email }
    );
    let pair = STANDARD.encode("a+client:hush%3A+%C3%A5");
    for (name, value) in [
        ("code", "code"),
        ("redirect_uri", BACK),
        ("code_verifier", "verifier"),
        ("credentials", format!("Basic {pair}").as_str()),
    ] {
        let asked = played.lock().unwrap().asked.clone();
        assert!(asked.contains(&(name.to_owned(), value.to_owned())), "{name} in {asked:?}");
    }
}

#[tokio::test]
async fn a_provider_that_signs_with_a_new_key_is_asked_for_it_once() {
    let (provider, played) = provider().await;
    come_back(&provider).await.unwrap();
    come_back(&provider).await.unwrap();
    assert_eq!(played.lock().unwrap().shown, 1, "what it said is kept");
    {
        let mut played = played.lock().unwrap();
        (played.signer, played.key) = (Signer::new(), "2");
    }
    come_back(&provider).await.unwrap();
    assert_eq!(played.lock().unwrap().shown, 2);
    // Another key by the same name is found out, too.
    played.lock().unwrap().signer = Signer::new();
    come_back(&provider).await.unwrap();
    assert_eq!(played.lock().unwrap().shown, 3);
}

#[tokio::test]
async fn somebody_elses_address_or_one_that_nobody_verified_is_not_taken() {
    let (provider, played) = provider().await;
    for told in [
        json!({ "sub": "18", "email": "ann@region.example", "email_verified": true }),
        json!({ "sub": "17", "email": "ann@region.example" }),
        json!({ "email": "ann@region.example", "email_verified": true }),
    ] {
        played.lock().unwrap().told = told.clone();
        assert_eq!(come_back(&provider).await.unwrap().verified_email, None, "{told}");
    }
}

#[tokio::test]
async fn what_belongs_to_another_attempt_is_refused() {
    let (provider, _) = provider().await;
    let other = Attempt { nonce: "another".to_owned(), ..attempt() };
    let refused = provider.who("code", &other, BACK, Utc::now()).await.unwrap_err();
    assert!(matches!(refused, OidcError::Token(TokenError::Nonce)), "{refused}");
}

#[tokio::test]
async fn a_provider_that_calls_itself_otherwise_or_leads_elsewhere_is_not_believed() {
    let (provider, played) = provider().await;
    let whole = played.lock().unwrap().discovery.clone();
    let with = async |name: &str, value: &str| {
        let mut changed = whole.clone();
        changed[name] = json!(value);
        played.lock().unwrap().discovery = changed;
        provider.reach().await.unwrap_err()
    };
    assert!(matches!(with("issuer", "https://evil.example").await, OidcError::AnotherIssuer(_)));
    for name in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"] {
        assert!(matches!(with(name, "http://login.example/x").await, OidcError::Address(_)), "{name}");
    }
    played.lock().unwrap().discovery = whole.clone();
    assert_eq!(provider.reach().await.unwrap(), 1);
}

#[test]
fn a_provider_without_tls_is_refused_when_it_is_set_up() {
    let settings = |issuer: &str| Settings {
        issuer: issuer.to_owned(),
        client: String::new(),
        secret: String::new(),
        name: String::new(),
        authorities: None,
    };
    assert!(matches!(Provider::new(settings("http://login.example")), Err(OidcError::Issuer(_))));
    assert!(matches!(Provider::new(settings("login.example")), Err(OidcError::Issuer(_))));
    let no_file = Settings { authorities: Some("/nowhere.pem".into()), ..settings("https://login.example") };
    assert!(matches!(Provider::new(no_file), Err(OidcError::Trust(_))));
}
