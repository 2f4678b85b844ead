//! A block of replicates: who of them, of which comparison, and the sums over them.

use super::stretches::{self, STRETCHES};
use super::{GUESSED, questions};
use crate::error::Error;
use crate::observe::Run;
use crate::scenario::Scenario;
use crate::stats::PairSums;
use crate::study::comparison::{Comparison, Question};

/// What one thinks of an outcome before it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// It rises.
    Up,
    /// It stays.
    Same,
    /// It falls.
    Down,
}

/// Which comparison it is, by the two scenarios whatever they are called, and which version of the program runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(pub(super) u64);

/// Bits of an identity.
pub(super) const IDENTITY: u32 = 54;

impl Identity {
    /// That of a comparison of two scenarios, the first the reference.
    pub fn of(kept: &Scenario, changed: &Scenario) -> Self {
        let mut hasher = blake3::Hasher::new();
        for scenario in [kept, changed] {
            let mut bare = scenario.clone();
            (bare.name, bare.description, bare.run.replicates) = (String::new(), String::new(), 1);
            let text = bare.to_toml();
            let keys = text.lines().filter(|line| !line.starts_with('#'));
            keys.for_each(|line| {
                hasher.update(line.as_bytes()).update(b"\n");
            });
        }
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Self(u64::from_le_bytes(bytes) >> (64 - IDENTITY))
    }
}

/// Replicates of a comparison that were run in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What was compared.
    pub comparison: Identity,
    /// The first replicate; the others follow.
    pub first: u32,
    /// How many there are, 1 to 31.
    pub pairs: u32,
    /// What was guessed of each of [`GUESSED`].
    pub guesses: [Option<Guess>; 3],
    /// The sums over pairs of means over the last rounds, for each of them.
    pub outcomes: [PairSums; 3],
    pub(super) stretches: [[Option<i32>; STRETCHES]; 3],
}

/// More replicates do not fit into a code.
pub const MOST: u32 = 31;
/// Replicates from this on have no number in a code.
const LAST: u32 = 1 << 16;

impl Block {
    /// The block that a comparison of two scenarios is.
    ///
    /// # Errors
    /// [`Error::Comparison`] if there are more than two arms or 31 replicates, if replicates do not follow each other, or if
    /// unknowns were drawn.
    pub fn of(comparison: &Comparison, guesses: [Option<Guess>; 3]) -> Result<Self, Error> {
        let [kept, changed] = &comparison.arms[..] else {
            return Err(Error::Comparison("a code is of two scenarios".to_owned()));
        };
        if !comparison.unknowns.is_empty() || comparison.fork.is_some() {
            return Err(Error::Comparison("a code has no room for unknowns or a fork".to_owned()));
        }
        let (first, pairs) = numbered(&kept.runs)?;
        let of = |question: Question| outcome(question, comparison.window, &kept.runs, &changed.runs);
        let curves = |question: Question| {
            let of = |runs: &[Run]| runs.iter().map(|run| question.curve(run).unwrap_or_default()).collect::<Vec<_>>();
            stretches::sums(&of(&kept.runs), &of(&changed.runs))
        };
        Ok(Self {
            comparison: Identity::of(&kept.scenario, &changed.scenario),
            first,
            pairs,
            guesses,
            outcomes: questions().map(of),
            stretches: questions().map(curves),
        })
    }

    /// First and last replicate.
    pub fn replicates(&self) -> (u32, u32) {
        (self.first, self.first + self.pairs - 1)
    }

    pub(super) fn overlaps(&self, other: &Block) -> bool {
        let ((first, last), (other_first, other_last)) = (self.replicates(), other.replicates());
        first <= other_last && other_first <= last
    }

    /// The sums and the guess of an outcome by its name.
    pub fn outcome(&self, name: &str) -> Option<(PairSums, Option<Guess>)> {
        let at = GUESSED.iter().position(|guessed| *guessed == name)?;
        Some((self.outcomes[at], self.guesses[at]))
    }
}

/// The first replicate of runs that follow each other, and how many there are.
fn numbered(runs: &[Run]) -> Result<(u32, u32), Error> {
    let first = runs.first().map_or(0, |run| run.seeds.replicate);
    let follow = runs.iter().zip(first..).all(|(run, number)| run.seeds.replicate == number);
    let pairs = runs.len() as u32;
    if !follow || !(1..=MOST).contains(&pairs) || first + pairs > LAST {
        return Err(Error::Comparison(format!(
            "a code is of 1 to {MOST} replicates below {LAST} that follow each other"
        )));
    }
    Ok((first, pairs))
}

/// The sums over those pairs that have a value in both runs.
fn outcome(question: Question, window: u32, first: &[Run], second: &[Run]) -> PairSums {
    let of = |run: &Run| question.of(run, window);
    let values = first.iter().map(of).zip(second.iter().map(of));
    let (first, second): (Vec<f64>, Vec<f64>) = values.filter(|(a, b)| !a.is_nan() && !b.is_nan()).unzip();
    PairSums::of(&first, &second).unwrap_or_default()
}
