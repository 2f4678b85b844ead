//! The results of a comparison on disk: each run at once, the tables when all are there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use grassroots::observe::Run;
use grassroots::output::{self, Compared, Finished, FinishedRuns, Manifest, names};
use grassroots::render::figures::comparison_pictures;
use grassroots::simulation::View;
use grassroots::study::comparison::{Comparison, Protocol, Slot};
use grassroots::{Error, Scenario};

use crate::cli::progress::Progress;
use crate::cli::text::note;

/// A comparison in the making.
pub struct Results<'p> {
    folder: PathBuf,
    protocol: &'p Protocol,
    manifest: Manifest,
    finished: FinishedRuns,
    runs: Vec<Vec<Run>>,
    interrupted: &'static AtomicBool,
    quiet: bool,
}

impl<'p> Results<'p> {
    /// Writes what is known before the runs: a manifest with nothing finished, and the scenarios of the arms.
    pub fn begin(folder: &Path, protocol: &'p Protocol, threads: usize, quiet: bool) -> Result<Self, Error> {
        let interrupted = crate::cli::progress::interrupt_flag()?;
        let scenarios: String = protocol.arms().iter().map(|(_, scenario)| scenario.to_toml()).collect();
        let arms: Vec<&str> = protocol.arms().iter().map(|(name, _)| name.as_str()).collect();
        let run = &protocol.arms()[0].1.run;
        let manifest = Manifest {
            comparison: Some(Compared::of(protocol)),
            unknowns: protocol.uncertainties().first().map(|unknown| unknown.place.source.clone()),
            seed: run.seed,
            city_seed: run.city_seed,
            threads,
            arguments: std::env::args().collect(),
            ..Manifest::start(&arms.join(" and "), &scenarios)
        };
        manifest.write(folder)?;
        write_scenarios(folder, protocol.arms().iter().map(|(name, scenario)| (name.as_str(), scenario)))?;
        let (finished, runs) = (FinishedRuns::open(folder)?, vec![Vec::new(); arms.len()]);
        Ok(Self { folder: folder.to_owned(), protocol, manifest, finished, runs, interrupted, quiet })
    }

    /// The runs of the arms so far, whole replicates.
    pub fn runs(&self) -> &[Vec<Run>] {
        &self.runs
    }

    /// Takes them out.
    pub fn take_runs(&mut self) -> Vec<Vec<Run>> {
        std::mem::take(&mut self.runs)
    }

    /// Goes on to so many replicates: with those on disk, and by making the others.
    pub fn reach(&mut self, replicates: u32) -> Result<(), Error> {
        let have = self.runs[0].len() as u32;
        let mut slots = self.protocol.slots(replicates);
        slots.retain(|slot| slot.replicate >= have);
        let mut runs = self.read(&slots)?;
        let missing = slots.iter().copied().filter(|slot| !runs.contains_key(slot)).collect();
        self.manifest.replicates = replicates;
        let made = self.make(&missing, &mut runs);
        if runs.len() < slots.len() {
            return made.and(Err(self.stopped(replicates, &runs)));
        }
        runs.into_iter().for_each(|(slot, run)| self.runs[slot.arm].push(run));
        made
    }

    /// Writes what follows from all runs: the tables, the scenarios as they were run, the final manifest.
    pub fn finish(&mut self, comparison: &Comparison) -> Result<(), Error> {
        write_scenarios(&self.folder, comparison.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)))?;
        output::write_differences(&self.folder.join(names::DIFFERENCES), comparison)?;
        output::write_differences_by_round(&self.folder.join(names::DIFFERENCES_BY_ROUND), comparison)?;
        self.note(comparison.arms[0].runs.len(), false)?;
        // The manifest is true before the figures are drawn, whatever comes of them, and complete after.
        let figures = comparison_pictures(comparison)?;
        output::save_pictures(&self.folder, &figures)?;
        output::write_report(comparison, &figures, &self.folder, &super::command::text(std::env::args()))?;
        self.note(comparison.arms[0].runs.len(), false)
    }

    /// The runs of these slots that are on disk. Damaged files are told and taken away.
    fn read(&self, slots: &BTreeSet<Slot>) -> Result<BTreeMap<Slot, Run>, Error> {
        let mut runs = BTreeMap::new();
        for &slot in slots {
            match self.finished.read(self.name(slot), self.protocol.seeds(slot.replicate))? {
                Finished::Whole(run) => {
                    runs.insert(slot, run);
                }
                Finished::Damaged(file) => {
                    self.finished.discard(&file)?;
                    if !self.quiet {
                        note(&format!("{} is damaged: its run is made again", file.display()));
                    }
                }
                Finished::Missing => {}
            }
        }
        Ok(runs)
    }

    /// Makes runs; each finished one is on disk at once.
    fn make(&self, missing: &BTreeSet<Slot>, runs: &mut BTreeMap<Slot, Run>) -> Result<(), Error> {
        let progress = Progress::rounds(self.protocol.rounds(missing), self.quiet);
        let failing = AtomicBool::new(false);
        let ends = || self.interrupted.load(Ordering::Relaxed) || failing.load(Ordering::Relaxed);
        let look = |_: &View<'_>| {
            if ends() {
                return ControlFlow::Break(());
            }
            progress.step();
            ControlFlow::Continue(())
        };
        let mut failed = None;
        let add = |slot: Slot, run: Run| match self.finished.add(self.name(slot), &run) {
            Ok(()) => {
                runs.insert(slot, run);
                ControlFlow::Continue(())
            }
            Err(error) => {
                failed = Some(Error::from(error));
                failing.store(true, Ordering::Relaxed);
                ControlFlow::Break(())
            }
        };
        let simulated = self.protocol.simulate(missing, || (!ends()).then_some(look), add);
        progress.end();
        simulated.and(failed.map_or(Ok(()), Err))
    }

    /// Notes that not everything was finished.
    fn stopped(&mut self, replicates: u32, runs: &BTreeMap<Slot, Run>) -> Error {
        let before = self.runs[0].len();
        let arms = self.runs.len();
        let whole = (before as u32..replicates)
            .take_while(|&replicate| (0..arms).all(|arm| runs.contains_key(&Slot { replicate, arm })));
        // What matters now is why it ended; the manifest of the beginning is true as well.
        let _ = self.note(before + whole.count(), true);
        let finished = (before * arms + runs.len()) as u64;
        Error::Stopped { finished, wanted: arms as u64 * u64::from(replicates), folder: self.folder.clone() }
    }

    fn note(&mut self, finished: usize, interrupted: bool) -> Result<(), Error> {
        let files = output::result_files(&self.folder).unwrap_or_default();
        self.manifest.finish(finished as u32, interrupted, files);
        Ok(self.manifest.write(&self.folder)?)
    }

    fn name(&self, slot: Slot) -> &str {
        &self.protocol.arms()[slot.arm].0
    }
}

fn write_scenarios<'s>(folder: &Path, arms: impl Iterator<Item = (&'s str, &'s Scenario)>) -> Result<(), Error> {
    for (name, scenario) in arms {
        output::write_atomically(&folder.join(names::arm(name)), scenario.to_toml().as_bytes())?;
    }
    Ok(())
}
