use nalgebra::{DMatrix, DVector};

use super::*;
use crate::city::testing::{assert_near, streams};
use crate::mechanisms::consultation::Formats;
use crate::streams::Purpose;

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

fn plain_mean(opinions: &[PerCategory], g: usize) -> f64 {
    weighted_mean(opinions, &vec![1.0; opinions.len()], g)
}

/// Where a table comes to rest in one category: X = s E + (1 - s) W X solved for X, every row of W being the voices' shares.
fn fixed_point(stubbornness: f64, opinions: &[PerCategory], voice: &[f32], g: usize) -> DVector<f64> {
    let number = opinions.len();
    let total: f64 = voice.iter().map(|&v| f64::from(v)).sum();
    let hears = DMatrix::from_fn(number, number, |_, j| f64::from(voice[j]) / total);
    let own = DVector::from_iterator(number, opinions.iter().map(|opinion| f64::from(opinion[g]) * stubbornness));
    (DMatrix::identity(number, number) - hears * (1.0 - stubbornness)).lu().solve(&own).unwrap()
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
    let (opinions, ses) = group(12);
    let voice = voices(&Params::default(), &Formats::default().forum, &ses);
    for stubbornness in [0.2, 0.5, 0.9] {
        let mut held = opinions.clone();
        (0..300).for_each(|_| step(stubbornness as f32, &opinions, &voice, &mut held));
        for g in 0..CATEGORIES {
            let expected = fixed_point(stubbornness, &opinions, &voice, g);
            let off = held.iter().zip(&expected).map(|(held, expected)| (f64::from(held[g]) - expected).abs());
            let furthest = off.fold(0.0, f64::max);
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
fn the_vote_is_the_plain_mean_of_what_participants_hold_when_their_tables_have_come_to_rest() {
    // 14 participants at tables of 5, 5 and 4, in the order in which they came.
    let (opinions, ses) = group(14);
    let design = Design { table: 5, ..Formats::default().hearing };
    for stubbornness in [0.2, 0.5, 0.9] {
        let params = Params { stubbornness, ..Params::default() };
        let voice = voices(&params, &design, &ses);
        let decision = deliberate(&params, &design, &opinions, &ses);
        for (g, part) in decision.into_iter().enumerate() {
            let at = |table: std::ops::Range<usize>| {
                fixed_point(stubbornness, &opinions[table.clone()], &voice[table], g).sum()
            };
            let vote = (at(0..5) + at(5..10) + at(10..14)) / 14.0;
            assert!((f64::from(part) - vote).abs() < 1e-5, "{part}, not {vote}");
        }
    }
}

#[test]
fn stubbornness_says_how_far_the_vote_stays_with_everyones_own_opinion() {
    // Everyone at a table hears the same, m = sum w E / sum w, and pulling back to one's own opinion leaves m where it
    // is: from the first step on X_i = s E_i + (1 - s) m, and the vote is s mean(E) + (1 - s) m.
    let (opinions, ses) = group(9);
    let design = Formats::default().forum;
    for stubbornness in [0.0, 0.5, 0.9, 1.0] {
        let params = Params { stubbornness, ..Params::default() };
        let decision = deliberate(&params, &design, &opinions, &ses);
        for (g, part) in decision.into_iter().enumerate() {
            let heard = weighted_mean(&opinions, &voices(&params, &design, &ses), g);
            assert_near(part, stubbornness * plain_mean(&opinions, g) + (1.0 - stubbornness) * heard);
        }
        assert_near(decision.iter().sum::<f32>(), 1.0);
    }
}

#[test]
fn where_everyone_has_the_same_say_or_nobody_listens_the_vote_is_the_mean_of_opinions() {
    let (opinions, ses) = group(11);
    let base = Design { facilitation: 0.0, ..Formats::default().forum };
    let fair = |table| (Design { facilitation: 1.0, table, ..base.clone() }, Params::default());
    let cases = [
        fair(0),
        fair(4),
        (Design { table: 1, ..base.clone() }, Params::default()),
        (Design { discussion: false, ..base.clone() }, Params::default()),
        (base.clone(), Params { dominance: 0.0, ..Params::default() }),
        (base, Params { stubbornness: 1.0, ..Params::default() }),
    ];
    for (design, params) in cases {
        let decision = deliberate(&params, &design, &opinions, &ses);
        (0..CATEGORIES).for_each(|g| assert_near(decision[g], plain_mean(&opinions, g)));
    }
}

#[test]
fn who_sits_where_matters_where_voices_differ() {
    // Rich and poor in pairs hear each other; rich with rich and poor with poor hear their like.
    let (mut low, mut high) = ([0.0; CATEGORIES], [0.0; CATEGORIES]);
    (low[0], high[1]) = (1.0, 1.0);
    let design = Design { table: 2, facilitation: 0.0, ..Design::default() };
    let share_of_low =
        |opinions: &[PerCategory], ses: &[f32]| deliberate(&Params::default(), &design, opinions, ses)[0];
    let apart = share_of_low(&[low, low, high, high], &[0.1, 0.1, 0.9, 0.9]);
    assert_near(apart, 0.5);
    let mixed = share_of_low(&[low, high, low, high], &[0.1, 0.9, 0.1, 0.9]);
    assert_near(mixed, 0.25 + 0.5 / (1.0 + libm::exp(1.6)));
}

#[test]
fn facilitation_takes_dominance_off_those_of_high_ses() {
    let (mut low, mut high) = ([0.0; CATEGORIES], [0.0; CATEGORIES]);
    (low[0], high[1]) = (1.0, 1.0);
    let share_of_low = |facilitation: f64, dominance: f64| {
        let design = Design { facilitation, ..Design::default() };
        deliberate(&Params { dominance, ..Params::default() }, &design, &[low, high], &[0.1, 0.9])[0]
    };
    // exp(2 x .5 x .8) times as much is heard of the rich one, and half of the vote follows what is heard.
    assert_near(share_of_low(0.5, 2.0), 0.25 + 0.5 / (1.0 + libm::exp(0.8)));
    assert!(share_of_low(0.9, 2.0) > share_of_low(0.5, 2.0) && share_of_low(0.5, 3.0) < share_of_low(0.5, 2.0));
    assert_near(share_of_low(0.0, 100.0), 0.25);
}
