//! `points.csv`: a row per point and outcome of a sweep, over its replicates.

use std::io::{self, Write};

use super::cells::{number, value, write_rows};
use crate::study::design::Point;
use crate::study::{Plan, PointOutcome, Rows, point_outcomes};

/// Writes mean, standard deviation, 95 % t interval and number of values, of points of which a run has ended.
pub fn write_points(out: &mut dyn Write, plan: &dyn Plan, rows: &Rows) -> io::Result<()> {
    let names = ["outcome", "mean", "sd", "low", "high", "n"];
    let factors = plan.factors().iter().map(|factor| factor.key.as_str());
    let header = std::iter::once("point").chain(factors).chain(names);
    let rows = point_outcomes(plan, rows).flat_map(|(position, found)| {
        let outcomes = plan.outcomes().iter().zip(found);
        outcomes.map(move |(outcome, found)| cells(&plan.points()[position], &outcome.name, &found))
    });
    write_rows(out, header, rows)
}

fn cells(point: &Point, outcome: &str, found: &PointOutcome) -> Vec<String> {
    let PointOutcome { mean, sd, interval, n } = *found;
    let numbers = [mean, sd, interval.map(|ends| ends.0), interval.map(|ends| ends.1)];
    let mut cells = vec![point.number.to_string()];
    cells.extend(point.values.iter().map(value));
    cells.push(outcome.to_owned());
    cells.extend(numbers.map(|of| number(of.unwrap_or(f64::NAN))));
    cells.push(n.to_string());
    cells
}
