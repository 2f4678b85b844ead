use nalgebra::{DMatrix, DVector};

use super::deliberation::step;
use super::*;
use crate::city::testing::{assert_near, assert_share, community, district, need, streams};
use crate::city::{Category, Stage};

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
        hold(rules, 0, participants, community)
    })
}

/// Participants of different opinions, ses and so voice.
fn group(number: usize) -> (Vec<PerCategory>, Vec<f32>) {
    let stream = streams(19).city(Purpose::Residents);
    let opinion = |who: usize| {
        let raw: PerCategory = std::array::from_fn(|g| stream.uniform((who * 10 + g) as u64));
        raw.map(|part| part / raw.iter().sum::<f32>())
    };
    ((0..number).map(opinion).collect(), (0..number).map(|who| stream.uniform((who * 10 + 9) as u64)).collect())
}

fn voices(params: &Params, design: &Design, ses: &[f32]) -> Vec<f32> {
    ses.iter().map(|s| exp((params.dominance * (1.0 - design.facilitation)) as f32 * (s - 0.5))).collect()
}

fn weighted_mean(opinions: &[PerCategory], voice: &[f32], g: usize) -> f64 {
    let total: f64 = voice.iter().map(|&v| f64::from(v)).sum();
    opinions.iter().zip(voice).map(|(opinion, &v)| f64::from(opinion[g]) * f64::from(v) / total).sum()
}

#[test]
fn without_stubbornness_a_discussion_is_degroots_and_everyone_agrees_on_the_mean_weighted_by_voice() {
    let (opinions, ses) = group(12);
    let (params, formats) = (Params { stubbornness: 0.0, ..Params::default() }, Formats::default());
    let voice = voices(&params, &formats.forum, &ses);
    let mut held = opinions.clone();
    (0..20).for_each(|_| step(0.0, &opinions, &voice, &mut held));
    let decision = deliberate(&params, &formats.forum, &opinions, &ses);
    for g in 0..CATEGORIES {
        let consensus = weighted_mean(&opinions, &voice, g);
        assert!(held.iter().all(|held| (f64::from(held[g]) - consensus).abs() < 1e-6));
        assert!((f64::from(decision[g]) - consensus).abs() < 1e-6);
    }
}

#[test]
fn a_long_discussion_comes_to_the_fixed_point_of_friedkin_and_johnsen() {
    // X = s E + (1 - s) W X, where every row of W is the voices' shares, solved for X.
    let (opinions, ses) = group(12);
    let (params, formats) = (Params::default(), Formats::default());
    let voice = voices(&params, &formats.forum, &ses);
    let total: f64 = voice.iter().map(|&v| f64::from(v)).sum();
    for stubbornness in [0.2, 0.5, 0.9] {
        let mut held = opinions.clone();
        (0..300).for_each(|_| step(stubbornness as f32, &opinions, &voice, &mut held));
        let hears = DMatrix::from_fn(12, 12, |_, j| f64::from(voice[j]) / total);
        let solve = (DMatrix::identity(12, 12) - hears * (1.0 - stubbornness)).lu();
        for g in 0..CATEGORIES {
            let own = DVector::from_iterator(12, opinions.iter().map(|opinion| f64::from(opinion[g]) * stubbornness));
            let expected = solve.solve(&own).unwrap();
            let furthest = (0..12).map(|i| (f64::from(held[i][g]) - expected[i]).abs()).fold(0.0, f64::max);
            assert!(furthest < 1e-5, "{furthest} at {stubbornness}");
        }
    }
}

#[test]
fn one_step_of_discussion_follows_the_equation() {
    let first: PerCategory = std::array::from_fn(|g| if g == 0 { 1.0 } else { 0.0 });
    let second: PerCategory = std::array::from_fn(|g| if g == 1 { 1.0 } else { 0.0 });
    let (opinions, mut held) = ([first, second], [first, second]);
    step(0.5, &opinions, &[3.0, 1.0], &mut held);
    assert_near(held[0][0], 0.5 + 0.5 * 0.75);
    assert_near(held[1][0], 0.5 * 0.75);
    step(1.0, &opinions, &[3.0, 1.0], &mut held);
    assert_eq!(held, opinions, "the wholly stubborn keep their own");
}

#[test]
fn the_decision_is_the_mean_weighted_by_voice_however_long_and_stubborn_the_discussion() {
    // Everyone hears the same mean, and pulling back to one's own opinion leaves it where it is.
    let (opinions, ses) = group(9);
    let design = Formats::default().forum;
    for (steps, stubbornness) in [(0, 0.5), (1, 0.0), (3, 0.5), (50, 0.9)] {
        let params = Params { steps, stubbornness, ..Params::default() };
        let decision = deliberate(&params, &design, &opinions, &ses);
        for (g, part) in decision.into_iter().enumerate() {
            assert_near(part, weighted_mean(&opinions, &voices(&params, &design, &ses), g));
        }
        assert_near(decision.iter().sum::<f32>(), 1.0);
    }
}

#[test]
fn facilitation_takes_dominance_off_those_of_high_ses() {
    let (mut low, mut high) = ([0.0; CATEGORIES], [0.0; CATEGORIES]);
    (low[0], high[1]) = (1.0, 1.0);
    let share_of_low = |facilitation: f64, dominance: f64, discussion: bool| {
        let design = Design { facilitation, discussion, ..Design::default() };
        deliberate(&Params { dominance, ..Params::default() }, &design, &[low, high], &[0.1, 0.9])[0]
    };
    assert_near(share_of_low(1.0, 2.0, true), 0.5);
    assert_near(share_of_low(0.0, 0.0, true), 0.5);
    assert_near(share_of_low(0.0, 2.0, false), 0.5);
    assert_near(share_of_low(0.5, 2.0, true), 1.0 / (1.0 + libm::exp(0.8)));
    assert!(share_of_low(0.9, 2.0, true) > share_of_low(0.5, 2.0, true));
    assert!(share_of_low(0.5, 3.0, true) < share_of_low(0.5, 2.0, true));
    assert!(share_of_low(0.0, 100.0, true) >= 0.0);
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
fn seats_and_invitations_follow_the_format() {
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
    assert_eq!(attendance(Format::Survey).0, 75);
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
    community.services.hazard[0] = 0.003;
    community.traits.concern[0][1] = 1.0;
    let opinion = by(&Params::default(), &Policy::default(), 0.5, |rules| opinion(rules, 0, &community));
    let total = 3.0 + libm::exp(0.6) + 6.0;
    assert_near(opinion[0], 3.0 / total);
    assert_near(opinion[1], libm::exp(0.6) / total);
    assert_near(opinion.iter().sum::<f32>(), 1.0);
    community.services.hazard = [0.0; 8];
    let without = by(&Params::default(), &Policy::default(), 0.5, |rules| super::opinion(rules, 0, &community));
    assert_eq!(without, [0.125; 8]);
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
fn a_survey_binds_but_nobody_feels_a_procedure() {
    let mut community = community(100);
    let session = session(&Params::default(), &policy(Format::Survey), 1.0, &mut community);
    assert!(session.fairness.is_nan() && community.forum.mandate.is_some());
    assert_eq!(community.trust.government, vec![0.5; 100]);
    assert_eq!(community.civic.duty, vec![0.5; 100]);
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
    let session = by(&Params::default(), &Policy::default(), 0.0, |rules| hold(rules, 0, Vec::new(), &mut empty));
    assert!(session.participants.is_empty() && session.congruence.is_nan());
    assert_eq!(empty.forum.mandate.as_ref().unwrap().since, ROUND - 3);
    assert_eq!((empty.forum.last_session, empty.trust.government[49]), (ROUND, 0.5));
}

#[test]
fn with_all_rates_at_zero_a_session_moves_nobody() {
    let off = Params {
        hours: 0.0,
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
    assert_eq!(community.forum.hours_owed, 0.0);
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
