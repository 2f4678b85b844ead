//! The program: parse the command line, do what it says, tell what went wrong.

mod cli;

use std::panic;
use std::process::ExitCode;

use clap::Parser;
use grassroots::study;

/// A city is many short columns and a round many small lists; the allocator of the system takes a tenth longer for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tell_panics();
    match cli::execute(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::diagnostics::tell(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// A panic within a run of a study is noted as what became of that run, any other one told as always.
fn tell_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !study::note_panic(info) {
            before(info);
        }
    }));
}
