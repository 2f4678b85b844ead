//! Names that must be told apart in little room: what they share is dropped, and what is still too long is cut in the middle.

/// Stands for what is left out.
const LEFT_OUT: &str = "\u{2026}";

/// Names as they are written into a width: whole where they fit, else without the words that they begin with in common, else
/// cut in the middle. Names that differ stay different.
pub fn told_apart<S: AsRef<str>>(names: &[S], width: f64, measure: impl Fn(&str) -> f64) -> Vec<String> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let mut told: Vec<String> = names.iter().map(|name| shortened(name, &names, width, &measure)).collect();
    for place in 0..names.len() {
        let alike = |other: &usize| names[*other] != names[place] && told[*other] == told[place];
        if (0..place).any(|other| alike(&other)) {
            told[place] = numbered(&told[place], place + 1, width, &measure);
        }
    }
    told
}

/// One name among others.
fn shortened(name: &str, names: &[&str], width: f64, measure: &impl Fn(&str) -> f64) -> String {
    if measure(name) <= width {
        return name.to_owned();
    }
    let shared = names.iter().filter(|other| **other != name).map(|other| shared(name, other)).max().unwrap_or(0);
    let ends: Vec<usize> = words_end(name).filter(|&end| end <= shared).collect();
    let without = |end: usize| format!("{LEFT_OUT}{}", &name[end..]);
    let fitting = ends.iter().map(|&end| without(end)).find(|text| measure(text) <= width);
    fitting.unwrap_or_else(|| cut(&ends.last().map_or_else(|| name.to_owned(), |&end| without(end)), width, measure))
}

/// Bytes that two names begin with in common.
fn shared(name: &str, other: &str) -> usize {
    name.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum()
}

/// Where words of a name end, behind what parts them.
fn words_end(name: &str) -> impl Iterator<Item = usize> {
    let parts = |letter: char| matches!(letter, '_' | '-' | '.' | ' ' | '/' | ',');
    name.char_indices().filter(move |&(_, letter)| parts(letter)).map(|(at, letter)| at + letter.len_utf8())
}

/// A text without its middle, so that both ends are seen.
fn cut(text: &str, width: f64, measure: &impl Fn(&str) -> f64) -> String {
    let letters: Vec<char> = text.chars().collect();
    let kept = |count: usize| {
        let (head, tail) = (count - count / 2, count / 2);
        let ends = [&letters[..head], &letters[letters.len() - tail..]].map(|part| part.iter().collect::<String>());
        format!("{}{LEFT_OUT}{}", ends[0].trim_end(), ends[1].trim_start())
    };
    let fitting = |count: &usize| measure(&kept(*count)) <= width;
    (1..letters.len().min(300)).rev().find(fitting).map_or_else(|| LEFT_OUT.to_owned(), kept)
}

/// A text that ends in a number, so that it is not like one before it.
fn numbered(text: &str, number: usize, width: f64, measure: &impl Fn(&str) -> f64) -> String {
    let number = format!(" ({number})");
    format!("{}{number}", cut(text, width - measure(&number), measure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> f64 {
        text.chars().count() as f64
    }

    #[test]
    fn names_lose_what_they_share_and_keep_what_differs() {
        let names = ["baseline", "hotline_reform_supervision_low", "hotline_reform_supervision_high"];
        assert_eq!(
            told_apart(&names, 18.0, letters),
            ["baseline", "\u{2026}supervision_low", "\u{2026}supervision_high"]
        );
        assert_eq!(told_apart(&names, 9.0, letters), ["baseline", "\u{2026}low", "\u{2026}high"]);
        assert_eq!(told_apart(&names, 40.0, letters), names);
    }

    #[test]
    fn names_that_end_alike_are_cut_in_the_middle() {
        let names = ["low_supervision_with_hotline", "high_supervision_with_hotline"];
        assert_eq!(told_apart(&names, 12.0, letters), ["low_su\u{2026}tline", "high_s\u{2026}tline"]);
    }

    #[test]
    fn names_that_would_look_alike_are_numbered() {
        let names = ["aaaaaaaaXaaaaaaaa", "aaaaaaaaYaaaaaaaa"];
        let told = told_apart(&names, 9.0, letters);
        assert!(told[0] != told[1] && told[1].ends_with("(2)"), "{told:?}");
    }

    proptest! {
        #[test]
        fn names_that_differ_are_told_apart(
            names in prop::collection::hash_set("[a-c]{1,3}_[a-c]{0,20}_[a-c]{1,9}", 2..6),
            width in 9.0..30.0f64,
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let told = told_apart(&names, width, letters);
            let distinct: std::collections::BTreeSet<&String> = told.iter().collect();
            prop_assert_eq!(distinct.len(), names.len(), "{:?}", told);
            prop_assert!(told.iter().all(|text| letters(text) <= width));
        }
    }
}
