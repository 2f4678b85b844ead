//! The figures, put into the page.

use maud::{Markup, PreEscaped, html};

use crate::render::Result;
use crate::render::figures::Picture;

/// A figure, and what it shows in words.
pub struct Figure {
    svg: String,
    caption: String,
}

impl Figure {
    /// Draws a picture for the page, of so many replicates.
    pub fn of(picture: &Picture, replicates: usize) -> Result<Self> {
        Ok(Self { svg: inlined(&picture.svg()?), caption: told(caption(picture.name()), replicates) })
    }
}

/// The caption as it is, or without its intervals: one replicate has none.
fn told(caption: &str, replicates: usize) -> String {
    if replicates != 1 {
        return caption.to_owned();
    }
    let begin = caption.split([':', ',']).next().unwrap_or(caption).trim_end_matches('.');
    format!("{begin}. There is one replicate, and so no interval.")
}

fn caption(name: &str) -> &'static str {
    match name {
        "curves" => "The primary outcomes of all arms over the rounds: mean of the replicates, with its 95 % interval.",
        "differences" => {
            "The primary outcomes of each arm minus the reference over the rounds, paired by replicate, with the 95 % interval of \
             the mean difference. Where the band holds the zero line, no difference can be told."
        }
        "chain" => {
            "What changed together, in the order of the model: of each stage the outcome that changed most relative to its standard \
             deviation between cities of the reference, with its 95 % interval. What goes together need not be cause and effect."
        }
        "forest" => {
            "All outcomes: the mean difference in percent of the reference's mean, with its 95 % interval. Filled markers: the \
             interval excludes zero. Hollow markers: no difference can be told."
        }
        _ => "The primary outcomes by third of ses in each arm, and the gap between high and low, with 95 % intervals.",
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
                    figure {
                        div.wide role="img" aria-label=(figure.caption) tabindex="0" { (PreEscaped(&figure.svg)) }
                        figcaption { strong { "Figure " (number + 1) ". " } (figure.caption) }
                    }
                }
            }
        }
    }
}
