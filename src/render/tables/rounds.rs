//! `rounds.csv`: a row per replicate, round and group.

use super::cells::number;
use super::table::{ColumnData, Table};
use crate::observe::{COLUMNS, Run};

/// The columns that tell whom and when a row is about.
pub const ROUND_KEYS: [&str; 3] = ["replicate", "round", "group"];

/// The names of the columns, as a line.
pub fn rounds_header() -> String {
    let columns = COLUMNS.iter().map(|column| column.name);
    let mut line = ROUND_KEYS.into_iter().chain(columns).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

/// The lines of a replicate. No cell needs quotes: they are numbers and the names of groups.
pub fn rounds_rows(run: &Run) -> String {
    let mut text = String::new();
    for record in run.records() {
        text += &format!("{},{},{}", run.seeds.replicate, record.round, record.group);
        for &value in record.values {
            text.push(',');
            text.push_str(&number(value));
        }
        text.push('\n');
    }
    text
}

/// The same rows with types, behind whole numbers that are the same in all of them, each under its name.
pub fn rounds_table(run: &Run, before: &[(&str, i64)]) -> Table {
    let records: Vec<_> = run.records().collect();
    let same = |(name, number): (&str, i64)| (name.to_owned(), ColumnData::Whole(vec![number; records.len()]));
    let [replicate, round, group] = ROUND_KEYS;
    let mut columns: Vec<(String, ColumnData)> = before.iter().copied().map(same).collect();
    columns.push(same((replicate, run.seeds.replicate.into())));
    let rounds = records.iter().map(|record| i64::from(record.round)).collect();
    columns.push((round.to_owned(), ColumnData::Whole(rounds)));
    let groups = records.iter().map(|record| record.group.to_string()).collect();
    columns.push((group.to_owned(), ColumnData::Text(groups)));
    columns.extend(COLUMNS.iter().enumerate().map(|(position, column)| {
        let values = records.iter().map(|record| record.values[position]).collect();
        (column.name.to_owned(), ColumnData::Real(values))
    }));
    Table { columns }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;

    #[test]
    fn text_and_table_have_the_same_rows() {
        let run = varied(3, 4);
        let table = rounds_table(&run, &[("point", 7)]);
        assert_eq!((table.rows(), rounds_rows(&run).lines().count()), (Some(20), 20));
        let header: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(header.join(","), format!("point,{}", rounds_header().trim_end()));
        assert_eq!(table.columns[0].1, ColumnData::Whole(vec![7; 20]));
        assert!(rounds_rows(&run).starts_with("3,0,city,,"), "the first value is missing");
    }
}
