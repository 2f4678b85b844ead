//! A scenario: a run, a policy and a world, checked as a whole before anything is simulated.

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

crate::sections! {
    /// How people and things are: the same under every policy.
    pub struct World {
        /// The people (placeholder while the mechanisms are written).
        population: Population;
    }
}

crate::parameters! {
    /// Who lives in the city.
    pub struct Population {
        /// Districts of the city.
        districts: u32 = 4, 1..=10_000, "districts", crate::parameters::ASSUMED;
        /// Communities of each district.
        communities: u32 = 10, 1..=60_000, "communities per district", crate::parameters::ASSUMED;
        /// Residents of each community.
        residents: u32 = 500, 1..=1_000_000, "residents per community", crate::parameters::ASSUMED;
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

/// A blow to the service stocks of a category.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Round in which it strikes.
    pub round: u32,
    /// Category whose stock is hit, as a position in the list of categories.
    pub category: usize,
    /// Districts that are hit, from 0.
    pub districts: Vec<u32>,
    /// Share of the stock that is lost at once.
    pub magnitude: f64,
    /// Rounds that the hazard of needs is raised.
    pub duration: u32,
    /// By what share the hazard is raised.
    pub intensity: f64,
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
