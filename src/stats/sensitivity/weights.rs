//! Weights of base points and replicates, and the means, squares and variances under them.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Values of `points` rows for each base point, a row having one value a replicate.
#[derive(Clone, Debug)]
pub(super) struct Table {
    points: usize,
    replicates: usize,
    values: Vec<f64>,
}

impl Table {
    /// A table of one row for each base point.
    pub(super) fn of_rows(rows: impl Iterator<Item = Vec<f64>>) -> Self {
        Self::of_pairs(1, rows)
    }

    /// A table of rows in the order of the base points, so many for each.
    pub(super) fn of_pairs(points: usize, rows: impl Iterator<Item = Vec<f64>>) -> Self {
        let (mut values, mut replicates) = (Vec::new(), 1);
        for row in rows {
            replicates = row.len();
            values.extend(row);
        }
        Self { points, replicates, values }
    }

    /// The rows, one after the other.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.replicates)
    }

    /// The rows of a base point.
    fn of_point(&self, point: usize) -> impl Iterator<Item = &[f64]> {
        let width = self.points * self.replicates;
        self.values[point * width..(point + 1) * width].chunks_exact(self.replicates)
    }

    /// The largest of the values without their signs.
    pub(super) fn size(&self) -> f64 {
        self.values.iter().fold(0.0, |size, value| value.abs().max(size))
    }

    /// The same with the mean of each replicate at zero. It changes no variance and leaves less to rounding.
    pub(super) fn centred(mut self) -> Self {
        let rows = self.rows().count() as f64;
        for replicate in 0..self.replicates {
            let column = || self.values.iter().skip(replicate).step_by(self.replicates);
            let mean = column().sum::<f64>() / rows;
            self.values.iter_mut().skip(replicate).step_by(self.replicates).for_each(|value| *value -= mean);
        }
        self
    }
}

/// How often each base point and each replicate counts.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// The base points that count, and how often.
    points: Vec<(usize, f64)>,
    /// The sum of these counts, and that of their squares.
    total: f64,
    squares: f64,
    /// How often each replicate counts.
    replicates: Vec<f64>,
    /// Products of each replicate with itself, which are taken out; none where there is one replicate only.
    own: Vec<f64>,
    /// Products of two different replicates.
    pairs: f64,
}

impl Weights {
    /// Every base point and replicate once.
    pub(super) fn even(points: usize, replicates: usize) -> Self {
        Self::new(&vec![1; points], &vec![1; replicates])
    }

    /// As many base points and replicates as there are, drawn with replacement until there are two different ones of each
    /// of which there is more than one.
    pub(super) fn drawn(rng: &mut Xoshiro256PlusPlus, points: usize, replicates: usize) -> Self {
        let points = counts(rng, points);
        Self::new(&points, &counts(rng, replicates))
    }

    fn new(points: &[u32], replicates: &[u32]) -> Self {
        let points: Vec<(usize, f64)> =
            points.iter().map(|&count| f64::from(count)).enumerate().filter(|(_, count)| *count > 0.0).collect();
        let replicates: Vec<f64> = replicates.iter().map(|&count| f64::from(count)).collect();
        let one = replicates.len() == 1;
        let own: Vec<f64> = replicates.iter().map(|count| if one { 0.0 } else { count * count }).collect();
        let whole: f64 = replicates.iter().sum();
        Self {
            total: points.iter().map(|(_, count)| count).sum(),
            squares: points.iter().map(|(_, count)| count * count).sum(),
            points,
            pairs: whole * whole - own.iter().sum::<f64>(),
            replicates,
            own,
        }
    }

    /// The square of the mean over all seeds of a quantity: the mean product of two different replicates.
    pub(super) fn square(&self, row: &[f64]) -> f64 {
        let (mut sum, mut own) = (0.0, 0.0);
        for ((value, weight), square) in row.iter().zip(&self.replicates).zip(&self.own) {
            sum += weight * value;
            own += square * value * value;
        }
        (sum * sum - own) / self.pairs
    }

    /// The mean of a quantity over replicates.
    pub(super) fn mean(&self, row: &[f64]) -> f64 {
        let sum: f64 = row.iter().zip(&self.replicates).map(|(value, weight)| weight * value).sum();
        sum / self.replicates.iter().sum::<f64>()
    }

    /// The size of the mean over all seeds of a quantity: the mean of the replicates, each with the sign of the mean of the
    /// others. Where the quantity is nothing but luck that is zero on average, as a replicate's luck does not sway its own
    /// sign; without luck it is exact; between it is too small, by twice the chance of a wrong sign.
    pub(super) fn magnitude(&self, row: &[f64]) -> f64 {
        if row.len() == 1 {
            return row[0].abs();
        }
        let weighted = || row.iter().zip(&self.replicates).map(|(value, weight)| value * weight);
        let (sum, size) = weighted().fold((0.0, 0.0), |(sum, size), value| (sum + value, size + value.abs()));
        let signed = weighted().map(|value| value * sign(sum - value, size)).sum::<f64>();
        signed / self.replicates.iter().sum::<f64>()
    }

    /// The mean over base points of what is made of each of their rows.
    pub(super) fn over_points(&self, table: &Table, of: impl Fn(&[f64]) -> f64) -> f64 {
        let mut sum = 0.0;
        for &(point, count) in &self.points {
            for row in table.of_point(point) {
                sum += count * of(row);
            }
        }
        sum / (self.total * table.points as f64)
    }

    /// The mean over base points of the squares.
    pub(super) fn mean_square(&self, table: &Table) -> f64 {
        self.over_points(table, |row| self.square(row))
    }

    /// The mean row over base points.
    pub(super) fn mean_row(&self, table: &Table) -> Vec<f64> {
        let mut mean = vec![0.0; table.replicates];
        for &(point, count) in &self.points {
            for row in table.of_point(point) {
                mean.iter_mut().zip(row).for_each(|(mean, value)| *mean += count * value);
            }
        }
        mean.iter().map(|sum| sum / (self.total * table.points as f64)).collect()
    }

    /// The variance over base points of the mean over all seeds: a sample variance of which luck is no part. As with
    /// replicates a base point that counts twice is not compared with itself.
    pub(super) fn variance(&self, table: &Table) -> f64 {
        let same = self.squares / (self.total * self.total * table.points as f64);
        (self.mean_square(table) - self.square(&self.mean_row(table))) / (1.0 - same)
    }
}

/// The sign of a value; none of what rounding leaves of values of that size.
fn sign(value: f64, size: f64) -> f64 {
    if value.abs() <= super::super::ROUNDING * size { 0.0 } else { value.signum() }
}

/// How often each of so many is drawn in as many draws; drawn again if all are the same one of several.
fn counts(rng: &mut Xoshiro256PlusPlus, count: usize) -> Vec<u32> {
    loop {
        let mut counts = vec![0; count];
        (0..count).for_each(|_| counts[rng.random_range(0..count as u32) as usize] += 1);
        if count < 2 || !counts.contains(&(count as u32)) {
            return counts;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn squares_are_products_of_different_replicates() {
        let weights = Weights::even(1, 3);
        near(weights.square(&[1.0, 2.0, 4.0]), (2.0 + 4.0 + 8.0) / 3.0);
        near(weights.square(&[3.0; 3]), 9.0);
        near(weights.square(&[1.0, -1.0, 0.0]), -1.0 / 3.0);
        near(Weights::even(1, 1).square(&[-3.0]), 9.0);
    }

    #[test]
    fn a_replicate_that_counts_twice_is_not_multiplied_with_itself() {
        // Of the nine products of the values 1, 1 and 4 four are of the two that differ.
        near(Weights::new(&[1], &[2, 0, 1]).square(&[1.0, 2.0, 4.0]), 4.0);
        near(Weights::new(&[1], &[2, 1, 0]).square(&[5.0; 3]), 25.0);
    }

    #[test]
    fn the_mean_of_the_drawn_squares_is_the_square_of_the_sample() {
        let row = [1.0, 2.0, 4.0, -3.0];
        let mut rng = rand::SeedableRng::seed_from_u64(1);
        let drawn = (0..20_000).map(|_| Weights::drawn(&mut rng, 1, 4).square(&row)).sum::<f64>() / 20_000.0;
        // The standard deviation of the drawn ones is about 5, of their mean 0.04.
        let square = Weights::even(1, 4).square(&row);
        assert!((drawn - square).abs() < 0.15, "{drawn} is not {square}");
    }

    #[test]
    fn a_magnitude_is_exact_without_luck_and_zero_of_replicates_that_cancel() {
        let weights = Weights::even(1, 3);
        near(weights.magnitude(&[-2.5; 3]), 2.5);
        // The others of 0.1 cancel, those of 0.3 and -0.3 decide: (0 - 0.3 - 0.3) / 3.
        near(weights.magnitude(&[0.1, 0.3, -0.3]), -0.2);
        near(Weights::even(1, 1).magnitude(&[-3.0]), 3.0);
    }

    #[test]
    fn a_variance_is_that_of_the_sample_where_replicates_agree() {
        let rows = [1.0, 2.0, 4.0, 9.0].map(|value| vec![value, value + 100.0]);
        let table = Table::of_rows(rows.iter().cloned());
        near(Weights::even(4, 2).variance(&table), 38.0 / 3.0);
        near(Weights::even(4, 2).variance(&table.clone().centred()), 38.0 / 3.0);
        near(Weights::even(2, 2).variance(&Table::of_pairs(2, rows.iter().cloned())), 38.0 / 3.0);
        // Counted twice, 1 and 4 have between them what they have counted once.
        near(Weights::new(&[2, 0, 2, 0], &[1, 1]).variance(&table), 4.5);
    }
}
