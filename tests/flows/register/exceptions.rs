//! What an enrolment lacks, as its row and its letters say it, and exceptions from the rule that cover it or no longer do.

use parvis::setup;
use parvis_events::ids::ProgrammeId;
use parvis_events::participation::{Member, ParticipationRule};
use parvis_events::programme::{Command as ProgrammeCommand, Programme};
use parvis_events::register::{Channel, Command, Dispensation, Register, Submission};
use parvis_projections::register::EnrolmentRow;

use super::flow::{Flow, enrolment, of, person, role};

async fn row(flow: &Flow, reference: &str) -> EnrolmentRow {
    let kept = flow.office.runner.house().await;
    kept.house.register.enrolment(enrolment(reference)).unwrap().clone()
}

/// Holds that the row says of an enrolment what the rule says of it. Returns whether it is incomplete.
async fn incomplete(flow: &Flow, reference: &str) -> bool {
    let (state, _) = flow.office.handle.load::<Register>(flow.register).await.unwrap();
    let row = row(flow, reference).await;
    let terms = state.terms.as_deref().unwrap();
    assert_eq!(row.incomplete, !state.enrolment(enrolment(reference)).unwrap().complete(terms), "{row:?}");
    row.incomplete
}

fn member(name: &str, roles: &[&str]) -> Member {
    Member { person: person(name), roles: roles.iter().map(|code| role(code)).collect() }
}

/// Somebody enrols alone, with these roles.
async fn alone(flow: &Flow, name: &str, roles: &[&str]) {
    let submission = Submission {
        enrolment: enrolment("F-2"),
        reference: "F-2".parse().unwrap(),
        municipality: "1286".parse().unwrap(),
        county: "12".parse().unwrap(),
        contact: person(name),
        members: vec![member(name, roles)],
        via: Channel::Member,
    };
    flow.tell(Command::Submit(submission)).await;
}

fn exception(roles: &[&str]) -> Command {
    Command::GrantDispensation {
        enrolment: enrolment("F-2"),
        kind: Dispensation::OnePersonAllRoles,
        person: person("Disa"),
        roles: roles.iter().map(|code| role(code)).collect(),
        reason: "Båda tjänsterna är en".to_owned(),
    }
}

#[tokio::test]
async fn an_exception_is_shown_as_long_as_it_covers_and_no_longer() {
    let flow = Flow::with(&["Anna", "Bo", "Disa"]).await;
    flow.with_places(1).await;
    flow.submit("F-1", "1281", "Anna", &[("Anna", "culture"), ("Bo", "business")]).await;
    alone(&flow, "Disa", &["culture", "business"]).await;
    // One person with both roles, who waits: no role is empty, and still somebody is missing.
    let found = row(&flow, "F-2").await;
    assert_eq!((found.missing.as_str(), found.people_missing, found.dispensed), ("", 1, false));
    assert!(incomplete(&flow, "F-2").await);
    flow.tell(exception(&[])).await;
    assert!(row(&flow, "F-2").await.dispensed && !incomplete(&flow, "F-2").await);
    let letters = flow.send().await.len();
    let fewer = Command::ReplaceMember {
        enrolment: enrolment("F-2"),
        leaving: person("Disa"),
        member: member("Disa", &["culture"]),
    };
    flow.tell(fewer).await;
    let lapsed = row(&flow, "F-2").await;
    assert_eq!((lapsed.missing.as_str(), lapsed.dispensed), ("development", false));
    assert!(incomplete(&flow, "F-2").await);
    assert_eq!(flow.send().await.len(), letters, "other roles are no news of a place");
    flow.tell(exception(&["culture", "tourism"])).await;
    assert!(row(&flow, "F-2").await.dispensed && !incomplete(&flow, "F-2").await);
    // Whoever takes over does not take over the exception.
    let other = Command::ReplaceMember {
        enrolment: enrolment("F-2"),
        leaving: person("Disa"),
        member: member("Bo", &["culture", "tourism"]),
    };
    flow.tell(Command::Withdraw { enrolment: enrolment("F-1") }).await;
    flow.tell(other).await;
    let after = row(&flow, "F-2").await;
    assert_eq!((after.dispensation, after.dispensed), (None, false));
    assert!(incomplete(&flow, "F-2").await);
}

#[tokio::test]
async fn a_team_that_is_too_small_is_told_how_many_are_missing() {
    let flow = Flow::with(&["Anna", "Bo", "Disa"]).await;
    let programme = ProgrammeId::new(flow.register);
    let (state, _) = flow.office.handle.load::<Programme>(programme.uuid()).await.unwrap();
    let mut participation = state.participation.unwrap();
    participation.rule = ParticipationRule::Team { min: 3, max: 5 };
    let change = vec![ProgrammeCommand::SetParticipationRule(participation)];
    let cause = flow.office.cause("coordinator");
    setup::change(&flow.office.handle, programme, change, &cause, None).await.unwrap();
    flow.office.settle().await.unwrap();
    alone(&flow, "Disa", &["culture"]).await;
    assert_eq!((row(&flow, "F-2").await.people_missing, incomplete(&flow, "F-2").await), (2, true));
    let mails = flow.send().await;
    let told = of(&mails, "incomplete");
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("2 personer till"), "{}", told[0].text);
    let join =
        |name: &str| Command::AddMember { enrolment: enrolment("F-2"), member: member(name, &["culture"]) };
    for name in ["Anna", "Bo"] {
        flow.tell(join(name)).await;
    }
    assert_eq!((row(&flow, "F-2").await.people_missing, incomplete(&flow, "F-2").await), (0, false));
}
