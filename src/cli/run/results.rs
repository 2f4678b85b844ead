//! The results of a run on disk: begun before it, added to by each replicate, completed after it.

use std::fs::File;
use std::path::{Path, PathBuf};

use grassroots::observe::Run;
use grassroots::output::{self, Manifest, RoundsCsv, names};
use grassroots::render::figures::{Caption, run_pictures};
use grassroots::study::summarise;
use grassroots::{Error, Scenario};

/// A folder of results in the making.
pub struct Results {
    folder: PathBuf,
    manifest: Manifest,
    rounds: RoundsCsv<File>,
    runs: Vec<Run>,
}

impl Results {
    /// Writes what is known before the run: the resolved scenario and a manifest with nothing finished. `first` is the number
    /// of the first replicate, usually 0.
    pub fn begin(folder: &Path, scenario: &Scenario, first: u32, threads: usize) -> Result<Self, Error> {
        let resolved = scenario.to_toml();
        output::write_atomically(&folder.join(names::SCENARIO), resolved.as_bytes())?;
        let mut manifest = Manifest::start(&scenario.name, &resolved);
        manifest.seed = scenario.run.seed;
        manifest.city_seed = scenario.run.city_seed;
        manifest.replicates = scenario.run.replicates;
        manifest.threads = threads;
        manifest.arguments = std::env::args().collect();
        manifest.write(folder)?;
        let rounds = RoundsCsv::create(&folder.join(names::ROUNDS_CSV), first)?;
        Ok(Self { folder: folder.to_owned(), manifest, rounds, runs: Vec::new() })
    }

    /// Where the results are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The finished replicates; in their order once the results are finished.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Takes a finished replicate.
    pub fn add(&mut self, run: Run) -> Result<(), Error> {
        let added = self.rounds.add(&run);
        self.runs.push(run);
        Ok(added?)
    }

    /// Writes what follows from all replicates that were finished: summary, figures, Parquet, the final manifest.
    pub fn finish(&mut self, scenario: &Scenario, parquet: bool) -> Result<(), Error> {
        let rounds = self.rounds.finish().map_err(Error::from);
        self.runs.retain(|run| self.rounds.has(run.seeds.replicate));
        self.runs.sort_by_key(|run| run.seeds.replicate);
        // The manifest is true before figures are drawn, whatever comes of them, and complete after.
        let noted = self.note(scenario);
        let derived = self.derive(scenario, parquet);
        rounds.and(noted).and(derived).and(self.note(scenario))
    }

    fn note(&mut self, scenario: &Scenario) -> Result<(), Error> {
        let finished = self.runs.len() as u32;
        let files = output::result_files(&self.folder).unwrap_or_default();
        self.manifest.finish(finished, finished < scenario.run.replicates, files);
        Ok(self.manifest.write(&self.folder)?)
    }

    fn derive(&self, scenario: &Scenario, parquet: bool) -> Result<(), Error> {
        if self.runs.is_empty() {
            return Ok(());
        }
        output::write_summary(&self.folder.join(names::SUMMARY), &summarise(&self.runs)?)?;
        if parquet {
            output::write_rounds_parquet(&self.folder.join(names::ROUNDS_PARQUET), &self.runs)?;
        }
        output::save_pictures(&self.folder, &run_pictures(&self.runs, &Caption::of(scenario))?)?;
        Ok(())
    }
}
