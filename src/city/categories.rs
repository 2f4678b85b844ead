//! The eight categories of need, and how often each arises for whom.

use crate::language::Words;
use crate::parameters::{ASSUMED, Declared, SHARE, SUMS_TO_ONE};

/// Susceptibilities cannot vary by themselves.
const NEEDS_LEFT: Declared =
    Declared::Tied(Words::new("with others it must leave everybody some needs", "它须与其他系数一起使每个人都有需求"));

/// Number of categories.
pub const CATEGORIES: usize = 8;

/// A value per category, in the order of [`Category::ALL`].
pub type PerCategory = [f32; CATEGORIES];

crate::names! {
    /// What a need is about.
    pub enum Category {
        /// Housing.
        Housing = "housing" "住房",
        /// Environment.
        Environment = "environment" "环境",
        /// Transport.
        Transport = "transport" "交通",
        /// Safety.
        Safety = "safety" "安全",
        /// Care.
        Care = "care" "照护",
        /// Health.
        Health = "health" "医疗",
        /// Livelihood.
        Livelihood = "livelihood" "生计",
        /// Disputes between residents.
        Disputes = "disputes" "纠纷",
    }
}

crate::parameters! {
    /// How often needs of one category arise, for whom and of which kind.
    pub struct Rates {
        /// Needs per week and resident at full service stock, times 0.8 (see `needs.scale`).
        #[zh = "公共服务存量充足时每周每位居民的需求数，再乘以 0.8（见 `needs.scale`）。"]
        rate: f64 = 0.0015, 0.0..=1.0, "needs per resident and week", ASSUMED;
        /// How much the hazard falls with ses: times 1 + ses (1 - 2 s).
        #[zh = "发生率随社会经济地位下降的幅度：乘以 1 + ses (1 - 2 s)。"]
        ses: f64 = 0.0, -1.0..=1.0, "coefficient", ASSUMED, NEEDS_LEFT;
        /// How much the hazard rises with age: plus age times ((age - 45) / 40 between -0.7 and 1).
        #[zh = "发生率随年龄上升的幅度：加上 age 乘以（(年龄 - 45) / 40，限于 -0.7 至 1）。"]
        age: f64 = 0.0, -1.0..=1.0, "coefficient", ASSUMED, NEEDS_LEFT;
        /// Share of private needs.
        #[zh = "私人需求的比例。"]
        private: f64 = 0.0, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of public needs.
        #[zh = "公共需求的比例。"]
        public: f64 = 0.0, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of disputes.
        #[zh = "纠纷的比例。"]
        dispute: f64 = 1.0, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Probability that each of two further agencies is needed.
        #[zh = "另外两个机构各自需要参与的概率。"]
        complexity: f64 = 0.0, SHARE, "probability", ASSUMED;
    }
}

/// Shorthand for the table of defaults below.
fn rates(rate: f64, ses: f64, age: f64, [private, public, dispute]: [f64; 3], complexity: f64) -> Rates {
    Rates { rate, ses, age, private, public, dispute, complexity }
}

crate::sections! {
    /// All categories.
    pub struct Categories {
        /// Housing.
        housing: Rates = rates(0.0025, 0.6, 0.0, [0.4, 0.5, 0.1], 0.30);
        /// Environment.
        environment: Rates = rates(0.0015, -0.3, 0.0, [0.1, 0.8, 0.1], 0.20);
        /// Transport.
        transport: Rates = rates(0.0015, -0.3, -0.1, [0.3, 0.7, 0.0], 0.20);
        /// Safety.
        safety: Rates = rates(0.0010, 0.3, 0.1, [0.3, 0.6, 0.1], 0.10);
        /// Care.
        care: Rates = rates(0.0015, 0.4, 0.6, [0.8, 0.2, 0.0], 0.15);
        /// Health.
        health: Rates = rates(0.0015, 0.4, 0.5, [0.8, 0.2, 0.0], 0.10);
        /// Livelihood.
        livelihood: Rates = rates(0.0015, 0.8, -0.15, [0.9, 0.1, 0.0], 0.15);
        /// Disputes between residents.
        disputes: Rates = rates(0.0010, 0.0, 0.0, [0.0, 0.0, 1.0], 0.05);
    }
}

impl Categories {
    /// The categories in the order of [`Category::ALL`].
    pub fn each(&self) -> [&Rates; CATEGORIES] {
        [
            &self.housing,
            &self.environment,
            &self.transport,
            &self.safety,
            &self.care,
            &self.health,
            &self.livelihood,
            &self.disputes,
        ]
    }

    /// The demand for each category as a share of all, by the rates.
    pub fn demand(&self) -> [f64; CATEGORIES] {
        let rates = self.each().map(|category| category.rate);
        let total: f64 = rates.iter().sum();
        rates.map(|rate| if total > 0.0 { rate / total } else { 1.0 / CATEGORIES as f64 })
    }
}

/// Age as it enters the hazards: `A = clamp((age - 45) / 40, -0.7, 1)`.
pub fn age_effect(age: f32) -> f32 {
    ((age - 45.0) / 40.0).clamp(-0.7, 1.0)
}
