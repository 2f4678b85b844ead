use super::*;
use crate::city::testing::{assert_near, district};
use crate::city::{District, Mandate};

/// Plans that follow nothing: an even allocation.
fn even() -> Policy {
    let mut policy = Policy::default();
    policy.government.planning = 0.0;
    policy
}

fn allocation(policy: &Policy, levels: &Levels, district: &mut District) -> Vec<PerCategory> {
    let rules = Rules { params: &Params::default(), policy, levels, rate: 0.0 };
    allocate(&rules, &mut district.communities);
    district.communities.iter().map(|community| community.services.allocation).collect()
}

fn mandate(category: Category) -> Option<Mandate> {
    let mut weights = [0.0; CATEGORIES];
    weights[category as usize] = 8.0;
    Some(Mandate { weights, since: 0, participants: Vec::new() })
}

#[test]
fn without_decay_and_investment_stocks_stay() {
    let mut district = district(3, 4);
    district.communities[1].services.stock = [0.9; 8];
    let params = Params { decay: 0.0, ..Params::default() };
    invest(
        &Rules { params: &params, policy: &Policy::default(), levels: &Levels::all(0.5), rate: 0.0 },
        &mut district.communities,
    );
    strike(&[], 0, 0, &mut district.communities);
    assert_eq!(district.communities[0].services.stock, [0.5; 8]);
    assert_eq!(district.communities[1].services.stock, [0.9; 8]);
    assert_eq!(raised(&[], 0, 0), [1.0; 8]);
}

#[test]
fn a_stock_follows_its_closed_form_to_its_rest_point() {
    // S <- S (1 - decay - iota) + iota, so S_t = S* + (S_0 - S*) (1 - decay - iota)^t with S* = iota / (iota + decay).
    let mut district = district(1, 4);
    let (iota, decay) = (0.006, Params::default().decay);
    let rest = iota / (iota + decay);
    for round in 1..=2000 {
        invest(
            &Rules { params: &Params::default(), policy: &even(), levels: &Levels::all(0.0), rate: iota },
            &mut district.communities,
        );
        let path = rest + (0.5 - rest) * libm::pow(1.0 - decay - iota, f64::from(round));
        let stock = district.communities[0].services.stock[3];
        assert!((f64::from(stock) - path).abs() < 1e-5, "round {round}: {stock}, not {path}");
    }
    assert!((f64::from(district.communities[0].services.stock[0]) - 0.6).abs() < 1e-5);
}

#[test]
fn stocks_wear_out_at_their_own_pace_to_rest_points_of_their_own() {
    // One round without investment: .5 (1 - .004 wear). A rest point is iota / (iota + decay wear): with .006 and wear of
    // .5, 1 and 3 it is .75, .6 and 1/3.
    let mut district = district(1, 4);
    district.communities[0].services.wear[..3].copy_from_slice(&[0.5, 0.0, 3.0]);
    let round = |rate: f64, district: &mut District| {
        let (params, levels) = (Params::default(), Levels::all(0.0));
        invest(&Rules { params: &params, policy: &even(), levels: &levels, rate }, &mut district.communities);
        district.communities[0].services.stock
    };
    let worn = round(0.0, &mut district);
    assert_near(worn[0], 0.499);
    assert_near(worn[1], 0.5);
    assert_near(worn[2], 0.494);
    assert_near(worn[3], 0.498);
    (0..4000).for_each(|_| _ = round(0.006, &mut district));
    let rested = round(0.006, &mut district);
    for (stock, expected) in rested.into_iter().zip([0.75, 1.0, 1.0 / 3.0, 0.6]) {
        assert!((f64::from(stock) - expected).abs() < 1e-4, "{stock}, not {expected}");
    }
    district.communities[0].services.wear = [1000.0; 8];
    assert_eq!(round(0.0, &mut district), [0.0; 8], "no more can wear out than there is");
}

#[test]
fn the_mean_allocation_is_one_whatever_plans_and_mandates_say() {
    let mut district = district(4, 4);
    for (number, community) in district.communities.iter_mut().enumerate() {
        community.services.stock = std::array::from_fn(|g| ((g + 3 * number) % 7) as f32 / 7.0);
        community.services.requests = std::array::from_fn(|g| (5 * g * number) as f32);
        community.traits.ses.fill(0.2 * number as f32);
    }
    district.communities[2].forum.mandate = mandate(Category::Care);
    for policy in [Policy::default(), even()] {
        for level in [0.0, 0.6, 1.0] {
            let parts = allocation(&policy, &Levels::all(level), &mut district);
            assert_near(mean(parts.iter().flatten().copied()).unwrap(), 1.0);
            assert!(parts.iter().flatten().all(|&part| part >= 0.0));
        }
    }
}

#[test]
fn plans_lean_towards_thin_stocks_by_the_equation() {
    // D = 1 - S: .8 and seven times .5, mean .5375; kappa = .6 x .3; a = .82 + .18 x .8 / .5375.
    let mut district = district(1, 4);
    district.communities[0].services.stock[0] = 0.2;
    let parts = allocation(&Policy::default(), &Levels::all(0.0), &mut district);
    assert_near(parts[0][0], 0.82 + 0.18 * 0.8 / 0.5375);
    assert_near(parts[0][1], 0.82 + 0.18 * 0.5 / 0.5375);
    let even = allocation(&even(), &Levels::all(0.0), &mut district);
    assert_eq!(even[0], [1.0; 8], "no planning, no leaning");
}

#[test]
fn equity_directs_investment_to_the_worst_off_as_far_as_there_is_leadership() {
    let part_of_poor = |equity: f64, level: f64| {
        let mut district = district(2, 4);
        district.communities[0].traits.ses.fill(0.1);
        district.communities[1].traits.ses.fill(0.9);
        let mut policy = Policy::default();
        policy.leadership.equity = equity;
        allocation(&policy, &Levels { leadership: level, ..Levels::default() }, &mut district)[0][0]
    };
    assert_eq!(part_of_poor(0.0, 1.0), 1.0);
    assert_eq!(part_of_poor(1.0, 0.0), 1.0);
    assert!(part_of_poor(0.5, 0.5) > 1.0 && part_of_poor(1.0, 0.5) > part_of_poor(0.5, 0.5));
    // 1 + .5 (1 - 2 x .1) = 1.4 against .6: a = .82 + .18 x 1.4.
    assert_near(part_of_poor(0.5, 1.0), 0.82 + 0.18 * 1.4);
}

#[test]
fn a_platform_lets_plans_follow_requests() {
    let part_asked_for = |level: f64| {
        let mut district = district(1, 4);
        district.communities[0].services.requests[5] = 16.0;
        let technology = Levels { technology: level, ..Levels::default() };
        allocation(&Policy::default(), &technology, &mut district)[0][5]
    };
    assert_eq!(part_asked_for(0.0), 1.0);
    assert!(part_asked_for(0.5) > 1.0 && part_asked_for(1.0) > part_asked_for(0.5));
    // 8 (16 + 1) / (16 + 8) against 8 / 24 in the other seven, mean 1; kappa = .6.
    assert_near(part_asked_for(1.0), 0.4 + 0.6 * 136.0 / 24.0);
}

#[test]
fn a_mandate_is_followed_as_far_as_it_binds() {
    let part_of_care = |bindingness: f64| {
        let mut district = district(1, 4);
        district.communities[0].forum.mandate = mandate(Category::Care);
        let mut policy = even();
        policy.consultation.bindingness = bindingness;
        allocation(&policy, &Levels::all(0.0), &mut district)[0]
    };
    assert_eq!(part_of_care(0.0), [1.0; 8]);
    assert_near(part_of_care(0.5)[Category::Care as usize], 0.5 + 0.5 * 8.0);
    assert_near(part_of_care(0.5)[0], 0.5);
    assert_near(part_of_care(1.0)[Category::Care as usize], 8.0);
}

#[test]
fn more_investment_or_less_decay_never_lowers_a_stock() {
    let stock = |decay: f64, rate: f64| {
        let mut district = district(1, 4);
        let params = Params { decay, ..Params::default() };
        invest(&Rules { params: &params, policy: &even(), levels: &Levels::all(0.0), rate }, &mut district.communities);
        district.communities[0].services.stock[0]
    };
    assert!(stock(0.004, 0.02) > stock(0.004, 0.01));
    assert!(stock(0.001, 0.01) > stock(0.004, 0.01));
    assert_near(stock(0.004, 0.02), 0.5 * 0.996 + 0.02 * 0.5);
}

#[test]
fn stocks_stay_shares_under_any_investment() {
    let mut district = district(2, 4);
    district.communities[0].services.stock = [0.0; 8];
    district.communities[0].forum.mandate = mandate(Category::Health);
    let mut policy = Policy::default();
    policy.consultation.bindingness = 1.0;
    for (decay, rate) in [(1.0, 0.0), (0.0, 100.0), (1.0, 100.0)] {
        invest(
            &Rules { params: &Params { decay, ..Params::default() }, policy: &policy, levels: &Levels::all(1.0), rate },
            &mut district.communities,
        );
        let stocks = district.communities.iter().flat_map(|community| community.services.stock);
        assert!(stocks.into_iter().all(|stock| (0.0..=1.0).contains(&stock)));
    }
}

#[test]
fn with_full_stocks_everywhere_the_allocation_is_even() {
    let mut district = district(2, 4);
    district.communities.iter_mut().for_each(|community| community.services.stock = [1.0; 8]);
    assert_eq!(allocation(&Policy::default(), &Levels::all(1.0), &mut district), vec![[1.0; 8]; 2]);
}

#[test]
fn requests_are_forgotten_over_the_memory() {
    let mut district = district(1, 4);
    district.communities[0].services.requests[2] = 52.0;
    invest(
        &Rules { params: &Params::default(), policy: &Policy::default(), levels: &Levels::all(0.0), rate: 0.0 },
        &mut district.communities,
    );
    assert_near(district.communities[0].services.requests[2], 51.0);
}

#[test]
fn a_shock_strikes_once_and_is_felt_for_its_duration() {
    let shock =
        |category, round| Shock { round, category, districts: vec![1, 3], magnitude: 0.4, duration: 5, intensity: 2.0 };
    let shocks = [shock(Category::Health, 10), shock(Category::Health, 12), shock(Category::Care, 30)];
    let mut hit = district(2, 4);
    for round in -5..40 {
        let factor = raised(&shocks, 3, round);
        let lasting = [10, 12].iter().filter(|&&start| (start..start + 5).contains(&round)).count();
        assert_eq!(factor[Category::Health as usize], [1.0, 3.0, 9.0][lasting], "round {round}");
        assert_eq!(factor[Category::Housing as usize], 1.0);
        assert_eq!(raised(&shocks, 2, round), [1.0; 8], "another district");
        strike(&shocks, 3, round, &mut hit.communities);
        strike(&shocks, 2, round, &mut hit.communities);
    }
    assert_near(hit.communities[1].services.stock[Category::Health as usize], 0.5 * 0.6 * 0.6);
    assert_near(hit.communities[0].services.stock[Category::Care as usize], 0.5 * 0.6);
    assert_eq!(hit.communities[0].services.stock[0], 0.5);
}
