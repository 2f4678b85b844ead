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
//! Reads: stocks. Writes nothing by itself: what is found is opened by `intake`. Draws: whom a worker visits, empty cases;
//! what a patrol finds is drawn in `needs`.

use rand::RngExt;

use crate::city::{Categories, Grid, PerCategory, Services};
use crate::parameters::{ASSUMED, SHARE, WEIGHT};
use crate::policy::Government;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// What grid workers do in their time.
    pub struct Params {
        /// Probability that a work unit of patrol finds a case of mean rate where the service stock is gone.
        #[zh = "公共服务存量耗尽时，一个工作量单位的巡查发现一个平均发生率案件的概率。"]
        finding: f64 = 0.4, SHARE, "probability per work unit", ASSUMED;
        /// Share of its work that a case takes which is found early.
        #[zh = "早发现的案件所需工作量的比例。"]
        early: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Work units that a visit takes.
        #[zh = "一次走访所需的工作量。"]
        visit: f64 = 0.05, 0.001..=100.0, "work units", ASSUMED;
        /// Empty cases that full pressure makes a work unit of patrol open.
        #[zh = "满额压力使每工作量单位的巡查所立的空案。"]
        padding: f64 = 0.1, WEIGHT, "cases per work unit", ASSUMED;
        /// Work units that an empty case takes.
        #[zh = "一个空案所需的工作量。"]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::Category;
    use crate::city::testing::{assert_near, assert_share, community, streams};

    /// Rules of a round with so many work units per resident, the share `patrol` of them on patrol; `act` works by them.
    fn by<T>(params: &Params, time: f64, patrol: f64, round: i32, act: impl FnOnce(&Rules<'_>) -> T) -> T {
        under(params, time, &Government { patrol, ..Government::default() }, round, act)
    }

    fn under<T>(
        params: &Params,
        time: f64,
        government: &Government,
        round: i32,
        act: impl FnOnce(&Rules<'_>) -> T,
    ) -> T {
        act(&Rules { params, government, time, at: At { streams: &streams(6), round } })
    }

    fn visited(time: f64, patrol: f64, round: i32, residents: u32) -> Vec<u32> {
        let community = community(residents);
        by(&Params::default(), time, patrol, round, |rules| visit(rules, community.key, &community.grids))
    }

    #[test]
    fn without_grid_workers_nobody_is_visited_and_nothing_is_found_or_padded() {
        let community = community(1000);
        let eager = Params { finding: 1.0, visit: 0.001, padding: 100.0, ..Params::default() };
        let government = Government { pressure: 1.0, ..Government::default() };
        under(&eager, 0.0, &government, 0, |rules| {
            assert!(visit(rules, 0, &community.grids).is_empty());
            let chances = finding(rules, &Categories::default(), &community.services, &community.grids[0]);
            assert_eq!(chances, [0.0; 8]);
            assert_eq!(pad(rules, 0, &community.grids[0]), 0);
        });
    }

    #[test]
    fn visits_are_as_many_in_each_grid_as_the_time_for_them_allows() {
        // .01 x 500 units a grid, of which the part 1 - patrol goes to visits of .05 each.
        let numbers = |time: f64, patrol: f64| {
            let visited = visited(time, patrol, 0, 1000);
            assert!(visited.is_sorted());
            [visited.iter().filter(|&&who| who < 500).count(), visited.iter().filter(|&&who| who >= 500).count()]
        };
        assert_eq!(numbers(0.01, 0.5), [50, 50]);
        assert_eq!(numbers(0.01, 0.0), [100, 100]);
        assert_eq!(numbers(0.02, 0.75), [50, 50]);
        assert_eq!(numbers(0.01, 1.0), [0, 0]);
        let shared = community(1000);
        let longer = Params { visit: 0.1, ..Params::default() };
        assert_eq!(by(&longer, 0.01, 0.5, 0, |rules| visit(rules, 0, &shared.grids)).len(), 50);
    }

    #[test]
    fn a_fraction_of_a_visit_is_a_chance() {
        // .0001 x 300 x .5 / .05 = .3 of a visit a round. False positives: once in 26 million.
        let community = community(300);
        let of =
            |round| by(&Params::default(), 0.0001, 0.5, round, |rules| visit(rules, community.key, &community.grids));
        let number: usize = (0..4000).map(|round| of(round).len()).sum();
        assert_share(number, 4000, 0.3);
    }

    #[test]
    fn visits_go_to_anyone_with_replacement() {
        // 300 visits a round among 300: a resident is left out with probability (299 / 300)^300, is visited once with
        // 300 / 300 (299 / 300)^299, and half of the visits go to the first half. The numbers left out and visited once
        // are sums over residents who take visits from each other, and vary less than if they did not: false positives
        // rarer than once in 26 million each.
        let [mut out, mut once, mut first] = [0; 3];
        for round in 0..200 {
            let visited = visited(0.1, 0.5, round, 300);
            assert_eq!(visited.len(), 300);
            let mut times = [0u32; 300];
            visited.iter().for_each(|&who| times[who as usize] += 1);
            out += times.iter().filter(|&&times| times == 0).count();
            once += times.iter().filter(|&&times| times == 1).count();
            first += visited.iter().filter(|&&who| who < 150).count();
        }
        let missed = libm::pow(299.0 / 300.0, 299.0);
        assert_share(out, 60_000, missed * 299.0 / 300.0);
        assert_share(once, 60_000, missed);
        assert_share(first, 60_000, 0.5);
    }

    #[test]
    fn each_round_and_each_grid_has_visits_of_its_own() {
        assert_ne!(visited(0.01, 0.5, 0, 500), visited(0.01, 0.5, 1, 500));
        let both = visited(0.01, 0.5, 0, 1000);
        let second: Vec<u32> = both[50..].iter().map(|who| who - 500).collect();
        assert_ne!(both[..50], second[..]);
    }

    #[test]
    fn a_patrol_finds_by_the_stated_probability() {
        // .002 x 500 x .5 = .5 units of patrol. Rates: .0025 for housing, .001 for safety, .0015 on average. With stocks at
        // .5: .4 x .5 x .5 = .1 at the mean rate; with a stock at .8, .4 x .5 x .2 = .04.
        let mut community = community(500);
        community.services.stock[Category::Health as usize] = 0.8;
        community.services.stock[Category::Care as usize] = 1.0;
        let of = |params: &Params, time: f64, patrol: f64| {
            by(params, time, patrol, 0, |rules| {
                finding(rules, &Categories::default(), &community.services, &community.grids[0])
            })
        };
        let chances = of(&Params::default(), 0.002, 0.5);
        assert_near(chances[Category::Housing as usize], 0.1 * 25.0 / 15.0);
        assert_near(chances[Category::Environment as usize], 0.1);
        assert_near(chances[Category::Safety as usize], 0.1 * 10.0 / 15.0);
        assert_near(chances[Category::Health as usize], 0.04);
        assert_eq!(chances[Category::Care as usize], 0.0, "nothing is amiss");
        assert_near(of(&Params::default(), 0.002, 1.0)[1], 0.2);
        assert_near(of(&Params::default(), 0.006, 0.5)[1], 0.3);
        assert_eq!(of(&Params::default(), 0.002, 0.0), [0.0; 8]);
        assert_eq!(of(&Params { finding: 0.0, ..Params::default() }, 0.002, 0.5), [0.0; 8]);
    }

    #[test]
    fn pressure_makes_patrols_open_empty_cases() {
        // .08 x 500 x .5 = 20 units of patrol, at .1 x pressure each.
        let community = community(500);
        let padded = |params: &Params, time: f64, pressure: f64, round: i32| {
            let government = Government { pressure, ..Government::default() };
            under(params, time, &government, round, |rules| pad(rules, 0, &community.grids[0]))
        };
        let of = |pressure: f64| padded(&Params::default(), 0.08, pressure, 0);
        assert_eq!([of(0.0), of(0.5), of(1.0)], [0, 1, 2]);
        assert_eq!(padded(&Params { padding: 0.0, ..Params::default() }, 0.08, 1.0, 0), 0);
        // .1 x .5 x .012 x 500 x .5 = .15 a round. False positives: once in 26 million.
        let number: u32 = (0..4000).map(|round| padded(&Params::default(), 0.012, 0.5, round)).sum();
        assert_share(number as usize, 4000, 0.15);
    }
}
