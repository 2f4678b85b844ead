//! The calendar: a round is a week.

mod date;

pub use date::Date;

/// Rounds of a year.
pub const YEAR: u32 = 52;

/// Rounds of a quarter.
pub const QUARTER: u32 = YEAR / 4;

/// Days of a round.
pub const WEEK: u32 = 7;
