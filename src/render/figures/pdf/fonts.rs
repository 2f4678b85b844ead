//! The fonts of a PDF: of each only the letters that are used, so that texts can be searched and copied.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use super::packed;

/// Objects that a font takes.
pub const OBJECTS: usize = 5;

/// Adobe's name for letters that are named by their own numbers.
const IDENTITY: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The fonts, each with the letters that it has been used for.
#[derive(Default)]
pub struct Fonts {
    regular: Option<Font>,
    bold: Option<Font>,
}

/// A font and what has been written in it.
pub struct Font {
    name: &'static [u8],
    bytes: &'static [u8],
    glyphs: GlyphRemapper,
    /// New number, letter and width of each glyph, by its old number.
    letters: BTreeMap<u16, (u16, char, f64)>,
}

impl Fonts {
    /// The bold one or the other.
    pub fn of(&mut self, bold: bool) -> &mut Font {
        if bold {
            self.bold.get_or_insert_with(|| Font::new(b"Bold", dejavu::sans::bold()))
        } else {
            self.regular.get_or_insert_with(|| Font::new(b"Regular", dejavu::sans::regular()))
        }
    }

    /// Those that were used.
    pub fn used(&self) -> impl Iterator<Item = &Font> {
        self.regular.iter().chain(&self.bold)
    }
}

impl Font {
    fn new(name: &'static [u8], bytes: &'static [u8]) -> Self {
        Self { name, bytes, glyphs: GlyphRemapper::new(), letters: BTreeMap::new() }
    }

    /// Its name in the page.
    pub fn name(&self) -> &'static [u8] {
        self.name
    }

    /// The width of a letter.
    pub fn width(&self, letter: char) -> f64 {
        let Ok(face) = Face::parse(self.bytes, 0) else { return 0.0 };
        let glyph = face.glyph_index(letter).unwrap_or(GlyphId(0));
        f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / f64::from(face.units_per_em())
    }

    /// Letters as numbers of glyphs.
    pub fn set(&mut self, letters: &[char]) -> Vec<u8> {
        let Ok(face) = Face::parse(self.bytes, 0) else { return Vec::new() };
        let mut glyphs = Vec::new();
        for &letter in letters {
            let glyph = face.glyph_index(letter).unwrap_or(GlyphId(0));
            let new = self.glyphs.remap(glyph.0);
            let width = self.width(letter);
            self.letters.entry(glyph.0).or_insert((new, letter, width));
            glyphs.extend(new.to_be_bytes());
        }
        glyphs
    }

    /// Writes it into a document, from this object on.
    pub fn write(&self, pdf: &mut Pdf, first: Ref) -> Result<(), String> {
        let object = |number: i32| Ref::new(first.get() + number);
        let [letters, descriptor, map, file] = [1, 2, 3, 4].map(object);
        let base: Vec<u8> = [b"GRASSR+DejaVuSans-".as_slice(), self.name].concat();
        pdf.type0_font(first)
            .base_font(Name(&base))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(letters)
            .to_unicode(map);
        self.write_widths(pdf, letters, descriptor, &base);
        self.write_descriptor(pdf, descriptor, file, &base)?;
        let mut unicode = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
        self.letters.values().for_each(|&(new, letter, _)| unicode.pair(new, letter));
        pdf.cmap(map, &unicode.finish());
        let subset = subsetter::subset(self.bytes, 0, &self.glyphs).map_err(|error| error.to_string())?;
        let subset = packed(&subset);
        pdf.stream(file, &subset).filter(Filter::FlateDecode);
        Ok(())
    }

    fn write_widths(&self, pdf: &mut Pdf, letters: Ref, descriptor: Ref, base: &[u8]) {
        let mut font = pdf.cid_font(letters);
        font.subtype(CidFontType::Type2).base_font(Name(base)).system_info(IDENTITY);
        font.font_descriptor(descriptor).default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths: Vec<(u16, f64)> = self.letters.values().map(|&(new, _, width)| (new, width)).collect();
        widths.sort_by_key(|&(new, _)| new);
        let mut written = font.widths();
        for (new, width) in widths {
            written.same(new, new, (width * 1000.0) as f32);
        }
        written.finish();
    }

    fn write_descriptor(&self, pdf: &mut Pdf, descriptor: Ref, file: Ref, base: &[u8]) -> Result<(), String> {
        let face = Face::parse(self.bytes, 0).map_err(|error| error.to_string())?;
        let unit = 1000.0 / f32::from(face.units_per_em());
        let scaled = |value: i16| f32::from(value) * unit;
        let bounds = face.global_bounding_box();
        let corners = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(scaled);
        pdf.font_descriptor(descriptor)
            .name(Name(base))
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(corners[0], corners[1], corners[2], corners[3]))
            .italic_angle(0.0)
            .ascent(scaled(face.ascender()))
            .descent(scaled(face.descender()))
            .cap_height(scaled(face.capital_height().unwrap_or(0)))
            .stem_v(80.0)
            .font_file2(file);
        Ok(())
    }
}
