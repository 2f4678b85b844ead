//! Boxes as a list of the sides that are limited.

use std::ops::{Add, Sub};

/// Points, and how many of them are of interest.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Count {
    pub inside: usize,
    pub of_interest: usize,
}

impl Count {
    /// Share of interest.
    pub fn density(self) -> f64 {
        self.of_interest as f64 / self.inside as f64
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { inside: self.inside + other.inside, of_interest: self.of_interest + other.of_interest }
    }
}

impl Sub for Count {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { inside: self.inside - other.inside, of_interest: self.of_interest - other.of_interest }
    }
}

/// The two sides of a variable, in the order that ties go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Low,
    High,
}

/// A limited side of a variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub variable: usize,
    pub side: Side,
    pub bound: f64,
}

impl Edge {
    /// Whether such a value of its variable is outside.
    pub fn excludes(&self, value: f64) -> bool {
        match self.side {
            Side::Low => value < self.bound,
            Side::High => value > self.bound,
        }
    }
}

/// A box: its limited sides by variable and side, each once, and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Region {
    pub edges: Vec<Edge>,
    pub count: Count,
}

impl Region {
    /// The same with that edge, in place of the one on its side.
    pub fn with(&self, edge: Edge, count: Count) -> Self {
        let mut edges = self.edges.clone();
        match edges.binary_search_by_key(&(edge.variable, edge.side), |edge| (edge.variable, edge.side)) {
            Ok(place) => edges[place] = edge,
            Err(place) => edges.insert(place, edge),
        }
        Self { edges, count }
    }

    /// The same without the edge at that place.
    pub fn without(&self, place: usize, count: Count) -> Self {
        let mut edges = self.edges.clone();
        edges.remove(place);
        Self { edges, count }
    }
}

/// The bound between the last value inside and the first outside; never the one outside, though rounding may lead there.
pub(super) fn midway(inside: f64, outside: f64) -> f64 {
    let middle = inside / 2.0 + outside / 2.0;
    let between = inside.min(outside)..=inside.max(outside);
    if middle == outside || !between.contains(&middle) { inside } else { middle }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_parts_even_neighbouring_numbers() {
        let next = 1.0_f64.next_up();
        for (inside, outside) in [(1.0, next), (next, 1.0), (0.0, 5e-324), (5e-324, 0.0), (-f64::MAX, f64::MAX)] {
            let side = if inside < outside { Side::High } else { Side::Low };
            let edge = Edge { variable: 0, side, bound: midway(inside, outside) };
            assert!(edge.excludes(outside) && !edge.excludes(inside), "{inside} {outside}: {edge:?}");
        }
        assert_eq!(midway(3.0, 2.0), 2.5);
    }

    #[test]
    fn a_side_is_limited_once_and_edges_keep_their_order() {
        let edge = |variable, side, bound| Edge { variable, side, bound };
        let nothing = Region { edges: Vec::new(), count: Count::default() };
        let given = [(2, Side::Low, 1.0), (0, Side::High, 5.0), (2, Side::Low, 2.0), (0, Side::Low, 3.0)];
        let all = given.iter().fold(nothing, |region, &(v, s, b)| region.with(edge(v, s, b), Count::default()));
        assert_eq!(all.edges, [edge(0, Side::Low, 3.0), edge(0, Side::High, 5.0), edge(2, Side::Low, 2.0)]);
        assert_eq!(all.without(1, all.count).edges, [all.edges[0], all.edges[2]]);
    }
}
