//! What was observed outside of the model: a hollow marker for each value, on a bar from its low to its high end.

use plotters::prelude::*;

use super::{Plot, solid};
use crate::render::figures::canvas::{Drawn, MARKER};
use crate::render::figures::figure::{Seen, SeenValue};
use crate::render::figures::sheet::Marker;
use crate::render::figures::style::*;

/// The smallest radius of a marker, and the part of it that the ends of a bar reach to each side.
const SMALLEST: f64 = 6.0;
const CAP: f64 = 0.8;

impl<B: DrawingBackend> Plot<'_, B> {
    /// Draws what was observed over the curves.
    pub(super) fn observed(&self) -> Drawn {
        self.panel.observed.iter().try_for_each(|seen| self.seen(seen))
    }

    fn seen(&self, seen: &Seen) -> Drawn {
        let radius = self.radius(seen);
        // Runs that were all stopped early do not reach every round.
        let shown = || seen.each.iter().filter(|value| value.round < self.figure.rounds);
        shown().try_for_each(|value| self.bar_of(value, seen.style, radius))?;
        shown().try_for_each(|value| {
            let place = (self.x(value.round), self.y(value.value));
            // The first is a disc, as in the words that say what the markers are.
            let shape = Marker::of(seen.style.saturating_sub(1)).shape;
            self.canvas.observed(shape, place, radius, colour(seen.style))
        })
    }

    /// Smaller where they stand close to each other.
    fn radius(&self, seen: &Seen) -> f64 {
        let apart = (self.area.right - self.area.left) / seen.each.len().max(1) as f64;
        (0.7 * apart).clamp(SMALLEST, MARKER)
    }

    fn bar_of(&self, value: &SeenValue, style: usize, radius: f64) -> Drawn {
        let Some((low, high)) = value.band else { return Ok(()) };
        let (x, stroke) = (self.x(value.round), solid(colour(style), THIN));
        let ends = [self.y(low), self.y(high)];
        self.canvas.line(&ends.map(|y| (x, y)), stroke)?;
        let cap = CAP * radius;
        ends.iter().try_for_each(|&y| self.canvas.line(&[(x - cap, y), (x + cap, y)], stroke))
    }
}
