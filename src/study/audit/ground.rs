//! What worlds are made of: scenarios without and with the change, and what is drawn over them.

use super::worlds::World;
use crate::error::Error;
use crate::parameters::Parameter;
use crate::scenario::{Reform, Scenario, Template, changes};
use crate::streams::Seeds;

/// The pairs of scenarios that worlds are made over, the first that of the claim, and the parameters that are uncertain.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) pairs: Vec<Pair>,
    pub(super) uncertain: Vec<Parameter>,
}

/// A base without and with the change.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) base: Template,
    pub(super) changed: Template,
    /// The seeds of the first replicate.
    pub(super) seeds: Seeds,
}

impl Ground {
    /// The scenario of a world, without or with the change.
    pub(super) fn scenario_in(&self, world: &World, is_changed: bool) -> Result<Scenario, Error> {
        let drawn = self.uncertain.iter().zip(&world.drawn);
        let mut settings = world.settings.clone();
        settings.extend(drawn.map(|(parameter, value)| format!("{}={value}", parameter.key())));
        let pair = &self.pairs[world.pair];
        let scenario = if is_changed { pair.changed.scenario(&settings)? } else { pair.base.scenario(&settings)? };
        match is_changed && world.transition {
            true => Ok(reformed(pair.base.scenario(&settings)?, scenario)),
            false => Ok(scenario),
        }
    }
}

impl Pair {
    pub(super) fn of(base: Template, changed: Template) -> Result<Self, Error> {
        let run = base.scenario(&[])?.run;
        Ok(Self { base, changed, seeds: Seeds { seed: run.seed, replicate: 0, city_seed: run.city_seed } })
    }

    /// Whether the change is one of the policy alone.
    pub(super) fn is_policy(&self) -> bool {
        let scenarios = (self.base.scenario(&[]), self.changed.scenario(&[]));
        matches!(scenarios, (Ok(base), Ok(changed)) if base.world == changed.world)
    }

    /// Whether the change changes something.
    pub(super) fn differs(&self) -> Result<bool, Error> {
        let (base, changed) = (self.base.scenario(&[])?, self.changed.scenario(&[])?);
        Ok(!changes(&base, &changed).is_empty() || base.reforms != changed.reforms)
    }
}

/// The base, reformed at round 0 to what the changed scenario is from the start.
fn reformed(mut base: Scenario, changed: Scenario) -> Scenario {
    let policy = changed.policy_at(0).clone();
    let later = changed.reforms.into_iter().filter(|reform| reform.round > 0);
    base.reforms = std::iter::once(Reform { round: 0, policy }).chain(later).collect();
    base
}
