//! How far the model is from observed data, in words: a line per column, for a terminal and for the report.

use super::layout::{left, right, width};
use crate::language::{Language, Words, unit};
use crate::observe::COLUMNS;
use crate::study::comparison::{Question, Whom};
use crate::study::{Distance, Part};

/// What stands above the numbers; the first over the columns.
pub const DISTANCE_HEADS: [Words; 6] = [
    Words::new("Beside observed data", "与观测数据对照"),
    Words::new("values", "观测数"),
    Words::new("RMSE", "均方根误差"),
    Words::new("unit", "单位"),
    Words::new("in model's band", "落入模型区间"),
    Words::new("model in theirs", "模型落入观测区间"),
];

/// The distance of a column of a group as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistanceCells {
    /// Which column, and of whom if not of the city.
    pub label: String,
    /// How many observations there are.
    pub observations: String,
    /// The root mean squared difference.
    pub rmse: String,
    /// Its unit.
    pub unit: String,
    /// How many observations lie within the band between replicates.
    pub in_band: String,
    /// How many means of the model lie within the bands of observations.
    pub in_observed: String,
}

/// The distances as cells; what cannot be said is told in words.
pub fn distance_cells(distances: &[Distance], language: Language) -> Vec<DistanceCells> {
    distances.iter().map(|distance| cells(distance, language)).collect()
}

/// The distances as a table, a line per column of a group, under what the data are called. None without distances.
pub fn observed_summary(distances: &[Distance], language: Language) -> String {
    let cells = distance_cells(distances, language);
    if cells.is_empty() {
        return String::new();
    }
    let heads = DISTANCE_HEADS.map(|head| head.text(language).to_owned());
    let rows: Vec<[String; 6]> = std::iter::once(heads).chain(cells.into_iter().map(in_line)).collect();
    let widest = |place: usize| rows.iter().map(|row| width(&row[place])).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(widest);
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn in_line(cells: DistanceCells) -> [String; 6] {
    let DistanceCells { label, observations, rmse, unit, in_band, in_observed } = cells;
    [label, observations, rmse, unit, in_band, in_observed]
}

/// Numbers at the right, words at the left.
fn line(cells: &[String; 6], widths: &[usize; 6]) -> String {
    let is_number = |place: usize| [1, 2].contains(&place);
    let placed = |place: usize| {
        let (cell, width) = (&cells[place], widths[place]);
        if is_number(place) { right(cell, width) } else { left(cell, width) }
    };
    let placed: Vec<String> = (0..cells.len()).map(placed).collect();
    format!("{}\n", placed.join("  ").trim_end())
}

fn cells(distance: &Distance, language: Language) -> DistanceCells {
    let column = &COLUMNS[distance.column];
    let question = Question { column: distance.column, whom: Whom::Group(distance.group) };
    let (factor, measured) = if column.is_share() { (100.0, "points") } else { (1.0, column.unit) };
    let rmse = distance.rmse();
    let in_band = distance.in_band().map_or_else(|| no_band(distance, language), |part| counted(part, language));
    let in_observed =
        distance.in_observed().map_or_else(|| no_observed(distance, language), |part| counted(part, language));
    DistanceCells {
        label: question.words(language),
        observations: distance.each.len().to_string(),
        rmse: rmse.map_or_else(|| NO_VALUE.text(language).to_owned(), |rmse| digits(rmse * factor)),
        unit: unit(measured, language).to_owned(),
        in_band,
        in_observed,
    }
}

const NO_VALUE: Words = Words::new("no value", "没有数值");

/// Why nothing can be said of the band between replicates.
fn no_band(distance: &Distance, language: Language) -> String {
    let words = match distance.replicates() {
        0 => NO_VALUE,
        _ => Words::new("needs 2 replicates", "需两次重复"),
    };
    words.text(language).to_owned()
}

/// Why nothing can be said of the bands of observations.
fn no_observed(distance: &Distance, language: Language) -> String {
    let words = if distance.has_bands() { NO_VALUE } else { Words::new("none given", "未给出") };
    words.text(language).to_owned()
}

fn counted(Part { part, of }: Part, language: Language) -> String {
    match language {
        Language::En => format!("{part} of {of}"),
        Language::Zh => format!("{of} 个中 {part} 个"),
    }
}

/// Three digits that count.
fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let places = (2.0 - libm::floor(libm::log10(value.abs()))).clamp(0.0, 9.0) as usize;
    format!("{value:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::run_of;
    use crate::observe::{Group, Observation, Observations, Run, column};
    use crate::study::distances;

    /// Whom it is about, in which round, and the band.
    type Value = (Group, u32, Option<(f64, f64)>);

    fn told(replicates: u32, name: &str, of: &[Value], language: Language) -> String {
        let column = column(name).expect("a column");
        let each = of.iter().map(|&(group, round, band)| Observation { round, column, group, value: 0.5, band });
        let value = |replicate: u32| move |_, _, _| 0.5 + 0.01 * f64::from(replicate);
        let runs: Vec<Run> = (0..replicates).map(|replicate| run_of(replicate, 9, value(replicate))).collect();
        let observations = Observations { name: String::new(), each: each.collect() };
        observed_summary(&distances(&runs, &observations).expect("runs in memory"), language)
    }

    #[test]
    fn each_column_has_a_line_with_what_can_be_said() {
        let text =
            told(3, "resolution_rate", &[(Group::City, 1, Some((0.4, 0.505))), (Group::City, 3, None)], Language::En);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Beside observed data  values  RMSE  unit    in model's band  model in theirs");
        // The mean is 0.51, the band from 0.501 to 0.519.
        assert_eq!(lines[1], "Resolution rate            2  1.00  points  0 of 2           0 of 1");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn what_cannot_be_said_is_told_in_words() {
        let one = told(1, "gain", &[(Group::Third(0), 1, None)], Language::En);
        assert!(
            one.contains("Gain, ses_low") && one.contains("  0  level 0-1  needs 2 replicates  none given"),
            "{one}"
        );
        let late = told(2, "gain", &[(Group::City, 20, Some((0.1, 0.9)))], Language::En);
        assert!(late.contains("1  no value  level 0-1  no value         no value"), "{late}");
        let zh = told(1, "gain", &[(Group::City, 1, None)], Language::Zh);
        assert!(zh.contains("需两次重复") && !zh.contains("NaN"), "{zh}");
        assert_eq!(told(1, "gain", &[], Language::En), "");
    }

    #[test]
    fn numbers_have_three_digits_that_count() {
        assert_eq!(
            [0.0, 0.012345, 2.0, 123.45, 98765.0, 1e-12].map(digits),
            ["0", "0.0123", "2.00", "123", "98765", "0.000000000"]
        );
    }
}
