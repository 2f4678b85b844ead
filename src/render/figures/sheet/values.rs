//! Values with intervals over the levels of factors, a block for each factor, on one vertical axis.

use plotters::prelude::*;

use super::Ruler;
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font, Shape, Stroke};
use crate::render::figures::labels::{Point, fit};
use crate::render::figures::names::told_apart;
use crate::render::figures::panel::{self, Frame, TICK_FONT, solid};
use crate::render::figures::scale::Axis;
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
/// Width of a block of numbers, where all have as much as they want.
const LEAST_WIDTH: f64 = 190.0;
/// White between blocks.
const BETWEEN: f64 = 34.0;

/// Blocks on one vertical axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// What is shown.
    pub title: String,
    /// Unit beside the title.
    pub unit: String,
    /// The vertical axis.
    pub axis: Axis,
    /// A value to compare with, as a line through all blocks.
    pub level: Option<f64>,
    /// The blocks, from the left.
    pub blocks: Vec<Block>,
}

/// The values over one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The factor, in one or two lines.
    pub label: [String; 2],
    /// Its levels.
    pub ruler: Ruler,
    /// The values from the left.
    pub places: Vec<Place>,
    /// Whether a line joins them, as is right for numbers.
    pub joined: bool,
}

/// A value at a place between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where.
    pub at: f64,
    /// The value.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

struct Plot<'a, B: DrawingBackend> {
    canvas: &'a Canvas<'a, B>,
    axis: &'a Axis,
    area: Frame,
}

impl Values {
    /// Draws the panel into a frame.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        panel::title(canvas, &self.title, &self.unit, frame)?;
        let ruler = Ruler::of(&self.axis);
        let numbers = ruler.ticks.iter().map(|(_, text)| TICK_FONT.measure(text)).fold(0.0, f64::max);
        let (top, bottom) =
            (frame.top + PANEL_TITLE * 1.7, frame.bottom - TICK * if self.is_two_lined() { 4.3 } else { 3.0 });
        let all = Frame { left: frame.left + numbers + 18.0, right: frame.right - 24.0, top, bottom };
        for (share, text) in &ruler.ticks {
            let y = bottom - share * (bottom - top);
            canvas.line(&[(all.left, y), (all.right, y)], solid(PALE, HAIR))?;
            canvas.text(text, (all.left - 14.0, y), TICK_FONT, Anchor::Right)?;
        }
        let needed: f64 = self.blocks.iter().map(Block::width).sum();
        let mut left = all.left;
        for block in &self.blocks {
            let width = (all.right - all.left + BETWEEN) * block.width() / needed;
            let plot = Plot { canvas, axis: &self.axis, area: Frame { left, right: left + width - BETWEEN, ..all } };
            left += width;
            plot.level(self.level)?;
            plot.block(block)?;
        }
        Ok(())
    }
}

impl Values {
    fn is_two_lined(&self) -> bool {
        self.blocks.iter().any(|block| !block.label[0].is_empty())
    }
}

impl Block {
    /// The room that it wants beside the others: more for names than for numbers, of which some can be left out.
    fn width(&self) -> f64 {
        let widest = self.ruler.ticks.iter().map(|(_, text)| TICK_FONT.measure(text) + 16.0).fold(0.0, f64::max);
        let words = if self.joined { 0.0 } else { widest * self.ruler.ticks.len() as f64 };
        words.max(LEAST_WIDTH) + BETWEEN
    }
}

impl<B: DrawingBackend> Plot<'_, B> {
    fn place(&self, at: f64, value: f64) -> Point {
        let share = ((value - self.axis.low) / (self.axis.high - self.axis.low)).clamp(0.0, 1.0);
        let Frame { left, right, top, bottom } = self.area;
        (left + at * (right - left), bottom - share * (bottom - top))
    }

    fn level(&self, level: Option<f64>) -> Drawn {
        let stroke = Stroke { dash: MARK_DASH, ..solid(GREY, HAIR) };
        level.map_or(Ok(()), |level| self.canvas.line(&[self.place(0.0, level), self.place(1.0, level)], stroke))
    }

    fn block(&self, block: &Block) -> Drawn {
        let Frame { left, right, bottom, .. } = self.area;
        self.canvas.line(&[(left, bottom), (right, bottom)], solid(GREY, THIN))?;
        self.ticks(&block.ruler)?;
        for (line, text) in block.label.iter().filter(|text| !text.is_empty()).enumerate() {
            let text = fit(text, right - left + BETWEEN * 0.8, |text| LABEL_FONT.measure(text));
            let y = bottom + TICK * (2.3 + 1.2 * line as f64);
            self.canvas.text(&text, ((left + right) / 2.0, y), LABEL_FONT, Anchor::Middle)?;
        }
        let line: Vec<Point> =
            block.places.iter().filter(|p| p.value.is_finite()).map(|p| self.place(p.at, p.value)).collect();
        if block.joined && line.len() > 1 {
            self.canvas.line(&line, Stroke { colour: colour(1).mix(0.6), width: HAIR + 1, dash: &[] })?;
        }
        block.places.iter().filter(|place| place.value.is_finite()).try_for_each(|place| self.value(place))
    }

    /// The texts of the levels; of many only as many as there is room for.
    fn ticks(&self, ruler: &Ruler) -> Drawn {
        let Frame { left, right, bottom, .. } = self.area;
        let room = (right - left) / ruler.ticks.len().max(1) as f64;
        let every = ruler.every(right - left, |text| TICK_FONT.measure(text)).min(4);
        let texts: Vec<&str> = ruler.ticks.iter().map(|(_, text)| text.as_str()).collect();
        let texts = told_apart(&texts, room * every as f64, |text| TICK_FONT.measure(text));
        for (number, ((share, _), text)) in ruler.ticks.iter().zip(&texts).enumerate() {
            let x = left + share * (right - left);
            self.canvas.line(&[(x, bottom), (x, bottom + 10.0)], solid(GREY, THIN))?;
            if number % every == 0 {
                self.canvas.text(text, (x, bottom + TICK * 1.05), TICK_FONT, Anchor::Middle)?;
            }
        }
        Ok(())
    }

    fn value(&self, place: &Place) -> Drawn {
        if let Some((low, high)) = place.interval {
            let stroke = Stroke { colour: colour(1).mix(0.7), width: 4, dash: &[] };
            self.canvas.line(&[self.place(place.at, low), self.place(place.at, high)], stroke)?;
        }
        self.canvas.marker(Shape::Disc, self.place(place.at, place.value), colour(1), true)
    }
}
