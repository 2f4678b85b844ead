//! Small runs whose every value is known. A change of the model shows here: look at what changed, and if it should have,
//! renew the files with `GRASSROOTS_BLESS=1 cargo test --test golden`.

mod common;

use std::fmt::Write;
use std::path::PathBuf;

use common::{fund, scenario, seeds, with};
use grassroots::city::Category;
use grassroots::observe::{COLUMNS, Run};
use grassroots::policy::Format;
use grassroots::scenario::{Checked, Reform, Scenario, Shock};
use grassroots::simulation::Simulation;

const RENEW: &str = "if it should have changed, renew it with `GRASSROOTS_BLESS=1 cargo test --test golden`";

/// The baseline in a tiny city, with as many needs as make every mechanism work.
fn baseline() -> Scenario {
    with(&scenario([2, 2, 60], 30, 8), |s| {
        s.world.needs.scale = 6.0;
        s.world.turnover.base = 0.01;
        s.world.productivity.work_rate = 0.05;
        s.world.voice.petition_cost = 0.0;
        // So small a city has organisations only if they can be small.
        (s.world.organisations.initial, s.world.organisations.fixed) = (400.0, 200.0);
        (s.world.organisations.minimum, s.world.organisations.start_capacity) = (0.037, 0.05);
        (s.world.organisations.founding, s.world.organisations.crowding) = (1.0, 1000.0);
    })
}

/// Every pillar funded, every rule used, a shock, a reform and collective action.
fn everything() -> Scenario {
    let mut scenario = baseline();
    scenario.world.population.threshold_mean = 0.28;
    scenario.world.grid_work.padding = 10.0;
    let policy = &mut scenario.policy;
    fund(&mut policy.budget, |b| &mut b.virtue, 0.03);
    policy.consultation.every = 2.0;
    policy.consultation.term = 6;
    policy.government.deadline = 1;
    policy.technology.phone = 0.5;
    policy.technology.cost_tech = 0.5;
    policy.government.grid_share = 0.3;
    (policy.government.pressure, policy.government.supervision) = (1.0, 0.9);
    let mut reformed = policy.clone();
    fund(&mut reformed.budget, |b| &mut b.leadership, 0.08);
    fund(&mut reformed.budget, |b| &mut b.consultation, 0.06);
    fund(&mut reformed.budget, |b| &mut b.collaboration, 0.12);
    fund(&mut reformed.budget, |b| &mut b.participation, 0.06);
    fund(&mut reformed.budget, |b| &mut b.law, 0.08);
    fund(&mut reformed.budget, |b| &mut b.technology, 0.08);
    fund(&mut reformed.budget, |b| &mut b.virtue, 0.05);
    reformed.consultation.format = Format::Minipublic;
    reformed.government.attempts = 4;
    reformed.government.deadline = 2;
    reformed.leadership.surge = 0.6;
    scenario.reforms.push(Reform { round: 3, policy: reformed });
    scenario.shocks.push(Shock {
        round: 2,
        category: Category::Environment,
        districts: vec![1],
        magnitude: 0.5,
        duration: 4,
        intensity: 3.0,
    });
    scenario
}

/// A run of a scenario as it is: so small a city needs values beyond what files may hold.
fn simulate(scenario: Scenario) -> Run {
    Simulation::start(Checked::trusted(scenario), seeds(1, 0)).run()
}

/// A run as text: a line per round and group, numbers so that they read back to the same bits, nothing for a missing one.
fn text(run: &Run) -> String {
    let mut text = String::from("round,group");
    COLUMNS.iter().for_each(|column| write!(text, ",{}", column.name).expect("a string takes text"));
    for record in run.records() {
        write!(text, "\n{},{}", record.round, record.group).expect("a string takes text");
        for value in record.values {
            let cell = if value.is_nan() { String::new() } else { format!("{value}") };
            write!(text, ",{cell}").expect("a string takes text");
        }
    }
    text + "\n"
}

/// The first difference between two runs as text.
fn first_difference(found: &str, expected: &str) -> Option<String> {
    let names = |text: &str| text.lines().next().unwrap_or_default().split(',').map(str::to_owned).collect::<Vec<_>>();
    let (columns, known) = (names(found), names(expected));
    if columns != known {
        let new: Vec<_> = columns.iter().filter(|name| !known.contains(name)).collect();
        let gone: Vec<_> = known.iter().filter(|name| !columns.contains(name)).collect();
        return Some(format!("the columns differ: new {new:?}, gone {gone:?}"));
    }
    for (found_row, expected_row) in found.lines().zip(expected.lines()).skip(1) {
        let cells = found_row.split(',').zip(expected_row.split(','));
        if let Some((column, (found, expected))) = columns.iter().zip(cells).find(|(_, (a, b))| a != b) {
            let mut place = found_row.split(',');
            let [round, group] = [(); 2].map(|()| place.next().unwrap_or_default());
            return Some(format!("round {round}, {group}, {column} is {found:?}, not {expected:?}"));
        }
    }
    (found.lines().count() != expected.lines().count()).then(|| "the number of rows differs".to_owned())
}

/// Compares a run with the file of that name, or renews the file if asked to.
fn compare(name: &str, scenario: &Scenario) {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "golden", &format!("{name}.csv")].iter().collect();
    let found = text(&simulate(scenario.clone()));
    if std::env::var_os("GRASSROOTS_BLESS").is_some() {
        std::fs::write(&file, found).unwrap_or_else(|error| panic!("cannot renew {}: {error}", file.display()));
        return;
    }
    let expected = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; make it with GRASSROOTS_BLESS=1", file.display()))
        .replace('\r', "");
    if let Some(difference) = first_difference(&found, &expected) {
        panic!("{} does not hold any more: {difference}; {RENEW}", file.display());
    }
}

#[test]
fn the_baseline_gives_what_it_always_gave() {
    compare("baseline", &baseline());
}

#[test]
fn everything_at_once_gives_what_it_always_gave() {
    compare("everything", &everything());
}

#[test]
fn in_the_golden_run_of_everything_nothing_stands_still() {
    // A column that is always zero or missing would pin nothing.
    let run = simulate(everything());
    for (position, column) in COLUMNS.iter().enumerate() {
        let series = run.series(position, grassroots::observe::Group::City).expect("the city is a group");
        let moves = series.windows(2).any(|pair| pair[0].to_bits() != pair[1].to_bits());
        assert!(moves, "{} is {:?} throughout", column.name, series[0]);
    }
}

#[test]
fn the_first_difference_is_named() {
    let expected = "round,group,a,b\n0,city,1,\n0,district_1,1,2\n";
    assert_eq!(first_difference(expected, expected), None);
    let found = "round,group,a,b\n0,city,1,\n0,district_1,1,2.5\n";
    let difference = first_difference(found, expected).expect("they differ");
    assert_eq!(difference, "round 0, district_1, b is \"2.5\", not \"2\"");
    let missing = first_difference("round,group,a,b\n0,city,1,\n", expected).expect("they differ");
    assert_eq!(missing, "the number of rows differs");
    let columns = first_difference("round,group,a,c\n", expected).expect("they differ");
    assert!(columns.contains("new [\"c\"], gone [\"b\"]"), "{columns}");
}
