//! Rows of markers with intervals over a common axis: forest plots, and gaps between groups.

use plotters::prelude::*;

use super::{Marker, Ruler};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font, Shape, Stroke};
use crate::render::figures::labels::fit;
use crate::render::figures::names::told_apart;
use crate::render::figures::panel::{self, Frame, TICK_FONT, solid};
use crate::render::figures::scale::Axis;
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
const BOLD_FONT: Font = Font { size: LABEL, bold: true, colour: INK };
const TEXT_FONT: Font = Font { size: TICK, bold: false, colour: GREY };
/// Where a panel has more rows than this, the numbers of its axis stand above too.
const LONG: usize = 30;
/// Parts of a panel's width: for all that stands beside a plot, for labels at least, for texts at most.
const MOST_BESIDE: f64 = 0.66;
const LEAST_LABELS: f64 = 0.28;
/// So much for labels where there is little room.
const LABELS_AT_LEAST: f64 = 300.0;
const MOST_TEXTS: f64 = 0.42;
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
    /// Whether the markers of the same kind are linked from row to row.
    pub linked: bool,
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

/// Room beside a plot: for labels at the left, for texts at the right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sides {
    labels: f64,
    texts: f64,
}

impl Sides {
    /// What a panel needs.
    pub fn of(dots: &Dots) -> Self {
        let widest = |font: Font, texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| font.measure(text)).fold(0.0, f64::max)
        };
        let labels = widest(BOLD_FONT, &mut dots.rows.iter().map(|row| &row.label));
        let texts = widest(TEXT_FONT, &mut dots.rows.iter().map(|row| &row.text).chain([&dots.head]));
        Self { labels, texts }
    }

    /// Room enough for both.
    pub fn and(self, other: Self) -> Self {
        Self { labels: self.labels.max(other.labels), texts: self.texts.max(other.texts) }
    }
}

impl Dots {
    /// Draws the panel into a frame, with so much room beside the plot.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame, sides: Sides) -> Drawn {
        panel::title(canvas, &self.title, &self.unit, frame)?;
        let width = frame.right - frame.left;
        let texts = sides.texts.min(MOST_TEXTS * width);
        // Labels have what texts leave, so that a plot is no less than a third.
        let most_labels = (MOST_BESIDE * width - texts).clamp(LEAST_LABELS * width, MOST_TEXTS * width);
        let area = Frame {
            left: frame.left + sides.labels.min(most_labels.max(LABELS_AT_LEAST)) + APART,
            right: frame.right - if texts > 0.0 { texts + APART } else { 12.0 },
            top: frame.top + PANEL_TITLE * 1.5 + if self.rows.len() > LONG { TICK * 1.4 } else { 0.0 },
            bottom: frame.bottom - TICK * 3.0,
        };
        let plot = Plot { canvas, dots: self, area, left: frame.left };
        plot.axis()?;
        let head = (area.right + APART, frame.top + PANEL_TITLE * 1.5 - TICK * 0.2);
        canvas.text(&self.head, head, TEXT_FONT, Anchor::Left)?;
        if self.linked {
            plot.links()?;
        }
        let labels: Vec<&str> = self.rows.iter().map(|row| row.label.as_str()).collect();
        let labels = told_apart(&labels, plot.room(), |text| BOLD_FONT.measure(text));
        let labelled = self.rows.iter().zip(&labels).enumerate();
        labelled.into_iter().try_for_each(|(number, (row, label))| plot.row(number, row, label))
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

    /// Room for a label.
    fn room(&self) -> f64 {
        self.area.left - APART - self.left
    }

    /// The height of a marker of a row: all on about one line where they are joined, else well below each other.
    fn height(&self, number: usize, row: &Row, place: usize) -> f64 {
        let y = self.area.top + (number as f64 + 0.5) * self.pitch();
        let even = 0.84 * self.pitch() / row.dots.len().max(1) as f64;
        let step = if row.joined { even.min(TICK * 0.45) } else { even };
        y + step * (place as f64 - row.dots.len().saturating_sub(1) as f64 / 2.0)
    }

    /// Lines from each marker to the one of its kind in the next row.
    fn links(&self) -> Drawn {
        for (number, pair) in self.dots.rows.windows(2).enumerate() {
            for (place, (above, below)) in pair[0].dots.iter().zip(&pair[1].dots).enumerate() {
                let ends = [
                    (self.x(above.value), self.height(number, &pair[0], place)),
                    (self.x(below.value), self.height(number + 1, &pair[1], place)),
                ];
                if above.value.is_finite() && below.value.is_finite() {
                    let colour = colour(above.marker.style).mix(0.5);
                    self.canvas.line(&ends, Stroke { colour, width: THIN, dash: &[] })?;
                }
            }
        }
        Ok(())
    }

    fn row(&self, number: usize, row: &Row, label: &str) -> Drawn {
        let y = self.area.top + (number as f64 + 0.5) * self.pitch();
        let font = if row.bold || row.dots.is_empty() { BOLD_FONT } else { LABEL_FONT };
        let font = Font { size: font.size.min(self.pitch() * 0.86), ..font };
        let label = if row.dots.is_empty() { &row.label } else { label };
        self.canvas.text(label, (self.left, y), font, Anchor::Left)?;
        self.canvas.text(&row.text, (self.area.right + APART, y), TEXT_FONT, Anchor::Left)?;
        if row.joined {
            self.join(row, y)?;
        } else if row.dots.len() > 1 {
            let below = y + self.pitch() / 2.0;
            self.canvas.line(&[(self.left, below), (self.area.right, below)], solid(PALE, HAIR))?;
        }
        let ends = (self.area.left, self.area.right);
        let draw = |(place, dot)| draw_dot(self.canvas, &self.dots.axis, ends, dot, self.height(number, row, place));
        row.dots.iter().enumerate().try_for_each(draw)
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
}

/// The interval and the marker of a value, on an axis between two ends; an arrow at the edge where the value lies beyond it.
pub fn draw_dot<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    axis: &Axis,
    (left, right): (f64, f64),
    dot: &Dot,
    y: f64,
) -> Drawn {
    if dot.value.is_nan() {
        return Ok(());
    }
    let x = |value: f64| left + ((value - axis.low) / (axis.high - axis.low)).clamp(0.0, 1.0) * (right - left);
    let Marker { style, shape, filled } = dot.marker;
    let colour = colour(style);
    let stroke = Stroke { colour: colour.mix(if filled { 1.0 } else { 0.55 }), width: 4, dash: &[] };
    if let Some((low, high)) = dot.interval {
        canvas.line(&[(x(low), y), (x(high), y)], stroke)?;
    }
    let shape = match dot.value {
        value if value < axis.low => Shape::Left,
        value if value > axis.high => Shape::Right,
        _ => shape,
    };
    canvas.marker(shape, (x(dot.value), y), colour, filled)
}
