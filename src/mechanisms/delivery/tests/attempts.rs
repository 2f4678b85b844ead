//! How attempts end, and what follows.

use super::super::attempts::{Attempted, complete, detection, settle, success, temptation};
use super::*;

fn official(diligence: f32, skill: f32) -> Official {
    Official { office: 0, diligence, skill, capacity: 1.0, attempts: 0 }
}

fn office(kind: OfficeKind, load: f32) -> Office {
    let mut office = district(1, 1).officials.office(kind).clone();
    office.load = load;
    office
}

#[test]
fn success_follows_the_equation_and_stays_a_probability() {
    by(&Params::default(), &Policy::default(), 0.5, |rules| {
        let p = |diligence, skill, load, kind| success(rules, &official(diligence, skill), &office(kind, load));
        // .8 (.7 + .3 x .5) / (1 + .5 (3 - 1))
        assert_near(p(0.5, 0.8, 3.0, HOUSING), 0.34);
        assert_near(p(0.5, 0.8, 0.3, HOUSING), 0.68);
        assert_near(p(0.5, 0.8, 0.3, OWN), 0.714);
        assert_eq!(p(1.0, 1.0, 0.0, OWN), 1.0);
        assert!(p(0.6, 0.8, 1.0, HOUSING) > p(0.5, 0.8, 1.0, HOUSING));
        assert!(p(0.5, 0.9, 1.0, HOUSING) > p(0.5, 0.8, 1.0, HOUSING));
        assert!(p(0.5, 0.8, 2.0, HOUSING) < p(0.5, 0.8, 1.0, HOUSING), "overload");
        assert!((0.0..=1.0).contains(&p(0.0, 0.0, 100.0, HOUSING)));
    });
    let careless = Params { overload: 0.0, ..Params::default() };
    by(&careless, &Policy::default(), 0.5, |rules| {
        assert_near(success(rules, &official(0.5, 0.8), &office(HOUSING, 100.0)), 0.68);
    });
}

#[test]
fn false_closures_and_their_detection_follow_the_equations() {
    let of = |pressure: f64, supervision: f64, level: f64, load: f32| {
        by(&Params::default(), &government(pressure, supervision), level, |rules| {
            (temptation(rules, load), detection(rules))
        })
    };
    // .6 (1 - e^-2)(1 - .5 x .4);  .5 (.2 + .8 (1 - .6 x .6))
    let (tempted, found) = of(0.6, 0.5, 0.4, 2.0);
    assert_near(tempted, 0.6 * (1.0 - libm::exp(-2.0)) * 0.8);
    assert_near(found, 0.5 * (0.2 + 0.8 * 0.64));
    assert!(of(0.7, 0.5, 0.4, 2.0).0 > tempted && of(0.6, 0.5, 0.4, 3.0).0 > tempted, "pressure, load");
    assert!(of(0.6, 0.5, 0.5, 2.0).0 < tempted, "law");
    assert!(of(0.6, 0.6, 0.4, 2.0).1 > found && of(0.6, 0.5, 0.5, 2.0).1 > found, "supervision, residents and records");
    assert_eq!(of(0.0, 0.5, 0.4, 2.0).0, 0.0);
    assert_eq!(of(0.6, 0.0, 0.4, 2.0).1, 0.0);
    let (tempted, found) = of(1.0, 1.0, 1.0, 100.0);
    assert!((0.0..=1.0).contains(&tempted) && (0.0..=1.0).contains(&found));
}

/// How 20,000 attempts at cases like this end: solved, found out, closed falsely.
fn ended(rules: &Rules<'_>, like: &Case) -> [usize; 3] {
    let (worker, place) = (official(0.5, 0.8), office(HOUSING, 3.0));
    let complete = |key| complete(rules, &worker, &place, &Case { key, ..like.clone() });
    let all: Vec<Attempted> = (0..20_000).map(complete).collect();
    let kinds = [Attempted::Solved, Attempted::FoundOut, Attempted::ClosedFalsely];
    kinds.map(|kind| all.iter().filter(|&&attempted| attempted == kind).count())
}

#[test]
fn attempts_end_as_often_as_the_equations_say() {
    // Solved .34; else closed falsely with f unless found. False positives: once in 26 million each.
    by(&Params::default(), &government(0.8, 0.5), 0.4, |rules| {
        let (falsely, found) = (f64::from(temptation(rules, 3.0)), f64::from(detection(rules)));
        let [solved, found_out, closed] = ended(rules, &case(Handler::Office(1)));
        assert_share(solved, 20_000, 0.34);
        assert_share(found_out, 20_000, 0.66 * falsely * found);
        assert_share(closed, 20_000, 0.66 * falsely * (1.0 - found));
    });
}

#[test]
fn what_has_failed_before_is_harder_to_solve() {
    // .34 x .7 after one failure, .34 x .49 after two. False positives: once in 26 million each.
    let solved = |again: f64, attempts: u32| {
        let params = Params { again, ..Params::default() };
        let tried = Case { attempts, ..case(Handler::Office(1)) };
        by(&params, &Policy::default(), 0.4, |rules| ended(rules, &tried)[0])
    };
    assert_share(solved(0.7, 1), 20_000, 0.34 * 0.7);
    assert_share(solved(0.7, 2), 20_000, 0.34 * 0.49);
    assert!(solved(0.8, 1) > solved(0.7, 1));
    assert_eq!(solved(1.0, 5), solved(0.7, 0), "off");
    assert_eq!(solved(0.0, 1), 0);
}

#[test]
fn an_empty_case_is_always_reported_as_resolved() {
    by(&sure(true), &government(0.0, 1.0), 1.0, |rules| {
        let empty = Case { padding: true, filer: None, channel: None, ..case(Handler::Office(1)) };
        assert_eq!(ended(rules, &empty), [0, 0, 20_000], "neither solved nor found out");
        assert_eq!(ended(rules, &Case { padding: false, ..empty }), [20_000, 0, 0]);
    });
}

#[test]
fn a_failed_attempt_is_repeated_with_half_its_work_from_the_next_round_until_there_are_no_more() {
    by(&Params::default(), &government(0.5, 0.4), 0.5, |rules| {
        let mut tried = Case { work: 2.0, left: 0.0, ..case(Handler::Office(0)) };
        assert_eq!(settle(rules, Attempted::Failed, &mut tried), None);
        assert_near(tried.left, 0.5 * 2.0 + 0.3 * 0.4);
        assert_eq!((tried.ready, tried.workable, tried.attempts), (ROUND + 1, false, 1));
        assert_eq!(settle(rules, Attempted::FoundOut, &mut tried), Some(End::Unresolved));
        let fresh = || case(Handler::Office(0));
        assert_eq!(settle(rules, Attempted::Solved, &mut fresh()), Some(End::Solved));
        assert_eq!(settle(rules, Attempted::ClosedFalsely, &mut fresh()), Some(End::ClosedFalsely));
    });
    let mut patient = Policy::default();
    patient.government.attempts = 4;
    let ends = by(&Params::default(), &patient, 0.5, |rules| {
        let mut tried = case(Handler::Office(0));
        (0..4).map(|_| settle(rules, Attempted::Failed, &mut tried)).collect::<Vec<_>>()
    });
    assert_eq!(ends, [None, None, None, Some(End::Unresolved)]);
}
