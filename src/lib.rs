#![doc = include_str!("../docs/architecture.md")]

pub mod calendar;
pub mod city;
pub mod error;
pub mod events;
#[cfg(feature = "files")]
pub mod files;
pub mod institutions;
pub mod language;
pub mod math;
pub mod mechanisms;
pub mod observe;
mod parallel;
pub mod parameters;
pub mod pillars;
pub mod policy;
pub mod reading;
#[cfg(feature = "render")]
pub mod render;
pub mod scenario;
pub mod simulation;
pub mod stats;
pub mod streams;
pub mod study;
pub mod trace;

pub use error::Error;
pub use language::Language;
pub use observe::{COLUMNS, Group, Run};
pub use scenario::{Checked, Scenario};
pub use simulation::Simulation;
pub use streams::Seeds;
pub use study::comparison::Comparison;
pub use study::{Experiment, Memory, Study};

/// The version of the library and of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
