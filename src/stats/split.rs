//! The variance of values in groups, split into that within and that between groups.

use super::mean;

/// Components of variance in the model `value = mean + group + rest`, group and rest random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    /// Variance of the rest, within groups.
    pub within: f64,
    /// Variance of the groups.
    pub between: f64,
}

/// The components by the analysis of variance (Searle, Casella & McCulloch 1992, section 3.6), for groups of `size` values
/// that stand one after the other. Groups with a missing value are left out; two whole groups of two are needed. A
/// variance between groups that comes out negative is 0.
pub fn variance_components(values: &[f64], size: usize) -> Option<Components> {
    if size < 2 {
        return None;
    }
    let whole = |group: &&[f64]| group.iter().all(|value| !value.is_nan());
    let groups: Vec<&[f64]> = values.chunks_exact(size).filter(whole).collect();
    let means: Vec<f64> = groups.iter().filter_map(|group| mean(group)).collect();
    let centre = mean(&means).filter(|_| means.len() >= 2)?;
    let squares = |values: &[f64], centre: f64| values.iter().map(|x| (x - centre) * (x - centre)).sum::<f64>();
    let within: f64 = groups.iter().zip(&means).map(|(group, &mean)| squares(group, mean)).sum();
    let within = within / (means.len() * (size - 1)) as f64;
    let between = size as f64 * squares(&means, centre) / (means.len() - 1) as f64;
    Some(Components { within, between: ((between - within) / size as f64).max(0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rails_give_the_published_components() {
        // Travel time of a wave in six rails, three each (Pinheiro & Bates 2000, section 1.1): standard deviations 24.80547
        // between and 4.020779 within by REML, which for equal groups is the analysis of variance.
        let rails = [55., 53., 54., 26., 37., 32., 78., 91., 85., 92., 100., 96., 49., 51., 50., 80., 85., 83.];
        let found = variance_components(&rails, 3).expect("components");
        assert!((found.within.sqrt() - 4.020779).abs() < 1e-5, "{found:?}");
        assert!((found.between.sqrt() - 24.80547).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn groups_that_differ_by_less_than_chance_have_no_variance() {
        assert_eq!(variance_components(&[0., 2., 0., 2.], 2), Some(Components { within: 2.0, between: 0.0 }));
        assert_eq!(variance_components(&[1., 1., 3., 3.], 2), Some(Components { within: 0.0, between: 2.0 }));
    }

    #[test]
    fn groups_that_are_not_whole_are_left_out() {
        let values = [1., 1., f64::NAN, 9., 3., 3., 7.];
        assert_eq!(variance_components(&values, 2), Some(Components { within: 0.0, between: 2.0 }));
        assert_eq!(variance_components(&values[..3], 2), None);
        assert_eq!(variance_components(&values, 1), None);
    }
}
