//! `main_effects`: for every outcome, its mean over all points of a level, factor by factor.

use super::levels::BINS;
use super::response::reaches;
use super::{Levels, SweepOutcome, SweepTable, in_two_lines, marks, replicates, sheet};
use crate::render::figures::Caption;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Block, Panel, Place, Ruler, Sheet, Values, middle};
use crate::stats;

/// Factors beside each other in a panel, at most.
const MOST_FACTORS: usize = 9;

/// Prepares the figure.
pub fn prepare(table: &SweepTable, factors: &[Levels], caption: &Caption) -> Sheet {
    let in_panel = factors.len().div_ceil(factors.len().div_ceil(MOST_FACTORS));
    let panels = |outcome| factors.chunks(in_panel).map(move |factors| panel(outcome, factors));
    let panels = table.outcomes.iter().flat_map(panels).collect();
    let binned = factors.iter().any(|factor| !factor.are_discrete());
    let bins = if binned {
        " Factors with many values are cut into parts of about as many points each, called by their median."
    } else {
        ""
    };
    let note = format!(
        "{} Dots: mean over all points of a level; lines: its 95 % interval over these points; dashed: mean of all points.{bins}{}",
        replicates(table),
        marks(factors)
    );
    sheet("main_effects", caption, note, (1, 570), panels)
}

fn panel(outcome: &SweepOutcome, factors: &[Levels]) -> Panel {
    let blocks: Vec<Block> = factors.iter().map(|factor| block(outcome, factor)).collect();
    let means: Vec<f64> = outcome.cells.iter().map(|cell| cell.mean).collect();
    let places = || blocks.iter().flat_map(|block| reaches(&outcome.unit, &block.places));
    Panel::Values(Values {
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        axis: scale::near(&outcome.unit, places()),
        level: stats::mean(&means),
        blocks,
    })
}

/// The mean of all points of each level of a factor, with its interval between these points.
fn block(outcome: &SweepOutcome, factor: &Levels) -> Block {
    let bins = factor.bins(BINS);
    let labels: Vec<String> = bins.iter().map(|bin| bin.label.clone()).collect();
    let places = bins.iter().enumerate().map(|(number, bin)| {
        let means: Vec<f64> = bin.points.iter().map(|&point| outcome.cells[point].mean).collect();
        let value = stats::mean(&means).unwrap_or(f64::NAN);
        Place { at: middle(number, bins.len()), value, interval: stats::t_interval(&means, 0.95) }
    });
    Block {
        label: in_two_lines(factor),
        joined: factor.are_numbers(),
        places: places.collect(),
        ruler: Ruler::words(&labels),
    }
}
