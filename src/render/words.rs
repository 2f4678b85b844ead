//! What results say in words, for a terminal and for the report.

mod audit;
mod chain;
mod checked;
mod class;
mod comparison;
mod explained;
mod layout;
mod observed;
mod run;
mod scenario;
mod sensitivity;
mod shell;
mod sweep;
mod verdict;

pub use audit::{attack_row, audit_line, audit_summary};
pub use chain::{chain, link};
pub use checked::checked;
pub use class::{class_summary, refusal};
pub use comparison::{against, comparison_summary};
pub use explained::{explained, sections_text};
pub use layout::{aligned, signed};
pub use observed::{DISTANCE_HEADS, DistanceCells, distance_cells, observed_summary};
pub use run::{RunCells, run_cells, run_summary};
pub use scenario::{costs, scenario_changes};
pub use sensitivity::{heading as index_heading, row as index_row, sensitivity_summary, split_text, sweep_command};
pub use shell::quoted;
pub use sweep::SweepCounts;
pub use verdict::{Finding, Notation, amount, finding, named, p_text, verdict};
