//! What one scenario changes against another.

use toml::Value;

use super::Scenario;
use super::registry::{describe, values};
use crate::parameters::{Describe, Parameter, Scope};
use crate::policy::Policy;

/// A key with two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Dotted name.
    pub key: String,
    /// The value in the first scenario; none if it is not set.
    pub from: Option<Value>,
    /// The value in the second.
    pub to: Option<Value>,
    /// Who may set it.
    pub scope: Scope,
}

/// The keys that differ between two scenarios at the start, in order of declaration. Reforms and shocks are apart.
pub fn changes(base: &Scenario, other: &Scenario) -> Vec<Change> {
    let all = |scenario: &Scenario| describe(&scenario.run, &scenario.policy, &scenario.world);
    differences(&all(base), &all(other))
}

/// The keys that differ between two policies, such as before and after a reform.
pub fn policy_changes(before: &Policy, after: &Policy) -> Vec<Change> {
    let all = |policy: &Policy| {
        let mut out = Vec::new();
        policy.describe("", Scope::Policy, &mut out);
        out
    };
    differences(&all(before), &all(after))
}

fn differences(base: &[Parameter], other: &[Parameter]) -> Vec<Change> {
    let before = values(base);
    let change = |parameter: &Parameter| {
        let key = parameter.key();
        let (from, to) = (before.get(&key).cloned(), parameter.value.clone());
        (from != to).then_some(Change { key, from, to, scope: parameter.scope })
    };
    other.iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_changes_nothing_against_itself_and_what_it_sets_against_the_baseline() {
        let base = Scenario::default();
        assert_eq!(changes(&base, &base), []);
        let other = Scenario::from_toml("x", "budget.law = 0.1\nrun.city_seed = 3").expect("scenario");
        let keys: Vec<_> = changes(&base, &other).into_iter().map(|change| change.key).collect();
        assert_eq!(keys, ["run.city_seed", "budget.services", "budget.law"]);
    }
}
