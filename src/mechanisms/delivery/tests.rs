use super::*;
use crate::city::testing::{
    assert_near, assert_share, case, check, district, need, open, organisation, release, staffed_district, streams,
};
use crate::city::{Case, Category, Channel, District, End, Handler, Kind, Need, Office, Official, Staffing, Stage};
use crate::events::Body;

mod attempts;
mod closing;
mod offices;
mod organisations;

const ROUND: i32 = 10;

/// Rules of round 10 with all pillars at a level, and without meetings; `act` works by them.
fn by<T>(params: &Params, policy: &Policy, level: f64, act: impl FnOnce(&Rules<'_>) -> T) -> T {
    let (productivity, streams) = (Productivity::default(), streams(12));
    let (productivity, levels) = (&productivity, &Levels::all(level));
    let at = At { streams: &streams, round: ROUND };
    act(&Rules { params, productivity, policy, levels, efficiency: 0.8, meetings: 0.0, at })
}

/// Every attempt of officials succeeds (or none does), if they have any skill.
fn sure(works: bool) -> Params {
    let base = if works { 10.0 } else { 0.0 };
    Params { quality_base: base, quality_diligence: 0.0, overload: 0.0, ..Params::default() }
}

fn government(pressure: f64, supervision: f64) -> Policy {
    let mut policy = Policy::default();
    (policy.government.pressure, policy.government.supervision) = (pressure, supervision);
    policy
}

/// A district of one community, whose office has so many officials and each department one.
fn office_of(officials: u32) -> District {
    let staffing = Staffing { residents_per_official: 1.0, ..Staffing::default() };
    let district = staffed_district(1, officials + 8, &staffing, 1.0);
    assert_eq!(district.officials.offices[0].officials().len(), officials as usize);
    district
}

fn staffed(params: &Params, policy: &Policy, district: &mut District) {
    let District { communities, officials, cases, .. } = district;
    by(params, policy, 0.0, |rules| staff(rules, communities, cases, officials));
}

fn capacity(district: &District, kind: OfficeKind) -> f32 {
    district.officials.capacity(district.officials.office(kind))
}

const OWN: OfficeKind = OfficeKind::Community(0);
const HOUSING: OfficeKind = OfficeKind::Department(Category::Housing);

#[test]
fn capacity_is_what_the_budget_buys_shared_by_the_offices() {
    // .025 x .55 x 1000 residents = 13.75 units; .3 of it over two community offices, effort .6 + .4 x .5 = .8.
    let mut start = district(2, 500);
    staffed(&Params::default(), &Policy::default(), &mut start);
    assert_near(capacity(&start, OfficeKind::Community(1)), 13.75 * 0.15 * 0.8);
    assert_near(capacity(&start, HOUSING), 13.75 * 0.7 * 0.0025 / 0.012 * 0.8);
    let all = |change: fn(&mut Policy)| {
        let mut policy = Policy::default();
        change(&mut policy);
        let mut district = start.clone();
        staffed(&Params::default(), &policy, &mut district);
        let total: f32 = district.officials.list.iter().map(|official| official.capacity).sum();
        (total, capacity(&district, OWN))
    };
    let (total, own) = all(|_| ());
    assert_near(total, 13.75 * 0.8);
    assert_eq!(all(|policy| policy.budget.services = 0.0).0, 0.0);
    assert!(all(|policy| policy.budget.services = 0.6).0 > total);
    assert!(all(|policy| policy.budget.per_resident = 1.1).0 > total);
    assert!(all(|policy| policy.government.community_staff = 0.5).1 > own);
    assert_near(all(|policy| policy.government.community_staff = 0.5).0, 13.75 * 0.8);
}

#[test]
fn meetings_and_grid_workers_take_their_share_of_everyones_capacity() {
    // .025 x .55 x 1000 x .8 = 11 units, of which .92 are left after meetings of .08, and .9 of those at desks.
    let of = |meetings: f64, grid_share: f64| {
        let mut district = district(1, 1000);
        let mut policy = Policy::default();
        policy.government.grid_share = grid_share;
        let District { communities, officials, cases, .. } = &mut district;
        by(&Params::default(), &policy, 0.0, |rules| {
            staff(&Rules { meetings, ..*rules }, communities, cases, officials);
        });
        [OWN, HOUSING].map(|kind| capacity(&district, kind))
    };
    let ([own, housing], full) = (of(0.08, 0.1), of(0.0, 0.0));
    assert_near(own, 11.0 * 0.3 * 0.92 * 0.9);
    assert_near(housing, 11.0 * 0.7 * 0.0025 / 0.012 * 0.92 * 0.9);
    assert_near(full[0], 11.0 * 0.3);
    assert!(of(0.09, 0.1)[0] < own && of(0.08, 0.2)[0] < own);
    assert_eq!([of(1.0, 0.0), of(0.0, 1.0)], [[0.0; 2]; 2]);
}

#[test]
fn diligence_is_effort() {
    let capacity = |diligence: f32| {
        let mut district = district(1, 100);
        district.officials.list[0].diligence = diligence;
        staffed(&Params::default(), &Policy::default(), &mut district);
        district.officials.list[0].capacity
    };
    assert_near(capacity(0.0) / capacity(1.0), 0.6);
    assert!(capacity(0.7) > capacity(0.5));
}

#[test]
fn the_officials_of_an_office_share_its_capacity_evenly_and_its_load_is_one_for_all() {
    // .025 x .55 x 10 residents x .3 = .04125 units for two: one of them with full effort, the other with .6 of it.
    let mut district = office_of(2);
    (district.officials.list[0].diligence, district.officials.list[1].diligence) = (1.0, 0.0);
    open(&mut district, Case { left: 0.066, ..case(Handler::Office(0)) });
    staffed(&Params::default(), &Policy::default(), &mut district);
    assert_near(district.officials.list[0].capacity, 0.020_625);
    assert_near(district.officials.list[1].capacity, 0.6 * 0.020_625);
    by(&Params::default(), &Policy::default(), 0.0, |rules| weigh(rules, &mut district.officials));
    // .066 / (4 x 1.6 x .020625) = .5
    assert_near(district.officials.offices[0].load, 0.5);
}

/// The shares of the community offices and of housing after so many rounds in which the same work was filed.
fn shares(reassignment: f64, filed: [f32; 3], rounds: usize) -> [f32; 3] {
    let mut district = district(2, 100);
    let positions = [OWN, OfficeKind::Community(1), HOUSING].map(|kind| district.officials.position(kind));
    for _ in 0..rounds {
        positions.iter().zip(filed).for_each(|(&at, filed)| district.officials.offices[at].filed = filed);
        staffed(&Params { reassignment, ..Params::default() }, &Policy::default(), &mut district);
        assert!(district.officials.offices.iter().all(|office| office.filed == 0.0), "what was filed counts once");
        let tier =
            |department: bool| district.officials.offices.iter().filter(move |o| o.is_department() == department);
        assert_near(tier(false).map(|office| office.share).sum::<f32>(), 1.0);
        assert_near(tier(true).map(|office| office.share).sum::<f32>(), 1.0);
    }
    check(&district);
    positions.map(|at| district.officials.offices[at].share)
}

#[test]
fn an_offices_part_of_its_tiers_staff_follows_its_part_of_the_work_filed_there() {
    // 3 of 4 units: .5 + (.75 - .5) / 52 after a round, .75 - .25 (51 / 52)^n after n.
    let housing = 0.0025 / 0.012;
    let [first, second, department] = shares(1.0 / 52.0, [3.0, 1.0, 0.0], 1);
    assert_near(first, 0.5 + 0.25 / 52.0);
    assert_near(second, 0.5 - 0.25 / 52.0);
    assert_near(department, housing);
    assert_near(shares(1.0 / 52.0, [3.0, 1.0, 0.0], 30)[0], 0.75 - 0.25 * libm::pow(51.0 / 52.0, 30.0));
    // All that departments get is for housing; nothing filed moves nothing.
    let [first, _, department] = shares(1.0 / 52.0, [0.0, 0.0, 9.0], 1);
    assert_eq!(first, 0.5, "the tiers are apart");
    assert_near(department, housing + (1.0 - housing) / 52.0);
    assert_eq!(shares(0.0, [3.0, 1.0, 9.0], 5)[0], 0.5, "off");
    assert_near(shares(1.0, [3.0, 1.0, 9.0], 1)[0], 0.75);
    assert!(shares(0.1, [3.0, 1.0, 0.0], 1)[0] > first + 0.25 / 52.0);
}

#[test]
fn where_the_work_goes_its_staff_goes() {
    // At once: .75 of 11 x .3 units to the first office.
    let mut district = district(2, 500);
    (district.officials.offices[0].filed, district.officials.offices[1].filed) = (3.0, 1.0);
    staffed(&Params { reassignment: 1.0, ..Params::default() }, &Policy::default(), &mut district);
    assert_near(capacity(&district, OWN), 11.0 * 0.3 * 0.75);
    assert_near(capacity(&district, OfficeKind::Community(1)), 11.0 * 0.3 * 0.25);
}

#[test]
fn work_in_hand_counts_waiting_cases_and_hours_owed_and_load_is_relative_to_the_horizon() {
    // .025 x .55 x 1000 x .8 = 11 units, .3 of them in the community office.
    let mut district = district(1, 1000);
    district.communities[0].forum.hours_owed = 2.0;
    open(&mut district, Case { left: 3.0, ready: 99, agencies: 3, ..case(Handler::Office(0)) });
    let (params, policy) = (Params::default(), Policy::default());
    staffed(&params, &policy, &mut district);
    let capacity = by(&params, &policy, 0.0, |rules| weigh(rules, &mut district.officials));
    let office = &district.officials.offices[0];
    assert_near(office.work, 5.0);
    assert_near(office.load, 5.0 / (4.0 * 11.0 * 0.3));
    assert_near(capacity.load_offices, office.load.into());
    assert_near(capacity.load, 5.0 / (4.0 * 11.0));
    assert_eq!((capacity.load_departments, capacity.used), (0.0, 0.0));
    assert_near(capacity.given, 11.0);
    assert_eq!(district.officials.offices[1].work, 0.0);
}
