//! `manifest.json`: what made these results, so that they can be made again.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Compared, Error, Result, names, reading, write_atomically};

/// What made the results of a folder. Written before the run with nothing finished, and again at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The commit it was built from, or `unknown`.
    pub commit: String,
    /// Name of the scenario.
    pub scenario: String,
    /// BLAKE3 hash of the resolved scenario, `scenario.toml`.
    pub scenario_hash: String,
    /// What was compared, if several scenarios were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Compared>,
    /// Seed of what happens.
    pub seed: u64,
    /// Seed of the city where it was fixed.
    pub city_seed: Option<u64>,
    /// Replicates asked for.
    pub replicates: u32,
    /// Replicates finished.
    pub replicates_finished: u32,
    /// Threads used.
    pub threads: usize,
    /// When the run started.
    pub started: Timestamp,
    /// When it ended; none while it runs or if it was killed.
    pub finished: Option<Timestamp>,
    /// How long it took.
    pub duration_seconds: Option<f64>,
    /// Whether it was ended before all replicates were finished.
    pub interrupted: bool,
    /// The command line, with the program.
    pub arguments: Vec<String>,
    /// The files of results.
    pub files: Vec<String>,
}

impl Manifest {
    /// The manifest of a run that starts now. The public fields that are not asked for here (`seed`, `city_seed`,
    /// `replicates`, `threads`, `arguments`) are for the caller to fill in.
    pub fn start(scenario: &str, resolved_scenario: &str) -> Self {
        Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: commit().to_owned(),
            scenario: scenario.to_owned(),
            scenario_hash: blake3::hash(resolved_scenario.as_bytes()).to_hex().to_string(),
            comparison: None,
            seed: 0,
            city_seed: None,
            replicates: 0,
            replicates_finished: 0,
            threads: 1,
            started: Timestamp::now(),
            finished: None,
            duration_seconds: None,
            interrupted: false,
            arguments: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Notes the end of the run, now.
    pub fn finish(&mut self, replicates_finished: u32, interrupted: bool, files: Vec<String>) {
        let now = Timestamp::now();
        self.finished = Some(now);
        self.duration_seconds = Some(now.duration_since(self.started).as_secs_f64());
        self.replicates_finished = replicates_finished;
        self.interrupted = interrupted;
        self.files = files;
    }

    /// Writes it into a folder, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(names::MANIFEST);
        let text = serde_json::to_string_pretty(self);
        let text = text.map_err(|error| Error::Write { path: path.clone(), source: error.into() })?;
        write_atomically(&path, format!("{text}\n").as_bytes())
    }

    /// Reads that of a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(names::MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(reading(&path))?;
        serde_json::from_str(&text).map_err(|error| Error::Damaged {
            path,
            line: error.line() as u64,
            problem: error.to_string(),
        })
    }
}

/// How a program that made results differs from this one, in words; none if it is this very one.
pub(super) fn other_program(version: &str, commit: &str) -> Option<String> {
    let this = (env!("CARGO_PKG_VERSION"), self::commit());
    let (now, build) = this;
    ((version, commit) != this)
        .then(|| format!("it was begun by version {version} ({commit}), this is {now} ({build})"))
}

/// The commit that the program was built from.
pub(super) fn commit() -> &'static str {
    git_version::git_version!(args = ["--always", "--abbrev=12", "--dirty=-modified"], fallback = "unknown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::start("baseline", "[budget]\n");
        manifest.write(folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap().finished, None);
        manifest.finish(3, false, vec!["rounds.csv".to_owned()]);
        manifest.write(folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), manifest);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no part file is left");
    }

    #[test]
    fn times_are_rfc_3339_and_the_hash_is_blake3() {
        let manifest = Manifest::start("baseline", "");
        let text = serde_json::to_string(&manifest).unwrap();
        assert!(text.contains(r#""scenario_hash":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262""#));
        assert!(manifest.started.to_string().ends_with('Z'));
    }

    #[test]
    fn a_damaged_manifest_is_an_error_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("manifest.json"), "{\n  \"program\": 1\n}").unwrap();
        assert!(matches!(Manifest::read(folder.path()), Err(Error::Damaged { line: 2, .. })));
        assert!(matches!(Manifest::read(Path::new("/nowhere")), Err(Error::Read { .. })));
    }
}
