//! `forest`: the differences of all outcomes with their intervals, in percent of the reference's mean so that they share an
//! axis.

use super::{arms, window};
use crate::observe::{COLUMNS, Subject};
use crate::render::figures::scale::{self, Axis};
use crate::render::figures::sheet::{Dot, Dots, Entry, Marker, Panel, Row, Sheet};
use crate::render::words::{Finding, amount, finding};
use crate::stats;
use crate::study::comparison::{Comparison, Difference, Question};

/// The axis reaches to the edges of so large a share of the intervals, and to this many percent at most.
const REACHED: f64 = 0.85;
const MOST: f64 = 100.0;

/// Prepares the figure.
pub fn prepare(comparison: &Comparison) -> Sheet {
    let rows = rows(comparison);
    let several = comparison.contrasts.len() > 1;
    let pitch = if several { 14 + 20 * comparison.contrasts.len() as u32 } else { 38 };
    let axis = axis(&rows);
    let columns = if several { halves(rows) } else { vec![rows] };
    let most = columns.iter().map(Vec::len).max().unwrap_or(0) as u32;
    let panel = |rows: Vec<Row>| {
        Panel::Dots(Dots {
            title: format!("Mean of {}", window(comparison)),
            unit: String::new(),
            label: format!("difference to {}, in % of its mean", comparison.reference()),
            axis: axis.clone(),
            zero: true,
            head: if several { String::new() } else { "difference, 95 % interval".to_owned() },
            rows,
        })
    };
    Sheet {
        name: "forest",
        title: "All outcomes".to_owned(),
        description: arms(comparison),
        key: key(comparison),
        note: note(),
        height: 500 + pitch * most,
        across: columns.len(),
        panels: columns.into_iter().map(panel).collect(),
    }
}

/// The rows in two columns of about one height, the second from a heading on; filled up so that both are as long.
fn halves(mut rows: Vec<Row>) -> Vec<Vec<Row>> {
    let middle = rows.len().div_ceil(2);
    let is_heading = |place: &usize| rows[*place].dots.is_empty();
    let cut = (0..rows.len()).filter(is_heading).min_by_key(|place| place.abs_diff(middle)).unwrap_or(middle);
    let mut second = rows.split_off(cut);
    let longest = rows.len().max(second.len());
    rows.resize_with(longest, Row::default);
    second.resize_with(longest, Row::default);
    vec![rows, second]
}

fn note() -> String {
    "Lines: 95 % intervals. Filled: the interval excludes zero. Hollow: no difference can be told. Arrows: beyond the axis. Left out: outcomes that \
     are the same in all arms, and those whose reference is zero. Intervals are not adjusted for the number of outcomes."
        .to_owned()
}

fn key(comparison: &Comparison) -> Vec<Entry> {
    let arms = comparison.contrasts.iter().filter_map(|contrast| {
        let label = comparison.arms.get(contrast.arm)?.name.clone();
        Some(Entry { label, marker: Marker::of(contrast.arm) })
    });
    arms.collect()
}

/// The primary outcomes, then the others below the heading of their subject.
fn rows(comparison: &Comparison) -> Vec<Row> {
    let mut rows = vec![heading("Primary outcomes")];
    let primary = comparison.primary.iter().filter_map(|&question| row(comparison, question));
    rows.extend(primary.map(|row| Row { bold: true, ..row }));
    for subject in Subject::ALL {
        let questions = (0..COLUMNS.len()).map(Question::of_city).filter(|other| !comparison.primary.contains(other));
        let of_subject = questions.filter(|question| question.about().subject == subject);
        let found: Vec<Row> = of_subject.filter_map(|question| row(comparison, question)).collect();
        if !found.is_empty() {
            rows.push(heading(subject.heading()));
            rows.extend(found);
        }
    }
    rows
}

fn heading(text: &str) -> Row {
    Row { label: text.to_owned(), ..Row::default() }
}

/// The row of an outcome; none if it is the same in all arms.
fn row(comparison: &Comparison, question: Question) -> Option<Row> {
    let differences =
        || comparison.contrasts.iter().filter_map(|contrast| Some((contrast.arm, contrast.answer(question)?)));
    let dots: Vec<Dot> = differences().filter_map(|(arm, difference)| dot(arm, difference)).collect();
    let all_same = differences().all(|(_, difference)| finding(difference) == Finding::Same);
    let text = match differences().next() {
        Some((_, difference)) if comparison.contrasts.len() == 1 => amount(question, difference),
        _ => String::new(),
    };
    (!dots.is_empty() && !all_same).then(|| Row { label: question.words(), text, dots, ..Row::default() })
}

/// A difference in percent of the reference's mean; none where that is zero.
fn dot(arm: usize, difference: &Difference) -> Option<Dot> {
    let unit = 100.0 / difference.reference.abs();
    let value = difference.mean * unit;
    let filled = finding(difference) == Finding::Differs;
    let interval = difference.t.map(|(low, high)| (low * unit, high * unit));
    value.is_finite().then_some(Dot { value, interval, marker: Marker { filled, ..Marker::of(arm) } })
}

/// An axis to both sides of zero that most intervals fit on.
fn axis(rows: &[Row]) -> Axis {
    let reach = |dot: &Dot| dot.interval.map_or(dot.value.abs(), |(low, high)| low.abs().max(high.abs()));
    let reaches = |bold: bool| -> Vec<f64> {
        rows.iter().filter(|row| row.bold || !bold).flat_map(|row| row.dots.iter().map(reach)).collect()
    };
    let primary = reaches(true).into_iter().fold(0.0, f64::max);
    let most = stats::quantile(&reaches(false), REACHED).unwrap_or(1.0).max(primary).clamp(0.01, MOST);
    scale::around_zero([-most, most].into_iter())
}
