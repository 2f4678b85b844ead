//! Grid workers: service staff who patrol the grids and visit residents instead of working in offices.
//!
//! ```text
//! g_r = grid_share work_rate services per_resident n_r work units a round: the part `patrol` on patrol, the rest on visits
//! P(a patrol finds a public case in category g) = finding (patrol units) (1 - S_cg) rate_g / mean rate
//! visits = (visit units) / visit          empty cases = padding pressure (patrol units)
//! ```
//!
//! What a patrol finds early takes half the work. A visit goes to anyone of the grid, with replacement; who has a need
//! decides on it at once (`voice`). Pressure to report makes workers open empty cases, which the record shows as resolved.
//!
//! Reads: stocks. Writes nothing by itself: what is found is opened by `intake`. Draws: whom a worker visits, empty cases; what
//! a patrol finds is drawn in `needs`.

use rand::RngExt;

use crate::city::{Categories, Grid, PerCategory, Services};
use crate::parameters::{ASSUMED, SHARE, WEIGHT};
use crate::policy::Government;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// What grid workers do in their time.
    pub struct Params {
        /// Probability that a work unit of patrol finds a case of mean rate where the service stock is gone.
        finding: f64 = 0.4, SHARE, "probability per work unit", ASSUMED;
        /// Share of its work that a case takes which is found early.
        early: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Work units that a visit takes.
        visit: f64 = 0.05, 0.001..=100.0, "work units", ASSUMED;
        /// Empty cases that full pressure makes a work unit of patrol open.
        padding: f64 = 0.1, WEIGHT, "cases per work unit", ASSUMED;
        /// Work units that an empty case takes.
        padding_work: f64 = 0.3, WEIGHT, "work units", ASSUMED;
    }
}

/// What grid work goes by.
pub struct Rules<'a> {
    /// What workers do.
    pub params: &'a Params,
    /// The rules of responsible government.
    pub government: &'a Government,
    /// Work units of grid workers per resident and round.
    pub time: f64,
    /// Where and when it draws.
    pub at: At<'a>,
}

impl Rules<'_> {
    /// Work units of patrol in a grid.
    fn patrol(&self, grid: &Grid) -> f64 {
        self.time * grid.residents() as f64 * self.government.patrol
    }
}

/// Whom the workers of a community visit, in the order of residents; `key` is the community's in all draws.
pub fn visit(rules: &Rules<'_>, key: u64, grids: &[Grid]) -> Vec<u32> {
    let stream = rules.at.draws(Purpose::Visits);
    let mut visited = Vec::new();
    if rules.time <= 0.0 {
        return visited;
    }
    for grid in grids {
        let time = rules.time * grid.residents() as f64 * (1.0 - rules.government.patrol);
        let entity = key + grid.members().start as u64;
        let mut rng = stream.generator(entity);
        let visits = stream.whole(!entity, time / rules.params.visit);
        visited.extend((0..visits).map(|_| rng.random_range(grid.members()) as u32));
    }
    visited.sort_unstable();
    visited
}

/// The probability that a patrol finds a public case in a grid, per category.
pub fn finding(rules: &Rules<'_>, categories: &Categories, services: &Services, grid: &Grid) -> PerCategory {
    let demand = categories.demand();
    let units = rules.patrol(grid);
    std::array::from_fn(|g| {
        let missing = 1.0 - f64::from(services.stock[g]);
        (rules.params.finding * units * missing * demand[g] * demand.len() as f64) as f32
    })
}

/// Empty cases that the workers of a grid open; `key` is the grid's in all draws.
pub fn pad(rules: &Rules<'_>, key: u64, grid: &Grid) -> u32 {
    let expected = rules.params.padding * rules.government.pressure * rules.patrol(grid);
    rules.at.draws(Purpose::Padding).whole(key, expected)
}
