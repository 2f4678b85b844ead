//! `grassroots check`: validates scenarios and tells what they change against the baseline.

use std::fmt::Write as _;

use grassroots::parameters::value_text;
use grassroots::scenario::{Change, Shock, changes, policy_changes};
use grassroots::{Error, Scenario};

use super::text::{print, table};

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario files, or names of shipped scenarios
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// Checks every file, also after one that is wrong.
pub fn execute(args: &Args) -> Result<(), Error> {
    let mut problems = Vec::new();
    for file in &args.files {
        match Scenario::load(file) {
            Ok(scenario) => print(&report(file, &scenario))?,
            // A base that several files extend is told once.
            Err(Error::Scenario(more)) => {
                let new: Vec<_> = more.into_iter().filter(|problem| !problems.contains(problem)).collect();
                problems.extend(new);
            }
            Err(other) => return Err(other),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Scenario(problems)) }
}

fn report(file: &str, scenario: &Scenario) -> String {
    let changes = changes(&Scenario::default(), scenario);
    let mut out = match changes.len() {
        0 => format!("{file}: fine, the values of the baseline\n"),
        1 => format!("{file}: fine, changes 1 value of the baseline\n"),
        n => format!("{file}: fine, changes {n} values of the baseline\n"),
    };
    out.push_str(&changes_table("  ", "baseline", "here", &changes));
    let mut policy = &scenario.policy;
    for reform in &scenario.reforms {
        let _ = writeln!(out, "  reform at round {}", reform.round);
        out.push_str(&changes_table("    ", "before", "after", &policy_changes(policy, &reform.policy)));
        policy = &reform.policy;
    }
    for shock in &scenario.shocks {
        let _ = writeln!(out, "  {}", shock_line(shock));
    }
    out
}

fn changes_table(indent: &str, from: &str, to: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let head = ["key", from, to, "scope"].map(str::to_owned);
    let row =
        |c: &Change| [c.key.clone(), value_text(c.from.as_ref()), value_text(c.to.as_ref()), c.scope.name().to_owned()];
    let rows: Vec<_> = std::iter::once(head).chain(changes.iter().map(row)).collect();
    table(indent, &rows)
}

fn shock_line(shock: &Shock) -> String {
    let Shock { round, magnitude, duration, intensity, .. } = shock;
    let category = shock.category.name();
    let districts: Vec<_> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
    let districts = districts.join(", ");
    format!(
        "shock at round {round}: {category} in district {districts}, magnitude {magnitude}, \
         duration {duration}, intensity {intensity}"
    )
}
