//! `observed.csv`: how far the model is from what was observed, a row per group and column; `observed_by_round.csv`: each
//! observation beside the model.

use std::io::{self, Write};

use super::cells::{number, write_rows};
use crate::observe::COLUMNS;
use crate::study::{Compared, Distance, Interval, Part};

const HEADER: [&str; 9] = [
    "group",
    "column",
    "unit",
    "observations",
    "compared",
    "rmse",
    "observed_in_band",
    "model_in_observed_band",
    "replicates",
];

const HEADER_BY_ROUND: [&str; 10] =
    ["group", "column", "round", "value", "low", "high", "model_mean", "model_low", "model_high", "replicates"];

/// Writes how far the model is from the observations; what cannot be said is an empty cell.
pub fn write_observed(out: &mut dyn Write, distances: &[Distance]) -> io::Result<()> {
    write_rows(out, HEADER, distances.iter().map(cells))
}

/// Writes each observation beside the model.
pub fn write_observed_by_round(out: &mut dyn Write, distances: &[Distance]) -> io::Result<()> {
    write_rows(out, HEADER_BY_ROUND, distances.iter().flat_map(|distance| &distance.each).map(cells_by_round))
}

fn cells(distance: &Distance) -> Vec<String> {
    let column = &COLUMNS[distance.column];
    let share = |part: Option<Part>| some(part.map(Part::share));
    vec![
        distance.group.to_string(),
        column.name.to_owned(),
        column.unit.to_owned(),
        distance.each.len().to_string(),
        distance.compared().to_string(),
        some(distance.rmse()),
        share(distance.in_band()),
        share(distance.in_observed()),
        distance.replicates().to_string(),
    ]
}

fn cells_by_round(Compared { observation, mean, band, replicates }: &Compared) -> Vec<String> {
    let ends = |interval: Option<Interval>| [interval.map(|ends| ends.0), interval.map(|ends| ends.1)].map(some);
    let ([low, high], [model_low, model_high]) = (ends(observation.band), ends(*band));
    let mut cells =
        vec![observation.group.to_string(), COLUMNS[observation.column].name.to_owned(), observation.round.to_string()];
    cells.extend([number(observation.value), low, high, some(*mean), model_low, model_high, replicates.to_string()]);
    cells
}

fn some(value: Option<f64>) -> String {
    number(value.unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::run_of;
    use crate::observe::{Group, Observation, Observations, column};
    use crate::study::distances;

    fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes).expect("memory takes everything");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn each_observation_and_each_column_has_a_row_with_empty_cells_for_what_cannot_be_said() {
        let column = column("gain").expect("a column");
        let of = |group, round, band| Observation { round, column, group, value: 0.5, band };
        let each = vec![of(Group::City, 1, Some((0.25, 1.0))), of(Group::City, 2, None), of(Group::Third(0), 7, None)];
        let runs = vec![run_of(0, 3, |_, _, _| 0.75)];
        let found = distances(&runs, &Observations { name: String::new(), each }).expect("runs in memory");
        let table = text(|out| write_observed(out, &found));
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(rows, ["city,gain,level 0-1,2,2,0.25,,1.0,1", "ses_low,gain,level 0-1,1,0,,,,0"]);
        let table = text(|out| write_observed_by_round(out, &found));
        let rows: Vec<&str> = table.lines().skip(1).collect();
        let expected = ["city,gain,1,0.5,0.25,1.0,0.75,,,1", "city,gain,2,0.5,,,0.75,,,1", "ses_low,gain,7,0.5,,,,,,0"];
        assert_eq!(rows, expected);
    }
}
