//! Codes of a class, merged.

use grassroots::render::words;
use grassroots::study::class::{Class, GUESSED, Identity, Stretch};
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::*;

use crate::judge::finding;
use crate::{Answer, scenario};

/// What codes tell together, as JSON. Where both scenarios are given, codes of others are refused.
///
/// # Errors
/// If something is wrong with a scenario.
#[wasm_bindgen]
pub fn merge(codes: &str, kept: &str, changed: &str, language: &str) -> Answer<String> {
    let wanted = match (kept, changed) {
        ("", _) | (_, "") => None,
        (kept, changed) => Some(Identity::of(&scenario("kept", kept)?, &scenario("changed", changed)?)),
    };
    let (class, language) = (Class::read(codes, wanted), crate::language(language));
    let differences = class.differences();
    let findings: Vec<Value> =
        differences.iter().map(|(question, difference)| finding(*question, difference, language)).collect();
    let refused: Vec<Value> = class
        .refused()
        .iter()
        .map(|refused| json!({"line": refused.line, "why": words::refusal(refused, language)}))
        .collect();
    crate::json(&json!({
        "codes": class.blocks().len(),
        "replicates": class.replicates(),
        "refused": refused,
        "blocks": class.blocks().iter().map(|block| block.replicates()).collect::<Vec<_>>(),
        "findings": findings,
        "summary": words::class_summary(&class, language),
        "guesses": guesses(&class),
        "stretches": stretches(&class),
    }))
}

fn guesses(class: &Class) -> Map<String, Value> {
    let of =
        |(name, [up, same, down]): (&str, [usize; 3])| (name.to_owned(), json!({"up": up, "same": same, "down": down}));
    GUESSED.into_iter().zip(class.guesses()).map(of).collect()
}

/// NaN is null.
fn stretches(class: &Class) -> Map<String, Value> {
    let of = |(name, stretches): (&str, [Stretch; 10])| {
        let mean = stretches.map(|stretch| stretch.mean);
        let low = stretches.map(|stretch| stretch.interval.map(|(low, _)| low));
        let high = stretches.map(|stretch| stretch.interval.map(|(_, high)| high));
        (name.to_owned(), json!({"mean": mean, "low": low, "high": high}))
    };
    GUESSED.into_iter().zip(class.stretches()).map(of).collect()
}
