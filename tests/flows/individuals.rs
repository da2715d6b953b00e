//! Letters to people who take part on their own: they are written to as one person, told what their own place is in, and
//! given what they need at the door.

use std::collections::BTreeSet;

use crate::mail::{self, Mail};
use crate::support;
use crate::support::played::{example, play};

/// Words that speak to several, in Swedish and Norwegian.
const PLURALS: [&str; 8] = ["ni", "er", "ert", "era", "välkomna", "dere", "deres", "deltagare"];
/// Questions that are put to those who answer for others.
const OF_OTHERS: [&str; 4] = ["får någon förhinder", "behöver någon", "blir noen", "må noen"];
/// Letters to somebody else than whom they are about.
const TO_OTHERS: [&str; 2] = ["late-withdrawal", "replacement-wanted"];

async fn letters(name: &str) -> Vec<Mail> {
    let database = support::database().await;
    let out = tempfile::tempdir().unwrap();
    play(database.pool.clone(), &example(name), out.path()).await.unwrap();
    mail::all(&out.path().join("letters"))
}

/// What a letter says before it is signed.
fn said<'a>(mail: &'a Mail, signature: &str) -> &'a str {
    mail.text.split(signature).next().unwrap()
}

/// Every word of a letter that speaks to several, but for those that are something else in its language.
fn plurals(mail: &Mail, signature: &str, verbs: &[&str]) -> Vec<String> {
    let text = said(mail, signature).to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| PLURALS.contains(word));
    let words = words.filter(|word| !verbs.contains(word));
    let phrases = OF_OTHERS.into_iter().filter(|phrase| text.contains(phrase));
    words.chain(phrases).map(|found| format!("{}: {found} in {text}", mail.kind)).collect()
}

/// The lines of a letter that begin so, without that.
fn after<'a>(mail: &'a Mail, start: &str) -> Vec<&'a str> {
    mail.text.lines().filter_map(|line| line.strip_prefix(start)).collect()
}

#[tokio::test]
async fn whoever_signs_up_for_a_meeting_is_told_of_that_meeting_and_brings_a_code() {
    let mails = letters("natverk-varmland").await;
    let own: Vec<&Mail> = mails.iter().filter(|mail| !TO_OTHERS.contains(&mail.kind.as_str())).collect();
    let plural: Vec<String> = own.iter().flat_map(|mail| plurals(mail, "Vänliga hälsningar", &[])).collect();
    assert!(plural.is_empty(), "{}", plural.join("\n"));
    let kinds: BTreeSet<&str> = own.iter().map(|mail| mail.kind.as_str()).collect();
    for kind in ["receipt", "admitted", "queued", "seminar-reminder", "evaluation-request", "withdrawn"] {
        assert!(kinds.contains(kind), "{kinds:?}");
    }
    let of = |kind: &str| own.iter().copied().filter(|mail| mail.kind == kind).collect::<Vec<&Mail>>();
    for mail in of("admitted") {
        assert!(mail.text.contains("Välkommen till träffen ”"), "{}", mail.text);
        assert!(!mail.entries.is_empty() && mail.text.contains("Avboka gärna senast "), "{}", mail.text);
        assert!(mail.text.contains("https://parvis.example/min-sida/anmalan/"));
    }
    // Sign-up for the first meeting ended three days before it, and so did withdrawing without being late.
    let first =
        of("admitted").into_iter().find(|mail| mail.text.contains("Läsfrämjande för små barn")).unwrap();
    assert!(first.text.contains("senast 9 september 2024"), "{}", first.text);
    let mut codes = BTreeSet::new();
    for mail in of("seminar-reminder") {
        let [code] = after(mail, "Din kod för incheckning på plats: ")[..] else { panic!("{}", mail.text) };
        assert!(code.len() == 9 && code.contains('-'), "{code}");
        codes.insert((mail.address.clone(), code.to_owned()));
        assert!(mail.text.contains("https://parvis.example/program/NKV-2024/min-kod"));
        let (name, picture) = &mail.enclosures[0];
        assert_eq!((name, &picture[1..4]), (&format!("{code}.png"), b"PNG".as_slice()));
        let online = mail.text.contains("Konst i offentliga rum").then_some("https://motet.example/nkv-2");
        let online = online.or(mail.text.contains("Film i skola").then_some("https://motet.example/nkv-4"));
        assert_eq!(after(mail, "Delta på nätet: "), online.into_iter().collect::<Vec<_>>(), "{}", mail.text);
    }
    let people: BTreeSet<&String> = codes.iter().map(|(address, _)| address).collect();
    assert_eq!(people.len(), codes.len(), "somebody's code is the same at every meeting");
    let numbers: BTreeSet<&String> = codes.iter().map(|(_, code)| code).collect();
    assert_eq!(numbers.len(), codes.len(), "and nobody else's");
}

#[tokio::test]
async fn a_municipalitys_own_people_are_each_written_to_as_one_in_norwegian() {
    let mails = letters("rana-2025").await;
    let own: Vec<&Mail> = mails.iter().filter(|mail| !TO_OTHERS.contains(&mail.kind.as_str())).collect();
    let plural: Vec<String> = own.iter().flat_map(|mail| plurals(mail, "Vennlig hilsen", &["er"])).collect();
    assert!(plural.is_empty(), "{}", plural.join("\n"));
    let admitted = own.iter().find(|mail| mail.kind == "admitted").unwrap();
    assert!(
        admitted
            .text
            .contains("Velkommen til Universell utforming i møte med innbyggerne! Du har fått plass."),
        "{}",
        admitted.text
    );
    let reminder = own.iter().find(|mail| mail.kind == "seminar-reminder").unwrap();
    for start in
        ["Om lokalet: Trinnfri inngang", "Koden din for innsjekking på stedet: ", "Vis koden på telefonen: "]
    {
        assert_eq!(after(reminder, start).len(), 1, "{}", reminder.text);
    }
    let deputy = mails.iter().find(|mail| mail.kind == "deputy").unwrap();
    assert!(deputy.text.contains("Du er meldt på som stedfortreder for "), "{}", deputy.text);
    assert_eq!(after(deputy, "Koden din for innsjekking på stedet: ").len(), 1, "{}", deputy.text);
}
