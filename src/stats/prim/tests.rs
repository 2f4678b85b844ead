use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;

/// Uniform points, and labels by a rule that is wrong with that chance.
fn uniform(n: usize, d: usize, seed: u64, wrong: f64, rule: impl Fn(&[f64]) -> bool) -> (Vec<Vec<f64>>, Vec<bool>) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let points: Vec<Vec<f64>> = (0..n).map(|_| (0..d).map(|_| rng.random()).collect()).collect();
    let interest = points.iter().map(|point| rule(point) != (rng.random::<f64>() < wrong)).collect();
    (points, interest)
}

/// Little work, for tests that are of something else than chance.
fn quick() -> Settings {
    Settings { shuffles: 19, resamples: 2, ..Settings::default() }
}

/// Three of eight variables matter, one label of ten is wrong.
fn planted(seed: u64) -> (Vec<Vec<f64>>, Vec<bool>) {
    uniform(1000, 8, seed, 0.1, |x| x[0] < 0.7 && x[2] > 0.2 && x[5] > 0.25)
}

fn noise(seed: u64) -> (Vec<Vec<f64>>, Vec<bool>) {
    uniform(200, 5, seed, 0.3, |_| false)
}

fn limited(found: &FoundBox) -> Vec<(usize, Option<f64>, Option<f64>)> {
    found.limits.iter().map(|limits| (limits.bounds.variable, limits.bounds.low, limits.bounds.high)).collect()
}

#[test]
fn a_planted_box_is_found_with_its_variables_and_no_others() {
    let (points, interest) = planted(1);
    let found = find(&points, &interest, &Settings { shuffles: 39, ..Settings::default() }).expect("a box");
    let near = |found: Option<f64>, planted: f64| found.is_some_and(|found| (found - planted).abs() < 0.05);
    match limited(&found)[..] {
        [(0, None, high), (2, low, None), (5, least, None)] => {
            assert!(near(high, 0.7) && near(low, 0.2) && near(least, 0.25), "{found:?}");
        }
        _ => panic!("{found:?}"),
    }
    assert!(found.fit.density > 0.8 && found.fit.coverage > 0.8, "{found:?}");
    assert!(found.limits.iter().all(|limits| limits.quasi_p < 1e-6 && limits.reproducibility > 0.9), "{found:?}");
    assert_eq!(found.p, 1.0 / 40.0);
}

#[test]
fn a_rare_box_is_found_among_points_that_are_mostly_of_no_interest() {
    let (points, interest) = uniform(1000, 8, 7, 0.02, |x| x[0] < 0.3 && x[2] > 0.6);
    let found = find(&points, &interest, &quick()).expect("a box");
    let [(0, None, Some(high)), (2, Some(low), None)] = limited(&found)[..] else { panic!("{found:?}") };
    assert!((high - 0.3).abs() < 0.05 && (low - 0.6).abs() < 0.05, "{found:?}");
    assert!(found.fit.density > 0.8 && found.fit.coverage > 0.8, "{found:?}");
}

#[test]
fn boxes_hold_the_points_that_their_fit_tells_of() {
    let (points, interest) = planted(2);
    let (points, interest) = (&points[..400], &interest[..400]);
    let found = find(points, interest, &quick()).expect("a box");
    let held: Vec<bool> = points.iter().map(|point| found.holds(point)).collect();
    let of_interest = held.iter().zip(interest).filter(|(held, of_interest)| **held && **of_interest).count();
    let inside = held.iter().filter(|held| **held).count();
    assert_eq!((inside, of_interest), (found.fit.inside, found.fit.of_interest));
    assert!(!found.holds(&[]));
}

#[test]
fn few_tables_of_noise_have_a_box() {
    let settings = Settings { resamples: 0, ..Settings::default() };
    let found = |seed: &u64| find(&noise(*seed).0, &noise(*seed).1, &settings).is_some();
    // At a level of 0.05 two of forty are expected, and six or more come once in seventy times.
    let times = (0..40).filter(found).count();
    assert!(times <= 5, "{times} of 40");
}

#[test]
fn shuffles_tell_noise_where_the_quasi_p_does_not() {
    let settings = Settings { resamples: 0, ..Settings::default() };
    let few_values = |seed| {
        let (mut points, interest) = uniform(200, 12, seed, 0.4, |_| false);
        points.iter_mut().flatten().for_each(|value| *value = (*value * 3.0).floor());
        (points, interest)
    };
    let searched = |(points, interest): &(Vec<Vec<f64>>, Vec<bool>)| {
        Data::new(points, interest).is_some_and(|data| search(&data.table(), &settings).is_some())
    };
    let tables: Vec<_> = (0..40).map(few_values).filter(searched).collect();
    let found = tables.iter().filter(|(points, interest)| find(points, interest, &settings).is_some()).count();
    assert!(tables.len() > 5 && found <= 5, "{} and {found} of 40", tables.len());
}

#[test]
fn the_way_of_peeling_is_the_one_worked_out_by_hand() {
    let points: Vec<Vec<f64>> = (1..=10).map(|at| vec![f64::from(at)]).collect();
    let interest: Vec<bool> = (1..=10).map(|at| [6, 8, 9, 10].contains(&at)).collect();
    let steps = trajectory(&points, &interest, &Settings { min_points: 2, ..Settings::default() });
    // One by one from below: the 6 goes with the first of two equal losses, and after the 7 nothing is left to peel.
    let counts: Vec<_> = steps.iter().map(|step| (step.fit.inside, step.fit.of_interest)).collect();
    assert_eq!(counts, [(10, 4), (9, 4), (8, 4), (7, 4), (6, 4), (5, 4), (4, 3), (3, 3)]);
    assert_eq!(steps[0].bounds, []);
    let last = &steps[7];
    assert_eq!(last.bounds, [Bounds { variable: 0, low: Some(7.5), high: None }]);
    assert_eq!((last.fit.coverage, last.fit.density, last.fit.mass), (0.75, 1.0, 0.3));
    assert_eq!((steps[5].fit.coverage, steps[5].fit.density, steps[5].fit.mass), (1.0, 0.8, 0.5));
}

#[test]
fn the_box_of_twenty_points_is_the_one_worked_out_by_hand() {
    let points: Vec<Vec<f64>> = (0..20).map(|at| vec![f64::from(at)]).collect();
    let interest: Vec<bool> = (0..20).map(|at| at >= 14).collect();
    let found = find(&points, &interest, &Settings { min_points: 5, ..Settings::default() }).expect("a box");
    assert_eq!(limited(&found), [(0, Some(13.5), None)]);
    assert_eq!(found.fit, Fit { coverage: 1.0, density: 1.0, mass: 0.3, inside: 6, of_interest: 6 });
    // 0.3^6: six of interest, where 6 of 20 are without the limit.
    assert!((found.limits[0].quasi_p - 0.000_729).abs() < 1e-12, "{found:?}");
}

#[test]
fn a_variable_with_few_values_is_limited_between_them() {
    let (mut points, _) = uniform(400, 3, 3, 0.0, |_| false);
    points.iter_mut().for_each(|point| point[1] = (point[1] * 5.0).floor());
    let interest: Vec<bool> = points.iter().map(|point| [1.0, 2.0].contains(&point[1])).collect();
    let found = find(&points, &interest, &Settings::default()).expect("a box");
    assert_eq!(limited(&found), [(1, Some(0.5), Some(2.5))]);
    assert_eq!((found.fit.coverage, found.fit.density, found.limits[0].reproducibility), (1.0, 1.0, 1.0));
}

#[test]
fn where_nothing_is_to_be_told_apart_nothing_is_found() {
    let (points, _) = planted(1);
    let none = |points: &[Vec<f64>], interest: &[bool]| {
        let settings = Settings::default();
        find(points, interest, &settings).is_none() && trajectory(points, interest, &settings).is_empty()
    };
    assert!(none(&points, &vec![true; points.len()]) && none(&points, &vec![false; points.len()]));
    assert!(none(&[], &[]) && none(&points, &[true, false]));
    assert!(none(&[vec![1.0, 2.0], vec![1.0]], &[true, false]));
    assert!(none(&vec![vec![f64::NAN]; 30], &[true; 30]));
    let same = vec![vec![1.0]; 30];
    let interest: Vec<bool> = (0..30).map(|at| at < 15).collect();
    assert_eq!(find(&same, &interest, &Settings::default()), None);
    assert_eq!(find(&vec![Vec::new(); 30], &interest, &Settings::default()), None);
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let (mut points, _) = planted(4);
    points.truncate(300);
    points.iter_mut().for_each(|point| point[7] = (point[7] * 4.0).round());
    points.extend_from_within(..50);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(4);
    let rule = |point: &Vec<f64>| (point[0] < 0.6 && point[7] > 1.0) != rng.random_bool(0.1);
    let mut rows: Vec<(Vec<f64>, bool)> = points.iter().map(rule).zip(&points).map(|(i, p)| (p.clone(), i)).collect();
    let both = |rows: &[(Vec<f64>, bool)]| {
        let (points, interest): (Vec<_>, Vec<_>) = rows.iter().cloned().unzip();
        (find(&points, &interest, &quick()).expect("a box"), trajectory(&points, &interest, &quick()))
    };
    let first = both(&rows);
    rows.shuffle(&mut rng);
    assert_eq!(both(&rows), first);
}

#[test]
fn points_that_lack_a_value_are_left_out() {
    let (mut points, mut interest) = planted(5);
    points.truncate(300);
    interest.truncate(300);
    let found = find(&points, &interest, &quick());
    points.insert(10, vec![0.5, f64::NAN, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    interest.insert(10, true);
    assert!(found.is_some());
    assert_eq!(find(&points, &interest, &quick()), found);
}

#[test]
fn settings_out_of_their_range_do_no_harm() {
    let (points, interest) = noise(1);
    for wrong in [f64::NAN, -1.0, 0.0, 1.0, 7.0] {
        let (peel, paste, min_mass, resample_share) = (wrong, wrong, wrong, wrong);
        let settings = Settings { peel, paste, min_mass, resample_share, ..quick() };
        trajectory(&points, &interest, &settings);
        find(&points, &interest, &settings);
    }
}
