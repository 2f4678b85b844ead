//! Letters that the font of the program lacks, as images have them: from other fonts if there are any, else as their number
//! in a box, so that names that differ look different. Texts that the font has are not drawn here, and look the same everywhere.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use ab_glyph::{Font as _, FontRef, FontVec, GlyphId, OutlineCurve, Point, PxScale, ScaleFont as _, point};
use plotters::coord::Shift;
use plotters::prelude::*;

use super::canvas::{Anchor, Drawn, Font};
use super::visual;

/// Where both backends have the baseline of a text, below the middle of its box, as a part of its size.
const BASELINE: f64 = 0.5 - 0.5 / 1.24;
/// How far a bold letter of a font without bold is drawn twice, as a part of its size.
const BOLDENED: f32 = 0.03;

/// Other fonts, those before the others that are to be taken first. Widths do not depend on them.
#[derive(Debug, Default)]
pub struct Letters {
    faces: Vec<Face>,
}

/// A font that is not the program's own.
#[derive(Debug)]
pub struct Face {
    /// What it is called, such as the name of its file.
    pub name: String,
    font: FontVec,
}

impl Face {
    /// Reads a font; `index` is its number in a collection. None if it is none.
    pub fn read(name: &str, bytes: Vec<u8>, index: u32) -> Option<Self> {
        let font = FontVec::try_from_vec_and_index(bytes, index).ok()?;
        Some(Self { name: name.to_owned(), font })
    }

    /// Whether it can draw a letter: some fonts have nothing but coloured images.
    pub fn has(&self, letter: char) -> bool {
        let id = self.font.glyph_id(letter);
        id.0 != 0 && self.font.outline(id).is_some()
    }
}

impl Letters {
    /// With these fonts.
    pub fn new(faces: Vec<Face>) -> Self {
        Self { faces }
    }

    /// Those of these letters that none of the fonts has.
    pub fn missing(&self, letters: &BTreeSet<char>) -> BTreeSet<char> {
        letters.iter().copied().filter(|&letter| !self.faces.iter().any(|face| face.has(letter))).collect()
    }

    /// The names of the fonts, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.faces.iter().map(|face| face.name.as_str())
    }

    /// The shape of a letter, from the first font that has it, and its width: cubic curves relative to the size, upwards from
    /// the baseline. Nothing of a letter that is not seen.
    pub(super) fn shape(&self, letter: char) -> Option<(Vec<[Point; 4]>, f64)> {
        if is_unseen(letter) || letter.is_whitespace() {
            return Some((Vec::new(), 0.0));
        }
        let font = &self.faces.iter().find(|face| face.has(letter))?.font;
        let (id, unit) = (font.glyph_id(letter), font.units_per_em()?);
        let outline = font.outline(id)?;
        let curves = outline.curves.iter().map(|curve| cubic(curve).map(|at| point(at.x / unit, at.y / unit)));
        Some((curves.collect(), f64::from(font.h_advance_unscaled(id) / unit)))
    }

    /// Draws a text with its middle at a height, in a font of this size in pixels.
    pub(super) fn draw<B: DrawingBackend>(
        &self,
        area: &DrawingArea<B, Shift>,
        text: &str,
        (x, y): (i32, i32),
        (font, anchor): (Font, Anchor),
    ) -> Drawn {
        let pen = Pen { letters: self, area, font, em: em(font.size) };
        let line = visual::in_order(text);
        let width: f64 = line.iter().map(|&letter| pen.width(letter)).sum();
        let mut x = f64::from(x)
            - match anchor {
                Anchor::Left => 0.0,
                Anchor::Middle => width / 2.0,
                Anchor::Right => width,
            };
        for letter in line {
            pen.letter(letter, (x, f64::from(y) + BASELINE * font.size))?;
            x += pen.width(letter);
        }
        Ok(())
    }
}

/// A line or a curve as a cubic one: its ends, and between them its handles.
fn cubic(curve: &OutlineCurve) -> [Point; 4] {
    let between = |a: Point, b: Point, share: f32| point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y));
    match *curve {
        OutlineCurve::Line(from, to) => [from, from, to, to],
        OutlineCurve::Quad(from, handle, to) => {
            [from, between(from, handle, 2.0 / 3.0), between(to, handle, 2.0 / 3.0), to]
        }
        OutlineCurve::Cubic(from, one, two, to) => [from, one, two, to],
    }
}

/// Draws letters one by one.
struct Pen<'a, B: DrawingBackend> {
    letters: &'a Letters,
    area: &'a DrawingArea<B, Shift>,
    font: Font,
    em: f64,
}

impl<B: DrawingBackend> Pen<'_, B> {
    fn width(&self, letter: char) -> f64 {
        match letter {
            letter if is_unseen(letter) => 0.0,
            letter if own(letter) => {
                let font = shipped(self.font.bold).as_scaled(self.font.size as f32);
                f64::from(font.h_advance(font.glyph_id(letter)))
            }
            letter => ems(letter) * self.em,
        }
    }

    fn letter(&self, letter: char, (x, y): (f64, f64)) -> Drawn {
        if is_unseen(letter) || letter.is_whitespace() {
            return Ok(());
        }
        if own(letter) {
            let font = shipped(self.font.bold);
            return self.outline(font, font.glyph_id(letter), PxScale::from(self.font.size as f32), (x, y));
        }
        match self.letters.faces.iter().find(|face| face.has(letter)) {
            Some(face) => self.other(&face.font, letter, (x, y)),
            None => self.number(letter, (x, y)),
        }
    }

    /// A letter of another font, in the middle of the room that it has.
    fn other(&self, font: &FontVec, letter: char, (x, y): (f64, f64)) -> Drawn {
        let id = font.glyph_id(letter);
        let units = font.units_per_em().unwrap_or(1000.0);
        let scale = PxScale::from(self.em as f32 * font.height_unscaled() / units);
        let advance = f64::from(font.as_scaled(scale).h_advance(id));
        let x = x + ((self.width(letter) - advance) / 2.0).max(0.0);
        self.outline(font, id, scale, (x, y))?;
        let shift = f64::from(BOLDENED) * self.em;
        if self.font.bold { self.outline(font, id, scale, (x + shift, y)) } else { Ok(()) }
    }

    fn outline<F: ab_glyph::Font>(&self, font: &F, id: GlyphId, scale: PxScale, (x, y): (f64, f64)) -> Drawn {
        let glyph = id.with_scale_and_position(scale, point(x as f32, y as f32));
        let Some(outline) = font.outline_glyph(glyph) else { return Ok(()) };
        let corner = outline.px_bounds().min;
        let mut pixels = Vec::new();
        outline.draw(|x, y, cover| pixels.push((corner.x as i32 + x as i32, corner.y as i32 + y as i32, cover)));
        pixels.into_iter().filter(|(.., cover)| *cover > 0.0).try_for_each(|(x, y, cover)| {
            let colour = self.font.colour.mix(f64::from(cover).min(1.0));
            self.area.draw_pixel((x, y), &colour).map_err(|error| error.to_string())
        })
    }

    /// The number of a letter in a box: its hexadecimal digits in two rows.
    fn number(&self, letter: char, (x, y): (f64, f64)) -> Drawn {
        let (wide, high) = (self.width(letter), 0.86 * self.em);
        let (left, top, right) = (x + 0.06 * wide, y - high + 0.08 * self.em, x + 0.94 * wide);
        let place = |x: f64, y: f64| (x.round() as i32, y.round() as i32);
        let frame = Rectangle::new([place(left, top), place(right, top + high)], self.font.colour.stroke_width(1));
        self.area.draw(&frame).map_err(|error| error.to_string())?;
        let digits = format!("{:04X}", letter as u32);
        let (above, below) = digits.split_at(digits.len() - digits.len() / 2);
        let font = shipped(false);
        let scale =
            PxScale::from((0.42 * self.font.size * (wide / self.em).min(1.0) * 2.0 / above.len() as f64) as f32);
        for (text, bottom) in [(above, top + 0.46 * high), (below, top + 0.9 * high)] {
            let scaled = font.as_scaled(scale);
            let width: f64 = text.chars().map(|digit| f64::from(scaled.h_advance(font.glyph_id(digit)))).sum();
            let mut x = (left + right - width) / 2.0;
            for digit in text.chars() {
                self.outline(font, font.glyph_id(digit), scale, (x, bottom))?;
                x += f64::from(scaled.h_advance(font.glyph_id(digit)));
            }
        }
        Ok(())
    }
}

/// The letters of a text that the font of the program lacks.
pub fn lacking(text: &str) -> BTreeSet<char> {
    let lacks =
        |letter: &char| !letter.is_ascii() && !is_unseen(*letter) && !letter.is_control() && !letter.is_whitespace();
    // Letters are asked for in the forms that are drawn.
    text.lines().flat_map(visual::in_order).filter(lacks).filter(|&letter| !own(letter)).collect()
}

/// Whether a text needs more than the font of the program, or another order.
pub(super) fn is_odd(text: &str) -> bool {
    let odd = |letter: char| is_unseen(letter) || visual::runs_from_right(letter) || !own(letter);
    !text.is_ascii() && text.chars().any(|letter| !letter.is_ascii() && odd(letter))
}

/// The width of a text without the letters that the program's font lacks, and that of these in parts of the size.
pub(super) fn parted(text: &str) -> (String, f64) {
    let seen = text.chars().filter(|&letter| !is_unseen(letter));
    let (own, lacking): (Vec<char>, Vec<char>) = seen.partition(|&letter| own(letter));
    (own.into_iter().collect(), lacking.into_iter().map(ems).sum::<f64>() * em(1.0))
}

/// Whether the font of the program has a letter.
pub(super) fn own(letter: char) -> bool {
    shipped(false).glyph_id(letter).0 != 0
}

/// The room of a letter in a line, where the font of the program lacks it, relative to the size of letters.
pub(super) fn room(letter: char) -> f64 {
    if is_unseen(letter) { 0.0 } else { ems(letter) }
}

/// The room of a letter that the font lacks: a square for those of East Asia and for pictures.
fn ems(letter: char) -> f64 {
    if letter as u32 >= 0x1100 { 1.0 } else { 0.65 }
}

/// Marks that join, choose or turn letters and are not seen.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The em of a font of this size in pixels.
fn em(size: f64) -> f64 {
    let font = shipped(false);
    size * f64::from(font.units_per_em().unwrap_or(1.0) / font.height_unscaled())
}

/// How far a text reaches in the font of the program, in pixels.
pub(super) fn advance(text: &str, size: f64, bold: bool) -> f32 {
    let font = shipped(bold).as_scaled(size as f32);
    let (mut width, mut before) = (0.0, None);
    for letter in text.chars().map(|letter| font.glyph_id(letter)) {
        width += font.h_advance(letter);
        if let Some(before) = before.replace(letter) {
            width += font.kern(before, letter);
        }
    }
    width
}

/// The font of the program.
fn shipped(bold: bool) -> &'static FontRef<'static> {
    static FONTS: OnceLock<[FontRef<'static>; 2]> = OnceLock::new();
    let read =
        |bytes: &'static [u8]| FontRef::try_from_slice(bytes).expect("the font that comes with the program is sound");
    &FONTS.get_or_init(|| [read(dejavu::sans::regular()), read(dejavu::sans::bold())])[usize::from(bold)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_font_lacks_is_known() {
        assert!(lacking("law, \u{e4}\u{f6}\u{fc} \u{2013} \u{201c}\u{3b1}\u{201d} \u{416} \u{5d0}").is_empty());
        let han = lacking("arm \u{4fe1}\u{4efb}\u{4fe1}");
        assert_eq!(han.into_iter().collect::<Vec<_>>(), ['\u{4efb}', '\u{4fe1}']);
        assert!(lacking("\u{633}\u{644}\u{627}\u{645}").is_empty(), "Arabic is there in its joined forms");
    }

    #[test]
    fn only_odd_texts_are_drawn_here() {
        assert!(
            !is_odd("law 0\u{2013}1, \u{e4}") && is_odd("\u{4fe1}") && is_odd("\u{5d0}") && is_odd("\u{1f600}\u{fe0f}")
        );
    }

    #[test]
    fn widths_are_those_of_letters_on_any_machine() {
        let (own, others) = parted("a\u{4fe1}\u{4efb}b");
        assert_eq!(own, "ab");
        assert!((others - 2.0 * em(1.0)).abs() < 1e-12);
    }

    #[test]
    fn a_font_of_one_machine_draws_what_is_lacking() {
        // The program's own bold font, taken for another one.
        let face = Face::read("bold", dejavu::sans::bold().to_vec(), 0).expect("a font");
        assert!(face.has('a') && !face.has('\u{4fe1}'));
        let letters = Letters::new(vec![face]);
        assert_eq!(letters.missing(&['a', '\u{4fe1}'].into()), ['\u{4fe1}'].into());
        assert!(Face::read("none", b"no font".to_vec(), 0).is_none());
    }
}
