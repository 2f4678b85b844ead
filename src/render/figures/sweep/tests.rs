//! Figures of made-up sweeps.

use toml::Value;

use super::*;
use crate::render::figures::tests;

/// A made-up outcome of numbers between 0 and 1, with intervals.
fn outcome(name: &str, unit: &str, points: usize, of: impl Fn(usize) -> f64) -> SweepOutcome {
    let cell = |point: usize| Cell {
        mean: of(point),
        interval: Some((of(point) - 0.02, of(point) + 0.02)),
        replicates: 5,
        contrast: None,
    };
    let less_is_better = name == "backlog";
    SweepOutcome {
        title: crate::observe::words(name),
        unit: unit.to_owned(),
        less_is_better,
        cells: (0..points).map(cell).collect(),
    }
}

fn factor(key: &str, values: Vec<Value>) -> SweepFactor {
    SweepFactor { key: key.to_owned(), role: None, values }
}

fn numbers(count: usize, of: impl Fn(usize) -> f64) -> Vec<Value> {
    (0..count).map(|point| Value::Float(of(point))).collect()
}

fn caption() -> Caption {
    Caption {
        title: "pressure_supervision".into(),
        description: "Where reported resolution parts from true".into(),
        ..Caption::default()
    }
}

fn drawn(name: &str, table: &SweepTable) -> Vec<&'static str> {
    let pictures = sweep_pictures(table, &caption()).unwrap();
    tests::drawn(name, &pictures);
    pictures.iter().map(Picture::name).collect()
}

/// Two factors on a grid of 5 by 4.
fn grid() -> SweepTable {
    SweepTable {
        factors: vec![
            factor("government.pressure", numbers(20, |point| (point % 5) as f64 / 4.0)),
            factor("government.supervision", numbers(20, |point| (point / 5) as f64 / 3.0)),
        ],
        outcomes: vec![
            outcome("resolution_rate", "share", 20, |point| 0.9 - 0.1 * (point % 5) as f64),
            outcome("trust_government", "level 0-1", 20, |point| 0.4 + 0.01 * point as f64),
        ],
        left_out: 0,
    }
}

/// Two scenarios, each with the same three pressures, of which the second is held against the first.
fn scenarios() -> SweepTable {
    let mut trust = outcome("trust_government", "level 0-1", 6, |point| 0.4 + 0.05 * point as f64);
    let mut solved = outcome("solved_share", "share", 6, |point| 0.7 + 0.01 * (point % 3) as f64);
    for point in 3..6 {
        trust.cells[point].contrast = Some((0.15, Some((0.14, 0.16))));
        solved.cells[point].contrast = Some((0.0, Some((-0.01, 0.01))));
    }
    let names = ["baseline", "baseline", "baseline", "hotline", "hotline", "hotline"];
    SweepTable {
        factors: vec![
            factor("scenario", names.map(Value::from).to_vec()),
            factor("government.pressure", numbers(6, |point| (point % 3) as f64 / 2.0)),
        ],
        outcomes: vec![trust, solved],
        left_out: 0,
    }
}

fn values(sheet: &Sheet, panel: usize) -> &crate::render::figures::sheet::Values {
    let Panel::Values(values) = &sheet.panels[panel] else { panic!("values") };
    values
}

#[test]
fn scenarios_have_a_block_each_and_differences_from_the_first_beside_it() {
    let table = scenarios();
    assert_eq!(drawn("scenarios", &table), ["response"]);
    let sheet = &sheets(&table, &caption())[0];
    let titles: Vec<&str> = (0..4).map(|panel| values(sheet, panel).title.as_str()).collect();
    let expected = [
        "Trust in government",
        "Trust in government, against baseline",
        "Solved share",
        "Solved share, against baseline",
    ];
    assert_eq!(titles, expected);
    let labels =
        |panel: usize| values(sheet, panel).blocks.iter().map(|block| block.label[0].as_str()).collect::<Vec<_>>();
    assert_eq!((labels(0), labels(1)), (vec!["baseline", "hotline"], vec!["hotline"]));
    let shares = values(sheet, 3);
    assert_eq!((shares.unit.as_str(), shares.level), ("percentage points", Some(0.0)));
    assert_eq!(shares.blocks[0].places[0].interval, Some((-1.0, 1.0)));
}

/// Nine factors drawn anew for each of 256 points.
fn continuous() -> SweepTable {
    let draw = |point: usize, factor: usize| (((point + 1) * (factor * 7 + 13)) % 257) as f64 / 257.0;
    let keys =
        ["services", "investment", "leadership", "consultation", "collaboration", "participation", "law", "technology"];
    let budget = keys
        .iter()
        .enumerate()
        .map(|(number, key)| factor(&format!("budget.{key}"), numbers(256, |p| draw(p, number))));
    let formats = (0..256).map(|point| Value::String(["talks", "forum", "minipublic"][point % 3].to_owned())).collect();
    SweepTable {
        factors: budget.chain([factor("consultation.format", formats)]).collect(),
        outcomes: vec![
            outcome("resolution_rate", "share", 256, |point| 0.3 + 0.4 * draw(point, 0) + 0.1 * draw(point, 5)),
            outcome("trust_government", "level 0-1", 256, |point| 0.5 + 0.2 * draw(point, 1) - 0.1 * draw(point, 2)),
            outcome("backlog", "cases", 256, |point| 900.0 * draw(point, 3)),
        ],
        left_out: 0,
    }
}

#[test]
fn one_factor_gives_a_response_curve_of_numbers_or_names() {
    let mut table = grid();
    table.factors.remove(0);
    assert_eq!(drawn("sweep-one", &table), ["response"]);
    let Panel::Values(values) = sheets(&table, &caption())[0].panels[0].clone() else { panic!("not values") };
    assert!(values.blocks[0].joined && values.axis.percent);
    let places = &values.blocks[0].places;
    assert!(
        places.is_sorted_by(|a, b| a.at <= b.at) && (places[0].value, places[0].interval) == (0.9, Some((0.88, 0.92)))
    );
    let formats = ["talks", "forum", "hearing", "minipublic", "survey"];
    table.factors[0] =
        factor("consultation.format", (0..20).map(|point| Value::String(formats[point % 5].into())).collect());
    drawn("sweep-names", &table);
    let Panel::Values(values) = sheets(&table, &caption())[0].panels[0].clone() else { panic!("not values") };
    let words: Vec<String> = values.blocks[0].ruler.ticks.iter().map(|tick| tick.1.clone()).collect();
    assert!(words == formats && !values.blocks[0].joined);
}

#[test]
fn two_factors_give_a_heat_map_with_a_tile_for_each_point() {
    let table = grid();
    assert_eq!(drawn("sweep-two", &table), ["heat_map"]);
    let Panel::Heat(heat) = sheets(&table, &caption())[0].panels[0].clone() else { panic!("not a heat map") };
    assert_eq!(heat.tiles.len(), 20);
    let last = heat.tiles[19];
    assert_eq!((last.across, last.up, last.value), ((0.8, 1.0), (0.75, 1.0), 0.5));
    assert!(heat.bar.axis.low <= 0.5 && heat.bar.axis.high >= 0.9);
    assert!(last.half.is_some_and(|half| (half - 0.02).abs() < 1e-9), "tiles show how sure they are");
}

#[test]
fn good_and_bad_have_the_same_colours_whatever_is_better() {
    let mut table = grid();
    table.outcomes.push(outcome("backlog", "cases", 20, |point| 100.0 + point as f64));
    let panels = sheets(&table, &caption()).remove(0).panels;
    let bars: Vec<_> =
        panels.into_iter().map(|panel| if let Panel::Heat(heat) = panel { heat.bar } else { panic!() }).collect();
    assert_eq!(bars[0].colour(bars[0].axis.high), bars[2].colour(bars[2].axis.low));
    assert_eq!(bars[1].colour(bars[1].axis.low), bars[2].colour(bars[2].axis.high));
}

#[test]
fn two_continuous_factors_are_put_into_bins() {
    let mut table = continuous();
    table.factors.truncate(2);
    drawn("sweep-binned", &table);
    let Panel::Heat(heat) = sheets(&table, &caption())[0].panels[0].clone() else { panic!("not a heat map") };
    assert_eq!(heat.tiles.len(), 11 * 11);
}

#[test]
fn more_factors_give_main_effects_and_parallel_coordinates() {
    let table = continuous();
    assert_eq!(drawn("sweep-many", &table), ["main_effects", "parallel"]);
    let sheets = sheets(&table, &caption());
    let Panel::Values(values) = sheets[0].panels[0].clone() else { panic!("not values") };
    assert_eq!((values.blocks.len(), values.blocks[8].places.len()), (9, 3));
    let rising = &values.blocks[0].places;
    assert!(rising.is_sorted_by(|a, b| a.value < b.value), "the factor that matters is seen: {rising:?}");
    let all: Vec<f64> = table.outcomes[0].cells.iter().map(|cell| cell.mean).collect();
    assert_eq!(values.level, crate::stats::mean(&all));
    let Panel::Parallel(parallel) = sheets[1].panels[0].clone() else { panic!("not parallel") };
    assert_eq!((parallel.rails.len(), parallel.lines.len()), (12, 256));
    assert!(parallel.lines.iter().flat_map(|line| &line.places).all(|place| (0.0..=1.0).contains(place)));
    let strong: Vec<f64> = parallel.lines.iter().filter(|line| line.strong).map(|line| line.value).collect();
    assert!(
        (48..=56).contains(&strong.len()) && strong.is_sorted(),
        "a tenth at each end stands out: {}",
        strong.len()
    );
    assert!(parallel.lines[..200].iter().all(|line| !line.strong && line.value > strong[0]));
}

#[test]
fn values_that_are_missing_are_left_out_and_factors_that_do_not_vary_are_none() {
    let mut table = grid();
    table.outcomes[0].cells[3] = Cell { mean: f64::NAN, interval: None, replicates: 0, contrast: None };
    table.factors.push(factor("budget.law", numbers(20, |_| 0.05)));
    assert_eq!(drawn("sweep-missing", &table).len(), 1);
    table.outcomes[0].cells.iter_mut().for_each(|cell| cell.mean = f64::NAN);
    drawn("sweep-none", &table);
    table.factors.drain(..2);
    assert!(sweep_pictures(&table, &caption()).unwrap().is_empty());
}

#[test]
fn titles_units_and_roles_of_a_sweep_are_those_of_its_experiment() {
    use crate::study::design::Role;
    use crate::study::{Experiment, Job, Record, Rows, Status};
    let text = "base = 'baseline'\nreplicates = 2\noutcomes = ['gain', { column = 'gain', group = 'ses_low', reduce = 'area' },\
                { column = 'backlog', reduce = 'first_round', above = 9, name = 'gain_of_nine' }]\n\
                design.kind = 'factorial'\n[factors]\ngovernment.pressure = [0.1, 0.2]\nneeds.scale = [1, 2]\n";
    let experiment = Experiment::from_toml("x", text).unwrap_or_else(|error| panic!("{error}"));
    let record = |outcomes: &[f64]| Record {
        status: Status::Done,
        stage: String::new(),
        message: String::new(),
        outcomes: outcomes.to_vec(),
    };
    let mut rows = Rows::none(&experiment);
    rows.insert(Job { point: 2, replicate: 0 }, record(&[0.1, 5.0, f64::NAN]));
    rows.insert(Job { point: 2, replicate: 1 }, record(&[0.3, 7.0, 4.0]));
    let table = SweepTable::of(&experiment, &rows);
    let titles: Vec<&str> = table.outcomes.iter().map(|outcome| outcome.title.as_str()).collect();
    assert_eq!(titles, ["Gain", "Gain, ses low, summed", "Gain of nine"]);
    let units: Vec<&str> = table.outcomes.iter().map(|outcome| outcome.unit.as_str()).collect();
    assert_eq!(units, ["level 0-1", "sum over rounds: level 0-1", "round"]);
    let roles: Vec<_> = table.factors.iter().map(|factor| factor.role).collect();
    assert_eq!(roles, [Some(Role::Lever), Some(Role::Uncertainty)]);
    // Of the four points one has been run.
    assert_eq!((table.points(), table.factors[0].values[0].as_float()), (1, Some(0.2)));
    let cells: Vec<_> =
        table.outcomes.iter().map(|outcome| (outcome.cells[0].mean, outcome.cells[0].replicates)).collect();
    assert_eq!(cells, [(0.2, 2), (6.0, 2), (4.0, 1)]);
}

#[test]
fn factors_with_many_values_are_cut_into_parts_of_as_many_points() {
    let squares = levels::Levels::of(&factor("needs.scale", numbers(60, |point| (point * point) as f64)));
    let bins = squares.bins(6);
    assert!(bins.len() == 6 && bins.iter().all(|bin| bin.points.len() == 10));
    assert_eq!((bins[0].label.as_str(), bins[5].points[0]), ("25", 50));
    let tied = levels::Levels::of(&factor("needs.scale", numbers(60, |point| point.max(40) as f64)));
    assert_eq!(tied.bins(6)[0].points.len(), 41, "equal values stay together");
}

#[test]
fn a_table_without_points_or_with_holes_is_an_error() {
    let mut table = grid();
    table.outcomes[1].cells.pop();
    assert!(matches!(sweep_pictures(&table, &caption()), Err(Error::Empty(_))));
    assert!(matches!(sweep_pictures(&SweepTable::default(), &caption()), Err(Error::Empty(_))));
}
