//! The header of a table of observations: where each of its columns stands.

use crate::error::Span;
use crate::reading::csv::Line;
use crate::reading::{Reader, shown, suggest};

/// A header as it may be.
pub(super) const EXAMPLE: &str = "`round,column,value`";

/// The names that a header may hold.
pub(super) const NAMES: [&str; 7] = ["round", "date", "column", "value", "low", "high", "group"];

/// The names of a header in their order; none where it is unknown.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    names: Vec<Option<&'static str>>,
}

impl Header {
    /// Reads a first line, and tells all that is wrong with it; `dated` if the day of round 0 is known.
    pub(super) fn read(reader: &mut Reader<'_>, line: &Line, dated: bool) -> Self {
        let mut header = Self::default();
        for cell in &line.cells {
            let name = NAMES.into_iter().find(|name| *name == cell.text);
            let span = cell.span.clone();
            match name {
                None => {
                    let message = format!("unknown column `{}` in the header of the observed data", shown(&cell.text));
                    reader.problem(span, message, "unknown", suggest(&cell.text, &NAMES));
                }
                Some(name) if header.names.contains(&Some(name)) => {
                    reader.problem(span, format!("`{name}` is a column twice"), "the second", String::new());
                }
                Some("date") if !dated => {
                    let help = "say it as `start = \"2024-01-01\"` in [observed]".to_owned();
                    let message = "`date` needs to know on which day round 0 begins".to_owned();
                    reader.problem(span, message, "which round is that?", help);
                }
                Some(_) => (),
            }
            header.names.push(name);
        }
        header.complete(reader, line.span.clone());
        header
    }

    /// Tells what it lacks.
    fn complete(&self, reader: &mut Reader<'_>, span: Span) {
        let has = |name| self.place(name).is_some();
        let mut lacking: Vec<String> =
            ["column", "value"].into_iter().filter(|name| !has(name)).map(|name| format!("`{name}`")).collect();
        match (has("round"), has("date")) {
            (false, false) => lacking.insert(0, "`round` or `date`".to_owned()),
            (true, true) => {
                let message = "`round` and `date` both say when a value was observed".to_owned();
                reader.problem(span.clone(), message, "both", "keep one of them".to_owned());
            }
            _ => (),
        }
        lacking.extend((has("low") && !has("high")).then(|| "`high` beside `low`".to_owned()));
        lacking.extend((has("high") && !has("low")).then(|| "`low` beside `high`".to_owned()));
        if !lacking.is_empty() {
            reader.lacks(span, "the header", &lacking.join(", "), &format!("for example {EXAMPLE}"));
        }
    }

    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// Where a column stands.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == Some(name))
    }
}
