//! Elementary functions that give the same bits on every platform, and the updates that the model is written in.
//!
//! The functions of std differ between platforms; everything that reaches a result comes from the crate libm.
//! `clippy.toml` forbids the others.

/// Natural exponential.
pub fn exp(x: f32) -> f32 {
    libm::expf(x)
}

/// Natural logarithm.
pub fn ln(x: f32) -> f32 {
    libm::logf(x)
}

/// The logistic function `1 / (1 + e^-x)`.
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The bracket `[x]` of the equations: clamps to `[0, 1]`.
pub fn unit(x: f32) -> f32 {
    x.clamp(0.0, 1.0)
}

/// The update `state ⇐ rate (target)`: moves a state the part `rate` of the way towards `target`.
pub fn toward(state: f32, rate: f32, target: f32) -> f32 {
    state + rate * (target - state)
}

/// The same after `events` events of mean `target` in one round: `state + (1 - (1 - rate)^events) (target - state)`.
pub fn toward_each(state: f32, rate: f32, events: u32, target: f32) -> f32 {
    toward(state, 1.0 - power(1.0 - rate, events), target)
}

/// A whole power by repeated multiplication, the same on every platform.
pub fn power(base: f32, exponent: u32) -> f32 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// The mean of some values, none for no values; summed in order in double precision.
pub fn mean(values: impl IntoIterator<Item = f32>) -> Option<f32> {
    let (count, sum) = values.into_iter().fold((0u32, 0.0f64), |(n, sum), x| (n + 1, sum + f64::from(x)));
    (count > 0).then(|| (sum / f64::from(count)) as f32)
}

/// The sum of a column in double precision, in eight fixed lanes: as fast as it can be read, and always the same.
pub fn sum(column: &[f32]) -> f64 {
    sum_of(column, |value| value)
}

/// The sum of a function of a column's values, in the same way.
pub fn sum_of(column: &[f32], of: impl Fn(f32) -> f32) -> f64 {
    let mut lanes = [0.0f64; 8];
    let chunks = column.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        (0..8).for_each(|lane| lanes[lane] += f64::from(of(chunk[lane])));
    }
    (0..rest.len()).for_each(|lane| lanes[lane] += f64::from(of(rest[lane])));
    lanes.iter().sum()
}

/// The mean of a column, `otherwise` if it is empty.
pub fn mean_of(column: &[f32], otherwise: f32) -> f32 {
    if column.is_empty() { otherwise } else { (sum(column) / column.len() as f64) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_events_equal_the_same_event_repeated() {
        let repeated = (0..5).fold(0.3, |state, _| toward(state, 0.1, 0.8));
        assert!((toward_each(0.3, 0.1, 5, 0.8) - repeated).abs() < 1e-6);
        assert_eq!(toward_each(0.3, 0.1, 0, 0.8), 0.3);
    }

    #[test]
    fn the_logistic_function_is_bounded_and_symmetric() {
        assert_eq!(logistic(0.0), 0.5);
        assert!(logistic(-200.0) >= 0.0 && logistic(200.0) <= 1.0);
        assert!((logistic(1.3) + logistic(-1.3) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_sum_in_lanes_is_the_sum() {
        let column: Vec<f32> = (0..21).map(|i| i as f32).collect();
        assert_eq!(sum(&column), 210.0);
        assert_eq!(sum_of(&column, |x| 2.0 * x), 420.0);
        assert_eq!(mean_of(&column, 0.0), 10.0);
        assert_eq!(mean_of(&[], 0.5), 0.5);
    }

    #[test]
    fn the_mean_of_nothing_is_missing() {
        assert_eq!(mean([]), None);
        assert_eq!(mean([0.25, 0.75]), Some(0.5));
    }
}
