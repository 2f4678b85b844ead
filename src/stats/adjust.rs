//! Several tests at once.

/// Adjusts p values so that, over all of them together, a true null hypothesis is rejected no more often than the level
/// says (Holm 1979). Missing ones (NaN) stay missing and do not count as tests.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&test| !p[test].is_nan()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut largest: f64 = 0.0;
    for (rank, &test) in order.iter().enumerate() {
        largest = largest.max((order.len() - rank) as f64 * p[test]).min(1.0);
        adjusted[test] = largest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-12 || (a.is_nan() && b.is_nan()), "{found:?} is not {expected:?}");
        }
    }

    #[test]
    fn p_values_are_adjusted_as_r_does() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
        near(&holm(&[0.01, 0.04, 0.03, 0.005]), &[0.03, 0.06, 0.06, 0.02]);
        // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")
        near(&holm(&[0.01, 0.02, 0.03, 0.04, 0.05]), &[0.05, 0.08, 0.09, 0.09, 0.09]);
        // R: p.adjust(c(0.4, NA, 0.7), "holm")
        near(&holm(&[0.4, f64::NAN, 0.7]), &[0.8, f64::NAN, 0.8]);
        near(&holm(&[0.6, 0.9]), &[1.0, 1.0]);
        near(&holm(&[]), &[]);
    }
}
