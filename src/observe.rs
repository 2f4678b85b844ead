//! What is measured in a round: pure functions of the city and the round's events.
//!
//! Everything is counted once, by district and third of ses, in a tally; tallies add up to the groups; a column is a
//! function of a tally.

mod columns;
mod count;
mod divergence;
mod observations;
mod record;
mod tally;
#[cfg(test)]
pub(crate) mod testing;

pub use columns::{COLUMNS, Column, Nature, Subject, column, find_column, primary, words};
pub use count::{Cell, count};
pub use divergence::Divergence;
pub use observations::{Observation, Observations};
pub use record::{Group, RoundRecord, Run};

use crate::city::City;
use crate::events::Events;
use crate::parallel;
use crate::scenario::World;
use tally::Tally;

/// The values of a round: a value per column of [`COLUMNS`] for each group of [`Group::all`], NaN where there is none.
pub fn measure(city: &City, events: &[Events], world: &World, round: i32) -> Vec<f64> {
    let counted = |number: usize| count(&city.districts[number], &events[number], &city.levels, world, round);
    gather(&parallel::map(city.districts.len(), 1, counted))
}

/// Groups that are worth a task of their own.
const GROUPS: usize = 16;

/// The same from the tallies of the districts; groups are put together side by side.
pub fn gather(cells: &[Cell]) -> Vec<f64> {
    let tally = |group: usize| match group.checked_sub(1) {
        None => Tally::sum(cells.iter().flatten()),
        Some(district) if district < cells.len() => Tally::sum(cells[district].iter()),
        Some(place) => Tally::sum(cells.iter().map(|cell| &cell[place - cells.len()])).without_bodies(),
    };
    let values = |group| {
        let tally = tally(group);
        COLUMNS.iter().map(|column| column.of(&tally)).collect::<Vec<f64>>()
    };
    // The city, its districts, three thirds.
    parallel::map(cells.len() + 4, GROUPS, values).concat()
}
