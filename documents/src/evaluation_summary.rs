//! The evaluation summary: figures, charts, tables, free texts and how it was made.
//! Source: format "Evaluation summary".

use chrono::NaiveDate;
use parvis_events::evaluation::Facet;
use parvis_projections::summary::{
    EvaluationSummary, GroupMean, Outcome, ScaleFigures, ScaleSummary, SeminarSummary, TextSummary, Trend,
};
use parvis_words::collation::Collator;
use parvis_words::{Language, dates, numbers, text, text_with};
use serde_json::{Map, Value, json};

use crate::press::{self, Job, Template};
use crate::{DocumentError, language};

/// Sets an evaluation summary: A4, in the programme's main language.
///
/// Its date is the day the last of its summaries was approved, or else the last day of a seminar.
///
/// # Errors
/// When the document cannot be set.
pub fn evaluation_summary(summary: &EvaluationSummary) -> Result<Vec<u8>, DocumentError> {
    let identity = format!("{} utvardering", summary.programme_code);
    press::set(Job {
        template: Template::EvaluationSummary,
        data: data(summary),
        identity: &identity,
        date: date(summary),
    })
}

fn date(summary: &EvaluationSummary) -> Option<NaiveDate> {
    let approved = summary.seminars.iter().filter_map(|seminar| seminar.approved_on).max();
    approved.or_else(|| summary.seminars.iter().filter_map(|seminar| seminar.to).max())
}

fn data(summary: &EvaluationSummary) -> Value {
    let spoken = language(summary.language);
    let from = summary.seminars.iter().filter_map(|seminar| seminar.from).min();
    let to = summary.seminars.iter().filter_map(|seminar| seminar.to).max();
    json!({
        "language": spoken.tag(),
        "words": words(spoken, summary),
        "programme": summary.programme,
        "organiser": summary.organiser,
        "period": from.zip(to).map(|(from, to)| dates::date_range(spoken, from, to)),
        "case": summary.case_number.as_ref().map(|number| {
            text_with(spoken, "document-case-number", &[("case-number", number.into())])
        }),
        "test_data": summary.test_data,
        "invited": numbers::whole(spoken, summary.invited.into()),
        "answered": numbers::whole(spoken, summary.answered.into()),
        "percent": numbers::percent(spoken, summary.percent, 0),
        "least": summary.least_group.to_string(),
        "seminars": summary.seminars.iter().map(|seminar| section(spoken, seminar)).collect::<Vec<_>>(),
        "trends": trends(spoken, summary),
        "approvals": approvals(spoken, summary),
    })
}

fn words(spoken: Language, summary: &EvaluationSummary) -> Map<String, Value> {
    let plain = [
        "title",
        "subtitle",
        "invited",
        "answered",
        "rate",
        "least",
        "overview",
        "question",
        "distribution",
        "count",
        "mean",
        "median",
        "dont-know",
        "trend",
        "legend",
        "groups",
        "by-role",
        "by-region",
        "all",
        "texts",
        "texts-note",
        "method",
        "no-answers",
    ];
    let mut words: Map<String, Value> = plain
        .into_iter()
        .map(|name| (name.replace('-', "_"), text(spoken, &format!("evaluation-{name}")).into()))
        .collect();
    let shared = [
        ("seminar", "document-seminar"),
        ("date", "document-date"),
        ("place", "document-place"),
        ("test_data", "document-test-data"),
        ("test_data_note", "document-test-data-note"),
    ];
    words.extend(shared.map(|(name, key)| (name.to_owned(), text(spoken, key).into())));
    let least = || [("least", summary.least_group.into())];
    words.insert("groups_note".into(), text_with(spoken, "evaluation-groups-note", &least()).into());
    words.insert("method_text".into(), text_with(spoken, "evaluation-method-text", &least()).into());
    let highest: u8 = summary.trends.iter().map(|trend| trend.highest).max().unwrap_or_default();
    let about = text_with(spoken, "evaluation-trend-about", &[("highest", highest.into())]);
    words.insert("trend_about".into(), about.into());
    // The template puts the numbers of the page where these marks stand.
    let page = text_with(spoken, "document-page", &[("page", "{p}".into()), ("pages", "{n}".into())]);
    words.insert("page".into(), page.into());
    words
}

fn name(spoken: Language, seminar: &SeminarSummary) -> String {
    match seminar.number {
        Some(number) => text_with(
            spoken,
            "evaluation-seminar",
            &[("number", number.into()), ("theme", (&seminar.theme).into())],
        ),
        None => text(spoken, "evaluation-whole-programme"),
    }
}

fn section(spoken: Language, seminar: &SeminarSummary) -> Value {
    let least = || [("least", seminar.least_group.into())];
    let (answered, hidden) = match seminar.outcome {
        Outcome::Told => (numbers::whole(spoken, seminar.answered.unwrap_or_default().into()), None),
        Outcome::Open => (text(spoken, "evaluation-open"), Some(text(spoken, "evaluation-suppressed-open"))),
        Outcome::TooFew => (
            text_with(spoken, "evaluation-fewer", &least()),
            Some(text_with(spoken, "evaluation-suppressed-seminar", &least())),
        ),
    };
    json!({
        "name": name(spoken, seminar),
        "number": seminar.number.map(|number| number.to_string()),
        "theme": if seminar.number.is_some() { seminar.theme.clone() } else { name(spoken, seminar) },
        "dates": seminar.from.zip(seminar.to).map(|(from, to)| dates::date_range(spoken, from, to)),
        "place": seminar.place,
        "invited": numbers::whole(spoken, seminar.invited.into()),
        "answered": answered,
        "percent": seminar.percent.map_or_else(|| "–".to_owned(), |share| numbers::percent(spoken, share, 0)),
        "hidden": hidden,
        "questions": seminar
            .questions
            .iter()
            .map(|question| scale(spoken, question, seminar.least_group))
            .collect::<Vec<_>>(),
        "groups": groups(spoken, seminar),
        "texts": seminar.texts.iter().map(|texts| free_texts(spoken, texts)).collect::<Vec<_>>(),
    })
}

fn scale(spoken: Language, question: &ScaleSummary, least: u32) -> Value {
    let hidden = || text_with(spoken, "evaluation-suppressed-question", &[("least", least.into())]);
    json!({
        "text": question.text,
        "low": question.low,
        "high": question.high,
        "highest": question.highest,
        "hidden": if question.told.is_none() { Some(hidden()) } else { None },
        "told": question.told.as_ref().map(|told| json!({
            "bar": told.distribution,
            "n": told.n.to_string(),
            "mean": numbers::decimal(spoken, told.mean, 2),
            "median": median(spoken, told.median),
            "dont_know": told.dont_know.to_string(),
            "alt": bar_alt(spoken, told),
        })),
    })
}

/// "4", or "4,5" where it lies half-way.
fn median(spoken: Language, median: f64) -> String {
    numbers::decimal(spoken, median, usize::from(median.fract() > 0.0))
}

fn bar_alt(spoken: Language, told: &ScaleFigures) -> String {
    let parts: Vec<String> = (1_u32..)
        .zip(&told.distribution)
        .map(|(grade, ballots)| {
            text_with(
                spoken,
                "evaluation-bar-part",
                &[("grade", grade.into()), ("ballots", (*ballots).into())],
            )
        })
        .collect();
    text_with(spoken, "evaluation-bar-alt", &[("n", told.n.into()), ("parts", parts.join(", ").into())])
}

/// A table per facet: a row per group, a column per question; absent where no group is told.
fn groups(spoken: Language, seminar: &SeminarSummary) -> Vec<Value> {
    [Facet::Role, Facet::Region]
        .into_iter()
        .filter_map(|facet| {
            let of = |group: &&GroupMean| group.facet == facet;
            let mut rows: Vec<(&str, &str)> = Vec::new();
            for group in seminar.questions.iter().flat_map(|question| question.groups.iter().filter(of)) {
                if !rows.iter().any(|(code, _)| *code == group.group) {
                    rows.push((&group.group, &group.name));
                }
            }
            Collator::new(spoken).sort_by_key(&mut rows, |row| row.1);
            let told = |question: &ScaleSummary, code: &str| {
                let found = question.groups.iter().filter(of).find(|group| group.group == code);
                found.map(|group| json!([numbers::decimal(spoken, group.mean, 2), group.n.to_string()]))
            };
            (!rows.is_empty()).then(|| {
                json!({
                    "facet": match facet { Facet::Role => "by_role", Facet::Region => "by_region" },
                    "rows": rows
                        .iter()
                        .map(|(code, name)| json!({
                            "name": name,
                            "means": seminar.questions.iter().map(|q| told(q, code)).collect::<Vec<_>>(),
                        }))
                        .collect::<Vec<_>>(),
                })
            })
        })
        .collect()
}

fn free_texts(spoken: Language, texts: &TextSummary) -> Value {
    let mut answers: Vec<_> = texts.answers.iter().collect();
    Collator::new(spoken).sort_by_key(&mut answers, |answer| &answer.text);
    let times = |times: u32| text_with(spoken, "evaluation-times", &[("count", times.into())]);
    json!({
        "question": texts.text,
        "answers": answers
            .iter()
            .map(|answer| json!({
                "text": answer.text,
                "times": (answer.times > 1).then(|| times(answer.times)),
            }))
            .collect::<Vec<_>>(),
    })
}

/// Trends of at least two seminars, on one axis of seminars.
fn trends(spoken: Language, summary: &EvaluationSummary) -> Value {
    let axis: Vec<u8> = summary.seminars.iter().filter_map(|seminar| seminar.number).collect();
    let drawn: Vec<Value> = summary
        .trends
        .iter()
        .filter(|trend| trend.points.len() > 1)
        .map(|trend| {
            let place = |number: u8| axis.iter().position(|of| *of == number).unwrap_or_default();
            json!({
                "text": trend.text,
                "highest": trend.highest,
                "points": trend
                    .points
                    .iter()
                    .map(|point| json!({
                        "at": place(point.seminar),
                        "mean": point.mean,
                        "label": numbers::decimal(spoken, point.mean, 1),
                    }))
                    .collect::<Vec<_>>(),
                "alt": trend_alt(spoken, trend),
            })
        })
        .collect();
    json!({ "axis": axis.iter().map(u8::to_string).collect::<Vec<_>>(), "drawn": drawn })
}

fn trend_alt(spoken: Language, trend: &Trend) -> String {
    let points: Vec<String> = trend
        .points
        .iter()
        .map(|point| {
            let mean = numbers::decimal(spoken, point.mean, 2);
            let values = [("number", point.seminar.into()), ("mean", mean.into())];
            text_with(spoken, "evaluation-trend-point", &values)
        })
        .collect();
    let values = [("question", (&trend.text).into()), ("points", points.join("; ").into())];
    text_with(spoken, "evaluation-trend-alt", &values)
}

/// Who approved what, one sentence per approval.
fn approvals(spoken: Language, summary: &EvaluationSummary) -> Vec<String> {
    let told: Vec<String> = summary
        .seminars
        .iter()
        .filter_map(|seminar| {
            let values = [
                ("seminar", name(spoken, seminar).into()),
                ("approver", seminar.approver.as_ref()?.into()),
                ("date", dates::date(spoken, seminar.approved_on?).into()),
            ];
            Some(text_with(spoken, "evaluation-approved", &values))
        })
        .collect();
    if told.is_empty() { vec![text(spoken, "evaluation-not-approved")] } else { told }
}
