//! The program: parse the command line, do what it says, tell what went wrong.

mod cli;

use std::process::ExitCode;

use clap::Parser;

/// A city is many short columns and a round many small lists; the allocator of the system takes a tenth longer for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::execute(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::diagnostics::tell(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
