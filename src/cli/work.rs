//! What `run`, `compare` and `sweep` have in common: a study at work in a folder, with progress and Ctrl-C.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use grassroots::Language;
use grassroots::files::{Begin, Request, Results, Session};
use grassroots::study::{Event, Found, Study};

use super::failure::Failure;
use super::language::language;
use super::number::whole;
use super::progress::{Progress, interrupt_flag};
use super::text::{note, note_kept};
use super::threads::use_threads;

/// Where the results go, and how the work is done.
#[derive(clap::Args)]
pub struct Work {
    /// Folder for the results [default: outputs/<name>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Go on with the runs that the folder has; more of them can be asked for
    #[arg(long, conflicts_with = "overwrite")]
    resume: bool,
    /// Replace the results that the folder has
    #[arg(long)]
    overwrite: bool,
    /// Do again what failed before
    #[arg(long, requires = "resume")]
    retry_failed: bool,
    /// Wait until each finished run is on the disk itself, so that it survives a loss of power too
    #[arg(long)]
    durable: bool,
    /// Threads to use, 1 to 1024 [default: one per core]
    #[arg(long, value_name = "N", value_parser = whole::<u16>(1, 1024), allow_negative_numbers = true)]
    threads: Option<u16>,
    /// Language of figures, report and summary: en or zh
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    pub language: Language,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// What came of the work.
pub struct Done {
    /// The folder, still held.
    pub session: Session,
    /// What is known of the runs.
    pub found: Found,
    /// What stands in the folder.
    pub results: Results,
}

impl Work {
    /// Sets the number of threads, before anything is read: reading takes threads already.
    pub fn begin(&self) -> Result<usize, Failure> {
        use_threads(self.threads)
    }

    /// The folder, by default one in `outputs` with that name.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.out.clone().unwrap_or_else(|| PathBuf::from("outputs").join(name))
    }

    /// The request for a folder; `inputs` are the files that the study was read from.
    pub fn request(&self, folder: PathBuf, inputs: Vec<PathBuf>) -> Request {
        let request =
            Request { inputs, durable: self.durable, language: self.language, ..anew(folder, self.overwrite) };
        if self.resume { Request { begin: Begin::Resume, ..request } } else { request }
    }

    /// Does what is missing of the study, and makes its tables and figures, also if it was interrupted.
    pub fn run(&self, study: Study, request: &Request) -> Result<Done, Failure> {
        let mut session = Session::open(study.retry_failed(self.retry_failed), request)?;
        // Damage is told to everybody, also to those who want to hear of nothing else.
        session.notes().iter().for_each(|text| note(&format!("note: {text}")));
        let kept = session.folder().to_owned();
        let found = self.make(&session).inspect_err(|_| note_kept(&kept))?;
        let results = session.finish(&found).inspect_err(|_| note_kept(&kept))?;
        results.notes.iter().for_each(|text| note(&format!("note: {text}")));
        Ok(Done { session, found, results })
    }

    fn make(&self, session: &Session) -> Result<Found, Failure> {
        let interrupted = interrupt_flag()?;
        let (study, missing) = (session.study(), session.missing()?);
        let progress = Progress::of(study, &missing, study.jobs().len() as u64, self.quiet);
        drop(missing);
        let listener = |event: Event<'_>| {
            progress.saw(&event);
            if interrupted.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let found = session.run(&listener);
        progress.end();
        Ok(found?)
    }
}

/// The request for a folder that is new, or whose results are replaced.
pub fn anew(folder: PathBuf, overwrite: bool) -> Request {
    let begin = if overwrite { Begin::Overwrite } else { Begin::New };
    Request { folder, begin, command: super::command::text(), ..Request::default() }
}

impl Done {
    /// Where the results are, and with what to begin.
    pub fn place(&self, language: Language) -> String {
        let folder = self.session.folder().display();
        match language {
            Language::En => format!("\nResults are in {folder}: begin with report.html\n"),
            Language::Zh => format!("\n结果在 {folder}：请先看 report.html\n"),
        }
    }

    /// An error if runs failed or are missing.
    pub fn verdict(&self) -> Result<(), Failure> {
        let (finished, wanted, failed) = (self.found.ended(), self.found.wanted, self.found.failed());
        let folder = self.session.folder().to_owned();
        match (self.found.broken || finished < wanted, failed) {
            (true, _) => Err(Failure::Stopped { finished, wanted, folder }),
            (false, 0) => Ok(()),
            (false, failed) => Err(Failure::RunsFailed { failed, runs: wanted, folder }),
        }
    }
}
