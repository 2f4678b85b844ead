//! What stands around the curves of a scenario's figures.

use grassroots::Scenario;
use grassroots::plots::Caption;

/// Title, description and marks of a scenario.
pub fn caption(scenario: &Scenario) -> Caption {
    let reforms = scenario.reforms.iter().map(|reform| (reform.round, "reform".to_owned()));
    let shocks = scenario.shocks.iter().map(|shock| (shock.round, format!("shock to {}", shock.category.name())));
    let mut marks: Vec<(u32, String)> = reforms.chain(shocks).collect();
    marks.sort_by_key(|&(round, _)| round);
    Caption { title: scenario.name.clone(), description: scenario.description.clone(), marks }
}
