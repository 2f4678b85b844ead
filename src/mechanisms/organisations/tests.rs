use super::*;
use crate::city::testing::{assert_near, assert_share, case, check, district, need, open, organisation, streams};
use crate::city::{Case, District};
use crate::events::Outcome;

/// Nothing but what a test turns on.
fn off() -> Params {
    Params { founding: 0.0, growth: 0.0, learning: 0.0, minimum: 0.0, donations: 0.0, ..Params::default() }
}

/// One round with all pillars at a level and contracts of so many work units per resident.
fn round(params: &Params, level: f64, contracts: f64, number: i32, district: &mut District) -> Events {
    let (collaboration, levels) = (Collaboration::default(), Levels::all(level));
    let mut events = Events::default();
    let at = At { streams: &streams(4), round: number };
    let (rules, key) =
        (Rules { params, collaboration: &collaboration, levels: &levels, contracts, at }, district.key());
    let District { communities, organisations, cases, .. } = district;
    change(&rules, key, communities, organisations, cases, &mut events);
    events
}

fn with(organisations: Vec<Organisation>) -> District {
    let mut district = district(1, 1000);
    district.organisations = organisations;
    district
}

fn enterprise() -> Organisation {
    Organisation { kind: OrganisationKind::Enterprise, ..organisation(1.0) }
}

#[test]
fn with_all_rates_at_zero_social_organisations_stay_as_they_are() {
    let mut district = with(vec![organisation(1.3), organisation(0.1)]);
    let events = round(&off(), 1.0, 1.0, 0, &mut district);
    assert_eq!((events.founded, events.closed_organisations), (0, 0));
    assert_eq!(district.organisations.iter().map(|o| o.capacity).collect::<Vec<_>>(), [1.3, 0.1]);
    assert_eq!(district.organisations[0].reputation, 0.5);
}

#[test]
fn capacity_follows_income_by_the_equation() {
    // Contracts of 5 go by reputation x capacity, .6 x 2 against .4 x 1; donations .0004 x 1000 x .5 go evenly.
    let strong = Organisation { reputation: 0.6, ..organisation(2.0) };
    let weak = Organisation { reputation: 0.4, ..organisation(1.0) };
    let mut district = with(vec![strong, weak, enterprise()]);
    round(&Params { growth: 0.05, donations: 0.0004, ..off() }, 0.5, 0.005, 0, &mut district);
    let capacity = |number: usize| district.organisations[number].capacity;
    assert_near(capacity(0), 2.0 + 0.05 * (3.75 + 0.1 - 2.0));
    assert_near(capacity(1), 1.0 + 0.05 * (1.25 + 0.1 - 1.0));
    assert_near(capacity(2), 0.5 + 2.0 * 0.5 * 0.5);
}

#[test]
fn contracts_trust_and_reputation_make_organisations_grow() {
    let capacity = |contracts: f64, trust: f32, reputation: f32| {
        let mut district = with(vec![Organisation { reputation, ..organisation(1.0) }, organisation(1.0)]);
        district.communities[0].trust.organisations.fill(trust);
        round(&Params { growth: 0.05, donations: 0.0004, ..off() }, 0.5, contracts, 0, &mut district);
        district.organisations[0].capacity
    };
    let middle = capacity(0.002, 0.5, 0.5);
    assert!(
        capacity(0.003, 0.5, 0.5) > middle && capacity(0.002, 0.9, 0.5) > middle && capacity(0.002, 0.5, 0.9) > middle
    );
}

#[test]
fn a_lasting_income_is_the_capacity_it_keeps_up() {
    let mut district = with(vec![organisation(3.0)]);
    (0..400).for_each(|number| _ = round(&Params { growth: 0.05, ..off() }, 0.5, 0.0015, number, &mut district));
    assert_near(district.organisations[0].capacity, 1.5);
}

#[test]
fn responsibility_and_collaboration_set_what_enterprises_give_and_autonomy_what_reputation_starts_at() {
    let params = Params::default();
    let fixed = |responsibility, level| {
        let collaboration = Collaboration { responsibility, ..Collaboration::default() };
        fixed_capacity(&Rules {
            params: &params,
            collaboration: &collaboration,
            levels: &Levels::all(level),
            contracts: 0.0,
            at: At { streams: &streams(4), round: 3 },
        })
    };
    assert_eq!([fixed(0.0, 1.0), fixed(1.0, 0.0)], [0.5, 0.5]);
    assert_near(fixed(0.8, 0.5), 1.3);
    assert!(fixed(0.9, 0.5) > fixed(0.8, 0.5) && fixed(0.8, 0.6) > fixed(0.8, 0.5));
    let start = |autonomy| {
        let collaboration = Collaboration { autonomy, ..Collaboration::default() };
        let (levels, streams) = (Levels::all(0.5), streams(1));
        let at = At { streams: &streams, round: 3 };
        let rules = Rules { params: &params, collaboration: &collaboration, levels: &levels, contracts: 0.0, at };
        let mut rng = streams.round(Purpose::Founding, 0).generator(1);
        found(&rules, OrganisationKind::Social, &[1.0; 8], &mut rng)
    };
    assert_near(start(0.5).reputation, 0.7);
    assert!(start(0.9).reputation > start(0.5).reputation);
    assert_eq!((start(0.5).founded, start(0.5).capacity), (3, 1.0));
}

#[test]
fn reputation_follows_the_satisfaction_of_those_served() {
    let mut district = with(vec![organisation(1.0), organisation(1.0)]);
    let outcome = |body, satisfaction| Outcome { satisfaction, ..Outcome::new(0, 0, body, true) };
    let served = [outcome(Body::Organisation(0), 0.9), outcome(Body::Organisation(0), 0.7), outcome(Body::Law, 0.0)];
    let events = Events { outcomes: served.to_vec(), ..Events::default() };
    rate(&Params::default(), &events, &mut district.organisations);
    assert_near(district.organisations[0].reputation, 0.5 + (1.0 - 0.98 * 0.98) * 0.3);
    assert_eq!(district.organisations[1].reputation, 0.5);
    rate(&Params { learning: 1.0, ..Params::default() }, &events, &mut district.organisations);
    assert!((0.0..=1.0).contains(&district.organisations[0].reputation));
}

#[test]
fn an_organisation_that_is_too_small_closes_and_hands_its_cases_back() {
    let mut district = with(vec![organisation(0.69), organisation(0.71), enterprise()]);
    for (who, number) in [(3, 0), (4, 1), (5, 2)] {
        open(&mut district, Case { behind: vec![who], ..case(Handler::Organisation(number)) });
    }
    let events = round(&Params { minimum: 0.7, ..off() }, 0.0, 0.0, 6, &mut district);
    assert_eq!((events.closed_organisations, district.organisations.len()), (1, 2), "an enterprise stays");
    assert_eq!((events.closures[0].end, events.closures.len()), (End::Withdrawn, 1));
    let needs = &district.communities[0].needs;
    assert_eq!([needs.stage(3), needs.stage(4)], [Stage::Waiting, Stage::Filed]);
    assert_eq!(needs.of(3).failed, 0, "no channel has failed");
    assert!(events.outcomes.is_empty());
    check(&district);
    assert!(
        district
            .cases
            .iter()
            .all(|(_, case)| case.behind[0] == 4 + u32::from(case.handler == Handler::Organisation(1)))
    );
}

#[test]
fn foundings_are_poisson_at_the_density_dependent_rate() {
    // 1,000 residents with 2 organisations are 20 per 10,000: 100 x .1 (.3 + .5)(1 + 20/16) e^-(1/4) = 14.02 a round.
    // The sum over 4,000 rounds is Poisson; the bound is 5.5 standard deviations: false positives once in 26 million.
    let founding = Params { founding: 100.0, ..off() };
    let number = |level: f64, present: usize| -> f64 {
        let mut district = with(Vec::new());
        let found = (0..4000).map(|number| {
            district.organisations = vec![organisation(1.0); present];
            f64::from(round(&founding, level, 0.0, number, &mut district).founded)
        });
        found.sum()
    };
    let expected = 4000.0 * 100.0 * 0.1 * 0.8 * 2.25 * libm::exp(-0.25);
    let found = number(0.5, 2);
    assert!((found - expected).abs() < 5.5 * expected.sqrt(), "{found}, not {expected}");
    assert!(number(1.0, 2) > found, "collaboration");
    assert!(number(0.5, 0) < found, "legitimacy");
    assert!(number(0.5, 20) < 1.0, "crowding");
}

#[test]
fn new_organisations_take_up_what_is_needed() {
    let mut district = with(Vec::new());
    for who in 0..1000 {
        let category = if who % 4 == 0 { Category::Health } else { Category::Care };
        district.communities[0].needs.set([who], Stage::Waiting, need(category));
    }
    let demand = open_needs(&district.communities);
    assert_eq!([demand[Category::Health as usize], demand[Category::Care as usize]], [250.0, 750.0]);
    round(&Params { founding: 40_000.0, ..off() }, 1.0, 0.0, 0, &mut district);
    let number = district.organisations.len();
    let health = district.organisations.iter().filter(|o| o.category == Category::Health).count();
    // False positives: once in 26 million.
    assert!(number > 3000);
    assert_share(health, number, 0.25);
    assert!(district.organisations.iter().all(|o| matches!(o.category, Category::Health | Category::Care)));
    (0..1000).for_each(|who| _ = district.communities[0].needs.end(who));
    assert_eq!(open_needs(&district.communities), [1.0; 8], "even if there are no needs");
}

#[test]
fn a_district_starts_with_the_stated_numbers() {
    let (params, collaboration, levels) = (Params::default(), Collaboration::default(), Levels::all(0.5));
    let at = At { streams: &streams(3), round: -5 };
    let rules = Rules { params: &params, collaboration: &collaboration, levels: &levels, contracts: 0.0, at };
    let key = district(1, 1).key();
    let organisations = settle(&rules, key, 10_000, &[1.0; 8]);
    let of = |kind| organisations.iter().filter(|organisation| organisation.kind == kind).count();
    assert_eq!(
        [of(OrganisationKind::Social), of(OrganisationKind::Enterprise), of(OrganisationKind::Institution)],
        [16, 2, 2]
    );
    assert!(organisations.iter().all(|organisation| (0.0..=1.0).contains(&organisation.skill)));
    let params = Params { initial: 0.0, fixed: 0.0, ..Params::default() };
    assert!(settle(&Rules { params: &params, ..rules }, key, 10_000, &[1.0; 8]).is_empty());
}

#[test]
fn those_that_are_there_at_the_start_have_learnt_and_new_ones_have_not() {
    // The same draws decide: skill is s + .3 (.95 - s) with experience .3.
    let skills = |experience: f64| -> Vec<f32> {
        let (collaboration, levels) = (Collaboration::default(), Levels::all(0.5));
        let params = Params { experience, ..Params::default() };
        let at = At { streams: &streams(3), round: -5 };
        let rules = Rules { params: &params, collaboration: &collaboration, levels: &levels, contracts: 0.0, at };
        settle(&rules, 1, 100_000, &[1.0; 8]).iter().map(|organisation| organisation.skill).collect()
    };
    let (entry, learnt) = (skills(0.0), skills(0.3));
    assert_eq!(entry.len(), 200);
    entry.iter().zip(&learnt).for_each(|(&entry, &learnt)| assert_near(learnt, 0.7 * f64::from(entry) + 0.285));
    // Beta(12, 4) has mean .75 and variance .75 x .25 / 17: false positives once in 26 million.
    let mut district = with(Vec::new());
    round(&Params { founding: 40_000.0, ..off() }, 1.0, 0.0, 0, &mut district);
    let number = district.organisations.len() as f64;
    let mean = district.organisations.iter().map(|o| f64::from(o.skill)).sum::<f64>() / number;
    assert!(number > 3000.0 && (mean - 0.75).abs() < 5.5 * (0.75 * 0.25 / 17.0 / number).sqrt(), "{mean}");
}

#[test]
fn capacity_is_never_negative() {
    let mut district = with(vec![Organisation { reputation: 0.0, ..organisation(0.0) }, organisation(5.0)]);
    district.communities[0].trust.organisations.fill(0.0);
    for number in 0..5 {
        round(&Params { growth: 1.0, ..off() }, 0.0, 0.0, number, &mut district);
        assert!(district.organisations.iter().all(|organisation| organisation.capacity >= 0.0));
    }
    let mut lonely = with(vec![Organisation { reputation: 0.0, ..organisation(0.0) }]);
    round(&Params { growth: 1.0, ..off() }, 0.0, 100.0, 0, &mut lonely);
    assert!(lonely.organisations[0].capacity.is_finite());
}
