//! `summary.csv`: where every column starts, ends, and how it changes; a row per group and column.

use std::io::{self, Write};

use super::cells::{number, write_rows};
use crate::observe::COLUMNS;
use crate::study::{Interval, SummaryRow};

const HEADER: [&str; 12] = [
    "group",
    "column",
    "unit",
    "start",
    "end",
    "change",
    "end_sd",
    "end_low",
    "end_high",
    "change_low",
    "change_high",
    "replicates",
];

/// Writes the rows; what does not exist is an empty cell.
pub fn write_summary(out: &mut dyn Write, rows: &[SummaryRow]) -> io::Result<()> {
    write_rows(out, HEADER, rows.iter().map(cells))
}

fn cells(row: &SummaryRow) -> Vec<String> {
    let column = &COLUMNS[row.column];
    let ends = |interval: Option<Interval>| [interval.map(|ends| ends.0), interval.map(|ends| ends.1)];
    let values = [row.start, row.end, row.change, row.sd].into_iter();
    let values = values.chain(ends(row.end_interval)).chain(ends(row.change_interval));
    let mut cells = vec![row.group.to_string(), column.name.to_owned(), column.unit.to_owned()];
    cells.extend(values.map(|value| number(value.unwrap_or(f64::NAN))));
    cells.push(row.replicates.to_string());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::run_of;
    use crate::study::summarise;

    #[test]
    fn missing_values_leave_empty_cells() {
        let missing = run_of(0, 5, |_, _, column| if column == 0 { f64::NAN } else { 1.0 });
        let rows = summarise(&vec![missing]).expect("a summary");
        let mut bytes = Vec::new();
        write_summary(&mut bytes, &rows).expect("memory takes everything");
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(text.lines().count(), 1 + 5 * COLUMNS.len());
        let mut lines = text.lines().skip(1);
        assert!(lines.next().is_some_and(|line| line.ends_with(",,,,,,,,,0")));
        assert!(lines.next().is_some_and(|line| line.ends_with(",1.0,1.0,0.0,,,,,,1")));
    }
}
