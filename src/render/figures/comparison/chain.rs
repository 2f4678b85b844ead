//! `chain`: what changed together in each arm, in the order of the model.

use super::{arms, window};
use crate::language::Language;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Dot, Dots, Marker, Panel, Row, Sheet};
use crate::render::words;
use crate::study::comparison::{Comparison, Link};

/// Prepares the figure: a panel for each arm in which anything changed that can be told; none if there is no such arm.
pub fn prepare(comparison: &Comparison, language: Language) -> Option<Sheet> {
    let chains = comparison.contrasts.iter().map(|contrast| (contrast.arm, comparison.chain(contrast)));
    let chains: Vec<(usize, Vec<Link<'_>>)> = chains.filter(|(_, links)| !links.is_empty()).collect();
    let most = chains.iter().map(|(_, links)| links.len()).max()?;
    let panels: Vec<Panel> = chains.iter().map(|(arm, links)| panel(comparison, *arm, links, language)).collect();
    let across = if panels.len() > 1 { 2 } else { 1 };
    Some(Sheet {
        name: "chain",
        title: language.pick("What changed together", "随之变化的").to_owned(),
        description: arms(comparison, language),
        key: Vec::new(),
        note: note(comparison, language),
        height: 350 + panels.len().div_ceil(across) as u32 * (250 + 60 * most as u32),
        across,
        panels,
    })
}

fn note(comparison: &Comparison, language: Language) -> String {
    match language {
        Language::En => format!(
            "In the order of the model, of each stage the outcome that changed most relative to its standard deviation between cities \
             of {}; {}, with 95 % intervals. What goes together need not be cause and effect.",
            comparison.reference(),
            window(comparison, language)
        ),
        Language::Zh => format!(
            "按模型的顺序，每一阶段取相对于 {} 各城市间标准差变化最大的结果；{}，附 95 % 置信区间。同时变化未必是因果。",
            comparison.reference(),
            window(comparison, language)
        ),
    }
}

fn panel(comparison: &Comparison, arm: usize, links: &[Link<'_>], language: Language) -> Panel {
    let ends = links.iter().flat_map(|link| {
        let (low, high) = link.difference.t.unwrap_or((link.difference.mean, link.difference.mean));
        [low / link.spread, high / link.spread]
    });
    let axis = scale::around_zero(ends.chain([-1.0, 1.0]));
    let rows = links.iter().map(|link| row(link, arm, language)).collect();
    let title = comparison.arms.get(arm).map_or(String::new(), |arm| arm.name.clone());
    let label = language.pick("difference, in standard deviations between cities", "差异，以城市间标准差计").to_owned();
    Panel::Dots(Dots { title, unit: String::new(), label, axis, zero: true, head: String::new(), linked: false, rows })
}

fn row(link: &Link<'_>, arm: usize, language: Language) -> Row {
    let interval = link.difference.t.map(|(low, high)| (low / link.spread, high / link.spread));
    let dot = Dot { value: link.size(), interval, marker: Marker::of(arm) };
    Row { label: link.question.words(language), text: words::link(link, language), dots: vec![dot], ..Row::default() }
}
