//! Draws a figure: heading, grid of panels, foot.

use plotters::prelude::*;

use super::canvas::{Anchor, Canvas, Drawn, Font};
use super::figure::Figure;
use super::labels::{fit, wrap};
use super::panel::{self, Frame, Margins};
use super::style::*;

const TITLE_FONT: Font = Font { size: TITLE, bold: true, colour: INK };
const NOTE_FONT: Font = Font { size: NOTE, bold: false, colour: GREY };

/// Draws a figure onto a page of its size.
pub fn draw<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure) -> Drawn {
    let page = Frame {
        left: MARGIN,
        top: MARGIN,
        right: f64::from(PAGE_WIDTH) - MARGIN,
        bottom: f64::from(figure.height) - MARGIN * 0.6,
    };
    let top = heading(canvas, figure, page)?;
    let bottom = foot(canvas, figure, page)?;
    grid(canvas, figure, Frame { top, bottom, ..page })
}

/// Writes title and description, and gives the height below them.
fn heading<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, page: Frame) -> Result<f64, String> {
    let width = page.right - page.left;
    let title = fit(&figure.title, width, |text| TITLE_FONT.measure(text));
    canvas.text(&title, (page.left, page.top + TITLE * 0.4), TITLE_FONT, Anchor::Left)?;
    let mut y = page.top + TITLE * 1.35;
    for line in wrap(&figure.description, width, 2, |text| NOTE_FONT.measure(text)) {
        canvas.text(&line, (page.left, y), NOTE_FONT, Anchor::Left)?;
        y += NOTE * LINE_HEIGHT;
    }
    Ok(y + NOTE * 0.5)
}

/// Writes what the lines and bands are, and gives the height above it.
fn foot<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, page: Frame) -> Result<f64, String> {
    let mut y = page.bottom - NOTE / 2.0;
    let mut x = page.left;
    if figure.bands {
        for (opacity, text) in [(0.5, "95 % interval of the mean"), (0.2, "5\u{2013}95 % of replicates")] {
            canvas.rectangle([(x, y - 13.0), (x + 52.0, y + 13.0)], GREY.mix(opacity))?;
            canvas.text(text, (x + 66.0, y), NOTE_FONT, Anchor::Left)?;
            x += 66.0 + NOTE_FONT.measure(text) + 44.0;
        }
    }
    let note = fit(&figure.note, page.right - x, |text| NOTE_FONT.measure(text));
    canvas.text(&note, (x, y), NOTE_FONT, Anchor::Left)?;
    if !figure.label_marks {
        for line in wrap(&marks_text(figure), page.right - page.left, 2, |text| NOTE_FONT.measure(text)).iter().rev() {
            y -= NOTE * LINE_HEIGHT;
            canvas.text(line, (page.left, y), NOTE_FONT, Anchor::Left)?;
        }
    }
    Ok(y - NOTE * 1.1)
}

/// What the dashed lines stand for, where the panels do not say it.
fn marks_text(figure: &Figure) -> String {
    let marks: Vec<String> = figure.marks.iter().map(|(round, label)| format!("round {round}, {label}")).collect();
    if marks.is_empty() { String::new() } else { format!("Dashed vertical lines: {}.", marks.join("; ")) }
}

fn grid<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, page: Frame) -> Drawn {
    let across = figure.across.clamp(1, figure.panels.len().max(1));
    let down = figure.panels.len().div_ceil(across).max(1);
    let width = (page.right - page.left - GAP * (across - 1) as f64) / across as f64;
    let row_gap = GAP * 0.35;
    let height = (page.bottom - page.top - row_gap * (down - 1) as f64) / down as f64;
    let column = |number: usize| figure.panels.iter().skip(number % across).step_by(across);
    for (number, panel) in figure.panels.iter().enumerate() {
        let margins = column(number).map(Margins::of).fold(Margins::default(), Margins::and);
        let left = page.left + (number % across) as f64 * (width + GAP);
        let top = page.top + (number / across) as f64 * (height + row_gap);
        panel::draw(canvas, figure, panel, Frame { left, top, right: left + width, bottom: top + height }, margins)?;
    }
    Ok(())
}
