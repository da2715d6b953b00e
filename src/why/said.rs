//! The steps of an account in words.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use parvis_events::geography;
use parvis_events::ids::{PersonId, ProgrammeId};
use parvis_events::participation::{Lack, Member};
use parvis_events::register::why::{Account, Grounds, Numbers, Passed};
use parvis_events::register::{
    Channel, Dispensation, Enrolment, HandDecision, PassReason, Pool, QueueReason, Situation,
};
use parvis_events::time::local_date;
use parvis_events::values::{CountyCode, RoleCode};
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_words::{Language, Value, dates, names, text, text_with};

use crate::lacking;

/// Says things about one programme in one language.
pub(super) struct Sayer<'a> {
    house: &'a House,
    programme: Option<&'a ProgrammeRow>,
    language: Language,
}

/// Where an enrolment stands, as answers and texts name it.
pub(super) const fn status(situation: &Situation) -> &'static str {
    match situation {
        Situation::Draft => "draft",
        Situation::Incomplete { .. } => "incomplete",
        Situation::Queued => "queued",
        Situation::Offered { .. } => "offered",
        Situation::Admitted { .. } => "admitted",
        Situation::Declined => "declined",
        Situation::Expired(_) => "expired",
        Situation::Withdrawn => "withdrawn",
        Situation::Refused => "refused",
    }
}

impl<'a> Sayer<'a> {
    pub fn new(house: &'a House, programme: ProgrammeId, language: Language) -> Self {
        Self { house, programme: house.programmes.programmes.get(&(programme,)), language }
    }

    /// "A-07, Lund: i kö sedan 5 februari 2018".
    pub fn heading(&self, enrolment: &Enrolment, since: Option<DateTime<Utc>>) -> String {
        let submission = &enrolment.submission;
        let on = since.map(|at| local_date(self.zone(), at));
        let municipality = self.programme.zip(on).and_then(|(programme, on)| {
            geography::municipality(programme.country, &submission.municipality, on)
        });
        let municipality =
            municipality.map_or_else(|| submission.municipality.to_string(), |found| found.name);
        let status = text(self.language, &format!("enrolment-status-{}", status(&enrolment.situation)));
        self.say(
            "why-heading",
            &[
                ("reference", submission.reference.as_str().into()),
                ("municipality", municipality.into()),
                ("status", status.into()),
                ("since", on.map(|on| dates::date(self.language, on)).unwrap_or_default().into()),
            ],
        )
    }

    /// What one step says.
    pub fn account(&self, account: &Account) -> String {
        match account {
            Account::Drafted { via } => self.say("why-drafted", &[("via", self.via(*via).into())]),
            Account::DraftDiscarded => self.plain("why-draft-discarded"),
            Account::Submitted { via, number, members, lack } => self.submitted(*via, *number, members, lack),
            Account::Held { until, pool, numbers } => {
                let held = self.say("why-held", &[("until", self.last_day(*until).into())]);
                sentences(&[self.numbers(numbers, pool), held])
            }
            Account::Granted { grounds, pool, numbers, passed } => {
                self.granted(*grounds, pool, numbers, passed)
            }
            Account::Queued { reason, numbers, queue_place } => self.queued(*reason, numbers, *queue_place),
            Account::PassedOver { reason, in_favour_of } => {
                let key = format!("why-passed-{}", pass_reason(*reason));
                self.say(&key, &[("reference", in_favour_of.as_str().into())])
            }
            Account::Offered { until, pool, numbers, passed } => {
                let offered = self.say("why-offered", &[("until", self.last_day(*until).into())]);
                sentences(&[self.numbers(numbers, pool), offered, self.reserved(pool), self.ahead(passed)])
            }
            Account::OfferAccepted => self.plain("why-offer-accepted"),
            Account::OfferDeclined => self.plain("why-offer-declined"),
            Account::OfferExpired => self.plain("why-offer-expired"),
            Account::HoldExpired => self.plain("why-hold-expired"),
            Account::DecidedByHand { decision, reason } => {
                let key = match decision {
                    HandDecision::Admit => "why-decided-admit",
                    HandDecision::Offer => "why-decided-offer",
                    HandDecision::Refuse => "why-decided-refuse",
                };
                sentences(&[self.plain(key), self.reason(reason.as_deref())])
            }
            Account::Refused => self.plain("why-refused"),
            Account::Withdrawn { late } => sentences(&[self.plain("why-withdrawn"), self.late(*late)]),
            Account::Released { places_left } => {
                self.say("why-released", &[("left", places_left.to_string().into())])
            }
            Account::MemberAdded { .. }
            | Account::MemberReplaced { .. }
            | Account::MemberWithdrawn { .. }
            | Account::Dispensed { .. }
            | Account::Invited { .. }
            | Account::InvitationAccepted { .. }
            | Account::InvitationDeclined { .. }
            | Account::InvitationWithdrawn { .. }
            | Account::ContactChanged { .. }
            | Account::Answered { .. }
            | Account::NeedsStated { .. }
            | Account::NeedsDisposed
            | Account::DeputyNamed { .. }
            | Account::DeputyRemoved { .. } => self.of_people(account),
        }
    }

    fn of_people(&self, account: &Account) -> String {
        let person = |key: &str, who: Option<PersonId>| self.say(key, &[("person", self.name(who).into())]);
        match account {
            Account::MemberAdded { person, roles } => self.say(
                "why-member-added",
                &[("person", self.name(Some(*person)).into()), ("roles", self.roles(roles).into())],
            ),
            Account::MemberReplaced { leaving, person, roles, late } => {
                let said = [("person", self.name(Some(*person)).into()), ("roles", self.roles(roles).into())];
                let changed = if leaving == person {
                    self.say("why-roles-changed", &said)
                } else {
                    let [person, roles] = said;
                    let leaving = ("leaving", self.name(Some(*leaving)).into());
                    self.say("why-member-replaced", &[person, roles, leaving])
                };
                sentences(&[changed, self.late(*late)])
            }
            Account::MemberWithdrawn { person: who, late, reason } => {
                let reason = reason.as_deref().map(|reason| self.reason(Some(reason))).unwrap_or_default();
                sentences(&[person("why-member-withdrawn", Some(*who)), self.late(*late), reason])
            }
            Account::Dispensed { kind, person: who, reason } => {
                let key = match kind {
                    Dispensation::OnePersonAllRoles => "why-dispensed-one-person-all-roles",
                    Dispensation::RoleVacant => "why-dispensed-role-vacant",
                };
                sentences(&[person(key, Some(*who)), self.reason(reason.as_deref())])
            }
            Account::Invited { person, until } => self.say(
                "why-invited",
                &[("person", self.name(Some(*person)).into()), ("until", self.last_day(*until).into())],
            ),
            Account::InvitationAccepted { person: who } => person("why-invitation-accepted", *who),
            Account::InvitationDeclined { person: who } => person("why-invitation-declined", *who),
            Account::InvitationWithdrawn { person: who } => person("why-invitation-withdrawn", *who),
            Account::ContactChanged { former, contact } => self.say(
                "why-contact-changed",
                &[("contact", self.name(Some(*contact)).into()), ("former", self.name(Some(*former)).into())],
            ),
            Account::Answered { person, questions } => {
                let questions: Vec<&str> =
                    questions.iter().map(parvis_events::values::QuestionCode::as_str).collect();
                let questions = questions.join(", ");
                self.say(
                    "why-answered",
                    &[("person", self.name(Some(*person)).into()), ("questions", questions.into())],
                )
            }
            Account::NeedsStated { person: who } => person("why-needs-stated", Some(*who)),
            Account::DeputyNamed { member, deputy, sessions } => {
                let sessions = u32::try_from(*sessions).unwrap_or(u32::MAX);
                let [deputy, member] = self.deputy(*deputy, *member);
                self.say("why-deputy-named", &[deputy, member, ("sessions", sessions.into())])
            }
            Account::DeputyRemoved { member, deputy } => {
                self.say("why-deputy-removed", &self.deputy(*deputy, *member))
            }
            Account::NeedsDisposed
            | Account::Drafted { .. }
            | Account::DraftDiscarded
            | Account::Submitted { .. }
            | Account::Held { .. }
            | Account::Granted { .. }
            | Account::Queued { .. }
            | Account::PassedOver { .. }
            | Account::Offered { .. }
            | Account::OfferAccepted
            | Account::OfferDeclined
            | Account::OfferExpired
            | Account::HoldExpired
            | Account::DecidedByHand { .. }
            | Account::Refused
            | Account::Withdrawn { .. }
            | Account::Released { .. } => self.plain("why-needs-disposed"),
        }
    }

    fn submitted(&self, via: Channel, number: usize, members: &[Member], lack: &Lack) -> String {
        let members: Vec<String> = members
            .iter()
            .map(|member| {
                names::with_role(self.language, &self.name(Some(member.person)), &self.roles(&member.roles))
            })
            .collect();
        let came = self.say(
            "why-submitted",
            &[
                ("via", self.via(via).into()),
                ("number", number.to_string().into()),
                ("members", names::list(self.language, &members).into()),
            ],
        );
        let whole = match self.programme.filter(|_| lack.people > 0) {
            Some(programme) => {
                let missing = lacking::words(self.language, self.house, programme, lack);
                self.say("why-incomplete", &[("missing", missing.into())])
            }
            None => self.plain("why-complete"),
        };
        sentences(&[came, whole])
    }

    fn granted(&self, grounds: Grounds, pool: &Pool, numbers: &Numbers, passed: &[Passed]) -> String {
        let (key, numbers) = match grounds {
            Grounds::Free => ("why-granted-free", self.numbers(numbers, pool)),
            Grounds::Completed => ("why-granted-completed", String::new()),
            Grounds::ByHand => ("why-granted-by-hand", self.numbers(numbers, pool)),
        };
        sentences(&[numbers, self.plain(key), self.reserved(pool), self.ahead(passed)])
    }

    fn queued(&self, reason: QueueReason, numbers: &Numbers, place: Option<usize>) -> String {
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        let said = match reason {
            QueueReason::ProgrammeFull => self.say("why-queued-programme-full", &[("place", place.into())]),
            QueueReason::AllocationTaken => {
                let county = numbers.county.as_ref().map(|code| self.county(code)).unwrap_or_default();
                let said = [("county", county.into()), ("place", place.into())];
                self.say("why-queued-allocation-taken", &said)
            }
            QueueReason::OthersWait => self.say("why-queued-others-wait", &[("place", place.into())]),
        };
        let counted = match reason {
            QueueReason::AllocationTaken => {
                sentences(&[self.all_numbers(numbers), self.county_numbers(numbers)])
            }
            QueueReason::ProgrammeFull | QueueReason::OthersWait => self.all_numbers(numbers),
        };
        sentences(&[counted, said])
    }

    fn numbers(&self, numbers: &Numbers, pool: &Pool) -> String {
        match pool {
            Pool::Common => self.all_numbers(numbers),
            Pool::Reserved(_) => sentences(&[self.all_numbers(numbers), self.county_numbers(numbers)]),
        }
    }

    fn all_numbers(&self, numbers: &Numbers) -> String {
        let said =
            [("taken", numbers.taken.to_string().into()), ("places", numbers.places.to_string().into())];
        self.say("why-numbers", &said)
    }

    fn county_numbers(&self, numbers: &Numbers) -> String {
        let Some(county) = &numbers.county else { return String::new() };
        let own = self.say(
            "why-county-numbers",
            &[
                ("county", self.county(county).into()),
                ("county-taken", numbers.county_taken.to_string().into()),
                ("county-places", numbers.county_places.to_string().into()),
            ],
        );
        // Where everything is reserved there is nothing to say of common places.
        if numbers.common_places == 0 {
            return own;
        }
        let said = [
            ("common-taken", numbers.common_taken.to_string().into()),
            ("common-places", numbers.common_places.to_string().into()),
        ];
        sentences(&[own, self.say("why-common-numbers", &said)])
    }

    fn reserved(&self, pool: &Pool) -> String {
        match pool {
            Pool::Reserved(county) => self.say("why-reserved", &[("county", self.county(county).into())]),
            Pool::Common => String::new(),
        }
    }

    /// Who stood ahead and did not get the place, each with the reason.
    fn ahead(&self, passed: &[Passed]) -> String {
        if passed.is_empty() {
            return String::new();
        }
        let passed: Vec<String> = passed
            .iter()
            .map(|one| {
                let reason = text(self.language, &format!("why-ahead-{}", pass_reason(one.reason)));
                format!("{} ({reason})", one.reference)
            })
            .collect();
        self.say("why-ahead", &[("passed", names::list(self.language, &passed).into())])
    }

    fn reason(&self, reason: Option<&str>) -> String {
        match reason {
            Some(reason) => self.say("why-reason", &[("reason", reason.to_owned().into())]),
            None => self.plain("why-reason-erased"),
        }
    }

    fn late(&self, late: bool) -> String {
        if late { self.plain("why-late") } else { String::new() }
    }

    fn via(&self, via: Channel) -> String {
        text(self.language, &format!("why-via-{}", via.name()))
    }

    fn deputy(&self, deputy: PersonId, member: PersonId) -> [(&'static str, Value<'static>); 2] {
        [("deputy", self.name(Some(deputy)).into()), ("member", self.name(Some(member)).into())]
    }

    /// Somebody's name, or what stands in its place for whoever must not or cannot be named.
    fn name(&self, person: Option<PersonId>) -> String {
        match person.and_then(|person| self.house.people.get(person)) {
            None => self.plain("why-nobody"),
            Some(row) if row.erased => self.plain("why-person-erased"),
            Some(row) if row.protected => self.plain("why-person-protected"),
            Some(row) => names::full_name(&row.given_name, &row.family_name),
        }
    }

    fn roles(&self, roles: &std::collections::BTreeSet<RoleCode>) -> String {
        let named: Vec<String> = roles.iter().map(|role| self.role(role)).collect();
        names::list(self.language, &named)
    }

    fn role(&self, role: &RoleCode) -> String {
        let key = self.programme.map(|row| (row.programme, role.clone()));
        let row = key.and_then(|key| self.house.programmes.roles.get(&key));
        row.map_or_else(|| role.to_string(), |row| names::within(&row.name))
    }

    fn county(&self, code: &CountyCode) -> String {
        let found = self.programme.and_then(|programme| geography::county_name(programme.country, code));
        found.map_or_else(|| code.to_string(), str::to_owned)
    }

    fn zone(&self) -> Tz {
        self.programme.map_or(chrono_tz::UTC, |row| row.zone)
    }

    /// The last day before an instant that ends a day.
    fn last_day(&self, end: DateTime<Utc>) -> String {
        dates::date(self.language, local_date(self.zone(), end - TimeDelta::minutes(1)))
    }

    fn plain(&self, key: &str) -> String {
        text(self.language, key)
    }

    fn say(&self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        text_with(self.language, key, values)
    }
}

const fn pass_reason(reason: PassReason) -> &'static str {
    match reason {
        PassReason::Incomplete => "incomplete",
        PassReason::ReservedForOthers => "reserved-for-others",
        PassReason::DecidedByHand => "decided-by-hand",
    }
}

/// Sentences one after another, without those that say nothing.
fn sentences(said: &[String]) -> String {
    let said: Vec<&str> = said.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
    said.join(" ")
}
