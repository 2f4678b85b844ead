//! What outcomes leave behind: perceived success and lived fairness of a grid, satisfaction, habit, the account of needs.

use super::*;
use crate::city::NO_NEED;
use crate::city::testing::assert_share;

/// A community of two grids whose first four residents have filed needs of their own, the fourth at law.
fn four_filed() -> Community {
    let mut community = community(1000);
    community.needs.set(0..4, Stage::Filed, Need { filed: ROUND, ..need(Category::Care) });
    community.needs.of_mut(3).channel = Channel::Law;
    community
}

#[test]
fn perceived_success_of_a_grid_follows_all_outcomes_of_a_channel_but_not_what_bystanders_got() {
    let learning = Params { success_rate: 0.05, ..off() };
    let success = |community: &Community, channel| community.grids[0].success[channel as usize];
    let of = |resident, solved| Outcome::new(0, resident, Body::Government, solved);
    let mut mixed = four_filed();
    let bystander = Outcome { asked: false, ..of(2, true) };
    round(&learning, &mut [of(0, true), of(1, false), bystander, of(3, false)], &mut mixed);
    assert_near(success(&mixed, Channel::Office), 0.5);
    assert_near(success(&mixed, Channel::Law), 0.475);
    let mut three = four_filed();
    round(&learning, &mut [of(0, true), of(1, true), of(2, false)], &mut three);
    // 1 - .95^3 of the way to 2/3.
    assert_near(success(&three, Channel::Office), 0.5 + (1.0 - 0.857375) * (2.0 / 3.0 - 0.5));
    assert_eq!(three.grids[1].success, [0.5; CHANNELS], "the other grid has not lived it");
}

#[test]
fn lived_fairness_follows_those_of_the_grid_who_asked_government_or_law() {
    let lived = |outcomes: &mut [Outcome]| {
        let mut community = four_filed();
        round(&Params { fairness_rate: 0.02, ..off() }, outcomes, &mut community);
        assert_eq!(community.grids[1].fairness, 0.5, "the other grid has not lived it");
        community.grids[0].fairness
    };
    let of = |resident, body| Outcome::new(0, resident, body, true);
    assert_near(lived(&mut [of(0, Body::Government)]), 0.5 + 0.02 * 0.1);
    assert_near(lived(&mut [of(3, Body::Law)]), 0.5 + 0.02 * 0.1);
    assert_eq!(lived(&mut [of(0, Body::Organisation(0)), of(1, Body::Neighbours)]), 0.5);
    assert_eq!(lived(&mut [Outcome { asked: false, ..of(0, Body::Government) }]), 0.5, "a bystander");
    // One of .6 and one of .6 - .2 - .3: 1 - .98^2 = .0396 of the way to .35.
    let wronged = Outcome { misrouted: true, falsely: true, ..Outcome::new(0, 1, Body::Government, false) };
    assert_near(lived(&mut [of(0, Body::Government), wronged]), 0.5 - 0.0396 * 0.15);
}

#[test]
fn lived_fairness_comes_to_the_mean_fairness_of_its_outcomes() {
    // Each round one of .6 and three of .4, mean .45: after k rounds F = .45 + .98^(4 k) (.9 - .45).
    let mut community = four_filed();
    community.grids[0].fairness = 0.9;
    let mut lived = Vec::new();
    for _ in 0..200 {
        community.needs.set(0..4, Stage::Filed, Need { filed: ROUND, ..need(Category::Care) });
        let of = |resident| Outcome { misrouted: resident > 0, ..Outcome::new(0, resident, Body::Government, true) };
        round(&Params { fairness_rate: 0.02, ..off() }, &mut [0, 1, 2, 3].map(of), &mut community);
        lived.push(f64::from(community.grids[0].fairness));
    }
    let left = |rounds| (0..4 * rounds).fold(1.0, |left, _| left * 0.98);
    assert_near(lived[9], 0.45 + left(10) * 0.45);
    assert_near(lived[199], 0.45 + left(200) * 0.45);
    assert!((lived[199] - 0.45).abs() < 1e-5);
}

/// Which of 40,000 residents with this outcome say that they are satisfied with it.
fn satisfied(outcome: &Outcome, round: i32) -> Vec<bool> {
    let mut community = community(40_000);
    community.needs.set(0..40_000, Stage::Filed, Need { filed: round, ..need(Category::Care) });
    let mut outcomes: Vec<Outcome> = (0..40_000).map(|resident| Outcome { resident, ..outcome.clone() }).collect();
    by(&Params::default(), round, |rules| learn(rules, &mut outcomes, &mut community));
    outcomes.iter().map(|outcome| outcome.satisfied).collect()
}

#[test]
fn those_who_say_that_they_are_satisfied_follow_the_logistic() {
    assert_eq!(content(&Params::default(), 0.3), 0.5);
    // False positives: once in 26 million each. z = .108 after a failure at law, (z - .3) / .15 = -1.28; solved at once
    // z = .15 + .5 + .175 + .03 = .855, which gives 3.7; failed by neighbours .15 + .05 - .14 + .06 + .2 x .2 x .9 = .156,
    // which gives -.96.
    for (body, solved, x) in
        [(Body::Law, false, -1.28), (Body::Government, true, 3.7), (Body::Neighbours, false, -0.96)]
    {
        let said = satisfied(&Outcome::new(0, 0, body, solved), ROUND);
        assert_share(said.iter().filter(|&&said| said).count(), 40_000, 1.0 / (1.0 + libm::exp(-x)));
    }
}

#[test]
fn whether_one_is_satisfied_is_drawn_for_each_resident_and_round() {
    let failure = Outcome::new(0, 0, Body::Law, false);
    let said = satisfied(&failure, ROUND);
    assert_ne!(said, satisfied(&failure, ROUND + 1));
    let mut community = community(40_000);
    community.needs.set([7, 12], Stage::Filed, need(Category::Care));
    for who in [12, 7] {
        let mut alone = [Outcome { resident: who, ..failure.clone() }];
        round(&Params::default(), &mut alone, &mut community);
        assert_eq!(alone[0].satisfied, said[who as usize], "whoever else has an outcome");
    }
}

#[test]
fn habit_follows_satisfaction_with_formal_channels_that_were_asked_and_fades() {
    let habit = |satisfied: f64, outcome: Outcome| {
        let mut community = community(2);
        let params = Params { satisfied, habit_rate: 0.3, habit_loss: 0.005, ..off() };
        community.civic.habit.fill(0.2);
        community.needs.set([0], Stage::Filed, need(Category::Care));
        round(&params, &mut [outcome], &mut community);
        assert_near(community.civic.habit[1], 0.2 * 0.995);
        community.civic.habit[0]
    };
    let (never, always) = (100.0, -100.0);
    for body in [Body::Government, Body::Organisation(0), Body::Law] {
        // Whether the need is solved is not the point.
        assert_near(habit(always, Outcome::new(0, 0, body, false)), (0.2 + 0.3 * 0.8) * 0.995);
        assert_near(habit(never, Outcome::new(0, 0, body, true)), (0.2 - 0.3 * 1.2) * 0.995);
    }
    assert_near(habit(always, Outcome::new(0, 0, Body::Neighbours, true)), 0.2 * 0.995);
    let bystander = Outcome { asked: false, ..Outcome::new(0, 0, Body::Government, true) };
    assert_near(habit(always, bystander), 0.2 * 0.995);
}

#[test]
fn habit_comes_to_its_stationary_mean() {
    // An outcome of probability p to satisfy in every round: u' = (1 - l) (u + r (y - u)) with y = 1 or -1. With
    // a = (1 - l) (1 - r) and b = (1 - l) r the mean is b (2 p - 1) / (1 - a) and the variance 4 b^2 p (1 - p) / (1 - a^2);
    // successive values correlate like a^k. 5.5 standard errors are exceeded by chance once in 26 million.
    let (residents, rounds) = (500, 300);
    let p = 1.0 / (1.0 + libm::exp(1.28)); // z = .108, as above
    let mut community = community(residents);
    let (params, mut sum) = (Params { habit_rate: 0.3, habit_loss: 0.005, ..off() }, 0.0);
    for number in 0..rounds + 50 {
        community.needs.set(0..residents as usize, Stage::Filed, Need { filed: number, ..need(Category::Care) });
        let mut outcomes: Vec<Outcome> = (0..residents).map(|who| Outcome::new(0, who, Body::Law, false)).collect();
        by(&params, number, |rules| learn(rules, &mut outcomes, &mut community));
        sum += if number < 50 { 0.0 } else { crate::math::sum(&community.civic.habit) };
    }
    let n = f64::from(residents) * f64::from(rounds);
    let (a, b) = (0.995 * 0.7, 0.995 * 0.3);
    let (expected, variance) = (b * (2.0 * p - 1.0) / (1.0 - a), 4.0 * b * b * p * (1.0 - p) / (1.0 - a * a));
    let error = (variance * (1.0 + a) / ((1.0 - a) * n)).sqrt();
    assert!((sum / n - expected).abs() < 5.5 * error, "{}, not {expected} within {error}", sum / n);
}

#[test]
fn the_account_of_needs_holds_a_year_by_third() {
    let decision = |third, first| Decision {
        community: 0,
        resident: 0,
        third,
        need: NO_NEED,
        first,
        utilities: [f32::NAN; CHANNELS],
        choice: None,
        worker: f32::NAN,
        by_worker: false,
    };
    let outcome = |third, solved| Outcome { third, ..Outcome::new(0, 0, Body::Neighbours, solved) };
    let mut account = VecDeque::new();
    let arisen = [decision(0, true), decision(2, true), decision(2, true), decision(1, false)];
    let ended = [outcome(0, true), outcome(1, true), outcome(1, true), outcome(2, false)];
    keep_account(&arisen, &ended, &mut account);
    assert_eq!(account, [[[1, 1], [0, 2], [2, 0]]]);
    (0..51).for_each(|_| keep_account(&arisen[..1], &[], &mut account));
    assert_eq!((account.len(), account[51]), (52, [[1, 1], [0, 2], [2, 0]]), "52 rounds");
    keep_account(&[], &ended[..1], &mut account);
    assert_eq!((account.len(), account[0], account[51]), (52, [[0, 1], [0, 0], [0, 0]], [[1, 0], [0, 0], [0, 0]]));
}
