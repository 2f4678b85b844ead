//! A table with typed columns, and its CSV: what snapshots and other small results are written from.

use std::io::{self, Write};

use super::cells::{flag, number, write_rows};

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnData {
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Real numbers; NaN is missing.
    Real(Vec<f64>),
    /// True or false.
    Flag(Vec<bool>),
    /// Words; an empty one is missing.
    Text(Vec<String>),
}

impl ColumnData {
    fn len(&self) -> usize {
        match self {
            ColumnData::Whole(values) => values.len(),
            ColumnData::Real(values) => values.len(),
            ColumnData::Flag(values) => values.len(),
            ColumnData::Text(values) => values.len(),
        }
    }

    fn cell(&self, row: usize) -> String {
        match self {
            ColumnData::Whole(values) => values[row].to_string(),
            ColumnData::Real(values) => number(values[row]),
            ColumnData::Flag(values) => flag(values[row]),
            ColumnData::Text(values) => values[row].clone(),
        }
    }
}

/// Named columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns in their order.
    pub columns: Vec<(String, ColumnData)>,
}

impl Table {
    /// Number of rows, if the columns agree on it.
    pub fn rows(&self) -> Option<usize> {
        let rows = self.columns.first()?.1.len();
        self.columns.iter().all(|(_, data)| data.len() == rows).then_some(rows)
    }
}

/// Writes a table as CSV, with its names as the header. One whose columns differ in length, or are none, is an error.
pub fn write_table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let problem = "the columns of the table differ in length, or there are none";
    let rows = table.rows().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, problem))?;
    let cells = |row: usize| table.columns.iter().map(|(_, data)| data.cell(row)).collect::<Vec<_>>();
    write_rows(out, table.columns.iter().map(|(name, _)| name), (0..rows).map(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_csv_with_quotes_where_needed() {
        let columns = vec![
            ("resident".to_owned(), ColumnData::Whole(vec![1, 2])),
            ("gain".to_owned(), ColumnData::Real(vec![1.0, f64::NAN])),
            ("adopter".to_owned(), ColumnData::Flag(vec![true, false])),
            ("category".to_owned(), ColumnData::Text(vec!["noise, night".into(), "waste".into()])),
        ];
        let mut bytes = Vec::new();
        write_table(&mut bytes, &Table { columns }).expect("a table");
        assert_eq!(bytes, b"resident,gain,adopter,category\n1,1.0,TRUE,\"noise, night\"\n2,,FALSE,waste\n");
    }

    #[test]
    fn columns_of_different_lengths_are_refused() {
        let columns = vec![("a".into(), ColumnData::Whole(vec![1])), ("b".into(), ColumnData::Whole(vec![]))];
        let error = write_table(&mut Vec::new(), &Table { columns }).expect_err("no table");
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        assert_eq!(Table::default().rows(), None);
    }
}
