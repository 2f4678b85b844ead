//! The figures, put into the page panel by panel: beside each other on paper, below each other on a telephone.

use maud::{Markup, PreEscaped, html};

use crate::language::{Language, Words};
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
    pub fn of(picture: &Picture, single: bool, language: Language) -> Result<Self> {
        let panels = picture.parts();
        let drawn = panels.iter().map(|part| Ok((inlined(&part.svg()?), part.is_whole())));
        let key = picture.key();
        let key = key.iter().map(|(label, marker)| Ok((inlined(&marker.svg()?), label.clone())));
        Ok(Self {
            title: picture.title().to_owned(),
            caption: told(caption(picture.name()).text(language), &picture.note(), single, language),
            panels: drawn.collect::<Result<_>>()?,
            key: key.collect::<Result<_>>()?,
        })
    }
}

/// A caption with the note of the figure, or with a word about intervals that there are not.
fn told(caption: &str, note: &str, single: bool, language: Language) -> String {
    let none = language.pick("There is one replicate, and so no interval.", "只有一次重复，因此没有区间。");
    let note = if single && (note.contains("interval") || note.contains("区间")) { none } else { note };
    format!("{caption}{}{note}", language.pick(" ", "")).trim().to_owned()
}

/// What is not said in the note of a figure.
fn caption(name: &str) -> Words {
    match name {
        "curves" => Words::new("All arms over the rounds.", "各方案逐轮的曲线。"),
        "differences" => {
            Words::new("Where a band holds the zero line, no difference can be told.", "带含零线之处，看不出差异。")
        }
        "forest" => {
            Words::new("The mean differences in percent of the reference's mean.", "平均差异，占参照均值的百分比。")
        }
        _ => Words::new("", ""),
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
pub fn section(figures: &[Figure], language: Language) -> Markup {
    html! {
        @if !figures.is_empty() {
            section {
                h2 { (language.pick("Figures", "图")) }
                @for (number, figure) in figures.iter().enumerate() {
                    @let before = number.checked_sub(1).and_then(|before| figures.get(before));
                    (one(number + 1, figure, before.is_some_and(|before| before.caption == figure.caption), language))
                }
            }
        }
    }
}

/// A figure; a caption that is that of the figure before is not shown again.
fn one(number: usize, figure: &Figure, told: bool, language: Language) -> Markup {
    let (word, stop) = (language.pick("Figure ", "图 "), language.pick(".", "。"));
    let said = format!("{}{stop}{}{}", figure.title, language.pick(" ", ""), figure.caption);
    html! {
        figure {
            figcaption { strong { (word) (number) ". " (figure.title) (stop) } @if !told { " " (figure.caption) } }
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
