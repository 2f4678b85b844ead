use super::*;
use crate::city::District;
use crate::city::testing::{assert_near, assert_share, case, check, district, open, release, streams};
use crate::events::Body;

/// A district with one case of each of its residents on the docket, all in the same stage.
fn docket(residents: u32, handler: Handler) -> District {
    let mut district = district(1, residents);
    for who in 0..residents {
        open(&mut district, Case { key: u64::from(who), behind: vec![who], ..case(handler) });
    }
    district
}

fn settled(params: &Params, level: f64, round: i32, district: &mut District) -> Events {
    let (mut events, key) = (Events::default(), district.key());
    let rules = Rules { params, levels: &Levels::all(level), at: At { streams: &streams(3), round } };
    let District { communities, cases, docket, .. } = district;
    settle(&rules, key, communities, cases, docket, &mut events);
    events
}

fn round(params: &Params, level: f64, round: i32, district: &mut District) -> Events {
    let events = settled(params, level, round, district);
    release(district, &events);
    check(district);
    events
}

fn solved(events: &Events) -> usize {
    events.closures.iter().filter(|closure| closure.end == End::Solved).count()
}

fn in_court(district: &District) -> usize {
    district.cases.iter().filter(|(_, case)| case.handler == Handler::Court).count()
}

#[test]
fn without_capacity_and_decisions_nothing_happens() {
    let off = Params { capacity: 0.0, capacity_base: 0.0, decision: 0.0, ..Params::default() };
    for handler in [Handler::Mediation(None), Handler::Court] {
        let mut district = docket(50, handler);
        let events = round(&off, 1.0, 9, &mut district);
        assert!(events.closures.is_empty() && events.outcomes.is_empty());
        assert!(district.cases.iter().all(|(_, case)| case.handler == handler));
    }
}

#[test]
fn fairness_follows_law_and_stays_a_share() {
    assert_near(fairness(&Params::default(), &Levels::all(0.5)), 0.6);
    assert_near(fairness(&Params::default(), &Levels::all(0.0)), 0.3);
    assert!(fairness(&Params::default(), &Levels::all(0.9)) > fairness(&Params::default(), &Levels::all(0.8)));
    assert_eq!(fairness(&Params { fair_law: 100.0, ..Params::default() }, &Levels::all(1.0)), 1.0);
}

#[test]
fn mediations_begin_first_come_first_served_as_far_as_capacity_goes() {
    // (.004 x .5 + .001) x 1000 = 3 a round.
    let mut district = docket(1000, Handler::Mediation(None));
    round(&Params::default(), 0.5, 4, &mut district);
    let begun = |district: &District| -> Vec<u32> {
        let all = district.cases.iter();
        all.filter(|(_, case)| case.handler == Handler::Mediation(Some(4))).map(|(_, case)| case.behind[0]).collect()
    };
    assert_eq!(begun(&district), [0, 1, 2]);
    assert!(district.cases.iter().all(|(_, case)| case.begun == (case.behind[0] < 3).then_some(4)));
    let mut without_law = docket(1000, Handler::Mediation(None));
    round(&Params::default(), 0.0, 4, &mut without_law);
    assert_eq!(begun(&without_law), [0]);
}

#[test]
fn a_fraction_of_capacity_is_a_chance() {
    // .001 x 300 = .3 of a mediation a round. False positives: once in 26 million.
    let mut begun = 0;
    for number in 0..2000 {
        let mut district = docket(300, Handler::Mediation(None));
        settled(&Params::default(), 0.0, number, &mut district);
        begun += district.cases.iter().filter(|(_, case)| case.begun.is_some()).count();
    }
    assert_share(begun, 2000, 0.3);
}

#[test]
fn a_mediation_takes_its_duration() {
    let mut district = docket(1, Handler::Mediation(None));
    let surely = Params { capacity_base: 1.0, success: 1.0, ..Params::default() };
    assert!(round(&surely, 0.0, 5, &mut district).closures.is_empty());
    assert!(round(&surely, 0.0, 6, &mut district).closures.is_empty());
    let events = round(&surely, 0.0, 7, &mut district);
    assert_eq!((solved(&events), events.closures[0].rounds, events.closures[0].body), (1, 7, Body::Law));
    assert!(events.outcomes[0].solved && district.docket.is_empty());
}

#[test]
fn mediation_and_the_way_to_court_have_the_stated_probabilities() {
    // Agreement .5 + .2 x .5 + .15 x .5 = .675; else court with .5 (.5 + .5 x .5) = .375.
    // False positives: once in 26 million each.
    let mut district = docket(8_000, Handler::Mediation(Some(0)));
    let events = round(&Params::default(), 0.5, 2, &mut district);
    assert_share(solved(&events), 8_000, 0.675);
    assert_share(in_court(&district), 8_000, 0.325 * 0.375);
    assert_eq!(events.outcomes.len() + in_court(&district), 8_000);
}

#[test]
fn a_court_decides_with_the_stated_probabilities() {
    // 1/12 a round, for the resident with .5 + .45 x .5 = .725. False positives: once in 26 million each.
    let mut district = docket(8_000, Handler::Court);
    let events = round(&Params::default(), 0.5, 2, &mut district);
    assert_share(events.closures.len(), 8_000, 1.0 / 12.0);
    assert_share(solved(&events), events.closures.len(), 0.725);
}

#[test]
fn cases_taken_to_court_and_decided_there_are_counted_by_third_of_the_filer() {
    // Nobody agrees and everyone sues; a court decides at once. Nothing that ends in mediation counts.
    let sure =
        Params { success: 0.0, success_law: 0.0, success_trust: 0.0, access: 1.0, decision: 1.0, ..Params::default() };
    let mut district = docket(6, Handler::Mediation(Some(0)));
    district.communities[0].civic.legal.fill(1.0);
    for (position, third) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 2)] {
        district.cases[position].filer = Some((0.5, third));
    }
    let filed = round(&sure, 0.0, 2, &mut district);
    assert_eq!((filed.courts_filed, filed.courts_decided), ([1, 2, 3], [0; 3]));
    let decided = round(&sure, 0.0, 3, &mut district);
    assert_eq!((decided.courts_filed, decided.courts_decided), ([0; 3], [1, 2, 3]));
    assert_eq!(decided.closures.len(), 6);
    let agreed = Params { success: 1.0, ..Params::default() };
    let settled = round(&agreed, 0.0, 2, &mut docket(6, Handler::Mediation(Some(0))));
    assert_eq!((settled.closures.len(), settled.courts_filed, settled.courts_decided), (6, [0; 3], [0; 3]));
    let waiting = round(&Params { decision: 0.0, ..Params::default() }, 0.0, 2, &mut docket(6, Handler::Court));
    assert_eq!(waiting.courts_decided, [0; 3], "no decision yet");
}

#[test]
fn law_and_trust_in_neighbours_settle_more_and_awareness_opens_courts() {
    // The same draws decide in every arm.
    let outcome = |level: f64, trust: f32, legal: f32| {
        let mut district = docket(5000, Handler::Mediation(Some(0)));
        district.communities[0].trust.neighbours.fill(trust);
        district.communities[0].civic.legal.fill(legal);
        let events = round(&Params::default(), level, 2, &mut district);
        (solved(&events), in_court(&district))
    };
    let (solved, sued) = outcome(0.5, 0.5, 0.5);
    assert!(outcome(1.0, 0.5, 0.5).0 > solved && outcome(0.5, 1.0, 0.5).0 > solved);
    assert_eq!(outcome(0.5, 0.5, 1.0).0, solved);
    assert!(outcome(0.5, 0.5, 1.0).1 > sued);
    assert_eq!(outcome(0.5, 0.5, 0.0).1, 0, "out of reach without awareness");
    let won = |level| self::solved(&round(&Params::default(), level, 2, &mut docket(5000, Handler::Court)));
    assert!(won(1.0) > won(0.5) && won(0.5) > won(0.0));
}

#[test]
fn probabilities_are_cut_to_shares_at_extreme_parameters() {
    let all = Params { success: 1.0, success_law: 1.0, success_trust: 1.0, ..Params::default() };
    let mut district = docket(300, Handler::Mediation(Some(0)));
    assert_eq!(solved(&round(&all, 1.0, 2, &mut district)), 300);
    let none = Params { success: 0.0, access: 1.0, access_law: 1.0, success_law: 0.0, success_trust: 0.0, ..all };
    let mut district = docket(300, Handler::Mediation(Some(0)));
    district.communities[0].civic.legal.fill(1.0);
    round(&none, 1.0, 2, &mut district);
    assert_eq!(in_court(&district), 300);
    let lost = Params { decision: 1.0, win: 0.0, win_law: 0.0, ..Params::default() };
    let events = round(&lost, 1.0, 3, &mut district);
    assert_eq!((events.closures.len(), solved(&events)), (300, 0));
    assert!(events.outcomes.iter().all(|outcome| !outcome.solved && outcome.body == Body::Law));
}
