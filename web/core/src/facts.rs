//! A card: what is known of someone or something, in words.

use grassroots::Language;
use serde::Serialize;

/// What is known of someone or something.
#[derive(Serialize)]
pub struct Card {
    title: String,
    facts: Vec<Fact>,
    now: Vec<String>,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

impl Card {
    pub fn of(title: String) -> Self {
        Self { title, facts: Vec::new(), now: Vec::new() }
    }

    pub fn fact(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.facts.push(Fact { label: label.into(), value: value.into() });
        self
    }

    pub fn now(mut self, text: impl Into<String>) -> Self {
        self.now.push(text.into());
        self
    }
}

/// The language of a code; English where there is none of it.
pub fn language(code: &str) -> Language {
    Language::parse(code).unwrap_or_default()
}

/// A text in the language asked for.
pub fn say<'a>(language: &str, en: &'a str, zh: &'a str) -> &'a str {
    if language == "zh" { zh } else { en }
}

/// A share as percent.
pub fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}
