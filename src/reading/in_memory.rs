//! Texts in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::library::{Kind, Library, Refusal};
use super::nearest;
use crate::error::Source;

/// Texts in memory by their names. A name may have folders, as in `cities/large`: what such a text names is relative to its
/// folder, as with files.
#[derive(Clone, Debug, Default)]
pub struct InMemory {
    texts: BTreeMap<String, Arc<str>>,
}

impl InMemory {
    /// None yet: what is read with it can build on shipped texts alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// These texts, each with its name.
    pub fn of<N: Into<String>, T: Into<Arc<str>>>(texts: impl IntoIterator<Item = (N, T)>) -> Self {
        Self { texts: texts.into_iter().map(|(name, text)| (name.into(), text.into())).collect() }
    }

    /// Adds a text, or replaces the one of that name.
    pub fn insert(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) {
        self.texts.insert(name.into(), text.into());
    }
}

impl Library for InMemory {
    fn find(&self, name: &str, from: Option<&Source>, _: &Kind) -> Result<Source, Refusal> {
        let whole = from.map_or_else(|| name.to_owned(), |from| beside(&from.name, name));
        match self.texts.get(&whole) {
            Some(text) => Ok(Source::new(whole, text.clone())),
            None => {
                let near = nearest(&whole, self.texts.keys().map(String::as_str)).map(str::to_owned);
                Err(Refusal { near, ..Refusal::nothing(&whole, "is not among the texts") })
            }
        }
    }
}

/// A name as it is seen from the folder of a text.
fn beside(text: &str, name: &str) -> String {
    let mut parts: Vec<&str> = text.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "" | "." => (),
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_folder_of_the_text_that_says_them() {
        assert_eq!(beside("a", "b"), "b");
        assert_eq!(beside("cities/a.toml", "b.toml"), "cities/b.toml");
        assert_eq!(beside("cities/large/a", "./../b"), "cities/b");
        assert_eq!(beside("a", "../../b"), "b");
    }
}
