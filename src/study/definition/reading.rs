//! What experiment files have in common with no scenario: tables with a few keys.

use toml::de::{DeTable, DeValue};

use crate::error::Span;
use crate::observe::{COLUMNS, column};
use crate::parameters::Range;
use crate::scenario::document::{Node, Reader, Setting, entries};
use crate::scenario::leaf;
use crate::scenario::registry::{nearest, suggest};

/// The table under a key, or a problem.
pub(super) fn table<'t, 'i>(reader: &mut Reader<'_>, word: &str, value: &'t Node<'i>) -> Option<&'t DeTable<'i>> {
    let DeValue::Table(table) = value.get_ref() else {
        let message = format!("`{word}` is a table: it cannot be {}", leaf::found(value.get_ref()));
        reader.problem(value.span(), message, "not a table", String::new());
        return None;
    };
    Some(table)
}

/// Reports the keys of a table that it does not have; `place` names it in messages.
pub(super) fn known(reader: &mut Reader<'_>, place: &str, table: &DeTable<'_>, keys: &[&str]) {
    for (key, _) in entries(table) {
        let name = key.get_ref().as_ref();
        if !keys.contains(&name) {
            let message = format!("unknown key `{}` in {place}", name.escape_debug());
            reader.problem(key.span(), message, "unknown", suggest(name, keys));
        }
    }
}

/// The value of a key of a table, if it is there and in its range.
pub(super) fn value(reader: &mut Reader<'_>, table: &DeTable<'_>, key: &str, range: &Range) -> Option<Setting> {
    reader.value(key, range, table.get(key)?)
}

/// A number of a table, if it is there and in its range.
pub(super) fn real(reader: &mut Reader<'_>, table: &DeTable<'_>, key: &str, range: &Range) -> Option<Setting<f64>> {
    let Setting { value, place } = value(reader, table, key, range)?;
    Some(Setting { value: value.as_float()?, place })
}

/// One of the names that a key may have, by its position.
pub(super) fn choice(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &str,
    names: &'static [&'static str],
) -> Option<usize> {
    let value = value(reader, table, key, &Range::Names(names))?.value;
    names.iter().position(|name| Some(*name) == value.as_str())
}

/// The position of a column of the results, or a problem.
pub(super) fn result_column(reader: &mut Reader<'_>, value: &Node<'_>) -> Option<usize> {
    let name = reader.text("column", value)?.value;
    let found = column(&name);
    if found.is_none() {
        let help = match nearest(&name, COLUMNS.iter().map(|column| column.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the README lists the columns of results".to_owned(),
        };
        let message = format!("there is no column `{}`", name.escape_debug());
        reader.problem(value.span(), message, "no such column", help);
    }
    found
}

/// Says that a table lacks a key.
pub(super) fn lacks(reader: &mut Reader<'_>, span: Span, what: &str, key: &str, help: &str) {
    reader.problem(span, format!("{what} needs {key}"), "not complete", help.to_owned());
}
