//! Every problem can be told, in every language, and tells what it was given.

use std::collections::BTreeSet;

use parvis_events::register::Rejection;
use parvis_words::{Language, Value as Said};

use super::{FieldError, INVALID, Kind, Problem, all, exactly, rejections};

/// What cannot be said of a kind.
fn unsayable(kind: &'static Kind, language: Language) -> Vec<String> {
    let (title, detail) = (format!("problem-{}", kind.code), format!("problem-{}.detail", kind.code));
    let values: Vec<(&'static str, Said<'static>)> =
        kind.values.iter().map(|name| (*name, Said::from("7"))).collect();
    let mut findings = Vec::new();
    findings.extend(exactly(language, &title, &[]).err());
    findings.extend(exactly(language, &detail, &values).err());
    findings
}

#[test]
fn every_kind_of_problem_has_its_texts_in_every_language() {
    let findings: Vec<String> = Language::ALL
        .into_iter()
        .flat_map(|language| all().flat_map(move |kind| unsayable(kind, language)))
        .collect();
    assert!(findings.is_empty(), "problems without words:\n{}", findings.join("\n"));
}

#[test]
fn a_kind_without_words_is_found() {
    static UNHEARD_OF: Kind = Kind::new("unheard-of", axum::http::StatusCode::CONFLICT, &[]);
    assert_eq!(unsayable(&UNHEARD_OF, Language::English).len(), 2);
}

#[test]
fn codes_are_used_once_and_no_rejection_is_our_own_failure() {
    let codes: Vec<&str> = all().map(|kind| kind.code).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "{codes:?}");
    assert!(codes.len() > 60, "rejections have gone missing");
    for kind in rejections::all() {
        assert!(kind.status.is_client_error(), "{} is the caller's to mend", kind.code);
    }
}

#[test]
fn a_rejection_tells_its_numbers_in_the_callers_language() {
    let why = Rejection::PlacesAlreadyTaken { taken: 20, places: 18 };
    let problem = rejections::problem(&why).unwrap();
    let said = problem.said(Language::Swedish);
    assert_eq!(said["status"], 409);
    assert_eq!(said["code"], "register-places-already-taken");
    assert_eq!(said["type"], "/problems/register-places-already-taken");
    assert_eq!(said["detail"], "20 platser är redan upptagna, så de kan inte bli bara 18.");
    let english = "20 places are already taken, so there cannot be only 18.";
    assert_eq!(problem.said(Language::English)["detail"], english);
}

#[test]
fn fields_are_named_by_pointer_and_told_in_the_callers_language() {
    let field =
        FieldError { pointer: "/name".into(), code: "too-long", values: vec![("expected", 200_u32.into())] };
    let said = Problem::new(&INVALID).with("count", 1_u32).at(vec![field]).said(Language::Bokmal);
    assert_eq!(said["errors"][0]["pointer"], "#/name");
    assert_eq!(said["errors"][0]["code"], "too-long");
    assert_eq!(said["errors"][0]["detail"], "Teksten er for lang; den kan ha høyst 200 tegn.");
}

#[test]
fn a_problem_that_was_kept_is_told_the_same_in_any_language() {
    let why = Rejection::PlacesAlreadyTaken { taken: 20, places: 18 };
    let problem = rejections::problem(&why).unwrap().member("more", serde_json::json!([1]));
    let kept = Problem::from_kept(&problem.kept()).unwrap();
    for language in Language::ALL {
        assert_eq!(kept.said(language), problem.said(language));
    }
    assert!(problem.is_decision() && !Problem::new(&INVALID).is_decision());
}
