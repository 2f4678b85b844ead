//! Points over two axes, some with a label, and a box or a line among them.

use plotters::prelude::*;

use super::{Marker, Ruler};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font, Stroke};
use crate::render::figures::labels::{Point, fit};
use crate::render::figures::panel::{self, Frame, TICK_FONT, solid};
use crate::render::figures::scale::Axis;
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
const NAME_FONT: Font = Font { size: TICK, bold: false, colour: INK };

/// Points over two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// What is shown.
    pub title: String,
    /// Unit of the vertical axis, beside the title.
    pub unit: String,
    /// What stands below the horizontal axis.
    pub label: String,
    /// The horizontal axis.
    pub across: Axis,
    /// The vertical axis.
    pub up: Axis,
    /// A value of the vertical axis to compare with, as a line.
    pub level: Option<f64>,
    /// A slope of a line through the origin to compare with, and what it says.
    pub slope: Option<(f64, String)>,
    /// A box: two corners.
    pub area: Option<[(f64, f64); 2]>,
    /// The points.
    pub spots: Vec<Spot>,
}

/// A point.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where on the horizontal axis.
    pub x: f64,
    /// Where on the vertical axis.
    pub y: f64,
    /// How it is marked.
    pub marker: Marker,
    /// Its name; may be empty.
    pub name: String,
}

struct Plot<'a, B: DrawingBackend> {
    canvas: &'a Canvas<'a, B>,
    scatter: &'a Scatter,
    area: Frame,
}

impl Scatter {
    /// Draws the panel into a frame.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        panel::title(canvas, &self.title, &self.unit, frame)?;
        let numbers = Ruler::of(&self.up).ticks.iter().map(|(_, text)| TICK_FONT.measure(text)).fold(0.0, f64::max);
        let area = Frame {
            left: frame.left + numbers + 18.0,
            right: frame.right - 24.0,
            top: frame.top + PANEL_TITLE * 1.7,
            bottom: frame.bottom - TICK * 3.0,
        };
        let plot = Plot { canvas, scatter: self, area };
        plot.axes()?;
        plot.shapes()?;
        plot.spots()
    }
}

impl<B: DrawingBackend> Plot<'_, B> {
    fn place(&self, x: f64, y: f64) -> Point {
        let share = |axis: &Axis, value: f64| ((value - axis.low) / (axis.high - axis.low)).clamp(0.0, 1.0);
        let Frame { left, right, top, bottom } = self.area;
        let (across, up) = (share(&self.scatter.across, x), share(&self.scatter.up, y));
        (left + across * (right - left), bottom - up * (bottom - top))
    }

    fn axes(&self) -> Drawn {
        let Frame { left, right, top, bottom } = self.area;
        for (share, text) in &Ruler::of(&self.scatter.up).ticks {
            let y = bottom - share * (bottom - top);
            self.canvas.line(&[(left, y), (right, y)], solid(PALE, HAIR))?;
            self.canvas.text(text, (left - 14.0, y), TICK_FONT, Anchor::Right)?;
        }
        self.canvas.line(&[(left, bottom), (right, bottom)], solid(GREY, THIN))?;
        let ruler = Ruler::of(&self.scatter.across);
        let every = ruler.every(right - left, |text| TICK_FONT.measure(text));
        for (number, (share, text)) in ruler.ticks.iter().enumerate() {
            let x = left + share * (right - left);
            self.canvas.line(&[(x, bottom), (x, bottom + 10.0)], solid(GREY, THIN))?;
            if number % every == 0 {
                self.canvas.text(text, (x, bottom + TICK * 1.05), TICK_FONT, Anchor::Middle)?;
            }
        }
        let label = fit(&self.scatter.label, right - left, |text| LABEL_FONT.measure(text));
        self.canvas.text(&label, ((left + right) / 2.0, bottom + TICK * 2.3), LABEL_FONT, Anchor::Middle)
    }

    /// What points are compared with.
    fn shapes(&self) -> Drawn {
        let Scatter { across, level, slope, area, .. } = self.scatter;
        let dashed = Stroke { dash: MARK_DASH, ..solid(GREY, HAIR) };
        if let Some([one, other]) = area {
            let corners = [self.place(one.0, one.1), self.place(other.0, other.1)];
            self.canvas.rectangle(corners, colour(2).mix(0.15))?;
        }
        if let Some(level) = level {
            self.canvas.line(&[self.place(across.low, *level), self.place(across.high, *level)], dashed)?;
        }
        let Some((slope, text)) = slope else { return Ok(()) };
        let end = (self.scatter.up.high / slope).min(across.high);
        let top = self.place(end, end * slope);
        self.canvas.line(&[self.place(0.0, 0.0), top], dashed)?;
        let right = self.words_fit(top.0);
        let (x, anchor) = if right { (top.0 + 12.0, Anchor::Left) } else { (top.0 - 24.0, Anchor::Right) };
        self.canvas.text(text, (x, top.1 + TICK * 0.6), TICK_FONT, anchor)
    }

    /// Where the words at the slope stand.
    fn words(&self) -> Option<[f64; 4]> {
        let (slope, text) = self.scatter.slope.as_ref()?;
        let end = (self.scatter.up.high / slope).min(self.scatter.across.high);
        let (x, y) = self.place(end, end * slope);
        let width = 24.0 + TICK_FONT.measure(text);
        let from = if self.words_fit(x) { x } else { x - width };
        Some([from, y, from + width, y + TICK * 1.2])
    }

    /// Whether there is room for them to the right of a line that ends there.
    fn words_fit(&self, x: f64) -> bool {
        let width = self.scatter.slope.as_ref().map_or(0.0, |(_, text)| TICK_FONT.measure(text));
        x + 12.0 + width <= self.area.right + 24.0
    }

    /// The points, then their names, each where it meets no other, else left out.
    fn spots(&self) -> Drawn {
        let spots = || self.scatter.spots.iter().filter(|spot| spot.x.is_finite() && spot.y.is_finite());
        for Spot { x, y, marker, .. } in spots() {
            self.canvas.marker(marker.shape, self.place(*x, *y), colour(marker.style), marker.filled)?;
        }
        let mut taken: Vec<[f64; 4]> = self.words().into_iter().collect();
        for spot in spots().filter(|spot| !spot.name.is_empty()) {
            let (x, y) = self.place(spot.x, spot.y);
            let width = NAME_FONT.measure(&spot.name);
            let right = x + 14.0 + width <= self.area.right + 20.0;
            let from = if right { x + 14.0 } else { x - 14.0 - width };
            let free = |dy: f64| {
                let own = [from, y + dy - TICK * 0.5, from + width, y + dy + TICK * 0.5];
                let inside = own[1] > self.area.top - TICK && own[3] < self.area.bottom;
                (inside && taken.iter().all(|other| apart(&own, other))).then_some(own)
            };
            let Some(own) = [0.0, -0.7, 0.7, -1.2, 1.2].into_iter().find_map(|part| free(part * TICK)) else {
                continue;
            };
            taken.push(own);
            self.canvas.text(&spot.name, (from, (own[1] + own[3]) / 2.0), NAME_FONT, Anchor::Left)?;
        }
        Ok(())
    }
}

/// Whether two boxes do not meet.
fn apart(one: &[f64; 4], other: &[f64; 4]) -> bool {
    one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1]
}
