//! A ruler: where values lie along an axis, and what is written there.

use crate::render::figures::scale::{self, Axis};

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

    /// Every how many texts there is room to write, along so many pixels.
    pub fn every(&self, room: f64, measure: impl Fn(&str) -> f64) -> usize {
        let widest = self.ticks.iter().map(|(_, text)| measure(text)).fold(1.0, f64::max);
        let ends = self.ticks.first().zip(self.ticks.last()).map_or(1.0, |(first, last)| last.0 - first.0);
        let apart = room * ends / (self.ticks.len().max(2) - 1) as f64;
        (((widest + 14.0) / apart.max(1.0)).ceil() as usize).max(1)
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
