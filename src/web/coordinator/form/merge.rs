//! What was there, what is there now and what was typed, compared field by field.

use super::Fields;

/// What comes of a form when what it changes was changed meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::web::coordinator) struct Merged {
    /// The form to go on with: what the other changed and I did not is taken over, everything I typed is kept.
    pub fields: Fields,
    /// What both changed, each in another way.
    pub clashes: Vec<(String, String, String, String)>,
    /// The names of what was taken over.
    pub taken: Vec<String>,
}

/// Compares what was there, what is there now and what was typed.
pub(in crate::web::coordinator) fn merge(before: &Fields, theirs: &Fields, mine: &Fields) -> Merged {
    let mut merged = Merged { fields: mine.clone(), ..Merged::default() };
    for (name, now) in theirs.iter() {
        let (was, typed) = (before.get(name), mine.get(name));
        if now == was || now == typed {
            continue;
        }
        if typed == was {
            merged.fields.set(name, now);
            merged.taken.push(name.to_owned());
        } else {
            merged.clashes.push((name.to_owned(), was.to_owned(), typed.to_owned(), now.to_owned()));
        }
    }
    // Rows the other has removed are not in what is there now; those I left alone go with them.
    let gone: Vec<String> = before
        .iter()
        .filter(|(name, was)| !has(theirs, name) && mine.get(name) == *was)
        .map(|(name, _)| name.to_owned())
        .collect();
    merged.fields.0.retain(|(name, _)| !gone.contains(name));
    merged
}

fn has(fields: &Fields, name: &str) -> bool {
    fields.0.iter().any(|(found, _)| found == name)
}

#[cfg(test)]
mod tests {
    use super::{Fields, merge};

    #[test]
    fn what_only_one_has_changed_is_taken_and_what_both_have_is_shown() {
        let before = Fields::of(&[("tema", "KKN"), ("ort", "Malmö"), ("lokal", "Sundet")]);
        let theirs = Fields::of(&[("tema", "Vad är KKN?"), ("ort", "Lund"), ("lokal", "Sundet")]);
        let mine = Fields::of(&[("tema", "KKN"), ("ort", "Ystad"), ("lokal", "Bron")]);
        let merged = merge(&before, &theirs, &mine);
        assert_eq!(
            merged.fields,
            Fields::of(&[("tema", "Vad är KKN?"), ("ort", "Ystad"), ("lokal", "Bron")])
        );
        assert_eq!(merged.taken, ["tema"]);
        let clash = |(name, was, typed, now): &(String, String, String, String)| {
            format!("{name}: {was} {typed} {now}")
        };
        assert_eq!(merged.clashes.iter().map(clash).collect::<Vec<_>>(), ["ort: Malmö Ystad Lund"]);
    }

    #[test]
    fn a_row_that_the_other_removed_goes_unless_i_changed_it() {
        let before = Fields::of(&[("pass-a-titel", "Förmiddag"), ("pass-b-titel", "Eftermiddag")]);
        let untouched = merge(&before, &Fields::of(&[("pass-a-titel", "Förmiddag")]), &before);
        assert_eq!(untouched.fields, Fields::of(&[("pass-a-titel", "Förmiddag")]));
        let mine = Fields::of(&[("pass-a-titel", "Förmiddag"), ("pass-b-titel", "Kväll")]);
        let changed = merge(&before, &Fields::of(&[("pass-a-titel", "Förmiddag")]), &mine);
        assert_eq!(changed.fields, mine, "nothing that was typed is lost");
    }
}
