//! A scenario as TOML: every key with its meaning, unit, range and source in a comment.

use std::fmt::Write as _;

use super::changes::policy_changes;
use super::observed;
use super::registry::describe;
use super::{Reform, Scenario, Shock};
use crate::parameters::{Parameter, Scope};
use crate::policy::{BudgetShare, Policy};

const BANNERS: [(Scope, &str); 3] = [
    (Scope::Run, "Run: how long, and with which seeds"),
    (Scope::Policy, "Policy: what a government can decide; reforms may change these keys"),
    (Scope::World, "World: how people and things are, the same under every policy"),
];

/// The whole scenario. Loading the text gives it again.
pub(super) fn resolved(scenario: &Scenario) -> String {
    let name = toml::Value::String(scenario.name.clone());
    format!("# A scenario with every value.\n\nname = {name}\n{}", body(scenario))
}

fn body(scenario: &Scenario) -> String {
    let mut out = format!("description = {}\n", toml::Value::String(scenario.description.clone()));
    let parameters = describe(&scenario.run, &scenario.policy, &scenario.world);
    for (scope, title) in BANNERS {
        let _ = write!(out, "\n# {title}\n# {}\n", "=".repeat(title.len()));
        for section in sections(&parameters, scope) {
            write_section(&mut out, section, &parameters);
        }
    }
    let mut policy = &scenario.policy;
    for reform in &scenario.reforms {
        write_reform(&mut out, policy, reform);
        policy = &reform.policy;
    }
    for shock in &scenario.shocks {
        write_shock(&mut out, shock, scenario.world.population.districts);
    }
    out.extend(scenario.observed.as_ref().map(observed::section));
    out
}

/// Sections in order, each under the first scope that it has keys of.
fn sections(parameters: &[Parameter], scope: Scope) -> Vec<&str> {
    let mut seen: Vec<(&str, Scope)> = Vec::new();
    for parameter in parameters {
        if !seen.iter().any(|(section, _)| *section == parameter.section) {
            seen.push((&parameter.section, parameter.scope));
        }
    }
    seen.into_iter().filter(|(_, first)| *first == scope).map(|(section, _)| section).collect()
}

/// All keys of a section; those of policy come before those of the world, as everywhere.
fn write_section(out: &mut String, section: &str, parameters: &[Parameter]) {
    let _ = write!(out, "\n[{section}]\n");
    for parameter in parameters.iter().filter(|parameter| parameter.section == section) {
        let _ = writeln!(out, "{}", comment(parameter));
        let _ = match &parameter.value {
            Some(value) => writeln!(out, "{} = {value}", parameter.name),
            None => writeln!(out, "# {} is not set", parameter.name),
        };
    }
}

/// Meaning, unit, range, scope and source on one line.
fn comment(parameter: &Parameter) -> String {
    let Parameter { meaning, unit, range, scope, source, .. } = parameter;
    let source = if source.is_empty() { String::new() } else { format!("; {source}") };
    let meaning = meaning.en.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("# {meaning} [{unit}; {range}; {}{source}]", scope.name())
}

/// A reform with what it changes; the whole budget if any share is among it.
fn write_reform(out: &mut String, before: &Policy, reform: &Reform) {
    let _ = write!(out, "\n[[reforms]]\nround = {}\n", reform.round);
    let changes = policy_changes(before, &reform.policy);
    let is_share = |key: &str| key.strip_prefix("budget.").is_some_and(|name| BudgetShare::NAMES.contains(&name));
    for change in changes.iter().filter(|change| !is_share(&change.key)) {
        if let Some(value) = &change.to {
            let _ = writeln!(out, "{} = {value}", change.key);
        }
    }
    if changes.iter().any(|change| is_share(&change.key)) {
        for (name, share) in BudgetShare::NAMES.iter().zip(reform.policy.budget.shares()) {
            let _ = writeln!(out, "budget.{name} = {}", toml::Value::Float(share));
        }
    }
}

fn write_shock(out: &mut String, shock: &Shock, districts: u32) {
    let numbers: Vec<String> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
    let all = numbers.len() == districts as usize;
    let hit = if all { "\"all\"".to_owned() } else { format!("[{}]", numbers.join(", ")) };
    let category = shock.category.name();
    let (magnitude, intensity) = (toml::Value::Float(shock.magnitude), toml::Value::Float(shock.intensity));
    let _ = write!(out, "\n[[shocks]]\nround = {}\ncategory = \"{category}\"\ndistricts = {hit}\n", shock.round);
    let _ = write!(out, "magnitude = {magnitude}\nduration = {}\nintensity = {intensity}\n", shock.duration);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of `scenarios/baseline.toml`, which has its name from its file.
    fn baseline() -> String {
        let head = "# The baseline: every key with its default. Other scenarios say only what differs.\n\
                    # Made from the code: `GRASSROOTS_BLESS=1 cargo test --lib baseline` writes it again.\n\
                    # Each key has its meaning, then in brackets its unit; its range; its scope; its source.\n\n";
        format!("{head}{}", body(&Scenario::default()))
    }

    #[test]
    fn a_resolved_scenario_loads_as_itself() {
        let text = "description = 'A \"test\"\\n# 试'\n[budget]\nlaw = 0.0700001\n[run]\ncity_seed = 7\nrounds = 90\n\
                    [[reforms]]\nround = 60\ngovernment.supervision = 0.9\n[[reforms]]\nround = 30\nbudget.law = 0.11\n\
                    [[shocks]]\nround = 9\ncategory = 'health'\ndistricts = [2]\nmagnitude = 0.3\nduration = 8\nintensity = 2";
        let scenario = Scenario::from_toml("my city", text).expect("scenario");
        let again = Scenario::from_toml("another name", &scenario.to_toml()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again, scenario);
        assert_eq!(again.to_toml(), scenario.to_toml());
    }

    #[test]
    fn every_shipped_scenario_loads_as_itself_once_resolved() {
        for name in crate::scenario::names() {
            let scenario = Scenario::load(name).unwrap_or_else(|error| panic!("{error}"));
            let again = Scenario::from_toml("x", &scenario.to_toml()).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(again, scenario, "{name}");
        }
    }

    #[test]
    fn the_baseline_file_is_what_the_code_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/baseline.toml");
        if std::env::var_os("GRASSROOTS_BLESS").is_some() {
            std::fs::write(path, baseline()).expect("scenarios/baseline.toml is written");
        }
        let file = std::fs::read_to_string(path).expect("scenarios/baseline.toml");
        assert!(file == baseline(), "run GRASSROOTS_BLESS=1 cargo test --lib baseline");
        assert_eq!(Scenario::from_toml("baseline", &file).ok(), Some(Scenario::default()));
    }
}
