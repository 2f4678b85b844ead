//! A row for each outcome, a column for each arm: a value with its interval on an axis that all share, and its number beside it.

use plotters::prelude::*;

use super::{Dot, Ruler, dots};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font};
use crate::render::figures::labels::fit;
use crate::render::figures::names::told_apart;
use crate::render::figures::panel::{Frame, TICK_FONT, solid};
use crate::render::figures::scale::Axis;
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
const BOLD_FONT: Font = Font { size: LABEL, bold: true, colour: INK };
const TEXT_FONT: Font = Font { size: TICK, bold: false, colour: INK };
/// The font of numbers that tell no difference.
const PALE_FONT: Font = Font { colour: GREY, ..TEXT_FONT };
/// White between columns, and between a plot and its numbers.
const APART: f64 = 40.0;
const BESIDE: f64 = 26.0;
/// The largest part of the page that labels of rows take, but so much where there is little room.
const LABELS: f64 = 0.3;
const LEAST_LABELS: f64 = 400.0;
/// Height of the names of the columns.
const HEAD: f64 = 3.6 * TICK;

/// Rows of outcomes over columns of arms.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The axis of all columns.
    pub axis: Axis,
    /// What stands below the axes.
    pub label: String,
    /// What the numbers are.
    pub head: String,
    /// The columns, from the left: a name, and the number of its colour.
    pub columns: Vec<(String, usize)>,
    /// The rows, from the top.
    pub rows: Vec<Line>,
}

/// A row of a matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it is called.
    pub label: String,
    /// Whether it is bold.
    pub bold: bool,
    /// What stands in each column; a row without any is a heading.
    pub cells: Vec<Option<Cell>>,
}

/// A value with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value, on the axis.
    pub dot: Dot,
    /// The number beside it.
    pub text: String,
}

impl Matrix {
    /// Draws the panel into a frame.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        let labels = self.rows.iter().map(|row| row.font().measure(&row.label)).fold(0.0, f64::max);
        let labels = labels.min((LABELS * (frame.right - frame.left)).max(LEAST_LABELS));
        let area = Frame { top: frame.top + HEAD, bottom: frame.bottom - TICK * 3.0, ..frame };
        let pitch = (area.bottom - area.top) / self.rows.len().max(1) as f64;
        for (number, row) in self.rows.iter().enumerate() {
            row.label(canvas, (frame.left, area.top + (number as f64 + 0.5) * pitch), (labels, frame.right), pitch)?;
        }
        let first = frame.left + labels + APART;
        let step = (frame.right - first + APART) / self.columns.len().max(1) as f64;
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        let names = told_apart(&names, step - APART, |text| BOLD_FONT.measure(text));
        for (number, name) in names.iter().enumerate() {
            let left = first + number as f64 * step;
            self.column(canvas, number, name, Frame { left, right: left + step - APART, ..area })?;
        }
        let middle = (first + frame.right) / 2.0;
        let label = fit(&self.label, frame.right - first, |text| TICK_FONT.measure(text));
        canvas.text(&label, (middle, area.bottom + TICK * 2.35), TICK_FONT, Anchor::Middle)
    }

    /// The room for numbers: the same in all columns, so that their plots are as wide.
    fn texts(&self) -> f64 {
        let cells = self.rows.iter().flat_map(|row| row.cells.iter().flatten());
        let head = TICK_FONT.measure(&self.head);
        cells.map(|cell| TEXT_FONT.measure(&cell.text)).fold(head, f64::max)
    }

    /// One column: its name, its axis, and a value in each row.
    fn column<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, number: usize, name: &str, frame: Frame) -> Drawn {
        let cells = || self.rows.iter().map(|row| row.cells.get(number).and_then(Option::as_ref));
        let texts = self.texts().min(0.64 * (frame.right - frame.left));
        let area = Frame { right: frame.right - texts - BESIDE, ..frame };
        let colour = colour(self.columns[number].1);
        canvas.text(name, (frame.left, frame.top - TICK * 2.6), Font { colour, ..BOLD_FONT }, Anchor::Left)?;
        let head = fit(&self.head, frame.right - area.right - BESIDE, |text| TICK_FONT.measure(text));
        canvas.text(&head, (area.right + BESIDE, frame.top - TICK * 0.8), TICK_FONT, Anchor::Left)?;
        self.axis(canvas, area)?;
        let pitch = (area.bottom - area.top) / self.rows.len().max(1) as f64;
        for (row, cell) in cells().enumerate() {
            let y = area.top + (row as f64 + 0.5) * pitch;
            let Some(cell) = cell else { continue };
            dots::draw_dot(canvas, &self.axis, (area.left, area.right), &cell.dot, y)?;
            let font = if cell.dot.marker.filled { TEXT_FONT } else { PALE_FONT };
            canvas.text(&cell.text, (area.right + BESIDE, y), font, Anchor::Left)?;
        }
        Ok(())
    }

    /// The axis of a column, with its numbers above and below.
    fn axis<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, area: Frame) -> Drawn {
        let x = |share: f64| area.left + share * (area.right - area.left);
        let ruler = Ruler::of(&self.axis);
        let zero = (0.0 - self.axis.low) / (self.axis.high - self.axis.low);
        let at_zero = ruler.ticks.iter().position(|(share, _)| (share - zero).abs() < 1e-9).unwrap_or(0);
        let every = ruler.every(area.right - area.left, |text| TICK_FONT.measure(text));
        for (number, (share, text)) in ruler.ticks.iter().enumerate() {
            canvas.line(&[(x(*share), area.bottom), (x(*share), area.top)], solid(PALE, HAIR))?;
            // Counted from zero, so that zero is always told.
            if number.abs_diff(at_zero) % every == 0 {
                canvas.text(text, (x(*share), area.bottom + TICK * 1.05), TICK_FONT, Anchor::Middle)?;
                canvas.text(text, (x(*share), area.top - TICK * 0.8), TICK_FONT, Anchor::Middle)?;
            }
        }
        canvas.line(&[(x(zero), area.bottom), (x(zero), area.top)], solid(INK, THIN))?;
        canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], solid(GREY, THIN))
    }
}

impl Line {
    fn font(&self) -> Font {
        if self.bold || self.cells.is_empty() { BOLD_FONT } else { LABEL_FONT }
    }

    /// The label, and a fine line below the row that leads the eye to its numbers.
    fn label<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        (left, y): (f64, f64),
        (room, right): (f64, f64),
        pitch: f64,
    ) -> Drawn {
        if self.cells.is_empty() {
            return canvas.text(&self.label, (left, y + pitch * 0.1), self.font(), Anchor::Left);
        }
        let below = y + pitch / 2.0;
        canvas.line(&[(left, below), (right, below)], solid(PALE, 1))?;
        let label = told_apart(&[&self.label], room, |text| self.font().measure(text));
        canvas.text(&label[0], (left, y), self.font(), Anchor::Left)
    }
}
