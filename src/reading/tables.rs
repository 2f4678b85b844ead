//! Tables of a document that have a few keys, and lists of them.

use toml::de::{DeTable, DeValue};

use super::document::{Node, Reader, Setting, entries, shown};
use super::leaf;
use super::suggest::suggest;
use crate::error::Span;
use crate::parameters::Range;

impl Reader<'_> {
    /// The table under a key, or a problem.
    pub(crate) fn table<'t, 'i>(&mut self, word: &str, value: &'t Node<'i>) -> Option<&'t DeTable<'i>> {
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("`{word}` is a table: it cannot be {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, "not a table", String::new());
            return None;
        };
        Some(table)
    }

    /// The tables of a list such as `[[reforms]]`, with their places.
    pub(crate) fn tables<'t, 'i>(&mut self, word: &str, value: &'t Node<'i>) -> Vec<(Span, &'t DeTable<'i>)> {
        let DeValue::Array(list) = value.get_ref() else {
            let message = format!("`{word}` is a list: it cannot be {}", leaf::found(value.get_ref()));
            self.problem(value.span(), message, "not a list", format!("write [[{word}]] with two brackets"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((item.span(), table)),
                other => {
                    let message = format!("`{word}` is a list of tables, not of {}", leaf::found(other));
                    self.problem(item.span(), message, "not a table", format!("write [[{word}]] and its keys below"));
                }
            }
        }
        tables
    }

    /// Reports the keys of a table that it does not have; `place` names it in messages.
    pub(crate) fn known(&mut self, place: &str, table: &DeTable<'_>, keys: &[&str]) {
        for (key, _) in entries(table) {
            let name = key.get_ref().as_ref();
            if !keys.contains(&name) {
                let message = format!("unknown key `{}` in {place}", shown(name));
                self.problem(key.span(), message, "unknown", suggest(name, keys));
            }
        }
    }

    /// The value of a key of a table, if it is there and in its range.
    pub(crate) fn at(&mut self, table: &DeTable<'_>, key: &str, range: &Range) -> Option<Setting> {
        self.value(key, range, table.get(key)?)
    }

    /// A number of a table, if it is there and in its range.
    pub(crate) fn real(&mut self, table: &DeTable<'_>, key: &str, range: &Range) -> Option<Setting<f64>> {
        let Setting { value, place } = self.at(table, key, range)?;
        Some(Setting { value: value.as_float()?, place })
    }

    /// One of the names that a key may have, by its position.
    pub(crate) fn choice(&mut self, table: &DeTable<'_>, key: &str, names: &'static [&'static str]) -> Option<usize> {
        let value = self.at(table, key, &Range::Names(names))?.value;
        names.iter().position(|name| Some(*name) == value.as_str())
    }

    /// Says that a table lacks a key.
    pub(crate) fn lacks(&mut self, span: Span, what: &str, key: &str, help: &str) {
        self.problem(span, format!("{what} needs {key}"), "not complete", help.to_owned());
    }
}
