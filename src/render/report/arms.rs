//! What was compared: the arms, and what each has other than the reference.

use maud::{Markup, html};
use toml::Value;

use super::{contrasts, listed, wide};
use crate::parameters::{Parameter, value_text};
use crate::scenario::{Change, Scenario, Shock, changes, find, policy_changes};
use crate::study::comparison::{Arm, Comparison};

/// The section.
pub fn section(comparison: &Comparison) -> Markup {
    let rows = rows(comparison);
    let events = events(comparison);
    html! {
        section {
            h2 { "What was compared" }
            dl {
                @for (number, arm) in comparison.arms.iter().enumerate() {
                    dt { (arm.name) @if number == 0 { " (reference)" } }
                    dd { @if arm.scenario.description.is_empty() { "No description." } @else { (arm.scenario.description) } }
                }
            }
            @if rows.is_empty() {
                p { "No setting differs at the start." }
            } @else {
                h3 { "Settings that differ" }
                (wide("Settings that differ", &settings(comparison, &rows)))
            }
            @if !events.is_empty() {
                h3 { "Reforms and shocks" }
                (wide("Reforms and shocks", &events_table(&events)))
            }
        }
    }
}

/// A key that differs in some arm: the value of the reference, and that of each other arm where it is another.
struct Row {
    key: String,
    reference: Option<Value>,
    arms: Vec<Option<Change>>,
}

fn rows(comparison: &Comparison) -> Vec<Row> {
    let Some(first) = comparison.arms.first() else { return Vec::new() };
    let by_arm: Vec<Vec<Change>> =
        contrasts(comparison).map(|(_, arm)| changes(&first.scenario, &arm.scenario)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for change in by_arm.iter().flatten() {
        if rows.iter().all(|row| row.key != change.key) {
            let of = |changes: &Vec<Change>| changes.iter().find(|other| other.key == change.key).cloned();
            rows.push(Row {
                key: change.key.clone(),
                reference: change.from.clone(),
                arms: by_arm.iter().map(of).collect(),
            });
        }
    }
    rows
}

fn settings(comparison: &Comparison, rows: &[Row]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Key" }
                    th.name scope="col" { (comparison.reference()) }
                    @for (_, arm) in contrasts(comparison) { th.name scope="col" { (arm.name) } }
                    th scope="col" { "Meaning" }
                }
            }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { code { (row.key) } }
                        td { (value(row.reference.as_ref())) }
                        @for change in &row.arms { (cell(change.as_ref())) }
                        td.meaning { (meaning(&row.key)) }
                    }
                }
            }
        }
    }
}

fn cell(change: Option<&Change>) -> Markup {
    match change {
        Some(change) => html! { td { strong { (value(change.to.as_ref())) } } },
        None => html! { td.same { "as the reference" } },
    }
}

/// What a key means, with its unit and who may set it.
fn meaning(key: &str) -> String {
    let found = find(key).unwrap_or_default();
    let said = |parameter: &Parameter| {
        let meaning = parameter.meaning.trim_end_matches('.');
        format!("{meaning} [{}; {}]", parameter.unit, parameter.scope.name())
    };
    found.iter().find(|parameter| parameter.key() == key).map(said).unwrap_or_default()
}

fn value(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(name)) => name.clone(),
        other => value_text(other),
    }
}

/// Something that happens in a round, and in which arms.
struct Event {
    round: u32,
    what: &'static str,
    details: Vec<String>,
    arms: Vec<String>,
}

/// Reforms and shocks of all arms, each once, in order of their rounds.
fn events(comparison: &Comparison) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for arm in &comparison.arms {
        for event in of_arm(arm) {
            let same = |other: &&mut Event| {
                (other.round, other.what, &other.details) == (event.round, event.what, &event.details)
            };
            match events.iter_mut().find(same) {
                Some(known) => known.arms.extend(event.arms),
                None => events.push(event),
            }
        }
    }
    events.sort_by_key(|event| event.round);
    for event in &mut events {
        if event.arms.len() == comparison.arms.len() {
            event.arms = vec!["all arms".to_owned()];
        }
    }
    events
}

fn of_arm(arm: &Arm) -> Vec<Event> {
    let event = |round, what, details| Event { round, what, details, arms: vec![arm.name.clone()] };
    let reforms = steps(&arm.scenario).into_iter().map(|(round, changes)| event(round, "reform", changes));
    let shocks = arm.scenario.shocks.iter().map(|shock| event(shock.round, "shock", vec![shock_text(shock)]));
    reforms.chain(shocks).collect()
}

/// Each reform as what it changes in the policy before it.
fn steps(scenario: &Scenario) -> Vec<(u32, Vec<String>)> {
    let mut before = &scenario.policy;
    let mut steps = Vec::new();
    for reform in &scenario.reforms {
        let changes = policy_changes(before, &reform.policy).into_iter().map(|change| {
            format!("{}: {} \u{2192} {}", change.key, value(change.from.as_ref()), value(change.to.as_ref()))
        });
        steps.push((reform.round, changes.collect()));
        before = &reform.policy;
    }
    steps
}

fn shock_text(shock: &Shock) -> String {
    let districts: Vec<String> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let word = if districts.len() == 1 { "district" } else { "districts" };
    format!(
        "{} in {word} {}: magnitude {}, duration {} rounds, intensity {}",
        shock.category.name(),
        listed(&districts),
        shock.magnitude,
        shock.duration,
        shock.intensity
    )
}

fn events_table(events: &[Event]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    @for head in ["Round", "What", "In", "Changes"] { th scope="col" { (head) } }
                }
            }
            tbody {
                @for event in events {
                    tr {
                        th scope="row" { (event.round) }
                        td { (event.what) }
                        td { (event.arms.join(", ")) }
                        td {
                            @if event.details.is_empty() { "nothing" }
                            @for detail in &event.details { div { (detail) } }
                        }
                    }
                }
            }
        }
    }
}
