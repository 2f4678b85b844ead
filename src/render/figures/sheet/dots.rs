//! Rows of markers with intervals over a common axis: forest plots, and gaps between groups.

use plotters::prelude::*;

use super::{Marker, Ruler};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font, Shape, Stroke};
use crate::render::figures::labels::fit;
use crate::render::figures::panel::{self, Frame, TICK_FONT, solid};
use crate::render::figures::scale::Axis;
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
const BOLD_FONT: Font = Font { size: LABEL, bold: true, colour: INK };
const TEXT_FONT: Font = Font { size: TICK, bold: false, colour: GREY };
/// Where a panel has more rows than this, the numbers of its axis stand above too.
const LONG: usize = 30;
/// White between labels and plot, and between plot and texts.
const APART: f64 = 26.0;

/// Rows over a common axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// What is shown.
    pub title: String,
    /// Unit beside the title.
    pub unit: String,
    /// What stands below the axis.
    pub label: String,
    /// The common axis.
    pub axis: Axis,
    /// Whether a line stands at zero.
    pub zero: bool,
    /// What the texts at the ends of the rows are.
    pub head: String,
    /// The rows, from the top.
    pub rows: Vec<Row>,
}

/// A row of markers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What it is called.
    pub label: String,
    /// Whether it is bold.
    pub bold: bool,
    /// What stands at its end.
    pub text: String,
    /// Whether its markers stand close to a line that joins them, rather than well below each other.
    pub joined: bool,
    /// The markers; a row without any is a heading.
    pub dots: Vec<Dot>,
}

/// A value with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The value.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// How it is marked.
    pub marker: Marker,
}

struct Plot<'a, B: DrawingBackend> {
    canvas: &'a Canvas<'a, B>,
    dots: &'a Dots,
    area: Frame,
    /// Left end of the labels.
    left: f64,
}

impl Dots {
    /// Draws the panel into a frame.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        panel::title(canvas, &self.title, &self.unit, frame)?;
        let width = frame.right - frame.left;
        let most = 0.36 * width;
        let labels = self.rows.iter().map(|row| BOLD_FONT.measure(&row.label)).fold(0.0, f64::max);
        let texts =
            self.rows.iter().map(|row| TEXT_FONT.measure(&row.text)).fold(TEXT_FONT.measure(&self.head), f64::max);
        let area = Frame {
            left: frame.left + labels.min(most) + APART,
            right: frame.right - if texts > 0.0 { texts.min(most) + APART } else { 12.0 },
            top: frame.top + PANEL_TITLE * 1.5 + if self.rows.len() > LONG { TICK * 1.4 } else { 0.0 },
            bottom: frame.bottom - TICK * 3.0,
        };
        let plot = Plot { canvas, dots: self, area, left: frame.left };
        plot.axis()?;
        let head = (area.right + APART, frame.top + PANEL_TITLE * 1.5 - TICK * 0.2);
        canvas.text(&self.head, head, TEXT_FONT, Anchor::Left)?;
        self.rows.iter().enumerate().try_for_each(|(number, row)| plot.row(number, row))
    }
}

impl<B: DrawingBackend> Plot<'_, B> {
    fn x(&self, value: f64) -> f64 {
        let Axis { low, high, .. } = self.dots.axis;
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        self.area.left + share * (self.area.right - self.area.left)
    }

    /// Height of a row.
    fn pitch(&self) -> f64 {
        (self.area.bottom - self.area.top) / self.dots.rows.len().max(1) as f64
    }

    fn axis(&self) -> Drawn {
        let Frame { left, right, top, bottom } = self.area;
        let ruler = Ruler::of(&self.dots.axis);
        let every = ruler.every(right - left, |text| TICK_FONT.measure(text));
        for (number, (share, text)) in ruler.ticks.iter().enumerate() {
            let x = left + share * (right - left);
            self.canvas.line(&[(x, bottom), (x, top)], solid(PALE, HAIR))?;
            if number % every > 0 {
                continue;
            }
            self.canvas.text(text, (x, bottom + TICK * 1.05), TICK_FONT, Anchor::Middle)?;
            if self.dots.rows.len() > LONG {
                self.canvas.text(text, (x, top - TICK * 0.8), TICK_FONT, Anchor::Middle)?;
            }
        }
        if self.dots.zero {
            self.canvas.line(&[(self.x(0.0), bottom), (self.x(0.0), top)], solid(INK, THIN))?;
        }
        self.canvas.line(&[(left, bottom), (right, bottom)], solid(GREY, THIN))?;
        let label = fit(&self.dots.label, right - self.left, |text| TICK_FONT.measure(text));
        let half = TICK_FONT.measure(&label) / 2.0;
        let middle = ((left + right) / 2.0).max(self.left + half);
        self.canvas.text(&label, (middle, bottom + TICK * 2.35), TICK_FONT, Anchor::Middle)
    }

    fn row(&self, number: usize, row: &Row) -> Drawn {
        let y = self.area.top + (number as f64 + 0.5) * self.pitch();
        let font = if row.bold || row.dots.is_empty() { BOLD_FONT } else { LABEL_FONT };
        let font = Font { size: font.size.min(self.pitch() * 0.86), ..font };
        let room = if row.dots.is_empty() { self.area.right } else { self.area.left - APART } - self.left;
        let label = fit(&row.label, room, |text| font.measure(text));
        self.canvas.text(&label, (self.left, y), font, Anchor::Left)?;
        self.canvas.text(&row.text, (self.area.right + APART, y), TEXT_FONT, Anchor::Left)?;
        if row.joined {
            self.join(row, y)?;
        } else if row.dots.len() > 1 {
            let below = y + self.pitch() / 2.0;
            self.canvas.line(&[(self.left, below), (self.area.right, below)], solid(PALE, HAIR))?;
        }
        let even = 0.84 * self.pitch() / row.dots.len().max(1) as f64;
        let step = if row.joined { even.min(TICK * 0.45) } else { even };
        let first = y - step * (row.dots.len().saturating_sub(1)) as f64 / 2.0;
        row.dots.iter().zip(0..).try_for_each(|(dot, place)| self.dot(dot, first + f64::from(place) * step))
    }

    /// The line from the least to the largest marker.
    fn join(&self, row: &Row, y: f64) -> Drawn {
        let values = row.dots.iter().map(|dot| dot.value).filter(|value| value.is_finite());
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low > high {
            return Ok(());
        }
        self.canvas.line(&[(self.x(low), y), (self.x(high), y)], solid(PALE, 8))
    }

    /// The interval and the marker; an arrow at the edge where the value lies beyond the axis.
    fn dot(&self, dot: &Dot, y: f64) -> Drawn {
        if dot.value.is_nan() {
            return Ok(());
        }
        let Marker { style, shape, filled } = dot.marker;
        let colour = colour(style);
        let stroke = Stroke { colour: colour.mix(if filled { 1.0 } else { 0.55 }), width: 4, dash: &[] };
        if let Some((low, high)) = dot.interval {
            self.canvas.line(&[(self.x(low), y), (self.x(high), y)], stroke)?;
        }
        let Axis { low, high, .. } = self.dots.axis;
        let shape = match dot.value {
            value if value < low => Shape::Left,
            value if value > high => Shape::Right,
            _ => shape,
        };
        self.canvas.marker(shape, (self.x(dot.value), y), colour, filled)
    }
}
