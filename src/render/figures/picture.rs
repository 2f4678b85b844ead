//! A figure that can be drawn, as SVG and as PNG. The font comes with the program: no font of the system is needed.

use image::codecs::png::PngEncoder;
use image::{ColorType, ImageEncoder};
use plotters::prelude::*;

use super::canvas::{Canvas, Drawn};
use super::figure::Figure;
use super::letters::Letters;
use super::sheet::Sheet;
use super::style::PAGE_WIDTH;
use super::{Error, Result};

/// A figure that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    page: Page,
}

#[derive(Clone, Debug, PartialEq)]
enum Page {
    Figure(Figure),
    Sheet(Sheet),
}

impl Picture {
    /// Its name, as that of a file without ending.
    pub fn name(&self) -> &'static str {
        match &self.page {
            Page::Figure(figure) => figure.name,
            Page::Sheet(sheet) => sheet.name,
        }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        let height = match &self.page {
            Page::Figure(figure) => figure.layout.height,
            Page::Sheet(sheet) => sheet.height,
        };
        (PAGE_WIDTH, height)
    }

    /// The text of an SVG.
    pub fn svg(&self) -> Result<String> {
        let mut text = String::new();
        self.draw(SVGBackend::with_string(&mut text, self.size()), None).map_err(self.failed())?;
        Ok(text)
    }

    /// The bytes of a PNG. Letters that the font of the program lacks stand as their numbers.
    pub fn png(&self) -> Result<Vec<u8>> {
        self.png_with(&Letters::default())
    }

    /// The bytes of a PNG, with letters of other fonts where that of the program lacks them.
    pub fn png_with(&self, letters: &Letters) -> Result<Vec<u8>> {
        let (width, height) = self.size();
        // Three bytes a pixel: red, green, blue.
        let mut pixels = vec![0; 3 * width as usize * height as usize];
        self.draw(BitMapBackend::with_buffer(&mut pixels, (width, height)), Some(letters)).map_err(self.failed())?;
        let mut bytes = Vec::new();
        let encoded = PngEncoder::new(&mut bytes).write_image(&pixels, width, height, ColorType::Rgb8);
        encoded.map_err(|error| self.failed()(error.to_string()))?;
        Ok(bytes)
    }

    fn failed(&self) -> impl Fn(String) -> Error {
        let figure = self.name();
        move |problem| Error::Draw { figure, problem }
    }

    /// An image has letters, and its lines are drawn piece by piece.
    fn draw<B: DrawingBackend>(&self, backend: B, letters: Option<&Letters>) -> Drawn {
        register_fonts()?;
        let area = backend.into_drawing_area();
        area.fill(&WHITE).map_err(|error| error.to_string())?;
        let canvas = Canvas { area: &area, piecewise: letters.is_some(), letters };
        match &self.page {
            Page::Figure(figure) => figure.draw(&canvas)?,
            Page::Sheet(sheet) => sheet.draw(&canvas)?,
        }
        area.present().map_err(|error| error.to_string())
    }
}

impl From<Figure> for Picture {
    fn from(figure: Figure) -> Self {
        Self { page: Page::Figure(figure) }
    }
}

impl From<Sheet> for Picture {
    fn from(sheet: Sheet) -> Self {
        Self { page: Page::Sheet(sheet) }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn register_fonts() -> Drawn {
    use plotters::style::register_font;
    use std::sync::OnceLock;

    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let done = *REGISTERED.get_or_init(|| {
        let regular = register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular());
        regular.and_then(|()| register_font("sans-serif", FontStyle::Bold, dejavu::sans::bold())).is_ok()
    });
    if done { Ok(()) } else { Err("the font that comes with the program cannot be read".to_owned()) }
}

/// In a browser the page has the fonts.
#[cfg(target_arch = "wasm32")]
fn register_fonts() -> Drawn {
    Ok(())
}
