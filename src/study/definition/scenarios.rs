//! What an experiment file says of scenarios as levels: `scenario = ["baseline", "hotline.toml"]`.

use toml::Value;
use toml::de::DeValue;

use super::bases::SCENARIO;
use super::factors::{Entry, Spread};
use super::role::role;
use crate::error::Span;
use crate::reading::{Node, Reader, Setting, leaf, stem};
use crate::study::design::{Axis, Factor, Role};

/// Reads the factor. Its levels are called as the files are, without folder and ending.
pub(super) fn read(reader: &mut Reader<'_>, key: Span, value: &Node<'_>) -> Option<Entry> {
    let (list, role) = match value.get_ref() {
        DeValue::Table(table) => {
            reader.known("the factor `scenario`", table, &["values", "role"]);
            (table.get("values").map(|list| (list.span(), list.get_ref())), role(reader, table))
        }
        other => (Some((value.span(), other)), None),
    };
    let help = "a list of scenario files, relative to this one, or of names of shipped scenarios";
    let Some((span, list)) = list else {
        reader.lacks(key, "the factor `scenario`", "`values`", help);
        return None;
    };
    let DeValue::Array(list) = list else {
        let message = format!("the factor `scenario` cannot be {}", leaf::found(list));
        reader.problem(span, message, "not a list", help.to_owned());
        return None;
    };
    let named: Vec<Setting<String>> = list.iter().filter_map(|item| reader.text(SCENARIO, item)).collect();
    if list.is_empty() {
        reader.lacks(span, "the factor `scenario`", "at least one scenario", help);
    }
    (!named.is_empty() && named.len() == list.len()).then(|| entry(reader, key, named, role))
}

fn entry(reader: &mut Reader<'_>, key: Span, named: Vec<Setting<String>>, role: Option<Role>) -> Entry {
    let mut again = Vec::new();
    let mut levels: Vec<Value> = Vec::new();
    let mut scenarios: Vec<Setting<String>> = Vec::new();
    for name in named {
        let level = Value::String(stem(&name.value));
        match scenarios.iter().find(|earlier| stem(&earlier.value) == stem(&name.value)) {
            Some(earlier) if earlier.value != name.value => {
                let message = format!("two scenarios are called {level}");
                let help = "levels are called as files are, without folder and ending".to_owned();
                reader.problem(name.place.span.clone(), message, "the second", help);
            }
            Some(_) => again.push((level.clone(), name.place)),
            None => scenarios.push(name),
        }
        levels.push(level);
    }
    let factors = vec![Factor { key: SCENARIO.to_owned(), role: role.unwrap_or(Role::Lever) }];
    Entry {
        factors,
        place: reader.place(key),
        spread: Spread::Axis(Axis::Values(levels)),
        scenarios,
        again,
        named: true,
    }
}
