//! The points by variable, with their labels, in an order that does not depend on that of the rows.

use super::region::{Count, Edge, Region, Side};

/// A variable with so many different values or fewer goes one value at a time.
const FEW: usize = 10;

/// The values of a variable.
pub(super) struct Column {
    pub values: Vec<f64>,
    /// The points by ascending value.
    pub order: Vec<usize>,
    few_values: bool,
}

impl Column {
    fn new(values: Vec<f64>) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let few_values = order.chunk_by(|&a, &b| values[a] == values[b]).take(FEW + 1).count() <= FEW;
        Self { values, order, few_values }
    }

    /// Points of a slice of that share of so many, before those that tie with the last of them are added.
    pub fn slice(&self, share: f64, of: usize) -> usize {
        if self.few_values { 1 } else { part(share, of) }
    }
}

/// That share of so many points, but at least one, and no more than there are.
pub(super) fn part(share: f64, of: usize) -> usize {
    ((share * of as f64) as usize).min(of).max(1)
}

/// Points without a missing value, and which of them are of interest.
pub(super) struct Data {
    columns: Vec<Column>,
    pub interest: Vec<bool>,
}

impl Data {
    /// None if the points have not all as many values, or not all a label.
    pub fn new(points: &[Vec<f64>], interest: &[bool]) -> Option<Self> {
        let variables = points.first()?.len();
        if points.len() != interest.len() || points.iter().any(|point| point.len() != variables) {
            return None;
        }
        let whole = |(point, _): &(&Vec<f64>, bool)| point.iter().all(|value| value.is_finite());
        let mut rows: Vec<(&Vec<f64>, bool)> = points.iter().zip(interest.iter().copied()).filter(whole).collect();
        let values = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
        rows.sort_by(|a, b| values(a.0, b.0).unwrap_or_else(|| a.1.cmp(&b.1)));
        let column = |variable: usize| Column::new(rows.iter().map(|(point, _)| point[variable]).collect());
        let columns = (0..variables).map(column).collect();
        Some(Self { columns, interest: rows.iter().map(|&(_, of_interest)| of_interest).collect() })
    }

    /// These points only.
    pub fn only(&self, rows: &[usize]) -> Self {
        let column = |column: &Column| Column::new(rows.iter().map(|&row| column.values[row]).collect());
        Self {
            columns: self.columns.iter().map(column).collect(),
            interest: rows.iter().map(|&row| self.interest[row]).collect(),
        }
    }

    /// The points with their labels.
    pub fn table(&self) -> Table<'_> {
        self.labelled(&self.interest)
    }

    /// The points with other labels.
    pub fn labelled<'a>(&'a self, interest: &'a [bool]) -> Table<'a> {
        let of_interest = interest.iter().filter(|&&of_interest| of_interest).count();
        Table { columns: &self.columns, interest, all: Count { inside: interest.len(), of_interest } }
    }
}

/// Points with labels.
pub(super) struct Table<'a> {
    pub columns: &'a [Column],
    pub interest: &'a [bool],
    pub all: Count,
}

/// What is in a region, and by edge the points that only this edge keeps out, the nearest first.
pub(super) struct Around {
    pub inside: Count,
    pub beyond: Vec<Vec<usize>>,
}

impl Table<'_> {
    /// Whether some points are of interest and some are not.
    pub fn is_mixed(&self) -> bool {
        self.all.of_interest > 0 && self.all.of_interest < self.all.inside
    }

    /// Share of the points of interest that are among these.
    pub fn coverage(&self, count: Count) -> f64 {
        count.of_interest as f64 / self.all.of_interest as f64
    }

    /// How good a box with these points is: the harmonic mean of coverage and of the part of the way from the density of
    /// all points to 1 that its density has gone. The box around all points scores 0 and that of exactly the points of
    /// interest 1. With density itself, the box around all points would be best wherever half of them are of interest.
    pub fn score(&self, count: Count) -> f64 {
        let all = self.all.density();
        let (coverage, way) = (self.coverage(count), (count.density() - all) / (1.0 - all));
        if way > 0.0 { 2.0 * coverage * way / (coverage + way) } else { 0.0 }
    }

    /// The box around all points.
    pub fn whole(&self) -> Region {
        Region { edges: Vec::new(), count: self.all }
    }

    pub fn count(&self, rows: &[usize]) -> Count {
        let of_interest = rows.iter().filter(|&&row| self.interest[row]).count();
        Count { inside: rows.len(), of_interest }
    }

    /// What is within these edges and right behind each.
    pub fn around(&self, edges: &[Edge]) -> Around {
        let mut around = Around { inside: Count::default(), beyond: vec![Vec::new(); edges.len()] };
        for row in 0..self.interest.len() {
            let out = |place: &usize| edges[*place].excludes(self.columns[edges[*place].variable].values[row]);
            let mut out = (0..edges.len()).filter(out);
            match (out.next(), out.next()) {
                (None, _) => around.inside = around.inside + self.count(&[row]),
                (Some(place), None) => around.beyond[place].push(row),
                _ => {}
            }
        }
        for (edge, rows) in edges.iter().zip(&mut around.beyond) {
            self.sort_outward(edge, rows);
        }
        around
    }

    fn sort_outward(&self, edge: &Edge, rows: &mut [usize]) {
        let values = &self.columns[edge.variable].values;
        match edge.side {
            Side::Low => rows.sort_by(|&a, &b| values[b].total_cmp(&values[a])),
            Side::High => rows.sort_by(|&a, &b| values[a].total_cmp(&values[b])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_around_a_box_is_sorted_by_the_one_edge_that_keeps_it_out() {
        let points = [[1., 1.], [2., 1.], [3., 1.], [2., 5.], [3., 5.], [0., 1.]].map(Vec::from);
        let data = Data::new(&points, &[false, true, true, false, true, false]).expect("points");
        let edges =
            [Edge { variable: 0, side: Side::Low, bound: 1.5 }, Edge { variable: 1, side: Side::High, bound: 3.0 }];
        let around = data.table().around(&edges);
        assert_eq!(around.inside, Count { inside: 2, of_interest: 2 });
        let value = |variable: usize, row: &usize| data.columns[variable].values[*row];
        assert_eq!(around.beyond[0].iter().map(|row| value(0, row)).collect::<Vec<_>>(), [1.0, 0.0]);
        assert_eq!(around.beyond[1].iter().map(|row| value(1, row)).collect::<Vec<_>>(), [5.0, 5.0]);
    }

    #[test]
    fn the_score_is_0_for_everything_and_1_for_exactly_the_points_of_interest() {
        let data = Data::new(&vec![vec![0.0]; 4], &[true, true, false, false]).expect("points");
        let score = |inside, of_interest| data.table().score(Count { inside, of_interest });
        assert_eq!((score(4, 2), score(2, 2), score(2, 0)), (0.0, 1.0, 0.0));
        // Two thirds are a third of the way from a half to 1, with all covered: 2 * (1 * 1/3) / (4/3).
        assert!((score(3, 2) - 0.5).abs() < 1e-12);
    }
}
