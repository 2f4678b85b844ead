//! `grassroots plot`: figures from results on disk, without running anything again.

use std::path::PathBuf;

use grassroots::files;

use super::failure::Failure;
use super::text::print;

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
pub fn execute(args: &Args) -> Result<(), Failure> {
    let files =
        files::plot(&args.dir, &args.columns, &args.group, &mut |text| super::text::note(&format!("note: {text}")))?;
    let list: Vec<String> = files.iter().map(|file| args.dir.join(file).display().to_string() + "\n").collect();
    print(&list.concat())
}
