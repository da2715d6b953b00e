//! The letters of the demo, as their receivers get them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Europe::Stockholm;

use crate::mail::{self, Mail};
use crate::sheets;
use crate::support::played::{self, example};

/// Names and addresses by Deltagar-ID, as the journal of enrolments gives them first.
fn people() -> BTreeMap<String, (String, String)> {
    let mut people = BTreeMap::new();
    for row in sheets::input(&example("kkn-2018").join("enrolments.csv")) {
        if !row["E-post"].is_empty() {
            let name = format!("{} {}", row["Förnamn"], row["Efternamn"]);
            people.entry(row["Deltagar-ID"].clone()).or_insert((name, row["E-post"].clone()));
        }
    }
    people
}

/// The letters one person gets.
fn to<'a>(mails: &'a [Mail], person: &str) -> Vec<&'a Mail> {
    let people = people();
    let (name, address) = &people[person];
    mails.iter().filter(|mail| mail.name == *name && mail.address == *address).collect()
}

/// The people on the demo's list of participants, by name and address.
fn participants(out: &Path) -> Vec<(String, String)> {
    let rows = sheets::csv(&out.join("deltagarlista.csv"));
    rows.iter()
        .map(|row| (format!("{} {}", row["Förnamn"], row["Efternamn"]), row["E-post"].clone()))
        .collect()
}

fn local(text: &str) -> DateTime<Utc> {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    naive.and_local_timezone(Stockholm).unwrap().to_utc()
}

#[tokio::test]
async fn every_letter_opens_and_belongs_to_one_known_person_and_the_simulated_time() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    let mut known: BTreeSet<(String, String)> = people().into_values().collect();
    known.insert(("Disa Exempelkrona".to_owned(), "disa.exempelkrona@skane.example".to_owned()));
    let mut ids = BTreeSet::new();
    for mail in &mails {
        assert!(known.contains(&(mail.name.clone(), mail.address.clone())), "{} {}", mail.name, mail.address);
        let given = mail.name.split_once(' ').unwrap().0;
        assert!(mail.text.starts_with(&format!("Hej {given}!")), "{}", mail.text);
        assert!(local("2018-02-05 00:00") <= mail.date && mail.date < local("2019-07-29 00:00"));
        let (letter, domain) = mail.id.split_once('@').unwrap();
        assert!(uuid::Uuid::parse_str(letter).is_ok() && domain == "parvis.example", "{}", mail.id);
        assert!(ids.insert(mail.id.clone()), "a Message-ID is used once: {}", mail.id);
    }
    assert!(mails.len() > 500);
}

#[tokio::test]
async fn reminders_go_out_at_nine_local_time_in_summer_and_winter() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    let dates = |kind: &str| -> BTreeSet<DateTime<Utc>> {
        mails.iter().filter(|mail| mail.kind == kind).map(|mail| mail.date).collect()
    };
    // 14 and 3 days before each seminar; seminar 3 was to be on 28 November, and was held on 12 December.
    let wanted = [
        "2018-05-15 09:00",
        "2018-05-26 09:00",
        "2018-09-19 09:00",
        "2018-09-30 09:00",
        "2018-11-14 09:00",
        "2018-11-28 09:00",
        "2018-12-09 09:00",
        "2019-02-20 09:00",
        "2019-03-03 09:00",
        "2019-05-09 09:00",
        "2019-05-20 09:00",
    ];
    assert_eq!(dates("seminar-reminder"), wanted.map(local).into_iter().collect());
    assert_eq!(local("2018-05-15 09:00").to_rfc3339(), "2018-05-15T07:00:00+00:00");
    assert_eq!(local("2018-11-14 09:00").to_rfc3339(), "2018-11-14T08:00:00+00:00");
    let wanted =
        ["2018-05-31 09:00", "2018-10-05 09:00", "2018-12-14 09:00", "2019-03-08 09:00", "2019-05-25 09:00"];
    assert_eq!(dates("evaluation-request"), wanted.map(local).into_iter().collect());
}

#[tokio::test]
async fn a_moved_seminar_is_told_once_and_replaces_its_calendar_entries() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    for (name, address) in participants(&out) {
        let own: Vec<&Mail> =
            mails.iter().filter(|mail| mail.name == name && mail.address == address).collect();
        let of = |kind: &str| own.iter().copied().filter(|mail| mail.kind == kind).collect::<Vec<_>>();
        let admitted = of("admitted");
        assert_eq!(admitted.len(), 1, "{name}");
        let promised = &admitted[0].entries;
        assert_eq!(promised.len(), 20, "{name} has an entry for each session");
        assert!(promised.iter().all(|entry| entry.sequence == 0));

        // Seminar 3 got other dates, seminar 4 another house: one notice each.
        let notices = of("change-notice");
        let about: Vec<&str> =
            notices.iter().map(|mail| mail.entries[0].summary.split(':').next().unwrap()).collect();
        assert_eq!(about, ["KKN-2018 3", "KKN-2018 4"], "{name}");
        // What held before is said, and nothing that is as it was.
        let (days, house) = (&notices[0].text, &notices[1].text);
        assert!(days.contains("Tidigare dagar: 28–29 november 2018"), "{days}");
        assert!(!days.contains("Tidigare plats"), "{days}");
        assert!(house.contains("Tidigare plats: ") && !house.contains("Tidigare dagar"), "{house}");
        for notice in &notices {
            assert_eq!(notice.entries.len(), 4);
            for entry in &notice.entries {
                let before = promised.iter().find(|one| one.uid == entry.uid).expect("the same UID");
                assert!(entry.sequence > before.sequence);
                assert_eq!(entry.summary, before.summary);
                let moved = entry.starts != before.starts;
                assert_eq!(moved, entry.summary.starts_with("KKN-2018 3"), "{}", entry.summary);
            }
        }

        // A reminder of the old dates went out; the new dates are reminded of anew, twice.
        let reminders: Vec<&Mail> = of("seminar-reminder")
            .into_iter()
            .filter(|mail| mail.entries[0].summary.starts_with("KKN-2018 3"))
            .collect();
        let dates: Vec<DateTime<Utc>> = reminders.iter().map(|mail| mail.date).collect();
        let wanted = ["2018-11-14 09:00", "2018-11-28 09:00", "2018-12-09 09:00"].map(local);
        assert_eq!(dates, wanted, "{name}");
        assert_eq!(reminders[0].entries[0].starts, local("2018-11-28 10:00"));
        assert_eq!(
            (reminders[1].entries[0].starts, reminders[1].entries[0].sequence),
            (local("2018-12-12 10:00"), 1)
        );
    }
}

#[tokio::test]
async fn who_withdrew_gets_the_farewell_and_nothing_more() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    let left = [
        ("D-032", "2018-04-10 14:25"), // Hässleholm withdraws
        ("D-033", "2018-04-10 14:25"),
        ("D-047", "2018-04-20 09:04"), // Olofström leaves the queue
        ("D-048", "2018-04-20 09:04"),
        ("D-026", "2018-05-14 08:50"), // one of Landskrona's two, who had answered for both
        ("D-012", "2018-04-23 15:33"), // replaced
    ];
    for (person, at) in left {
        let own = to(&mails, person);
        let after: Vec<&str> =
            own.iter().filter(|mail| mail.date >= local(at)).map(|mail| mail.kind.as_str()).collect();
        let farewell: &[&str] = if person == "D-012" { &[] } else { &["withdrawn"] };
        assert_eq!(after, farewell, "{person}");
        assert!(own.len() > after.len(), "{person} had letters before");
    }
    // Whoever takes part instead is told, and the one who stays is asked for a replacement.
    assert!(to(&mails, "D-053").iter().any(|mail| mail.kind == "admitted"));
    assert!(to(&mails, "D-027").iter().any(|mail| mail.kind == "replacement-wanted"));
    let coordinator: Vec<&Mail> =
        mails.iter().filter(|mail| mail.address == "disa.exempelkrona@skane.example").collect();
    // The coordinator is led to where it is decided, by a letter that is not signed by themselves.
    let late = coordinator.iter().find(|mail| mail.kind == "late-withdrawal").unwrap();
    assert!(
        late.text.contains("det avgör du: https://parvis.example/arbete/KKN-2018/anmalan/"),
        "{}",
        late.text
    );
    assert!(!late.text.contains("Vänliga hälsningar") && late.text.contains("skrev Parvis"), "{}", late.text);
}

#[tokio::test]
async fn two_people_at_one_address_get_letters_of_their_own() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    let (gustav, selma) = (to(&mails, "D-030"), to(&mails, "D-031"));
    assert_eq!(gustav[0].address, selma[0].address);
    for kind in ["receipt", "admitted", "seminar-reminder", "change-notice"] {
        let of = |mails: &[&Mail]| mails.iter().filter(|mail| mail.kind == kind).count();
        assert_eq!(of(&gustav), of(&selma), "{kind}");
        assert!(of(&gustav) > 0, "{kind}");
    }
    let all = mails.iter().filter(|mail| mail.address == gustav[0].address).count();
    assert_eq!(all, gustav.len() + selma.len());
}

#[tokio::test]
async fn a_deputy_gets_the_entries_of_the_sessions_they_come_to() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    let own = to(&mails, "D-055");
    let deputy = own.iter().find(|mail| mail.kind == "deputy").expect("a letter to the deputy");
    let starts: Vec<DateTime<Utc>> = deputy.entries.iter().map(|entry| entry.starts).collect();
    assert_eq!(starts, [local("2018-10-03 10:00"), local("2018-10-03 13:00")]);
}

#[tokio::test]
async fn a_certificate_is_enclosed_as_the_file_that_was_written() {
    let out = played::kkn().await.out;
    let mails = mail::all(&out.join("letters"));
    let certificates: Vec<&Mail> = mails.iter().filter(|mail| mail.kind == "certificate").collect();
    assert!(!certificates.is_empty());
    for mail in certificates {
        let [(name, pdf)] = mail.enclosures.as_slice() else { panic!("one enclosure") };
        assert!(std::fs::read(out.join("kursintyg").join(name)).unwrap() == *pdf, "{name}");
    }
}
