//! `response`: every outcome over the one factor that varies.

use super::{Levels, SweepOutcome, SweepTable, replicates, sheet};
use crate::plots::Caption;
use crate::plots::scale;
use crate::plots::sheet::{Block, Panel, Place, Sheet, Values};

/// Prepares the figure.
pub fn prepare(table: &SweepTable, factor: &Levels, caption: &Caption) -> Sheet {
    let panels: Vec<Panel> = table.outcomes.iter().map(|outcome| panel(outcome, factor)).collect();
    let across = panels.len().min(2);
    let note = format!("{} Lines: 95 % intervals of the mean.", replicates(table));
    sheet("response", caption, note, (across, if across == 1 { 800 } else { 560 }), panels)
}

fn panel(outcome: &SweepOutcome, factor: &Levels) -> Panel {
    let place = |point: usize| {
        let cell = outcome.cells[point];
        Place { at: factor.share(point), value: cell.mean, interval: cell.interval }
    };
    let mut places: Vec<Place> = (0..outcome.cells.len()).map(place).collect();
    places.sort_by(|a, b| a.at.total_cmp(&b.at));
    let block = Block {
        label: [String::new(), factor.key.clone()],
        ruler: factor.ruler(),
        joined: factor.are_numbers(),
        places,
    };
    Panel::Values(Values {
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        axis: scale::near(&outcome.unit, reaches(&block.places)),
        level: None,
        blocks: vec![block],
    })
}

/// The values that an axis must reach.
pub fn reaches(places: &[Place]) -> impl Iterator<Item = f64> {
    places.iter().flat_map(|place| {
        let (low, high) = place.interval.unwrap_or((place.value, place.value));
        [low, high, place.value]
    })
}
