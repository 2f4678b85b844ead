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

/// The thirds: label, number of the colour, shape. Other colours than those of arms in the same figure would have.
const THIRDS: [(&str, usize, Shape); 3] =
    [("low ses", 1, Shape::Down), ("middle ses", 6, Shape::Diamond), ("high ses", 0, Shape::Up)];

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
            "Mean of {} by third of ses; {} with 95 % intervals of the mean. At the right: high minus low, paired by replicate, with its 95 % interval.",
            window(comparison),
            replicates_text(replicates)
        ),
        height: height(panels.len()).max(400 + panels.len().div_ceil(2) as u32 * (200 + 64 * rows)),
        across: 2,
        panels,
    }
}

fn replicates_text(replicates: usize) -> String {
    if replicates == 1 { "one replicate".to_owned() } else { format!("{replicates} replicates") }
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
        head: if COLUMNS[column].is_share() { "gap in points".to_owned() } else { "gap".to_owned() },
        rows,
    })
}

/// An arm: a marker for each third, and the gap in words.
fn row(comparison: &Comparison, arm: &Arm, column: usize) -> Row {
    let values: Vec<Vec<f64>> =
        (0..3).map(|third| by_replicate(comparison, arm, column, Group::Third(third))).collect();
    let dots = values.iter().zip(THIRDS).map(|(values, (_, style, shape))| Dot {
        value: stats::mean(values).unwrap_or(f64::NAN),
        interval: stats::t_interval(values, 0.95),
        marker: Marker { style, shape, filled: true },
    });
    let gaps: Vec<f64> = values[2].iter().zip(&values[0]).map(|(high, low)| high - low).collect();
    Row { label: arm.name.clone(), bold: false, text: gap_text(column, &gaps), joined: true, dots: dots.collect() }
}

/// The mean over the last rounds of a third, for each replicate.
fn by_replicate(comparison: &Comparison, arm: &Arm, column: usize, group: Group) -> Vec<f64> {
    let reduction = Reduction::MeanOfLast(comparison.window);
    let outcome = Outcome { group, reduction, ..Outcome::mean_of_last(column, comparison.window) };
    arm.runs.iter().map(|run| outcome.of(run)).collect()
}

/// "+0.041 [0.032, 0.050]"; shares in points.
fn gap_text(column: usize, gaps: &[f64]) -> String {
    let Some(mean) = stats::mean(gaps) else { return "no values".to_owned() };
    let share = COLUMNS[column].is_share();
    let (factor, places) = if share { (100.0, 1) } else { (1.0, 3) };
    let notation = Notation { factor, places, unit: "" };
    let interval = stats::t_interval(gaps, 0.95).map(|interval| format!(" {}", notation.interval(interval)));
    format!("{}{}", notation.signed(mean), interval.unwrap_or_default())
}
