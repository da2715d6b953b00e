//! Letters: greeting, text, signature and footer put together.
//!
//! Source: the texts in `letters.ftl`, where each letter's variables are described.

use crate::{Language, Value, text_with};

/// Stands for a value that is not known, until the line that speaks of it is left out. (U+FFFC,
/// which no keyboard writes.)
const UNKNOWN: &str = "\u{fffc}";

/// Every kind of letter and the values its subject and body speak of, beside those of the [`Frame`].
pub const KINDS: [(&str, &[&str]); 20] = [
    ("receipt", &["applicant", "members", "reference", "submitted"]),
    ("admitted", &["applicant", "members", "reference", "seminars", "withdrawal-deadline"]),
    ("queued", &["applicant", "members", "reference", "queue-place"]),
    ("offered", &["applicant", "members", "reference", "seminars", "until", "link"]),
    ("incomplete", &["municipality", "members", "reference", "missing", "until", "link"]),
    ("expired", &["applicant", "members", "reference", "cause", "until"]),
    ("withdrawn", &["applicant", "members", "reference", "withdrawn"]),
    ("replacement-wanted", &["municipality", "members", "reference", "person", "role", "until"]),
    (
        "late-withdrawal",
        &[
            "municipality",
            "members",
            "reference",
            "person",
            "role",
            "withdrawn",
            "withdrawal-deadline",
            "contact",
            "link",
        ],
    ),
    ("invitation", &["municipality", "members", "reference", "link", "until", "seminars"]),
    ("invitation-declined", &["municipality", "members", "reference", "person"]),
    ("decided-by-hand", &["applicant", "members", "reference", "decision", "reason"]),
    ("passed-over", &["applicant", "members", "reference", "queue-place"]),
    ("refused", &["applicant", "members", "reference", "reason"]),
    ("contact-changed", &["applicant", "members", "reference", "side", "person"]),
    (
        "deputy",
        &[
            "municipality",
            "member",
            "number",
            "theme",
            "dates",
            "sessions",
            "venue",
            "access",
            "online",
            "code",
            "code-link",
        ],
    ),
    (
        "seminar-reminder",
        &[
            "municipality",
            "members",
            "number",
            "theme",
            "dates",
            "place",
            "sessions",
            "venue",
            "access",
            "online",
            "code",
            "code-link",
        ],
    ),
    (
        "change-notice",
        &[
            "number",
            "theme",
            "dates",
            "place",
            "sessions",
            "venue",
            "access",
            "online",
            "change",
            "old-dates",
            "old-venue",
        ],
    ),
    ("evaluation-request", &["number", "theme", "until", "least-group", "link"]),
    ("certificate", &["person", "number", "attended", "offered", "percent", "link"]),
];

/// The kinds that have words of their own for somebody who takes part on their own. What they speak of besides: `event`,
/// what the enrolment is for, and `occasion`, either `programme` or `meeting`.
pub const TO_ONESELF: [&str; 12] = [
    "receipt",
    "admitted",
    "queued",
    "offered",
    "expired",
    "withdrawn",
    "decided-by-hand",
    "passed-over",
    "refused",
    "seminar-reminder",
    "change-notice",
    "evaluation-request",
];

/// Whom a letter speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Somebody among those a municipality sends, or who answers for them; the letter speaks of all of them.
    Several,
    /// Somebody who takes part on their own, and whom the letter is about.
    Oneself,
}

impl Voice {
    /// What the keys of a kind begin with.
    fn key(self, kind: &str) -> String {
        match self {
            Self::Oneself if TO_ONESELF.contains(&kind) => format!("letter-{kind}-self"),
            Self::Oneself | Self::Several => format!("letter-{kind}"),
        }
    }
}

/// Whom a letter is to and from, and what every letter of a programme says.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// Given name of the receiver.
    pub recipient: &'a str,
    /// Name of the programme.
    pub programme: &'a str,
    /// The organising authority.
    pub organiser: &'a str,
    /// Name of whom to turn to.
    pub coordinator: &'a str,
    /// Their address.
    pub email: &'a str,
    /// Their telephone, or empty.
    pub phone: &'a str,
    /// Case number, or empty.
    pub case_number: &'a str,
    /// Whether the people of the programme are invented.
    pub test_data: bool,
}

/// The letters that go to the coordinator; the program signs them, since nobody writes to themselves.
const TO_COORDINATOR: [&str; 1] = ["late-withdrawal"];

/// A letter, ready to be sent as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Paragraphs separated by empty lines; lines end with `\n` and are not wrapped.
    pub body: String,
}

/// Writes a letter of a kind (see [`KINDS`]).
///
/// Every value of the kind must be given; an empty one is not known, and the line that speaks of it is
/// left out. A value that is not given leaves the text's key in ⟦double brackets⟧.
pub fn write(
    language: Language,
    (kind, voice): (&str, Voice),
    frame: &Frame,
    values: &[(&'static str, Value)],
) -> Letter {
    let mut all: Vec<(&'static str, Value)> = vec![
        ("name", known(frame.recipient)),
        ("programme", known(frame.programme)),
        ("organiser", known(frame.organiser)),
        ("coordinator", known(frame.coordinator)),
        ("email", known(frame.email)),
        ("phone", known(frame.phone)),
        ("case-number", known(frame.case_number)),
    ];
    all.extend(values.iter().map(|(name, value)| match value {
        Value::Text(text) => (*name, known(text)),
        Value::Number(number) => (*name, Value::Number(*number)),
    }));
    let say = |key: &str| text_with(language, key, &all);
    let key = voice.key(kind);
    let (signature, footer) = if TO_COORDINATOR.contains(&kind) {
        ("letter-signature-desk", "letter-footer-desk")
    } else {
        ("letter-signature", "letter-footer")
    };
    let mut parts = vec![say("letter-greeting"), say(&format!("{key}-body")), say(signature)];
    if frame.test_data {
        parts.push(say("letter-test-data"));
    }
    parts.push(say(footer));
    Letter { subject: one_line(&say(&format!("{key}-subject"))), body: without_unknown(&parts.join("\n\n")) }
}

fn known(text: &str) -> Value<'_> {
    if text.trim().is_empty() { UNKNOWN.into() } else { text.trim().into() }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.contains(UNKNOWN)).collect();
    words.join(" ")
}

/// Leaves out lines that speak of something unknown, and the empty paragraphs they leave behind.
fn without_unknown(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines().map(str::trim_end).filter(|line| !line.contains(UNKNOWN)) {
        if line.is_empty() && (kept.is_empty() || kept.ends_with("\n\n")) {
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.truncate(kept.trim_end().len());
    kept.push('\n');
    kept
}

#[cfg(test)]
mod tests {
    use super::{Frame, KINDS, TO_ONESELF, Voice, write};
    use crate::{Language, Value};

    const FRAME: Frame = Frame {
        recipient: "Anna",
        programme: "KKN 2018–2019",
        organiser: "Region Skåne",
        coordinator: "Disa Exempelkrona",
        email: "disa@skane.example",
        phone: "",
        case_number: "",
        test_data: true,
    };

    /// Values that choose among words and do not stand in them.
    const CHOICES: [&str; 4] = ["cause", "change", "decision", "side"];

    fn values<'a>(names: &[&'static str]) -> Vec<(&'static str, Value<'a>)> {
        names.iter().map(|name| (*name, Value::from(format!("<{name}>")))).collect()
    }

    #[test]
    fn every_letter_can_be_written_in_every_language_and_says_all_it_was_told() {
        for language in Language::ALL {
            for (kind, names) in KINDS {
                let letter = write(language, (kind, Voice::Several), &FRAME, &values(names));
                let all = format!("{}\n{}", letter.subject, letter.body);
                assert!(!all.contains(['⟦', '\u{fffc}', '{']), "{language:?} {kind}: {all}");
                assert!(!letter.subject.contains('\n'), "{kind}");
                assert!(!letter.body.contains("\n\n\n"), "{kind}: {}", letter.body);
                for name in names.iter().filter(|name| !CHOICES.contains(name)) {
                    assert!(all.contains(&format!("<{name}>")), "{language:?} {kind} leaves out {name}");
                }
            }
        }
    }

    fn several(language: Language, kind: &str, values: &[(&'static str, Value)]) -> super::Letter {
        write(language, (kind, Voice::Several), &FRAME, values)
    }

    /// Words that speak to more than one.
    const PLURALS: [(Language, &[&str]); 3] = [
        (Language::Swedish, &["ni", "er", "ert", "era", "välkomna"]),
        (Language::Bokmal, &["dere", "deres"]),
        (Language::English, &["they", "both"]),
    ];

    #[test]
    fn whoever_takes_part_on_their_own_is_written_to_as_one_person() {
        for (language, plurals) in PLURALS {
            for kind in TO_ONESELF {
                let names = KINDS.iter().find(|(found, _)| *found == kind).unwrap().1;
                let mut said = Vec::new();
                for occasion in ["programme", "meeting"] {
                    for choice in ["offer", "cancelled", "<choice>"] {
                        let mut told = values(names);
                        told.retain(|(name, _)| !CHOICES.contains(name));
                        told.extend(CHOICES.map(|name| (name, choice.into())));
                        told.extend([("occasion", occasion.into()), ("event", "<event>".into())]);
                        told.push(("link", "<link>".into()));
                        let letter = write(language, (kind, Voice::Oneself), &FRAME, &told);
                        let all = format!("{}\n{}", letter.subject, letter.body);
                        assert!(!all.contains(['⟦', '\u{fffc}', '{']), "{language:?} {kind}: {all}");
                        assert!(
                            !letter.body.lines().any(|line| line.starts_with(' ')),
                            "{kind}: {}",
                            letter.body
                        );
                        let body = letter.body.split("Disa Exempelkrona").next().unwrap().to_lowercase();
                        let mut words = body.split(|c: char| !c.is_alphabetic());
                        assert_eq!(
                            words.find(|word| plurals.contains(word)),
                            None,
                            "{language:?} {kind}: {body}"
                        );
                        said.push(all);
                    }
                }
                let usual = several(language, kind, &values(names));
                assert!(
                    said.iter().any(|one| !one.contains(&usual.body)),
                    "{language:?} {kind} is no other letter"
                );
            }
        }
        let base = several(Language::Swedish, "queued", &values(KINDS[2].1)).body.to_lowercase();
        assert!(base.split_whitespace().any(|word| word == "ni"), "the words looked for are there elsewhere");
    }

    #[test]
    fn the_other_variants_are_written_too() {
        for language in Language::ALL {
            for (kind, name, other) in
                [("expired", "cause", "offer"), ("change-notice", "change", "cancelled")]
            {
                let names = KINDS.iter().find(|(found, _)| *found == kind).unwrap().1;
                let usual = values(names);
                let mut changed = usual.clone();
                changed.iter_mut().filter(|(found, _)| *found == name).for_each(|v| v.1 = other.into());
                let (usual, changed) = (several(language, kind, &usual), several(language, kind, &changed));
                assert_ne!(usual.subject, changed.subject, "{language:?} {kind}");
                assert_ne!(usual.body, changed.body, "{language:?} {kind}");
            }
        }
    }

    #[test]
    fn a_line_about_something_unknown_is_left_out() {
        let names = KINDS.iter().find(|(kind, _)| *kind == "queued").unwrap().1;
        let mut told = values(names);
        told.iter_mut().filter(|(name, _)| *name == "queue-place").for_each(|v| v.1 = "".into());
        let letter = several(Language::Swedish, "queued", &told);
        assert!(!letter.body.contains("Plats i kön"));
        assert!(!letter.body.contains("Diarienummer"));
        assert!(letter.body.contains("väntelistan.\n\nAnmälda: <members>\n"), "{}", letter.body);
        assert!(letter.body.contains("Region Skåne\ndisa@skane.example\n\nTESTDATA"), "{}", letter.body);
    }

    #[test]
    fn the_coordinator_is_told_whose_decision_it_is_also_where_nobody_is_asked_for_a_replacement() {
        for language in Language::ALL {
            let names = KINDS.iter().find(|(kind, _)| *kind == "late-withdrawal").unwrap().1;
            let mut told = values(names);
            let asked = several(language, "late-withdrawal", &told).body.lines().count();
            told.iter_mut().filter(|(name, _)| *name == "contact").for_each(|v| v.1 = "".into());
            let letter = several(language, "late-withdrawal", &told).body;
            assert_eq!(letter.lines().count(), asked - 1, "{language:?}: {letter}");
        }
    }

    #[test]
    fn a_value_that_is_not_given_is_visible() {
        let letter = several(Language::Swedish, "receipt", &[]);
        assert!(letter.body.contains("⟦letter-receipt-body⟧"));
    }

    #[test]
    fn a_receipt_reads_well() {
        let told = [
            ("applicant", Value::from("Malmö stad")),
            ("members", "Anna Ek (kulturchef) och Bo Alm (näringslivschef)".into()),
            ("reference", "KKN-2018-007".into()),
            ("submitted", "12 februari 2018".into()),
        ];
        let letter = several(Language::Swedish, "receipt", &told);
        assert_eq!(letter.subject, "Vi har tagit emot er anmälan till KKN 2018–2019");
        assert!(letter.body.starts_with("Hej Anna!\n\nTack! Vi har tagit emot anmälan från Malmö stad till"));
        assert!(letter.body.contains("allmän handling"));
    }
}
