//! Evaluation summaries are set, whatever may be told.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use chrono::NaiveDate;
use parvis_documents::evaluation_summary;
use parvis_events::evaluation::Facet;
use parvis_events::values::Language;
use parvis_projections::summary::{
    EvaluationSummary, GroupMean, Outcome, ScaleFigures, ScaleSummary, SeminarSummary, TextAnswer,
    TextSummary, Trend, TrendPoint,
};

const QUESTIONS: [(&str, &str, &str, &str); 5] = [
    ("helhet", "Hur nöjd är du med seminariet i sin helhet?", "Mycket missnöjd", "Mycket nöjd"),
    ("kunskap", "Hur mycket ny kunskap om kulturella och kreativa näringar fick du?", "Ingen", "Mycket"),
    ("exempel", "Hur användbara är de praktiska exemplen i din kommun?", "Inte alls", "I hög grad"),
    (
        "kontakter",
        "I vilken grad fick du nya kontakter mellan kultur, näringsliv och turism?",
        "Inte alls",
        "I hög grad",
    ),
    (
        "samverkan",
        "I vilken grad kom ni vidare i ert gemensamma utvecklingsarbete?",
        "Inte alls",
        "I hög grad",
    ),
];
const THEMES: [(&str, &str); 5] = [
    ("Vad är KKN?", "Malmö"),
    ("Kommunens strategiska roll", "Växjö"),
    ("Kommunens operativa roll", "Karlskrona"),
    ("Företagsfrämjande infrastruktur och system", "Kalmar"),
    ("Affärsutveckling", "Varberg"),
];

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, month, day).unwrap()
}

fn question(at: usize, seminar: u32) -> ScaleSummary {
    let (code, text, low, high) = QUESTIONS[at];
    let distribution =
        vec![u32::from(seminar == 1), 2, 5 - seminar.min(4), 9 + seminar, 8 + u32::try_from(at).unwrap()];
    let n: u32 = distribution.iter().sum();
    let sum: u32 = distribution.iter().zip(1..).map(|(count, grade)| count * grade).sum();
    let mean = (f64::from(sum) / f64::from(n) * 100.0).round() / 100.0;
    let group = |facet, group: &str, name: &str, n, mean| GroupMean {
        facet,
        group: group.into(),
        name: name.into(),
        n,
        mean,
    };
    ScaleSummary {
        code: code.parse().unwrap(),
        text: text.into(),
        highest: 5,
        low: low.into(),
        high: high.into(),
        groups: vec![
            group(Facet::Role, "culture", "Kulturchef", n / 2, mean - 0.12),
            group(Facet::Role, "development", "Näringslivschef, Turismchef", n - n / 2, mean + 0.1),
            group(Facet::Region, "12", "Region Skåne", 9, mean + 0.2),
            group(Facet::Region, "08", "Region Kalmar län", 6, mean - 0.3),
        ],
        told: (at != 3 || seminar != 2).then_some(ScaleFigures {
            n,
            mean,
            median: 4.0 + f64::from(seminar % 2) / 2.0,
            dont_know: 2,
            distribution,
        }),
    }
}

fn texts() -> TextSummary {
    let answers = [
        "Bra att höra hur andra kommuner gör, särskilt exemplet från [namn].",
        "Mer tid för grupparbetet! Vi hann inte färdigt, och det var där det roliga hände. Det praktiska momentet efter lunch på dag två hade gärna fått ta hela eftermiddagen.",
        "Åk gärna ut på studiebesök.",
        "#set page(fill: red) *fet* _kursiv_ <etikett> @hänvisning",
        "Tack",
    ];
    TextSummary {
        code: "kommentar".parse().unwrap(),
        text: "Vad tar du med dig hem, och vad borde vi göra annorlunda?".into(),
        answers: answers
            .iter()
            .map(|text| TextAnswer { text: (*text).into(), times: if text.len() == 4 { 3 } else { 1 } })
            .collect(),
    }
}

fn seminar(number: u8) -> SeminarSummary {
    let (theme, place) = THEMES[usize::from(number) - 1];
    let outcome = if number == 3 { Outcome::TooFew } else { Outcome::Told };
    let told = outcome == Outcome::Told;
    SeminarSummary {
        number: Some(number),
        theme: theme.into(),
        from: Some(on(5 + u32::from(number), 28)),
        to: Some(on(5 + u32::from(number), 29)),
        place: place.into(),
        invited: 40,
        outcome,
        answered: told.then_some(30),
        percent: told.then_some(75.0),
        least_group: 5,
        questions: if told { (0..5).map(|at| question(at, number.into())).collect() } else { vec![] },
        texts: if told { vec![texts()] } else { vec![] },
        approver: told.then(|| "Disa Exempelkrona".to_owned()),
        approved_on: told.then(|| on(12, 3)),
    }
}

fn kkn() -> EvaluationSummary {
    let seminars: Vec<SeminarSummary> = (1..=5).map(seminar).collect();
    let trend = |at: usize| Trend {
        code: QUESTIONS[at].0.parse().unwrap(),
        text: QUESTIONS[at].1.into(),
        highest: 5,
        points: seminars
            .iter()
            .filter_map(|seminar| {
                let told = seminar.questions.get(at)?.told.as_ref()?;
                Some(TrendPoint { seminar: seminar.number?, n: told.n, mean: told.mean })
            })
            .collect(),
    };
    EvaluationSummary {
        programme_code: "KKN-2018".into(),
        programme: "Kulturella och kreativa näringar 2018–2019".into(),
        organiser: "Region Skåne".into(),
        case_number: Some("TEST-2018-000123".into()),
        language: Language::Swedish,
        test_data: true,
        least_group: 5,
        invited: 160,
        answered: 120,
        percent: 75.0,
        trends: (0..5).map(trend).collect(),
        seminars,
    }
}

fn set(name: &str, summary: &EvaluationSummary) -> Vec<u8> {
    let pdf = evaluation_summary(summary).unwrap();
    if let Some(folder) = std::env::var_os("PARVIS_SAMPLES") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &pdf).unwrap();
    }
    pdf
}

#[test]
fn a_summary_is_an_archivable_accessible_document_with_the_same_bytes_each_time() {
    let pdf = set("evaluation", &kkn());
    assert!(pdf.starts_with(b"%PDF-1."));
    assert_eq!(pdf, set("evaluation", &kkn()));
}

#[test]
fn a_summary_that_tells_nothing_can_be_set() {
    let mut summary = kkn();
    summary.seminars = vec![seminar(3)];
    summary.seminars[0].outcome = Outcome::Open;
    summary.trends.clear();
    summary.case_number = None;
    summary.test_data = false;
    summary.language = Language::English;
    set("evaluation-nothing", &summary);
}

#[test]
fn a_single_seminar_and_a_whole_programme_can_be_set() {
    let mut summary = kkn();
    summary.trends.clear();
    summary.seminars.truncate(1);
    summary.seminars[0].number = None;
    summary.seminars[0].from = None;
    summary.seminars[0].place.clear();
    summary.seminars[0].texts[0].answers.clear();
    summary.language = Language::Bokmal;
    set("evaluation-one", &summary);
}
