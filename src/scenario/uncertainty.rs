//! Parameters that nobody knows: a file that says for each key what its value may be.

mod distribution;
mod schema;

use toml::de::{DeTable, DeValue};

pub use distribution::Distribution;
pub use schema::uncertainties_schema;

use super::registry::registry;
use crate::error::{Error, Place, Problem, Sort, Source};
use crate::parameters::{Parameter, Range, Scope, number};
use crate::policy::BudgetShare;
use crate::reading::{Key, Kind, Library, Node, Reader, Shipped, entries, leaf, named, shown, suggest, walk};
use crate::streams::Generator;

/// A parameter that nobody knows, and what it may be.
#[derive(Clone, Debug)]
pub struct Uncertainty {
    /// The dotted key.
    pub key: String,
    /// What its values may be.
    pub distribution: Distribution,
    /// Where it is named.
    pub place: Place,
    range: Range,
}

impl Uncertainty {
    /// A value, as the key takes it.
    pub fn draw(&self, rng: &mut Generator) -> toml::Value {
        self.distribution.draw(&self.range, rng)
    }
}

/// A file of unknowns, among texts.
const UNKNOWNS: Kind = Kind {
    what: "a file of unknowns",
    sort: Some(Sort::Unknowns),
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped::NONE,
};

/// Reads a text of unknowns: `"key" = { from = 0.1, to = 0.2 }` and the like. Everything that is wrong is told at once.
/// What it was read from is the source of each one's place.
pub fn uncertainties(library: &dyn Library, name: &str) -> Result<Vec<Uncertainty>, Error> {
    let source = named(library, name, &UNKNOWNS)?;
    uncertainties_of(&source)
}

/// Reads unknowns from a text that has been found already.
pub fn uncertainties_of(source: &Source) -> Result<Vec<Uncertainty>, Error> {
    let (found, _, mut problems) = walk(source, |reader, table| {
        let mut found = Vec::new();
        reader.unknowns("", table, &mut found);
        found
    });
    if problems.is_empty() && found.is_empty() {
        let help = "name a key, such as \"feedback.loss_rate\" = { from = 0.1, to = 0.2 }";
        problems.push(Problem::of(source.clone(), "no parameter is named").help(help));
    }
    if problems.is_empty() { Ok(found) } else { Err(Error::Scenario(problems)) }
}

/// What the entry of a key may hold.
const SPREADS: [(&str, &[&str]); 3] =
    [("uniform", &["from", "to"]), ("normal", &["mean", "sd"]), ("triangular", &["from", "mode", "to"])];

/// What an entry looks like.
const EXAMPLE: &str = "such as { from = 0.1, to = 0.2 } or { values = [1, 2] }";

impl Reader<'_> {
    /// Reads the keys of a table, and of the sections in it.
    fn unknowns(&mut self, path: &str, table: &DeTable<'_>, out: &mut Vec<Uncertainty>) {
        for (key, value) in entries(table) {
            let name = key.get_ref().as_ref();
            let whole = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            match (registry().get(&whole), value.get_ref()) {
                (Some(parameter), _) => out.extend(self.uncertain(parameter, key, value, out)),
                (None, DeValue::Table(inner)) if registry().is_section(&whole) => self.unknowns(&whole, inner, out),
                _ => {
                    let (section, name) = whole.rsplit_once('.').unwrap_or(("", &whole));
                    self.unknown(section, name, key.span());
                }
            }
        }
    }

    fn uncertain(
        &mut self,
        parameter: &Parameter,
        key: &Key<'_>,
        value: &Node<'_>,
        before: &[Uncertainty],
    ) -> Option<Uncertainty> {
        let name = parameter.key();
        let again = before.iter().any(|other| other.key == name).then(|| format!("`{name}` is named twice"));
        if let Some(message) = again.or_else(|| not_for_draws(parameter)) {
            self.problem(key.span(), message, "not here", String::new());
            return None;
        }
        let distribution = self.distribution(parameter, value)?;
        Some(Uncertainty { key: name, distribution, place: self.place(key.span()), range: parameter.range.clone() })
    }

    fn distribution(&mut self, parameter: &Parameter, value: &Node<'_>) -> Option<Distribution> {
        let key = parameter.key();
        let DeValue::Table(table) = value.get_ref() else {
            let message =
                format!("`{key}` needs a table that says what it may be, not {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, "not a table", EXAMPLE.to_owned());
            return None;
        };
        if let Some(list) = table.get("values") {
            let whole = self.words(table, value, "a list of values", &["values"], &[]);
            return self.listed(parameter, list).filter(|_| whole);
        }
        if matches!(parameter.range, Range::Names(_) | Range::Flag) {
            let message = format!("`{key}` is {}: what it may be is a list", parameter.range);
            self.problem(value.span(), message, "no `values`", "such as { values = [..] }".to_owned());
            return None;
        }
        self.spread(parameter, value, table)
    }

    fn listed(&mut self, parameter: &Parameter, list: &Node<'_>) -> Option<Distribution> {
        let key = parameter.key();
        let DeValue::Array(items) = list.get_ref() else {
            let message = format!("`values` must be a list, not {}", leaf::found(list.get_ref()));
            self.problem(list.span(), message, "not a list", String::new());
            return None;
        };
        if items.is_empty() {
            self.problem(list.span(), format!("`{key}` has no value to take"), "empty", String::new());
        }
        let checked: Vec<_> = items.iter().map(|item| self.value(&key, &parameter.range, item)).collect();
        let values: Option<Vec<_>> = checked.into_iter().map(|setting| Some(setting?.value)).collect();
        values.filter(|values| !values.is_empty()).map(Distribution::Values)
    }

    fn spread(&mut self, parameter: &Parameter, value: &Node<'_>, table: &DeTable<'_>) -> Option<Distribution> {
        let names = SPREADS.map(|(name, _)| name);
        let named = match table.get("distribution") {
            None => Some("uniform".to_owned()),
            Some(word) => self.word("distribution", &names, word),
        };
        let named = named?;
        let (name, needed) = *SPREADS.iter().find(|(name, _)| *name == named)?;
        let optional: &[&str] = if name == "uniform" { &["distribution", "scale"] } else { &["distribution"] };
        let whole = self.words(table, value, &format!("a {name} distribution"), needed, optional);
        let log = match table.get("scale") {
            Some(word) if name == "uniform" => self.word("scale", &["linear", "log"], word)? == "log",
            _ => false,
        };
        let numbers: Vec<_> = needed.iter().map(|word| self.bound(parameter, word, table.get(*word)?)).collect();
        let numbers: Vec<f64> = numbers.into_iter().collect::<Option<_>>().filter(|_| whole)?;
        let spread = match numbers[..] {
            [from, to] if name == "uniform" => Distribution::Uniform { from, to, log },
            [mean, sd] => Distribution::Normal { mean, sd },
            [from, mode, to] => Distribution::Triangular { from, mode, to },
            _ => return None,
        };
        let problem = spread.problem(&parameter.range);
        if let Some(problem) = &problem {
            self.problem(value.span(), format!("`{}`: {problem}", parameter.key()), "", String::new());
        }
        problem.is_none().then_some(spread)
    }

    /// A number of an entry: in the range of the key, or for a standard deviation any that is not negative.
    fn bound(&mut self, parameter: &Parameter, word: &str, value: &Node<'_>) -> Option<f64> {
        let any = Range::Real { min: 0., max: f64::MAX };
        let real = Range::Real { min: -f64::MAX, max: f64::MAX };
        let checked = match word {
            "sd" => leaf::check(&any, value.get_ref()).ok(),
            "mean" => leaf::check(&real, value.get_ref()).ok(),
            _ => return number(&self.value(&parameter.key(), &parameter.range, value)?.value),
        };
        if checked.is_none() {
            let kind = if word == "sd" { "a number that is not negative" } else { "a number" };
            let message = format!("`{word}` must be {kind}, not {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, kind, String::new());
        }
        number(&checked?)
    }

    /// One of some names, or a problem.
    fn word(&mut self, what: &str, names: &[&str], value: &Node<'_>) -> Option<String> {
        let found = value.get_ref().as_str().filter(|word| names.contains(word));
        if found.is_none() {
            let message = format!("`{what}` must be one of {}, not {}", names.join(", "), leaf::found(value.get_ref()));
            let help = value.get_ref().as_str().map_or(String::new(), |word| suggest(word, names));
            self.problem(value.span(), message, "not known", help);
        }
        found.map(str::to_owned)
    }

    /// Whether an entry has the words that it needs and no others; what is wrong is told.
    fn words(&mut self, table: &DeTable<'_>, entry: &Node<'_>, what: &str, needed: &[&str], optional: &[&str]) -> bool {
        let before = self.problems.len();
        let known: Vec<&str> = needed.iter().chain(optional).copied().collect();
        for (key, _) in entries(table) {
            let word = key.get_ref().as_ref();
            if !known.contains(&word) {
                let message = format!("{what} has no `{}`", shown(word));
                self.problem(key.span(), message, "unknown", suggest(word, &known));
            }
        }
        let missing: Vec<_> =
            needed.iter().filter(|word| !table.contains_key(**word)).map(|word| format!("`{word}`")).collect();
        if !missing.is_empty() {
            let message = format!("{what} needs {}", missing.join(" and "));
            self.problem(entry.span(), message, "not complete", EXAMPLE.to_owned());
        }
        self.problems.len() == before
    }
}

/// Why a parameter cannot be drawn anew for each replicate.
fn not_for_draws(parameter: &Parameter) -> Option<String> {
    let key = parameter.key();
    let paid =
        parameter.section == "budget" && (parameter.name == "payer" || BudgetShare::NAMES.contains(&parameter.name));
    match parameter.scope {
        Scope::Run => Some(format!("`{key}` is a run key: it is chosen, not unknown")),
        _ if paid => Some(format!("`{key}`: the shares of the budget are decided, not unknown")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let error = uncertainties_of(&Source::new("u.toml", text)).expect_err("problems");
        error.to_string().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_way_to_say_what_a_parameter_may_be_is_understood() {
        let text = "\"feedback.loss_rate\" = { from = 0.1, to = 0.2 }\nneeds.scale = { from = 0.5, to = 2, scale = 'log' }\n\
                    [government]\npressure = { distribution = 'normal', mean = 0.5, sd = 0.1 }\n\
                    attempts = { distribution = 'triangular', from = 1, mode = 2, to = 6 }\n\
                    [consultation]\nformat = { values = ['forum', 'survey'] }";
        let found = uncertainties_of(&Source::new("u.toml", text)).unwrap_or_else(|error| panic!("{error}"));
        let words: Vec<String> = found.iter().map(|each| format!("{}: {}", each.key, each.distribution)).collect();
        assert_eq!(
            words,
            [
                "feedback.loss_rate: uniform from 0.1 to 0.2",
                "needs.scale: log-uniform from 0.5 to 2",
                "government.pressure: normal with mean 0.5 and sd 0.1",
                "government.attempts: triangular from 1 over 2 to 6",
                "consultation.format: one of \"forum\", \"survey\"",
            ]
        );
        assert_eq!(found[2].place.source.line_column(found[2].place.span.start), (4, 1));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_with_its_place() {
        let found = problems(
            "\"feedback.los_rate\" = { from = 0.1, to = 0.2 }\n\"feedback.loss_rate\" = { from = 0.1, to = 3 }\n\
             \"budget.law\" = { from = 0.1, to = 0.2 }\n\"run.rounds\" = { values = [5, 6] }\n\
             \"government.pressure\" = { from = 0.3, too = 0.4 }\n\"government.supervision\" = { from = 0.4, to = 0.3 }\n\
             \"consultation.format\" = { values = ['forom'] }\n\"consultation.every\" = { distribution = 'normul', mean = 1 }\n\
             \"government.deadline\" = { from = 1.5, to = 3 }\n\"government.attempts\" = 3\n",
        );
        let expected = [
            ("u.toml:1:1: ", "did you mean `loss_rate`?"),
            ("u.toml:2:43: ", "must be a number from"),
            ("u.toml:3:1: ", "are decided"),
            ("u.toml:4:1: ", "a run key"),
            ("u.toml:5:39: ", "has no `too` (did you mean `to`?)"),
            ("u.toml:5:25: ", "needs `to`"),
            ("u.toml:6:28: ", "0.4 is not below 0.3"),
            ("u.toml:7:37: ", "did you mean `forum`?"),
            ("u.toml:8:41: ", "did you mean `normal`?"),
            ("u.toml:9:34: ", "a whole number"),
            ("u.toml:10:25: ", "needs a table"),
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (problem, (start, part)) in found.iter().zip(expected) {
            assert!(problem.starts_with(start) && problem.contains(part), "{problem}");
        }
    }

    #[test]
    fn a_key_named_twice_and_a_file_without_keys_are_refused() {
        let twice = "\"feedback.loss_rate\" = { values = [0.1] }\nfeedback.loss_rate = { values = [0.2] }";
        assert!(problems(twice)[0].contains("named twice"), "{:?}", problems(twice));
        assert!(problems("# nothing\n")[0].contains("no parameter is named"));
        assert!(problems("x = = 3")[0].contains("not TOML"));
    }
}
