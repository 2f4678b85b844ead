//! A scenario: a run, a policy and a world, checked as a whole before anything is simulated.

mod world;

pub use world::World;

pub use crate::mechanisms::conditions::Shock;
use crate::policy::Policy;

crate::parameters! {
    /// How long to simulate, and with which seeds.
    pub struct Schedule {
        /// Rounds observed after the warm-up; a round is a week.
        rounds: u32 = 260, 1..=100_000, "rounds", "";
        /// Rounds before round 0, with the policy in force and not reported.
        warm_up: u32 = 104, 0..=100_000, "rounds", "";
        /// Seed of what happens; replicates differ under the same seed.
        seed: u64 = 1, 0..=i64::MAX as u64, "number", "";
        /// Seed of the city (people, network, stocks, officials' traits), the same in all replicates; without it the city varies too.
        city_seed: Option<u64> = None, 0..=i64::MAX as u64, "number", "";
        /// Number of runs that differ only by chance.
        replicates: u32 = 1, 1..=1_000_000, "runs", "";
    }
}

/// A change of policy at a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Reform {
    /// First round with the new policy.
    pub round: u32,
    /// The whole policy from then on.
    pub policy: Policy,
}

/// A checked scenario: nothing that it holds can fail later.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name, by default the stem of its file.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
    /// How long, and with which seeds.
    pub run: Schedule,
    /// What the government decides from the start.
    pub policy: Policy,
    /// How people and things are.
    pub world: World,
    /// Changes of policy, by round.
    pub reforms: Vec<Reform>,
    /// Blows from outside, by round.
    pub shocks: Vec<Shock>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            name: "baseline".to_owned(),
            description: String::new(),
            run: Schedule::default(),
            policy: Policy::default(),
            world: World::default(),
            reforms: Vec::new(),
            shocks: Vec::new(),
        }
    }
}

impl Scenario {
    /// The policy in force in a round; rounds of the warm-up are negative.
    pub fn policy_at(&self, round: i32) -> &Policy {
        let in_force = self.reforms.iter().rev().find(|reform| i64::from(reform.round) <= i64::from(round));
        in_force.map_or(&self.policy, |reform| &reform.policy)
    }
}
