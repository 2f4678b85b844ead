//! Comparisons of tiny cities, for tests.

use super::{Comparison, Split, Stopping, Unknown};
use crate::scenario::Scenario;
use crate::study::testing::go_on;
use crate::study::{Memory, Study};

/// A tiny city under these settings.
pub fn tiny(name: &str, text: &str) -> Scenario {
    let head = "population.residents = 20\nrun.warm_up = 4\nrun.rounds = 30\n";
    Scenario { name: name.to_owned(), ..Scenario::from_toml(name, &format!("{head}{text}")).expect("a scenario") }
}

/// Scenarios under the same seeds. They have their names, also those that could not name a file.
pub fn compared(mut scenarios: Vec<Scenario>, replicates: u32) -> Comparison {
    let given = scenarios.iter_mut().zip(0..);
    let names: Vec<String> =
        given.map(|(arm, number)| std::mem::replace(&mut arm.name, format!("arm-{number}"))).collect();
    let study = Study::compare(scenarios).expect("arms that can be compared").replicates(replicates);
    let store = Memory::default();
    let found = study.run(&store, &go_on).expect("runs");
    let mut comparison = study.comparison(&store, &found).expect("a comparison");
    for (arm, name) in comparison.arms.iter_mut().zip(names) {
        arm.scenario.name.clone_from(&name);
        arm.name = name;
    }
    comparison
}

/// The same with a fork, unknowns and a stopping rule.
pub fn with_everything(comparison: Comparison) -> Comparison {
    let replicates = comparison.arms[0].runs.len() as u32;
    let looks = vec![(replicates / 2, 0.021), (replicates, 0.012)];
    let stopping = Stopping { question: comparison.primary[3], wanted: 0.01, looks, reached: false };
    let draws: Vec<f64> = (0..replicates).map(|replicate| 0.1 + 0.001 * f64::from(replicate / 2)).collect();
    let values = draws.iter().copied().map(toml::Value::Float).collect();
    let (key, distribution) = ("feedback.loss_rate".into(), "uniform from 0.1 to 0.2".into());
    let unknown = Unknown { key, distribution, values, draws, ordered: true };
    let mut comparison = Comparison { fork: Some(10), stopping: Some(stopping), unknowns: vec![unknown], ..comparison };
    for contrast in &mut comparison.contrasts {
        contrast.outcomes.iter_mut().for_each(|outcome| outcome.split = Some(Split { luck: 0.7, ignorance: 0.3 }));
    }
    comparison
}
