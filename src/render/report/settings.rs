//! The settings in which scenarios differ from a first one.

use maud::{Markup, html};
use toml::Value;

use super::cells::{cell, name};
use super::wide;
use crate::language::Language;
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
pub fn section(first: Named<'_>, others: &[Named<'_>], language: Language) -> Markup {
    let heading = language.pick("Settings that differ", "不同的设置");
    let tables: Vec<_> = others.chunks(ACROSS).map(|others| (others, rows(first.1, others))).collect();
    html! {
        @if tables.iter().all(|(_, rows)| rows.is_empty()) {
            p { (language.pick("No setting differs at the start.", "开始时没有不同的设置。")) }
        } @else {
            h3 { (heading) }
            @for (others, rows) in tables.iter().filter(|(_, rows)| !rows.is_empty()) {
                (wide(heading, &table(first.0, others, rows, language)))
            }
            @if others.len() > 1 { p.small { (SAME) (language.pick(" as in ", " 同 ")) (first.0) (language.pick(".", "。")) } }
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
fn table(first: &str, others: &[Named<'_>], rows: &[Row], language: Language) -> Markup {
    html! {
        table.settings {
            thead {
                tr {
                    th scope="col" { (language.pick("Key", "键")) }
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
                    tr.meaning { td colspan=(others.len() + 2) { (meaning(&row.key, language)) } }
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
fn meaning(key: &str, language: Language) -> String {
    let found = find(key).unwrap_or_default();
    let said = |parameter: &Parameter| {
        let meaning = parameter.meaning_in(language).trim_end_matches(['.', '。']);
        let (unit, scope) = (parameter.unit_in(language), parameter.scope.name_in(language));
        format!("{meaning} [{unit}{}{scope}]", language.pick("; ", "；"))
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
