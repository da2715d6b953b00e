//! Finding people by what somebody types on a phone in a hurry: "akeson" finds Åkesson, "soderberg malmo" Söderberg from
//! Malmö. `assets/checkin/search.js` folds the same way.

/// A text without what people leave out or type differently: case, accents, rings and dots, and "aa", "ae", "oe" for å, ä, ö.
pub(super) fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match bare(letter) {
            Some(letters) => plain.push_str(letters),
            None if letter.is_alphanumeric() => plain.push(letter),
            // Combining marks belong to the letter before them.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None => plain.push(' '),
        }
    }
    let plain = plain.replace("aa", "a").replace("ae", "a").replace("oe", "o");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A Latin letter without what stands on it, in it or through it.
const fn bare(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'æ' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' | 'ǧ' | 'ǥ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' | 'ǩ' => "k",
        'ł' | 'ļ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' | 'ŋ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'œ' => "o",
        'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' | 'ŧ' | 'þ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' | 'ʒ' | 'ǯ' => "z",
        _ => return None,
    })
}

/// Whether everything somebody typed is found in a text that was folded before.
pub(super) fn matches(folded: &str, typed: &str) -> bool {
    fold(typed).split(' ').all(|word| folded.contains(word))
}

/// A code as it was typed, without what people put between its letters; absent when it can be none.
pub(super) fn as_code(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    let code: String = letters.flat_map(char::to_uppercase).map(meant).collect();
    (code.len() == super::code::LENGTH).then_some(code)
}

/// Letters that are no part of codes because they look like others. Source: Crockford's base 32.
const fn meant(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{as_code, fold, matches};

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        let folded = fold("Åsa Söderberg-Ærø Malmö kulturchef");
        for typed in [
            "åsa",
            "asa",
            "ASA",
            "aasa",
            "soder",
            "Soederberg",
            "aero",
            "ærø",
            "malmo asa",
            "  Malmö ",
            "a s",
        ] {
            assert!(matches(&folded, typed), "{typed} in {folded}");
        }
        for typed in ["osa", "soderborg", "lund", "asa lund"] {
            assert!(!matches(&folded, typed), "{typed} in {folded}");
        }
        assert_eq!(fold("Áile Čállin Đorđe ŋ"), "aile callin dorde n");
        assert_eq!(fold("A\u{30a}sa"), "asa", "a ring of its own");
    }

    #[test]
    fn a_code_is_read_with_or_without_its_hyphen_and_with_letters_that_look_alike() {
        assert_eq!(as_code("k7qf-2m9x").as_deref(), Some("K7QF2M9X"));
        assert_eq!(as_code(" K7QF 2M9O ").as_deref(), Some("K7QF2M90"));
        assert_eq!(as_code("K7QF"), None);
        assert_eq!(as_code("Söderberg"), None);
    }
}
