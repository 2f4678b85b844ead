//! `grassroots explain`: what a word means.

use grassroots::render::words::{explained, sections_text};

use super::failure::Failure;
use super::text::print;

/// What to explain.
#[derive(clap::Args)]
pub struct Args {
    /// A key such as government.pressure, a bare name such as pressure, a section, a scope (policy, world, run), a column of
    /// results such as solved_share, or a shipped scenario or experiment; without it, sections are listed
    word: Option<String>,
}

/// Explains a word, or lists the sections.
pub fn execute(args: &Args) -> Result<(), Failure> {
    match &args.word {
        None => print(&format!("{}\n{MORE}", sections_text())),
        Some(word) => print(&explained(word)?),
    }
}

const MORE: &str =
    "`grassroots explain SECTION` explains its keys; `explain policy`, `world` or `run` lists those of a scope.\n";
