#![doc = include_str!("../docs/architecture.md")]

pub mod city;
pub mod error;
pub mod events;
pub mod institutions;
pub mod math;
pub mod mechanisms;
pub mod observe;
#[cfg(feature = "cli")]
pub mod output;
pub mod parameters;
pub mod policy;
#[cfg(feature = "cli")]
pub mod render;
pub mod scenario;
pub mod simulation;
pub mod stats;
pub mod streams;
pub mod study;
pub mod trace;

pub use error::Error;
pub use observe::{COLUMNS, Group, RoundRecord, Run};
pub use scenario::Scenario;
pub use simulation::{Observer, View, run};
pub use streams::Seeds;
pub use study::Experiment;
