//! Whether arms can share a history: they may differ only in what a government decides from the fork on.

use crate::error::Error;
use crate::scenario::Checked;
use crate::simulation::fork::{beyond_policy, other_past};

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
        if let Some((at, key)) = other_past(first, scenario, round) {
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
