//! What a scenario changes against the baseline, in words.

use std::fmt::Write as _;

use super::aligned;
use crate::parameters::value_text;
use crate::scenario::{Change, Scenario, Shock, changes, policy_changes};

/// What a scenario changes: the keys at the start and in each reform, and its shocks. `file` is what it is called.
pub fn scenario_changes(file: &str, scenario: &Scenario) -> String {
    let changes = changes(&Scenario::default(), scenario);
    let mut out = match changes.len() {
        0 => format!("{file}: fine, the values of the baseline\n"),
        1 => format!("{file}: fine, changes 1 value of the baseline\n"),
        n => format!("{file}: fine, changes {n} values of the baseline\n"),
    };
    out.push_str(&changes_table("  ", "baseline", "here", &changes));
    let mut policy = &scenario.policy;
    for reform in &scenario.reforms {
        let _ = writeln!(out, "  reform at round {}", reform.round);
        out.push_str(&changes_table("    ", "before", "after", &policy_changes(policy, &reform.policy)));
        policy = &reform.policy;
    }
    for shock in &scenario.shocks {
        let _ = writeln!(out, "  {}", shock_line(shock));
    }
    out
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
        let told = scenario_changes("x.toml", &scenario);
        assert!(told.starts_with("x.toml: fine, changes 2 values of the baseline\n  key"), "{told}");
        assert!(told.contains("  reform at round 5\n    key"), "{told}");
        assert!(told.ends_with("shock at round 7: health in district 2, magnitude 0.4, duration 5, intensity 3\n"));
    }
}
