//! What the program declares: keys of policy, columns, shipped scenarios.

use grassroots::observe::Column;
use grassroots::parameters::{Parameter, Range, Scope};
use grassroots::{COLUMNS, Language};
use grassroots::{policy, scenario};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::Answer;

/// All keys of policy, as JSON.
#[wasm_bindgen]
pub fn declarations(language: &str) -> Answer<String> {
    let all = scenario::parameters().into_iter().filter(|parameter| parameter.scope == Scope::Policy);
    let language = crate::language(language);
    crate::json(&all.map(|parameter| declaration(&parameter, language)).collect::<Vec<_>>())
}

fn declaration(parameter: &Parameter, language: Language) -> Value {
    let mut told = json!({
        "key": parameter.key(),
        "section": parameter.section,
        "meaning": parameter.meaning_in(language),
        "unit": grassroots::language::unit(parameter.unit, language),
        "value": parameter.value.as_ref().map(as_json),
        "price": policy::price(&parameter.key(), language),
    });
    let range = match &parameter.range {
        Range::Real { min, max } => json!({"kind": "real", "min": min, "max": max}),
        Range::Whole { min, max } => json!({"kind": "whole", "min": min, "max": max}),
        Range::Names(names) => json!({"kind": "names", "names": names}),
        Range::Flag => json!({"kind": "flag"}),
    };
    if let (Value::Object(told), Value::Object(range)) = (&mut told, range) {
        told.extend(range);
    }
    told
}

fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Float(number) => json!(number),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        other => json!(other.as_str().unwrap_or_default()),
    }
}

/// All columns, as JSON.
#[wasm_bindgen]
pub fn columns(language: &str) -> Answer<String> {
    let language = crate::language(language);
    crate::json(&COLUMNS.iter().map(|column| described(column, language)).collect::<Vec<_>>())
}

fn described(column: &Column, language: Language) -> Value {
    json!({
        "name": column.name,
        "title": column.title(language),
        "meaning": column.meaning_in(language),
        "unit": column.unit_in(language),
        "shareOf": column.share_of.map(|whole| language.pick(whole.en, whole.zh)),
        "primary": column.primary,
    })
}

/// All shipped scenarios, as JSON.
#[wasm_bindgen]
pub fn shipped(language: &str) -> Answer<String> {
    let language = crate::language(language);
    let told = |(name, description): (&str, String)| json!({"name": name, "description": scenario::description_in(&description, language)});
    crate::json(&scenario::list().into_iter().map(told).collect::<Vec<_>>())
}
