//! What the residents of a community live in: service stocks, and what the community knows together.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::{CATEGORIES, CHANNELS, PerCategory};

/// Services of a community per category.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Services {
    /// Service stock, 0 to 1. Written by `conditions`; a solved public case adds to it in `delivery`.
    pub stock: PerCategory,
    /// Local exposure, which residents know and plans do not. Written at the start.
    pub exposure: PerCategory,
    /// Formal requests of the last year. Forgotten by `conditions`, added to by `voice`.
    pub requests: PerCategory,
    /// Share of the district's investment, relative to an even one. Written by `conditions`.
    pub allocation: PerCategory,
    /// Hazard of a need for a resident of middle ses and age, per round. Written by `needs`.
    pub hazard: PerCategory,
}

impl Services {
    /// Services at the start.
    pub fn new(stock: PerCategory, exposure: PerCategory) -> Self {
        let none = [0.0; CATEGORIES];
        Self { stock, exposure, requests: none, allocation: [1.0; CATEGORIES], hazard: none }
    }
}

/// What everyone in a community knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Common {
    /// Perceived success per channel, 0 to 1. Written by `feedback`.
    pub success: [f32; CHANNELS],
    /// Needs that arose in recent rounds and how many of them have been voiced, newest first. Written by `voice`.
    pub voiced: VecDeque<(u32, u32)>,
    /// Share of residents who joined collective action in the last round. Written by `collective_action`.
    pub joining: f32,
}

/// What a consultation session decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mandate {
    /// Weight per category, mean 1.
    pub weights: PerCategory,
    /// Round of the session.
    pub since: i32,
    /// Those who took part and will judge the follow-through, by positions in the community.
    pub participants: Vec<u32>,
}

/// Consultation in a community. Written by `consultation`; `delivery` works off the hours, `turnover` removes who left.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forum {
    /// The mandate in force.
    pub mandate: Option<Mandate>,
    /// Round of the last session.
    pub last_session: i32,
    /// Work units that the community office owes to sessions.
    pub hours_owed: f32,
}
