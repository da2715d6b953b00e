//! Rows of a form that can be added, removed and put in another order, such as questions and roles.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::form::Form;

/// How long the code of a row may be that is made of its words; a number may follow.
const LONGEST_CODE: usize = 36;

/// Whether a row is not saved yet. Its id is a number then, and codes begin with a letter.
pub(super) fn is_new(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_digit())
}

/// The rows as they are shown: those of the form, and an empty one at the end. What stands between a beginning and an
/// ending in the names of fields is a row's id; the field by that name is empty where the row is.
pub(super) fn with_another(form: &Form, before: &str, after: &str) -> Vec<String> {
    let mut ids = form.fields.rows(before, after);
    let blank = |id: &String| is_new(id) && form.fields.get(&format!("{before}{id}{after}")).is_empty();
    ids.retain(|id| !blank(id));
    let free = (0..=ids.len()).map(|number| number.to_string()).find(|id| !ids.contains(id));
    ids.extend(free);
    ids
}

/// "Näringslivschef" becomes `naringslivschef`.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'å' | 'ä' | 'æ' => slug.push('a'),
            'ö' | 'ø' => slug.push('o'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let short: String = slug.chars().take(LONGEST_CODE).collect();
    short.trim_matches('-').to_owned()
}

/// A code made of somebody's words that no other row has yet.
pub(super) fn code_of<T: FromStr>(words: &str, taken: &mut BTreeSet<String>) -> Option<T> {
    let plain = slug(words);
    let plain = if plain.starts_with(|first: char| first.is_ascii_lowercase()) {
        plain
    } else {
        format!("nr-{plain}").trim_end_matches('-').to_owned()
    };
    let numbered = (2..taken.len() + 3).map(|number| format!("{plain}-{number}"));
    let code = std::iter::once(plain.clone()).chain(numbered).find(|code| !taken.contains(code))?;
    taken.insert(code.clone());
    code.parse().ok()
}

/// Puts rows in the order of the numbers beside them. Where two have the same, the one that was moved there comes first.
pub(super) fn in_order<T>(mut rows: Vec<(u32, u32, T)>) -> Vec<T> {
    rows.sort_by_key(|(wanted, was, _)| (*wanted, wanted == was));
    rows.into_iter().map(|(.., row)| row).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use parvis_events::values::QuestionCode;

    use super::{code_of, in_order, slug, with_another};
    use crate::web::coordinator::form::Form;

    #[test]
    fn a_code_is_made_of_words_and_unlike_every_other() {
        assert_eq!(slug("Hur många år, ungefär?"), "hur-manga-ar-ungefar");
        let mut taken = BTreeSet::from(["kost".to_owned()]);
        let code = |taken: &mut BTreeSet<String>| code_of::<QuestionCode>("Kost", taken).unwrap();
        assert_eq!(code(&mut taken).as_str(), "kost-2");
        assert_eq!(code(&mut taken).as_str(), "kost-3");
        assert_eq!(code_of::<QuestionCode>("???", &mut taken).unwrap().as_str(), "nr");
        assert_eq!(code_of::<QuestionCode>("3 saker", &mut taken).unwrap().as_str(), "nr-3-saker");
        let long = "a".repeat(200);
        assert!(code_of::<QuestionCode>(&long, &mut taken).is_some());
    }

    #[test]
    fn what_is_moved_onto_anothers_number_goes_before_it() {
        let rows = vec![(1, 1, "a"), (2, 2, "b"), (1, 3, "c"), (4, 4, "d")];
        assert_eq!(in_order(rows), ["c", "a", "b", "d"]);
    }

    #[test]
    fn there_is_always_one_empty_row() {
        let mut form = Form::default();
        assert_eq!(with_another(&form, "fraga-", "-text"), ["0"]);
        form.fields.set("fraga-kost-text", "Kost?");
        form.fields.set("fraga-0-text", "");
        assert_eq!(with_another(&form, "fraga-", "-text"), ["kost", "0"]);
        form.fields.set("fraga-0-text", "Resa?");
        assert_eq!(with_another(&form, "fraga-", "-text"), ["kost", "0", "1"]);
    }
}
