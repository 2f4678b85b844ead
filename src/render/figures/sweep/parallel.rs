//! `parallel`: every point as a line across the factors and outcomes, coloured by the first outcome.

use super::{Levels, SweepOutcome, SweepTable, in_two_lines, marks, replicates, sheet};
use crate::render::figures::Caption;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Bar, Line, Panel, Parallel, Rail, Ruler, Sheet};
use crate::stats;

/// So many lines can be followed one by one; of more the lowest and the highest, such a share of all each, are coloured.
const MOST_STRONG: usize = 24;
const TAIL: f64 = 0.1;
/// No more lines are drawn; of more points every so manieth.
const MOST_LINES: usize = 1500;

/// Prepares the figure.
pub fn prepare(table: &SweepTable, factors: &[Levels], caption: &Caption) -> Sheet {
    let points = table.outcomes[0].cells.len();
    let every = points.div_ceil(MOST_LINES);
    let drawn = points.div_ceil(every);
    let which = if every > 1 { format!("{drawn} of {points} points") } else { format!("{points} points") };
    let panel = panel(table, factors, every);
    let title = &table.outcomes[0].title;
    let colours = if points > MOST_STRONG {
        format!("coloured: the tenth with the lowest and the tenth with the highest {title}; grey: those between")
    } else {
        format!("coloured by {title}")
    };
    let note = format!("{} {which}; {colours}.{}", replicates(table), marks(factors));
    sheet("parallel", caption, note, (1, 1000), vec![Panel::Parallel(panel)])
}

fn panel(table: &SweepTable, factors: &[Levels], every: usize) -> Parallel {
    let coloured = &table.outcomes[0];
    let axes: Vec<_> = table.outcomes.iter().map(|outcome| scale::near(&outcome.unit, means(outcome))).collect();
    let (low, high) = middle(coloured);
    let line = |point: usize| {
        let factors = factors.iter().map(|factor| factor.share(point));
        let outcomes = table.outcomes.iter().zip(&axes);
        let outcomes = outcomes.map(|(outcome, axis)| (outcome.cells[point].mean - axis.low) / (axis.high - axis.low));
        let value = coloured.cells[point].mean;
        let strong = value.is_finite() && !(low < value && value < high);
        Line { places: factors.chain(outcomes).collect(), value, strong }
    };
    let mut lines: Vec<Line> = (0..coloured.cells.len()).step_by(every).map(line).collect();
    // Those in the middle and without a value below, those with the highest on top.
    lines.sort_by(|a, b| a.strong.cmp(&b.strong).then(a.value.total_cmp(&b.value)));
    let of_factor = |factor: &Levels| Rail { label: in_two_lines(factor), outcome: false, ruler: factor.ruler() };
    let of_outcome = |(outcome, axis)| Rail { label: name_lines(outcome), outcome: true, ruler: Ruler::of(axis) };
    Parallel {
        title: "Points of the design".to_owned(),
        rails: factors.iter().map(of_factor).chain(table.outcomes.iter().zip(&axes).map(of_outcome)).collect(),
        lines,
        bar: Bar { label: coloured.title.clone(), axis: axes[0].clone(), turned: coloured.less_is_better },
    }
}

/// The values between which lines are pale: all but the lowest and the highest tenth where there are many points.
fn middle(outcome: &SweepOutcome) -> (f64, f64) {
    let values: Vec<f64> = means(outcome).filter(|value| value.is_finite()).collect();
    let quantile = |share| stats::quantile(&values, share).unwrap_or(f64::NAN);
    if values.len() > MOST_STRONG { (quantile(TAIL), quantile(1.0 - TAIL)) } else { (f64::INFINITY, f64::NEG_INFINITY) }
}

fn means(outcome: &SweepOutcome) -> impl Iterator<Item = f64> {
    outcome.cells.iter().map(|cell| cell.mean)
}

/// A name in two lines, broken between words near its middle.
fn name_lines(outcome: &SweepOutcome) -> [String; 2] {
    let words = &outcome.title;
    let middle = words.len() / 2;
    let gap = words.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    gap.map_or_else(|| [String::new(), words.clone()], |at| [words[..at].to_owned(), words[at + 1..].to_owned()])
}
