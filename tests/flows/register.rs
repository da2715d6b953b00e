//! The register from end to end: invitations, contact, decisions by hand, needs, and why it all came so.

mod exceptions;
mod flow;
mod needs;

use parvis::office::Office;
use parvis::why::{self, Explained};
use parvis_events::ids::InvitationId;
use parvis_events::person::{Command as PersonCommand, Person};
use parvis_events::register::{Command, HandDecision};
use parvis_words::Language as Tongue;

use self::flow::{Flow, enrolment, of, person, role};

#[tokio::test]
async fn a_manager_enrols_and_invites_the_colleague_who_joins_by_the_link() {
    let flow = Flow::with(&["Anna", "Bo"]).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture")]).await;
    let invitation = InvitationId::named(&["a flow", "Bo"]);
    let invite = Command::InviteMember {
        enrolment: enrolment("F-1"),
        invitation,
        person: person("Bo"),
        roles: [role("business")].into(),
    };
    flow.tell(invite).await;

    let mails = flow.send().await;
    let letters = of(&mails, "invitation");
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].name.as_str(), letters[0].address.as_str()),
        ("Bo Flödesson", "bo@kommun.example")
    );
    let text = &letters[0].text;
    assert!(text.contains("Anna Flödesson") && text.contains("Lund"), "{text}");
    let link = text.split_whitespace().find(|word| word.contains("/invitation/")).expect(text);
    let token = link.rsplit('/').next().unwrap();
    assert_eq!(flow.office.links.read(token), Some(invitation));
    assert_eq!(flow.office.links.invitation(invitation), link);
    // The database holds the invitation and nothing that opens it.
    let kept = flow.office.runner.house().await.house.clone();
    let row = kept.register.invitations.get(&(invitation,)).unwrap().clone();
    assert!(!format!("{row:?}").contains(token));

    let accept = Command::AcceptInvitation { enrolment: row.enrolment, invitation };
    flow.tell(accept.clone()).await;
    let before = flow.office.log.head().await.unwrap().position;
    flow.tell(accept).await;
    assert_eq!(flow.office.log.head().await.unwrap().position, before, "said again, nothing changes");
    let mails = flow.send().await;
    let admitted: Vec<&str> = of(&mails, "admitted").iter().map(|mail| mail.name.as_str()).collect();
    assert_eq!(admitted.len(), 2, "{admitted:?}");
    assert!(admitted.contains(&"Anna Flödesson") && admitted.contains(&"Bo Flödesson"));
}

#[tokio::test]
async fn whoever_invited_a_colleague_is_told_that_the_colleague_says_no() {
    let flow = Flow::with(&["Anna", "Bo"]).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture")]).await;
    let (id, invitation) = (enrolment("F-1"), InvitationId::named(&["a flow", "Bo"]));
    let roles = [role("business")].into();
    flow.tell(Command::InviteMember { enrolment: id, invitation, person: person("Bo"), roles }).await;
    flow.tell(Command::DeclineInvitation { enrolment: id, invitation }).await;
    let mails = flow.send().await;
    let told = of(&mails, "invitation-declined");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].name, "Anna Flödesson");
    assert!(told[0].text.contains("Bo Flödesson har tackat nej"), "{}", told[0].text);
}

#[tokio::test]
async fn a_new_contact_and_a_refusal_are_told_to_those_concerned() {
    let flow = Flow::with(&["Anna", "Cecilia"]).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture")]).await;
    let contact = person("Cecilia");
    flow.tell(Command::ChangeContact { enrolment: enrolment("F-1"), contact }).await;
    let mails = flow.send().await;
    let told = of(&mails, "contact-changed");
    assert_eq!(told.len(), 2);
    let to = |name: &str| told.iter().find(|mail| mail.name.starts_with(name)).unwrap().text.clone();
    assert!(to("Anna").contains("Från och med nu är Cecilia Flödesson kontaktperson"), "{}", to("Anna"));
    assert!(to("Cecilia").contains("i stället för Anna Flödesson"), "{}", to("Cecilia"));

    let refuse = Command::DecideByHand {
        enrolment: enrolment("F-1"),
        decision: HandDecision::Refuse,
        reason: "Lund deltog förra gången".to_owned(),
    };
    flow.tell(refuse).await;
    let mails = flow.send().await;
    let told = of(&mails, "refused");
    let names: Vec<&str> = told.iter().map(|mail| mail.name.as_str()).collect();
    assert_eq!(told.len(), 2, "{names:?}");
    assert!(told.iter().all(|mail| mail.text.contains("Skäl: Lund deltog förra gången")), "{}", told[0].text);
    assert!(of(&mails, "decided-by-hand").is_empty(), "a refusal is one letter");
}

async fn explained(office: &Office, reference: &str, language: Tongue) -> Explained {
    let house = office.runner.house().await.house.clone();
    let programme = house.programmes.programmes.rows().next().unwrap().programme;
    let found = why::called(&house, programme, reference);
    why::explain(&office.handle, &house, found[0], language).await.unwrap().unwrap()
}

#[tokio::test]
async fn why_is_told_in_every_language_with_the_numbers_of_the_moment() {
    let flow = Flow::with(&["Anna", "Bo", "Disa"]).await;
    let mut terms = flow.with_places(1).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]).await;
    flow.submit("F-2", "1286", "Disa", &[("Disa", "culture")]).await;

    let swedish = explained(&flow.office, "F-2", Tongue::Swedish).await;
    assert_eq!(swedish.heading, "F-2, Ystad: i kö sedan 6 februari 2018");
    assert_eq!((swedish.status.as_str(), swedish.steps.len()), ("queued", 2));
    assert!(swedish.steps[1].decisive && !swedish.steps[0].decisive);
    assert_eq!(swedish.steps[1].rule, "places");
    assert_eq!(
        swedish.steps[1].text,
        "1 av 1 platser var tagna. Alla platser var tagna, så anmälan ställdes i kö på plats 1."
    );
    assert_eq!(swedish.steps[1].actor, "account:samordnare");
    assert!(
        swedish.steps[0].text.contains("det saknades näringslivschef eller turismchef"),
        "{}",
        swedish.steps[0].text
    );
    for language in [Tongue::Bokmal, Tongue::English] {
        let told = explained(&flow.office, "F-2", language).await;
        let all: Vec<&str> =
            told.steps.iter().flat_map(|step| [step.text.as_str(), step.rule_text.as_str()]).collect();
        assert!(all.iter().all(|text| !text.contains('⟦')), "{all:?}");
        assert_ne!(told.steps[1].text, swedish.steps[1].text);
    }

    terms.places = 2;
    let dispense = Command::GrantDispensation {
        enrolment: enrolment("F-2"),
        kind: parvis_events::register::Dispensation::RoleVacant,
        roles: std::collections::BTreeSet::new(),
        person: person("Disa"),
        reason: "Tjänsten är vakant".to_owned(),
    };
    flow.tell(dispense).await;
    let decide = Command::DecideByHand {
        enrolment: enrolment("F-2"),
        decision: HandDecision::Admit,
        reason: "Ö utan bro".to_owned(),
    };
    flow.tell(Command::SetTerms(terms)).await;
    flow.tell(decide).await;
    let told = explained(&flow.office, "F-2", Tongue::Swedish).await;
    let last: Vec<&str> = told.steps.iter().rev().take(2).map(|step| step.text.as_str()).collect();
    assert_eq!(last[1], "Samordnaren beslutade att ge anmälan en plats. Skäl: Ö utan bro");
    assert!(last[0].ends_with("Anmälan fick en plats genom beslutet."), "{}", last[0]);

    // Whoever has a protected identity is not named, and whoever is erased cannot be.
    let protect = PersonCommand::ProtectIdentity;
    flow.office
        .handle
        .run::<Person>(person("Disa").uuid(), protect, &flow.office.cause("test"))
        .await
        .unwrap();
    flow.office.settle().await.unwrap();
    let told = explained(&flow.office, "F-2", Tongue::Swedish).await;
    assert!(told.steps.iter().all(|step| !step.text.contains("Disa")), "{told:?}");
}

#[tokio::test]
async fn whoever_was_ahead_is_told_that_a_place_went_to_somebody_else_by_hand_and_waits_on() {
    let flow = Flow::with(&["Anna", "Bo", "Disa", "Eva", "Frej", "Gun"]).await;
    // One place for Skåne, which the first takes, and one that is reserved for Halland.
    let mut terms = flow.with_places(2).await;
    terms.allocations =
        [("12", 1), ("13", 1)].map(|(county, places)| (county.parse().unwrap(), places)).into();
    flow.tell(Command::SetTerms(terms)).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]).await;
    flow.submit("F-2", "1286", "Disa", &[("Disa", "culture"), ("Eva", "business")]).await;
    flow.submit("F-3", "1290", "Frej", &[("Frej", "culture"), ("Gun", "business")]).await;
    let mails = flow.send().await;
    assert_eq!((of(&mails, "admitted").len(), of(&mails, "queued").len()), (2, 4));
    // The coordinator gives the reserved place to the one that is last in the queue.
    let decision = HandDecision::Admit;
    let reason = "Kommunen är värd för seminarium 2".to_owned();
    flow.tell(Command::DecideByHand { enrolment: enrolment("F-3"), decision, reason }).await;
    let mails = flow.send().await;
    let told = of(&mails, "passed-over");
    assert_eq!(told.iter().map(|mail| mail.name.as_str()).collect::<Vec<_>>(), ["Disa Flödesson"]);
    let text = &told[0].text;
    assert!(text.contains("Ystad stod före i kön och väntar fortfarande"), "{text}");
    assert!(text.contains("Plats i kön: 1"), "{text}");
    // Nothing is said of who has it, or of why: that is theirs.
    assert!(!text.contains("Kristianstad") && !text.contains("Frej") && !text.contains("värd"), "{text}");
}
