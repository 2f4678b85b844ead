//! Parquet: the rounds or any [`Table`], typed and compressed with zstd. A missing number is a null.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::tables::checked_rows;
use super::{Error, Result, writing};
use crate::observe::Run;
use crate::render::tables::{ColumnData, Table, rounds_table};

/// Writes a table as one row group.
pub fn write_table_parquet(path: &Path, table: &Table) -> Result<()> {
    let mut writer = Writer::create(path, table)?;
    writer.write(table)?;
    writer.close()
}

/// Writes the rounds of all replicates, a row group for each, in the order of their numbers.
pub fn write_rounds_parquet(path: &Path, runs: &[Run]) -> Result<()> {
    let mut runs: Vec<&Run> = runs.iter().collect();
    runs.sort_by_key(|run| run.seeds.replicate);
    let Some(first) = runs.first() else {
        return Err(Error::Table { path: path.to_owned(), problem: "there are no results".to_owned() });
    };
    let mut writer = Writer::create(path, &rounds_table(first, &[]))?;
    runs.iter().try_for_each(|run| writer.write(&rounds_table(run, &[])))?;
    writer.close()
}

/// A Parquet file that tables with the columns of the first are added to.
pub(super) struct Writer {
    path: PathBuf,
    file: SerializedFileWriter<File>,
}

impl Writer {
    /// Begins it with the columns of a table, and no rows.
    pub(super) fn create(path: &Path, table: &Table) -> Result<Self> {
        let schema = schema(table).map_err(|error| failed(path, error))?;
        let level = ZstdLevel::try_new(3).map_err(|error| failed(path, error))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let file = File::create(path).map_err(writing(path))?;
        let file = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties));
        Ok(Self { path: path.to_owned(), file: file.map_err(|error| failed(path, error))? })
    }

    /// Adds a table as a row group.
    pub(super) fn write(&mut self, table: &Table) -> Result<()> {
        checked_rows(table, &self.path)?;
        write_group(&mut self.file, table).map_err(|error| failed(&self.path, error))
    }

    /// Writes what follows the rows.
    pub(super) fn close(self) -> Result<()> {
        let closed = self.file.close();
        closed.map(|_| ()).map_err(|error| failed(&self.path, error))
    }
}

fn write_group(file: &mut SerializedFileWriter<File>, table: &Table) -> std::result::Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    for (_, data) in &table.columns {
        let column = group.next_column()?;
        let mut column = column.ok_or_else(|| ParquetError::General("a table with other columns".to_owned()))?;
        write_column(&mut column, data)?;
        column.close()?;
    }
    group.close().map(|_| ())
}

fn write_column(
    column: &mut SerializedColumnWriter<'_>,
    data: &ColumnData,
) -> std::result::Result<usize, ParquetError> {
    match data {
        ColumnData::Whole(values) => column.typed::<Int64Type>().write_batch(values, None, None),
        ColumnData::Text(values) => {
            let values: Vec<ByteArray> = values.iter().map(|value| ByteArray::from(value.as_str())).collect();
            column.typed::<ByteArrayType>().write_batch(&values, None, None)
        }
        ColumnData::Real(values) => {
            let defined: Vec<i16> = values.iter().map(|value| i16::from(!value.is_nan())).collect();
            column.typed::<DoubleType>().write_batch(&crate::stats::present(values), Some(&defined), None)
        }
    }
}

fn schema(table: &Table) -> std::result::Result<Type, ParquetError> {
    let fields = table.columns.iter().map(|(name, data)| field(name, data).map(Arc::new));
    let fields = fields.collect::<std::result::Result<Vec<_>, _>>()?;
    Type::group_type_builder("rounds").with_fields(fields).build()
}

fn field(name: &str, data: &ColumnData) -> std::result::Result<Type, ParquetError> {
    let (physical, repetition, logical) = match data {
        ColumnData::Whole(_) => (Physical::INT64, Repetition::REQUIRED, None),
        ColumnData::Real(_) => (Physical::DOUBLE, Repetition::OPTIONAL, None),
        ColumnData::Text(_) => (Physical::BYTE_ARRAY, Repetition::REQUIRED, Some(LogicalType::String)),
    };
    Type::primitive_type_builder(name, physical).with_repetition(repetition).with_logical_type(logical).build()
}

fn failed(path: &Path, error: ParquetError) -> Error {
    let source = match error {
        ParquetError::External(inner) => std::io::Error::other(inner),
        other => std::io::Error::other(other),
    };
    Error::Write { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    #[test]
    fn rounds_are_read_back_with_nulls_where_values_are_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rounds.parquet");
        write_rounds_parquet(&path, &[varied(1, 3), varied(0, 3)]).unwrap();
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), 2 * 3 * 5);
        assert_eq!((rows[0].get_long(0).unwrap(), rows[29].get_long(0).unwrap()), (0, 1));
        assert_eq!(rows[1].get_string(2).unwrap(), "district_1");
        assert!(rows[0].get_double(3).is_err(), "the first value is missing");
        assert_eq!(rows[0].get_double(4).unwrap(), 1.0);
    }

    #[test]
    fn equal_results_give_equal_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a", "b"].map(|name| folder.path().join(name));
        paths.iter().for_each(|path| write_rounds_parquet(path, &[varied(0, 5)]).unwrap());
        assert_eq!(std::fs::read(&paths[0]).unwrap(), std::fs::read(&paths[1]).unwrap());
    }

    #[test]
    fn an_empty_table_and_a_missing_folder_are_errors() {
        let path = Path::new("/nowhere/x.parquet");
        assert!(matches!(write_rounds_parquet(path, &[]), Err(Error::Table { .. })));
        assert!(matches!(write_rounds_parquet(path, &[varied(0, 1)]), Err(Error::Write { .. })));
    }
}
