//! Numbers as people write them.

use crate::{Language, Value, text, text_with};

/// A whole number, its thousands grouped: "12 345" (no-break space), "12,345".
///
/// Swedish and Norwegian leave four digits together. Source: Myndigheternas skrivregler; Språkrådet.
pub fn whole(language: Language, number: u64) -> String {
    let digits = number.to_string();
    let least: usize = text(language, "number-group-from").parse().unwrap_or(5);
    if digits.len() < least {
        return digits;
    }
    let separator = text(language, "number-group");
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(&separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with so many decimals: "4,25", "4.25". A minus is a real minus sign.
pub fn decimal(language: Language, number: f64, decimals: usize) -> String {
    let shown = format!("{:.decimals$}", number.abs());
    let (units, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
    let mut text_of = units.parse().map_or_else(|_| units.to_owned(), |units| whole(language, units));
    if !fraction.is_empty() {
        text_of.push_str(&text(language, "number-decimal"));
        text_of.push_str(fraction);
    }
    if number < 0.0 && shown.chars().any(|c| ('1'..='9').contains(&c)) {
        text_of.insert(0, '\u{2212}');
    }
    text_of
}

/// A percentage with so many decimals: "85 %" (no-break space), "85%".
pub fn percent(language: Language, number: f64, decimals: usize) -> String {
    text_with(language, "percent", &[("number", decimal(language, number, decimals).into())])
}

/// How many per cent a part is of a whole; 0 of nothing.
pub fn share(part: u32, of: u32) -> f64 {
    if of == 0 { 0.0 } else { f64::from(part) * 100.0 / f64::from(of) }
}

/// Minutes as hours, without the word: "5,5", "5,25", "12"; at most two decimals.
pub fn hours_bare(language: Language, minutes: u32) -> String {
    let hundredths = (u64::from(minutes) * 100 + 30) / 60;
    let (hours, rest) = (hundredths / 100, hundredths % 100);
    let mut shown = whole(language, hours);
    if rest > 0 {
        shown.push_str(&text(language, "number-decimal"));
        shown.push_str(format!("{rest:02}").trim_end_matches('0'));
    }
    shown
}

/// Minutes as hours: "5,5 timmar", "1 timme".
pub fn hours(language: Language, minutes: u32) -> String {
    let count = if minutes == 60 { 1 } else { 2 };
    let values = [("count", Value::Number(count)), ("number", hours_bare(language, minutes).into())];
    text_with(language, "hours", &values)
}

#[cfg(test)]
mod tests {
    use super::{decimal, hours, hours_bare, percent, whole};
    use crate::Language::{Bokmal, English, Swedish};

    #[test]
    fn thousands_are_grouped_as_each_language_does() {
        assert_eq!(whole(Swedish, 1234), "1234");
        assert_eq!(whole(Swedish, 12345), "12\u{a0}345");
        assert_eq!(whole(Bokmal, 1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(whole(English, 1234), "1,234");
        assert_eq!(whole(English, 0), "0");
    }

    #[test]
    fn decimals_have_a_comma_in_swedish_and_norwegian() {
        assert_eq!(decimal(Swedish, 4.256, 2), "4,26");
        assert_eq!(decimal(Bokmal, 4.0, 1), "4,0");
        assert_eq!(decimal(English, -12345.5, 1), "\u{2212}12,345.5");
        assert_eq!(decimal(Swedish, -0.001, 2), "0,00");
    }

    #[test]
    fn percent_signs_stand_off_in_swedish_and_norwegian() {
        assert_eq!(percent(Swedish, 85.0, 0), "85\u{a0}%");
        assert_eq!(percent(Bokmal, 85.25, 1), "85,2\u{a0}%");
        assert_eq!(percent(English, 85.0, 0), "85%");
    }

    #[test]
    fn minutes_become_hours() {
        assert_eq!(hours(Swedish, 330), "5,5 timmar");
        assert_eq!(hours(Swedish, 60), "1 timme");
        assert_eq!(hours(Bokmal, 60), "1 time");
        assert_eq!(hours(English, 61), "1.02 hours");
        assert_eq!(hours_bare(Swedish, 315), "5,25");
        assert_eq!(hours_bare(Swedish, 0), "0");
        assert_eq!(hours_bare(Swedish, 719), "11,98");
        assert_eq!(hours_bare(Swedish, 720), "12");
    }
}
