//! Residents whom grid workers visit.

use super::*;

/// What handing a need to a worker is worth to the first resident of a community, where workers visit these residents.
fn of_worker(need: &Need, visited: &[u32], community: &Community) -> f32 {
    let (params, technology, levels, streams) =
        (Params::default(), Technology::default(), Levels::all(0.5), streams(6));
    let rules = rules(&params, &technology, &levels, &streams);
    first(&rules, &residents_of(community, visited), 0.0).of_worker(need)
}

#[test]
fn a_worker_who_comes_by_promises_what_the_office_does_at_less_cost_and_without_reluctance() {
    let (mut community, private) = (community(5), need(Category::Housing));
    let office = |community: &Community| utility(Channel::Office, &Technology::default(), 0.5, &private, community);
    // .625 - .3, against .625 - 2.0 at the office.
    assert_near(of_worker(&private, &[0, 3], &community), 0.325);
    assert_near(of_worker(&private, &[0], &community) - office(&community), 1.7);
    community.traits.reluctance[0] = 3.0;
    assert_near(of_worker(&private, &[0], &community), 0.325);
    community.grids[0].success[Channel::Office as usize] = 0.6;
    // 5 x .5 x .6 x .5
    assert_near(of_worker(&private, &[0], &community), 0.75 - 0.3);
    assert!(of_worker(&private, &[1, 3], &community).is_nan(), "nobody comes by");
    let failed = |channel: Channel| Need { failed: channel.bit(), ..private };
    assert!(of_worker(&failed(Channel::Office), &[0], &community).is_nan(), "the office has failed");
    assert!(!of_worker(&failed(Channel::Platform), &[0], &community).is_nan());
}

#[test]
fn who_is_visited_while_waiting_decides_at_once_and_can_hand_her_need_to_the_worker() {
    let (off, private) = (Params { reconsider: 0.0, ..Params::default() }, need(Category::Care));
    let certain = Params { worker_cost: -100.0, ..off.clone() };
    let mut community = community(1000);
    let (decisions, _) = visited_round(&certain, &[3, 3, 700], Stage::Waiting, &private, &mut community);
    assert_eq!(decisions.iter().map(|decision| decision.resident).collect::<Vec<_>>(), [3, 700], "and nobody else");
    for decision in &decisions {
        assert!(decision.by_worker && decision.worker > 99.0);
        assert_eq!((decision.choice, decision.asked()), (Some(Channel::Office), Some(Channel::Office)));
        let index = decision.resident as usize;
        let (stage, need) = (community.needs.stage(index), community.needs.of(index));
        assert_eq!((stage, need.channel, need.filed), (Stage::Filed, Channel::Office, ROUND));
    }
    // Whose office has failed decides too, but has no worker to turn to.
    let failed = Need { failed: Channel::Office.bit(), ..private };
    let (decisions, _) = visited_round(&certain, &[3], Stage::Waiting, &failed, &mut community);
    assert!(decisions.len() == 1 && decisions[0].worker.is_nan() && !decisions[0].by_worker);
    for stage in [Stage::None, Stage::Filed] {
        assert!(visited_round(&certain, &[3], stage, &private, &mut community).0.is_empty(), "nothing to decide");
    }
    let (decisions, _) = round(&off, Stage::Deciding, &private, &mut community);
    assert!(decisions.iter().all(|decision| decision.worker.is_nan() && !decision.by_worker), "no workers");
}
