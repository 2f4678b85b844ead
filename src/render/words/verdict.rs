//! What a comparison says of an outcome, in one sentence.

use crate::language::{Language, unit};
use crate::observe::Column;
use crate::study::comparison::{Difference, Question};

/// What a difference lets one say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No replicate has a value in both arms.
    Missing,
    /// All replicates are the same in both arms.
    Same,
    /// There is no interval: too few replicates have a value.
    Untold,
    /// The interval holds zero.
    Unclear,
    /// The interval excludes zero.
    Differs,
}

/// What a difference lets one say.
pub fn finding(difference: &Difference) -> Finding {
    let zero = difference.mean == 0.0;
    match difference.t {
        _ if difference.replicates == 0 || difference.mean.is_nan() => Finding::Missing,
        Some((low, high)) if zero && low == 0.0 && high == 0.0 => Finding::Same,
        None if zero => Finding::Same,
        None => Finding::Untold,
        Some((low, high)) if low <= 0.0 && high >= 0.0 => Finding::Unclear,
        Some(_) => Finding::Differs,
    }
}

/// The verdict on an outcome: "Resolution rate (of closed cases): +4.1 points [3.2, 5.0], 30 of 30 seeds agree".
pub fn verdict(question: Question, difference: &Difference, language: Language) -> String {
    let (name, amount) = (named(question, language), amount(question, difference, language));
    match language {
        Language::En => verdict_en(&name, &amount, difference),
        Language::Zh => verdict_zh(&name, &amount, difference),
    }
}

fn verdict_en(name: &str, amount: &str, difference: &Difference) -> String {
    let seeds = format!("{} of {} seeds agree", difference.same_sign, difference.replicates);
    match finding(difference) {
        Finding::Missing => format!("{name}: no values to compare"),
        Finding::Same => format!("{name}: exactly the same"),
        Finding::Untold if difference.replicates == 1 => format!("{name}: {amount} with one seed, which may be luck"),
        Finding::Untold => format!("{name}: {amount}, {seeds}"),
        Finding::Unclear => format!("{name}: no difference can be told, {amount}, {seeds}"),
        Finding::Differs => format!("{name}: {amount}, {seeds}{}", adjusted(difference)),
    }
}

fn verdict_zh(name: &str, amount: &str, difference: &Difference) -> String {
    let seeds = format!("{} 个种子中 {} 个方向一致", difference.replicates, difference.same_sign);
    match finding(difference) {
        Finding::Missing => format!("{name}：没有可比的数值"),
        Finding::Same => format!("{name}：完全相同"),
        Finding::Untold if difference.replicates == 1 => format!("{name}：{amount}，只有一个种子，可能只是偶然"),
        Finding::Untold => format!("{name}：{amount}，{seeds}"),
        Finding::Unclear => format!("{name}：看不出差异，{amount}，{seeds}"),
        Finding::Differs => format!("{name}：{amount}，{seeds}{}", adjusted_zh(difference)),
    }
}

/// A question in words, and what a share is one of: "Resolution rate (of closed cases)".
pub fn named(question: Question, language: Language) -> String {
    let words = question.words(language);
    match (question.about().share_of, language) {
        (None, _) => words,
        (Some(whole), Language::En) => format!("{words} (of {})", whole.en),
        (Some(whole), Language::Zh) => format!("{words}（占{}）", whole.zh),
    }
}

/// The mean difference with its unit and 95 % interval: "+4.1 points [3.2, 5.0]".
pub fn amount(question: Question, difference: &Difference, language: Language) -> String {
    let notation = Notation::of(question.about(), difference);
    let unit = unit(notation.unit, language);
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let interval = difference.t.map(|interval| format!(" {}", notation.interval(interval))).unwrap_or_default();
    format!("{}{unit}{interval}", notation.signed(difference.mean))
}

/// A p value: "p = 0.012", "p < 0.001".
pub fn p_text(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") }
}

/// What Holm's adjustment says of a primary outcome whose own interval excludes zero.
fn adjusted(difference: &Difference) -> String {
    match difference.holm {
        Some(p) if p < 0.05 => format!(", Holm {}", p_text(p)),
        Some(p) => format!("; not significant after Holm's adjustment ({})", p_text(p)),
        None => String::new(),
    }
}

fn adjusted_zh(difference: &Difference) -> String {
    match difference.holm {
        Some(p) if p < 0.05 => format!("，Holm {}", p_text(p)),
        Some(p) => format!("；经 Holm 校正后不显著（{}）", p_text(p)),
        None => String::new(),
    }
}

/// How the numbers of an outcome are written: shares in points, levels with three decimals, others by their size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Notation {
    /// Factor to the written number.
    pub factor: f64,
    /// Decimal places.
    pub places: usize,
    /// Unit of a difference; empty for a bare number.
    pub unit: &'static str,
}

/// No number is written with more decimal places.
const MOST_PLACES: usize = 9;

/// An interval with zero in it has no more places than so many beyond the usual.
const MORE: usize = 4;

/// An interval is written so finely that there are so many steps of the last place within it, and a number without an
/// interval so that it is as many.
const STEPS: f64 = 4.0;

impl Notation {
    /// That of a difference in a column.
    pub fn of(column: &Column, difference: &Difference) -> Self {
        let largest = difference.reference.abs().max(difference.arm.abs());
        let fitting = Self::fitting(column, largest, difference.mean, difference.t);
        // What is told apart from zero has no end that is written as zero.
        let (low, high) = difference.t.unwrap_or_default();
        let smallest = if low * high > 0.0 { low.abs().min(high.abs()) * fitting.factor } else { return fitting };
        let seen = |places: &usize| smallest * libm::pow(10.0, *places as f64) >= 0.5;
        Self { places: (fitting.places..MOST_PLACES).find(seen).unwrap_or(MOST_PLACES), ..fitting }
    }

    /// That of a number of a column with its interval, beside values up to the `largest`: as many places as the interval is
    /// known to.
    pub fn fitting(column: &Column, largest: f64, mean: f64, interval: Option<(f64, f64)>) -> Self {
        let (factor, places, unit) = match column.unit {
            "share" => (100.0, 1, "points"),
            "level 0-1" | "-1 to 1" | "coefficient" | "ratio" | "ses" => (1.0, 3, ""),
            unit if largest <= 1.0 => (1.0, 3, unit),
            unit if largest < 100.0 => (1.0, 1, unit),
            unit => (1.0, 0, unit),
        };
        let width = interval.map_or(0.0, |(low, high)| high - low);
        let step = factor * if width > 0.0 { width } else { mean.abs() };
        let fine = |places: &usize| step * libm::pow(10.0, *places as f64) >= STEPS;
        let most =
            if interval.is_some_and(|(low, high)| low <= 0.0 && high >= 0.0) { places + MORE } else { MOST_PLACES };
        let places = if step > 0.0 { (places..most).find(fine).unwrap_or(most) } else { places };
        Self { factor, places, unit }
    }

    /// A number; no minus before what rounds to zero.
    pub fn plain(&self, value: f64) -> String {
        let text = self.signed(value);
        text.strip_prefix('+').map(str::to_owned).unwrap_or(text)
    }

    /// A number with its sign.
    pub fn signed(&self, value: f64) -> String {
        super::signed(value * self.factor, self.places)
    }

    /// An interval in brackets.
    pub fn interval(&self, (low, high): (f64, f64)) -> String {
        format!("[{}, {}]", self.plain(low), self.plain(high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(reference: f64, mean: f64, t: Option<(f64, f64)>) -> Difference {
        Difference {
            replicates: 30,
            reference,
            arm: reference + mean,
            mean,
            t,
            bca: None,
            effect: None,
            same_sign: 30,
            p: None,
            holm: None,
            variance_ratio: None,
            split: None,
        }
    }

    fn said(name: &str, difference: &Difference) -> String {
        verdict(Question::parse(name).expect("a question"), difference, Language::En)
    }

    #[test]
    fn a_verdict_is_told_in_chinese() {
        let said = |name: &str, difference: &Difference| {
            verdict(Question::parse(name).expect("a question"), difference, Language::Zh)
        };
        let share = Difference { holm: Some(0.0001), ..difference(0.5, 0.041, Some((0.032, 0.05))) };
        assert_eq!(
            said("resolution_rate", &share),
            "解决率（占办结案件）：+4.1 个百分点 [3.2, 5.0]，30 个种子中 30 个方向一致，Holm p < 0.001"
        );
        let unclear = Difference { same_sign: 17, ..difference(912.0, 3.0, Some((-4.0, 10.0))) };
        assert_eq!(
            said("backlog:ses_low", &unclear),
            "积压（低地位组）：看不出差异，+3 件 [-4, 10]，30 个种子中 17 个方向一致"
        );
        let weak = Difference { holm: Some(0.08), ..difference(0.5, 0.04, Some((0.001, 0.08))) };
        assert!(said("gain", &weak).ends_with("；经 Holm 校正后不显著（p = 0.080）"), "{}", said("gain", &weak));
        assert_eq!(said("gain", &difference(0.5, 0.0, None)), "获得感：完全相同");
    }

    #[test]
    fn shares_are_told_in_points_and_levels_as_they_are() {
        let share = difference(0.5, 0.041, Some((0.032, 0.05)));
        assert_eq!(
            said("resolution_rate", &share),
            "Resolution rate (of closed cases): +4.1 points [3.2, 5.0], 30 of 30 seeds agree"
        );
        let level = difference(0.5, -0.0412, Some((-0.05, -0.032)));
        assert_eq!(
            said("trust_government", &level),
            "Trust in government: -0.041 [-0.050, -0.032], 30 of 30 seeds agree"
        );
        let count = difference(912.4, 10.26, Some((5.0, 15.5)));
        assert_eq!(said("backlog", &count), "Backlog: +10 cases [5, 16], 30 of 30 seeds agree");
        let narrow = difference(912.4, -4.1, Some((-4.4, -3.8)));
        assert!(said("backlog", &narrow).contains("-4.1 cases [-4.4, -3.8]"), "{}", said("backlog", &narrow));
    }

    #[test]
    fn an_interval_with_zero_in_it_tells_no_difference() {
        let unclear = Difference { same_sign: 17, ..difference(0.5, 0.003, Some((-0.004, 0.01))) };
        let text =
            "Voice rate (of new needs): no difference can be told, +0.3 points [-0.4, 1.0], 17 of 30 seeds agree";
        assert_eq!(said("voice_rate", &unclear), text);
        assert_eq!(finding(&difference(0.5, 0.1, Some((0.0, 0.2)))), Finding::Unclear);
    }

    #[test]
    fn identical_arms_are_exactly_the_same() {
        assert_eq!(said("gain", &difference(0.5, 0.0, Some((0.0, 0.0)))), "Gain: exactly the same");
        assert_eq!(finding(&difference(0.5, 0.0, None)), Finding::Same);
        assert_eq!(finding(&difference(0.5, 0.0, Some((-0.1, 0.1)))), Finding::Unclear);
    }

    #[test]
    fn one_seed_and_no_values_are_said_to_be_that() {
        let one = Difference { replicates: 1, same_sign: 1, ..difference(0.5, 0.1, None) };
        assert_eq!(said("gain", &one), "Gain: +0.100 with one seed, which may be luck");
        let none = Difference { replicates: 0, ..difference(f64::NAN, f64::NAN, None) };
        assert_eq!(said("gain", &none), "Gain: no values to compare");
    }

    #[test]
    fn primary_outcomes_are_told_with_holms_adjustment() {
        let strong = Difference { holm: Some(0.0001), ..difference(0.5, 0.04, Some((0.03, 0.05))) };
        assert!(said("gain", &strong).ends_with("agree, Holm p < 0.001"));
        let weak = Difference { holm: Some(0.08), ..difference(0.5, 0.04, Some((0.001, 0.08))) };
        assert!(said("gain", &weak).ends_with("agree; not significant after Holm's adjustment (p = 0.080)"));
    }

    #[test]
    fn what_is_told_apart_from_zero_is_not_written_as_zero() {
        let small = difference(0.5, 0.00004, Some((0.00003, 0.00005)));
        assert!(said("gain", &small).starts_with("Gain: +0.000040 [0.000030, 0.000050]"), "{}", said("gain", &small));
        let around = difference(29.0, 0.06, Some((-0.03, 0.14)));
        assert!(said("requests", &around).contains("+0.06 per round [-0.03, 0.14]"), "{}", said("requests", &around));
        let barely = difference(0.5, 0.000_003, Some((0.000_000_2, 0.000_006)));
        assert!(
            said("gain", &barely).starts_with("Gain: +0.0000030 [0.0000002, 0.0000060]"),
            "{}",
            said("gain", &barely)
        );
        let noise = difference(0.5, -0.00001, Some((-0.00002, 0.00002)));
        assert!(said("gain", &noise).contains("-0.00001 [-0.00002, 0.00002]"), "{}", said("gain", &noise));
    }
}
