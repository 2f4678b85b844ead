//! What must hold in every round of every scenario in range: the ledgers of cases, requests and capacity balance, nobody
//! appears or disappears, every state and every column is in its range. And nothing panics.

mod any;
#[path = "../common/mod.rs"]
mod common;
mod ledgers;

use grassroots::parameters::{Range, Scope};
use grassroots::policy::Budget;
use grassroots::scenario::{Scenario, World};

use any::{Places, listed, world};
use common::{built, scenario, seeds, with};
use ledgers::hold;
/// A small city with many needs, so that every ledger has entries.
fn busy() -> Scenario {
    let mut scenario = scenario([2, 3, 40], 10, 40);
    scenario.world.needs.scale = 8.0;
    scenario.policy.consultation.every = 4.0;
    scenario
}

#[test]
fn everything_balances_in_a_busy_city_and_with_no_money() {
    hold(&busy());
    hold(&with(&busy(), |s| s.policy.budget.per_resident = 0.0));
    hold(&with(&busy(), |s| s.policy.budget.per_resident = 100.0));
}

#[test]
fn everything_balances_when_all_money_goes_to_one_share() {
    let shares: [fn(&mut Budget) -> &mut f64; 9] = [
        |b| &mut b.services,
        |b| &mut b.investment,
        |b| &mut b.leadership,
        |b| &mut b.consultation,
        |b| &mut b.collaboration,
        |b| &mut b.participation,
        |b| &mut b.law,
        |b| &mut b.technology,
        |b| &mut b.virtue,
    ];
    for share in shares {
        let mut scenario = busy();
        let budget = &mut scenario.policy.budget;
        shares.iter().for_each(|other| *other(budget) = 0.0);
        *share(budget) = 1.0;
        assert_eq!(budget.shares().iter().sum::<f64>(), 1.0);
        hold(&scenario);
    }
}

#[test]
fn everything_balances_when_nothing_ever_happens() {
    let rates = |s: &mut Scenario| {
        let places: Places = listed(&World::default(), Scope::World)
            .iter()
            .map(|parameter| {
                let rate = matches!(parameter.range, Range::Real { min, .. } if min == 0.0);
                let kept = parameter.section.starts_with("population") || parameter.section.starts_with("ages");
                (rate && !kept).then_some(0.0)
            })
            .collect();
        let population = s.world.population.clone();
        s.world = world(&places);
        s.world.population = population;
    };
    let still = with(&busy(), rates);
    assert_eq!(still.world.turnover.base, 0.0);
    assert_eq!(still.world.feedback.loss_rate, 0.0);
    hold(&still);
    hold(&with(&busy(), |s| s.world.needs.scale = 0.0));
}

#[test]
fn everything_balances_at_the_ends_of_deadlines_and_attempts() {
    for (deadline, attempts) in [(1, 1), (1, 100), (520, 1), (520, 100)] {
        hold(&with(&busy(), |s| {
            (s.policy.government.deadline, s.policy.government.attempts) = (deadline, attempts);
        }));
    }
}

#[test]
fn everything_balances_for_one_resident_and_for_three_in_each_community() {
    for shape in [[1, 1, 1], [1, 1, 3], [3, 5, 3], [2, 1, 1], [1, 20, 2]] {
        let scenario = scenario(shape, 20, 100);
        hold(&scenario);
        hold(&with(&scenario, |s| s.world.needs.scale = 100.0));
    }
}

#[test]
fn every_need_that_arises_is_open_solved_or_gone_with_its_owner() {
    // Nobody waits a need out, so whoever has one keeps it until it is solved or she moves away.
    let mut scenario = with(&busy(), |s| s.world.needs.fade = 0.0);
    scenario.world.turnover.base = 0.01;
    scenario.world.productivity.work_rate = 0.1;
    (scenario.run.warm_up, scenario.run.rounds) = (0, 60);
    let tally = |scenario: &Scenario, check: &dyn Fn(usize, usize)| {
        let mut simulation = built(scenario, seeds(1, 0));
        let [mut arisen, mut solved, mut moved] = [0usize; 3];
        for _ in 0..60 {
            simulation.step();
            let events = simulation.events();
            arisen += events.iter().flat_map(|e| &e.decisions).filter(|decision| decision.first).count();
            solved += events.iter().flat_map(|e| &e.outcomes).filter(|outcome| outcome.solved).count();
            moved += events.iter().map(|e| e.moved.len()).sum::<usize>();
            let communities = simulation.city().districts.iter().flat_map(|district| &district.communities);
            let open = communities.map(|c| c.needs.len()).sum::<usize>();
            check(arisen - solved - open, moved);
        }
        (arisen, solved, moved)
    };
    // Events do not tell who moves away with a need: it is what is missing, and never more than who moves.
    let (.., moved) =
        tally(&scenario, &|missing, moved| assert!(missing <= moved, "{missing} needs lost, {moved} moved"));
    let still = with(&scenario, |s| (s.world.turnover.base, s.world.turnover.exit) = (0.0, 0.0));
    let (arisen, solved, none) = tally(&still, &|missing, _| assert_eq!(missing, 0, "needs lost though nobody moves"));
    assert!(moved > 50 && none == 0);
    assert!(arisen > 300 && solved > 200, "too little happens to tell: {arisen} needs, {solved} solved");
}
