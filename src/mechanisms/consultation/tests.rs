use super::*;
use crate::city::testing::{assert_near, assert_share, community, district, need, streams};
use crate::city::{Category, NEVER, Stage};

const ROUND: i32 = 30;

/// Rules of round 30 with all pillars at a level; `act` works by them.
fn by<T>(params: &Params, policy: &Policy, level: f64, act: impl FnOnce(&Rules<'_>) -> T) -> T {
    let (formats, categories, levels, streams) =
        (Formats::default(), Categories::default(), Levels::all(level), streams(15));
    let (formats, categories, levels, streams) = (&formats, &categories, &levels, &streams);
    act(&Rules { params, formats, categories, policy, levels, at: At { streams, round: ROUND } })
}

fn policy(format: Format) -> Policy {
    let mut policy = Policy::default();
    policy.consultation.format = format;
    policy
}

/// A session to which everyone who is asked comes.
fn session(params: &Params, policy: &Policy, level: f64, community: &mut Community) -> Session {
    by(params, policy, level, |rules| {
        let participants = invite(rules, |_| 100.0, community);
        hold(rules, 0, &participants, community)
    })
}

#[test]
fn without_consultation_there_are_no_sessions_and_old_mandates_go_first() {
    let mut district = district(24, 4);
    for (number, community) in district.communities.iter_mut().enumerate() {
        community.forum.last_session = number as i32 / 8;
    }
    let convoked = |level: f64, every: f64| {
        let mut policy = Policy::default();
        policy.consultation.every = every;
        by(&Params::default(), &policy, level, |rules| convoke(rules, 5, &district.communities))
    };
    assert!(convoked(0.0, 12.0).is_empty());
    assert_eq!(convoked(0.5, 12.0).len(), 1, "24 x .5 / 12");
    assert_eq!([convoked(1.0, 12.0).len(), convoked(0.5, 4.0).len(), convoked(1.0, 1.0).len()], [2, 3, 24]);
    let mut first: Vec<usize> = convoked(1.0, 3.0);
    first.sort_unstable();
    assert_eq!(first, (0..8).collect::<Vec<_>>());
    assert!(!convoked(1.0, 6.0).is_sorted(), "ties at random");
}

#[test]
fn seats_invitations_and_costs_follow_the_format() {
    // Of 500 residents: 8, 40, 16, 16 and 150 seats per 1,000, at .25, .1, .375, .75 and .027 work units each.
    let attendance = |format: Format| {
        let mut community = community(500);
        let ranks = community.traits.ses.iter_mut().enumerate();
        ranks.for_each(|(who, ses)| *ses = who as f32 / 500.0);
        community.traits.third = (0..500).map(|who| (who * 3 / 500) as u8).collect();
        community.needs.set(0..3, Stage::Waiting, need(Category::Care));
        let session = session(&Params::default(), &policy(format), 0.5, &mut community);
        assert!(session.participants.iter().all(|&who| community.civic.active[who as usize] == ROUND));
        (session.participants.len(), session.by_third, community.forum.hours_owed)
    };
    assert_eq!(attendance(Format::Talks), (3, [3, 0, 0], 1.0));
    let (number, _, hours) = attendance(Format::Forum);
    assert_eq!((number, hours), (20, 2.0));
    assert_eq!(attendance(Format::Hearing), (8, [3, 3, 2], 3.0));
    assert_eq!(attendance(Format::Minipublic), (8, [3, 3, 2], 6.0));
    assert_eq!(attendance(Format::Survey), (0, [0; 3], 2.025));
}

#[test]
fn the_office_owes_every_seat_that_was_kept_even_an_empty_one() {
    // 40 x .25 seats at .1.
    let mut community = community(250);
    by(&Params::default(), &Policy::default(), 0.5, |rules| hold(rules, 0, &[], &mut community));
    assert_near(community.forum.hours_owed, 1.0);
    session(&Params::default(), &Policy::default(), 0.5, &mut community);
    assert_near(community.forum.hours_owed, 2.0);
}

#[test]
fn whoever_is_drawn_from_a_third_sits_down_in_the_random_order_of_all() {
    // Everyone comes; with seats for all, the forum gives the whole order.
    let mut community = community(300);
    let ranks = community.traits.ses.iter_mut().enumerate();
    ranks.for_each(|(who, ses)| *ses = (who * 7 % 300) as f32 / 300.0);
    let order = |invited: Invited, seats: f64| {
        let design = Design { seats, invited, ..Design::default() };
        by(&Params::default(), &Policy::default(), 0.5, |rules| {
            invitation::invite(rules, &design, |_| 100.0, &community)
        })
    };
    let all = order(Invited::Everyone, 1000.0);
    assert_eq!(all.len(), 300);
    let drawn = order(Invited::Stratified, 100.0);
    let third = |who: u32| (community.traits.ses[who as usize] * 3.0) as usize;
    for stratum in 0..3 {
        let expected: Vec<u32> = all.iter().copied().filter(|&who| third(who) == stratum).take(10).collect();
        let found: Vec<u32> = drawn.iter().copied().filter(|&who| third(who) == stratum).collect();
        assert_eq!(found, expected, "third {stratum}");
    }
    let places = drawn.iter().map(|who| all.iter().position(|other| other == who));
    assert!(places.is_sorted(), "not third by third");
}

#[test]
fn whoever_is_asked_comes_as_often_as_she_is_inclined_and_payment_brings_more() {
    // With seats for all. False positives: once in 26 million each.
    let community = community(20_000);
    let come = |paid: bool| {
        let design = Design { seats: 1000.0, paid, ..Design::default() };
        by(&Params::default(), &Policy::default(), 0.5, |rules| {
            invitation::invite(rules, &design, |_| -1.5, &community).len()
        })
    };
    assert_share(come(false), 20_000, 1.0 / (1.0 + libm::exp(1.5)));
    assert_share(come(true), 20_000, 1.0 / (1.0 + libm::exp(0.5)));
    let none = Design { seats: 0.0, ..Design::default() };
    let nobody = by(&Params::default(), &Policy::default(), 0.5, |rules| {
        invitation::invite(rules, &none, |_| 100.0, &community)
    });
    assert!(nobody.is_empty());
}

#[test]
fn opinions_are_hazards_seen_through_concern() {
    let mut community = community(1);
    let mut hazard = [0.001; 8];
    hazard[0] = 0.003;
    community.traits.concern[0][1] = 1.0;
    let of = |hazard: &PerCategory, community: &Community| {
        by(&Params::default(), &Policy::default(), 0.5, |rules| opinion(rules, 0, hazard, &community.traits))
    };
    let opinion = of(&hazard, &community);
    let total = 3.0 + libm::exp(0.6) + 6.0;
    assert_near(opinion[0], 3.0 / total);
    assert_near(opinion[1], libm::exp(0.6) / total);
    assert_near(opinion.iter().sum::<f32>(), 1.0);
    community.traits.burden[0] = 7.0;
    assert_eq!(of(&hazard, &community), opinion, "burden is no opinion");
    assert_eq!(of(&[0.0; 8], &community), [0.125; 8]);
}

#[test]
fn residents_speak_of_the_needs_of_their_own_grid() {
    // Hazards of one grid are .008 for housing and .001 else: 8 of 15; those of the other are even.
    let mut community = community(1000);
    community.grids[1].hazard[0] = 0.008;
    let all = by(&Params::default(), &Policy::default(), 0.5, |rules| opinions(rules, &community));
    assert_eq!((all.len(), all[499]), (1000, [0.125; 8]));
    assert_near(all[500][0], 8.0 / 15.0);
    assert_near(average(&all)[0], (0.125 + 8.0 / 15.0) / 2.0);
}

#[test]
fn a_session_of_two_is_what_the_equations_say() {
    // One holds housing and one environment to be all that is needed (to e^-18), the two others who stay away hold all
    // eight to be equal. With w = exp(2 x .6 (s - .5)) what is heard of housing is a = 1 / (1 + e^(1.2 x .8)), so the vote
    // is y = .5 x .5 + .5 a for housing and 1 - y for environment, and J = (1 + .4 + y) / 3 and (1 + .4 + 1 - y) / 3.
    // The mean of all is 1.25 / 4 for both and .25 / 4 for the six others: congruence 1 - .5 (1 - .625 + .375) = .625.
    let mut community = community(4);
    (community.traits.concern[0][0], community.traits.concern[1][1]) = (30.0, 30.0);
    (community.traits.ses[0], community.traits.ses[1]) = (0.1, 0.9);
    let session = by(&Params::default(), &Policy::default(), 0.0, |rules| hold(rules, 3, &[1, 0], &mut community));
    let housing = 0.25 + 0.5 / (1.0 + libm::exp(0.96));
    let mandate = community.forum.mandate.as_ref().unwrap();
    assert_near(mandate.weights[0], 8.0 * housing);
    assert_near(mandate.weights[1], 8.0 * (1.0 - housing));
    assert_near(session.congruence, 0.625);
    assert_near(session.fairness, (1.4 + 0.5) / 3.0);
    assert_near(community.trust.government[0], 0.5 + 0.1 * ((1.4 + housing) / 3.0 - 0.5));
    assert_near(community.trust.government[1], 0.5 + 0.1 * ((2.4 - housing) / 3.0 - 0.5));
    assert_eq!((session.community, session.participants), (3, vec![1, 0]));
}

#[test]
fn a_session_of_like_minds_agrees_and_moves_participants_by_the_equations() {
    // J = (1 + .4 + 1) / 3 = .8.
    let mut community = community(100);
    let session = session(&Params::default(), &Policy::default(), 0.0, &mut community);
    assert_near(session.congruence, 1.0);
    assert_near(session.fairness, 0.8);
    assert_near(session.ses_gap, 0.0);
    let mandate = community.forum.mandate.as_ref().unwrap();
    assert_near(mandate.weights.iter().sum::<f32>(), 8.0);
    assert_eq!((mandate.since, mandate.participants.len()), (ROUND, 4));
    let who = session.participants[0] as usize;
    assert_near(community.trust.government[who], 0.5 + 0.1 * 0.3);
    assert_near(community.civic.efficacy[who], 0.5 + 0.15 * 0.3);
    assert_near(community.trust.neighbours[who], 0.525);
    assert_near(community.civic.duty[who], 0.525);
    let others = (0..100).filter(|&other| !session.participants.contains(&other));
    assert!(others.map(|other| other as usize).all(|other| community.trust.government[other] == 0.5), "no publicity");
}

#[test]
fn a_survey_binds_but_nobody_takes_part_judges_or_feels_a_procedure() {
    let mut community = community(100);
    community.traits.concern[0][0] = 1.0;
    let policy = policy(Format::Survey);
    let answering = by(&Params::default(), &policy, 1.0, |rules| invite(rules, |_| 100.0, &community));
    assert_eq!(answering.len(), 15);
    let session = session(&Params::default(), &policy, 1.0, &mut community);
    assert!(session.participants.is_empty() && session.fairness.is_nan());
    assert!(session.congruence > 0.9 && session.ses_gap == 0.0, "though answers were given");
    let mandate = community.forum.mandate.as_mut().unwrap();
    assert!(mandate.participants.is_empty());
    assert_near(mandate.weights.iter().sum::<f32>(), 8.0);
    mandate.since = ROUND - 52;
    by(&Params::default(), &policy, 1.0, |rules| expire(rules, &mut community));
    assert!(community.forum.mandate.is_none());
    let columns = [&community.trust.government, &community.trust.neighbours, &community.civic.efficacy];
    assert!(columns.into_iter().chain([&community.civic.duty]).flatten().all(|&state| state == 0.5));
    assert_eq!(community.civic.active, vec![NEVER; 100]);
}

#[test]
fn publicity_reaches_the_stated_share_of_the_others() {
    // .5 x .6 of 9,600. False positives: once in 26 million.
    let heard = |publicity: f64, level: f64| {
        let mut community = community(10_000);
        let mut policy = Policy::default();
        policy.participation.publicity = publicity;
        let session = session(&Params::default(), &policy, level, &mut community);
        assert_eq!(session.participants.len(), 400);
        let moved = community.trust.government.iter().filter(|&&trust| (trust - 0.515).abs() < 1e-6).count();
        let unmoved = community.trust.government.iter().filter(|&&trust| trust == 0.5).count();
        assert_eq!(moved + unmoved, 9600);
        moved
    };
    assert_share(heard(0.5, 0.6), 9600, 0.3);
    assert!(heard(0.6, 0.6) > heard(0.5, 0.6) && heard(0.5, 0.7) > heard(0.5, 0.6));
    assert_eq!([heard(0.0, 1.0), heard(1.0, 0.0)], [0, 0], "off");
}

#[test]
fn a_mandate_ends_with_its_term_and_is_judged_by_its_bindingness() {
    let judged = |bindingness: f64, since: i32| {
        let mut community = community(4);
        let weights = [1.0; 8];
        community.forum.mandate = Some(Mandate { weights, since, participants: vec![2] });
        let mut policy = Policy::default();
        policy.consultation.bindingness = bindingness;
        by(&Params::default(), &policy, 0.5, |rules| expire(rules, &mut community));
        assert_eq!(community.trust.government[0], 0.5);
        (community.forum.mandate.is_some(), community.trust.government[2], community.civic.efficacy[2])
    };
    assert_eq!(judged(0.25, ROUND - 51), (true, 0.5, 0.5));
    assert_eq!(judged(0.25, ROUND - 52), (false, 0.5, 0.5), "a quarter carried out is worth .5");
    let (_, trust, efficacy) = judged(0.64, ROUND - 60);
    assert_near(trust, 0.56);
    assert_near(efficacy, 0.56);
    assert_near(judged(0.0, ROUND - 60).1, 0.4);
    assert!(judged(1.0, ROUND - 60).1 > trust);
}

#[test]
fn a_new_session_ends_the_old_mandate_unless_nobody_came() {
    let with_mandate = || {
        let mut community = community(50);
        community.forum.mandate = Some(Mandate { weights: [1.0; 8], since: ROUND - 3, participants: vec![49] });
        community
    };
    let mut renewed = with_mandate();
    session(&Params { trust_rate: 0.0, ..Params::default() }, &Policy::default(), 0.0, &mut renewed);
    assert_eq!(renewed.forum.mandate.as_ref().unwrap().since, ROUND);
    assert_near(renewed.trust.government[49], 0.5 + 0.2 * (libm::sqrt(0.5) - 0.5));
    let mut empty = with_mandate();
    let session = by(&Params::default(), &Policy::default(), 0.0, |rules| hold(rules, 0, &[], &mut empty));
    assert!(session.participants.is_empty() && session.congruence.is_nan());
    assert_eq!(empty.forum.mandate.as_ref().unwrap().since, ROUND - 3);
    assert_eq!((empty.forum.last_session, empty.trust.government[49]), (ROUND, 0.5));
}

#[test]
fn with_all_rates_at_zero_a_session_moves_nobody() {
    let off = Params {
        trust_rate: 0.0,
        efficacy_rate: 0.0,
        bond: 0.0,
        habit: 0.0,
        hearsay: 0.0,
        follow_trust: 0.0,
        follow_efficacy: 0.0,
        ..Params::default()
    };
    let mut community = community(200);
    community.forum.mandate = Some(Mandate { weights: [1.0; 8], since: 0, participants: vec![7] });
    session(&off, &Policy::default(), 1.0, &mut community);
    let columns = [&community.trust.government, &community.trust.neighbours, &community.civic.efficacy];
    assert!(columns.into_iter().chain([&community.civic.duty]).flatten().all(|&state| state == 0.5));
}

#[test]
fn states_and_decisions_stay_in_bounds_at_extreme_parameters() {
    let extreme = Params {
        concern: 20.0,
        dominance: 100.0,
        trust_rate: 1.0,
        efficacy_rate: 1.0,
        bond: 1.0,
        habit: 1.0,
        hearsay: 1.0,
        follow_trust: 1.0,
        follow_efficacy: 1.0,
        ..Params::default()
    };
    for &format in Format::ALL {
        let mut community = community(300);
        let stream = streams(3).city(Purpose::Residents);
        for who in 0..300 {
            community.traits.ses[who] = stream.uniform(who as u64);
            community.traits.concern[who] = std::array::from_fn(|g| 4.0 * stream.uniform((who * 8 + g) as u64) - 2.0);
        }
        community.needs.set(0..300, Stage::Waiting, need(Category::Care));
        let session = session(&extreme, &policy(format), 1.0, &mut community);
        assert!((-1e-5..=1.00001).contains(&session.congruence), "{}", session.congruence);
        assert!(format == Format::Survey || (0.0..=1.00001).contains(&session.fairness));
        let columns = [&community.trust.government, &community.trust.neighbours, &community.civic.efficacy];
        assert!(columns.into_iter().flatten().all(|state| (0.0..=1.0).contains(state)), "{format:?}");
        assert!(community.forum.mandate.unwrap().weights.iter().all(|weight| (0.0..=8.001).contains(weight)));
    }
}

#[test]
fn congruence_is_one_minus_half_the_summed_differences() {
    let (mut a, mut b) = ([0.0; 8], [0.0; 8]);
    (a[0], a[1], b[1], b[2]) = (0.6, 0.4, 0.7, 0.3);
    assert_near(agreement(&a, &b), 0.4);
    assert_eq!(agreement(&a, &a), 1.0);
    assert_eq!(Category::ALL.len(), CATEGORIES);
}
