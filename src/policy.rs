//! Policy: what a government can decide, the budget and the rules of each pillar. Only these keys may change in a reform.

mod prices;

pub use prices::price;

use crate::calendar::YEAR;
use crate::parameters::{ASSUMED, SHARE};
use crate::pillars::{PILLARS, PerPillar, pillars};

macro_rules! budget_share {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        crate::names! {
            /// A share of the budget: services, investment and the pillars that money buys.
            pub enum BudgetShare {
                /// Staff of offices and departments.
                Services = "services",
                /// Upkeep and building of public services.
                Investment = "investment",
                $(#[doc = $is] $variant = $name,)*
            }
        }
    };
}
pillars!(budget_share);

crate::names! {
    /// How a consultation session is held.
    pub enum Format {
        /// Heart-to-heart talks with residents who have an open need.
        Talks = "talks",
        /// Residents' or villagers' forum, open to everyone.
        Forum = "forum",
        /// Hearing of representatives, equal numbers from each third of ses.
        Hearing = "hearing",
        /// Mini-public drawn by lot and paid, equal numbers from each third of ses.
        Minipublic = "minipublic",
        /// Survey: many answers, no discussion.
        Survey = "survey",
    }
}

macro_rules! budget {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        crate::parameters! {
            /// The money and what it is spent on. The nine shares sum to 1.
            pub struct Budget {
                /// Money per resident and round, relative to the baseline city.
                per_resident: f64 = 1.0, 0.0..=100.0, "money per resident and round", ASSUMED;
                /// The share that absorbs the difference when other shares change.
                payer: BudgetShare = BudgetShare::Services, .., "name", ASSUMED;
                /// Share for the staff of community offices and departments.
                services: f64 = 0.55, SHARE, "share", ASSUMED;
                /// Share for the upkeep and building of public services.
                investment: f64 = 0.20, SHARE, "share", ASSUMED;
                $(#[doc = $meaning] $field: f64 = $share, SHARE, "share", ASSUMED;)*
            }
        }

        impl Budget {
            /// The shares in the order of [`BudgetShare`].
            pub fn shares(&self) -> [f64; 2 + PILLARS] {
                [self.services, self.investment, $(self.$field),*]
            }

            /// The shares of the pillars.
            pub fn pillars(&self) -> PerPillar<f64> {
                PerPillar { $($field: self.$field),* }
            }
        }
    };
}
pillars!(budget);

crate::parameters! {
    /// Rules of the coordinating body.
    pub struct Leadership {
        /// Joint cases that a fully built lead body can convene per 1,000 residents and round.
        attention: f64 = 2.0, 0.0..=1000.0, "cases per 1,000 residents and round", ASSUMED;
        /// Share of officials' idle capacity that a fully built lead body pools for the offices with most to do.
        pooling: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Share of all officials' capacity that moves to the department of a shocked category while the shock lasts.
        surge: f64 = 0.3, SHARE, "share", ASSUMED;
        /// How far investment and priorities lean towards the worst off.
        equity: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of responsible government.
    pub struct Government {
        /// Probability that a single-agency case is delegated to the community office.
        delegation: f64 = 0.5, SHARE, "probability", "Oates 1972 (decentralisation); value assumed";
        /// Share of staff capacity in community offices; the rest is in the departments.
        community_staff: f64 = 0.3, SHARE, "share", ASSUMED;
        /// Rounds within which a case is to be resolved.
        deadline: u32 = 4, 1..=10 * YEAR, "rounds", ASSUMED;
        /// Completed attempts after which an unsolved case is closed as unresolved.
        attempts: u32 = 2, 1..=100, "attempts", ASSUMED;
        /// Pressure on officials to report cases as resolved.
        pressure: f64 = 0.5, SHARE, "level", "Lipsky 1980 (street-level bureaucracy); value assumed";
        /// How much reported resolutions are verified.
        supervision: f64 = 0.5, SHARE, "level", ASSUMED;
        /// How far investment follows plans for the places most in need of it, when the platform is fully built.
        planning: f64 = 0.6, SHARE, "share", ASSUMED;
        /// Share of staff who work in the grids instead of in offices.
        grid_share: f64 = 0.0, SHARE, "share", ASSUMED;
        /// Part of grid workers' time that goes to patrols; the rest goes to visits.
        patrol: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of democratic consultation.
    pub struct Consultation {
        /// Rounds between two sessions of a community, when consultation is fully built.
        every: f64 = 12.0, 1.0..=100.0 * f64::from(YEAR), "rounds", ASSUMED;
        /// How sessions are held.
        format: Format = Format::Forum, .., "name", "Arnstein 1969 (ladder of participation)";
        /// Share of investment in a community that follows its mandate.
        bindingness: f64 = 0.5, SHARE, "share", "Arnstein 1969 (ladder of participation); value assumed";
        /// Rounds that a mandate is valid.
        term: u32 = YEAR, 1..=100 * YEAR, "rounds", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of social collaboration.
    pub struct Collaboration {
        /// Probability that an office refers a single-agency case to an organisation with less to do, when collaboration is fully built.
        referral: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// How freely organisations decide how they work.
        autonomy: f64 = 0.5, SHARE, "level", ASSUMED;
        /// How much enterprises and institutions contribute, when collaboration is fully built.
        responsibility: f64 = 0.5, SHARE, "level", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of public participation.
    pub struct Participation {
        /// Share of residents reached by what is made public, when participation is fully built.
        publicity: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of the shared platform.
    pub struct Technology {
        /// How much a fully built platform lowers the cost of a request.
        cost_tech: f64 = 0.0, SHARE, "utility", ASSUMED;
        /// Probability that someone without the platform can use it by telephone, when it is fully built.
        phone: f64 = 0.0, SHARE, "probability", ASSUMED;
        /// How much a fully built platform is designed for those with few digital skills.
        inclusion: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::sections! {
    /// Everything that a government can decide.
    pub struct Policy {
        /// The money.
        budget: Budget;
        /// The coordinating body.
        leadership: Leadership;
        /// Responsible government.
        government: Government;
        /// Democratic consultation.
        consultation: Consultation;
        /// Social collaboration.
        collaboration: Collaboration;
        /// Public participation.
        participation: Participation;
        /// The shared platform.
        technology: Technology;
    }
}
