//! What is checked in each round of a scenario.

use grassroots::city::{City, End, Stage};
use grassroots::events::{Closure, Events};
use grassroots::observe::{self, COLUMNS, Group, column};
use grassroots::scenario::Scenario;
use grassroots::simulation::Simulation;

use super::common::{built, seeds};

/// Cases by what became of them, cumulated over all rounds, and requests.
#[derive(Debug, Default)]
struct Ledger {
    filed: u64,
    /// Opened by prediction, by patrols, or to be counted.
    proactive: u64,
    ended: u64,
    requests: u64,
    merged: u64,
}

impl Ledger {
    fn enter(&mut self, events: &Events) {
        let sum = |thirds: [u32; 3]| thirds.iter().map(|&count| u64::from(count)).sum::<u64>();
        self.filed += sum(events.filed);
        self.proactive += u64::from(events.proactive + events.padding);
        self.merged += sum(events.merged);
        self.ended += events.closures.len() as u64;
        let formal = |choice: Option<grassroots::city::Channel>| choice.is_some_and(|c| c.name() != "neighbours");
        self.requests += events.decisions.iter().filter(|decision| formal(decision.choice)).count() as u64;
    }

    fn check(&self, open: usize) {
        assert_eq!(self.filed + self.proactive, open as u64 + self.ended, "filed + proactive = open + ended: {self:?}");
        assert_eq!(self.requests, self.filed + self.merged, "requests = filed + merged: {self:?}");
    }
}

/// Runs a scenario and checks everything in each round. Now and then it goes on with a simulation that was saved and
/// restored, and must come to the same end.
pub fn hold(scenario: &Scenario) {
    let mut simulation = built(scenario, seeds(scenario.run.seed, 0));
    let mut whole = simulation.clone();
    let mut ledgers: Vec<Ledger> = simulation.city().districts.iter().map(|_| Ledger::default()).collect();
    let residents = simulation.city().residents();
    simulation.city().check();
    while !simulation.is_over() {
        let round = simulation.round();
        if round % 9 == 4 {
            simulation = Simulation::restore(&simulation.save()).unwrap_or_else(|error| panic!("{error}"));
        }
        simulation.step();
        whole.step();
        let (city, events) = (simulation.city(), simulation.events());
        city.check();
        assert_eq!(city.residents(), residents, "residents are constant");
        for ((ledger, district), events) in ledgers.iter_mut().zip(&city.districts).zip(events) {
            ledger.enter(events);
            ledger.check(district.cases.len());
            check_capacity(events);
            check_columns_of_residents(district);
        }
        check_allocation(city);
        let values = observe::measure(city, events, &scenario.world, round);
        check_values(city, events, &values, scenario, residents);
    }
    assert!(simulation.save() == whole.save(), "saving and restoring changes what comes after");
}

fn check_capacity(events: &Events) {
    let capacity = &events.capacity;
    assert!(capacity.used <= capacity.given * 1.0001 + 1e-6, "more capacity used than given: {capacity:?}");
    assert!(capacity.used >= 0.0 && capacity.given.is_finite(), "{capacity:?}");
}

/// Each column has a value per resident, also after residents have moved.
fn check_columns_of_residents(district: &grassroots::city::District) {
    for community in &district.communities {
        let residents = community.residents();
        let lengths = [
            community.traits.third.len(),
            community.trust.government.len(),
            community.civic.active.len(),
            community.wellbeing.gain.len(),
            community.needs.stages().len(),
        ];
        assert_eq!(lengths, [residents; 5]);
        assert_eq!(community.needs.len(), community.needs.iter().count(), "no open need is lost");
        assert!(community.traits.threshold.iter().chain(&community.traits.age).all(|value| value.is_finite()));
        let hazards = community.grids.iter().flat_map(|grid| grid.hazard);
        assert!(hazards.into_iter().all(|hazard| (0.0..f32::INFINITY).contains(&hazard)), "hazards");
        assert!(!community.needs.stages().contains(&Stage::Filed) || !district.cases.is_empty());
    }
    for organisation in &district.organisations {
        assert!((0.0..f32::INFINITY).contains(&organisation.capacity), "{organisation:?}");
        assert!((0.0..=1.0).contains(&organisation.reputation), "{organisation:?}");
    }
}

fn check_allocation(city: &City) {
    for district in &city.districts {
        let parts: Vec<f64> = district.communities.iter().flat_map(|c| c.services.allocation).map(f64::from).collect();
        let mean = parts.iter().sum::<f64>() / parts.len() as f64;
        assert!((mean - 1.0).abs() < 1e-3, "the allocation's mean is {mean}");
        assert!(parts.iter().all(|&part| part >= 0.0), "a negative allocation: {parts:?}");
    }
    for level in city.levels.each() {
        assert!((0.0..=1.0).contains(&level), "level {level}");
    }
}

/// Every column is in its range, shares of choices sum to 1, and groups add up to the city.
fn check_values(city: &City, events: &[Events], values: &[f64], scenario: &Scenario, residents: usize) {
    let groups = Group::all(scenario.world.population.districts);
    let rows: Vec<&[f64]> = values.chunks(COLUMNS.len()).collect();
    for (group, row) in groups.iter().zip(&rows) {
        for (column, &value) in COLUMNS.iter().zip(*row) {
            let range = match column.unit {
                // What is solved may have arisen before the year that is counted.
                _ if column.name == "solved_share" => 0.0..=f64::MAX,
                "share" | "level 0-1" => 0.0..=1.00001,
                "ses" | "-1 to 1" => -1.0..=1.0,
                // A Gini coefficient from cells may miss equality by a rounding.
                "coefficient" => -1e-9..=1.0,
                _ => 0.0..=f64::MAX,
            };
            assert!(value.is_nan() || range.contains(&value), "{group}: {} is {value}", column.name);
        }
        check_choices(row, group);
    }
    let at = |row: usize, name: &str| rows[row][column(name).expect("a column")];
    let districts = scenario.world.population.districts as usize;
    for name in ["new_needs", "requests", "filed", "merged", "closed", "withdrawn", "given_up", "backlog", "moved"] {
        let sum = |rows: std::ops::Range<usize>| rows.map(|row| at(row, name)).sum::<f64>();
        assert_eq!(at(0, name), sum(1..districts + 1), "{name} of the districts");
        let thirds = sum(districts + 1..districts + 4);
        assert_eq!(at(0, name), thirds + nobodys(name, city, events), "{name} of the thirds and of nobody");
    }
    assert!(at(0, "trust_government").is_finite() && at(0, "gini_gain").is_finite());
    assert!(at(0, "moved") <= residents as f64);
}

/// What proactive cases, which are no third's, add to a column of the city.
fn nobodys(name: &str, city: &City, events: &[Events]) -> f64 {
    let closures = events.iter().flat_map(|events| &events.closures).filter(|closure| closure.third.is_none());
    let withdrawn = |closure: &&Closure| closure.end == End::Withdrawn;
    let count = match name {
        "closed" => closures.filter(|closure| !withdrawn(closure)).count(),
        "withdrawn" => closures.filter(withdrawn).count(),
        "backlog" => {
            let cases = city.districts.iter().flat_map(|district| district.cases.iter());
            cases.filter(|(_, case)| case.is_proactive()).count()
        }
        _ => 0,
    };
    count as f64
}

fn check_choices(row: &[f64], group: &Group) {
    let at = |name: &str| row[column(name).expect("a column")];
    let choices = COLUMNS.iter().zip(row).filter(|(column, _)| column.name.starts_with("choice_"));
    let sum: f64 = choices.map(|(_, &value)| value).sum();
    if at("new_needs") > 0.0 {
        assert!((sum - 1.0).abs() < 1e-9, "{group}: shares of choices sum to {sum}");
        assert!((at("choice_wait") + at("choice_neighbours") + at("voice_rate") - 1.0).abs() < 1e-9);
    } else {
        assert!(sum.is_nan() && at("voice_rate").is_nan(), "{group}: a rate without a case is missing");
    }
}
