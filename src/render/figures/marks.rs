//! What happens in the rounds of a scenario: reforms, by what they change, and shocks, by where they strike and how long.

use crate::language::{Language, Named};
use crate::scenario::{Reform, Scenario, Shock, policy_changes};

/// Changes of a reform that are told with their values; of more only the sections are.
const MOST_TOLD: usize = 2;

/// Reforms and shocks in the order of their rounds, each once.
pub fn of(scenario: &Scenario, language: Language) -> Vec<(u32, String)> {
    let before = std::iter::once(&scenario.policy).chain(scenario.reforms.iter().map(|reform| &reform.policy));
    let reforms =
        before.zip(&scenario.reforms).map(|(before, reform)| (reform.round, reformed(before, reform, language)));
    let districts = scenario.world.population.districts as usize;
    let shocks = scenario.shocks.iter().map(|shock| (shock.round, shocked(shock, districts, language)));
    let mut marks: Vec<(u32, String)> = reforms.chain(shocks).collect();
    marks.sort_by_key(|&(round, _)| round);
    marks.dedup();
    marks
}

/// First and last round of each shock with more needs.
pub fn spans(scenario: &Scenario) -> Vec<(u32, u32)> {
    let mut spans: Vec<(u32, u32)> =
        scenario.shocks.iter().map(|shock| (shock.round, shock.round.saturating_add(shock.duration))).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// What a reform changes.
fn reformed(before: &crate::policy::Policy, reform: &Reform, language: Language) -> String {
    let word = language.pick("reform", "改革");
    let colon = language.pick(": ", "：");
    let changes = policy_changes(before, &reform.policy);
    let written = |value: &Option<toml::Value>| value.as_ref().map_or_else(|| "unset".to_owned(), shown);
    if changes.len() <= MOST_TOLD {
        let told = |change: &crate::scenario::Change| {
            format!("{} {} \u{2192} {}", change.key, written(&change.from), written(&change.to))
        };
        let told: Vec<String> = changes.iter().map(told).collect();
        return if told.is_empty() { word.to_owned() } else { format!("{word}{colon}{}", told.join(language.comma())) };
    }
    let mut sections: Vec<&str> = Vec::new();
    for change in &changes {
        let section = change.key.split('.').next().unwrap_or(&change.key);
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    match language {
        Language::En => format!("reform: {} values of {}", changes.len(), sections.join(", ")),
        Language::Zh => format!("改革：{} 的 {} 个值", sections.join("、"), changes.len()),
    }
}

fn shown(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What a shock strikes, where, and for how long.
fn shocked(shock: &Shock, districts: usize, language: Language) -> String {
    if language == Language::Zh {
        return shocked_zh(shock, districts);
    }
    let weeks = if shock.duration == 1 { "1 week".to_owned() } else { format!("{} weeks", shock.duration) };
    let numbers: Vec<String> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
    let place = match numbers.len() {
        all if all == districts => "all districts".to_owned(),
        1 => format!("district {}", numbers[0]),
        _ => format!("districts {}", numbers.join(", ")),
    };
    format!("shock to {}: {place}, {weeks}", shock.category.name())
}

fn shocked_zh(shock: &Shock, districts: usize) -> String {
    let numbers: Vec<String> = shock.districts.iter().map(|district| (district + 1).to_string()).collect();
    let all = numbers.len() == districts;
    let place = if all { "全部各区".to_owned() } else { format!("第{}区", numbers.join("、")) };
    format!("{}冲击：{place}，{} 周", shock.category.name_in(Language::Zh), shock.duration)
}
