//! What sort of document a text is, by the words that only one sort has. A text that is right is always taken for what it
//! is; one that is wrong is, too, as long as it has one of these words.

use toml::de::{DeTable, DeValue};

use crate::error::Sort;

/// Words at the top of experiments alone.
pub(crate) const OF_EXPERIMENTS: [&str; 4] = ["base", "design", "factors", "outcomes"];

/// Words at the top of claims alone.
pub(crate) const OF_CLAIMS: [&str; 3] = ["claim", "holds", "change"];

/// Words at the top of scenarios alone. Their sections, which are not known here, are tables.
const OF_SCENARIOS: [&str; 4] = ["extends", "reforms", "shocks", "observed"];

/// Words that say what an unknown parameter may be; no parameter is called so.
pub(crate) const OF_SPREADS: [&str; 6] = ["from", "to", "values", "distribution", "mean", "mode"];

/// The sort of a text; none if nothing in it tells.
pub fn sort_of(text: &str) -> Option<Sort> {
    let (document, _) = DeTable::parse_recoverable(text);
    let top = document.get_ref();
    if has(top, &OF_CLAIMS) {
        Some(Sort::Claim)
    } else if has(top, &OF_EXPERIMENTS) {
        Some(Sort::Experiment)
    } else if has(top, &OF_SCENARIOS) {
        Some(Sort::Scenario)
    } else if names_spreads(top) {
        Some(Sort::Unknowns)
    } else {
        top.values().any(|value| matches!(value.get_ref(), DeValue::Table(_))).then_some(Sort::Scenario)
    }
}

fn has(table: &DeTable<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| table.contains_key(*word))
}

/// Whether all that stands in a table, or in the tables within it, says what a parameter may be.
fn names_spreads(table: &DeTable<'_>) -> bool {
    let is = |value: &DeValue<'_>| match value {
        DeValue::Table(inner) => has(inner, &OF_SPREADS) || names_spreads(inner),
        _ => false,
    };
    !table.is_empty() && table.values().all(|value| is(value.get_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_the_words_that_only_its_sort_has() {
        let sorts = [
            ("extends = 'baseline'", Some(Sort::Scenario)),
            ("[government]\npressure = 0.3", Some(Sort::Scenario)),
            ("[[reforms]]\nround = 3", Some(Sort::Scenario)),
            ("observed = 'survey.csv'", Some(Sort::Scenario)),
            ("base = 'baseline'\n[set]\nbudget.law = 0.1", Some(Sort::Experiment)),
            ("[factors]\n'budget.law' = [0.1, 0.2]", Some(Sort::Experiment)),
            ("'feedback.loss_rate' = { from = 0.1, to = 0.2 }", Some(Sort::Unknowns)),
            ("[feedback]\nloss_rate = { values = [0.1] }\n[needs]\nscale = { from = 1, to = 2 }", Some(Sort::Unknowns)),
            ("claim = 'more law'\nbase = 'baseline'", Some(Sort::Claim)),
            ("", None),
            ("description = 'nothing'", None),
            ("x = = 3", None),
        ];
        for (text, sort) in sorts {
            assert_eq!(sort_of(text), sort, "{text}");
        }
    }
}
