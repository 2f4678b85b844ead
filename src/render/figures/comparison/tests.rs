//! Whole figures of comparisons of tiny cities.

use super::*;
use crate::language::Language;
use crate::observe::column;
use crate::render::figures::figure::Scale;
use crate::render::figures::sheet::{Matrix, MatrixLine, Panel};
use crate::render::figures::tests::drawn;
use crate::study::comparison::testing::{compared, tiny, with_everything};

fn two() -> Comparison {
    compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.2\n[[reforms]]\nround = 15\nbudget.law = 0.3")], 4)
}

fn forest(comparison: &Comparison) -> Matrix {
    match forest::prepare(comparison, Language::En).panels.remove(0) {
        Panel::Matrix(matrix) => matrix,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_figure_of_a_comparison_is_drawn_well_formed_with_the_arms_names() {
    let odd = "an <b>odd</b> & \"long\" name of an arm that does not end";
    let arms = vec![tiny("thin", ""), tiny(odd, "budget.law = 0.2"), tiny("third", "government.pressure = 0.9")];
    let comparison = with_everything(compared(arms, 3));
    let pictures = comparison_pictures(&comparison, Language::En).unwrap();
    drawn("comparison", &pictures);
    let names: Vec<&str> = pictures.iter().map(Picture::name).collect();
    assert_eq!(names, ["differences", "chain", "forest", "gaps", "curves"]);
    for (picture, file) in pictures.iter().zip(names) {
        let text = picture.svg().unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).map(str::trim).collect();
        assert!(texts.iter().any(|text| text.starts_with("an <b>odd</b> & \"lo")), "{file}");
        assert!(texts.contains(&"third"), "{file}");
    }
}

#[test]
fn curves_have_all_arms_and_differences_all_but_the_reference() {
    let comparison = two();
    let curves = curves::prepare(&comparison, Language::En);
    assert_eq!(curves.panels.len(), 6);
    assert!(curves.panels.iter().all(|panel| panel.curves.len() == 2 && panel.scale == Scale::Near));
    let differences = differences::prepare(&comparison, Language::En);
    assert!(differences.panels.iter().all(|panel| panel.curves.len() == 1 && panel.scale == Scale::Differences));
    let trust = &differences.panels[0].curves[0];
    let series =
        |arm: usize, replicate: usize| comparison.primary[0].curve(&comparison.arms[arm].runs[replicate]).unwrap();
    let expected = (0..4).map(|replicate| series(1, replicate)[20] - series(0, replicate)[20]).sum::<f64>() / 4.0;
    assert!((trust.main[20] - expected).abs() < 1e-12);
    let interval = trust.interval.as_ref().unwrap();
    assert!(interval.low[20] < expected && expected < interval.high[20]);
    assert_eq!(trust.style, 1, "an arm has one colour in all figures");
}

#[test]
fn fork_and_reforms_are_marked_by_what_they_change_with_the_arms_that_they_are_for() {
    let mut comparison = two();
    let told = marks::of(&comparison, Language::En).remove(0);
    assert!(told.0 == 15 && told.1.starts_with("reform: budget.") && told.1.ends_with(" (lawful)"), "{told:?}");
    comparison.fork = Some(9);
    comparison.arms[0].scenario = comparison.arms[1].scenario.clone();
    let told = marks::of(&comparison, Language::En);
    assert_eq!((told[0].clone(), told[1].0), ((9, "fork".to_owned()), 15));
    assert!(told[1].1.starts_with("reform: ") && !told[1].1.contains("lawful"));
    assert_eq!(curves::prepare(&comparison, Language::En).marks.len(), 2);
}

#[test]
fn the_forest_has_primary_outcomes_on_top_and_tells_apart_what_excludes_zero() {
    let mut comparison = two();
    let law = &mut comparison.contrasts[0].outcomes[column("level_law").unwrap()];
    (law.reference, law.mean, law.t) = (0.5, 0.1, Some((0.05, 0.15)));
    let matrix = forest(&comparison);
    let labels: Vec<&str> = matrix.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels[..3], ["Primary outcomes", "Trust in government", "Participation rate"]);
    assert_eq!(matrix.rows.iter().filter(|row| row.bold).count(), 6);
    assert_eq!(labels.iter().filter(|label| **label == "Gain").count(), 1);
    let law = matrix.rows.iter().find(|row| row.label == "Level law").unwrap().cells[0].clone().unwrap();
    assert!(law.dot.marker.filled && (law.dot.value - 20.0).abs() < 1e-9);
    assert_eq!(law.dot.interval.map(|(low, high)| (low.round(), high.round())), Some((10.0, 30.0)));
    assert!(law.text.starts_with("+0.100 [0.050, 0.150]"));
    let hollow = matrix.rows.iter().flat_map(|row| row.cells.iter().flatten()).filter(|cell| !cell.dot.marker.filled);
    assert!(hollow.clone().all(|cell| cell.dot.interval.is_none_or(|(low, high)| low <= 0.0 && high >= 0.0)));
    assert!(hollow.count() > 0 && matrix.axis.low < 0.0 && matrix.axis.high > 0.0);
}

#[test]
fn the_forest_keeps_its_numbers_with_several_arms_and_sorts_each_subject_by_size() {
    let arm = |name: &str, law: f64| tiny(name, &format!("budget.law = {law}"));
    let arms = [0.05, 0.1, 0.15, 0.2, 0.25].into_iter().enumerate();
    let comparison = compared(arms.map(|(number, law)| arm(&format!("law-{number}"), law)).collect(), 3);
    let matrix = forest(&comparison);
    assert_eq!(matrix.columns.iter().map(|(_, style)| *style).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let cells = || matrix.rows.iter().flat_map(|row| row.cells.iter().flatten());
    assert!(cells().count() > 100 && cells().all(|cell| !cell.text.is_empty()));
    let cases = matrix.rows.iter().position(|row| row.label == "Cases and offices").unwrap();
    let told = |row: &MatrixLine| {
        let told = row.cells.iter().flatten().filter(|cell| cell.dot.marker.filled);
        told.map(|cell| cell.dot.value.abs()).fold(0.0, f64::max)
    };
    assert!(matrix.rows[cases + 1..].iter().map(told).is_sorted_by(|a, b| a >= b));
}

#[test]
fn a_forest_where_nothing_differs_says_so() {
    let same = compared(vec![tiny("thin", ""), tiny("thin-2", "")], 2);
    let sheet = forest::prepare(&same, Language::En);
    let [Panel::Words(text)] = &sheet.panels[..] else { panic!("{sheet:?}") };
    assert!(text.starts_with("Nothing differs") && sheet.height < 600);
    let pictures = comparison_pictures(&same, Language::En).unwrap();
    assert_eq!(pictures.len(), 4);
    drawn("same-arms", &pictures);
}

#[test]
fn gaps_are_high_minus_low_of_each_arm() {
    let comparison = two();
    let Panel::Dots(dots) = gaps::prepare(&comparison, Language::En).panels.remove(5) else { panic!("not dots") };
    assert_eq!(dots.title, comparison.primary[5].words(Language::En));
    assert!(dots.rows[0].bold && !dots.rows[1].bold, "the reference looks like one");
    assert!(dots.axis.low >= 0.0 && dots.axis.high <= 1.0, "no level lies beyond");
    assert!(dots.linked && dots.rows[0].dots.iter().all(|dot| dot.interval.is_none()));
    let row = &dots.rows[1];
    assert_eq!((row.label.as_str(), row.dots.len(), row.joined), ("lawful", 3, true));
    let question = Question { whom: Whom::GAP_OF_SES, ..comparison.primary[5] };
    let change = comparison.contrasts[0].answer(question).unwrap();
    let written = crate::render::words::Notation::fitting(question.about(), change.mean.abs(), change.mean, change.t);
    assert_eq!(row.text, format!("\u{394} {} {}", written.signed(change.mean), written.interval(change.t.unwrap())));
    let gap = |row: &crate::render::figures::sheet::Row| row.dots[2].value - row.dots[0].value;
    assert!((gap(row) - gap(&dots.rows[0]) - change.mean).abs() < 1e-12, "the markers show what the words say");
    assert!(row.dots.iter().all(|dot| dot.interval.is_some_and(|(low, high)| low <= dot.value && dot.value <= high)));
}

#[test]
fn a_comparison_without_rounds_is_an_error() {
    let mut comparison = two();
    comparison.arms.iter_mut().for_each(|arm| arm.runs.clear());
    let error = comparison_pictures(&comparison, Language::En).unwrap_err();
    assert_eq!(error.to_string(), "there is nothing to draw: no round has been observed");
}
