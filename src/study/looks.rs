//! How many replicates: a number given beforehand, or as many as a precision takes.

use std::ops::ControlFlow;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::comparison::{Question, Stopping};
use super::jobs::Job;
use super::record::Record;
use super::rows::Rows;
use super::runner::{Event, Listener, Runner};
use super::{Found, Store, Study};
use crate::error::Error;
use crate::parallel::{locked, unlocked};

/// How well the differences in an outcome are to be known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Precision {
    /// Name of the outcome, as [`Question::parse`] reads it.
    pub column: String,
    /// Half width of the 95 % interval of every arm's difference in it.
    pub half_width: f64,
    /// Replicates at the first look; there are twice as many at each further one.
    pub first: u32,
    /// Replicates that it does not go beyond.
    pub most: u32,
}

impl Precision {
    /// One that is looked at for the first time after 8 replicates, or after `most` if that is fewer.
    pub fn of(column: &str, half_width: f64, most: u32) -> Self {
        Self { column: column.to_owned(), half_width, first: most.min(8), most }
    }
}

/// Looks at a comparison, after each of which it is decided whether it goes on.
pub(super) struct Looks {
    precision: Option<(Question, Precision)>,
    stopping: Option<Stopping>,
    next: u32,
}

impl Looks {
    /// One look at so many replicates, or, where a precision is asked for, as many as it takes.
    pub(super) fn new(replicates: u32, precision: Option<(Question, Precision)>) -> Self {
        let stopping = precision.as_ref().map(|(question, precision)| Stopping {
            question: *question,
            wanted: precision.half_width,
            looks: Vec::new(),
            reached: false,
        });
        let next = precision.as_ref().map_or(replicates, |(_, precision)| precision.first);
        Self { precision, stopping, next }
    }

    /// Replicates of the look to come, if any is.
    pub(super) fn next(&self) -> Option<u32> {
        let ended = self.stopping.as_ref().is_some_and(|stopping| {
            let most = self.precision.as_ref().map_or(0, |(_, precision)| precision.most);
            stopping.reached || stopping.looks.last().is_some_and(|_| self.next > most)
        });
        (!ended).then_some(self.next)
    }

    /// Notes what was seen at so many replicates: the largest half width. The next look is at twice as many.
    pub(super) fn saw(&mut self, replicates: u32, width: f64) {
        let Some((stopping, (_, precision))) = self.stopping.as_mut().zip(self.precision.as_ref()) else {
            return;
        };
        stopping.looks.push((replicates, width));
        stopping.reached = width <= precision.half_width;
        self.next =
            if self.next >= precision.most { u32::MAX } else { self.next.saturating_mul(2).min(precision.most) };
    }

    /// What is to be known so well.
    pub(super) fn question(&self) -> Option<Question> {
        self.precision.as_ref().map(|(question, _)| *question)
    }

    /// How the number of replicates was found, if not given beforehand.
    pub(super) fn stopping(self) -> Option<Stopping> {
        self.stopping
    }
}

impl Study {
    /// Does what is missing of it, as many runs at a time as there are threads of the current pool. Each run that has ended
    /// is kept at once; the results are the same on any number of threads.
    ///
    /// The listener is told what happens, on whatever thread; when it breaks, what is under way is dropped.
    ///
    /// # Errors
    /// As [`Self::check_size`], or if a run cannot be kept. A run that fails, as by a panic, is kept as failed, and the
    /// others go on.
    pub fn run(&self, store: &dyn Store, listener: Listener<'_>) -> Result<Found, Error> {
        self.check_size()?;
        let rows = Mutex::new(store.known(self.plan())?);
        let mut looks = Looks::new(self.plan().replicates(), self.precision_asked()?);
        let mut values = Values::default();
        let (mut replicates, mut wanted, mut broken) = (self.plan().replicates(), 0, false);
        while let Some(next) = looks.next() {
            replicates = self.whole(next);
            store.reach(replicates)?;
            let jobs = self.jobs_up_to(replicates);
            wanted = jobs.len() as u64;
            let ended = self.make(store, &rows, &jobs, listener)?.is_break();
            // Who breaks while the last runs live through their last round breaks nothing off.
            broken = ended && !self.missing(&locked(&rows), &jobs).is_empty();
            let width = match looks.question().filter(|_| !broken) {
                Some(question) => values.half_width(self, store, &rows, question, replicates)?,
                None => break,
            };
            looks.saw(replicates, width);
        }
        Ok(Found { rows: unlocked(rows), replicates, stopping: looks.stopping(), wanted, broken })
    }

    /// Those of these runs that are missing.
    fn missing(&self, rows: &Rows, jobs: &[Job]) -> Vec<Job> {
        jobs.iter().copied().filter(|&job| self.is_missing(rows, job)).collect()
    }

    /// Does those of these runs that are missing.
    fn make(
        &self,
        store: &dyn Store,
        rows: &Mutex<Rows>,
        jobs: &[Job],
        listener: Listener<'_>,
    ) -> Result<ControlFlow<()>, Error> {
        let missing = self.missing(&locked(rows), jobs);
        let noted = |event: Event<'_>| {
            if let Event::Finished(ended) | Event::Failed(ended) = event {
                locked(rows).insert(ended.job, ended.record.clone());
            }
            listener(event)
        };
        let runner = Runner { plan: self.plan(), store, listener: &noted, checkpoint: self.checkpoint };
        runner.run(missing.into_iter())
    }

    /// What a store knows of it, as [`Self::run`] would find it without doing anything.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn resumed(&self, store: &dyn Store) -> Result<Found, Error> {
        let rows = Mutex::new(store.known(self.plan())?);
        let most = self.plan().replicates();
        let mut looks = Looks::new(most, self.precision_asked()?);
        let (mut values, mut replicates) = (Values::default(), most);
        while let (Some(next), Some(question)) = (looks.next(), looks.question()) {
            if self.whole(next) > most {
                break;
            }
            let seen = self.whole(next);
            looks.saw(seen, values.half_width(self, store, &rows, question, seen)?);
            replicates = if looks.next().is_none() { seen } else { most };
        }
        let rows = unlocked(rows);
        let jobs = self.jobs();
        let broken = jobs.iter().any(|job| rows.get(*job).is_none());
        Ok(Found { rows, replicates, stopping: looks.stopping(), wanted: jobs.len() as u64, broken })
    }

    fn precision_asked(&self) -> Result<Option<(Question, Precision)>, Error> {
        let asked = |precision: &Precision| Ok((Question::parse(&precision.column)?, precision.clone()));
        self.precision.as_ref().map(asked).transpose()
    }
}

/// What a precision is measured by, arm by arm and replicate by replicate, as far as it has been looked at.
#[derive(Default)]
struct Values {
    arms: Vec<Vec<f64>>,
}

impl Values {
    /// The largest half width of the differences in an outcome after so many replicates.
    fn half_width(
        &mut self,
        study: &Study,
        store: &dyn Store,
        rows: &Mutex<Rows>,
        question: Question,
        replicates: u32,
    ) -> Result<f64, Error> {
        let Some(protocol) = study.protocol() else { return Ok(0.0) };
        self.arms.resize(protocol.arms().len(), Vec::new());
        for (point, values) in self.arms.iter_mut().enumerate() {
            for replicate in values.len() as u32..replicates {
                let job = Job { point, replicate };
                let failed = locked(rows).get(job).is_none_or(Record::is_failed);
                values.push(if failed { f64::NAN } else { protocol.looked_at(question, &store.rounds(job)?) });
            }
        }
        Ok(protocol.half_width(&self.arms))
    }
}
