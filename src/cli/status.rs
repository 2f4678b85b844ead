//! `grassroots status`: how far a study is. It only reads, so that it can be asked at any time.

use std::path::PathBuf;
use std::time::Duration;

use grassroots::Error;
use grassroots::files::{self, Progress};
use indicatif::HumanDuration;

use super::failure::Failure;
use super::text::print;

/// Which study.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results
    dir: PathBuf,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// Says how far it is.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let status = files::status(&args.dir)?;
    if !args.json {
        return print(&text(&status));
    }
    let text = serde_json::to_string_pretty(&status).map_err(|error| Error::Internal(error.to_string()))?;
    print(&format!("{text}\n"))
}

fn text(status: &Progress) -> String {
    let Progress { study, shard, runs, done, stopped, failed, left, damaged, running, .. } = status;
    let part = if shard == "1/1" { String::new() } else { format!(", shard {shard}") };
    let state = match (running, left) {
        (true, _) => "running",
        (false, 0) => "finished",
        (false, _) => "not running: --resume goes on",
    };
    let damage = match damaged {
        0 => String::new(),
        1 => "a line of the journal is damaged: --resume does its run again\n".to_owned(),
        lines => format!("{lines} lines of the journal are damaged: --resume does their runs again\n"),
    };
    let (rate, time) = (rate(status), time(status));
    format!(
        "{study}{part}: {state}\n{runs} runs: {done} done, {stopped} stopped, {failed} failed, {left} left\n{rate}{time}{damage}"
    )
}

fn rate(status: &Progress) -> String {
    status.runs_per_second.map_or(String::new(), |rate| format!("{rate:.1} runs a second"))
}

fn time(status: &Progress) -> String {
    let Some(seconds) = status.seconds_left else { return String::new() };
    let time = HumanDuration(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    match (status.left, status.running) {
        (0, _) => "\n".to_owned(),
        (_, true) => format!(", about {time} to go\n"),
        (_, false) => format!(", about {time} to go at that rate\n"),
    }
}
