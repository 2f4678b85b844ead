//! Whole figures of comparisons of tiny cities.

use super::*;
use crate::observe::{COLUMNS, column};
use crate::output::comparisons::{compared, tiny, with_everything};
use crate::render::figures::sheet::Panel;
use crate::render::figures::tests::folder;

fn two() -> Comparison {
    compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.2\n[[reforms]]\nround = 15\nbudget.law = 0.3")], 4)
}

fn forest(comparison: &Comparison) -> super::super::sheet::Dots {
    match forest::prepare(comparison).panels.remove(0) {
        Panel::Dots(dots) => dots,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_figure_of_a_comparison_is_drawn_well_formed_with_the_arms_names() {
    let odd = "an <b>odd</b> & \"long\" name of an arm that does not end";
    let arms = vec![tiny("thin", ""), tiny(odd, "budget.law = 0.2"), tiny("third", "government.pressure = 0.9")];
    let comparison = with_everything(compared(arms, 3));
    let (_kept, place) = folder("comparison");
    let files = plot_comparison(&comparison, &place).unwrap();
    let names: Vec<&str> = files.iter().filter_map(|file| file.strip_suffix(".svg")).collect();
    assert_eq!((names, files.len()), (crate::output::names::COMPARISON_FIGURES.to_vec(), 8));
    for file in files.iter().filter(|file| file.ends_with("svg")) {
        let text = std::fs::read_to_string(place.join(file)).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).map(str::trim).collect();
        assert!(texts.iter().any(|text| text.starts_with("an <b>odd</b> & \"lo")), "{file}");
        assert!(texts.contains(&"third"), "{file}");
    }
}

#[test]
fn curves_have_all_arms_and_differences_all_but_the_reference() {
    let comparison = two();
    let curves = curves::prepare(&comparison);
    assert_eq!(curves.panels.len(), 6);
    assert!(curves.panels.iter().all(|panel| panel.curves.len() == 2 && !panel.differences));
    let differences = differences::prepare(&comparison);
    assert!(differences.panels.iter().all(|panel| panel.curves.len() == 1 && panel.differences));
    let trust = &differences.panels[0].curves[0];
    let series = |arm: usize, replicate: usize| {
        comparison.arms[arm].runs[replicate].series(comparison.primary[0], crate::Group::City).unwrap()
    };
    let expected = (0..4).map(|replicate| series(1, replicate)[20] - series(0, replicate)[20]).sum::<f64>() / 4.0;
    assert!((trust.main[20] - expected).abs() < 1e-12);
    let interval = trust.interval.as_ref().unwrap();
    assert!(interval.low[20] < expected && expected < interval.high[20]);
    assert_eq!(trust.style, 1, "an arm has one colour in all figures");
}

#[test]
fn fork_and_reforms_are_marked_with_the_arms_that_they_are_for() {
    let mut comparison = two();
    assert_eq!(marks::of(&comparison), [(15, "reform: lawful".to_owned())]);
    comparison.fork = Some(9);
    comparison.arms[0].scenario.reforms = comparison.arms[1].scenario.reforms.clone();
    assert_eq!(marks::of(&comparison), [(9, "fork".to_owned()), (15, "reform".to_owned())]);
    assert_eq!(curves::prepare(&comparison).marks.len(), 2);
}

#[test]
fn the_forest_has_primary_outcomes_on_top_and_tells_apart_what_excludes_zero() {
    let mut comparison = two();
    let law = &mut comparison.contrasts[0].outcomes[column("level_law").unwrap()];
    (law.reference, law.mean, law.t) = (0.5, 0.1, Some((0.05, 0.15)));
    let dots = forest(&comparison);
    let labels: Vec<&str> = dots.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels[..3], ["Primary outcomes", "Trust in government", "Participation rate"]);
    assert_eq!(dots.rows.iter().filter(|row| row.bold).count(), 6);
    assert_eq!(labels.iter().filter(|label| **label == "Gain").count(), 1);
    let law = &dots.rows.iter().find(|row| row.label == "Level law").unwrap();
    assert!(law.dots[0].marker.filled && (law.dots[0].value - 20.0).abs() < 1e-9);
    assert_eq!(law.dots[0].interval.map(|(low, high)| (low.round(), high.round())), Some((10.0, 30.0)));
    assert!(law.text.starts_with("+0.100 [0.050, 0.150]"));
    let hollow = dots.rows.iter().flat_map(|row| &row.dots).filter(|dot| !dot.marker.filled);
    assert!(hollow.clone().all(|dot| dot.interval.is_none_or(|(low, high)| low <= 0.0 && high >= 0.0)));
    assert!(hollow.count() > 0 && dots.zero && dots.axis.low < 0.0 && dots.axis.high > 0.0);
}

#[test]
fn outcomes_that_are_the_same_in_all_arms_are_left_out_of_the_forest() {
    let same = compared(vec![tiny("thin", ""), tiny("thin-2", "")], 2);
    assert!(forest(&same).rows.iter().all(|row| row.dots.is_empty()));
    let (_kept, place) = folder("same-arms");
    assert_eq!(plot_comparison(&same, &place).unwrap().len(), 8);
}

#[test]
fn gaps_are_high_minus_low_of_each_arm() {
    let comparison = two();
    let Panel::Dots(dots) = gaps::prepare(&comparison).panels.remove(5) else { panic!("not dots") };
    assert_eq!(dots.title, COLUMNS[comparison.primary[5]].words());
    let row = &dots.rows[1];
    assert_eq!((row.label.as_str(), row.dots.len(), row.joined), ("lawful", 3, true));
    let gap = row.dots[2].value - row.dots[0].value;
    assert!(row.text.starts_with(&format!("{gap:+.3} [")), "{} {gap}", row.text);
}

#[test]
fn a_comparison_without_rounds_is_an_error() {
    let mut comparison = two();
    comparison.arms.iter_mut().for_each(|arm| arm.runs.clear());
    assert!(matches!(plot_comparison(&comparison, Path::new("/nowhere")), Err(Error::Empty(_))));
}
