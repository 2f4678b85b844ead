//! Institutions: budget shares become what each pillar can do.
//!
//! Each pillar has a level in `[0, 1)` that moves toward what its money can sustain, with diminishing returns:
//!
//! ```text
//! L* = 1 - exp(-share per_resident / scale)        L <- L + (L* - L) / build
//! ```
//!
//! Reads: the budget. Writes: the levels. Draws nothing.

use crate::parameters::{ASSUMED, POSITIVE};
use crate::policy::{Budget, BudgetShare};

crate::parameters! {
    /// Share of the budget at which a pillar reaches a level of 1 - 1/e, at money 1 per resident.
    pub struct Scale {
        /// For leadership.
        leadership: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
        /// For consultation.
        consultation: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
        /// For collaboration.
        collaboration: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
        /// For participation.
        participation: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
        /// For law.
        law: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
        /// For technology.
        technology: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
        /// For virtue.
        virtue: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rounds that a pillar takes to close most of the gap to what its money can sustain.
    pub struct Build {
        /// For leadership.
        leadership: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
        /// For consultation.
        consultation: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
        /// For collaboration.
        collaboration: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
        /// For participation.
        participation: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
        /// For law.
        law: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
        /// For technology.
        technology: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
        /// For virtue.
        virtue: f64 = 26.0, 1.0..=100_000.0, "rounds", ASSUMED;
    }
}

crate::parameters! {
    /// What money buys directly.
    pub struct Productivity {
        /// Work units per resident and round that the whole budget would buy as staff.
        work_rate: f64 = 0.0225, 0.0..=10.0, "work units per resident and round", ASSUMED;
        /// Rate at which the whole budget would close the gap of a service stock.
        investment_rate: f64 = 0.03, 0.0..=1.0, "1 per round", ASSUMED;
        /// Work units that money buys through contracts with organisations, relative to staff.
        contract_rate: f64 = 1.2, POSITIVE, "ratio", ASSUMED;
    }
}

crate::sections! {
    /// How money becomes levels.
    pub struct Institutions {
        /// Money for a level.
        scale: Scale;
        /// Time to build.
        build: Build;
    }
}

/// What the seven pillars can do, each in `[0, 1)`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levels {
    /// Of leadership.
    pub leadership: f64,
    /// Of consultation.
    pub consultation: f64,
    /// Of collaboration.
    pub collaboration: f64,
    /// Of participation.
    pub participation: f64,
    /// Of law.
    pub law: f64,
    /// Of technology.
    pub technology: f64,
    /// Of virtue.
    pub virtue: f64,
}

impl Levels {
    /// The levels that a budget sustains in the long run.
    pub fn sustained(budget: &Budget, scale: &Scale) -> Self {
        let level = |share: f64, scale: f64| 1.0 - libm::exp(-share * budget.per_resident / scale);
        Self {
            leadership: level(budget.leadership, scale.leadership),
            consultation: level(budget.consultation, scale.consultation),
            collaboration: level(budget.collaboration, scale.collaboration),
            participation: level(budget.participation, scale.participation),
            law: level(budget.law, scale.law),
            technology: level(budget.technology, scale.technology),
            virtue: level(budget.virtue, scale.virtue),
        }
    }

    /// Moves each level one round toward what the budget sustains.
    pub fn adjust(&mut self, budget: &Budget, institutions: &Institutions) {
        let goal = Self::sustained(budget, &institutions.scale);
        let build = &institutions.build;
        self.leadership += (goal.leadership - self.leadership) / build.leadership;
        self.consultation += (goal.consultation - self.consultation) / build.consultation;
        self.collaboration += (goal.collaboration - self.collaboration) / build.collaboration;
        self.participation += (goal.participation - self.participation) / build.participation;
        self.law += (goal.law - self.law) / build.law;
        self.technology += (goal.technology - self.technology) / build.technology;
        self.virtue += (goal.virtue - self.virtue) / build.virtue;
    }

    /// The level of a pillar; none for services and investment, which money buys directly.
    pub fn of(&self, share: BudgetShare) -> Option<f64> {
        match share {
            BudgetShare::Services | BudgetShare::Investment => None,
            BudgetShare::Leadership => Some(self.leadership),
            BudgetShare::Consultation => Some(self.consultation),
            BudgetShare::Collaboration => Some(self.collaboration),
            BudgetShare::Participation => Some(self.participation),
            BudgetShare::Law => Some(self.law),
            BudgetShare::Technology => Some(self.technology),
            BudgetShare::Virtue => Some(self.virtue),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_follows_its_closed_form() {
        let institutions = Institutions::default();
        let budget = Budget::default();
        let mut levels = Levels::default();
        (0..40).for_each(|_| levels.adjust(&budget, &institutions));
        let goal = 1.0 - libm::exp(-0.05 / 0.05);
        let expected = goal * (1.0 - libm::pow(1.0 - 1.0 / 26.0, 40.0));
        assert!((levels.law - expected).abs() < 1e-12);
    }

    #[test]
    fn without_money_a_pillar_has_no_level_and_stays_there() {
        let mut levels = Levels::sustained(&Budget::default(), &Scale::default());
        assert_eq!(levels.virtue, 0.0);
        levels.adjust(&Budget::default(), &Institutions::default());
        assert_eq!(levels, Levels::sustained(&Budget::default(), &Scale::default()));
    }

    #[test]
    fn more_money_never_lowers_a_level_and_never_reaches_one() {
        let level = |share| Levels::sustained(&Budget { law: share, ..Budget::default() }, &Scale::default()).law;
        assert!(level(0.1) > level(0.05) && level(1.0) < 1.0);
    }
}
