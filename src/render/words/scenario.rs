//! What a scenario changes against another one, in words, and what that costs.

use std::fmt::Write as _;

use super::aligned;
use crate::language::Language;
use crate::parameters::value_text;
use crate::policy::{BudgetShare, price};
use crate::scenario::{Change, Scenario, Shock, changes, policy_changes};

/// What a scenario changes against the one that it builds on: the keys at the start and in each reform, and its shocks; and
/// what the rules cost that it changes. `file` is what it is called.
pub fn scenario_changes(file: &str, base: &Scenario, scenario: &Scenario) -> String {
    let all = changes(base, scenario);
    let whose = if *base == Scenario::default() { "the baseline" } else { &base.name };
    let mut out = match all.len() {
        0 => format!("{file}: fine, the values of {whose}\n"),
        1 => format!("{file}: fine, changes 1 value of {whose}\n"),
        n => format!("{file}: fine, changes {n} values of {whose}\n"),
    };
    out.push_str(&changes_table("  ", &base.name, "here", &all));
    let (mut policy, mut decided) = (&scenario.policy, all);
    for reform in &scenario.reforms {
        let _ = writeln!(out, "  reform at round {}", reform.round);
        let changes = policy_changes(policy, &reform.policy);
        out.push_str(&changes_table("    ", "before", "after", &changes));
        decided.extend(changes);
        policy = &reform.policy;
    }
    for shock in &scenario.shocks {
        let _ = writeln!(out, "  {}", shock_line(shock));
    }
    let costs = costs(&decided);
    if !costs.is_empty() {
        let _ = writeln!(out, "  what it costs");
        out.push_str(&aligned("    ", &costs));
    }
    out
}

/// What the rules and shares of the budget cost that are changed, each once with its key: money, time, or what else it takes.
/// A share that falls costs nothing more.
pub fn costs(changes: &[Change]) -> Vec<[String; 2]> {
    let mut found: Vec<[String; 2]> = Vec::new();
    for change in changes.iter().filter(|change| !falls(change)) {
        let price = price(&change.key, Language::En).map(|price| [change.key.clone(), price.to_owned()]);
        found.extend(price.filter(|row| !found.contains(row)));
    }
    found
}

/// Whether less of the budget goes to a share.
fn falls(change: &Change) -> bool {
    let number = |value: &Option<toml::Value>| value.as_ref().and_then(toml::Value::as_float);
    let share = change.key.strip_prefix("budget.").is_some_and(|name| BudgetShare::NAMES.contains(&name));
    share && number(&change.to) < number(&change.from)
}

fn changes_table(indent: &str, from: &str, to: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let head = ["key", from, to, "scope"].map(str::to_owned);
    let row =
        |c: &Change| [c.key.clone(), value_text(c.from.as_ref()), value_text(c.to.as_ref()), c.scope.name().to_owned()];
    let rows: Vec<_> = std::iter::once(head).chain(changes.iter().map(row)).collect();
    aligned(indent, &rows)
}

fn shock_line(shock: &Shock) -> String {
    let Shock { round, magnitude, duration, intensity, .. } = shock;
    let category = shock.category.name();
    let districts: Vec<_> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
    let districts = districts.join(", ");
    format!(
        "shock at round {round}: {category} in district {districts}, magnitude {magnitude}, \
         duration {duration}, intensity {intensity}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_reforms_and_shocks_are_told() {
        let text = "budget.law = 0.08\n[[reforms]]\nround = 5\ngovernment.pressure = 0.9\n[[shocks]]\nround = 7\n\
                    category = 'health'\ndistricts = [2]\nmagnitude = 0.4\nduration = 5\nintensity = 3.0";
        let scenario = Scenario::from_toml("x", text).expect("a scenario");
        let told = scenario_changes("x.toml", &Scenario::default(), &scenario);
        assert!(told.starts_with("x.toml: fine, changes 2 values of the baseline\n  key"), "{told}");
        assert!(told.contains("  reform at round 5\n    key"), "{told}");
        assert!(told.contains("shock at round 7: health in district 2, magnitude 0.4, duration 5, intensity 3\n"));
        let costs = told.split_once("  what it costs\n").expect("costs").1;
        assert!(
            costs.contains("budget.law           staff") && costs.contains("government.pressure  false closures"),
            "{costs}"
        );
        assert!(!costs.contains("budget.services"), "the payer has less to pay: {costs}");
    }
}
