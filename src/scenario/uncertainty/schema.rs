//! The JSON Schema of files of unknowns, for editors.

use serde_json::{Map, Value, json};

use super::not_for_draws;
use crate::scenario::parameters;

/// The schema of files of unknowns: every key that can be drawn anew, as one quoted name, and what it may be.
pub fn uncertainties_schema() -> Value {
    let drawn = parameters().into_iter().filter(|parameter| not_for_draws(parameter).is_none());
    let properties: Map<String, Value> = drawn
        .map(|parameter| {
            let mut entry = spread();
            entry["description"] = json!(format!("{} [{}; {}]", parameter.meaning.en, parameter.unit, parameter.range));
            (parameter.key(), entry)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A grassroots file of unknowns",
        "type": "object",
        "properties": properties,
    })
}

/// What an entry may say.
fn spread() -> Value {
    let number = || json!({ "type": "number" });
    json!({ "type": "object", "additionalProperties": false, "properties": {
        "values": { "type": "array", "minItems": 1 },
        "distribution": { "type": "string", "enum": ["uniform", "normal", "triangular"] },
        "scale": { "type": "string", "enum": ["linear", "log"] },
        "from": number(), "to": number(), "mode": number(), "mean": number(), "sd": number(),
    }})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_every_key_that_can_be_drawn_and_no_other() {
        let schema = uncertainties_schema();
        let has = |key: &str| schema["properties"].get(key).is_some();
        assert!(has("feedback.loss_rate") && has("government.pressure"));
        assert!(!has("budget.law") && !has("run.rounds"));
        let entry = &schema["properties"]["needs.scale"]["properties"];
        for (_, words) in super::super::SPREADS {
            assert!(words.iter().all(|word| entry.get(word).is_some()), "{words:?}");
        }
    }
}
