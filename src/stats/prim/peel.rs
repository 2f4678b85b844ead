//! Peeling: slice after slice off the sides of the box, those with the fewest points of interest first.

use super::Settings;
use super::region::{Count, Edge, Region, Side, midway};
use super::table::{Table, part};

/// The boxes from that around all points to the smallest one, or to the first that has nothing but points of interest.
/// None if there is nothing to part.
pub(super) fn peel(table: &Table, settings: &Settings) -> Vec<Region> {
    if !table.is_mixed() {
        return Vec::new();
    }
    let mut regions = vec![table.whole()];
    let mut peeling = Peeling::new(table, settings);
    while let Some(slice) = peeling.best_slice() {
        peeling.take_off(&slice);
        regions.push(peeling.region.clone());
    }
    regions
}

struct Peeling<'a> {
    table: &'a Table<'a>,
    share: f64,
    least: usize,
    region: Region,
    /// By variable the points inside, by ascending value.
    orders: Vec<Vec<usize>>,
}

/// What may be taken off.
struct Slice {
    edge: Edge,
    points: Count,
    gain: f64,
}

impl<'a> Peeling<'a> {
    fn new(table: &'a Table<'a>, settings: &Settings) -> Self {
        let least = (settings.min_mass * table.all.inside as f64).ceil() as usize;
        Self {
            table,
            share: settings.peel,
            least: least.max(settings.min_points).max(1),
            region: table.whole(),
            orders: table.columns.iter().map(|column| column.order.clone()).collect(),
        }
    }

    /// The slice with the largest gain, the first of equals.
    fn best_slice(&self) -> Option<Slice> {
        if self.region.count.of_interest == self.region.count.inside {
            return None;
        }
        let sides = |variable| [Side::Low, Side::High].map(|side| self.slice(variable, side));
        let slices = (0..self.orders.len()).flat_map(sides).flatten();
        slices.reduce(|best, next| if next.gain > best.gain { next } else { best })
    }

    /// The outermost points of a side; none if too few others are left.
    fn slice(&self, variable: usize, side: Side) -> Option<Slice> {
        let (column, order) = (&self.table.columns[variable], &self.orders[variable]);
        let value = |place: usize| column.values[outermost(order, side, place)];
        let within = column.slice(self.share, order.len());
        let taken = (within..order.len()).find(|&place| value(place) != value(within - 1))?;
        if order.len() - taken < self.least {
            return None;
        }
        let edge = Edge { variable, side, bound: midway(value(taken), value(taken - 1)) };
        let points = match side {
            Side::Low => self.table.count(&order[..taken]),
            Side::High => self.table.count(&order[order.len() - taken..]),
        };
        Some(Slice { edge, points, gain: self.gain(points) })
    }

    /// What density gains by the loss of these points, for each of them; thinner slices than patience asks for, which
    /// variables with few values can have, count as if they were not, or they would win by being thin.
    fn gain(&self, points: Count) -> f64 {
        let all = self.region.count;
        let size = points.inside.max(part(self.share, all.inside));
        ((all - points).density() - all.density()) / size as f64
    }

    fn take_off(&mut self, slice: &Slice) {
        let values = &self.table.columns[slice.edge.variable].values;
        for order in &mut self.orders {
            order.retain(|&row| !slice.edge.excludes(values[row]));
        }
        self.region = self.region.with(slice.edge, self.region.count - slice.points);
    }
}

/// The point at that place, counted from a side.
fn outermost(order: &[usize], side: Side, place: usize) -> usize {
    match side {
        Side::Low => order[place],
        Side::High => order[order.len() - 1 - place],
    }
}
