//! A difference in a sentence.

use super::Difference;
use crate::observe::COLUMNS;

/// What a comparison says about an outcome: `resolution rate: +4.1 points [3.2, 5.0], 30 of 30 seeds agree`.
pub fn verdict(column: usize, difference: &Difference) -> String {
    let Difference { mean, t, replicates, same_sign, .. } = *difference;
    let name = COLUMNS[column].name.replace('_', " ");
    if replicates == 0 {
        return format!("{name}: no value in both arms");
    }
    if mean == 0.0 && same_sign == replicates {
        return format!("{name}: no difference in {}", seeds(replicates));
    }
    let (factor, unit) = match COLUMNS[column].unit {
        "share" => (100.0, " points".to_owned()),
        "level 0-1" => (1.0, String::new()),
        other => (1.0, format!(" {other}")),
    };
    let (low, high) = t.unwrap_or((mean, mean));
    let places = places([mean, low, high].into_iter().fold(0.0, |most: f64, value| most.max((factor * value).abs())));
    let plain = |value: f64| unsigned_zero(format!("{:.places$}", factor * value));
    let signed = unsigned_zero(format!("{:+.places$}", factor * mean));
    let interval = t.map_or(String::new(), |(low, high)| format!(" [{}, {}]", plain(low), plain(high)));
    format!("{name}: {signed}{unit}{interval}, {same_sign} of {} agree", seeds(replicates))
}

fn seeds(replicates: usize) -> String {
    if replicates == 1 { "1 seed".to_owned() } else { format!("{replicates} seeds") }
}

/// Decimal places for numbers of a size.
fn places(largest: f64) -> usize {
    match largest {
        size if size < 1.0 => 3,
        size if size < 100.0 => 1,
        _ => 0,
    }
}

/// No minus before what rounds to zero.
fn unsigned_zero(text: String) -> String {
    if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { text } else { text.replace('-', "") }
}
