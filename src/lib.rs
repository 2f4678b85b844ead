//! Grassroots social governance, simulated with agents.

pub mod city;
pub mod events;
pub mod institutions;
pub mod math;
pub mod mechanisms;
pub mod observe;
pub mod parameters;
pub mod policy;
pub mod scenario;
pub mod simulation;
pub mod streams;
