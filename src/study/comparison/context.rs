//! What a reader must know beside the differences: what the arms spend, and over what time they are compared.

use super::{Arm, Comparison};
use crate::scenario::changes;

/// Totals that differ by less are the same.
const TOLERANCE: f64 = 1e-9;

/// Sections of keys that make the city: residents of such arms are other people.
const CITY: [&str; 3] = ["population.", "ages.", "network."];

impl Comparison {
    /// Money per resident that each arm spends over the observed rounds.
    pub fn totals(&self) -> Vec<f64> {
        let rounds = 0..self.arms.first().map_or(0, |arm| arm.scenario.run.rounds);
        let spent = |arm: &Arm, round: u32| {
            let shared = self.fork.is_some_and(|fork| round < fork);
            let scenario = if shared { &self.arms[0].scenario } else { &arm.scenario };
            scenario.policy_at(round as i32).budget.per_resident
        };
        self.arms.iter().map(|arm| rounds.clone().map(|round| spent(arm, round)).sum()).collect()
    }

    /// A warning with the totals, if the arms do not all spend the same.
    pub fn spending(&self) -> Option<String> {
        let totals = self.totals();
        let differ = totals.iter().any(|total| (total - totals[0]).abs() > TOLERANCE * totals[0].abs().max(1.0));
        differ.then(|| {
            let each = self.arms.iter().zip(&totals).map(|(arm, total)| format!("{} {}", arm.name, neat(*total)));
            let rounds = self.arms[0].scenario.run.rounds;
            format!(
                "The arms spend different totals, so that a difference may be one of money: {} (money per resident over {rounds} \
                 rounds).",
                each.collect::<Vec<_>>().join(", ")
            )
        })
    }

    /// Whether long-run states are compared or transitions, in a sentence.
    pub fn horizon(&self) -> String {
        let warm_up = self.arms.first().map_or(0, |arm| arm.scenario.run.warm_up);
        let reformed: Vec<String> = self.arms.iter().filter_map(reforms).collect();
        match self.fork {
            Some(fork) => format!(
                "The arms compare transitions: they share one history up to round {fork}, from which on each has its own policy."
            ),
            None if !reformed.is_empty() && self.differs_from_the_start() => format!(
                "The arms compare long-run states and transitions at once: they differ from the warm-up on, and policy changes during the run in {}.",
                reformed.join(", ")
            ),
            None if !reformed.is_empty() => {
                format!("The arms compare transitions: policy changes during the run in {}.", reformed.join(", "))
            }
            None if warm_up == 0 => {
                "The arms compare transitions: each policy meets a new city at round 0, without a warm-up.".to_owned()
            }
            None => format!(
                "The arms compare long-run states: each policy is in force through the warm-up of {warm_up} rounds and after it."
            ),
        }
    }

    /// Whether an arm has other settings than the reference before any reform.
    fn differs_from_the_start(&self) -> bool {
        let Some((reference, others)) = self.arms.split_first() else { return false };
        others.iter().any(|arm| !changes(&reference.scenario, &arm.scenario).is_empty())
    }

    /// What else limits the comparison, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        let Some((reference, others)) = self.arms.split_first() else { return Vec::new() };
        let of_city = |arm: &Arm| {
            let keys = changes(&reference.scenario, &arm.scenario).into_iter().map(|change| change.key);
            let keys: Vec<String> = keys.filter(|key| CITY.iter().any(|section| key.starts_with(section))).collect();
            (!keys.is_empty()).then(|| {
                format!(
                    "{} and {} are different cities ({}): common random numbers mean little between them.",
                    arm.name,
                    reference.name,
                    keys.join(", ")
                )
            })
        };
        others.iter().filter_map(of_city).collect()
    }
}

/// The name of an arm with the rounds of its reforms, if it has any.
fn reforms(arm: &Arm) -> Option<String> {
    let rounds: Vec<String> = arm.scenario.reforms.iter().map(|reform| reform.round.to_string()).collect();
    let word = if rounds.len() == 1 { "round" } else { "rounds" };
    (!rounds.is_empty()).then(|| format!("{} ({word} {})", arm.name, rounds.join(", ")))
}

/// Two decimals at most.
fn neat(total: f64) -> f64 {
    (total * 100.0).round() / 100.0
}
