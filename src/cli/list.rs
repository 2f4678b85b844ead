//! `grassroots list`: the scenarios and the experiments inside the program.

use grassroots::render::words::aligned;
use grassroots::study::{audit, definition};
use grassroots::{Language, scenario};

use super::failure::Failure;
use super::language::language;
use super::text::print;

/// How to list.
#[derive(clap::Args)]
pub struct Args {
    /// Language of the descriptions: en or zh
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    language: Language,
}

/// Lists names and descriptions.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let language = args.language;
    let rows = |listed: Vec<(&'static str, String)>| -> Vec<[String; 2]> {
        listed.into_iter().map(|(name, text)| [name.to_owned(), text]).collect()
    };
    let scenarios: Vec<_> = scenario::list()
        .into_iter()
        .map(|(name, text)| [name.to_owned(), scenario::description_in(&text, language).to_owned()])
        .collect();
    print(&format!(
        "{}\n{}\n{}\n{}\n{}\n{}",
        language.pick("scenarios, for run and compare", "情景，用于 run 和 compare"),
        aligned("  ", &scenarios),
        language.pick("experiments, for sweep and sensitivity", "实验，用于 sweep 和 sensitivity"),
        aligned("  ", &rows(definition::list(language))),
        language.pick("claims, for audit", "主张，用于 audit"),
        aligned("  ", &rows(audit::list(language)))
    ))
}
