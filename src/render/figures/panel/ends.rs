//! The names of curves at their ends, with a sample of each.

use plotters::prelude::*;

use super::{LABEL_FONT, Plot};
use crate::render::figures::canvas::{Anchor, Drawn, Font, Stroke};
use crate::render::figures::curve::Curve;
use crate::render::figures::labels::{Point, spread_apart};
use crate::render::figures::names::told_apart;
use crate::render::figures::sheet::Marker;
use crate::render::figures::style::*;

/// Length of the sample of a curve before its label, and of the line that leads to it.
pub const SAMPLE: f64 = 46.0;
/// See [`SAMPLE`].
pub const LEAD: f64 = 20.0;

impl<B: DrawingBackend> Plot<'_, B> {
    /// Names each curve at its end, with a sample of its line, in the order of the ends; in small letters where they are
    /// many.
    pub(super) fn labels(&self) -> Drawn {
        if self.figure.layout.labels == 0.0 {
            return Ok(());
        }
        let ends: Vec<f64> = (0..self.panel.curves.len()).map(|curve| self.end_height(curve)).collect();
        let room = (self.area.bottom - self.area.top) / ends.len().max(1) as f64;
        let font = Font { size: (room / 1.12).clamp(10.0, LABEL), ..LABEL_FONT };
        let heights = spread_apart(&ends, font.size * 1.12, self.area.top, self.area.bottom);
        let places = ends.into_iter().zip(heights);
        let room = self.end - self.area.right - LEAD - SAMPLE - 12.0;
        let labels: Vec<&str> = self.panel.curves.iter().map(|curve| curve.label.as_str()).collect();
        let texts = told_apart(&labels, room, |text| font.measure(text));
        let labelled = self.panel.curves.iter().zip(texts).zip(places);
        labelled.into_iter().try_for_each(|((curve, text), place)| self.label(curve, &text, place, font))
    }

    fn label(&self, curve: &Curve, text: &str, (end, height): (f64, f64), font: Font) -> Drawn {
        let start = self.area.right + LEAD;
        let lead = [(self.area.right + 4.0, end), (start - 4.0, height)];
        self.canvas.line(&lead, Stroke { colour: colour(curve.style).mix(0.6), width: HAIR, dash: &[] })?;
        self.sample(curve, (start, height))?;
        // What others are compared with looks like it.
        let font = Font { bold: curve.style == 0 && !self.panel.stacked, ..font };
        self.canvas.text(text, (start + SAMPLE + 12.0, height), font, Anchor::Left)
    }

    /// The height at which a curve ends, or the middle of a layer.
    fn end_height(&self, curve: usize) -> f64 {
        let last =
            |values: &[f64]| values.iter().rev().copied().find(|value| value.is_finite()).unwrap_or(self.axis.low);
        match self.layers.get(curve) {
            Some(band) => (self.y(last(&band.low)) + self.y(last(&band.high))) / 2.0,
            None => self.y(last(&self.panel.curves[curve].main)),
        }
    }

    fn sample(&self, curve: &Curve, (x, y): Point) -> Drawn {
        if self.panel.stacked {
            let corners = [(x + 14.0, y - 12.0), (x + SAMPLE, y + 12.0)];
            return self.canvas.rectangle(corners, colour(curve.style).mix(0.85));
        }
        self.canvas.line(&[(x, y), (x + SAMPLE, y)], self.stroke(curve))?;
        let Marker { shape, style, .. } = Marker::of(curve.style);
        let middle = (x + SAMPLE / 2.0, y);
        if self.has_signs() { self.canvas.marker(shape, middle, colour(style), true) } else { Ok(()) }
    }
}
