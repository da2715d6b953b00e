//! Rows of a journal that say what somebody answers, or needs in order to take part.

use parvis_events::ids::{EnrolmentId, PersonId};
use parvis_events::participation::{Answer, Answers, EnrolmentQuestion, Needs, QuestionKind};
use parvis_events::register::Command;
use parvis_events::values::{Line, Paragraph, QuestionCode};

use super::{Entry, Journal};
use crate::import::problem::Findings;
use crate::import::table::{Cell, Row};

/// The columns a journal has beside the others when it holds answers: the question's code, and what is answered.
pub(super) const QUESTION: &str = "Fråga";
/// See [`QUESTION`].
pub(super) const ANSWER: &str = "Svar";

impl Journal<'_> {
    /// All the answers of one person: what they answered before no longer counts.
    pub(super) fn answers(&mut self, entry: &Entry<'_>, enrolment: Option<EnrolmentId>) -> Option<Command> {
        let person = self.answering(entry);
        let mut answers = Answers::new();
        for row in entry.group {
            let Some(question) = self.question(row) else { continue };
            let Some(answer) = answer(&question, row.cell(ANSWER), &mut self.findings) else { continue };
            if answers.insert(question.code.clone(), answer).is_some() {
                twice(row, &mut self.findings);
            }
        }
        Some(Command::GiveAnswers { enrolment: enrolment?, person: person?, answers })
    }

    /// All that one person needs.
    pub(super) fn needs(&mut self, entry: &Entry<'_>, enrolment: Option<EnrolmentId>) -> Option<Command> {
        let person = self.answering(entry);
        let mut needs = Needs { diet: None, access: None };
        for row in entry.group {
            let Some(question) = self.question(row) else { continue };
            let place = match question.kind {
                QuestionKind::Diet => &mut needs.diet,
                QuestionKind::AccessNeeds => &mut needs.access,
                QuestionKind::Text
                | QuestionKind::Choice { .. }
                | QuestionKind::Number { .. }
                | QuestionKind::YesNo => {
                    let remedy = "use svar for it; behov is for questions of the kinds diet and access-needs";
                    row.cell(QUESTION).note(&mut self.findings, "is no question about needs", remedy);
                    continue;
                }
            };
            let cell = row.cell(ANSWER);
            // "Nothing" is said by an empty cell.
            let said: Option<Paragraph> = if cell.is_empty() { None } else { cell.value(&mut self.findings) };
            if place.is_some() {
                twice(row, &mut self.findings);
            }
            *place = said;
        }
        Some(Command::StateNeeds { enrolment: enrolment?, person: person?, needs })
    }

    /// Who answers: a member of the enrolment, or its contact, whom the register knows.
    fn answering(&mut self, entry: &Entry<'_>) -> Option<PersonId> {
        self.people.person(entry.row, &mut self.findings)
    }

    fn question(&mut self, row: &Row) -> Option<EnrolmentQuestion> {
        let cell = row.cell(QUESTION);
        let code: QuestionCode = cell.value(&mut self.findings)?;
        let asked = self.programme.participation.as_ref().map(|found| found.questions.as_slice());
        let asked = asked.unwrap_or_default();
        let found = asked.iter().find(|question| question.code == code).cloned();
        if found.is_none() {
            let codes: Vec<&str> = asked.iter().map(|question| question.code.as_str()).collect();
            let remedy = if codes.is_empty() {
                "leave the row out: the programme asks nothing".to_owned()
            } else {
                format!("use one of {}", codes.join(", "))
            };
            cell.note(&mut self.findings, "is no question of the programme", remedy);
        }
        found
    }
}

fn twice(row: &Row, findings: &mut Findings) {
    row.cell(QUESTION).note(
        findings,
        "is answered twice by the same person at the same time",
        "keep one row",
    );
}

/// What a cell answers, by the kind of the question.
fn answer(question: &EnrolmentQuestion, cell: Cell<'_>, findings: &mut Findings) -> Option<Answer> {
    let mut wrong = |fact: &str, remedy: String| {
        cell.note(findings, fact, remedy);
        None
    };
    match &question.kind {
        QuestionKind::Text => cell.value::<Paragraph>(findings).map(Answer::Text),
        QuestionKind::Choice { choices } => {
            let words: Vec<&str> = choices.iter().map(Line::as_str).collect();
            if !words.contains(&cell.text) {
                return wrong("is not among the choices", format!("use one of {}", words.join(", ")));
            }
            cell.value::<Paragraph>(findings).map(Answer::Text)
        }
        QuestionKind::Number { least, most } => match cell.text.parse::<u32>() {
            Ok(number) if (*least..=*most).contains(&number) => Some(Answer::Number(number)),
            Ok(_) | Err(_) => wrong(
                "is no number that makes sense here",
                format!("write a whole number from {least} to {most}"),
            ),
        },
        QuestionKind::YesNo => match cell.text.to_lowercase().as_str() {
            "ja" => Some(Answer::YesNo(true)),
            "nej" => Some(Answer::YesNo(false)),
            _ => wrong("is neither yes nor no", "write ja or nej".to_owned()),
        },
        QuestionKind::Diet | QuestionKind::AccessNeeds => {
            let remedy = "use behov for it: what somebody needs is sealed apart".to_owned();
            wrong("answers a question about needs", remedy)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{COLUMNS, parse};
    use crate::import::programme;
    use parvis_events::ids::{EnrolmentId, PersonId};
    use parvis_events::participation::{Answer, Needs};
    use parvis_events::programme::State;
    use parvis_events::register::{Command, HandDecision};

    const ENROLLED: &str =
        "2018-02-05 08:12;anmälan;A-01;1280;Malmö;D-001;Löv;Anna;Chef;Kulturchef;a@malmo.example;;;;;;";
    const QUESTIONS: &str = r#"
[[participation.question]]
code = "erfarenhet"
text = "Hur många år?"
kind = "number"
least = 0
most = 50

[[participation.question]]
code = "grupp"
text = "Vilken grupp?"
kind = "choice"
choices = ["Röd", "Blå"]

[[participation.question]]
code = "forsta"
text = "Första gången?"
kind = "yes-no"

[[participation.question]]
code = "kost"
text = "Vad äter du inte?"
kind = "diet"

[enrolment]"#;

    fn kkn() -> State {
        let file =
            include_str!("../../../examples/kkn-2018/programme.toml").replacen("\n[enrolment]", QUESTIONS, 1);
        programme::parse("programme.toml", &file).unwrap().as_planned().unwrap()
    }

    fn file(rows: &[&str]) -> String {
        format!("{};Fråga;Svar\n{ENROLLED}\n{}\n", COLUMNS.join(";"), rows.join("\n"))
    }

    fn asked(rows: &[&str]) -> Vec<Command> {
        let actions = parse("e.csv", &file(rows), &kkn()).unwrap_or_else(|problems| panic!("{problems}"));
        actions.into_iter().skip(1).map(|action| action.what.command).collect()
    }

    fn problem(row: &str) -> String {
        let problems = parse("e.csv", &file(&[row]), &kkn()).unwrap_err();
        assert_eq!(problems.all().len(), 1, "{problems}");
        problems.to_string()
    }

    #[test]
    fn rows_of_one_person_and_time_are_all_their_answers_and_needs_stand_apart() {
        let (enrolment, person) =
            (EnrolmentId::named(&["KKN-2018", "A-01"]), PersonId::named(&["KKN-2018", "D-001"]));
        let commands = asked(&[
            "2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;erfarenhet;7",
            "2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;grupp;Blå",
            "2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;forsta;Ja",
            "2018-02-06 09:00;behov;A-01;;;D-001;;;;;;;;;;kost;Jordnötter",
            "2018-02-07 09:00;behov;A-01;;;D-001;;;;;;;;;;kost;",
        ]);
        let answers = [
            ("erfarenhet", Answer::Number(7)),
            ("grupp", Answer::Text("Blå".parse().unwrap())),
            ("forsta", Answer::YesNo(true)),
        ];
        let answers = answers.into_iter().map(|(code, answer)| (code.parse().unwrap(), answer)).collect();
        let needs = |diet: Option<&str>| Needs { diet: diet.map(|text| text.parse().unwrap()), access: None };
        assert_eq!(
            commands,
            [
                Command::GiveAnswers { enrolment, person, answers },
                Command::StateNeeds { enrolment, person, needs: needs(Some("Jordnötter")) },
                Command::StateNeeds { enrolment, person, needs: needs(None) },
            ]
        );
    }

    #[test]
    fn an_answer_that_fits_no_question_is_refused_with_what_would() {
        for (row, remedy) in [
            (
                "2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;erfarenhet;99",
                "write a whole number from 0 to 50",
            ),
            ("2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;grupp;Grön", "use one of Röd, Blå"),
            ("2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;forsta;kanske", "write ja or nej"),
            ("2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;kost;Nötter", "use behov for it"),
            ("2018-02-06 09:00;behov;A-01;;;D-001;;;;;;;;;;grupp;Blå", "use svar for it"),
            (
                "2018-02-06 09:00;svar;A-01;;;D-001;;;;;;;;;;farg;Blå",
                "use one of erfarenhet, grupp, forsta, kost",
            ),
            ("2018-02-06 09:00;svar;A-01;;;D-002;;;;;;;;;;grupp;Blå", "where the person first appears"),
            ("2018-02-06 09:00;avbokning;A-01;;;;;;;;;;;;;grupp;", "leave the cell empty"),
        ] {
            let told = problem(row);
            assert!(told.contains(remedy), "{row}: {told}");
        }
    }

    #[test]
    fn the_contact_and_decisions_by_hand_come_by_file_too() {
        let enrolment = EnrolmentId::named(&["KKN-2018", "A-01"]);
        let commands = asked(&[
            "2018-02-06 09:00;kontaktbyte;A-01;;;D-009;Ås;Eva;Handläggare;;e@malmo.example;;;;;;",
            "2018-02-06 10:00;beslut plats;A-01;;;;;;;;;;;;Värd för seminarium 2;;",
            "2018-02-06 11:00;beslut erbjudande;A-01;;;;;;;;;;;;Bor långt bort;;",
            "2018-02-06 12:00;beslut avslag;A-01;;;;;;;;;;;;Deltog förra gången;;",
        ]);
        let by_hand =
            |decision, reason: &str| Command::DecideByHand { enrolment, decision, reason: reason.into() };
        assert_eq!(
            commands,
            [
                Command::ChangeContact { enrolment, contact: PersonId::named(&["KKN-2018", "D-009"]) },
                by_hand(HandDecision::Admit, "Värd för seminarium 2"),
                by_hand(HandDecision::Offer, "Bor långt bort"),
                by_hand(HandDecision::Refuse, "Deltog förra gången"),
            ]
        );
        let told = problem("2018-02-06 10:00;beslut plats;A-01;;;;;;;;;;;;;;");
        assert!(told.contains("say why it is decided by hand"), "{told}");
    }
}
