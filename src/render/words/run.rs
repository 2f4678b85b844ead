//! The short summary of a run: the main outcomes of the city, in 80 columns.

use super::layout::{left, right};
use super::signed;
use crate::language::{Language, Words};
use crate::observe::{self, COLUMNS, Group};
use crate::study::SummaryRow;

/// The outcomes that are told.
const OUTCOMES: [&str; 14] = [
    "trust_government",
    "trust_organisations",
    "trust_neighbours",
    "participation_rate",
    "solved_share",
    "response_rate",
    "resolution_rate",
    "reported_resolution_rate",
    "satisfaction_rate",
    "gain",
    "happiness",
    "security",
    "grievance",
    "backlog",
];

/// The main outcomes as a table with start, end and change, and with the 95 % interval of the change where there are
/// several replicates. Lines fit into 80 columns, unless a change that is told apart from nothing needs more digits.
pub fn run_summary(rows: &[SummaryRow], language: Language) -> String {
    let cells = run_cells(rows, Group::City, language);
    let several = cells.iter().any(|cells| !cells.interval.is_empty());
    let heads = HEADS.map(|head| head.text(language));
    let interval = if several { heads[3] } else { "" };
    let mut text = line("", heads[0], heads[1], heads[2], interval, heads[4]);
    text.extend(
        cells.iter().map(|RunCells { label, start, end, change, interval, unit }| {
            line(label, start, end, change, interval, unit)
        }),
    );
    text
}

/// What stands above the numbers.
const HEADS: [Words; 5] = [
    Words::new("start", "开始"),
    Words::new("end", "结束"),
    Words::new("change", "变化"),
    Words::new("95 % of change", "变化的 95 %"),
    Words::new("unit", "单位"),
];

/// A main outcome of a run as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunCells {
    /// What it is.
    pub label: String,
    /// Mean over the first rounds.
    pub start: String,
    /// Mean over the last rounds.
    pub end: String,
    /// End minus start.
    pub change: String,
    /// 95 % interval of the change; empty where there is one replicate.
    pub interval: String,
    /// The unit of all of them.
    pub unit: String,
}

/// The main outcomes of a group.
pub fn run_cells(rows: &[SummaryRow], group: Group, language: Language) -> Vec<RunCells> {
    let of_group: Vec<&SummaryRow> = rows.iter().filter(|row| row.group == group).collect();
    let several = of_group.iter().any(|row| row.change_interval.is_some());
    let found = |name: &&str| {
        let column = observe::column(name)?;
        of_group.iter().find(|row| row.column == column).map(|row| outcome(row, several, language))
    };
    OUTCOMES.iter().filter_map(found).collect()
}

fn outcome(row: &SummaryRow, several: bool, language: Language) -> RunCells {
    let places = places(row);
    let plain = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.places$}"));
    let fine = fine(row, places);
    let signed = |value: f64| signed(value, fine);
    let interval = match row.change_interval {
        Some((low, high)) => format!("[{}, {}]", signed(low), signed(high)),
        None if several => "-".to_owned(),
        None => String::new(),
    };
    let column = &COLUMNS[row.column];
    let label = column.title(language);
    let change = row.change.map_or("-".to_owned(), signed);
    let unit = match (column.share_of, language) {
        (None, _) => column.unit_in(language).to_owned(),
        (Some(whole), Language::En) => format!("of {}", whole.en),
        (Some(whole), Language::Zh) => format!("占{}", whole.zh),
    };
    RunCells { label, start: plain(row.start), end: plain(row.end), change, interval, unit }
}

fn line(label: &str, start: &str, end: &str, change: &str, interval: &str, unit: &str) -> String {
    let interval = if interval.is_empty() { String::new() } else { format!("  {}", right(interval, 16)) };
    let width = if interval.is_empty() { 7 } else { 6 };
    let (label, start, end, change) = (left(label, 24), right(start, 6), right(end, 6), right(change, width));
    let line = format!("{label} {start} {end} {change}{interval}  {unit}");
    format!("{}\n", line.trim_end())
}

/// Decimal places: three for levels and shares, none for large counts.
fn places(row: &SummaryRow) -> usize {
    let largest = [row.start, row.end].into_iter().flatten().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    match largest {
        value if value <= 1.0 => 3,
        value if value < 100.0 => 1,
        _ => 0,
    }
}

/// Places of the change: more where it is told apart from nothing and would be written as nothing.
fn fine(row: &SummaryRow, places: usize) -> usize {
    let (low, high) = row.change_interval.or(row.change.map(|change| (change, change))).unwrap_or_default();
    let smallest = if low * high > 0.0 { low.abs().min(high.abs()) } else { return places };
    (places..MOST_PLACES).find(|&places| smallest * libm::pow(10.0, places as f64) >= 0.5).unwrap_or(MOST_PLACES)
}

/// No change is written with more decimal places.
const MOST_PLACES: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Run;
    use crate::observe::testing::run_of;
    use crate::study::summarise;

    fn told(runs: &[Run]) -> String {
        run_summary(&summarise(runs).expect("runs in memory"), Language::En)
    }

    #[test]
    fn the_table_fits_into_80_columns_and_names_units() {
        let value =
            |replicate: u32| move |round: u32, _, column: usize| f64::from(round + replicate) / (column + 9) as f64;
        for replicates in [1, 3] {
            let runs: Vec<_> = (0..replicates).map(|replicate| run_of(replicate, 70, value(replicate))).collect();
            let text = told(&runs);
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
            assert_eq!(text.lines().count(), 1 + OUTCOMES.len());
            assert_eq!(text.contains("95 %"), replicates > 1);
            assert!(text.contains("Trust in government") && text.contains("level 0-1"));
        }
    }

    #[test]
    fn what_is_missing_is_a_dash() {
        let text = told(&[run_of(0, 3, |_, _, _| f64::NAN)]);
        assert!(text.lines().nth(1).unwrap().contains("     -      -       -"), "{text}");
    }

    #[test]
    fn a_change_that_is_one_is_not_written_as_nothing() {
        let told = told(&[run_of(0, 70, |round, _, _| 0.5 - 0.000_000_9 * f64::from(round))]);
        let trust = told.lines().find(|line| line.starts_with("Trust in government")).expect("a line");
        assert!(trust.contains("-0.00003"), "{trust}");
        let same = self::told(&[run_of(0, 70, |_, _, _| 0.5)]);
        assert!(same.lines().nth(1).expect("a line").contains("+0.000"), "{same}");
    }

    #[test]
    fn every_outcome_is_a_column() {
        assert!(OUTCOMES.iter().all(|name| observe::column(name).is_some()));
    }
}
