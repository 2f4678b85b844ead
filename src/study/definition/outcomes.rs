//! What an experiment file says of outcomes, and of when a run is ended.

use toml::de::{DeTable, DeValue};

use crate::calendar::YEAR;
use crate::error::{Place, Span};
use crate::observe::{COLUMNS, Column, Group, column};
use crate::parameters::Range;
use crate::reading::{Node, Reader, leaf, nearest, shown};
use crate::study::design::Stop;
use crate::study::outcome::{Condition, Outcome, Reduction};

/// An outcome with its place.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) outcome: Outcome,
    pub(super) place: Place,
}

pub(super) const KEYS: [&str; 7] = ["column", "group", "reduce", "rounds", "above", "below", "name"];
pub(super) const REDUCTIONS: &[&str] = &["mean_of_last", "final", "min", "max", "area", "first_round"];
/// Letters of an outcome's name at most.
const LONGEST_NAME: usize = 64;
const ROUNDS: Range = Range::Whole { min: 1, max: 100_000 };
const ANY: Range = Range::Real { min: -1e12, max: 1e12 };

/// Names that the tables of runs have for something else.
const TAKEN: [&str; 10] =
    ["run", "point", "replicate", "seed", "city_seed", "status", "stage", "message", "outcome", "replicates"];

/// The outcomes of those who name none: the mean over the last 52 rounds of six columns, for the city.
pub(super) fn usual(place: &Place) -> Vec<Named> {
    let named = |column| Named { outcome: Outcome::mean_of_last(column, YEAR), place: place.clone() };
    crate::observe::primary().into_iter().map(named).collect()
}

/// Reads the list of outcomes.
pub(super) fn outcomes(reader: &mut Reader<'_>, value: &Node<'_>) -> Vec<Named> {
    let DeValue::Array(list) = value.get_ref() else {
        let message = format!("`outcomes` is a list: it cannot be {}", leaf::found(value.get_ref()));
        reader.problem(value.span(), message, "not a list", "for example [\"trust_government\"]".to_owned());
        return Vec::new();
    };
    if list.is_empty() {
        reader.lacks(value.span(), "the list of outcomes", "at least one", "");
    }
    let mut named: Vec<Named> = Vec::new();
    for item in list.iter() {
        let place = reader.place(item.span());
        if let Some(outcome) = outcome(reader, item)
            && unused(reader, &outcome.name, item.span(), &named)
        {
            named.push(Named { outcome, place });
        }
    }
    named
}

/// Whether no other outcome has the name; else a problem.
fn unused(reader: &mut Reader<'_>, name: &str, span: Span, named: &[Named]) -> bool {
    let used = named.iter().any(|other| other.outcome.name == name);
    if used {
        let help = "give one of them a `name` of its own".to_owned();
        reader.problem(span, format!("two outcomes are called `{name}`"), "the second", help);
    }
    !used
}

fn outcome(reader: &mut Reader<'_>, value: &Node<'_>) -> Option<Outcome> {
    let span = value.span();
    let DeValue::Table(table) = value.get_ref() else {
        return Some(Outcome::mean_of_last(result_column(reader, "column", value)?, YEAR));
    };
    reader.known("an outcome", table, &KEYS);
    let column = match table.get("column") {
        Some(value) => result_column(reader, "column", value),
        None => {
            reader.lacks(span.clone(), "an outcome", "a `column`", "");
            None
        }
    };
    let group = group(reader, table);
    let reduction = reduction(reader, span.clone(), table);
    let own_name = table.get("name").map(|value| own_name(reader, value));
    let (column, group, reduction) = (column?, group?, reduction?);
    has_a_value(reader, span.clone(), column, group)?;
    if let Reduction::FirstRound(condition) = reduction {
        can_hold(reader, span, column, condition)?;
    }
    let name = match own_name {
        Some(name) => name?,
        None => Outcome::usual_name(column, group, &reduction),
    };
    Some(Outcome { name, column, group, reduction })
}

fn own_name(reader: &mut Reader<'_>, value: &Node<'_>) -> Option<String> {
    let name = reader.text("name", value)?.value;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let why = if !name.chars().all(plain) {
        "it is a column of tables: the letters a to z, digits and `_` can be used"
    } else if name.len() > LONGEST_NAME {
        "it is longer than 64 letters"
    } else if name.is_empty() {
        "it is empty"
    } else {
        ""
    };
    if !why.is_empty() {
        let message = format!("\"{}\" cannot name an outcome", shown(&name));
        reader.problem(value.span(), message, "", why.to_owned());
    } else if TAKEN.contains(&name.as_str()) {
        let message = format!("`{name}` is another column of the tables of runs");
        reader.problem(value.span(), message, "taken", "choose another name".to_owned());
    } else {
        return Some(name);
    }
    None
}

/// The group that a table names: the city, if it names none.
pub(in crate::study) fn group(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Option<Group> {
    let Some(value) = table.get("group") else { return Some(Group::City) };
    let name = reader.text("group", value)?.value;
    let group = Group::parse(&name).filter(|group| *group != Group::District(0));
    if group.is_none() {
        let message = format!("there is no group `{}`", shown(&name));
        let help = "city, ses_low, ses_middle, ses_high, or district_1 and so on".to_owned();
        reader.problem(value.span(), message, "no such group", help);
    }
    group
}

fn reduction(reader: &mut Reader<'_>, span: Span, table: &DeTable<'_>) -> Option<Reduction> {
    let position = if table.contains_key("reduce") { reader.choice(table, "reduce", REDUCTIONS)? } else { 0 };
    let word = REDUCTIONS[position];
    let foreign: &[&str] = match word {
        "mean_of_last" => &["above", "below"],
        "first_round" => &["rounds"],
        _ => &["rounds", "above", "below"],
    };
    for key in foreign {
        if let Some(value) = table.get(*key) {
            reader.problem(value.span(), format!("`{key}` says nothing about `{word}`"), "take it away", String::new());
        }
    }
    Some(match word {
        "mean_of_last" => match table.get("rounds") {
            Some(value) => Reduction::MeanOfLast(reader.whole("rounds", &ROUNDS, value)?.value),
            None => Reduction::MeanOfLast(YEAR),
        },
        "final" => Reduction::Final,
        "min" => Reduction::Min,
        "max" => Reduction::Max,
        "area" => Reduction::Area,
        _ => Reduction::FirstRound(condition(reader, span, table, "the first round")?),
    })
}

/// The bound of a table: either `above` or `below`.
fn condition(reader: &mut Reader<'_>, span: Span, table: &DeTable<'_>, what: &str) -> Option<Condition> {
    let above = reader.real(table, "above", &ANY);
    let below = reader.real(table, "below", &ANY);
    match (table.contains_key("above"), table.contains_key("below")) {
        (true, false) => Some(Condition::Above(above?.value)),
        (false, true) => Some(Condition::Below(below?.value)),
        (both, _) => {
            let key = if both { "either `above` or `below`, not both" } else { "a bound, `above` or `below`" };
            reader.lacks(span, what, key, "");
            None
        }
    }
}

/// Nothing, and a problem, where a group can never have a value of a column.
fn has_a_value(reader: &mut Reader<'_>, span: Span, column: usize, group: Group) -> Option<()> {
    let name = COLUMNS[column].name;
    if COLUMNS[column].has(group) {
        return Some(());
    }
    let message =
        format!("`{name}` has no value for {group}: offices and organisations belong to no third of residents");
    reader.problem(span, message, "never a value", "take `city`, or a district as in `district_1`".to_owned());
    None
}

/// Nothing, and a problem, where no value of a column can pass a bound.
fn can_hold(reader: &mut Reader<'_>, span: Span, column: usize, condition: Condition) -> Option<()> {
    let Column { name, unit, .. } = COLUMNS[column];
    let (least, most) = COLUMNS[column].bounds();
    let (never, word, bound) = match condition {
        Condition::Above(bound) => (bound >= most, "above", bound),
        Condition::Below(bound) => (bound <= least, "below", bound),
    };
    if !never {
        return Some(());
    }
    let upper = if most.is_finite() { format!(" to {most}") } else { " upwards".to_owned() };
    let help = format!("its values ({unit}) go from {least}{upper}");
    reader.problem(span, format!("`{name}` is never {word} {bound}"), "never true", help);
    None
}

/// Reads `[stop]`.
pub(super) fn stop(reader: &mut Reader<'_>, span: Span, value: &Node<'_>) -> Option<Stop> {
    let table = reader.table("stop", value)?;
    reader.known("[stop]", table, &["column", "above", "below", "rounds"]);
    let column = match table.get("column") {
        Some(value) => result_column(reader, "column", value),
        None => {
            reader.lacks(span.clone(), "[stop]", "a `column`", "");
            None
        }
    };
    let condition = condition(reader, span.clone(), table, "[stop]");
    let rounds = match table.get("rounds") {
        Some(value) => reader.whole("rounds", &ROUNDS, value)?.value,
        None => 1,
    };
    let (column, condition) = (column?, condition?);
    can_hold(reader, span, column, condition)?;
    Some(Stop { column, condition, rounds })
}

/// The position of a column of the results, or a problem.
pub(in crate::study) fn result_column(reader: &mut Reader<'_>, word: &str, value: &Node<'_>) -> Option<usize> {
    let name = reader.text(word, value)?.value;
    let found = column(&name);
    if found.is_none() {
        let help = match nearest(&name, COLUMNS.iter().map(|column| column.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "docs/results.md lists the columns of results".to_owned(),
        };
        let message = format!("there is no column `{}`", shown(&name));
        reader.problem(value.span(), message, "no such column", help);
    }
    found
}
