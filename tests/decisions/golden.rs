//! Samples of every event as it is stored: what was written once must be readable for ever.

mod operational;
mod planning;
mod registering;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use parvis_events::codec::{self, CodecError, Fact, SCHEMA, Stored};
use parvis_events::personal::Personal;
use parvis_events::programme::Programme;
use parvis_events::register::Register;
use parvis_events::{Stream, attendance, certificates, letter, person, programme};

/// The samples of one stream, and the type each event is stored under.
///
/// One entry is a pattern, its type and a sample, so that an event without a sample does not compile.
macro_rules! samples {
    ($event:ty; $($pattern:pat => $kind:literal: $sample:expr;)+) => {
        pub fn kind(event: &$event) -> &'static str {
            match event {
                $($pattern => $kind,)+
            }
        }

        pub fn all() -> Vec<(&'static str, $event)> {
            vec![$(($kind, $sample)),+]
        }
    };
}
use samples;

/// A personal field as it is stored.
fn sealed<T>() -> Personal<T> {
    Personal::Sealed("c2VhbGVk".into())
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/decisions/golden/v1")
}

/// Holds each sample of a stream against its file; an absent file is written when
/// `PARVIS_WRITE_SAMPLES` is set, a present one never.
fn hold<E: Stored + Debug + PartialEq>(category: &str, kind_of: fn(&E) -> &'static str, all: Vec<(&str, E)>) {
    let folder = golden().join(category);
    let mut known = BTreeSet::new();
    for (kind, event) in all {
        assert_eq!(kind_of(&event), kind, "the sample of {kind} is of another type");
        let encoded = codec::encode(&event).unwrap();
        assert_eq!((encoded.kind.as_str(), encoded.schema), (kind, SCHEMA));
        let file = folder.join(format!("{kind}.json"));
        if !file.exists() && std::env::var_os("PARVIS_WRITE_SAMPLES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &encoded.data).unwrap();
        }
        let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let read: E = codec::decode(kind, 1, &bytes).unwrap_or_else(|error| panic!("{kind}: {error:?}"));
        assert_eq!(read, event, "{kind} means something else now");
        let written = String::from_utf8(codec::encode(&read).unwrap().data).unwrap();
        assert_eq!(written, String::from_utf8(bytes.clone()).unwrap(), "{kind} is written otherwise now");
        let fact: Fact = event.into();
        assert_eq!(codec::decode_fact(category, kind, 1, &bytes).unwrap(), fact);
        known.insert(format!("{kind}.json"));
    }
    let found: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, known, "the files of {category} and its event types differ");
}

#[test]
fn every_event_of_a_programme_is_read_and_written_as_ever() {
    hold("programme", planning::programme::kind, planning::programme::all());
}

#[test]
fn every_event_of_a_register_is_read_and_written_as_ever() {
    hold("register", registering::kind, registering::all());
}

#[test]
fn every_event_of_an_attendance_roll_is_read_and_written_as_ever() {
    hold("attendance", operational::attendance::kind, operational::attendance::all());
}

#[test]
fn every_event_of_the_certificates_is_read_and_written_as_ever() {
    hold("certificates", operational::certificates::kind, operational::certificates::all());
}

#[test]
fn every_event_of_an_evaluation_is_read_and_written_as_ever() {
    hold("evaluation", planning::evaluation::kind, planning::evaluation::all());
}

#[test]
fn every_event_of_a_person_is_read_and_written_as_ever() {
    hold("person", operational::person::kind, operational::person::all());
}

#[test]
fn every_event_of_a_letter_is_read_and_written_as_ever() {
    hold("letter", operational::letter::kind, operational::letter::all());
}

#[test]
fn every_event_of_an_account_is_read_and_written_as_ever() {
    hold("access", planning::access::kind, planning::access::all());
}

#[test]
fn there_is_a_folder_of_samples_for_every_category_and_no_other() {
    let found: BTreeSet<String> = std::fs::read_dir(golden())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let known = [
        "access",
        "attendance",
        "certificates",
        "evaluation",
        "letter",
        "person",
        Programme::CATEGORY,
        Register::CATEGORY,
    ];
    assert_eq!(found, known.map(str::to_owned).into());
}

#[test]
fn what_was_left_out_of_an_optional_field_reads_as_absent() {
    let read: letter::Event = codec::decode(
        "letter-queued",
        1,
        br#"{"letter":"00000000-0000-0000-0000-000000000001","kind":"receipt",
            "recipient":"00000000-0000-0000-0000-000000000002",
            "programme":"00000000-0000-0000-0000-000000000003","subject":{},"due":"2018-05-22T07:00:00Z"}"#,
    )
    .unwrap();
    let letter::Event::Queued(read) = read else { panic!("another type") };
    assert_eq!((read.subject, read.pointless_after), (letter::Subject::default(), None));
}

#[test]
fn a_case_without_particulars_is_an_empty_object_each_time_it_is_read_and_written() {
    let mut event = programme::Event::EnrolmentClosed;
    for _ in 0..3 {
        let encoded = codec::encode(&event).unwrap();
        assert_eq!((encoded.kind.as_str(), encoded.data.as_slice()), ("enrolment-closed", b"{}".as_slice()));
        event = codec::decode(&encoded.kind, encoded.schema, &encoded.data).unwrap();
        assert_eq!(event, programme::Event::EnrolmentClosed);
    }
    for (kind, unit) in [
        ("programme-completed", programme::Event::Completed),
        ("programme-archived", programme::Event::Archived),
    ] {
        assert_eq!(codec::decode::<programme::Event>(kind, 1, b"{}").unwrap(), unit);
    }
    let read: attendance::Event = codec::decode("roll-closed", 1, b"{}").unwrap();
    assert_eq!(read, attendance::Event::RollClosed);
}

#[test]
fn particulars_that_a_case_does_not_have_yet_do_not_stop_it_from_being_read() {
    let grown = br#"{"person":"00000000-0000-0000-0000-000000000001","later":"addition"}"#;
    let read: programme::Event = codec::decode("council-member-left", 1, grown).unwrap();
    assert!(matches!(read, programme::Event::CouncilMemberLeft { .. }));
}

#[test]
fn a_clear_or_erased_personal_field_is_never_written() {
    let corrected = |reason| {
        let operational::Sample { person, session, .. } = operational::sample();
        attendance::Event::Corrected {
            person,
            session,
            status: attendance::Status::Present,
            minutes: 60,
            reason,
            at: crate::samples::value(crate::samples::NOW),
            id: None,
        }
    };
    for unsealed in [Personal::Clear("Anna".to_owned()), Personal::Erased] {
        let error = codec::encode(&corrected(unsealed)).unwrap_err();
        assert!(matches!(error, CodecError::Unwritable(_)));
        assert!(!format!("{error:?}{error}").contains("Anna"));
    }
    assert!(codec::encode(&corrected(sealed())).is_ok());
    let registered = person::Event::Registered {
        person: crate::samples::person("Anna"),
        details: Personal::Clear(crate::samples::details("Anna")),
        language: parvis_events::values::Language::Swedish,
    };
    assert!(matches!(codec::encode(&registered), Err(CodecError::Unwritable(_))));
    for (_, event) in operational::certificates::all() {
        assert!(matches!(unseal(event), None | Some(Err(CodecError::Unwritable(_)))));
    }
}

/// Tries to write a certificate's event with its snapshot or reason in the clear; absent if it has none.
fn unseal(event: certificates::Event) -> Option<Result<codec::Encoded, CodecError>> {
    let clear = match event {
        certificates::Event::Issued(mut issue) => {
            issue.snapshot = Personal::Erased;
            certificates::Event::Issued(issue)
        }
        certificates::Event::Flagged { .. } => return None,
        certificates::Event::Revoked { certificate, person, .. } => {
            certificates::Event::Revoked { certificate, person, reason: Personal::Clear("Anna".into()) }
        }
        certificates::Event::Reissued { replaces, issue, .. } => {
            certificates::Event::Reissued { replaces, issue, reason: Personal::Clear("Anna".into()) }
        }
    };
    Some(codec::encode(&clear))
}

#[test]
fn what_this_release_cannot_read_says_why() {
    let unknown = codec::decode_fact("invoice", "paid", 1, b"{}").unwrap_err();
    assert_eq!(unknown.to_string(), "streams of category \"invoice\" are not known");
    let of_no_type = codec::decode_fact("programme", "programme-sold", 1, b"{}").unwrap_err();
    assert_eq!(of_no_type.to_string(), "an event of type \"programme-sold\", schema 1, cannot be read");
    let of_another_stream = codec::decode_fact("letter", "enrolment-closed", 1, b"{}").unwrap_err();
    assert!(matches!(of_another_stream, CodecError::Unreadable { .. }));
    let too_new = codec::decode_fact("programme", "enrolment-closed", SCHEMA + 1, b"{}").unwrap_err();
    assert_eq!(
        too_new.to_string(),
        "an event of type \"enrolment-closed\" has schema 2; this release reads up to 1"
    );
    for broken in [b"".as_slice(), b"{", b"[]", b"null", b"\xff", br#"{"person":7}"#] {
        let error = codec::decode_fact("programme", "council-member-left", 1, broken).unwrap_err();
        assert!(matches!(error, CodecError::Unreadable { .. }), "{broken:?}");
    }
}

#[test]
fn a_missing_particular_is_named_in_the_cause() {
    let error = codec::decode_fact("programme", "council-member-left", 1, b"{}").unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("`person`"), "{cause}");
}
