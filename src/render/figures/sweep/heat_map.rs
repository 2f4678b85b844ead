//! `heat_map`: every outcome over the two factors that vary.

use super::{Levels, SweepOutcome, SweepTable, in_a_line, replicates, sheet};
use crate::render::figures::Caption;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Bar, Heat, Panel, Ruler, Sheet, Tile};
use crate::stats;

/// Tiles along a factor with many values, at most.
const MOST_BINS: usize = 12;
/// Along a factor with more tiles no values are written into them.
const MOST_WRITTEN: usize = 12;

/// Prepares the figure.
pub fn prepare(table: &SweepTable, across: &Levels, up: &Levels, caption: &Caption) -> Sheet {
    let panels: Vec<Panel> = table.outcomes.iter().map(|outcome| panel(outcome, across, up)).collect();
    let binned = !across.are_discrete() || !up.are_discrete();
    let bins = if binned {
        " Factors with many values are cut into parts, called by their middle; tiles: mean of their points; grey: no point."
    } else {
        ""
    };
    let in_row = panels.len().min(2);
    sheet(
        "heat_map",
        caption,
        format!("{}{bins}", replicates(table)),
        (in_row, if in_row == 1 { 1100 } else { 800 }),
        panels,
    )
}

fn panel(outcome: &SweepOutcome, across: &Levels, up: &Levels) -> Panel {
    let (columns, rows) = (parts(across), parts(up));
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); columns.labels.len() * rows.labels.len()];
    for (point, cell) in outcome.cells.iter().enumerate() {
        values[rows.of[point] * columns.labels.len() + columns.of[point]].push(cell.mean);
    }
    let tile = |(number, values): (usize, &Vec<f64>)| Tile {
        across: edges(number % columns.labels.len(), columns.labels.len()),
        up: edges(number / columns.labels.len(), rows.labels.len()),
        value: stats::mean(values).unwrap_or(f64::NAN),
    };
    let tiles: Vec<Tile> = values.iter().enumerate().map(tile).collect();
    Panel::Heat(Heat {
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        bar: Bar { label: String::new(), axis: scale::near(&outcome.unit, tiles.iter().map(|tile| tile.value)) },
        tiles,
        written: columns.labels.len().max(rows.labels.len()) <= MOST_WRITTEN,
        across: (in_a_line(across), Ruler::words(&columns.labels)),
        up: (in_a_line(up), Ruler::words(&rows.labels)),
    })
}

/// The parts of a factor, and which one each point is in.
struct Parts {
    labels: Vec<String>,
    of: Vec<usize>,
}

/// The levels, or bins where there are many: fewer bins for fewer points.
fn parts(factor: &Levels) -> Parts {
    let points = factor.places.len();
    if factor.are_discrete() {
        return Parts { labels: factor.labels(), of: (0..points).map(|point| factor.index(point)).collect() };
    }
    let bins = ((points as f64 / 2.0).sqrt() as usize).clamp(2, MOST_BINS);
    let labels = (0..bins).map(|bin| factor.bin_label(bin, bins)).collect();
    Parts { labels, of: (0..points).map(|point| factor.bin(point, bins)).collect() }
}

fn edges(number: usize, of: usize) -> (f64, f64) {
    (number as f64 / of as f64, (number + 1) as f64 / of as f64)
}
