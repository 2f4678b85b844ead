//! `heat_map`: every outcome over the two factors that vary.

use super::{Cell, Levels, SweepOutcome, SweepTable, in_a_line, replicates, sheet};
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
    let turned = table.outcomes.iter().any(|outcome| outcome.less_is_better);
    let turned = if turned { " Bright is better: of some outcomes that is less." } else { "" };
    let halves = table.outcomes.iter().flat_map(|outcome| &outcome.cells).any(|cell| cell.interval.is_some());
    let halves = if halves && !binned { " \u{b1}: half of the 95 % interval of the mean." } else { "" };
    let in_row = panels.len().min(2);
    sheet(
        "heat_map",
        caption,
        format!("{}{halves}{bins}{turned}", replicates(table)),
        (in_row, if in_row == 1 { 1100 } else { 800 }),
        panels,
    )
}

fn panel(outcome: &SweepOutcome, across: &Levels, up: &Levels) -> Panel {
    let (columns, rows) = (parts(across), parts(up));
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); columns.labels.len() * rows.labels.len()];
    for (point, cell) in outcome.cells.iter().enumerate() {
        cells[rows.of[point] * columns.labels.len() + columns.of[point]].push(*cell);
    }
    let tile = |(number, cells): (usize, &Vec<Cell>)| Tile {
        across: edges(number % columns.labels.len(), columns.labels.len()),
        up: edges(number / columns.labels.len(), rows.labels.len()),
        value: stats::mean(&cells.iter().map(|cell| cell.mean).collect::<Vec<_>>()).unwrap_or(f64::NAN),
        half: half(cells),
    };
    let tiles: Vec<Tile> = cells.iter().enumerate().map(tile).collect();
    Panel::Heat(Heat {
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        bar: Bar {
            label: String::new(),
            axis: scale::near(&outcome.unit, shown(&tiles)),
            turned: outcome.less_is_better,
        },
        tiles,
        written: columns.labels.len().max(rows.labels.len()) <= MOST_WRITTEN,
        across: (in_a_line(across), Ruler::words(&columns.labels)),
        up: (in_a_line(up), Ruler::words(&rows.labels)),
    })
}

/// The values that colours stand for: those of the tiles, and so much around them that what chance does has about one colour.
fn shown(tiles: &[Tile]) -> impl Iterator<Item = f64> {
    let values = || tiles.iter().map(|tile| tile.value).filter(|value| value.is_finite());
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let halves: Vec<f64> = tiles.iter().filter_map(|tile| tile.half).collect();
    let lack = (2.0 * stats::quantile(&halves, 0.5).unwrap_or(0.0) - (high - low)).max(0.0) / 2.0;
    [low - lack, high + lack].into_iter()
}

/// Half of the interval of the only point in a tile.
fn half(cells: &[Cell]) -> Option<f64> {
    let [Cell { interval: Some((low, high)), .. }] = cells else { return None };
    Some((high - low) / 2.0)
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
