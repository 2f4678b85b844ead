//! Which values of a parameter are worth a study. The range of a declaration says what makes sense at all; nobody would vary
//! a coefficient from -100 to 100 to learn what it does.

use super::{Parameter, Range, Scope, number};
use crate::language::{Language, Words};

/// What a declaration says about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Declared {
    /// Nothing: [`Parameter::plausible`] follows from default, range and scope.
    Usual,
    /// From one number to another.
    Between(f64, f64),
    /// One of these numbers.
    Among(&'static [f64]),
    /// It cannot vary by itself: it is tied to others.
    Tied(Words),
}

/// The values of a parameter that are worth a study.
#[derive(Clone, Debug, PartialEq)]
pub enum Plausible {
    /// Numbers from the first to the second, both among them; whole ones where the parameter is whole.
    Between(f64, f64),
    /// These values.
    Among(Vec<toml::Value>),
    /// None.
    Nothing(Words),
}

/// What a size is told to be varied by.
pub const BY_SIZE: Declared = Declared::Tied(Words::new("it makes the size of the city", "它决定城市的规模"));

/// What a share that must sum to 1 with others is told.
pub const SUMS_TO_ONE: Declared = Declared::Tied(Words::new("it must sum to 1 with others", "它须与其他份额合计为 1"));

/// What cannot vary where the default is 0.
const NO_HALF: Words =
    Words::new("its default is 0, and half of that is no other value", "默认值为 0，没有上下幅度可取");

/// What a share of the budget may come to that nothing is spent on, about what others are.
const USUAL_SHARE: f64 = 0.05;

/// What is chosen with the run.
const OF_RUN: Words = Words::new("it belongs to the run", "它属于运行设置");

impl Parameter {
    /// The values that are worth a study, for a parameter with its default: those that are declared; for a rule between 0
    /// and 1, all of them; for a name, all names; else half to one and a half times the default, as far as allowed.
    pub fn plausible(&self) -> Plausible {
        match (self.declared, &self.range) {
            (Declared::Between(low, high), _) => Plausible::Between(low, high),
            (Declared::Among(numbers), range) => {
                Plausible::Among(numbers.iter().map(|&number| value(range, number)).collect())
            }
            (Declared::Tied(why), _) => Plausible::Nothing(why),
            (Declared::Usual, _) if self.scope == Scope::Run => Plausible::Nothing(OF_RUN),
            (Declared::Usual, Range::Names(names)) => {
                Plausible::Among(names.iter().map(|&name| name.to_owned().into()).collect())
            }
            (Declared::Usual, Range::Flag) => Plausible::Among(vec![false.into(), true.into()]),
            (Declared::Usual, Range::Real { min, max }) => self.around(*min, *max),
            (Declared::Usual, Range::Whole { min, max }) => self.around(*min as f64, *max as f64),
        }
    }

    /// All of a range from 0 to 1 that a government can choose from, else what lies around the default.
    fn around(&self, min: f64, max: f64) -> Plausible {
        let chosen = self.scope == Scope::Policy && self.section != "budget";
        if chosen && (min, max) == (0.0, 1.0) {
            return Plausible::Between(min, max);
        }
        let default = self.value.as_ref().and_then(number).unwrap_or(0.0);
        if self.section == "budget" && default == 0.0 {
            return Plausible::Between(0.0, USUAL_SHARE);
        }
        let (half, more) = (default / 2.0, default * 1.5);
        let (low, high) = match self.range {
            Range::Whole { .. } => (half.floor(), more.ceil()),
            _ => (half.min(more), half.max(more)),
        };
        let (low, high) = (low.clamp(min, max), high.clamp(min, max));
        if low < high { Plausible::Between(low, high) } else { Plausible::Nothing(NO_HALF) }
    }
}

impl Plausible {
    /// In words, for people to read.
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Plausible::Between(low, high), Language::En) => format!("{} to {}", short(*low), short(*high)),
            (Plausible::Between(low, high), Language::Zh) => format!("{} 至 {}", short(*low), short(*high)),
            (Plausible::Among(values), language) => {
                let words: Vec<String> = values.iter().map(toml::Value::to_string).collect();
                words.join(language.comma())
            }
            (Plausible::Nothing(why), Language::En) => format!("none: {}", why.en),
            (Plausible::Nothing(why), Language::Zh) => format!("无：{}", why.zh),
        }
    }

    /// Whether there is anything to vary.
    pub fn is_something(&self) -> bool {
        !matches!(self, Plausible::Nothing(_))
    }
}

/// A number without the digits that halving leaves.
fn short(x: f64) -> String {
    let rounded: f64 = format!("{x:.8e}").parse().unwrap_or(x);
    rounded.to_string()
}

/// A number as a value of a range.
fn value(range: &Range, number: f64) -> toml::Value {
    match range {
        Range::Whole { .. } => toml::Value::Integer(number as i64),
        _ => toml::Value::Float(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::registry::registry;

    fn of(key: &str) -> String {
        let parameter = registry().get(key).unwrap_or_else(|| panic!("no key {key}"));
        parameter.plausible().text(Language::En)
    }

    #[test]
    fn what_is_worth_a_study_is_declared_or_lies_around_the_default() {
        assert_eq!(of("voice.benefit"), "2.5 to 7.5");
        assert_eq!(of("population.digital_base"), "0.5 to 1.5");
        assert_eq!(of("population.legal_base"), "-1.2 to -0.4");
        assert_eq!(of("feedback.gain_rate"), "0.03 to 0.09");
        assert_eq!(of("formats.minipublic.facilitation"), "0.45 to 1");
        assert_eq!(of("government.attempts"), "1 to 3");
        assert_eq!(of("government.pressure"), "0 to 1");
        assert_eq!(of("government.grid_share"), "0 to 0.2");
        assert_eq!(of("budget.law"), "0.025 to 0.075");
        assert_eq!(of("network.neighbours"), "4, 6, 8, 10, 12");
        assert_eq!(of("formats.talks.paid"), "false, true");
        assert_eq!(of("population.residents"), "none: it makes the size of the city");
        assert_eq!(of("run.rounds"), "none: it belongs to the run");
    }

    #[test]
    fn what_is_declared_is_allowed() {
        for parameter in &registry().parameters {
            let (min, max) = match parameter.range {
                Range::Real { min, max } => (min, max),
                Range::Whole { min, max } => (min as f64, max as f64),
                _ => continue,
            };
            let ends = match parameter.plausible() {
                Plausible::Between(low, high) => vec![low, high],
                Plausible::Among(values) => values.iter().filter_map(number).collect(),
                Plausible::Nothing(_) => continue,
            };
            let key = parameter.key();
            assert!(ends.is_sorted() && ends.len() > 1, "{key}: {ends:?}");
            assert!(ends.iter().all(|end| (min..=max).contains(end)), "{key}: {ends:?}");
        }
    }
}
