//! Municipalities and counties, valid over time.
//!
//! Codes as of 2024 from Statistics Sweden and Statistics Norway, compiled in from
//! `data/municipalities.csv`; earlier codes in `data/former.csv`. Source: rule "Reference data".

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::values::{Country, CountyCode, MunicipalityCode};

/// A municipality as it was on some day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Municipality {
    /// Country.
    pub country: Country,
    /// Code on that day.
    pub code: MunicipalityCode,
    /// Short name ("Malmö").
    pub name: String,
    /// Name of the authority ("Malmö stad").
    pub official_name: String,
    /// County code on that day.
    pub county_code: CountyCode,
    /// County name ("Skåne län").
    pub county_name: String,
}

/// A code that is no longer in use.
#[derive(Clone, Debug, Deserialize)]
struct Former {
    country: Country,
    code: MunicipalityCode,
    name: String,
    official_name: String,
    county_code: CountyCode,
    county_name: String,
    /// Last day the code was valid.
    until: NaiveDate,
    /// The code of the municipality that took over.
    successor: MunicipalityCode,
}

struct Tables {
    current: Vec<Municipality>,
    former: Vec<Former>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        current: read(include_str!("../data/municipalities.csv")),
        former: read(include_str!("../data/former.csv")),
    })
}

/// Reads a compiled-in file; a test holds that no row is dropped.
fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

/// The municipality that had this code on that day, if any had.
pub fn municipality(country: Country, code: &MunicipalityCode, on: NaiveDate) -> Option<Municipality> {
    let tables = tables();
    let former = tables.former.iter().find(|f| f.country == country && f.code == *code && on <= f.until);
    if let Some(f) = former {
        return Some(Municipality {
            country: f.country,
            code: f.code.clone(),
            name: f.name.clone(),
            official_name: f.official_name.clone(),
            county_code: f.county_code.clone(),
            county_name: f.county_name.clone(),
        });
    }
    let unborn = tables.former.iter().any(|f| f.country == country && f.successor == *code && on <= f.until);
    if unborn { None } else { current(country, code).cloned() }
}

/// The code in use today for what had this code once; the code itself if it never changed.
pub fn code_now(country: Country, code: &MunicipalityCode) -> MunicipalityCode {
    tables()
        .former
        .iter()
        .find(|f| f.country == country && f.code == *code)
        .map_or_else(|| code.clone(), |f| f.successor.clone())
}

/// The codes of those that had become part of this municipality by that day, each under its last code before.
pub fn predecessors(country: Country, code: &MunicipalityCode, on: NaiveDate) -> Vec<MunicipalityCode> {
    let former = tables().former.iter();
    let merged = former.filter(|f| f.country == country && f.successor == *code && f.until < on);
    merged.map(|f| f.code.clone()).collect()
}

/// The municipality of today with this code.
pub fn current(country: Country, code: &MunicipalityCode) -> Option<&'static Municipality> {
    tables().current.iter().find(|m| m.country == country && m.code == *code)
}

/// All municipalities of today in a county, in order of code.
pub fn in_county(country: Country, county: &CountyCode) -> Vec<&'static Municipality> {
    tables().current.iter().filter(|m| m.country == country && m.county_code == *county).collect()
}

/// The name of a county of today ("Skåne län").
pub fn county_name(country: Country, county: &CountyCode) -> Option<&'static str> {
    tables()
        .current
        .iter()
        .find(|m| m.country == country && m.county_code == *county)
        .map(|m| m.county_name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{code_now, county_name, in_county, municipality, tables};
    use crate::values::Country::{Norway, Sweden};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_row_of_the_files_is_read() {
        let lines = |text: &str| text.lines().count() - 1;
        assert_eq!(tables().current.len(), lines(include_str!("../data/municipalities.csv")));
        assert_eq!(tables().former.len(), lines(include_str!("../data/former.csv")));
        assert_eq!(tables().current.len(), 290 + 357);
    }

    #[test]
    fn the_five_counties_of_southern_sweden_have_sixty_four_municipalities() {
        let count: Vec<usize> = ["12", "13", "07", "10", "08"]
            .iter()
            .map(|county| in_county(Sweden, &county.parse().unwrap()).len())
            .collect();
        assert_eq!(count, [33, 6, 8, 5, 12]);
        assert_eq!(county_name(Sweden, &"12".parse().unwrap()), Some("Skåne län"));
    }

    #[test]
    fn heby_changed_county_and_code_at_new_year_2007() {
        let (old, new) = ("1917".parse().unwrap(), "0331".parse().unwrap());
        assert_eq!(municipality(Sweden, &old, day("2006-12-31")).unwrap().county_name, "Västmanlands län");
        assert_eq!(municipality(Sweden, &new, day("2006-12-31")), None);
        assert_eq!(municipality(Sweden, &old, day("2007-01-01")), None);
        assert_eq!(municipality(Sweden, &new, day("2007-01-01")).unwrap().county_name, "Uppsala län");
        assert_eq!(code_now(Sweden, &old), new);
    }

    #[test]
    fn rana_is_in_nordland() {
        let rana = municipality(Norway, &"1833".parse().unwrap(), day("2024-01-01")).unwrap();
        assert!(rana.county_name.starts_with("Nordland"), "{}", rana.county_name);
    }
}
