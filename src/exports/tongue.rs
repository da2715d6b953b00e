//! Lists in the programme's first language.
//!
//! Exports are written down in Swedish, the language every text exists in first; their headings and the words of
//! closed columns (states, yes and no) are said here in another. The key of a text is its Swedish word, so a heading
//! that nobody has translated stays as it is, and a test notices.

use parvis_words::{Language, try_text};

use super::table::{Cell, Document, Sheet};

/// Columns whose words come from a closed list, by their Swedish heading.
const CLOSED: [&str; 6] = ["Status", "Närvarostatus", "Registreringssätt", "Testdata", "Dispens", "Flaggat"];

/// Columns in which a word can stand in a name's place, together with the column that is empty then.
const MASKED: (&str, &str) = ("Efternamn", "Förnamn");

/// A heading or title in a language.
pub(super) fn heading(language: Language, swedish: &str) -> String {
    said(language, "heading", swedish)
}

/// Says headings, titles of sheets and the words of closed columns in a language.
pub(super) fn say(document: &mut Document, language: Language) {
    if language == Language::Swedish {
        return;
    }
    document.sheets.iter_mut().for_each(|sheet| say_sheet(sheet, language));
}

fn say_sheet(sheet: &mut Sheet, language: Language) {
    let at = |wanted: &str| sheet.header.iter().position(|name| name == wanted);
    let closed: Vec<usize> = CLOSED.iter().filter_map(|name| at(name)).collect();
    let masked = at(MASKED.0).zip(at(MASKED.1));
    for row in &mut sheet.rows {
        let unnamed = masked.filter(|(_, given)| row.get(*given) == Some(&Cell::Empty));
        for column in closed.iter().copied().chain(unnamed.map(|(family, _)| family)) {
            if let Some(Cell::Text(word)) = row.get_mut(column) {
                *word = said(language, "value", word);
            }
        }
    }
    sheet.header.iter_mut().for_each(|name| *name = heading(language, name));
    sheet.title = heading(language, &sheet.title);
}

fn said(language: Language, kind: &str, swedish: &str) -> String {
    if language == Language::Swedish {
        return swedish.to_owned();
    }
    try_text(language, &key(kind, swedish), &[]).unwrap_or_else(|_| swedish.to_owned())
}

/// `Närvaro %` is `export-heading-narvaro-procent`.
fn key(kind: &str, swedish: &str) -> String {
    let mut slug = String::new();
    for letter in swedish.to_lowercase().replace('%', "procent").chars() {
        match letter {
            'å' | 'ä' => slug.push('a'),
            'ö' => slug.push('o'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    format!("export-{kind}-{}", slug.trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::{CLOSED, key, say};
    use crate::exports::{EXPORTS, Scope, sample};
    use parvis_words::{Language, try_text};

    /// A date as a heading, of the wide sheet, is the same in every language.
    fn is_date(heading: &str) -> bool {
        heading.parse::<chrono::NaiveDate>().is_ok()
    }

    #[test]
    fn every_heading_title_and_closed_word_exists_in_every_language_and_is_the_same_in_swedish() {
        let house = sample::house();
        let hold = |kind: &str, word: &str| {
            let swedish = try_text(Language::Swedish, &key(kind, word), &[]);
            assert_eq!(swedish.as_deref(), Ok(word));
            for language in [Language::Bokmal, Language::English] {
                assert!(try_text(language, &key(kind, word), &[]).is_ok(), "{word} in {language:?}");
            }
        };
        for export in EXPORTS {
            hold("heading", export.title);
            for sheet in export.document(&house, sample::programme(), Scope::Programme).unwrap().sheets {
                hold("heading", &sheet.title);
                sheet.header.iter().filter(|name| !is_date(name)).for_each(|name| hold("heading", name));
                for name in CLOSED.iter().filter(|name| sheet.header.iter().any(|found| found == *name)) {
                    sheet.column(name).iter().filter(|w| !w.is_empty()).for_each(|w| hold("value", w));
                }
            }
        }
    }

    #[test]
    fn a_norwegian_list_speaks_norwegian() {
        let export = crate::exports::find("attendance").unwrap();
        let mut document = export.document(&sample::house(), sample::programme(), Scope::Programme).unwrap();
        say(&mut document, Language::Bokmal);
        let [long, wide] = &document.sheets[..] else { panic!() };
        assert_eq!((long.title.as_str(), wide.title.as_str()), ("Fremmøte", "Per dag"));
        assert_eq!(long.header[..3], ["Programkode", "Samlingsnr", "Samling"]);
        let states = long.column("Fremmøtestatus");
        assert!(states.contains(&"Til stede".to_owned()) && states.contains(&"Ikke registrert".to_owned()));
        assert!(long.column("Etternavn").contains(&"Beskyttet".to_owned()));
        // What people are called, and what they have said, is theirs.
        assert!(long.column("Rolle").contains(&"Kulturchef".to_owned()));
    }
}
