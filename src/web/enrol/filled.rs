//! The form of an enrolment, read.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::geography::Municipality;
use parvis_events::ids::{EnrolmentId, InvitationId, PersonId};
use parvis_events::participation::{Answers, Asked, Member};
use parvis_events::register::{Channel, Command, Submission};
use parvis_events::values::{Line, MunicipalityCode, RoleCode};

use super::open::Open;
use crate::import::KnownPerson;
use crate::web::Web;
use crate::web::failure::Failure;
use crate::web::fields::Filled;
use crate::web::page::Page;
use crate::web::people::{self, Naming};
use crate::web::questions;

/// What a form asks for: people to be known, and what is to be decided, all or none.
pub(super) struct Wanted {
    /// Everybody it names.
    pub known: Vec<KnownPerson>,
    /// In order.
    pub commands: Vec<Command>,
}

/// Reads the form; absent when something is wrong with it.
pub(super) fn read(
    web: &Web,
    page: &Page,
    open: &Open,
    filled: &mut Filled,
    id: EnrolmentId,
) -> Result<Option<Wanted>, Failure> {
    let place = chosen(page, open, filled);
    let contact = Naming::read(page, filled, "", people::language(&open.programme));
    let named = seats(page, open, filled);
    let of_all = answers(page, open, filled, Asked::Enrolment, "");
    if !named.iter().any(|seat| !seat.invited) {
        filled.complain("ar-kontakt-0", page.t("enrol-nobody"));
    }
    let (Some(place), Some(contact), true) = (place, contact, filled.problems.is_empty()) else {
        return Ok(None);
    };
    let contact = people::known_or_new(web, contact);
    let mut known = vec![contact.clone()];
    let mut answered = BTreeMap::from([(contact.person, of_all)]);
    let (mut members, mut invitations): (Vec<Member>, Vec<Command>) = (Vec::new(), Vec::new());
    for seat in named {
        let person = match seat.naming {
            Some(naming) => {
                let person = people::known_or_new(web, naming);
                known.push(person.clone());
                person.person
            }
            None => contact.person,
        };
        if seat.invited {
            let invitation = InvitationId::new(web.chance().uuid());
            let roles = seat.role.into_iter().collect();
            invitations.push(Command::InviteMember { enrolment: id, invitation, person, roles });
        } else {
            join(&mut members, person, seat.role);
            answered.entry(person).or_default().extend(seat.answers);
        }
    }
    let own = members.iter().any(|member| member.person == contact.person);
    let submission = Submission {
        enrolment: id,
        reference: reference(open, id).map_err(|_| Failure::Unreadable)?,
        municipality: place.code.clone(),
        county: place.county_code.clone(),
        contact: contact.person,
        members,
        via: if own && !invitations.is_empty() { Channel::Member } else { Channel::Contact },
    };
    answered.retain(|_, answers| !answers.is_empty());
    let mut commands = Vec::new();
    if !answered.is_empty() {
        // Answers are given to what was begun, as handing in asks for them.
        commands.push(Command::Draft(submission.clone()));
        commands.extend(answered.into_iter().map(|(person, answers)| Command::GiveAnswers {
            enrolment: id,
            person,
            answers,
        }));
    }
    commands.push(Command::Submit(submission));
    commands.extend(invitations);
    Ok(Some(Wanted { known, commands }))
}

/// Somebody who is named for a seat; the contact person where there is no naming.
struct Named {
    role: Option<RoleCode>,
    naming: Option<Naming>,
    answers: Answers,
    invited: bool,
}

/// Reads the seats that were filled in; what is wrong with them is noted.
fn seats(page: &Page, open: &Open, filled: &mut Filled) -> Vec<Named> {
    let language = people::language(&open.programme);
    let mut named = Vec::new();
    for (at, (_, roles)) in open.seats(page).iter().enumerate() {
        let ending = format!("-{at}");
        let own = filled.text(&format!("ar-kontakt{ending}")) == "ja";
        if !own && Naming::is_blank(filled, &ending) {
            continue;
        }
        let role = role(page, filled, roles, &ending);
        let naming = if own { None } else { Naming::read(page, filled, &ending, language) };
        let invited = !own && filled.text(&format!("bjud{ending}")) == "ja";
        // Whoever is invited answers for themselves.
        let answers =
            if invited { Answers::new() } else { answers(page, open, filled, Asked::Member, &ending) };
        named.push(Named { role, naming, answers, invited });
    }
    named
}

/// What was answered of the questions to a kind of people; problems are noted.
fn answers(page: &Page, open: &Open, filled: &mut Filled, of: Asked, ending: &str) -> Answers {
    let mut answers = Answers::new();
    for question in open.questions.iter().filter(|question| question.asked_of == of) {
        let given = questions::given(page, filled, question, ending);
        answers.extend(given.map(|answer| (question.code.clone(), answer)));
    }
    answers
}

/// Somebody who is named for two seats has two roles, and is one member.
fn join(members: &mut Vec<Member>, person: PersonId, role: Option<RoleCode>) {
    match members.iter_mut().find(|member| member.person == person) {
        Some(member) => member.roles.extend(role),
        None => members.push(Member { person, roles: role.into_iter().collect::<BTreeSet<_>>() }),
    }
}

/// "KKN-2018-7F3A9C": short enough for a telephone, and not to be guessed from another.
fn reference(open: &Open, id: EnrolmentId) -> Result<Line, parvis_events::values::ValueError> {
    let tail: String = id.uuid().simple().to_string().chars().take(6).collect();
    format!("{}-{}", open.programme.code, tail.to_uppercase()).parse()
}

fn chosen(page: &Page, open: &Open, filled: &mut Filled) -> Option<&'static Municipality> {
    let code: Option<MunicipalityCode> = filled.text("kommun").parse().ok();
    let all = open.places.iter().flat_map(|(_, places)| places);
    let found = all.copied().find(|place| Some(&place.code) == code.as_ref());
    if found.is_none() {
        filled.complain("kommun", page.t("enrol-choose-municipality"));
    }
    found
}

fn role(page: &Page, filled: &mut Filled, roles: &[(RoleCode, String)], ending: &str) -> Option<RoleCode> {
    if let [(only, _)] = roles {
        return Some(only.clone());
    }
    let name = format!("roll{ending}");
    let found =
        roles.iter().find(|(code, _)| code.as_str() == filled.text(&name)).map(|(code, _)| code.clone());
    if found.is_none() && !roles.is_empty() {
        filled.complain(&name, page.t("enrol-choose-role"));
    }
    found
}
