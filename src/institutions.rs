//! Institutions: budget shares become what each pillar can do.
//!
//! Each pillar has a level in `[0, 1)` that moves toward what its money can sustain, with diminishing returns:
//!
//! ```text
//! L* = 1 - exp(-share per_resident / scale)        L <- L + (L* - L) / build
//! ```
//!
//! Reads: the budget. Writes: the levels. Draws nothing.

use crate::calendar::YEAR;
use crate::parameters::{ASSUMED, Declared, POSITIVE};
pub use crate::pillars::Levels;
use crate::pillars::{PILLARS, pillars};
use crate::policy::Budget;

macro_rules! scale_and_build {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        crate::parameters! {
            /// Share of the budget at which a pillar reaches a level of 1 - 1/e, at money 1 per resident.
            pub struct Scale {
                $(#[doc = $entry] #[zh = $entry_zh] $field: f64 = 0.05, 0.0001..=100.0, "share", ASSUMED;)*
            }
        }

        crate::parameters! {
            /// Rounds that a pillar takes to close most of the gap to what its money can sustain.
            pub struct Build {
                $(#[doc = $entry] #[zh = $entry_zh] $field: f64 = f64::from(YEAR / 2), 1.0..=100_000.0, "rounds", ASSUMED;)*
            }
        }

        impl Scale {
            fn each(&self) -> [f64; PILLARS] {
                [$(self.$field),*]
            }
        }

        impl Build {
            fn each(&self) -> [f64; PILLARS] {
                [$(self.$field),*]
            }
        }
    };
}
pillars!(scale_and_build);

crate::parameters! {
    /// What money buys directly.
    pub struct Productivity {
        /// Work units per resident and round that the whole budget would buy as staff.
        #[zh = "全部预算用于人员时，每轮每位居民可买到的工作量。"]
        work_rate: f64 = 0.025, 0.0..=10.0, "work units per resident and round", ASSUMED,
            Declared::Between(0.02, 0.03);
        /// Rate at which the whole budget would close the gap of a service stock.
        #[zh = "全部预算用于投资时，公共服务存量缺口缩小的速度。"]
        investment_rate: f64 = 0.03, 0.0..=1.0, "1 per round", ASSUMED;
        /// Work units that money buys through contracts with organisations, relative to staff.
        #[zh = "资金通过与组织签约买到的工作量，与用于人员之比。"]
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

impl Levels {
    /// The levels that a budget sustains in the long run.
    pub fn sustained(budget: &Budget, scale: &Scale) -> Self {
        let (shares, scales) = (budget.pillars().each(), scale.each());
        let level = |pillar: usize| 1.0 - libm::exp(-shares[pillar] * budget.per_resident / scales[pillar]);
        std::array::from_fn(level).into()
    }

    /// Moves each level one round toward what the budget sustains.
    pub fn adjust(&mut self, budget: &Budget, institutions: &Institutions) {
        let goals = Self::sustained(budget, &institutions.scale).each();
        let build = institutions.build.each();
        for ((level, goal), rounds) in self.each_mut().into_iter().zip(goals).zip(build) {
            *level += (goal - *level) / rounds;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::BudgetShare;

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

    #[test]
    fn after_a_reform_a_level_goes_up_or_down_by_its_closed_form() {
        let institutions = Institutions::default();
        let before = Budget::default();
        let after = Budget { law: 0.15, leadership: 0.0, ..Budget::default() };
        let start = Levels::sustained(&before, &institutions.scale);
        let goal = Levels::sustained(&after, &institutions.scale);
        let mut levels = start;
        for rounds in 1..=100 {
            levels.adjust(&after, &institutions);
            let left = libm::pow(1.0 - 1.0 / 26.0, f64::from(rounds));
            assert!((levels.law - (goal.law + (start.law - goal.law) * left)).abs() < 1e-12);
            assert!((levels.leadership - start.leadership * left).abs() < 1e-12);
            assert_eq!(levels.technology, start.technology, "other pillars stay");
        }
        assert!(start.law < levels.law && levels.law < goal.law);
    }

    #[test]
    fn what_is_built_in_one_round_is_there_at_once() {
        let mut institutions = Institutions::default();
        institutions.build.law = 1.0;
        let budget = Budget { law: 0.2, ..Budget::default() };
        let mut levels = Levels::default();
        levels.adjust(&budget, &institutions);
        assert!((levels.law - (1.0 - libm::exp(-4.0))).abs() < 1e-12);
        assert!((levels.technology - (1.0 - libm::exp(-0.8)) / 26.0).abs() < 1e-12);
    }

    #[test]
    fn twice_the_money_per_resident_counts_as_twice_the_share() {
        let scale = Scale::default();
        let rich = Levels::sustained(&Budget { per_resident: 2.0, ..Budget::default() }, &scale);
        let wide = Levels::sustained(&Budget { law: 0.10, ..Budget::default() }, &scale);
        assert!((rich.law - wide.law).abs() < 1e-12);
        let cheap = Levels::sustained(&Budget::default(), &Scale { law: 0.025, ..scale });
        assert!((cheap.law - wide.law).abs() < 1e-12, "half the scale does the same");
    }

    #[test]
    fn levels_stay_between_nothing_and_one_for_any_money() {
        for (share, per_resident, scale) in [(0.0, 100.0, 0.0001), (1.0, 100.0, 0.0001), (1.0, 0.0, 100.0)] {
            let budget = Budget { virtue: share, per_resident, ..Budget::default() };
            let level = Levels::sustained(&budget, &Scale { virtue: scale, ..Scale::default() }).virtue;
            assert!((0.0..=1.0).contains(&level), "{level}");
        }
    }

    #[test]
    fn every_pillar_answers_to_its_own_share_and_money_buys_the_rest_directly() {
        let none = BudgetShare::NAMES.iter().fold(Budget::default(), |budget, name| with_share(&budget, name, 0.0));
        for (position, name) in BudgetShare::NAMES.iter().enumerate() {
            let budget = with_share(&none, name, 0.1);
            let mut levels = Levels::sustained(&budget, &Scale::default());
            (0..10).for_each(|_| levels.adjust(&budget, &Institutions::default()));
            for (other, level) in levels.each().into_iter().enumerate() {
                let expected = if other + 2 == position { 1.0 - libm::exp(-2.0) } else { 0.0 };
                assert!((level - expected).abs() < 1e-12, "{name}: pillar {other} has {level}");
            }
        }
    }

    /// The budget with one share, by its key in a scenario.
    fn with_share(budget: &Budget, name: &str, share: f64) -> Budget {
        let mut table = toml::Table::try_from(budget).unwrap();
        table.insert(name.to_owned(), share.into());
        table.try_into().unwrap()
    }
}
