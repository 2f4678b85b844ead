//! Grassroots social governance, simulated with agents.

pub mod math;
pub mod observe;
#[cfg(feature = "cli")]
pub mod output;
pub mod parameters;
#[cfg(feature = "cli")]
pub mod plots;
pub mod policy;
pub mod scenario;
pub mod stats;
pub mod streams;
