//! Pasting: slices are brought back where peeling took too much.

use super::Settings;
use super::region::{Edge, Region, midway};
use super::table::Table;

/// The box, widened as long as that makes its score better.
pub(super) fn paste(table: &Table, settings: &Settings, mut region: Region) -> Region {
    while let Some(wider) = wider(table, settings.paste, &region) {
        region = wider;
    }
    region
}

/// The best of the boxes that are wider on one side; none if none is better.
fn wider(table: &Table, share: f64, region: &Region) -> Option<Region> {
    let beyond = table.around(&region.edges).beyond;
    let widened = (0..beyond.len()).map(|place| widened(table, share, region, place, &beyond[place]));
    let best = widened.reduce(|best, next| if table.score(next.count) > table.score(best.count) { next } else { best });
    best.filter(|best| table.score(best.count) > table.score(region.count))
}

/// The box with the points that come next behind an edge, without the edge if none is left behind it.
fn widened(table: &Table, share: f64, region: &Region, place: usize, beyond: &[usize]) -> Region {
    let edge = region.edges[place];
    let column = &table.columns[edge.variable];
    let value = |place: usize| column.values[beyond[place]];
    let within = column.slice(share, region.count.inside);
    let first_outside = (within..beyond.len()).find(|&place| value(place) != value(within - 1));
    let added = table.count(&beyond[..first_outside.unwrap_or(beyond.len())]);
    match first_outside {
        Some(first) => {
            region.with(Edge { bound: midway(value(first - 1), value(first)), ..edge }, region.count + added)
        }
        None => region.without(place, region.count + added),
    }
}

#[cfg(test)]
mod tests {
    use super::super::region::Side;
    use super::super::table::Data;
    use super::*;

    /// Points at 0 to 99, of interest from 40 on, and a box of those between two bounds.
    fn pasted(low: f64, high: f64) -> Vec<(Side, f64)> {
        let points: Vec<Vec<f64>> = (0..100).map(|at| vec![f64::from(at)]).collect();
        let interest: Vec<bool> = (0..100).map(|at| at >= 40).collect();
        let data = Data::new(&points, &interest).expect("points");
        let table = data.table();
        let edges = [(Side::Low, low), (Side::High, high)].map(|(side, bound)| Edge { variable: 0, side, bound });
        let count = table.around(&edges).inside;
        let region = paste(&table, &Settings::default(), Region { edges: edges.to_vec(), count });
        assert_eq!(table.around(&region.edges).inside, region.count);
        region.edges.iter().map(|edge| (edge.side, edge.bound)).collect()
    }

    #[test]
    fn a_box_that_is_too_small_grows_to_where_the_points_of_interest_end() {
        assert_eq!(pasted(59.5, 79.5), [(Side::Low, 39.5)]);
    }

    #[test]
    fn a_box_that_is_right_stays() {
        assert_eq!(pasted(39.5, 99.5)[0], (Side::Low, 39.5));
    }
}
