//! `grassroots explain`: what a word means.

use grassroots::Language;
use grassroots::render::words::{explained, sections_text};

use super::failure::Failure;
use super::language::language;
use super::text::print;

/// What to explain.
#[derive(clap::Args)]
pub struct Args {
    /// A key such as government.pressure, a bare name such as pressure, a section, a scope (policy, world, run), a column of
    /// results such as solved_share, or a shipped scenario or experiment; without it, sections are listed
    word: Option<String>,
    /// Language of what is told: en or zh
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    language: Language,
}

/// Explains a word, or lists the sections.
pub fn execute(args: &Args) -> Result<(), Failure> {
    match &args.word {
        None => print(&format!("{}\n{}", sections_text(args.language), args.language.pick(MORE, MORE_ZH))),
        Some(word) => print(&explained(word, args.language)?),
    }
}

const MORE: &str =
    "`grassroots explain SECTION` explains its keys; `explain policy`, `world` or `run` lists those of a scope.\n";
const MORE_ZH: &str =
    "`grassroots explain 节名 --language zh` 解释一节的键；以 `policy`、`world` 或 `run` 为词则列出该范围的键。\n";
