//! Needs: at most one per resident, and what has been tried for it.

use super::Category;

crate::names! {
    /// Whom a need concerns.
    pub enum Kind {
        /// One resident.
        Private = "private",
        /// Everyone around.
        Public = "public",
        /// Two parties.
        Dispute = "dispute",
    }
}

crate::names! {
    /// Where a resident can go with a need. All but neighbours are formal: using them is voice.
    pub enum Channel {
        /// Mutual help among neighbours.
        Neighbours = "neighbours",
        /// The community office, in person.
        Office = "office",
        /// The shared platform.
        Platform = "platform",
        /// A social organisation, enterprise or institution.
        Organisation = "organisation",
        /// A petition to the city.
        Petition = "petition",
        /// Mediation, then court.
        Law = "law",
    }
}

/// Number of channels.
pub const CHANNELS: usize = 6;

impl Channel {
    /// This channel as a set, to be joined with others by `|`.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Channels whose failure opens the way to court and to a petition.
pub const PUBLIC_DOORS: u8 = 1 << Channel::Office as u8 | 1 << Channel::Platform as u8;

/// All formal channels as a set.
pub const FORMAL: u8 = 0b11_1110;

/// Where a resident stands with her need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// No need is open.
    #[default]
    None,
    /// A need has just arisen or an attempt has just failed: she decides what to do.
    Deciding,
    /// She lives with it for now.
    Waiting,
    /// A case is open; within a round also: neighbours were asked, or others' case has met the need, until `feedback`.
    Filed,
}

impl Stage {
    /// All stages, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::None, Self::Deciding, Self::Waiting, Self::Filed];
}

/// The need of a resident.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// What it is about.
    pub category: Category,
    /// Whom it concerns.
    pub kind: Kind,
    /// Severity, 0 to 1.
    pub severity: f32,
    /// Agencies needed, 1 to 3.
    pub agencies: u8,
    /// Work units to deal with it once.
    pub work: f32,
    /// Round in which it arose.
    pub since: i32,
    /// Round of the current attempt.
    pub filed: i32,
    /// Channel of the current attempt.
    pub channel: Channel,
    /// Channels that have failed, as a set.
    pub failed: u8,
    /// Whether it was ever voiced.
    pub voiced: bool,
    /// The open case, a position in the cases of the district; meaningful while [`Stage::Filed`].
    pub case: u32,
}

/// Needs of a community. Written by `needs`, `voice`, `intake`, `delivery`, `feedback`, `organisations`, `turnover`.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Where each resident stands; read for everyone in each round.
    pub stage: Vec<Stage>,
    /// The need, meaningful unless the stage is [`Stage::None`].
    pub need: Vec<Need>,
}

/// What stands in the columns of a resident who never had a need.
pub const NO_NEED: Need = Need {
    category: Category::Housing,
    kind: Kind::Private,
    severity: 0.0,
    agencies: 1,
    work: 0.0,
    since: 0,
    filed: 0,
    channel: Channel::Neighbours,
    failed: 0,
    voiced: false,
    case: 0,
};

impl Needs {
    /// No needs for that many residents.
    pub fn none(residents: usize) -> Self {
        Self { stage: vec![Stage::None; residents], need: vec![NO_NEED; residents] }
    }
}
