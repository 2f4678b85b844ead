//! A line of a table of observations: each cell against what it may be.

use super::header::Header;
use super::{Bounds, Observation};
use crate::calendar::Date;
use crate::observe::{COLUMNS, Column, Group, column};
use crate::reading::csv::{Cell, Line, is_missing, with_decimal_comma};
use crate::reading::{Reader, nearest, shown};

/// The observation of a line, or all that is wrong with it.
pub(super) fn read(reader: &mut Reader<'_>, header: &Header, bounds: &Bounds, line: &Line) -> Option<Observation> {
    if line.cells.len() != header.width() {
        let message = format!("{} cells, but the header names {}", line.cells.len(), header.width());
        reader.problem(line.span.clone(), message, "", String::new());
        return None;
    }
    let before = reader.problems.len();
    let cell = |name: &str| header.place(name).map(|place| &line.cells[place]);
    let round = match (cell("round"), cell("date")) {
        (Some(cell), _) => round(reader, cell, bounds.rounds),
        (None, Some(cell)) => of_date(reader, cell, bounds),
        (None, None) => None,
    };
    let column = cell("column").and_then(|cell| named(reader, cell));
    let group = cell("group").map_or(Some(Group::City), |cell| group(reader, cell, bounds, column));
    let value = cell("value").and_then(|cell| number(reader, "value", cell, column));
    let band = cell("low").zip(cell("high")).and_then(|ends| band(reader, ends, column, value));
    if reader.problems.len() > before {
        return None;
    }
    Some(Observation { round: round?, column: column?, group: group?, value: value?, band })
}

/// Tells that a cell must be something else.
fn refuse(reader: &mut Reader<'_>, cell: &Cell, name: &str, allowed: &str, help: String) {
    let found = if is_missing(&cell.text) { "empty".to_owned() } else { shown(&cell.text) };
    let message = format!("`{name}` must be {allowed}, not {found}");
    reader.problem(cell.span.clone(), message, allowed, help);
}

fn round(reader: &mut Reader<'_>, cell: &Cell, rounds: u32) -> Option<u32> {
    let number = cell.text.parse::<f64>().ok().filter(|number| number.fract() == 0.0);
    let round = number.filter(|number| (0.0..f64::from(rounds)).contains(number));
    if round.is_none() {
        let help = number.filter(|number| *number >= 0.0).map_or("", |_| LATE).to_owned();
        refuse(reader, cell, "round", &format!("a whole number from 0 to {}, a round of the run", rounds - 1), help);
    }
    round.map(|round| round as u32)
}

/// What is done about a value of a round that the run does not reach.
const LATE: &str = "leave it out, or raise run.rounds";

fn of_date(reader: &mut Reader<'_>, cell: &Cell, bounds: &Bounds) -> Option<u32> {
    let Some(date) = Date::parse(&cell.text) else {
        refuse(reader, cell, "date", "a day such as 2024-01-31", String::new());
        return None;
    };
    // Where the day of round 0 is not known, the header says so.
    let start = bounds.start?;
    let round = date.round(start);
    if round.is_none_or(|round| round >= bounds.rounds) {
        let end = start.of_round(bounds.rounds).map_or(String::new(), |end| format!(" and before {end}"));
        let allowed = format!("a day from {start} on{end}, within the rounds of the run");
        refuse(reader, cell, "date", &allowed, round.map_or("", |_| LATE).to_owned());
        return None;
    }
    round
}

fn named(reader: &mut Reader<'_>, cell: &Cell) -> Option<usize> {
    let found = column(&cell.text);
    if found.is_none() {
        let near = nearest(&cell.text, COLUMNS.iter().map(|column| column.name));
        let help = near
            .map_or_else(|| "the columns are those of rounds.csv".to_owned(), |near| format!("did you mean `{near}`?"));
        refuse(reader, cell, "column", "a column of the model", help);
    }
    found
}

/// The group of a cell; an empty one is the city.
fn group(reader: &mut Reader<'_>, cell: &Cell, bounds: &Bounds, column: Option<usize>) -> Option<Group> {
    if cell.text.is_empty() {
        return Some(Group::City);
    }
    let found = Group::parse(&cell.text).filter(|group| bounds.groups.contains(group));
    let about = column.map(|column| &COLUMNS[column]);
    match (found, about) {
        (None, _) => {
            refuse(reader, cell, "group", "a group of the city", known(&cell.text, bounds));
        }
        (Some(group), Some(about)) if !about.has(group) => {
            let message = format!("`{}` has no values for {group}", about.name);
            reader.problem(cell.span.clone(), message, "a group without values", String::new());
        }
        _ => (),
    }
    found
}

/// What groups there are instead of one that is none.
fn known(text: &str, bounds: &Bounds) -> String {
    let districts = bounds.groups.iter().filter(|group| matches!(group, Group::District(_))).count();
    if Group::parse(text).is_some() {
        return format!("districts are numbered from 1 to {districts}");
    }
    let names: Vec<String> = bounds.groups.iter().map(Group::to_string).collect();
    nearest(text, names.iter().map(String::as_str)).map_or_else(
        || format!("city, district_1 to district_{districts}, ses_low, ses_middle and ses_high"),
        |near| format!("did you mean `{near}`?"),
    )
}

/// A number that the column can take.
fn number(reader: &mut Reader<'_>, name: &str, cell: &Cell, column: Option<usize>) -> Option<f64> {
    let number = cell.text.parse::<f64>().ok().filter(|number| number.is_finite());
    let about = column.map(|column| &COLUMNS[column]);
    let (low, high) = about.map_or((f64::NEG_INFINITY, f64::INFINITY), Column::bounds);
    let fitting = number.filter(|number| (low..=high).contains(number));
    if fitting.is_none() {
        refuse(reader, cell, name, &allowed(about), advice(about, cell, number));
    }
    fitting
}

/// What a value may be, with its unit.
fn allowed(about: Option<&Column>) -> String {
    let Some(about) = about else { return "a number".to_owned() };
    let range = match about.bounds() {
        (low, high) if high.is_finite() => format!("a number from {low} to {high}"),
        (low, _) if low.is_finite() => format!("a number from {low} on"),
        _ => "a number".to_owned(),
    };
    format!("{range} ({}: {})", about.name, about.unit)
}

fn advice(about: Option<&Column>, cell: &Cell, number: Option<f64>) -> String {
    let share = about.is_some_and(Column::is_share);
    match (with_decimal_comma(&cell.text), number) {
        (Some(pointed), _) => format!("write {pointed}, with a point"),
        (None, Some(number)) if share && number > 1.0 && number <= 100.0 => {
            format!("a share of {number} % is written {}", (number * 1e4).round() / 1e6)
        }
        (None, None) if is_missing(&cell.text) => "leave out the lines in which nothing was observed".to_owned(),
        _ => String::new(),
    }
}

/// An end of a band whose other end is there.
fn end(reader: &mut Reader<'_>, name: &str, cell: &Cell, column: Option<usize>) -> Option<f64> {
    if is_missing(&cell.text) {
        let about = column.map(|column| &COLUMNS[column]);
        refuse(reader, cell, name, &allowed(about), "both ends of a band are given, or neither".to_owned());
        return None;
    }
    number(reader, name, cell, column)
}

/// The band of an observation around its value; none where both cells are empty.
fn band(
    reader: &mut Reader<'_>,
    (low, high): (&Cell, &Cell),
    column: Option<usize>,
    value: Option<f64>,
) -> Option<(f64, f64)> {
    if is_missing(&low.text) && is_missing(&high.text) {
        return None;
    }
    let ends = [("low", low), ("high", high)].map(|(name, cell)| end(reader, name, cell, column));
    let value = value?;
    if ends[0].is_some_and(|end| end > value) {
        refuse(reader, low, "low", &format!("at most the value, {value}"), String::new());
    }
    if ends[1].is_some_and(|end| end < value) {
        refuse(reader, high, "high", &format!("at least the value, {value}"), String::new());
    }
    ends[0].zip(ends[1])
}
