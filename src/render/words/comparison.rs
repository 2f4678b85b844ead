//! The summary of a comparison: a verdict for each primary outcome, and what to bear in mind.

use super::{chain, verdict};
use crate::language::Language;
use crate::study::comparison::{Comparison, Contrast, Stopping};

/// The verdicts of all contrasts, after what they rest on.
pub fn comparison_summary(comparison: &Comparison, language: Language) -> String {
    let contrasts = comparison.contrasts.iter().map(|contrast| verdicts(comparison, contrast, language));
    let mut text = contrasts.collect::<String>();
    text += &evidence(comparison, language);
    text += &stopping(comparison, language);
    text += &unknowns(comparison, language);
    text += &format!("{}\n", comparison.horizon(language));
    for warning in comparison.spending(language).into_iter().chain(comparison.notes(language)) {
        text += &format!("{}{warning}\n", language.pick("Warning: ", "警告："));
    }
    text
}

/// An arm against the reference, as a heading.
pub fn against(arm: &str, reference: &str, language: Language) -> String {
    match language {
        Language::En => format!("{arm} against {reference}"),
        Language::Zh => format!("{arm} 对比 {reference}"),
    }
}

fn verdicts(comparison: &Comparison, contrast: &Contrast, language: Language) -> String {
    let name = |arm: usize| &comparison.arms[arm].name;
    let mut text = format!("{}\n", against(name(contrast.arm), name(0), language));
    for (question, answer) in comparison.primary.iter().filter_map(|&asked| Some((asked, contrast.answer(asked)?))) {
        text += &format!("  {}\n", verdict(question, answer, language));
    }
    if let Some(links) = chain(comparison, contrast, language) {
        text += &match language {
            Language::En => format!("  What changed together, in the order of the model: {links}.\n"),
            Language::Zh => format!("  随之变化的（按模型的顺序）：{links}。\n"),
        };
    }
    text + "\n"
}

/// What the differences rest on; one replicate has no interval.
fn evidence(comparison: &Comparison, language: Language) -> String {
    let replicates = comparison.arms.first().map_or(0, |arm| arm.runs.len());
    let window = comparison.window;
    let (en, zh) = match replicates {
        1 => ("one replicate".to_owned(), "一次重复的配对差异".to_owned()),
        n => (format!("{n} replicates with 95 % intervals"), format!("{n} 次重复的配对差异，附 95 % 置信区间")),
    };
    match language {
        Language::En => format!("Means over the last {window} rounds; paired differences from {en}.\n"),
        Language::Zh => format!("最后 {window} 轮的均值；{zh}。\n"),
    }
}

/// Stopping was sequential: the intervals are those of the last look.
fn stopping(comparison: &Comparison, language: Language) -> String {
    let Some(stopping) = &comparison.stopping else { return String::new() };
    let Some(&(replicates, width)) = stopping.looks.last() else { return String::new() };
    match language {
        Language::En => stopping_en(stopping, replicates, width),
        Language::Zh => stopping_zh(stopping, replicates, width),
    }
}

fn stopping_zh(stopping: &Stopping, replicates: u32, width: f64) -> String {
    let (name, wanted, looks) = (stopping.question.words(Language::Zh), stopping.wanted, stopping.looks.len());
    let reached = if stopping.reached {
        format!("{name}的半宽在 {replicates} 次重复时达到了 {wanted}（{width:.6}）")
    } else {
        format!("警告：{name}的半宽没有达到 {wanted}：{replicates} 次重复时为 {width:.6}")
    };
    format!("{reached}。何时停止是序贯决定的，共查看了 {looks} 次。\n")
}

fn stopping_en(stopping: &Stopping, replicates: u32, width: f64) -> String {
    let (name, wanted) = (stopping.question.name(), stopping.wanted);
    let reached = if stopping.reached {
        format!("The half width {wanted} of {name} was reached with {replicates} replicates ({width:.6})")
    } else {
        format!(
            "Warning: the half width {wanted} of {name} was not reached: it is {width:.6} with {replicates} replicates"
        )
    };
    let looks = stopping.looks.len();
    format!("{reached}. Stopping was sequential, with {looks} look{}.\n", if looks == 1 { "" } else { "s" })
}

fn unknowns(comparison: &Comparison, language: Language) -> String {
    let names: Vec<&str> = comparison.unknowns.iter().map(|unknown| unknown.key.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    let (all, were) = (names.join(language.comma()), if names.len() == 1 { "was" } else { "were" });
    let covered = match language {
        Language::En => format!(
            "The intervals cover luck and what is not known: {all} {were} drawn anew for every second replicate."
        ),
        Language::Zh => format!("区间既包含偶然，也包含未知：每两次重复重新抽取 {all}。"),
    };
    format!("{covered}\n{}", closest(comparison, language))
}

/// For each arm, which unknown goes most closely with the difference in the first primary outcome.
fn closest(comparison: &Comparison, language: Language) -> String {
    let of = |contrast: &Contrast| {
        let found = comparison.associations(contrast).into_iter().next()?;
        let (low, high) = found.rank.interval?;
        let (arm, key, question) = (&comparison.arms[contrast.arm].name, &found.unknown.key, found.question);
        let (rho, draws) = (found.rank.rho, found.rank.pairs);
        Some(match language {
            Language::En => format!(
                "{key} goes most closely with the difference of {arm} in {}: rank correlation {rho:+.2} [{low:.2}, {high:.2}] \
                 over {draws} draws.\n",
                question.name()
            ),
            Language::Zh => format!(
                "与 {arm} 在{}上的差异关系最密切的是 {key}：秩相关 {rho:+.2} [{low:.2}, {high:.2}]，共 {draws} 次抽取。\n",
                question.words(language)
            ),
        })
    };
    comparison.contrasts.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::comparison::testing::{compared, tiny, with_everything};

    #[test]
    fn every_primary_outcome_has_a_verdict_and_what_limits_them_is_told() {
        let comparison = with_everything(compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.2")], 2));
        let text = comparison_summary(&comparison, Language::En);
        assert!(text.starts_with("lawful against thin\n  Trust in government: "), "{text}");
        let indented = text.lines().filter(|line| line.starts_with("  ") && !line.contains("changed together"));
        assert_eq!(indented.count(), comparison.primary.len());
        let parts = ["from 2 replicates", "was not reached", "with 2 looks", "feedback.loss_rate was drawn anew"];
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    }

    #[test]
    fn the_same_is_told_in_chinese() {
        let comparison = with_everything(compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.2")], 2));
        let text = comparison_summary(&comparison, Language::Zh);
        assert!(text.starts_with("lawful 对比 thin\n  政府信任："), "{text}");
        let parts = ["2 次重复的配对差异", "没有达到", "共查看了 2 次", "重新抽取 feedback.loss_rate。", "过渡过程"];
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
        assert!(text.lines().all(|line| line.is_empty() || crate::language::is_chinese(line)), "{text}");
    }
}
