//! Whole figures, from made-up runs: that they are drawn, complete, well-formed and the same each time. With
//! `GRASSROOTS_FIGURES=folder` they are left there to be looked at.

use super::fans::Fans;
use super::*;
use crate::observe::testing::run_of;
use crate::observe::{COLUMNS, Group, Run, column};
use crate::streams::Seeds;

/// A number in [-1, 1] that looks random.
pub(super) fn noise(parts: [u64; 4]) -> f64 {
    let mixed = parts.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |mixed, part| {
        let mixed = (mixed ^ part).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ (mixed >> 29)
    });
    (mixed >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

/// Level before and after a reform, and noise of a week, of the columns that figures show.
fn course(name: &str) -> (f64, f64, f64) {
    match name {
        "trust_government" => (0.46, 0.58, 0.004),
        "trust_organisations" => (0.50, 0.53, 0.004),
        "trust_neighbours" => (0.56, 0.57, 0.003),
        "participation_rate" => (0.21, 0.34, 0.006),
        "voice_rate" => (0.38, 0.52, 0.05),
        "civic_activity" => (0.02, 0.05, 0.008),
        "response_rate" => (0.61, 0.93, 0.08),
        "reported_resolution_rate" => (0.78, 0.93, 0.05),
        "resolution_rate" => (0.55, 0.90, 0.09),
        "satisfaction_rate" => (0.42, 0.84, 0.10),
        "backlog" => (900.0, 350.0, 30.0),
        "requests" => (220.0, 430.0, 40.0),
        "choice_wait" => (0.45, 0.30, 0.03),
        "choice_neighbours" => (0.20, 0.17, 0.02),
        "choice_organisation" => (0.06, 0.08, 0.01),
        "choice_office" => (0.20, 0.25, 0.02),
        "choice_platform" => (0.05, 0.16, 0.01),
        "choice_law" => (0.01, 0.01, 0.004),
        _ => (0.5, 0.55, 0.01),
    }
}

fn plausible(replicate: u32, rounds: u32) -> Run {
    let seeds = Seeds { seed: 1, replicate, city_seed: None };
    let groups = Group::all(2);
    let mut run = Run::new(seeds, groups.clone(), COLUMNS.len());
    for round in 0..rounds {
        let mut values = Vec::new();
        for (place, group) in groups.iter().enumerate() {
            values.extend((0..COLUMNS.len()).map(|column| cell(replicate, round, place, *group, column)));
        }
        let choices = column("choice_wait").unwrap()..=column("choice_law").unwrap();
        let total: f64 = values[choices.clone()].iter().sum();
        values[choices].iter_mut().for_each(|share| *share /= total);
        run.push(&values);
    }
    run
}

fn cell(replicate: u32, round: u32, place: usize, group: Group, column: usize) -> f64 {
    let (before, after, weekly) = course(COLUMNS[column].name);
    let risen = f64::from(round.saturating_sub(104)) / (f64::from(round.saturating_sub(104)) + 25.0);
    let shift = if let Group::Third(third) = group { 0.06 * (f64::from(third) - 1.0) } else { 0.0 };
    let own = noise([replicate.into(), 7, place as u64, column as u64]) * weekly * 1.5;
    let wave = libm::sin(f64::from(round) / 23.0 + column as f64) * weekly * 0.8;
    let luck = noise([replicate.into(), round.into(), place as u64, column as u64]) * weekly;
    (before + (after - before) * risen + shift * before + own + wave + luck)
        .clamp(0.0, if before < 1.0 { 1.0 } else { f64::INFINITY })
}

fn caption() -> Caption {
    let description = "A city of 20 000 residents on a thin start gets a hotline package: more staff, supervision of \
        closures, planning of cases and a phone line; who is told of a false closure can ask again.";
    let marks = vec![(104, "reform: hotline package".to_owned()), (182, "shock: flood in district 2".to_owned())];
    Caption {
        title: "hotline_reform".to_owned(),
        description: description.to_owned(),
        marks,
        spans: vec![(182, 195)],
        ..Caption::default()
    }
}

/// Draws pictures both ways, and checks that they are whole: well-formed text, and an image of the size that it says. They
/// are left in a folder of this name to be looked at if the environment asks for it.
pub(super) fn drawn(name: &str, pictures: &[Picture]) {
    for picture in pictures {
        let (svg, png) = (picture.svg().unwrap(), picture.png().unwrap());
        roxmltree::Document::parse(&svg).unwrap();
        let size = [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()));
        assert_eq!((size.into(), png.len() > 1000), (picture.size(), true), "{}", picture.name());
        if let Some(place) = std::env::var_os("GRASSROOTS_FIGURES") {
            let file = |ending| std::path::Path::new(&place).join(name).join(picture.name()).with_extension(ending);
            std::fs::create_dir_all(std::path::Path::new(&place).join(name)).unwrap();
            std::fs::write(file("svg"), svg).unwrap();
            std::fs::write(file("png"), png).unwrap();
        }
    }
}

fn names(pictures: &[Picture]) -> Vec<&str> {
    pictures.iter().map(Picture::name).collect()
}

fn run_drawn(name: &str, runs: &[Run], caption: &Caption) {
    let pictures = run_pictures(runs, caption).unwrap();
    assert_eq!(names(&pictures), ["overview", "trust", "participation", "grievances", "wellbeing", "channels"]);
    drawn(name, &pictures);
}

#[test]
fn one_replicate_is_drawn_with_a_reform() {
    run_drawn("one", &[plausible(0, 260)], &caption());
}

#[test]
fn many_replicates_are_drawn_with_bands() {
    let runs: Vec<Run> = (0..30).map(|replicate| plausible(replicate, 260)).collect();
    run_drawn("many", &runs, &caption());
}

#[test]
fn short_and_empty_runs_are_drawn() {
    run_drawn("short", &[plausible(0, 6)], &Caption::default());
    run_drawn("single", &[plausible(0, 1), plausible(1, 1)], &caption());
    run_drawn("missing", &[run_of(0, 30, |_, _, _| f64::NAN)], &caption());
    run_drawn("same", &[run_of(0, 30, |_, _, _| 0.0), run_of(1, 30, |_, _, _| 0.0)], &caption());
}

#[test]
fn odd_values_and_gaps_are_drawn() {
    let odd = |round: u32, _: usize, column: usize| match (round + column as u32) % 9 {
        0 => f64::NAN,
        1 => f64::INFINITY,
        2 => -1e300,
        3 => 1e300,
        step => f64::from(step) / 9.0,
    };
    run_drawn("odd", &[run_of(0, 60, odd)], &caption());
    run_drawn("gaps", &[run_of(0, 200, |round, _, _| if round % 50 < 15 { f64::NAN } else { 0.5 })], &caption());
}

#[test]
fn long_names_and_many_marks_are_drawn() {
    let marks = (0..40).map(|mark| (mark * 3, format!("reform number {mark} with a name that does not end"))).collect();
    let long = Caption {
        title: "name ".repeat(200),
        description: "a <tag> & \"quotes\"\u{7} ".repeat(500),
        marks,
        spans: vec![],
        ..Caption::default()
    };
    run_drawn("long", &[plausible(0, 100)], &long);
}

#[test]
fn chosen_columns_and_groups_are_drawn() {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let runs = [plausible(0, 260), plausible(1, 260), plausible(2, 260)];
    let columns = owned(&["happiness", "resolution_rate", "backlog"]);
    let groups = owned(&["city", "district_1", "district_2", "ses_low", "ses_high"]);
    drawn("custom", &[custom_picture(&runs[..], &columns, &groups, &caption()).unwrap()]);
    let every: Vec<String> = COLUMNS.iter().map(|column| column.name.to_owned()).collect();
    drawn("every", &[custom_picture(&runs[..1], &every, &groups[..2], &caption()).unwrap()]);
}

#[test]
fn a_thousand_replicates_are_drawn() {
    let runs: Vec<Run> =
        (0..1000).map(|replicate| run_of(replicate, 12, |round, _, _| f64::from(round * replicate))).collect();
    run_drawn("thousand", &runs, &caption());
}

#[test]
fn letters_that_the_font_lacks_look_different_and_no_other_font_changes_the_others() {
    let titled = |title: &str| {
        let caption = Caption { title: title.to_owned(), ..caption() };
        run_pictures(&[plausible(0, 6)][..], &caption).unwrap().remove(1)
    };
    let other = || Letters::new(vec![Face::read("bold", dejavu::sans::bold().to_vec(), 0).unwrap()]);
    let latin = titled("policy \u{e4} \u{2013} 1");
    assert_eq!(latin.png().unwrap(), latin.png_with(&other()).unwrap());
    let (trust, duty) = (titled("\u{4fe1}\u{4efb}"), titled("\u{4e49}\u{52a1}"));
    assert!(trust.png().unwrap() != duty.png().unwrap(), "two names that no font has are told apart");
    assert!(trust.svg().unwrap().contains("\u{4fe1}\u{4efb}"), "an SVG has the letters themselves");
    drawn(
        "odd-letters",
        &[titled("\u{4fe1} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{633}\u{644}\u{627}\u{645} \u{1f680}\u{fe0f}")],
    );
}

#[test]
fn a_run_without_rounds_is_an_error() {
    let error = |runs: &[Run]| run_pictures(runs, &caption()).unwrap_err().to_string();
    assert_eq!(error(&[run_of(0, 0, |_, _, _| 0.0)]), "there is nothing to draw: no round has been observed");
    assert_eq!(error(&[]), "there is nothing to draw: no round has been observed");
}

#[test]
fn svgs_hold_every_label_and_are_the_same_each_time() {
    let runs = [plausible(0, 120), plausible(1, 120)];
    let figures = run::figures(&Fans::of(&runs[..], &run::cells()).unwrap(), &caption());
    for (figure, again) in figures.into_iter().zip(run_pictures(&runs[..], &caption()).unwrap()) {
        let text = Picture::from(figure.clone()).svg().unwrap();
        assert_eq!(text, again.svg().unwrap());
        let document = roxmltree::Document::parse(&text).unwrap();
        let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).map(str::trim).collect();
        let panels = figure.panels.iter();
        let labels = panels.flat_map(|panel| panel.curves.iter().map(|curve| &curve.label).chain([&panel.title]));
        for label in labels.chain([&figure.title, &figure.note]) {
            assert!(texts.contains(&label.as_str()), "{}: {label} is cut or missing", figure.name);
        }
        assert!(text.contains("hotline package"), "{}", figure.name);
    }
}

#[test]
fn every_column_of_the_figures_is_observed() {
    let runs = [plausible(0, 20)];
    let figures = run::figures(&Fans::of(&runs[..], &run::cells()).unwrap(), &caption());
    let curves = |figure: usize| figures[figure].panels.iter().map(|panel| panel.curves.len()).collect::<Vec<_>>();
    assert_eq!((curves(0), curves(1), curves(2)), (vec![3, 3, 3, 4, 2, 6], vec![3, 3], vec![3, 1]));
    assert_eq!((curves(3), curves(4), curves(5)), (vec![4, 2], vec![3, 3, 3, 3], vec![6]));
}

#[test]
fn the_caption_of_a_scenario_marks_its_reforms_and_shocks() {
    let text = "description = 'odd'\n[[shocks]]\nround = 3\ncategory = 'health'\ndistricts = [1]\nmagnitude = 0.4\n\
                duration = 5\nintensity = 3.0\n[[reforms]]\nround = 2\nbudget.law = 0.3";
    let caption = Caption::of(&Scenario::from_toml("x", text).unwrap(), crate::language::Language::En);
    assert_eq!((caption.title.as_str(), caption.description.as_str()), ("x", "odd"));
    assert_eq!(caption.marks[0].0, 2);
    assert!(caption.marks[0].1.starts_with("reform: budget.services "), "{:?}", caption.marks);
    assert_eq!(caption.marks[1], (3, "shock to health: district 1, 5 weeks".to_owned()));
    assert_eq!(caption.spans, [(3, 8)]);
}
