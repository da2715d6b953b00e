//! `letter-{id}`: queued once, tried, and then sent, failed or missed. Source: rule 11.

use parvis_events::ids::LetterId;
use parvis_events::letter::{
    Command, Event, Letter, LetterKind, Letters, Rejection, Settlement, State, Subject,
};
use parvis_events::testing::given;
use parvis_events::{Stream, letter};

use crate::samples::{NOW, person, programme, value};
use crate::table::{hold, leads, refused};

fn letter() -> Letter {
    Letter {
        letter: LetterId::named(&["receipt", "Anna"]),
        kind: LetterKind::Receipt,
        recipient: person("Anna"),
        programme: programme(),
        subject: Subject::default(),
        due: value(NOW),
        pointless_after: None,
    }
}

fn queued() -> Vec<Event> {
    vec![Event::Queued(letter())]
}

fn send(uncertain: bool) -> Command {
    Command::RecordSent { message_id: "<1@parvis.example>".into(), uncertain }
}

fn sent(uncertain: bool) -> Event {
    Event::Sent { message_id: "<1@parvis.example>".into(), uncertain }
}

fn fail(permanent: bool) -> Command {
    Command::RecordFailure { permanent, reason: "451".into() }
}

fn failed(attempt: u32, permanent: bool) -> Event {
    Event::Failed { attempt, permanent, reason: "451".into() }
}

fn and(fact: Event) -> Vec<Event> {
    [queued(), vec![fact]].concat()
}

#[test]
fn a_letter_is_queued_once_whatever_became_of_it() {
    let mut rows = vec![leads("queued", &[], Command::Queue(letter()), queued())];
    for past in [queued(), and(failed(1, false)), and(sent(false)), and(failed(1, true)), and(Event::Missed)]
    {
        rows.push(leads("queued before", &past, Command::Queue(letter()), vec![]));
    }
    hold::<Letters>(NOW, rows);
}

#[test]
fn a_waiting_letter_is_sent_or_given_up_or_missed_once() {
    hold::<Letters>(
        NOW,
        vec![
            leads("sent", &queued(), send(false), vec![sent(false)]),
            leads("sent, perhaps twice", &queued(), send(true), vec![sent(true)]),
            leads("sent before", &and(sent(false)), send(true), vec![]),
            leads("sent at the second attempt", &and(failed(1, false)), send(false), vec![sent(false)]),
            leads("given up", &queued(), fail(true), vec![failed(1, true)]),
            leads("given up before", &and(failed(1, true)), fail(true), vec![]),
            leads("missed", &queued(), Command::RecordMissed, vec![Event::Missed]),
            leads("missed before", &and(Event::Missed), Command::RecordMissed, vec![]),
            leads(
                "missed after an attempt",
                &and(failed(1, false)),
                Command::RecordMissed,
                vec![Event::Missed],
            ),
        ],
    );
}

#[test]
fn attempts_are_counted_and_the_letter_goes_on_waiting() {
    let mut facts = queued();
    for attempt in 1..=3 {
        let outcome = given::<Letters>(NOW, facts.clone()).when(fail(false)).then(&[failed(attempt, false)]);
        facts.extend(outcome.result.unwrap());
        assert_eq!(Letters::fold(&facts), State::Waiting { letter: letter(), attempts: attempt });
    }
    given::<Letters>(NOW, facts).when(fail(true)).then(&[failed(4, true)]).again_nothing(fail(true));
}

#[test]
fn nothing_becomes_of_a_letter_that_is_not_waiting() {
    let mut rows = Vec::new();
    for command in [send(false), fail(false), fail(true), Command::RecordMissed] {
        rows.push(refused("never queued", &[], command, Rejection::NotQueued));
    }
    for (past, commands) in [
        (and(sent(false)), vec![fail(false), fail(true), Command::RecordMissed]),
        (and(failed(1, true)), vec![send(false), Command::RecordMissed]),
        (and(Event::Missed), vec![send(false), fail(false), fail(true)]),
    ] {
        for command in commands {
            rows.push(refused("settled", &past, command, Rejection::NotWaiting));
        }
    }
    hold::<Letters>(NOW, rows);
}

fn again(pointless_after: Option<&str>) -> Event {
    Event::QueuedAgain { due: value(NOW), pointless_after: pointless_after.map(value) }
}

const TOLD: Command = Command::Settle { how: Settlement::ToldOtherwise };
const NEEDLESS: Command = Command::Settle { how: Settlement::NoLongerNeeded };

fn settled(how: Settlement) -> Event {
    Event::Settled { how }
}

#[test]
fn what_did_not_arrive_is_sent_again_or_ticked_off_and_both_but_once() {
    let returned = [and(sent(false)), vec![Event::Returned]].concat();
    let told = [returned.clone(), vec![settled(Settlement::ToldOtherwise)]].concat();
    let waits = [returned.clone(), vec![again(None)]].concat();
    let needless = settled(Settlement::NoLongerNeeded);
    // Attempts are counted anew.
    given::<Letters>(NOW, waits.clone()).when(fail(false)).then(&[failed(1, false)]);
    hold::<Letters>(
        NOW,
        vec![
            leads("came back", &and(sent(false)), Command::RecordReturned, vec![Event::Returned]),
            leads("came back before", &returned, Command::RecordReturned, vec![]),
            leads("came back, and dealt with", &told, Command::RecordReturned, vec![]),
            leads("failed, again", &and(failed(1, true)), Command::SendAgain, vec![again(None)]),
            leads("missed, again", &and(Event::Missed), Command::SendAgain, vec![again(None)]),
            leads("came back, again", &returned, Command::SendAgain, vec![again(None)]),
            leads("dealt with, again all the same", &told, Command::SendAgain, vec![again(None)]),
            leads("again, twice", &waits, Command::SendAgain, vec![]),
            leads("again, and it arrives", &waits, send(false), vec![sent(false)]),
            leads("ticked off", &returned, TOLD, vec![settled(Settlement::ToldOtherwise)]),
            leads("ticked off before", &told, TOLD, vec![]),
            leads("ticked off otherwise", &told, NEEDLESS, vec![needless.clone()]),
            leads("missed, ticked off", &and(Event::Missed), NEEDLESS, vec![needless]),
            refused("still waiting", &queued(), TOLD, Rejection::StillWaiting),
            refused("arrived", &and(sent(false)), TOLD, Rejection::Arrived),
            refused("arrived, again", &and(sent(false)), Command::SendAgain, Rejection::Arrived),
            refused("never sent", &queued(), Command::RecordReturned, Rejection::NeverSent),
            refused("too late", &and(Event::Missed), Command::RecordReturned, Rejection::NeverSent),
            refused("unknown", &[], Command::SendAgain, Rejection::NotQueued),
            refused("unknown", &[], TOLD, Rejection::NotQueued),
            refused("unknown", &[], Command::RecordReturned, Rejection::NotQueued),
        ],
    );
}

#[test]
fn what_is_sent_again_is_pointless_when_it_was_unless_that_was_past() {
    let until = |end: &str| {
        vec![Event::Queued(Letter { pointless_after: Some(value(end)), ..letter() }), Event::Missed]
    };
    let now = "2018-03-01T08:00:00Z";
    let ends =
        [("2018-02-28T08:00:00Z", None), ("2018-03-02T08:00:00Z", Some(value("2018-03-02T08:00:00Z")))];
    let rows = ends.map(|(end, pointless_after)| {
        let again = Event::QueuedAgain { due: value(now), pointless_after };
        leads(end, &until(end), Command::SendAgain, vec![again])
    });
    hold::<Letters>(now, Vec::from(rows));
}

#[test]
fn an_attempt_that_failed_before_anything_was_queued_changes_no_state() {
    assert_eq!(Letters::fold(&[failed(1, false)]), State::Unknown);
}

#[test]
fn a_kind_of_letter_is_named_in_the_outbox_as_it_is_stored() {
    for kind in [
        LetterKind::Receipt,
        LetterKind::Admitted,
        LetterKind::Queued,
        LetterKind::Offered,
        LetterKind::Incomplete,
        LetterKind::Expired,
        LetterKind::Withdrawn,
        LetterKind::ReplacementWanted,
        LetterKind::LateWithdrawal,
        LetterKind::Invitation,
        LetterKind::InvitationDeclined,
        LetterKind::DecidedByHand,
        LetterKind::PassedOver,
        LetterKind::Refused,
        LetterKind::ContactChanged,
        LetterKind::Deputy,
        LetterKind::SeminarReminder,
        LetterKind::ChangeNotice,
        LetterKind::EvaluationRequest,
        LetterKind::Certificate,
    ] {
        let stored = serde_json::to_value(kind).unwrap();
        assert_eq!(stored, letter::LetterKind::name(kind));
    }
}
