//! Random wishes of a register, made into commands about whoever is enrolled by then.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::{
    Answer, Answers, Asked, EnrolmentQuestion, Member, Needs, ParticipationRule, QuestionKind, RequiredBefore,
};
use parvis_events::register::{
    Channel, Command, Dispensation, Enrolment, HandDecision, Meeting, Situation, State, Submission, Terms,
};
use proptest::prelude::{Just, Strategy, any};
use proptest::{collection, option, prop_oneof};

use crate::samples::{
    invitation, member, pair_rule, period, person, programme, seminar_id, session_id, terms, value,
};

/// Municipalities of three counties.
const TOWNS: [(&str, &str); 9] = [
    ("1280", "12"),
    ("1281", "12"),
    ("1286", "12"),
    ("1380", "13"),
    ("1383", "13"),
    ("1384", "13"),
    ("0780", "07"),
    ("0760", "07"),
    ("0765", "07"),
];
const RULES: [fn() -> ParticipationRule; 4] = [
    pair_rule,
    || ParticipationRule::Team { min: 2, max: 3 },
    || ParticipationRule::Team { min: 1, max: 2 },
    || ParticipationRule::Individual,
];
const ROLES: [&[&str]; 6] =
    [&["culture"], &["business"], &["tourism"], &["culture", "business"], &["sports"], &[]];

/// Some roles, mostly sensible ones.
fn roles() -> impl Strategy<Value = usize> {
    prop_oneof![20 => 0..4usize, 1 => Just(4), 1 => Just(5)]
}

/// What somebody wants; `at` and `whom` choose among those who are there by then.
#[derive(Clone, Debug)]
pub enum Wish {
    Submit { name: u16, town: usize, members: Vec<(u8, usize)> },
    Add { at: usize, who: u8, roles: usize },
    Replace { at: usize, whom: usize, who: u8, roles: usize },
    WithdrawMember { at: usize, whom: usize },
    Withdraw { at: usize },
    Dispense { at: usize, whom: usize, vacant: bool, roles: Option<usize>, reason: bool },
    Accept { at: usize },
    Decline { at: usize },
    Wait,
    NameDeputy { at: usize, whom: usize, who: u8, sessions: Vec<u8> },
    RemoveDeputy { at: usize, who: u8 },
    Draft { name: u16, town: usize, members: Vec<(u8, usize)> },
    HandIn { at: usize },
    Discard { at: usize },
    Invite { at: usize, name: u8, who: u8, roles: usize },
    AnswerInvitation { at: usize, reply: u8 },
    ChangeContact { at: usize, who: u8 },
    Answer { at: usize, whom: usize, nights: u32 },
    StateNeeds { at: usize, whom: usize, diet: bool },
    DisposeNeeds,
    DecideByHand { at: usize, decision: u8, reason: bool },
    ChangeTerms { places: u32, shares: Option<[u32; 3]>, released_in_april: bool, called_off: bool },
    ChangeRule { rule: usize, without_tourism: bool },
}

pub fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![3 => usual(), 1 => unusual()]
}

/// What is asked beside the enrolment proper, and by hand.
fn unusual() -> impl Strategy<Value = Wish> {
    let (at, whom, who) = (any::<usize>(), 0..3usize, 0..24u8);
    let member = (who.clone(), roles());
    prop_oneof![
        3 => (any::<u16>(), 0..TOWNS.len(), collection::vec(member, 0..3))
            .prop_map(|(name, town, members)| Wish::Draft { name, town, members }),
        3 => at.prop_map(|at| Wish::HandIn { at }),
        1 => at.prop_map(|at| Wish::Discard { at }),
        4 => (at, 0..40u8, who.clone(), roles())
            .prop_map(|(at, name, who, roles)| Wish::Invite { at, name, who, roles }),
        5 => (at, 0..5u8).prop_map(|(at, reply)| Wish::AnswerInvitation { at, reply }),
        1 => (at, who).prop_map(|(at, who)| Wish::ChangeContact { at, who }),
        2 => (at, whom.clone(), 0..4u32).prop_map(|(at, whom, nights)| Wish::Answer { at, whom, nights }),
        2 => (at, whom, any::<bool>()).prop_map(|(at, whom, diet)| Wish::StateNeeds { at, whom, diet }),
        1 => Just(Wish::DisposeNeeds),
        4 => (at, 0..3u8, 0..8u8)
            .prop_map(|(at, decision, reason)| Wish::DecideByHand { at, decision, reason: reason > 0 }),
    ]
}

/// What a register is mostly asked.
fn usual() -> impl Strategy<Value = Wish> {
    let (at, whom, who) = (any::<usize>(), 0..3usize, 0..24u8);
    let member = (who.clone(), roles());
    let answer = at.prop_map(|at| Wish::Accept { at });
    prop_oneof![
        8 => (any::<u16>(), 0..TOWNS.len(), collection::vec(member, 0..4))
            .prop_map(|(name, town, members)| Wish::Submit { name, town, members }),
        8 => (any::<u16>(), 0..TOWNS.len(), 1..4u8).prop_map(|(name, town, whose)| managers(name, town, whose)),
        5 => (at, who.clone(), roles()).prop_map(|(at, who, roles)| Wish::Add { at, who, roles }),
        3 => (at, whom.clone(), who.clone(), roles())
            .prop_map(|(at, whom, who, roles)| Wish::Replace { at, whom, who, roles }),
        3 => (at, whom.clone()).prop_map(|(at, whom)| Wish::WithdrawMember { at, whom }),
        2 => at.prop_map(|at| Wish::Withdraw { at }),
        2 => (at, whom.clone(), any::<bool>(), option::of(roles()), any::<bool>()).prop_map(
            |(at, whom, vacant, roles, reason)| Wish::Dispense { at, whom, vacant, roles, reason }
        ),
        8 => answer,
        4 => at.prop_map(|at| Wish::Decline { at }),
        6 => Just(Wish::Wait),
        2 => (at, whom, who.clone(), collection::vec(0..3u8, 0..3))
            .prop_map(|(at, whom, who, sessions)| Wish::NameDeputy { at, whom, who, sessions }),
        1 => (at, who).prop_map(|(at, who)| Wish::RemoveDeputy { at, who }),
        1 => (0..RULES.len(), any::<bool>())
            .prop_map(|(rule, without_tourism)| Wish::ChangeRule { rule, without_tourism }),
        1 => (0..9u32, option::of([0..4u32, 0..4, 0..4]), any::<bool>(), (0..4u8).prop_map(|n| n == 0)).prop_map(
            |(places, shares, released_in_april, called_off)| Wish::ChangeTerms {
                places, shares, released_in_april, called_off
            }
        ),
    ]
}

/// A town's own managers enrol: the one of culture, the one of business, or both.
fn managers(name: u16, town: usize, whose: u8) -> Wish {
    let (culture, business) = (town as u8 * 2, town as u8 * 2 + 1);
    let members = match whose {
        1 => vec![(culture, 0)],
        2 => vec![(business, 1)],
        _ => vec![(culture, 0), (business, 1)],
    };
    Wish::Submit { name, town, members }
}

pub fn first_terms() -> impl Strategy<Value = Terms> {
    let rule = prop_oneof![
        4 => Just(pair_rule()),
        1 => Just(ParticipationRule::Team { min: 2, max: 3 }),
        1 => Just(ParticipationRule::Individual),
        1 => Just(ParticipationRule::OpenMeeting),
    ];
    let shares = option::of([0..4u32, 0..4, 0..4]);
    let last_day = option::of(100..500u64);
    (rule, 0..8u32, shares, any::<bool>(), 0..15u16, 0..8u16, 0..300u64, last_day).prop_map(
        |(rule, places, shares, released, hold_days, offer_days, deadline, last_day)| {
            let mut terms = shared(terms(places, &[]), shares, released);
            terms.questions = questions();
            if rule == ParticipationRule::OpenMeeting {
                terms.meeting = Some(Meeting { programme: programme(), seminar: seminar_id(1) });
                terms.allocations.clear();
            }
            terms.rule = rule;
            (terms.hold_days, terms.offer_days) = (hold_days, offer_days);
            terms.enrolment = period("2018-02-01", "2019-12-31");
            terms.withdrawal_deadline = terms.enrolment.from + chrono::Days::new(deadline);
            terms.last_day = last_day.map(|days| terms.enrolment.from + chrono::Days::new(days));
            terms
        },
    )
}

/// A question that must be answered, one before handing in, and what needs are asked for.
fn questions() -> Vec<EnrolmentQuestion> {
    let ask = |code: &str, kind, required_before| EnrolmentQuestion {
        code: value(code),
        text: value("?"),
        kind,
        asked_of: Asked::Enrolment,
        required: true,
        required_before,
    };
    vec![
        ask("nights", QuestionKind::Number { least: 0, most: 2 }, None),
        ask("food", QuestionKind::Diet, None),
        ask("pay", QuestionKind::YesNo, Some(RequiredBefore::Submission)),
    ]
}

/// The terms with places reserved for each county; there are never fewer places than are reserved.
fn shared(mut terms: Terms, shares: Option<[u32; 3]>, released_in_april: bool) -> Terms {
    let by_county = |[skane, halland, kronoberg]: [u32; 3]| {
        BTreeMap::from([(value("12"), skane), (value("13"), halland), (value("07"), kronoberg)])
    };
    terms.allocations = shares.map(by_county).unwrap_or_default();
    terms.places = terms.places.max(terms.allocations.values().sum());
    terms.release = released_in_april.then(|| value("2018-04-15"));
    terms
}

/// The command somebody means.
pub fn command(wish: &Wish, state: &State, terms: &Terms) -> Command {
    let any_active = |at: usize| chosen(state, at, |enrolment| enrolment.situation.active());
    let some_offer = |at: usize| chosen(state, at, |e| matches!(e.situation, Situation::Offered { .. }));
    match wish.clone() {
        Wish::Submit { name, town, members } => {
            Command::Submit(submission(name, town, members, Channel::File))
        }
        Wish::Add { at, who, roles } => {
            Command::AddMember { enrolment: any_active(at).0, member: somebody(who, roles) }
        }
        Wish::Replace { at, whom, who, roles } => {
            let (enrolment, members) = any_active(at);
            Command::ReplaceMember { enrolment, leaving: one(&members, whom), member: somebody(who, roles) }
        }
        Wish::WithdrawMember { at, whom } => {
            let (enrolment, members) = any_active(at);
            Command::WithdrawMember { enrolment, person: one(&members, whom), reason: None }
        }
        Wish::Withdraw { at } => Command::Withdraw { enrolment: any_active(at).0 },
        Wish::Dispense { at, whom, vacant, roles, reason } => {
            let (enrolment, members) = any_active(at);
            let kind = if vacant { Dispensation::RoleVacant } else { Dispensation::OnePersonAllRoles };
            let reason = if reason { "One post".to_owned() } else { String::new() };
            let roles = roles.map(|roles| somebody(0, roles).roles).unwrap_or_default();
            Command::GrantDispensation { enrolment, kind, person: one(&members, whom), roles, reason }
        }
        Wish::Accept { at } => Command::AcceptOffer { enrolment: some_offer(at).0 },
        Wish::Decline { at } => Command::DeclineOffer { enrolment: some_offer(at).0 },
        Wish::Wait => Command::LetTimePass,
        Wish::NameDeputy { at, whom, who, sessions } => {
            let (enrolment, members) = any_active(at);
            let sessions: BTreeSet<_> = sessions.iter().map(|name| session_id(&name.to_string())).collect();
            let (member, deputy) = (one(&members, whom), somebody(who, 0).person);
            Command::NameDeputy { enrolment, member, deputy, sessions }
        }
        Wish::RemoveDeputy { at, who } => {
            let (enrolment, _) = chosen(state, at, |enrolment| !enrolment.deputies.is_empty());
            let named = state.enrolment(enrolment).and_then(|found| found.deputies.first());
            let (member, deputy) = named.map_or_else(
                || (person("stranger"), somebody(who, 0).person),
                |named| (named.member, named.deputy),
            );
            Command::RemoveDeputy { enrolment, member, deputy }
        }
        wish @ (Wish::Draft { .. }
        | Wish::HandIn { .. }
        | Wish::Discard { .. }
        | Wish::Invite { .. }
        | Wish::AnswerInvitation { .. }
        | Wish::ChangeContact { .. }
        | Wish::Answer { .. }
        | Wish::StateNeeds { .. }
        | Wish::DisposeNeeds
        | Wish::DecideByHand { .. }) => unusual_command(wish, state),
        Wish::ChangeTerms { places, shares, released_in_april, called_off } => {
            let mut changed = terms.clone();
            (changed.places, changed.called_off) = (places, called_off);
            Command::SetTerms(shared(changed, shares, released_in_april))
        }
        Wish::ChangeRule { rule, without_tourism } => {
            let mut changed = terms.clone();
            // Whether it is for one meeting is settled when a register is opened.
            if changed.meeting.is_none() {
                changed.rule = RULES[rule]();
                changed.roles = ["culture", "business", "tourism"].map(value).into();
                if without_tourism {
                    changed.roles.remove(&value("tourism"));
                }
            }
            Command::SetTerms(changed)
        }
    }
}

/// The command somebody means who asks for something beside the enrolment proper.
fn unusual_command(wish: Wish, state: &State) -> Command {
    let any_active = |at: usize| chosen(state, at, |enrolment| enrolment.situation.active());
    match wish {
        Wish::Draft { name, town, members } => {
            Command::Draft(submission(name, town, members, Channel::Member))
        }
        Wish::HandIn { at } => {
            // Whoever hands in a draft has mostly answered what must be answered before.
            let draft = state.drafts().nth(at.checked_rem(state.drafts().len()).unwrap_or(0));
            let via = if at.is_multiple_of(3) { Channel::Member } else { Channel::Paper };
            draft.map_or_else(
                || Command::Submit(submission(7, 0, vec![(0, 0)], via)),
                |draft| Command::Submit(Submission { via, ..draft.submission.clone() }),
            )
        }
        Wish::Discard { at } => {
            let draft = state.drafts().nth(at.checked_rem(state.drafts().len()).unwrap_or(0));
            let enrolment = draft.map_or_else(|| EnrolmentId::named(&["nobody's"]), Enrolment::id);
            Command::DiscardDraft { enrolment }
        }
        Wish::Invite { at, name, who, roles } => {
            let Member { person, roles } = somebody(who, roles);
            let invitation = invitation(&name.to_string());
            Command::InviteMember { enrolment: any_active(at).0, invitation, person, roles }
        }
        Wish::AnswerInvitation { at, reply } => {
            let (enrolment, _) = chosen(state, at, |enrolment| !enrolment.invitations.is_empty());
            let asked = state.enrolment(enrolment).and_then(|found| found.invitations.last());
            let invitation = asked.map_or_else(|| invitation("none"), |asked| asked.id);
            match reply {
                0 => Command::DeclineInvitation { enrolment, invitation },
                1 => Command::WithdrawInvitation { enrolment, invitation },
                _ => Command::AcceptInvitation { enrolment, invitation },
            }
        }
        Wish::ChangeContact { at, who } => {
            Command::ChangeContact { enrolment: any_active(at).0, contact: somebody(who, 0).person }
        }
        Wish::Answer { at, whom, nights } => {
            let (enrolment, members) = any_active(at);
            let mut answers = Answers::from([(value("pay"), Answer::YesNo(nights > 1))]);
            if nights > 0 {
                answers.insert(value("nights"), Answer::Number(nights));
            }
            Command::GiveAnswers { enrolment, person: one(&members, whom), answers }
        }
        Wish::StateNeeds { at, whom, diet } => {
            let (enrolment, members) = any_active(at);
            let needs = Needs { diet: diet.then(|| value("Nötter")), access: None };
            Command::StateNeeds { enrolment, person: one(&members, whom), needs }
        }
        Wish::DecideByHand { at, decision, reason } => {
            let (enrolment, _) = chosen(state, at, |enrolment| {
                !matches!(enrolment.situation, Situation::Admitted { .. } | Situation::Withdrawn)
            });
            let decision =
                [HandDecision::Admit, HandDecision::Offer, HandDecision::Refuse][usize::from(decision)];
            let reason = if reason { "A hard case".to_owned() } else { String::new() };
            Command::DecideByHand { enrolment, decision, reason }
        }
        _ => Command::DisposeNeeds,
    }
}

fn submission(name: u16, town: usize, members: Vec<(u8, usize)>, via: Channel) -> Submission {
    let (municipality, county) = TOWNS[town];
    Submission {
        enrolment: EnrolmentId::named(&[&name.to_string()]),
        reference: value(&format!("A-{name}")),
        municipality: value(municipality),
        county: value(county),
        contact: person("contact"),
        members: members.into_iter().map(|(who, roles)| somebody(who, roles)).collect(),
        via,
    }
}

fn somebody(who: u8, roles: usize) -> Member {
    member(&who.to_string(), ROLES[roles])
}

/// An enrolment such as is preferred, or any, or now and then one that nobody ever handed in.
fn chosen(state: &State, at: usize, preferred: fn(&Enrolment) -> bool) -> (EnrolmentId, Vec<Member>) {
    let mut those: Vec<&Enrolment> = state.enrolments().filter(|e| preferred(e)).collect();
    if those.is_empty() || at.is_multiple_of(23) {
        those = state.enrolments().collect();
    }
    match those.get(at.checked_rem(those.len()).unwrap_or(0)) {
        Some(found) if !at.is_multiple_of(29) => (found.submission.enrolment, found.members.clone()),
        _ => (EnrolmentId::named(&["nobody's"]), vec![]),
    }
}

/// A member, or somebody who is none.
fn one(members: &[Member], whom: usize) -> PersonId {
    members.get(whom).map_or_else(|| person("stranger"), |member| member.person)
}
