//! `grassroots plot`: figures from results on disk, without running anything again.

use std::path::{Path, PathBuf};

use grassroots::output::{self, FolderLock, Manifest, Saved, names, read_journal};
use grassroots::render::figures::{Caption, custom_picture, run_pictures};
use grassroots::{Error, Scenario, render};

use super::experiments;
use super::figures::draw_sweep;
use super::text::{note, print};

/// What to draw.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results
    dir: PathBuf,
    /// Columns to draw in one figure, `custom` [default: all standard figures]
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    columns: Vec<String>,
    /// Groups to draw: city, district_1, ses_low and so on
    #[arg(long, value_delimiter = ',', value_name = "NAME,...", default_value = "city", requires = "columns")]
    group: Vec<String>,
}

/// Draws figures into the folder.
pub fn execute(args: &Args) -> Result<(), Error> {
    let files = if Saved::is_in(&args.dir) { of_sweep(args)? } else { of_run(args)? };
    let list: Vec<String> = files.iter().map(|file| args.dir.join(file).display().to_string() + "\n").collect();
    print(&list.concat())
}

/// Draws the runs of a sweep that have ended.
fn of_sweep(args: &Args) -> Result<Vec<String>, Error> {
    if !args.columns.is_empty() {
        let dir = args.dir.display();
        let advice =
            format!("its outcomes are drawn; open one run with `grassroots reproduce {dir} --run K --out DIR`");
        return Err(Error::Option { option: "--columns", problem: format!("{dir} has results of a sweep: {advice}") });
    }
    let (_, experiment) = experiments::of_folder(&args.dir)?;
    let _lock = FolderLock::take(&args.dir)?;
    let rows = read_journal(&args.dir.join(names::JOURNAL))?.rows;
    let files = draw_sweep(&experiment, &output::rows_of(&experiment, &rows), &args.dir)?;
    if files.is_empty() { Err(render::Error::Empty("no run has ended, or no factor varies").into()) } else { Ok(files) }
}

/// Draws the rounds of a run.
fn of_run(args: &Args) -> Result<Vec<String>, Error> {
    if Manifest::read(&args.dir).is_ok_and(|manifest| manifest.comparison.is_some()) {
        let dir = args.dir.display();
        let advice = "the same `grassroots compare` with --resume draws its figures again";
        return Err(Error::Option { option: "plot", problem: format!("{dir} has results of a comparison: {advice}") });
    }
    let rounds = output::read_rounds(&args.dir.join(names::ROUNDS_CSV))?;
    if let Some(torn) = &rounds.torn {
        note(&format!("note: {torn}"));
    }
    if let Some(column) = rounds.missing.iter().find(|name| args.columns.iter().any(|column| column == *name)) {
        let problem = format!("the results in {} have no column `{column}`", args.dir.display());
        return Err(Error::Option { option: "--columns", problem });
    }
    if !rounds.missing.is_empty() {
        note(&format!("note: the results have no columns {}", rounds.missing.join(", ")));
    }
    let caption = caption_of(&args.dir);
    let pictures = if args.columns.is_empty() {
        run_pictures(&rounds.runs, &caption)?
    } else {
        vec![custom_picture(&rounds.runs, &args.columns, &args.group, &caption)?]
    };
    output::save_pictures(&args.dir, &pictures)
}

/// The caption of the scenario that stands beside the results, or the folder's name.
fn caption_of(folder: &Path) -> Caption {
    let path = folder.join(names::SCENARIO);
    match Scenario::load(&path.to_string_lossy()) {
        Ok(scenario) => Caption::of(&scenario),
        Err(_) if path.exists() => {
            note(&format!("note: {} cannot be read: figures have no title and no marks", path.display()));
            Caption { title: folder.display().to_string(), ..Caption::default() }
        }
        Err(_) => Caption { title: folder.display().to_string(), ..Caption::default() },
    }
}
