//! Everything that is counted or summed in a round, for one third of ses of one district; tallies add up.

use crate::city::CHANNELS;
use crate::pillars::{Levels, PILLARS};

/// What is counted or summed. Items from [`Item::Proactive`] on belong to offices and organisations, not to residents.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    Residents,
    TrustGovernment,
    TrustOrganisations,
    TrustNeighbours,
    TrustGovernmentSquared,
    TrustOrganisationsSquared,
    TrustNeighboursSquared,
    Gain,
    Happiness,
    Security,
    Grievance,
    Efficacy,
    Expectation,
    Duty,
    Legal,
    Habit,
    LivedFairness,
    Adopters,
    Participated,
    OpenNeeds,
    Stock,
    PerceivedOffice,
    PerceivedNeighbours,
    /// Residents before some moved away: those who could take part and join.
    Lived,
    Civic,
    Joined,
    Moved,
    NewNeeds,
    FirstVoiced,
    FirstWait,
    /// The first of as many items as there are channels; so are the requests.
    FirstChoice,
    Requests = Item::FirstChoice as isize + CHANNELS as isize,
    Filed = Item::Requests as isize + CHANNELS as isize,
    Merged,
    Transfers,
    Closed,
    ClosedGovernment,
    ClosedOrganisations,
    ClosedLaw,
    Solved,
    SolvedGovernment,
    SolvedOrganisations,
    SolvedLaw,
    ClosedFalsely,
    Prompt,
    Withdrawn,
    GivenUp,
    Backlog,
    Outcomes,
    Satisfied,
    OutcomesUnsolved,
    SatisfiedUnsolved,
    CourtsFiled,
    CourtsDecided,
    NeedsOfYear,
    NeedsSolvedOfYear,
    NeedsSolved,
    NeedsCoproduced,
    Attendance,
    /// The first of as many items as there are pillars.
    Level,
    Proactive = Item::Level as isize + PILLARS as isize,
    FoundFalse,
    Padding,
    Visits,
    Skill,
    OrganisationSkill,
    Sessions,
    SessionsAttended,
    Congruence,
    SesGap,
    SessionsFelt,
    Fairness,
    CapacityGiven,
    CapacityUsed,
    Load,
    LoadOffices,
    LoadDepartments,
    Districts,
    Officials,
    Diligence,
    Organisations,
    OrganisationCapacity,
    OrganisationReputation,
    Founded,
    ClosedDown,
    Count,
}

const ITEMS: usize = Item::Count as usize;

/// Cells of the sense of gain, for its Gini coefficient; coarse enough to count, fine enough not to matter.
const GAIN_CELLS: usize = 500;

/// Sums and counts of one group of residents.
#[derive(Clone, Debug)]
pub struct Tally {
    values: [f64; ITEMS],
    gain: Vec<u32>,
    /// Rounds from filing to solution of the cases solved.
    durations: Vec<u32>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { values: [0.0; ITEMS], gain: vec![0; GAIN_CELLS], durations: Vec::new() }
    }
}

impl Tally {
    /// The sum of some tallies, in their order.
    pub fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Self {
        tallies.fold(Self::default(), |mut sum, tally| {
            sum.values.iter_mut().zip(&tally.values).for_each(|(sum, value)| *sum += value);
            sum.gain.iter_mut().zip(&tally.gain).for_each(|(sum, count)| *sum += count);
            sum.durations.extend(&tally.durations);
            sum
        })
    }

    /// The same without what belongs to offices and organisations, of which no third of residents has its own.
    pub fn without_bodies(mut self) -> Self {
        self.values[Item::Proactive as usize..].fill(f64::NAN);
        self
    }

    /// One of everything.
    pub fn of_one_each() -> Self {
        let mut gain = vec![0; GAIN_CELLS];
        gain[0] = 1;
        Self { values: [1.0; ITEMS], gain, durations: vec![1] }
    }

    /// An item.
    pub fn get(&self, item: Item) -> f64 {
        self.values[item as usize]
    }

    /// The item `offset` places further on, for items per channel or pillar.
    pub fn get_at(&self, item: Item, offset: usize) -> f64 {
        self.values[item as usize + offset]
    }

    /// The levels of the pillars, each times the residents.
    pub fn levels(&self) -> Levels {
        Levels::from(std::array::from_fn(|pillar| self.get_at(Item::Level, pillar)))
    }

    /// A ratio of items, NaN without anything to divide by.
    pub fn ratio(&self, part: Item, whole: Item) -> f64 {
        ratio(self.get(part), self.get(whole))
    }

    /// The standard deviation between residents of an item with its squares.
    pub fn sd(&self, item: Item, squared: Item) -> f64 {
        let average = self.ratio(item, Item::Residents);
        (self.ratio(squared, Item::Residents) - average * average).max(0.0).sqrt()
    }

    /// The median of rounds to solution, NaN if nothing was solved.
    pub fn median_duration(&self) -> f64 {
        let mut sorted = self.durations.clone();
        sorted.sort_unstable();
        match sorted.len() {
            0 => f64::NAN,
            n if n % 2 == 1 => sorted[n / 2].into(),
            n => (f64::from(sorted[n / 2 - 1]) + f64::from(sorted[n / 2])) / 2.0,
        }
    }

    /// The Gini coefficient of the sense of gain, from its cells.
    pub fn gini(&self) -> f64 {
        let centre = |cell: usize| (cell as f64 + 0.5) / GAIN_CELLS as f64;
        let mut below = 0.0;
        let (mut ranked, mut total) = (0.0, 0.0);
        for (cell, count) in self.gain.iter().enumerate().map(|(cell, &count)| (cell, f64::from(count))) {
            ranked += centre(cell) * (count * below + count * (count + 1.0) / 2.0);
            total += centre(cell) * count;
            below += count;
        }
        // Equals differ by rounding only, which can be either way.
        if below > 0.0 { (2.0 * ranked / (below * total) - (below + 1.0) / below).max(0.0) } else { f64::NAN }
    }

    /// Adds to an item.
    pub(super) fn add(&mut self, item: Item, value: f64) {
        self.values[item as usize] += value;
    }

    /// Adds to the item `offset` places further on.
    pub(super) fn add_at(&mut self, item: Item, offset: usize, value: f64) {
        self.values[item as usize + offset] += value;
    }

    /// Counts a resident with this sense of gain.
    #[inline]
    pub(super) fn count_gain(&mut self, gain: f32) {
        self.gain[((gain * GAIN_CELLS as f32) as i32 as usize).min(GAIN_CELLS - 1)] += 1;
    }

    /// Counts a case solved after so many rounds.
    pub(super) fn count_duration(&mut self, rounds: u32) {
        self.durations.push(rounds);
    }
}

/// A ratio, NaN without anything to divide by.
pub fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gini_coefficient_of_equals_is_zero_and_of_two_halves_is_known() {
        let mut tally = Tally::default();
        tally.gain[250] = 1000;
        assert!(tally.gini().abs() < 1e-9);
        // Half have x, half have 3 x: the coefficient is 1/4.
        let mut tally = Tally::default();
        (tally.gain[62], tally.gain[187]) = (500, 500);
        assert!((tally.gini() - 0.25).abs() < 1e-3, "{}", tally.gini());
    }

    #[test]
    fn the_median_of_durations_is_the_middle_and_missing_without_any() {
        let tally = |durations: &[u32]| Tally { durations: durations.to_vec(), ..Tally::default() };
        assert_eq!(tally(&[5, 1, 2]).median_duration(), 2.0);
        assert_eq!(tally(&[4, 1]).median_duration(), 2.5);
        assert!(tally(&[]).median_duration().is_nan());
    }
}
