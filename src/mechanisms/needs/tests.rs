use super::*;
use crate::city::Community;
use crate::city::testing::{assert_near, assert_share, community, streams};

const ROUND: i32 = 6;

/// Rules of a round; `act` works by them.
fn by<T>(params: &Params, categories: &Categories, round: i32, act: impl FnOnce(&Rules<'_>) -> T) -> T {
    act(&Rules { params, categories, at: At { streams: &streams(5), round } })
}

fn exposed(params: &Params, raised: PerCategory, residents: u32) -> Community {
    let mut community = community(residents);
    by(params, &Categories::default(), ROUND, |rules| expose(rules, &raised, &mut community.services));
    community
}

/// One round of needs; returns how many residents have one after it.
fn round(params: &Params, categories: &Categories, community: &mut Community) -> usize {
    let Community { services, traits, needs, key, .. } = community;
    by(params, categories, ROUND, |rules| come_and_go(rules, *key, services, traits, needs));
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
    assert_eq!(community.services.hazard, [0.0; 8]);
    assert_eq!(round(&off, &Categories::default(), &mut community), 0);
    community.needs.set(0..500, Stage::Waiting, NO_NEED);
    assert_eq!(round(&off, &Categories::default(), &mut community), 0);
    assert!(community.needs.stages().iter().all(|&stage| stage == Stage::Waiting));
    let found = by(&off, &Categories::default(), ROUND, |rules| foresee(rules, 0.0, 0, &community.services));
    assert!(found.is_empty());
}

#[test]
fn a_hazard_follows_the_equation() {
    // .8 x .0025 x 1.5 (1 + 2 (1 - .4)) x 3 for housing.
    let mut community = community(1);
    (community.services.exposure[0], community.services.stock[0]) = (1.5, 0.4);
    let raised = std::array::from_fn(|g| if g == 0 { 3.0 } else { 1.0 });
    by(&Params::default(), &Categories::default(), ROUND, |rules| expose(rules, &raised, &mut community.services));
    assert_near(community.services.hazard[0], 0.8 * 0.0025 * 1.5 * 2.2 * 3.0);
    assert_near(community.services.hazard[1], 0.8 * 0.0015 * 2.0);
}

#[test]
fn thin_services_exposure_and_shocks_raise_hazards() {
    let hazard = |alpha: f64, stock: f32, exposure: f32, raised: f32| {
        let mut community = community(1);
        (community.services.stock, community.services.exposure) = ([stock; 8], [exposure; 8]);
        let params = Params { alpha, ..Params::default() };
        by(&params, &Categories::default(), ROUND, |rules| expose(rules, &[raised; 8], &mut community.services));
        community.services.hazard[4]
    };
    let middle = hazard(2.0, 0.5, 1.0, 1.0);
    assert!(hazard(3.0, 0.5, 1.0, 1.0) > middle && hazard(2.0, 0.4, 1.0, 1.0) > middle);
    assert!(hazard(2.0, 0.5, 1.1, 1.0) > middle && hazard(2.0, 0.5, 1.0, 1.5) > middle);
    assert_eq!(hazard(0.0, 0.1, 1.0, 1.0), hazard(0.0, 0.9, 1.0, 1.0), "alpha 0: services do not matter");
}

#[test]
fn three_sums_give_the_same_total_as_the_categories_one_by_one() {
    let (community, categories) = (exposed(&Params::default(), [1.0; 8], 1), Categories::default());
    let hazard = Hazard::new(&categories, &community.services.hazard);
    for (ses, age) in [(0.0, 18.0), (1.0, 95.0), (0.3, 61.0), (0.5, 45.0)] {
        let (lack, effect) = (1.0 - 2.0 * ses, age_effect(age));
        let each = categories.each().into_iter().zip(community.services.hazard);
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
fn waiting_needs_fade_as_often_as_stated_but_not_in_their_first_round() {
    // False positives: once in 26 million.
    let still = Params { scale: 0.0, ..Params::default() };
    let mut community = community(20_000);
    community.needs.set(0..5_000, Stage::Waiting, NO_NEED);
    community.needs.set(5_000..10_000, Stage::Deciding, NO_NEED);
    community.needs.set(10_000..20_000, Stage::Filed, NO_NEED);
    round(&still, &Categories::default(), &mut community);
    let stages = community.needs.stages();
    assert_share(stages[..10_000].iter().filter(|&&stage| stage == Stage::None).count(), 10_000, 0.04);
    assert!(stages[10_000..].iter().all(|&stage| stage == Stage::Filed));
    let mut fresh = exposed(&often(), [1.0; 8], 20_000);
    assert!(round(&Params { fade: 1.0, ..often() }, &Categories::default(), &mut fresh) > 10_000);
    assert_eq!(round(&Params { fade: 1.0, ..still }, &Categories::default(), &mut fresh), 0);
}

#[test]
fn prediction_finds_public_needs_where_services_are_thin() {
    let mut services = community(1).services;
    let found = |chance: f64, services: &Services, round: i32| {
        by(&Params::default(), &Categories::default(), round, |rules| foresee(rules, chance, 0, services))
    };
    services.stock = [0.0; 8];
    let all = found(1.0, &services, 0);
    assert_eq!(all.iter().map(|need| need.category).collect::<Vec<_>>(), Category::ALL);
    assert!(all.iter().all(|need| need.kind == Kind::Public));
    services.stock = [1.0; 8];
    assert!(found(1.0, &services, 0).is_empty());
    // .2 (1 - .25) for each of eight categories. False positives: once in 26 million.
    services.stock = [0.25; 8];
    let number = (0..2000).map(|round| found(0.2, &services, round).len()).sum();
    assert_share(number, 16_000, 0.15);
}

#[test]
fn a_kind_that_cannot_occur_is_never_drawn() {
    let mut rng = streams(8).round(Purpose::NeedDetails, 1).generator(1);
    assert!((0..5000).all(|_| draw_kind([0.0, 1.0, 0.0], &mut rng) == Kind::Public));
    assert!((0..5000).all(|_| draw_kind([0.5, 0.5, 0.0], &mut rng) != Kind::Dispute));
}
