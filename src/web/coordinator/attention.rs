//! What needs the coordinator's attention, most pressing first. Pure: views go in, a list comes out.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use parvis_events::certificates::Validity;
use parvis_events::ids::PersonId;
use parvis_events::programme::Stage;
use parvis_events::time::{local_date, start_of_day};
use parvis_projections::House;
use parvis_projections::letters::Fate;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, ParticipantRow, Status};

use crate::web::page::Page;
use crate::web::programme::capitalised;
use crate::web::standing;

/// What somebody is to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matter {
    /// An offer that nobody has answered.
    OfferOpen,
    /// Seats that are held while somebody is missing.
    HalfPair,
    /// Somebody left after the deadline, and nobody has come in their place.
    LateWithdrawal,
    /// An enrolment has a place, and somebody is missing.
    RoleVacant,
    /// A letter that did not arrive.
    LetterFailed,
    /// A certificate that no longer agrees with the attendance.
    CertificateFlagged,
    /// A seminar is over, and its roll is not closed.
    RollOpen,
    /// The programme is a draft.
    Draft,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub matter: Matter,
    /// When it is too late, if there is such a moment.
    pub until: Option<DateTime<Utc>>,
    /// What it is about, in words: "Ängelholm".
    pub about: String,
    /// What is the matter.
    pub text: String,
    /// Where it is dealt with.
    pub address: String,
    /// Whether it should be dealt with today.
    pub pressing: bool,
}

/// What ends within so many days is pressing.
const SOON: TimeDelta = TimeDelta::days(3);

impl Matter {
    /// Its name in the keys of texts.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OfferOpen => "offer-open",
            Self::HalfPair => "half-pair",
            Self::LateWithdrawal => "late-withdrawal",
            Self::RoleVacant => "role-vacant",
            Self::LetterFailed => "letter-failed",
            Self::CertificateFlagged => "certificate-flagged",
            Self::RollOpen => "roll-open",
            Self::Draft => "draft",
        }
    }

    /// The colour it is marked with.
    pub(super) const fn colour(self, pressing: bool) -> &'static str {
        match self {
            _ if pressing => "danger",
            Self::OfferOpen | Self::HalfPair | Self::LateWithdrawal | Self::RoleVacant => "warning",
            Self::LetterFailed | Self::CertificateFlagged => "danger",
            Self::RollOpen | Self::Draft => "info",
        }
    }
}

/// Everything in a programme that needs attention: what ends first comes first, then by what it is.
pub(super) fn of(page: &Page, house: &House, programme: &ProgrammeRow, now: DateTime<Utc>) -> Vec<Item> {
    let desk = Finder { page, house, programme, now };
    let mut items = desk.enrolments();
    if matches!(programme.stage, Stage::Open | Stage::Closed) {
        items.extend(desk.letters());
        items.extend(desk.rolls());
    }
    items.extend(desk.certificates());
    if programme.stage == Stage::Draft {
        items.push(desk.item(Matter::Draft, None, String::new(), "attention-draft-text", "/publicera"));
    }
    items.sort_by(|a, b| {
        let key = |item: &Item| (!item.pressing, item.until.is_none(), item.until, item.matter);
        key(a).cmp(&key(b))
    });
    items
}

struct Finder<'a> {
    page: &'a Page,
    house: &'a House,
    programme: &'a ProgrammeRow,
    now: DateTime<Utc>,
}

impl Finder<'_> {
    fn item(
        &self,
        matter: Matter,
        until: Option<DateTime<Utc>>,
        about: String,
        key: &str,
        rest: &str,
    ) -> Item {
        let day = until.map(|end| self.page.last_day(self.programme.zone, end)).unwrap_or_default();
        Item {
            matter,
            until,
            about,
            text: self.page.t1(key, "date", &day),
            address: format!("/arbete/{}{rest}", self.programme.code),
            pressing: until.is_some_and(|end| end - self.now <= SOON),
        }
    }

    /// Somebody's name, unless it is protected: the list shows it to all who work with the programme.
    fn name(&self, person: PersonId) -> String {
        standing::name_for(self.page, self.house, person, None, false)
    }

    fn enrolments(&self) -> Vec<Item> {
        let rows = self.house.register.enrolments.of(self.programme.programme);
        rows.filter_map(|row| self.enrolment(row)).collect()
    }

    fn enrolment(&self, row: &EnrolmentRow) -> Option<Item> {
        let rest = format!("/anmalan/{}", row.enrolment);
        let about = standing::subject(self.page, self.house, self.programme, row, false);
        let missing = standing::missing(self.page, self.house, self.programme, row);
        match row.status {
            Status::Offered => {
                Some(self.item(Matter::OfferOpen, row.until, about, "attention-offer-open-text", &rest))
            }
            Status::Incomplete => {
                let mut item =
                    self.item(Matter::HalfPair, row.until, about, "attention-half-pair-text", &rest);
                item.text = self.page.t2(
                    "attention-half-pair-text",
                    "missing",
                    &missing,
                    "date",
                    &row.until.map(|end| self.page.last_day(self.programme.zone, end)).unwrap_or_default(),
                );
                Some(item)
            }
            Status::Admitted if row.incomplete => {
                let late = self.left_late(row);
                let (matter, key) = if late {
                    (Matter::LateWithdrawal, "attention-late-withdrawal-text")
                } else {
                    (Matter::RoleVacant, "attention-role-vacant-text")
                };
                let mut item = self.item(matter, None, about, key, &rest);
                item.text = self.page.t1(key, "missing", &missing);
                item.pressing = late;
                Some(item)
            }
            Status::Admitted
            | Status::Draft
            | Status::Submitted
            | Status::Queued
            | Status::Declined
            | Status::Expired
            | Status::Withdrawn
            | Status::LateWithdrawal
            | Status::Replaced
            | Status::Refused => None,
        }
    }

    fn left_late(&self, row: &EnrolmentRow) -> bool {
        let left = |member: &ParticipantRow| member.status == Status::LateWithdrawal;
        self.house.register.participants.of(row.enrolment).any(left)
    }

    fn letters(&self) -> Vec<Item> {
        let rows = self.house.letters.letters.of(self.programme.programme);
        rows.filter(|row| row.fate == Fate::Failed)
            .map(|row| {
                let kind = self.page.t(&format!("letter-kind-{}", row.kind.name()));
                let about = format!("{}, {}", capitalised(&kind), self.name(row.recipient));
                let rest = format!("/brev/{}", row.letter);
                self.item(Matter::LetterFailed, None, about, "attention-letter-failed-text", &rest)
            })
            .collect()
    }

    fn certificates(&self) -> Vec<Item> {
        let rows = self.house.certificates.of(self.programme.programme).into_iter();
        rows.filter(|row| row.validity == Validity::Flagged)
            .map(|row| {
                let rest = format!("/intyg/{}", row.certificate);
                let about = format!("{}, {}", row.number, self.name(row.person));
                self.item(
                    Matter::CertificateFlagged,
                    None,
                    about,
                    "attention-certificate-flagged-text",
                    &rest,
                )
            })
            .collect()
    }

    /// Seminars that ended before today, that people had a place at, and whose roll nobody has closed.
    fn rolls(&self) -> Vec<Item> {
        let today: NaiveDate = local_date(self.programme.zone, self.now);
        let over = self.house.programmes.seminars_of(self.programme.programme).into_iter();
        over.filter(|seminar| seminar.ends_on < today)
            .filter(|seminar| {
                let roll = self.house.attendance.rolls.get(&(seminar.seminar,));
                let expected = self.house.register.expected(self.programme.programme, seminar.seminar);
                expected > 0 && roll.is_none_or(|roll| roll.closed_at.is_none())
            })
            .map(|seminar| {
                let about = self.page.count("desk-seminar-number", "number", seminar.number.into());
                let mut item = self.item(Matter::RollOpen, None, about, "attention-roll-open-text", "");
                item.address =
                    format!("/program/{}/seminarium/{}/incheckning", self.programme.code, seminar.number);
                item.text = self.page.t1("attention-roll-open-text", "date", &self.page.day(seminar.ends_on));
                // What lies longest comes first among its like.
                item.until = None;
                item.pressing =
                    self.now - start_of_day(self.programme.zone, seminar.ends_on) > TimeDelta::days(14);
                item
            })
            .collect()
    }
}
