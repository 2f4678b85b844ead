//! The columns of the results: all that is known of each, in one place.

mod better;
mod bodies;
mod cases;
mod find;
mod needs;
mod reach;
mod residents;
mod subject;
mod wholes;

pub use find::{column, find_column, words};
pub use subject::Subject;

use super::tally::{Item, Tally, ratio};
use crate::language::{self, Language, Words};
use crate::pillars::{Levels, PILLARS, pillars};

/// A column of the results.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in files and on the command line.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// What it is, in a sentence.
    pub meaning: Words,
    /// What a share is a share of, as in "closed cases"; none of what is no share.
    pub share_of: Option<Words>,
    /// How its values follow each other.
    pub nature: Nature,
    /// What it is about.
    pub subject: Subject,
    /// Whether it is looked at where nothing else is said.
    pub primary: bool,
    /// Its title in Chinese; that in English is its name as words.
    zh: &'static str,
    value: fn(&Tally) -> f64,
}

/// How the values of a column follow each other from round to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// What is so at the end of a round, and moves slowly.
    State,
    /// A mean or share of what happens in a round: noisy from week to week.
    Flow,
    /// How often something happens in a round: noisy too, and grows with the city.
    Count,
}

impl Column {
    /// Its name as words of a text or a title, in English as [`words`] makes them of the name.
    pub fn title(&self, language: Language) -> String {
        language.pick(words(self.name), self.zh.to_owned())
    }

    /// What it is, in a sentence.
    pub fn meaning_in(&self, language: Language) -> &'static str {
        self.meaning.text(language)
    }

    /// Unit of its values in a language.
    pub fn unit_in(&self, language: Language) -> &'static str {
        language::unit(self.unit, language)
    }

    /// Whether its values are shares, which are shown as percent and differ by points.
    pub fn is_share(&self) -> bool {
        self.unit == SHARE
    }

    /// Whether it is shown as a trailing mean, as it is noisy from week to week.
    pub fn is_noisy(&self) -> bool {
        self.nature != Nature::State
    }

    pub(super) fn of(&self, tally: &Tally) -> f64 {
        (self.value)(tally)
    }

    /// The same, looked at where nothing else is said.
    const fn primary(self) -> Self {
        Self { primary: true, ..self }
    }
}

/// The positions of the columns that are looked at where nothing else is said.
pub fn primary() -> Vec<usize> {
    (0..COLUMNS.len()).filter(|&column| COLUMNS[column].primary).collect()
}

const LEVEL: &str = "level 0-1";
const SHARE: &str = "share";
const COUNT: &str = "per round";

type Value = fn(&Tally) -> f64;

/// A column that has no words in Chinese yet: it is none before it has them.
struct InEnglish(Column);

impl InEnglish {
    /// With its title and its meaning in Chinese.
    const fn zh(self, title: &'static str, meaning: &'static str) -> Column {
        Column { zh: title, meaning: Words::new(self.0.meaning.en, meaning), ..self.0 }
    }
}

const fn state(
    subject: Subject,
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    value: Value,
) -> InEnglish {
    let (meaning, nature) = (Words::new(meaning, ""), Nature::State);
    InEnglish(Column { name, unit, meaning, share_of: None, nature, subject, primary: false, zh: "", value })
}

const fn flow(
    subject: Subject,
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    value: Value,
) -> InEnglish {
    InEnglish(Column { nature: Nature::Flow, ..state(subject, name, unit, meaning, value).0 })
}

/// A state that is a share of something.
const fn part(subject: Subject, name: &'static str, whole: Words, meaning: &'static str, value: Value) -> InEnglish {
    InEnglish(Column { share_of: Some(whole), ..state(subject, name, SHARE, meaning, value).0 })
}

/// A share of something in a round.
const fn rate(subject: Subject, name: &'static str, whole: Words, meaning: &'static str, value: Value) -> InEnglish {
    InEnglish(Column { nature: Nature::Flow, ..part(subject, name, whole, meaning, value).0 })
}

const fn count(subject: Subject, name: &'static str, meaning: &'static str, value: Value) -> InEnglish {
    InEnglish(Column { nature: Nature::Count, ..state(subject, name, COUNT, meaning, value).0 })
}

/// The mean over residents.
fn each(tally: &Tally, item: Item) -> f64 {
    tally.ratio(item, Item::Residents)
}

/// The mean level of a pillar over residents: every one of them lives under the same.
fn level(tally: &Tally, of: fn(&Levels) -> f64) -> f64 {
    ratio(of(&tally.levels()), tally.get(Item::Residents))
}

/// All columns, in the order of the files. One without a value in a round (a rate without a case) or for a group (an
/// office's load for a third of residents) is empty there.
pub const COLUMNS: &[Column] = &joined();

/// All but the levels of the pillars.
const COUNTED: [&[Column]; 4] = [needs::LIST, cases::LIST, residents::LIST, bodies::LIST];

const ALL: usize = COUNTED[0].len() + COUNTED[1].len() + COUNTED[2].len() + COUNTED[3].len() + PILLARS;

const fn joined() -> [Column; ALL] {
    let mut columns = [LEVELS[0]; ALL];
    let (mut list, mut at) = (0, 0);
    while list <= COUNTED.len() {
        let part: &[Column] = if list < COUNTED.len() { COUNTED[list] } else { &LEVELS };
        let mut within = 0;
        while within < part.len() {
            columns[at] = part[within];
            (at, within) = (at + 1, within + 1);
        }
        list += 1;
    }
    columns
}

macro_rules! levels {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        /// The levels of the pillars, in the order of their list.
        const LEVELS: [Column; PILLARS] = [$(
            state(Subject::Levels, concat!("level_", $name), LEVEL, concat!("Level of ", $name), |t| {
                level(t, |levels| levels.$field)
            })
            .zh(concat!($zh, "水平"), concat!($zh, "的水平")),
        )*];
    };
}
pillars!(levels);

#[cfg(test)]
mod tests;
