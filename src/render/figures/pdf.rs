//! A picture as PDF: lines stay lines and text stays text, in the font that comes with the program.

mod fonts;
mod pen;

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

use super::letters::Letters;
use super::picture::Picture;
use super::{Error, Result};
use fonts::Fonts;
use pen::Pen;

/// Points for each unit of a page: 2400 units are 744 points, which is A4 on its side within margins.
const POINTS: f64 = 0.31;
/// Points for each unit of a slide, whose 1170 units are 13 inches.
const SLIDE_POINTS: f64 = 0.8;
/// Points for each pixel, where a size in pixels is asked for.
const PIXEL_POINTS: f64 = 0.75;
/// The backend draws in whole numbers, so it is given tenths of units.
const FINE: f64 = 10.0;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
/// The first of what fonts need, and behind it of what opacities need.
const MORE: i32 = 5;

/// What has been drawn.
struct Drawing {
    content: Content,
    fonts: Fonts,
    /// Opacities in percent, each once.
    opacities: Vec<u8>,
}

impl Picture {
    /// The bytes of a PDF of one page. Letters that the font of the program lacks stand as their numbers.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        self.pdf_with(&Letters::default())
    }

    /// The bytes of a PDF of one page, with the shapes of letters of other fonts where that of the program lacks them.
    pub fn pdf_with(&self, letters: &Letters) -> Result<Vec<u8>> {
        let failed = |problem: String| Error::Draw { figure: self.name(), problem };
        let points = self.points();
        let [width, height] = [self.size.0, self.size.1].map(|units| (f64::from(units) * points) as f32);
        let mut drawing = Drawing { content: Content::new(), fonts: Fonts::default(), opacities: Vec::new() };
        let scale = (points / FINE) as f32;
        drawing.content.transform([scale, 0.0, 0.0, -scale, 0.0, height]);
        let size = [self.size.0, self.size.1].map(|units| (f64::from(units) * FINE) as u32);
        self.draw(Pen { drawing: &mut drawing, size: size.into(), letters }, None, FINE).map_err(failed)?;
        document(drawing, Rect::new(0.0, 0.0, width, height)).map_err(failed)
    }

    fn points(&self) -> f64 {
        match (self.suffix.contains("_slides"), (self.zoom - 1.0).abs() < 1e-9) {
            (true, _) => SLIDE_POINTS,
            (false, true) => POINTS,
            (false, false) => self.zoom * PIXEL_POINTS,
        }
    }
}

/// A document of one page.
fn document(drawing: Drawing, page_size: Rect) -> std::result::Result<Vec<u8>, String> {
    let Drawing { content, fonts, opacities } = drawing;
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(PAGES);
    pdf.pages(PAGES).kids([PAGE]).count(1);
    let used: Vec<_> = fonts.used().collect();
    let font_ref = |number: usize| Ref::new(MORE + (number * fonts::OBJECTS) as i32);
    let opacity_ref = |number: usize| Ref::new(MORE + (used.len() * fonts::OBJECTS + number) as i32);
    let mut page = pdf.page(PAGE);
    page.parent(PAGES).media_box(page_size).contents(CONTENT);
    let mut resources = page.resources();
    let mut names = resources.fonts();
    for (number, font) in used.iter().enumerate() {
        names.pair(Name(font.name()), font_ref(number));
    }
    names.finish();
    let mut states = resources.ext_g_states();
    for (number, percent) in opacities.iter().enumerate() {
        states.pair(Name(state(*percent).as_bytes()), opacity_ref(number));
    }
    states.finish();
    resources.finish();
    page.finish();
    for (number, font) in used.iter().enumerate() {
        font.write(&mut pdf, font_ref(number))?;
    }
    for (number, percent) in opacities.iter().enumerate() {
        let opacity = f32::from(*percent) / 100.0;
        pdf.ext_graphics(opacity_ref(number)).non_stroking_alpha(opacity).stroking_alpha(opacity);
    }
    let packed = packed(&content.finish());
    pdf.stream(CONTENT, &packed).filter(Filter::FlateDecode);
    Ok(pdf.finish())
}

/// The name of the state with an opacity.
fn state(percent: u8) -> String {
    format!("A{percent}")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}
