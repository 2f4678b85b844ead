//! `grassroots list`: the scenarios and the experiments inside the program.

use grassroots::render::words::aligned;
use grassroots::study::{Audit, Experiment, audit, definition};
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
    let experiment = |name: &str| {
        let experiment = Experiment::load(name)?;
        Ok([name.to_owned(), definition::description_in(&experiment, language).to_owned()])
    };
    let experiments = definition::names().map(experiment).collect::<Result<Vec<_>, Failure>>()?;
    let scenarios: Vec<_> = scenario::list()
        .into_iter()
        .map(|(name, text)| [name.to_owned(), scenario::description_in(&text, language).to_owned()])
        .collect();
    let claim = |name: &str| {
        let audit = Audit::load(name, true)?;
        Ok([name.to_owned(), audit::description_in(&audit, language).to_owned()])
    };
    let claims = audit::names().map(claim).collect::<Result<Vec<_>, Failure>>()?;
    print(&format!(
        "{}\n{}\n{}\n{}\n{}\n{}",
        language.pick("scenarios, for run and compare", "情景，用于 run 和 compare"),
        aligned("  ", &scenarios),
        language.pick("experiments, for sweep and sensitivity", "实验，用于 sweep 和 sensitivity"),
        aligned("  ", &experiments),
        language.pick("claims, for audit", "主张，用于 audit"),
        aligned("  ", &claims)
    ))
}
