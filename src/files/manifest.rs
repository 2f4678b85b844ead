//! `manifest.json`: what is studied, by which program, when it worked on it, and which files it wrote.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::reading;
use super::write::write_whole;
use super::{BUILD, Error, Result, VERSION, names};
use crate::language::Language;
use crate::study::Charter;

/// The form of journals, manifests and rounds that this version writes and reads.
pub const FORMAT: u32 = 2;

/// What a folder is the results of: it stands in the manifest and in the journal, behind a checksum in both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The form of the folder.
    pub format: u32,
    /// The program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// What it was built from, see [`BUILD`].
    pub build: String,
    /// What ties the files of the folder together: that of the study when it was begun. Shards of one study have the same.
    pub identity: String,
    /// What is studied.
    pub study: Charter,
}

impl Header {
    /// That of a study that this program begins.
    pub fn new(study: Charter) -> Self {
        let whole = serde_json::to_string(&study.whole()).unwrap_or_default();
        let identity = blake3::hash(format!("{FORMAT} {BUILD} {whole}").as_bytes()).to_hex()[..32].to_owned();
        let program = env!("CARGO_PKG_NAME").to_owned();
        Self { format: FORMAT, program, version: VERSION.to_owned(), build: BUILD.to_owned(), identity, study }
    }

    /// The same with another extent, such as more replicates.
    pub fn extended(&self, study: Charter) -> Self {
        Self { study, ..self.clone() }
    }

    /// How the program that began the folder differs from this one, in words; none if it is this very one.
    pub fn other_program(&self) -> Option<String> {
        let Self { version, build, .. } = self;
        ((version.as_str(), build.as_str()) != (VERSION, BUILD))
            .then(|| format!("it was begun by version {version} (build {build}), this is {VERSION} (build {BUILD})"))
    }
}

/// A file that the program wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Its name in the folder.
    pub name: String,
    /// BLAKE3 hash of its bytes.
    pub blake3: String,
    /// The hash of the one whose place it takes: whatever ends the program between, the file in place is one of the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// A time that the program worked on a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Worked {
    /// When it started.
    pub started: Timestamp,
    /// When it ended; none while it goes on or if it was killed.
    pub finished: Option<Timestamp>,
    /// Runs that were there already.
    pub found: u64,
    /// Threads used.
    pub threads: usize,
}

impl Worked {
    /// Seconds that it took; none while it goes on or if it was killed.
    pub fn seconds(&self) -> Option<f64> {
        Some(self.finished?.duration_since(self.started).as_secs_f64())
    }
}

/// The manifest of a folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// What the folder is the results of.
    #[serde(flatten)]
    pub header: Header,
    /// The command that gives the results again; empty where a program of its own made them.
    pub command: String,
    /// The language of figures and report; not written where it is English.
    #[serde(default, skip_serializing_if = "Language::is_english")]
    pub language: Language,
    /// Runs asked for, as far as that is known.
    pub runs: u64,
    /// Runs that have ended, when the manifest was written.
    pub ended: u64,
    /// The times that the program worked on it.
    pub sessions: Vec<Worked>,
    /// The files that it wrote beside the journal and the rounds.
    pub files: Vec<Written>,
    /// Whether it was made again from the journal, and does not know of all files that the program wrote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rebuilt: bool,
    /// Checksum of all of the above.
    pub(super) blake3: String,
}

impl Manifest {
    /// That of a folder in which nothing has been done yet.
    pub fn new(header: Header, command: &str) -> Self {
        let (sessions, files) = (Vec::new(), Vec::new());
        Self {
            header,
            command: command.to_owned(),
            language: Language::En,
            runs: 0,
            ended: 0,
            sessions,
            files,
            rebuilt: false,
            blake3: String::new(),
        }
    }

    /// Notes that the program begins to work on it, now.
    pub fn begin(&mut self, found: u64, threads: usize) {
        self.sessions.push(Worked { started: Timestamp::now(), finished: None, found, threads });
    }

    /// Notes that it has ended its work, now.
    pub fn end(&mut self) {
        if let Some(session) = self.sessions.last_mut() {
            session.finished = Some(Timestamp::now());
        }
    }

    /// What is noted of a file.
    pub fn file(&self, name: &str) -> Option<&Written> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Notes a file that is about to take its place, and the hash of what stands there.
    pub fn note(&mut self, name: &str, blake3: &str, standing: Option<&str>) {
        let replaces = standing.filter(|standing| *standing != blake3).map(str::to_owned);
        self.files.retain(|file| file.name != name);
        self.files.push(Written { name: name.to_owned(), blake3: blake3.to_owned(), replaces });
        self.files.sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Notes that all files are in their places.
    pub fn settle(&mut self) {
        self.files.iter_mut().for_each(|file| file.replaces = None);
    }

    /// Writes it into a folder, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(names::MANIFEST);
        let failed = |error: serde_json::Error| Error::Write { path: path.clone(), source: error.into() };
        let signed = Self { blake3: self.checksum().map_err(failed)?, ..self.clone() };
        let text = serde_json::to_string_pretty(&signed).map_err(failed)?;
        write_whole(&path, format!("{text}\n").as_bytes(), true)
    }

    fn checksum(&self) -> std::result::Result<String, serde_json::Error> {
        let unsigned = Self { blake3: String::new(), ..self.clone() };
        Ok(blake3::hash(serde_json::to_string(&unsigned)?.as_bytes()).to_hex().to_string())
    }

    /// Reads that of a folder; none where there is none.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(names::MANIFEST);
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(reading(&path))?,
        };
        if let Some(by) = written_by(&text) {
            return Err(Error::OldForm { path: folder.to_owned(), by });
        }
        let damaged = |problem: String| {
            let mend = "move it away and resume: it is made again from the journal";
            Error::Damaged { path: path.clone(), problem: format!("{problem}; {mend}") }
        };
        let manifest: Self =
            serde_json::from_str(&text).map_err(|error| damaged(format!("line {}: {error}", error.line())))?;
        let whole = manifest.checksum().is_ok_and(|checksum| checksum == manifest.blake3);
        if whole { Ok(Some(manifest)) } else { Err(damaged("it is not as it was written".to_owned())) }
    }
}

/// The program that wrote a manifest of another form; none where it is of this form or cannot be told.
fn written_by(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let (program, version) = (value.get("program")?.as_str()?, value.get("version")?.as_str()?);
    let form = value.get("format").and_then(serde_json::Value::as_u64);
    (form != Some(u64::from(FORMAT))).then(|| format!("{program} {version}"))
}
