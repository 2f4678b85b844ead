//! Which runs a plan asks for, and which of them belong to a shard.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::plan::Plan;

/// A run of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Job {
    /// Number of the point.
    pub point: usize,
    /// Number of the replicate.
    pub replicate: u32,
}

impl Job {
    /// Its number among all runs of a plan, from 0.
    pub fn number(self, plan: &dyn Plan) -> u64 {
        self.point as u64 * u64::from(plan.replicates()) + u64::from(self.replicate)
    }

    /// The run with this number among all runs of a plan; none if there is no such number.
    pub fn numbered(number: u64, plan: &dyn Plan) -> Option<Self> {
        let replicates = u64::from(plan.replicates().max(1));
        let point = usize::try_from(number / replicates).ok().filter(|point| *point < plan.points().len())?;
        Some(Self { point, replicate: (number % replicates) as u32 })
    }
}

/// A part of the runs: `3/8` is the third of eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Shard {
    part: u32,
    of: u32,
}

impl Shard {
    /// All runs.
    pub const WHOLE: Shard = Shard { part: 1, of: 1 };

    /// Whether it is all runs.
    pub fn is_whole(self) -> bool {
        self.of == 1
    }

    /// Whether a run belongs to it.
    pub fn has(self, job: Job) -> bool {
        self.holding(job) == self
    }

    /// The one of the shard and its fellows that a run belongs to. Each has about as many points and replicates as any other,
    /// and more replicates, or points at the end, leave earlier runs where they are.
    pub fn holding(self, job: Job) -> Shard {
        let place = (job.point as u64 + u64::from(job.replicate)) % u64::from(self.of);
        Shard { part: place as u32 + 1, of: self.of }
    }

    /// Its name as that of a folder: `shard-3-of-8`.
    pub fn folder_name(self) -> String {
        format!("shard-{}-of-{}", self.part, self.of)
    }

    /// The name of a folder for its part of something: that itself for all of it.
    pub fn folder_of(self, name: &str) -> String {
        if self.is_whole() { name.to_owned() } else { format!("{name}.{}", self.folder_name()) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

impl TryFrom<String> for Shard {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        let shard = numbers.filter(|&(part, of)| part >= 1 && part <= of);
        let shard = shard.map(|(part, of)| Shard { part, of });
        shard.ok_or_else(|| "a shard is its number and the number of all, such as 3/8".to_owned())
    }
}

/// The runs of a plan. Points that are the same but for their number share theirs: they are those of the first of them.
#[derive(Clone, Debug)]
pub struct Jobs {
    first: Vec<usize>,
    replicates: u32,
}

impl Jobs {
    /// The runs that a plan asks for.
    pub fn of(plan: &dyn Plan) -> Self {
        let mut seen = BTreeMap::new();
        let points = plan.points().iter().enumerate();
        let first = points.map(|(number, point)| *seen.entry(point.key()).or_insert(number)).collect();
        Self { first, replicates: plan.replicates() }
    }

    /// The same with so many replicates, whatever the plan asks for.
    pub(super) fn replicates(self, replicates: u32) -> Self {
        Self { replicates, ..self }
    }

    /// The run that a run is the same as: that of the first point with these settings.
    pub fn home(&self, job: Job) -> Job {
        Job { point: self.first.get(job.point).copied().unwrap_or(job.point), ..job }
    }

    /// Those of a shard, in order of point and replicate.
    pub fn shard(&self, shard: Shard) -> impl Iterator<Item = Job> + '_ {
        let points = self.first.iter().enumerate().filter(|(number, first)| number == *first);
        let all = points.flat_map(|(point, _)| (0..self.replicates).map(move |replicate| Job { point, replicate }));
        all.filter(move |&job| shard.has(job))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::testing::ByHand;

    #[test]
    fn shards_part_the_runs_evenly() {
        let jobs = Jobs::of(&ByHand::new(&["0.1", "0.2", "0.3"], 7));
        let whole: Vec<Job> = jobs.shard(Shard::WHOLE).collect();
        assert_eq!((whole.len(), whole.is_sorted()), (21, true));
        let parts: Vec<Vec<Job>> = (1..=4).map(|part| jobs.shard(Shard { part, of: 4 }).collect()).collect();
        let mut joined = parts.concat();
        joined.sort_unstable();
        assert_eq!(joined, whole);
        assert!(parts.iter().all(|part| [5, 6].contains(&part.len())), "{parts:?}");
        let holding = |job: &Job| Shard { part: 1, of: 4 }.holding(*job).part as usize - 1;
        assert!(parts.iter().enumerate().all(|(number, part)| part.iter().all(|job| holding(job) == number)));
    }

    #[test]
    fn runs_are_numbered_by_point_and_replicate() {
        let plan = ByHand::new(&["0.1", "0.2"], 3);
        let numbers: Vec<u64> = Jobs::of(&plan).shard(Shard::WHOLE).map(|job| job.number(&plan)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        assert_eq!(Job::numbered(4, &plan), Some(Job { point: 1, replicate: 1 }));
        assert_eq!(Job::numbered(6, &plan), None);
    }

    #[test]
    fn a_point_that_is_there_twice_is_run_once() {
        let jobs = Jobs::of(&ByHand::new(&["0.1", "0.2", "0.1"], 2));
        let points: Vec<usize> = jobs.shard(Shard::WHOLE).map(|job| job.point).collect();
        assert_eq!(points, [0, 0, 1, 1]);
    }

    #[test]
    fn shards_are_read_and_written() {
        let shard: Shard = "3/8".parse().expect("a shard");
        assert_eq!((shard.to_string(), shard.folder_name()), ("3/8".to_owned(), "shard-3-of-8".to_owned()));
        assert!(["0/3", "4/3", "1", "1/0", "a/b", "-1/2"].iter().all(|text| text.parse::<Shard>().is_err()));
    }
}
