//! The summary of a comparison: a verdict for each primary outcome, and what to bear in mind.

use super::{chain, verdict};
use crate::study::comparison::{Comparison, Contrast};

/// The verdicts of all contrasts, after what they rest on.
pub fn comparison_summary(comparison: &Comparison) -> String {
    let arms = &comparison.arms;
    let mut text = comparison.contrasts.iter().map(|contrast| verdicts(comparison, contrast)).collect::<String>();
    let replicates = arms.first().map_or(0, |arm| arm.runs.len());
    text += &format!(
        "Means over the last {} rounds; paired differences from {}.\n",
        comparison.window,
        evidence(replicates)
    );
    text += &stopping(comparison);
    text += &unknowns(comparison);
    text += &format!("{}\n", comparison.horizon());
    for warning in comparison.spending().into_iter().chain(comparison.notes()) {
        text += &format!("Warning: {warning}\n");
    }
    text
}

fn verdicts(comparison: &Comparison, contrast: &Contrast) -> String {
    let name = |arm: usize| &comparison.arms[arm].name;
    let mut text = format!("{} against {}\n", name(contrast.arm), name(0));
    for (question, answer) in comparison.primary.iter().filter_map(|&asked| Some((asked, contrast.answer(asked)?))) {
        text += &format!("  {}\n", verdict(question, answer));
    }
    if let Some(links) = chain(comparison, contrast) {
        text += &format!("  What changed together, in the order of the model: {links}.\n");
    }
    text + "\n"
}

/// What the differences rest on; one replicate has no interval.
fn evidence(replicates: usize) -> String {
    if replicates == 1 { "one replicate".to_owned() } else { format!("{replicates} replicates with 95 % intervals") }
}

/// Stopping was sequential: the intervals are those of the last look.
fn stopping(comparison: &Comparison) -> String {
    let Some(stopping) = &comparison.stopping else { return String::new() };
    let Some((replicates, width)) = stopping.looks.last() else { return String::new() };
    let name = stopping.question.name();
    let wanted = stopping.wanted;
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

fn unknowns(comparison: &Comparison) -> String {
    let names: Vec<&str> = comparison.unknowns.iter().map(|unknown| unknown.key.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(
        "The intervals cover luck and what is not known: {} {} drawn anew for every second replicate.\n{}",
        names.join(", "),
        if names.len() == 1 { "was" } else { "were" },
        closest(comparison)
    )
}

/// For each arm, which unknown goes most closely with the difference in the first primary outcome.
fn closest(comparison: &Comparison) -> String {
    let of = |contrast: &Contrast| {
        let found = comparison.associations(contrast).into_iter().next()?;
        let (low, high) = found.rank.interval?;
        let arm = &comparison.arms[contrast.arm].name;
        Some(format!(
            "{} goes most closely with the difference of {arm} in {}: rank correlation {:+.2} [{low:.2}, {high:.2}] over {} draws.\n",
            found.unknown.key,
            found.question.name(),
            found.rank.rho,
            found.rank.pairs
        ))
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
        let text = comparison_summary(&comparison);
        assert!(text.starts_with("lawful against thin\n  Trust in government: "), "{text}");
        let indented = text.lines().filter(|line| line.starts_with("  ") && !line.contains("changed together"));
        assert_eq!(indented.count(), comparison.primary.len());
        let parts = ["from 2 replicates", "was not reached", "with 2 looks", "feedback.loss_rate was drawn anew"];
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    }
}
