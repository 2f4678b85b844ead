//! The settings in which scenarios differ from a first one.

use maud::{Markup, html};
use toml::Value;

use super::cells::{cell, name};
use super::wide;
use crate::parameters::{Parameter, value_text};
use crate::scenario::{Change, Scenario, changes, find};

/// A scenario and what it is called.
pub type Named<'a> = (&'a str, &'a Scenario);

/// Scenarios beside each other in one table; what more there are stands in the next.
const ACROSS: usize = 7;

/// What stands where a scenario has the value of the first.
const SAME: &str = "=";

/// A key that differs somewhere: its value in the first, and what each other has instead.
struct Row {
    key: String,
    first: Option<Value>,
    others: Vec<Option<Change>>,
}

/// The tables of the settings that differ from the first; a sentence if none does.
pub fn section(first: Named<'_>, others: &[Named<'_>]) -> Markup {
    let tables: Vec<_> = others.chunks(ACROSS).map(|others| (others, rows(first.1, others))).collect();
    html! {
        @if tables.iter().all(|(_, rows)| rows.is_empty()) {
            p { "No setting differs at the start." }
        } @else {
            h3 { "Settings that differ" }
            @for (others, rows) in tables.iter().filter(|(_, rows)| !rows.is_empty()) {
                (wide("Settings that differ", &table(first.0, others, rows)))
            }
            @if others.len() > 1 { p.small { (SAME) " as in " (first.0) "." } }
        }
    }
}

fn rows(first: &Scenario, others: &[Named<'_>]) -> Vec<Row> {
    let by_scenario: Vec<Vec<Change>> = others.iter().map(|(_, other)| changes(first, other)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for change in by_scenario.iter().flatten() {
        if rows.iter().all(|row| row.key != change.key) {
            let of = |changes: &Vec<Change>| changes.iter().find(|other| other.key == change.key).cloned();
            rows.push(Row {
                key: change.key.clone(),
                first: change.from.clone(),
                others: by_scenario.iter().map(of).collect(),
            });
        }
    }
    rows
}

/// Two rows for each key: the values, and below them what the key means.
fn table(first: &str, others: &[Named<'_>], rows: &[Row]) -> Markup {
    html! {
        table.settings {
            thead {
                tr {
                    th scope="col" { "Key" }
                    th.name scope="col" { (name(first)) }
                    @for (other, _) in others { th.name scope="col" { (name(other)) } }
                }
            }
            @for row in rows {
                tbody {
                    tr {
                        th scope="row" { code { (name(&row.key)) } }
                        (cell(first, name(&value(row.first.as_ref()))))
                        @for (change, (other, _)) in row.others.iter().zip(others) { (changed(other, change.as_ref())) }
                    }
                    tr.meaning { td colspan=(others.len() + 2) { (meaning(&row.key)) } }
                }
            }
        }
    }
}

fn changed(head: &str, change: Option<&Change>) -> Markup {
    match change {
        Some(change) => cell(head, html! { strong { (name(&value(change.to.as_ref()))) } }),
        None => html! { td.same data-label=(head) { (SAME) } },
    }
}

/// What a key means, with its unit and who may set it.
fn meaning(key: &str) -> String {
    let found = find(key).unwrap_or_default();
    let said = |parameter: &Parameter| {
        let meaning = parameter.meaning.en.trim_end_matches('.');
        format!("{meaning} [{}; {}]", parameter.unit, parameter.scope.name())
    };
    found.iter().find(|parameter| parameter.key() == key).map(said).unwrap_or_default()
}

/// A value as it is written, names without quotes.
pub fn value(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(name)) => name.clone(),
        other => value_text(other),
    }
}
