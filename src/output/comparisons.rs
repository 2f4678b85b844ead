//! Comparisons made by hand from small runs, for the tests of figures and of the report.

use crate::experiment::comparison::{Arm, Comparison, Contrast, Difference, Split, Stopping, Unknown};
use crate::observe::{COLUMNS, Group, Run, column};
use crate::scenario::Scenario;
use crate::{experiment, simulation, stats};

/// The columns that are primary.
const PRIMARY: [&str; 6] =
    ["trust_government", "participation_rate", "voice_rate", "resolution_rate", "satisfaction_rate", "gain"];

/// A tiny city under these settings.
pub fn tiny(name: &str, text: &str) -> Scenario {
    let head = "population.residents = 20\nrun.warm_up = 4\nrun.rounds = 30\n";
    Scenario { name: name.to_owned(), ..Scenario::from_toml(name, &format!("{head}{text}")).expect("a scenario") }
}

/// Scenarios under the same seeds.
pub fn compared(scenarios: Vec<Scenario>, replicates: u32) -> Comparison {
    let arms: Vec<Arm> = scenarios.into_iter().map(|scenario| arm(scenario, replicates)).collect();
    let contrasts = (1..arms.len()).map(|position| contrast(&arms, position)).collect();
    let primary = PRIMARY.iter().filter_map(|name| column(name)).collect();
    Comparison { arms, contrasts, primary, window: 52, fork: None, stopping: None, unknowns: Vec::new() }
}

/// The same with a fork, unknowns and a stopping rule.
pub fn with_everything(comparison: Comparison) -> Comparison {
    let replicates = comparison.arms[0].runs.len() as u32;
    let looks = vec![(replicates / 2, 0.021), (replicates, 0.012)];
    let stopping = Stopping { column: comparison.primary[3], wanted: 0.01, looks, reached: false };
    let draws = (0..replicates).map(|replicate| 0.1 + 0.001 * f64::from(replicate / 2)).collect();
    let unknown = Unknown { key: "feedback.loss_rate".into(), distribution: "uniform from 0.1 to 0.2".into(), draws };
    let mut comparison = Comparison { fork: Some(10), stopping: Some(stopping), unknowns: vec![unknown], ..comparison };
    for contrast in &mut comparison.contrasts {
        contrast.outcomes.iter_mut().for_each(|outcome| outcome.split = Some(Split { luck: 0.7, ignorance: 0.3 }));
    }
    comparison
}

fn arm(scenario: Scenario, replicates: u32) -> Arm {
    let run = |replicate| simulation::run(&scenario, experiment::seeds(&scenario, replicate), &mut ());
    let runs = (0..replicates).map(run).collect();
    Arm { name: scenario.name.clone(), scenario, runs }
}

fn contrast(arms: &[Arm], position: usize) -> Contrast {
    let outcomes = (0..COLUMNS.len()).map(|column| {
        let means = |arm: &Arm| arm.runs.iter().map(|run| mean(run, column)).collect::<Vec<f64>>();
        difference(&means(&arms[0]), &means(&arms[position]), PRIMARY.contains(&COLUMNS[column].name))
    });
    Contrast { arm: position, outcomes: outcomes.collect(), by_round: Vec::new() }
}

fn mean(run: &Run, column: usize) -> f64 {
    let curve = run.series(column, Group::City).expect("a column");
    stats::mean(&curve[curve.len().saturating_sub(52)..]).unwrap_or(f64::NAN)
}

fn difference(reference: &[f64], arm: &[f64], primary: bool) -> Difference {
    let pairs: Vec<(f64, f64)> = reference.iter().copied().zip(arm.iter().copied()).collect();
    let pairs: Vec<(f64, f64)> = pairs.into_iter().filter(|(a, b)| !a.is_nan() && !b.is_nan()).collect();
    let differences: Vec<f64> = pairs.iter().map(|(a, b)| b - a).collect();
    let mean = |values: Vec<f64>| stats::mean(&values).unwrap_or(f64::NAN);
    let centre = mean(differences.clone());
    let t = stats::t_interval(&differences, 0.95);
    let sd = stats::standard_deviation(&differences).filter(|sd| *sd > 0.0);
    Difference {
        replicates: pairs.len(),
        reference: mean(pairs.iter().map(|pair| pair.0).collect()),
        arm: mean(pairs.iter().map(|pair| pair.1).collect()),
        mean: centre,
        t,
        bca: t,
        effect: sd.map(|sd| centre / sd),
        same_sign: differences.iter().filter(|value| **value * centre > 0.0).count(),
        p: sd.map(|_| 0.01),
        holm: sd.filter(|_| primary).map(|_| 0.03),
        variance_ratio: sd.map(|_| 0.4),
        split: None,
    }
}
