//! Grades into figures: distributions, means, medians, and which groups may be told.

use std::collections::{BTreeMap, BTreeSet};

use parvis_events::evaluation::Facet;

use super::{Asked, GroupMean, ScaleFigures, ScaleSummary};
use crate::evaluations::QuestionRow;

/// The answers to a scale question.
pub(super) fn scale(asked: &Asked, question: &QuestionRow, highest: u8) -> ScaleSummary {
    let ballots = |grade: u8| {
        let key = (asked.id(), question.question.clone(), grade);
        asked.house.evaluations.grades.get(&key).map_or(0, |row| row.ballots)
    };
    let distribution: Vec<u32> = (1..=highest).map(ballots).collect();
    let n: u32 = distribution.iter().sum();
    let told = n >= asked.evaluation.least_group && n > 0;
    ScaleSummary {
        code: question.question.clone(),
        text: question.text.clone(),
        highest,
        low: question.low.clone(),
        high: question.high.clone(),
        groups: if told { group_means(asked, question, n) } else { Vec::new() },
        told: told.then(|| ScaleFigures {
            n,
            mean: mean(&distribution),
            median: median(&distribution),
            distribution,
            dont_know: ballots(0),
        }),
    }
}

/// The means of groups of at least k grades, as long as the rest of a facet is none or at least k.
fn group_means(asked: &Asked, question: &QuestionRow, n: u32) -> Vec<GroupMean> {
    let mut grades: BTreeMap<(Facet, &str), Vec<u32>> = BTreeMap::new();
    for row in asked.house.evaluations.groups.rows() {
        if row.evaluation == asked.id() && row.question == question.question && row.grade > 0 {
            let of = grades.entry((row.facet, &row.group)).or_default();
            let at = usize::from(row.grade - 1);
            of.resize(of.len().max(at + 1), 0);
            of[at] += row.ballots;
        }
    }
    let least = asked.evaluation.least_group;
    let facets: BTreeSet<Facet> = grades.keys().map(|(facet, _)| *facet).collect();
    let mut means = Vec::new();
    for facet in facets {
        let mut told: Vec<(&str, u32, f64)> = grades
            .iter()
            .filter(|((of, _), _)| *of == facet)
            .map(|((_, group), grades)| (*group, grades.iter().sum(), mean(grades)))
            .filter(|(_, n, _)| *n >= least)
            .collect();
        told.sort_by_key(|(group, n, _)| (std::cmp::Reverse(*n), *group));
        while !told.is_empty() {
            let rest = n.saturating_sub(told.iter().map(|(_, n, _)| n).sum());
            if rest == 0 || rest >= least {
                break;
            }
            told.pop();
        }
        means.extend(told.into_iter().map(|(group, n, mean)| GroupMean {
            facet,
            group: group.to_owned(),
            name: group_name(asked, facet, group),
            n,
            mean,
        }));
    }
    means.sort_by(|a, b| (a.facet, &a.group).cmp(&(b.facet, &b.group)));
    means
}

fn group_name(asked: &Asked, facet: Facet, group: &str) -> String {
    let programmes = &asked.house.programmes;
    let programme = asked.programme.programme;
    match facet {
        Facet::Region => {
            group.parse().map_or_else(|_| group.to_owned(), |county| programmes.region(programme, &county))
        }
        Facet::Role => {
            let mut roles: Vec<_> = programmes
                .roles
                .rows()
                .filter(|row| row.programme == programme)
                .filter(|row| row.requirement.as_ref().unwrap_or(&row.role).as_str() == group)
                .collect();
            roles.sort_by_key(|row| row.number);
            let names: Vec<&str> = roles.iter().map(|row| row.name.as_str()).collect();
            if names.is_empty() { group.to_owned() } else { names.join(", ") }
        }
    }
}

/// In per cent with one decimal; 0 of nothing.
pub(super) fn percent(part: u32, of: u32) -> f64 {
    if of == 0 { 0.0 } else { (f64::from(part) * 1000.0 / f64::from(of)).round() / 10.0 }
}

/// Mean grade with two decimals; `distribution[0]` is how many gave 1.
pub(super) fn mean(distribution: &[u32]) -> f64 {
    let n: u32 = distribution.iter().sum();
    let sum: f64 =
        distribution.iter().zip(1_u32..).map(|(count, grade)| f64::from(*count) * f64::from(grade)).sum();
    if n == 0 { 0.0 } else { (sum * 100.0 / f64::from(n)).round() / 100.0 }
}

/// Median grade; half-way between the two middle ones.
pub(super) fn median(distribution: &[u32]) -> f64 {
    let n: u32 = distribution.iter().sum();
    let grade_at = |rank: u32| {
        let mut seen = 0;
        distribution
            .iter()
            .zip(1_u32..)
            .find(|(count, _)| {
                seen += **count;
                seen > rank
            })
            .map_or(0, |(_, grade)| grade)
    };
    f64::from(grade_at(n.saturating_sub(1) / 2) + grade_at(n / 2)) / 2.0
}
