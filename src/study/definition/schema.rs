//! The JSON Schema of experiment files, for editors.

use serde_json::{Map, Value, json};

use super::outcomes::REDUCTIONS;
use crate::observe::COLUMNS;
use crate::policy::BudgetShare;
use crate::scenario;
use crate::study::design::{DesignKind, Role, Scale};

/// The schema of experiment files: what may stand at the top, in a design, in a factor and in an outcome. What one key asks
/// of another is left to the check of the file.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A grassroots experiment",
        "type": "object",
        "additionalProperties": false,
        "properties": top(),
    })
}

fn top() -> Value {
    json!({
        "description": text("What it asks, in a sentence."),
        "base": text("The scenario that is varied: a shipped one by its name, or a file relative to this one's folder."),
        "replicates": whole(1, 1_000_000, "Runs of each point that differ only by chance."),
        "seed": whole(0, i64::MAX as u64, "Seed of what happens, over that of the base."),
        "rounds": whole(1, 100_000, "Rounds to observe, over those of the base."),
        "warm_up": whole(0, 100_000, "Rounds before, over those of the base."),
        "common_seeds": { "type": "boolean", "description": "Whether every point has the same seeds.", "default": true },
        "timeout": { "type": "number", "minimum": 0.001, "maximum": 1e9, "description": "Seconds that a run may take." },
        "keep_rounds": { "type": "boolean", "description": "Whether the rounds of all runs are kept.", "default": false },
        "outcomes": { "type": "array", "minItems": 1, "items": { "oneOf": [column(), outcome()] } },
        "set": set(),
        "design": design(),
        "factors": factors(),
        "stop": stop(),
    })
}

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn whole(least: u64, most: u64, meaning: &str) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most, "description": meaning })
}

fn choice(names: &[&str], meaning: &str) -> Value {
    json!({ "type": "string", "enum": names, "description": meaning })
}

fn column() -> Value {
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    choice(&names, "A column of the results.")
}

/// What runs of all points have besides: keys of a scenario, in their sections.
fn set() -> Value {
    let mut sections = scenario::schema()["properties"].as_object().cloned().unwrap_or_default();
    sections.retain(|_, section| section.get("properties").is_some());
    json!({ "type": "object", "properties": sections, "description": "Keys of the scenario, over the base for all points." })
}

fn design() -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": ["kind"], "properties": {
        "kind": choice(DesignKind::NAMES, "How the points are laid out."),
        "points": whole(1, super::file::MOST_POINTS, "Points of a design that draws them."),
        "seed": whole(0, i64::MAX as u64, "Seed of the design."),
        "trajectories": whole(4, 100_000, "Trajectories of a morris design."),
        "levels": whole(2, 100, "Levels of its factors; an even number."),
        "second_order": { "type": "boolean", "description": "Whether a saltelli design gives indices of pairs.", "default": false },
        "groups": {
            "description": "Factors that a sensitivity design varies together: those of a section, or lists under names.",
            "anyOf": [{ "const": "sections" }, { "type": "object", "additionalProperties": { "type": "array" } }],
        },
        "table": text("A CSV file whose header names keys, a line for each point."),
    }})
}

/// A factor for each key, quoted as one name or in tables.
fn factors() -> Value {
    let quoted = scenario::parameters().into_iter().map(|parameter| {
        let about = json!({ "description": parameter.meaning.en, "anyOf": [{ "type": "array" }, factor()] });
        (parameter.key(), about)
    });
    let scenarios = json!({
        "description": "Scenario files, or names of shipped scenarios, in the place of a base.",
        "anyOf": [{ "type": "array", "items": { "type": "string" } }, factor()],
    });
    let names = |meaning: &str| json!({ "description": meaning, "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let every = [
        (super::every::ALL, "Scopes, sections or keys of which every one with plausible values varies."),
        (super::every::EXCEPT, "What of it does not."),
    ];
    let every = every.map(|(word, meaning)| (word.to_owned(), names(meaning)));
    let properties: Map<String, Value> = quoted.chain([(super::SCENARIO.to_owned(), scenarios)]).chain(every).collect();
    json!({ "type": "object", "properties": properties, "description": "Keys that vary: a list of values, or an interval." })
}

fn factor() -> Value {
    json!({ "type": "object", "properties": {
        "values": { "type": "array", "minItems": 1 },
        "from": { "type": "number" },
        "to": { "type": "number" },
        "steps": whole(2, 1_000_000, "Levels, both ends among them."),
        "step": { "type": "number", "description": "What lies between two levels, in the place of `steps`." },
        "scale": choice(Scale::NAMES, "How numbers are spread over the interval."),
        "role": choice(Role::NAMES, "What a government can choose, or what nobody knows."),
        "simplex": { "type": "array", "items": choice(BudgetShare::NAMES, "Shares that always have the same sum.") },
    }})
}

fn outcome() -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": ["column"], "properties": {
        "column": column(),
        "group": text("city, ses_low, ses_middle, ses_high, or district_1 and so on."),
        "reduce": choice(REDUCTIONS, "How its curve becomes a number."),
        "rounds": whole(1, 100_000, "Rounds at the end that the mean is taken over."),
        "above": { "type": "number" },
        "below": { "type": "number" },
        "name": text("Its name in tables."),
    }})
}

fn stop() -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": ["column"], "properties": {
        "column": column(),
        "above": { "type": "number" },
        "below": { "type": "number" },
        "rounds": whole(1, 100_000, "For how many rounds in a row."),
    }})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::definition::{file, outcomes, shipped};

    fn keys(schema: &Value, pointer: &str) -> Vec<String> {
        let properties = schema.pointer(&format!("{pointer}/properties")).and_then(Value::as_object);
        let mut keys: Vec<String> = properties.expect("properties").keys().cloned().collect();
        keys.sort();
        keys
    }

    fn sorted(words: &[&str]) -> Vec<String> {
        let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        words.sort();
        words
    }

    #[test]
    fn what_is_read_is_in_the_schema_and_nothing_else() {
        let schema = schema();
        assert_eq!(keys(&schema, ""), sorted(&file::TOP));
        assert_eq!(keys(&schema, "/properties/outcomes/items/oneOf/1"), sorted(&outcomes::KEYS));
        assert!(
            ["needs.scale", "scenario"]
                .iter()
                .all(|key| schema["properties"]["factors"]["properties"][key].is_object())
        );
    }

    #[test]
    fn every_key_of_the_shipped_experiments_is_in_the_schema() {
        let schema = schema();
        for (name, text) in shipped::SHIPPED {
            let table: toml::Table = text.parse().expect("TOML");
            assert!(table.keys().all(|key| schema["properties"].get(key).is_some()), "{name}");
            let design = table["design"].as_table().expect("a design");
            assert!(design.keys().all(|key| schema["properties"]["design"]["properties"].get(key).is_some()), "{name}");
        }
        assert!(schema["properties"]["set"]["properties"]["budget"].is_object());
        assert!(schema["properties"]["set"]["properties"].get("extends").is_none());
    }
}
