//! What the residents of a community live in: service stocks and the consultation that decides on them.

use serde::{Deserialize, Serialize};

use super::{CATEGORIES, PerCategory};

/// Services of a community per category.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Services {
    /// Service stock, 0 to 1. Written by `conditions`; a solved public case adds to it in `delivery`.
    pub stock: PerCategory,
    /// How fast the stock wears out, relative to the mean. Written at the start.
    pub wear: PerCategory,
    /// Formal requests of the last year. Forgotten by `conditions`, added to by `voice`.
    pub requests: PerCategory,
    /// Share of the district's investment, relative to an even one. Written by `conditions`.
    pub allocation: PerCategory,
}

impl Services {
    /// Services at the start.
    pub fn new(stock: PerCategory, wear: PerCategory) -> Self {
        Self { stock, wear, requests: [0.0; CATEGORIES], allocation: [1.0; CATEGORIES] }
    }
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
