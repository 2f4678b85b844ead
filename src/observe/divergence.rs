//! Where two runs that should be the same part.

use std::fmt;

use super::{COLUMNS, Group, Run};

/// The first value in which two runs differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Divergence {
    /// The round.
    pub round: u32,
    /// Whom it is about.
    pub group: Group,
    /// Position of the column in [`COLUMNS`].
    pub column: usize,
    /// The value of the one and of the other; NaN where there is none.
    pub values: [f64; 2],
}

impl Divergence {
    /// Where two runs of the same groups part, round by round, over the rounds that both have; columns of these names are
    /// not looked at.
    pub fn between(one: &Run, other: &Run, except: &[&str]) -> Option<Self> {
        let looked_at: Vec<usize> = (0..COLUMNS.len()).filter(|&at| !except.contains(&COLUMNS[at].name)).collect();
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        one.records().zip(other.records()).find_map(|(a, b)| {
            let column = looked_at.iter().copied().find(|&at| !same(a.values[at], b.values[at]))?;
            Some(Self { round: a.round, group: a.group, column, values: [a.values[column], b.values[column]] })
        })
    }
}

impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { round, group, column, values } = self;
        let text = |value: f64| if value.is_nan() { "missing".to_owned() } else { value.to_string() };
        let name = COLUMNS[*column].name;
        write!(f, "round {round}, group {group}, column {name}: {} is now {}", text(values[0]), text(values[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streams::Seeds;

    fn run(change: Option<(usize, f64)>) -> Run {
        let mut run = Run::new(Seeds { seed: 1, replicate: 0, city_seed: None }, Group::all(1), COLUMNS.len());
        let round = 5 * COLUMNS.len();
        let mut values = vec![0.5; 3 * round];
        values[7] = f64::NAN;
        change.into_iter().for_each(|(at, value)| values[at] = value);
        values.chunks(round).for_each(|values| run.push(values));
        run
    }

    #[test]
    fn the_first_round_group_and_column_that_differ_are_found() {
        assert_eq!(Divergence::between(&run(None), &run(None), &[]), None);
        let at = (2 * 5 + 1) * COLUMNS.len() + 3;
        let found = Divergence::between(&run(None), &run(Some((at, 0.5 + f64::EPSILON))), &[]).expect("they differ");
        assert_eq!((found.round, found.group, found.column), (2, Group::District(1), 3));
        let name = COLUMNS[3].name;
        assert_eq!(
            found.to_string(),
            format!("round 2, group district_1, column {name}: 0.5 is now 0.5000000000000002")
        );
        assert_eq!(Divergence::between(&run(None), &run(Some((at, 0.6))), &[name]), None);
    }
}
