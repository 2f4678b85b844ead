//! Indices of sensitivity in words: what matters most for each outcome, and how sure that is.

use std::fmt::Write as _;

use super::aligned;
use crate::stats::sensitivity::Estimate;
use crate::study::definition::Method;
use crate::study::design::DesignKind;
use crate::study::sensitivity::{Index, Kind, OutcomeIndices, Sensitivity, Split, notes};
use crate::study::{Experiment, Plan};

/// Factors that are told for each outcome.
const TOLD: usize = 10;

/// The factors that matter most for each outcome, with ranks and intervals, and what is worth a sentence.
pub fn sensitivity_summary(experiment: &Experiment, found: &Sensitivity) -> String {
    let mut text = String::new();
    for outcome in &found.outcomes {
        let _ = writeln!(text, "{}", heading(experiment, found, outcome));
        let rows: Vec<[String; 4]> =
            outcome.ranked().iter().take(TOLD).map(|index| row(found, outcome, index)).collect();
        let _ = writeln!(text, "{}", aligned("  ", &rows));
    }
    for note in notes(experiment, found) {
        let _ = writeln!(text, "{note}");
    }
    text
}

/// The name of an outcome, of how many blocks its indices are, and how much is luck.
pub fn heading(experiment: &Experiment, found: &Sensitivity, outcome: &OutcomeIndices) -> String {
    let name = &experiment.declared()[outcome.outcome].name;
    let (blocks, of) = match found.leading() {
        Kind::MuStar => ("trajectories", "of the square of an effect in one replicate"),
        _ => ("base points", "of the variance of a single run"),
    };
    let luck = outcome.luck.map_or(String::new(), |luck| format!("; luck is {} {of}", percent(luck)));
    format!("{name} ({} {blocks}{luck})", outcome.used)
}

/// The cells of a factor: rank, name, leading index, the other.
pub fn row(found: &Sensitivity, outcome: &OutcomeIndices, index: &Index) -> [String; 4] {
    let rank = index.rank.map_or(String::new(), |rank| match rank.low.is_finite() && rank.high.is_finite() {
        true => format!("{} [{}, {}]", rank.value, rank.low, rank.high),
        false => rank.value.to_string(),
    });
    let (own, other) = match index.kind {
        Kind::MuStar => ("mu*", Some((Kind::Sigma, "sigma"))),
        _ => ("total", Some((Kind::First, "first"))),
    };
    let beside = other.and_then(|(kind, word)| Some(format!("{word} {}", estimate(&outcome.index(kind, index.unit)?))));
    let name = found.scheme.units[index.unit].name.clone();
    [rank, name, format!("{own} {}", estimate(&index.estimate)), beside.unwrap_or_default()]
}

/// A value with its interval, in as many places as the interval asks for.
pub fn estimate(estimate: &Estimate) -> String {
    let Estimate { value, low, high } = *estimate;
    let width = if (high - low).is_finite() { high - low } else { value.abs() };
    let places = (2.0 - libm::floor(libm::log10(width.max(f64::MIN_POSITIVE)))).clamp(0.0, 6.0) as usize;
    match low.is_finite() && high.is_finite() {
        true => format!("{value:.places$} [{low:.places$}, {high:.places$}]"),
        false => format!("{value:.places$}"),
    }
}

/// What a pilot proposes, and why.
pub fn split_text(experiment: &Experiment, split: &Split, budget: u64) -> String {
    let Split { pilot, points, replicates, runs, luck } = split;
    let blocks = match experiment.scheme().map(|scheme| &scheme.blocks) {
        Some(crate::study::design::Blocks::Morris { .. }) => "trajectories",
        _ => "base points",
    };
    let known = experiment.declared().iter().zip(luck).filter_map(|(outcome, luck)| Some((&outcome.name, (*luck)?)));
    let shares: Vec<String> = known.map(|(name, luck)| format!("{name} {}", percent(luck))).collect();
    let found = match shares.is_empty() {
        true => "no factor changes anything".to_owned(),
        false => format!("luck makes this much of the squared difference between two runs: {}", shares.join(", ")),
    };
    format!(
        "A pilot of {pilot} runs: {found}\n\
         Of {budget} runs the indices are known best with {replicates} replicates of {points} {blocks}: {runs} runs\n"
    )
}

/// The command that runs an experiment as it was run, where its text is in a file of that name.
pub fn sweep_command(experiment: &Experiment) -> String {
    let (name, replicates, method) = (experiment.name(), experiment.replicates(), experiment.sources().method);
    if experiment.scheme().is_none() {
        return format!("grassroots sweep {name}.toml --replicates {replicates}");
    }
    let Method { kind, points, levels, second_order, groups } = method;
    let kind = kind.map(|kind| if kind == DesignKind::Morris { "morris" } else { "sobol" });
    let options = [
        kind.map(|kind| format!(" --method {kind}")),
        points.map(|points| format!(" --points {points}")),
        levels.map(|levels| format!(" --levels {levels}")),
        groups.then(|| " --groups".to_owned()),
        second_order.then(|| " --second-order".to_owned()),
    ];
    let options: String = options.into_iter().flatten().collect();
    format!("grassroots sensitivity {name}.toml{options} --replicates {replicates}")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
