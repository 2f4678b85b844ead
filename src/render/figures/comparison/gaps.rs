//! `gaps`: the primary outcomes by third of ses in each arm, and the gap between high and low.

use super::{arms, height, window};
use crate::language::Language;
use crate::observe::{COLUMNS, Group};
use crate::render::figures::canvas::Shape;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Dot, Dots, Entry, Marker, Panel, Row, Sheet};
use crate::render::words::Notation;
use crate::study::comparison::{Arm, Comparison, Contrast, Question, Whom};

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
            "Mean of {} by third of ses, {}; lines link the same third.{} At the right: high minus low of {}, and how much that \
             changes in the others (\u{394}), paired by replicate.",
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
    let rows: Vec<Row> = comparison.arms.iter().enumerate().map(|arm| row(comparison, arm, column)).collect();
    let reach = |dot: &Dot| dot.interval.map_or([dot.value, dot.value], |(low, high)| [low, high]);
    let unit = COLUMNS[column].unit;
    // Of few replicates an interval reaches to where no value can be: the axis does not.
    let possible = |end: f64| if scale::is_bounded(unit) { end.clamp(0.0, 1.0) } else { end };
    let values = rows.iter().flat_map(|row| row.dots.iter().flat_map(reach)).map(possible);
    let axis = scale::near(unit, values);
    Panel::Dots(Dots {
        title: COLUMNS[column].title(Language::En),
        unit: unit.to_owned(),
        label: String::new(),
        axis,
        zero: false,
        linked: true,
        head: if COLUMNS[column].is_share() { "gap in points; \u{394} change" } else { "gap; \u{394} change" }
            .to_owned(),
        rows,
    })
}

/// An arm: a marker for each third with the interval of its paired difference to the reference, and the gap in words.
fn row(comparison: &Comparison, (number, arm): (usize, &Arm), column: usize) -> Row {
    let contrast = comparison.contrasts.iter().find(|contrast| contrast.arm == number);
    let dots = THIRDS.iter().zip(0..).map(|(&(_, style, shape), third)| {
        let question = Question { column, whom: Whom::Group(Group::Third(third)) };
        let value = comparison.mean_of(arm, question).mean;
        let answer = contrast.and_then(|contrast| contrast.answer(question));
        // The interval of the difference, moved to the arm.
        let interval = answer.and_then(|answer| Some((answer.t?, answer.mean)));
        let interval = interval.map(|((low, high), mean)| (value + low - mean, value + high - mean));
        Dot { value, interval, marker: Marker { style, shape, filled: true } }
    });
    let text = gap_text(comparison, arm, contrast, column);
    Row { label: arm.name.clone(), bold: contrast.is_none(), text, joined: true, dots: dots.collect() }
}

/// "\u{394} -0.003 [-0.010, 0.004]": the change of the gap with its interval; of the reference "+0.041 [0.032, 0.050]", the gap
/// itself. Shares in points.
fn gap_text(comparison: &Comparison, arm: &Arm, contrast: Option<&Contrast>, column: usize) -> String {
    let question = Question { column, whom: Whom::GAP_OF_SES };
    let (sign, mean, interval) = match contrast.and_then(|contrast| contrast.answer(question)) {
        Some(answer) => ("\u{394} ", answer.mean, answer.t),
        None => {
            let gap = comparison.mean_of(arm, question);
            ("", gap.mean, gap.interval)
        }
    };
    if mean.is_nan() {
        return "no values".to_owned();
    }
    let notation = Notation::fitting(question.about(), mean.abs(), mean, interval);
    let interval = interval.map(|interval| format!(" {}", notation.interval(interval))).unwrap_or_default();
    format!("{sign}{}{interval}", notation.signed(mean))
}
