//! How far a model is from what somebody has observed: each observation beside the replicates in its round, and what that comes to
//! for a column of a group. Values are those of the round itself, also of rates that are elsewhere shown as trailing means.

use super::{Curves, Interval};
use crate::error::Error;
use crate::observe::{Group, Observation, Observations};
use crate::stats;

/// Values that are held at a time.
const HELD: usize = 1 << 20;

/// An observation, and what the replicates have in its round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// What was observed.
    pub observation: Observation,
    /// The mean over replicates; none where none of them has a value.
    pub mean: Option<f64>,
    /// The band between replicates; none of fewer than two.
    pub band: Option<Interval>,
    /// Replicates that have a value.
    pub replicates: usize,
}

/// How far the model is from the observations of a column of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// Position of the column in [`crate::COLUMNS`].
    pub column: usize,
    /// Whom it is about.
    pub group: Group,
    /// Each observation beside the model, by round.
    pub each: Vec<Compared>,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// So many.
    pub part: usize,
    /// Of so many, at least one.
    pub of: usize,
}

impl Part {
    /// Of those that can be told: none where nothing can.
    fn of(each: impl Iterator<Item = bool>) -> Option<Self> {
        let (part, of) = each.fold((0, 0), |(part, of), is| (part + usize::from(is), of + 1));
        (of > 0).then_some(Self { part, of })
    }

    /// The share.
    pub fn share(self) -> f64 {
        self.part as f64 / self.of as f64
    }
}

impl Distance {
    /// Observations in whose rounds the model has a value.
    pub fn compared(&self) -> usize {
        self.each.iter().filter(|compared| compared.mean.is_some()).count()
    }

    /// The root of the mean squared difference between the observed values and the means of the model.
    pub fn rmse(&self) -> Option<f64> {
        let square = |compared: &Compared| {
            let difference = compared.observation.value - compared.mean?;
            Some(difference * difference)
        };
        let squares: Vec<f64> = self.each.iter().filter_map(square).collect();
        stats::mean(&squares).map(f64::sqrt)
    }

    /// The observations that lie within the band between replicates, of those in whose rounds there is one.
    pub fn in_band(&self) -> Option<Part> {
        let lies = |compared: &Compared| Some(within(compared.observation.value, compared.band?));
        Part::of(self.each.iter().filter_map(lies))
    }

    /// The means of the model that lie within the band of an observation, of those observations that have one.
    pub fn in_observed(&self) -> Option<Part> {
        let lies = |compared: &Compared| Some(within(compared.mean?, compared.observation.band?));
        Part::of(self.each.iter().filter_map(lies))
    }

    /// Whether any observation has a band.
    pub fn has_bands(&self) -> bool {
        self.each.iter().any(|compared| compared.observation.band.is_some())
    }

    /// The most replicates that any observation is held beside.
    pub fn replicates(&self) -> usize {
        self.each.iter().map(|compared| compared.replicates).max().unwrap_or(0)
    }
}

fn within(value: f64, (low, high): Interval) -> bool {
    (low..=high).contains(&value)
}

/// The band that is drawn between replicates, from the 5 % to the 95 % quantile of values in order; none without values.
pub fn band_of_sorted(sorted: &[f64]) -> Option<Interval> {
    stats::quantile_of_sorted(sorted, 0.05).zip(stats::quantile_of_sorted(sorted, 0.95))
}

/// The distance of runs, wherever they are kept, from each column of a group that was observed. Some of the values are in memory at
/// a time.
///
/// # Errors
/// If a run cannot be read.
pub fn distances<K: Curves + ?Sized>(runs: &K, observations: &Observations) -> Result<Vec<Distance>, Error> {
    let cells: Vec<&[Observation]> = observations.cells().collect();
    let mut found = Vec::with_capacity(cells.len());
    for some in in_turn(&cells, HELD / runs.replicates().len().max(1)) {
        let values = values(runs, some)?;
        found.extend(some.iter().zip(&values).filter_map(|(cell, values)| distance(cell, values)));
    }
    Ok(found)
}

/// The cells in parts that have at most so many observations, but one cell at least.
fn in_turn<'c, 'o>(cells: &'c [&'o [Observation]], most: usize) -> Vec<&'c [&'o [Observation]]> {
    let (mut parts, mut start, mut held) = (Vec::new(), 0, 0);
    for (at, cell) in cells.iter().enumerate() {
        if at > start && held + cell.len() > most {
            parts.push(&cells[start..at]);
            (start, held) = (at, 0);
        }
        held += cell.len();
    }
    parts.extend((start < cells.len()).then(|| &cells[start..]));
    parts
}

/// The values of the replicates for each observation of each cell. Whoever reads run by run opens each run once.
fn values<K: Curves + ?Sized>(runs: &K, cells: &[&[Observation]]) -> Result<Vec<Vec<Vec<f64>>>, Error> {
    let mut all: Vec<Vec<Vec<f64>>> = cells.iter().map(|cell| vec![Vec::new(); cell.len()]).collect();
    for position in 0..runs.replicates().len() {
        for (cell, all) in cells.iter().zip(&mut all) {
            for (Observation { round, column, group, .. }, values) in cell.iter().zip(all) {
                let round = *round as usize;
                runs.read(position, *group, *column, round..round + 1, values)?;
            }
        }
    }
    Ok(all)
}

fn distance(cell: &[Observation], values: &[Vec<f64>]) -> Option<Distance> {
    let Observation { column, group, .. } = *cell.first()?;
    let each = cell.iter().zip(values).map(|(&observation, values)| compared(observation, values)).collect();
    Some(Distance { column, group, each })
}

fn compared(observation: Observation, values: &[f64]) -> Compared {
    let mut values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let band = band_of_sorted(&values).filter(|_| values.len() > 1);
    Compared { observation, mean: stats::mean(&values), band, replicates: values.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::run_of;
    use crate::observe::{Run, column};

    /// A round, a value, and its band.
    type Value = (u32, f64, Option<(f64, f64)>);

    fn observed(values: &[Value]) -> Observations {
        let column = column("gain").expect("a column");
        let of = |&(round, value, band): &Value| Observation { round, column, group: Group::Third(1), value, band };
        Observations { name: String::new(), each: values.iter().map(of).collect() }
    }

    /// The distance of replicates 0 to n - 1 whose value in each round is the round plus the replicate.
    fn of(replicates: u32, values: &[Value]) -> Distance {
        let value = |replicate: u32| move |round: u32, _, _| f64::from(round + replicate);
        let runs: Vec<Run> = (0..replicates).map(|replicate| run_of(replicate, 9, value(replicate))).collect();
        distances(&runs, &observed(values)).expect("runs in memory").remove(0)
    }

    #[test]
    fn the_distance_is_that_of_the_mean_over_replicates_in_the_rounds_observed() {
        // Means 2 + 2 and 5 + 2: differences 1 and -2, squares 1 and 4.
        let found = of(5, &[(2, 5.0, None), (5, 5.0, None)]);
        assert_eq!(found.rmse(), Some(2.5f64.sqrt()));
        assert_eq!((found.compared(), found.replicates(), found.in_observed()), (2, 5, None));
        let means: Vec<Option<f64>> = found.each.iter().map(|compared| compared.mean).collect();
        assert_eq!(means, [Some(4.0), Some(7.0)]);
    }

    #[test]
    fn shares_within_bands_are_counted_where_there_are_bands() {
        // The 5 % and 95 % quantiles of 0 to 4 are 0.2 and 3.8.
        let found = of(5, &[(0, 0.1, Some((0.0, 1.9))), (1, 1.2, Some((0.0, 3.0))), (2, 5.8, None), (3, 6.9, None)]);
        assert_eq!(found.in_band(), Some(Part { part: 2, of: 4 }));
        assert_eq!(found.in_band().map(Part::share), Some(0.5));
        // Means 2 and 3: the first is outside of 0 to 1.9, the second at the edge.
        assert_eq!(found.in_observed(), Some(Part { part: 1, of: 2 }));
    }

    #[test]
    fn where_nothing_can_be_said_there_is_no_number() {
        let one = of(1, &[(2, 2.5, Some((1.0, 2.0)))]);
        assert_eq!((one.rmse(), one.in_band(), one.in_observed()), (Some(0.5), None, Some(Part { part: 1, of: 1 })));
        let missing = vec![run_of(0, 3, |_, _, _| f64::NAN), run_of(1, 3, |_, _, _| f64::INFINITY)];
        // Rounds that a stopped run has not reached have no values either.
        let found = distances(&missing, &observed(&[(1, 0.5, None), (7, 0.5, None)])).expect("runs in memory");
        assert_eq!((found[0].rmse(), found[0].in_band(), found[0].compared()), (None, None, 0));
        let half = vec![run_of(0, 3, |_, _, _| f64::NAN), run_of(1, 3, |_, _, _| 1.0)];
        let found = distances(&half, &observed(&[(1, 0.5, None)])).expect("runs in memory");
        assert_eq!((found[0].rmse(), found[0].in_band(), found[0].replicates()), (Some(0.5), None, 1));
    }

    #[test]
    fn many_cells_are_held_some_at_a_time() {
        let each = observed(&[(1, 0.5, None); 4]).each;
        let cells: Vec<&[Observation]> = vec![&each[..3], &each[..1], &each[..4], &each[..2]];
        let lengths = |most| in_turn(&cells, most).iter().map(|part| part.len()).collect::<Vec<_>>();
        assert_eq!([lengths(4), lengths(1), lengths(99)], [vec![2, 1, 1], vec![1; 4], vec![4]]);
        assert!(in_turn(&[], 3).is_empty());
    }
}
