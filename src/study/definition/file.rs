//! What an experiment file says, key by key; whether it fits together is seen afterwards.

use toml::de::DeTable;

use super::bases::SCENARIO;
use super::factors::{self, Entry};
use super::method::{Method, USUAL_LEVELS};
use super::outcomes::{self, Named};
use super::units::{self, Groups};
use crate::error::{Place, Problem, Source, Span};
use crate::parameters::{Range, Scope};
use crate::reading::{Key, Node, Reader, Setting, entries, shown, suggest, walk};
use crate::scenario::keys::{Allowed, Settings};
use crate::scenario::layer::Layer;
use crate::scenario::registry::registry;
use crate::study::design::{DesignKind, MOST_SOBOL_POINTS, Stop};

/// A file as it is written.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) description: String,
    pub(super) base: Option<Setting<String>>,
    pub(super) replicates: u32,
    pub(super) common_seeds: bool,
    pub(super) timeout: Option<f64>,
    pub(super) keep_rounds: bool,
    pub(super) outcomes: Vec<Named>,
    pub(super) stop: Option<Stop>,
    /// What it sets over the base for all points: `[set]`, and `seed`, `rounds`, `warm_up`.
    pub(super) set: Layer,
    pub(super) design: Option<Design>,
    pub(super) factors: Vec<Entry>,
    /// Whether nothing of `[factors]` was refused.
    pub(super) has_all_factors: bool,
}

/// What `[design]` says.
#[derive(Clone, Debug)]
pub(super) struct Design {
    pub(super) kind: DesignKind,
    pub(super) place: Place,
    /// Points; base points, or trajectories, of a sensitivity design.
    pub(super) points: Option<Setting<u32>>,
    pub(super) seed: u64,
    pub(super) table: Option<Setting<String>>,
    /// Levels of elementary effects.
    pub(super) levels: u32,
    pub(super) second_order: bool,
    pub(super) groups: Groups,
}

impl File {
    /// The scenarios that are levels of a factor, as the file names them.
    pub(super) fn scenarios(&self) -> impl Iterator<Item = &Setting<String>> {
        self.factors.iter().flat_map(|entry| &entry.scenarios)
    }
}

pub(super) const TOP: [&str; 14] = [
    "description",
    "base",
    "replicates",
    "seed",
    "rounds",
    "warm_up",
    "common_seeds",
    "timeout",
    "keep_rounds",
    "outcomes",
    "set",
    "design",
    "factors",
    "stop",
];

const DESIGN: [&str; 8] = ["kind", "points", "seed", "table", "trajectories", "levels", "second_order", "groups"];

/// What a design cannot be without, if it has it at all.
const NEEDED: [&str; 3] = ["points", "table", "trajectories"];

/// Keys at the top that stand for keys of the run.
const OF_RUN: [&str; 3] = ["seed", "rounds", "warm_up"];

/// Points of the largest design.
pub(in crate::study) const MOST_POINTS: u64 = 1_000_000;

const REPLICATES: Range = Range::Whole { min: 1, max: 1_000_000 };
const POINTS: Range = Range::Whole { min: 1, max: MOST_POINTS };
const SOBOL_POINTS: Range = Range::Whole { min: 1, max: MOST_SOBOL_POINTS as u64 };
const SEED: Range = Range::Whole { min: 0, max: i64::MAX as u64 };
const LEVELS: Range = Range::Whole { min: 2, max: 100 };
const TRAJECTORIES: Range = Range::Whole { min: 4, max: 100_000 };
const SECONDS: Range = Range::Real { min: 0.001, max: 1e9 };

/// Runs of a point where the file does not say.
const USUAL_REPLICATES: u32 = 30;

/// Reads a text, with everything that is wrong in it, and whether it is TOML at all; a method takes the place of its design.
pub(super) fn read(source: &Source, method: &Method) -> (File, bool, Vec<Problem>) {
    walk(source, |reader, table| {
        let mut file = file(reader, table);
        let start = reader.place(0..0);
        file.design = method.over(file.design.take(), start);
        complete(reader, table, &file, method);
        file
    })
}

fn file(reader: &mut Reader<'_>, table: &DeTable<'_>) -> File {
    let start = reader.place(0..0);
    let mut file = File {
        description: String::new(),
        base: None,
        replicates: USUAL_REPLICATES,
        common_seeds: true,
        timeout: None,
        keep_rounds: false,
        outcomes: outcomes::usual(&start),
        stop: None,
        set: Layer::empty(reader.source.clone()),
        design: None,
        factors: Vec::new(),
        has_all_factors: true,
    };
    // Replicates differ by chance alone; those of the base are not asked for.
    file.set.settings.values.insert("run.replicates".to_owned(), Setting { value: 1.into(), place: start });
    for (key, value) in entries(table) {
        entry(reader, key, value, &mut file);
    }
    // What is set for all points is none of `all` that vary.
    let set = &file.set.settings.values;
    file.factors.retain(|entry| entry.named || !set.contains_key(entry.name()));
    file
}

fn entry(reader: &mut Reader<'_>, key: &Key<'_>, value: &Node<'_>, file: &mut File) {
    match key.get_ref().as_ref() {
        "description" => file.description = reader.text("description", value).map_or(String::new(), |text| text.value),
        "base" => file.base = reader.text("base", value),
        "replicates" => {
            file.replicates = reader.whole("replicates", &REPLICATES, value).map_or(1, |replicates| replicates.value);
        }
        "common_seeds" => file.common_seeds = flag(reader, "common_seeds", value).unwrap_or(true),
        "keep_rounds" => file.keep_rounds = flag(reader, "keep_rounds", value).unwrap_or(false),
        "timeout" => {
            file.timeout = reader.value("timeout", &SECONDS, value).and_then(|timeout| timeout.value.as_float());
        }
        "outcomes" => file.outcomes = outcomes::outcomes(reader, value),
        "set" => set(reader, value, &mut file.set),
        "design" => file.design = design(reader, key.span(), value),
        "factors" => {
            let before = reader.problems.len();
            file.factors = factors::factors(reader, value);
            file.has_all_factors = reader.problems.len() == before;
        }
        "stop" => file.stop = outcomes::stop(reader, key.span(), value),
        word if OF_RUN.contains(&word) => of_run(reader, word, value, &mut file.set),
        word => unknown(reader, word, key.span()),
    }
}

fn unknown(reader: &mut Reader<'_>, word: &str, key: Span) {
    let section = word.split('.').next().unwrap_or(word);
    let help = if registry().is_section(section) {
        "keys of the scenario stand in [set], or in [factors]".to_owned()
    } else {
        suggest(word, &TOP)
    };
    reader.problem(key, format!("unknown section or key `{}`", shown(word)), "unknown", help);
}

fn flag(reader: &mut Reader<'_>, word: &str, value: &Node<'_>) -> Option<bool> {
    reader.value(word, &Range::Flag, value)?.value.as_bool()
}

/// A key at the top that sets one of the run.
fn of_run(reader: &mut Reader<'_>, word: &str, value: &Node<'_>, set: &mut Layer) {
    let key = format!("run.{word}");
    let Some(parameter) = registry().get(&key) else { return };
    match reader.value(word, &parameter.range, value) {
        Some(value) => {
            set.settings.values.insert(key, value);
        }
        None => {
            set.settings.refused.insert(key);
        }
    }
}

/// Reads `[set]`: any keys but those of the run that have a place at the top.
fn set(reader: &mut Reader<'_>, value: &Node<'_>, out: &mut Layer) {
    let Some(table) = reader.table("set", value) else { return };
    let mut layer = Layer::empty(out.source.clone());
    for (key, value) in entries(table) {
        let mut found = Settings::default();
        reader.node(key.get_ref(), key.span(), value, Allowed::All, &mut found);
        join(reader, found, &mut layer.settings);
    }
    for (key, setting) in layer.settings.values {
        let scope = registry().get(&key).map(|parameter| parameter.scope);
        if scope == Some(Scope::Run) && key != "run.city_seed" {
            let name = key.trim_start_matches("run.");
            let message = format!("`{key}` cannot be set here");
            reader.problem(setting.place.span, message, "", format!("write `{name} = ...` at the top"));
        } else {
            out.settings.values.insert(key, setting);
        }
    }
    out.settings.refused.extend(layer.settings.refused);
}

/// Adds settings to others; what is there already was written in another way before, or after.
fn join(reader: &mut Reader<'_>, found: Settings, settings: &mut Settings) {
    for (key, setting) in found.values {
        if let Some(earlier) = settings.values.get(&key) {
            let (one, two) = (earlier.place.span.clone(), setting.place.span.clone());
            let (first, second) = if one.start < two.start { (one, two) } else { (two, one) };
            let problem = reader.place(second).problem(format!("`{key}` is set twice")).label("the second");
            reader.problems.push(Problem { related: vec![first], ..problem.help("take one of them away") });
        }
        settings.values.insert(key, setting);
    }
    settings.refused.extend(found.refused);
}

fn design(reader: &mut Reader<'_>, span: Span, value: &Node<'_>) -> Option<Design> {
    let table = reader.table("design", value)?;
    reader.known("[design]", table, &DESIGN);
    if !table.contains_key("kind") {
        let help = format!("one of {}", DesignKind::NAMES.join(", "));
        reader.lacks(span.clone(), "[design]", "a `kind`", &help);
    }
    let kind = reader.choice(table, "kind", DesignKind::NAMES).map(|position| DesignKind::ALL[position]);
    let range =
        if kind == Some(DesignKind::Sobol) || kind == Some(DesignKind::Saltelli) { &SOBOL_POINTS } else { &POINTS };
    let points = table.get("points").and_then(|value| reader.whole("points", range, value));
    let trajectories = table.get("trajectories").and_then(|value| reader.whole("trajectories", &TRAJECTORIES, value));
    let levels = levels(reader, table);
    let second_order = table.get("second_order").and_then(|value| flag(reader, "second_order", value));
    let groups = units::read(reader, table);
    let seed = reader.at(table, "seed", &SEED).and_then(|seed| seed.value.as_integer());
    let path = table.get("table").and_then(|value| reader.text("table", value));
    let kind = kind?;
    fitting(reader, span.clone(), kind, table);
    let (seed, place) = (seed.map_or(1, |seed| seed as u64), reader.place(span));
    let second_order = second_order.unwrap_or(false);
    Some(Design { kind, place, points: points.or(trajectories), seed, table: path, levels, second_order, groups })
}

/// The levels of elementary effects: an even number, so that each step goes over half of them.
fn levels(reader: &mut Reader<'_>, table: &DeTable<'_>) -> u32 {
    let Some(levels) = table.get("levels").and_then(|value| reader.whole("levels", &LEVELS, value)) else {
        return USUAL_LEVELS;
    };
    if levels.value % 2 == 1 {
        let message = format!("`levels` is an even number, and {} is none", levels.value);
        reader.problem(levels.place.span.clone(), message, "odd", "4 is usual".to_owned());
    }
    levels.value
}

/// Reports keys that a kind of design needs, and those that say nothing about it.
fn fitting(reader: &mut Reader<'_>, span: Span, kind: DesignKind, table: &DeTable<'_>) {
    let of_kind = |key: &str| match key {
        "table" => kind == DesignKind::Table,
        "points" => kind.is_drawn() && kind != DesignKind::Morris,
        "trajectories" | "levels" => kind == DesignKind::Morris,
        "second_order" => kind == DesignKind::Saltelli,
        "groups" => kind.is_sensitivity(),
        _ => kind.is_drawn(),
    };
    for key in &DESIGN[1..] {
        match table.get_key_value(*key) {
            Some((written, _)) if !of_kind(key) => {
                let message = format!("`{key}` says nothing about a {} design", kind.name());
                reader.problem(written.span(), message, "take it away", String::new());
            }
            None if of_kind(key) && NEEDED.contains(key) => {
                reader.lacks(span.clone(), &format!("a {} design", kind.name()), &format!("`{key}`"), "");
            }
            _ => (),
        }
    }
}

/// Whether scenarios are levels of a factor, or are meant to be.
fn has_scenarios(table: &DeTable<'_>) -> bool {
    let factors = table.get("factors").and_then(|factors| factors.get_ref().as_table());
    factors.is_some_and(|factors| factors.contains_key(SCENARIO))
}

/// Reports what a file must have and has not, and factors that are set, too.
fn complete(reader: &mut Reader<'_>, table: &DeTable<'_>, file: &File, method: &Method) {
    let needed = [
        ("base", "a `base`", "a scenario's file, relative to this one, or a shipped scenario's name"),
        ("design", "a [design]", "for example kind = \"factorial\""),
    ];
    let scenarios = file.scenarios().next();
    if let (Some(base), Some(_)) = (&file.base, scenarios) {
        let message = "there is a base, and a factor `scenario`".to_owned();
        reader.problem(base.place.span.clone(), message, "", "take the base away: each level is one".to_owned());
    }
    for (key, what, help) in needed {
        let elsewhere = match key {
            "base" => has_scenarios(table),
            _ => method.kind.is_some(),
        };
        if !table.contains_key(key) && !elsewhere {
            reader.lacks(0..0, "an experiment", what, help);
        }
    }
    for (factor, entry) in file.factors.iter().flat_map(|entry| entry.factors.iter().map(move |f| (f, entry))) {
        if let Some(setting) = file.set.settings.values.get(&factor.key) {
            let message = format!("`{}` is a factor, and set for all points too", factor.key);
            let related = vec![setting.place.span.clone()];
            let problem = entry.place.problem(message).label("a factor here").help("take one of them away");
            reader.problems.push(Problem { related, ..problem });
        }
    }
    if let Some(design) = &file.design {
        for_kind(reader, table, design, (file, method));
        for_luck(reader, design, file);
        reader.problems.extend(units::problems(&design.groups, &file.factors, file.has_all_factors));
    }
}

/// Of a sensitivity design every point has the same seeds, several of them: without, luck passes for an effect.
fn for_luck(reader: &mut Reader<'_>, design: &Design, file: &File) {
    if !design.kind.is_sensitivity() {
        return;
    }
    let wrong = if file.replicates < 2 {
        ("at least 2 replicates", "`replicates = 4`, say: with one, luck cannot be told from effects")
    } else if !file.common_seeds {
        ("common seeds", "take `common_seeds` away: an effect is a difference under the same seeds")
    } else {
        return;
    };
    reader.lacks(design.place.span.clone(), &format!("a {} design", design.kind.name()), wrong.0, wrong.1);
}

/// Reports what factors lack, or have too much of, for the kind of design.
fn for_kind(reader: &mut Reader<'_>, table: &DeTable<'_>, design: &Design, (file, method): (&File, &Method)) {
    let factors = table.get_key_value("factors").map(|(key, _)| key.span());
    match (design.kind, factors) {
        (DesignKind::Table, Some(span)) => {
            let help = "its table has a column for each".to_owned();
            reader.problem(span, "a table design has no [factors]".to_owned(), "take them away", help);
        }
        (DesignKind::Table, None) => (),
        (_, None) => reader.lacks(0..0, "an experiment", "[factors]", ""),
        (_, Some(span)) if file.factors.is_empty() && reader.problems.is_empty() => {
            reader.lacks(span, "an experiment", "at least one factor", "");
        }
        (kind, _) => {
            // Levels of another design are no matter where a method takes its place.
            let own = file.factors.iter().filter(|_| method.kind.is_none());
            own.for_each(|entry| steps(reader, kind, entry));
            let each = file.factors.iter().filter(|_| kind != DesignKind::Zip);
            each.for_each(|entry| factors::values_once(reader, entry));
        }
    }
}

/// Steps are for designs of levels, and only for them.
fn steps(reader: &mut Reader<'_>, kind: DesignKind, entry: &Entry) {
    let (span, name) = (entry.place.span.clone(), entry.name());
    match (entry.steps(), kind.is_drawn()) {
        (Some(0), false) => {
            let what = format!("`{name}` in a {} design", kind.name());
            reader.lacks(span, &what, "`steps`", "or a `step` between its levels, or a list of values");
        }
        (Some(1..), true) => {
            let message = format!("`{name}` has levels, but a {} design draws its values", kind.name());
            reader.problem(span, message, "has steps", "take `steps`, or `step`, away".to_owned());
        }
        _ => (),
    }
}
