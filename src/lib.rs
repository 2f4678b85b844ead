//! Grassroots social governance, simulated with agents.

pub mod error;
pub mod math;
pub mod observe;
pub mod parameters;
pub mod policy;
pub mod scenario;
pub mod streams;

pub use error::Error;
pub use scenario::Scenario;
