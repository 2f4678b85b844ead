//! The panels of a figure one by one, as a page of text takes them: beside each other on paper, below each other on a
//! telephone.

use std::collections::BTreeSet;
use std::sync::Arc;

use plotters::prelude::*;

use super::canvas::{Canvas, Drawn};
use super::draw::{INTERVAL, SPREAD, marks_text, observed_words};
use super::figure::Figure;
use super::panel::{self, Frame, Margins};
use super::picture::{Page, Picture, Size};
use super::sheet::{Cell, Dots, Entry, Marker, Matrix, MatrixLine, Panel, Row, Sheet, Sides};
use super::style;
use crate::language::Language;

/// Width of a panel that stands beside another on A4: there the numbers at an axis are 7 points high.
const HALF: u32 = 820;
/// Width of a panel that has a page to itself.
const WHOLE: u32 = 1680;
/// Height of a panel of curves.
const CURVES: u32 = 350;
/// Height of what fits on a page of paper, with the words above it.
const LONGEST: f64 = 2200.0;
/// What rows of markers have above and below them.
const AROUND_ROWS: f64 = 190.0;
/// Width and height of a marker.
const SAMPLE: u32 = 32;
/// Height of a row with one marker.
const ROW: f64 = 30.0;
/// White around a panel.
const EDGE: f64 = 10.0;

/// A panel alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A panel of curves, by its number. The others are there so that all of them have plots of one width.
    Curves(Arc<Figure>, usize),
    /// A panel of a sheet, with its name, and with room beside the plot as in the other panels.
    Sheet(&'static str, Box<Panel>, Sides),
    /// A marker of a sheet with that name.
    Marker(&'static str, Marker),
}

impl Part {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Part::Curves(figure, _) => figure.name,
            Part::Sheet(name, ..) | Part::Marker(name, _) => name,
        }
    }

    pub(super) fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (width, height): Size) -> Drawn {
        let frame =
            Frame { left: EDGE, top: EDGE, right: f64::from(width) - EDGE, bottom: f64::from(height) - EDGE * 0.5 };
        match self {
            Part::Curves(figure, number) => {
                let margins = figure.panels.iter().map(Margins::of).fold(Margins::default(), Margins::and);
                panel::draw(canvas, figure, &figure.panels[*number], frame, margins)
            }
            Part::Sheet(_, panel, sides) => panel.draw(canvas, frame, *sides),
            Part::Marker(_, Marker { style, shape, filled }) => {
                let middle = (f64::from(width) / 2.0, f64::from(height) / 2.0);
                canvas.marker(*shape, middle, style::colour(*style), *filled)
            }
        }
    }
}

impl Picture {
    /// Each panel alone, without title, note and key; long ones in pieces that fit on a page of paper.
    pub fn parts(&self) -> Vec<Picture> {
        let part = |part: Part, size: Size| Picture::new(Page::Part(part), size);
        match &self.page {
            Page::Figure(figure) => {
                let (numbers, figure) = (0..figure.panels.len(), Arc::new(figure.clone()));
                numbers.map(|number| part(Part::Curves(figure.clone(), number), (HALF, CURVES))).collect()
            }
            Page::Sheet(sheet) => {
                let pieces = sheet.panels.iter().flat_map(|panel| pieces(sheet, panel, LONGEST));
                let sides = sheet.sides();
                pieces.map(|(panel, size)| part(Part::Sheet(sheet.name, Box::new(panel), sides), size)).collect()
            }
            Page::Part(_) => vec![self.clone()],
        }
    }

    /// Its title.
    pub fn title(&self) -> &str {
        match &self.page {
            Page::Figure(figure) => &figure.title,
            Page::Sheet(sheet) => &sheet.title,
            Page::Part(_) => "",
        }
    }

    /// What stands at its foot, in words.
    pub fn note(&self) -> String {
        match &self.page {
            Page::Figure(figure) => {
                let band = |shown: bool, what: &str| if shown { format!(" {what}.") } else { String::new() };
                let interval = band(
                    figure.intervals,
                    &match figure.language {
                        Language::En => format!("Dark bands: {}", INTERVAL.en),
                        Language::Zh => format!("深色带：{}", INTERVAL.zh),
                    },
                );
                let spread = band(
                    figure.spreads,
                    &match figure.language {
                        Language::En => format!("Pale bands: {}", SPREAD.en),
                        Language::Zh => format!("浅色带：{}", SPREAD.zh),
                    },
                );
                let observed = band(
                    figure.observed,
                    &match figure.language {
                        Language::En => format!("Markers: {}", observed_words(figure).en),
                        Language::Zh => format!("标记：{}", observed_words(figure).zh),
                    },
                );
                let marks = marks_text(figure);
                format!("{}{interval}{spread}{observed} {marks}", figure.note).trim_end().to_owned()
            }
            Page::Sheet(sheet) => sheet.note.clone(),
            Page::Part(_) => String::new(),
        }
    }

    /// What its markers stand for: the words, and a picture of each marker.
    pub fn key(&self) -> Vec<(String, Picture)> {
        let Page::Sheet(sheet) = &self.page else { return Vec::new() };
        let arms = sheet.panels.iter().filter_map(|panel| match panel {
            Panel::Matrix(matrix) if matrix.columns.len() > 1 => Some(&matrix.columns),
            _ => None,
        });
        let arm = |(label, number): &(String, usize)| Entry { label: label.clone(), marker: Marker::of(*number) };
        let arms: Vec<Entry> = arms.flatten().map(arm).collect();
        let marker = |entry: &Entry| Picture::new(Page::Part(Part::Marker(sheet.name, entry.marker)), (SAMPLE, SAMPLE));
        sheet.key.iter().chain(&arms).map(|entry| (entry.label.clone(), marker(entry))).collect()
    }

    /// Whether it needs the whole width of a page of text.
    pub fn is_whole(&self) -> bool {
        self.size.0 > HALF
    }

    /// The titles of its panels of curves.
    pub fn panel_titles(&self) -> Vec<&str> {
        match &self.page {
            Page::Figure(figure) => figure.panels.iter().map(|panel| panel.title.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// The same without panels of curves that have one of these titles; none if nothing is left.
    pub fn without(mut self, shown: &BTreeSet<String>) -> Option<Self> {
        if let Page::Figure(figure) = &mut self.page {
            figure.panels.retain(|panel| !shown.contains(&panel.title));
            return (!figure.panels.is_empty()).then_some(self);
        }
        Some(self)
    }
}

/// A panel of a sheet in pieces that are at most so high, with their sizes.
pub(super) fn pieces(sheet: &Sheet, panel: &Panel, longest: f64) -> Vec<(Panel, Size)> {
    let width = if sheet.panels.len() == 1 { WHOLE } else { HALF };
    match panel {
        Panel::Dots(dots) => {
            let pitch = pitch(&dots.rows);
            let pieces = chunks(&dots.rows, fitting(longest, pitch));
            let piece = |rows: Vec<Row>| (height(rows.len(), pitch), Panel::Dots(Dots { rows, ..dots.clone() }));
            pieces.into_iter().map(piece).map(|(height, panel)| (panel, (width, height))).collect()
        }
        Panel::Matrix(matrix) => pieces_of_matrix(matrix, longest),
        Panel::Words(_) => vec![(panel.clone(), (HALF, 160))],
        Panel::Parallel(_) => vec![(panel.clone(), (WHOLE, 900))],
        Panel::Heat(_) => vec![(panel.clone(), (HALF, 640))],
        Panel::Values(_) => vec![(panel.clone(), (HALF, 480))],
        Panel::Scatter(_) => vec![(panel.clone(), (HALF, 640))],
    }
}

/// Without numbers, which would leave little room for the markers: they stand in a table then. One column alone takes half
/// of the page, and its pieces stand beside each other.
fn pieces_of_matrix(matrix: &Matrix, longest: f64) -> Vec<(Panel, Size)> {
    let bare = |line: &MatrixLine| {
        let without = |cell: &Option<Cell>| cell.clone().map(|cell| Cell { text: String::new(), ..cell });
        MatrixLine { cells: line.cells.iter().map(without).collect(), ..line.clone() }
    };
    let rows: Vec<MatrixLine> = matrix.rows.iter().map(bare).collect();
    let (width, at_least) = if matrix.columns.len() == 1 { (HALF, 4) } else { (WHOLE, 1) };
    let fit = fitting(longest, ROW).min(rows.len().div_ceil(at_least).max(1));
    let piece = |rows: Vec<MatrixLine>| {
        let height = height(rows.len(), ROW);
        let (head, label) = (String::new(), "difference, in %".to_owned());
        (Panel::Matrix(Matrix { rows, head, label, ..matrix.clone() }), (width, height))
    };
    chunks(&rows, fit).into_iter().map(piece).collect()
}

/// So many rows fit into a height, with a heading that is repeated.
fn fitting(longest: f64, pitch: f64) -> usize {
    (((longest - AROUND_ROWS) / pitch) as usize).max(2) - 1
}

fn height(rows: usize, pitch: f64) -> u32 {
    (AROUND_ROWS + pitch * rows as f64) as u32
}

/// A row that may be a heading.
trait Headed: Clone {
    fn is_heading(&self) -> bool;
    /// It as a heading that is repeated.
    fn continued(&self) -> Self;
}

impl Headed for Row {
    fn is_heading(&self) -> bool {
        self.dots.is_empty()
    }

    fn continued(&self) -> Self {
        Row { label: format!("{}, continued", self.label), ..self.clone() }
    }
}

impl Headed for MatrixLine {
    fn is_heading(&self) -> bool {
        self.cells.is_empty()
    }

    fn continued(&self) -> Self {
        MatrixLine { label: format!("{}, continued", self.label), ..self.clone() }
    }
}

/// Rows in as few pieces of about one length as have no more than so many. A piece that does not begin with a heading
/// repeats the one that it stands under, and none ends with one.
fn chunks<T: Headed>(rows: &[T], most: usize) -> Vec<Vec<T>> {
    let count = rows.len().div_ceil(most.max(1)).max(1);
    let length = rows.len().div_ceil(count).max(1);
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < rows.len() {
        let mut to = (from + length).min(rows.len());
        if to < rows.len() && to - from > 1 && rows[to - 1].is_heading() {
            to -= 1;
        }
        let heading = rows[..from].iter().rev().find(|row| row.is_heading()).filter(|_| !rows[from].is_heading());
        pieces.push(heading.map(Headed::continued).into_iter().chain(rows[from..to].iter().cloned()).collect());
        from = to;
    }
    pieces
}

/// Height of a row of markers, by what is drawn into it.
fn pitch(rows: &[Row]) -> f64 {
    let most = rows.iter().map(|row| row.dots.len()).max().unwrap_or(1);
    match most {
        0 | 1 => ROW,
        _ if rows.iter().any(|row| row.joined) => 46.0,
        dots => 14.0 + 13.0 * dots as f64,
    }
}
