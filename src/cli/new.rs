//! `grassroots new`: a commented starter for an own policy, or an own experiment.

use std::path::{Path, PathBuf};

use grassroots::reading::Files;
use grassroots::render::words::quoted;
use grassroots::scenario::{self, Scenario};
use grassroots::study::{Experiment, definition};

use super::failure::Failure;
use super::text::{print, write_new};

/// Where, and on what.
#[derive(clap::Args)]
pub struct Args {
    /// The file to write
    file: PathBuf,
    /// The scenario it extends, or that an experiment varies: a shipped one by its name, or a file relative to the new one's
    /// folder
    #[arg(long, default_value = "baseline", value_name = "BASE")]
    extends: String,
    /// Write an experiment, for `sweep`
    #[arg(long)]
    experiment: bool,
}

/// What a starter says of the program.
const ADVICE: &str = "`grassroots check` tells what is changed, `grassroots explain KEY` what a key means.";
const ADVICE_ON_EXPERIMENTS: &str = "`grassroots check` tells what is varied, `sweep --dry-run` what it takes.";

/// Writes the starter, once it is known to load; never over another file.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let taken = scenario::names().chain(definition::names());
    if taken.into_iter().any(|name| args.file.file_stem().is_some_and(|stem| stem == name)) {
        let help = "the program has a file of that name inside, which this one would hide: choose another name";
        return Err(Failure::Exists { path: args.file.clone(), help });
    }
    let text = if args.experiment { experiment(args)? } else { policy(args)? };
    write_new(&args.file, |out| out.write_all(text.as_bytes()))?;
    let name = args.file.display().to_string();
    print(&format!("{name} is written: change it, then `grassroots check {}`\n", quoted(&name)))
}

fn policy(args: &Args) -> Result<String, Failure> {
    let folder = folder(args);
    let extends = format!("extends = {}\n", toml::Value::String(args.extends.clone()));
    let base = Scenario::from_toml_in(folder, "--extends", &extends)?;
    let text = scenario::starter(&args.extends, &base, ADVICE);
    Scenario::from_toml_in(folder, &args.file.display().to_string(), &text)?;
    Ok(text)
}

fn experiment(args: &Args) -> Result<String, Failure> {
    let text = definition::starter(&args.extends, ADVICE_ON_EXPERIMENTS);
    Experiment::from_toml_in(&Files::from_folder(folder(args)), &args.file.display().to_string(), &text)?;
    Ok(text)
}

fn folder(args: &Args) -> &Path {
    args.file.parent().unwrap_or(Path::new(""))
}
