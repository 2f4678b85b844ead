//! What a run leaves behind: a value for every round, group and column.

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::streams::Seeds;

/// Whom a row of results is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// The whole city.
    City,
    /// One district, numbered from 1.
    District(u32),
    /// A third of residents by ses: 0 low, 1 middle, 2 high; citywide, with cut points fixed when the city is built.
    Third(u32),
}

impl Group {
    /// All groups of a city with that many districts, in the order of the rows.
    pub fn all(districts: u32) -> Vec<Group> {
        let districts = (1..=districts).map(Group::District);
        std::iter::once(Group::City).chain(districts).chain((0..3).map(Group::Third)).collect()
    }

    /// The inverse of its text form.
    pub fn parse(text: &str) -> Option<Group> {
        // Nothing else has the same text: `district_01` is no other name of `district_1`.
        Self::read(text).filter(|group| group.to_string() == text)
    }

    /// Its name for people to read; in English it is that of the files.
    pub fn name_in(self, language: Language) -> String {
        let zh = match self {
            Group::City => "全市",
            Group::District(number) => return language.pick(self.to_string(), format!("第{number}区")),
            Group::Third(0) => "低地位组",
            Group::Third(1) => "中地位组",
            Group::Third(_) => "高地位组",
        };
        language.pick(self.to_string(), zh.to_owned())
    }

    fn read(text: &str) -> Option<Group> {
        match text {
            "city" => Some(Group::City),
            "ses_low" => Some(Group::Third(0)),
            "ses_middle" => Some(Group::Third(1)),
            "ses_high" => Some(Group::Third(2)),
            _ => text.strip_prefix("district_")?.parse().ok().map(Group::District),
        }
    }
}

impl std::fmt::Display for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Group::City => f.write_str("city"),
            Group::District(number) => write!(f, "district_{number}"),
            Group::Third(0) => f.write_str("ses_low"),
            Group::Third(1) => f.write_str("ses_middle"),
            Group::Third(_) => f.write_str("ses_high"),
        }
    }
}

/// One row: what was observed of a group in a round.
#[derive(Clone, Copy, Debug)]
pub struct RoundRecord<'a> {
    /// Round, from 0.
    pub round: u32,
    /// Whom it is about.
    pub group: Group,
    /// A value per column of [`super::COLUMNS`]; NaN where there is none.
    pub values: &'a [f64],
}

impl RoundRecord<'_> {
    /// The value of a column by its name; none if there is no such column, NaN if it has no value here.
    pub fn value(&self, column: &str) -> Option<f64> {
        self.values.get(super::column(column)?).copied()
    }
}

/// The results of one replicate, round by round.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    /// The seeds that give this run again.
    pub seeds: Seeds,
    columns: usize,
    groups: Vec<Group>,
    values: Vec<f64>,
}

impl Run {
    /// A run without rounds yet, for these groups.
    pub fn new(seeds: Seeds, groups: Vec<Group>, columns: usize) -> Self {
        Self { seeds, columns, groups, values: Vec::new() }
    }

    /// Adds a round: a value per group and column, group by group.
    pub fn push(&mut self, round: &[f64]) {
        assert_eq!(round.len(), self.groups.len() * self.columns, "a round has a value per group and column");
        self.values.extend_from_slice(round);
    }

    /// Whether it has just these groups, so many columns and so many rounds.
    pub(crate) fn is_whole(&self, groups: &[Group], columns: usize, rounds: usize) -> bool {
        let values = groups.len() * columns * rounds;
        self.groups == groups && self.columns == columns && self.values.len() == values
    }

    /// The same run with some of its groups.
    pub fn of_groups(&self, keep: impl Fn(Group) -> bool) -> Run {
        let groups: Vec<Group> = self.groups.iter().copied().filter(|&group| keep(group)).collect();
        let rows = self.records().filter(|record| keep(record.group));
        let values = rows.flat_map(|record| record.values.iter().copied()).collect();
        Run { seeds: self.seeds, columns: self.columns, groups, values }
    }

    /// Number of rounds observed so far.
    pub fn rounds(&self) -> u32 {
        (self.values.len() / (self.groups.len() * self.columns)) as u32
    }

    /// The groups of a round, in the order of the rows.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The values of the last round, group by group; nothing before the first.
    pub fn last_round(&self) -> &[f64] {
        let cells = self.groups.len() * self.columns;
        &self.values[self.values.len().saturating_sub(cells)..]
    }

    /// The value of one column, by its position, in the last round; none for a group that the run does not have.
    pub fn latest(&self, column: usize, group: Group) -> Option<f64> {
        let position = self.groups.iter().position(|&g| g == group).filter(|_| column < self.columns)?;
        self.last_round().get(position * self.columns + column).copied()
    }

    /// All rows, round by round and group by group.
    pub fn records(&self) -> impl Iterator<Item = RoundRecord<'_>> {
        self.values.chunks_exact(self.columns).enumerate().map(|(row, values)| RoundRecord {
            round: (row / self.groups.len()) as u32,
            group: self.groups[row % self.groups.len()],
            values,
        })
    }

    /// The curve of one column, by its position, for a group that the run has; NaN where there is no value.
    pub fn series(&self, column: usize, group: Group) -> Option<Vec<f64>> {
        self.curve(column, group).map(Iterator::collect)
    }

    /// The values of [`Run::series`] one after another.
    pub fn curve(&self, column: usize, group: Group) -> Option<impl Iterator<Item = f64> + '_> {
        let position = self.groups.iter().position(|&g| g == group).filter(|_| column < self.columns)?;
        let stride = self.groups.len() * self.columns;
        let start = position * self.columns + column;
        Some(self.values.iter().skip(start).step_by(stride).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_one_name() {
        for group in Group::all(3) {
            assert_eq!(Group::parse(&group.to_string()), Some(group));
        }
        for other in ["district_01", "district_+1", "district_", "District_1", "ses", ""] {
            assert_eq!(Group::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_series_picks_one_column_of_one_group() {
        let seeds = Seeds { seed: 1, replicate: 0, city_seed: None };
        let mut run = Run::new(seeds, Group::all(1), 2);
        run.push(&[0., 1., 2., 3., 4., 5., 6., 7., 8., 9.]);
        run.push(&[10., 11., 12., 13., 14., 15., 16., 17., 18., 19.]);
        assert_eq!(run.series(1, Group::District(1)), Some(vec![3., 13.]));
        assert_eq!(run.series(0, Group::District(2)), None);
        assert_eq!(run.rounds(), 2);
        assert_eq!(run.latest(1, Group::District(1)), Some(13.));
        assert_eq!(run.latest(0, Group::District(2)), None);
        assert_eq!(run.last_round().len(), 10);
        assert_eq!(run.records().count(), 10);
    }

    #[test]
    fn a_run_of_some_groups_has_their_curves_and_no_others() {
        let seeds = Seeds { seed: 1, replicate: 0, city_seed: None };
        let mut run = Run::new(seeds, Group::all(1), 1);
        run.push(&[0., 1., 2., 3., 4.]);
        run.push(&[5., 6., 7., 8., 9.]);
        let thirds = run.of_groups(|group| matches!(group, Group::Third(_)));
        assert_eq!(thirds.groups(), &Group::all(0)[1..]);
        assert_eq!(thirds.series(0, Group::Third(1)), Some(vec![3., 8.]));
        assert_eq!((thirds.rounds(), thirds.series(0, Group::City)), (2, None));
    }

    #[test]
    fn group_names_can_be_read_back() {
        for group in Group::all(12) {
            assert_eq!(Group::parse(&group.to_string()), Some(group));
        }
        assert_eq!(Group::parse("district_x"), None);
    }
}
