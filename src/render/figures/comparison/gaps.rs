//! `gaps`: the primary outcomes by third of ses in each arm, and the gap between high and low.

use super::{arms, height, window};
use crate::observe::{COLUMNS, Group};
use crate::render::figures::canvas::Shape;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Dot, Dots, Entry, Marker, Panel, Row, Sheet};
use crate::render::words::Notation;
use crate::stats;
use crate::study::comparison::{Arm, Comparison};
use crate::study::outcome::{Outcome, Reduction};

/// The thirds: label, number of the colour, shape.
const THIRDS: [(&str, usize, Shape); 3] =
    [("low ses", 2, Shape::Down), ("middle ses", 0, Shape::Diamond), ("high ses", 1, Shape::Up)];

/// Prepares the figure.
pub fn prepare(comparison: &Comparison) -> Sheet {
    let mut columns: Vec<usize> = Vec::new();
    for column in comparison.primary.iter().map(|question| question.column) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let panels: Vec<Panel> = columns.into_iter().map(|column| panel(comparison, column)).collect();
    let replicates = comparison.arms.first().map_or(0, |arm| arm.runs.len());
    let rows = comparison.arms.len() as u32;
    Sheet {
        name: "gaps",
        title: "Gaps by ses".to_owned(),
        description: arms(comparison),
        key: key(),
        note: format!(
            "Mean of {} by third of ses, {}; lines link the same third.{} At the right: high minus low, and how much that differs \
             from {}, paired by replicate.",
            window(comparison),
            replicates_text(replicates),
            intervals(replicates, comparison.reference()),
            comparison.reference()
        ),
        height: height(panels.len()).max(400 + panels.len().div_ceil(2) as u32 * (200 + 64 * rows)),
        across: 2,
        panels,
    }
}

fn replicates_text(replicates: usize) -> String {
    if replicates == 1 { "one replicate".to_owned() } else { format!("{replicates} replicates") }
}

/// What the intervals are; one replicate has none.
fn intervals(replicates: usize, reference: &str) -> String {
    if replicates == 1 {
        return String::new();
    }
    format!(" Intervals (95 %): of the paired difference to {reference}, drawn around the arm.")
}

fn key() -> Vec<Entry> {
    let entry = |(label, style, shape): &(&str, usize, Shape)| Entry {
        label: (*label).to_owned(),
        marker: Marker { style: *style, shape: *shape, filled: true },
    };
    THIRDS.iter().map(entry).collect()
}

fn panel(comparison: &Comparison, column: usize) -> Panel {
    let rows: Vec<Row> = comparison.arms.iter().map(|arm| row(comparison, arm, column)).collect();
    let reach = |dot: &Dot| dot.interval.map_or([dot.value, dot.value], |(low, high)| [low, high]);
    let values = rows.iter().flat_map(|row| row.dots.iter().flat_map(reach));
    let unit = COLUMNS[column].unit;
    let axis = scale::near(unit, values);
    Panel::Dots(Dots {
        title: COLUMNS[column].words(),
        unit: unit.to_owned(),
        label: String::new(),
        axis,
        zero: false,
        linked: true,
        head: if COLUMNS[column].is_share() { "gap in points; change" } else { "gap; change" }.to_owned(),
        rows,
    })
}

/// An arm: a marker for each third with the interval of its paired difference to the reference, and the gap in words.
fn row(comparison: &Comparison, arm: &Arm, column: usize) -> Row {
    let thirds = |arm: &Arm| -> Vec<Vec<f64>> {
        (0..3).map(|third| by_replicate(comparison, arm, column, Group::Third(third))).collect()
    };
    let reference = comparison.arms.first().filter(|reference| reference.name != arm.name).map(thirds);
    let values = thirds(arm);
    let dots = values.iter().zip(THIRDS).enumerate().map(|(third, (values, (_, style, shape)))| {
        let value = stats::mean(values).unwrap_or(f64::NAN);
        let interval = reference.as_ref().and_then(|reference| paired(&reference[third], values));
        Dot {
            value,
            interval: interval.map(|(below, above)| (value - below, value + above)),
            marker: Marker { style, shape, filled: true },
        }
    });
    let gaps = |values: &[Vec<f64>]| minus(&values[2], &values[0]);
    let change = reference.as_ref().map(|reference| minus(&gaps(&values), &gaps(reference)));
    let text = gap_text(column, &gaps(&values), change.as_deref());
    Row { label: arm.name.clone(), bold: reference.is_none(), text, joined: true, dots: dots.collect() }
}

fn minus(values: &[f64], others: &[f64]) -> Vec<f64> {
    values.iter().zip(others).map(|(value, other)| value - other).collect()
}

/// How far the 95 % interval of the paired differences reaches below and above their mean.
fn paired(reference: &[f64], values: &[f64]) -> Option<(f64, f64)> {
    let differences = minus(values, reference);
    let (low, high) = stats::t_interval(&differences, 0.95)?;
    let mean = stats::mean(&differences)?;
    Some((mean - low, high - mean))
}

/// The mean over the last rounds of a third, for each replicate.
fn by_replicate(comparison: &Comparison, arm: &Arm, column: usize, group: Group) -> Vec<f64> {
    let reduction = Reduction::MeanOfLast(comparison.window);
    let outcome = Outcome { group, reduction, ..Outcome::mean_of_last(column, comparison.window) };
    arm.runs.iter().map(|run| outcome.of(run)).collect()
}

/// "+0.041; -0.003 [-0.010, 0.004]": the gap, and its change with the interval; of the reference the gap with its interval.
/// Shares in points.
fn gap_text(column: usize, gaps: &[f64], change: Option<&[f64]>) -> String {
    let Some(mean) = stats::mean(gaps) else { return "no values".to_owned() };
    let share = COLUMNS[column].is_share();
    let (factor, places) = if share { (100.0, 1) } else { (1.0, 3) };
    let notation = Notation { factor, places, unit: "" };
    let interval = |values: &[f64]| {
        stats::t_interval(values, 0.95).map(|interval| format!(" {}", notation.interval(interval))).unwrap_or_default()
    };
    let gap = notation.signed(mean);
    match change.and_then(|change| Some((stats::mean(change)?, change))) {
        Some((mean, change)) => format!("{gap}; {}{}", notation.signed(mean), interval(change)),
        None => format!("{gap}{}", interval(gaps)),
    }
}
