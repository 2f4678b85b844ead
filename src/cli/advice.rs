//! What a command can do about an error: the library says what is wrong, this which option mends it.

use grassroots::Error;
use grassroots::files;

/// The error in words, with advice behind it where there is any.
pub fn told(error: &Error) -> String {
    match error {
        Error::Argument { name, problem } if COMMANDS.contains(name) => format!("{name}: {problem}"),
        Error::Argument { name, problem } => format!("--{name}: {problem}"),
        Error::Stopped { .. } => format!("{error}; the same command with --resume goes on"),
        Error::RunsFailed { .. } => format!("{error}; --resume --retry-failed runs them again"),
        Error::Comparison(_) if error.to_string().contains("must be the same in all arms") => {
            format!("{error}: --set and the options of the run change all of them")
        }
        Error::Results { source, .. } => match source.downcast_ref::<files::Error>() {
            Some(files) => with_advice(files),
            None => error.to_string(),
        },
        _ => error.to_string(),
    }
}

/// Names of arguments that are commands rather than options.
const COMMANDS: [&str; 2] = ["merge", "plot"];

fn with_advice(error: &files::Error) -> String {
    let advice = match error {
        files::Error::NotEmpty { .. } => "name another with --out, or replace its results with --overwrite",
        files::Error::Begun { .. } => "go on with --resume, or name another folder with --out",
        files::Error::Other { .. } => "name another folder with --out",
        files::Error::NotAFolder { .. } | files::Error::Folder { .. } | files::Error::InUse { .. } => {
            "or name another with --out"
        }
        _ => return error.to_string(),
    };
    format!("{error}; {advice}")
}
