//! An audit in words: one line that says how far the claim holds, and a line for each attack.

use std::fmt::Write as _;

use super::aligned;
use crate::study::audit::{Answer, Attack, Audit, Chapter};
use crate::study::sensitivity::listed;

/// Worlds that are named in a line at most.
const NAMED: usize = 4;

/// The claim, the line, and the attacks.
pub fn audit_summary(audit: &Audit, answer: &Answer) -> String {
    let mut text = format!("{}: {}\n\n", audit.claim(), audit_line(audit, answer));
    let rows: Vec<[String; 3]> = answer.chapters.iter().map(|chapter| attack_row(audit, chapter)).collect();
    text.push_str(&aligned("  ", &rows));
    for (attack, what, why) in audit.left_out() {
        let _ = writeln!(text, "  not tried: {}, {what}: {why}", attack.name());
    }
    text
}

/// An attack, how often the claim holds under it, and where it fails.
pub fn attack_row(audit: &Audit, chapter: &Chapter) -> [String; 3] {
    let Chapter { attack, held, of, interval, reversed, missing, .. } = chapter;
    let what = if *attack == Attack::Luck { "pairs of cities" } else { "worlds" };
    let interval = interval.map_or(String::new(), |ends| format!(" {}", percents(ends)));
    let sampled = matches!(attack, Attack::Luck | Attack::Parameters);
    let mut parts = match sampled {
        true if reversed.is_empty() => Vec::new(),
        true => vec![format!("reversed in {}", reversed.len())],
        false if *attack == Attack::Null => Vec::new(),
        false => unheld(audit, chapter, ""),
    };
    let lack = if *missing == 1 { "world lacks" } else { "worlds lack" };
    parts.extend((*missing > 0).then(|| format!("{missing} {lack} runs")));
    [attack.name().to_owned(), format!("{held} of {of} {what}{interval}"), parts.join("; ")]
}

/// How far the claim holds, in one line.
pub fn audit_line(audit: &Audit, answer: &Answer) -> String {
    let mut parts = Vec::new();
    if let Some(chapter) = answer.chapter(Attack::Parameters).filter(|chapter| chapter.of > 0) {
        let interval = chapter.interval.map_or(String::new(), |ends| format!(" {}", percents(ends)));
        parts.push(format!("holds in {} of {} worlds{interval}", thousands(chapter.held), thousands(chapter.of)));
    }
    if let Some(chapter) = answer.chapter(Attack::Luck).filter(|chapter| chapter.of > 0) {
        parts.push(match chapter.of - chapter.held {
            0 => "never fails by luck".to_owned(),
            failed => format!("fails by luck in {failed} of {} pairs of cities", chapter.of),
        });
    }
    parts.extend(boxed(audit, answer));
    for attack in [Attack::Size, Attack::Start, Attack::Time, Attack::Dose, Attack::Structure] {
        parts.extend(answer.chapter(attack).and_then(|chapter| failing(audit, chapter)));
    }
    if let Some(chapter) = answer.chapter(Attack::Null).filter(|chapter| chapter.of > 0) {
        parts.push(match chapter.held {
            0 => "does not hold in the null model".to_owned(),
            _ => "holds in the null model too, in which nothing is learnt and no pillar works: it says little about \
                  governance"
                .to_owned(),
        });
    }
    if parts.is_empty() { "has not been tried in any world yet".to_owned() } else { parts.join("; ") }
}

/// Where the claim fails under an attack whose worlds have names.
fn failing(audit: &Audit, chapter: &Chapter) -> Option<String> {
    let lead = if chapter.attack == Attack::Size { "in cities of " } else { "" };
    let parts = unheld(audit, chapter, lead);
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The worlds in which it fails, and those in which it is broken for sure, by their names.
fn unheld(audit: &Audit, chapter: &Chapter, lead: &str) -> Vec<String> {
    let names = |numbers: &[usize]| {
        let names: Vec<&str> = numbers.iter().map(|&world| audit.worlds()[world].name.as_str()).collect();
        listed(&names, NAMED)
    };
    let unsure: Vec<usize> = chapter.failed.iter().copied().filter(|world| !chapter.reversed.contains(world)).collect();
    let told =
        |verb: &str, numbers: &[usize]| (!numbers.is_empty()).then(|| format!("{verb} {lead}{}", names(numbers)));
    told("fails", &unsure).into_iter().chain(told("reversed", &chapter.reversed)).collect()
}

/// The box in which it fails.
fn boxed(audit: &Audit, answer: &Answer) -> Option<String> {
    let found = answer.failing.as_ref()?;
    let limit = |limits: &crate::stats::prim::Limits| {
        let bounds = &limits.bounds;
        let key = audit.uncertain()[answer.sought[bounds.variable]].key();
        match (bounds.low, bounds.high) {
            (Some(low), Some(high)) => format!("{} < {key} < {}", short(low), short(high)),
            (Some(low), None) => format!("{key} > {}", short(low)),
            (None, Some(high)) => format!("{key} < {}", short(high)),
            (None, None) => key,
        }
    };
    let limits: Vec<String> = found.limits.iter().map(limit).collect();
    let (coverage, density) = (found.fit.coverage, found.fit.density);
    Some(format!("fails where {} (coverage {coverage:.2}, density {density:.2})", limits.join(" and ")))
}

fn percents((low, high): (f64, f64)) -> String {
    let percent = |share: f64| format!("{:.0}", 100.0 * share);
    format!("[{}, {} %]", percent(low), percent(high))
}

fn short(x: f64) -> String {
    let rounded: f64 = format!("{x:.2e}").parse().unwrap_or(x);
    rounded.to_string()
}

/// A number with a comma for each thousand.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!([0, 912, 1000, 65_536, 1_000_000].map(thousands), ["0", "912", "1,000", "65,536", "1,000,000"]);
        assert_eq!([0.02234, 1.0, 12.3456].map(short), ["0.0223", "1", "12.3"]);
        assert_eq!(percents((0.894, 0.931)), "[89, 93 %]");
        assert_eq!(listed(&["a", "b", "c", "d", "e", "f"], NAMED), "a, b, c, d and 2 more");
    }
}
