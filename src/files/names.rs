//! Names of the files of results.

/// What is studied, and a line for each run that has ended.
pub const JOURNAL: &str = "runs.journal";
/// The folder of the rounds of each run.
pub const ROUNDS_FOLDER: &str = "rounds";
/// The folder of the states of runs that have not ended.
pub const CHECKPOINTS: &str = "checkpoints";
/// What made these results, and which files they are.
pub const MANIFEST: &str = "manifest.json";
/// One row per replicate, round and group.
pub const ROUNDS_CSV: &str = "rounds.csv";
/// The same, typed and compressed.
pub const ROUNDS_PARQUET: &str = "rounds.parquet";
/// Start, end and change of every column.
pub const SUMMARY: &str = "summary.csv";
/// How far the model is from what was observed.
pub const OBSERVED: &str = "observed.csv";
/// Each observation beside the model.
pub const OBSERVED_BY_ROUND: &str = "observed_by_round.csv";
/// The resolved scenario.
pub const SCENARIO: &str = "scenario.toml";
/// How the arms of a comparison differ over the last rounds.
pub const DIFFERENCES: &str = "differences.csv";
/// How they differ round by round.
pub const DIFFERENCES_BY_ROUND: &str = "differences_by_round.csv";
/// The arms by themselves over the last rounds.
pub const ARMS: &str = "arms.csv";
/// The arms by themselves round by round.
pub const ARMS_BY_ROUND: &str = "arms_by_round.csv";
/// What was drawn of what nobody knows.
pub const DRAWS: &str = "draws.csv";
/// Which of it goes with the differences.
pub const UNKNOWNS: &str = "unknowns.csv";
/// What a comparison found, to be read.
pub const REPORT: &str = "report.html";
/// How much each factor of a sensitivity design matters.
pub const INDICES: &str = "indices.csv";
/// The same, typed and compressed.
pub const INDICES_PARQUET: &str = "indices.parquet";
/// The same after more and more base points.
pub const INDICES_BY_POINTS: &str = "indices_by_points.csv";
/// The same over stretches of the run.
pub const INDICES_BY_ROUND: &str = "indices_by_round.csv";
/// The difference in every world of an audit.
pub const WORLDS: &str = "worlds.csv";
/// How often a claim holds, by attack.
pub const ATTACKS: &str = "attacks.csv";
/// Which uncertain parameters go with the difference.
pub const DRIVERS: &str = "drivers.csv";
/// The box of values in which a claim fails.
pub const BOX: &str = "box.csv";
/// The file of the claim.
pub const CLAIM: &str = "claim.toml";
/// The figures of an audit.
pub const AUDIT_FIGURES: [&str; 4] = ["attacks", "worlds", "drivers", "box"];
/// The file of the experiment.
pub const EXPERIMENT: &str = "experiment.toml";
/// One row per run.
pub const RUNS_CSV: &str = "runs.csv";
/// The same, typed and compressed.
pub const RUNS_PARQUET: &str = "runs.parquet";
/// One row per point and outcome of a sweep.
pub const POINTS: &str = "points.csv";

/// The resolved scenario of an arm.
pub fn arm(name: &str) -> String {
    format!("{name}.toml")
}

/// The name of a snapshot, without its ending.
pub fn snapshot(replicate: u32, round: i32) -> String {
    format!("snapshot_replicate_{replicate}_round_{round}")
}

/// Whether a name is that of a snapshot.
pub(super) fn is_snapshot(name: &str) -> bool {
    let stem = name.strip_suffix(".csv").or_else(|| name.strip_suffix(".parquet"));
    let numbers = stem.and_then(|stem| stem.strip_prefix("snapshot_replicate_")?.split_once("_round_"));
    numbers.is_some_and(|(replicate, round)| replicate.parse::<u32>().is_ok() && round.parse::<u32>().is_ok())
}

/// Where letters in figures come from that the font of the program lacks.
pub const FONTS: &str = "fonts.txt";

/// The figures of replicates, each as `.svg` and `.png`.
pub const RUN_FIGURES: [&str; 8] =
    ["overview", "districts", "trust", "participation", "grievances", "wellbeing", "channels", "observed"];
/// The figures of a comparison.
pub const COMPARISON_FIGURES: [&str; 5] = ["differences", "chain", "forest", "gaps", "curves"];
/// The figures of a sensitivity design.
pub const SENSITIVITY_FIGURES: [&str; 4] = ["ranks", "mu_sigma", "when", "convergence"];
/// The figures of a sweep.
pub const SWEEP_FIGURES: [&str; 4] = ["response", "heat_map", "main_effects", "parallel"];
