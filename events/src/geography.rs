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
    /// The code of the municipality that took over; where one was split, the one that is its main heir.
    successor: MunicipalityCode,
    /// Whether that one was there before, and only took it in.
    absorbed: bool,
}

impl Former {
    fn as_it_was(&self) -> Municipality {
        Municipality {
            country: self.country,
            code: self.code.clone(),
            name: self.name.clone(),
            official_name: self.official_name.clone(),
            county_code: self.county_code.clone(),
            county_name: self.county_name.clone(),
        }
    }
}

/// No municipality has changed its code so often; a table that says so goes in circles.
const MOST_CHANGES: usize = 16;

struct Tables {
    current: Vec<Municipality>,
    former: Vec<Former>,
}

impl Tables {
    fn municipality(&self, country: Country, code: &MunicipalityCode, on: NaiveDate) -> Option<Municipality> {
        let born_later =
            |f: &&Former| f.country == country && f.successor == *code && !f.absorbed && on <= f.until;
        if self.former.iter().any(|f| born_later(&f)) {
            return None;
        }
        match self.former_of(country, code) {
            Some(former) => (on <= former.until).then(|| former.as_it_was()),
            None => self.current(country, code).cloned(),
        }
    }

    fn code_on<'a>(
        &'a self,
        country: Country,
        code: &'a MunicipalityCode,
        on: NaiveDate,
    ) -> &'a MunicipalityCode {
        let mut now = code;
        for _ in 0..MOST_CHANGES {
            match self.former_of(country, now).filter(|former| former.until < on) {
                Some(former) => now = &former.successor,
                None => break,
            }
        }
        now
    }

    fn former_of(&self, country: Country, code: &MunicipalityCode) -> Option<&Former> {
        self.former.iter().find(|f| f.country == country && f.code == *code)
    }

    fn current(&self, country: Country, code: &MunicipalityCode) -> Option<&Municipality> {
        self.current.iter().find(|m| m.country == country && m.code == *code)
    }
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
    tables().municipality(country, code, on)
}

/// The code in use today for what had this code once, however often it has changed since; the code itself if it
/// never did.
pub fn code_now(country: Country, code: &MunicipalityCode) -> MunicipalityCode {
    code_on(country, code, NaiveDate::MAX).clone()
}

/// The code in use on a day for what had this code before or then, however often it had changed by that day; the code itself
/// if it had not.
pub fn code_on(country: Country, code: &MunicipalityCode, on: NaiveDate) -> &MunicipalityCode {
    tables().code_on(country, code, on)
}

/// The municipality of today with this code.
pub fn current(country: Country, code: &MunicipalityCode) -> Option<&'static Municipality> {
    tables().current(country, code)
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
    use super::{Former, Tables, code_now, county_name, in_county, municipality, tables};
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
    /// A table with `code,until,successor,absorbed` for each code that is no longer in use.
    fn changes(rows: &[(&str, &str, &str, bool)]) -> Tables {
        let former = rows.iter().map(|(code, until, successor, absorbed)| Former {
            country: Sweden,
            code: code.parse().unwrap(),
            name: format!("Gamla {code}"),
            official_name: format!("Gamla {code} kommun"),
            county_code: code[..2].parse().unwrap(),
            county_name: "Gamla län".into(),
            until: day(until),
            successor: successor.parse().unwrap(),
            absorbed: *absorbed,
        });
        Tables { current: tables().current.clone(), former: former.collect() }
    }

    #[test]
    fn a_code_that_changed_twice_is_followed_to_the_end() {
        let changes =
            changes(&[("0391", "1999-12-31", "0392", false), ("0392", "2009-12-31", "0331", false)]);
        for code in ["0391", "0392", "0331"] {
            assert_eq!(changes.code_on(Sweden, &code.parse().unwrap(), NaiveDate::MAX).as_str(), "0331");
        }
        let on = |code: &str, day_of: &str| {
            changes.code_on(Sweden, &code.parse().unwrap(), day(day_of)).as_str().to_owned()
        };
        assert_eq!(
            ["1999-12-31", "2000-01-01", "2009-12-31", "2010-01-01"].map(|day| on("0391", day)),
            ["0391", "0392", "0392", "0331"]
        );
        let known = |on: &str| {
            ["0391", "0392", "0331"]
                .iter()
                .filter(|code| changes.municipality(Sweden, &code.parse().unwrap(), day(on)).is_some())
                .copied()
                .collect::<Vec<_>>()
        };
        assert_eq!(known("1999-12-31"), ["0391"]);
        assert_eq!(known("2000-01-01"), ["0392"]);
        assert_eq!(known("2010-01-01"), ["0331"]);
    }

    #[test]
    fn two_that_became_one_have_the_same_code_now_and_one_that_took_another_in_was_there_before() {
        let changes = changes(&[
            ("0391", "2009-12-31", "0331", false),
            ("0392", "2009-12-31", "0331", false),
            ("0393", "2009-12-31", "0380", true),
        ]);
        for (code, now) in [("0391", "0331"), ("0392", "0331"), ("0393", "0380"), ("0380", "0380")] {
            assert_eq!(changes.code_on(Sweden, &code.parse().unwrap(), NaiveDate::MAX).as_str(), now);
        }
        let there = |code: &str| changes.municipality(Sweden, &code.parse().unwrap(), day("2009-12-31"));
        assert!(there("0380").is_some() && there("0393").is_some());
        assert_eq!(there("0331"), None);
    }

    #[test]
    fn a_table_that_goes_in_circles_ends() {
        let changes =
            changes(&[("0391", "1999-12-31", "0392", false), ("0392", "2009-12-31", "0391", false)]);
        let code = "0391".parse().unwrap();
        let found = changes.code_on(Sweden, &code, NaiveDate::MAX);
        assert!(["0391", "0392"].contains(&found.as_str()));
    }

    #[test]
    fn every_former_code_of_the_file_leads_to_a_municipality_of_today() {
        for former in &tables().former {
            let now = code_now(former.country, &former.code);
            assert!(super::current(former.country, &now).is_some(), "{} leads to {now}", former.code);
        }
    }
}
