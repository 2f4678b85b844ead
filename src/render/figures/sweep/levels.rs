//! The levels of a factor: numbers along a scale, or names beside each other.

use toml::Value;

use super::SweepFactor;
use crate::parameters;
use crate::render::figures::scale::{self, Axis};
use crate::render::figures::sheet::{Ruler, middle};
use crate::scenario::registry::registry;
use crate::study::design::Role;

/// A factor with at most so many different numbers has levels; with more it is continuous and is put into bins.
const MOST_LEVELS: usize = 12;
/// Bins of a continuous factor in main effects.
pub const BINS: usize = 6;
/// Numbers that span so many times their least are shown on a logarithmic scale, if they are spaced for one.
const DECADES: f64 = 50.0;

/// A factor by point.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Its key.
    pub key: String,
    /// What it is, if that is to be told.
    pub role: Option<Role>,
    /// What the key means, in a few words; empty for what is no key of a scenario.
    pub meaning: String,
    /// Whether it is a share, written in percent.
    pub percent: bool,
    /// The value at each point: the number, or the position of its name.
    pub places: Vec<f64>,
    kind: LevelKind,
}

#[derive(Clone, Debug, PartialEq)]
enum LevelKind {
    /// Numbers, in ascending order and each once.
    Numbers { distinct: Vec<f64>, log: bool },
    /// Names, in order of appearance.
    Names(Vec<String>),
}

/// Points of about one level.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// What it is called.
    pub label: String,
    /// The points, by number.
    pub points: Vec<usize>,
}

impl Levels {
    /// The levels of a factor.
    pub fn of(factor: &SweepFactor) -> Self {
        let numbers: Option<Vec<f64>> = factor.values.iter().map(number).collect();
        let (places, kind) = numbers.map_or_else(|| named(&factor.values), numbered);
        let (meaning, unit) = registry().get(&factor.key).map_or(("", ""), |known| (known.meaning.en, known.unit));
        let meaning = meaning.trim_end_matches('.').to_owned();
        Self { key: factor.key.clone(), role: factor.role, meaning, percent: scale::is_share(unit), places, kind }
    }

    /// Whether there is more than one.
    pub fn vary(&self) -> bool {
        self.count() > 1
    }

    /// Number of different levels.
    pub fn count(&self) -> usize {
        match &self.kind {
            LevelKind::Numbers { distinct, .. } => distinct.len(),
            LevelKind::Names(names) => names.len(),
        }
    }

    /// Whether they are numbers.
    pub fn are_numbers(&self) -> bool {
        matches!(self.kind, LevelKind::Numbers { .. })
    }

    /// Whether each has points of its own, as in a factorial design.
    pub fn are_discrete(&self) -> bool {
        !self.are_numbers() || self.count() <= MOST_LEVELS
    }

    /// The position of the level of a point among the levels.
    pub fn index(&self, point: usize) -> usize {
        match &self.kind {
            LevelKind::Numbers { distinct, .. } => distinct.partition_point(|&value| value < self.places[point]),
            LevelKind::Names(_) => self.places[point] as usize,
        }
    }

    /// What each level is called.
    pub fn labels(&self) -> Vec<String> {
        match &self.kind {
            LevelKind::Numbers { distinct, .. } => distinct.iter().map(|&value| self.text(value, 3)).collect(),
            LevelKind::Names(names) => names.clone(),
        }
    }

    /// Where a point lies between 0 and 1: numbers along their scale with a little room at the ends, names side by side.
    pub fn share(&self, point: usize) -> f64 {
        match &self.kind {
            LevelKind::Numbers { log, .. } => {
                let axis = self.axis();
                let value = scaled(self.places[point], *log);
                (value - axis.low) / (axis.high - axis.low)
            }
            LevelKind::Names(names) => middle(self.places[point] as usize, names.len()),
        }
    }

    /// A value of the factor in so many significant digits, in percent where it is a share.
    fn text(&self, value: f64, digits: i32) -> String {
        if self.percent { format!("{} %", rounded(100.0 * value, digits)) } else { rounded(value, digits) }
    }

    /// What is written along the scale: at the values of the design, of many at round numbers.
    pub fn ruler(&self) -> Ruler {
        match &self.kind {
            LevelKind::Numbers { distinct, log } if self.are_discrete() => {
                let (axis, labels) = (self.axis(), self.labels());
                let share = |value: f64| (scaled(value, *log) - axis.low) / (axis.high - axis.low);
                Ruler { ticks: distinct.iter().map(|&value| share(value)).zip(labels).collect() }
            }
            LevelKind::Numbers { log: false, .. } => Ruler::of(&self.axis()),
            LevelKind::Numbers { .. } => {
                let axis = self.axis();
                let share = |tick: f64| (tick - axis.low) / (axis.high - axis.low);
                let tick = |&tick: &f64| (share(tick), self.text(libm::pow(10.0, tick), 3));
                Ruler { ticks: axis.ticks.iter().filter(|tick| tick.fract() == 0.0).map(tick).collect() }
            }
            LevelKind::Names(names) => Ruler::words(names),
        }
    }

    /// The axis of numbers, of their logarithms where the scale is logarithmic: from one to the next power of ten.
    fn axis(&self) -> Axis {
        match &self.kind {
            LevelKind::Numbers { distinct, log: true } => {
                let low = distinct.first().map_or(0.0, |&least| libm::log10(least).floor());
                let high = distinct.last().map_or(1.0, |&most| libm::log10(most).ceil()).max(low + 1.0);
                let ticks = (0..=(high - low) as u32).map(|step| low + f64::from(step)).collect();
                Axis { low, high, ticks, percent: false }
            }
            _ => Axis { percent: self.percent, ..scale::around(self.places.iter().copied()) },
        }
    }

    /// The points by level; where there are many levels, by bins of about as many points each, called by their median.
    pub fn bins(&self, most: usize) -> Vec<Bin> {
        if self.are_discrete() {
            let mut bins: Vec<Bin> = self.labels().into_iter().map(|label| Bin { label, points: Vec::new() }).collect();
            (0..self.places.len()).for_each(|point| bins[self.index(point)].points.push(point));
            return bins;
        }
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by(|&a, &b| self.places[a].total_cmp(&self.places[b]));
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); most];
        let mut part = 0;
        for (rank, &point) in order.iter().enumerate() {
            // Points of the same value stay together.
            if rank == 0 || self.places[order[rank - 1]] < self.places[point] {
                part = rank * most / order.len();
            }
            parts[part].push(point);
        }
        parts.retain(|points| !points.is_empty());
        let bin = |points: Vec<usize>| Bin { label: self.text(self.places[points[points.len() / 2]], 2), points };
        parts.into_iter().map(bin).collect()
    }

    /// The bin of a point among so many of equal width on the scale.
    pub fn bin(&self, point: usize, of: usize) -> usize {
        let (low, high, log) = self.ends();
        let share = (scaled(self.places[point], log) - low) / (high - low);
        ((share * of as f64) as usize).min(of - 1)
    }

    /// What a bin is called: its middle.
    pub fn bin_label(&self, bin: usize, of: usize) -> String {
        let (low, high, log) = self.ends();
        let value = low + middle(bin, of) * (high - low);
        self.text(if log { libm::pow(10.0, value) } else { value }, 2)
    }

    fn ends(&self) -> (f64, f64, bool) {
        match &self.kind {
            LevelKind::Numbers { distinct, log } => {
                let end = |value: Option<&f64>| value.map_or(0.0, |&value| scaled(value, *log));
                (end(distinct.first()), end(distinct.last()), *log)
            }
            LevelKind::Names(names) => (0.0, names.len() as f64, false),
        }
    }
}

fn scaled(value: f64, log: bool) -> f64 {
    if log { libm::log10(value) } else { value }
}

fn number(value: &Value) -> Option<f64> {
    parameters::number(value).filter(|number| number.is_finite())
}

fn numbered(places: Vec<f64>) -> (Vec<f64>, LevelKind) {
    let mut distinct = places.clone();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    let log = is_spaced_by_factors(&distinct);
    (places, LevelKind::Numbers { distinct, log })
}

/// Whether numbers span decades and their middle lies nearer to the geometric mean of the ends than to the arithmetic.
fn is_spaced_by_factors(distinct: &[f64]) -> bool {
    let [least, .., most] = distinct else { return false };
    let median = distinct[distinct.len() / 2];
    *least > 0.0 && most / least >= DECADES && median < ((least * most).sqrt() * (least + most) / 2.0).sqrt()
}

fn named(values: &[Value]) -> (Vec<f64>, LevelKind) {
    let mut names: Vec<String> = Vec::new();
    let place = |value: &Value| {
        let name = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let known = names.iter().position(|other| *other == name);
        known.unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        }) as f64
    };
    let places = values.iter().map(place).collect();
    (places, LevelKind::Names(names))
}

/// A number in so many significant digits, without zeros at its end.
fn rounded(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let power = libm::log10(value.abs()).floor() as i32;
    if !(-5..7).contains(&power) {
        return format!("{value:.1e}");
    }
    let text = format!("{value:.*}", (digits - 1 - power).max(0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(values: impl IntoIterator<Item = impl Into<Value>>) -> Levels {
        Levels::of(&SweepFactor { key: "a.b".into(), role: None, values: values.into_iter().map(Into::into).collect() })
    }

    #[test]
    fn numbers_lie_along_their_scale_and_names_side_by_side() {
        let numbers = levels([0.5, 0.0, 1.0]);
        assert_eq!((0..3).map(|point| numbers.share(point)).collect::<Vec<_>>(), [0.5, 0.0, 1.0]);
        assert_eq!((0..3).map(|point| numbers.index(point)).collect::<Vec<_>>(), [1, 0, 2]);
        let names = levels(["talks", "forum", "talks"]);
        assert_eq!((0..3).map(|point| names.share(point)).collect::<Vec<_>>(), [0.25, 0.75, 0.25]);
        assert_eq!(names.labels(), ["talks", "forum"]);
        assert!(!levels([0.2, 0.2]).vary());
    }

    #[test]
    fn numbers_spaced_by_factors_have_a_logarithmic_scale() {
        let spaced = levels([0.001, 0.01, 0.1, 1.0]);
        let texts: Vec<String> = spaced.ruler().ticks.into_iter().map(|tick| tick.1).collect();
        assert_eq!(texts, ["0.001", "0.01", "0.1", "1"]);
        assert!((spaced.share(1) - 1.0 / 3.0).abs() < 1e-12);
        let even = levels([1.0, 250.0, 500.0, 750.0, 1000.0]);
        assert!((even.share(2) - 0.5).abs() < 0.01);
    }

    #[test]
    fn many_numbers_are_put_into_bins_that_hold_every_point_once() {
        let many = levels((0..100).map(|step| f64::from(step) / 99.0));
        let bins = many.bins(4);
        assert_eq!(bins.iter().map(|bin| bin.points.len()).collect::<Vec<_>>(), [25, 25, 25, 25]);
        assert_eq!([&bins[0].label, &bins[3].label], ["0.12", "0.88"]);
        assert_eq!(levels([3, 1, 1]).bins(4)[0], Bin { label: "1".into(), points: vec![1, 2] });
    }

    #[test]
    fn the_values_of_a_design_are_told_and_shares_in_percent() {
        let factor = |key: &str| {
            let values = [0.0, 0.02, 0.06, 0.12].map(toml::Value::from).to_vec();
            Levels::of(&SweepFactor { key: key.into(), role: None, values })
        };
        let shares = factor("budget.technology");
        let told: Vec<String> = shares.ruler().ticks.into_iter().map(|tick| tick.1).collect();
        assert_eq!(told, ["0 %", "2 %", "6 %", "12 %"]);
        assert_eq!(shares.ruler().ticks[2].0, shares.share(2));
        assert!(shares.meaning.contains("platform"), "{}", shares.meaning);
        assert_eq!(factor("a.b").labels(), ["0", "0.02", "0.06", "0.12"]);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0.0, 0.05, 12.0, 1234.5, 0.123_456].map(|value| rounded(value, 3)),
            ["0", "0.05", "12", "1234", "0.123"]
        );
    }
}
