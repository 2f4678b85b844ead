//! The command line: one file per command, each with its `Args` and `execute`.

mod audit;
mod check;
mod class;
mod classroom;
mod command;
mod compare;
pub mod diagnostics;
mod explain;
mod failure;
mod language;
mod list;
mod merge;
mod new;
mod number;
mod overrides;
mod plot;
mod progress;
mod report;
mod reproduce;
mod run;
mod schema;
mod sensitivity;
mod status;
mod sweep;
mod text;
mod threads;
mod trace;
mod work;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Simulates grassroots social governance with agents.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a scenario and write its curves and figures
    Run(Box<run::Args>),
    /// Run scenarios under the same seeds and tell how they differ, and how sure that is
    Compare(Box<compare::Args>),
    /// Attack a claim in many worlds, and tell how often and where it holds
    Audit(Box<audit::Args>),
    /// Check files of scenarios, experiments, claims and unknowns, and tell what they say
    Check(check::Args),
    /// Tell what the share codes of a class say together
    Class(class::Args),
    /// Write the classroom: a page in which the model runs, for a browser
    Classroom(classroom::Args),
    /// Tell what a word means: a parameter, with its range and price, a column of results, a shipped name
    Explain(explain::Args),
    /// List the scenarios, experiments and claims inside the program
    List(list::Args),
    /// Join the parts of a sweep, a sensitivity analysis or an audit that was run in shards
    Merge(merge::Args),
    /// Write a commented starter for an own policy or experiment
    New(new::Args),
    /// Draw figures from results on disk
    Plot(plot::Args),
    /// Make report.html of results on disk again: the page that every study writes
    Report(report::Args),
    /// Do results again from what their folder keeps, and compare them bit by bit
    Reproduce(reproduce::Args),
    /// Print a JSON Schema of what you write, for editors
    Schema(schema::Args),
    /// Tell how much each factor of an experiment matters, with intervals, and how much is luck
    Sensitivity(Box<sensitivity::Args>),
    /// Say how far a study is, also while it runs
    Status(status::Args),
    /// Run an experiment, all its points and replicates, and write tables of them
    Sweep(Box<sweep::Args>),
    /// Tell one resident's story in words, round by round
    Trace(trace::Args),
}

/// Does what the command line says.
pub fn execute(cli: Cli) -> Result<(), Failure> {
    // The others have an option for it.
    if matches!(cli.command, Command::Merge(_) | Command::Plot(_) | Command::Trace(_)) {
        threads::use_threads(None)?;
    }
    match cli.command {
        Command::Audit(args) => audit::execute(&args),
        Command::Compare(args) => compare::execute(&args),
        Command::Check(args) => check::execute(&args),
        Command::Class(args) => class::execute(&args),
        Command::Classroom(args) => classroom::execute(&args),
        Command::Explain(args) => explain::execute(&args),
        Command::List(args) => list::execute(&args),
        Command::Merge(args) => merge::execute(&args),
        Command::New(args) => new::execute(&args),
        Command::Plot(args) => plot::execute(&args),
        Command::Report(args) => report::execute(&args),
        Command::Reproduce(args) => reproduce::execute(&args),
        Command::Run(args) => run::execute(&args),
        Command::Schema(args) => schema::execute(&args),
        Command::Sensitivity(args) => sensitivity::execute(&args),
        Command::Status(args) => status::execute(&args),
        Command::Sweep(args) => sweep::execute(&args),
        Command::Trace(args) => trace::execute(&args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn the_help_of_compare_lists_the_primary_outcomes_as_they_are() {
        let mut command = super::Cli::command();
        let help = command.find_subcommand_mut("compare").expect("a command").render_help().to_string();
        let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
        let names: Vec<&str> =
            grassroots::observe::primary().iter().map(|&at| grassroots::observe::COLUMNS[at].name).collect();
        assert!(words.contains(&format!("[default: {}]", names.join(", "))), "{words}");
    }
}
