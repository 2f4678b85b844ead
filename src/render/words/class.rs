//! What the codes of a class say together.

use super::verdict;
use crate::study::class::{Class, GUESSED};

/// The verdicts of all codes that were taken, what they rest on, what was guessed, and what was not taken.
pub fn class_summary(class: &Class) -> String {
    let mut text = String::new();
    for (question, difference) in class.differences() {
        text += &format!("  {}\n", verdict(question, &difference));
    }
    let codes = class.blocks().len();
    text += &format!("{} from {}", counted(class.replicates() as usize, "replicate"), counted(codes, "code"));
    text += &format!(": {}.\n{}", replicates(class), guesses(class));
    for refused in class.refused() {
        text += &format!("Line {}: {}.\n", refused.line, refused.why);
    }
    text
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Which replicates there are, in stretches without a gap: "replicates 0 to 59 and 80 to 99".
fn replicates(class: &Class) -> String {
    let mut blocks: Vec<(u32, u32)> = class.blocks().iter().map(|block| block.replicates()).collect();
    blocks.sort_unstable();
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for (first, last) in blocks {
        match stretches.last_mut() {
            Some(stretch) if stretch.1 + 1 == first => stretch.1 = last,
            _ => stretches.push((first, last)),
        }
    }
    let told: Vec<String> = stretches.iter().map(|(first, last)| format!("{first} to {last}")).collect();
    if told.is_empty() { "none".to_owned() } else { format!("replicates {}", told.join(" and ")) }
}

/// What was guessed, a line for each outcome about which anyone did.
fn guesses(class: &Class) -> String {
    let told = GUESSED.iter().zip(class.guesses()).filter(|(_, guesses)| guesses.iter().sum::<usize>() > 0);
    told.map(|(name, [up, same, down])| {
        format!(
            "Guesses about {}: {up} up, {same} the same, {down} down.\n",
            crate::observe::words(name).to_lowercase()
        )
    })
    .collect()
}
