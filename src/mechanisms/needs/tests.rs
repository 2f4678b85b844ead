use super::*;
use crate::city::testing::{assert_near, assert_share, community, streams};
use crate::city::{Ages, Blueprint, Community, Network, Population, Staffing, build};
use crate::pillars::Levels;

const ROUND: i32 = 6;

/// Rules of a round; `act` works by them.
fn by<T>(params: &Params, categories: &Categories, round: i32, act: impl FnOnce(&Rules<'_>) -> T) -> T {
    act(&Rules { params, categories, at: At { streams: &streams(5), round } })
}

fn exposed(params: &Params, raised: PerCategory, residents: u32) -> Community {
    let mut community = community(residents);
    expose_all(params, &raised, &mut community);
    community
}

fn expose_all(params: &Params, raised: &PerCategory, community: &mut Community) {
    let Community { services, grids, .. } = community;
    by(params, &Categories::default(), ROUND, |rules| expose(rules, raised, services, grids));
}

/// One round of needs; returns how many residents have one after it.
fn round(params: &Params, categories: &Categories, community: &mut Community) -> usize {
    let Community { grids, traits, needs, key, .. } = community;
    by(params, categories, ROUND, |rules| come_and_go(rules, *key, grids, traits, needs));
    needs.stages().iter().filter(|&&stage| stage == Stage::Deciding).count()
}

/// Hazards so large that needs are frequent.
fn often() -> Params {
    Params { scale: 40.0, ..Params::default() }
}

#[test]
fn without_hazards_and_fading_nothing_happens() {
    let off = Params { scale: 0.0, fade: 0.0, ..Params::default() };
    let mut community = exposed(&off, [1.0; 8], 500);
    assert_eq!(community.grids[0].hazard, [0.0; 8]);
    assert_eq!(round(&off, &Categories::default(), &mut community), 0);
    community.needs.set(0..500, Stage::Waiting, NO_NEED);
    assert_eq!(round(&off, &Categories::default(), &mut community), 0);
    assert!(community.needs.stages().iter().all(|&stage| stage == Stage::Waiting));
    assert!(found(&[0.0; 8], Purpose::Prediction, ROUND).is_empty());
}

#[test]
fn a_hazard_follows_the_equation() {
    // .8 x .0025 x 1.5 (1 + 2 (1 - .4)) x 3 for housing.
    let mut community = community(1);
    (community.grids[0].exposure[0], community.services.stock[0]) = (1.5, 0.4);
    let raised = std::array::from_fn(|g| if g == 0 { 3.0 } else { 1.0 });
    expose_all(&Params::default(), &raised, &mut community);
    assert_near(community.grids[0].hazard[0], 0.8 * 0.0025 * 1.5 * 2.2 * 3.0);
    assert_near(community.grids[0].hazard[1], 0.8 * 0.0015 * 2.0);
}

#[test]
fn each_grid_has_its_own_exposure_and_needs_arise_by_it() {
    // 40 x .0025 x 2 x epsilon for housing: with exposure 2 and 0 the hazard is .4 and 0. False positives: once in 26
    // million.
    let mut community = community(20_000);
    for (position, grid) in community.grids.iter_mut().enumerate() {
        grid.exposure = [0.0; 8];
        grid.exposure[0] = if position < 20 { 2.0 } else { 0.0 };
    }
    expose_all(&often(), &[1.0; 8], &mut community);
    assert_near(community.grids[19].hazard[0], 0.4);
    round(&often(), &Categories::default(), &mut community);
    let stages = community.needs.stages();
    assert_share(stages[..10_000].iter().filter(|&&s| s == Stage::Deciding).count(), 10_000, 1.0 - libm::exp(-0.4));
    assert!(stages[10_000..].iter().all(|&stage| stage == Stage::None));
}

#[test]
fn thin_services_exposure_and_shocks_raise_hazards() {
    let hazard = |alpha: f64, stock: f32, exposure: f32, raised: f32| {
        let mut community = community(1);
        (community.services.stock, community.grids[0].exposure) = ([stock; 8], [exposure; 8]);
        expose_all(&Params { alpha, ..Params::default() }, &[raised; 8], &mut community);
        community.grids[0].hazard[4]
    };
    let middle = hazard(2.0, 0.5, 1.0, 1.0);
    assert!(hazard(3.0, 0.5, 1.0, 1.0) > middle && hazard(2.0, 0.4, 1.0, 1.0) > middle);
    assert!(hazard(2.0, 0.5, 1.1, 1.0) > middle && hazard(2.0, 0.5, 1.0, 1.5) > middle);
    assert_eq!(hazard(0.0, 0.1, 1.0, 1.0), hazard(0.0, 0.9, 1.0, 1.0), "alpha 0: services do not matter");
}

#[test]
fn three_sums_give_the_same_total_as_the_categories_one_by_one() {
    let (community, categories) = (exposed(&Params::default(), [1.0; 8], 1), Categories::default());
    let hazard = Hazard::new(&categories, &community.grids[0].hazard);
    for (ses, age) in [(0.0, 18.0), (1.0, 95.0), (0.3, 61.0), (0.5, 45.0)] {
        let (lack, effect) = (1.0 - 2.0 * ses, age_effect(age));
        let each = categories.each().into_iter().zip(community.grids[0].hazard);
        let total: f32 = each.map(|(c, h)| h * (1.0 + c.ses as f32 * lack + c.age as f32 * effect)).sum();
        assert_near(hazard.total(lack, effect), total.into());
        assert!(total <= hazard.bound);
    }
}

#[test]
fn needs_arise_as_often_as_the_equation_says() {
    // 1 - exp(-sum h) with 40 x .012 x 2 = .96 for a resident in the middle. False positives: once in 26 million.
    let mut community = exposed(&often(), [1.0; 8], 40_000);
    let arisen = round(&often(), &Categories::default(), &mut community);
    assert_share(arisen, 40_000, 1.0 - libm::exp(-0.96));
    let arisen: Vec<_> = community.needs.iter().collect();
    for (number, share) in Categories::default().demand().into_iter().enumerate() {
        let of_category = arisen.iter().filter(|(_, need)| need.category as usize == number).count();
        assert_share(of_category, arisen.len(), share);
    }
    assert!(arisen.iter().all(|(_, need)| need.since == ROUND && need.failed == 0 && !need.voiced));
}

#[test]
fn the_poor_have_more_needs_and_the_old_need_more_care() {
    let number = |ses: f32, age: f32| {
        let mut community = exposed(&often(), [1.0; 8], 20_000);
        community.traits.ses.fill(ses);
        community.traits.age.fill(age);
        let all = round(&often(), &Categories::default(), &mut community);
        let care = community.needs.iter().filter(|(_, need)| need.category == Category::Care).count();
        (all, care)
    };
    assert!(number(0.2, 45.0).0 > number(0.5, 45.0).0 && number(0.5, 45.0).0 > number(0.8, 45.0).0);
    assert!(number(0.5, 80.0).1 > number(0.5, 45.0).1 && number(0.5, 45.0).1 > number(0.5, 20.0).1);
}

#[test]
fn nobody_has_a_second_need() {
    let mut community = exposed(&Params { scale: 100.0, ..Params::default() }, [1000.0; 8], 300);
    let lasting = Params { fade: 0.0, ..often() };
    community.needs.set(0..100, Stage::Waiting, NO_NEED);
    community.needs.set(100..200, Stage::Filed, NO_NEED);
    assert_eq!(round(&lasting, &Categories::default(), &mut community), 100, "who has none gets one for sure");
    assert!(community.needs.stages()[..100].iter().all(|&stage| stage == Stage::Waiting));
    assert!(community.needs.stages()[100..200].iter().all(|&stage| stage == Stage::Filed));
}

#[test]
fn a_need_has_the_stated_distributions() {
    // Housing in 20,000 draws. The bounds on means are 5.5 standard errors: false positives once in 26 million each.
    let mut rng = streams(8).round(Purpose::NeedDetails, 0).generator(1);
    let draw = || draw(&Params::default(), &Categories::default(), Category::Housing, None, &mut rng);
    let drawn: Vec<Need> = std::iter::repeat_with(draw).take(20_000).collect();
    for (kind, share) in [(Kind::Private, 0.4), (Kind::Public, 0.5), (Kind::Dispute, 0.1)] {
        assert_share(drawn.iter().filter(|need| need.kind == kind).count(), 20_000, share);
    }
    for (agencies, share) in [(1, 0.49), (2, 0.42), (3, 0.09)] {
        assert_share(drawn.iter().filter(|need| need.agencies == agencies).count(), 20_000, share);
    }
    let severity: f32 = drawn.iter().map(|need| need.severity).sum::<f32>() / 20_000.0;
    assert!((severity - 0.4).abs() < 5.5 * 0.2 / 141.0, "{severity}");
    let below = drawn.iter().filter(|need| need.work / (0.5 + 0.5 * f32::from(need.agencies)) < 1.0).count();
    assert_share(below, 20_000, 0.5);
    assert!(drawn.iter().all(|need| (0.0..=1.0).contains(&need.severity) && need.work > 0.0));
}

#[test]
fn only_waiting_needs_fade_as_often_as_stated() {
    // False positives: once in 26 million.
    let still = Params { scale: 0.0, ..Params::default() };
    let mut community = community(20_000);
    community.needs.set(0..10_000, Stage::Waiting, NO_NEED);
    community.needs.set(10_000..15_000, Stage::Deciding, NO_NEED);
    community.needs.set(15_000..20_000, Stage::Filed, NO_NEED);
    round(&still, &Categories::default(), &mut community);
    let stages = community.needs.stages();
    assert_share(stages[..10_000].iter().filter(|&&stage| stage == Stage::None).count(), 10_000, 0.04);
    assert!(
        stages[10_000..15_000].iter().all(|&stage| stage == Stage::Deciding),
        "who has to decide lives with it yet"
    );
    assert!(stages[15_000..].iter().all(|&stage| stage == Stage::Filed));
}

#[test]
fn a_need_does_not_end_in_the_round_in_which_it_arose_nor_arise_where_one_has_ended() {
    let sure = Params { scale: 4000.0, fade: 1.0, ..Params::default() };
    let mut community = exposed(&sure, [1.0; 8], 300);
    community.needs.set(0..100, Stage::Waiting, NO_NEED);
    assert_eq!(round(&sure, &Categories::default(), &mut community), 200, "those who had none");
    assert!(community.needs.stages()[..100].iter().all(|&stage| stage == Stage::None));
}

#[test]
fn a_burden_multiplies_hazards_and_says_nothing_of_what_the_need_is() {
    // 1 - exp(-.96 B). False positives: once in 26 million each.
    let mut community = exposed(&often(), [1.0; 8], 30_000);
    for (number, burden) in [0.0, 0.5, 3.0].into_iter().enumerate() {
        community.traits.burden[number * 10_000..(number + 1) * 10_000].fill(burden);
    }
    round(&often(), &Categories::default(), &mut community);
    for (stages, burden) in community.needs.stages().chunks(10_000).zip([0.0, 0.5, 3.0]) {
        let arisen = stages.iter().filter(|&&stage| stage == Stage::Deciding).count();
        assert_share(arisen, 10_000, 1.0 - libm::exp(-0.96 * burden));
    }
    let burdened: Vec<_> = community.needs.iter().filter(|&(who, _)| who >= 20_000).collect();
    for (number, share) in Categories::default().demand().into_iter().enumerate() {
        let of_category = burdened.iter().filter(|(_, need)| need.category as usize == number).count();
        assert_share(of_category, burdened.len(), share);
    }
}

/// The burdens of a city's residents as they are drawn.
fn burdens(dispersion: f64, residents: u32) -> Vec<f32> {
    let population = Population { districts: 1, communities: 1, residents, dispersion, ..Population::default() };
    let blueprint = Blueprint {
        population: &population,
        ages: &Ages::default(),
        network: &Network { neighbours: 0, ..Network::default() },
        staffing: &Staffing::default(),
        demand: Categories::default().demand(),
        community_staff: 0.3,
        streams: &streams(5),
    };
    build(&blueprint, Levels::default()).districts.remove(0).communities.remove(0).traits.burden
}

#[test]
fn needs_that_are_solved_at_once_are_negative_binomial_between_residents() {
    // With B ~ Gamma(k, mean 1) and T rounds of hazard h B the number of needs has the mean T h and, in the limit of short
    // rounds, the variance m + m^2 / k of a negative binomial. In rounds, where two cannot arise in one, it is binomial
    // given B: with L(x) = (1 + x / k)^-k the mean is T (1 - L(h)) and the variance T (L(h) - L(2h)) + T^2 (L(2h) - L(h)^2).
    // For k = 1/2, T = 100 and h = .01: mean .985, variance 2.84 (the limit's .985 + 2 x .985^2 = 2.93).
    let (residents, rounds, k, h) = (100_000, 100, 0.5, 0.01);
    let mut community = community(residents);
    community.traits.burden = burdens(k, residents);
    community.grids.iter_mut().for_each(|grid| grid.hazard = [(h / 8.0) as f32; 8]);
    let mut counts = vec![0u32; residents as usize];
    for number in 0..rounds {
        let Community { grids, traits, needs, key, .. } = &mut community;
        by(&Params::default(), &Categories::default(), number, |rules| come_and_go(rules, *key, grids, traits, needs));
        let arisen: Vec<u32> = needs.iter().map(|(who, _)| who).collect();
        for who in arisen {
            counts[who as usize] += 1;
            needs.end(who as usize);
        }
    }
    let n = f64::from(residents);
    let mean = counts.iter().map(|&count| f64::from(count)).sum::<f64>() / n;
    let variance = counts.iter().map(|&count| (f64::from(count) - mean) * (f64::from(count) - mean)).sum::<f64>() / n;
    let (t, once) = (f64::from(rounds), 1.0 / libm::sqrt(1.0 + h / k));
    let twice = 1.0 / libm::sqrt(1.0 + 2.0 * h / k);
    let (m, v) = (t * (1.0 - once), t * (once - twice) + t * t * (twice - once * once));
    assert!((v / (m + m * m / k) - 1.0).abs() < 0.03, "near the negative binomial: {v}");
    // Standard errors: sqrt(v / n) of the mean; of the variance sqrt((mu4 - v^2) / n), where mu4 = (15.3) v^2 for a negative
    // binomial of k = 1/2 and mean 1. 5.5 of them are exceeded by chance once in 26 million.
    let errors = [(v / n).sqrt(), v * (14.4 / n).sqrt()];
    assert!((mean - m).abs() < 5.5 * errors[0], "mean {mean}, not {m} within {}", errors[0]);
    assert!((variance - v).abs() < 5.5 * errors[1], "variance {variance}, not {v} within {}", errors[1]);
}

/// What is found with these probabilities per category.
fn found(chances: &PerCategory, purpose: Purpose, round: i32) -> Vec<Need> {
    by(&Params::default(), &Categories::default(), round, |rules| foresee(rules, purpose, chances, 0))
}

#[test]
fn what_is_found_early_is_public_and_as_frequent_as_stated() {
    let all = found(&[1.0; 8], Purpose::Prediction, 0);
    assert_eq!(all.iter().map(|need| need.category).collect::<Vec<_>>(), Category::ALL);
    assert!(all.iter().all(|need| need.kind == Kind::Public));
    assert!(found(&[0.0; 8], Purpose::Patrol, 0).is_empty());
    // False positives: once in 26 million each.
    let chances = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
    let many: Vec<Need> = (0..10_000).flat_map(|round| found(&chances, Purpose::Prediction, round)).collect();
    for (&category, chance) in Category::ALL.iter().zip(chances) {
        assert_share(many.iter().filter(|need| need.category == category).count(), 10_000, chance.into());
    }
}

#[test]
fn prediction_and_a_patrol_find_apart_from_each_other() {
    // Each finds half of 40,000: both find a quarter. False positives: once in 26 million.
    let both = (0..5000).map(|round| {
        let [one, other] = [Purpose::Prediction, Purpose::Patrol].map(|purpose| found(&[0.5; 8], purpose, round));
        one.iter().filter(|need| other.iter().any(|same| same.category == need.category)).count()
    });
    assert_share(both.sum(), 40_000, 0.25);
}

#[test]
fn a_kind_that_cannot_occur_is_never_drawn() {
    let mut rng = streams(8).round(Purpose::NeedDetails, 1).generator(1);
    assert!((0..5000).all(|_| draw_kind([0.0, 1.0, 0.0], &mut rng) == Kind::Public));
    assert!((0..5000).all(|_| draw_kind([0.5, 0.5, 0.0], &mut rng) != Kind::Dispute));
}
