//! What a claim file says, key by key.

use toml::de::{DeTable, DeValue};

use super::shipped::SHIPPED;
use crate::error::{Place, Problem, Sort, Source, Span};
use crate::observe::{COLUMNS, Group};
use crate::parameters::Range;
use crate::reading::{Key, Kind, Node, Reader, Setting, Shipped, entries, leaf, shown, suggest, walk};
use crate::scenario::keys::{Allowed, Settings};
use crate::scenario::layer::Layer;
use crate::study::definition::{group, names_of_keys, result_column};

/// A claim, among texts.
pub(super) const CLAIM: Kind = Kind {
    what: "a claim file",
    sort: Some(Sort::Claim),
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped {
        noun: "claim",
        texts: SHIPPED,
        others: &[
            (Sort::Scenario, crate::scenario::shipped::NAMES),
            (Sort::Experiment, crate::scenario::shipped::EXPERIMENTS),
        ],
    },
};

crate::names! {
    /// Where a difference must lie.
    pub enum Sign {
        /// Above zero, by the margin at least.
        Up = "up" "上升",
        /// Below zero, by the margin at least.
        Down = "down" "下降",
        /// No further below zero than the margin.
        NotDown = "not down" "不下降",
        /// No further above zero than the margin.
        NotUp = "not up" "不上升",
        /// No further from zero than the margin.
        Same = "same" "不变",
    }
}

/// What must come out of a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// Position of the column.
    pub column: usize,
    /// Of whom.
    pub group: Group,
    /// Where the difference must lie.
    pub sign: Sign,
    /// How far from zero, in the unit of the column.
    pub margin: f64,
}

impl Sign {
    /// Whether a difference lies there.
    pub fn holds(self, difference: f64, margin: f64) -> bool {
        match self {
            Sign::Up => difference > margin,
            Sign::Down => difference < -margin,
            Sign::NotDown => difference >= -margin,
            Sign::NotUp => difference <= margin,
            Sign::Same => difference.abs() <= margin,
        }
    }
}

impl Condition {
    /// The column, with its group where that is not the city.
    pub fn name(&self) -> String {
        match self.group {
            Group::City => COLUMNS[self.column].name.to_owned(),
            group => format!("{}:{group}", COLUMNS[self.column].name),
        }
    }

    /// The district that it is about, if it is about one.
    pub(super) fn district(&self) -> Option<u32> {
        if let Group::District(district) = self.group { Some(district) } else { None }
    }

    /// In words: `security up`, `trust_government not down by more than 0.005`.
    pub fn text(&self) -> String {
        let (name, sign, margin) = (self.name(), self.sign.name(), self.margin);
        match self.sign {
            _ if margin == 0.0 => format!("{name} {sign}"),
            Sign::Up | Sign::Down => format!("{name} {sign} by more than {margin}"),
            Sign::NotDown | Sign::NotUp => format!("{name} {sign} by more than {margin}"),
            Sign::Same => format!("{name} {sign} within {margin}"),
        }
    }
}

/// A file as it is written.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) source: Source,
    pub(super) claim: String,
    pub(super) base: Setting<String>,
    pub(super) change: Layer,
    pub(super) set: Layer,
    /// Each with its place.
    pub(super) conditions: Vec<(Condition, Place)>,
    pub(super) worlds: u32,
    pub(super) replicates: u32,
    pub(super) uncertain: Vec<String>,
    pub(super) except: Vec<String>,
    pub(super) seed: u64,
}

pub(super) const TOP: [&str; 10] =
    ["claim", "base", "change", "holds", "set", "worlds", "replicates", "uncertain", "except", "seed"];
pub(super) const CONDITION: [&str; 4] = ["outcome", "group", "sign", "margin"];

const WORLDS: Range = Range::Whole { min: 16, max: 65_536 };
const REPLICATES: Range = Range::Whole { min: 2, max: 10_000 };
const SEED: Range = Range::Whole { min: 0, max: i64::MAX as u64 };
const MARGIN: Range = Range::Real { min: 0.0, max: 1e12 };

/// Worlds and pairs of runs where nothing is said.
const USUAL_WORLDS: u32 = 1000;
const USUAL_REPLICATES: u32 = 2;

/// Reads a text, with everything that is wrong in it, and whether it is TOML at all.
pub(super) fn read(source: &Source) -> (File, bool, Vec<Problem>) {
    walk(source, |reader, table| {
        let mut file = File {
            source: reader.source.clone(),
            claim: String::new(),
            base: Setting { value: String::new(), place: reader.place(0..0) },
            change: Layer::empty(reader.source.clone()),
            set: Layer::empty(reader.source.clone()),
            conditions: Vec::new(),
            worlds: USUAL_WORLDS,
            replicates: USUAL_REPLICATES,
            uncertain: vec!["world".to_owned()],
            except: Vec::new(),
            seed: 1,
        };
        entries(table).into_iter().for_each(|(key, value)| entry(reader, key, value, &mut file));
        let needed = [
            ("claim", "a `claim`", "the claim in a sentence"),
            ("base", "a `base`", "a scenario's file, relative to this one, or a shipped scenario's name"),
            ("change", "a [change]", "what is claimed about, for example change.budget.law = 0.08"),
            ("holds", "`holds`", "for example [{ outcome = \"security\", sign = \"up\" }]"),
        ];
        needed.iter().filter(|(key, ..)| !table.contains_key(*key)).for_each(|(_, what, help)| {
            reader.lacks(0..0, "a claim", what, help);
        });
        file
    })
}

fn entry(reader: &mut Reader<'_>, key: &Key<'_>, value: &Node<'_>, file: &mut File) {
    match key.get_ref().as_ref() {
        "claim" => file.claim = reader.text("claim", value).map_or(String::new(), |text| text.value),
        "base" => file.base = reader.text("base", value).unwrap_or(file.base.clone()),
        "change" => file.change.settings = keys(reader, "change", value),
        "set" => file.set.settings = keys(reader, "set", value),
        "holds" => file.conditions = conditions(reader, value),
        "worlds" => file.worlds = reader.whole("worlds", &WORLDS, value).map_or(USUAL_WORLDS, |found| found.value),
        "replicates" => {
            file.replicates =
                reader.whole("replicates", &REPLICATES, value).map_or(USUAL_REPLICATES, |found| found.value);
        }
        "uncertain" => file.uncertain = names_of_keys(reader, "uncertain", value),
        "except" => file.except = names_of_keys(reader, "except", value),
        "seed" => {
            let seed = reader.value("seed", &SEED, value).and_then(|seed| seed.value.as_integer());
            file.seed = seed.map_or(1, |seed| seed as u64);
        }
        word => {
            let message = format!("unknown section or key `{}`", shown(word));
            reader.problem(key.span(), message, "unknown", suggest(word, &TOP));
        }
    }
}

/// Keys of a scenario, but for how many runs there are: those have a place at the top.
fn keys(reader: &mut Reader<'_>, word: &str, value: &Node<'_>) -> Settings {
    let mut found = Settings::default();
    let Some(table) = reader.table(word, value) else { return found };
    for (key, value) in entries(table) {
        reader.node(key.get_ref(), key.span(), value, Allowed::All, &mut found);
    }
    let refused: &[&str] = if word == "change" { &["run."] } else { &["run.replicates", "run.seed"] };
    for (key, setting) in &found.values {
        if refused.iter().any(|start| key.starts_with(start)) {
            let message = format!("`{key}` cannot be set here");
            let help = "`replicates` and `seed` stand at the top; a claim is not about the run".to_owned();
            reader.problem(setting.place.span.clone(), message, "", help);
        }
    }
    if word == "change" && found.values.is_empty() && found.refused.is_empty() {
        reader.lacks(value.span(), "a change", "at least one key", "for example change.budget.law = 0.08");
    }
    found
}

fn conditions(reader: &mut Reader<'_>, value: &Node<'_>) -> Vec<(Condition, Place)> {
    let DeValue::Array(list) = value.get_ref() else {
        let message = format!("`holds` is a list: it cannot be {}", leaf::found(value.get_ref()));
        let help = "for example [{ outcome = \"security\", sign = \"up\" }]".to_owned();
        reader.problem(value.span(), message, "not a list", help);
        return Vec::new();
    };
    if list.is_empty() {
        reader.lacks(value.span(), "`holds`", "at least one condition", "");
    }
    list.iter().filter_map(|item| Some((condition(reader, item)?, reader.place(item.span())))).collect()
}

fn condition(reader: &mut Reader<'_>, value: &Node<'_>) -> Option<Condition> {
    let span = value.span();
    let table = reader.table("a condition", value)?;
    reader.known("a condition", table, &CONDITION);
    for word in ["outcome", "sign"].into_iter().filter(|word| !table.contains_key(*word)) {
        reader.lacks(span.clone(), "a condition", &format!("`{word}`"), "");
    }
    let column = table.get("outcome").and_then(|value| result_column(reader, "outcome", value));
    let group = group(reader, table);
    let sign = reader.choice(table, "sign", Sign::NAMES).map(|position| Sign::ALL[position]);
    let margin = margin(reader, table, span.clone(), sign);
    let (column, group, sign) = (column?, group?, sign?);
    if !COLUMNS[column].has(group) {
        let message = format!("`{}` has no value for {group}", COLUMNS[column].name);
        reader.problem(span, message, "never a value", "take `city`".to_owned());
        return None;
    }
    Some(Condition { column, group, sign, margin: margin? })
}

/// The margin; `same` needs one.
fn margin(reader: &mut Reader<'_>, table: &DeTable<'_>, span: Span, sign: Option<Sign>) -> Option<f64> {
    if !table.contains_key("margin") {
        if sign == Some(Sign::Same) {
            reader.lacks(span, "a condition with `same`", "a `margin`", "how far from zero is still the same");
        }
        return Some(0.0);
    }
    reader.real(table, "margin", &MARGIN).map(|margin| margin.value)
}
