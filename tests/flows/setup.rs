//! Changing a programme through its one door: what it means for the registers is written along with it.

use chrono::{DateTime, Utc};
use parvis::demo::Input;
use parvis::handle::HandleError;
use parvis::intake;
use parvis::office::Office;
use parvis::setup::{self, Refusal};
use parvis_events::attendance::{Attendance, Command as AttendanceCommand, Method, Observation, Status};
use parvis_events::ids::{ObservationId, ProgrammeId, SessionId};
use parvis_events::programme::{Command, Partner, Problem, Programme, Rejection, Seminar, State};
use parvis_events::register::{self, Command as RegisterCommand, Register, Situation};
use parvis_events::values::Session;
use parvis_log::Revision;

use crate::support::played::{example, office};
use crate::support::{self, TestDatabase};

/// An office in which the example is set up and the first municipalities have enrolled.
struct Begun {
    office: Office,
    programme: ProgrammeId,
    _database: TestDatabase,
    _home: tempfile::TempDir,
}

async fn begun() -> Begun {
    let database = support::database().await;
    let home = tempfile::tempdir().unwrap();
    let office = office(&database.pool, home.path(), "2018-03-01T09:00:00Z").await;
    let input = Input::read(&example("kkn-2018")).unwrap();
    let (programme, cause) = (input.programme.id, office.cause("import"));
    intake::programme(&office.handle, programme, &input.programme.people, &input.programme.set_up, &cause)
        .await
        .unwrap();
    intake::register(&office.handle, programme, &input.enrolments[..4], &cause).await.unwrap();
    Begun { office, programme, _database: database, _home: home }
}

impl Begun {
    async fn change(&self, commands: Vec<Command>, expected: Option<Revision>) -> Result<usize, HandleError> {
        let cause = self.office.cause("coordinator");
        let done = setup::change(&self.office.handle, self.programme, commands, &cause, expected).await?;
        Ok(done.facts)
    }

    async fn state(&self) -> (State, Revision) {
        let (state, at) = self.office.handle.load::<Programme>(self.programme.uuid()).await.unwrap();
        (state, at.unwrap())
    }

    async fn register(&self) -> register::State {
        self.office.handle.load::<Register>(self.programme.uuid()).await.unwrap().0
    }

    async fn seminar(&self, number: u8) -> Seminar {
        self.state().await.0.seminar_numbered(number).unwrap().clone()
    }

    /// Gives a seminar the sessions that are wanted of those it has.
    async fn keep(&self, number: u8, wanted: impl Fn(usize) -> bool) -> Result<usize, HandleError> {
        let seminar = self.seminar(number).await;
        let kept = seminar.sessions.iter().enumerate().filter(|(at, _)| wanted(*at));
        let sessions: Vec<Session> = kept.map(|(_, session)| session.clone()).collect();
        self.change(vec![Command::RescheduleSeminar { seminar: seminar.id, sessions }], None).await
    }

    /// Sends a deputy to sessions in place of the first member of an enrolment with a place.
    async fn send_deputy(&self, sessions: &[SessionId]) {
        let state = self.register().await;
        let mut admitted = state.enrolments().filter(|e| matches!(e.situation, Situation::Admitted { .. }));
        let enrolment = admitted.next().unwrap();
        let command = RegisterCommand::NameDeputy {
            enrolment: enrolment.submission.enrolment,
            member: enrolment.members[0].person,
            deputy: parvis_events::ids::PersonId::named(&["deputy"]),
            sessions: sessions.iter().copied().collect(),
        };
        let cause = self.office.cause("coordinator");
        self.office.handle.run::<Register>(self.programme.uuid(), command, &cause).await.unwrap();
    }

    async fn deputies(&self) -> Vec<usize> {
        let state = self.register().await;
        state.enrolments().flat_map(|e| &e.deputies).map(|deputyship| deputyship.sessions.len()).collect()
    }
}

fn more_places(state: &State) -> Vec<Command> {
    let mut plan = state.plan.clone().unwrap();
    plan.places += 1;
    let partner = state.partners.values().next().unwrap();
    let shared = Partner { allocation: partner.allocation + 1, ..partner.clone() };
    vec![Command::ChangePlan(plan), Command::JoinPartner(shared)]
}

#[tokio::test]
async fn a_change_reaches_the_register_in_the_same_append() {
    let begun = begun().await;
    assert_eq!(begun.register().await.terms.unwrap().places, 20);
    let (state, _) = begun.state().await;
    // The plan, the partner's allocation, and the register's terms.
    assert_eq!(begun.change(more_places(&state), None).await.unwrap(), 3);
    let terms = begun.register().await.terms.unwrap();
    assert_eq!((terms.places, terms.allocations.values().sum::<u32>(), terms.closed), (21, 21, false));

    assert_eq!(begun.change(vec![Command::CloseEnrolment], None).await.unwrap(), 2);
    assert!(begun.register().await.terms.unwrap().closed);
    assert_eq!(begun.change(vec![Command::CloseEnrolment], None).await.unwrap(), 0);
}

#[tokio::test]
async fn a_change_of_what_was_seen_is_refused_when_it_has_moved_on_or_would_add_a_problem() {
    let begun = begun().await;
    let (state, seen) = begun.state().await;
    let [places, _] = <[Command; 2]>::try_from(more_places(&state)).unwrap();
    let refused = begun.change(vec![places], Some(seen)).await.unwrap_err();
    let Some(Rejection::NotReady(problems)) = refused.rejection::<Rejection>() else { panic!("{refused}") };
    assert_eq!(problems, &[Problem::AllocationsTooSmall { places: 21, allocated: 20, missing: 1 }]);
    begun.change(more_places(&state), Some(seen)).await.unwrap();
    match begun.change(vec![Command::CloseEnrolment], Some(seen)).await {
        Err(HandleError::Stale { expected, actual }) => {
            assert_eq!((expected, actual), (seen, Some(begun.state().await.1)));
        }
        other => panic!("{other:?}"),
    }
    assert!(!begun.register().await.terms.unwrap().closed);
}

#[tokio::test]
async fn fewer_places_than_are_taken_are_refused_by_the_register_and_nothing_is_written() {
    let begun = begun().await;
    let (state, before) = begun.state().await;
    let mut plan = state.plan.clone().unwrap();
    plan.places = 1;
    let leave = state.partners.keys().skip(1).map(|county| Command::RemovePartner { county: county.clone() });
    let left = state.partners.values().next().unwrap();
    let share = Command::JoinPartner(Partner { allocation: 1, ..left.clone() });
    let commands = leave.chain([Command::ChangePlan(plan), share]).collect();
    let refused = begun.change(commands, None).await.unwrap_err();
    assert!(matches!(
        refused.rejection::<register::Rejection>(),
        Some(register::Rejection::PlacesAlreadyTaken { places: 1, .. })
    ));
    assert_eq!(begun.state().await.1, before);
}

#[tokio::test]
async fn deputies_are_let_off_from_a_session_that_is_no_more() {
    let begun = begun().await;
    let sessions: Vec<SessionId> = begun.seminar(2).await.sessions.iter().map(|s| s.id).collect();
    begun.send_deputy(&sessions[..2]).await;
    assert_eq!(begun.deputies().await, [2]);
    // Enrolments stay, and whoever was to come to the other session still does.
    let enrolled = begun.register().await.enrolments().len();
    begun.keep(2, |at| at != 1).await.unwrap();
    assert_eq!(begun.deputies().await, [1]);
    begun.keep(2, |at| at != 0).await.unwrap();
    assert_eq!(begun.deputies().await, Vec::<usize>::new());
    assert_eq!(begun.register().await.enrolments().len(), enrolled);
    let left: Vec<SessionId> = begun.seminar(2).await.sessions.iter().map(|s| s.id).collect();
    assert_eq!(left, sessions[2..]);
}

#[tokio::test]
async fn a_session_that_attendance_was_taken_at_cannot_disappear_but_can_move() {
    let begun = begun().await;
    let seminar = begun.seminar(1).await;
    let at: DateTime<Utc> = "2018-05-29T08:00:00Z".parse().unwrap();
    let observation = Observation {
        id: ObservationId::named(&["seen"]),
        person: parvis_events::ids::PersonId::named(&["somebody"]),
        session: seminar.sessions[0].id,
        status: Status::Present,
        minutes: 120,
        method: Method::Sheet,
        device: "sheet".into(),
        observed_at: at,
    };
    let programme = begun.programme;
    let observe = AttendanceCommand::Observe { programme, observation, session_minutes: Some(120) };
    let cause = begun.office.cause("import");
    begun.office.handle.run::<Attendance>(seminar.id.uuid(), observe, &cause).await.unwrap();

    let refused = begun.keep(1, |at| at != 0).await.unwrap_err();
    let expected =
        Refusal::SessionAttended { number: 1, title: "Förmiddag".into(), date: seminar.sessions[0].date };
    assert_eq!(refused.rejection::<Refusal>(), Some(&expected));
    begun.keep(1, |at| at != 1).await.unwrap();
    let mut sessions = begun.seminar(1).await.sessions;
    sessions[0].ends = sessions[0].starts + chrono::TimeDelta::hours(1);
    let shorter = Command::RescheduleSeminar { seminar: seminar.id, sessions };
    assert_eq!(begun.change(vec![shorter], None).await.unwrap(), 1);
}
