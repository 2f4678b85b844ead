//! Limits that may be chance, by the quasi-p of Bryant and Lempert (2010): as often would a box of so many points have so
//! many of interest, were it as dense as the box without the limit. A limited side is a limit.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::region::{Count, Region};
use super::table::Table;

/// The box without the limits whose quasi-p is above that level: the largest goes, the first of equals, and what is left is
/// looked at again.
pub(super) fn without_weak(table: &Table, level: f64, mut region: Region) -> Region {
    loop {
        let chances = quasi_ps(table, &region);
        let weakest = (0..chances.len()).reduce(|a, b| if chances[b] > chances[a] { b } else { a });
        let Some(place) = weakest.filter(|&place| chances[place] > level) else { return region };
        let beyond = &table.around(&region.edges).beyond[place];
        region = region.without(place, region.count + table.count(beyond));
    }
}

/// The quasi-p of every edge.
pub(super) fn quasi_ps(table: &Table, region: &Region) -> Vec<f64> {
    let beyond = table.around(&region.edges).beyond;
    beyond.iter().map(|rows| tail(region.count, (region.count + table.count(rows)).density())).collect()
}

/// The chance of so many points of interest or more among so many that have that density.
fn tail(count: Count, density: f64) -> f64 {
    match (count.of_interest.checked_sub(1), Binomial::new(density, count.inside as u64)) {
        (Some(fewer), Ok(binomial)) if density < 1.0 => binomial.sf(fewer as u64),
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::region::{Edge, Side};
    use super::super::table::Data;
    use super::*;

    #[test]
    fn the_quasi_p_is_the_tail_of_the_binomial() {
        let tail = |inside, of_interest, density| tail(Count { inside, of_interest }, density);
        // 0.4^3; and 1 - 0.5^3 for at least one of three.
        assert!((tail(3, 3, 0.4) - 0.064).abs() < 1e-12);
        assert!((tail(3, 1, 0.5) - 0.875).abs() < 1e-12);
        // R: pbinom(17, 20, 0.7, lower.tail = FALSE) is 0.03548313.
        assert!((tail(20, 18, 0.7) - 0.035_483_13).abs() < 1e-7);
        assert_eq!((tail(3, 0, 0.4), tail(3, 3, 1.0)), (1.0, 1.0));
    }

    #[test]
    fn a_limit_that_changes_little_is_dropped_and_one_that_matters_stays() {
        // A grid of 10 by 10; of interest is what is 5 or more in the first variable.
        let points: Vec<Vec<f64>> = (0..100).map(|at| vec![f64::from(at / 10), f64::from(at % 10)]).collect();
        let interest: Vec<bool> = points.iter().map(|point| point[0] >= 5.0).collect();
        let data = Data::new(&points, &interest).expect("points");
        let table = data.table();
        let edge = |variable, bound| Edge { variable, side: Side::Low, bound };
        let edges = vec![edge(0, 4.5), edge(1, 2.5)];
        let count = table.around(&edges).inside;
        let region = without_weak(&table, 0.05, Region { edges, count });
        assert_eq!(region, Region { edges: vec![edge(0, 4.5)], count: Count { inside: 50, of_interest: 50 } });
    }
}
