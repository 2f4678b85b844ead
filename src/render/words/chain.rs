//! What changed together, in words: "requests a year +18 %, load 0.66 to 0.81, response rate 88.1 % to 81.0 %".

use super::{Notation, signed};
use crate::language::Language;
use crate::observe::Nature;
use crate::study::comparison::{Comparison, Contrast, Link};

/// The links of an arm in a sentence; none where nothing changed that could be told apart from zero.
pub fn chain(comparison: &Comparison, contrast: &Contrast, language: Language) -> Option<String> {
    let links = comparison.chain(contrast);
    let words: Vec<String> =
        links.iter().map(|found| format!("{} {}", name(found, language), link(found, language))).collect();
    (!words.is_empty()).then(|| words.join(language.pick(", ", "，")))
}

/// The name of its outcome within a sentence.
fn name(link: &Link<'_>, language: Language) -> String {
    let words = link.question.words(language);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// How much: in percent of what is counted, else from what to what.
pub fn link(link: &Link<'_>, language: Language) -> String {
    let (about, difference) = (link.question.about(), link.difference);
    let is_amount =
        about.nature == Nature::Count || !matches!(about.unit, "share" | "level 0-1" | "ratio" | "-1 to 1" | "ses");
    if is_amount && difference.reference > 0.0 {
        let percent = 100.0 * difference.mean / difference.reference;
        return format!("{} %", signed(percent, usize::from(percent.abs() < 10.0)));
    }
    let notation = Notation::of(about, difference);
    let sign = if about.is_share() { " %" } else { "" };
    let to = language.pick("to", "至");
    format!("{}{sign} {to} {}{sign}", notation.plain(difference.reference), notation.plain(difference.arm))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::comparison::testing::{compared, tiny};
    use crate::study::comparison::{Difference, Question};

    fn said(name: &str, reference: f64, arm: f64) -> String {
        let comparison = compared(vec![tiny("one", ""), tiny("two", "")], 2);
        let question = Question::parse(name).expect("a question");
        let before = comparison.contrasts[0].answer(question).expect("an answer").clone();
        let difference = Difference { reference, arm, mean: arm - reference, t: Some((0.01, 0.02)), ..before };
        link(&Link { question, difference: &difference, spread: 1.0 }, Language::En)
    }

    #[test]
    fn amounts_change_by_percent_and_levels_from_one_to_another() {
        assert_eq!(said("requests", 200.0, 236.0), "+18 %");
        assert_eq!(said("backlog", 1000.0, 985.0), "-1.5 %");
        assert_eq!(said("load", 0.66, 0.81), "0.660 to 0.810");
        assert_eq!(said("response_rate", 0.881, 0.81), "88.1 % to 81.0 %");
    }

    #[test]
    fn where_nothing_changed_there_is_no_sentence() {
        let comparison = compared(vec![tiny("one", ""), tiny("two", "")], 3);
        assert_eq!(chain(&comparison, &comparison.contrasts[0], Language::En), None);
        let lawful = compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.3")], 6);
        let told = |language| chain(&lawful, &lawful.contrasts[0], language).expect("a sentence");
        let sentence = told(Language::En);
        assert!(told(Language::Zh).contains(" 至 "), "{}", told(Language::Zh));
        assert!(sentence.starts_with(|first: char| first.is_lowercase()), "{sentence}");
    }
}
