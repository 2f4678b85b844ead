//! From many runs to what is drawn of them over the rounds, without having them in memory together.

use std::collections::BTreeMap;
use std::ops::Range;

use super::curve::{Band, Curve, WINDOW, finite, moving_mean, not_yet};
use crate::error::Error;
use crate::observe::{self, COLUMNS, Group};
use crate::stats::{self, CriticalValues};
use crate::study::{Curves, band_of_sorted};

/// Values that are held at a time.
const HELD: usize = 1 << 18;

/// How many runs there are, and how long the longest is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Replicates.
    pub replicates: usize,
    /// Rounds.
    pub rounds: usize,
}

/// What is drawn of a column of a group: of one replicate its line, of several their mean and what surrounds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fan {
    /// The line.
    pub main: Vec<f64>,
    /// The values of the rounds, where the line is a trailing mean of one replicate.
    pub raw: Option<Vec<f64>>,
    /// 95 % interval of the mean of several replicates.
    pub interval: Option<Band>,
    /// From the 5 % to the 95 % quantile of several replicates.
    pub spread: Option<Band>,
}

/// The fans of columns of groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fans {
    extent: Extent,
    /// Whether noisy columns are as they are in each week, not trailing means.
    weekly: bool,
    fans: BTreeMap<(usize, Group), Fan>,
}

/// A column of a group, by the name of the column.
pub type Cell<'a> = (&'a str, Group);

impl Fans {
    /// The fans of these columns of groups, from runs wherever they are kept; what the runs do not have is left out. All
    /// runs are read side by side, some rounds at a time.
    pub fn of<K: Curves + ?Sized>(runs: &K, cells: &[Cell<'_>]) -> Result<Self, Error> {
        Self::made(runs, cells, false)
    }

    /// The same with the values of each week, also of columns that are elsewhere shown as trailing means.
    pub fn weekly<K: Curves + ?Sized>(runs: &K, cells: &[Cell<'_>]) -> Result<Self, Error> {
        Self::made(runs, cells, true)
    }

    fn made<K: Curves + ?Sized>(runs: &K, cells: &[Cell<'_>], weekly: bool) -> Result<Self, Error> {
        let extent = Extent { replicates: runs.replicates().len(), rounds: runs.rounds() };
        let known = |&(name, group): &Cell<'_>| Some((observe::column(name)?, group));
        let mut cells: Vec<(usize, Group)> =
            cells.iter().filter_map(known).filter(|(_, group)| runs.groups().contains(group)).collect();
        cells.sort_unstable();
        cells.dedup();
        let mut fans = Self { extent, weekly, fans: BTreeMap::new() };
        match extent.replicates {
            0 => return Ok(fans),
            1 => {
                fans.add_single(runs, &cells)?;
                return Ok(fans);
            }
            _ => {}
        }
        let block = (HELD / extent.replicates).clamp(1, extent.rounds.max(1));
        let together = (HELD / (extent.replicates * block)).max(1);
        for cells in cells.chunks(together) {
            fans.add(runs, cells, block)?;
        }
        Ok(fans)
    }

    /// Adds the fans of some columns of groups, a block of rounds after the other.
    fn add<K: Curves + ?Sized>(&mut self, runs: &K, cells: &[(usize, Group)], block: usize) -> Result<(), Error> {
        let Extent { replicates, rounds } = self.extent;
        let mut critical = CriticalValues::new(0.95);
        for start in (0..rounds).step_by(block) {
            let rounds = start..(start + block).min(rounds);
            let mut lines: Vec<Vec<f64>> = vec![Vec::with_capacity(replicates * rounds.len()); cells.len()];
            for position in 0..replicates {
                for (&cell, lines) in cells.iter().zip(&mut lines) {
                    let mut part = Part::read(runs, position, self.cell(cell), rounds.clone(), self.extent.rounds)?;
                    // A run that was stopped early has no values any more.
                    part.line.resize(rounds.len(), f64::NAN);
                    lines.append(&mut part.line);
                }
            }
            for (&cell, lines) in cells.iter().zip(lines) {
                let lines: Vec<&[f64]> = lines.chunks(rounds.len()).collect();
                self.fans.entry(cell).or_default().extend_over(&lines, rounds.len(), &mut critical);
            }
        }
        Ok(())
    }

    /// Adds the line of the only replicate, with the values of the rounds where the line is a mean of several.
    fn add_single<K: Curves + ?Sized>(&mut self, runs: &K, cells: &[(usize, Group)]) -> Result<(), Error> {
        for &cell in cells {
            let Part { raw, line } = Part::read(runs, 0, self.cell(cell), 0..self.extent.rounds, self.extent.rounds)?;
            self.fans.insert(cell, Fan { main: line, raw, ..Fan::default() });
        }
        Ok(())
    }

    /// A column of a group, and whether it is shown as a trailing mean.
    fn cell(&self, (column, group): (usize, Group)) -> (usize, Group, bool) {
        (column, group, self.is_smoothed(column))
    }

    fn is_smoothed(&self, column: usize) -> bool {
        !self.weekly && COLUMNS[column].is_noisy()
    }

    /// How much they are made of.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The curve of a column for a group; `None` if the runs do not have it or all its values are missing.
    pub fn curve(&self, column: &str, group: Group, label: &str, style: usize) -> Option<Curve> {
        let position = observe::column(column)?;
        let Fan { main, raw, interval, spread } = self.fans.get(&(position, group))?.clone();
        let (label, smoothed) = (label.to_owned(), self.is_smoothed(position));
        let curve = Curve { label, style, main, smoothed, raw, interval, spread };
        curve.main.iter().any(|value| value.is_finite()).then_some(curve)
    }
}

/// Some rounds of a replicate: the values as they are, and as they are drawn.
#[derive(Clone, Debug)]
struct Part {
    raw: Option<Vec<f64>>,
    line: Vec<f64>,
}

impl Part {
    /// Reads these rounds of so many, and for a trailing mean as many before them as it covers.
    fn read<K: Curves + ?Sized>(
        runs: &K,
        position: usize,
        (column, group, smoothed): (usize, Group, bool),
        rounds: Range<usize>,
        of: usize,
    ) -> Result<Self, Error> {
        let before = if smoothed { rounds.start.min(WINDOW - 1) } else { 0 };
        let mut values = Vec::with_capacity(before + rounds.len());
        runs.read(position, group, column, rounds.start - before..rounds.end, &mut values)?;
        values.iter_mut().for_each(|value| *value = finite(*value));
        if !smoothed {
            return Ok(Self { raw: None, line: values });
        }
        let mut line: Vec<f64> = moving_mean(&values, WINDOW).into_iter().skip(before).collect();
        line.iter_mut().take(not_yet(of).saturating_sub(rounds.start)).for_each(|value| *value = f64::NAN);
        values.drain(..before.min(values.len()));
        Ok(Self { raw: Some(values), line })
    }
}

impl Fan {
    /// Adds so many rounds of several replicates.
    pub fn extend_over(&mut self, lines: &[&[f64]], rounds: usize, critical: &mut CriticalValues) {
        let (interval, spread) = (self.interval.get_or_insert_default(), self.spread.get_or_insert_default());
        for round in 0..rounds {
            let mut values: Vec<f64> = lines.iter().filter_map(|line| line.get(round).copied()).collect();
            values.retain(|value| !value.is_nan());
            values.sort_by(f64::total_cmp);
            self.main.push(stats::mean(&values).unwrap_or(f64::NAN));
            interval.push(critical.interval(&values));
            spread.push(band_of_sorted(&values));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Run;
    use crate::observe::testing::{run_of, varied};

    fn curve(runs: &[Run], column: &str, group: Group) -> Option<Curve> {
        Fans::of(runs, &[(column, group)]).expect("runs in memory").curve(column, group, "", 0)
    }

    #[test]
    fn one_replicate_has_its_weekly_values_and_no_bands() {
        let runs = [run_of(0, 20, |round, _, _| f64::from(round))];
        let rate = curve(&runs, "voice_rate", Group::City).expect("a curve");
        assert_eq!((rate.main[19], rate.raw.expect("weekly values")[19]), (13.0, 19.0));
        let state = curve(&runs, "gain", Group::City).expect("a curve");
        assert!(state.raw.is_none() && state.spread.is_none() && !state.smoothed);
    }

    #[test]
    fn several_replicates_have_a_mean_an_interval_and_a_band() {
        let runs: Vec<_> = (0..5).map(|replicate| run_of(replicate, 2, |_, _, _| f64::from(replicate))).collect();
        let curve = curve(&runs, "gain", Group::City).expect("a curve");
        assert_eq!(curve.main, [2.0, 2.0]);
        let spread = curve.spread.expect("a band");
        assert!((spread.low[0] - 0.2).abs() < 1e-12 && (spread.high[0] - 3.8).abs() < 1e-12);
        // sd 1.58114, standard error 0.70711, t(4) 2.77645
        assert!((curve.interval.expect("an interval").high[1] - 3.96324).abs() < 1e-4);
    }

    #[test]
    fn a_column_without_any_value_is_no_curve() {
        let runs = [run_of(0, 3, |_, _, column| if column == 0 { f64::NAN } else { f64::INFINITY })];
        assert_eq!(curve(&runs, "trust_government", Group::City), None);
        assert_eq!(curve(&runs, "gain", Group::City), None);
        assert_eq!(curve(&runs, "weather", Group::City), None);
        assert_eq!(curve(&runs, "gain", Group::District(9)), None);
        assert_eq!(curve(&[], "gain", Group::City), None);
    }

    #[test]
    fn blocks_of_any_length_give_the_same_bits() {
        let cells = [(observe::column("voice_rate").expect("a column"), Group::City), (0, Group::Third(1))];
        for runs in [vec![varied(0, 50)], (0..4).map(|replicate| varied(replicate, 50 - replicate)).collect()] {
            let of = |block| {
                let extent = Extent { replicates: runs.len(), rounds: 50 };
                let mut fans = Fans { extent, ..Fans::default() };
                fans.add(&runs, &cells, block).expect("runs in memory");
                format!("{:?}", fans.fans)
            };
            assert!([1, 7, 13, 49].into_iter().all(|block| of(block) == of(50)));
        }
    }
}
