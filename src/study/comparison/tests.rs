//! Comparisons of tiny cities: what is paired, shared, forked, drawn and told.

use super::*;
use crate::language::Language;
use crate::reading::InMemory;
use crate::scenario::{Reform, Shock, Uncertainty, uncertainties};
use crate::simulation::Simulation;
use crate::study::testing::{go_on, run};
use crate::study::{Job, Memory, Plan, Store};

fn tiny(change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = Scenario::default();
    (scenario.world.population.districts, scenario.world.population.communities) = (2, 2);
    scenario.world.population.residents = 20;
    scenario.world.needs.scale = 4.0;
    (scenario.run.warm_up, scenario.run.rounds) = (3, 12);
    change(&mut scenario);
    scenario
}

fn pressed(pressure: f64) -> Scenario {
    tiny(|scenario| scenario.policy.government.pressure = pressure)
}

fn protocol(scenarios: Vec<Scenario>) -> Protocol {
    Protocol::new(scenarios).unwrap_or_else(|error| panic!("{error}"))
}

/// The runs of all arms, by arm and replicate.
fn runs(protocol: &Protocol, replicates: u32) -> Vec<Vec<Run>> {
    let (mut protocol, store) = (protocol.clone(), Memory::default());
    protocol.set_replicates(replicates);
    let _ = run(&protocol, &store, &go_on);
    let of = |point| move |replicate| Job { point, replicate };
    let arms = (0..protocol.arms().len()).map(|point| (0..protocol.replicates()).map(of(point)));
    arms.map(|jobs| jobs.map(|job| store.rounds(job).expect("a run that ended")).collect()).collect()
}

fn compared(protocol: &Protocol, replicates: u32) -> Comparison {
    protocol.compare(runs(protocol, replicates), primary(), None)
}

fn bits(run: &Run) -> Vec<u64> {
    run.records().flat_map(|record| record.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>()).collect()
}

fn unknowns(text: &str) -> Vec<Uncertainty> {
    uncertainties(&InMemory::of([("unknowns.toml", text)]), "unknowns.toml").unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(result: Result<Protocol, crate::Error>) -> String {
    result.expect_err("a refusal").to_string()
}

#[test]
fn arms_whose_names_differ_in_capitals_have_files_of_their_own_everywhere() {
    let named = |name: &str| Scenario { name: name.to_owned(), ..tiny(|_| {}) };
    let protocol = protocol(vec![named("Policy"), named("policy"), named("POLICY")]);
    let names: Vec<&str> = protocol.arms().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Policy", "policy-2", "POLICY-3"]);
}

#[test]
fn identical_arms_differ_by_exactly_nothing_in_sane_numbers() {
    let found = compared(&protocol(vec![tiny(|_| {}), tiny(|_| {}), tiny(|_| {})]), 3);
    let names: Vec<&str> = found.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(names, ["baseline", "baseline-2", "baseline-3"]);
    let all = found.contrasts.iter().flat_map(|c| c.outcomes.iter().chain(c.by_round.iter().flatten()));
    for difference in all.filter(|difference| difference.replicates > 0) {
        assert_eq!(difference.mean, 0.0);
        assert!(difference.t.is_none_or(|t| t == (0.0, 0.0)) && difference.bca.is_none_or(|bca| bca == (0.0, 0.0)));
        assert_eq!((difference.p, difference.holm, difference.effect), (None, None, None));
        assert_eq!(difference.same_sign, difference.replicates);
        assert!(difference.variance_ratio.is_none_or(|ratio| ratio == 0.0));
    }
}

#[test]
fn arms_have_the_runs_of_their_scenarios_under_the_same_seeds_on_any_number_of_threads() {
    let protocol = protocol(vec![pressed(0.0), pressed(1.0)]);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| compared(&protocol, 3))
    };
    let (one, three) = (on(1), on(3));
    for (arm, scenario) in [pressed(0.0), pressed(1.0)].iter().enumerate() {
        for (replicate, run) in one.arms[arm].runs.iter().enumerate() {
            let seeds = crate::study::seeds(scenario, replicate as u32);
            let mut alone = Simulation::new(scenario.clone(), seeds).expect("a simulation");
            while !alone.is_over() {
                alone.step();
            }
            assert_eq!(
                bits(run),
                bits(&alone.observed().of_groups(|group| !matches!(group, crate::Group::District(_))))
            );
            assert_eq!(bits(run), bits(&three.arms[arm].runs[replicate]));
        }
    }
    assert_eq!(format!("{:?}", one.contrasts), format!("{:?}", three.contrasts));
}

#[test]
fn a_difference_is_the_paired_mean_of_the_last_rounds_and_holm_covers_the_primary_outcomes() {
    let larger = |pressure| {
        let mut scenario = pressed(pressure);
        (scenario.world.population.residents, scenario.run.rounds) = (60, 60);
        scenario
    };
    let found = compared(&protocol(vec![larger(0.0), larger(1.0)]), 6);
    let column = crate::observe::column("reported_resolution_rate").expect("a column");
    let end = |run: &Run| {
        let curve = run.series(column, crate::Group::City).expect("a curve");
        crate::stats::mean(&curve[60 - 52..]).expect("a value")
    };
    let pairs = found.arms[0].runs.iter().zip(&found.arms[1].runs).map(|(a, b)| end(b) - end(a));
    let mean = pairs.sum::<f64>() / 6.0;
    let difference = &found.contrasts[0].outcomes[column];
    assert!((difference.mean - mean).abs() < 1e-12 && mean > 0.0, "pressure makes officials report more");
    assert!((difference.arm - difference.reference - mean).abs() < 1e-12);
    assert_eq!((found.window, difference.holm), (52, None));
    for &primary in &found.primary {
        let difference = found.contrasts[0].answer(primary).expect("an answer");
        assert!(difference.p.is_some_and(|p| (0.0..=1.0).contains(&p)));
        assert_eq!(difference.p.is_some(), difference.holm.is_some());
        assert!(difference.holm >= difference.p);
    }
}

#[test]
fn a_fork_that_changes_nothing_gives_the_bits_of_an_undisturbed_run() {
    let plain = protocol(vec![pressed(0.3), pressed(0.3)]);
    let undisturbed = runs(&plain, 2);
    for round in [0, 5, 11] {
        let forked = runs(&plain.clone().forked(round).expect("a fork"), 2);
        for (forked, plain) in forked.iter().flatten().zip(undisturbed.iter().flatten()) {
            assert_eq!(bits(forked), bits(plain), "fork at round {round}");
        }
    }
}

#[test]
fn forked_arms_share_their_past_and_then_go_as_a_reform_at_that_round_would() {
    let forked = compared(&protocol(vec![pressed(0.0), pressed(1.0)]).forked(7).expect("a fork"), 2);
    let reformed = tiny(|scenario| {
        scenario.policy.government.pressure = 0.0;
        scenario.reforms.push(Reform { round: 7, policy: pressed(1.0).policy });
    });
    let expected = runs(&protocol(vec![pressed(0.0), reformed]), 2);
    for (found, expected) in forked.arms[1].runs.iter().zip(&expected[1]) {
        assert_eq!(bits(found), bits(expected));
    }
    let curves = &forked.contrasts[0].by_round;
    assert!(curves.iter().all(|rounds| rounds[..7].iter().all(|round| round.replicates == 0 || round.mean == 0.0)));
    assert!(curves.iter().any(|rounds| rounds[7..].iter().any(|round| round.mean != 0.0)));
    assert_eq!(forked.window, 5);
    assert!(forked.horizon(Language::En).contains("one history up to round 7"));
}

#[test]
fn an_arm_of_a_fork_alone_is_a_reform_of_the_reference() {
    let forked = protocol(vec![pressed(0.0), pressed(1.0)]).forked(7).expect("a fork");
    let job = Job { point: 1, replicate: 1 };
    let mut alone = Simulation::new(forked.alone(job).expect("a scenario"), forked.seeds(job)).expect("a simulation");
    while !alone.is_over() {
        alone.step();
    }
    let kept = alone.observed().of_groups(|group| forked.keeps(group));
    assert_eq!(bits(&kept), bits(&runs(&forked, 2)[1][1]));
}

#[test]
fn arms_that_cannot_fork_are_refused_with_the_keys() {
    let fork = |other: Scenario| refusal(protocol(vec![tiny(|_| {}), other]).forked(5));
    let text = fork(tiny(|scenario| scenario.world.feedback.loss_rate = 0.3));
    assert!(text.contains("feedback.loss_rate"), "{text}");
    let reform = |round| Reform { round, policy: pressed(0.9).policy };
    let text = fork(tiny(|scenario| scenario.reforms.push(reform(3))));
    assert!(text.contains("round 3 in government.pressure = 0.9"), "{text}");
    let late = protocol(vec![tiny(|_| {}), tiny(|scenario| scenario.reforms.push(reform(5)))]).forked(5);
    assert!(late.is_ok(), "a reform at the fork is the arm's own");
    assert!(refusal(protocol(vec![tiny(|_| {}), tiny(|_| {})]).forked(12)).contains("0 to 11"));
}

#[test]
fn schedules_that_differ_are_refused_with_the_key() {
    let text = refusal(Protocol::new(vec![tiny(|_| {}), tiny(|scenario| scenario.run.warm_up = 9)]));
    assert!(text.contains("run.warm_up is 3 in `baseline` and 9 in `baseline-2`"), "{text}");
    assert!(Protocol::new(vec![tiny(|_| {}), tiny(|scenario| scenario.run.replicates = 9)]).is_ok());
    assert!(refusal(Protocol::new(vec![tiny(|_| {})])).contains("two scenarios"));
}

#[test]
fn two_lucks_share_a_draw_and_arms_share_both() {
    let plain = protocol(vec![pressed(0.0), pressed(1.0)]);
    let text = "'feedback.loss_rate' = { from = 0, to = 1 }\nneeds.scale = { values = [2, 3] }";
    let drawn = plain.clone().with_unknowns(unknowns(text), 6).expect("unknowns");
    assert_eq!((drawn.whole_draws(5), plain.whole_draws(5)), (6, 5));
    assert_eq!(drawn.draws(0), drawn.draws(1));
    assert_ne!(drawn.draws(1), drawn.draws(2));
    let loss = |point| drawn.scenario(Job { point, replicate: 3 }).expect("a scenario").world.feedback.loss_rate;
    assert_eq!(loss(0), loss(1));
    let alone = plain.with_unknowns(unknowns("'feedback.loss_rate' = { from = 0, to = 1 }"), 6).expect("unknowns");
    assert_eq!(alone.draws(4)[0], drawn.draws(4)[0], "another unknown moves no draw");
    let found = compared(&drawn, 6);
    assert_eq!(found.unknowns[0].draws.len(), 6);
    assert!(found.unknowns[1].draws.iter().all(|draw| [2.0, 3.0].contains(draw)));
    let splits: Vec<Split> = found.contrasts[0].outcomes.iter().filter_map(|outcome| outcome.split).collect();
    assert!(!splits.is_empty() && splits.iter().all(|split| (split.luck + split.ignorance - 1.0).abs() < 1e-12));
}

#[test]
fn what_decides_the_outcome_is_ignorance_and_draws_count_as_one() {
    // Values of three draws with two lucks each: lucks differ by 0.1, draws by 1.
    let values = [1.0, 1.1, 2.0, 2.1, 3.0, 3.1];
    let found = contrast::difference(&[0.0; 6], &values, 2);
    let split = found.split.expect("a split");
    assert!(split.ignorance > 0.98, "{split:?}");
    let (low, high) = found.t.expect("an interval");
    // Of three draws: 4.302653 standard errors of 1 / sqrt 3.
    assert!((found.mean - 2.05).abs() < 1e-12 && (high - low - 2.0 * 4.302653 / 3f64.sqrt()).abs() < 1e-5);
    assert_eq!(contrast::difference(&[0.0; 6], &values, 1).split, None);
}

#[test]
fn unknowns_that_would_erase_what_arms_differ_in_or_move_shocks_are_refused() {
    let arms = || protocol(vec![pressed(0.0), pressed(1.0)]);
    let text = refusal(arms().with_unknowns(unknowns("'government.pressure' = { from = 0, to = 1 }"), 2));
    assert!(text.contains("unknowns.toml:1:1: ") && text.contains("`baseline-2` differs"), "{text}");
    let shaken = tiny(|scenario| {
        let category = crate::city::Category::Safety;
        scenario.shocks.push(Shock {
            round: 5,
            category,
            districts: vec![1],
            magnitude: 0.5,
            duration: 2,
            intensity: 1.0,
        });
    });
    let shaken = protocol(vec![tiny(|_| {}), shaken]);
    let text = refusal(shaken.with_unknowns(unknowns("population.districts = { values = [1, 3] }"), 2));
    assert!(text.contains("the shocks of `baseline-2` hit districts"), "{text}");
    let text = refusal(arms().with_unknowns(unknowns("'network.neighbours' = { values = [4, 5] }"), 40));
    assert!(text.contains("unknowns.toml:1:1: in draw") && text.contains("5 is odd"), "{text}");
}

#[test]
fn different_totals_and_cities_are_warned_of() {
    let rich = tiny(|scenario| {
        scenario.reforms.push(Reform { round: 6, policy: scenario.policy.clone() });
        scenario.reforms[0].policy.budget.per_resident = 2.0;
    });
    let found = compared(&protocol(vec![tiny(|_| {}), rich]), 1);
    assert_eq!(found.totals(), [12.0, 18.0]);
    assert!(
        found.spending(Language::En).is_some_and(|text| text.contains("baseline 12, baseline-2 18")),
        "{:?}",
        found.spending(Language::En)
    );
    assert!(found.horizon(Language::En).contains("transitions: policy changes during the run in baseline-2 (round 6)"));
    let other = compared(&protocol(vec![tiny(|_| {}), tiny(|s| s.world.population.residents = 21)]), 1);
    assert_eq!((other.spending(Language::En), other.notes(Language::En).len()), (None, 1));
    assert!(other.notes(Language::En)[0].contains("population.residents"));
    assert!(other.horizon(Language::En).contains("long-run states"));
}
