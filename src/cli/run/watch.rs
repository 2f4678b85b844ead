//! Looks into every replicate once a round: moves the progress bar, takes snapshots, and ends the run when asked to.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use grassroots::Error;
use grassroots::output::{self, names};
use grassroots::simulation::{Observer, View};

use crate::cli::progress::Progress;

/// What is shared by the observers of all replicates.
pub struct Watch<'a> {
    progress: &'a Progress,
    interrupted: &'static AtomicBool,
    stopped: AtomicBool,
    folder: PathBuf,
    snapshots: &'a [u32],
    parquet: bool,
    failure: Mutex<Option<Error>>,
}

impl<'a> Watch<'a> {
    /// Watches for these rounds and for an interruption.
    pub fn new(
        progress: &'a Progress,
        interrupted: &'static AtomicBool,
        folder: &Path,
        snapshots: &'a [u32],
        parquet: bool,
    ) -> Self {
        let (stopped, failure) = (AtomicBool::new(false), Mutex::new(None));
        Self { progress, interrupted, stopped, folder: folder.to_owned(), snapshots, parquet, failure }
    }

    /// The observer of a replicate; none once the run is to end.
    pub fn replicate(&self, replicate: u32) -> Option<impl Observer + '_> {
        (!self.ends()).then_some(move |view: &View<'_>| self.look(replicate, view))
    }

    fn ends(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) || self.stopped.load(Ordering::Relaxed)
    }

    /// Ends all replicates at their next round.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// What went wrong with a snapshot.
    pub fn failure(&self) -> Option<Error> {
        self.failure.lock().ok()?.take()
    }

    fn look(&self, replicate: u32, view: &View<'_>) -> ControlFlow<()> {
        if self.ends() {
            return ControlFlow::Break(());
        }
        self.progress.step();
        let wanted = u32::try_from(view.round).is_ok_and(|round| self.snapshots.contains(&round));
        if wanted && let Err(error) = self.snapshot(replicate, view) {
            self.stop();
            if let Ok(mut failure) = self.failure.lock() {
                *failure = Some(error);
            }
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn snapshot(&self, replicate: u32, view: &View<'_>) -> Result<(), Error> {
        let table = output::snapshot(view.city);
        let stem = names::snapshot(replicate, view.round);
        output::write_table_csv(&self.folder.join(format!("{stem}.csv")), &table)?;
        if self.parquet {
            output::write_table_parquet(&self.folder.join(format!("{stem}.parquet")), &table)?;
        }
        Ok(())
    }
}
