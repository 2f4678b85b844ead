//! Any experiment in range, and any document.

use grassroots::scenario::Scenario;
use grassroots::study::{Experiment, Plan};
use proptest::prelude::*;

use super::{first, over_baseline};

/// A factor on a key that any value of its range leaves sound, as TOML.
fn interval(key: &'static str, lowest: f64, highest: f64) -> impl Strategy<Value = String> {
    (lowest..highest, lowest..highest).prop_filter_map("an interval", move |(a, b)| {
        (a < b).then(|| format!("'{key}' = {{ from = {a:?}, to = {b:?} }}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_point_of_every_design_is_in_range_and_every_budget_sums_to_one(
        kind in prop::sample::select(&["sobol", "random", "latin_hypercube"][..]),
        pressure in interval("government.pressure", 0.0, 1.0),
        work in interval("productivity.work_rate", 0.001, 0.1),
        scale in prop::sample::select(&["linear", "log"][..]),
        deadline in (1u32..20, 20u32..520),
        names in prop::sample::subsequence(grassroots::policy::BudgetShare::NAMES, 2..=9),
        least in 0.0..0.02f64,
        points in 1u32..40, seed in 0u64..=i64::MAX as u64,
    ) {
        let work = work.replace(" }", &format!(", scale = '{scale}' }}"));
        let text = format!(
            "design = {{ kind = '{kind}', points = {points}, seed = {seed} }}\n[factors]\n{pressure}\n{work}\n\
             'government.deadline' = {{ from = {}, to = {} }}\n'consultation.format' = ['talks', 'survey']\n\
             budget = {{ simplex = {names:?}, min = {least:?} }}",
            deadline.0, deadline.1
        );
        let experiment = over_baseline(&text);
        let base: f64 = names.iter().map(|name| experiment_share(name)).sum();
        if least * names.len() as f64 >= base {
            prop_assert!(experiment.is_err());
            return Ok(());
        }
        let experiment = experiment.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(experiment.points().len(), points as usize);
        for (position, point) in experiment.points().iter().enumerate() {
            let scenario = experiment.scenario(first(position)).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let shares = scenario.policy.budget.shares();
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-6, "{:?}", shares);
            for (name, share) in grassroots::policy::BudgetShare::NAMES.iter().zip(shares) {
                prop_assert!((0.0..=1.0).contains(&share) && (!names.contains(name) || share >= least), "{} {}", name, share);
            }
            prop_assert!((deadline.0..=deadline.1).contains(&scenario.policy.government.deadline));
            prop_assert_eq!(point.values[0].as_float(), Some(scenario.policy.government.pressure));
            prop_assert_eq!(point.values[1].as_float(), Some(scenario.world.productivity.work_rate));
        }
    }

    #[test]
    fn no_document_brings_the_loader_down(lines in prop::collection::vec(line(), 0..10)) {
        let text = format!("base = 'baseline'\n{}", lines.join("\n"));
        if let Ok(experiment) = Experiment::from_toml("x", &text) {
            prop_assert!((0..experiment.points().len()).all(|point| experiment.scenario(first(point)).is_ok()));
        }
    }
}

fn experiment_share(name: &str) -> f64 {
    let position = grassroots::policy::BudgetShare::NAMES.iter().position(|share| *share == name);
    Scenario::default().policy.budget.shares()[position.expect("a share")]
}

const KEYS: &[&str] = &[
    "description",
    "replicates",
    "seed",
    "rounds",
    "outcomes",
    "timeout",
    "set.budget.law",
    "design.kind",
    "design.points",
    "design.table",
    "factors.budget",
    "factors.'budget.law'",
    "factors.government.pressure",
    "factors.run.rounds",
    "stop",
    "stop.column",
    "stop.below",
    "nonsense",
    "factors",
    "set",
];

const VALUES: &[&str] = &[
    "1",
    "-1",
    "0.1",
    "nan",
    "'sobol'",
    "'factorial'",
    "'zip'",
    "'table'",
    "'gain'",
    "[]",
    "['gain']",
    "[0.1, 0.2]",
    "true",
    "{ from = 0, to = 1 }",
    "{ from = 1, to = 9, steps = 3 }",
    "{ simplex = ['law', 'virtue'], steps = 2 }",
    "{ values = [] }",
    "{ simplex = ['law', 'virtue'], total = 0.1, min = 0.2 }",
    "{}",
    "99999999999999999999",
    "[{ column = 'gain', reduce = 'final' }]",
    "{ column = 'gain', above = 1 }",
    "",
    "{ kind = 'sobol', points = 8 }",
    "{ kind = 'factorial' }",
];

fn line() -> impl Strategy<Value = String> {
    (prop::sample::select(KEYS), prop::sample::select(VALUES)).prop_map(|(key, value)| format!("{key} = {value}"))
}
