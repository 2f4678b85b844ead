//! Draws a figure: heading, grid of panels, foot.

use plotters::prelude::*;

use super::canvas::{Anchor, Canvas, Drawn, Font, MARKER, Shape};
use super::figure::Figure;
use super::labels::{wrap, wrap_with_end};
use super::panel::{self, Frame, Margins};
use super::picture::Size;
use super::style::*;
use crate::language::{Language, Words};
use crate::scenario::SETTINGS;

/// Lines that a title, a description and settings take at most.
const TITLE_LINES: usize = 2;
const DESCRIPTION_LINES: usize = 3;
const SETTINGS_LINES: usize = 12;

const TITLE_FONT: Font = Font { size: TITLE, bold: true, colour: INK };
/// The font of descriptions and notes.
pub const NOTE_FONT: Font = Font { size: NOTE, bold: false, colour: GREY };
/// What the bands are.
pub const INTERVAL: Words = Words::new("95 % interval of the mean", "均值的 95 % 置信区间");
/// What the pale bands are.
pub const SPREAD: Words = Words::new("5\u{2013}95 % of replicates", "重复的 5–95 %");

impl Figure {
    /// Draws it onto a page of this size.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, size: Size) -> Drawn {
        let page = inside(size);
        let top = heading(canvas, &self.title, &self.description, page)?;
        let bottom = foot(canvas, self, page)?;
        grid(canvas, self, Frame { top, bottom, ..page })
    }
}

/// What a page has within its margins.
pub fn inside((width, height): Size) -> Frame {
    let (right, bottom) = (f64::from(width) - MARGIN, f64::from(height) - MARGIN * 0.6);
    Frame { left: MARGIN, top: MARGIN, right, bottom }
}

/// Writes title and description, and gives the height below them.
pub fn heading<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    title: &str,
    description: &str,
    page: Frame,
) -> Result<f64, String> {
    let width = page.right - page.left;
    let mut y = page.top + TITLE * 0.4;
    for line in wrap(title, width, TITLE_LINES, |text| TITLE_FONT.measure(text)) {
        canvas.text(&line, (page.left, y), TITLE_FONT, Anchor::Left)?;
        y += TITLE * 1.2;
    }
    y = y.max(page.top + TITLE * 1.6) - TITLE * 0.25;
    for line in described(description, width) {
        canvas.text(&line, (page.left, y), NOTE_FONT, Anchor::Left)?;
        y += NOTE * LINE_HEIGHT;
    }
    Ok(y + NOTE * 0.5)
}

/// A description in a few lines; what the command line has set is never cut from its end.
fn described(description: &str, width: f64) -> Vec<String> {
    let measure = |text: &str| NOTE_FONT.measure(text);
    match description.rsplit_once(SETTINGS) {
        Some((text, settings)) => {
            let end = format!("{}{settings}", SETTINGS.trim_start_matches("; "));
            wrap_with_end(text, &end, width, DESCRIPTION_LINES, measure)
        }
        None if description.starts_with("With ") => wrap(description, width, SETTINGS_LINES, measure),
        None => wrap(description, width, DESCRIPTION_LINES, measure),
    }
}

/// Writes what the lines and bands are, and gives the height above it. A note that does not fit beside the samples of bands
/// stands above them, in lines of its own.
fn foot<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, page: Frame) -> Result<f64, String> {
    let y = page.bottom - NOTE / 2.0;
    let x = samples(canvas, figure, (page.left, y))?;
    let beside = NOTE_FONT.measure(&figure.note) <= page.right - x;
    if beside {
        canvas.text(&figure.note, (x, y), NOTE_FONT, Anchor::Left)?;
    }
    let shortened = || figure.marks.iter().any(|(_, label)| panel::short_mark(label) != label);
    let marks = if figure.layout.label_marks && !shortened() { String::new() } else { marks_text(figure) };
    let above = [if beside { "" } else { &figure.note }, &marks];
    let lines = above.map(|text| wrap(text, page.right - page.left, 2, |text| NOTE_FONT.measure(text))).concat();
    let first = usize::from(beside || x > page.left);
    let height = |row: usize| y - (row + first) as f64 * NOTE * LINE_HEIGHT;
    let mut lowest_first = lines.iter().rev().enumerate();
    lowest_first.try_for_each(|(row, line)| canvas.text(line, (page.left, height(row)), NOTE_FONT, Anchor::Left))?;
    Ok(height(lines.len()) + NOTE * (LINE_HEIGHT - 1.1))
}

/// Shows what the bands are, and gives the place behind.
fn samples<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, (mut x, y): (f64, f64)) -> Result<f64, String> {
    for (shown, opacity, text) in [(figure.intervals, 0.5, INTERVAL), (figure.spreads, 0.2, SPREAD)] {
        if shown {
            let text = text.text(figure.language);
            canvas.rectangle([(x, y - 13.0), (x + 52.0, y + 13.0)], GREY.mix(opacity))?;
            canvas.text(text, (x + 66.0, y), NOTE_FONT, Anchor::Left)?;
            x += 66.0 + NOTE_FONT.measure(text) + 44.0;
        }
    }
    if figure.observed { observed(canvas, figure, (x, y)) } else { Ok(x) }
}

/// Shows what the markers are, and gives the place behind.
fn observed<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, (x, y): (f64, f64)) -> Result<f64, String> {
    let middle = x + 18.0;
    let bar = [(middle, y - 17.0), (middle, y + 17.0)];
    if figure.observed_bands {
        canvas.line(&bar, panel::solid(GREY, THIN))?;
    }
    canvas.observed(Shape::Disc, (middle, y), MARKER, GREY)?;
    let text = observed_words(figure).text(figure.language);
    canvas.text(text, (x + 44.0, y), NOTE_FONT, Anchor::Left)?;
    Ok(x + 44.0 + NOTE_FONT.measure(text) + 44.0)
}

/// What the markers are.
pub fn observed_words(figure: &Figure) -> Words {
    match figure.observed_bands {
        false => Words::new("observed", "观测值"),
        true => Words::new("observed, with its own band", "观测值及其区间"),
    }
}

/// What the dashed lines stand for, where the panels do not say it.
pub fn marks_text(figure: &Figure) -> String {
    if figure.language == Language::Zh {
        return marks_text_zh(figure);
    }
    let marks: Vec<String> = figure.marks.iter().map(|(round, label)| format!("round {round}, {label}")).collect();
    let lines = if figure.spans.is_empty() { "Dashed lines" } else { "Dashed lines and shades" };
    if marks.is_empty() { String::new() } else { format!("{lines}: {}.", marks.join("; ")) }
}

fn marks_text_zh(figure: &Figure) -> String {
    let marks: Vec<String> = figure.marks.iter().map(|(round, label)| format!("第 {round} 轮，{label}")).collect();
    let lines = if figure.spans.is_empty() { "虚线" } else { "虚线和阴影" };
    if marks.is_empty() { String::new() } else { format!("{lines}：{}。", marks.join("；")) }
}

fn grid<B: DrawingBackend>(canvas: &Canvas<'_, B>, figure: &Figure, page: Frame) -> Drawn {
    let across = figure.layout.across.clamp(1, figure.panels.len().max(1));
    let frames = frames(figure.panels.len(), across, page);
    // All have one width of plot, so that a round stands at one place in each and slopes can be compared.
    let margins = figure.panels.iter().map(Margins::of).fold(Margins::default(), Margins::and);
    figure.panels.iter().zip(frames).try_for_each(|(panel, frame)| panel::draw(canvas, figure, panel, frame, margins))
}

/// The places of panels of one size, row by row.
pub fn frames(count: usize, across: usize, page: Frame) -> Vec<Frame> {
    let down = count.div_ceil(across).max(1);
    let width = (page.right - page.left - GAP * (across - 1) as f64) / across as f64;
    let row_gap = GAP * 0.35;
    let height = (page.bottom - page.top - row_gap * (down - 1) as f64) / down as f64;
    let frame = |number: usize| {
        let left = page.left + (number % across) as f64 * (width + GAP);
        let top = page.top + (number / across) as f64 * (height + row_gap);
        Frame { left, top, right: left + width, bottom: top + height }
    };
    (0..count).map(frame).collect()
}
