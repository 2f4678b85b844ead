//! Whether a city can go on under another scenario: one that differs only in what a government decides from then on.

use std::collections::BTreeSet;

use crate::parameters::Scope;
use crate::policy::Policy;
use crate::scenario::{Scenario, changes, policy_changes};

/// Whether a scenario can take over before a round from the one lived under so far; if not, why not, in words.
pub(super) fn possible(before: &Scenario, after: &Scenario, round: i32) -> Result<(), String> {
    let keys = beyond_policy(before, after);
    if !keys.is_empty() {
        let keys = keys.join(", ");
        return Err(format!("the other scenario may differ in policy only, but it differs in {keys}"));
    }
    match other_past(before, after, round.max(0) as u32) {
        Some((at, key)) => {
            Err(format!("reforms before round {round} must be the same, but they differ at round {at} in {key}"))
        }
        None => Ok(()),
    }
}

/// What differs that no government decides.
pub(crate) fn beyond_policy(first: &Scenario, other: &Scenario) -> Vec<String> {
    let differs = changes(first, other).into_iter();
    let keys = differs.filter(|change| change.scope != Scope::Policy && change.key != "run.replicates");
    let shocks = (first.shocks != other.shocks).then(|| "shocks".to_owned());
    keys.map(|change| change.key).chain(shocks).collect()
}

/// Where reforms before a round first differ: the round of the reform, and a key with the value that only one sets.
pub(crate) fn other_past(first: &Scenario, other: &Scenario, round: u32) -> Option<(u32, String)> {
    let (ours, theirs) = (reforms_before(first, round), reforms_before(other, round));
    ours.symmetric_difference(&theirs).next().cloned()
}

/// What reforms before a round change: rounds, and keys with their new values. What their payer has left is not among
/// it, since that follows from the shares that differ already.
fn reforms_before(scenario: &Scenario, round: u32) -> BTreeSet<(u32, String)> {
    let mut policy: &Policy = &scenario.policy;
    let mut changed = BTreeSet::new();
    for reform in scenario.reforms.iter().filter(|reform| reform.round < round) {
        let payer = format!("budget.{}", reform.policy.budget.payer.name());
        for change in policy_changes(policy, &reform.policy).iter().filter(|change| change.key != payer) {
            let value = change.to.as_ref().map_or(String::new(), toml::Value::to_string);
            changed.insert((reform.round, format!("{} = {value}", change.key)));
        }
        policy = &reform.policy;
    }
    changed
}
