//! Tiles over two factors, coloured by a value.

use plotters::prelude::*;

use super::Ruler;
use super::colours::{BAR_ROOM, Bar, is_bright};
use crate::render::figures::canvas::{Anchor, Canvas, Drawn, Font};
use crate::render::figures::labels::fit;
use crate::render::figures::names::told_apart;
use crate::render::figures::panel::{self, Frame, TICK_FONT};
use crate::render::figures::scale;
use crate::render::figures::style::*;

const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };

/// Tiles over two factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What is shown.
    pub title: String,
    /// Unit beside the title.
    pub unit: String,
    /// The factor across and its levels.
    pub across: (String, Ruler),
    /// The factor upwards and its levels.
    pub up: (String, Ruler),
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// What the colours stand for.
    pub bar: Bar,
    /// Whether values are written into the tiles.
    pub written: bool,
}

/// A coloured rectangle, its edges as shares of the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tile {
    /// Left and right edge.
    pub across: (f64, f64),
    /// Lower and upper edge.
    pub up: (f64, f64),
    /// The value; grey where there is none.
    pub value: f64,
    /// Half of its interval, if there is one.
    pub half: Option<f64>,
}

impl Heat {
    /// Draws the panel into a frame.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, frame: Frame) -> Drawn {
        panel::title(canvas, &self.title, &self.unit, frame)?;
        let words = self.up.1.ticks.iter().map(|(_, text)| TICK_FONT.measure(text)).fold(0.0, f64::max);
        let area = Frame {
            left: frame.left + words.min(0.3 * (frame.right - frame.left)) + 18.0,
            right: frame.right - BAR_ROOM,
            top: frame.top + PANEL_TITLE * 1.7 + LABEL * 1.4,
            bottom: frame.bottom - TICK * 3.0,
        };
        self.tiles.iter().try_for_each(|tile| self.tile(canvas, area, tile))?;
        self.axes(canvas, area, frame.left)?;
        self.bar.draw(canvas, Frame { left: area.right + 36.0, right: frame.right, ..area })
    }

    fn tile<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, area: Frame, tile: &Tile) -> Drawn {
        let x = |share: f64| area.left + share * (area.right - area.left);
        let y = |share: f64| area.bottom - share * (area.bottom - area.top);
        let colour = self.bar.colour(tile.value);
        canvas.rectangle([(x(tile.across.0), y(tile.up.1)), (x(tile.across.1), y(tile.up.0))], colour.mix(1.0))?;
        if !self.written || !tile.value.is_finite() {
            return Ok(());
        }
        let ink = if is_bright(colour) { INK } else { WHITE };
        let written = |value: f64| match tile.half {
            Some(half) => scale::text_within(&self.bar.axis, value, half),
            None => scale::value_text(&self.bar.axis, value),
        };
        let text = written(tile.value);
        let middle = (x((tile.across.0 + tile.across.1) / 2.0), y((tile.up.0 + tile.up.1) / 2.0));
        let font = Font { colour: ink, ..TICK_FONT };
        let (wide, high) = (x(tile.across.1) - x(tile.across.0) - 6.0, y(tile.up.0) - y(tile.up.1));
        let fits = |text: &str, font: Font, lines: f64| font.measure(text) < wide && high > lines * TICK;
        let small = Font { size: TICK * 0.8, ..font };
        let half = tile.half.map(|half| format!("\u{b1} {}", written(half)));
        match half.filter(|half| fits(half, small, 2.4)) {
            Some(half) if fits(&text, font, 2.4) => {
                canvas.text(&text, (middle.0, middle.1 - TICK * 0.45), font, Anchor::Middle)?;
                canvas.text(&half, (middle.0, middle.1 + TICK * 0.6), small, Anchor::Middle)
            }
            _ if fits(&text, font, 1.0) => canvas.text(&text, middle, font, Anchor::Middle),
            _ => Ok(()),
        }
    }

    fn axes<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, area: Frame, left: f64) -> Drawn {
        let room = (area.right - area.left) / self.across.1.ticks.len().max(1) as f64;
        let every = self.across.1.every(area.right - area.left, |text| TICK_FONT.measure(text)).min(4);
        for ((share, _), text) in told(&self.across.1, room * every as f64).step_by(every) {
            let x = area.left + share * (area.right - area.left);
            canvas.text(&text, (x, area.bottom + TICK * 0.9), TICK_FONT, Anchor::Middle)?;
        }
        let high = (area.bottom - area.top) / self.up.1.ticks.len().max(1) as f64;
        let every = ((TICK * 1.2 / high).ceil() as usize).max(1);
        for ((share, _), text) in told(&self.up.1, area.left - left - 14.0).step_by(every) {
            let y = area.bottom - share * (area.bottom - area.top);
            canvas.text(&text, (area.left - 14.0, y), TICK_FONT, Anchor::Right)?;
        }
        let width = area.right - left;
        let (across, up) = (fit(&self.across.0, width, measure), fit(&self.up.0, width, measure));
        canvas.text(
            &across,
            ((area.left + area.right) / 2.0, area.bottom + TICK * 2.25),
            LABEL_FONT,
            Anchor::Middle,
        )?;
        canvas.text(&up, (left, area.top - LABEL * 0.9), LABEL_FONT, Anchor::Left)
    }
}

/// The texts of a ruler, told apart in so much room each.
fn told(ruler: &Ruler, room: f64) -> impl Iterator<Item = (&(f64, String), String)> {
    let texts: Vec<&str> = ruler.ticks.iter().map(|(_, text)| text.as_str()).collect();
    ruler.ticks.iter().zip(told_apart(&texts, room, |text| TICK_FONT.measure(text)))
}

fn measure(text: &str) -> f64 {
    LABEL_FONT.measure(text)
}
