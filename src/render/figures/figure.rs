//! A figure as plain data, ready to be drawn.

use super::Caption;
use super::curve::Curve;
use super::fans::Extent;
use crate::language::Language;

/// Up to so many marks are labelled in each panel; more are told at the foot.
const MOST_LABELLED_MARKS: usize = 3;

/// A page of panels.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name of the files, without ending.
    pub name: &'static str,
    /// What it is about; empty for all.
    pub subject: String,
    /// Title at the top.
    pub title: String,
    /// What stands below the title.
    pub description: String,
    /// What stands at the foot.
    pub note: String,
    /// Whether intervals of means are to be explained.
    pub intervals: bool,
    /// Whether bands of replicates are to be explained.
    pub spreads: bool,
    /// Whether markers of what was observed are to be explained, and whether bars on them are.
    pub observed: bool,
    /// See [`Self::observed`].
    pub observed_bands: bool,
    /// How the panels are laid out.
    pub layout: Layout,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// Reforms and shocks: round and label.
    pub marks: Vec<(u32, String)>,
    /// Shocks: first and last round.
    pub spans: Vec<(u32, u32)>,
    /// Number of rounds on the axis.
    pub rounds: usize,
    /// The language of what is written on it.
    pub language: Language,
}

/// How the panels of a page are laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Height of the page; its width is always the same.
    pub height: u32,
    /// The largest share of a panel's width that labels may take; none where curves are not labelled.
    pub labels: f64,
    /// Panels per row.
    pub across: usize,
    /// Whether each panel labels the marks; otherwise they are told at the foot.
    pub label_marks: bool,
}

impl Layout {
    /// Two panels beside each other.
    pub const USUAL: Layout = Layout { height: 1050, labels: 0.46, across: 2, label_marks: true };
}

/// Curves, or layers, over the rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What is shown.
    pub title: String,
    /// Unit of the axis.
    pub unit: String,
    /// The curves.
    pub curves: Vec<Curve>,
    /// Whether the curves are stacked as areas.
    pub stacked: bool,
    /// What the vertical axis reaches.
    pub scale: Scale,
    /// Other values that it reaches, so that panels can share it.
    pub reach: Vec<f64>,
    /// What was observed outside of the model, over the curves.
    pub observed: Vec<Seen>,
}

/// What was observed of one of the curves.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Number that gives its colour and its marker: that of the curve.
    pub style: usize,
    /// Each value.
    pub each: Vec<SeenValue>,
}

/// A value that was observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeenValue {
    /// The round.
    pub round: usize,
    /// The value.
    pub value: f64,
    /// Between which values it may be in truth.
    pub band: Option<(f64, f64)>,
}

/// What the vertical axis of a panel reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// From zero, or half of 0 to 1, so that small changes look small.
    Usual,
    /// What the curves take and no more, so that they part.
    Near,
    /// Both sides of zero.
    Differences,
}

impl Figure {
    /// A figure with what it says about its runs and their marks.
    pub fn new(name: &'static str, subject: &str, caption: &Caption, extent: Extent, panels: Vec<Panel>) -> Self {
        let title = about(subject, &caption.title);
        let curves = || panels.iter().flat_map(|panel| &panel.curves);
        let seen = || panels.iter().flat_map(|panel| &panel.observed).flat_map(|seen| &seen.each);
        let Extent { replicates, rounds } = extent;
        let lines = panels.iter().any(|panel| !panel.stacked);
        let smoothed = curves().any(|curve| curve.smoothed);
        Self {
            name,
            subject: subject.to_owned(),
            title,
            description: caption.description.clone(),
            note: note(replicates, smoothed, panels.iter().all(|panel| panel.stacked), caption.language),
            intervals: lines && curves().any(|curve| curve.interval.is_some()),
            spreads: lines && curves().any(|curve| curve.spread.is_some()),
            observed: seen().next().is_some(),
            observed_bands: seen().any(|seen| seen.band.is_some()),
            layout: Layout { label_marks: caption.marks.len() <= MOST_LABELLED_MARKS, ..Layout::USUAL },
            marks: caption.marks.iter().filter(|(round, _)| (*round as usize) < rounds).cloned().collect(),
            spans: caption.spans.iter().filter(|(first, _)| (*first as usize) < rounds).copied().collect(),
            rounds,
            language: caption.language,
            panels,
        }
    }

    /// Its title, with another name behind its subject.
    pub fn subject_before(&self, name: &str) -> String {
        about(&self.subject, name)
    }

    /// The same laid out otherwise. Marks are labelled where the layout has it so and they are few.
    pub fn laid_out(self, layout: Layout) -> Self {
        let label_marks = layout.label_marks && self.layout.label_marks;
        Self { layout: Layout { label_marks, ..layout }, ..self }
    }
}

fn about(subject: &str, name: &str) -> String {
    if subject.is_empty() { name.to_owned() } else { format!("{subject} \u{2013} {name}") }
}

/// How the curves came about, for the foot of the page.
fn note(replicates: usize, smoothed: bool, stacked: bool, language: Language) -> String {
    match language {
        Language::En => note_en(replicates, smoothed, stacked),
        Language::Zh => note_zh(replicates, smoothed, stacked),
    }
}

fn note_zh(replicates: usize, smoothed: bool, stacked: bool) -> String {
    let first =
        if replicates > 1 { format!("{replicates} 次重复的均值。") } else { "一次重复。".to_owned() };
    let thin = if replicates > 1 || stacked { "" } else { "；细线为每周的值" };
    if smoothed { format!("{first}每周比率：最近 13 轮的均值{thin}。") } else { first }
}

fn note_en(replicates: usize, smoothed: bool, stacked: bool) -> String {
    let several = replicates > 1;
    let first = if several { format!("Mean of {replicates} replicates.") } else { "One replicate.".to_owned() };
    match (smoothed, several || stacked) {
        (false, _) => first,
        (true, true) => format!("{first} Weekly rates: mean of the last 13 rounds."),
        (true, false) => format!("{first} Weekly rates: mean of the last 13 rounds; thin lines: the weekly values."),
    }
}

impl Panel {
    /// A panel of lines.
    pub fn lines(title: &str, unit: &str, curves: Vec<Option<Curve>>) -> Self {
        let curves = curves.into_iter().flatten().collect();
        Self {
            title: title.to_owned(),
            unit: unit.to_owned(),
            curves,
            stacked: false,
            scale: Scale::Usual,
            reach: Vec::new(),
            observed: Vec::new(),
        }
    }

    /// A panel of differences around a zero line.
    pub fn differences(title: &str, unit: &str, curves: Vec<Option<Curve>>) -> Self {
        Self { scale: Scale::Differences, ..Self::lines(title, unit, curves) }
    }

    /// A panel of areas on each other, the first at the bottom.
    pub fn stack(title: &str, unit: &str, curves: Vec<Option<Curve>>) -> Self {
        Self { stacked: true, ..Self::lines(title, unit, curves) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_says_how_the_curves_came_about() {
        assert_eq!(note_en(1, false, false), "One replicate.");
        assert!(note_en(1, true, false).contains("thin lines"));
        assert_eq!(note_en(20, true, false), "Mean of 20 replicates. Weekly rates: mean of the last 13 rounds.");
        assert!(!note_en(1, true, true).contains("thin"));
    }
}
