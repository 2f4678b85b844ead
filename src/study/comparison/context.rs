//! What a reader must know beside the differences: what the arms spend, and over what time they are compared.

use super::{Arm, Comparison};
use crate::language::Language;
use crate::scenario::changes;

/// Totals that differ by less are the same.
const TOLERANCE: f64 = 1e-9;

/// Sections of keys that make the city: residents of such arms are other people.
const CITY: [&str; 3] = ["population.", "ages.", "network."];

impl Comparison {
    /// Money per resident that each arm spends over the observed rounds.
    pub fn totals(&self) -> Vec<f64> {
        let rounds = 0..self.arms.first().map_or(0, |arm| arm.scenario.run.rounds);
        let spent = |arm: &Arm, round: u32| {
            let shared = self.fork.is_some_and(|fork| round < fork);
            let scenario = if shared { &self.arms[0].scenario } else { &arm.scenario };
            scenario.policy_at(round as i32).budget.per_resident
        };
        self.arms.iter().map(|arm| rounds.clone().map(|round| spent(arm, round)).sum()).collect()
    }

    /// A warning with the totals, if the arms do not all spend the same.
    pub fn spending(&self, language: Language) -> Option<String> {
        let totals = self.totals();
        let differ = totals.iter().any(|total| (total - totals[0]).abs() > TOLERANCE * totals[0].abs().max(1.0));
        differ.then(|| {
            let each = self.arms.iter().zip(&totals).map(|(arm, total)| format!("{} {}", arm.name, neat(*total)));
            let each = each.collect::<Vec<_>>().join(language.comma());
            let rounds = self.arms[0].scenario.run.rounds;
            match language {
                Language::En => format!(
                    "The arms spend different totals, so that a difference may be one of money: {each} (money per resident over \
                     {rounds} rounds)."
                ),
                Language::Zh => format!("各方案的总支出不同，差异可能只是资金的差异：{each}（{rounds} 轮的人均资金）。"),
            }
        })
    }

    /// Whether long-run states are compared or transitions, in a sentence.
    pub fn horizon(&self, language: Language) -> String {
        match language {
            Language::En => self.horizon_en(),
            Language::Zh => self.horizon_zh(),
        }
    }

    /// The rounds of the warm-up, and the arms that have reforms.
    fn times(&self, language: Language) -> (u32, Vec<String>) {
        let warm_up = self.arms.first().map_or(0, |arm| arm.scenario.run.warm_up);
        (warm_up, self.arms.iter().filter_map(|arm| reforms(arm, language)).collect())
    }

    fn horizon_zh(&self) -> String {
        let (warm_up, reformed) = self.times(Language::Zh);
        match self.fork {
            Some(fork) => {
                format!("各方案比较的是过渡过程：第 {fork} 轮之前共有同一段历史，从该轮起各行其政策。")
            }
            None if !reformed.is_empty() && self.differs_from_the_start() => format!(
                "各方案同时比较长期状态与过渡过程：从预热期起就不同，运行中政策又有变动：{}。",
                reformed.join("、")
            ),
            None if !reformed.is_empty() => {
                format!("各方案比较的是过渡过程：运行中政策有变动：{}。", reformed.join("、"))
            }
            None if warm_up == 0 => {
                "各方案比较的是过渡过程：没有预热期，各项政策在第 0 轮遇到的是一座新城市。".to_owned()
            }
            None => format!("各方案比较的是长期状态：各项政策在 {warm_up} 轮预热期及其后始终有效。"),
        }
    }

    fn horizon_en(&self) -> String {
        let (warm_up, reformed) = self.times(Language::En);
        match self.fork {
            Some(fork) => format!(
                "The arms compare transitions: they share one history up to round {fork}, from which on each has its own policy."
            ),
            None if !reformed.is_empty() && self.differs_from_the_start() => format!(
                "The arms compare long-run states and transitions at once: they differ from the warm-up on, and policy changes during the run in {}.",
                reformed.join(", ")
            ),
            None if !reformed.is_empty() => {
                format!("The arms compare transitions: policy changes during the run in {}.", reformed.join(", "))
            }
            None if warm_up == 0 => {
                "The arms compare transitions: each policy meets a new city at round 0, without a warm-up.".to_owned()
            }
            None => format!(
                "The arms compare long-run states: each policy is in force through the warm-up of {warm_up} rounds and after it."
            ),
        }
    }

    /// Whether an arm has other settings than the reference before any reform.
    fn differs_from_the_start(&self) -> bool {
        let Some((reference, others)) = self.arms.split_first() else { return false };
        others.iter().any(|arm| !changes(&reference.scenario, &arm.scenario).is_empty())
    }

    /// What else limits the comparison, a sentence each.
    pub fn notes(&self, language: Language) -> Vec<String> {
        let Some((reference, others)) = self.arms.split_first() else { return Vec::new() };
        let of_city = |arm: &Arm| {
            let keys = changes(&reference.scenario, &arm.scenario).into_iter().map(|change| change.key);
            let keys: Vec<String> = keys.filter(|key| CITY.iter().any(|section| key.starts_with(section))).collect();
            let (one, other, keys) =
                (&arm.name, &reference.name, (!keys.is_empty()).then(|| keys.join(language.comma()))?);
            Some(match language {
                Language::En => format!(
                    "{one} and {other} are different cities ({keys}): common random numbers mean little between them."
                ),
                Language::Zh => format!("{one} 与 {other} 是不同的城市（{keys}）：公共随机数在二者之间意义不大。"),
            })
        };
        others.iter().filter_map(of_city).collect()
    }
}

/// The name of an arm with the rounds of its reforms, if it has any.
fn reforms(arm: &Arm, language: Language) -> Option<String> {
    let rounds: Vec<String> = arm.scenario.reforms.iter().map(|reform| reform.round.to_string()).collect();
    let word = if rounds.len() == 1 { "round" } else { "rounds" };
    let (name, all) = (&arm.name, (!rounds.is_empty()).then(|| rounds.join(language.comma()))?);
    Some(match language {
        Language::En => format!("{name} ({word} {all})"),
        Language::Zh => format!("{name}（第 {all} 轮）"),
    })
}

/// Two decimals at most.
fn neat(total: f64) -> f64 {
    (total * 100.0).round() / 100.0
}
