use super::*;
use crate::city::testing::{assert_near, assert_share, community, need, streams};
use crate::city::{Category, Community};
use crate::streams::Streams;

mod workers;

const ROUND: i32 = 10;

fn rules<'a>(params: &'a Params, technology: &'a Technology, levels: &'a Levels, streams: &'a Streams) -> Rules<'a> {
    let at = At { streams, round: ROUND };
    Rules { params, technology, levels, organisations: [true; CATEGORIES], at }
}

/// What a choice goes by in a community, where grid workers visit these residents.
fn residents_of<'a>(community: &'a Community, visited: &'a [u32]) -> Residents<'a> {
    let Community { traits, trust, civic, grids, .. } = community;
    Residents { traits, trust, civic, grids, visited }
}

/// The first resident of a community, who decides.
fn first<'a>(rules: &'a Rules<'a>, residents: &'a Residents<'a>, recruited: f32) -> Chooser<'a> {
    Chooser { rules, residents, grid: &residents.grids[0], recruited, entity: 0, who: 0 }
}

/// The utilities of the first resident of a community for a need, with all pillars at a level.
fn utilities_of(technology: &Technology, level: f64, need: &Need, community: &Community) -> [f32; CHANNELS] {
    let (params, levels) = (Params::default(), Levels::all(level));
    let streams = streams(6);
    let rules = rules(&params, technology, &levels, &streams);
    first(&rules, &residents_of(community, &[]), 0.0).utilities(need, 0.5)
}

fn utility(channel: Channel, technology: &Technology, level: f64, need: &Need, community: &Community) -> f32 {
    utilities_of(technology, level, need, community)[channel as usize]
}

/// A dispute that office and neighbours have failed: every channel but those two is open.
fn dispute() -> Need {
    let failed = Channel::Office.bit() | Channel::Neighbours.bit();
    Need { kind: Kind::Dispute, failed, ..need(Category::Housing) }
}

/// One round of choice in a community where everyone has the same need and stage.
fn round(params: &Params, stage: Stage, need: &Need, community: &mut Community) -> Voiced {
    visited_round(params, &[], stage, need, community)
}

/// The same while grid workers visit these residents.
fn visited_round(params: &Params, visited: &[u32], stage: Stage, need: &Need, community: &mut Community) -> Voiced {
    community.needs.set(0..community.residents(), stage, *need);
    let (technology, levels) = (Technology::default(), Levels::all(0.0));
    let Community { traits, trust, civic, grids, needs, key, .. } = community;
    let residents = Residents { traits, trust, civic, grids, visited };
    choose(&rules(params, &technology, &levels, &streams(6)), &residents, *key, 0, needs)
}

#[test]
fn who_waits_and_never_reconsiders_and_who_has_filed_decide_nothing() {
    let off = Params { reconsider: 0.0, ..Params::default() };
    for stage in [Stage::None, Stage::Waiting, Stage::Filed] {
        let mut community = community(200);
        let (decisions, helped) = round(&off, stage, &need(Category::Care), &mut community);
        assert!(decisions.is_empty() && helped.is_empty());
        assert!(community.needs.stages().iter().all(|&other| other == stage));
    }
}

#[test]
fn utilities_follow_the_equation() {
    // benefit v q (e + tau) / 2 = 5 x .5 x .5 x .5 = .625 everywhere, less the cost of each channel at level .5.
    let mut community = community(1);
    community.civic.adopter[0] = true;
    let first = utilities_of(&Technology::default(), 0.5, &need(Category::Housing), &community);
    assert_near(first[Channel::Neighbours as usize], 0.625 - 1.2);
    assert_near(first[Channel::Office as usize], 0.625 - 2.0);
    assert_near(first[Channel::Platform as usize], 0.625 - 1.0 - 1.5 * 0.5 * 0.75);
    assert_near(first[Channel::Organisation as usize], 0.625 - 1.8 + 0.6 * 0.5);
    assert!(first[Channel::Petition as usize].is_nan() && first[Channel::Law as usize].is_nan());
    let second = utilities_of(&Technology::default(), 0.5, &dispute(), &community);
    assert!(second[Channel::Neighbours as usize].is_nan() && second[Channel::Office as usize].is_nan());
    assert_near(second[Channel::Petition as usize], 0.625 - 3.0);
    assert_near(second[Channel::Law as usize], 0.625 - 3.5 + 1.5 * 0.5 + 1.0 * 0.5);
}

#[test]
fn each_channel_is_judged_by_trust_in_who_runs_it() {
    let mut community = community(1);
    community.civic.adopter[0] = true;
    let open = Need { failed: Channel::Platform.bit(), kind: Kind::Dispute, ..need(Category::Housing) };
    let before = utilities_of(&Technology::default(), 0.5, &open, &community);
    community.trust.government[0] = 0.9;
    let government = utilities_of(&Technology::default(), 0.5, &open, &community);
    community.trust.neighbours[0] = 0.9;
    community.trust.organisations[0] = 0.9;
    let all = utilities_of(&Technology::default(), 0.5, &open, &community);
    for channel in [Channel::Office, Channel::Petition, Channel::Law] {
        assert!(government[channel as usize] > before[channel as usize]);
        assert_eq!(government[channel as usize], all[channel as usize]);
    }
    for channel in [Channel::Neighbours, Channel::Organisation] {
        assert_eq!(government[channel as usize], before[channel as usize]);
        assert!(all[channel as usize] > government[channel as usize]);
    }
}

#[test]
fn severity_efficacy_success_duty_and_others_voice_raise_utility() {
    let (technology, need) = (Technology::default(), need(Category::Housing));
    let office = |need: &Need, community: &Community| utility(Channel::Office, &technology, 0.5, need, community);
    let base = office(&need, &community(1));
    assert!(office(&Need { severity: 0.6, ..need }, &community(1)) > base);
    let mut changed = community(1);
    changed.civic.efficacy[0] = 0.6;
    assert!(office(&need, &changed) > base);
    let mut changed = community(1);
    changed.grids[0].success[Channel::Office as usize] = 0.6;
    assert!(office(&need, &changed) > base);
    let mut changed = community(1);
    changed.civic.duty[0] = 1.0;
    assert_eq!(office(&need, &changed), base, "duty counts for public needs only");
    assert_near(office(&Need { kind: Kind::Public, ..need }, &changed) - base, 0.5);
    let (params, levels, streams, community) = (Params::default(), Levels::all(0.5), streams(6), community(1));
    let rules = rules(&params, &technology, &levels, &streams);
    let recruited = first(&rules, &residents_of(&community, &[]), 0.25).utilities(&need, 0.5);
    assert_near(recruited[Channel::Office as usize] - base, 0.25);
}

#[test]
fn reluctance_and_habit_enter_the_utilities_of_formal_channels_only() {
    let mut community = community(1);
    community.civic.adopter[0] = true;
    let (technology, everything) = (Technology::default(), Need { failed: Channel::Platform.bit(), ..dispute() });
    let all = |community: &Community| {
        let open = utilities_of(&technology, 0.5, &need(Category::Housing), community);
        let late = utilities_of(&technology, 0.5, &everything, community);
        [open[0], open[1], open[2], open[3], late[4], late[5]]
    };
    let before = all(&community);
    (community.traits.reluctance[0], community.civic.habit[0]) = (0.7, 0.0);
    let reluctant = all(&community);
    (community.traits.reluctance[0], community.civic.habit[0]) = (0.0, -0.4);
    let unused = all(&community);
    assert_eq!((reluctant[0], unused[0]), (before[0], before[0]), "neighbours");
    for channel in 1..CHANNELS {
        assert_near(reluctant[channel] - before[channel], -0.7);
        assert_near(unused[channel] - before[channel], -0.4);
    }
}

#[test]
fn the_levers_of_the_platform_lower_its_cost_and_open_it() {
    let mut adopter = community(1);
    adopter.civic.adopter[0] = true;
    let need = need(Category::Housing);
    let platform = |cost_tech, inclusion, phone, level, community: &Community| {
        utility(Channel::Platform, &Technology { cost_tech, inclusion, phone }, level, &need, community)
    };
    let base = platform(0.2, 0.5, 0.0, 0.5, &adopter);
    assert!(platform(0.4, 0.5, 0.0, 0.5, &adopter) > base && platform(0.2, 0.9, 0.0, 0.5, &adopter) > base);
    assert!(platform(0.2, 0.5, 0.0, 0.9, &adopter) > base, "and so does its level");
    let mut skilled = adopter.clone();
    skilled.traits.digital[0] = 0.9;
    assert!(platform(0.2, 0.5, 0.0, 0.5, &skilled) > base);
    assert_eq!(platform(0.2, 0.1, 0.0, 0.0, &adopter), platform(0.9, 0.9, 0.0, 0.0, &adopter), "nothing at level 0");
    // The draw for the telephone is .5 here.
    assert!(platform(0.2, 0.5, 0.9, 0.5, &community(1)).is_nan(), "no adopter, no telephone");
    assert_near(platform(0.2, 0.5, 1.0, 0.6, &community(1)), 0.625 - 1.0 + 0.2 * 0.6);
}

#[test]
fn collaboration_and_law_lower_the_cost_of_their_channels() {
    let (technology, community) = (Technology::default(), community(1));
    let at = |channel, level| utility(channel, &technology, level, &dispute(), &community);
    for channel in [Channel::Organisation, Channel::Law] {
        assert!(at(channel, 0.9) > at(channel, 0.5) && at(channel, 0.5) > at(channel, 0.0));
    }
    assert_eq!(at(Channel::Petition, 0.9), at(Channel::Petition, 0.0));
    let mut aware = community.clone();
    aware.civic.legal[0] = 0.9;
    assert!(utility(Channel::Law, &technology, 0.5, &dispute(), &aware) > at(Channel::Law, 0.5));
}

#[test]
fn channels_open_and_close_as_stated() {
    let mut community = community(1);
    community.civic.adopter[0] = true;
    let open = |need: &Need| -> Vec<&str> {
        let utilities = utilities_of(&Technology::default(), 0.5, need, &community);
        let open = Channel::ALL.iter().zip(utilities).filter(|(_, utility)| !utility.is_nan());
        open.map(|(channel, _)| channel.name()).collect()
    };
    let private = need(Category::Housing);
    assert_eq!(open(&private), ["neighbours", "office", "platform", "organisation"]);
    assert_eq!(open(&Need { agencies: 2, ..private }), ["neighbours", "office", "platform"]);
    assert_eq!(
        open(&Need { kind: Kind::Dispute, agencies: 2, ..private }),
        ["neighbours", "office", "platform", "law"]
    );
    let after = |channel: Channel| open(&Need { failed: channel.bit(), ..private });
    assert_eq!(after(Channel::Neighbours), ["office", "platform", "organisation"], "mutual help is not voice");
    assert_eq!(after(Channel::Office), ["neighbours", "platform", "organisation", "petition", "law"]);
    assert_eq!(after(Channel::Organisation), ["neighbours", "office", "platform", "law"]);
    let everything = Need { failed: 0b11_1111, ..private };
    assert!(open(&everything).is_empty());
    let (params, technology, levels) = (Params::default(), Technology::default(), Levels::all(0.5));
    let streams = streams(6);
    let full = Rules { organisations: [false; 8], ..rules(&params, &technology, &levels, &streams) };
    let utilities = first(&full, &residents_of(&community, &[]), 0.0).utilities(&private, 0.5);
    assert!(utilities[Channel::Organisation as usize].is_nan(), "no room");
}

#[test]
fn choices_have_the_probabilities_of_the_logit() {
    // A sweep of the uniform draw in 100,000 steps: exact but for the width of a step. With a worker and without.
    let utilities = [0.5, -1.0, f32::NAN, 2.0, f32::NAN, -0.3];
    for (noise, worker) in [(0.5f32, f32::NAN), (1.0, f32::NAN), (3.0, f32::NAN), (0.5, 2.2), (1.0, 0.4), (3.0, -1.0)] {
        let mut counts = [0u32; 8];
        for step in 0..100_000 {
            let (choice, by_worker) = pick(&utilities, worker, noise, (step as f32 + 0.5) / 100_000.0);
            assert!(!by_worker || choice == Some(Channel::Office), "a worker takes it to the office");
            counts[if by_worker { 6 } else { choice.map_or(7, |channel| channel as usize) }] += 1;
        }
        let weight = |u: f32| if u.is_nan() { 0.0 } else { libm::exp(f64::from(u / noise)) };
        let weights = utilities.into_iter().chain([worker, 0.0]).map(weight);
        let total: f64 = weights.clone().sum();
        for (count, weight) in counts.into_iter().zip(weights) {
            assert!((f64::from(count) / 100_000.0 - weight / total).abs() < 3e-5, "{count} of {weight}");
        }
    }
}

#[test]
fn without_noise_the_best_is_chosen_and_nothing_overflows() {
    let none = f32::NAN;
    assert_eq!(pick(&[1.0, 1.2, none, 0.4, -3.0, 0.0], none, 0.01, 0.7), (Some(Channel::Office), false));
    assert_eq!(pick(&[1.0, 1.2, none, 0.4, -3.0, 0.0], 1.5, 0.01, 0.7), (Some(Channel::Office), true));
    assert_eq!(pick(&[-1.0; 6], -2.0, 0.01, 0.7), (None, false));
    assert_eq!(pick(&[500.0, -500.0, 499.0, none, 0.0, 0.0], -600.0, 0.01, 0.999), (Some(Channel::Neighbours), false));
    assert_eq!(pick(&[none; 6], 900.0, 0.01, 0.999), (Some(Channel::Office), true));
    assert_eq!(pick(&[none; 6], none, 1.0, 0.0), (None, false));
}

#[test]
fn waiting_residents_reconsider_as_often_as_stated() {
    // False positives: once in 26 million.
    let (decisions, _) = round(&Params::default(), Stage::Waiting, &need(Category::Care), &mut community(40_000));
    assert_share(decisions.len(), 40_000, 0.03);
    let all = Params { reconsider: 1.0, ..Params::default() };
    assert_eq!(round(&all, Stage::Waiting, &need(Category::Care), &mut community(100)).0.len(), 100);
}

#[test]
fn decisions_say_where_residents_stand() {
    let mut community = community(2000);
    let need = Need { since: ROUND, ..need(Category::Care) };
    let (decisions, _) = round(&Params::default(), Stage::Deciding, &need, &mut community);
    assert_eq!(decisions.len(), 2000);
    for decision in decisions {
        let index = decision.resident as usize;
        let (stage, need) = (community.needs.stage(index), community.needs.of(index));
        assert_eq!((decision.need.channel, decision.need.filed), (need.channel, need.filed), "as noted");
        assert!(decision.first);
        match decision.choice {
            None => assert_eq!(stage, Stage::Waiting),
            Some(channel) => assert_eq!((stage, need.channel, need.filed), (Stage::Filed, channel, ROUND)),
        }
    }
}

/// How many of 20,000 residents who ask their neighbours are helped.
fn helped(params: &Params, need: &Need, activity: f32, duty: f32) -> usize {
    let mut community = community(20_000);
    community.civic.activity.fill(activity);
    community.civic.duty.fill(duty);
    let surely = Params { neighbours_cost: -100.0, ..params.clone() };
    let (_, outcomes) = round(&surely, Stage::Deciding, need, &mut community);
    assert_eq!(outcomes.len(), 20_000);
    assert!(outcomes.iter().all(|outcome| outcome.body == Body::Neighbours));
    outcomes.iter().filter(|outcome| outcome.solved).count()
}

#[test]
fn neighbours_help_as_often_as_the_equation_says() {
    // .5 (1 + .4) (1 - .5) 2 x .6 = .42, and .3 times that for public needs. False positives: once in 26 million each.
    let (params, private) = (Params::default(), need(Category::Care));
    assert_share(helped(&params, &private, 0.008, 0.6), 20_000, 0.42);
    assert_share(helped(&params, &Need { kind: Kind::Public, ..private }, 0.008, 0.6), 20_000, 0.126);
}

#[test]
fn neighbours_of_a_grid_help_by_its_own_activity_and_duty() {
    // In the first half of the grids .5 x 2 x .5 x 2 x .8 = .8, in the others .5 x 1 x .5 x 2 x .3 = .15.
    // False positives: once in 26 million each.
    let mut community = community(20_000);
    community.civic.activity[..10_000].fill(1.0);
    community.civic.duty[..10_000].fill(0.8);
    community.civic.duty[10_000..].fill(0.3);
    let surely = Params { neighbours_cost: -100.0, ..Params::default() };
    let (_, outcomes) = round(&surely, Stage::Deciding, &need(Category::Care), &mut community);
    let solved = |of: std::ops::Range<u32>| outcomes.iter().filter(|o| o.solved && of.contains(&o.resident)).count();
    assert_share(solved(0..10_000), 10_000, 0.8);
    assert_share(solved(10_000..20_000), 10_000, 0.15);
}

#[test]
fn perceived_success_and_others_voice_count_in_their_own_grid() {
    // Recruited: .5 x 3/4 and .5 x 0; the benefit of the office 5 x .5 x .8 x .5 and 5 x .5 x .2 x .5.
    let mut community = community(1000);
    for (grid, (voiced, success)) in community.grids.iter_mut().zip([(3, 0.8), (0, 0.2)]) {
        grid.voiced.push_front((4, voiced));
        grid.success[Channel::Office as usize] = success;
    }
    let (decisions, _) = round(&Params::default(), Stage::Deciding, &need(Category::Care), &mut community);
    let office = |resident: usize| decisions[resident].utilities[Channel::Office as usize];
    for (resident, expected) in [(0, 1.0 + 0.375), (499, 1.0 + 0.375), (500, 0.25), (999, 0.25)] {
        assert_near(office(resident), expected - 2.0);
    }
}

#[test]
fn activity_duty_and_lightness_make_neighbours_help_within_bounds() {
    let (params, private) = (Params::default(), need(Category::Care));
    let middle = helped(&params, &private, 0.008, 0.5);
    assert!(helped(&params, &private, 0.012, 0.5) > middle && helped(&params, &private, 0.008, 0.6) > middle);
    assert!(helped(&params, &Need { severity: 0.3, ..private }, 0.008, 0.5) > middle);
    assert_eq!(helped(&params, &private, 0.02, 0.5), helped(&params, &private, 0.9, 0.5), "full activity");
    assert_eq!(helped(&Params { help: 0.0, ..params.clone() }, &private, 1.0, 1.0), 0, "off");
    let trifle = Need { severity: 0.0, ..private };
    assert_eq!(helped(&Params { help: 1.0, ..params }, &trifle, 1.0, 1.0), 20_000);
}

fn decision(resident: u32, need: Need, first: bool, choice: Option<Channel>) -> Decision {
    let (utilities, worker) = ([0.0; CHANNELS], f32::NAN);
    Decision { community: 0, resident, third: 1, need, first, utilities, choice, worker, by_worker: false }
}

#[test]
fn each_grid_remembers_its_own_needs() {
    let mut community = community(1000);
    let (params, technology, levels, streams) =
        (Params::default(), Technology::default(), Levels::all(0.0), streams(6));
    let Community { needs, services, grids, civic, .. } = &mut community;
    let arisen = Need { since: ROUND, ..need(Category::Housing) };
    needs.set(0..1000, Stage::Deciding, arisen);
    let office = Some(Channel::Office);
    let decisions = [(10, office), (499, None), (500, office), (999, office)]
        .map(|(who, choice)| decision(who, arisen, true, choice));
    remember(&rules(&params, &technology, &levels, &streams), &decisions, needs, services, grids, civic);
    assert_eq!((grids[0].voiced[0], grids[1].voiced[0]), ((2, 1), (2, 2)));
    assert_eq!(services.requests[0], 3.0);
}

#[test]
fn what_is_remembered_is_requests_activity_and_the_share_of_recent_needs_voiced() {
    let mut community = community(4);
    let params = Params { window: 3, ..Params::default() };
    let (technology, levels, streams) = (Technology::default(), Levels::all(0.0), streams(6));
    let Community { needs, services, grids, civic, .. } = &mut community;
    needs.set(0..4, Stage::Deciding, need(Category::Housing));
    let mut remember_round = |round: i32, since: [i32; 4], choices: [Option<Channel>; 4]| {
        let decide = |(resident, choice): (usize, Option<Channel>)| {
            needs.of_mut(resident).since = since[resident];
            let need = *needs.of(resident);
            let first = since[resident] == round;
            decision(resident as u32, need, first, choice)
        };
        let decisions: Vec<Decision> = choices.into_iter().enumerate().map(decide).collect();
        let at = At { streams: &streams, round };
        let rules = Rules { at, ..rules(&params, &technology, &levels, &streams) };
        remember(&rules, &decisions, needs, services, grids, civic);
        share_voiced(&grids[0].voiced)
    };
    let (office, help) = (Some(Channel::Office), Some(Channel::Neighbours));
    assert_eq!(remember_round(0, [0; 4], [office, help, None, None]), 0.25);
    assert_eq!(remember_round(1, [0; 4], [office, None, office, None]), 0.5, "voice counts once, where the need arose");
    assert_eq!(remember_round(2, [2, 0, 0, 0], [None; 4]), 2.0 / 5.0);
    assert_eq!(remember_round(3, [2, 0, 0, 0], [None; 4]), 0.0, "the window moves on");
    assert_eq!(services.requests[0], 3.0);
    assert_eq!(civic.active[..3], [1, crate::city::NEVER, 1]);
    assert_eq!(share_voiced(&std::collections::VecDeque::new()), 0.0);
}
