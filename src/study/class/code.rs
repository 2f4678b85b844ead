//! A block as a code of 192 letters, and back.

use super::bits::{Reader, Writer};
use super::block::{Block, Guess, IDENTITY, Identity};
use super::stretches::STRETCHES;
use crate::stats::PairSums;

/// The form of a code; another one has another number.
const FORM: u128 = 1;
/// Letters of a code.
pub const LETTERS: usize = 192;
/// Bits of what must fit in a code beside numbers of a block.
const CHECK: u32 = 24;
const VERSION: u32 = 12;
const PAIRS: u32 = 5;
const FIRST: u32 = 16;
/// Bits of sums over pairs of shares and levels: of values, of differences, and of their squares.
const VALUES: u32 = 46;
const SQUARES: u32 = 85;
const STRETCH: u32 = 15;
/// A stretch without a value.
const NOTHING: i128 = -(1 << (STRETCH - 1));

/// Why a code is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has so many letters, and not those of a code.
    Length(usize),
    /// A letter that no code has, or a check that does not fit.
    Damaged,
    /// Another form of codes.
    Form,
    /// Another version of the program.
    Version,
}

impl Block {
    /// Its code.
    pub fn code(&self) -> String {
        let mut bits = Writer::default();
        bits.put(FORM, 6);
        bits.put(version(), VERSION);
        bits.put(self.comparison.0.into(), IDENTITY);
        bits.put(self.first.into(), FIRST);
        bits.put(self.pairs.into(), PAIRS);
        self.guesses.iter().for_each(|&guess| bits.put(guess_number(guess), 2));
        self.outcomes.iter().for_each(|sums| put_sums(&mut bits, sums));
        let stretch = |stretch: &Option<i32>| stretch.map_or(NOTHING, i128::from);
        self.stretches.iter().flatten().for_each(|sum| bits.put_signed(stretch(sum), STRETCH));
        let letters = bits.letters();
        let mut check = Writer::default();
        check.put(checked(&letters), CHECK);
        letters + &check.letters()
    }

    /// Reads a code.
    ///
    /// # Errors
    /// [`Refusal`], if it is none, damaged, or of another version.
    pub fn read(code: &str) -> Result<Self, Refusal> {
        let length = code.chars().count();
        if length != LETTERS {
            return Err(Refusal::Length(length));
        }
        let mut bits = Reader::of(code).ok_or(Refusal::Damaged)?;
        let (letters, check) = code.split_at(LETTERS - CHECK as usize / 6);
        let written = Reader::of(check).map(|mut check| check.take(CHECK));
        match (bits.take(6) == FORM, written == Some(checked(letters))) {
            (false, true) => return Err(Refusal::Form),
            (_, false) => return Err(Refusal::Damaged),
            (true, true) => {}
        }
        if bits.take(VERSION) != version() {
            return Err(Refusal::Version);
        }
        let block = taken(&mut bits);
        if block.is_sound() { Ok(block) } else { Err(Refusal::Damaged) }
    }

    /// Whether it is one that runs could give.
    fn is_sound(&self) -> bool {
        let fits = |sums: &PairSums| sums.pairs <= self.pairs && sums.up + sums.down <= sums.pairs;
        self.pairs > 0 && self.outcomes.iter().all(fits)
    }
}

fn taken(bits: &mut Reader) -> Block {
    Block {
        comparison: Identity(bits.take(IDENTITY) as u64),
        first: bits.take(FIRST) as u32,
        pairs: bits.take(PAIRS) as u32,
        guesses: std::array::from_fn(|_| guess_of(bits.take(2))),
        outcomes: std::array::from_fn(|_| take_sums(bits)),
        stretches: std::array::from_fn(|_| {
            let stretch: [i128; STRETCHES] = std::array::from_fn(|_| bits.take_signed(STRETCH));
            stretch.map(|sum| (sum != NOTHING).then_some(sum as i32))
        }),
    }
}

fn put_sums(bits: &mut Writer, sums: &PairSums) {
    bits.put(sums.pairs.into(), PAIRS);
    bits.put_signed(sums.first, VALUES);
    bits.put_signed(sums.difference, VALUES);
    bits.put(sums.squares as u128, SQUARES);
    bits.put(sums.up.into(), PAIRS);
    bits.put(sums.down.into(), PAIRS);
}

fn take_sums(bits: &mut Reader) -> PairSums {
    PairSums {
        pairs: bits.take(PAIRS) as u32,
        first: bits.take_signed(VALUES),
        difference: bits.take_signed(VALUES),
        squares: bits.take(SQUARES) as i128,
        up: bits.take(PAIRS) as u32,
        down: bits.take(PAIRS) as u32,
    }
}

fn guess_number(guess: Option<Guess>) -> u128 {
    match guess {
        None => 0,
        Some(Guess::Up) => 1,
        Some(Guess::Same) => 2,
        Some(Guess::Down) => 3,
    }
}

fn guess_of(number: u128) -> Option<Guess> {
    [None, Some(Guess::Up), Some(Guess::Same), Some(Guess::Down)][number as usize & 3]
}

fn version() -> u128 {
    hashed(env!("CARGO_PKG_VERSION"), VERSION)
}

/// What tells that no letter was changed.
fn checked(letters: &str) -> u128 {
    hashed(letters, CHECK)
}

fn hashed(text: &str, width: u32) -> u128 {
    let bytes: [u8; 4] = std::array::from_fn(|at| blake3::hash(text.as_bytes()).as_bytes()[at]);
    u128::from(u32::from_le_bytes(bytes) >> (32 - width))
}
