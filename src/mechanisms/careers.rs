//! Careers: officials and organisations learn by what they attempt; officials leave and new ones begin.
//!
//! ```text
//! skill <= learning (1 + L_tech) (0.95) for each attempt completed        P(official leaves) = leaving (calm + strain pressure)
//! ```
//!
//! Who begins has skill and diligence drawn anew. An organisation changes its staff, and with it its skill, with
//! probability `leaving` a round. An official who completes a attempts a round comes to rest between entry and 0.95 where
//! what is learnt balances what leaves.
//!
//! Reads: attempts completed in the round, pressure. Writes: skill, diligence. Draws: who leaves, who begins.

use rand_distr::Distribution;

use crate::city::{MASTERY, Official, Officials, Organisation, Staffing, beta};
use crate::institutions::Levels;
use crate::math::toward_each;
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::Government;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How officials and organisations learn and change.
    pub struct Params {
        /// How much an attempt raises skill without a platform.
        learning: f64 = 0.0005, RATE, "rate", ASSUMED;
        /// Probability that an organisation changes its staff in a round, and scale of that for an official.
        leaving: f64 = 0.002, SHARE, "probability per round", ASSUMED;
        /// Part of it without pressure.
        calm: f64 = 0.75, WEIGHT, "factor", ASSUMED;
        /// What full pressure adds to it.
        strain: f64 = 0.5, WEIGHT, "factor", ASSUMED;
    }
}

/// What careers go by.
pub struct Rules<'a> {
    /// How they go.
    pub params: &'a Params,
    /// Who begins at an office.
    pub staffing: &'a Staffing,
    /// Skill of who begins at an organisation, two parameters of a beta distribution.
    pub skill: [f64; 2],
    /// The rules of responsible government.
    pub government: &'a Government,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

impl Rules<'_> {
    /// Skill after so many attempts.
    fn learnt(&self, skill: f32, attempts: u32) -> f32 {
        let rate = self.params.learning * (1.0 + self.levels.technology);
        toward_each(skill, rate.min(1.0) as f32, attempts, MASTERY)
    }
}

/// One round for the officials of a district, whose key in all draws is `key`.
pub fn of_officials(rules: &Rules<'_>, key: u64, officials: &mut Officials) {
    let stream = rules.at.draws(Purpose::Careers);
    let params = rules.params;
    let leaves = (params.leaving * (params.calm + params.strain * rules.government.pressure)) as f32;
    for (number, official) in officials.list.iter_mut().enumerate() {
        let entity = key + number as u64;
        official.skill = rules.learnt(official.skill, official.attempts);
        official.attempts = 0;
        if stream.uniform(entity) < leaves {
            let newcomer = Official::draw(rules.staffing, official.office, &mut stream.generator(!entity));
            *official = Official { capacity: official.capacity, ..newcomer };
        }
    }
}

/// One round for the organisations of a district.
pub fn of_organisations(rules: &Rules<'_>, key: u64, organisations: &mut [Organisation]) {
    let stream = rules.at.draws(Purpose::OrganisationCareers);
    let leaves = rules.params.leaving as f32;
    for (number, organisation) in organisations.iter_mut().enumerate() {
        let entity = key + number as u64;
        organisation.skill = rules.learnt(organisation.skill, organisation.attempts);
        organisation.attempts = 0;
        if stream.uniform(entity) < leaves {
            let [alpha, beta_] = rules.skill;
            organisation.skill = beta(alpha, beta_).sample(&mut stream.generator(!entity));
        }
    }
}
