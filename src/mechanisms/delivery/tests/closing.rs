//! Whom a solved public case serves besides, and who gives up.

use super::*;

/// A community in which everyone waits with the same public need in housing.
fn in_need(residents: u32) -> District {
    let mut district = district(1, residents);
    let need = Need { kind: Kind::Public, ..need(Category::Housing) };
    district.communities[0].needs.set(0..residents as usize, Stage::Waiting, need);
    district
}

/// What a solved public case in housing with this key does for others in a grid.
fn served(params: &Params, grid: u32, key: u64, district: &mut District) -> Events {
    let mut events = Events::default();
    let solved = Case { kind: Kind::Public, grid, key, ..case(Handler::Office(0)) };
    by(params, &Policy::default(), 0.5, |rules| serve_others(rules, &solved, &mut district.communities, &mut events));
    events
}

#[test]
fn a_solved_public_case_serves_bystanders_of_its_grid_as_often_as_stated() {
    // A case in each of 16 grids reaches half of all. False positives: once in 26 million.
    let reached = |bystanders: f64| {
        let (mut district, params) = (in_need(8000), Params { bystanders, ..Params::default() });
        (0..16).map(|grid| served(&params, grid, grid.into(), &mut district).outcomes.len()).sum::<usize>()
    };
    assert_share(reached(0.5), 8000, 0.5);
    assert!(reached(0.6) > reached(0.5));
    assert_eq!([reached(0.0), reached(1.0)], [0, 8000]);
}

#[test]
fn bystanders_live_in_the_grid_of_the_case_and_have_the_same_public_need_but_no_case() {
    let mut district = in_need(1500);
    let needs = &mut district.communities[0].needs;
    needs.of_mut(600).category = Category::Care;
    needs.of_mut(601).kind = Kind::Private;
    needs.move_to(602, Stage::Filed);
    needs.move_to(603, Stage::Deciding);
    needs.end(604);
    let events = served(&Params { bystanders: 1.0, ..Params::default() }, 1, 7, &mut district);
    let reached: Vec<u32> = events.outcomes.iter().map(|outcome| outcome.resident).collect();
    let expected: Vec<u32> = (500..1000).filter(|who| ![600, 601, 602, 604].contains(who)).collect();
    assert_eq!(reached, expected, "the second of three grids");
    assert!(events.outcomes.iter().all(|outcome| outcome.solved && !outcome.asked));
    assert_eq!(district.communities[0].needs.stage(603), Stage::Filed, "until feedback");
}

#[test]
fn a_solved_public_case_restores_the_stock_as_far_as_its_grid_is_part_of_the_community() {
    // .5 + .02 x .5 x 500 / 1500; a case in each of the three grids leaves .5 (1 - .02 / 3)^3 missing.
    let stock = |restore: f64, grids: u32| {
        let (mut district, params) = (district(1, 1500), Params { restore, ..Params::default() });
        (0..grids).for_each(|grid| drop(served(&params, grid, 7, &mut district)));
        assert_eq!(district.communities[0].services.stock[1..], [0.5; 7], "of its category alone");
        district.communities[0].services.stock[0]
    };
    assert_near(stock(0.02, 1), 0.5 + 0.01 / 3.0);
    assert_near(stock(0.02, 3), 1.0 - 0.5 * libm::pow(1.0 - 0.02 / 3.0, 3.0));
    assert!(stock(0.03, 1) > stock(0.02, 1));
    assert_eq!(stock(0.0, 1), 0.5);
    let mut small = district(1, 100);
    served(&Params::default(), 0, 7, &mut small);
    assert_near(small.communities[0].services.stock[0], 0.51);
}

/// What becomes of a case with residents 0 and 1 behind it, and a bystander, when an office has worked on it.
fn closed(works: bool, kind: Kind) -> (Events, District) {
    let mut district = in_need(3);
    open(&mut district, Case { kind, behind: vec![0, 1], ..case(Handler::Office(0)) });
    let mut policy = Policy::default();
    (policy.government.attempts, policy.government.pressure) = (1, 0.0);
    let (params, key) = (Params { bystanders: 1.0, ..sure(works) }, district.key());
    let mut events = Events::default();
    let District { communities, officials, cases, .. } = &mut district;
    let mut ground = Ground { communities, cases, events: &mut events };
    by(&params, &policy, 0.5, |rules| work(rules, key, officials, &mut ground));
    release(&mut district, &events);
    check(&district);
    (events, district)
}

#[test]
fn those_behind_a_case_learn_of_its_end_and_others_are_served_by_a_solved_public_one_only() {
    let of = |(events, district): (Events, District)| {
        let outcomes = events.outcomes.iter().map(|o| (o.resident, o.asked, o.solved)).collect::<Vec<_>>();
        (events.closures[0].end, outcomes, district.communities[0].services.stock[0] > 0.5)
    };
    let asked = |solved| vec![(0, true, solved), (1, true, solved)];
    let everyone = [asked(true), vec![(2, false, true)]].concat();
    assert_eq!(of(closed(true, Kind::Public)), (End::Solved, everyone, true));
    assert_eq!(of(closed(false, Kind::Public)), (End::Unresolved, asked(false), false));
    assert_eq!(of(closed(true, Kind::Private)), (End::Solved, asked(true), false));
}

fn gave_up(params: &Params, case: &Case, residents: u32) -> (Events, District) {
    let mut district = district(1, residents);
    district.organisations.push(organisation(1.0));
    for who in 0..residents {
        open(&mut district, Case { behind: vec![who], ..case.clone() });
    }
    let mut events = Events::default();
    by(params, &Policy::default(), 0.5, |rules| give_up(rules, &mut district, &mut events));
    release(&mut district, &events);
    check(&district);
    (events, district)
}

#[test]
fn residents_give_up_on_overdue_cases_as_often_as_stated() {
    // False positives: once in 26 million.
    let overdue = Case { filed: ROUND - 5, deadline: ROUND - 1, ..case(Handler::Office(0)) };
    let (events, _) = gave_up(&Params::default(), &overdue, 4000);
    assert_share(events.given_up.len(), 4000, 0.05);
    assert_eq!(events.closures.len(), events.given_up.len());
    assert!(events.closures.iter().all(|closure| closure.end == End::Withdrawn));
    assert!(events.outcomes.iter().all(|outcome| !outcome.solved));
    let number = |params: &Params, case: &Case| gave_up(params, case, 200).0.given_up.len();
    let surely = Params { give_up: 1.0, ..Params::default() };
    assert_eq!(number(&Params { give_up: 0.0, ..surely.clone() }, &overdue), 0);
    assert_eq!(number(&surely, &overdue), 200);
    assert_eq!(number(&surely, &Case { handler: Handler::Organisation(0), ..overdue.clone() }), 200);
    assert_eq!(number(&surely, &Case { handler: Handler::Court, ..overdue.clone() }), 0, "courts take their time");
    assert_eq!(number(&surely, &Case { deadline: ROUND, ..overdue }), 0, "not yet overdue");
}

#[test]
fn a_case_that_others_stand_behind_and_a_proactive_or_empty_one_stay_open() {
    let mut district = district(1, 3000);
    let everyone = (0..3000).collect();
    let of_nobody = Case { filed: 0, filer: None, channel: None::<Channel>, ..case(Handler::Office(0)) };
    open(&mut district, Case { filed: 0, behind: everyone, ..case(Handler::Office(0)) });
    open(&mut district, of_nobody.clone());
    open(&mut district, Case { padding: true, ..of_nobody });
    let mut events = Events::default();
    by(&Params::default(), &Policy::default(), 0.5, |rules| give_up(rules, &mut district, &mut events));
    assert_eq!(district.cases[0].behind.len() + events.given_up.len(), 3000);
    assert!(!events.given_up.is_empty() && events.closures.is_empty());
    assert!(district.cases.get(1).is_some() && district.cases.get(2).is_some());
}
