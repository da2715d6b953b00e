//! Problems of a programme in words.

use parvis_events::programme::{Problem, Term};
use parvis_words::{Language, Value, text_with};

/// A problem as it is told: what is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is wrong.
    pub fact: String,
    /// What to do about it, in the imperative.
    pub remedy: String,
}

/// Tells a problem in a language.
pub fn told(language: Language, problem: &Problem) -> Told {
    let terms = problem.terms();
    let values: Vec<(&'static str, Value<'_>)> =
        terms.iter().map(|(name, term)| (*name, value(term))).collect();
    told_of(language, problem.code(), &values)
}

/// Tells a problem of which only its code and the values its texts speak of are at hand.
pub fn told_of(language: Language, code: &str, values: &[(&str, Value<'_>)]) -> Told {
    let key = format!("check-{code}");
    Told {
        fact: text_with(language, &key, values),
        remedy: text_with(language, &format!("{key}-remedy"), values),
    }
}

/// Dates are told as they are written in files, so that what is told can be searched for there.
fn value(term: &Term) -> Value<'_> {
    match term {
        Term::Number(number) => Value::from(*number),
        Term::Text(text) => Value::from(text),
        Term::Date(date) => Value::from(date.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use parvis_events::letter::LetterKind;
    use parvis_events::programme::{Anchor, Problem};
    use parvis_words::{Language, Value, try_text};

    #[test]
    fn every_problem_has_words_in_every_language() {
        const NAMES: &str = "places allocated missing excess county allocation language role requirements requirement \
            min max release opens closes municipality question least most seminar session date other capacity people \
            starts ends deadline last reminder anchor letter days hold percent";
        let values: Vec<(&'static str, Value<'_>)> =
            NAMES.split_whitespace().map(|name| (name, Value::from("x"))).collect();
        for code in Problem::CODES {
            for language in Language::ALL {
                for key in [format!("check-{code}"), format!("check-{code}-remedy")] {
                    assert!(try_text(language, &key, &values).is_ok(), "{key} in {language:?}");
                }
            }
        }
    }

    #[test]
    fn the_english_words_are_those_of_the_command_line() {
        let day = "2018-05-29".parse().unwrap();
        for problem in [
            Problem::NoPlaces,
            Problem::AllocationsTooSmall { places: 20, allocated: 17, missing: 3 },
            Problem::SessionEndsBeforeItBegins {
                seminar: 2,
                session: "Förmiddag".parse().unwrap(),
                date: day,
            },
            Problem::ReminderNeverHappens { reminder: "r".parse().unwrap(), anchor: Anchor::HoldEnd },
            Problem::ReminderLetter {
                reminder: "r".parse().unwrap(),
                letter: LetterKind::Receipt,
                anchor: Anchor::SeminarEnd,
            },
            Problem::RoomTooSmall { seminar: 1, capacity: 39, people: 40 },
            Problem::DeadlineAfterLastSeminar { deadline: day, last: day },
        ] {
            let told = told(Language::English, &problem);
            assert_eq!((told.fact, told.remedy), (problem.fact(), problem.remedy()));
        }
        let problem = Problem::AllocationsTooSmall { places: 20, allocated: 17, missing: 3 };
        let swedish = told(Language::Swedish, &problem);
        assert_eq!(swedish.fact, "fördelningen är 17 av 20 platser");
        assert_eq!(told(Language::Bokmal, &problem).remedy, "fordel 3 til");
    }
}
