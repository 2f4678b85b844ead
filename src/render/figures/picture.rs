//! A figure that can be drawn, as SVG and as PNG. The font comes with the program: no font of the system is needed.

use image::codecs::png::PngEncoder;
use image::{ColorType, ImageEncoder};
use plotters::prelude::*;

use super::canvas::{Canvas, Drawn};
use super::figure::Figure;
use super::letters::Letters;
use super::part::Part;
use super::sheet::Sheet;
use super::style::PAGE_WIDTH;
use super::{Error, Result};

/// Width and height of a page, in the units in which letters have the sizes of [`super::style`].
pub type Size = (u32, u32);

/// A figure that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub(super) page: Page,
    pub(super) size: Size,
    /// Pixels of an image for each unit.
    pub(super) zoom: f64,
    /// What the names of its files have behind that of the figure.
    pub(super) suffix: String,
}

/// What a picture shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Page {
    /// Panels of curves.
    Figure(Figure),
    /// Other panels.
    Sheet(Sheet),
    /// A panel alone.
    Part(Part),
}

impl Picture {
    /// A picture of this width and height.
    pub(super) fn new(page: Page, size: Size) -> Self {
        Self { page, size, zoom: 1.0, suffix: String::new() }
    }

    /// The name of its figure.
    pub fn name(&self) -> &'static str {
        match &self.page {
            Page::Figure(figure) => figure.name,
            Page::Sheet(sheet) => sheet.name,
            Page::Part(part) => part.name(),
        }
    }

    /// The name of its files, without ending.
    pub fn stem(&self) -> String {
        format!("{}{}", self.name(), self.suffix)
    }

    /// Width and height of an image in pixels.
    pub fn size(&self) -> (u32, u32) {
        let pixels = |units: u32| (f64::from(units) * self.zoom).round() as u32;
        (pixels(self.size.0), pixels(self.size.1))
    }

    /// The text of an SVG, which takes the size of whatever it is shown in.
    pub fn svg(&self) -> Result<String> {
        let mut text = String::new();
        let (width, height) = self.size;
        self.draw(SVGBackend::with_string(&mut text, self.size), None, 1.0).map_err(self.failed())?;
        Ok(text.replacen(&format!("width=\"{width}\" height=\"{height}\" "), "", 1))
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
        let backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
        self.draw(backend, Some(letters), self.zoom).map_err(self.failed())?;
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
    pub(super) fn draw<B: DrawingBackend>(&self, backend: B, letters: Option<&Letters>, zoom: f64) -> Drawn {
        register_fonts()?;
        let area = backend.into_drawing_area();
        area.fill(&WHITE).map_err(|error| error.to_string())?;
        let canvas = Canvas { area: &area, piecewise: letters.is_some(), letters, zoom };
        match &self.page {
            Page::Figure(figure) => figure.draw(&canvas, self.size)?,
            Page::Sheet(sheet) => sheet.draw(&canvas, self.size)?,
            Page::Part(part) => part.draw(&canvas, self.size)?,
        }
        area.present().map_err(|error| error.to_string())
    }
}

impl From<Figure> for Picture {
    fn from(figure: Figure) -> Self {
        let size = (PAGE_WIDTH, figure.layout.height);
        Self::new(Page::Figure(figure), size)
    }
}

impl From<Sheet> for Picture {
    fn from(sheet: Sheet) -> Self {
        let size = (PAGE_WIDTH, sheet.height);
        Self::new(Page::Sheet(sheet), size)
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

/// An SVG names its font, and nothing else is drawn in a browser.
#[cfg(target_arch = "wasm32")]
fn register_fonts() -> Drawn {
    Ok(())
}
