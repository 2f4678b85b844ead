//! The figures, put into the page panel by panel: beside each other on paper, below each other on a telephone.

use maud::{Markup, PreEscaped, html};

use crate::render::Result;
use crate::render::figures::Picture;

/// A figure, and what it shows in words.
pub struct Figure {
    title: String,
    caption: String,
    /// What the markers stand for: a marker as SVG, and words.
    key: Vec<(String, String)>,
    /// The panels as SVG, and whether each has the width of the page.
    panels: Vec<(String, bool)>,
}

impl Figure {
    /// Draws a picture for the page; `single` if it is of one replicate, which has no intervals.
    pub fn of(picture: &Picture, single: bool) -> Result<Self> {
        let panels = picture.parts();
        let drawn = panels.iter().map(|part| Ok((inlined(&part.svg()?), part.is_whole())));
        let key = picture.key();
        let key = key.iter().map(|(label, marker)| Ok((inlined(&marker.svg()?), label.clone())));
        Ok(Self {
            title: picture.title().to_owned(),
            caption: told(caption(picture.name()), &picture.note(), single),
            panels: drawn.collect::<Result<_>>()?,
            key: key.collect::<Result<_>>()?,
        })
    }
}

/// A caption with the note of the figure, or with a word about intervals that there are not.
fn told(caption: &str, note: &str, single: bool) -> String {
    let note = if single && note.contains("interval") { "There is one replicate, and so no interval." } else { note };
    format!("{caption} {note}").trim().to_owned()
}

/// What is not said in the note of a figure.
fn caption(name: &str) -> &'static str {
    match name {
        "curves" => "All arms over the rounds.",
        "differences" => "Where a band holds the zero line, no difference can be told.",
        "forest" => "The mean differences in percent of the reference's mean.",
        _ => "",
    }
}

/// The picture alone, without what only a file needs, hidden from those who are read its caption.
fn inlined(svg: &str) -> String {
    let start = svg.find("<svg").unwrap_or(0);
    svg[start..].replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1).replacen(
        "<svg",
        "<svg focusable=\"false\"",
        1,
    )
}

/// The section.
pub fn section(figures: &[Figure]) -> Markup {
    html! {
        @if !figures.is_empty() {
            section {
                h2 { "Figures" }
                @for (number, figure) in figures.iter().enumerate() {
                    @let before = number.checked_sub(1).and_then(|before| figures.get(before));
                    (one(number + 1, figure, before.is_some_and(|before| before.caption == figure.caption)))
                }
            }
        }
    }
}

/// A figure; a caption that is that of the figure before is not shown again.
fn one(number: usize, figure: &Figure, told: bool) -> Markup {
    let said = format!("{}. {}", figure.title, figure.caption);
    html! {
        figure {
            figcaption { strong { "Figure " (number) ". " (figure.title) "." } @if !told { " " (figure.caption) } }
            @if !figure.key.is_empty() {
                ul.key { @for (marker, label) in &figure.key { li { (PreEscaped(marker)) (label) } } }
            }
            div.panels role="img" aria-label=(said) {
                @for (svg, whole) in &figure.panels {
                    div.whole[*whole] { (PreEscaped(svg)) }
                }
            }
        }
    }
}
