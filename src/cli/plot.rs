//! `grassroots plot`: figures from results on disk, without running anything again.

use std::path::PathBuf;

use clap::ValueEnum;
use grassroots::Language;
use grassroots::files::{self, Drawing, Format};
use grassroots::render::figures::Look;

use super::failure::Failure;
use super::text::{note, print};

/// What to draw.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results, of a run, a comparison or a sweep
    dir: PathBuf,
    /// Columns to draw in one figure, `custom`, of a run or of all arms of a comparison [default: all standard figures]
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    columns: Vec<String>,
    /// Groups to draw: city, district_1, ses_low and so on
    #[arg(long, value_delimiter = ',', value_name = "NAME,...", default_value = "city", requires = "columns")]
    group: Vec<String>,
    /// What the figures are for: slides have a figure for each panel, with letters of at least 18 points where a slide is 13
    /// inches wide
    #[arg(long = "for", value_name = "USE", default_value = "page")]
    place: Place,
    /// Kinds of files
    #[arg(long, value_delimiter = ',', value_name = "KIND,...", default_value = "svg,png")]
    format: Vec<Kind>,
    /// Width and height in pixels, 200 to 10000 each [default: 2400 wide, and as high as a figure needs]
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    size: Option<(u32, u32)>,
    /// Language, en or zh [default: that of the folder]
    #[arg(long, value_name = "CODE", value_parser = super::language::language)]
    language: Option<Language>,
    /// Title in place of the name of the scenario or the experiment
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Place {
    Page,
    Slides,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Svg,
    Png,
    Pdf,
}

/// Draws figures into the folder.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let formats = args.format.iter().map(|kind| match kind {
        Kind::Svg => Format::Svg,
        Kind::Png => Format::Png,
        Kind::Pdf => Format::Pdf,
    });
    let look = Look { slides: matches!(args.place, Place::Slides), size: args.size, title: args.title.clone() };
    let drawing = Drawing {
        columns: args.columns.clone(),
        groups: args.group.clone(),
        look,
        language: args.language,
        formats: formats.collect(),
    };
    let files = files::plot(&args.dir, &drawing, &mut |text| note(&format!("note: {text}")))?;
    let list: Vec<String> = files.iter().map(|file| args.dir.join(file).display().to_string() + "\n").collect();
    print(&list.concat())
}

/// Reads `WIDTHxHEIGHT`.
fn size(text: &str) -> Result<(u32, u32), String> {
    let side = |text: &str| text.trim().parse().ok().filter(|side| (200..=10_000).contains(side));
    let (width, height) = text.split_once(['x', 'X', '\u{d7}']).unwrap_or((text, ""));
    side(width).zip(side(height)).ok_or("it is WIDTHxHEIGHT in pixels, 200 to 10000 each, such as 1600x900".to_owned())
}
