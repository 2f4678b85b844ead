//! `points.csv`: a row per point and outcome of a sweep, over its replicates.

use std::io::{self, Write};

use super::cells::{number, value, write_rows};
use crate::study::design::Point;
use crate::study::{Plan, PointContrast, PointOutcome, Rows, point_outcomes};

/// Writes mean, standard deviation, 95 % t interval and number of values, of points of which a run has ended; and how each
/// differs from the point that it is held against.
pub fn write_points(out: &mut dyn Write, plan: &dyn Plan, rows: &Rows) -> io::Result<()> {
    let names = ["outcome", "mean", "sd", "low", "high", "n"];
    let paired = ["against", "difference", "difference_low", "difference_high", "pairs"];
    let factors = plan.factors().iter().map(|factor| factor.key.as_str());
    let header = std::iter::once("point").chain(factors).chain(names).chain(paired);
    let rows = point_outcomes(plan, rows).flat_map(|(position, found)| {
        let outcomes = plan.outcomes().iter().zip(found);
        outcomes.map(move |(outcome, found)| cells(&plan.points()[position], &outcome.name, &found))
    });
    write_rows(out, header, rows)
}

fn cells(point: &Point, outcome: &str, found: &PointOutcome) -> Vec<String> {
    let PointOutcome { mean, sd, interval, n, contrast } = *found;
    let mut cells = vec![point.number.to_string()];
    cells.extend(point.values.iter().map(value));
    cells.push(outcome.to_owned());
    cells.extend([mean, sd].into_iter().chain(ends(interval)).map(optional));
    cells.push(n.to_string());
    cells.extend(contrast.map_or_else(|| std::array::from_fn(|_| String::new()), |contrast| paired(&contrast)));
    cells
}

/// The point that it is held against, and the difference replicate by replicate.
fn paired(contrast: &PointContrast) -> [String; 5] {
    let PointContrast { against, mean, interval, pairs } = *contrast;
    let [low, high] = ends(interval).map(optional);
    [against.to_string(), optional(mean), low, high, pairs.to_string()]
}

fn ends(interval: Option<(f64, f64)>) -> [Option<f64>; 2] {
    [interval.map(|ends| ends.0), interval.map(|ends| ends.1)]
}

fn optional(value: Option<f64>) -> String {
    number(value.unwrap_or(f64::NAN))
}
