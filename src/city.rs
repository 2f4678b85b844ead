//! The state of the simulated city: districts of communities of residents, with their offices, organisations and cases.
//!
//! Residents stand in columns, community by community. Nothing crosses the border of a district, so districts can be
//! simulated side by side, and communities wherever a phase stays within one. Each column names the mechanisms that
//! write it after the start.

mod build;
mod cases;
mod categories;
mod columns;
mod grids;
mod needs;
mod network;
mod officials;
mod organisations;
mod population;
mod prefetch;
mod residents;
mod services;
mod sound;
#[cfg(test)]
pub(crate) mod testing;

pub use build::{Blueprint, build};
pub use cases::{Case, Cases, End, Handler};
pub use categories::{CATEGORIES, Categories, Category, PerCategory, Rates, age_effect};
pub use columns::{ColumnKind, Columns, Form, Look, Value};
pub use grids::{GRID, Grid, number_of_grids};
pub use needs::{CHANNELS, Channel, FORMAL, Kind, NO_NEED, Need, Needs, PUBLIC_DOORS, Stage};
pub use network::{Network, Ties};
pub use officials::{MASTERY, Office, OfficeKind, Official, Officials, Staffing, load};
pub use organisations::{Organisation, OrganisationKind, least_loaded};
pub use population::{Ages, Population};
pub use residents::{Civic, NEVER, Newcomer, Traits, Trust, Wellbeing, activity_level, beta, third};
pub use services::{Forum, Mandate, Services};

use serde::{Deserialize, Serialize};

use crate::pillars::Levels;

/// The city.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct City {
    /// Its districts; they do not interact.
    pub districts: Vec<District>,
    /// What the pillars can do. Written by `institutions`.
    pub levels: Levels,
    /// Upper bounds of the lower two thirds of ses, fixed at the start.
    pub ses_cuts: [f32; 2],
}

/// A district.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct District {
    /// Position in the city.
    pub number: u32,
    /// Its communities, all of one size.
    pub communities: Vec<Community>,
    /// Ties between its residents.
    pub ties: Ties,
    /// Its officials.
    pub officials: Officials,
    /// Its organisations.
    pub organisations: Vec<Organisation>,
    /// Its open cases.
    pub cases: Cases,
    /// Cases waiting for mediation or in it, or before a court, by position, in order of arrival.
    pub docket: Vec<u32>,
    /// Cases closed in recent rounds and how many of them were reported resolved, newest first. Written by `feedback`.
    pub closed: std::collections::VecDeque<(u32, u32)>,
    /// Needs that arose in the rounds of the last year and how many were solved, by third of ses, newest first. Written by
    /// `feedback`.
    pub account: std::collections::VecDeque<[[u32; 2]; 3]>,
}

/// A community.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Community {
    /// Key of its first resident in all draws; the others follow.
    pub key: u64,
    /// Mean of the ses that its residents are drawn around.
    pub standing: f32,
    /// What residents bring along.
    pub traits: Traits,
    /// Whom they trust.
    pub trust: Trust,
    /// How they take part.
    pub civic: Civic,
    /// How they are.
    pub wellbeing: Wellbeing,
    /// What they need.
    pub needs: Needs,
    /// The services around them.
    pub services: Services,
    /// Its grids, in the order of its residents.
    pub grids: Vec<Grid>,
    /// Its consultation.
    pub forum: Forum,
}

impl City {
    /// Number of residents.
    pub fn residents(&self) -> usize {
        self.districts.iter().map(District::residents).sum()
    }

    /// Checks what must always hold ([`City::sound`]).
    ///
    /// # Panics
    /// If it does not hold; the simulation calls this after each round in debug builds.
    pub fn check(&self) {
        if let Err(flaw) = self.sound() {
            panic!("{flaw}");
        }
    }
}

impl District {
    /// Number of residents.
    pub fn residents(&self) -> usize {
        self.communities.iter().map(Community::residents).sum()
    }

    /// Key of the district as a whole in all draws.
    pub fn key(&self) -> u64 {
        key(self.number, u32::from(u16::MAX))
    }

    /// Takes an open case out of its handler's queue and out of the cases.
    pub fn take(&mut self, position: u32) -> Option<Case> {
        let case = self.cases.close(position)?;
        let queue = match case.handler {
            Handler::Office(office) => &mut self.officials.offices[office as usize].queue,
            Handler::Organisation(organisation) => &mut self.organisations[organisation as usize].queue,
            Handler::Mediation(_) | Handler::Court => &mut self.docket,
        };
        queue.retain(|&other| other != position);
        Some(case)
    }
}

impl Community {
    /// Number of residents.
    pub fn residents(&self) -> usize {
        self.traits.ses.len()
    }

    /// The position of a resident's grid.
    pub fn grid_of(&self, resident: u32) -> u32 {
        grids::grid_of(resident as usize, self.residents(), self.grids.len()) as u32
    }

    /// The columns of its residents, for a newcomer.
    pub fn columns(&mut self) -> Columns<'_> {
        Columns {
            traits: &mut self.traits,
            trust: &mut self.trust,
            civic: &mut self.civic,
            wellbeing: &mut self.wellbeing,
        }
    }
}

/// The key of a community in all draws: district, community within it, and room for the residents of the community.
///
/// A further resident, community or district changes no other one's key.
pub fn key(district: u32, community: u32) -> u64 {
    u64::from(district) << 48 | u64::from(community) << 32
}
