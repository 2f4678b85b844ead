//! A sheet as plain data, ready to be drawn: a page of panels that are not curves over the rounds.

mod colours;
mod dots;
mod draw;
mod heat;
mod matrix;
mod parallel;
mod ruler;
mod scatter;
mod values;

pub use colours::Bar;
pub use dots::{Dot, Dots, Row, Sides};
pub use heat::{Heat, Tile};
pub use matrix::{Cell, Line as MatrixLine, Matrix};
pub use parallel::{Line, Parallel, Rail};
pub use ruler::{Ruler, middle};
pub use scatter::{Scatter, Spot};
pub use values::{Block, Place, Values};

use super::canvas::Shape;

/// A page of panels.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the files, without ending.
    pub name: &'static str,
    /// Title at the top.
    pub title: String,
    /// What stands below the title.
    pub description: String,
    /// What the markers stand for.
    pub key: Vec<Entry>,
    /// What stands at the foot.
    pub note: String,
    /// Height of the page; its width is always the same.
    pub height: u32,
    /// Panels per row.
    pub across: usize,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
}

/// A marker and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it stands for.
    pub label: String,
    /// The marker.
    pub marker: Marker,
}

/// How a value is marked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marker {
    /// Number that gives its colour.
    pub style: usize,
    /// Its shape.
    pub shape: Shape,
    /// Whether it is filled.
    pub filled: bool,
}

/// A panel of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Panel {
    /// Rows of markers with intervals over a common axis.
    Dots(Dots),
    /// Values with intervals and numbers, outcomes by arms.
    Matrix(Matrix),
    /// A sentence where there is nothing to draw.
    Words(String),
    /// Values with intervals over the levels of factors.
    Values(Values),
    /// Tiles coloured by a value.
    Heat(Heat),
    /// Lines across the factors, coloured by a value.
    Parallel(Parallel),
    /// Points over two axes.
    Scatter(Scatter),
}

impl Panel {
    /// Rows of markers that it has.
    pub fn rows(&self) -> usize {
        match self {
            Panel::Dots(dots) => dots.rows.len(),
            Panel::Matrix(matrix) => matrix.rows.len(),
            _ => 0,
        }
    }
}

/// The markers of arms and contrasts, by number.
const SHAPES: [Shape; 6] = [Shape::Disc, Shape::Square, Shape::Diamond, Shape::Up, Shape::Down, Shape::Plus];

impl Marker {
    /// The marker of the arm with that number.
    pub fn of(number: usize) -> Self {
        Self { style: number, shape: SHAPES[number % SHAPES.len()], filled: true }
    }
}
