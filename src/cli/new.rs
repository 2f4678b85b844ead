//! `grassroots new`: a commented starter for an own policy.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use grassroots::Scenario;
use grassroots::scenario::{names, starter};

use super::failure::Failure;
use super::text::print;

/// Where, and on what.
#[derive(clap::Args)]
pub struct Args {
    /// The file to write
    file: PathBuf,
    /// The scenario it extends: a shipped one by its name, or a file relative to the new one's folder
    #[arg(long, default_value = "baseline", value_name = "BASE")]
    extends: String,
}

/// What a starter says of the program.
const ADVICE: &str = "`grassroots check` tells what is changed, `grassroots explain KEY` what a key means.";

/// Writes the starter, once it is known to load; never over another file.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let folder = args.file.parent().unwrap_or(Path::new(""));
    let shipped = names().any(|name| args.file.file_stem().is_some_and(|stem| stem == name));
    if shipped {
        let help = "the program has a scenario of that name, which the file would hide: choose another name";
        return Err(Failure::Exists { path: args.file.clone(), help });
    }
    let name = args.file.display().to_string();
    let extends = format!("extends = {}\n", toml::Value::String(args.extends.clone()));
    let base = Scenario::from_toml_in(folder, "--extends", &extends)?;
    let text = starter(&args.extends, &base, ADVICE);
    Scenario::from_toml_in(folder, &name, &text)?;
    write(&args.file, &text)?;
    print(&format!("{name} is written: change it, then `grassroots check {name}`\n"))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = std::fs::File::create_new(path).map_err(|error| refused(path, error))?;
    file.write_all(text.as_bytes()).map_err(|source| Failure::Write { path: path.to_owned(), source })
}

fn refused(path: &Path, source: std::io::Error) -> Failure {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::AlreadyExists => Failure::Exists { path, help: "choose another name" },
        ErrorKind::NotFound => {
            let missing = std::io::Error::new(source.kind(), "its folder does not exist");
            Failure::Make { path, source: missing }
        }
        _ => Failure::Make { path, source },
    }
}
