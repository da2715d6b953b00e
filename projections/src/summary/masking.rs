//! Masks what could tell who is meant: names, e-mail addresses, telephone and personal numbers.
//!
//! Rather masks too much than too little.

use std::collections::BTreeSet;

use crate::House;
use crate::programmes::ProgrammeRow;

/// What to mask, and what to put there.
pub(super) struct Masks {
    /// Given and family names as written.
    names: BTreeSet<String>,
    /// The same in small letters, given name and family name in this order.
    full_names: BTreeSet<(String, String)>,
    name: &'static str,
    address: &'static str,
    number: &'static str,
}

impl Masks {
    /// The names of everyone who has to do with a programme.
    pub(super) fn of(house: &House, programme: &ProgrammeRow) -> Self {
        let id = programme.programme;
        let register = &house.register;
        let mut people: BTreeSet<_> =
            [programme.coordinator].into_iter().chain(programme.signatory).collect();
        people.extend(register.enrolments.rows().filter(|r| r.programme == id).map(|r| r.contact));
        people.extend(register.participants.rows().filter(|r| r.programme == id).map(|r| r.person));
        people.extend(register.deputies.rows().filter(|r| r.programme == id).map(|r| r.deputy));
        people.extend(house.programmes.council.rows().filter(|r| r.programme == id).map(|r| r.person));
        let names = people
            .into_iter()
            .filter_map(|person| house.people.get(person))
            .map(|person| (person.given_name.clone(), person.family_name.clone()));
        Self::new(names, programme.languages.split_whitespace().next().unwrap_or_default())
    }

    fn new(people: impl Iterator<Item = (String, String)>, tag: &str) -> Self {
        let (mut names, mut full_names) = (BTreeSet::new(), BTreeSet::new());
        for (given, family) in people {
            let parts = given.split_whitespace().chain(family.split_whitespace());
            names.extend(parts.filter(|name| name.chars().count() > 1).map(str::to_owned));
            let first = given.split_whitespace().next().unwrap_or_default();
            full_names.insert((first.to_lowercase(), family.to_lowercase()));
        }
        let (name, address, number) = match tag {
            "nb" => ("[navn]", "[e-post]", "[nummer]"),
            "en" => ("[name]", "[e-mail]", "[number]"),
            _ => ("[namn]", "[e-post]", "[nummer]"),
        };
        Self { names, full_names, name, address, number }
    }

    /// The text without names, addresses and long numbers.
    pub(super) fn mask(&self, text: &str) -> String {
        self.without_names(&self.without_numbers(&self.without_addresses(text)))
    }

    fn without_addresses(&self, text: &str) -> String {
        text.split_inclusive(char::is_whitespace)
            .map(|chunk| {
                let word = chunk.trim_end();
                let end = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>', '"', '”']).len();
                let start = word.len() - word.trim_start_matches(['(', '<', '"', '”', '“']).len();
                match word.get(start..end).filter(|inner| inner.trim_matches('@').contains('@')) {
                    Some(_) => format!("{}{}{}", &chunk[..start], self.address, &chunk[end..]),
                    None => chunk.to_owned(),
                }
            })
            .collect()
    }

    fn without_numbers(&self, text: &str) -> String {
        let mut masked = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
            masked.push_str(&rest[..at]);
            rest = &rest[at..];
            let run = rest.find(|c: char| !(c.is_ascii_digit() || " \u{a0}+-()/.".contains(c)));
            let run = &rest[..run.unwrap_or(rest.len())];
            let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
            let run = if run.is_empty() { &rest[..1] } else { run };
            let digits = run.chars().filter(char::is_ascii_digit).count();
            masked.push_str(if digits >= 7 && !span_of_years(run) { self.number } else { run });
            rest = &rest[run.len()..];
        }
        masked + rest
    }

    fn without_names(&self, text: &str) -> String {
        let tokens = tokens(text);
        let mut masked = String::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 2).filter(|_| tokens[at + 1].trim().is_empty());
            if next.is_some_and(|next| self.is_full_name(token, next)) {
                masked.push_str(self.name);
                at += 3;
                continue;
            }
            masked.push_str(if self.is_name(token) { self.name } else { token });
            at += 1;
        }
        masked
    }

    fn is_name(&self, word: &str) -> bool {
        self.names.contains(word)
            || word.strip_suffix('s').is_some_and(|word| self.names.contains(word))
            || word.contains('-') && word.split('-').any(|part| self.names.contains(part))
    }

    fn is_full_name(&self, first: &str, second: &str) -> bool {
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let bare = second.strip_suffix('s').unwrap_or(&second).to_owned();
        self.full_names.contains(&(first.clone(), second)) || self.full_names.contains(&(first, bare))
    }
}

/// "2018-2019" is no telephone number.
fn span_of_years(run: &str) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    run.split_once(['-', '/']).is_some_and(|(from, to)| year(from) && year(to))
}

/// Words and what lies between them, in turn, beginning with a word (perhaps an empty one).
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut word = true;
    while !rest.is_empty() {
        let end = rest.find(|c: char| (c.is_alphanumeric() || c == '-') != word).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
        word = !word;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::Masks;

    fn mask(text: &str) -> String {
        let people = [("Anna Maria", "Ek"), ("Bo", "Öst-Lind"), ("Åsa", "Alm")];
        let people = people.into_iter().map(|(given, family)| (given.to_owned(), family.to_owned()));
        Masks::new(people, "sv").mask(text)
    }

    #[test]
    fn names_are_masked_with_their_genitives() {
        assert_eq!(mask("Tack Anna Ek och Åsas grupp!"), "Tack [namn] och [namn] grupp!");
        assert_eq!(mask("bo öst-lind höll ett bra pass"), "[namn] höll ett bra pass");
        assert_eq!(mask("Öst-Linds exempel, Alm."), "[namn] exempel, [namn].");
        assert_eq!(mask("Jag bodde bra. Almanacka! Ekonomi."), "Jag bodde bra. Almanacka! Ekonomi.");
    }

    #[test]
    fn addresses_and_long_numbers_are_masked_and_years_are_not() {
        assert_eq!(mask("Skriv till (a.b@lund.example)."), "Skriv till ([e-post]).");
        assert_eq!(mask("Ring 070-123 45 67 eller +46 40 12 34 56!"), "Ring [nummer] eller [nummer]!");
        assert_eq!(mask("19800101-1234"), "[nummer]");
        assert_eq!(
            mask("Serien 2018-2019, 29-30 maj, 100 % och 1 + 1"),
            "Serien 2018-2019, 29-30 maj, 100 % och 1 + 1"
        );
        assert_eq!(mask("å @ ä +"), "å @ ä +");
    }
}
