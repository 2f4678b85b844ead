//! The seven pillars of governance that money builds: one list, which everything that holds for each of them asks.
//!
//! A further pillar is a line here, a mechanism of its own and the wiring of what it does.

/// Hands the list of pillars to a macro that declares something for each: its field, its name as a [`BudgetShare`], also in
/// Chinese, with what money buys, its entry in a table of parameters per pillar, and its share of the budget.
///
/// [`BudgetShare`]: crate::policy::BudgetShare
macro_rules! pillars {
    ($declare:ident) => {
        $declare! {
            leadership: Leadership = "leadership" "领导", "A coordinating body per district.",
                "For leadership." "用于领导。", 0.05,
                "Share for the coordinating body of each district." "用于各区统筹机构的份额。";
            consultation: Consultation = "consultation" "协商", "Sessions in which residents say what is needed.",
                "For consultation." "用于协商。", 0.03, "Share for consultation sessions." "用于协商会的份额。";
            collaboration: Collaboration = "collaboration" "协同", "Contracts with social organisations.",
                "For collaboration." "用于协同。", 0.05,
                "Share for social organisations and cooperation with enterprises and institutions."
                "用于社会组织以及与企业、机构合作的份额。";
            participation: Participation = "participation" "参与",
                "Self-governing committees, right to know, supervision by residents.",
                "For participation." "用于参与。", 0.03,
                "Share for self-governing committees, publicity and supervision by residents."
                "用于自治委员会、公开和居民监督的份额。";
            law: Law = "law" "法治", "Mediation, courts, legal education.", "For law." "用于法治。", 0.05,
                "Share for mediation, courts, fair procedure and legal education."
                "用于调解、法院、公正程序和普法的份额。";
            technology: Technology = "technology" "科技", "A shared platform for requests and records.",
                "For technology." "用于科技。", 0.04, "Share for the shared platform." "用于共享平台的份额。";
            virtue: Virtue = "virtue" "德治", "Norms and exemplars.", "For virtue." "用于德治。", 0.0,
                "Share for norms and exemplars." "用于规范和榜样的份额。";
        }
    };
}
pub(crate) use pillars;

macro_rules! per_pillar {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        /// A value per pillar.
        #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct PerPillar<T> { $(#[doc = $entry] pub $field: T,)* }

        /// Number of pillars.
        pub const PILLARS: usize = [$($name),*].len();

        impl<T: Copy> PerPillar<T> {
            /// A value that all pillars share.
            pub fn all(value: T) -> Self {
                Self { $($field: value,)* }
            }

            /// The values in the order of the list.
            pub fn each(&self) -> [T; PILLARS] {
                [$(self.$field),*]
            }

            /// The values in the order of the list, to be changed.
            pub fn each_mut(&mut self) -> [&mut T; PILLARS] {
                [$(&mut self.$field),*]
            }
        }

        impl<T> From<[T; PILLARS]> for PerPillar<T> {
            /// The values in the order of the list.
            fn from([$($field),*]: [T; PILLARS]) -> Self {
                Self { $($field),* }
            }
        }
    };
}
pillars!(per_pillar);

/// What the pillars can do, each in `[0, 1)`.
pub type Levels = PerPillar<f64>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_per_pillar_keep_the_order_of_the_list() {
        let mut values = PerPillar::from([0, 1, 2, 3, 4, 5, 6]);
        assert_eq!((values.leadership, values.law, values.virtue), (0, 4, 6));
        values.each_mut().into_iter().for_each(|value| *value *= 2);
        assert_eq!(values.each(), [0, 2, 4, 6, 8, 10, 12]);
    }
}
