//! The baseline is stationary and alive: levels of the long run stay near those of the prototype that the model was tried
//! out in, nothing drifts, and backlog, arrivals and durations obey Little's law.

mod common;

use std::sync::OnceLock;

use common::{average, seeds, series, watched};
use grassroots::city::Community;
use grassroots::observe::{Group, Run};
use grassroots::scenario::Scenario;
use grassroots::simulation::Simulation;
use grassroots::stats;
use rayon::prelude::*;

const REPLICATES: u32 = 4;

/// Flows of cases in the observed rounds.
#[derive(Clone, Copy, Debug, Default)]
struct Flow {
    rounds: u32,
    arrived: u64,
    ended: u64,
    /// Rounds that the cases ended had been open, summed.
    time: u64,
    /// Open cases, summed over the ends of rounds.
    open: u64,
    /// Standard deviation between residents of trust in government and gain in the last round.
    spread: [f64; 2],
}

impl Flow {
    fn observe(&mut self, simulation: &Simulation) {
        self.rounds += 1;
        if simulation.is_over() {
            self.spread = [spread(simulation, |c| &c.trust.government), spread(simulation, |c| &c.wellbeing.gain)];
        }
        for (district, events) in simulation.city().districts.iter().zip(simulation.events()) {
            self.arrived += u64::from(events.filed.iter().sum::<u32>() + events.proactive + events.padding);
            self.ended += events.closures.len() as u64;
            self.time += events.closures.iter().map(|closure| u64::from(closure.rounds)).sum::<u64>();
            self.open += district.cases.len() as u64;
        }
    }
}

/// Standard deviation of a state between residents.
fn spread(simulation: &Simulation, of: fn(&Community) -> &Vec<f32>) -> f64 {
    let communities = simulation.city().districts.iter().flat_map(|district| &district.communities);
    let states: Vec<f64> = communities.flat_map(|community| of(community).iter().copied().map(f64::from)).collect();
    stats::standard_deviation(&states).unwrap_or(0.0)
}

/// The default city, 260 rounds after its warm-up, with its flows.
fn runs() -> &'static [(Run, Flow)] {
    static RUNS: OnceLock<Vec<(Run, Flow)>> = OnceLock::new();
    RUNS.get_or_init(|| {
        let scenario = Scenario::default();
        let one = |replicate| {
            let mut flow = Flow::default();
            let run = watched(&scenario, seeds(1, replicate), |simulation| {
                if simulation.round() > 0 {
                    flow.observe(simulation);
                }
            });
            (run, flow)
        };
        (0..REPLICATES).into_par_iter().map(one).collect()
    })
}

/// The mean of a column over rounds 208 to 259, for each replicate.
fn last_year(name: &str) -> Vec<f64> {
    let mean = |(run, _): &(Run, Flow)| stats::mean(&series(run, name, Group::City)[208..260]).unwrap_or(f64::NAN);
    runs().iter().map(mean).collect()
}

/// Orientation values of the prototype, and how far the mean of four replicates may be from
/// them. Where the prototype's standard deviation between replicates is known the band is eight of it (sixteen standard
/// errors of the mean of four), else a tenth to a fifth of the value: wide enough for another stream of luck, too narrow
/// for a mechanism that is lost.
const BANDS: &[(&str, f64, f64)] = &[
    ("trust_government", 0.632, 0.024),
    ("trust_government_sd", 0.088, 0.015),
    ("trust_organisations", 0.504, 0.010),
    ("trust_neighbours", 0.597, 0.010),
    ("participation_rate", 0.143, 0.040),
    ("new_needs", 462.0, 64.0),
    ("solved_share", 0.771, 0.032),
    ("choice_wait", 0.270, 0.050),
    ("choice_neighbours", 0.145, 0.030),
    ("voice_rate", 0.585, 0.060),
    ("requests", 367.0, 48.0),
    ("requests_a_year", 0.477, 0.064),
    ("requests_a_year_government", 0.332, 0.064),
    ("requests_petition", 6.6, 2.0),
    ("requests_law", 25.7, 5.0),
    ("merged", 34.0, 10.0),
    ("proactive", 2.2, 0.6),
    ("transfers", 29.5, 4.0),
    ("withdrawn", 2.8, 1.5),
    ("given_up", 2.0, 1.5),
    ("courts_filed", 2.5, 0.8),
    ("resolution_rate", 0.814, 0.040),
    ("resolution_rate_government", 0.784, 0.050),
    ("resolution_rate_organisations", 0.892, 0.040),
    ("resolution_rate_law", 0.796, 0.050),
    ("reported_resolution_rate", 0.843, 0.040),
    ("reported_resolution_rate_government", 0.828, 0.050),
    ("response_rate", 0.910, 0.088),
    ("satisfaction_rate", 0.825, 0.048),
    ("satisfied_unsolved", 0.310, 0.064),
    ("backlog", 740.0, 300.0),
    ("load", 0.515, 0.220),
    ("load_community_offices", 0.240, 0.080),
    ("load_departments", 0.630, 0.250),
    ("capacity_used", 0.786, 0.080),
    ("false_closures_found", 6.5, 2.5),
    ("false_closures_not_found", 9.6, 4.0),
    ("diligence", 0.647, 0.040),
    ("skill", 0.699, 0.050),
    ("organisation_skill", 0.794, 0.050),
    ("perceived_office", 0.773, 0.060),
    ("perceived_neighbours", 0.183, 0.040),
    ("gain", 0.661, 0.050),
    ("happiness", 0.623, 0.040),
    ("security", 0.631, 0.050),
    ("grievance", 0.026, 0.008),
    ("service_stock", 0.687, 0.050),
    ("gini_gain", 0.076, 0.012),
    ("duty", 0.345, 0.060),
    ("efficacy", 0.539, 0.015),
    ("expectation", 0.674, 0.040),
    ("legal_awareness", 0.424, 0.025),
    ("habit", 0.138, 0.025),
    ("lived_fairness", 0.604, 0.030),
    ("adoption", 0.721, 0.030),
    ("sessions", 0.630, 0.400),
    ("congruence", 0.968, 0.015),
    ("session_ses_gap", 0.043, 0.025),
    ("session_fairness", 0.710, 0.020),
    ("organisation_capacity", 86.3, 9.0),
    ("coproduction_share", 0.338, 0.050),
    ("moved", 43.6, 6.0),
];

#[test]
fn the_baseline_stays_where_the_prototype_was() {
    let mut outside = Vec::new();
    for &(name, centre, band) in BANDS {
        let mean = stats::mean(&last_year(name)).unwrap_or(f64::NAN);
        if mean.is_nan() || (mean - centre).abs() > band {
            outside.push(format!("{name} is {mean:.4}, not {centre} to within {band}"));
        }
    }
    assert!(outside.is_empty(), "{}", outside.join("; "));
}

#[test]
fn no_primary_outcome_drifts() {
    // From the first year to the last no primary outcome moves by more than a tenth of its standard deviation between
    // residents: that of trust and gain at the end, that of a yes or no for shares.
    for column in grassroots::observe::COLUMNS.iter().filter(|column| column.primary) {
        let year = |from: usize| {
            let of = |(run, _): &(Run, Flow)| stats::mean(&series(run, column.name, Group::City)[from..from + 52]);
            stats::mean(&runs().iter().filter_map(of).collect::<Vec<_>>()).unwrap_or(f64::NAN)
        };
        let (first, last) = (year(0), year(208));
        let spread = match column.name {
            "trust_government" => runs()[0].1.spread[0],
            "gain" => runs()[0].1.spread[1],
            _ => (last * (1.0 - last)).sqrt(),
        };
        assert!((last - first).abs() < 0.1 * spread, "{}: {first:.4} to {last:.4}, spread {spread:.3}", column.name);
    }
}

#[test]
fn the_baseline_is_alive() {
    for (run, _) in runs() {
        for name in ["trust_government", "participation_rate", "resolution_rate", "backlog", "load", "sessions"] {
            let values = series(run, name, Group::City);
            let spread = stats::standard_deviation(&values).unwrap_or(0.0);
            assert!(spread > 1e-4, "{name} stands still: {spread}");
        }
        // Every kind of thing that can happen happens, but what grid workers do: there are none.
        let of_workers = |name: &str| ["padding", "visits"].contains(&name);
        let counts = grassroots::observe::COLUMNS.iter().filter(|column| column.unit == "per round");
        for column in counts.filter(|column| !of_workers(column.name)) {
            let mean = average(run, column.name, Group::City);
            assert!(mean > 0.0, "{} never happens", column.name);
        }
    }
}

#[test]
fn the_backlog_is_the_arrival_rate_times_the_time_in_the_system() {
    // Little's law L = lambda W holds over a long stationary run up to its edges: cases open at the start or the end,
    // here fewer than 2 % of those that pass (600 of 45,000), each counted with a part of its time. 3 % allow for them.
    for (_, flow) in runs() {
        let backlog = flow.open as f64 / f64::from(flow.rounds);
        let arrivals = flow.arrived as f64 / f64::from(flow.rounds);
        let time = flow.time as f64 / flow.ended as f64;
        let ratio = backlog / (arrivals * time);
        assert!((ratio - 1.0).abs() < 0.03, "L = {backlog:.1}, lambda = {arrivals:.2}, W = {time:.3}: {ratio:.4}");
        assert!(time > 1.0 && backlog > 100.0, "too little waits to tell");
    }
}

#[test]
fn the_backlog_in_the_results_is_the_backlog_of_cases() {
    for (run, flow) in runs() {
        let mean = average(run, "backlog", Group::City);
        assert!((mean - flow.open as f64 / f64::from(flow.rounds)).abs() < 1e-9);
    }
}
