//! Texts, places in them, and what is wrong there.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Bytes of a source text.
pub type Span = Range<usize>;

/// Where a text comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// It is held in memory, by whoever gave it.
    #[default]
    Memory,
    /// It was read from this file.
    File(Arc<Path>),
    /// It is inside the program.
    Shipped,
    /// It is the settings over a scenario, `key=value`, a line each.
    Settings,
}

/// A text that a scenario or an experiment is read from. Two are equal if name and text are, wherever they come from.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Path or name, as the user knows it.
    pub name: Arc<str>,
    /// All of its text.
    pub text: Arc<str>,
    /// Where it comes from. It is not kept with results: a text that is read back from them is in memory, whatever there
    /// may be by now under its name.
    #[serde(skip)]
    pub origin: Origin,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        // The same text is seen at once: a long one is not read through for each of its problems.
        self.name == other.name && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

impl Eq for Source {}

impl Source {
    /// A text in memory, with the name that it has in messages.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), origin: Origin::Memory }
    }

    /// The text of a file.
    pub fn file(path: &Path, text: impl Into<Arc<str>>) -> Self {
        Self { origin: Origin::File(path.into()), ..Self::new(path.display().to_string(), text) }
    }

    /// The file that it was read from, if it was: nothing may be written there.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            _ => None,
        }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let end = (0..=byte.min(self.text.len())).rev().find(|&b| self.text.is_char_boundary(b)).unwrap_or(0);
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The line that holds a byte, without its end.
    pub fn line(&self, byte: usize) -> &str {
        let (number, _) = self.line_column(byte);
        self.text.lines().nth(number - 1).unwrap_or("")
    }

    /// Whether it is settings over a scenario, rather than a document.
    pub fn is_settings(&self) -> bool {
        self.origin == Origin::Settings
    }
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Source,
    /// The bytes of it.
    pub span: Span,
}

impl Place {
    /// A problem at this place.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { span: Some(self.span.clone()), ..Problem::of(self.source.clone(), message) }
    }
}

/// One thing wrong with a scenario or an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it was found.
    pub source: Source,
    /// The bytes that are wrong; none if the whole file is meant.
    pub span: Option<Span>,
    /// Other bytes of the same source that have to do with it.
    pub related: Vec<Span>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// A few words for the caret; may be empty.
    pub label: String,
    /// What to do; may be empty.
    pub help: String,
    /// What else is good to know, such as who builds on the source; may be empty.
    pub note: String,
}

impl Problem {
    /// A problem of a source as a whole.
    pub fn of(source: Source, message: impl Into<String>) -> Self {
        let (label, help, note) = (String::new(), String::new(), String::new());
        Self { source, span: None, related: Vec::new(), message: message.into(), label, help, note }
    }

    /// The same with words for the caret.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = &self.source.name;
        match &self.span {
            Some(span) if self.source.is_settings() => write!(f, "{name} {}: ", self.source.line(span.start))?,
            Some(span) => {
                let (line, column) = self.source.line_column(span.start);
                write!(f, "{name}:{line}:{column}: ")?;
            }
            None => write!(f, "{name}: ")?,
        }
        f.write_str(&self.message)?;
        let more: Vec<&str> = [&*self.help, &*self.note].into_iter().filter(|text| !text.is_empty()).collect();
        if more.is_empty() { Ok(()) } else { write!(f, " ({})", more.join("; ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_with_file_line_and_column() {
        let source = Source::new("city.toml", "a = 1\n市 = 2\n");
        let place = Place { source, span: 12..13 };
        let problem = place.problem("is wrong").help("do better");
        assert_eq!(problem.to_string(), "city.toml:2:5: is wrong (do better)");
    }

    #[test]
    fn a_span_inside_a_character_or_past_the_end_is_survived() {
        let source = Source::new("x", "市");
        assert_eq!(source.line_column(1), (1, 1));
        assert_eq!(source.line_column(99), (1, 2));
    }
}
