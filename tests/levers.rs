//! The direction of every lever of policy, in a city of 2,400 residents.
//!
//! Two scenarios that differ by one lever meet the same luck in each of twelve replicates (paired differences). A claim
//! holds if Student's t of the differences exceeds 5.5: with 11 degrees of freedom chance alone does that less than once
//! in 10,000 times. Runs are deterministic, so a test that passes always passes; the rate says how likely it is that a
//! lever without effect would have been taken for one. A lever that reaches nothing gives differences of exactly zero,
//! and fails.

mod common;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use common::{average, fund, scenario, seeds, series, simulate, with};
use grassroots::city::Category;
use grassroots::observe::{Group, Run};
use grassroots::parameters::{Describe, Scope};
use grassroots::policy::{Format, Policy};
use grassroots::scenario::{Scenario, Shock};
use grassroots::stats;
use rayon::prelude::*;

const REPLICATES: u32 = 12;
const THRESHOLD: f64 = 5.5;

/// Smallest change, as a share of the level, that counts as an effect: pairs are alike enough to tell far smaller ones.
const SIZE: f64 = 0.004;

fn city() -> Scenario {
    scenario([2, 4, 300], 104, 52)
}

/// A city where there is more work than staff.
fn overloaded() -> Scenario {
    with(&city(), |s| s.world.productivity.work_rate = 0.013)
}

/// A city with a strong coordinating body.
fn led() -> Scenario {
    with(&city(), |s| fund(&mut s.policy.budget, |b| &mut b.leadership, 0.2))
}

/// A district in a long crisis: needs of one category multiply.
fn crisis() -> Scenario {
    with(&city(), |s| {
        s.shocks.push(Shock {
            round: 10,
            category: Category::Health,
            districts: vec![0],
            magnitude: 0.4,
            duration: 30,
            intensity: 6.0,
        });
    })
}

fn replicates(scenario: &Scenario) -> Vec<Run> {
    (0..REPLICATES).into_par_iter().map(|replicate| simulate(scenario, seeds(11, replicate))).collect()
}

/// The same, from memory if some other claim has asked for it.
fn known(scenario: &Scenario) -> Arc<Vec<Run>> {
    type Known = Mutex<Vec<(Scenario, Arc<Vec<Run>>)>>;
    static KNOWN: Known = Mutex::new(Vec::new());
    let find = |known: &[(Scenario, Arc<Vec<Run>>)]| {
        known.iter().find(|(other, _)| other == scenario).map(|(_, runs)| Arc::clone(runs))
    };
    let remembered = find(&KNOWN.lock().expect("nobody panics with the lock"));
    remembered.unwrap_or_else(|| {
        let runs = Arc::new(replicates(scenario));
        KNOWN.lock().expect("nobody panics with the lock").push((scenario.clone(), Arc::clone(&runs)));
        runs
    })
}

/// Student's t of the paired differences of an observation, second scenario minus first; 0 if there are none.
fn paired_t(from: &[Run], to: &[Run], observe: impl Fn(&Run) -> f64) -> f64 {
    let differences: Vec<f64> = from.iter().zip(to).map(|(a, b)| observe(b) - observe(a)).collect();
    assert!(differences.iter().all(|difference| difference.is_finite()), "a missing value: {differences:?}");
    let mean = stats::mean(&differences).unwrap_or(0.0);
    let error = stats::standard_error(&differences).unwrap_or(0.0);
    if mean == 0.0 { 0.0 } else { mean / error }
}

/// Fails unless the observation is higher in the second scenario.
fn rises(name: &str, from: &Scenario, to: &Scenario, observe: fn(&Run) -> f64) {
    let (from, to) = (known(from), known(to));
    let t = paired_t(&from, &to, observe);
    let means = [from, to].map(|runs| stats::mean(&runs.iter().map(observe).collect::<Vec<_>>()).unwrap_or(f64::NAN));
    let enough = means[1] - means[0] > SIZE * means[0].abs();
    assert!(t > THRESHOLD && enough, "{name}: from {:.4} to {:.4}, t = {t:.2}", means[0], means[1]);
}

/// A test per claim, and the list of levers that the claims are about: `name: "key", from, change, observation rises`.
/// The change is made to a copy of the first scenario.
macro_rules! levers {
    ($($name:ident: $key:literal, $from:expr, $change:expr, $observe:expr;)*) => {
        const LEVERS: &[&str] = &[$($key,)*];
        $(
            #[test]
            fn $name() {
                let from: Scenario = $from;
                let change: fn(&mut Scenario) = $change;
                let observe: fn(&Run) -> f64 = $observe;
                rises(stringify!($name), &from, &with(&from, change), observe);
            }
        )*
    };
}

/// The mean of a column for the city; after a minus the claim is that it falls.
macro_rules! column {
    (- $name:literal) => {
        |run| -average(run, $name, Group::City)
    };
    ($name:literal) => {
        |run| average(run, $name, Group::City)
    };
}

/// A column of the high third of ses minus the low third.
fn gap(run: &Run, name: &str) -> f64 {
    average(run, name, Group::Third(2)) - average(run, name, Group::Third(0))
}

/// The mean of a column in the shocked district from the shock to its end.
fn in_crisis(run: &Run, name: &str) -> f64 {
    stats::mean(&series(run, name, Group::District(1))[10..40]).unwrap_or(f64::NAN)
}

levers! {
    // Budget.
    more_money_quickens_response: "budget.per_resident", with(&city(), |s| s.policy.budget.per_resident = 0.7),
        |s| s.policy.budget.per_resident = 1.5, column!("response_rate");
    more_staff_lightens_the_load: "budget.services", with(&city(), |s| {
        fund(&mut s.policy.budget, |b| &mut b.virtue, 0.25);
    }), |s| fund(&mut s.policy.budget, |b| &mut b.virtue, 0.0), column!(-"load");
    more_staff_resolves_more: "budget.services", with(&city(), |s| {
        fund(&mut s.policy.budget, |b| &mut b.virtue, 0.25);
    }), |s| fund(&mut s.policy.budget, |b| &mut b.virtue, 0.0), column!("resolution_rate_government");
    better_paid_work_resolves_more: "productivity.work_rate", city(),
        |s| s.world.productivity.work_rate = 0.03, column!("resolution_rate");
    better_paid_work_quickens_response: "productivity.work_rate", city(),
        |s| s.world.productivity.work_rate = 0.03, column!("response_rate");
    investment_raises_service_stocks: "budget.investment", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.investment, 0.40), column!("service_stock");
    investment_raises_the_sense_of_gain: "budget.investment", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.investment, 0.40), column!("gain");
    investment_paid_by_staff_slows_response: "budget.investment", with(&city(), |s| {
        fund(&mut s.policy.budget, |b| &mut b.investment, 0.15);
    }),
        |s| fund(&mut s.policy.budget, |b| &mut b.investment, 0.45), column!(-"response_rate");
    without_leadership_trust_falls: "budget.leadership", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.leadership, 0.0), column!(-"trust_government");
    without_consultation_efficacy_falls: "budget.consultation", with(&city(), |s| s.policy.consultation.every = 4.0),
        |s| fund(&mut s.policy.budget, |b| &mut b.consultation, 0.0), column!(-"efficacy");
    without_collaboration_there_are_fewer_organisations: "budget.collaboration", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.collaboration, 0.0), column!(-"organisations");
    without_collaboration_organisations_do_less: "budget.collaboration", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.collaboration, 0.0), column!(-"organisation_capacity");
    participation_money_raises_participation: "budget.participation", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.participation, 0.15), column!("participation_rate");
    without_law_trust_in_government_falls: "budget.law", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.law, 0.0), column!(-"trust_government");
    without_law_mediation_and_courts_settle_less: "budget.law", with(&city(), |s| {
        fund(&mut s.policy.budget, |b| &mut b.law, 0.15);
    }),
        |s| fund(&mut s.policy.budget, |b| &mut b.law, 0.0), column!(-"resolution_rate_law");
    without_technology_there_are_fewer_requests: "budget.technology", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.technology, 0.0), column!(-"requests");
    virtue_raises_civic_duty: "budget.virtue", city(),
        |s| fund(&mut s.policy.budget, |b| &mut b.virtue, 0.05), column!("duty");

    // Leadership.
    attention_shortens_the_queue_where_cases_are_joint: "leadership.attention", with(&city(), |s| {
        (s.world.categories.housing.complexity, s.world.categories.environment.complexity) = (1.0, 1.0);
        (s.world.productivity.work_rate, s.policy.leadership.attention) = (0.04, 0.0);
    }), |s| s.policy.leadership.attention = 5.0, column!(-"backlog");
    pooling_uses_idle_capacity: "leadership.pooling", with(&city(), |s| s.policy.leadership.pooling = 0.0),
        |s| s.policy.leadership.pooling = 1.0, column!("capacity_used");
    surge_shortens_the_queue_of_a_department_in_a_crisis: "leadership.surge", with(&crisis(), |s| {
        fund(&mut s.policy.budget, |b| &mut b.leadership, 0.15);
        (s.policy.leadership.surge, s.policy.government.delegation) = (0.0, 0.0);
        (s.world.needs.scale, s.shocks[0].intensity) = (0.4, 15.0);
    }), |s| s.policy.leadership.surge = 0.5, |run| -in_crisis(run, "backlog");
    equity_leans_services_towards_those_of_low_ses: "leadership.equity", with(&led(), |s| {
        (s.world.population.segregation, s.policy.government.planning, s.policy.leadership.equity) = (0.9, 1.0, 0.0);
    }), |s| s.policy.leadership.equity = 1.0, |run| -gap(run, "service_stock");

    // Government.
    delegation_moves_work_to_community_offices: "government.delegation", with(&city(), |s| s.policy.government.delegation = 0.2),
        |s| s.policy.government.delegation = 0.8, column!("load_community_offices");
    staff_in_communities_relieves_their_offices: "government.community_staff", city(),
        |s| s.policy.government.community_staff = 0.5, column!(-"load_community_offices");
    a_longer_deadline_is_met_more_often: "government.deadline", with(&city(), |s| s.policy.government.deadline = 2),
        |s| s.policy.government.deadline = 8, column!("response_rate");
    more_attempts_resolve_more: "government.attempts", with(&city(), |s| s.policy.government.attempts = 1),
        |s| s.policy.government.attempts = 4, column!("resolution_rate_government");
    pressure_without_supervision_raises_reported_resolution: "government.pressure", careless(0.0),
        |s| s.policy.government.pressure = 1.0, column!("reported_resolution_rate_government");
    pressure_without_supervision_lowers_true_resolution: "government.pressure", careless(0.0),
        |s| s.policy.government.pressure = 1.0, column!(-"resolution_rate_government");
    pressure_with_supervision_raises_diligence: "government.pressure", with(&city(), |s| {
        (s.policy.government.pressure, s.policy.government.supervision) = (0.0, 1.0);
    }), |s| s.policy.government.pressure = 1.0, column!("diligence");
    supervision_finds_false_closures: "government.supervision", careless(0.5),
        |s| s.policy.government.supervision = 1.0, column!("false_closures_found");
    supervision_leaves_fewer_false_closures: "government.supervision", careless(0.5),
        |s| s.policy.government.supervision = 1.0, column!(-"false_closures_not_found");
    supervision_takes_staff_time: "government.supervision", careless(0.0),
        |s| s.policy.government.supervision = 1.0, column!("load");
    planning_raises_uneven_service_stocks: "government.planning", with(&city(), |s| {
        (s.world.population.stock_alpha, s.world.population.stock_beta, s.run.warm_up) = (0.5, 0.5, 0);
        s.policy.government.planning = 0.0;
    }), |s| s.policy.government.planning = 1.0, column!("service_stock");

    // Consultation.
    sessions_are_held_as_often_as_said: "consultation.every", city(),
        |s| s.policy.consultation.every = 6.0, column!("sessions");
    a_minipublic_is_more_even_than_a_forum: "consultation.format", with(&city(), |s| s.policy.consultation.every = 6.0),
        |s| s.policy.consultation.format = Format::Minipublic, column!(-"session_ses_gap");
    binding_mandates_raise_efficacy: "consultation.bindingness", with(&city(), |s| s.policy.consultation.bindingness = 0.0),
        |s| s.policy.consultation.bindingness = 1.0, column!("efficacy");
    binding_mandates_raise_trust: "consultation.bindingness", with(&city(), |s| s.policy.consultation.bindingness = 0.0),
        |s| s.policy.consultation.bindingness = 0.5, column!("trust_government");
    mandates_that_end_without_result_disappoint_sooner: "consultation.term", with(&city(), |s| {
        (s.policy.consultation.bindingness, s.policy.consultation.term) = (0.0, 5200);
        s.policy.consultation.every = 60.0;
    }), |s| s.policy.consultation.term = 4, column!(-"efficacy");

    // Collaboration.
    referral_brings_work_to_organisations_with_room: "collaboration.referral", with(&overloaded(), |s| {
        (s.world.organisations.fixed, s.world.voice.organisation_cost) = (40.0, 10.0);
        s.policy.collaboration.referral = 0.0;
    }), |s| s.policy.collaboration.referral = 1.0, column!("coproduction_share");
    autonomy_lets_organisations_resolve_more: "collaboration.autonomy", with(&city(), |s| s.policy.collaboration.autonomy = 0.0),
        |s| s.policy.collaboration.autonomy = 1.0, column!("resolution_rate_organisations");
    responsibility_adds_capacity: "collaboration.responsibility", with(&city(), |s| {
        (s.policy.collaboration.responsibility, s.world.organisations.fixed) = (0.0, 10.0);
    }), |s| s.policy.collaboration.responsibility = 1.0, column!("organisation_capacity");

    // Participation.
    publicity_raises_expectation: "participation.publicity", with(&city(), |s| s.policy.participation.publicity = 0.0),
        |s| s.policy.participation.publicity = 1.0, column!("expectation");

    // Technology.
    a_cheaper_platform_is_used_more: "technology.cost_tech", city(),
        |s| s.policy.technology.cost_tech = 0.8, column!("requests_platform");
    the_telephone_opens_the_platform_to_more: "technology.phone", city(),
        |s| s.policy.technology.phone = 1.0, column!("requests_platform");
    inclusion_lets_those_of_low_ses_use_the_platform: "technology.inclusion", digital_first(0.0),
        |s| s.policy.technology.inclusion = 1.0, |run| average(run, "choice_platform", Group::Third(0));
    grid_workers_bring_up_what_residents_would_not_have: "government.grid_share", with(&city(), |s| {
        s.policy.government.patrol = 0.0;
    }), |s| s.policy.government.grid_share = 0.1, column!("requests_office");
    patrols_find_what_nobody_has_asked_for: "government.patrol", with(&city(), |s| {
        (s.policy.government.grid_share, s.policy.government.patrol) = (0.05, 0.0);
    }), |s| s.policy.government.patrol = 1.0, column!("proactive");
}

/// Officials under pressure, or not, and nobody checks.
fn careless(pressure: f64) -> Scenario {
    with(&city(), |s| (s.policy.government.pressure, s.policy.government.supervision) = (pressure, 0.0))
}

/// Much money for the platform, and nobody who shies away from it.
fn digital_first(inclusion: f64) -> Scenario {
    with(&city(), |s| {
        fund(&mut s.policy.budget, |b| &mut b.technology, 0.2);
        s.world.population.reluctance = 0.0;
        s.policy.technology.inclusion = inclusion;
    })
}

#[test]
fn there_is_a_claim_for_every_lever_of_policy() {
    let mut parameters = Vec::new();
    Policy::default().describe("", Scope::Policy, &mut parameters);
    let levers: BTreeSet<&str> = LEVERS.iter().copied().collect();
    let without: Vec<String> = parameters
        .iter()
        .map(|parameter| parameter.key())
        // The payer only says who pays when a file is read.
        .filter(|key| key != "budget.payer" && !levers.contains(key.as_str()))
        .collect();
    assert!(without.is_empty(), "no test of the direction of {without:?}");
}

#[test]
fn a_change_that_changes_nothing_supports_no_claim() {
    let runs = replicates(&city());
    let again = replicates(&city());
    for column in grassroots::observe::COLUMNS {
        assert_eq!(paired_t(&runs, &again, |run| average(run, column.name, Group::City)), 0.0, "{}", column.name);
    }
    // Nor does luck: other replicates of the same scenario are no evidence in either direction.
    let others: Vec<Run> = (0..REPLICATES).map(|replicate| simulate(&city(), seeds(12, replicate))).collect();
    for name in ["trust_government", "response_rate", "requests", "service_stock", "efficacy"] {
        let t = paired_t(&runs, &others, |run| average(run, name, Group::City));
        assert!(t.abs() < THRESHOLD && t != 0.0, "{name}: t = {t:.2} by chance");
    }
}

#[test]
fn without_consultation_nobody_meets() {
    let none = with(&city(), |s| fund(&mut s.policy.budget, |b| &mut b.consultation, 0.0));
    let run = simulate(&none, seeds(11, 0));
    assert_eq!(average(&run, "sessions", Group::City), 0.0);
    assert_eq!(average(&run, "attendance", Group::City), 0.0);
    assert!(average(&run, "congruence", Group::City).is_nan());
    assert!(average(&simulate(&city(), seeds(11, 0)), "sessions", Group::City) > 0.2);
}

#[test]
fn without_technology_nobody_uses_the_platform_and_nothing_is_predicted() {
    let none = with(&city(), |s| fund(&mut s.policy.budget, |b| &mut b.technology, 0.0));
    let run = simulate(&none, seeds(11, 0));
    for name in ["requests_platform", "proactive", "adoption"] {
        assert_eq!(average(&run, name, Group::City), 0.0, "{name}");
    }
}

#[test]
fn without_supervision_no_false_closure_is_found() {
    for run in replicates(&careless(0.5)) {
        assert_eq!(average(&run, "false_closures_found", Group::City), 0.0);
        assert!(average(&run, "false_closures_not_found", Group::City) > 0.1);
    }
}

#[test]
fn without_pressure_no_case_is_closed_falsely() {
    for run in replicates(&with(&city(), |s| s.policy.government.pressure = 0.0)) {
        for name in ["false_closures_found", "false_closures_not_found"] {
            assert_eq!(average(&run, name, Group::City), 0.0, "{name}");
        }
        let rates = ["reported_resolution_rate", "resolution_rate"].map(|name| average(&run, name, Group::City));
        assert_eq!(rates[0], rates[1]);
    }
}

#[test]
fn a_shock_takes_its_share_of_the_stock_at_once_and_raises_needs_in_its_district_only() {
    let (calm, shocked) = (replicates(&city()), replicates(&crisis()));
    for (calm, shocked) in calm.iter().zip(&shocked) {
        let [before, after] = [calm, shocked].map(|run| series(run, "service_stock", Group::District(1)));
        assert_eq!(before[..10], after[..10], "before the shock");
        // One of eight categories loses 40 %, before anything else has come to differ.
        let lost = (before[10] - after[10]) / before[10];
        assert!((0.03..0.07).contains(&lost), "the stock lost {lost:.3}, not about 0.4 / 8");
        for name in ["service_stock", "new_needs", "trust_government", "backlog"] {
            let [calm, shocked] = [calm, shocked].map(|run| series(run, name, Group::District(2)));
            assert_eq!(calm, shocked, "{name} of the district that was not hit");
        }
    }
    let needs = |run: &Run, rounds: std::ops::Range<usize>| {
        stats::mean(&series(run, "new_needs", Group::District(1))[rounds]).unwrap_or(f64::NAN)
    };
    assert!(paired_t(&calm, &shocked, |run| needs(run, 10..40)) > THRESHOLD, "needs while the shock lasts");
    let raised = |rounds: std::ops::Range<usize>| {
        let sum = |runs: &[Run]| runs.iter().map(|run| needs(run, rounds.clone())).sum::<f64>();
        sum(&shocked) / sum(&calm)
    };
    let (during, after) = (raised(10..40), raised(42..52));
    // Health is 13 % of the rates: seven times as much, from thinner services, less what residents already have open.
    assert!(during > 1.4 && after < 1.25, "needs are {during:.2} times as many in the crisis, {after:.2} after it");
    assert!(paired_t(&calm, &shocked, |run| in_crisis(run, "trust_government")) < -THRESHOLD, "trust in the crisis");
}

#[test]
fn a_reform_acts_on_rules_at_once_and_on_levels_slowly() {
    let reformed = with(&city(), |s| {
        let policy = with(s, |s| {
            fund(&mut s.policy.budget, |b| &mut b.law, 0.15);
            s.policy.government.supervision = 0.0;
        });
        s.reforms.push(grassroots::scenario::Reform { round: 20, policy: policy.policy });
    });
    let (plain, run) = (simulate(&city(), seeds(11, 0)), simulate(&reformed, seeds(11, 0)));
    let level = series(&run, "level_law", Group::City);
    let [from, to] = [0.05, 0.15].map(|share: f64| 1.0 - libm::exp(-share / 0.05));
    assert!((level[19] - from).abs() < 1e-6);
    assert!((level[20] - (from + (to - from) / 26.0)).abs() < 1e-6, "one round builds 1/26 of the gap");
    assert!((level[51] - (to - (to - from) * libm::pow(1.0 - 1.0 / 26.0, 32.0))).abs() < 1e-6);
    let found = series(&run, "false_closures_found", Group::City);
    assert!(found[..20].iter().sum::<f64>() > 0.0 && found[20..].iter().all(|&count| count == 0.0));
    let capacity = [&plain, &run].map(|run| series(run, "capacity_given", Group::City));
    assert_eq!(capacity[0][19], capacity[1][19]);
    let ratio = capacity[1][20] / capacity[0][20];
    assert!((ratio - 0.45 / 0.55).abs() < 1e-3, "money for staff moves at once: {ratio}");
}
