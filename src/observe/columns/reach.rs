//! What values a column can have, and of whom.

use super::{COUNT, Column, LEVEL, SHARE};
use crate::observe::Group;
use crate::observe::tally::Tally;

impl Column {
    /// Whether a group can have a value of it: offices and organisations belong to no third of residents.
    pub fn has(&self, group: Group) -> bool {
        let someone = Tally::of_one_each();
        let value = match group {
            Group::Third(_) => self.of(&someone.without_bodies()),
            Group::City | Group::District(_) => self.of(&someone),
        };
        !value.is_nan()
    }

    /// The least and the largest value that there can be.
    pub fn bounds(&self) -> (f64, f64) {
        match self.unit {
            LEVEL | SHARE | "coefficient" => (0.0, 1.0),
            "-1 to 1" | "ses" => (-1.0, 1.0),
            COUNT
            | "cases"
            | "rounds"
            | "organisations"
            | "ratio"
            | "work units per round"
            | "per resident and year" => (0.0, f64::INFINITY),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::{COLUMNS, Run};
    use crate::scenario::Scenario;
    use crate::simulation::Simulation;
    use crate::streams::Seeds;

    fn run() -> Run {
        let mut scenario = Scenario::default();
        scenario.world.population.residents = 40;
        (scenario.run.warm_up, scenario.run.rounds) = (4, 30);
        let mut simulation = Simulation::new(scenario, Seeds::of(1)).expect("a scenario");
        while !simulation.is_over() {
            simulation.step();
        }
        simulation.into_observed()
    }

    #[test]
    fn a_third_has_no_value_of_what_belongs_to_bodies_and_one_of_all_else() {
        let run = run();
        for (position, column) in COLUMNS.iter().enumerate() {
            let has =
                |group| run.series(position, group).is_some_and(|curve| curve.iter().any(|value| !value.is_nan()));
            let seen = [Group::City, Group::District(1)].map(has).contains(&true);
            assert!(column.has(Group::City) && column.has(Group::District(1)), "{}", column.name);
            let thirds = [0, 1, 2].map(|third| has(Group::Third(third)));
            // Rare events may not have happened in so small a city.
            assert!(!seen || thirds.contains(&true) == column.has(Group::Third(0)), "{}", column.name);
        }
        let of_third = |name: &str| COLUMNS[super::super::column(name).expect(name)].has(Group::Third(0));
        assert_eq!(
            ["organisations", "load", "skill", "gain", "requests"].map(of_third),
            [false, false, false, true, true]
        );
    }

    #[test]
    fn no_value_lies_beyond_the_bounds() {
        for record in run().records() {
            for (column, &value) in COLUMNS.iter().zip(record.values) {
                let (low, high) = column.bounds();
                assert!(low.is_finite(), "{}", column.name);
                // Rounding of the arithmetic apart.
                let within = value.is_nan() || (low - 1e-6..=high + 1e-6).contains(&value);
                assert!(within, "{} is {value}", column.name);
            }
        }
    }
}
