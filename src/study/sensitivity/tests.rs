//! Indices of outcomes that are written down by hand.

use super::*;
use crate::study::definition::Method;
use crate::study::record::{Record, Status};
use crate::study::{Job, Plan};

const TEXT: &str = r#"
base = "baseline"
replicates = 3
outcomes = ["gain"]
rounds = 20
[design]
kind = "morris"
trajectories = 6
[factors]
"needs.scale" = { from = 1.0, to = 3.0 }
"feedback.loss_rate" = { from = 0.1, to = 0.2 }
"#;

/// What is known where the outcome is a function of the factors, and of luck that all points share.
fn known(experiment: &Experiment, outcome: impl Fn(f64, f64) -> f64) -> Rows {
    let mut rows = Rows::none(experiment);
    for (point, at) in experiment.points().iter().enumerate() {
        let [x, y] = [0, 1].map(|factor| at.values[factor].as_float().expect("a number"));
        for replicate in 0..experiment.replicates() {
            let outcomes = vec![outcome(x, y) + f64::from(replicate * replicate); experiment.outcomes().len()];
            let (stage, message) = (String::new(), String::new());
            rows.insert(Job { point, replicate }, Record { status: Status::Done, stage, message, outcomes });
        }
    }
    rows
}

fn near(found: Option<Estimate>, expected: f64) {
    let found = found.expect("an index");
    assert!((found.value - expected).abs() < 1e-6, "{found:?}, not {expected}");
}

#[test]
fn elementary_effects_of_a_sum_are_slope_times_range_whichever_way_a_step_goes() {
    let experiment = Experiment::from_toml("x", TEXT).unwrap_or_else(|error| panic!("{error}"));
    let found = Sensitivity::of(&experiment, &known(&experiment, |x, y| 2.0 * x - 30.0 * y)).expect("a design for it");
    let gain = &found.outcomes[0];
    near(gain.index(Kind::Mu, 0), 4.0);
    near(gain.index(Kind::Mu, 1), -3.0);
    near(gain.index(Kind::MuStar, 1), 3.0);
    near(gain.index(Kind::Sigma, 0), 0.0);
    let order: Vec<usize> = gain.ranked().iter().map(|index| index.unit).collect();
    assert_eq!((order, gain.used, gain.left_out), (vec![0, 1], 6, 0));
    // Ten stretches of two rounds, each with the same indices.
    assert_eq!((gain.stretches.len(), gain.stretches[9].0), (10, [18, 19]));
}

#[test]
fn blocks_of_base_points_give_the_shares_of_a_sum() {
    let method =
        Method { kind: Some(crate::study::design::DesignKind::Saltelli), points: Some(1024), ..Method::default() };
    let experiment = Experiment::from_toml("x", TEXT).and_then(|experiment| experiment.with_method(method));
    let experiment = experiment.unwrap_or_else(|error| panic!("{error}"));
    // Spreads of 4 and 3: variances in the relation 16 to 9.
    let found = Sensitivity::of(&experiment, &known(&experiment, |x, y| 2.0 * x - 30.0 * y)).expect("a design for it");
    let gain = &found.outcomes[0];
    for (kind, unit, expected) in
        [(Kind::First, 0, 0.64), (Kind::Total, 0, 0.64), (Kind::First, 1, 0.36), (Kind::Total, 1, 0.36)]
    {
        let index = gain.index(kind, unit).expect("an index");
        assert!((index.value - expected).abs() < 0.01 && index.low <= expected && expected <= index.high, "{index:?}");
    }
}

#[test]
fn blocks_that_lack_a_run_are_left_out_and_an_outcome_without_variance_has_no_index() {
    let experiment = Experiment::from_toml("x", TEXT).unwrap_or_else(|error| panic!("{error}"));
    let all = known(&experiment, |x, _| x);
    let mut some = Rows::none(&experiment);
    all.iter().filter(|(job, _)| job.point != 4).for_each(|(job, record)| some.insert(job, record.clone()));
    let found = Sensitivity::of(&experiment, &some).expect("a design for it");
    // Its trajectory, and one that comes by the same point.
    assert_eq!((found.outcomes[0].used, found.outcomes[0].left_out), (4, 2));
    assert!(notes(&experiment, &found).iter().any(|note| note == "gain: 2 of 6 blocks lack a value and are left out"));
    assert!(notes(&experiment, &found).iter().any(|note| note == "gain: nothing changes with feedback.loss_rate"));
    let nothing = Sensitivity::of(&experiment, &Rows::none(&experiment)).expect("a design for it");
    assert!(nothing.outcomes[0].indices.is_err() && nothing.outcomes[0].ranked().is_empty());
}

#[test]
fn names_are_cut_with_a_count() {
    assert_eq!(listed(&["a", "b", "c"], 3), "a, b, c");
    assert_eq!(listed(&["a", "b", "c"], 1), "a and 2 more");
}
