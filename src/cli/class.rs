//! `grassroots class`: what the share codes of a class tell together, and the codes of a comparison on disk.

use std::path::{Path, PathBuf};

use grassroots::language::Language;
use grassroots::reading::Files;
use grassroots::render::figures::{Picture, class_pictures};
use grassroots::render::{tables, words};
use grassroots::scenario::Scenario;
use grassroots::study::class::{Class, Identity};
use grassroots::{Error, files};

use super::failure::Failure;
use super::language::language;
use super::text::{print, write_new};

/// Which codes.
#[derive(clap::Args)]
pub struct Args {
    /// File with a share code at the end of each line; lines that begin with # are comments
    #[arg(required_unless_present = "codes_of")]
    codes: Option<PathBuf>,
    /// The scenario that was kept and the one it was compared with: codes of others are refused; without them, codes of another
    /// comparison than most are of
    #[arg(num_args = 2, value_names = ["KEPT", "CHANGED"])]
    scenarios: Vec<String>,
    /// Write what they tell as a table, a row for each outcome
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the differences over ten stretches of the rounds as a table
    #[arg(long, value_name = "FILE")]
    stretches: Option<PathBuf>,
    /// Draw the outcomes and the differences over the rounds, as SVG and PNG, into a folder
    #[arg(long, value_name = "DIR", requires = "scenarios")]
    figures: Option<PathBuf>,
    /// Language of what is told and drawn: en or zh
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    language: Language,
    /// Print the codes of a comparison on disk instead, one for every twenty replicates
    #[arg(long, value_name = "DIR", conflicts_with_all = ["codes", "csv", "stretches", "figures"])]
    codes_of: Option<PathBuf>,
}

/// Merges codes, or prints them.
pub fn execute(args: &Args) -> Result<(), Failure> {
    match (&args.codes_of, &args.codes) {
        (Some(dir), _) => print(&files::codes(dir)?.into_iter().map(|code| code + "\n").collect::<String>()),
        (None, Some(path)) => merge(args, path),
        (None, None) => Ok(()),
    }
}

fn merge(args: &Args, path: &PathBuf) -> Result<(), Failure> {
    let text = std::fs::read(path).map_err(|source| Failure::Read { path: path.clone(), source })?;
    let named = named(args)?;
    let wanted = named.as_ref().map(|[kept, changed]| Identity::of(kept, changed));
    let class = Class::read(&String::from_utf8_lossy(&text), wanted);
    print(&words::class_summary(&class, args.language))?;
    if class.replicates() == 0 {
        return Err(Failure::Unusable(format!("{} has no code that could be taken", path.display())));
    }
    let table = |write: fn(&mut dyn std::io::Write, &Class) -> std::io::Result<()>, path: &Option<PathBuf>| {
        path.as_ref().map_or(Ok(()), |path| write_new(path, |out| write(out, &class)))
    };
    table(tables::write_class, &args.csv)?;
    table(tables::write_class_stretches, &args.stretches)?;
    let pictures = named.zip(args.figures.as_ref());
    pictures.map_or(Ok(()), |([kept, changed], folder)| {
        draw(&class_pictures(&class, &kept, &changed, args.language), folder)
    })
}

/// The scenarios that were compared, if they are named.
fn named(args: &Args) -> Result<Option<[Scenario; 2]>, Failure> {
    let [kept, changed] = &args.scenarios[..] else { return Ok(None) };
    let read = |name: &str| Scenario::read(&Files::new(), name);
    Ok(Some([read(kept)?, read(changed)?]))
}

fn draw(pictures: &[Picture], folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|source| Failure::Make { path: folder.to_owned(), source })?;
    for picture in pictures {
        let (svg, png) = (picture.svg().map_err(Error::from)?, picture.png().map_err(Error::from)?);
        let place = |ending: &str| folder.join(format!("{}.{ending}", picture.stem()));
        write_new(&place("svg"), |out| out.write_all(svg.as_bytes()))?;
        write_new(&place("png"), |out| out.write_all(&png))?;
    }
    Ok(())
}
