//! Groups, pairs, stretches and budgets, by functions whose indices are known.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::study::definition::Method;
use crate::study::design::{DesignKind, Point};
use crate::study::testing::go_on;
use crate::study::{Job, Plan, Record, Status};

/// Two factors that an outcome is made of by hand, and one that it is not.
const FACTORS: &str = "[factors]\n'needs.scale' = { from = 1.0, to = 3.0 }\n'government.pressure' = { from = 0.0, to = 1.0 }\n\
                       'voice.noise' = { from = 0.5, to = 2.0 }\n";

fn experiment(design: &str) -> Experiment {
    let text = format!(
        "base = 'baseline'\nreplicates = 3\nrounds = 4\nwarm_up = 1\noutcomes = ['gain', 'security']\n[design]\n{design}\n\
         [set]\npopulation.residents = 3\npopulation.communities = 1\n{FACTORS}"
    );
    Experiment::from_toml("test", &text).unwrap_or_else(|error| panic!("{error}"))
}

fn number(point: &Point, factor: usize) -> f64 {
    point.values[factor].as_float().expect("a number")
}

/// `2 x1 - x2`, with luck that a replicate brings to all points.
fn linear(point: &Point, replicate: u32) -> f64 {
    2.0 * number(point, 0) - number(point, 1) + [10.0, -3.0, 0.5][replicate as usize]
}

/// Rows with every outcome made by hand.
fn rows(experiment: &Experiment, of: impl Fn(&Point, u32) -> f64) -> Rows {
    let mut rows = Rows::none(experiment);
    for (number, point) in experiment.points().iter().enumerate() {
        for replicate in 0..experiment.replicates() {
            let outcomes = vec![of(point, replicate); experiment.outcomes().len()];
            let record = Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes };
            rows.insert(Job { point: number, replicate }, record);
        }
    }
    rows
}

fn found(experiment: &Experiment, of: impl Fn(&Point, u32) -> f64) -> Sensitivity {
    Sensitivity::of(experiment, &rows(experiment, of)).expect("a sensitivity design")
}

fn values(outcome: &OutcomeIndices, kind: Kind, units: usize) -> Vec<f64> {
    (0..units).map(|unit| outcome.index(kind, unit).expect("an index").value).collect()
}

fn near(found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    let all = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() <= within);
    assert!(all, "{found:?} is not {expected:?}");
}

#[test]
fn effects_of_a_linear_function_are_its_slopes_over_the_ranges() {
    let experiment = experiment("kind = 'morris'\ntrajectories = 10\nlevels = 6");
    let found = found(&experiment, linear);
    let outcome = &found.outcomes[0];
    assert_eq!(
        (outcome.used, outcome.left_out, outcome.luck),
        (10, 0, Some(0.0)),
        "the luck of all points is no effect's"
    );
    near(&values(outcome, Kind::Mu, 3), &[4.0, -1.0, 0.0], 1e-7);
    near(&values(outcome, Kind::MuStar, 3), &[4.0, 1.0, 0.0], 1e-7);
    near(&values(outcome, Kind::Sigma, 3), &[0.0; 3], 1e-7);
    assert_eq!(outcome.index(Kind::MuStar, 2), Some(Estimate { value: 0.0, low: 0.0, high: 0.0 }));
    let ranks: Vec<(usize, f64)> =
        outcome.ranked().iter().map(|index| (index.unit, index.rank.expect("a rank").value)).collect();
    assert_eq!(ranks, [(0, 1.0), (1, 2.0), (2, 3.0)]);
    let places: Vec<usize> = outcome.convergence.iter().map(|(blocks, _)| *blocks).collect();
    assert_eq!(places, [2, 5, 10]);
    assert_eq!(
        notes(&experiment, &found),
        ["gain: nothing changes with voice.noise", "security: nothing changes with voice.noise"]
    );
}

#[test]
fn shares_of_a_linear_function_are_those_of_its_variances() {
    // Of 2 x1 the variance is 4 times 4 / 12, of x2 it is 1 / 12: 16 and 1 of 17.
    let expected = [16.0 / 17.0, 1.0 / 17.0, 0.0];
    let experiment = experiment("kind = 'saltelli'\npoints = 512\nsecond_order = true");
    let found = found(&experiment, linear);
    let outcome = &found.outcomes[1];
    near(&values(outcome, Kind::First, 3), &expected, 0.01);
    near(&values(outcome, Kind::Total, 3), &expected, 0.01);
    assert_eq!(outcome.index(Kind::Total, 2), Some(Estimate { value: 0.0, low: 0.0, high: 0.0 }));
    let seconds: Vec<Index> =
        outcome.indices.iter().flatten().filter(|index| index.kind == Kind::Second).copied().collect();
    let pairs: Vec<(usize, Option<usize>)> = seconds.iter().map(|index| (index.unit, index.with)).collect();
    assert_eq!(pairs, [(0, Some(1)), (0, Some(2)), (1, Some(2))]);
    near(&seconds.iter().map(|index| index.estimate.value).collect::<Vec<_>>(), &[0.0; 3], 0.02);
    assert!(outcome.luck.is_some_and(|luck| luck < 1e-9), "what a seed adds everywhere is none: {:?}", outcome.luck);
}

#[test]
fn what_two_factors_do_together_is_no_part_of_either_alone() {
    // With both factors even between -1 and 1, all variance of their product is that of the pair.
    let product = |point: &Point, _: u32| (number(point, 0) - 2.0) * (2.0 * number(point, 1) - 1.0);
    let experiment = experiment("kind = 'saltelli'\npoints = 1024\nsecond_order = true");
    let found = found(&experiment, product);
    let outcome = &found.outcomes[0];
    near(&values(outcome, Kind::First, 3), &[0.0; 3], 0.06);
    near(&values(outcome, Kind::Total, 3), &[1.0, 1.0, 0.0], 0.06);
    let of_pair = outcome.indices.iter().flatten().find(|index| index.kind == Kind::Second).expect("a pair");
    assert!((of_pair.estimate.value - 1.0).abs() < 0.1, "{of_pair:?}");
}

#[test]
fn factors_of_a_group_move_together_and_have_no_sign() {
    let experiment =
        experiment("kind = 'morris'\ntrajectories = 12\ngroups = { both = ['needs.scale', 'government.pressure'] }");
    let found = found(&experiment, linear);
    assert_eq!(found.scheme.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["both", "voice.noise"]);
    let outcome = &found.outcomes[0];
    assert_eq!((outcome.index(Kind::Mu, 0), outcome.index(Kind::Sigma, 0)), (None, None));
    assert!(outcome.index(Kind::Mu, 1).is_some());
    // 4 and 1 go the same way or each its own, as it falls out.
    let size = outcome.index(Kind::MuStar, 0).expect("an index").value;
    assert!((3.0..=5.0).contains(&size), "{size}");
}

#[test]
fn blocks_that_lack_a_value_are_left_out_and_told() {
    let experiment = experiment("kind = 'morris'\ntrajectories = 6\nlevels = 100");
    // The points of the third trajectory.
    let lacking = 9;
    let of = |point: &Point, replicate: u32| if point.number == lacking { f64::NAN } else { linear(point, replicate) };
    let left_out = found(&experiment, of);
    assert_eq!((left_out.outcomes[0].used, left_out.outcomes[0].left_out), (5, 1));
    near(&values(&left_out.outcomes[0], Kind::Mu, 2), &[4.0, -1.0], 1e-7);
    assert_eq!(notes(&experiment, &left_out)[0], "gain: 1 of 6 blocks lack a value and are left out");
    let none = Sensitivity::of(&experiment, &Rows::none(&experiment)).expect("a design");
    assert_eq!(none.outcomes[0].indices, Err(Undefined::TooFew { used: 0 }));
    let words = "gain: no index is defined: of the base points 0 can be used, and at least 2 are needed";
    assert_eq!(notes(&experiment, &none)[0], words);
}

#[test]
fn stretches_are_those_of_their_rounds() {
    let experiment = experiment("kind = 'morris'\ntrajectories = 4");
    assert_eq!((experiment.declared().len(), experiment.outcomes().len()), (2, 2 + 2 * 4));
    let mut rows = Rows::none(&experiment);
    for (number, point) in experiment.points().iter().enumerate() {
        for replicate in 0..experiment.replicates() {
            // Of gain the factor matters the more the later it is; of security nothing does.
            let scale = |part: usize| part as f64 * self::number(point, 0);
            let outcomes =
                (0..experiment.outcomes().len()).map(|at| if (2..6).contains(&at) { scale(at - 2) } else { 0.0 });
            let outcomes = outcomes.collect();
            let record = Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes };
            rows.insert(Job { point: number, replicate }, record);
        }
    }
    let found = Sensitivity::of(&experiment, &rows).expect("a design");
    let of = |outcome: usize| -> Vec<([u32; 2], f64)> {
        let stretches = found.outcomes[outcome].stretches.iter();
        stretches.map(|(rounds, units)| (*rounds, units.as_ref().expect("indices")[0].value)).collect()
    };
    let expected = [0.0, 2.0, 4.0, 6.0];
    let rounds: Vec<[u32; 2]> = of(0).iter().map(|(rounds, _)| *rounds).collect();
    assert_eq!(rounds, [[0, 0], [1, 1], [2, 2], [3, 3]]);
    near(&of(0).iter().map(|(_, value)| *value).collect::<Vec<_>>(), &expected, 1e-6);
    near(&of(1).iter().map(|(_, value)| *value).collect::<Vec<_>>(), &[0.0; 4], 0.0);
}

#[test]
fn a_budget_is_never_exceeded_and_never_split_below_four_blocks() {
    let morris = experiment("kind = 'morris'\ntrajectories = 4");
    let sobol = morris.with_method(Method { kind: Some(DesignKind::Saltelli), ..Method::default() }).expect("a design");
    for (experiment, block, budgets) in [(&morris, 4, [128, 150, 777]), (&sobol, 5, [160, 500, 3000])] {
        for budget in budgets {
            let found = split(experiment, budget, &go_on).unwrap_or_else(|error| panic!("{budget}: {error}"));
            assert!(found.points >= 4 && found.replicates >= 2 && found.runs <= budget, "{budget}: {found:?}");
            assert_eq!(found.runs, u64::from(found.points) * u64::from(found.replicates) * block);
            assert_eq!(found.luck.len(), 2);
        }
        let few = split(experiment, budgets[0] - 1, &go_on).expect_err("too few").to_string();
        assert!(few.contains("runs are too few"), "{few}");
    }
    let seen = AtomicUsize::new(0);
    let stop = |_: crate::study::Event<'_>| match seen.fetch_add(1, Ordering::Relaxed) {
        0..10 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    assert!(split(&morris, 128, &stop).expect_err("ended").to_string().contains("the pilot was interrupted"));
}
