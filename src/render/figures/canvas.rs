//! The strokes that figures are made of, on either backend. Places are real numbers, rounded here.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::labels::{Point, dashes};
use super::letters::{self, Letters};

/// Both backends centre the box of a line, so that figures stand too high by about this part of the size.
const LOWERED: f64 = 0.13;

/// Radius of a marker, and width of its line where it is hollow.
pub const MARKER: f64 = 11.0;
const OUTLINE: f64 = 4.0;
/// White around the marker of what was observed, and the part of its radius that is hollow.
const HALO: f64 = 2.5;
const HOLLOW: f64 = 0.62;

/// Corners of the cross, in radii.
const PLUS: [Point; 12] = [
    (-0.42, -1.2),
    (0.42, -1.2),
    (0.42, -0.42),
    (1.2, -0.42),
    (1.2, 0.42),
    (0.42, 0.42),
    (0.42, 1.2),
    (-0.42, 1.2),
    (-0.42, 0.42),
    (-1.2, 0.42),
    (-1.2, -0.42),
    (-0.42, -0.42),
];

/// What drawing gives: nothing, or the words of the backend's error.
pub type Drawn = Result<(), String>;

/// A font: its size, whether it is bold, its colour.
#[derive(Clone, Copy, Debug)]
pub struct Font {
    /// Size in pixels.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Colour.
    pub colour: RGBColor,
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug)]
pub enum Anchor {
    /// The left end, at half height.
    Left,
    /// The middle.
    Middle,
    /// The right end, at half height.
    Right,
}

/// The shape of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A disc.
    Disc,
    /// A square on its side.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle that points up.
    Up,
    /// A triangle that points down.
    Down,
    /// A cross.
    Plus,
    /// A triangle that points left.
    Left,
    /// A triangle that points right.
    Right,
}

/// A line's colour, width and dash.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Colour and opacity.
    pub colour: RGBAColor,
    /// Width in pixels.
    pub width: u32,
    /// Lengths of line and gap in turn; empty for a whole line.
    pub dash: &'static [f64],
}

/// A page to draw on.
pub struct Canvas<'a, B: DrawingBackend> {
    /// The page.
    pub area: &'a DrawingArea<B, Shift>,
    /// Whether lines are to be drawn piece by piece with discs at the corners: the bitmap backend fills a wide line as one
    /// polygon, which has holes and spikes where the line turns sharply.
    pub piecewise: bool,
    /// Where letters come from that the font of the program lacks. None where whoever shows the page sees to that.
    pub letters: Option<&'a Letters>,
    /// Pixels of the backend for each unit of the page, in which all places, widths and sizes are given.
    pub zoom: f64,
}

impl<B: DrawingBackend> Canvas<'_, B> {
    /// Draws a line through points; one point alone becomes a dot.
    pub fn line(&self, points: &[Point], stroke: Stroke) -> Drawn {
        let stroke = Stroke { width: self.length(f64::from(stroke.width)), ..stroke };
        let style = stroke.colour.stroke_width(stroke.width);
        if let [point] = points {
            return self.put(&Circle::new(self.pixel(*point), stroke.width, stroke.colour.filled()));
        }
        dashes(points, stroke.dash).iter().try_for_each(|piece| {
            let mut pixels: Vec<(i32, i32)> = piece.iter().map(|&point| self.pixel(point)).collect();
            pixels.dedup();
            match pixels.len() {
                0 | 1 => Ok(()),
                _ if self.piecewise => self.pieces(&pixels, stroke),
                _ => self.put(&PathElement::new(pixels, style)),
            }
        })
    }

    /// Draws a line piece by piece, wide ones with discs at the corners.
    fn pieces(&self, pixels: &[(i32, i32)], stroke: Stroke) -> Drawn {
        let style = stroke.colour.stroke_width(stroke.width);
        pixels.windows(2).try_for_each(|ends| self.put(&PathElement::new(ends.to_vec(), style)))?;
        let corners = if stroke.width > 3 { &pixels[1..pixels.len() - 1] } else { &[] };
        let disc = |corner: &(i32, i32)| Circle::new(*corner, stroke.width / 2, stroke.colour.filled());
        corners.iter().try_for_each(|corner| self.put(&disc(corner)))
    }

    /// Fills what a closed line surrounds.
    pub fn polygon(&self, points: &[Point], colour: RGBAColor) -> Drawn {
        let mut pixels: Vec<(i32, i32)> = points.iter().map(|&point| self.pixel(point)).collect();
        pixels.dedup();
        if pixels.len() > 2 { self.put(&Polygon::new(pixels, colour)) } else { Ok(()) }
    }

    /// Fills the rectangle between two corners.
    pub fn rectangle(&self, corners: [Point; 2], colour: RGBAColor) -> Drawn {
        self.put(&Rectangle::new(corners.map(|corner| self.pixel(corner)), colour.filled()))
    }

    /// Draws a marker around a place, filled or as its outline.
    pub fn marker(&self, shape: Shape, place: Point, colour: RGBColor, filled: bool) -> Drawn {
        self.shape(shape, place, MARKER, colour)?;
        if filled { Ok(()) } else { self.shape(shape, place, MARKER - OUTLINE, WHITE) }
    }

    /// Draws the marker of what was observed: an outline of this radius on a white ground that parts it from the curve below.
    pub fn observed(&self, shape: Shape, place: Point, radius: f64, colour: RGBColor) -> Drawn {
        self.shape(shape, place, radius + HALO, WHITE)?;
        self.shape(shape, place, radius, colour)?;
        self.shape(shape, place, radius * HOLLOW, WHITE)
    }

    fn shape(&self, shape: Shape, (x, y): Point, radius: f64, colour: RGBColor) -> Drawn {
        let corners: &[Point] = match shape {
            Shape::Disc => return self.put(&Circle::new(self.pixel((x, y)), self.length(radius), colour.filled())),
            Shape::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Shape::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            Shape::Up => &[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
            Shape::Down => &[(0.0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
            Shape::Plus => &PLUS,
            Shape::Left => &[(-1.2, 0.0), (0.9, -1.15), (0.9, 1.15)],
            Shape::Right => &[(1.2, 0.0), (-0.9, -1.15), (-0.9, 1.15)],
        };
        let placed: Vec<Point> = corners.iter().map(|(dx, dy)| (x + radius * dx, y + radius * dy)).collect();
        self.polygon(&placed, colour.mix(1.0))
    }

    /// Writes a text.
    pub fn text(&self, text: &str, place: Point, font: Font, anchor: Anchor) -> Drawn {
        let side = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let style = font.described(self.zoom).color(&font.colour).pos(Pos::new(side, VPos::Center));
        let lowered = (place.0, place.1 + LOWERED * font.size);
        if let Some(letters) = self.letters.filter(|_| letters::is_odd(&clean)) {
            let font = Font { size: font.size * self.zoom, ..font };
            return letters.draw(self.area, &clean, self.pixel(lowered), (font, anchor));
        }
        if clean.trim().is_empty() { Ok(()) } else { self.put(&Text::new(clean, self.pixel(lowered), style)) }
    }

    fn pixel(&self, point: Point) -> (i32, i32) {
        ((point.0 * self.zoom).round() as i32, (point.1 * self.zoom).round() as i32)
    }

    /// A width in pixels; what is drawn stays to be seen.
    fn length(&self, length: f64) -> u32 {
        (length * self.zoom).round().max(1.0) as u32
    }

    fn put<'e, E>(&self, element: &'e E) -> Drawn
    where
        &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: plotters::element::Drawable<B>,
    {
        self.area.draw(element).map_err(|error| error.to_string())
    }
}

impl Font {
    fn described(&self, zoom: f64) -> FontDesc<'static> {
        let style = if self.bold { FontStyle::Bold } else { FontStyle::Normal };
        FontDesc::new(FontFamily::SansSerif, self.size * zoom, style)
    }

    /// The width of a text in this font.
    pub fn measure(&self, text: &str) -> f64 {
        if letters::is_odd(text) {
            let (own, others) = letters::parted(text);
            return others * self.size + self.measured(&own);
        }
        self.measured(text)
    }

    /// By the letters of the program's font, in whole pixels; a browser is asked nothing.
    fn measured(&self, text: &str) -> f64 {
        f64::from(letters::advance(text, self.size, self.bold) as i32)
    }
}
