//! The figures, put into the page.

use maud::{Markup, PreEscaped, html};

use crate::render::Result;
use crate::render::figures::Picture;

/// A figure, and what it shows in words.
pub struct Figure {
    svg: String,
    caption: &'static str,
}

impl Figure {
    /// Draws a picture for the page.
    pub fn of(picture: &Picture) -> Result<Self> {
        Ok(Self { svg: inlined(&picture.svg()?), caption: caption(picture.name()) })
    }
}

fn caption(name: &str) -> &'static str {
    match name {
        "curves" => "The primary outcomes of all arms over the rounds: mean of the replicates, with its 95 % interval.",
        "differences" => {
            "The primary outcomes of each arm minus the reference over the rounds, paired by replicate, with the 95 % interval of \
             the mean difference. Where the band holds the zero line, no difference can be told."
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
