//! Cases that open before anyone asks, and empty ones.

use super::*;

#[test]
fn proactive_cases_stand_alone_in_their_grid_and_are_never_transferred() {
    let mut district = district(2, 1000);
    let params = Params { right: 0.0, right_tech: 0.0, records: 0.0, ..Params::default() };
    let (policy, levels, streams) = (Policy::default(), Levels::all(0.5), streams(7));
    let rules = by(&params, &policy, &levels, &streams);
    let mut events = Events::default();
    let found = [public(Category::Care), public(Category::Housing)];
    for grid in [0, 1] {
        open_proactive(&rules, &found, &early(1, grid), &mut district, &mut events);
        let patrol = Early { work: 0.5, by_patrol: true, ..early(1, grid) };
        open_proactive(&rules, &found, &patrol, &mut district, &mut events);
    }
    check(&district);
    assert_eq!((events.proactive, events.filed, events.transfers), (8, [0; 3], [0; 3]));
    let all: Vec<&Case> = district.cases.iter().map(|(_, case)| case).collect();
    assert!(all.iter().all(|case| case.is_proactive() && case.behind.is_empty() && case.ready == ROUND));
    assert!(all.iter().all(|case| case.community == 1));
    let told: Vec<(u32, f32)> = all.iter().map(|case| (case.grid, case.work)).collect();
    let of = |grid| [(grid, 1.0), (grid, 1.0), (grid, 0.5), (grid, 0.5)];
    assert_eq!(told, [of(0), of(1)].concat(), "what a patrol finds takes half the work");
    all.iter().for_each(|case| assert_near(case.left, f64::from(case.work) + 0.1));
    let mut keys: Vec<u64> = all.iter().map(|case| case.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 8, "each draws for itself");
}

#[test]
fn empty_cases_are_the_community_offices_work_and_nobodys_need() {
    let mut district = district(2, 1000);
    let (params, policy, levels, streams) = (Params::default(), delegating(0.0), Levels::all(0.5), streams(7));
    let mut events = Events::default();
    open_padding(&by(&params, &policy, &levels, &streams), 3, 0.3, [1, 1], &mut district, &mut events);
    check(&district);
    assert_eq!((events.padding, events.proactive, events.filed, events.merged), (3, 0, [0; 3], [0; 3]));
    let office = &district.officials.offices[1];
    assert_eq!(office.queue, [0, 1, 2]);
    assert_near(office.work, 0.9);
    assert_near(office.filed, 0.9);
    let empty = |case: &Case| case.padding && case.behind.is_empty() && case.filer.is_none() && case.grid == 1;
    assert!(district.cases.iter().all(|(_, case)| empty(case) && case.left == 0.3 && case.work == 0.3));
}
