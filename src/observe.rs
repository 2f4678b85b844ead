//! What is measured in a round.

mod record;

pub use record::{Group, RoundRecord, Run};

/// A column of the results.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in files and on the command line.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
}

/// All columns, in the order of the files.
pub const COLUMNS: &[Column] =
    &[Column { name: "trust_government", unit: "level 0-1", meaning: "Mean trust in government" }];

/// The position of a column by its name.
pub fn column(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.name == name)
}
