//! The interval of a share by Wilson's score (Wilson 1927, Journal of the American Statistical Association 22: 209-212).

use statrs::distribution::{ContinuousCDF, Normal};

/// The interval of the share of `held` out of `of` at a confidence level; it lies within 0 and 1 and is no point even where all
/// or none held. None of none, or where the level is none.
pub fn share_interval(held: usize, of: usize, confidence: f64) -> Option<(f64, f64)> {
    if of == 0 || held > of || !(0.0..1.0).contains(&confidence) {
        return None;
    }
    let z = Normal::standard().inverse_cdf(0.5 + confidence / 2.0);
    let (n, share) = (of as f64, held as f64 / of as f64);
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_the_published_ones() {
        // Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3.
        for (held, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let (found_low, found_high) = share_interval(held, of, 0.95).expect("an interval");
            assert!((found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5, "{found_low} {found_high}");
        }
    }

    #[test]
    fn none_of_nothing() {
        assert_eq!((share_interval(0, 0, 0.95), share_interval(3, 2, 0.95)), (None, None));
    }
}
