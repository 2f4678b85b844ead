//! Scenarios under the same seeds: what differs between them, and how sure that is.

mod chain;
mod context;
mod contrast;
mod fork;
mod means;
mod protocol;
mod question;
mod unknowns;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use chain::Link;
pub use means::ArmMean;
pub use protocol::{ARM, LUCKS, Protocol};
pub use question::{Question, Whom};
pub use unknowns::Association;

use crate::calendar::YEAR;
use crate::observe::Run;
use crate::scenario::Scenario;

/// Last rounds that an outcome is the mean of, where there are as many.
pub const WINDOW: u32 = YEAR;

/// Confidence level of all intervals.
pub const CONFIDENCE: f64 = 0.95;

/// What is asked first where nothing else is said: the primary columns of the city.
pub fn primary() -> Vec<Question> {
    crate::observe::primary().into_iter().map(Question::of_city).collect()
}

/// Scenarios that were run under the same seeds.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The arms, two or more; the first is the reference.
    pub arms: Vec<Arm>,
    /// One for each arm but the reference, in the order of the arms.
    pub contrasts: Vec<Contrast>,
    /// What it asks about first; their p values are adjusted together.
    pub primary: Vec<Question>,
    /// Last rounds that an outcome is the mean of.
    pub window: u32,
    /// Round up to which all arms share one history, if they do.
    pub fork: Option<u32>,
    /// How the number of replicates was found, if not given beforehand.
    pub stopping: Option<Stopping>,
    /// The unknowns that were drawn anew for each replicate.
    pub unknowns: Vec<Unknown>,
}

impl Comparison {
    /// Name of the reference.
    pub fn reference(&self) -> &str {
        self.arms.first().map_or("", |arm| &arm.name)
    }
}

/// One scenario of a comparison.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name, unique in the comparison.
    pub name: String,
    /// What was run.
    pub scenario: Scenario,
    /// Its runs, by replicate; of each the city and the thirds of ses, and the districts where one is asked about.
    pub runs: Vec<Run>,
}

/// An arm against the reference.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// Position of the arm.
    pub arm: usize,
    /// For each of [`crate::observe::COLUMNS`], the mean over the last rounds, for the city.
    pub outcomes: Vec<Difference>,
    /// For each of the columns, round by round, for the city.
    pub by_round: Vec<Vec<Difference>>,
    /// The same as `outcomes` for others than the city: the thirds of ses, the gap between the highest and the lowest, and
    /// whom else a primary outcome is about.
    pub groups: Vec<(Whom, Vec<Difference>)>,
    /// For each of the primary outcomes, round by round.
    pub primary_by_round: Vec<Vec<Difference>>,
}

impl Contrast {
    /// The answer to a question: the difference in the mean over the last rounds; none if nobody asked about that group.
    pub fn answer(&self, question: Question) -> Option<&Difference> {
        self.of(question.whom)?.get(question.column)
    }

    /// The differences of all columns of a group or a gap.
    pub fn of(&self, whom: Whom) -> Option<&[Difference]> {
        if whom == Whom::CITY {
            return Some(&self.outcomes);
        }
        self.groups.iter().find(|(of, _)| *of == whom).map(|(_, outcomes)| outcomes.as_slice())
    }

    fn answer_mut(&mut self, question: Question) -> Option<&mut Difference> {
        let Question { column, whom } = question;
        if whom == Whom::CITY {
            return self.outcomes.get_mut(column);
        }
        self.groups.iter_mut().find(|(of, _)| *of == whom)?.1.get_mut(column)
    }
}

/// How an outcome of an arm differs from that of the reference. NaN or none where values are missing.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Replicates that have a value in both arms.
    pub replicates: usize,
    /// Mean of the reference over these.
    pub reference: f64,
    /// Mean of the arm over these.
    pub arm: f64,
    /// Mean of the paired differences, arm minus reference.
    pub mean: f64,
    /// 95 % t interval of it. Where unknowns were drawn, this and what follows from a test counts draws, not replicates.
    pub t: Option<(f64, f64)>,
    /// 95 % bootstrap interval of it (BCa); worked out for the city and for primary outcomes, not round by round.
    pub bca: Option<(f64, f64)>,
    /// Paired effect size: mean difference over the standard deviation of the differences.
    pub effect: Option<f64>,
    /// Replicates whose difference has the sign of the mean.
    pub same_sign: usize,
    /// Two-sided p of the paired t test.
    pub p: Option<f64>,
    /// The same adjusted by Holm over the primary outcomes of all contrasts; none for other outcomes.
    pub holm: Option<f64>,
    /// Variance of the difference under common random numbers relative to that of independent runs.
    pub variance_ratio: Option<f64>,
    /// Shares of the variance of the difference, if unknowns were drawn.
    pub split: Option<Split>,
}

/// Where the variance of a paired difference comes from: shares of it that sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Share between lucks under the same unknowns.
    pub luck: f64,
    /// Share between draws of the unknowns.
    pub ignorance: f64,
}

/// How the number of replicates was found.
#[derive(Clone, Debug)]
pub struct Stopping {
    /// What was to be known so well.
    pub question: Question,
    /// Half width asked for.
    pub wanted: f64,
    /// The largest half width of the contrasts at each look: replicates, half width.
    pub looks: Vec<(u32, f64)>,
    /// Whether it was reached.
    pub reached: bool,
}

/// A parameter that nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Its key.
    pub key: String,
    /// Its distribution in words.
    pub distribution: String,
    /// What each replicate had, in the order of the runs.
    pub values: Vec<toml::Value>,
    /// The same as numbers: of what is no number, the position in the list of values that may be.
    pub draws: Vec<f64>,
    /// Whether these numbers have an order that means something.
    pub ordered: bool,
}
