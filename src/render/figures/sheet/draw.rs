//! Draws a sheet: heading, key, panels, foot.

use plotters::prelude::*;

use super::dots::Sides;
use super::{Entry, Panel, Sheet};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font};
use crate::render::figures::draw::{NOTE_FONT, frames, heading, inside};
use crate::render::figures::labels::{fit, wrap};
use crate::render::figures::panel::Frame;
use crate::render::figures::picture::Size;
use crate::render::figures::style::*;

const KEY_FONT: Font = Font { size: NOTE, bold: false, colour: INK };
/// Room for a marker before its label, and white after it.
const SAMPLE: f64 = 30.0;
const AFTER: f64 = 44.0;

impl Sheet {
    /// Draws it onto a page of this size.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, size: Size) -> Drawn {
        let page = inside(size);
        let top = heading(canvas, &self.title, &self.description, page)?;
        let top = key(canvas, &self.key, Frame { top, ..page })?;
        let bottom = foot(canvas, &self.note, page)?;
        let across = self.across.clamp(1, self.panels.len().max(1));
        let frames = frames(self.panels.len(), across, Frame { top, bottom, ..page });
        let sides = self.sides();
        self.panels.iter().zip(frames).try_for_each(|(panel, frame)| panel.draw(canvas, frame, sides))
    }

    /// Room beside the plots of rows of markers, the same in all of them.
    pub fn sides(&self) -> Sides {
        let of = |panel: &Panel| if let Panel::Dots(dots) = panel { Sides::of(dots) } else { Sides::default() };
        self.panels.iter().map(of).fold(Sides::default(), Sides::and)
    }
}

impl Panel {
    /// Draws it into a frame; rows of markers with so much room beside their plot.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame, sides: Sides) -> Drawn {
        match self {
            Panel::Dots(dots) => dots.draw(canvas, frame, sides),
            Panel::Matrix(matrix) => matrix.draw(canvas, frame),
            Panel::Words(text) => words(canvas, text, frame),
            Panel::Values(values) => values.draw(canvas, frame),
            Panel::Heat(heat) => heat.draw(canvas, frame),
            Panel::Parallel(parallel) => parallel.draw(canvas, frame),
            Panel::Scatter(scatter) => scatter.draw(canvas, frame),
        }
    }
}

/// Tells what the markers stand for, on as many lines as it takes, and gives the height below them.
fn key<B: DrawingBackend>(canvas: &Canvas<'_, B>, entries: &[Entry], page: Frame) -> Result<f64, String> {
    let (mut x, mut y) = (page.left, page.top + NOTE * 0.6);
    for entry in entries {
        let label = fit(&entry.label, page.right - page.left - SAMPLE, |text| KEY_FONT.measure(text));
        let width = SAMPLE + KEY_FONT.measure(&label);
        if x > page.left && x + width > page.right {
            (x, y) = (page.left, y + NOTE * LINE_HEIGHT);
        }
        canvas.marker(entry.marker.shape, (x + 13.0, y), colour(entry.marker.style), entry.marker.filled)?;
        canvas.text(&label, (x + SAMPLE + 4.0, y), KEY_FONT, Anchor::Left)?;
        x += width + AFTER;
    }
    Ok(if entries.is_empty() { page.top } else { y + NOTE * 1.4 })
}

/// A sentence in the size of a panel's title.
fn words<B: DrawingBackend>(canvas: &Canvas<'_, B>, text: &str, frame: Frame) -> Drawn {
    let font = Font { size: PANEL_TITLE, bold: false, colour: INK };
    let lines = wrap(text, frame.right - frame.left, 4, |text| font.measure(text));
    lines.iter().zip(0..).try_for_each(|(line, number)| {
        let y = frame.top + PANEL_TITLE * (1.0 + LINE_HEIGHT * f64::from(number));
        canvas.text(line, (frame.left, y), font, Anchor::Left)
    })
}

/// Writes the note, in up to three lines, and gives the height above it.
fn foot<B: DrawingBackend>(canvas: &Canvas<'_, B>, note: &str, page: Frame) -> Result<f64, String> {
    let mut y = page.bottom - NOTE / 2.0;
    for line in wrap(note, page.right - page.left, 3, |text| NOTE_FONT.measure(text)).iter().rev() {
        canvas.text(line, (page.left, y), NOTE_FONT, Anchor::Left)?;
        y -= NOTE * LINE_HEIGHT;
    }
    Ok(y - NOTE * 0.3)
}
