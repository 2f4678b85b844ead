//! Reads the code of a language.

use grassroots::Language;

/// The language of a code.
pub fn language(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| "it must be one of en, zh".to_owned())
}
