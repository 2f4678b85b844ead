//! Saves a figure as SVG and as PNG. The font comes with the program: no font of the system is needed.

use std::path::Path;
use std::sync::OnceLock;

use plotters::prelude::*;
use plotters::style::register_font;

use super::canvas::{Canvas, Drawn};
use super::draw::Page;
use super::style::PAGE_WIDTH;
use super::{Error, Result};
use crate::output::write_atomically;

/// Saves a figure as `NAME.svg` and `NAME.png`, and gives the names of the files.
pub fn both(figure: &impl Page, folder: &Path) -> Result<[String; 2]> {
    let names = [format!("{}.svg", figure.name()), format!("{}.png", figure.name())];
    let path = folder.join(&names[0]);
    let text = svg(figure).map_err(|problem| Error::Draw { path: path.clone(), problem })?;
    write_atomically(&path, text.as_bytes())?;
    let path = folder.join(&names[1]);
    // Whole or not at all, as everything else.
    let unfinished = folder.join(format!("{}.part.png", figure.name()));
    let drawn =
        png(figure, &unfinished).and_then(|()| std::fs::rename(&unfinished, &path).map_err(|error| error.to_string()));
    drawn.map_err(|problem| {
        let _ = std::fs::remove_file(&unfinished);
        Error::Draw { path: path.clone(), problem }
    })?;
    Ok(names)
}

/// The text of a figure as SVG.
pub fn svg(figure: &impl Page) -> std::result::Result<String, String> {
    let mut text = String::new();
    page(SVGBackend::with_string(&mut text, (PAGE_WIDTH, figure.height())), figure, false)?;
    Ok(text)
}

fn png(figure: &impl Page, path: &Path) -> Drawn {
    page(BitMapBackend::new(path, (PAGE_WIDTH, figure.height())), figure, true)
}

fn page<B: DrawingBackend>(backend: B, figure: &impl Page, piecewise: bool) -> Drawn {
    register_fonts()?;
    let area = backend.into_drawing_area();
    area.fill(&WHITE).map_err(|error| error.to_string())?;
    figure.draw(&Canvas { area: &area, piecewise })?;
    area.present().map_err(|error| error.to_string())
}

fn register_fonts() -> Drawn {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let done = *REGISTERED.get_or_init(|| {
        let regular = register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular());
        regular.and_then(|()| register_font("sans-serif", FontStyle::Bold, dejavu::sans::bold())).is_ok()
    });
    if done { Ok(()) } else { Err("the font that comes with the program cannot be read".to_owned()) }
}
