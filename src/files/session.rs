//! A time that the program works on a study in a folder: begun or gone on with, added to by each run, completed after
//! all.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::error::reading;
use super::folder::{self, Held};
use super::journal::Journal;
use super::manifest::{Header, Manifest};
use super::products::{self, Made, Product, Told};
use super::ready::Ready;
use super::snapshots::Snapshots;
use super::store::Runs;
use super::write::Draft;
use super::{Error, FolderLock, Result, names};
use crate::language::Language;
use crate::observe::Run;
use crate::parallel::{locked, threads, unlocked};
use crate::study::{Event, Found, Job, Listener, Record, Rows, Store, Study};

/// What to do with results that a folder has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begin {
    /// Refuse them: the folder must be empty.
    #[default]
    New,
    /// Go on with them, if they are of this study.
    Resume,
    /// Take them away.
    Overwrite,
}

/// Where a study is to be run, and how.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The folder.
    pub folder: PathBuf,
    /// What to do with results that it has.
    pub begin: Begin,
    /// Files that the study is read from: none of them is written over.
    pub inputs: Vec<PathBuf>,
    /// The command that gives the results again, for the reader; may be empty.
    pub command: String,
    /// The language of figures and report.
    pub language: Language,
    /// Whether each run is to survive a loss of power.
    pub durable: bool,
    /// Whether rounds and snapshots of replicates are written as Parquet too.
    pub parquet: bool,
    /// Rounds after which the state of all residents is written, of replicates of a scenario.
    pub snapshots: Vec<u32>,
}

/// A study at work in its folder, which no other process writes meanwhile.
pub struct Session {
    lock: FolderLock,
    study: Study,
    runs: Runs,
    parquet: bool,
    durable: bool,
    snapshots: Snapshots,
    notes: Vec<String>,
    before: u64,
}

/// What stands in the folder at the end.
#[derive(Clone, Debug)]
pub struct Results {
    /// What they say.
    pub told: Told,
    /// Tables and figures that were made, by name.
    pub files: Vec<String>,
    /// What is worth knowing of them.
    pub notes: Vec<String>,
    /// Runs that were there at the beginning.
    pub before: u64,
    /// How long it took, in seconds.
    pub seconds: f64,
}

impl Session {
    /// Opens the folder, once it is known to be for this study. Nothing is changed in it before all is checked.
    ///
    /// # Errors
    /// As [`Study::check_size`], if another process writes into it, if it has other results or files in it, if it was written
    /// by another program, if files that the study is read from would be lost, or if nothing can be written.
    pub fn open(study: Study, request: &Request) -> std::result::Result<Self, crate::Error> {
        study.check_size()?;
        let lock = FolderLock::take(&request.folder)?;
        let path = lock.path().to_owned();
        let held = folder::held(&path)?;
        let study = match (request.begin, &held) {
            (Begin::Resume, Some(held)) => study.reaching(held.manifest.header.study.replicates),
            _ => study,
        };
        let held = match (request.begin, held) {
            (Begin::Resume, Some(held)) => Some(fits(&path, &study, held)?),
            (Begin::New, Some(held)) => return Err(refused(&path, &study, &held).into()),
            (Begin::New | Begin::Resume, None) if !folder::listed(&path)?.is_empty() => {
                return Err(Error::NotEmpty { path }.into());
            }
            (_, held) => {
                begin_anew(&path, &study, request, held.as_ref())?;
                None
            }
        };
        Self::at(lock, study, request, held)
    }

    fn at(
        lock: FolderLock,
        study: Study,
        request: &Request,
        held: Option<Held>,
    ) -> std::result::Result<Self, crate::Error> {
        let path = lock.path().to_owned();
        let resumed = held.is_some();
        check_names(&path, &study, request, held.as_ref().map(|held| &held.manifest))?;
        let own = products::names_of(&study, true);
        let is_made = |name: &str| {
            own.contains(name) || [names::JOURNAL, names::MANIFEST].contains(&name) || names::is_snapshot(name)
        };
        folder::make_ready(&path, is_made)?;
        let (manifest, found) = match held {
            Some(held) => (extended(held.manifest, &study, request), held.found),
            None => begun(&path, &study, request)?,
        };
        let mut notes = lost(&path, found.lost());
        let journal = path.join(names::JOURNAL);
        if !journal.try_exists().map_err(reading(&journal))? {
            Journal::begin(&journal, &manifest.header)?;
        }
        let runs = Runs::open(&path, &study, manifest, found, request.durable, &mut |note| notes.push(note))?;
        let (parquet, snapshots) = (request.parquet, Snapshots::new(&path, request));
        if resumed {
            let rows = runs.known(study.plan())?;
            let missing = runs.with_manifest(|manifest| snapshots.missing(&study, &rows, manifest))?;
            missing.into_iter().for_each(|job| runs.forget(job));
            let rows = runs.known(study.plan())?;
            let unfinished = study.jobs().into_iter().filter(|&job| rows.get(job).is_none());
            unfinished.filter(|&job| snapshots.were_missed(&study, job, &runs)).for_each(|job| runs.forget_state(job));
        }
        let before = runs.known(study.plan())?.len() as u64;
        let jobs = study.jobs().len() as u64;
        runs.with_manifest(|manifest| {
            manifest.runs = jobs;
            manifest.begin(before, threads());
        });
        runs.write_manifest()?;
        Ok(Self { lock, study, runs, parquet, durable: request.durable, snapshots, notes, before })
    }

    /// Where the results are.
    pub fn folder(&self) -> &Path {
        self.lock.path()
    }

    /// What is studied.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// What is worth knowing of the folder: lines and files that were damaged, whose runs will be done again.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The runs, as they are kept.
    pub fn store(&self) -> &dyn Store {
        &self.runs
    }

    /// The runs that are still to be done.
    ///
    /// # Errors
    /// If the journal has runs that the study does not have.
    pub fn missing(&self) -> std::result::Result<Vec<Job>, crate::Error> {
        let rows: Rows = self.runs.known(self.study.plan())?;
        Ok(self.study.jobs().into_iter().filter(|&job| self.study.is_missing(&rows, job)).collect())
    }

    /// Does what is missing; each run that has ended is on the disk at once. See [`Study::run`].
    ///
    /// # Errors
    /// If a run or a snapshot cannot be written. What was finished before is kept.
    pub fn run(&self, listener: Listener<'_>) -> std::result::Result<Found, crate::Error> {
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let looked = |event: Event<'_>| {
            if let Event::Round { simulation, .. } = event
                && let Err(error) = self.snapshots.look(simulation, &self.runs)
            {
                locked(&failure).get_or_insert(error);
                return ControlFlow::Break(());
            }
            listener(event)
        };
        let found = self.study.run(&self.runs, &looked)?;
        unlocked(failure).map_or(Ok(found), |error| Err(error.into()))
    }

    /// Puts a run, and its rounds where they are kept, in the place of what is known of it.
    pub(super) fn replace(
        &self,
        job: Job,
        record: &Record,
        run: Option<&Run>,
    ) -> std::result::Result<(), crate::Error> {
        Ok(self.runs.adopt(job, record, run)?)
    }

    /// Makes the tables and figures of all runs that have ended, and puts them into their places together.
    ///
    /// # Errors
    /// If a file cannot be written, or if one of its name in the folder is not the program's own. What was there stays then.
    pub fn finish(&mut self, found: &Found) -> std::result::Result<Results, crate::Error> {
        // Of a comparison that was to be precise the number of replicates is known only now.
        self.study = self.study.clone().replicates(found.replicates);
        let (command, language) = self.runs.with_manifest(|manifest| (manifest.command.clone(), manifest.language));
        let Made { products, told } = products::of(&self.study, &self.runs, found, (&command, language), self.parquet)?;
        let made: Vec<String> = products.iter().map(|product| product.name.clone()).collect();
        let notes = products.iter().filter_map(|product| product.note.clone()).collect();
        let prepared = products.into_iter().map(|product| self.prepare(product)).collect::<Result<Vec<_>>>()?;
        self.note(&prepared, found);
        if !made.is_empty() {
            self.drop_stale(&made)?;
        }
        self.runs.write_manifest()?;
        prepared.into_iter().try_for_each(Ready::place)?;
        self.runs.with_manifest(|manifest| {
            manifest.settle();
            manifest.rebuilt &= found.broken;
            manifest.end();
        });
        self.runs.write_manifest()?;
        let _ = std::fs::remove_dir(self.folder().join(names::CHECKPOINTS));
        let seconds =
            self.runs.with_manifest(|manifest| manifest.sessions.last().and_then(|session| session.seconds()));
        Ok(Results { told, files: made, notes, before: self.before, seconds: seconds.unwrap_or(0.0) })
    }

    /// Has a product written beside its place.
    fn prepare(&self, product: Product<'_>) -> Result<Ready> {
        let path = self.folder().join(&product.name);
        let in_folder = |error| match error {
            Error::Write { path: name, source } if name.is_relative() => {
                Error::Write { path: self.folder().join(name.file_name().unwrap_or_default()), source }
            }
            other => other,
        };
        let prepared = Draft::create(&path)?.fill(product.write, self.durable).map_err(in_folder)?;
        self.runs.with_manifest(|manifest| Ready::of(self.folder(), manifest, &product.name, prepared))
    }

    /// Notes what is about to take its place.
    fn note(&self, prepared: &[Ready], found: &Found) {
        self.runs.with_manifest(|manifest| {
            prepared.iter().for_each(|ready| ready.note(manifest));
            manifest.runs = found.wanted;
        });
    }

    /// Takes away products of an earlier design that are not made any more, such as figures of other factors.
    fn drop_stale(&self, made: &[String]) -> Result<()> {
        let all = products::names_of(&self.study, true);
        let stale: Vec<String> = self.runs.with_manifest(|manifest| {
            let names = manifest.files.iter().map(|file| file.name.clone());
            names.filter(|name| all.contains(name) && !made.contains(name)).collect()
        });
        for name in stale {
            let path = self.folder().join(&name);
            self.runs.with_manifest(|manifest| folder::may_write(self.folder(), Some(manifest), &name, None))?;
            folder::remove(&path)?;
            self.runs.with_manifest(|manifest| manifest.files.retain(|file| file.name != name));
        }
        Ok(())
    }
}

/// What is held, if it is of this study and of this program.
fn fits(path: &Path, study: &Study, held: Held) -> std::result::Result<Held, crate::Error> {
    if held.found.study.is_none() && held.found.entries.is_empty() && held.manifest.ended > 0 {
        let problem =
            format!("it is gone or empty, and with it {} runs: put it back, or begin anew", held.manifest.ended);
        return Err(Error::Damaged { path: path.join(names::JOURNAL), problem }.into());
    }
    let changes = changes(study, &held)?;
    if changes.is_empty() { Ok(held) } else { Err(Error::Other { path: path.to_owned(), changes }.into()) }
}

fn changes(study: &Study, held: &Held) -> std::result::Result<Vec<String>, crate::Error> {
    match held.manifest.header.other_program() {
        Some(other) => Ok(vec![other]),
        None => Ok(held.manifest.header.study.study()?.changes(study)),
    }
}

/// Why a folder with results is not for a new study.
fn refused(path: &Path, study: &Study, held: &Held) -> Error {
    let path = path.to_owned();
    let same = changes(study, held).is_ok_and(|changes| changes.is_empty());
    let what = held.manifest.header.study.kind.word();
    let (finished, wanted) = (held.found.entries.len() as u64, held.manifest.runs);
    if same { Error::Begun { path, what, finished, wanted } } else { Error::NotEmpty { path } }
}

/// Checks all that beginning anew would do, then takes away what an earlier study left.
fn begin_anew(path: &Path, study: &Study, request: &Request, held: Option<&Held>) -> Result<()> {
    let manifest = held.map(|held| &held.manifest);
    check_names(path, study, request, manifest)?;
    manifest.map_or(Ok(()), |manifest| folder::clear(path, manifest))
}

/// Checks that nothing which the study writes takes the place of something that is not its own.
fn check_names(path: &Path, study: &Study, request: &Request, manifest: Option<&Manifest>) -> Result<()> {
    let own = [names::JOURNAL, names::MANIFEST].map(str::to_owned);
    let resumed = request.begin == Begin::Resume;
    let mut all: BTreeSet<String> = products::names_of(study, request.parquet);
    all.extend(Snapshots::new(path, request).all(study));
    let before = all.clone();
    all.extend(own.clone());
    all.extend(manifest.iter().flat_map(|manifest| manifest.files.iter().map(|file| file.name.clone())));
    folder::spare(path, &request.inputs, &all)?;
    before.iter().try_for_each(|name| {
        folder::may_write(path, manifest, name, None).or_else(|error| match error {
            // Tables of a folder whose manifest was lost are compared when they are made again.
            Error::Foreign { .. } if resumed && manifest.is_some_and(|manifest| manifest.rebuilt) => Ok(()),
            other => Err(other),
        })
    })?;
    match manifest {
        Some(_) => Ok(()),
        None => own.iter().try_for_each(|name| folder::may_write(path, None, name, None)),
    }
}

/// The manifest and the journal of a folder in which nothing was done yet.
fn begun(path: &Path, study: &Study, request: &Request) -> Result<(Manifest, super::journal::Content)> {
    let manifest = Manifest::new(Header::new(study.charter()), &request.command);
    let manifest = Manifest { language: request.language, runs: study.jobs().len() as u64, ..manifest };
    let journal = path.join(names::JOURNAL);
    Journal::begin(&journal, &manifest.header)?;
    let found = super::journal::read(&journal, Some(&manifest.header.identity))?;
    Ok((manifest, found))
}

/// The manifest of a study that is gone on with, with what it is now.
fn extended(manifest: Manifest, study: &Study, request: &Request) -> Manifest {
    let header = manifest.header.extended(study.charter());
    Manifest { header, command: request.command.clone(), language: request.language, ..manifest }
}

fn lost(path: &Path, lines: u64) -> Vec<String> {
    let journal = path.join(names::JOURNAL);
    match lines {
        0 => Vec::new(),
        1 => vec![format!("a line of {} was damaged: its run will be done again", journal.display())],
        lines => vec![format!("{lines} lines of {} were damaged: {lines} runs will be done again", journal.display())],
    }
}
