use super::*;
use crate::city::testing::{
    assert_near, assert_share, case, check, district, need, open, organisation, staffed_district, streams,
};
use crate::city::{Staffing, Stage};
use crate::streams::Streams;

mod early;

const ROUND: i32 = 6;

fn by<'a>(params: &'a Params, policy: &'a Policy, levels: &'a Levels, streams: &'a Streams) -> Rules<'a> {
    Rules { params, policy, levels, verification: 0.1, at: At { streams, round: ROUND } }
}

/// Routes everything right, joins nothing.
fn plain() -> Params {
    Params { right: 1.0, right_tech: 0.0, join: 0.0, join_tech: 0.0, ..Params::default() }
}

fn decision(resident: u32, need: Need, choice: Option<Channel>) -> Decision {
    let utilities = [0.0; 6];
    Decision {
        community: 0,
        resident,
        third: 1,
        need,
        first: true,
        utilities,
        choice,
        worker: f32::NAN,
        by_worker: false,
    }
}

/// Lets all residents of a district file the same need through a channel.
fn file_all(
    params: &Params,
    policy: &Policy,
    level: f64,
    (channel, need): (Channel, Need),
    district: &mut District,
) -> Events {
    file_as(false, params, policy, level, (channel, need), district)
}

/// The same, or lets them all hand it to a grid worker.
fn file_as(
    by_worker: bool,
    params: &Params,
    policy: &Policy,
    level: f64,
    (channel, need): (Channel, Need),
    district: &mut District,
) -> Events {
    let mut decisions = Vec::new();
    for (community, of) in (0..).zip(&mut district.communities) {
        for resident in 0..of.residents() {
            let need = Need { channel, filed: ROUND, ..need };
            of.needs.set([resident], Stage::Filed, need);
            decisions.push(Decision { community, by_worker, ..decision(resident as u32, need, Some(channel)) });
        }
    }
    let mut events = Events::default();
    let (levels, streams) = (Levels::all(level), streams(7));
    receive(&by(params, policy, &levels, &streams), &decisions, district, &mut events);
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
    district.officials.offices.iter().filter(|office| !office.is_department()).map(|office| office.queue.len()).sum()
}

fn early(community: u32, grid: u32) -> Early {
    Early { community, grid, work: 1.0, by_patrol: false }
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
    let decisions = [decision(3, need, None), decision(3, need, Some(Channel::Neighbours))];
    let mut events = Events::default();
    receive(&rules, &decisions, &mut district, &mut events);
    open_proactive(&rules, &[], &early(0, 0), &mut district, &mut events);
    open_padding(&rules, 0, 0.3, [0, 0], &mut district, &mut events);
    assert!(district.cases.is_empty() && district.docket.is_empty());
    assert_eq!((events.filed, events.merged, events.proactive, events.padding), ([0; 3], [0; 3], 0, 0));
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
    assert!(delayed.iter().all(|case| case.misrouted && case.ready == ROUND + 2 && (case.work - 1.4).abs() < 1e-6));
    assert!(filed.cases.iter().all(|(_, case)| case.misrouted == (case.ready > ROUND)));
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
fn who_has_no_platform_of_her_own_costs_work_by_telephone_and_inclusion_costs_some_for_each_adopter() {
    let work = |channel, digital: Option<f32>, inclusion: f64, params: &Params| {
        let mut district = district(1, 1);
        let community = &mut district.communities[0];
        (community.civic.adopter[0], community.traits.digital[0]) = (digital.is_some(), digital.unwrap_or(0.5));
        let mut policy = Policy::default();
        policy.technology.inclusion = inclusion;
        file_all(params, &policy, 0.6, (channel, need(Category::Care)), &mut district);
        assert_near(district.cases[0].left, f64::from(district.cases[0].work) + 0.1);
        district.cases[0].work
    };
    // Records leave 1 - .35 x .6 = .79 of the work; an adopter of digital skills .2 costs .1 x .5 x .6 x .8 = .024 more.
    let of = |digital, inclusion| work(Channel::Platform, digital, inclusion, &plain());
    assert_near(of(None, 0.5), 0.79 + 0.1);
    assert_near(of(Some(0.2), 0.5), 0.79 + 0.024);
    assert!(of(Some(0.2), 0.6) > of(Some(0.2), 0.5) && of(Some(0.3), 0.5) < of(Some(0.2), 0.5));
    assert_near(of(Some(1.0), 0.5), 0.79);
    assert_near(of(Some(0.2), 0.0), 0.79);
    let free = Params { telephone: 0.0, inclusion: 0.0, ..plain() };
    assert_near(work(Channel::Platform, None, 0.5, &free), 0.79);
    assert_near(work(Channel::Platform, Some(0.2), 0.5, &free), 0.79);
    assert_near(work(Channel::Office, None, 0.5, &plain()), 0.79);
}

#[test]
fn public_requests_join_an_open_case_as_often_as_stated() {
    // .3 + .6 x .5 = .6 of all but the first of each of eight grids. False positives: once in 26 million.
    let mut district = district(1, 4000);
    let params = Params { right: 1.0, ..Params::default() };
    let events = file_all(&params, &Policy::default(), 0.5, at_office(public(Category::Housing)), &mut district);
    assert_share(events.merged[1] as usize, 3992, 0.6);
    assert_eq!(events.merged[1] + events.filed[1], 4000);
    let joined: Vec<&Case> = district.cases.iter().map(|(_, case)| case).filter(|case| case.behind.len() > 1).collect();
    assert_eq!(joined.iter().map(|case| case.grid).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert!(joined.iter().all(|case| case.behind[0] == 500 * case.grid), "the oldest of a grid takes them all");
}

#[test]
fn only_public_requests_of_one_grid_and_category_join_and_more_with_a_platform() {
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
    open(&mut district, Case { kind: Kind::Public, category: Category::Care, ..case(Handler::Office(0)) });
    open(&mut district, Case { kind: Kind::Public, ..case(Handler::Court) });
    let events = file_all(&always, &Policy::default(), 0.0, at_office(public(Category::Housing)), &mut district);
    assert_eq!((events.filed[1], events.merged[1]), (1, 9), "neither another category's case nor a court's");
}

#[test]
fn nobody_joins_the_case_of_another_grid_and_who_joins_takes_part_in_that_of_an_organisation_too() {
    let always = Params { join: 1.0, ..plain() };
    let mut filed = district(1, 1500);
    let events = file_all(&always, &Policy::default(), 0.0, at_office(public(Category::Housing)), &mut filed);
    assert_eq!((events.filed[1], events.merged[1]), (3, 1497), "a case in each of three grids");
    let own = |case: &Case| case.behind.iter().all(|&who| filed.communities[0].grid_of(who) == case.grid);
    assert!(filed.cases.iter().all(|(_, case)| own(case) && case.behind.len() == 500));
    let mut joined = district(1, 1500);
    joined.organisations.push(organisation(1.0));
    open(&mut joined, Case { kind: Kind::Public, grid: 1, ..case(Handler::Organisation(0)) });
    let events = file_all(&always, &Policy::default(), 0.0, at_office(public(Category::Housing)), &mut joined);
    assert_eq!((events.filed[1], events.merged[1]), (2, 1498), "the second grid has one at an organisation");
    assert_eq!((joined.cases[0].behind.len(), joined.cases[0].behind[0]), (500, 500));
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
fn what_is_handed_to_a_grid_worker_goes_to_the_community_office_whatever_is_delegated() {
    let in_own = |by_worker: bool, delegation: f64, agencies: u8| {
        let (mut district, need) = (district(2, 20), Need { agencies, ..need(Category::Care) });
        let events = file_as(by_worker, &plain(), &delegating(delegation), 0.5, at_office(need), &mut district);
        assert_eq!(events.filed, [0, 40, 0]);
        assert!(district.cases.iter().all(|(_, case)| case.channel == Some(Channel::Office)));
        in_community_offices(&district)
    };
    assert_eq!([in_own(true, 0.0, 1), in_own(true, 0.0, 3), in_own(true, 1.0, 2)], [40; 3]);
    assert_eq!([in_own(false, 0.0, 1), in_own(false, 1.0, 3)], [0; 2]);
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
    let department = without.officials.office(OfficeKind::Department(Category::Care));
    assert_eq!(department.queue.len(), 5, "an office, where no organisation is left");
}

#[test]
fn an_office_has_one_queue_and_keeps_count_of_its_work() {
    // Ten cases of 1 + .1 for verification in the first office, none in the second.
    let mut district = district(2, 10);
    district.officials.offices[0].work = 1.5;
    let policy = delegating(1.0);
    let (levels, streams) = (Levels::all(0.0), streams(7));
    let decisions: Vec<Decision> =
        (0..10).map(|who| decision(who, need(Category::Care), Some(Channel::Office))).collect();
    district.communities[0].needs.set(0..10, Stage::Filed, need(Category::Care));
    receive(&by(&plain(), &policy, &levels, &streams), &decisions, &mut district, &mut Events::default());
    check(&district);
    let [own, other] = &district.officials.offices[..2] else { panic!("two communities") };
    assert_eq!(own.queue, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "in the order of filing");
    assert_near(own.work, 1.5 + 11.0);
    assert_near(own.filed, 11.0);
    assert!(other.queue.is_empty() && other.work == 0.0 && other.filed == 0.0);
}

/// How many of some requests by telephone an office with so many rounds of work refers to an organisation of that capacity.
fn referred(number: u32, referral: f64, level: f64, (rounds, capacity): (f32, f32), asked: Need) -> usize {
    let mut district = district(1, number);
    district.organisations.push(organisation(capacity));
    district.officials.offices.iter_mut().for_each(|office| office.work = rounds);
    let mut policy = delegating(0.0);
    policy.collaboration.referral = referral;
    file_all(&plain(), &policy, level, (Channel::Platform, asked), &mut district);
    let referred = district.organisations[0].queue.len();
    assert!(district.organisations[0].queue.iter().all(|&at| district.cases[at].left == 1.0), "no office's costs");
    let kept: usize = district.officials.offices.iter().map(|office| office.queue.len()).sum();
    assert_eq!(referred + kept, number as usize);
    referred
}

#[test]
fn an_office_refers_to_an_organisation_with_less_to_do_as_often_as_the_policy_and_the_level_say() {
    // .6 x .5 = .3 are referred. False positives: once in 26 million.
    let (asked, busy) = (need(Category::Housing), (12.0, 1e6));
    let of = |referral, level| referred(10_000, referral, level, busy, asked);
    assert_share(of(0.6, 0.5), 10_000, 0.3);
    assert!(of(0.9, 0.5) > of(0.6, 0.5) && of(0.6, 0.9) > of(0.6, 0.5));
    assert_eq!([of(0.0, 1.0), of(1.0, 0.0)], [0, 0], "off");
    assert_eq!(of(1.0, 1.0), 10_000);
    assert_eq!(referred(50, 1.0, 1.0, busy, Need { agencies: 2, ..asked }), 0, "joint cases stay");
    assert_eq!(referred(50, 1.0, 1.0, busy, need(Category::Care)), 0, "so do those of other categories");
}

/// A district whose one community office has so many officials and so much work.
fn office_with(officials: u32, work: f32) -> District {
    let staffing = Staffing { residents_per_official: 1.0, ..Staffing::default() };
    let mut district = staffed_district(1, officials + 8, &staffing, 1.0);
    assert_eq!(district.officials.offices[0].officials().len(), officials as usize);
    district.officials.offices[0].work = work;
    district
}

#[test]
fn an_office_refers_as_long_as_the_organisation_has_fewer_rounds_of_work() {
    // An office with two rounds of work, an organisation that does two cases a round: four are referred (0, .5, 1 and 1.5
    // rounds), then the office takes one, of .65 + .1 + .1. At 2.85 rounds it refers two more (2 and 2.5), then none.
    let of = |number, rounds| referred(number, 1.0, 1.0, (rounds, 2.0), need(Category::Housing));
    assert_eq!([of(4, 2.0), of(5, 2.0), of(7, 2.0), of(8, 2.0)], [4, 4, 6, 6]);
    assert!(of(8, 4.0) > of(8, 2.0));
    assert_eq!([of(1, 0.0), of(2, 0.0)], [0, 1], "who has nothing to do refers nothing");
    let mut district = office_with(2, 2.0);
    district.organisations.push(organisation(1.0));
    open(&mut district, case(Handler::Organisation(0)));
    let mut policy = delegating(1.0);
    policy.collaboration.referral = 1.0;
    file_all(&plain(), &policy, 1.0, at_office(need(Category::Housing)), &mut district);
    // Two officials have a round of work each, no more than the organisation; then they have more, and it takes one.
    assert_eq!(district.officials.offices[0].queue[0], 1);
    assert_eq!(district.organisations[0].queue[..2], [0, 2]);
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
