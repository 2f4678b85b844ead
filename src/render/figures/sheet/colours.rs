//! Colours for values: viridis, which is even to the eye, in grey too, and for people of all kinds of colour vision.

use plotters::prelude::*;

use super::Ruler;
use crate::render::figures::canvas::{Anchor, Canvas, Drawn};
use crate::render::figures::labels::{Point, wrap};
use crate::render::figures::panel::{Frame, TICK_FONT, UNIT_FONT, solid};
use crate::render::figures::scale::Axis;
use crate::render::figures::style::*;

/// Width of a colour bar with its numbers, and of its colours alone.
pub const BAR_ROOM: f64 = 190.0;
const BAR: f64 = 36.0;
/// Steps that a bar is drawn in.
const STEPS: usize = 64;

/// What the colours stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is coloured, with its unit.
    pub label: String,
    /// The values from the darkest to the brightest.
    pub axis: Axis,
    /// Whether the lowest values are the brightest.
    pub turned: bool,
}

/// The colour of a place between 0 and 1.
pub fn scaled_colour(share: f64) -> RGBColor {
    let colour = colorous::VIRIDIS.eval_continuous(share.clamp(0.0, 1.0));
    RGBColor(colour.r, colour.g, colour.b)
}

impl Bar {
    /// The colour of a value; grey where there is none.
    pub fn colour(&self, value: f64) -> RGBColor {
        if value.is_finite() { self.shade(self.share(value)) } else { PALE }
    }

    fn shade(&self, share: f64) -> RGBColor {
        scaled_colour(if self.turned { 1.0 - share } else { share })
    }

    /// The place of a value between 0 and 1.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.axis.low) / (self.axis.high - self.axis.low)
    }

    /// Draws the bar at the left edge of a frame, as high as it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        let y = |share: f64| frame.bottom - share * (frame.bottom - frame.top);
        for step in 0..STEPS {
            let (low, high) = (step as f64 / STEPS as f64, (step + 1) as f64 / STEPS as f64);
            let corners = [(frame.left, y(high)), (frame.left + BAR, y(low))];
            canvas.rectangle(corners, self.shade((low + high) / 2.0).mix(1.0))?;
        }
        for (share, text) in Ruler::of(&self.axis).ticks {
            let ends: [Point; 2] = [(frame.left + BAR, y(share)), (frame.left + BAR + 10.0, y(share))];
            canvas.line(&ends, solid(GREY, THIN))?;
            canvas.text(&text, (frame.left + BAR + 18.0, y(share)), TICK_FONT, Anchor::Left)?;
        }
        let lines = wrap(&self.label, frame.right - frame.left, 2, |text| UNIT_FONT.measure(text));
        lines.iter().rev().zip(0..).try_for_each(|(line, above)| {
            let y = frame.top - TICK * (1.2 + 1.2 * f64::from(above));
            canvas.text(line, (frame.left, y), UNIT_FONT, Anchor::Left)
        })
    }
}

/// Whether black is read better than white on a colour.
pub fn is_bright(colour: RGBColor) -> bool {
    brightness(colour) > 140.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_runs_from_dark_to_bright() {
        let brightness = |share: f64| brightness(scaled_colour(share));
        assert!((0..20).all(|step| brightness(f64::from(step) / 20.0) < brightness(f64::from(step + 1) / 20.0)));
        assert!(is_bright(scaled_colour(1.0)) && !is_bright(scaled_colour(0.0)));
    }
}
