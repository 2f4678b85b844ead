use super::*;
use crate::city::{Category, Handler};
use crate::events::Events;

/// The baseline in a small city: two districts of two communities of 1,000 residents, in two grids each.
fn small() -> Scenario {
    let mut scenario = Scenario::default();
    let population = &mut scenario.world.population;
    (population.districts, population.communities, population.residents) = (2, 2, 1000);
    (scenario.run.warm_up, scenario.run.rounds) = (5, 20);
    scenario
}

fn built(scenario: &Scenario) -> Simulation {
    Simulation::new(scenario.clone(), Seeds::of(3)).unwrap_or_else(|error| panic!("{error}"))
}

/// What was measured, to the bit.
fn bits(scenario: &Scenario) -> Vec<u64> {
    built(scenario).run().records().flat_map(|record| record.values.iter().map(|value| value.to_bits())).collect()
}

/// Lets one phase happen in so many rounds, with stocks as they are at the start; what happened in each district.
fn only(name: &str, scenario: &Scenario, rounds: usize) -> (Simulation, Vec<Events>) {
    let mut simulation = built(scenario);
    let mut all = Vec::new();
    for _ in 0..rounds {
        let (round, districts) = simulation.begin();
        let (_, phase) = Round::PHASES.into_iter().find(|(other, _)| *other == name).expect("a phase");
        for district in districts {
            let mut events = Events::default();
            phase(&round, district, &mut events);
            all.push(events);
        }
        simulation.end(Vec::new(), &[]);
    }
    (simulation, all)
}

/// A quarter of the staff in the grids, and all that they could do.
fn with_workers() -> Scenario {
    let mut scenario = small();
    scenario.policy.government.grid_share = 0.25;
    (scenario.run.warm_up, scenario.run.rounds) = (0, 1000);
    scenario
}

#[test]
fn without_grid_workers_nothing_that_they_might_do_matters() {
    let mut eager = small();
    let params = &mut eager.world.grid_work;
    (params.finding, params.early, params.visit) = (1.0, 0.0, 0.001);
    (params.padding, params.padding_work) = (100.0, 100.0);
    (eager.policy.government.patrol, eager.world.voice.worker_cost) = (1.0, -10.0);
    let baseline = small();
    let mut same = baseline.clone();
    same.policy.government.patrol = 1.0;
    assert!(bits(&eager) == bits(&baseline) && bits(&same) == bits(&baseline));
    same.policy.government.grid_share = 0.1;
    assert!(bits(&same) != bits(&baseline), "with grid workers it does");
}

#[test]
fn patrols_open_public_cases_for_each_grid_at_the_stated_rate() {
    // Time .25 x .025 x services x money a resident, half of it on patrol, in grids of 500. Stocks stay as they are. The
    // number of cases of a category is a sum of independent trials; the bound is 5.5 standard deviations: false positives
    // once in 26 million each.
    let mut scenario = with_workers();
    scenario.world.grid_work.padding = 0.0;
    let budget = &scenario.policy.budget;
    let units = 0.25 * 0.025 * budget.services * budget.per_resident * 500.0 * 0.5;
    let rounds = 400;
    let (simulation, events) = only("patrol", &scenario, rounds);
    let mut all = 0;
    for district in &simulation.city().districts {
        for (g, &category) in Category::ALL.iter().enumerate() {
            let own = |number: u32, grid: u32| {
                let those = district.cases.iter().filter(|(_, case)| (case.community, case.grid) == (number, grid));
                those.filter(|(_, case)| case.category == category && case.is_proactive()).count()
            };
            for (number, community) in (0..).zip(&district.communities) {
                let rates = scenario.world.categories.each().map(|category| category.rate);
                let relative = rates[g] / (rates.iter().sum::<f64>() / 8.0);
                let chance = 0.4 * units * (1.0 - f64::from(community.services.stock[g])) * relative;
                let (found, expected) = (own(number, 0) + own(number, 1), 2.0 * rounds as f64 * chance);
                let error = (expected * (1.0 - chance)).sqrt();
                assert!((found as f64 - expected).abs() < 5.5 * error, "{found} of {category:?}, not {expected}");
                all += found as u32;
            }
        }
    }
    assert_eq!(events.iter().map(|events| events.proactive).sum::<u32>(), all);
    assert!(events.iter().all(|events| events.padding == 0));
}

#[test]
fn what_is_found_early_takes_half_the_work() {
    let work = |early: f64| -> Vec<f32> {
        let mut scenario = with_workers();
        (scenario.world.grid_work.padding, scenario.world.grid_work.early) = (0.0, early);
        let (simulation, _) = only("patrol", &scenario, 50);
        simulation.city().districts[0].cases.iter().map(|(_, case)| case.work).collect()
    };
    let (whole, half) = (work(1.0), work(0.5));
    assert!(whole.len() > 10);
    assert_eq!(whole.iter().map(|work| 0.5 * work).collect::<Vec<_>>(), half);
}

#[test]
fn empty_cases_lie_in_community_offices_and_nobody_stands_behind_them() {
    // .1 x pressure of the units of patrol in each of 8 grids; in 400 rounds a sum of independent trials. The bound is 5.5
    // standard deviations: false positives once in 26 million.
    let mut scenario = with_workers();
    (scenario.world.grid_work.finding, scenario.policy.government.pressure) = (0.0, 1.0);
    let budget = &scenario.policy.budget;
    let chance = 0.1 * 0.25 * 0.025 * budget.services * budget.per_resident * 500.0 * 0.5;
    assert!(chance < 1.0);
    let (simulation, events) = only("patrol", &scenario, 400);
    let number: u32 = events.iter().map(|events| events.padding).sum();
    let expected = 8.0 * 400.0 * chance;
    assert!(
        (f64::from(number) - expected).abs() < 5.5 * (expected * (1.0 - chance)).sqrt(),
        "{number}, not {expected}"
    );
    let cases = simulation.city().districts.iter().flat_map(|district| district.cases.iter()).map(|(_, case)| case);
    let mut open = 0;
    for case in cases {
        assert!(case.padding && case.behind.is_empty() && case.is_proactive());
        assert_eq!((case.handler, case.work, case.left), (Handler::Office(case.community), 0.3, 0.3));
        open += 1;
    }
    assert_eq!(open, number);
    assert!(events.iter().all(|events| events.proactive == 0));
}

#[test]
fn what_workers_do_in_the_grids_is_not_done_at_desks() {
    // The capacity of offices falls by the share of staff in the grids, whoever the officials are.
    let given = |share: f64| -> f32 {
        let mut scenario = small();
        scenario.policy.government.grid_share = share;
        let mut simulation = built(&scenario);
        let (round, districts) = simulation.begin();
        let mut events = Events::default();
        round.staffing(&mut districts[0], &mut events);
        round.weighing(&mut districts[0], &mut events);
        events.capacity.given
    };
    let ratio = f64::from(given(0.25) / given(0.0));
    assert!((ratio - 0.75).abs() < 1e-5, "{ratio}");
    assert_eq!(given(1.0), 0.0);
}

#[test]
fn visits_fill_the_time_that_is_not_on_patrol() {
    // Each of 4 grids of a district has .25 x .025 x services x money x 500 x .5 units and .05 for a visit: in each round
    // the whole of what that makes, or one more.
    let scenario = with_workers();
    let budget = &scenario.policy.budget;
    let each = 0.25 * 0.025 * budget.services * budget.per_resident * 500.0 * 0.5 / 0.05;
    let (_, events) = only("voice", &scenario, 50);
    for events in &events {
        let visits = f64::from(events.visits);
        assert!((4.0 * each.floor()..=4.0 * (each.floor() + 1.0)).contains(&visits), "{visits}, not 4 x {each}");
    }
}
