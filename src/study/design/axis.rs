//! What a factor can be: some values, or an interval; and the shares of a simplex, which are several factors at once.

use toml::Value;

use super::Simplex;

/// A factor, or several that depend on each other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Axis {
    /// One of these values.
    Values(Vec<Value>),
    /// A number of an interval.
    Interval(Interval),
    /// Shares with a fixed sum.
    Simplex(Simplex),
}

/// Numbers from one to another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Interval {
    /// The lowest.
    pub(crate) from: f64,
    /// The highest.
    pub(crate) to: f64,
    /// Whether only whole numbers are meant.
    pub(crate) whole: bool,
    /// How they are spread.
    pub(crate) scale: Scale,
    /// Number of levels in a design of levels.
    pub(crate) steps: u32,
}

crate::names! {
    /// How numbers are spread over an interval.
    pub(crate) enum Scale {
        /// Evenly.
        Linear = "linear" "线性",
        /// Evenly in their logarithm.
        Log = "log" "对数",
    }
}

impl Axis {
    /// Uniforms that a point takes.
    pub(crate) fn dimensions(&self) -> usize {
        match self {
            Axis::Values(_) | Axis::Interval(_) => 1,
            Axis::Simplex(simplex) => simplex.dimensions(),
        }
    }

    /// The values at uniforms in `[0, 1)`, one for each dimension.
    pub(crate) fn at(&self, uniforms: &[f64]) -> Vec<Value> {
        let first = uniforms.first().copied().unwrap_or_default();
        match self {
            Axis::Values(values) => {
                let position = (first * values.len() as f64) as usize;
                values.get(position.min(values.len().saturating_sub(1))).cloned().into_iter().collect()
            }
            Axis::Interval(interval) => vec![interval.at(first)],
            Axis::Simplex(simplex) => simplex.at(uniforms).into_iter().map(Value::Float).collect(),
        }
    }

    /// The levels, in order.
    pub(crate) fn levels(&self) -> Vec<Vec<Value>> {
        match self {
            Axis::Values(values) => values.iter().map(|value| vec![value.clone()]).collect(),
            Axis::Interval(interval) => interval.levels().into_iter().map(|value| vec![value]).collect(),
            Axis::Simplex(simplex) => {
                simplex.lattice().into_iter().map(|shares| shares.into_iter().map(Value::Float).collect()).collect()
            }
        }
    }

    /// How many levels there are; too many to count is the largest number.
    pub(crate) fn count(&self) -> u64 {
        match self {
            Axis::Values(values) => values.len() as u64,
            Axis::Interval(interval) => interval.steps.into(),
            Axis::Simplex(simplex) => simplex.count(),
        }
    }
}

impl Interval {
    /// The number at a uniform in `[0, 1)`. Every whole number has the same part of it on a linear scale.
    fn at(&self, uniform: f64) -> Value {
        if self.whole {
            let number = self.between(self.from, self.to + 1.0, uniform).floor();
            return Value::Integer(number.clamp(self.from, self.to) as i64);
        }
        Value::Float(neat(self.between(self.from, self.to, uniform)).clamp(self.from, self.to))
    }

    /// As many levels as there are steps, both ends among them.
    fn levels(&self) -> Vec<Value> {
        let last = self.steps.saturating_sub(1).max(1);
        let level = |step: u32| match step {
            0 => self.from,
            step if step == last => self.to,
            step => neat(self.between(self.from, self.to, f64::from(step) / f64::from(last))),
        };
        let value = |x: f64| if self.whole { Value::Integer(x.round() as i64) } else { Value::Float(x) };
        (0..self.steps).map(|step| value(level(step))).collect()
    }

    /// Whether levels were moved to whole numbers, so that they do not lie evenly.
    pub(crate) fn is_rounded(&self) -> bool {
        let step = (self.to - self.from) / f64::from(self.steps.saturating_sub(1).max(1));
        self.whole && self.steps > 2 && (self.scale == Scale::Log || step.fract() != 0.0)
    }

    fn between(&self, from: f64, to: f64, part: f64) -> f64 {
        match self.scale {
            Scale::Linear => from + part * (to - from),
            Scale::Log => libm::exp(libm::log(from) + part * (libm::log(to) - libm::log(from))),
        }
    }
}

/// Rounded to nine digits, so that tables stay neat.
fn neat(x: f64) -> f64 {
    format!("{x:.8e}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(from: f64, to: f64, whole: bool, scale: Scale, steps: u32) -> Axis {
        Axis::Interval(Interval { from, to, whole, scale, steps })
    }

    fn numbers(values: &[Vec<Value>]) -> Vec<f64> {
        let number = |value: &Value| crate::parameters::number(value).expect("a number");
        values.iter().map(|level| number(&level[0])).collect()
    }

    #[test]
    fn levels_are_even_neat_and_include_both_ends() {
        let linear = interval(0.0, 1.0, false, Scale::Linear, 11).levels();
        assert_eq!(numbers(&linear), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]);
        let log = interval(0.01, 100.0, false, Scale::Log, 5).levels();
        assert_eq!(numbers(&log), [0.01, 0.1, 1.0, 10.0, 100.0]);
        let whole = interval(1.0, 10.0, true, Scale::Linear, 4).levels();
        assert_eq!(whole, [1, 4, 7, 10].map(|n| vec![Value::Integer(n)]));
    }

    #[test]
    fn every_value_and_every_whole_number_has_the_same_part_of_the_uniforms() {
        let whole = interval(3.0, 6.0, true, Scale::Linear, 0);
        let at = |axis: &Axis| numbers(&(0..8).map(|i| axis.at(&[f64::from(i) / 8.0])).collect::<Vec<_>>());
        assert_eq!(at(&whole), [3.0, 3.0, 4.0, 4.0, 5.0, 5.0, 6.0, 6.0]);
        let values = Axis::Values([1.5, 2.5].map(Value::Float).to_vec());
        assert_eq!(at(&values), [1.5, 1.5, 1.5, 1.5, 2.5, 2.5, 2.5, 2.5]);
        let log = interval(1.0, 256.0, false, Scale::Log, 0);
        assert_eq!(at(&log), [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]);
    }
}
