//! How offices work on their queues, and what is pooled.

use super::*;

fn pooling(share: f64) -> Policy {
    let mut policy = Policy::default();
    policy.leadership.pooling = share;
    policy
}

fn worked(params: &Params, policy: &Policy, level: f64, district: &mut District) -> Events {
    let key = district.key();
    worked_as(key, params, policy, level, district)
}

/// One round of work in a district with this key.
fn worked_as(key: u64, params: &Params, policy: &Policy, level: f64, district: &mut District) -> Events {
    let mut events = Events::default();
    let District { communities, officials, cases, .. } = &mut *district;
    let mut ground = Ground { communities, cases, events: &mut events };
    by(params, policy, level, |rules| work(rules, key, officials, &mut ground));
    release(district, &events);
    check(district);
    events
}

/// Opens a case of so much work at the office of the first community; higher priorities come first.
fn at_office(district: &mut District, left: f32, priority: f32) -> u32 {
    open(district, Case { left, priority, ..case(Handler::Office(0)) })
}

fn attempts(district: &District) -> Vec<u32> {
    let office = district.officials.offices[0].officials();
    district.officials.list[office].iter().map(|official| official.attempts).collect()
}

#[test]
fn without_capacity_no_case_is_touched() {
    let mut district = district(1, 10);
    district.officials.list.iter_mut().for_each(|official| official.capacity = 0.0);
    open(&mut district, Case { behind: vec![1], ..case(Handler::Office(0)) });
    let events = worked(&Params::default(), &Policy::default(), 1.0, &mut district);
    assert!(events.closures.is_empty() && events.capacity.used == 0.0);
    assert_eq!((district.cases[0].left, district.cases[0].begun), (1.0, None));
}

#[test]
fn an_office_works_in_order_of_priority_as_far_as_capacity_goes() {
    let mut district = district(1, 10);
    let priorities = [0.5, 2.0, 1.0, 3.0];
    for (who, priority) in priorities.into_iter().enumerate() {
        let workable = who != 3;
        open(&mut district, Case { priority, workable, behind: vec![who as u32], ..case(Handler::Office(0)) });
    }
    district.officials.list[0].capacity = 1.5;
    let events = worked(&sure(true), &pooling(0.0), 0.0, &mut district);
    assert_eq!(events.outcomes.iter().map(|outcome| outcome.resident).collect::<Vec<_>>(), [1]);
    assert!(events.outcomes[0].solved && events.closures[0].end == End::Solved);
    assert!(!events.closures[0].prompt, "first worked on after its deadline");
    assert_near(district.cases[2].left, 0.5);
    assert_eq!((district.cases[2].begun, district.cases[0].begun, district.cases[3].left), (Some(ROUND), None, 1.0));
    assert_near(events.capacity.used, 1.5);
}

#[test]
fn in_a_round_a_case_gets_no_more_than_one_officials_time() {
    // The first official spends her week on the first case, the second takes the next two as far as she gets.
    let mut district = office_of(2);
    let [first, second, third] = [(1.5, 3.0), (0.4, 2.0), (1.0, 1.0)].map(|(l, p)| at_office(&mut district, l, p));
    let events = worked(&sure(true), &pooling(0.0), 0.0, &mut district);
    assert_near(district.cases[first].left, 0.5);
    assert!(district.cases.get(second).is_none());
    assert_near(district.cases[third].left, 0.4);
    assert_eq!(attempts(&district), [0, 1]);
    assert_near(events.capacity.used, 2.0);
    let mut alone = office_of(3);
    at_office(&mut alone, 5.0, 0.0);
    assert_near(worked(&sure(true), &pooling(0.0), 0.0, &mut alone).capacity.used, 1.0);
    assert_near(alone.cases[0].left, 4.0);
}

#[test]
fn whose_time_is_up_in_the_middle_of_a_case_hands_it_to_the_next_who_is_as_good_as_she_is() {
    // The first, without skill, ends the first case and works half a week on the second; who ends that has skill.
    let mut district = office_of(2);
    district.officials.list[0].skill = 0.0;
    let [failed, solved] = [(0.5, 2.0), (1.0, 1.0)].map(|(left, priority)| at_office(&mut district, left, priority));
    let events = worked(&sure(true), &pooling(0.0), 0.0, &mut district);
    assert!(district.cases.get(solved).is_none() && events.closures[0].end == End::Solved);
    assert_eq!((events.closures.len(), district.cases[failed].attempts), (1, 1));
    assert_eq!(attempts(&district), [1, 1]);
    assert_near(events.capacity.used, 1.5);
}

#[test]
fn who_takes_a_case_over_does_what_is_left_of_its_week_at_her_own_speed() {
    // Half a week of the first official does .5, the other half of the second's, of capacity 2, does 1; .1 is left.
    let mut district = office_of(2);
    district.officials.list[1].capacity = 2.0;
    let [_, second] = [(0.5, 2.0), (1.6, 1.0)].map(|(left, priority)| at_office(&mut district, left, priority));
    let events = worked(&sure(true), &pooling(0.0), 0.0, &mut district);
    assert_near(district.cases[second].left, 0.1);
    assert_near(events.capacity.used, 2.0);
    assert_eq!(district.officials.offices[0].queue, [second]);
}

#[test]
fn hours_owed_to_sessions_come_first_and_only_in_the_community_office() {
    let mut district = district(1, 10);
    district.communities[0].forum.hours_owed = 0.7;
    for number in [0, 1] {
        open(&mut district, case(Handler::Office(number)));
    }
    let events = worked(&sure(true), &pooling(0.0), 0.0, &mut district);
    assert_near(district.cases[0].left, 0.7);
    assert!(district.cases.get(1).is_none());
    assert_eq!(district.communities[0].forum.hours_owed, 0.0);
    assert_near(events.capacity.used, 2.0);
}

#[test]
fn officials_of_an_office_owe_a_session_equal_hours_and_do_what_colleagues_cannot() {
    let after = |capacities: [f32; 2], owed: f32| {
        let mut district = office_of(2);
        district.officials.list.iter_mut().zip(capacities).for_each(|(official, time)| official.capacity = time);
        district.communities[0].forum.hours_owed = owed;
        let case = at_office(&mut district, 9.0, 0.0);
        worked(&sure(true), &pooling(0.0), 0.0, &mut district);
        (district.communities[0].forum.hours_owed, 9.0 - district.cases[case].left)
    };
    // .3 each; the first has .7 for the case, the second .3 of its week.
    let (owed, done) = after([1.0, 1.0], 0.6);
    assert_near(owed, 0.0);
    assert_near(done, 1.0);
    // The first can do .2, the second does the other .8 and has .2 for the case.
    let (owed, done) = after([0.2, 1.0], 1.0);
    assert_near(owed, 0.0);
    assert_near(done, 0.2);
    let (owed, done) = after([1.0, 1.0], 2.5);
    assert_near(owed, 0.5);
    assert_near(done, 0.0);
    // .7 each are left: the first does .5 of one case and .2 of the next, the second the rest.
    let mut district = office_of(2);
    district.communities[0].forum.hours_owed = 0.6;
    at_office(&mut district, 0.5, 2.0);
    at_office(&mut district, 0.8, 1.0);
    worked(&sure(true), &pooling(0.0), 0.0, &mut district);
    assert_eq!((attempts(&district), district.cases.len()), (vec![1, 1], 0));
}

#[test]
fn idle_capacity_is_pooled_for_the_offices_with_the_most_work_at_its_efficiency() {
    let left = |pooled: f64, level: f64| {
        let mut district = district(1, 10);
        for (number, left) in [(0, 20.0), (1, 30.0)] {
            open(&mut district, Case { left, ..case(Handler::Office(number)) });
        }
        let events = worked(&sure(true), &pooling(pooled), level, &mut district);
        assert!(events.capacity.used <= 9.0 + 1e-5);
        (district.cases[0].left, district.cases[1].left)
    };
    // Seven of nine officials are idle: .5 x .5 x 7 at efficiency .8 is 1.4.
    assert_eq!(left(0.0, 1.0), (19.0, 29.0));
    assert_eq!(left(1.0, 0.0), (19.0, 29.0));
    let (first, second) = left(0.5, 0.5);
    assert_eq!(first, 19.0);
    assert_near(second, 29.0 - 1.4);
    assert!(left(1.0, 0.5).1 < second && left(0.5, 1.0).1 < second);
}

#[test]
fn what_one_office_does_not_need_of_the_pool_goes_to_the_next_and_waiting_work_gets_none() {
    // 1.4 as above, for .5 and then .3, which take .8 / .8 of the pool besides the two officials' own time.
    let start = district(1, 10);
    let mut district = start.clone();
    for (number, left) in [(0, 1.3), (1, 1.5)] {
        open(&mut district, Case { left, ..case(Handler::Office(number)) });
    }
    open(&mut district, Case { left: 50.0, workable: false, ..case(Handler::Office(2)) });
    let events = worked(&sure(true), &pooling(0.5), 0.5, &mut district);
    assert_eq!((events.closures.len(), district.cases[2].left), (2, 50.0));
    assert_near(events.capacity.used, 3.0);
    // 5 units that can be done now come before 4 and 50 that wait.
    let mut mixed = start;
    for (number, left, workable) in [(0, 6.0, true), (1, 5.0, true), (1, 50.0, false)] {
        open(&mut mixed, Case { left, workable, ..case(Handler::Office(number)) });
    }
    worked(&sure(true), &pooling(0.5), 0.5, &mut mixed);
    assert_near(mixed.cases[0].left, 3.6);
    assert_near(mixed.cases[1].left, 4.0);
}

#[test]
fn pooled_capacity_is_used_by_one_official_of_the_office_drawn_evenly() {
    // All eight departments are idle: 6.4 units for two cases, all by one of two. False positives: once in 26 million.
    let mut start = office_of(2);
    start.officials.list[..2].iter_mut().for_each(|official| official.capacity = 0.0);
    at_office(&mut start, 5.0, 2.0);
    at_office(&mut start, 1.0, 1.0);
    let first = (0..2000).filter(|&key| {
        let mut district = start.clone();
        worked_as(key, &sure(true), &pooling(1.0), 1.0, &mut district);
        let done = attempts(&district);
        assert!(done == [2, 0] || done == [0, 2], "{done:?}");
        done[0] == 2
    });
    assert_share(first.count(), 2000, 0.5);
}

#[test]
fn capacity_used_never_exceeds_capacity_given() {
    for pooled in [0.0, 1.0] {
        let mut district = district(2, 50);
        for who in 0..40 {
            let left = 0.1 + who as f32 * 0.07;
            let handler = Handler::Office(who % 7);
            open(&mut district, Case { left, key: who.into(), community: who % 2, behind: vec![who], ..case(handler) });
        }
        let events = worked(&Params::default(), &pooling(pooled), 1.0, &mut district);
        assert!(events.capacity.used <= 10.0 + 1e-4, "{}", events.capacity.used);
        assert_eq!(events.outcomes.len(), events.closures.len());
    }
}

#[test]
fn a_false_report_that_is_found_out_is_counted_and_an_empty_case_ends_reported_as_resolved() {
    // Certain: full pressure at a load of 100 without a guard; full supervision with residents and records.
    let ends = |padding: bool| {
        let mut district = district(1, 10);
        district.officials.offices[0].load = 100.0;
        open(&mut district, Case { padding, filer: None, channel: None, ..case(Handler::Office(0)) });
        let unguarded = Params { law_guard: 0.0, ..sure(false) };
        let events = worked(&unguarded, &government(1.0, 1.0), 1.0, &mut district);
        assert!(events.outcomes.is_empty());
        (events.false_closures_found, events.closures.first().map(|closure| closure.end))
    };
    assert_eq!(ends(false), (1, None), "to be tried again");
    assert_eq!(ends(true), (0, Some(End::ClosedFalsely)));
}
