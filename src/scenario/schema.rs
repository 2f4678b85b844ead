//! The JSON Schema of scenario files, for editors.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::observed::KEYS as KEYS_OF_OBSERVED;
use super::reforms::ANY_ROUND;
use super::registry::registry;
use super::shocks::{CATEGORIES, DURATION, INTENSITY, KEYS, MAGNITUDE};
use super::{Schedule, World};
use crate::parameters::{Parameter, Range};
use crate::policy::Policy;

/// The schema, derived from the types of a scenario, with the ranges of the parameters.
pub fn schema() -> Value {
    let mut sections = Map::from_iter([("run".to_owned(), shape::<Schedule>())]);
    let mut policy = Map::new();
    merge(&mut policy, shape::<Policy>());
    merge(&mut sections, shape::<Policy>());
    merge(&mut sections, shape::<World>());
    for parameter in &registry().parameters {
        annotate(&mut sections, parameter);
        annotate(&mut policy, parameter);
    }
    let mut properties = top();
    properties.append(&mut sections);
    properties.insert("reforms".to_owned(), json!({ "type": "array", "items": reform(policy) }));
    properties.insert("observed".to_owned(), observed());
    properties.insert("shocks".to_owned(), json!({ "type": "array", "items": shock() }));
    let mut schema = object(properties);
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!("A grassroots scenario"));
    Value::Object(schema)
}

fn shape<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Adds the properties of a shape to others; those of the same section are put together.
fn merge(into: &mut Map<String, Value>, shape: Value) {
    let Value::Object(mut shape) = shape else { return };
    let Some(Value::Object(properties)) = shape.remove("properties") else { return };
    for (name, below) in properties {
        match into.get_mut(&name).and_then(|section| section.get_mut("properties")) {
            Some(Value::Object(section)) => merge(section, below),
            _ => _ = into.insert(name, below),
        }
    }
}

fn annotate(sections: &mut Map<String, Value>, parameter: &Parameter) {
    let key = parameter.key();
    let (first, rest) = key.split_once('.').unwrap_or((&key, ""));
    let pointer = format!("/properties/{}", rest.replace('.', "/properties/"));
    let Some(Value::Object(leaf)) = sections.get_mut(first).and_then(|section| section.pointer_mut(&pointer)) else {
        return;
    };
    leaf.extend(limits(&parameter.range));
    let description = format!("{} [{}; {}]", parameter.meaning.en, parameter.unit, parameter.scope.name());
    leaf.insert("description".to_owned(), json!(description));
    match &parameter.value {
        Some(value) => leaf.insert("default".to_owned(), json!(value)),
        None => leaf.remove("default"),
    };
}

fn limits(range: &Range) -> Map<String, Value> {
    let limits = match range {
        Range::Real { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
        Range::Whole { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Range::Names(names) => json!({ "type": "string", "enum": names }),
        Range::Flag => json!({ "type": "boolean" }),
    };
    match limits {
        Value::Object(limits) => limits,
        _ => Map::new(),
    }
}

fn object(properties: Map<String, Value>) -> Map<String, Value> {
    let entries =
        [("type", json!("object")), ("additionalProperties", json!(false)), ("properties", Value::Object(properties))];
    entries.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

fn top() -> Map<String, Value> {
    let text = |meaning: &str| json!({ "type": "string", "description": meaning });
    let words = [
        ("name", text("Name of the scenario; by default that of its file.")),
        ("description", text("What it is, in a sentence.")),
        ("extends", text("A shipped scenario by its name, or a file relative to this one's folder.")),
    ];
    words.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

fn reform(mut policy: Map<String, Value>) -> Value {
    policy.insert("round".to_owned(), Value::Object(limits(&ANY_ROUND)));
    let mut reform = object(policy);
    reform.insert("required".to_owned(), json!(["round"]));
    Value::Object(reform)
}

fn shock() -> Value {
    let number = json!({ "type": "integer", "minimum": 1 });
    let districts = json!({ "oneOf": [{ "const": "all" }, { "type": "array", "items": number, "minItems": 1 }] });
    let of = |range: &Range| Value::Object(limits(range));
    let category = of(&Range::Names(CATEGORIES));
    let values = [of(&ANY_ROUND), category, districts, of(&MAGNITUDE), of(&DURATION), of(&INTENSITY)];
    let mut shock = object(KEYS.iter().map(|key| (*key).to_owned()).zip(values).collect());
    shock.insert("required".to_owned(), json!(KEYS));
    Value::Object(shock)
}

fn observed() -> Value {
    let text = |meaning: &str| json!({ "type": "string", "description": meaning });
    let file = text("A CSV file of observed data, relative to this one's folder.");
    let data = text("The data themselves; `file` is then only what they are called.");
    let start = text("The day on which round 0 begins, such as 2024-01-31.");
    let table = object(KEYS_OF_OBSERVED.iter().map(|key| (*key).to_owned()).zip([file.clone(), data, start]).collect());
    json!({ "oneOf": [file, table] })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the schema has a place for every key of a table.
    fn covers(schema: &Value, table: &toml::Table, path: &str) {
        for (key, value) in table {
            let below = schema.pointer(&format!("/properties/{key}"));
            let below = below.unwrap_or_else(|| panic!("{path}.{key} is not in the schema"));
            match value {
                toml::Value::Table(table) => covers(below, table, key),
                toml::Value::Array(items) => {
                    items.iter().filter_map(toml::Value::as_table).for_each(|item| covers(&below["items"], item, key));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_key_of_the_shipped_scenarios_is_in_the_schema() {
        let schema = schema();
        for (name, text) in crate::scenario::shipped::SHIPPED {
            covers(&schema, &text.parse().expect("TOML"), name);
        }
    }

    #[test]
    fn every_parameter_has_its_limits_and_sections_take_no_other_keys() {
        let schema = schema();
        for parameter in &registry().parameters {
            let leaf = schema.pointer(&format!("/properties/{}", parameter.key().replace('.', "/properties/")));
            let leaf = leaf.unwrap_or_else(|| panic!("{}", parameter.key()));
            for (name, limit) in limits(&parameter.range) {
                assert_eq!(leaf[&name], limit, "{}", parameter.key());
            }
            assert!(leaf["description"].is_string());
        }
        assert_eq!(schema["properties"]["budget"]["additionalProperties"], json!(false));
        assert!(schema["properties"]["reforms"]["items"]["properties"].get("population").is_none());
    }
}
