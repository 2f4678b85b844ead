//! Parquet: any [`Table`], typed and compressed with zstd. What is missing, a number or a word, is a null.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::{Error, Result};
use crate::render::tables::{ColumnData, Table};

/// Writes a table as one row group; `path` is for messages.
pub(super) fn write_table(out: &mut (dyn Write + Send), path: &Path, table: &Table) -> Result<()> {
    let mut writer = Writer::begin(out, path, table)?;
    writer.write(table)?;
    writer.close()
}

/// A Parquet file that tables with the columns of the first are added to.
pub(super) struct Writer<'a> {
    path: PathBuf,
    file: SerializedFileWriter<&'a mut (dyn Write + Send)>,
}

impl<'a> Writer<'a> {
    /// Begins it with the columns of a table, and no rows.
    pub(super) fn begin(out: &'a mut (dyn Write + Send), path: &Path, table: &Table) -> Result<Self> {
        let schema = schema(table).map_err(|error| failed(path, error))?;
        let level = ZstdLevel::try_new(3).map_err(|error| failed(path, error))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        Ok(Self { path: path.to_owned(), file: file.map_err(|error| failed(path, error))? })
    }

    /// Adds a table as a row group.
    pub(super) fn write(&mut self, table: &Table) -> Result<()> {
        write_group(&mut self.file, table).map_err(|error| failed(&self.path, error))
    }

    /// Writes what follows the rows.
    pub(super) fn close(self) -> Result<()> {
        let closed = self.file.close();
        closed.map(|_| ()).map_err(|error| failed(&self.path, error))
    }
}

fn write_group(
    file: &mut SerializedFileWriter<&mut (dyn Write + Send)>,
    table: &Table,
) -> std::result::Result<(), ParquetError> {
    if table.rows().is_none() {
        return Err(ParquetError::General("the columns of the table differ in length, or there are none".to_owned()));
    }
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
        ColumnData::Flag(values) => column.typed::<BoolType>().write_batch(values, None, None),
        ColumnData::Text(values) => {
            let defined: Vec<i16> = values.iter().map(|value| i16::from(!value.is_empty())).collect();
            let present = values.iter().filter(|value| !value.is_empty());
            let present: Vec<ByteArray> = present.map(|value| ByteArray::from(value.as_str())).collect();
            column.typed::<ByteArrayType>().write_batch(&present, Some(&defined), None)
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
        ColumnData::Flag(_) => (Physical::BOOLEAN, Repetition::REQUIRED, None),
        ColumnData::Text(_) => (Physical::BYTE_ARRAY, Repetition::OPTIONAL, Some(LogicalType::String)),
    };
    Type::primitive_type_builder(name, physical).with_repetition(repetition).with_logical_type(logical).build()
}

fn failed(path: &Path, error: ParquetError) -> Error {
    let source = match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => std::io::Error::other(inner),
        },
        other => std::io::Error::other(other),
    };
    Error::Write { path: path.to_owned(), source }
}
