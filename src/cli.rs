//! The command line: one file per command, each with its `Args` and `execute`.

mod check;
pub mod diagnostics;
mod explain;
mod list;
mod new;
mod schema;
mod text;

use clap::{Parser, Subcommand};
use grassroots::Error;

/// Simulates grassroots social governance with agents.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check scenario files and tell what they change against the baseline
    Check(check::Args),
    /// Tell what a parameter means, its unit, range, default and source
    Explain(explain::Args),
    /// List the scenarios inside the program
    List(list::Args),
    /// Write a commented starter for an own policy
    New(new::Args),
    /// Print a JSON Schema of scenario files, for editors
    Schema(schema::Args),
}

/// Does what the command line says.
pub fn execute(cli: Cli) -> Result<(), Error> {
    match cli.command {
        Command::Check(args) => check::execute(&args),
        Command::Explain(args) => explain::execute(&args),
        Command::List(args) => list::execute(&args),
        Command::New(args) => new::execute(&args),
        Command::Schema(args) => schema::execute(&args),
    }
}
