//! Tables as values: CSV that is written row by row into whatever takes bytes, and columns with types for other formats.

mod arms;
mod audit;
mod cells;
mod class;
mod differences;
mod indices;
mod observed;
mod points;
mod rounds;
mod runs;
mod snapshot;
mod summary;
mod table;
mod unknowns;

#[cfg(test)]
mod tests;

pub use arms::{write_arms, write_arms_by_round};
pub use audit::{write_attacks, write_box, write_draws_of_audit, write_drivers, write_worlds};
pub use cells::{flag, number, value};
pub use class::{write_class, write_class_stretches};
pub use differences::{write_differences, write_differences_by_round};
pub use indices::{indices_table, write_indices, write_indices_by_points, write_indices_by_round};
pub use observed::{write_observed, write_observed_by_round};
pub use points::write_points;
pub use rounds::{ROUND_KEYS, rounds_header, rounds_rows, rounds_table};
pub use runs::{RUNS_IN_A_GROUP, no_runs, run_groups, write_runs};
pub use snapshot::snapshot;
pub use summary::write_summary;
pub use table::{ColumnData, Table, write_table};
pub use unknowns::{write_draws, write_unknowns};
