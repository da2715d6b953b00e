//! Names of people and places, one or several.

use crate::{Language, text_with};

/// "Anna Ek"; either part may be missing.
pub fn full_name(given_name: &str, family_name: &str) -> String {
    format!("{} {}", given_name.trim(), family_name.trim()).trim().to_owned()
}

/// "Anna Ek (kulturchef)"; only the name where the role is empty.
pub fn with_role(language: Language, name: &str, role: &str) -> String {
    if role.is_empty() {
        return name.to_owned();
    }
    text_with(language, "name-with-role", &[("name", name.into()), ("role", role.into())])
}

/// "Anna, Bo och Cilla".
pub fn list<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    joined(language, "list-and", items)
}

/// "kulturchef eller turismchef".
pub fn alternatives<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    joined(language, "list-or", items)
}

/// "Näringslivschef eller turismchef", as a heading or a label has it: only what comes first begins as it is written.
pub fn choice<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    let mut said: Vec<String> = items.iter().map(|item| within(item.as_ref())).collect();
    if let (Some(first), Some(as_written)) = (said.first_mut(), items.first()) {
        as_written.as_ref().clone_into(first);
    }
    alternatives(language, &said)
}

/// A title or a role as it stands inside a sentence: "kulturchef", but "IT-chef" and "VD".
pub fn within(title: &str) -> String {
    let mut letters = title.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return title.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// "Konferenssal Sundet, Exempelgatan 1, Malmö": the parts that are known, none said twice.
pub fn place(venue: &str, address: &str, town: &str) -> String {
    let mut said = String::new();
    for part in [venue, address, town] {
        let already =
            said.split(", ").any(|earlier| earlier == part || earlier.ends_with(&format!(" {part}")));
        if !part.is_empty() && !already {
            if !said.is_empty() {
                said.push_str(", ");
            }
            said.push_str(part);
        }
    }
    said
}

fn joined<T: AsRef<str>>(language: Language, key: &str, items: &[T]) -> String {
    let Some((last, before)) = items.split_last() else { return String::new() };
    if before.is_empty() {
        return last.as_ref().to_owned();
    }
    let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
    text_with(language, key, &[("before", before.join(", ").into()), ("last", last.as_ref().into())])
}

#[cfg(test)]
mod tests {
    use super::{alternatives, choice, full_name, list, place, with_role, within};
    use crate::Language::{Bokmal, English, Swedish};

    #[test]
    fn names_are_given_name_first() {
        assert_eq!(full_name("Anna", "Ek"), "Anna Ek");
        assert_eq!(full_name("", "Ek"), "Ek");
        assert_eq!(with_role(Swedish, "Anna Ek", "kulturchef"), "Anna Ek (kulturchef)");
        assert_eq!(with_role(Swedish, "Anna Ek", ""), "Anna Ek");
    }

    #[test]
    fn several_are_joined_by_the_languages_own_word() {
        assert_eq!(list(Swedish, &["Anna"]), "Anna");
        assert_eq!(list(Swedish, &["Anna", "Bo", "Cilla"]), "Anna, Bo och Cilla");
        assert_eq!(list(English, &["Anna", "Bo"]), "Anna and Bo");
        assert_eq!(alternatives(Bokmal, &["kultur", "reiseliv"]), "kultur eller reiseliv");
        assert_eq!(list::<&str>(Bokmal, &[]), "");
    }

    #[test]
    fn a_role_begins_small_inside_a_sentence_unless_it_is_an_abbreviation() {
        assert_eq!(within("Kulturchef"), "kulturchef");
        assert_eq!(within("Ökonomichef i Borås"), "ökonomichef i Borås");
        assert_eq!(within("IT-chef"), "IT-chef");
        assert_eq!(within(""), "");
        assert_eq!(choice(Swedish, &["Näringslivschef", "Turismchef"]), "Näringslivschef eller turismchef");
        assert_eq!(choice(Bokmal, &["Kultursjef", "IT-sjef"]), "Kultursjef eller IT-sjef");
        assert_eq!(choice::<&str>(English, &[]), "");
    }

    #[test]
    fn a_place_names_its_town_once() {
        assert_eq!(place("Sundet", "Exempelgatan 1, Malmö", "Malmö"), "Sundet, Exempelgatan 1, Malmö");
        assert_eq!(place("Sundet", "", "Malmö"), "Sundet, Malmö");
        assert_eq!(place("", "Storgatan 2, 234 56 Lund", "Lund"), "Storgatan 2, 234 56 Lund");
    }
}
