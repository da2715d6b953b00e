//! The examples, read and decided from the first row to the last.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use parvis_events::Stream;
use parvis_events::attendance::{self, Attendance};
use parvis_events::certificates::entitled;
use parvis_events::evaluation::check_ballot;
use parvis_events::ids::{PersonId, SeminarId};
use parvis_events::programme;
use parvis_events::register::{Command, Event, PassReason, Register, Situation, State};

use parvis_events::values::Session;

use super::enrolments::RegisterAction;
use super::programme::ProgrammeFile;
use super::{Timed, decode, rehearsal};

struct Example {
    file: ProgrammeFile,
    held: programme::State,
    journal: Vec<Timed<RegisterAction>>,
    rolls: Vec<Timed<(SeminarId, attendance::Command)>>,
    ballots: Vec<super::evaluations::BallotRow>,
}

macro_rules! example {
    ($name:literal) => {
        example([
            include_bytes!(concat!("../../examples/", $name, "/programme.toml")),
            include_bytes!(concat!("../../examples/", $name, "/enrolments.csv")),
            include_bytes!(concat!("../../examples/", $name, "/attendance.csv")),
            include_bytes!(concat!("../../examples/", $name, "/evaluations.csv")),
        ])
    };
}

fn example(files: [&[u8]; 4]) -> Example {
    let [programme, enrolments, attendance, evaluations] =
        files.map(|bytes| decode("example", bytes).unwrap());
    let file = super::programme::parse("programme.toml", programme).unwrap_or_else(|e| panic!("{e}"));
    let held = file.as_held().unwrap();
    let planned = file.as_planned().unwrap();
    let journal =
        super::enrolments::parse("enrolments.csv", enrolments, &planned).unwrap_or_else(|e| panic!("{e}"));
    let rolls =
        super::attendance::parse("attendance.csv", attendance, &held).unwrap_or_else(|e| panic!("{e}"));
    let ballots =
        super::evaluations::parse("evaluations.csv", evaluations, &held).unwrap_or_else(|e| panic!("{e}"));
    let known = super::enrolments::people(&journal);
    super::attendance::check_people("attendance.csv", &rolls, &known).unwrap();
    Example { file, held, journal, rolls, ballots }
}

impl Example {
    fn open_register(&self) -> State {
        let terms = self.held.terms().unwrap();
        Register::fold(&[Event::TermsSet { terms }])
    }

    /// The register after the whole journal, and every fact on the way, with time passing as it does.
    fn register(&self) -> State {
        rehearsal::rehearse("enrolments.csv", &self.journal, &self.open_register())
            .unwrap_or_else(|e| panic!("{e}"))
    }

    /// The same, with time passing only just before each row.
    fn facts_row_by_row(&self) -> (State, Vec<Event>) {
        let (mut state, mut all) = (self.open_register(), Vec::new());
        for action in &self.journal {
            for command in [Command::LetTimePass, action.what.command.clone()] {
                let facts = Register::decide(&state, command, action.at)
                    .unwrap_or_else(|e| panic!("line {}: {e}", action.line));
                state = facts.iter().fold(state, Register::evolve);
                all.extend(facts);
            }
        }
        (state, all)
    }

    fn rolls_at(&self, until: Option<DateTime<Utc>>) -> BTreeMap<SeminarId, attendance::State> {
        let mut rolls: BTreeMap<SeminarId, attendance::State> = BTreeMap::new();
        for action in self.rolls.iter().filter(|action| until.is_none_or(|until| action.at < until)) {
            let (seminar, command) = action.what.clone();
            let roll = rolls.entry(seminar).or_default();
            let facts = Attendance::decide(roll, command, action.at)
                .unwrap_or_else(|e| panic!("line {}: {e}", action.line));
            *roll = facts.iter().fold(std::mem::take(roll), Attendance::evolve);
        }
        rolls
    }

    fn minutes_offered(&self) -> u32 {
        self.held.seminars_in_order().iter().flat_map(|s| &s.sessions).map(Session::minutes).sum()
    }

    /// Members with a place who attended too little by the time certificates are issued.
    fn not_entitled(&self, register: &State) -> Vec<(PersonId, u32)> {
        let rolls = self.rolls_at(self.file.certificates_at);
        let least = self.held.certificate.as_ref().unwrap().least_percent;
        let attended = |person: PersonId| -> u32 {
            let marks = rolls.values().flat_map(|roll| &roll.marks);
            marks.filter(|((who, _), _)| *who == person).map(|(_, mark)| mark.minutes).sum()
        };
        participants(register)
            .into_iter()
            .map(|person| (person, attended(person)))
            .filter(|(_, minutes)| !entitled(*minutes, self.minutes_offered(), least))
            .collect()
    }
}

fn participants(register: &State) -> BTreeSet<PersonId> {
    let admitted = register.enrolments().filter(|e| matches!(e.situation, Situation::Admitted { .. }));
    admitted.flat_map(|e| &e.members).map(|member| member.person).collect()
}

fn names(register: &State, wanted: fn(&Situation) -> bool) -> Vec<String> {
    let wanted = register.enrolments().filter(|enrolment| wanted(&enrolment.situation));
    wanted.map(|enrolment| enrolment.submission.municipality.to_string()).collect()
}

fn counts(register: &State) -> [usize; 6] {
    let count = |wanted| names(register, wanted).len();
    [
        register.enrolments().len(),
        count(|s| matches!(s, Situation::Admitted { .. })),
        count(|s| matches!(s, Situation::Queued)),
        count(|s| matches!(s, Situation::Expired(_))),
        count(|s| matches!(s, Situation::Withdrawn)),
        count(|s| matches!(s, Situation::Declined)),
    ]
}

#[test]
fn the_kkn_series_admits_twenty_of_twenty_six() {
    let kkn = example!("kkn-2018");
    let register = kkn.register();
    assert_eq!(counts(&register), [26, 20, 2, 2, 2, 0]);
    assert_eq!(names(&register, |s| matches!(s, Situation::Expired(_))), ["1273", "1381"]);
    assert_eq!(names(&register, |s| matches!(s, Situation::Withdrawn)), ["1293", "1060"]);
    assert_eq!(names(&register, |s| matches!(s, Situation::Queued)), ["0767", "1265"]);
    assert_eq!(participants(&register).len(), 39);
    assert_eq!(counts(&kkn.facts_row_by_row().0), counts(&register));
}

#[test]
fn the_kkn_series_exercises_the_rules_of_the_register() {
    let kkn = example!("kkn-2018");
    let (_, facts) = kkn.facts_row_by_row();
    let count = |wanted: fn(&Event) -> bool| facts.iter().filter(|fact| wanted(fact)).count();
    assert_eq!(count(|e| matches!(e, Event::SeatsHeld { .. })), 3);
    assert_eq!(count(|e| matches!(e, Event::HoldExpired { .. })), 1);
    assert_eq!(count(|e| matches!(e, Event::DispensationGranted { .. })), 1);
    assert_eq!(count(|e| matches!(e, Event::OfferAccepted { .. })), 3);
    assert_eq!(count(|e| matches!(e, Event::OfferExpired { .. })), 1);
    assert_eq!(count(|e| matches!(e, Event::AllocationReleased { .. })), 1);
    assert_eq!(count(|e| matches!(e, Event::MemberWithdrawn { late: true, .. })), 1);
    assert_eq!(count(|e| matches!(e, Event::MemberReplaced { late: false, .. })), 1);
    assert_eq!(count(|e| matches!(e, Event::DeputyNamed { .. })), 2);
    assert_eq!(count(|e| matches!(e, Event::DeputyRemoved { .. })), 1);
    for reason in [PassReason::Incomplete, PassReason::ReservedForOthers] {
        assert!(facts.iter().any(|e| matches!(e, Event::PassedOver { reason: r, .. } if *r == reason)));
    }
}

#[test]
fn the_kkn_series_certifies_all_but_three() {
    let kkn = example!("kkn-2018");
    let register = kkn.register();
    assert_eq!(kkn.minutes_offered(), 3450);
    let attended: Vec<u32> = kkn.not_entitled(&register).into_iter().map(|(_, minutes)| minutes).collect();
    assert_eq!(BTreeSet::from_iter(attended), BTreeSet::from([2070, 2520, 2745]));
    let before = kkn.rolls_at(kkn.file.certificates_at);
    let after = kkn.rolls_at(None);
    let changed = after.iter().flat_map(|(seminar, roll)| {
        let known = &before.get(seminar).unwrap().marks;
        roll.marks.iter().filter(move |(key, mark)| known.get(*key) != Some(*mark))
    });
    assert_eq!(changed.count(), 1);
}

#[test]
fn the_kkn_attendance_keeps_every_observation_once() {
    let kkn = example!("kkn-2018");
    assert_eq!(kkn.held.seminars_in_order().iter().map(|s| s.sessions.len()).sum::<usize>(), 20);
    let rows = kkn.rolls.iter().filter(|a| matches!(a.what.1, attendance::Command::Observe { .. })).count();
    let kept: usize = kkn.rolls_at(None).values().map(|roll| roll.seen.len()).sum();
    // One device was read twice; two people were seen by two devices.
    assert_eq!((rows, kept), (785, 784));
}

#[test]
fn every_ballot_fits_its_form() {
    for (example, ballots) in
        [(example!("kkn-2018"), 150), (example!("kkn-2014"), 89), (example!("kultur-resmal-2016"), 89)]
    {
        let form = example.held.evaluation.as_ref().unwrap();
        assert_eq!(example.ballots.len(), ballots);
        for row in &example.ballots {
            check_ballot(form, &row.ballot).unwrap();
        }
    }
}

#[test]
fn the_predecessors_run_on_the_same_code() {
    let pairs = example!("kkn-2014");
    let register = pairs.register();
    assert_eq!(counts(&register), [17, 15, 0, 0, 1, 1]);
    assert_eq!(counts(&pairs.facts_row_by_row().0), counts(&register));
    assert_eq!(participants(&register).len(), 30);
    assert_eq!(pairs.not_entitled(&register).len(), 1);

    let individuals = example!("kultur-resmal-2016");
    let register = individuals.register();
    assert_eq!(counts(&register), [33, 30, 2, 0, 1, 0]);
    assert_eq!(counts(&individuals.facts_row_by_row().0), counts(&register));
    assert_eq!(participants(&register).len(), 30);
    assert_eq!(individuals.not_entitled(&register).len(), 1);
}

#[test]
fn addresses_and_numbers_of_the_examples_reach_nobody() {
    let examples = [
        example!("kkn-2018"),
        example!("kkn-2014"),
        example!("kultur-resmal-2016"),
        example!("natverk-varmland"),
        example!("rana-2025"),
    ];
    for example in examples {
        let people = example.journal.iter().flat_map(|action| &action.what.people);
        for known in people.chain(&example.file.people) {
            assert!(known.details.email.ends_with(".example"), "{}", known.details.email);
            let fictional = ["070-174 06 ", "040-628 04 ", "08-465 004 ", "031-390 06 ", "0980-319 2"];
            let phone = &known.details.phone;
            assert!(phone.is_empty() || fictional.iter().any(|series| phone.starts_with(series)));
        }
    }
}

/// The file without one stretch of it, at many places: whatever is missing, the rest is judged.
fn damaged(text: &str) -> impl Iterator<Item = String> + '_ {
    let starts = text.char_indices().map(|(at, _)| at).step_by(211);
    starts.map(|from| {
        let rest = text.get(from..).unwrap_or_default();
        let to = rest.char_indices().nth(37).map_or(text.len(), |(at, _)| from + at);
        format!("{}{}", &text[..from], &text[to..])
    })
}

#[test]
fn a_damaged_file_is_judged_and_never_brings_the_reader_down() {
    let kkn = example!("kkn-2018");
    let planned = kkn.file.as_planned().unwrap();
    let mut refused = 0;
    for text in damaged(include_str!("../../examples/kkn-2018/programme.toml")) {
        refused += usize::from(super::programme::parse("x", &text).is_err());
    }
    for text in damaged(include_str!("../../examples/kkn-2018/enrolments.csv")) {
        refused += usize::from(super::enrolments::parse("x", &text, &planned).is_err());
    }
    for text in damaged(include_str!("../../examples/kultur-resmal-2016/attendance.csv")) {
        refused += usize::from(super::attendance::parse("x", &text, &planned).is_err());
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn a_network_signs_up_meeting_by_meeting_and_queues_where_the_room_is_small() {
    let network = example!("natverk-varmland");
    assert_eq!(network.held.terms(), None);
    let registers = network.held.registers();
    assert_eq!(registers.len(), 6);
    let mut admitted = BTreeMap::new();
    for (register, terms) in registers {
        let meeting = terms.meeting.unwrap().seminar;
        let number = network.held.seminars[&meeting].number;
        let of_meeting: Vec<_> = network
            .journal
            .iter()
            .filter(|action| action.what.register(network.file.id) == register)
            .cloned()
            .collect();
        let opened = Register::fold(&[Event::TermsSet { terms }]);
        let state =
            rehearsal::rehearse("enrolments.csv", &of_meeting, &opened).unwrap_or_else(|e| panic!("{e}"));
        if number == 3 {
            // Eight chairs, eleven people: two withdraw, one declines the place offered, two accept.
            let count = |wanted: fn(&Situation) -> bool| {
                state.enrolments().filter(|enrolment| wanted(&enrolment.situation)).count()
            };
            assert_eq!(state.terms.as_ref().unwrap().places, 8);
            assert_eq!(count(|s| matches!(s, Situation::Withdrawn)), 2);
            assert_eq!(count(|s| matches!(s, Situation::Declined)), 1);
            assert_eq!(state.places_taken(), 8);
        }
        admitted.insert(number, participants(&state));
    }
    let counts: Vec<usize> = admitted.values().map(BTreeSet::len).collect();
    assert_eq!(counts, [14, 11, 8, 11, 16, 10]);
    // Whoever was seen had a place at that meeting.
    for action in &network.rolls {
        if let attendance::Command::Observe { observation, .. } = &action.what.1 {
            let number = network.held.seminars[&action.what.0].number;
            assert!(admitted[&number].contains(&observation.person), "line {}", action.line);
        }
    }
}

#[test]
fn rana_trains_its_own_staff_in_norwegian() {
    let rana = example!("rana-2025");
    let plan = rana.held.plan.as_ref().unwrap();
    assert_eq!(plan.languages, [parvis_events::values::Language::Bokmal]);
    assert!(rana.held.partners.is_empty());
    let register = rana.register();
    assert_eq!(register.enrolments().len(), 23);
    assert!(register.enrolments().all(|enrolment| enrolment.submission.municipality.as_str() == "1833"));
    // One withdraws in time and the first who waits accepts; another leaves after the first seminar, and the place is
    // offered to the next.
    let waiting: Vec<&str> = register
        .enrolments()
        .filter(|enrolment| enrolment.situation == Situation::Queued)
        .map(|enrolment| enrolment.submission.reference.as_str())
        .collect();
    assert_eq!(waiting, ["P-23"]);
    let offered = register.enrolments().find(|e| e.submission.reference.as_str() == "P-22").unwrap();
    assert!(matches!(offered.situation, Situation::Offered { .. }));
    let questions = &rana.held.participation.as_ref().unwrap().questions;
    assert!(questions.iter().any(|question| question.kind.sensitive()));
}
