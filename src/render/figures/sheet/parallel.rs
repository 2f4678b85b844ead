//! Parallel coordinates: a rail for each factor and outcome, a line for each point, coloured by an outcome.

use plotters::prelude::*;

use super::Ruler;
use super::colours::{BAR_ROOM, Bar};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font, Stroke};
use crate::render::figures::labels::{Point, fit};
use crate::render::figures::panel::{self, Frame, TICK_FONT, solid};
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
const BOLD_FONT: Font = Font { size: LABEL, bold: true, colour: INK };

/// Width of the lines that stand out, and opacity of the others.
const STRONG: u32 = 4;
const FAINT: f64 = 0.3;

/// How far every other label is raised where they do not fit beside each other, in heights of letters.
const RAISED: f64 = 2.7;

/// Rails and the lines across them.
#[derive(Clone, Debug, PartialEq)]
pub struct Parallel {
    /// What is shown.
    pub title: String,
    /// The rails, from the left.
    pub rails: Vec<Rail>,
    /// The lines, those below first.
    pub lines: Vec<Line>,
    /// What the colours stand for.
    pub bar: Bar,
}

/// A vertical axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    /// What it is, in one or two lines.
    pub label: [String; 2],
    /// Whether it is an outcome rather than a factor.
    pub outcome: bool,
    /// What is written along it.
    pub ruler: Ruler,
}

/// A point of the design.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its place on each rail, between 0 and 1; NaN where there is none.
    pub places: Vec<f64>,
    /// The value that colours it.
    pub value: f64,
    /// Whether it stands out; the others are pale.
    pub strong: bool,
}

impl Parallel {
    /// Draws the panel into a frame.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        panel::title(canvas, &self.title, "", frame)?;
        let step = (frame.right - frame.left - BAR_ROOM - 90.0) / self.rails.len().max(1) as f64;
        let area = Frame {
            left: frame.left + step / 2.0,
            right: frame.right - BAR_ROOM - 90.0,
            top: frame.top + PANEL_TITLE * 1.7 + LABEL * if self.staggers(step) { 3.2 + RAISED } else { 3.2 },
            bottom: frame.bottom - TICK,
        };
        let place = |rail: usize, share: f64| -> Point {
            (area.left + rail as f64 * step, area.bottom - share * (area.bottom - area.top))
        };
        let strong = self.lines.iter().filter(|line| line.strong).count().max(1) as f64;
        let opacity = (8.0 / strong.sqrt()).clamp(0.35, 0.95);
        for line in &self.lines {
            let known = line.places.iter().enumerate().filter(|(_, share)| share.is_finite());
            let points: Vec<Point> = known.map(|(rail, &share)| place(rail, share)).collect();
            let stroke = if line.strong {
                Stroke { colour: self.bar.colour(line.value).mix(opacity), width: STRONG, dash: &[] }
            } else {
                Stroke { colour: GREY.mix(FAINT), width: 1, dash: &[] }
            };
            canvas.line(&points, stroke)?;
        }
        for (number, rail) in self.rails.iter().enumerate() {
            let raised = if self.staggers(step) && number % 2 == 1 { LABEL * RAISED } else { 0.0 };
            rail.label(canvas, place(number, 1.0), raised, if self.staggers(step) { 2.0 * step } else { step })?;
            rail.draw(canvas, place(number, 1.0), area.bottom, step)?;
        }
        self.bar.draw(canvas, Frame { left: frame.right - BAR_ROOM, ..Frame { right: frame.right, ..area } })
    }
}

impl Parallel {
    /// Whether every other label is raised, since they do not fit beside each other.
    fn staggers(&self, step: f64) -> bool {
        let texts = |rail: &Rail| rail.label.iter().map(|text| rail.font().measure(text)).fold(0.0, f64::max);
        self.rails.iter().any(|rail| texts(rail) > step - 14.0)
    }
}

impl Rail {
    fn font(&self) -> Font {
        if self.outcome { BOLD_FONT } else { LABEL_FONT }
    }

    fn label<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (x, top): Point, raised: f64, room: f64) -> Drawn {
        for (line, text) in self.label.iter().enumerate() {
            let y = top - raised - LABEL * (2.5 - 1.25 * line as f64);
            let text = fit(text, room - 14.0, |text| self.font().measure(text));
            canvas.text(&text, (x, y), self.font(), Anchor::Middle)?;
        }
        Ok(())
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (x, top): Point, bottom: f64, step: f64) -> Drawn {
        canvas.line(&[(x, bottom), (x, top)], solid(INK, THIN))?;
        for (share, text) in &self.ruler.ticks {
            let y = bottom - share * (bottom - top);
            let text = fit(text, step - 24.0, |text| TICK_FONT.measure(text));
            let width = TICK_FONT.measure(&text);
            canvas.rectangle([(x + 6.0, y - TICK * 0.6), (x + 16.0 + width, y + TICK * 0.6)], WHITE.mix(0.75))?;
            canvas.line(&[(x, y), (x + 8.0, y)], solid(INK, THIN))?;
            canvas.text(&text, (x + 12.0, y), TICK_FONT, Anchor::Left)?;
        }
        Ok(())
    }
}
