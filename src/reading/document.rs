//! Reads one document: values are checked where they stand, and all that is wrong is collected.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::leaf;
use crate::error::{Place, Problem, Source, Span};
use crate::parameters::Range;

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Setting<T = toml::Value> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// What `read` makes of a text, whether the text is TOML at all, and everything that is wrong in it.
pub(crate) fn walk<T>(
    source: &Source,
    read: impl FnOnce(&mut Reader<'_>, &DeTable<'_>) -> T,
) -> (T, bool, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader::of(source);
    let found = read(&mut reader, document.get_ref());
    (found, errors.is_empty(), with_syntax(source, &errors, reader.problems))
}

/// Syntax errors come first; what else is wrong on their lines follows from them and is left out.
fn with_syntax(source: &Source, errors: &[toml::de::Error], others: Vec<Problem>) -> Vec<Problem> {
    if errors.is_empty() {
        return others;
    }
    let ends: Vec<usize> = source.text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |span: &Option<Span>| span.as_ref().map(|span| ends.partition_point(|&end| end < span.start));
    let lines: BTreeSet<_> = errors.iter().map(|error| line(&error.span())).collect();
    let mut problems: Vec<_> = errors.iter().map(|error| syntax(source, error)).collect();
    problems.dedup();
    problems.extend(others.into_iter().filter(|problem| !lines.contains(&line(&problem.span))));
    problems
}

fn syntax(source: &Source, error: &toml::de::Error) -> Problem {
    let message = format!("not TOML: {}", error.message().replace('\n', ", "));
    let help = error.span().map_or("", |span| syntax_advice(source.line(span.start)));
    Problem { span: error.span(), ..Problem::of(source.clone(), message).help(help) }
}

/// What often is meant on a line that is not TOML.
fn syntax_advice(line: &str) -> &'static str {
    let value = line.split_once('=').map_or("", |(_, value)| value);
    let outside = value.split(['"', '\'']).step_by(2);
    if value.contains('"') && value.contains('\\') {
        BACKSLASH
    } else if outside.into_iter().any(has_decimal_comma) {
        leaf::POINT
    } else {
        ""
    }
}

/// Whether digits stand on both sides of a comma, with no space between, where there is no list.
fn has_decimal_comma(text: &str) -> bool {
    let digits = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    !text.contains('[') && text.match_indices(',').any(|(at, _)| at > 0 && digits(at - 1) && digits(at + 1))
}

/// Advice on a path in double quotes.
pub(super) const BACKSLASH: &str =
    "in double quotes a backslash begins an escape: write a path in single quotes, or with `/`";

/// The first character that neither a terminal nor a figure can show.
pub(crate) fn unshowable(text: &str) -> Option<char> {
    text.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// A word of a user as it is shown in a message: without what a terminal would act on, and not longer than a line.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let cut = if text.chars().nth(MOST).is_some() { "..." } else { "" };
    format!("{}{cut}", text.chars().take(MOST).collect::<String>().escape_debug())
}

/// Walks one source and collects problems.
pub(crate) struct Reader<'s> {
    pub(crate) source: &'s Source,
    pub(crate) problems: Vec<Problem>,
}

pub(crate) type Key<'i> = Spanned<DeString<'i>>;
pub(crate) type Node<'i> = Spanned<DeValue<'i>>;

impl<'s> Reader<'s> {
    /// One that has found nothing wrong yet.
    pub(crate) fn of(source: &'s Source) -> Self {
        Self { source, problems: Vec::new() }
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place { source: self.source.clone(), span }
    }

    pub(crate) fn problem(&mut self, span: Span, message: String, label: &str, help: String) {
        let problem = self.place(span).problem(message).label(label).help(help);
        self.problems.push(problem);
    }

    /// A text, or a problem.
    pub(crate) fn text(&mut self, word: &str, value: &Node<'_>) -> Option<Setting<String>> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            let message = format!("`{word}` must be a text in quotes, not {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, "a text in quotes", String::new());
        }
        let text = text?;
        if let Some(control) = unshowable(&text) {
            let message =
                format!("`{word}` has the control character U+{:04X}, which cannot be shown", u32::from(control));
            self.problem(value.span(), message, "a control character", "take it away".to_owned());
            return None;
        }
        Some(Setting { value: text, place: self.place(value.span()) })
    }

    /// A value in its range, or a problem.
    pub(crate) fn value(&mut self, name: &str, range: &Range, value: &Node<'_>) -> Option<Setting> {
        match leaf::check(range, value.get_ref()) {
            Ok(checked) => Some(Setting { value: checked, place: self.place(value.span()) }),
            Err(refusal) => {
                let message = format!("`{name}` must be {range}, not {}", refusal.found);
                self.problem(value.span(), message, &range.to_string(), refusal.help);
                None
            }
        }
    }

    /// A whole number that fits into 32 bits, or a problem.
    pub(crate) fn whole(&mut self, name: &str, range: &Range, value: &Node<'_>) -> Option<Setting<u32>> {
        let Setting { value, place } = self.value(name, range, value)?;
        let value = value.as_integer().and_then(|n| u32::try_from(n).ok())?;
        Some(Setting { value, place })
    }
}

/// The entries of a table in the order of the text.
pub(crate) fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Key<'i>, &'t Node<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
