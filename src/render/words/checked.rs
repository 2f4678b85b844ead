//! What a document says once it is checked, in words: a scenario, an experiment or a file of unknowns.

use std::fmt::Write as _;

use super::{aligned, scenario_changes};
use crate::error::{Error, Sort, Source};
use crate::observe::Observations;
use crate::parameters::{number, value_text};
use crate::reading::{Kind, Library, Refusal, Shipped, sort_of};
use crate::scenario::{Scenario, uncertainties};
use crate::study::design::Factor;
use crate::study::{Audit, Experiment, Plan, audit, definition};

/// Any document.
const DOCUMENT: Kind = Kind {
    what: "a scenario, an experiment or a file of unknowns",
    sort: None,
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped::NONE,
};

/// What a document says: what a scenario changes of the one that it extends, what an experiment varies, what a file of
/// unknowns draws. What is nothing of these by its words is read as a scenario.
///
/// # Errors
/// What the document is refused for.
pub fn checked(library: &dyn Library, name: &str) -> Result<String, Error> {
    let found = library.find(name, None, &DOCUMENT).ok();
    let shipped = || {
        let experiment = definition::names().any(|shipped| shipped == name).then_some(Sort::Experiment);
        experiment.or_else(|| audit::names().any(|shipped| shipped == name).then_some(Sort::Claim))
    };
    let sort = found.as_ref().map_or_else(shipped, |source| sort_of(&source.text));
    let library: &dyn Library = &Once { library, found };
    match sort {
        Some(Sort::Experiment) => Experiment::read(library, name).map(|experiment| varied(name, &experiment)),
        Some(Sort::Claim) => Audit::read(library, name, false).map(|audit| claimed(name, &audit)),
        Some(Sort::Unknowns) => unknown(library, name),
        Some(Sort::Scenario) | None => {
            let (scenario, sources) = Scenario::read_with_sources(library, name, &[])?;
            let observed = Observations::of(&scenario)?.map_or(String::new(), |found| observed(&found));
            Ok(scenario_changes(name, &sources.below().unwrap_or_default(), &scenario) + &observed)
        }
    }
}

/// What was observed outside of the model.
fn observed(observations: &Observations) -> String {
    let (values, cells) = (observations.each.len(), observations.cells().count());
    let counted = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("  observed data of {}: {} in {}\n", observations.name, counted(values, "value"), counted(cells, "curve"))
}

/// A library whose first text has been found already: what comes through a pipe can be read once.
struct Once<'a> {
    library: &'a dyn Library,
    found: Option<Source>,
}

impl Library for Once<'_> {
    fn find(&self, name: &str, from: Option<&Source>, kind: &Kind) -> Result<Source, Refusal> {
        match (&self.found, from) {
            (Some(found), None) => Ok(found.clone()),
            _ => self.library.find(name, from, kind),
        }
    }
}

/// What a claim says, and in how many worlds it is tried.
fn claimed(file: &str, audit: &Audit) -> String {
    let runs = audit.points().len() as u64 * u64::from(audit.replicates());
    let mut out = format!("{file}: fine, a claim: {} worlds, {runs} runs\n", audit.tried());
    let change = |change: &crate::scenario::Change| {
        [change.key.clone(), value_text(change.from.as_ref()), value_text(change.to.as_ref())]
    };
    out.push_str(&aligned("  ", &audit.changes().iter().map(change).collect::<Vec<_>>()));
    for condition in audit.conditions() {
        let _ = writeln!(out, "  holds if: {}", condition.text());
    }
    let _ = writeln!(out, "  uncertain: {} parameters", audit.uncertain().len());
    for (attack, what, why) in audit.left_out() {
        let _ = writeln!(out, "  note: not tried: {}, {what}: {why}", attack.name());
    }
    out
}

/// What an experiment varies, and what it looks at.
fn varied(file: &str, experiment: &Experiment) -> String {
    let (points, replicates) = (experiment.points().len(), experiment.replicates());
    let runs = points as u64 * u64::from(replicates);
    let mut out = format!(
        "{file}: fine, an experiment over {}: {points} points with {replicates} replicates are {runs} runs\n",
        experiment.base().name
    );
    let head = ["factor", "values", "role"].map(str::to_owned);
    let row =
        |(at, factor): (usize, &Factor)| [factor.key.clone(), values(experiment, at), factor.role.name().to_owned()];
    let rows: Vec<_> = std::iter::once(head).chain(experiment.factors().iter().enumerate().map(row)).collect();
    out.push_str(&aligned("  ", &rows));
    let outcomes: Vec<&str> = experiment.declared().iter().map(|outcome| outcome.name.as_str()).collect();
    let _ = writeln!(out, "  outcomes: {}", outcomes.join(", "));
    for note in experiment.notes() {
        let _ = writeln!(out, "  note: {note}");
    }
    out
}

/// The values that a factor takes: all if they are few, else from where to where.
fn values(experiment: &Experiment, factor: usize) -> String {
    const MOST: usize = 8;
    let mut found: Vec<&toml::Value> = Vec::new();
    for value in experiment.points().iter().filter_map(|point| point.values.get(factor)) {
        if found.len() <= MOST && !found.contains(&value) {
            found.push(value);
        }
    }
    if found.len() <= MOST {
        return found.iter().map(|value| value_text(Some(value))).collect::<Vec<_>>().join(", ");
    }
    let numbers = || experiment.points().iter().filter_map(|point| number(point.values.get(factor)?));
    let (low, high) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
    format!("from {} to {}", shortest(low), shortest(high))
}

/// A drawn number in a few digits.
fn shortest(value: f64) -> String {
    format!("{value:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn unknown(library: &dyn Library, name: &str) -> Result<String, Error> {
    let found = uncertainties(library, name)?;
    let keys = if found.len() == 1 { "1 parameter".to_owned() } else { format!("{} parameters", found.len()) };
    let head = ["key", "what it may be"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head)
        .chain(found.iter().map(|unknown| [unknown.key.clone(), unknown.distribution.to_string()]))
        .collect();
    Ok(format!("{name}: fine, {keys} that nobody knows\n{}", aligned("  ", &rows)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::InMemory;

    fn texts() -> InMemory {
        InMemory::of([
            ("city", "extends = 'new_pattern'\nbudget.law = 0.1"),
            ("own", "extends = 'city'\ngovernment.pressure = 0.9\ntechnology.phone = 0.3"),
            (
                "design",
                "base = 'city'\ndesign.kind = 'sobol'\ndesign.points = 64\nreplicates = 2\noutcomes = ['gain']\n\
                 [factors]\n'needs.scale' = { from = 0.5, to = 2.0 }\n'consultation.format' = { values = ['talks', 'forum'] }",
            ),
            ("unknowns", "'feedback.loss_rate' = { from = 0.1, to = 0.2 }"),
        ])
    }

    #[test]
    fn a_scenario_is_held_against_the_one_that_it_extends() {
        let told = checked(&texts(), "own").unwrap_or_else(|error| panic!("{error}"));
        assert!(
            told.starts_with("own: fine, changes 2 values of city\n  key                  city  here  scope\n"),
            "{told}"
        );
        assert!(told.contains("government.pressure") && !told.contains("budget.law"), "{told}");
        let mut texts_of_data = texts();
        texts_of_data.insert("data.csv", "round,column,value\n1,gain,0.5\n");
        texts_of_data.insert("base", "extends = 'city'\nobserved = 'data.csv'\nneeds.scale = 1.5");
        let inline = "[observed]\ndata = '''\nround,column,value\n1,gain,0.5\n2,gain,0.4\n'''";
        texts_of_data.insert("top", format!("extends = 'base'\ngovernment.pressure = 0.9\n{inline}"));
        let told = checked(&texts_of_data, "top").unwrap_or_else(|error| panic!("{error}"));
        assert!(told.starts_with("top: fine, changes 1 value of base\n"), "{told}");
        assert!(told.ends_with("  observed data of top (observed.data): 2 values in 1 curve\n"), "{told}");
        let told = checked(&texts(), "city").unwrap_or_else(|error| panic!("{error}"));
        assert!(told.starts_with("city: fine, changes 2 values of new_pattern\n"), "{told}");
        let told = checked(&texts(), "crisis").unwrap_or_else(|error| panic!("{error}"));
        assert!(told.starts_with("crisis: fine, the values of the baseline\n"), "{told}");
    }

    #[test]
    fn an_experiment_is_told_with_its_factors_and_outcomes() {
        let told = checked(&texts(), "design").unwrap_or_else(|error| panic!("{error}"));
        assert!(
            told.starts_with("design: fine, an experiment over city: 64 points with 2 replicates are 128 runs\n"),
            "{told}"
        );
        assert!(
            told.contains("consultation.format  \"talks\", \"forum\"") || told.contains("\"forum\", \"talks\""),
            "{told}"
        );
        assert!(told.contains("  outcomes: gain\n") && told.contains("from 0.5"), "{told}");
        assert!(checked(&InMemory::new(), "technology").is_ok_and(|told| told.contains("7 points")));
    }

    #[test]
    fn unknowns_are_told_with_what_they_may_be() {
        let told = checked(&texts(), "unknowns").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            told,
            "unknowns: fine, 1 parameter that nobody knows\n  key                 what it may be\n  \
             feedback.loss_rate  uniform from 0.1 to 0.2\n"
        );
    }
}
