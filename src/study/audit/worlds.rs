//! A world in which a claim is tried, and how worlds are numbered, named and looked at.

use toml::Value;

use super::attacks::Attack;
use super::claim::Condition;
use crate::calendar::YEAR;
use crate::study::design::{Factor, Point, Role};
use crate::study::outcome::{Outcome, Reduction};

/// A world: over which pair of scenarios, with what set in both, and how it is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Which attack it belongs to.
    pub attack: Attack,
    /// What it is, in words.
    pub name: String,
    /// What is set in both arms, as `key=value`.
    pub settings: Vec<String>,
    /// What was drawn, in the order of the uncertain parameters; of worlds of the parameters only.
    pub drawn: Vec<Value>,
    /// Position of the pair of scenarios.
    pub(super) pair: usize,
    /// Whether the change comes as a reform at round 0, and not from before the warm-up.
    pub(super) transition: bool,
    /// The window that its differences are of: 0 the last year, else one of [`YEARS`].
    pub(super) window: usize,
    /// Which part it is of a world with more pairs of runs than others: 0 is the first, the others follow it.
    pub(super) part: u32,
    /// Its place among worlds that share no replicate with it, and how many these are with it: those of luck, or the parts of
    /// a world.
    pub(super) turn: (u32, u32),
}

impl World {
    /// One of an attack over the first pair.
    pub(super) fn new(attack: Attack, name: impl Into<String>) -> Self {
        let (settings, drawn) = (Vec::new(), Vec::new());
        let name = name.into();
        Self { attack, name, settings, drawn, pair: 0, transition: false, window: 0, part: 0, turn: (0, 1) }
    }

    /// The number among all replicates of one of its own. Worlds that share none take turns, each so many at a time, so that
    /// more of them leave the earlier ones what they are.
    pub(super) fn replicate(&self, own: u32, at_a_time: u32) -> u32 {
        let (place, fellows) = self.turn;
        let turns = (own / at_a_time).saturating_mul(fellows).saturating_add(place);
        turns.saturating_mul(at_a_time).saturating_add(own % at_a_time)
    }
}

/// The years after a reform in which the attack of time looks.
pub(super) const YEARS: [u32; 3] = [1, 3, 5];

/// The window of a year.
fn year(number: u32) -> [u32; 2] {
    [(number - 1) * YEAR, number * YEAR - 1]
}

/// Whether a run of so many rounds has a year.
pub(super) fn has_year(number: u32, rounds: u32) -> bool {
    year(number)[1] < rounds
}

/// Of each condition the mean over the last year, and over the years that runs have.
pub(super) fn outcomes(conditions: &[Condition], rounds: u32) -> Vec<Outcome> {
    let years = YEARS.into_iter().filter(|&number| has_year(number, rounds));
    let reductions: Vec<Reduction> = std::iter::once(Reduction::MeanOfLast(YEAR))
        .chain(years.map(|number| Reduction::MeanOf(year(number))))
        .collect();
    let of = |(number, condition): (usize, &Condition)| {
        let Condition { column, group, .. } = *condition;
        let outcome = |reduction: &Reduction| {
            let name = format!("{number}_{}", Outcome::usual_name(column, group, reduction));
            Outcome { name, column, group, reduction: reduction.clone() }
        };
        reductions.iter().map(outcome).collect::<Vec<_>>()
    };
    conditions.iter().enumerate().flat_map(of).collect()
}

/// What points differ in.
pub(super) fn factors() -> Vec<Factor> {
    let factor = |key: &str| Factor { key: key.to_owned(), role: Role::Uncertainty };
    let policy = Factor { key: "policy".to_owned(), role: Role::Lever };
    vec![factor("attack"), factor("world"), policy]
}

/// Two points of each world: the base, and the change.
pub(super) fn points(worlds: &[World]) -> Vec<Point> {
    let sides = |number: usize| [(number, 0, "base"), (number, 1, "changed")];
    let point = |(number, side, policy): (usize, usize, &str)| {
        let world = &worlds[number];
        let words = [world.attack.name(), world.name.as_str(), policy];
        let values = words.map(|word| Value::String(word.to_owned())).to_vec();
        let settings = vec![format!("world={number}"), format!("policy={policy}")];
        Point { number: 2 * number + side, values, settings }
    };
    (0..worlds.len()).flat_map(sides).map(point).collect()
}

/// Worlds of luck, which differ in their seeds alone.
pub(super) fn of_luck(worlds: u32) -> impl Iterator<Item = World> {
    (0..worlds)
        .map(move |number| World { turn: (number, worlds), ..World::new(Attack::Luck, format!("seeds {number}")) })
}

/// Each world that has a name of its own in so many parts, so that more is known of it than of a draw.
pub(super) fn in_parts(worlds: Vec<World>, parts: u32) -> Vec<World> {
    let sampled = |world: &World| matches!(world.attack, Attack::Luck | Attack::Parameters | Attack::Alone);
    let of = |world: World| {
        let whole = sampled(&world);
        let parts = if whole { 1 } else { parts };
        (0..parts).map(move |part| {
            let turn = if whole { world.turn } else { (part, parts) };
            World { part, turn, ..world.clone() }
        })
    };
    worlds.into_iter().flat_map(of).collect()
}
