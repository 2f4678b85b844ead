//! Grids: the parts of about 500 residents into which a community is divided, and what those who live in one know together.
//!
//! What neighbours hear of each other, and what a solved case does for those around, happens in a grid, so that it does not
//! depend on how large a community is.

use std::collections::VecDeque;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::sound::{Sound, hold};
use super::{CATEGORIES, CHANNELS, PerCategory, Population};

/// Residents of a grid that rates per grid are stated for.
pub const GRID: f32 = 500.0;

/// A part of a community.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Grid {
    first: u32,
    residents: u32,
    /// Local exposure, which residents know and plans do not. Written at the start.
    pub exposure: PerCategory,
    /// Hazard of a need for a resident of middle ses and age and of mean burden, per round. Written by `needs`.
    pub hazard: PerCategory,
    /// Perceived success per channel, 0 to 1. Written by `feedback`.
    pub success: [f32; CHANNELS],
    /// Fairness of government and law as those lived it who had to do with them, 0 to 1. Written by `feedback`.
    pub fairness: f32,
    /// Needs that arose in recent rounds and how many of them have been voiced, newest first. Written by `voice`.
    pub voiced: VecDeque<(u32, u32)>,
    /// Share of residents who joined collective action in the last round. Written by `collective_action`.
    pub joining: f32,
}

impl Grid {
    /// Its residents, by positions in the community.
    pub fn members(&self) -> Range<usize> {
        self.first as usize..(self.first + self.residents) as usize
    }

    /// Number of its residents.
    pub fn residents(&self) -> usize {
        self.residents as usize
    }

    pub(super) fn sound(&self) -> Sound {
        let shares = self.success.iter().chain([&self.fairness, &self.joining]);
        hold(shares.into_iter().all(|share| (0.0..=1.0).contains(share)), || format!("shares of a grid {self:?}"))?;
        let amounts = self.exposure.iter().chain(&self.hazard);
        hold(amounts.into_iter().all(|amount| (0.0..f32::INFINITY).contains(amount)), || format!("hazards {self:?}"))
    }
}

/// How many grids a community of so many residents has.
pub fn number_of_grids(residents: usize, population: &Population) -> usize {
    ((residents as f64 / f64::from(population.grid)).round() as usize).clamp(1, residents.max(1))
}

/// The grids of a community with these exposures, sizes differing by one at most.
pub(super) fn divide(residents: usize, exposures: &[PerCategory], population: &Population) -> Vec<Grid> {
    let number = exposures.len();
    let start = |grid: usize| (grid * residents / number) as u32;
    let grid = |(position, &exposure): (usize, &PerCategory)| Grid {
        first: start(position),
        residents: start(position + 1) - start(position),
        exposure,
        hazard: [0.0; CATEGORIES],
        success: [population.perceived_success as f32; CHANNELS],
        fairness: population.lived_fairness as f32,
        voiced: VecDeque::new(),
        joining: 0.0,
    };
    exposures.iter().enumerate().map(grid).collect()
}

/// The grid of a resident among so many.
pub(super) fn grid_of(resident: usize, residents: usize, grids: usize) -> usize {
    ((resident + 1) * grids - 1) / residents
}

/// Whether the grids are those of so many residents, each of whom lives in one.
pub(super) fn sound(grids: &[Grid], residents: usize) -> Sound {
    let own = |(position, grid): (usize, &Grid)| {
        let start = |grid: usize| grid * residents / grids.len();
        grid.members() == (start(position)..start(position + 1))
    };
    let whole = !grids.is_empty() && grids.len() <= residents && grids.iter().enumerate().all(own);
    hold(whole, || "everyone lives in one grid".to_owned())?;
    grids.iter().try_for_each(Grid::sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_hold_everyone_once_and_are_of_a_size() {
        let population = Population::default();
        for residents in [1, 7, 499, 500, 749, 750, 1000, 2500, 2501, 12_345] {
            let grids =
                divide(residents, &vec![[1.0; CATEGORIES]; number_of_grids(residents, &population)], &population);
            assert_eq!(sound(&grids, residents), Ok(()));
            let sizes = || grids.iter().map(Grid::residents);
            assert_eq!(sizes().sum::<usize>(), residents);
            assert!(sizes().max() <= sizes().min().map(|least| least + 1));
            for (position, grid) in grids.iter().enumerate() {
                assert!(grid.members().all(|who| grid_of(who, residents, grids.len()) == position));
            }
        }
    }

    #[test]
    fn a_community_below_750_is_one_grid() {
        let of = |residents| number_of_grids(residents, &Population::default());
        assert_eq!([of(1), of(749), of(750), of(1000), of(2500)], [1, 1, 2, 2, 5]);
    }
}
