//! The languages in which words for people are written, and a text that there is in each of them.
//!
//! Names that are typed or written into files (keys, columns, groups, scenarios) are the same in all languages.

mod units;

pub use units::{UNITS, unit};

/// A language of words for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::En, Language::Zh];

    /// Its code, as on the command line and in HTML: `en`, `zh`.
    pub fn name(self) -> &'static str {
        self.pick("en", "zh")
    }

    /// The inverse of its code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.name() == code)
    }

    /// Of two, that in this language.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Language::En => en,
            Language::Zh => zh,
        }
    }

    /// Whether it is English, in which everything is told where nothing else is asked for.
    pub fn is_english(&self) -> bool {
        *self == Language::En
    }

    /// What stands between the names of a list.
    pub fn comma(self) -> &'static str {
        self.pick(", ", "、")
    }
}

/// A text in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

impl Words {
    /// A text in each language.
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    /// The text in a language.
    pub fn text(self, language: Language) -> &'static str {
        language.pick(self.en, self.zh)
    }
}

/// What has a name in each language beside the one by which files know it.
pub trait Named {
    /// Its name in a language, for people to read.
    fn name_in(self, language: Language) -> &'static str;
}

/// Whether a text has a Chinese letter in it.
pub fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_back_from_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.name()), Some(language));
        }
        assert_eq!((Language::parse("ZH"), Language::parse("de"), Language::default()), (None, None, Language::En));
    }

    #[test]
    fn a_text_is_told_in_the_language_asked_for() {
        let trust = Words::new("trust", "信任");
        assert_eq!(Language::ALL.map(|language| trust.text(language)), ["trust", "信任"]);
        assert!(is_chinese("trust 信任") && !is_chinese("trust, “quoted”"));
    }
}
