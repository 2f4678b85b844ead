//! What results say in words, for a terminal and for the report.

mod chain;
mod comparison;
mod layout;
mod run;
mod scenario;
mod sweep;
mod verdict;

pub use chain::{chain, link};
pub use comparison::comparison_summary;
pub use layout::{aligned, signed};
pub use run::run_summary;
pub use scenario::scenario_changes;
pub use sweep::SweepCounts;
pub use verdict::{Finding, Notation, amount, finding, named, p_text, verdict};
