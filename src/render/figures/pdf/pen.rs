//! The backend that writes the strokes of a figure into the content of a page.

use pdf_writer::{Name, Str};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::{Drawing, state};
use crate::render::figures::letters::{self, Letters};
use crate::render::figures::visual;

/// Both other backends take so much of the size of a font for its letters, and the rest for what is between lines.
const LETTERS: f64 = 1.0 / 1.24;
/// Height of a small letter, and of a capital one, as shares of the size of the letters.
const SMALL: f64 = 0.547;
const CAPITAL: f64 = 0.76;
/// How far the handles of a curve are from its ends, so that four curves are a circle of radius 1.
const ROUND: f32 = 0.552_285;

/// Draws into a [`Drawing`].
pub struct Pen<'a> {
    pub drawing: &'a mut Drawing,
    pub size: (u32, u32),
    pub letters: &'a Letters,
}

/// What can never happen: everything is drawn into memory.
#[derive(Debug)]
pub struct Never;

impl std::fmt::Display for Never {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("nothing")
    }
}

impl std::error::Error for Never {}

type Drawn = Result<(), DrawingErrorKind<Never>>;

impl Pen<'_> {
    fn fill(&mut self, colour: BackendColor) {
        let [red, green, blue] = parts(colour);
        self.opacity(colour);
        self.drawing.content.set_fill_rgb(red, green, blue);
    }

    fn stroke(&mut self, colour: BackendColor, width: u32) {
        let [red, green, blue] = parts(colour);
        self.opacity(colour);
        self.drawing.content.set_stroke_rgb(red, green, blue).set_line_width(width as f32);
        self.drawing.content.set_line_join(pdf_writer::types::LineJoinStyle::RoundJoin);
    }

    fn opacity(&mut self, colour: BackendColor) {
        let percent = (colour.alpha.clamp(0.0, 1.0) * 100.0).round() as u8;
        if !self.drawing.opacities.contains(&percent) {
            self.drawing.opacities.push(percent);
        }
        self.drawing.content.set_parameters(Name(state(percent).as_bytes()));
    }

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        for (number, point) in points.into_iter().enumerate() {
            let (x, y) = (point.0 as f32, point.1 as f32);
            if number == 0 {
                self.drawing.content.move_to(x, y)
            } else {
                self.drawing.content.line_to(x, y)
            };
        }
    }
}

fn parts(colour: BackendColor) -> [f32; 3] {
    let (red, green, blue) = colour.rgb;
    [red, green, blue].map(|part| f32::from(part) / 255.0)
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Never;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (x, y) = (from.0.min(to.0) as f32, from.1.min(to.1) as f32);
        let [width, height] = [to.0 - from.0, to.1 - from.1].map(|side| side.abs() as f32);
        if fill {
            self.fill(style.color());
        } else {
            self.stroke(style.color(), style.stroke_width());
        }
        self.drawing.content.rect(x, y, width, height);
        if fill {
            self.drawing.content.fill_nonzero()
        } else {
            self.drawing.content.stroke()
        };
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.stroke(style.color(), style.stroke_width());
        self.path(path);
        self.drawing.content.stroke();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, middle: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (x, y, r) = (middle.0 as f32, middle.1 as f32, radius as f32);
        let handle = ROUND * r;
        if fill {
            self.fill(style.color());
        } else {
            self.stroke(style.color(), style.stroke_width());
        }
        let content = &mut self.drawing.content;
        content.move_to(x + r, y);
        content.cubic_to(x + r, y + handle, x + handle, y + r, x, y + r);
        content.cubic_to(x - handle, y + r, x - r, y + handle, x - r, y);
        content.cubic_to(x - r, y - handle, x - handle, y - r, x, y - r);
        content.cubic_to(x + handle, y - r, x + r, y - handle, x + r, y);
        if fill {
            content.fill_nonzero()
        } else {
            content.stroke()
        };
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.fill(style.color());
        self.path(path);
        self.drawing.content.close_path();
        self.drawing.content.fill_nonzero();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let size = style.size() * LETTERS;
        let bold = matches!(style.style(), FontStyle::Bold);
        let line = if letters::is_odd(text) { visual::in_order(text) } else { text.chars().collect() };
        let width: f64 = line.iter().map(|&letter| self.width(letter, bold)).sum::<f64>() * size;
        let before = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => 0.5,
            HPos::Right => 1.0,
        };
        let below = match style.anchor().v_pos {
            VPos::Top => CAPITAL,
            VPos::Center => SMALL / 2.0,
            VPos::Bottom => -SMALL / 2.0,
        };
        self.fill(style.color());
        let mut at = (f64::from(at.0) - before * width, f64::from(at.1) + below * size);
        for same in line.chunk_by(|&a, &b| letters::own(a) && letters::own(b)) {
            match same {
                [letter] if !letters::own(*letter) => self.other(*letter, at, size),
                own => self.own(own, at, size, bold),
            }
            at.0 += same.iter().map(|&letter| self.width(letter, bold)).sum::<f64>() * size;
        }
        Ok(())
    }
}

/// Letters in a line; widths are relative to the size.
impl Pen<'_> {
    fn width(&mut self, letter: char, bold: bool) -> f64 {
        if letters::own(letter) { self.drawing.fonts.of(bold).width(letter) } else { letters::room(letter) }
    }

    /// Letters of the font of the program, as text.
    fn own(&mut self, letters: &[char], (x, y): (f64, f64), size: f64, bold: bool) {
        let font = self.drawing.fonts.of(bold);
        let (glyphs, name) = (font.set(letters), font.name());
        let content = &mut self.drawing.content;
        content.begin_text().set_font(Name(name), size as f32);
        content.set_text_matrix([1.0, 0.0, 0.0, -1.0, x as f32, y as f32]).show(Str(&glyphs)).end_text();
    }

    /// A letter of another font, as its shape; its number, where no font has it.
    fn other(&mut self, letter: char, (x, y): (f64, f64), size: f64) {
        let room = letters::room(letter) * size;
        let Some((curves, advance)) = self.letters.shape(letter) else {
            return self.number(letter, (x, y), (room, size));
        };
        let left = x + (room - advance * size).max(0.0) / 2.0;
        let place = |point: ab_glyph::Point| {
            ((left + f64::from(point.x) * size) as f32, (y - f64::from(point.y) * size) as f32)
        };
        let mut last = None;
        for curve in curves {
            self.curve(curve.map(place), &mut last);
        }
        self.drawing.content.fill_nonzero();
    }

    /// A piece of a shape: a line or a cubic, begun anew where it does not go on from the last.
    fn curve(&mut self, [from, one, two, to]: [(f32, f32); 4], last: &mut Option<(f32, f32)>) {
        let content = &mut self.drawing.content;
        if *last != Some(from) {
            content.move_to(from.0, from.1);
        }
        content.cubic_to(one.0, one.1, two.0, two.1, to.0, to.1);
        *last = Some(to);
    }

    /// The number of a letter in two rows, a line before and behind it.
    fn number(&mut self, letter: char, (x, y): (f64, f64), (room, size): (f64, f64)) {
        let digits: Vec<char> = format!("{:04X}", letter as u32).chars().collect();
        let (above, below) = digits.split_at(digits.len() - digits.len() / 2);
        let small = 0.5 * room / above.len().max(1) as f64 * 1.4;
        for (row, bottom) in [(above, y - 0.42 * size), (below, y)] {
            self.own(row, (x + 0.08 * room, bottom), small, false);
        }
        for side in [x, x + 0.95 * room] {
            let content = &mut self.drawing.content;
            content.rect(side as f32, (y - 0.85 * size) as f32, (0.04 * size) as f32, (0.9 * size) as f32);
            content.fill_nonzero();
        }
    }
}
