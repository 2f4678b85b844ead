//! Factors that are not named one by one: `all = "world"` takes every key of a scope or a section that is worth a study.

use toml::de::{DeTable, DeValue};

use super::factors::{Entry, Spread};
use super::role::usual_role;
use crate::error::Place;
use crate::parameters::{Parameter, Plausible, Range, Scope};
use crate::reading::{Node, Reader, leaf, nearest, shown, suggest};
use crate::scenario::registry::registry;
use crate::study::design::{Axis, Factor, Interval, Scale};

/// The keys of `[factors]` that are no keys of a scenario.
pub(super) const ALL: &str = "all";
pub(super) const EXCEPT: &str = "except";

/// What `all` takes, but for what `except` names, in the order in which parameters are declared.
pub(super) fn read(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<Entry> {
    let left_out = names(reader, table, EXCEPT);
    let Some((key, _)) = table.get_key_value(ALL) else {
        if let Some((key, _)) = table.get_key_value(EXCEPT) {
            reader.problem(key.span(), "`except` says nothing without `all`".to_owned(), "take it away", String::new());
        }
        return Vec::new();
    };
    let place = reader.place(key.span());
    let taken = names(reader, table, ALL);
    let is_taken = |parameter: &&Parameter| taken.iter().any(|name| is_in(parameter, name));
    let is_left_out = |parameter: &&Parameter| left_out.iter().any(|name| is_in(parameter, name));
    let all = registry().parameters.iter().filter(is_taken).filter(|parameter| !is_left_out(parameter));
    let found: Vec<Entry> = all.filter_map(|parameter| entry(parameter, &place)).collect();
    if found.is_empty() && !taken.is_empty() {
        reader.lacks(
            key.span(),
            "`all`",
            "a key that is worth a study",
            "`grassroots explain KEY` shows its plausible values",
        );
    }
    found
}

fn names(reader: &mut Reader<'_>, table: &DeTable<'_>, word: &str) -> Vec<String> {
    table.get(word).map_or(Vec::new(), |value| names_of_keys(reader, word, value))
}

/// A list of scopes, sections and keys, or one of them; what is none is a problem.
pub(in crate::study) fn names_of_keys(reader: &mut Reader<'_>, word: &str, value: &Node<'_>) -> Vec<String> {
    let items: Vec<&Node<'_>> = match value.get_ref() {
        DeValue::Array(list) => list.iter().collect(),
        DeValue::String(_) => vec![value],
        other => {
            let message = format!("`{word}` cannot be {}", leaf::found(other));
            let help = "policy, world, a section or a key, or a list of them".to_owned();
            reader.problem(value.span(), message, "not a name", help);
            return Vec::new();
        }
    };
    items.into_iter().filter_map(|item| name(reader, word, item)).collect()
}

fn name(reader: &mut Reader<'_>, word: &str, item: &Node<'_>) -> Option<String> {
    let name = reader.text(word, item)?.value;
    if registry().parameters.iter().any(|parameter| is_in(parameter, &name)) {
        return Some(name);
    }
    let message = format!("`{}` is no scope, section or key", shown(&name));
    reader.problem(item.span(), message, "unknown", help(&name));
    None
}

/// The nearest scope, section or key; where nothing is near, the scopes and sections.
fn help(name: &str) -> String {
    let mut known = vec![Scope::Policy.name(), Scope::World.name()];
    known.extend(registry().sections().filter(|section| *section != Scope::Run.name()));
    let keys: Vec<String> = registry().parameters.iter().map(Parameter::key).collect();
    match nearest(name, known.iter().copied().chain(keys.iter().map(String::as_str))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => suggest(name, &known),
    }
}

/// Whether a key is of a scope, of a section or of one below it, or the key itself.
pub(in crate::study) fn is_in(parameter: &Parameter, name: &str) -> bool {
    let scope = parameter.scope != Scope::Run && parameter.scope.name() == name;
    let section = parameter.section.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    scope || section || parameter.key() == name
}

fn entry(parameter: &Parameter, place: &Place) -> Option<Entry> {
    let axis = plausible_axis(parameter)?;
    let factors = vec![Factor { key: parameter.key(), role: usual_role(parameter) }];
    let (scenarios, again) = (Vec::new(), Vec::new());
    Some(Entry { factors, place: place.clone(), spread: Spread::Axis(axis), scenarios, again, named: false })
}

/// The plausible values of a parameter as a factor; nothing where there are none.
pub(in crate::study) fn plausible_axis(parameter: &Parameter) -> Option<Axis> {
    let whole = matches!(parameter.range, Range::Whole { .. });
    match parameter.plausible() {
        Plausible::Between(from, to) => {
            Some(Axis::Interval(Interval { from, to, whole, scale: Scale::Linear, steps: 0 }))
        }
        Plausible::Among(values) => Some(Axis::Values(values)),
        Plausible::Nothing(_) => None,
    }
}
