//! What an experiment file says of factors: values, intervals, and the shares of a simplex.

use std::collections::BTreeMap;

use toml::Value;
use toml::de::{DeTable, DeValue};

use super::bases::SCENARIO;
use super::role::{STEP, STEPS, role, usual_role};
use super::{every, scenarios, simplex};
use crate::error::{Place, Problem, Span};
use crate::parameters::{Parameter, Range, Scope, number};
use crate::reading::{Key, Node, Reader, Setting, entries, leaf};
use crate::scenario::keys::{Allowed, Settings};
use crate::scenario::registry::registry;
use crate::study::design::{Axis, Factor, Interval, Role, Scale};

/// A factor of the file, or the several of a simplex.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) factors: Vec<Factor>,
    /// Where its key stands.
    pub(super) place: Place,
    pub(super) spread: Spread,
    /// The scenarios that are its levels, as the file names them.
    pub(super) scenarios: Vec<Setting<String>>,
    /// Listed values that stand in the list before, with their places.
    pub(super) again: Vec<(Value, Place)>,
    /// Whether the file names it, and not only what it belongs to.
    pub(super) named: bool,
}

/// What an entry can be.
#[derive(Clone, Debug)]
pub(super) enum Spread {
    /// As it is.
    Axis(Axis),
    /// A simplex, whose total may be that of the base.
    Simplex(simplex::Entry),
}

impl Entry {
    /// Its key in the file.
    pub(super) fn name(&self) -> &str {
        match &self.spread {
            Spread::Axis(_) => self.factors.first().map_or("", |factor| &factor.key),
            Spread::Simplex(_) => "budget",
        }
    }

    /// Its steps, 0 if the file gives none; nothing for a list of values, which has levels anyway.
    pub(super) fn steps(&self) -> Option<u32> {
        match &self.spread {
            Spread::Axis(Axis::Interval(interval)) => Some(interval.steps),
            Spread::Axis(_) => None,
            Spread::Simplex(simplex) => Some(simplex.steps()),
        }
    }
}

/// Reads `[factors]`, those of tables within it too, in the order of the file.
pub(super) fn factors(reader: &mut Reader<'_>, value: &Node<'_>) -> Vec<Entry> {
    let mut found = Vec::new();
    if let Some(table) = reader.table("factors", value) {
        below(reader, "", table, &mut found);
        twice(reader, &found);
        let more = every::read(reader, table).into_iter();
        let more: Vec<Entry> = more.filter(|entry| !has(&found, entry)).collect();
        found.extend(more);
    }
    found
}

/// Whether factors are there already; a named one goes before what it belongs to.
fn has(found: &[Entry], entry: &Entry) -> bool {
    let keys = || found.iter().flat_map(|entry| &entry.factors).map(|factor| &factor.key);
    entry.factors.iter().any(|factor| keys().any(|key| *key == factor.key))
}

/// Reports values that are listed twice, for designs in which a level stands for itself.
pub(super) fn values_once(reader: &mut Reader<'_>, entry: &Entry) {
    for (value, place) in &entry.again {
        let message = format!("{value} is a value of `{}` twice", entry.name());
        reader.problems.push(place.problem(message).label("the second"));
    }
}

fn below(reader: &mut Reader<'_>, path: &str, table: &DeTable<'_>, out: &mut Vec<Entry>) {
    for (key, value) in entries(table) {
        let name = key.get_ref().as_ref();
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        entry(reader, &path, (key, value), out);
    }
}

fn entry(reader: &mut Reader<'_>, path: &str, (key, value): (&Key<'_>, &Node<'_>), out: &mut Vec<Entry>) {
    match (registry().get(path), value.get_ref()) {
        (None, _) if path == every::ALL || path == every::EXCEPT => (),
        (None, _) if path == SCENARIO => out.extend(scenarios::read(reader, key.span(), value)),
        (Some(parameter), _) => out.extend(single(reader, parameter, key.span(), value)),
        (None, DeValue::Table(table)) if path == "budget" && table.contains_key("simplex") => {
            out.extend(shares(reader, key.span(), table));
        }
        (None, DeValue::Table(table)) if registry().is_section(path) => below(reader, path, table, out),
        // Tells what is wrong with the key.
        _ => reader.node(path, key.span(), value, Allowed::All, &mut Settings::default()),
    }
}

fn shares(reader: &mut Reader<'_>, key: Span, table: &DeTable<'_>) -> Option<Entry> {
    let (role, simplex) = simplex::read(reader, key.clone(), table)?;
    let factors = simplex.keys().map(|key| Factor { key, role }).collect();
    Some(Entry {
        factors,
        place: reader.place(key),
        spread: Spread::Simplex(simplex),
        scenarios: Vec::new(),
        again: Vec::new(),
        named: true,
    })
}

/// Reports factors that are there twice, at their second place in the text.
fn twice(reader: &mut Reader<'_>, entries: &[Entry]) {
    let all = entries.iter().flat_map(|entry| entry.factors.iter().map(move |factor| (&factor.key, &entry.place)));
    let mut places: BTreeMap<&String, Vec<&Place>> = BTreeMap::new();
    all.for_each(|(key, place)| places.entry(key).or_default().push(place));
    for (key, mut places) in places {
        places.sort_by_key(|place| place.span.start);
        for place in places.iter().skip(1) {
            let problem = place.problem(format!("`{key}` is a factor twice")).label("the second");
            let related = places.iter().take(1).map(|first| first.span.clone()).collect();
            reader.problems.push(Problem { related, ..problem.help("a key can be one factor only") });
        }
    }
}

fn single(reader: &mut Reader<'_>, parameter: &Parameter, key: Span, value: &Node<'_>) -> Option<Entry> {
    let name = parameter.key();
    if let Some(why) = refused(parameter) {
        reader.problem(key, format!("`{name}` cannot be a factor"), "not a factor", why.to_owned());
        return None;
    }
    let mut again = Vec::new();
    let (axis, role) = match value.get_ref() {
        DeValue::Array(list) => (list_of(reader, parameter, value.span(), list.iter(), &mut again), None),
        DeValue::Table(table) => spread(reader, parameter, key.clone(), table, &mut again),
        other => {
            let message = format!("the factor `{name}` cannot be {}", leaf::found(other));
            let help = "a list of values, { values = [...] }, or { from = ..., to = ... }".to_owned();
            reader.problem(value.span(), message, "not a factor", help);
            return None;
        }
    };
    let role = role.unwrap_or(usual_role(parameter));
    let factors = vec![Factor { key: name, role }];
    Some(Entry {
        factors,
        place: reader.place(key),
        spread: Spread::Axis(axis?),
        scenarios: Vec::new(),
        again,
        named: true,
    })
}

/// Why a parameter cannot be a factor.
pub(super) fn refused(parameter: &Parameter) -> Option<&'static str> {
    match (parameter.scope, parameter.name) {
        (Scope::Run, "seed") => Some("write `seed = ...` at the top; replicates differ by chance"),
        (Scope::Run, "replicates") => Some("write `replicates = ...` at the top"),
        (Scope::Run, "city_seed") => Some("replicates have cities of their own; [set] can fix one for all runs"),
        _ => None,
    }
}

fn spread(
    reader: &mut Reader<'_>,
    parameter: &Parameter,
    key: Span,
    table: &DeTable<'_>,
    again: &mut Vec<(Value, Place)>,
) -> (Option<Axis>, Option<Role>) {
    let place = format!("the factor `{}`", parameter.key());
    let role = role(reader, table);
    let axis = match table.get("values").map(|value| (value.span(), value.get_ref())) {
        Some((span, DeValue::Array(list))) => {
            reader.known(&place, table, &["values", "role"]);
            list_of(reader, parameter, span, list.iter(), again)
        }
        Some((span, other)) => {
            let message = format!("`values` is a list: it cannot be {}", leaf::found(other));
            reader.problem(span, message, "not a list", String::new());
            None
        }
        None => {
            reader.known(&place, table, &["from", "to", "steps", "step", "scale", "values", "role"]);
            interval(reader, parameter, key, table).map(Axis::Interval)
        }
    };
    (axis, role)
}

/// A list of values, and those that are there before.
fn list_of<'t, 'i: 't>(
    reader: &mut Reader<'_>,
    parameter: &Parameter,
    span: Span,
    list: impl Iterator<Item = &'t Node<'i>>,
    again: &mut Vec<(Value, Place)>,
) -> Option<Axis> {
    let key = parameter.key();
    let mut values: Vec<Value> = Vec::new();
    let mut whole = true;
    for item in list {
        let Some(Setting { value, place }) = reader.value(&key, &parameter.range, item) else {
            whole = false;
            continue;
        };
        if values.contains(&value) {
            again.push((value.clone(), place));
        }
        values.push(value);
    }
    if whole && values.is_empty() {
        reader.lacks(span, &format!("the factor `{key}`"), "at least one value", "");
        return None;
    }
    whole.then_some(Axis::Values(values))
}

fn interval(reader: &mut Reader<'_>, parameter: &Parameter, span: Span, table: &DeTable<'_>) -> Option<Interval> {
    let key = parameter.key();
    let whole = match parameter.range {
        Range::Whole { .. } => true,
        Range::Real { .. } => false,
        Range::Names(_) | Range::Flag => {
            let help = format!("it is {}", parameter.range);
            reader.lacks(span, &format!("the factor `{key}`"), "`values`", &help);
            return None;
        }
    };
    for end in ["from", "to"] {
        if !table.contains_key(end) {
            let help = "or give it `values`";
            reader.lacks(span.clone(), &format!("the factor `{key}`"), &format!("`{end}`"), help);
        }
    }
    let from = end(reader, parameter, table, "from");
    let to = end(reader, parameter, table, "to");
    let steps = reader.at(table, "steps", &STEPS).and_then(|steps| steps.value.as_integer());
    // Steps that are refused are told there, and not missing besides.
    let refused = steps.is_none() && table.contains_key("steps");
    let step = reader.real(table, "step", &STEP);
    let scale = reader.choice(table, "scale", Scale::NAMES).map_or(Scale::Linear, |position| Scale::ALL[position]);
    let (from, to) = (from?, to?);
    let steps = match step {
        Some(step) => by_step(reader, &key, (&from, &to), &step, (table, whole, scale))?,
        None => steps.unwrap_or(0) as u32,
    };
    let interval = Interval { from: from.value, to: to.value, whole, scale, steps };
    (sound(reader, &key, &from, &to, &interval) && !refused).then_some(interval)
}

/// The number of levels that lie a step apart, both ends among them.
fn by_step(
    reader: &mut Reader<'_>,
    key: &str,
    (from, to): (&Setting<f64>, &Setting<f64>),
    step: &Setting<f64>,
    (table, whole, scale): (&DeTable<'_>, bool, Scale),
) -> Option<u32> {
    let parts = (to.value - from.value) / step.value;
    let (wrong, help) = if table.contains_key("steps") {
        (format!("`{key}` has `step` and `steps`"), "take one of them away: `steps` is the number of levels")
    } else if scale == Scale::Log {
        (format!("`{key}` has a `step` on a log scale"), "give it `steps`, the number of levels")
    } else if whole && step.value.fract() != 0.0 {
        (format!("`{key}` is a whole number, and {} is none", step.value), "take a whole `step`")
    } else if from.value < to.value && ((parts - parts.round()).abs() > 1e-6 || parts >= 1e6) {
        (format!("steps of {} from {} do not end at {}", step.value, from.value, to.value), "both ends are levels")
    } else {
        return Some(parts.round().max(0.0) as u32 + 1);
    };
    reader.problem(step.place.span.clone(), wrong, "", help.to_owned());
    None
}

/// One end, which must be in the range of the parameter.
fn end(reader: &mut Reader<'_>, parameter: &Parameter, table: &DeTable<'_>, end: &str) -> Option<Setting<f64>> {
    let Setting { value, place } = reader.value(&parameter.key(), &parameter.range, table.get(end)?)?;
    Some(Setting { value: number(&value)?, place })
}

/// Whether the ends and the number of steps fit together.
fn sound(reader: &mut Reader<'_>, key: &str, from: &Setting<f64>, to: &Setting<f64>, interval: &Interval) -> bool {
    let (wrong, label, span) = if from.value >= to.value {
        (format!("`{key}` goes from {} to {}", from.value, to.value), "must be above `from`", &to.place.span)
    } else if interval.scale == Scale::Log && from.value <= 0.0 {
        (format!("`{key}` cannot go from {} on a log scale", from.value), "must be above 0", &from.place.span)
    } else if interval.whole && f64::from(interval.steps) > to.value - from.value + 1.0 {
        let message =
            format!("there are fewer than {} whole numbers from {} to {}", interval.steps, from.value, to.value);
        (message, "take fewer `steps`", &to.place.span)
    } else {
        return true;
    };
    reader.problem(span.clone(), wrong, label, String::new());
    false
}
