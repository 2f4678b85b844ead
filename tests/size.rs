//! The size of a community turns no verdict: districts of eight communities of 500 residents and of two of 2,000 answer
//! alike. `tests/scripts/claims sizes` asks the same of more sizes, arms and outcomes.
//!
//! Each difference of an arm from the baseline is the mean of twelve pairs that share their luck. In two cities it is the
//! same if it differs by less than a fifth, or by less than what chance does: Welch's t of 22 degrees of freedom exceeds
//! 3.8 less than once in 1,000 times where there is no difference. So are the levels of the baseline, without the fifth.
//! There are twelve claims, so chance alone would fail the test once in 80 times; runs are deterministic, so one that
//! passes always passes. With communities for grids, as in version 0.1, what neighbours do for each other grows with the
//! community, and the test fails.

mod common;

use common::{average, fund, scenario, seeds, simulate, with};
use grassroots::observe::{Group, Run};
use grassroots::scenario::Scenario;
use grassroots::stats;
use rayon::prelude::*;

const REPLICATES: u32 = 12;
const THRESHOLD: f64 = 3.8;
const LEVELS: [&str; 4] = ["trust_government", "solved_share", "merged", "proactive"];
const OUTCOMES: [&str; 4] = ["trust_government", "solved_share", "satisfaction_rate", "gain"];

/// Two districts of 4,000 residents, in communities of this size.
fn city(residents: u32) -> Scenario {
    scenario([2, 4000 / residents, residents], 78, 52)
}

fn new_pattern(scenario: &mut Scenario) {
    scenario.policy = Scenario::load("new_pattern").expect("a shipped scenario").policy;
}

fn more_law(scenario: &mut Scenario) {
    fund(&mut scenario.policy.budget, |b| &mut b.law, 0.10);
}

fn runs(scenario: &Scenario) -> Vec<Run> {
    (0..REPLICATES).into_par_iter().map(|replicate| simulate(scenario, seeds(5, replicate))).collect()
}

/// Differences of an arm from the baseline in each outcome, pair by pair.
fn differences(from: &[Run], to: &[Run]) -> Vec<Vec<f64>> {
    let of = |name: &&str| {
        let pair = |(from, to): (&Run, &Run)| average(to, name, Group::City) - average(from, name, Group::City);
        from.iter().zip(to).map(pair).collect()
    };
    OUTCOMES.iter().map(of).collect()
}

/// Fails unless two samples have one mean, as far as chance allows, or as far as `slack` of the second does.
fn alike(what: &str, small: &[f64], large: &[f64], slack: f64) {
    let [a, b] = [small, large].map(|sample| stats::mean(sample).expect("a sample"));
    let [c, d] = [small, large].map(|sample| stats::standard_error(sample).expect("a sample"));
    let bound = (slack * b.abs()).max(THRESHOLD * c.hypot(d));
    assert!(
        (a - b).abs() < bound,
        "{what}: {a:.4} with 500 residents a community, {b:.4} with 2,000; bound {bound:.4}"
    );
}

#[test]
fn a_community_of_any_size_gives_the_same_verdict() {
    let [small, large] = [500, 2000].map(|residents| runs(&city(residents)));
    for name in LEVELS {
        let of = |runs: &[Run]| runs.iter().map(|run| average(run, name, Group::City)).collect::<Vec<f64>>();
        alike(name, &of(&small), &of(&large), 0.0);
    }
    for (arm, change) in [("new_pattern", new_pattern as fn(&mut Scenario)), ("more law", more_law)] {
        let [small, large] = [(500, &small), (2000, &large)]
            .map(|(residents, from)| differences(from, &runs(&with(&city(residents), change))));
        for ((name, small), large) in OUTCOMES.iter().zip(&small).zip(&large) {
            alike(&format!("{arm}: {name}"), small, large, 0.2);
        }
    }
}
