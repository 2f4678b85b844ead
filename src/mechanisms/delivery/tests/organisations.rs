//! How organisations and volunteers work.

use super::*;

fn served(params: &Params, autonomy: f64, district: &mut District) -> Events {
    let mut policy = Policy::default();
    policy.collaboration.autonomy = autonomy;
    let mut events = Events::default();
    let District { communities, organisations, cases, .. } = &mut *district;
    let mut ground = Ground { communities, cases, events: &mut events };
    by(params, &policy, 0.5, |rules| serve(rules, organisations, &mut ground));
    release(district, &events);
    check(district);
    events
}

/// No attempt of organisations succeeds.
fn never() -> Params {
    Params { free_base: 0.0, free_autonomy: 0.0, ..Params::default() }
}

#[test]
fn organisations_work_first_come_first_served() {
    let mut district = district(1, 10);
    district.organisations.push(organisation(1.5));
    for who in 0..3 {
        let case = Case { behind: vec![who], priority: who as f32, ..case(Handler::Organisation(0)) };
        open(&mut district, case);
    }
    let events = served(&Params { organisation_attempts: 1, ..never() }, 0.5, &mut district);
    assert_eq!(events.outcomes.iter().map(|outcome| outcome.resident).collect::<Vec<_>>(), [0]);
    assert_eq!((events.closures[0].end, events.outcomes[0].body), (End::Unresolved, Body::Organisation(0)));
    assert_near(district.cases[1].left, 0.5);
    assert_eq!((district.cases[2].left, district.organisations[0].attempts), (1.0, 1));
    assert_eq!(events.capacity.used, 0.0, "it is not officials' capacity");
}

#[test]
fn organisations_try_twice_the_second_time_with_half_the_work_from_the_next_round() {
    // Volunteers, who could do 10 units more, do not try again in the same round either.
    let mut district = district(1, 2000);
    district.communities[0].civic.activity.fill(1.0);
    district.organisations.push(organisation(9.0));
    let first = Case { behind: vec![0], work: 2.0, left: 2.0, ..case(Handler::Organisation(0)) };
    open(&mut district, first.clone());
    open(&mut district, Case { behind: vec![1], attempts: 1, ..first });
    let events = served(&never(), 0.5, &mut district);
    let tried = &district.cases[0];
    assert_near(tried.left, 1.0);
    assert_eq!((tried.attempts, tried.ready, district.organisations[0].attempts), (1, ROUND + 1, 2));
    assert_eq!(events.closures.len(), 1);
    assert_eq!((events.closures[0].end, events.outcomes[0].resident), (End::Unresolved, 1));
}

/// How many of 5,000 cases with so many attempts behind them an organisation solves in a round.
fn solved(autonomy: f64, attempts: u32) -> usize {
    let mut district = district(1, 5000);
    district.organisations.push(organisation(1e6));
    for who in 0..5000 {
        let case = Case { key: who.into(), behind: vec![who], attempts, ..case(Handler::Organisation(0)) };
        open(&mut district, case);
    }
    served(&Params::default(), autonomy, &mut district).outcomes.iter().filter(|outcome| outcome.solved).count()
}

#[test]
fn organisations_solve_as_often_as_stated_and_more_with_autonomy() {
    // .8 (.7 + .3 x .5) = .68, in a second attempt too. False positives: once in 26 million each.
    assert_share(solved(0.5, 0), 5000, 0.68);
    assert_share(solved(0.5, 1), 5000, 0.68);
    assert!(solved(1.0, 0) > solved(0.5, 0) && solved(0.5, 0) > solved(0.0, 0));
}

#[test]
fn the_more_autonomous_an_organisation_the_less_of_its_capacity_goes_to_cases() {
    // 2 (1 + .5 (.5 - autonomy)): 2.5 without autonomy, 2 in the middle, 1.5 with all of it.
    let done = |programme: f64, autonomy: f64| {
        let mut district = district(1, 10);
        district.organisations.push(organisation(2.0));
        open(&mut district, Case { left: 10.0, ..case(Handler::Organisation(0)) });
        served(&Params { programme, ..Params::default() }, autonomy, &mut district);
        10.0 - district.cases[0].left
    };
    assert_near(done(0.5, 0.0), 2.5);
    assert_near(done(0.5, 0.5), 2.0);
    assert_near(done(0.5, 1.0), 1.5);
    assert!(done(0.6, 1.0) < done(0.5, 1.0) && done(0.5, 0.9) > done(0.5, 1.0));
    assert_eq!([done(0.0, 0.0), done(0.0, 1.0)], [2.0, 2.0], "off");
}

#[test]
fn volunteers_work_for_organisations_as_far_as_residents_are_active() {
    // .005 x 200 residents x activity .012 read as .6 = .6 units.
    let left = |volunteering: f64, activity: f32| {
        let mut district = district(2, 100);
        district.communities.iter_mut().for_each(|community| community.civic.activity.fill(activity));
        district.organisations.push(organisation(0.0));
        open(&mut district, Case { left: 5.0, ..case(Handler::Organisation(0)) });
        served(&Params { volunteering, ..Params::default() }, 0.5, &mut district);
        district.cases[0].left
    };
    assert_near(left(0.005, 0.012), 4.4);
    assert_eq!([left(0.0, 1.0), left(0.005, 0.0)], [5.0, 5.0]);
    assert!(left(0.01, 0.012) < 4.4 && left(0.005, 0.016) < 4.4);
    assert_near(left(0.005, 1.0), 4.0);
}

#[test]
fn volunteers_take_the_oldest_case_of_all_organisations_first() {
    // One unit: the older case, of the second organisation, gets all of it.
    let mut district = district(1, 200);
    district.communities[0].civic.activity.fill(1.0);
    district.organisations = vec![organisation(0.0), organisation(0.0)];
    for (number, filed) in [(0, 3), (1, 2)] {
        open(&mut district, Case { left: 5.0, filed, ..case(Handler::Organisation(number)) });
    }
    served(&Params::default(), 0.5, &mut district);
    assert_eq!(district.cases[0].left, 5.0);
    assert_near(district.cases[1].left, 4.0);
}
