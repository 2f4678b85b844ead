//! The mechanisms of a round, one room each. They do not know each other: they meet in the state of the city and in what
//! the simulation hands over.

pub mod accountability;
pub mod careers;
pub mod collective_action;
pub mod conditions;
pub mod consultation;
pub mod coordination;
pub mod delivery;
pub mod feedback;
pub mod grid_work;
pub mod influence;
pub mod intake;
pub mod law;
#[cfg(test)]
mod limits;
pub mod needs;
pub mod organisations;
pub mod participation;
pub mod turnover;
pub mod voice;
