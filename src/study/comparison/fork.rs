//! Whether arms can share a history: they may differ only in what a government decides from the fork on.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::parameters::Scope;
use crate::policy::Policy;
use crate::scenario::{Checked, Scenario, changes, policy_changes};

/// Checks that arms can fork at a round from the history of the first.
pub(super) fn forkable(arms: &[(String, Checked)], round: u32) -> Result<(), Error> {
    let (reference, first) = &arms[0];
    if round >= first.run.rounds {
        let last = first.run.rounds - 1;
        return refuse(format!("round {round} is not one of rounds 0 to {last}"));
    }
    for (name, scenario) in &arms[1..] {
        let keys = beyond_policy(first, scenario);
        if !keys.is_empty() {
            let keys = keys.join(", ");
            return refuse(format!("arms may differ in policy only, but `{name}` and `{reference}` differ in {keys}"));
        }
        let (ours, theirs) = (reforms_before(first, round), reforms_before(scenario, round));
        if let Some((at, key)) = ours.symmetric_difference(&theirs).next() {
            return refuse(format!(
                "reforms before round {round} must be the same, but those of `{name}` and `{reference}` differ at round {at} in {key}"
            ));
        }
    }
    Ok(())
}

fn refuse(problem: String) -> Result<(), Error> {
    Err(Error::Argument { name: "fork", problem })
}

/// What differs that no government decides.
fn beyond_policy(first: &Scenario, other: &Scenario) -> Vec<String> {
    let differs = changes(first, other).into_iter();
    let keys = differs.filter(|change| change.scope != Scope::Policy && change.key != "run.replicates");
    let shocks = (first.shocks != other.shocks).then(|| "shocks".to_owned());
    keys.map(|change| change.key).chain(shocks).collect()
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
