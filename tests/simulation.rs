//! A simulation can be stepped, cloned, forked, saved and restored, and never notices.

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};

use common::{assert_same, built, fund, on_threads, scenario, seeds, simulate, with};
use grassroots::city::{Category, Handler};
use grassroots::scenario::{Reform, Scenario, Shock};
use grassroots::simulation::Simulation;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Everything at once in a small city with many needs: a shock, a reform, collective action, sessions, courts.
fn eventful() -> Scenario {
    let mut scenario = scenario([2, 3, 40], 12, 30);
    scenario.name = "eventful".to_owned();
    scenario.description = "Everything \"at once\"\n\tin a small city ✓".to_owned();
    scenario.run.city_seed = Some(i64::MAX as u64);
    scenario.world.needs.scale = 4.0;
    scenario.world.population.threshold_mean = 0.4;
    scenario.policy.consultation.every = 3.0;
    scenario.policy.technology.phone = 1.0 / 3.0;
    let policy = with(&scenario, |s| {
        fund(&mut s.policy.budget, |b| &mut b.virtue, 0.1 + 0.2 - 0.25);
        s.policy.government.attempts = 3;
    });
    scenario.reforms.push(Reform { round: 15, policy: policy.policy });
    let (category, districts) = (Category::Housing, vec![1]);
    scenario.shocks.push(Shock { round: 5, category, districts, magnitude: 0.5, duration: 8, intensity: 2.0 });
    scenario
}

/// The simulation before a round.
fn before(scenario: &Scenario, round: i32) -> Simulation {
    let mut simulation = built(scenario, seeds(5, 1));
    while simulation.round() < round {
        simulation.step();
    }
    simulation
}

/// The simulation at its end.
fn ended(mut simulation: Simulation) -> Simulation {
    while !simulation.is_over() {
        simulation.step();
    }
    simulation
}

fn restored(bytes: &[u8]) -> Simulation {
    Simulation::restore(bytes).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn steps_go_through_the_warm_up_and_all_rounds_and_then_do_nothing() {
    let scenario = eventful();
    let mut simulation = built(&scenario, seeds(5, 1));
    assert_eq!((simulation.round(), simulation.events().len(), simulation.observed().rounds()), (-12, 0, 0));
    for round in -12..30 {
        assert_eq!((simulation.round(), simulation.is_over()), (round, false));
        simulation.step();
        assert_eq!(simulation.events().len(), 2, "events of each district");
        assert_eq!(simulation.observed().rounds(), (round + 1).max(0) as u32);
    }
    assert!(simulation.is_over() && simulation.round() == 30);
    let saved = simulation.save();
    simulation.step();
    assert!(simulation.save() == saved, "a step after the end changes something");
    assert_same(&simulation.into_observed(), &simulate(&scenario, seeds(5, 1)), "steps and a run");
}

#[test]
fn a_simulation_saved_and_restored_before_any_round_ends_with_the_same_bits() {
    let scenario = eventful();
    let whole = ended(built(&scenario, seeds(5, 1)));
    // At the start, in the warm-up, at its end, around the shock and the reform, at the end.
    for round in [-12, -11, -1, 0, 1, 5, 6, 14, 15, 16, 29, 30] {
        let saved = before(&scenario, round).save();
        for threads in [1, 2, 8] {
            let again = on_threads(threads, || ended(restored(&saved)));
            assert_same(again.observed(), whole.observed(), &format!("saved before round {round}, {threads} threads"));
            assert!(again.save() == whole.save(), "saved before round {round}: another city at the end");
        }
    }
}

#[test]
fn what_is_restored_saves_as_itself_with_its_scenario_and_seeds() {
    let scenario = eventful();
    let simulation = before(&scenario, 20);
    let again = restored(&simulation.save());
    assert_eq!((again.scenario(), again.seeds(), again.round()), (&scenario, seeds(5, 1), 20));
    assert_eq!(format!("{:?}", again.city()), format!("{:?}", simulation.city()));
    assert!(again.save() == simulation.save() && again.events().is_empty());
}

#[test]
fn mandates_organisations_and_cases_in_all_hands_survive() {
    let crowded = with(&eventful(), |s| (s.world.needs.scale, s.world.population.residents) = (8.0, 300));
    let simulation = before(&crowded, 20);
    let city = simulation.city();
    let cases = || city.districts.iter().flat_map(|district| district.cases.iter()).map(|(_, case)| case);
    let handled = |by: fn(Handler) -> bool| cases().filter(|case| by(case.handler)).count();
    let mandates = city.districts.iter().flat_map(|d| &d.communities).filter(|c| c.forum.mandate.is_some()).count();
    let seen = [
        mandates,
        city.districts.iter().map(|district| district.organisations.len()).sum(),
        handled(|handler| matches!(handler, Handler::Office(_))),
        handled(|handler| matches!(handler, Handler::Mediation(None))),
        handled(|handler| matches!(handler, Handler::Mediation(Some(_)) | Handler::Court)),
        cases().filter(|case| case.attempts > 0).count(),
    ];
    assert!(seen.iter().all(|&count| count > 0), "too little is under way to tell: {seen:?}");
    assert_eq!(format!("{:?}", restored(&simulation.save()).city()), format!("{city:?}"));
}

#[test]
fn a_clone_and_its_original_go_their_own_ways_to_the_same_end() {
    let simulation = before(&eventful(), 7);
    assert!(ended(simulation.clone()).save() == ended(simulation).save());
}

#[test]
fn a_fork_shares_the_past_and_lives_under_its_own_policy_from_the_next_round_on() {
    let scenario = eventful();
    let reform = |round, scenario: &Scenario| Reform {
        round,
        policy: with(scenario, |s| s.policy.government.pressure = 0.9).policy,
    };
    let reformed = with(&scenario, |s| s.reforms.insert(0, reform(10, s)));
    let (old, new) = (before(&scenario, 10), before(&reformed, 10));
    let fork = old.fork(reformed.clone()).expect("only policy differs");
    assert_eq!((fork.scenario(), fork.round()), (&reformed, 10));
    assert!(ended(fork).save() == ended(new).save(), "a fork is what would have been");
    assert!(ended(old).save() != ended(before(&reformed, 10)).save(), "the reform changes nothing");
}

#[test]
fn a_fork_that_changes_more_than_policy_or_the_past_says_so() {
    let scenario = eventful();
    let simulation = before(&scenario, 20);
    let error = |other: Scenario| simulation.fork(other).expect_err("no fork").to_string();
    assert_eq!(
        error(with(&scenario, |s| (s.world.population.residents, s.run.seed) = (41, 9))),
        "cannot fork: the other scenario may differ in policy only, but it differs in run.seed, population.residents"
    );
    assert!(error(with(&scenario, |s| s.shocks.clear())).ends_with("but it differs in shocks"));
    let past = error(with(&scenario, |s| s.reforms[0].policy.government.attempts = 4));
    assert!(past.starts_with("cannot fork: reforms before round 20 must be the same, but they differ at round 15"));
    let invalid = error(with(&scenario, |s| s.policy.government.pressure = 2.0));
    assert!(invalid.starts_with("eventful: `government.pressure` must be"), "{invalid}");
}

#[test]
fn a_city_without_residents_is_an_error_and_no_panic() {
    let empty = with(&eventful(), |s| s.world.population.residents = 0);
    let error = Simulation::new(empty.clone(), seeds(1, 0)).expect_err("an error").to_string();
    assert_eq!(error, "eventful: `population.residents` must be a whole number from 1 to 1000000, not 0");
    assert!(before(&eventful(), -12).fork(empty).is_err());
}

/// A saved simulation that is as small as can be, with a bit of everything.
fn small() -> Vec<u8> {
    let scenario = with(&eventful(), |s| {
        let population = &mut s.world.population;
        (population.districts, population.communities, population.residents) = (2, 2, 6);
        s.world.needs.scale = 20.0;
        (s.run.warm_up, s.run.rounds) = (2, 16);
    });
    before(&scenario, 8).save()
}

fn refused(bytes: &[u8]) -> String {
    Simulation::restore(bytes).expect_err("not a saved simulation").to_string()
}

#[test]
fn bytes_that_are_cut_or_too_many_are_refused() {
    let saved = small();
    assert!(Simulation::restore(&saved).is_ok());
    for length in 0..saved.len() {
        refused(&saved[..length]);
    }
    assert_eq!(refused(&[]), "cannot restore a simulation: the bytes are no saved simulation");
    assert!(refused(&[&saved[..], &[0]].concat()).contains("damaged"));
    assert!(refused(&saved[..saved.len() - 1]).contains("damaged or cut"));
}

#[test]
fn another_format_is_refused_in_a_sentence_that_says_which() {
    let saved = small();
    let end = saved.iter().position(|&byte| byte == b'\n').expect("a first line");
    let other = [b"grassroots simulation, format 2, version 7.1.0", &saved[end..]].concat();
    let expected = "cannot restore a simulation: it was saved by version 7.1.0 (format 2); this version, ";
    assert!(refused(&other).starts_with(expected), "{}", refused(&other));
    assert!(refused(&other).ends_with(", reads format 1"));
    for foreign in [&b"PNG"[..], b"\n", b"grassroots", b"grassroots simulation, format 1\n", &[0xff; 500]] {
        assert_eq!(refused(foreign), "cannot restore a simulation: the bytes are no saved simulation");
    }
}

/// The same bytes with a checksum that fits.
fn signed(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() - 32);
    let checksum = blake3::hash(&bytes);
    bytes.extend(checksum.as_bytes());
    bytes
}

/// Where the city begins, roughly: behind the text of the scenario.
fn city_starts(saved: &[u8]) -> usize {
    let last = b"intensity = 2.0\n";
    saved.windows(last.len()).position(|window| window == last).expect("a shock") + last.len()
}

fn config(cases: u32) -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(7);
    ProptestConfig { cases, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn a_byte_that_is_another_one_is_noticed(at in any::<prop::sample::Index>(), flip in 1u8..) {
        let mut saved = small();
        let at = at.index(saved.len());
        saved[at] ^= flip;
        prop_assert!(Simulation::restore(&saved).is_err());
    }

    #[test]
    fn bytes_forged_with_the_right_checksum_never_lead_to_a_panic(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)
    ) {
        let mut saved = small();
        let start = city_starts(&saved);
        let length = saved.len() - 32 - start;
        for (at, byte) in places {
            saved[start + at.index(length)] = byte;
        }
        if let Ok(simulation) = Simulation::restore(&signed(saved)) {
            let lived = catch_unwind(AssertUnwindSafe(|| ended(simulation).save()));
            prop_assert!(lived.is_ok());
        }
    }
}
