//! Reforms and shocks: in which rounds they happen, in which scenarios, and what they change.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::settings::{Named, value};
use super::{listed, wide};
use crate::language::{Language, Named as _};
use crate::scenario::{Scenario, Shock, policy_changes};

/// The table of the events of scenarios below a heading; nothing if there are none.
pub fn section(scenarios: &[Named<'_>], language: Language) -> Markup {
    let (events, heading) = (events(scenarios, language), language.pick("Reforms and shocks", "改革和冲击"));
    html! {
        @if !events.is_empty() {
            h3 { (heading) }
            (wide(heading, &table(&events, scenarios.len() > 1, language)))
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
fn events(scenarios: &[Named<'_>], language: Language) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for named in scenarios {
        for event in of_one(named, language) {
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
            event.arms = vec![language.pick("all arms", "所有方案").to_owned()];
        }
    }
    events
}

fn of_one((name, scenario): &Named<'_>, language: Language) -> Vec<Event> {
    let event = |round, what, details| Event { round, what, details, arms: vec![(*name).to_owned()] };
    let reforms =
        steps(scenario).into_iter().map(|(round, changes)| event(round, language.pick("reform", "改革"), changes));
    let shocks = scenario
        .shocks
        .iter()
        .map(|shock| event(shock.round, language.pick("shock", "冲击"), vec![shock_text(shock, language)]));
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

fn shock_text(shock: &Shock, language: Language) -> String {
    if language == Language::Zh {
        let districts: Vec<String> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
        return format!(
            "第{}区的{}：幅度 {}，持续 {} 轮，强度 {}",
            districts.join("、"),
            shock.category.name_in(language),
            shock.magnitude,
            shock.duration,
            shock.intensity
        );
    }
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

fn table(events: &[Event], several: bool, language: Language) -> Markup {
    let [what, within, changed] = language.pick(["What", "In", "Changes"], ["事件", "方案", "改变"]);
    html! {
        table.cards {
            thead {
                tr {
                    th scope="col" { (language.pick("Round", "轮")) }
                    th scope="col" { (what) }
                    @if several { th scope="col" { (within) } }
                    th scope="col" { (changed) }
                }
            }
            tbody {
                @for event in events {
                    tr {
                        th scope="row" { (event.round) }
                        (cell(what, event.what))
                        @if several { (cell(within, name(&event.arms.join(", ")))) }
                        (cell(changed, details(event, language)))
                    }
                }
            }
        }
    }
}

fn details(event: &Event, language: Language) -> Markup {
    html! {
        @if event.details.is_empty() { (language.pick("nothing", "没有")) }
        @for detail in &event.details { div { (name(detail)) } }
    }
}
