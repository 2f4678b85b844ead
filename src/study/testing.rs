//! A plan made by hand, for tests.

use crate::error::Error;
use crate::observe::{self, Group};
use crate::scenario::Scenario;
use crate::streams::Seeds;
use crate::study::design::{Factor, Plan, Point, Role, Stop};
use crate::study::outcome::{Outcome, Reduction};

/// Levels of `needs.scale` in a tiny city.
#[derive(Clone, Debug)]
pub(crate) struct ByHand {
    pub(crate) factors: Vec<Factor>,
    pub(crate) points: Vec<Point>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) replicates: u32,
    pub(crate) stop: Option<Stop>,
    pub(crate) timeout: Option<f64>,
}

impl ByHand {
    /// A point for each level, as it is written in TOML.
    pub(crate) fn new(levels: &[&str], replicates: u32) -> Self {
        let factors = vec![Factor { key: "needs.scale".to_owned(), role: Role::Lever }];
        let point = |(number, level): (usize, &&str)| Point {
            number,
            values: vec![level.parse::<f64>().map_or(toml::Value::String((*level).to_owned()), toml::Value::Float)],
            settings: vec![format!("needs.scale={level}")],
        };
        let column = |name: &str| observe::column(name).expect("a column");
        let outcomes = vec![
            Outcome::mean_of_last(column("trust_government"), 3),
            Outcome {
                name: "gain_final".to_owned(),
                column: column("gain"),
                group: Group::Third(0),
                reduction: Reduction::Final,
            },
        ];
        let points = levels.iter().enumerate().map(point).collect();
        Self { factors, points, outcomes, replicates, stop: None, timeout: None }
    }
}

impl Plan for ByHand {
    fn factors(&self) -> &[Factor] {
        &self.factors
    }
    fn points(&self) -> &[Point] {
        &self.points
    }
    fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }
    fn replicates(&self) -> u32 {
        self.replicates
    }
    fn scenario(&self, point: &Point) -> Result<Scenario, Error> {
        let city = ["population.residents=10", "population.communities=2", "run.warm_up=2", "run.rounds=6"];
        let settings: Vec<String> = city.iter().map(|&text| text.to_owned()).chain(point.settings.clone()).collect();
        Scenario::load_with("baseline", &settings)
    }
    fn seeds(&self, _: &Point, replicate: u32) -> Seeds {
        Seeds { seed: 7, replicate, city_seed: None }
    }
    fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }
    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}
