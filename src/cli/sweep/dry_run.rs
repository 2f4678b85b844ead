//! `--dry-run`: how many runs there are, and what they will take, from a short sample.

use std::path::Path;
use std::time::Duration;

use grassroots::study::{Estimate, Study};
use indicatif::{HumanBytes, HumanDuration};

use crate::cli::failure::Failure;
use crate::cli::text::print;

/// How long the sample runs.
const SAMPLE: Duration = Duration::from_millis(1500);

/// Bytes that figures take, about.
const FIGURES: u64 = 1 << 20;

/// Tells it.
pub fn tell(study: &Study, folder: &Path, threads: usize) -> Result<(), Failure> {
    let Estimate { points, replicates, all, runs, rounds, rounds_per_second, bytes } = Estimate::of(study, SAMPLE)?;
    let shard = study.part();
    let of_shard = if shard.is_whole() { String::new() } else { format!("; shard {shard} is {runs} of them") };
    let seconds = (runs as f64 * rounds as f64 / rounds_per_second).min(1e12);
    let time = match seconds {
        short if short < 1.0 => "less than a second".to_owned(),
        long => format!("about {}", HumanDuration(Duration::from_secs_f64(long))),
    };
    let (rate, disk) = (rounds_per_second / rounds as f64, HumanBytes(bytes + FIGURES));
    print(&format!(
        "{}: {points} points with {replicates} replicates are {all} runs{of_shard}\n\
         {time} on {threads} threads ({rate:.1} runs a second in a sample of {:.1} s)\n\
         about {disk} in {}\n",
        study.plan().name(),
        SAMPLE.as_secs_f64(),
        folder.display()
    ))
}
