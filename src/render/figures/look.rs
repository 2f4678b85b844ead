//! What figures are drawn for: a screen and paper, or slides; how large they are, and what stands above them.

use super::Error;
use super::figure::{Figure, Layout};
use super::part::pieces;
use super::picture::{Page, Picture, Size};
use super::sheet::{Panel, Sheet};
use super::style::{LABEL, MARGIN, NOTE, PAGE_WIDTH, TITLE};
use crate::language::Language;

/// A page for slides: where it is 13 inches wide, the numbers at an axis are 18 points high.
const SLIDE: Size = (1170, 658);
/// Height that rows of markers may have on a slide.
const ROWS: f64 = 400.0;
/// So many marks are labelled on a slide; more are told at its foot.
const MARKS: usize = 2;
/// Height that a panel needs to be drawn.
const LEAST: f64 = 260.0;

/// How figures look. The default are those that a study writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether they are for slides: a page for each panel, with large letters.
    pub slides: bool,
    /// Width and height in pixels, other than usual.
    pub size: Option<(u32, u32)>,
    /// A title, in place of the name of the scenario or the experiment.
    pub title: Option<String>,
}

impl Look {
    /// Gives pictures this look. Their files have other names than usual, so that no usual figure is replaced.
    ///
    /// # Errors
    /// If a figure has no room in the size.
    pub fn of(&self, pictures: Vec<Picture>) -> Result<Vec<Picture>, crate::Error> {
        let titled = pictures.into_iter().map(|picture| self.titled(picture));
        let pages: Vec<Picture> =
            if self.slides { titled.flat_map(|picture| picture.slides()).collect() } else { titled.collect() };
        Ok(pages.into_iter().map(|picture| self.sized(picture)).collect::<Result<_, Error>>()?)
    }

    fn titled(&self, mut picture: Picture) -> Picture {
        if let Some(title) = &self.title {
            picture.retitle(title);
            picture.suffix.push_str("_titled");
        }
        picture
    }

    fn sized(&self, picture: Picture) -> Result<Picture, Error> {
        let Some((width, height)) = self.size else { return Ok(picture) };
        let zoom = f64::from(width) / f64::from(picture.size.0);
        let (units, least) = (f64::from(height) / zoom, picture.least_height());
        if units < least {
            let (figure, least) = (picture.name(), (least * zoom).ceil() as u32);
            return Err(Error::NoRoom { figure, width, height, least });
        }
        let (size, suffix) = ((picture.size.0, units.round() as u32), format!("{}_{width}x{height}", picture.suffix));
        Ok(Picture { zoom, size, suffix, ..picture })
    }
}

impl Picture {
    /// Gives its files names of their own, as it is in another language than the others of its folder.
    pub fn of_language(&mut self, language: Language) {
        self.suffix.push('_');
        self.suffix.push_str(language.name());
    }

    /// Puts a title in the place of the scenario's name, and behind that of the figure where it has one.
    fn retitle(&mut self, title: &str) {
        match &mut self.page {
            Page::Figure(figure) => figure.title = figure.subject_before(title),
            Page::Sheet(sheet) => sheet.title = title.to_owned(),
            Page::Part(_) => {}
        }
    }

    /// A page for each panel, with large letters.
    fn slides(self) -> Vec<Picture> {
        let pages = match self.page {
            Page::Figure(figure) => slides_of_curves(&figure),
            Page::Sheet(sheet) => slides_of_sheet(&sheet),
            part @ Page::Part(_) => vec![part],
        };
        let several = pages.len() > 1;
        let suffix = |number: usize| if several { format!("_slides_{}", number + 1) } else { "_slides".to_owned() };
        let slide = |(number, page)| Picture {
            suffix: format!("{}{}", self.suffix, suffix(number)),
            zoom: f64::from(PAGE_WIDTH) / f64::from(SLIDE.0),
            ..Picture::new(page, SLIDE)
        };
        pages.into_iter().enumerate().map(slide).collect()
    }

    /// The height that it needs so that every panel can be seen.
    fn least_height(&self) -> f64 {
        let around = 2.0 * MARGIN + TITLE + 3.0 * NOTE;
        let rows = |panels: usize, across: usize| panels.div_ceil(across.max(1)) as f64;
        match &self.page {
            Page::Figure(figure) => around + LEAST * rows(figure.panels.len(), figure.layout.across),
            Page::Sheet(sheet) => {
                let longest = sheet.panels.iter().map(Panel::rows).max().unwrap_or(0) as f64;
                let panel = LEAST.max(0.5 * LEAST + 0.6 * LABEL * longest);
                around + panel * rows(sheet.panels.len(), sheet.across)
            }
            Page::Part(_) => LEAST,
        }
    }
}

fn slides_of_curves(figure: &Figure) -> Vec<Page> {
    let bare = Figure {
        note: first_sentence(&figure.note),
        description: String::new(),
        layout: Layout { height: SLIDE.1, across: 1, label_marks: figure.marks.len() <= MARKS, ..figure.layout },
        panels: Vec::new(),
        ..figure.clone()
    };
    figure.panels.iter().map(|panel| Page::Figure(Figure { panels: vec![panel.clone()], ..bare.clone() })).collect()
}

fn slides_of_sheet(sheet: &Sheet) -> Vec<Page> {
    let bare = Sheet {
        note: first_sentence(&sheet.note),
        description: String::new(),
        height: SLIDE.1,
        across: 1,
        panels: Vec::new(),
        ..sheet.clone()
    };
    let panels = sheet.panels.iter().flat_map(|panel| pieces(sheet, panel, ROWS));
    panels.map(|(panel, _)| Page::Sheet(Sheet { panels: vec![panel], ..bare.clone() })).collect()
}

/// A slide has room for one.
fn first_sentence(note: &str) -> String {
    if let Some((first, _)) = note.split_once('。') {
        return format!("{first}。");
    }
    note.split_once(". ").map_or(note.to_owned(), |(first, _)| format!("{first}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::figures::comparison_pictures;
    use crate::study::comparison::testing::{compared, tiny};

    /// Letters take so much of the size of their font.
    const LETTERS: f64 = 1.24;

    fn pictures() -> Vec<Picture> {
        comparison_pictures(&compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.2")], 2), Language::En)
            .unwrap()
    }

    /// The heights of all letters of a picture whose width is so many points.
    fn letters(picture: &Picture, points: f64) -> Vec<f64> {
        let text = picture.svg().unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let sizes = document.descendants().filter_map(|node| node.attribute("font-size")?.parse::<f64>().ok());
        sizes.map(|size| size * points / f64::from(picture.size.0)).collect()
    }

    fn least(picture: &Picture, points: f64) -> f64 {
        letters(picture, points).into_iter().fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn letters_are_large_enough_on_slides_and_in_a_report_on_a4() {
        assert!((crate::render::figures::style::TICK / LETTERS * 936.0 / f64::from(SLIDE.0)) >= 18.0);
        let slides = Look { slides: true, ..Look::default() }.of(pictures()).unwrap();
        assert!(slides.len() > 18, "a page for each panel, and the forest in pieces: {}", slides.len());
        for slide in &slides {
            assert!(least(slide, 13.0 * 72.0) >= 18.0, "{}", slide.stem());
        }
        // A4 has 527 points within margins of 12 mm, and two panels stand beside each other 3 mm apart.
        for part in pictures().iter().flat_map(Picture::parts) {
            let points = if part.is_whole() { 527.0 } else { (527.0 - 8.5) / 2.0 };
            let tall = f64::from(part.size.1) * points / f64::from(part.size.0);
            assert!(least(&part, points) >= 7.0 && tall < 720.0, "{} {tall}", part.stem());
        }
    }

    #[test]
    fn a_look_has_files_of_its_own_its_size_and_its_title() {
        let usual = Look::default().of(pictures()).unwrap();
        assert!(usual.iter().all(|picture| picture.stem() == picture.name()));
        let title = Some("Law".to_owned());
        let look = Look { title, size: Some((1200, 1500)), ..Look::default() };
        let curves = look.of(vec![pictures().pop().unwrap()]).unwrap().remove(0);
        assert_eq!((curves.stem().as_str(), curves.size()), ("curves_titled_1200x1500", (1200, 1500)));
        assert!(curves.svg().unwrap().contains("Law") && curves.png().unwrap().len() > 1000);
        let flat = Look { size: Some((1200, 200)), ..Look::default() }.of(pictures()).unwrap_err().to_string();
        assert!(flat.contains("too flat for the figure") && flat.contains("it needs a height of"), "{flat}");
    }

    #[test]
    fn an_svg_scales_and_a_pdf_has_its_text_as_text() {
        for picture in pictures() {
            let svg = picture.svg().unwrap();
            let document = roxmltree::Document::parse(&svg).unwrap();
            let root = document.root_element();
            let size = format!("0 0 {} {}", picture.size.0, picture.size.1);
            assert_eq!((root.attribute("width"), root.attribute("viewBox")), (None, Some(size.as_str())));
            let pdf = picture.pdf().unwrap();
            assert!(pdf.starts_with(b"%PDF-1") && pdf.trim_ascii_end().ends_with(b"%%EOF"), "{}", picture.name());
            let holds = |words: &[u8]| pdf.windows(words.len()).any(|part| part == words);
            assert!(holds(b"/ToUnicode") && holds(b"/FontFile2") && !holds(b"/Subtype /Image"), "{}", picture.name());
            assert_eq!(pdf, picture.pdf().unwrap(), "the same bytes each time");
        }
    }
}
