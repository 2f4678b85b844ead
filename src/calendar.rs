//! The calendar: a round is a week.

/// Rounds of a year.
pub const YEAR: u32 = 52;

/// Rounds of a quarter.
pub const QUARTER: u32 = YEAR / 4;
