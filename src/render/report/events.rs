//! Reforms and shocks: in which rounds they happen, in which scenarios, and what they change.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::settings::{Named, value};
use super::{listed, wide};
use crate::scenario::{Scenario, Shock, policy_changes};

/// The table of the events of scenarios below a heading; nothing if there are none.
pub fn section(scenarios: &[Named<'_>]) -> Markup {
    let events = events(scenarios);
    html! {
        @if !events.is_empty() {
            h3 { "Reforms and shocks" }
            (wide("Reforms and shocks", &table(&events, scenarios.len() > 1)))
        }
    }
}

/// Something that happens in a round, and in which arms.
struct Event {
    round: u32,
    what: &'static str,
    details: Vec<String>,
    arms: Vec<String>,
}

/// Reforms and shocks of scenarios, each once, in order of their rounds.
fn events(scenarios: &[Named<'_>]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for named in scenarios {
        for event in of_one(named) {
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
        if event.arms.len() == scenarios.len() {
            event.arms = vec!["all arms".to_owned()];
        }
    }
    events
}

fn of_one((name, scenario): &Named<'_>) -> Vec<Event> {
    let event = |round, what, details| Event { round, what, details, arms: vec![(*name).to_owned()] };
    let reforms = steps(scenario).into_iter().map(|(round, changes)| event(round, "reform", changes));
    let shocks = scenario.shocks.iter().map(|shock| event(shock.round, "shock", vec![shock_text(shock)]));
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

fn table(events: &[Event], several: bool) -> Markup {
    html! {
        table.cards {
            thead {
                tr {
                    th scope="col" { "Round" }
                    th scope="col" { "What" }
                    @if several { th scope="col" { "In" } }
                    th scope="col" { "Changes" }
                }
            }
            tbody {
                @for event in events {
                    tr {
                        th scope="row" { (event.round) }
                        (cell("What", event.what))
                        @if several { (cell("In", name(&event.arms.join(", ")))) }
                        (cell("Changes", details(event)))
                    }
                }
            }
        }
    }
}

fn details(event: &Event) -> Markup {
    html! {
        @if event.details.is_empty() { "nothing" }
        @for detail in &event.details { div { (name(detail)) } }
    }
}
