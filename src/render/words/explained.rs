//! What a word means: a key, a section or a scope of them, a column of results, or what is shipped under that name.

use super::{aligned, checked};
use crate::error::Error;
use crate::observe::{COLUMNS, Column, Nature, column, find_column};
use crate::parameters::{Parameter, value_text};
use crate::policy::price;
use crate::reading::InMemory;
use crate::scenario::{self, find, parameters, sections};
use crate::study::{Experiment, definition};

/// Everything that a word means.
///
/// # Errors
/// [`Error::UnknownName`] with the names that are near, if it means nothing.
pub fn explained(word: &str) -> Result<String, Error> {
    let mut told = Vec::new();
    if is_scope(word) {
        told.push(keys_in(word));
    }
    let keys = find(word);
    if let Ok(keys) = &keys {
        told.extend(meanings(word, keys));
        told.extend(keys.iter().map(of_key));
    }
    told.extend(column(word).map(|at| of_column(&COLUMNS[at])));
    if let Some(title) = shipped(word)? {
        told.push(format!("{title}\n{}", checked(&InMemory::new(), word)?));
    }
    if told.is_empty() { Err(unknown(word, keys.err())) } else { Ok(told.join("\n")) }
}

/// The sections of keys, and what else can be explained.
pub fn sections_text() -> String {
    let keys_of = |keys: usize| if keys == 1 { "1 key".to_owned() } else { format!("{keys} keys") };
    let rows: Vec<_> = sections().into_iter().map(|(name, keys)| [format!("[{name}]"), keys_of(keys)]).collect();
    aligned("", &rows)
}

/// What is shipped under that name, with its description.
fn shipped(word: &str) -> Result<Option<String>, Error> {
    if let Some((name, description)) = scenario::list().into_iter().find(|(name, _)| *name == word) {
        return Ok(Some(format!("{name}, a shipped scenario\n  {description}")));
    }
    if !definition::names().any(|name| name == word) {
        return Ok(None);
    }
    let experiment = Experiment::read(&InMemory::new(), word)?;
    Ok(Some(format!("{word}, a shipped experiment\n  {}", experiment.description())))
}

fn is_scope(word: &str) -> bool {
    ["run", "policy", "world"].contains(&word)
}

/// The keys of a scope, a line each.
fn keys_in(scope: &str) -> String {
    let all = parameters().into_iter().filter(|parameter| parameter.scope.name() == scope);
    let row = |parameter: Parameter| {
        let value = value_text(parameter.value.as_ref());
        [parameter.key(), value, parameter.meaning.en.to_owned()]
    };
    aligned("", &all.map(row).collect::<Vec<_>>())
}

/// Which keys a word means, where it is the name of a section and of keys elsewhere.
fn meanings(word: &str, keys: &[Parameter]) -> Option<String> {
    let (named, within): (Vec<_>, Vec<_>) = keys.iter().partition(|key| key.name == word && key.section != word);
    let named: Vec<String> = named.iter().map(|key| format!("`{}`", key.key())).collect();
    let both = !named.is_empty() && !within.is_empty();
    both.then(|| format!("`{word}` is {}, and a section of {} keys\n", named.join(", "), within.len()))
}

fn of_key(parameter: &Parameter) -> String {
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
    entry(&parameter.key(), parameter.meaning.en, &facts)
}

fn of_column(column: &Column) -> String {
    let nature = match column.nature {
        Nature::State => "a state at the end of a round",
        Nature::Flow => "a share or mean of what happens in a round: noisy",
        Nature::Count => "a number of what happens in a round: noisy, and grows with the city",
    };
    let primary = if column.primary { "yes: compared and swept where nothing else is said" } else { "" };
    let facts = [
        ("unit", column.unit),
        ("nature", nature),
        ("subject", column.subject.heading()),
        ("primary", primary),
        ("found in", "rounds.csv, summary.csv; outcome of `compare --primary` and of experiments"),
    ];
    entry(&format!("{}, a column of results", column.name), column.meaning.en, &facts)
}

fn entry(title: &str, meaning: &str, facts: &[(&str, &str)]) -> String {
    let told = facts.iter().filter(|(_, text)| !text.is_empty());
    let rows: Vec<_> = told.map(|(name, text)| [(*name).to_owned(), (*text).to_owned()]).collect();
    format!("{title}\n  {meaning}\n{}", aligned("  ", &rows))
}

/// The names that are near a word, of all kinds.
fn unknown(word: &str, keys: Option<Error>) -> Error {
    let shipped = scenario::names().chain(definition::names());
    let shipped = shipped.filter(|name| crate::reading::close(word, name)).map(str::to_owned);
    let near = |error: Option<Error>| match error {
        Some(Error::UnknownName { nearest, .. }) => nearest,
        _ => Vec::new(),
    };
    let mut nearest = near(keys);
    nearest.extend(near(find_column(word).err()).into_iter().chain(shipped));
    nearest.truncate(8);
    Error::UnknownName {
        what: "the parameter, section, column, scenario or experiment",
        name: word.to_owned(),
        nearest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(word: &str) -> String {
        explained(word).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn a_key_is_explained_with_its_price() {
        let told = told("government.supervision");
        assert!(
            told.contains("range    a number from 0 to 1") && told.contains("price    work for each attempt"),
            "{told}"
        );
        assert_eq!(explained("supervision").ok(), Some(told));
    }

    #[test]
    fn a_column_is_explained_with_its_unit_and_nature() {
        let told = told("solved_share");
        assert!(told.starts_with("solved_share, a column of results\n  Needs solved"), "{told}");
        assert!(told.contains("unit      share") && told.contains("primary   yes"), "{told}");
    }

    #[test]
    fn shipped_scenarios_and_experiments_are_explained_by_what_they_say() {
        assert!(told("crisis").starts_with("crisis, a shipped scenario\n  The baseline city with"));
        assert!(told("crisis").contains("shock at round 52"));
        assert!(told("formats").contains("consultation.format"));
    }

    #[test]
    fn a_word_of_several_meanings_is_explained_in_all_of_them() {
        let law = told("law");
        assert!(law.starts_with("`law` is `budget.law`, ") && law.contains(" and a section of 13 keys"), "{law}");
        let technology = told("technology");
        assert!(technology.contains("technology.phone") && technology.contains("210 runs"), "{technology}");
    }

    #[test]
    fn what_means_nothing_is_told_with_what_is_near() {
        assert!(told("presure").contains("nearest: government.pressure"), "{}", told("presure"));
        assert!(told("trust_goverment").contains("trust_government"));
        assert!(told("crsis").contains("crisis"));
        assert!(told("zzzzzz").ends_with("`zzzzzz` does not exist"), "{}", told("zzzzzz"));
    }
}
