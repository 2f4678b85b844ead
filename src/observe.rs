//! What is measured in a round: pure functions of the city and the round's events.
//!
//! Everything is counted once, by district and third of ses, in a tally; tallies add up to the groups; a column is a
//! function of a tally.

mod columns;
mod divergence;
mod record;
mod tally;

pub use columns::{COLUMNS, Column, column, words};
pub use divergence::Divergence;
pub use record::{Group, RoundRecord, Run};

use rayon::prelude::*;

use crate::city::City;
use crate::events::Events;
use crate::scenario::World;
use tally::Tally;
pub use tally::{Cell, count};

/// The values of a round: a value per column of [`COLUMNS`] for each group of [`Group::all`], NaN where there is none.
pub fn measure(city: &City, events: &[Events], world: &World, round: i32) -> Vec<f64> {
    let lived = city.districts.par_iter().zip(events);
    let cells: Vec<Cell> =
        lived.map(|(district, events)| count(district, events, &city.levels, world, round)).collect();
    gather(&cells)
}

/// The same from the tallies of the districts.
pub fn gather(cells: &[Cell]) -> Vec<f64> {
    let of_district = |cell: &Cell| Tally::sum(cell.iter());
    let of_third = |third: usize| Tally::sum(cells.iter().map(|cell| &cell[third])).without_bodies();
    let city = std::iter::once(Tally::sum(cells.iter().flatten()));
    let groups = city.chain(cells.iter().map(of_district)).chain((0..3).map(of_third));
    groups.flat_map(|tally| COLUMNS.iter().map(|column| column.of(&tally)).collect::<Vec<f64>>()).collect()
}
