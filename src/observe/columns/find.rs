//! Columns by their names.

use super::COLUMNS;
use crate::error::Error;

/// The name of a column as words of a text or a title: `trust_government` is "Trust in government".
pub fn words(name: &str) -> String {
    let words = name.replace('_', " ");
    let words = words.strip_prefix("trust ").map(|whom| format!("trust in {whom}")).unwrap_or(words);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The position of a column by its name.
pub fn column(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.name == name)
}

/// The position of a column by its name, or an error with the names that are near.
pub fn find_column(name: &str) -> Result<usize, Error> {
    column(name).ok_or_else(|| {
        let mut near: Vec<(f64, &str)> =
            COLUMNS.iter().map(|column| (strsim::jaro_winkler(name, column.name), column.name)).collect();
        near.retain(|(alike, _)| *alike > ALIKE);
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let nearest = near.into_iter().take(MOST_NEAR).map(|(_, near)| near.to_owned()).collect();
        Error::UnknownName { what: "the column", name: name.to_owned(), nearest }
    })
}

/// Names that are as like a word by Jaro and Winkler's measure may be meant; no more of them are told.
const ALIKE: f64 = 0.85;
const MOST_NEAR: usize = 6;
