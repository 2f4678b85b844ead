//! What the codes of a class tell, as tables.

use std::io::{self, Write};

use super::cells::{number, write_rows};
use crate::study::class::{Class, questions};

const OUTCOMES: [&str; 10] = [
    "outcome",
    "unit",
    "reference_mean",
    "arm_mean",
    "difference",
    "t_low",
    "t_high",
    "same_sign",
    "replicates",
    "holm",
];

const STRETCHES: [&str; 5] = ["outcome", "stretch", "difference", "t_low", "t_high"];

/// Writes a row for each outcome that codes carry: the mean over the last rounds in both arms, and the difference.
pub fn write_class(out: &mut dyn Write, class: &Class) -> io::Result<()> {
    let rows = class.differences().into_iter().map(|(question, found)| {
        let [low, high] = ends(found.t);
        let mut row = vec![question.name(), question.about().unit.to_owned()];
        row.extend([found.reference, found.arm, found.mean].map(number));
        row.extend([low, high, found.same_sign.to_string(), found.replicates.to_string()]);
        row.push(number(found.holm.unwrap_or(f64::NAN)));
        row
    });
    write_rows(out, OUTCOMES, rows)
}

/// Writes a row for each outcome and tenth of the observed rounds, numbered from 1; intervals are of the spread between codes.
pub fn write_class_stretches(out: &mut dyn Write, class: &Class) -> io::Result<()> {
    let rows = questions().into_iter().zip(class.stretches()).flat_map(|(question, stretches)| {
        stretches.into_iter().zip(1..).map(move |(stretch, at)| {
            let [low, high] = ends(stretch.interval);
            vec![question.name(), at.to_string(), number(stretch.mean), low, high]
        })
    });
    write_rows(out, STRETCHES, rows)
}

fn ends(interval: Option<(f64, f64)>) -> [String; 2] {
    let (low, high) = interval.unwrap_or((f64::NAN, f64::NAN));
    [number(low), number(high)]
}
