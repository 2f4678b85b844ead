//! A ruler: where values lie along an axis, and what is written there.

use crate::plots::scale::{self, Axis};

/// An axis as shares of its length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruler {
    /// Where something is written, and what.
    pub ticks: Vec<(f64, String)>,
}

impl Ruler {
    /// The ruler of an axis of numbers.
    pub fn of(axis: &Axis) -> Self {
        let share = |tick: f64| (tick - axis.low) / (axis.high - axis.low);
        Self { ticks: axis.ticks.iter().map(|&tick| (share(tick), scale::tick_text(axis, tick))).collect() }
    }

    /// A ruler with these words, each in the middle of its part.
    pub fn words(words: &[String]) -> Self {
        Self {
            ticks: words.iter().enumerate().map(|(number, word)| (middle(number, words.len()), word.clone())).collect(),
        }
    }
}

/// The middle of a part of so many.
pub fn middle(number: usize, of: usize) -> f64 {
    (number as f64 + 0.5) / of.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_middle_of_their_parts() {
        let ruler = Ruler::words(&["talks".to_owned(), "forum".to_owned()]);
        assert_eq!(ruler.ticks, [(0.25, "talks".to_owned()), (0.75, "forum".to_owned())]);
    }
}
