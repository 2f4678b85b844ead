//! Figures of a comparison. Each arm has one colour in all of them; the first is the reference.

mod chain;
mod class;
mod curves;
mod differences;
mod forest;
mod gaps;
mod marks;

#[cfg(test)]
mod tests;

pub use class::class_pictures;

use super::fans::Extent;
use super::figure::Layout;
use super::{Caption, Error, Picture};
use crate::language::Language;
use crate::observe::Run;
use crate::render::words::against;
use crate::study::comparison::{Comparison, Question, Whom};

/// The figures of a comparison, what differs first: the arms' differences to the reference over the rounds, what changed together,
/// all outcomes as a forest plot, gaps between thirds of ses, and the arms' curves.
pub fn comparison_pictures(comparison: &Comparison, language: Language) -> Result<Vec<Picture>, crate::Error> {
    if comparison.arms.iter().flat_map(|arm| &arm.runs).all(|run| run.rounds() == 0) {
        return Err(Error::Empty("no round has been observed").into());
    }
    let (curves, differences) = (curves::prepare(comparison, language), differences::prepare(comparison, language));
    let (forest, gaps) = (forest::prepare(comparison, language), gaps::prepare(comparison, language));
    let mut pictures: Vec<Picture> = vec![differences.into()];
    pictures.extend(chain::prepare(comparison, language).map(Picture::from));
    pictures.extend([forest.into(), gaps.into(), curves.into()]);
    Ok(pictures)
}

/// A figure of chosen columns of chosen groups, a panel for each, in which each arm is a curve; without groups those of the
/// city. A column or group that there is not is an error.
pub fn custom_comparison_picture(
    comparison: &Comparison,
    columns: &[String],
    groups: &[String],
    language: Language,
) -> Result<Picture, crate::Error> {
    let city = ["city".to_owned()];
    let mut asked: Vec<Question> = Vec::new();
    for column in columns {
        for group in if groups.is_empty() { &city[..] } else { groups } {
            let question = Question::parse(&format!("{column}:{group}"))?;
            known(comparison, question.whom)?;
            asked.extend(Some(question).filter(|question| !asked.contains(question)));
        }
    }
    if asked.is_empty() {
        return Err(Error::Empty("no column is named").into());
    }
    let comparison = Comparison { primary: asked, ..comparison.clone() };
    let figure = curves::prepare(&comparison, language);
    Ok(super::figure::Figure {
        name: "custom",
        title: arms(&comparison, language),
        description: String::new(),
        ..figure
    }
    .into())
}

/// An error if the runs of a comparison do not have a group.
fn known(comparison: &Comparison, whom: Whom) -> Result<(), Error> {
    let groups = reference_runs(comparison).first().map_or(&[][..], Run::groups);
    let missing = whom.groups().into_iter().find(|group| !groups.contains(group));
    missing.map_or(Ok(()), |group| {
        let known = groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Err(Error::NoGroup { name: group.to_string(), known })
    })
}

/// A title, the arms by name, and what happens to them.
fn caption(comparison: &Comparison, title: &str, language: Language) -> Caption {
    let (marks, spans) = (marks::of(comparison, language), marks::spans(comparison));
    Caption { title: title.to_owned(), description: arms(comparison, language), marks, spans, language }
}

/// The arms by name.
fn arms(comparison: &Comparison, language: Language) -> String {
    let others: Vec<&str> = comparison.arms.iter().skip(1).map(|arm| arm.name.as_str()).collect();
    against(&others.join(language.comma()), comparison.reference(), language)
}

/// The runs of the reference.
fn reference_runs(comparison: &Comparison) -> &[Run] {
    comparison.arms.first().map_or(&[], |arm| &arm.runs)
}

/// Replicates and rounds of the reference.
fn extent(comparison: &Comparison) -> Extent {
    let runs = reference_runs(comparison);
    Extent { replicates: runs.len(), rounds: runs.iter().map(Run::rounds).max().unwrap_or(0) as usize }
}

/// Height of a page of so many panels, two in a row.
fn height(panels: usize) -> u32 {
    380 + 500 * panels.div_ceil(2).max(1) as u32
}

/// How so many panels of curves of arms are laid out: two in a row, with less room for the names of arms.
fn layout(panels: usize) -> Layout {
    Layout { height: height(panels), labels: 0.32, ..Layout::USUAL }
}

/// How the mean over the last rounds is spoken of.
fn window(comparison: &Comparison, language: Language) -> String {
    match comparison.window {
        rounds if language == Language::Zh => format!("最后 {rounds} 轮"),
        1 => "the last round".to_owned(),
        rounds => format!("the last {rounds} rounds"),
    }
}
