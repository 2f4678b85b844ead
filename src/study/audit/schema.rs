//! The JSON Schema of claim files, for editors.

use serde_json::{Value, json};

use super::claim::Sign;
use crate::observe::COLUMNS;
use crate::scenario;

/// The schema of claim files.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A grassroots claim",
        "type": "object",
        "additionalProperties": false,
        "required": ["claim", "base", "change", "holds"],
        "properties": {
            "claim": { "type": "string", "description": "The claim in a sentence." },
            "base": { "type": "string", "description": "A shipped scenario by its name, or a file relative to this one's folder." },
            "change": keys("Keys of the scenario that are claimed about."),
            "set": keys("Keys of the scenario in all worlds."),
            "holds": { "type": "array", "minItems": 1, "items": condition(), "description": "What must come out." },
            "worlds": whole(16, 65_536, "Draws of all that is uncertain."),
            "replicates": whole(2, 10_000, "Pairs of runs in a world."),
            "uncertain": names("Scopes, sections or keys of which any plausible value may be the true one."),
            "except": names("What of it is left as it is."),
            "seed": whole(0, i64::MAX as u64, "Seed of the runs and of the draws."),
        },
    })
}

fn whole(least: u64, most: u64, meaning: &str) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most, "description": meaning })
}

fn names(meaning: &str) -> Value {
    json!({ "description": meaning, "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

fn keys(meaning: &str) -> Value {
    let mut sections = scenario::schema()["properties"].as_object().cloned().unwrap_or_default();
    sections.retain(|_, section| section.get("properties").is_some());
    json!({ "type": "object", "properties": sections, "description": meaning })
}

fn condition() -> Value {
    let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    json!({ "type": "object", "additionalProperties": false, "required": ["outcome", "sign"], "properties": {
        "outcome": { "type": "string", "enum": columns },
        "group": { "type": "string", "description": "city, ses_low, ses_middle, ses_high, or district_1 and so on." },
        "sign": { "type": "string", "enum": Sign::NAMES },
        "margin": { "type": "number", "minimum": 0, "description": "How far from zero, in the unit of the outcome." },
    }})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::audit::claim;

    #[test]
    fn what_is_read_is_in_the_schema_and_nothing_else() {
        let schema = schema();
        let keys = |pointer: &str| {
            let properties = schema.pointer(pointer).and_then(Value::as_object).expect("properties");
            let mut keys: Vec<String> = properties.keys().cloned().collect();
            keys.sort();
            keys
        };
        let sorted = |words: &[&str]| {
            let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            words.sort();
            words
        };
        assert_eq!(keys("/properties"), sorted(&claim::TOP));
        assert_eq!(keys("/properties/holds/items/properties"), sorted(&claim::CONDITION));
    }
}
