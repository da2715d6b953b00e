//! `evaluations.csv`: ballots, without person and time.

use parvis_events::evaluation::{Answer, Ballot};
use parvis_events::ids::SeminarId;
use parvis_events::participation::ParticipationRule;
use parvis_events::programme::{AnswerKind, Participation, Question, State};
use parvis_events::values::CountyCode;

use super::attendance::seminar_numbered;
use super::problem::{Findings, Place, Problems};
use super::role_named;
use super::table::{self, Cell, Row};

/// The columns of the file, before those of the questions.
pub const COLUMNS: [&str; 3] = ["Seminarienr", "Roll", "Region"];

/// What stands for "don't know".
const DONT_KNOW: &str = "vet ej";

/// The most characters of a free text. Source: `evaluation::check_ballot`.
const MOST_CHARACTERS: usize = 4000;

/// One ballot and the groups it counts towards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotRow {
    /// The seminar.
    pub seminar: SeminarId,
    /// The requirement whoever gave it fills; in a programme without requirements, the role.
    pub role_group: Option<String>,
    /// The county whoever gave it comes from.
    pub county: Option<CountyCode>,
    /// The answers.
    pub ballot: Ballot,
}

/// Reads the ballots of a programme; a byte order mark is allowed.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse(file_name: &str, text: &str, programme: &State) -> Result<Vec<BallotRow>, Problems> {
    let (Some(participation), Some(form)) = (&programme.participation, &programme.evaluation) else {
        let remedy = "import a programme with an evaluation form first";
        return Err(Problems::one(file_name, Place::file(), "the programme has no evaluation form", remedy));
    };
    let codes = form.questions.iter().map(|question| question.code.as_str());
    let columns: Vec<&str> = COLUMNS.into_iter().chain(codes).collect();
    let mut findings = Findings::new(file_name);
    let rows = table::read(file_name, text, &columns, &mut findings)?;
    let mut ballots = Vec::new();
    for row in &rows {
        let seminar = seminar_numbered(programme, row.cell("Seminarienr"), &mut findings);
        let role_group = role_group(participation, row.cell("Roll"), &mut findings);
        let county = county(programme, row.cell("Region"), &mut findings);
        let ballot = ballot(&form.questions, row, &mut findings);
        if let Some(seminar) = seminar {
            ballots.push(BallotRow { seminar: seminar.id, role_group, county, ballot });
        }
    }
    findings.finish(Some(ballots))
}

/// The group a cell names; one that is unknown is noted.
fn role_group(participation: &Participation, cell: Cell<'_>, findings: &mut Findings) -> Option<String> {
    if cell.is_empty() {
        return None;
    }
    let rule = &participation.rule;
    if let ParticipationRule::Pair { requirements } = rule
        && let Some(found) = requirements.iter().find(|requirement| requirement.name.as_str() == cell.text)
    {
        return Some(found.name.to_string());
    }
    let Some(role) = role_named(&participation.roles, cell.text) else {
        let names: Vec<&str> = participation.roles.iter().map(|role| role.name.as_str()).collect();
        let remedy = format!("use {}, or leave it empty", names.join(", "));
        cell.note(findings, "is no role of the programme", remedy);
        return None;
    };
    let group = rule.requirement_of(&role).map_or_else(|| role.to_string(), |found| found.name.to_string());
    Some(group)
}

/// The county a cell names, by code or by its region; one that is unknown is noted.
fn county(programme: &State, cell: Cell<'_>, findings: &mut Findings) -> Option<CountyCode> {
    if cell.is_empty() {
        return None;
    }
    let partners = programme.partners.values();
    if programme.partners.is_empty() {
        return cell.value(findings);
    }
    let found = partners.clone().find(|p| p.region.as_str() == cell.text || p.county.as_str() == cell.text);
    if found.is_none() {
        let names: Vec<&str> = partners.map(|partner| partner.region.as_str()).collect();
        let remedy = format!("use {}, or leave it empty", names.join(", "));
        cell.note(findings, "is no region of the programme", remedy);
    }
    found.map(|partner| partner.county.clone())
}

fn ballot(questions: &[Question], row: &Row, findings: &mut Findings) -> Ballot {
    let answers = questions.iter().filter_map(|question| {
        let cell = row.cell(question.code.as_str());
        let answer = answer(&question.answer, cell, findings)?;
        Some((question.code.clone(), answer))
    });
    Ballot(answers.collect())
}

fn answer(kind: &AnswerKind, cell: Cell<'_>, findings: &mut Findings) -> Option<Answer> {
    if cell.is_empty() {
        return None;
    }
    match kind {
        AnswerKind::Scale { .. } if cell.text.to_lowercase() == DONT_KNOW => Some(Answer::DontKnow),
        AnswerKind::Scale { highest, .. } => {
            let grade = cell.text.parse().ok().filter(|grade| (1..=*highest).contains(grade));
            if grade.is_none() {
                let remedy = format!("write 1 to {highest}, {DONT_KNOW}, or nothing");
                cell.note(findings, "is no grade of the question", remedy);
            }
            grade.map(Answer::Grade)
        }
        AnswerKind::Text if cell.text.chars().count() > MOST_CHARACTERS => {
            let remedy = format!("shorten it to at most {MOST_CHARACTERS} characters");
            cell.note(findings, "is too long", remedy);
            None
        }
        AnswerKind::Text => Some(Answer::Text(cell.text.to_owned())),
    }
}

#[cfg(test)]
mod tests;
