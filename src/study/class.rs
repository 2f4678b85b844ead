//! A class that is a cluster: each pupil runs a block of replicates of one comparison, and a short code carries what
//! statistics of pairs need of it. Many codes together give the numbers that one machine gives for all replicates, to the bit,
//! in whatever order they come, since the sums are exact.

mod bits;
mod block;
mod code;
mod stretches;

pub use block::{Block, Guess, Identity};
pub use code::Refusal;
pub use stretches::{STRETCHES, Stretch};

use super::comparison::{CONFIDENCE, Difference, Question};
use crate::observe::{column, primary};
use crate::stats::{PairSums, holm};

/// Outcomes that a code carries, about which pupils guess.
pub const GUESSED: [&str; 3] = ["trust_government", "participation_rate", "solved_share"];

/// Replicates of a block, as the classroom has them.
pub const BLOCK: u32 = 20;

/// What the codes of a class tell together.
#[derive(Clone, Debug, Default)]
pub struct Class {
    blocks: Vec<Block>,
    refused: Vec<Refused>,
}

/// A line from which no code was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Number of the line, from 1.
    pub line: usize,
    /// Why not.
    pub why: Why,
}

/// Why a line is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no code.
    Code(Refusal),
    /// It is of another comparison.
    Other,
    /// It is the same as that of a line.
    Again(usize),
    /// Replicates of it were counted in a line.
    Taken {
        /// The first replicate of the code.
        first: u32,
        /// The last one.
        last: u32,
        /// The line.
        line: usize,
    },
}

impl Class {
    /// Reads a text with a code at the end of each line; a line that begins with `#` is a comment. Codes of another comparison
    /// than `wanted` are refused; where none is wanted, of another than most are of.
    pub fn read(text: &str, wanted: Option<Identity>) -> Self {
        let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let codes: Vec<(usize, Result<Block, Refusal>)> = lines
            .map(|(line, text)| (line, Block::read(text.rsplit(char::is_whitespace).next().unwrap_or(text))))
            .collect();
        let good = || codes.iter().filter_map(|(_, code)| code.as_ref().ok());
        let wanted = wanted.or_else(|| most(good().map(|block| block.comparison)));
        let mut class = Self::default();
        let mut lines_taken = Vec::new();
        for (line, code) in codes {
            match code.map_err(Why::Code).and_then(|block| class.fits(&block, wanted, &lines_taken)) {
                Ok(block) => {
                    class.blocks.push(block);
                    lines_taken.push(line);
                }
                Err(why) => class.refused.push(Refused { line, why }),
            }
        }
        class
    }

    /// A block if it belongs to the comparison and its replicates are new.
    fn fits(&self, block: &Block, wanted: Option<Identity>, lines: &[usize]) -> Result<Block, Why> {
        if wanted != Some(block.comparison) {
            return Err(Why::Other);
        }
        let Some(at) = self.blocks.iter().position(|other| other.overlaps(block)) else { return Ok(block.clone()) };
        let line = lines[at];
        if self.blocks[at] == *block {
            return Err(Why::Again(line));
        }
        let (first, last) = block.replicates();
        Err(Why::Taken { first, last, line })
    }

    /// What was taken, in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// What was not taken, in the order of the text.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Replicates of all blocks.
    pub fn replicates(&self) -> u32 {
        self.blocks.iter().map(|block| block.pairs).sum()
    }

    /// The difference in each of the [`GUESSED`] outcomes, with Holm's adjustment over them; without bootstrap and ratio of
    /// variances, which need every run.
    pub fn differences(&self) -> Vec<(Question, Difference)> {
        let found = questions().into_iter().enumerate().map(|(at, question)| (question, self.difference(at)));
        let mut found: Vec<(Question, Difference)> = found.collect();
        let p: Vec<f64> = found.iter().map(|(_, difference)| difference.p.unwrap_or(f64::NAN)).collect();
        for ((_, difference), adjusted) in found.iter_mut().zip(holm(&p)) {
            difference.holm = Some(adjusted).filter(|p| !p.is_nan());
        }
        found
    }

    fn difference(&self, outcome: usize) -> Difference {
        let sums = self.blocks.iter().fold(PairSums::default(), |sums, block| sums.and(block.outcomes[outcome]));
        sums.paired(CONFIDENCE).map_or_else(Difference::missing, |paired| Difference::of_pairs(&paired))
    }

    /// The mean difference in each of the [`GUESSED`] outcomes over equal stretches of the observed rounds; the intervals come
    /// from the spread between blocks.
    pub fn stretches(&self) -> [[Stretch; STRETCHES]; 3] {
        let of = |outcome: usize| {
            std::array::from_fn(|at| {
                let blocks = self.blocks.iter();
                stretches::over(blocks.filter_map(|block| Some((block.stretches[outcome][at]?, block.pairs))))
            })
        };
        [of(0), of(1), of(2)]
    }

    /// How many guessed up, the same and down, for each of the [`GUESSED`] outcomes.
    pub fn guesses(&self) -> [[usize; 3]; 3] {
        let count = |outcome: usize, guess: Guess| {
            self.blocks.iter().filter(|block| block.guesses[outcome] == Some(guess)).count()
        };
        std::array::from_fn(|outcome| [Guess::Up, Guess::Same, Guess::Down].map(|guess| count(outcome, guess)))
    }
}

/// The [`GUESSED`] outcomes as questions.
pub fn questions() -> [Question; 3] {
    GUESSED.map(|name| Question::of_city(column(name).unwrap_or_else(|| primary()[0])))
}

/// What there is most of; of what is there as often, what comes first.
fn most(all: impl Iterator<Item = Identity>) -> Option<Identity> {
    let mut counts: Vec<(Identity, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(other, _)| *other == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    let largest = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == largest).map(|(one, _)| one)
}

#[cfg(test)]
mod tests;
