use super::*;
use crate::city::testing::{assert_near, community, need, streams};
use crate::city::{Category, Kind, Need};

mod lived;

const ROUND: i32 = 20;

/// Rules of a round, of fair .6 and autonomy .5; `act` works by them.
fn by<T>(params: &Params, round: i32, act: impl FnOnce(&Rules<'_>) -> T) -> T {
    let at = At { streams: &streams(4), round };
    act(&Rules { params, fair: 0.6, autonomy: 0.5, reported: None, at })
}

fn round(params: &Params, outcomes: &mut [Outcome], community: &mut Community) {
    by(params, ROUND, |rules| learn(rules, outcomes, community));
}

/// Nothing but what a test turns on.
fn off() -> Params {
    Params {
        gain_rate: 0.0,
        loss_rate: 0.0,
        efficacy_rate: 0.0,
        expectation_rate: 0.0,
        fairness_rate: 0.0,
        habit_rate: 0.0,
        habit_loss: 0.0,
        gain_memory: 0.0,
        relief: 1.0,
        burden: 0.0,
        calm: 0.0,
        resentment: 0.0,
        hearsay: 0.0,
        publicity_rate: 0.0,
        success_rate: 0.0,
        ..Params::default()
    }
}

/// One outcome of the first resident's need, which arose in round 10 and was filed in round 14.
fn learned(params: &Params, body: Body, solved: bool, community: &mut Community) -> Outcome {
    community.needs.set([0], Stage::Filed, Need { since: 10, filed: 14, ..need(Category::Care) });
    let mut outcomes = [Outcome::new(0, 0, body, solved)];
    round(params, &mut outcomes, community);
    outcomes[0].clone()
}

/// All that feedback moves, habit as the share of its way from -1 to 1.
fn states(community: &Community) -> Vec<f32> {
    let Community { trust, wellbeing, civic, grids, .. } = community;
    let columns = [&trust.government, &trust.organisations, &trust.neighbours, &civic.efficacy, &wellbeing.expectation];
    let others = [&wellbeing.gain, &wellbeing.grievance];
    let habits = civic.habit.iter().map(|habit| (habit + 1.0) / 2.0);
    let known = grids.iter().flat_map(|grid| grid.success.into_iter().chain([grid.fairness]));
    columns.into_iter().chain(others).flatten().copied().chain(habits).chain(known).collect()
}

#[test]
fn with_all_rates_at_zero_no_state_moves() {
    for solved in [true, false] {
        let mut community = community(5);
        community.wellbeing.grievance.fill(0.4);
        let before = states(&community);
        learned(&off(), Body::Government, solved, &mut community);
        assert_eq!(states(&community), before);
    }
}

#[test]
fn satisfaction_follows_the_equation_and_stays_a_share() {
    // .15 + .5 x .8 + .35 (.8 - .6) + .3 x .1 + .2 x .1 x .2 = .654
    let params = Params::default();
    assert_near(satisfaction(&params, 0.8, 0.6, 0.6), 0.654);
    for (performance, expectation, justice) in [(0.0, 1.0, 0.0), (1.0, 0.0, 1.0), (0.0, 0.0, 1.0)] {
        let extreme = Params { base: 100.0 * f64::from(performance) - 50.0, surprise: 100.0, ..params.clone() };
        assert!((0.0..=1.0).contains(&satisfaction(&extreme, performance, expectation, justice)));
    }
}

#[test]
fn performance_and_fairness_satisfy_expectation_disappoints_and_procedure_matters_most_after_failure() {
    let z = |performance, expectation, justice| satisfaction(&Params::default(), performance, expectation, justice);
    assert!(z(0.9, 0.6, 0.6) > z(0.8, 0.6, 0.6) && z(0.8, 0.6, 0.7) > z(0.8, 0.6, 0.6));
    assert!(z(0.8, 0.7, 0.6) < z(0.8, 0.6, 0.6));
    assert!(z(0.2, 0.2, 0.9) - z(0.2, 0.2, 0.6) > z(0.8, 0.2, 0.9) - z(0.8, 0.2, 0.6), "fair process");
}

#[test]
fn performance_falls_with_lateness_to_a_floor() {
    let solved = Outcome::new(0, 0, Body::Government, true);
    let of = |rounds| performance(&Params::default(), &solved, 14, rounds);
    assert_eq!([of(0), of(4)], [1.0, 1.0], "within patience");
    // 1 - .5 (6 - 4) / 4
    assert_near(of(6), 0.75);
    assert_eq!([of(8), of(500)], [0.5, 0.5]);
    let patient = Params { patience: 8.0, ..Params::default() };
    assert_near(performance(&patient, &solved, 14, 10), 0.875);
}

#[test]
fn a_failure_that_was_soon_worked_on_is_half_forgiven() {
    // Filed in round 14, with a patience of 4.
    let of = |begun| {
        let failed = Outcome { begun, ..Outcome::new(0, 0, Body::Government, false) };
        performance(&Params::default(), &failed, 14, 30)
    };
    for (begun, expected) in [(None, 0.1), (Some(14), 0.3), (Some(18), 0.3), (Some(19), 0.1), (Some(9), 0.3)] {
        assert_near(of(begun), expected);
    }
}

/// The fairness felt from whoever dealt with a need in so many rounds.
fn felt(outcome: &Outcome, rounds: i32) -> f32 {
    by(&Params::default(), ROUND, |rules| justice(rules, outcome, rounds))
}

#[test]
fn fairness_is_that_of_whoever_dealt_with_the_need() {
    let of = |body| felt(&Outcome::new(0, 0, body, false), 2);
    assert_near(of(Body::Government), 0.6);
    assert_near(of(Body::Law), 0.6);
    assert_near(of(Body::Organisation(3)), 0.55);
    assert_near(of(Body::Neighbours), 0.7);
}

#[test]
fn the_wrong_desk_a_long_wait_and_deceit_take_off_the_fairness_of_offices_only() {
    let of = |body, misrouted, rounds, falsely| {
        felt(&Outcome { misrouted, falsely, ..Outcome::new(0, 0, body, false) }, rounds)
    };
    let office = |misrouted, rounds, falsely| of(Body::Government, misrouted, rounds, falsely);
    assert_near(office(true, 4, false), 0.4);
    assert_near(office(false, 5, false), 0.4);
    assert_near(office(false, 4, true), 0.3);
    assert_near(office(true, 5, false), 0.2);
    assert_near(office(false, 5, true), 0.1);
    assert_eq!(office(true, 5, true), 0.0, ".6 - .7 is not below 0");
    for (body, fair) in [(Body::Law, 0.6), (Body::Organisation(0), 0.55), (Body::Neighbours, 0.7)] {
        assert_near(of(body, true, 50, true), fair);
    }
}

#[test]
fn trust_in_whoever_dealt_with_it_moves_by_hand_worked_steps() {
    // In 6 rounds P = .75, J = .6 - .2 and z = .15 + .375 + .35 x .25 - .3 x .1 - .2 x .1 x .25 = .5775:
    // T = .5 + .06 x .0775.
    let only_trust = Params { gain_rate: 0.06, loss_rate: 0.15, ..off() };
    let mut helped = community(2);
    let outcome = learned(&only_trust, Body::Government, true, &mut helped);
    assert_near(outcome.satisfaction, 0.5775);
    assert_near(outcome.performance, 0.75);
    assert_near(outcome.justice, 0.4);
    assert_eq!(outcome.third, 1);
    assert_near(helped.trust.government[0], 0.5 + 0.06 * 0.0775);
    assert_eq!(helped.trust.government[1], 0.5, "nobody else's");
    // At law P = .1, J = .6 and z = .15 + .05 - .14 + .03 + .018 = .108: T = .5 - .15 x .392.
    let mut failed = community(2);
    learned(&only_trust, Body::Law, false, &mut failed);
    assert_near(failed.trust.government[0], 0.5 - 0.15 * 0.392);
    for (body, trust) in [
        (Body::Organisation(0), (|c| c.trust.organisations[0]) as fn(&Community) -> f32),
        (Body::Neighbours, |c| c.trust.neighbours[0]),
    ] {
        let mut other = community(2);
        learned(&only_trust, body, false, &mut other);
        assert!(trust(&other) < 0.5 && other.trust.government[0] == 0.5);
    }
}

#[test]
fn an_outcome_moves_efficacy_expectation_gain_grievance_and_the_need() {
    let mut solved = community(1);
    solved.wellbeing.grievance[0] = 0.5;
    let moving = Params { efficacy_rate: 0.1, expectation_rate: 0.1, gain_memory: 0.1, relief: 0.3, ..off() };
    learned(&moving, Body::Government, true, &mut solved);
    assert_near(solved.civic.efficacy[0], 0.55);
    assert_near(solved.wellbeing.expectation[0], 0.525);
    assert_near(solved.wellbeing.gain[0], 0.5 + 0.1 * 0.0775);
    assert_near(solved.wellbeing.grievance[0], 0.15);
    assert_eq!(solved.needs.stage(0), Stage::None);
    let mut failed = community(1);
    failed.wellbeing.grievance[0] = 0.5;
    learned(&moving, Body::Government, false, &mut failed);
    assert_near(failed.civic.efficacy[0], 0.45);
    assert_near(failed.wellbeing.expectation[0], 0.46);
    assert_eq!(failed.wellbeing.grievance[0], 0.5);
    assert_eq!((failed.needs.stage(0), failed.needs.of(0).failed), (Stage::Deciding, Channel::Office.bit()));
}

#[test]
fn grievance_grows_under_an_open_need_and_passes() {
    let mut community = community(2);
    community.wellbeing.grievance.fill(0.2);
    community.needs.set([0], Stage::Waiting, need(Category::Care));
    let params = Params { burden: 0.02, calm: 0.01, ..off() };
    round(&params, &mut [], &mut community);
    assert_near(community.wellbeing.grievance[0], (0.2 + 0.02 * 0.5) * 0.99);
    assert_near(community.wellbeing.grievance[1], 0.2 * 0.99);
}

#[test]
fn grievance_wears_trust_down_and_hearsay_moves_it_to_what_is_heard() {
    let mut aggrieved = community(1);
    aggrieved.wellbeing.grievance[0] = 0.5;
    round(&Params { resentment: 0.01, ..off() }, &mut [], &mut aggrieved);
    assert_near(aggrieved.trust.government[0], 0.5 * 0.995);
    // Office .7 and platform .5 average .6; stocks .9. With a lived fairness of .6 what is heard is .7, with .3 it is .6.
    let mut listening = community(1000);
    listening.services.stock = [0.9; 8];
    for (grid, fairness) in listening.grids.iter_mut().zip([0.6, 0.3]) {
        grid.success[Channel::Office as usize] = 0.7;
        grid.fairness = fairness;
    }
    round(&Params { hearsay: 0.1, ..off() }, &mut [], &mut listening);
    assert_near(listening.trust.government[499], 0.52);
    assert_near(listening.trust.government[500], 0.51);
}

#[test]
fn publicity_raises_expectation_to_what_is_reported() {
    let expectation = |reported| {
        let mut community = community(1);
        by(&off(), ROUND, |rules| learn(&Rules { reported, ..*rules }, &mut [], &mut community));
        community.wellbeing.expectation[0]
    };
    assert_eq!(expectation(None), 0.5);
    assert_eq!(expectation(Some((1.0, 0.0))), 0.5);
    assert_near(expectation(Some((0.9, 0.1))), 0.54);
    assert!(expectation(Some((0.9, 0.2))) > expectation(Some((0.9, 0.1))));
}

#[test]
fn fair_handling_moves_nobody_who_has_nothing_to_do_with_it() {
    let after = |fair| {
        let mut community = community(3);
        community.needs.set([0], Stage::Waiting, need(Category::Care));
        by(&Params::default(), ROUND, |rules| learn(&Rules { fair, ..*rules }, &mut [], &mut community));
        states(&community)
    };
    assert_eq!(after(0.0), after(1.0));
}

#[test]
fn a_bystander_counts_from_when_her_need_arose() {
    // Arisen in round 12, met in round 18: P = 1 - .5 x 2 / 4, whenever she last filed.
    let mut community = community(1);
    let arisen = Need { since: 12, filed: 0, kind: Kind::Public, ..need(Category::Care) };
    community.needs.set([0], Stage::Filed, arisen);
    let mut outcomes = [Outcome { asked: false, ..Outcome::new(0, 0, Body::Government, true) }];
    by(&Params { expectation_rate: 1.0, ..off() }, 18, |rules| learn(rules, &mut outcomes, &mut community));
    assert_near(community.wellbeing.expectation[0], 0.75);
}

#[test]
fn what_is_reported_counts_false_closures_as_resolved_over_the_window() {
    let closure = |end| Closure {
        community: 0,
        category: Category::Care,
        body: Body::Government,
        end,
        third: None,
        rounds: 1,
        prompt: true,
    };
    let params = Params { window: 2, ..Params::default() };
    let mut recent = VecDeque::new();
    assert_eq!(report(&params, &[closure(End::Withdrawn)], &mut recent), None);
    let mixed = [closure(End::Solved), closure(End::ClosedFalsely), closure(End::Unresolved), closure(End::Withdrawn)];
    assert_eq!(report(&params, &mixed, &mut recent), Some(2.0 / 3.0));
    assert_eq!(report(&params, &[closure(End::Solved)], &mut recent), Some(0.75));
    assert_eq!(report(&params, &[], &mut recent), Some(1.0), "the window moves on");
}

#[test]
fn losses_move_trust_faster_than_gains_of_the_same_size() {
    let (up, down) = (judge(&Params::default(), 0.5, 0.8), judge(&Params::default(), 0.5, 0.2));
    assert!(0.5 - down > up - 0.5 && up > 0.5);
    assert_eq!(judge(&Params::default(), 0.5, 0.5), 0.5);
    let quick = Params { gain_rate: 0.2, ..Params::default() };
    assert!(judge(&quick, 0.5, 0.8) > up && judge(&quick, 0.5, 0.2) == down);
}

#[test]
fn trust_under_bernoulli_outcomes_has_its_closed_stationary_mean() {
    // Satisfaction 1 with probability p and else 0 makes the update linear in T, so that in the long run
    // E T = p g / (p g + (1 - p) l), and E T^2 solves m2 = p ((1-g)^2 m2 + 2 g (1-g) m + g^2) + (1-p) (1-l)^2 m2.
    // Successive values correlate like r^k with r = 1 - p g - (1 - p) l: the mean of n has the standard error
    // sqrt(variance (1 + r) / ((1 - r) n)); 5.5 of them are exceeded by chance once in 26 million.
    let params = Params::default();
    let (g, l) = (params.gain_rate, params.loss_rate);
    let n = 200_000;
    for (p, purpose) in [(0.3, crate::streams::Purpose::Voice), (0.75, crate::streams::Purpose::Moving)] {
        let stream = crate::city::testing::streams(11).round(purpose, 0);
        let (mut trust, mut sum) = (0.5, 0.0);
        for event in 0..n + 1000 {
            trust = judge(&params, trust, if stream.uniform(event) < p as f32 { 1.0 } else { 0.0 });
            sum += if event < 1000 { 0.0 } else { f64::from(trust) };
        }
        let mean = p * g / (p * g + (1.0 - p) * l);
        let kept = p * (1.0 - g) * (1.0 - g) + (1.0 - p) * (1.0 - l) * (1.0 - l);
        let second = p * (2.0 * g * (1.0 - g) * mean + g * g) / (1.0 - kept);
        let r = 1.0 - p * g - (1.0 - p) * l;
        let error = ((second - mean * mean) * (1.0 + r) / ((1.0 - r) * n as f64)).sqrt();
        assert!((sum / n as f64 - mean).abs() < 5.5 * error, "{} at {p}, not {mean} within {error}", sum / n as f64);
    }
}

#[test]
fn states_stay_shares_at_extreme_rates() {
    let extreme = Params {
        gain_rate: 1.0,
        loss_rate: 1.0,
        efficacy_rate: 1.0,
        expectation_rate: 1.0,
        fairness_rate: 1.0,
        habit_rate: 1.0,
        gain_memory: 1.0,
        burden: 1.0,
        resentment: 1.0,
        hearsay: 1.0,
        success_rate: 1.0,
        base: 100.0,
        ..Params::default()
    };
    for (params, solved) in [(extreme.clone(), true), (Params { base: -100.0, calm: 1.0, ..extreme }, false)] {
        let mut community = community(2);
        community.wellbeing.grievance.fill(1.0);
        for body in [Body::Government, Body::Organisation(0), Body::Law, Body::Neighbours] {
            learned(&params, body, solved, &mut community);
            assert!(states(&community).iter().all(|state| (0.0..=1.0).contains(state)));
        }
    }
}
