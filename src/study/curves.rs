//! Curves of finished runs, wherever they are kept.

use std::ops::Range;

use crate::error::Error;
use crate::observe::{Group, Run};

/// The curves of finished runs of one scenario, in the order of their replicates: in memory, or in files of which a part is read at a
/// time. What follows from many runs is worked out from this, so that they need not be in memory together.
pub trait Curves {
    /// The number of each replicate, ascending.
    fn replicates(&self) -> Vec<u32>;

    /// The groups that all of them have.
    fn groups(&self) -> &[Group];

    /// The most rounds that any of them has.
    fn rounds(&self) -> usize;

    /// Appends the values of a column of a group in these rounds, of the run at a position (not its replicate number);
    /// nothing for rounds that the run does not have, or for a group that it does not have.
    fn read(
        &self,
        position: usize,
        group: Group,
        column: usize,
        rounds: Range<usize>,
        into: &mut Vec<f64>,
    ) -> Result<(), Error>;
}

impl<R: AsRef<[Run]> + ?Sized> Curves for R {
    fn replicates(&self) -> Vec<u32> {
        self.as_ref().iter().map(|run| run.seeds.replicate).collect()
    }

    fn groups(&self) -> &[Group] {
        self.as_ref().first().map_or(&[], Run::groups)
    }

    fn rounds(&self) -> usize {
        self.as_ref().iter().map(Run::rounds).max().unwrap_or(0) as usize
    }

    fn read(
        &self,
        position: usize,
        group: Group,
        column: usize,
        rounds: Range<usize>,
        into: &mut Vec<f64>,
    ) -> Result<(), Error> {
        let curve = self.as_ref().get(position).and_then(|run| run.curve(column, group));
        into.extend(curve.into_iter().flatten().skip(rounds.start).take(rounds.len()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::run_of;

    #[test]
    fn a_part_of_a_curve_is_read_as_far_as_it_goes() {
        let runs = vec![run_of(0, 3, |round, _, _| f64::from(round)), run_of(2, 5, |round, _, _| f64::from(round))];
        let read = |position, group, rounds| {
            let mut values = vec![9.0];
            runs.read(position, group, 4, rounds, &mut values).expect("runs in memory");
            values
        };
        assert_eq!((runs.replicates(), runs.rounds(), runs.groups().len()), (vec![0, 2], 5, 5));
        assert_eq!(read(1, Group::Third(0), 1..4), [9.0, 1.0, 2.0, 3.0]);
        assert_eq!(read(0, Group::City, 1..4), [9.0, 1.0, 2.0]);
        assert_eq!((read(0, Group::District(7), 0..4), read(5, Group::City, 0..4)), (vec![9.0], vec![9.0]));
    }
}
