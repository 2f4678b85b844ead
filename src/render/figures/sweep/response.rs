//! `response`: every outcome over the one factor that varies.

use super::{Levels, SweepOutcome, SweepTable, replicates, sheet};
use crate::render::figures::Caption;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Block, Panel, Place, Sheet, Values};

/// Prepares the figure.
pub fn prepare(table: &SweepTable, factor: &Levels, caption: &Caption) -> Sheet {
    let panels: Vec<Panel> = table.outcomes.iter().map(|outcome| panel(outcome, factor)).collect();
    let across = panels.len().min(2);
    let several = table.outcomes.iter().flat_map(|outcome| &outcome.cells).any(|cell| cell.interval.is_some());
    let lines = if several { " Lines: 95 % intervals of the mean." } else { "" };
    let note = format!("{}{lines}", replicates(table));
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
        label: if factor.meaning.is_empty() {
            [String::new(), factor.key.clone()]
        } else {
            [factor.key.clone(), factor.meaning.clone()]
        },
        ruler: factor.ruler(),
        joined: factor.are_numbers(),
        places,
    };
    Panel::Values(Values {
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        axis: scale::near(&outcome.unit, reaches(&outcome.unit, &block.places)),
        level: None,
        blocks: vec![block],
    })
}

/// The values that an axis must reach. An interval may lie partly where no value of the unit can be; that is cut off.
pub fn reaches(unit: &str, places: &[Place]) -> impl Iterator<Item = f64> {
    let bounded = scale::is_bounded(unit) && places.iter().all(|place| !(place.value < 0.0 || place.value > 1.0));
    places.iter().flat_map(move |place| {
        let (low, high) = place.interval.unwrap_or((place.value, place.value));
        if bounded { [low.max(0.0), high.min(1.0), place.value] } else { [low, high, place.value] }
    })
}
