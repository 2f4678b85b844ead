use super::*;
use crate::city::Stage;
use crate::city::testing::{assert_near, assert_share, case, check, district, need, open, organisation, streams};
use crate::streams::Streams;

const ROUND: i32 = 6;

fn by<'a>(params: &'a Params, policy: &'a Policy, levels: &'a Levels, streams: &'a Streams) -> Rules<'a> {
    let at = At { streams, round: ROUND };
    Rules { params, policy, levels, backlog: 4.0, verification: 0.1, horizon: 4.0, at }
}

/// Routes everything right, joins nothing.
fn plain() -> Params {
    Params { right: 1.0, right_tech: 0.0, join: 0.0, join_tech: 0.0, ..Params::default() }
}

/// Lets all residents of a district file the same need through a channel.
fn file_all(
    params: &Params,
    policy: &Policy,
    level: f64,
    (channel, need): (Channel, Need),
    district: &mut District,
) -> Events {
    let mut decisions = Vec::new();
    for (number, community) in district.communities.iter_mut().enumerate() {
        for resident in 0..community.residents() {
            let need = Need { channel, filed: ROUND, ..need };
            community.needs.set([resident], Stage::Filed, need);
            decisions.push(Decision {
                community: number as u32,
                resident: resident as u32,
                third: 1,
                need,
                first: true,
                utilities: [0.0; 6],
                choice: Some(channel),
            });
        }
    }
    let mut events = Events::default();
    let levels = Levels::all(level);
    let streams = streams(7);
    let rules = by(params, policy, &levels, &streams);
    receive(&rules, &decisions, district, &mut events);
    check(district);
    events
}

fn at_office(need: Need) -> (Channel, Need) {
    (Channel::Office, need)
}

fn delegating(delegation: f64) -> Policy {
    let mut policy = Policy::default();
    policy.government.delegation = delegation;
    policy
}

fn in_community_offices(district: &District) -> usize {
    let officials = district.officials.list.iter();
    officials.filter(|o| matches!(o.office, Office::Community(_))).map(|o| o.queue.len()).sum()
}

fn public(category: Category) -> Need {
    Need { kind: Kind::Public, ..need(category) }
}

#[test]
fn without_requests_and_prediction_nothing_is_filed() {
    let mut district = district(2, 10);
    let (params, policy, levels) = (Params::default(), Policy::default(), Levels::all(1.0));
    let streams = streams(7);
    let rules = by(&params, &policy, &levels, &streams);
    let need = need(Category::Care);
    let waits = Decision { community: 0, resident: 3, third: 0, need, first: true, utilities: [0.0; 6], choice: None };
    let helped = Decision { choice: Some(Channel::Neighbours), ..waits.clone() };
    let mut events = Events::default();
    receive(&rules, &[waits, helped], &mut district, &mut events);
    open_proactive(&rules, &[], 0, &mut district, &mut events);
    assert!(district.cases.is_empty() && district.docket.is_empty());
    assert_eq!((events.filed, events.merged, events.proactive), ([0; 3], [0; 3], 0));
}

#[test]
fn a_case_says_what_was_asked_when_and_by_whom() {
    let mut district = district(1, 1);
    let asked = Need { severity: 0.7, work: 1.5, ..need(Category::Care) };
    let events = file_all(&plain(), &Policy::default(), 0.0, at_office(asked), &mut district);
    let case = &district.cases[0];
    assert_eq!(
        (case.category, case.severity, case.filer, &case.behind[..]),
        (Category::Care, 0.7, Some((0.5, 1)), &[0][..])
    );
    assert_eq!((case.filed, case.deadline, case.ready, case.begun), (ROUND, ROUND + 4, ROUND, None));
    assert_near(case.work, 1.5);
    assert_near(case.left, 1.6);
    assert_eq!(events.filed, [0, 1, 0]);
}

#[test]
fn cases_are_misrouted_as_often_as_stated_wait_and_cost_more() {
    // .7 + .3 x .4 = .82 go right. False positives: once in 26 million.
    let mut filed = district(1, 8000);
    let no_joins = Params { join: 0.0, join_tech: 0.0, records: 0.0, ..Params::default() };
    let events = file_all(&no_joins, &Policy::default(), 0.4, at_office(need(Category::Care)), &mut filed);
    assert_share(events.transfers[1] as usize, 8000, 0.18);
    let delayed: Vec<&Case> = filed.cases.iter().map(|(_, case)| case).filter(|case| case.ready > ROUND).collect();
    assert_eq!(delayed.len(), events.transfers[1] as usize);
    assert!(delayed.iter().all(|case| case.ready == ROUND + 2 && (case.work - 1.4).abs() < 1e-6));
    let mut built = district(1, 500);
    let events = file_all(&no_joins, &Policy::default(), 1.0, at_office(need(Category::Care)), &mut built);
    assert_eq!(events.transfers, [0; 3], "a fully built platform routes everything right");
    let mut off = district(1, 500);
    assert_eq!(
        file_all(&plain(), &Policy::default(), 0.0, at_office(need(Category::Care)), &mut off).transfers,
        [0; 3]
    );
}

#[test]
fn records_save_offices_handling_and_nobody_elses() {
    let work = |channel, level| {
        let mut district = district(1, 1);
        district.organisations.push(organisation(1.0));
        file_all(&plain(), &Policy::default(), level, (channel, need(Category::Housing)), &mut district);
        district.cases[0].work
    };
    assert_eq!(work(Channel::Office, 0.0), 1.0);
    assert_near(work(Channel::Office, 0.6), 1.0 - 0.35 * 0.6);
    assert!(work(Channel::Platform, 0.9) < work(Channel::Platform, 0.6));
    assert_eq!([work(Channel::Law, 0.9), work(Channel::Organisation, 0.9)], [1.0, 1.0]);
}

#[test]
fn public_requests_join_an_open_case_as_often_as_stated() {
    // .3 + .6 x .5 = .6 of all but the first. False positives: once in 26 million.
    let mut district = district(1, 4000);
    let params = Params { right: 1.0, ..Params::default() };
    let events = file_all(&params, &Policy::default(), 0.5, at_office(public(Category::Housing)), &mut district);
    assert_share(events.merged[1] as usize, 3999, 0.6);
    assert_eq!(events.merged[1] + events.filed[1], 4000);
    assert_eq!(district.cases[0].behind.len() as u32, 1 + events.merged[1], "the oldest takes them all");
}

#[test]
fn only_public_requests_of_one_community_and_category_join_and_more_with_a_platform() {
    let merged = |need: Need, params: &Params, level: f64| {
        let mut district = district(2, 60);
        let events = file_all(params, &Policy::default(), level, at_office(need), &mut district);
        events.merged[1]
    };
    let always = Params { join: 1.0, join_tech: 1.0, ..plain() };
    assert_eq!(merged(need(Category::Housing), &always, 1.0), 0, "private");
    assert_eq!(merged(public(Category::Housing), &always, 1.0), 118, "one case in each of two communities");
    assert_eq!(merged(public(Category::Housing), &plain(), 1.0), 0, "off");
    let some = |level| merged(public(Category::Housing), &Params::default(), level);
    assert!(some(1.0) > some(0.5) && some(0.5) > some(0.0));
    let mut district = district(1, 10);
    open(&mut district, Case { kind: Kind::Public, category: Category::Care, ..case(Handler::Official(0)) });
    open(&mut district, Case { kind: Kind::Public, ..case(Handler::Court) });
    let events = file_all(&always, &Policy::default(), 0.0, at_office(public(Category::Housing)), &mut district);
    assert_eq!((events.filed[1], events.merged[1]), (1, 9), "neither another category's case nor a court's");
}

#[test]
fn single_agency_cases_are_delegated_as_often_as_the_policy_says() {
    // False positives: once in 26 million.
    let delegated = |delegation: f64, (channel, need): (Channel, Need)| {
        let mut district = district(2, 2000);
        file_all(&plain(), &delegating(delegation), 0.5, (channel, need), &mut district);
        in_community_offices(&district)
    };
    assert_share(delegated(0.3, at_office(need(Category::Care))), 4000, 0.3);
    assert_eq!(delegated(0.0, at_office(need(Category::Care))), 0);
    assert_eq!(delegated(1.0, at_office(need(Category::Care))), 4000);
    assert_eq!(delegated(1.0, at_office(Need { agencies: 2, ..need(Category::Care) })), 0, "joint cases");
    assert_eq!(delegated(1.0, (Channel::Petition, need(Category::Care))), 0, "petitions");
}

#[test]
fn each_channel_leads_to_its_handler() {
    let mut by_law = district(1, 5);
    file_all(&plain(), &Policy::default(), 0.5, (Channel::Law, need(Category::Care)), &mut by_law);
    assert_eq!(by_law.docket, [0, 1, 2, 3, 4]);
    assert!(by_law.cases.iter().all(|(_, case)| case.handler == Handler::Mediation(None)));
    let mut helped = district(1, 5);
    helped.organisations =
        vec![organisation(1.0), organisation(2.0), Organisation { category: Category::Care, ..organisation(9.0) }];
    file_all(&plain(), &Policy::default(), 0.5, (Channel::Organisation, need(Category::Housing)), &mut helped);
    let queues: Vec<usize> = helped.organisations.iter().map(|organisation| organisation.queue.len()).collect();
    assert_eq!(queues, [2, 3, 0], "the least loaded of the category");
    let mut without = district(1, 5);
    file_all(&plain(), &delegating(0.0), 0.5, (Channel::Organisation, need(Category::Care)), &mut without);
    let department = without.officials.range(Office::Department(Category::Care)).start;
    assert_eq!(without.officials.list[department].queue.len(), 5, "an office, where no organisation is left");
}

#[test]
fn an_official_with_less_work_in_hand_gets_the_next_case() {
    let staffing = crate::city::Staffing { residents_per_official: 1.0, ..crate::city::Staffing::default() };
    let mut district = crate::city::testing::staffed_district(1, 40, &staffing, 1.0);
    let office = district.officials.range(Office::Community(0));
    assert_eq!(office.len(), 32, "40 officials, one in each of eight departments");
    district.officials.list[3].work = 1.5;
    file_all(&plain(), &delegating(1.0), 0.0, at_office(need(Category::Care)), &mut district);
    let queues: Vec<usize> = district.officials.list[office].iter().map(|official| official.queue.len()).collect();
    assert_eq!(queues.iter().sum::<usize>(), 40);
    assert_eq!((queues[3], queues.iter().max()), (0, Some(&2)), "evenly, but not to the busy one");
}

/// How many of 10,000 cases an office with so much work per official refers to an organisation of that capacity.
fn referred(referral: f64, level: f64, work: f32, capacity: f32, asked: Need) -> usize {
    let mut district = district(1, 10_000);
    district.organisations.push(organisation(capacity));
    district.officials.list.iter_mut().for_each(|official| official.work = work);
    let mut policy = delegating(0.0);
    policy.collaboration.referral = referral;
    file_all(&plain(), &policy, level, at_office(asked), &mut district);
    district.organisations[0].queue.len()
}

#[test]
fn an_overloaded_office_refers_as_often_as_the_policy_and_the_level_say() {
    // Load 12 / 4 = 3 exceeds 2; .6 x .5 = .3 are referred. False positives: once in 26 million.
    let asked = need(Category::Housing);
    assert_share(referred(0.6, 0.5, 12.0, 1e6, asked), 10_000, 0.3);
    assert!(referred(0.9, 0.5, 12.0, 1e6, asked) > referred(0.6, 0.5, 12.0, 1e6, asked));
    assert!(referred(0.6, 0.9, 12.0, 1e6, asked) > referred(0.6, 0.5, 12.0, 1e6, asked));
    assert_eq!([referred(0.0, 1.0, 12.0, 1e6, asked), referred(1.0, 0.0, 12.0, 1e6, asked)], [0, 0], "off");
    assert_eq!(referred(1.0, 1.0, 12.0, 1e6, asked), 10_000);
    assert_eq!(referred(1.0, 1.0, 12.0, 1e6, Need { agencies: 2, ..asked }), 0, "joint cases stay");
    assert_eq!(referred(1.0, 1.0, 12.0, 1e6, need(Category::Care)), 0, "so do those of other categories");
    assert_eq!(referred(1.0, 1.0, 12.0, 5.0, asked), 20, "up to four rounds of work");
}

#[test]
fn an_office_that_is_not_overloaded_refers_nothing() {
    // Five cases of 1.1 in four rounds of capacity 1 are a load of 1.4.
    let mut district = district(1, 5);
    district.organisations.push(organisation(1e6));
    let mut policy = delegating(0.0);
    policy.collaboration.referral = 1.0;
    file_all(&plain(), &policy, 1.0, at_office(need(Category::Housing)), &mut district);
    assert!(district.organisations[0].queue.is_empty());
}

#[test]
fn proactive_cases_stand_alone_and_are_never_transferred() {
    let mut district = district(1, 20);
    let params = Params { right: 0.0, right_tech: 0.0, ..Params::default() };
    let (policy, levels) = (Policy::default(), Levels::all(0.5));
    let streams = streams(7);
    let rules = by(&params, &policy, &levels, &streams);
    let mut events = Events::default();
    let foreseen = [public(Category::Care), public(Category::Housing)];
    open_proactive(&rules, &foreseen, 0, &mut district, &mut events);
    check(&district);
    assert_eq!((events.proactive, events.filed, events.transfers), (2, [0; 3], [0; 3]));
    assert!(
        district.cases.iter().all(|(_, case)| case.is_proactive() && case.behind.is_empty() && case.ready == ROUND)
    );
}

#[test]
fn organisations_have_room_below_the_backlog() {
    let mut district = district(1, 20);
    district.organisations.push(organisation(1.0));
    assert_eq!(organisations_with_room(&district.organisations, &district.cases, 4.0), std::array::from_fn(|g| g == 0));
    for _ in 0..4 {
        open(&mut district, case(Handler::Organisation(0)));
    }
    assert_eq!(organisations_with_room(&district.organisations, &district.cases, 4.0), [false; 8]);
    assert!(organisations_with_room(&district.organisations, &district.cases, 4.1)[0]);
}
