//! Of which columns less is better, whoever looks: figures show what is better in one way.

use super::Column;

/// Columns of which less is better in every view.
const LESS_IS_BETTER: [&str; 13] = [
    "open_needs",
    "withdrawn",
    "given_up",
    "transfers",
    "padding",
    "median_rounds_to_resolution",
    "backlog",
    "false_closures_not_found",
    "grievance",
    "gini_gain",
    "load",
    "load_community_offices",
    "load_departments",
];

impl Column {
    /// Whether less of it is better in every view.
    pub fn less_is_better(&self) -> bool {
        LESS_IS_BETTER.contains(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::column;

    #[test]
    fn every_one_of_them_is_a_column() {
        assert!(LESS_IS_BETTER.iter().all(|name| column(name).is_some()));
    }
}
