//! `response`: every outcome over the one factor that varies, or for each of several scenarios; and, where points are held
//! against the first scenario or name, how they differ from it.

use super::{Cell, Levels, SweepOutcome, SweepTable, replicates, sheet};
use crate::render::figures::Caption;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Block, Panel, Place, Ruler, Sheet, Values};

/// Part of a block that is left white at each end, where blocks stand beside each other.
const WHITE: f64 = 0.09;

/// Prepares the figure; `by` is what there is a block for each level of.
pub fn prepare(table: &SweepTable, factor: &Levels, by: Option<&Levels>, caption: &Caption) -> Sheet {
    let held_against = table.outcomes.iter().any(|outcome| outcome.cells.iter().any(|cell| cell.contrast.is_some()));
    let panels = |outcome| {
        let differences = held_against.then(|| differences(outcome, factor, by));
        std::iter::once(means(outcome, factor, by)).chain(differences)
    };
    let panels: Vec<Panel> = table.outcomes.iter().flat_map(panels).collect();
    let across = panels.len().min(2);
    let several = table.outcomes.iter().flat_map(|outcome| &outcome.cells).any(|cell| cell.interval.is_some());
    let lines = if several { " Lines: 95 % intervals of the mean." } else { "" };
    let paired = if held_against { " Differences are paired by replicate." } else { "" };
    let note = format!("{}{lines}{paired}", replicates(table));
    sheet("response", caption, note, (across, if across == 1 { 800 } else { 560 }), panels)
}

fn means(outcome: &SweepOutcome, factor: &Levels, by: Option<&Levels>) -> Panel {
    let blocks = blocks(outcome, factor, by, |cell| (cell.mean, cell.interval));
    let reached = || blocks.iter().flat_map(|block| reaches(&outcome.unit, &block.places));
    Panel::Values(Values {
        title: outcome.title.clone(),
        unit: outcome.unit.clone(),
        axis: scale::near(&outcome.unit, reached()),
        level: None,
        blocks,
    })
}

/// The differences from the first level, around zero; shares in percentage points.
fn differences(outcome: &SweepOutcome, factor: &Levels, by: Option<&Levels>) -> Panel {
    let share = scale::is_share(&outcome.unit);
    let (times, unit) = if share { (100.0, "percentage points") } else { (1.0, outcome.unit.as_str()) };
    let difference = |cell: &Cell| match cell.contrast {
        Some((mean, interval)) => (mean * times, interval.map(|(low, high)| (low * times, high * times))),
        None => (f64::NAN, None),
    };
    let blocks = blocks(outcome, factor, by, difference);
    let ends = |place: &Place| place.interval.unwrap_or((place.value, place.value));
    let reached = blocks.iter().flat_map(|block| &block.places).map(ends).flat_map(|(low, high)| [low, high]);
    let first = by.unwrap_or(factor).labels().into_iter().next().unwrap_or_default();
    Panel::Values(Values {
        title: format!("{}, against {first}", outcome.title),
        unit: unit.to_owned(),
        axis: scale::around_zero(reached),
        level: Some(0.0),
        blocks,
    })
}

/// The values over the factor, a block for each level of `by`; a level of which nothing is known has none.
fn blocks(
    outcome: &SweepOutcome,
    factor: &Levels,
    by: Option<&Levels>,
    value: impl Fn(&Cell) -> (f64, Option<(f64, f64)>),
) -> Vec<Block> {
    let places = |level: Option<usize>| {
        let points = (0..outcome.cells.len()).filter(|&point| by.map(|by| by.index(point)) == level);
        let place = |point: usize| {
            let (value, interval) = value(&outcome.cells[point]);
            Place { at: factor.share(point), value, interval }
        };
        let mut places: Vec<Place> = points.map(place).collect();
        places.sort_by(|a, b| a.at.total_cmp(&b.at));
        places
    };
    let block = |label, places| Block { label, ruler: factor.ruler(), joined: factor.are_numbers(), places };
    let Some(by) = by else { return vec![block(label(factor), places(None))] };
    let names = by.labels().into_iter().enumerate();
    let all = names.map(|(level, name)| inset(block([name, factor.key.clone()], places(Some(level)))));
    all.filter(|block| block.places.iter().any(|place| place.value.is_finite())).collect()
}

/// A block with white at both ends, so that what stands at them does not meet that of its neighbours.
fn inset(block: Block) -> Block {
    let inside = |at: f64| WHITE + (1.0 - 2.0 * WHITE) * at;
    let places = block.places.into_iter().map(|place| Place { at: inside(place.at), ..place }).collect();
    let ticks = block.ruler.ticks.into_iter().map(|(at, text)| (inside(at), text)).collect();
    Block { places, ruler: Ruler { ticks }, ..block }
}

fn label(factor: &Levels) -> [String; 2] {
    match factor.meaning.is_empty() {
        true => [String::new(), factor.key.clone()],
        false => [factor.key.clone(), factor.meaning.clone()],
    }
}

/// The values that an axis must reach. An interval may lie partly where no value of the unit can be; that is cut off.
pub fn reaches(unit: &str, places: &[Place]) -> impl Iterator<Item = f64> {
    let bounded = scale::is_bounded(unit) && places.iter().all(|place| !(place.value < 0.0 || place.value > 1.0));
    places.iter().flat_map(move |place| {
        let (low, high) = place.interval.unwrap_or((place.value, place.value));
        if bounded { [low.max(0.0), high.min(1.0), place.value] } else { [low, high, place.value] }
    })
}
