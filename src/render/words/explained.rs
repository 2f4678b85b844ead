//! What a word means: a key, a section or a scope of them, a column of results, or what is shipped under that name.

use super::{aligned, checked};
use crate::error::Error;
use crate::language::{Language, Words};
use crate::observe::{COLUMNS, Column, Nature, column, find_column};
use crate::parameters::{ASSUMED, Parameter, Scope, value_text};
use crate::policy::price;
use crate::reading::InMemory;
use crate::scenario::{self, find, parameters, sections};
use crate::study::{Experiment, definition};

/// Everything that a word means.
///
/// # Errors
/// [`Error::UnknownName`] with the names that are near, if it means nothing.
pub fn explained(word: &str, language: Language) -> Result<String, Error> {
    let mut told = Vec::new();
    if is_scope(word) {
        told.push(keys_in(word, language));
    }
    let keys = find(word);
    if let Ok(keys) = &keys {
        told.extend(meanings(word, keys, language));
        told.extend(keys.iter().map(|key| of_key(key, language)));
    }
    told.extend(column(word).map(|at| of_column(&COLUMNS[at], language)));
    if let Some(title) = shipped(word, language)? {
        told.push(format!("{title}\n{}", checked(&InMemory::new(), word)?));
    }
    if told.is_empty() { Err(unknown(word, keys.err())) } else { Ok(told.join("\n")) }
}

/// The sections of keys, and what else can be explained.
pub fn sections_text(language: Language) -> String {
    let keys_of = |keys: usize| match (keys, language) {
        (1, Language::En) => "1 key".to_owned(),
        (_, Language::En) => format!("{keys} keys"),
        (_, Language::Zh) => format!("{keys} 个键"),
    };
    let rows: Vec<_> = sections().into_iter().map(|(name, keys)| [format!("[{name}]"), keys_of(keys)]).collect();
    aligned("", &rows)
}

/// What is shipped under that name, with its description.
fn shipped(word: &str, language: Language) -> Result<Option<String>, Error> {
    if let Some((name, description)) = scenario::list().into_iter().find(|(name, _)| *name == word) {
        let what = language.pick(", a shipped scenario", "，内置情景");
        return Ok(Some(format!("{name}{what}\n  {}", scenario::description_in(&description, language))));
    }
    if !definition::names().any(|name| name == word) {
        return Ok(None);
    }
    let experiment = Experiment::read(&InMemory::new(), word)?;
    let what = language.pick(", a shipped experiment", "，内置实验");
    Ok(Some(format!("{word}{what}\n  {}", definition::description_in(&experiment, language))))
}

fn is_scope(word: &str) -> bool {
    ["run", "policy", "world"].contains(&word)
}

/// The keys of a scope, a line each.
fn keys_in(scope: &str, language: Language) -> String {
    let all = parameters().into_iter().filter(|parameter| parameter.scope.name() == scope);
    let row = |parameter: Parameter| {
        let value = value_text(parameter.value.as_ref());
        [parameter.key(), value, parameter.meaning_in(language).to_owned()]
    };
    aligned("", &all.map(row).collect::<Vec<_>>())
}

/// Which keys a word means, where it is the name of a section and of keys elsewhere.
fn meanings(word: &str, keys: &[Parameter], language: Language) -> Option<String> {
    let (named, within): (Vec<_>, Vec<_>) = keys.iter().partition(|key| key.name == word && key.section != word);
    let named: Vec<String> = named.iter().map(|key| format!("`{}`", key.key())).collect();
    let both = !named.is_empty() && !within.is_empty();
    let (named, within) = (named.join(language.comma()), within.len());
    both.then(|| match language {
        Language::En => format!("`{word}` is {named}, and a section of {within} keys\n"),
        Language::Zh => format!("`{word}` 指 {named}，也是有 {within} 个键的一节\n"),
    })
}

fn of_key(parameter: &Parameter, language: Language) -> String {
    let value = value_text(parameter.value.as_ref());
    let scope = match parameter.scope {
        Scope::Policy => language.pick("policy (a reform may change it)", "政策（改革可以改变它）"),
        scope => scope.name_in(language),
    };
    let source = if parameter.source == ASSUMED { language.pick(ASSUMED, "假设") } else { parameter.source };
    let facts = [
        (Words::new("unit", "单位"), parameter.unit_in(language)),
        (Words::new("range", "范围"), &parameter.range.text(language)),
        (Words::new("default", "默认值"), &value),
        (Words::new("plausible", "可取范围"), &plausible(parameter, language)),
        (Words::new("scope", "归属"), scope),
        (Words::new("price", "代价"), price(&parameter.key(), language).unwrap_or_default()),
        (Words::new("source", "来源"), source),
    ];
    entry(&parameter.key(), parameter.meaning_in(language), &facts, language)
}

/// The values that are worth a study; nothing of keys of the run.
fn plausible(parameter: &Parameter, language: Language) -> String {
    if parameter.scope == Scope::Run { String::new() } else { parameter.plausible().text(language) }
}

fn of_column(column: &Column, language: Language) -> String {
    let nature = match column.nature {
        Nature::State => Words::new("a state at the end of a round", "轮末的状态"),
        Nature::Flow => {
            Words::new("a share or mean of what happens in a round: noisy", "一轮内所发生之事的比例或均值：有噪声")
        }
        Nature::Count => Words::new(
            "a number of what happens in a round: noisy, and grows with the city",
            "一轮内所发生之事的数目：有噪声，且随城市增大",
        ),
    };
    let primary = Words::new("yes: compared and swept where nothing else is said", "是：未另作说明时用于比较和扫描");
    let found = Words::new(
        "rounds.csv, summary.csv; outcome of `compare --primary` and of experiments",
        "rounds.csv、summary.csv；`compare --primary` 和实验的结果",
    );
    let facts = [
        (Words::new("unit", "单位"), column.unit_in(language)),
        (Words::new("nature", "性质"), nature.text(language)),
        (Words::new("subject", "主题"), column.subject.heading(language)),
        (Words::new("primary", "主要结果"), if column.primary { primary.text(language) } else { "" }),
        (Words::new("found in", "所在"), found.text(language)),
    ];
    let title = match language {
        Language::En => format!("{}, a column of results", column.name),
        Language::Zh => format!("{}，结果的一列：{}", column.name, column.title(language)),
    };
    entry(&title, column.meaning_in(language), &facts, language)
}

fn entry(title: &str, meaning: &str, facts: &[(Words, &str)], language: Language) -> String {
    let told = facts.iter().filter(|(_, text)| !text.is_empty());
    let rows: Vec<_> = told.map(|(name, text)| [name.text(language).to_owned(), (*text).to_owned()]).collect();
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
        explained(word, Language::En).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn keys_columns_and_scenarios_are_explained_in_chinese() {
        let told = |word: &str| explained(word, Language::Zh).unwrap_or_else(|error| error.to_string());
        let key = told("government.supervision");
        let lines = [
            "  对上报的解决加以核查的程度。",
            "  单位      水平",
            "  范围      0 至 1 的数",
            "  默认值    0.5",
            "  可取范围  0 至 1",
            "  归属      政策",
        ];
        assert!(lines.iter().all(|line| key.contains(line)) && key.contains("代价      每次办理多出的工作"), "{key}");
        let column = told("solved_share");
        assert!(column.starts_with("solved_share，结果的一列：需求解决率\n  最近 52 轮"), "{column}");
        assert!(column.contains("单位      比例") && column.contains("主要结果  是"), "{column}");
        assert!(told("crisis").starts_with("crisis，内置情景\n  参照城市，"), "{}", told("crisis"));
        assert!(told("formats").contains("内置实验\n  协商会频繁"), "{}", told("formats"));
        assert!(told("law").starts_with("`law` 指 `budget.law`、"), "{}", told("law"));
        assert!(sections_text(Language::Zh).contains("[law]"));
    }

    #[test]
    fn a_key_is_explained_with_its_price() {
        let told = told("government.supervision");
        assert!(
            told.contains("range      a number from 0 to 1") && told.contains("price      work for each attempt"),
            "{told}"
        );
        assert_eq!(explained("supervision", Language::En).ok(), Some(told));
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
