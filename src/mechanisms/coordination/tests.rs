use super::*;
use crate::city::District;
use crate::city::testing::{assert_near, assert_share, case, district, open, streams};

const ROUND: i32 = 8;

fn standing(rises: bool) -> Standing {
    Standing { ses: 0.3, rises: vec![rises] }
}

fn joint(agencies: u8, key: u64, severity: f32) -> Case {
    Case { agencies, key, severity, ..case(Handler::Office(0)) }
}

/// A district of 1,000 residents with joint cases in the hands of its first office.
fn with_joint(number: u64, agencies: u8) -> District {
    let mut district = district(1, 1000);
    for key in 0..number {
        open(&mut district, joint(agencies, key, key as f32 / number as f32));
    }
    district
}

/// Rules with all pillars at a level; `act` works by them.
fn by<T>(params: &Params, policy: &Policy, level: f64, act: impl FnOnce(&Rules<'_>) -> T) -> T {
    let at = At { streams: &streams(2), round: ROUND };
    act(&Rules { params, policy, levels: &Levels::all(level), at })
}

fn ordered(params: &Params, policy: &Policy, level: f64, district: &mut District) {
    let key = district.key();
    let District { communities, cases, .. } = district;
    by(params, policy, level, |rules| prioritise(rules, key, communities, cases));
}

fn round(params: &Params, level: f64, district: &mut District) {
    ordered(params, &Policy::default(), level, district);
}

fn workable(district: &District) -> usize {
    district.cases.iter().filter(|(_, case)| case.workable).count()
}

fn convened(district: &District) -> Vec<u64> {
    district.cases.iter().filter(|(_, case)| case.convened).map(|(_, case)| case.key).collect()
}

#[test]
fn a_priority_follows_the_equation() {
    // .6 (1 + ln(1 + 2)) + (8 - 2) / 4 + 1 + .5 (1 - .3) + 1
    let case = Case {
        severity: 0.6,
        behind: vec![1, 2, 3],
        filed: 2,
        deadline: 6,
        channel: Some(Channel::Petition),
        filer: Some((0.3, 0)),
        ..case(Handler::Office(0))
    };
    let rising = Standing { ses: 0.9, rises: vec![true] };
    let expected = 0.6 * (1.0 + libm::log(3.0)) + 1.5 + 1.0 + 0.35 + 1.0;
    assert_near(priority(&Params::default(), &case, &rising, 0.5, ROUND), expected);
    let proactive = Case { filer: None, behind: Vec::new(), channel: None, ..case };
    assert_near(priority(&Params::default(), &proactive, &standing(false), 0.5, ROUND), 0.6 + 1.5 + 0.35);
}

#[test]
fn severity_co_signers_waiting_petitions_and_uprisings_raise_priority() {
    let of = |case: &Case, standing: &Standing| priority(&Params::default(), case, standing, 0.0, ROUND);
    let base = case(Handler::Office(0));
    let middle = of(&base, &standing(false));
    assert!(of(&Case { severity: 0.6, ..base.clone() }, &standing(false)) > middle);
    assert!(of(&Case { behind: vec![0, 1], ..base.clone() }, &standing(false)) > middle);
    assert_eq!(of(&Case { behind: vec![0], ..base.clone() }, &standing(false)), middle, "the filer is no co-signer");
    assert!(of(&Case { filed: -1, deadline: 3, ..base.clone() }, &standing(false)) > middle);
    assert!(of(&Case { channel: Some(Channel::Petition), ..base.clone() }, &standing(false)) > middle);
    assert!(of(&base, &standing(true)) > middle);
}

#[test]
fn equity_lifts_the_poor_only_with_leadership() {
    let gap = |equity: f64, level: f64| {
        let mut district = district(1, 10);
        for (key, ses) in [(0, 0.1), (1, 0.9)] {
            open(&mut district, Case { filer: Some((ses, 1)), key, ..case(Handler::Office(0)) });
        }
        let mut policy = Policy::default();
        policy.leadership.equity = equity;
        ordered(&Params::default(), &policy, level, &mut district);
        district.cases[0].priority - district.cases[1].priority
    };
    assert_eq!(gap(0.0, 1.0), 0.0);
    assert_eq!(gap(1.0, 0.0), 0.0);
    assert_near(gap(0.5, 0.5), 0.25 * 0.8);
    assert!(gap(1.0, 0.5) > gap(0.5, 0.5) && gap(0.5, 1.0) > gap(0.5, 0.5));
}

#[test]
fn an_uprising_counts_from_its_share_on_for_the_cases_of_its_grid() {
    // 1,500 residents are three grids; a grid in uprising adds 1 to its own cases only.
    let priorities_at = |joining: f32| {
        let mut district = district(1, 1500);
        district.communities[0].grids[1].joining = joining;
        for (key, grid) in [(0, 0), (1, 1), (2, 2)] {
            open(&mut district, Case { grid, key, ..case(Handler::Office(0)) });
        }
        round(&Params::default(), 0.0, &mut district);
        [0, 1, 2].map(|position| district.cases[position].priority)
    };
    let calm = priorities_at(0.0);
    assert_eq!(priorities_at(0.04), calm);
    let risen = priorities_at(0.06);
    assert_eq!([risen[0], risen[2]], [calm[0], calm[2]]);
    assert_near(risen[1] - calm[1], 1.0);
}

#[test]
fn without_a_lead_body_nothing_is_convened_and_agencies_meet_as_often_as_stated() {
    // .15 for two agencies, .15 x .15 for three. False positives: once in 26 million each.
    for (agencies, chance) in [(2, 0.15), (3, 0.0225)] {
        let mut district = with_joint(20_000, agencies);
        round(&Params::default(), 0.0, &mut district);
        assert!(convened(&district).is_empty());
        assert_share(workable(&district), 20_000, chance);
    }
    let mut district = with_joint(100, 2);
    round(&Params { unconvened: 0.0, ..Params::default() }, 0.0, &mut district);
    assert_eq!(workable(&district), 0);
    round(&Params { unconvened: 1.0, ..Params::default() }, 0.0, &mut district);
    assert_eq!(workable(&district), 100);
}

#[test]
fn a_lead_body_convenes_the_most_pressing_joint_cases_and_they_stay_convened() {
    // Attention 2 x .5 per 1,000 residents is one case a round.
    let mut district = with_joint(20, 2);
    let never = Params { unconvened: 0.0, ..Params::default() };
    round(&never, 0.5, &mut district);
    assert_eq!(convened(&district), [19]);
    round(&never, 0.5, &mut district);
    assert_eq!(convened(&district), [18, 19]);
    round(&never, 1.0, &mut district);
    assert_eq!(convened(&district), [16, 17, 18, 19]);
    assert_eq!(workable(&district), 4);
}

#[test]
fn more_attention_convenes_more() {
    let number = |attention: f64| {
        let mut district = with_joint(50, 2);
        let mut policy = Policy::default();
        policy.leadership.attention = attention;
        ordered(&Params::default(), &policy, 0.5, &mut district);
        convened(&district).len()
    };
    assert_eq!([number(0.0), number(2.0), number(8.0), number(1000.0)], [0, 1, 4, 50]);
}

#[test]
fn a_case_is_worked_on_from_the_round_it_is_ready() {
    let mut district = district(1, 1000);
    for ready in [ROUND - 1, ROUND, ROUND + 1] {
        open(&mut district, Case { ready, ..case(Handler::Office(0)) });
    }
    open(&mut district, Case { ready: ROUND + 1, agencies: 2, ..case(Handler::Office(0)) });
    round(&Params { unconvened: 1.0, ..Params::default() }, 1.0, &mut district);
    assert_eq!((0..4).map(|at| district.cases[at].workable).collect::<Vec<_>>(), [true, true, false, false]);
    assert!(!district.cases[3].convened, "a case under transfer takes no attention");
}

#[test]
fn a_surge_moves_capacity_to_the_shocked_departments_and_keeps_the_sum() {
    let capacities = |share: f64, level: f64, shocked: &[Category]| {
        let mut officials = district(2, 10).officials;
        let mut policy = Policy::default();
        policy.leadership.surge = share;
        by(&Params::default(), &policy, level, |rules| surge(rules, shocked, &mut officials));
        let department = officials.office(OfficeKind::Department(Category::Health)).officials();
        let all: Vec<f32> = officials.list.iter().map(|official| official.capacity).collect();
        assert_near(all.iter().sum::<f32>(), 10.0);
        assert!(all.iter().all(|&capacity| capacity >= 0.0));
        all[department.start]
    };
    let shocked = &[Category::Health];
    assert_eq!(capacities(0.3, 0.5, &[]), 1.0, "no shock, no surge");
    assert_eq!(capacities(0.0, 0.5, shocked), 1.0);
    assert_eq!(capacities(0.3, 0.0, shocked), 1.0);
    assert_near(capacities(0.3, 0.5, shocked), 0.85 + 0.15 * 10.0);
    assert!(capacities(0.6, 0.5, shocked) > capacities(0.3, 0.5, shocked));
    assert_near(capacities(1.0, 1.0, shocked), 10.0);
    assert_near(capacities(1.0, 1.0, &[Category::Housing, Category::Health]), 5.0);
}

#[test]
fn meetings_take_the_stated_share_of_time() {
    let share = |params: &Params, attention: f64, pooling: f64, level: f64| {
        let mut policy = Policy::default();
        (policy.leadership.attention, policy.leadership.pooling) = (attention, pooling);
        by(params, &policy, level, meetings)
    };
    let of = |attention, pooling, level| share(&Params::default(), attention, pooling, level);
    // .08 x .5 (.5 x 2 / 2 + .5 x .5 / .5) = .04; with attention 6 and pooling .75, .08 x .5 (1.5 + .75) = .09.
    assert_near(of(2.0, 0.5, 0.5), 0.04);
    assert_near(of(6.0, 0.75, 0.5), 0.09);
    assert_near(of(2.0, 0.0, 0.5), 0.02);
    assert_near(of(0.0, 0.5, 0.5), 0.02);
    assert_eq!([of(0.0, 0.0, 1.0), of(8.0, 1.0, 0.0)], [0.0, 0.0], "nothing to meet about, nobody to meet");
    assert_eq!(share(&Params { meetings: 0.0, ..Params::default() }, 8.0, 1.0, 1.0), 0.0);
    assert_eq!(share(&Params { meetings: 1.0, ..Params::default() }, 1000.0, 1.0, 1.0), 1.0, "all of it at most");
}
