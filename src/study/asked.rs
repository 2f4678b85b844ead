//! What is asked of a study beyond what it is of: replicates, precision, a fork, unknowns, parts.

use super::comparison::{Protocol, Question};
use super::design::Stop;
use super::jobs::Shard;
use super::looks::Precision;
use super::plan::Plan;
use super::{Study, What};
use crate::error::Error;
use crate::scenario::Uncertainty;

impl Study {
    /// The same with so many replicates of each point; the first ones stay what they are.
    pub fn replicates(mut self, replicates: u32) -> Self {
        match &mut self.what {
            What::Replicates(plan) => plan.set_replicates(replicates),
            What::Comparison(plan) => plan.set_replicates(replicates),
            What::Sweep(plan) => plan.set_replicates(replicates),
            What::Audit(plan) => plan.set_replicates(replicates),
        }
        self
    }

    /// The same comparison with as many replicates as it takes to know every arm's difference in a column to this half
    /// width of its 95 % interval, but no more than `most`.
    ///
    /// # Errors
    /// If there is no such column, if it is no comparison, or if there cannot be a first look.
    pub fn until(self, column: &str, half_width: f64, most: u32) -> Result<Self, Error> {
        self.with_precision(Precision::of(column, half_width, most))
    }

    /// The same with the first look at as many replicates as the precision says.
    ///
    /// # Errors
    /// As [`Self::until`].
    pub fn with_precision(mut self, precision: Precision) -> Result<Self, Error> {
        let Precision { first, most, half_width, .. } = precision;
        let question = Question::parse(&precision.column)?;
        self.protocol_mut("precision")?.ask(question)?;
        if first < 2 || first > most {
            return Err(argument(
                "replicates",
                format!("with a precision the first look is at 2 to {most}, not {first}"),
            ));
        }
        if !(half_width > 0.0 && half_width.is_finite()) {
            return Err(argument("precision", format!("`{half_width}` is not a number above 0")));
        }
        self.precision = Some(precision);
        Ok(self.replicates(first))
    }

    /// The same comparison with one history up to a round, that of the reference.
    ///
    /// # Errors
    /// If the arms differ in more than what a government decides from then on.
    pub fn forked(mut self, round: u32) -> Result<Self, Error> {
        let plan = self.protocol_mut("fork")?;
        *plan = plan.clone().forked(round)?;
        Ok(self)
    }

    /// The same comparison with unknowns drawn anew for every second replicate.
    ///
    /// # Errors
    /// If a draw would erase what the arms differ in, or does not fit to the scenarios.
    pub fn with_unknowns(mut self, unknowns: Vec<Uncertainty>) -> Result<Self, Error> {
        let precision = self.precision.as_ref().map_or(0, |precision| precision.most);
        let plan = self.protocol_mut("unknowns")?;
        let most = plan.replicates().max(precision);
        *plan = plan.clone().with_unknowns(unknowns, most)?;
        let replicates = plan.replicates();
        Ok(self.replicates(replicates))
    }

    /// The same comparison about these outcomes, each a `COLUMN`, a `COLUMN:GROUP` or a gap, `COLUMN:GROUP-GROUP`. Their p
    /// values are adjusted together.
    ///
    /// # Errors
    /// If there is no such column or group.
    pub fn primary<S: AsRef<str>>(mut self, names: &[S]) -> Result<Self, Error> {
        let mut questions = Vec::new();
        for name in names {
            let question = Question::parse(name.as_ref())?;
            if let What::Comparison(plan) = &mut self.what {
                plan.ask(question)?;
            }
            if !questions.contains(&question) {
                questions.push(question);
            }
        }
        if !questions.is_empty() {
            self.primary = questions;
        }
        Ok(self)
    }

    /// The same, but only a part of its runs are done.
    pub fn shard(mut self, shard: Shard) -> Self {
        self.shard = shard;
        self
    }

    /// The same with runs that may take so many seconds each. A sweep keeps what its experiment says.
    pub fn timeout(mut self, seconds: Option<f64>) -> Self {
        match &mut self.what {
            What::Replicates(plan) => plan.set_timeout(seconds),
            What::Comparison(plan) => plan.set_timeout(seconds),
            What::Audit(plan) => plan.set_timeout(seconds),
            What::Sweep(_) => {}
        }
        self
    }

    /// The same with runs that take as long as they like.
    pub fn untimed(mut self) -> Self {
        if let What::Sweep(plan) = &mut self.what {
            plan.set_timeout(None);
        }
        self.timeout(None)
    }

    /// The same, saving the state of every run after each so many rounds, so that a run goes on from there.
    pub fn checkpoint(mut self, rounds: Option<u32>) -> Self {
        self.checkpoint = rounds.map(|rounds| rounds.max(1));
        self
    }

    /// The same, doing again what failed before.
    pub fn retry_failed(mut self, retry: bool) -> Self {
        self.retry_failed = retry;
        self
    }

    /// The same with as many replicates as there are already, where a precision may ask for more than it begins with.
    pub fn reaching(self, replicates: u32) -> Self {
        match &self.precision {
            Some(precision) if replicates <= self.whole(precision.most) && replicates > self.plan().replicates() => {
                self.replicates(replicates)
            }
            _ => self,
        }
    }

    /// The same replicates, each ended as soon as this holds.
    pub(super) fn stopping(mut self, stop: Option<Stop>) -> Self {
        if let What::Replicates(plan) = &mut self.what {
            plan.set_stop(stop);
        }
        self
    }

    fn protocol_mut(&mut self, name: &'static str) -> Result<&mut Protocol, Error> {
        match &mut self.what {
            What::Comparison(plan) => Ok(plan),
            _ => Err(argument(name, "only comparisons have it".to_owned())),
        }
    }
}

fn argument(name: &'static str, problem: String) -> Error {
    Error::Argument { name, problem }
}
