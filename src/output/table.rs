//! A table with typed columns, and its CSV: what snapshots and other small results are written from.

use std::io::{BufWriter, Write};
use std::path::Path;

use super::rounds_csv::push_number;
use super::{Error, Result, writing};

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnData {
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Real numbers; NaN is missing.
    Real(Vec<f64>),
    /// Words.
    Text(Vec<String>),
}

impl ColumnData {
    fn len(&self) -> usize {
        match self {
            ColumnData::Whole(values) => values.len(),
            ColumnData::Real(values) => values.len(),
            ColumnData::Text(values) => values.len(),
        }
    }

    fn cell(&self, row: usize) -> String {
        match self {
            ColumnData::Whole(values) => values[row].to_string(),
            ColumnData::Real(values) => {
                let mut text = String::new();
                push_number(&mut text, values[row]);
                text
            }
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

    /// [`Table::rows`] or the error of writing such a table.
    pub(super) fn checked_rows(&self, path: &Path) -> Result<usize> {
        let problem = || "the columns of the table differ in length, or there are none".to_owned();
        self.rows().ok_or_else(|| Error::Table { path: path.to_owned(), problem: problem() })
    }
}

/// Writes a table as CSV, with its names as the header.
pub fn write_table_csv(path: &Path, table: &Table) -> Result<()> {
    let rows = table.checked_rows(path)?;
    let file = std::fs::File::create(path).map_err(writing(path))?;
    let mut csv = csv::Writer::from_writer(BufWriter::new(file));
    let failed = |error: csv::Error| writing(path)(error.into());
    csv.write_record(table.columns.iter().map(|(name, _)| name)).map_err(failed)?;
    for row in 0..rows {
        csv.write_record(table.columns.iter().map(|(_, data)| data.cell(row))).map_err(failed)?;
    }
    let mut out = csv.into_inner().map_err(|error| writing(path)(error.into_error()))?;
    out.flush().map_err(writing(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_csv_with_quotes_where_needed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let columns = vec![
            ("resident".to_owned(), ColumnData::Whole(vec![1, 2])),
            ("gain".to_owned(), ColumnData::Real(vec![0.25, f64::NAN])),
            ("category".to_owned(), ColumnData::Text(vec!["noise, night".into(), "waste".into()])),
        ];
        write_table_csv(&path, &Table { columns }).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "resident,gain,category\n1,0.25,\"noise, night\"\n2,,waste\n");
    }

    #[test]
    fn columns_of_different_lengths_are_refused() {
        let columns = vec![("a".into(), ColumnData::Whole(vec![1])), ("b".into(), ColumnData::Whole(vec![]))];
        assert!(matches!(write_table_csv(Path::new("x.csv"), &Table { columns }), Err(Error::Table { .. })));
        assert_eq!(Table::default().rows(), None);
    }
}
