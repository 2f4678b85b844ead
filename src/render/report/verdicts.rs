//! The verdicts: for each arm what can be said of every outcome, and what to heed beside it.

use maud::{Markup, html};

use super::cells::name;
use super::{contrasts, counted};
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::render::words::{Finding, chain, finding, verdict};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference, Question};

/// The section.
pub fn section(comparison: &Comparison, language: Language) -> Markup {
    let warnings: Vec<String> = comparison.spending(language).into_iter().chain(comparison.notes(language)).collect();
    html! {
        section {
            h2 { (language.pick("Verdict", "结论")) }
            @for warning in &warnings {
                p.warning role="note" { strong { (language.pick("Mind: ", "注意：")) } (warning) }
            }
            p { (comparison.horizon(language)) }
            @for (contrast, arm) in contrasts(comparison) {
                (of_arm(comparison, contrast, arm, language))
            }
        }
    }
}

fn of_arm(comparison: &Comparison, contrast: &Contrast, arm: &Arm, language: Language) -> Markup {
    let primary = || comparison.primary.iter().filter_map(|&question| Some((question, contrast.answer(question)?)));
    let all_same = contrast.outcomes.iter().all(|outcome| matches!(finding(outcome), Finding::Same | Finding::Missing));
    html! {
        h3 { (name(&arm.name)) (language.pick(" against ", " 对比 ")) (name(comparison.reference())) }
        @if all_same {
            p { (language.pick("The two arms are exactly the same in every outcome.", "两个方案的每一项结果都完全相同。")) }
        } @else {
            ul.verdicts {
                @for (question, difference) in primary() { (item(question, difference, language)) }
            }
            @if let Some(links) = chain(comparison, contrast, language) {
                p.chain {
                    strong { (language.pick("What changed together, ", "随之变化的，")) }
                    (language.pick("in the order of the model: ", "按模型的顺序："))
                    (links)
                    (language.pick(". It tells no cause.", "。这不说明因果。"))
                }
            }
        }
    }
}

/// How many of the outcomes that are not primary differ, and which are the same or missing.
pub fn others(comparison: &Comparison, contrast: &Contrast, arm: &str, language: Language) -> Markup {
    let questions = (0..COLUMNS.len()).map(Question::of_city).filter(|question| !comparison.primary.contains(question));
    let others: Vec<(Question, &Difference)> =
        questions.filter_map(|question| Some((question, contrast.answer(question)?))).collect();
    let of = |wanted: Finding| others.iter().filter(move |(_, difference)| finding(difference) == wanted);
    let interval = |&&(_, difference): &&(Question, &Difference)| {
        matches!(finding(difference), Finding::Differs | Finding::Unclear)
    };
    let tested = others.iter().filter(interval).count();
    let by_luck = (tested as f64 * 0.05).ceil() as usize;
    let names = |wanted: Finding| {
        of(wanted).map(|(question, _)| question.words(language)).collect::<Vec<_>>().join(language.comma())
    };
    let (same, missing) = (names(Finding::Same), names(Finding::Missing));
    if language == Language::Zh {
        let differ = of(Finding::Differs).count();
        return html! {
            p.small {
                strong { (name(arm)) "：" }
                @if tested > 0 {
                    (tested) " 项其他结果中有 " (differ) " 项按各自的区间有差异；仅凭偶然就会有至多约 " (by_luck) " 项，因为没有按其数目校正。"
                }
                @if !same.is_empty() { "完全相同：" (same) "。" }
                @if !missing.is_empty() { "没有可比的数值：" (missing) "。" }
            }
        };
    }
    html! {
        p.small {
            strong { (name(arm)) ":" }
            @if tested > 0 {
                " Of " (counted(tested, "other outcome")) ", " (of(Finding::Differs).count())
                " differ by their own interval; up to about " (by_luck)
                " would by luck alone, as these are not adjusted for their number."
            }
            @if !same.is_empty() { " Exactly the same: " (same) "." }
            @if !missing.is_empty() { " No values to compare: " (missing) "." }
        }
    }
}

/// A verdict, its name before the colon in bold.
fn item(question: Question, difference: &Difference, language: Language) -> Markup {
    let sentence =
        verdict(question, difference, language).replace("p < ", "p\u{a0}<\u{a0}").replace("p = ", "p\u{a0}=\u{a0}");
    let (name, rest) = sentence.split_once([':', '：']).unwrap_or((&sentence, ""));
    let class = if finding(difference) == Finding::Differs { "differs" } else { "unclear" };
    html! { li class=(class) { strong { (name) } (language.pick(":", "：")) (rest) } }
}
