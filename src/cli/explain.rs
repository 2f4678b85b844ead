//! `grassroots explain`: what a parameter means.

use grassroots::parameters::{Parameter, value_text};
use grassroots::policy::price;
use grassroots::render::words::aligned;
use grassroots::scenario::{find, parameters, sections};

use super::failure::Failure;
use super::text::print;

/// What to explain.
#[derive(clap::Args)]
pub struct Args {
    /// A key such as government.pressure, a bare name such as pressure, a section, or a scope (policy, world, run); without it, sections are listed
    key: Option<String>,
}

/// Explains a parameter, or lists the sections.
pub fn execute(args: &Args) -> Result<(), Failure> {
    match &args.key {
        None => print(&overview()),
        Some(scope) if ["run", "policy", "world"].contains(&scope.as_str()) => print(&keys_in(scope)),
        Some(word) => {
            let entries: Vec<String> = find(word)?.iter().map(entry).collect();
            print(&entries.join("\n"))
        }
    }
}

/// The keys of a scope, a line each.
fn keys_in(scope: &str) -> String {
    let all = parameters().into_iter().filter(|parameter| parameter.scope.name() == scope);
    let row = |parameter: Parameter| {
        let value = value_text(parameter.value.as_ref());
        [parameter.key(), value, parameter.meaning.to_owned()]
    };
    aligned("", &all.map(row).collect::<Vec<_>>())
}

fn overview() -> String {
    let rows: Vec<_> = sections().into_iter().map(|(name, keys)| [format!("[{name}]"), keys_of(keys)]).collect();
    format!(
        "{}\n`grassroots explain SECTION` explains its keys; `explain policy`, `world` or `run` lists those of a scope.\n",
        aligned("", &rows)
    )
}

fn keys_of(keys: usize) -> String {
    if keys == 1 { "1 key".to_owned() } else { format!("{keys} keys") }
}

fn entry(parameter: &Parameter) -> String {
    let value = value_text(parameter.value.as_ref());
    let scope = match parameter.scope.name() {
        "policy" => "policy (a reform may change it)",
        scope => scope,
    };
    let facts = [
        ("unit", parameter.unit),
        ("range", &parameter.range.to_string()),
        ("default", &value),
        ("scope", scope),
        ("price", price(&parameter.key()).unwrap_or_default()),
        ("source", parameter.source),
    ];
    let rows: Vec<_> = facts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| [(*name).to_owned(), (*text).to_owned()])
        .collect();
    format!("{}\n  {}\n{}", parameter.key(), parameter.meaning, aligned("  ", &rows))
}
