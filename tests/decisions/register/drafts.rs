//! Beginning an enrolment before handing it in, and the ways it comes in. Source: rules "Pair" and "Half pair".

use parvis_events::register::{Channel, Command, Event, Register, Rejection, Submission};
use parvis_events::testing::given;

use super::{full_with_a_queue, granted, half, held, open, pair, queued, with};
use crate::samples::{NOW, business_of, culture_of, enrolment, member, submission, terms, value};
use crate::table::{hold, leads, refused};

fn draft_of(town: &str) -> Submission {
    Submission { via: Channel::Member, ..submission(town, vec![culture_of(town)]) }
}

fn drafted(town: &str) -> Event {
    Event::Drafted(draft_of(town))
}

fn draft(town: &str) -> Command {
    Command::Draft(draft_of(town))
}

fn discard(town: &str) -> Command {
    Command::DiscardDraft { enrolment: enrolment(town) }
}

fn discarded(town: &str) -> Event {
    Event::DraftDiscarded { enrolment: enrolment(town) }
}

fn with_a_draft() -> Vec<Event> {
    [open(1), vec![drafted("Lund")]].concat()
}

fn via(channel: Channel, town: &str) -> Submission {
    Submission { via: channel, ..submission(town, vec![culture_of(town), business_of(town)]) }
}

#[test]
fn a_draft_is_begun_changed_and_thrown_away_and_takes_no_place() {
    let mut changed = draft_of("Lund");
    changed.members.push(business_of("Lund"));
    let empty = Submission { members: vec![], ..draft_of("Lund") };
    let nameless = Submission { members: vec![member("Anna", &[])], ..draft_of("Lund") };
    hold::<Register>(
        NOW,
        vec![
            leads("begun", &open(1), draft("Lund"), vec![drafted("Lund")]),
            leads(
                "with nobody in it yet",
                &open(1),
                Command::Draft(empty.clone()),
                vec![Event::Drafted(empty)],
            ),
            leads(
                "with somebody whose role is not said yet",
                &open(1),
                Command::Draft(nameless.clone()),
                vec![Event::Drafted(nameless)],
            ),
            leads("as it was", &with_a_draft(), draft("Lund"), vec![]),
            leads("changed", &with_a_draft(), Command::Draft(changed.clone()), vec![Event::Drafted(changed)]),
            leads("thrown away", &with_a_draft(), discard("Lund"), vec![discarded("Lund")]),
            leads(
                "begun again",
                &[with_a_draft(), vec![discarded("Lund")]].concat(),
                draft("Lund"),
                vec![drafted("Lund")],
            ),
            leads(
                "takes no place",
                &with_a_draft(),
                Command::Submit(via(Channel::File, "Malmö")),
                vec![pair("Malmö"), granted("Malmö")],
            ),
            leads(
                "while the programme is full",
                &full_with_a_queue(),
                draft("Ystad"),
                vec![drafted("Ystad")],
            ),
        ],
    );
}

#[test]
fn a_draft_is_handed_in_under_its_own_id_whatever_it_holds_by_then() {
    let both = via(Channel::Member, "Lund");
    let of_lund = draft_of("Lund");
    hold::<Register>(
        NOW,
        vec![
            leads(
                "as it was",
                &with_a_draft(),
                Command::Submit(of_lund.clone()),
                vec![Event::Submitted(of_lund.clone()), held("Lund")],
            ),
            leads(
                "completed",
                &with_a_draft(),
                Command::Submit(both.clone()),
                vec![Event::Submitted(both), granted("Lund")],
            ),
            refused(
                "with nobody in it",
                &with_a_draft(),
                Command::Submit(Submission { members: vec![], ..of_lund.clone() }),
                Rejection::NoMembers,
            ),
            refused(
                "with a role that is not said",
                &with_a_draft(),
                Command::Submit(Submission { members: vec![member("Anna", &[])], ..of_lund.clone() }),
                Rejection::NoRole,
            ),
            refused(
                "under a reference that is somebody else's",
                &[open(2), vec![pair("Malmö"), granted("Malmö"), drafted("Lund")]].concat(),
                Command::Submit(Submission { reference: value("Malmö"), ..of_lund.clone() }),
                Rejection::AlreadySubmitted { reference: value("Malmö") },
            ),
        ],
    );
    let state = [with_a_draft(), vec![Event::Submitted(of_lund), held("Lund")]].concat();
    let register = <Register as parvis_events::Stream>::fold(&state);
    assert_eq!((register.drafts().len(), register.enrolments().len()), (0, 1));
}

#[test]
fn what_a_draft_cannot_be_or_do_is_said_at_once() {
    let enrolled = [open(3), vec![pair("Lund"), granted("Lund")]].concat();
    let reference = || value("Lund");
    let other_draft =
        Submission { enrolment: enrolment("Lund, other"), reference: value("L-2"), ..draft_of("Lund") };
    hold::<Register>(
        NOW,
        vec![
            refused(
                "handed in already, otherwise",
                &enrolled,
                draft("Lund"),
                Rejection::AlreadySubmitted { reference: reference() },
            ),
            leads(
                "handed in already, just so",
                &enrolled,
                Command::Draft(submission("Lund", vec![culture_of("Lund"), business_of("Lund")])),
                vec![],
            ),
            refused(
                "of a municipality that is enrolled",
                &enrolled,
                Command::Draft(other_draft.clone()),
                Rejection::MunicipalityAlreadyEnrolled { reference: reference() },
            ),
            // Somebody else's draft stands in nobody's way: the first that is handed in counts.
            leads(
                "of a municipality that somebody else began for",
                &with_a_draft(),
                Command::Draft(other_draft.clone()),
                vec![Event::Drafted(other_draft.clone())],
            ),
            refused(
                "with somebody who is enrolled elsewhere",
                &enrolled,
                Command::Draft(Submission { members: vec![business_of("Lund")], ..draft_of("Malmö") }),
                Rejection::PersonAlreadyEnrolled { reference: reference() },
            ),
            refused(
                "with a role the programme does not have",
                &open(1),
                Command::Draft(Submission { members: vec![member("A", &["sports"])], ..draft_of("Lund") }),
                Rejection::UnknownRole(value("sports")),
            ),
            refused("never begun", &open(1), discard("Lund"), Rejection::UnknownEnrolment),
            refused("handed in", &enrolled, discard("Lund"), Rejection::NotADraft { reference: reference() }),
            refused(
                "withdrawn instead of thrown away",
                &with_a_draft(),
                Command::Withdraw { enrolment: enrolment("Lund") },
                Rejection::StillADraft { reference: reference() },
            ),
            refused(
                "completed by somebody else before it is handed in",
                &with_a_draft(),
                Command::AddMember { enrolment: enrolment("Lund"), member: business_of("Lund") },
                Rejection::StillADraft { reference: reference() },
            ),
        ],
    );
    // The one who is second is told whose was first.
    let first = [with_a_draft(), vec![Event::Drafted(other_draft.clone())]].concat();
    let handed_in = [first, vec![half("Lund"), held("Lund")]].concat();
    given::<Register>(NOW, handed_in)
        .when(Command::Submit(other_draft))
        .then_rejected(&Rejection::MunicipalityAlreadyEnrolled { reference: reference() });
}

#[test]
fn an_enrolment_comes_from_the_contact_a_member_a_paper_or_a_file() {
    for channel in [Channel::Contact, Channel::Member, Channel::Paper, Channel::File] {
        let sent = via(channel, "Lund");
        given::<Register>(NOW, open(1))
            .when(Command::Submit(sent.clone()))
            .then(&[Event::Submitted(sent.clone()), granted("Lund")])
            .again_nothing(Command::Submit(sent));
    }
}

#[test]
fn closing_holds_for_municipalities_and_not_for_papers_and_files_of_earlier() {
    let mut closed = terms(1, &[]);
    closed.closed = true;
    let early = with(closed);
    let submit = |channel| Command::Submit(via(channel, "Lund"));
    for channel in [Channel::Contact, Channel::Member] {
        given::<Register>(NOW, early.clone())
            .when(submit(channel))
            .then_rejected(&Rejection::ClosedByOrganiser);
    }
    // A row of a file tells of an instant at which enrolment may still have been open.
    given::<Register>(NOW, early.clone()).when(submit(Channel::File)).then(&[pair("Lund"), granted("Lund")]);
    given::<Register>(NOW, early.clone()).when(draft("Lund")).then_rejected(&Rejection::ClosedByOrganiser);
    let paper = via(Channel::Paper, "Lund");
    let entered = [Event::Submitted(paper.clone()), granted("Lund")];
    given::<Register>(NOW, early).when(submit(Channel::Paper)).then(&entered);
    let last = terms(1, &[]).enrolment.to;
    let after = "2018-05-02T09:00:00Z";
    given::<Register>(after, open(1))
        .when(submit(Channel::Contact))
        .then_rejected(&Rejection::Closed { closed: last });
    given::<Register>(after, open(1)).when(submit(Channel::Paper)).then(&entered);
    let opens = terms(1, &[]).enrolment.from;
    given::<Register>("2018-01-31T09:00:00Z", open(1))
        .when(submit(Channel::Paper))
        .then_rejected(&Rejection::NotYetOpen { opens });
}

#[test]
fn closing_leaves_those_who_are_in_as_they_are() {
    let mut closed = terms(1, &[]);
    closed.closed = true;
    let past = [full_with_a_queue(), with(closed)].concat();
    let gone = Event::Withdrawn { enrolment: enrolment("Malmö"), late: false };
    given::<Register>(NOW, past)
        .when(Command::Withdraw { enrolment: enrolment("Malmö") })
        .then(&[gone, super::offered("Lund")]);
}

#[test]
fn only_those_on_the_invitation_list_enrol_where_there_is_one() {
    let mut listed = terms(2, &[]);
    listed.invited = ["1280", "1281"].map(value).into();
    let past = with(listed);
    given::<Register>(NOW, past.clone())
        .when(Command::Submit(via(Channel::File, "Lund")))
        .then(&[pair("Lund"), granted("Lund")]);
    for channel in [Channel::File, Channel::Paper] {
        given::<Register>(NOW, past.clone())
            .when(Command::Submit(via(channel, "Ystad")))
            .then_rejected(&Rejection::MunicipalityNotInvited(value("1286")));
    }
}

#[test]
fn a_queue_is_in_the_order_of_handing_in_and_not_of_beginning() {
    let past = [
        open(1),
        vec![drafted("Lund"), pair("Malmö"), granted("Malmö"), pair("Ystad"), queued("Ystad")],
        vec![Event::Submitted(via(Channel::Member, "Lund")), queued("Lund")],
    ]
    .concat();
    let register = <Register as parvis_events::Stream>::fold(&past);
    let queue: Vec<_> = register.queue().map(parvis_events::register::Enrolment::id).collect();
    assert_eq!(queue, [enrolment("Ystad"), enrolment("Lund")]);
}
