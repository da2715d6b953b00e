//! The register of a programme, for those who work with it: what needs attention first, then the queue, then the rest.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use parvis_events::time::local_date;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;
use parvis_projections::register::{EnrolmentRow, Status};
use parvis_words::collation::Collator;
use parvis_words::names;

use super::Web;
use super::failure::Failure;
use super::mine::signed_in;
use super::page::{Page, show};
use super::programme::{capitalised, language_mark};
use super::rights::{Deed, Work};
use super::standing;

/// An enrolment in the list.
struct Line {
    municipality: String,
    region: String,
    status: String,
    colour: &'static str,
    more: String,
    people: String,
    submitted: String,
    reference: String,
}

/// Enrolments that stand alike.
struct Group {
    heading: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    page: Page,
    code: String,
    name: String,
    lang: String,
    figures: Vec<(String, u32)>,
    groups: Vec<Group>,
    may_grant: bool,
}

/// `GET /program/{code}/anmalningar`.
pub(super) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let kept = web.house();
    let work = Work::at(&kept.house, &code, &reader, Deed::SeeRegister)?;
    let desk = Desk {
        page: &page,
        house: &kept.house,
        programme: work.programme,
        protected: work.roles.may(Deed::SeeProtected),
    };
    let (figures, groups) = (desk.figures(), desk.groups());
    let lang = language_mark(&page, work.programme);
    let (code, name) = (work.programme.code.to_string(), work.programme.name.clone());
    let may_grant = work.roles.may(Deed::GrantRoles);
    Ok(show(&RegisterPage { page, code, name, lang, figures, groups, may_grant }))
}

struct Desk<'a> {
    page: &'a Page,
    house: &'a House,
    programme: &'a ProgrammeRow,
    protected: bool,
}

impl<'a> Desk<'a> {
    fn rows(&self) -> Vec<&'a EnrolmentRow> {
        self.house.register.enrolments.of(self.programme.programme).collect()
    }

    fn figures(&self) -> Vec<(String, u32)> {
        let mut sums = [0; 6];
        for row in self.house.register.overview.of(self.programme.programme) {
            let more = [row.places, row.admitted, row.offered, row.incomplete, row.queued, row.participants];
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum += more;
            }
        }
        ["places", "admitted", "offered", "incomplete", "queued", "participants"]
            .into_iter()
            .zip(sums)
            .map(|(what, sum)| (self.page.t(&format!("register-{what}")), sum))
            .collect()
    }

    fn groups(&self) -> Vec<Group> {
        let over = [
            Status::Submitted,
            Status::Declined,
            Status::Expired,
            Status::Withdrawn,
            Status::LateWithdrawal,
            Status::Replaced,
            Status::Refused,
        ];
        let groups: [(&str, &[Status]); 4] = [
            ("register-waits", &[Status::Offered, Status::Incomplete]),
            ("register-queue", &[Status::Queued]),
            ("register-has-place", &[Status::Admitted]),
            ("register-over", &over),
        ];
        let mut shown = Vec::new();
        for (key, statuses) in groups {
            let mut rows = self.rows();
            rows.retain(|row| statuses.contains(&row.status));
            if !rows.is_empty() {
                let lines = self.sorted(rows).into_iter().map(|row| self.line(row)).collect();
                shown.push(Group { heading: self.page.t(key), lines });
            }
        }
        shown
    }

    /// What ends first comes first, then the queue in its order, then by region and municipality.
    fn sorted(&self, rows: Vec<&'a EnrolmentRow>) -> Vec<&'a EnrolmentRow> {
        let collator = Collator::new(self.page.language);
        let placed =
            |row: &'a EnrolmentRow| (self.region(row), standing::municipality(self.programme, row), row);
        let mut placed: Vec<_> = rows.into_iter().map(placed).collect();
        placed.sort_by(|(region_a, name_a, a), (region_b, name_b, b)| {
            (a.until.is_none(), a.until, a.queue_place)
                .cmp(&(b.until.is_none(), b.until, b.queue_place))
                .then_with(|| collator.compare(region_a, region_b))
                .then_with(|| collator.compare(name_a, name_b))
        });
        placed.into_iter().map(|(_, _, row)| row).collect()
    }

    fn region(&self, row: &EnrolmentRow) -> String {
        self.house.programmes.region(self.programme.programme, &row.county)
    }

    fn line(&self, row: &EnrolmentRow) -> Line {
        let standing = standing::of(self.page, self.house, self.programme, row);
        let missing = standing::missing(self.page, self.programme, row);
        let mut more = standing.more;
        if row.status.active() && !missing.is_empty() {
            more = format!("{} {more}", self.page.t1("standing-missing", "missing", &missing));
        }
        let people: Vec<String> = standing::members(self.house, row)
            .into_iter()
            .map(|member| {
                let name = standing::name_for(self.page, self.house, member.person, None, self.protected);
                let role = standing::role_names(self.page, self.house, member);
                names::with_role(self.page.language, &name, &role)
            })
            .collect();
        Line {
            municipality: standing.municipality,
            region: self.region(row),
            status: capitalised(&standing.status),
            colour: standing.colour,
            more: more.trim().to_owned(),
            people: people.join(", "),
            submitted: self.page.day(local_date(self.programme.zone, row.submitted_at)),
            reference: row.reference.clone(),
        }
    }
}
