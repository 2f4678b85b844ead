//! The only door to randomness: named streams of counter-based draws.
//!
//! Every draw is keyed by (seed, replicate, purpose, round, entity) and nothing is stored, so a run has the same bits on
//! any number of threads, a new entity changes nobody else's draws, and a new purpose moves no old draw. Where one
//! uniform decides, it is a hash of the key; where several are needed, the key seeds a xoshiro256++ (Blackman & Vigna
//! 2021). The hash is the finaliser of SplitMix64 (Steele, Lea & Flood 2014, constants of Stafford's variant 13).

pub mod distributions;

use rand::SeedableRng;
use serde::{Deserialize, Serialize};

use crate::math::positions;

/// The generator behind draws that need more than one uniform.
pub type Generator = rand_xoshiro::Xoshiro256PlusPlus;

/// Which city and which luck: the seeds of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeds {
    /// Seed of what happens.
    pub seed: u64,
    /// Number of the replicate, from 0.
    pub replicate: u32,
    /// Seed of the city, the same for all replicates; without it the city varies with `seed` and `replicate`.
    pub city_seed: Option<u64>,
}

impl Seeds {
    /// The first replicate under a seed, in a city of its own.
    pub fn of(seed: u64) -> Self {
        Self { seed, replicate: 0, city_seed: None }
    }
}

/// What a draw is for. The numbers are part of the stream: a new purpose takes a new number and no number is reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The people of the city at the start.
    Residents = 1,
    /// The standing of a community: mean ses, stocks, wear.
    Communities = 2,
    /// Ties between residents.
    Network = 3,
    /// Traits of officials.
    Officials = 4,
    /// Organisations at the start.
    Organisations = 5,
    /// Who uses the platform at the start.
    Adopters = 6,
    /// Local exposure of a grid.
    Grids = 7,
    /// Whether a need arises.
    NeedArises = 20,
    /// What the need is.
    NeedDetails = 21,
    /// Whether a waiting need ends by itself.
    NeedFades = 22,
    /// Whether a waiting resident reconsiders.
    Reconsider = 23,
    /// Which channel is chosen.
    Voice = 24,
    /// Whether the platform can be reached by telephone.
    Telephone = 25,
    /// Whether neighbours can help.
    MutualHelp = 26,
    /// Whom a grid worker visits.
    Visits = 27,
    /// How a case is routed.
    Intake = 30,
    /// Whether a proactive case opens, and what it is.
    Prediction = 31,
    /// Whether a patrol opens a case, and what it is.
    Patrol = 32,
    /// Empty cases that are opened to be counted.
    Padding = 33,
    /// The fractional part of a lead body's attention.
    Attention = 40,
    /// Whether departments coordinate a joint case on their own.
    Unconvened = 41,
    /// Outcome of an official's attempt.
    Attempt = 50,
    /// Outcome of an organisation's attempt.
    OrganisationAttempt = 51,
    /// Whether a public solution reaches a bystander.
    Bystander = 52,
    /// Whether a resident gives up.
    GiveUp = 53,
    /// Which official of an office works with pooled capacity.
    Pooling = 54,
    /// Whether a resident is satisfied with an outcome.
    Satisfaction = 55,
    /// Capacity of mediation, a fraction of a case.
    MediationCapacity = 60,
    /// Outcome of mediation and the way to court.
    Mediation = 61,
    /// Decision of a court.
    Court = 62,
    /// Number of sessions, and ties between communities.
    Sessions = 70,
    /// The order in which residents are asked to a session.
    Invitation = 71,
    /// Whether one who is asked comes.
    Attendance = 72,
    /// Whether another resident hears of a session.
    Publicity = 73,
    /// Fractional seats.
    Seats = 74,
    /// Civic activity.
    CivicActivity = 80,
    /// Taking up and leaving the platform.
    Adoption = 90,
    /// Founding of organisations.
    Founding = 100,
    /// Which officials leave, and who comes.
    Careers = 101,
    /// Which organisations change their staff.
    OrganisationCareers = 102,
    /// Who moves away.
    Moving = 110,
    /// Who moves in.
    Newcomers = 111,
    /// What a parameter that nobody knows is in a replicate.
    Unknowns = 120,
    /// Where the points of a design lie.
    Points = 200,
    /// Seeds of a point's own.
    PointSeeds = 201,
}

/// All streams of one run.
#[derive(Clone, Copy, Debug)]
pub struct Streams {
    city: u64,
    luck: u64,
}

impl Streams {
    /// The streams of a run.
    pub fn new(seeds: Seeds) -> Self {
        let luck = absorb(mix(seeds.seed), u64::from(seeds.replicate));
        let city = seeds.city_seed.map_or(luck, |seed| absorb(mix(seed), u64::MAX));
        Self { city, luck }
    }

    /// Draws that make the city, before round 0.
    pub fn city(&self, purpose: Purpose) -> Stream {
        Stream(absorb(self.city, purpose as u64))
    }

    /// A generator for the parameter with this key, where it is drawn because nobody knows it.
    pub fn unknown(&self, key: &str) -> Generator {
        let entity = key.bytes().fold(0, |hash, byte| absorb(hash, u64::from(byte)));
        Stream(absorb(self.luck, Purpose::Unknowns as u64)).generator(entity)
    }

    /// Draws for one purpose in one round; rounds of the warm-up are negative.
    pub fn round(&self, purpose: Purpose, round: i32) -> Stream {
        Stream(absorb(absorb(self.luck, purpose as u64), u64::from(round as u32)))
    }
}

/// Where and when draws are made: what a mechanism that draws goes by.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The streams of the run.
    pub streams: &'a Streams,
    /// The round; negative in the warm-up.
    pub round: i32,
}

impl At<'_> {
    /// Draws for one purpose in this round.
    pub fn draws(self, purpose: Purpose) -> Stream {
        self.streams.round(purpose, self.round)
    }
}

/// The draws of all entities for one purpose in one round.
#[derive(Clone, Copy, Debug)]
pub struct Stream(u64);

impl Stream {
    /// One uniform in `[0, 1)` for an entity.
    #[inline]
    pub fn uniform(self, entity: u64) -> f32 {
        (self.hash(entity) >> 40) as f32 * (1.0 / (1u64 << 24) as f32)
    }

    /// Of `count` entities from `first` on, the positions of those whose uniform is below a bound.
    ///
    /// Where nobody's probability exceeds the bound, this is everyone to whom it can happen: the others need no further look.
    pub fn below(self, first: u64, count: usize, bound: f32) -> Vec<u32> {
        let limit = (f64::from(bound) * (1u64 << 24) as f64).ceil() as u64;
        positions(count, |position| (self.hash(first + position as u64) >> 40) < limit)
    }

    /// A generator for an entity that needs several draws.
    pub fn generator(self, entity: u64) -> Generator {
        Generator::seed_from_u64(self.hash(entity))
    }

    /// A fractional amount of whole things: `floor(amount)`, plus one with the probability of the rest.
    pub fn whole(self, entity: u64, amount: f64) -> u32 {
        let floor = amount.max(0.0).floor();
        floor as u32 + u32::from(f64::from(self.uniform(entity)) < amount - floor)
    }

    /// 64 bits for an entity: a priority that puts entities in a random order.
    #[inline]
    pub fn hash(self, entity: u64) -> u64 {
        mix(self.0 ^ entity.wrapping_mul(WEYL))
    }
}

const WEYL: u64 = 0x9e37_79b9_7f4a_7c15;

fn absorb(key: u64, word: u64) -> u64 {
    mix(key.wrapping_add(WEYL) ^ mix(word.wrapping_add(WEYL)))
}

#[inline]
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streams(seed: u64, replicate: u32) -> Streams {
        Streams::new(Seeds { seed, replicate, city_seed: None })
    }

    #[test]
    fn uniforms_are_uniform() {
        // Chi-squared over 100 cells with 99 degrees of freedom; 190 is exceeded once in 10^7 by chance.
        let stream = streams(1, 0).round(Purpose::Voice, 3);
        let mut cells = [0u32; 100];
        (0..100_000u64).for_each(|entity| cells[(stream.uniform(entity) * 100.0) as usize] += 1);
        let chi_squared: f64 = cells.iter().map(|&n| (f64::from(n) - 1000.0) * (f64::from(n) - 1000.0) / 1000.0).sum();
        assert!(chi_squared < 190.0, "chi-squared {chi_squared}");
    }

    #[test]
    fn every_part_of_the_key_matters() {
        let draw = |streams: Streams, purpose, round, entity| streams.round(purpose, round).hash(entity);
        let reference = draw(streams(1, 0), Purpose::Voice, 3, 5);
        for other in [
            draw(streams(2, 0), Purpose::Voice, 3, 5),
            draw(streams(1, 1), Purpose::Voice, 3, 5),
            draw(streams(1, 0), Purpose::Intake, 3, 5),
            draw(streams(1, 0), Purpose::Voice, -3, 5),
            draw(streams(1, 0), Purpose::Voice, 3, 6),
        ] {
            assert_ne!(reference, other);
        }
    }

    #[test]
    fn a_city_seed_fixes_the_city_and_not_what_happens() {
        let with = |seed, city_seed| Streams::new(Seeds { seed, replicate: seed as u32, city_seed });
        let city = |streams: Streams| streams.city(Purpose::Residents).hash(1);
        let luck = |streams: Streams| streams.round(Purpose::Voice, 0).hash(1);
        assert_eq!(city(with(1, Some(9))), city(with(2, Some(9))));
        assert_ne!(city(with(1, Some(9))), city(with(1, Some(8))));
        assert_ne!(city(with(1, None)), city(with(2, None)));
        assert_ne!(luck(with(1, Some(9))), luck(with(2, Some(9))));
        assert_eq!(luck(with(1, Some(9))), luck(with(1, None)));
    }

    #[test]
    fn those_below_a_bound_are_those_whose_uniform_is() {
        let stream = streams(3, 0).round(Purpose::Moving, 2);
        let edge = stream.uniform(40);
        for bound in [0.0, 0.001, edge, 0.3, 1.0, 2.0] {
            let found = stream.below(7, 1000, bound);
            let expected: Vec<u32> = (0..1000).filter(|&i| stream.uniform(7 + u64::from(i)) < bound).collect();
            assert_eq!(found, expected, "{bound}");
        }
        assert!(!stream.below(40, 1, edge).contains(&0), "a bound is not below itself");
    }

    #[test]
    fn the_stream_is_pinned() {
        let stream = streams(42, 1).round(Purpose::NeedArises, 7);
        assert_eq!([stream.hash(0), stream.hash(1), stream.hash(1 << 40)], PINNED);
    }

    const PINNED: [u64; 3] = [10883342035476304117, 18369272721143803514, 8083306508331254472];

    #[test]
    fn fractional_amounts_are_whole_things_with_the_right_mean() {
        let stream = streams(1, 0).round(Purpose::Seats, 0);
        let total: u32 = (0..10_000).map(|entity| stream.whole(entity, 2.25)).sum();
        // Standard deviation of the sum 43; five of them.
        assert!((f64::from(total) - 22_500.0).abs() < 217.0, "{total}");
        assert_eq!(stream.whole(3, 0.0), 0);
    }
}
