//! Axes: limits, ticks, and the text of ticks.

use crate::calendar::{QUARTER, YEAR};

/// An axis from `low` to `high`.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Lower limit.
    pub low: f64,
    /// Upper limit, above the lower.
    pub high: f64,
    /// Where numbers stand.
    pub ticks: Vec<f64>,
    /// Whether they are written as percent.
    pub percent: bool,
}

/// Values that differ by less, relative to their size, are one value.
const SAME: f64 = 1e-9;

/// Whether values of that unit are shares, shown as percent.
pub fn is_share(unit: &str) -> bool {
    unit.starts_with("share")
}

/// Whether values of that unit lie between 0 and 1.
pub fn is_bounded(unit: &str) -> bool {
    is_share(unit) || is_level(unit)
}

fn is_level(unit: &str) -> bool {
    unit.contains("0-1") && !unit.contains("-1-1")
}

/// The vertical axis for values of a unit: levels within 0 to 1, shares from 0 to a round share, others to round numbers,
/// from 0 where none is below.
pub fn vertical(unit: &str, values: impl Iterator<Item = f64>) -> Axis {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let finite = values.filter(|value| value.is_finite());
    let (least, high) = finite.fold(none, |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    let low = least.min(0.0);
    let high = if high - low > 1e-9 { high } else { low + 1.0 };
    let percent = is_share(unit);
    if low >= 0.0 && high <= 1.0 + 1e-9 && is_level(unit) {
        return level_axis(least, high);
    }
    if percent && low >= 0.0 && high <= 1.0 + 1e-9 {
        let top = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().find(|&top| top >= high).unwrap_or(1.0);
        return round_axis(0.0, top, true);
    }
    round_axis(low, high, percent)
}

/// The axis for differences: to round numbers on both sides of zero, or on the one that has any.
pub fn around_zero(values: impl Iterator<Item = f64>) -> Axis {
    let finite = values.filter(|value| value.is_finite());
    let (low, high) = finite.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    if high - low > 1e-9 { round_axis(low, high, false) } else { round_axis(-1.0, 1.0, false) }
}

/// The axis for markers, which need no zero: what these values take of their unit.
pub fn near(unit: &str, values: impl Iterator<Item = f64>) -> Axis {
    let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
    let constant = !values.is_empty() && high - low <= SAME * high.abs().max(low.abs()).max(SAME);
    let axis = if constant { around_one(unit, low) } else { around(values.into_iter()) };
    Axis { percent: is_share(unit), ..axis }
}

/// The axis that these values need and no more.
pub fn around(values: impl Iterator<Item = f64>) -> Axis {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let finite = values.filter(|value| value.is_finite());
    let (low, high) = finite.fold(none, |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    match high - low {
        span if span > 1e-9 * high.abs().max(low.abs()) => round_axis(low, high, false),
        _ if low.is_finite() => round_axis(low - 0.5, low + 0.5, false),
        _ => round_axis(0.0, 1.0, false),
    }
}

/// An axis for one value alone: within what the unit allows, and below zero only if it is.
fn around_one(unit: &str, value: f64) -> Axis {
    let half = if is_bounded(unit) { 0.05 } else { (0.1 * value.abs()).max(1.0) };
    let low = if value >= 0.0 { (value - half).max(0.0) } else { value - half };
    let high = if is_bounded(unit) && value <= 1.0 { (value + half).min(1.0) } else { value + half };
    round_axis(low, high, false)
}

/// A part of 0 to 1, half of it at least, so that small changes are seen yet look small.
fn level_axis(low: f64, high: f64) -> Axis {
    if low > high {
        return round_axis(0.0, 1.0, false);
    }
    let lack = (0.5 - (high - low)).max(0.0) / 2.0;
    let first = (((low - lack) * 10.0 + 1e-9).floor() / 10.0).clamp(0.0, 0.5);
    let last = (((high + lack) * 10.0 - 1e-9).ceil() / 10.0).clamp(first + 0.5, 1.0);
    let tenths = (first * 10.0).round() as u32..=(last * 10.0).round() as u32;
    Axis { low: first, high: last, ticks: tenths.map(|tenth| f64::from(tenth) / 10.0).collect(), percent: false }
}

/// Widens limits to multiples of a round step that gives four to six intervals.
fn round_axis(low: f64, high: f64, percent: bool) -> Axis {
    let step = round_step((high - low) / 5.0);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil().max(first + 1.0);
    let ticks = (0..=(last - first) as u32).map(|number| (first + f64::from(number)) * step).collect();
    Axis { low: first * step, high: last * step, ticks, percent }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below.
fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(least).floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= least * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// The rounds that numbers stand at: quarters and years where the run is long.
pub fn rounds(count: usize, most: usize) -> Vec<usize> {
    let (year, quarter) = (YEAR as usize, QUARTER as usize);
    let years = [1, 2, 5, 10, 20, 100, 500].map(|years| years * year);
    let mut steps = [1, 2, 5, quarter, 2 * quarter].into_iter().chain(years);
    let last = count.saturating_sub(1);
    let step = steps.find(|step| last / step < most).unwrap_or(last.max(1));
    (0..=last).step_by(step).collect()
}

/// The text of a value between the numbers of an axis, more exact by one digit.
pub fn value_text(axis: &Axis, value: f64) -> String {
    let step = axis.ticks.get(1).map_or(1.0, |second| second - axis.ticks[0]) / 10.0;
    let finer = Axis { ticks: vec![0.0, libm::pow(10.0, libm::log10(step).floor().max(-6.0))], ..axis.clone() };
    tick_text(&finer, value)
}

/// The text of a value that is known within so much: no digits that this leaves open.
pub fn text_within(axis: &Axis, value: f64, half: f64) -> String {
    if half <= 0.0 {
        return value_text(axis, value);
    }
    let step = libm::pow(10.0, libm::log10(half / 3.0).floor().max(-6.0));
    tick_text(&Axis { ticks: vec![0.0, step], ..axis.clone() }, value)
}

/// The text of a number at an axis.
pub fn tick_text(axis: &Axis, value: f64) -> String {
    if value.abs() >= 1e9 {
        return format!("{value:.1e}");
    }
    let factor = if axis.percent { 100.0 } else { 1.0 };
    let step = axis.ticks.get(1).map_or(1.0, |second| second - axis.ticks[0]) * factor;
    let places = (0..6).find(|&places| is_whole(step * libm::pow(10.0, f64::from(places)))).unwrap_or(6) as usize;
    let text = format!("{:.places$}", value * factor + 0.0);
    let text = if value.abs() >= 10_000.0 && places == 0 { grouped(&text) } else { text };
    if axis.percent { format!("{text} %") } else { text }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6 * value.abs().max(1e-6)
}

/// Thousands apart, by a thin space.
fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let length = digits.len();
    let apart =
        |(position, digit)| [Some('\u{2009}').filter(|_| position > 0 && (length - position) % 3 == 0), Some(digit)];
    sign.chars().chain(digits.chars().enumerate().flat_map(apart).flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(unit: &str, values: &[f64]) -> Axis {
        vertical(unit, values.iter().copied())
    }

    fn texts(axis: &Axis) -> Vec<String> {
        axis.ticks.iter().map(|&tick| tick_text(axis, tick)).collect()
    }

    #[test]
    fn levels_span_half_of_0_to_1_at_least_and_shares_go_to_a_round_percentage() {
        assert_eq!(texts(&axis("level 0-1", &[0.3, 0.4])), ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]);
        let whole = axis("level 0-1", &[0.05, 0.97]);
        assert_eq!((whole.low, whole.high), (0.0, 1.0));
        assert_eq!(axis("level 0-1", &[1.0]).low, 0.5);
        assert_eq!(axis("share", &[0.13]).high, 0.2);
        assert_eq!(texts(&axis("share", &[0.7, 0.9])).last().unwrap(), "100 %");
    }

    #[test]
    fn counts_end_at_a_round_number() {
        assert_eq!(
            texts(&axis("cases", &[12.0, 43_210.0])),
            ["0", "10\u{2009}000", "20\u{2009}000", "30\u{2009}000", "40\u{2009}000", "50\u{2009}000"]
        );
        assert!((axis("level", &[-0.12, 0.07]).low + 0.15).abs() < 1e-12);
    }

    #[test]
    fn astronomic_numbers_are_short() {
        let axis = axis("cases", &[1e300]);
        assert_eq!(tick_text(&axis, axis.high), "1.0e300");
    }

    #[test]
    fn no_values_or_equal_values_still_give_an_axis() {
        for values in [&[][..], &[f64::NAN], &[0.0], &[-3.0, -3.0], &[1e300], &[5e-324]] {
            let axis = axis("cases", values);
            assert!(axis.high > axis.low && axis.ticks.len() >= 2, "{values:?}: {axis:?}");
        }
    }

    #[test]
    fn a_constant_has_an_axis_of_values_that_can_be() {
        let ends =
            |unit: &str, value: f64| (near(unit, [value; 3].into_iter()).low, near(unit, [value; 3].into_iter()).high);
        let close = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 1e-9 && (b - d).abs() < 1e-9;
        assert!(close(ends("share", 0.0), (0.0, 0.05)), "{:?}", ends("share", 0.0));
        assert!(close(ends("level 0-1", 1.0), (0.95, 1.0)), "{:?}", ends("level 0-1", 1.0));
        assert!(close(ends("cases", 0.0), (0.0, 1.0)));
        assert!(ends("cases", 800.0).0 > 600.0 && ends("cases", 800.0).1 < 1000.0);
    }

    #[test]
    fn digits_follow_what_is_known() {
        let axis = near("level 0-1", [0.5943, 0.5948].into_iter());
        assert_eq!([text_within(&axis, 0.594_573, 0.0084), text_within(&axis, 0.0084, 0.0084)], ["0.595", "0.008"]);
        let cases = near("cases", [20.0, 23.2].into_iter());
        assert_eq!([text_within(&cases, 23.17, 5.2), text_within(&cases, 23.17, 1.3)], ["23", "23.2"]);
    }

    #[test]
    fn rounds_are_marked_by_years_where_there_are_years() {
        assert_eq!(rounds(364, 8), [0, 52, 104, 156, 208, 260, 312]);
        assert_eq!(rounds(1, 8), [0]);
        assert_eq!(rounds(5, 8), [0, 1, 2, 3, 4]);
        assert_eq!(rounds(0, 8), [0]);
    }
}
