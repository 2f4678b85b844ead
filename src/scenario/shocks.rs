//! Shocks: blows to the service stocks of a category, from outside.

use toml::de::{DeTable, DeValue};

use super::Shock;
use super::reforms::ANY_ROUND;
use crate::city::Category;
use crate::error::Span;
use crate::parameters::{Range, SHARE};
use crate::reading::{Key, Node, Reader, Setting, entries, leaf, shown, suggest};

/// Names of the categories of needs, in order.
pub const CATEGORIES: &[&str] = Category::NAMES;

/// Which districts a shock hits, as a file has it: all, or some numbered from 1.
#[derive(Clone, Debug)]
pub(crate) enum Districts {
    All,
    Some(Vec<Setting<u32>>),
}

/// A shock as a file has it.
#[derive(Clone, Debug)]
pub(crate) struct ShockEntry {
    pub(super) round: Setting<u32>,
    category: Category,
    pub(super) districts: Setting<Districts>,
    magnitude: f64,
    duration: u32,
    intensity: f64,
}

pub(super) const KEYS: [&str; 6] = ["round", "category", "districts", "magnitude", "duration", "intensity"];
pub(super) const DURATION: Range = Range::Whole { min: 1, max: 100_000 };
pub(super) const MAGNITUDE: Range = Range::Real { min: *SHARE.start(), max: *SHARE.end() };
pub(super) const INTENSITY: Range = Range::Real { min: 0., max: 100. };
const DISTRICT: Range = Range::Whole { min: 1, max: u32::MAX as u64 };

impl ShockEntry {
    /// The shock in a city with that many districts.
    pub(super) fn shock(&self, districts: u32) -> Shock {
        let hit = match &self.districts.value {
            Districts::All => (0..districts).collect(),
            Districts::Some(numbers) => {
                let distinct: std::collections::BTreeSet<_> = numbers.iter().map(|n| n.value - 1).collect();
                distinct.into_iter().collect()
            }
        };
        let Self { category, magnitude, duration, intensity, .. } = *self;
        Shock { round: self.round.value, category, districts: hit, magnitude, duration, intensity }
    }

    /// The districts named, with their places.
    pub(super) fn numbers(&self) -> &[Setting<u32>] {
        match &self.districts.value {
            Districts::All => &[],
            Districts::Some(numbers) => numbers,
        }
    }
}

impl Reader<'_> {
    /// Reads `[[shocks]]`.
    pub(super) fn shocks(&mut self, value: &Node<'_>) -> Vec<ShockEntry> {
        let tables = self.tables("shocks", value);
        tables.into_iter().filter_map(|(span, table)| self.shock(span, table)).collect()
    }

    fn shock(&mut self, span: Span, table: &DeTable<'_>) -> Option<ShockEntry> {
        self.shock_keys(span, table);
        let read = |reader: &mut Self, name, range| {
            let value = reader.value(name, range, table.get(name)?)?;
            value.value.as_float()
        };
        let round = table.get("round").and_then(|value| self.whole("round", &ANY_ROUND, value));
        let category = table.get("category").and_then(|value| self.category(value));
        let districts = table.get("districts").and_then(|value| self.districts(value));
        let magnitude = read(self, "magnitude", &MAGNITUDE);
        let duration = table.get("duration").and_then(|value| self.whole("duration", &DURATION, value));
        let intensity = read(self, "intensity", &INTENSITY);
        // What is wrong has been told; the rest goes on, so that its time and place are checked in the same pass.
        Some(ShockEntry {
            round: round?,
            category: category.unwrap_or(Category::Housing),
            districts: districts?,
            magnitude: magnitude.unwrap_or_default(),
            duration: duration.map_or(1, |duration| duration.value),
            intensity: intensity.unwrap_or_default(),
        })
    }

    /// Reports keys that a shock does not have, and keys that are missing.
    fn shock_keys(&mut self, span: Span, table: &DeTable<'_>) {
        for (key, _) in entries(table) {
            self.shock_key(key);
        }
        let missing: Vec<_> =
            KEYS.iter().filter(|key| !table.contains_key(**key)).map(|key| format!("`{key}`")).collect();
        if !missing.is_empty() {
            let message = format!("a shock needs {}", missing.join(", "));
            self.problem(span, message, "not complete", format!("keys of a shock: {}", KEYS.join(", ")));
        }
    }

    fn shock_key(&mut self, key: &Key<'_>) {
        let name = key.get_ref().as_ref();
        if !KEYS.contains(&name) {
            let message = format!("unknown key `{}` in [[shocks]]", shown(name));
            self.problem(key.span(), message, "unknown", suggest(name, &KEYS));
        }
    }

    fn category(&mut self, value: &Node<'_>) -> Option<Category> {
        let name = self.value("category", &Range::Names(CATEGORIES), value)?;
        Category::ALL.iter().copied().find(|category| name.value.as_str() == Some(category.name()))
    }

    fn districts(&mut self, value: &Node<'_>) -> Option<Setting<Districts>> {
        let place = self.place(value.span());
        let districts = match value.get_ref() {
            DeValue::String(word) if word == "all" => Districts::All,
            DeValue::Array(list) if !list.is_empty() => {
                let numbers = list.iter().map(|item| self.whole("districts", &DISTRICT, item));
                Districts::Some(numbers.collect::<Option<_>>()?)
            }
            other => {
                let message = format!("`districts` must be a list of numbers from 1, not {}", leaf::found(other));
                self.problem(value.span(), message, "which districts?", "or \"all\"".to_owned());
                return None;
            }
        };
        Some(Setting { value: districts, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenario;
    use crate::scenario::registry::registry;

    #[test]
    fn the_categories_are_those_of_the_world_in_order() {
        let mut sections: Vec<&str> = Vec::new();
        for parameter in &registry().parameters {
            let name = parameter.section.strip_prefix("categories.").and_then(|rest| rest.split('.').next());
            if let Some(name) = name.filter(|name| !sections.contains(name)) {
                sections.push(name);
            }
        }
        assert!(sections.is_empty() || sections == CATEGORIES, "{sections:?}");
    }

    #[test]
    fn districts_are_numbered_from_one_and_all_means_each() {
        let shock = |districts: &str| {
            let text = format!(
                "shocks = [{{ round = 3, category = \"care\", districts = {districts}, magnitude = 1, duration = 2, intensity = 0.5 }}]"
            );
            Scenario::from_toml("x", &text).map(|scenario| scenario.shocks[0].clone())
        };
        assert_eq!(shock("[3, 1, 3]").expect("districts").districts, [0, 2]);
        assert_eq!(shock("\"all\"").expect("all").districts, [0, 1, 2, 3]);
        assert_eq!(shock("[1]").expect("one").category, Category::Care);
        for wrong in ["[0]", "[]", "[5]", "\"some\"", "2", "[1.5]"] {
            assert!(shock(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_incomplete_shock_says_what_it_lacks() {
        let error = Scenario::from_toml("x", "[[shocks]]\nround = 3\ncategry = 'care'\n").expect_err("incomplete");
        let text = error.to_string();
        assert!(text.contains("a shock needs `category`, `districts`, `magnitude`"), "{text}");
        assert!(text.contains("did you mean `category`?"), "{text}");
    }
}
