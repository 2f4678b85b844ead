//! The program: parse the command line, do what it says, tell what went wrong.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::execute(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::diagnostics::tell(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
