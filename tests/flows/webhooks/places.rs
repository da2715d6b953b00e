//! Where messages go, and where they never do.

use chrono::TimeDelta;
use parvis::clock::Clock;
use parvis::webhooks::{Addition, Limits, Network, Round, WebhookError};

use super::{NOW, add, all_to, happen, limits, office_with, simulated};
use crate::receiver::{Authority, Mood, Receiver};
use crate::support;

#[tokio::test]
async fn a_redirect_is_not_followed_and_an_endless_answer_not_read() {
    let (_database, _home, office) = simulated().await;
    let (redirecting, elsewhere, babbling) = (Receiver::start(), Receiver::start(), Receiver::start());
    add(&office, all_to(&redirecting)).await;
    add(&office, all_to(&babbling)).await;
    redirecting.mood(Mood::Redirects(elsewhere.url()));
    babbling.mood(Mood::Babbles);
    happen(&office, 3).await;
    let round = office.webhooks.deliver_due(&office.clock).await.unwrap();
    assert_eq!(round, Round { taken: 3, failed: 1, parked: 0 });
    assert!(elsewhere.inbox().is_empty());
    assert_eq!(babbling.positions(), [1, 2, 3]);
    let of_redirect = office.webhooks.list().await.unwrap().remove(0);
    assert_eq!(of_redirect.failure.as_deref(), Some("status-307"));
}

#[tokio::test]
async fn no_message_goes_to_this_machine_unless_the_operator_allows_it() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let clock = Clock::simulated(NOW.parse().unwrap());
    let authority = Authority::new();
    let receiver = Receiver::with_tls(&authority, &["localhost"]);
    let trusting = Limits { authorities: Some(authority.file(home.path())), ..limits() };
    let public = Limits { network: Network::Public, ..trusting.clone() };
    let strict = office_with(&database.pool, home.path(), clock.clone(), public).await;

    let literal = Addition { url: "https://127.0.0.1/".to_owned(), ..all_to(&receiver) };
    let refused = strict.webhooks.add(literal, clock.now()).await.unwrap_err();
    assert!(matches!(refused, WebhookError::Target(_)) && refused.to_string().contains("PARVIS_WEBHOOKS_TO"));
    let plain = Addition { url: receiver.url().replace("https", "http"), ..all_to(&receiver) };
    assert!(strict.webhooks.add(plain, clock.now()).await.is_err(), "unencrypted");
    // A name says nothing: what counts is the address it leads to when the message is sent.
    add(&strict, all_to(&receiver)).await;
    happen(&strict, 1).await;
    assert_eq!(strict.webhooks.deliver_due(&clock).await.unwrap().failed, 1);
    assert_eq!(strict.webhooks.list().await.unwrap()[0].failure.as_deref(), Some("forbidden-address"));
    assert!(receiver.inbox().is_empty());

    let allowing = office_with(&database.pool, home.path(), clock.clone(), trusting).await;
    clock.advance(clock.now() + TimeDelta::minutes(1));
    assert_eq!(allowing.webhooks.deliver_due(&clock).await.unwrap().taken, 1);
}

#[tokio::test]
async fn a_receiver_nobody_vouches_for_gets_nothing() {
    let (database, home) = (support::database().await, tempfile::tempdir().unwrap());
    let clock = Clock::simulated(NOW.parse().unwrap());
    let (ours, theirs) = (Authority::new(), Authority::new());
    let limits = Limits { authorities: Some(ours.file(home.path())), ..limits() };
    let office = office_with(&database.pool, home.path(), clock.clone(), limits).await;
    let (right, other_name, other_authority) = (
        Receiver::with_tls(&ours, &["localhost"]),
        Receiver::with_tls(&ours, &["elsewhere.example"]),
        Receiver::with_tls(&theirs, &["localhost"]),
    );
    for receiver in [&right, &other_name, &other_authority] {
        add(&office, all_to(receiver)).await;
    }
    happen(&office, 1).await;
    assert_eq!(office.webhooks.deliver_due(&clock).await.unwrap(), Round { taken: 1, failed: 2, parked: 0 });
    let failures: Vec<_> =
        office.webhooks.list().await.unwrap().into_iter().map(|webhook| webhook.failure).collect();
    assert_eq!(failures, [None, Some("tls".to_owned()), Some("tls".to_owned())]);
    assert!(other_name.inbox().is_empty() && other_authority.inbox().is_empty());
}
