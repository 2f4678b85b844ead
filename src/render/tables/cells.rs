//! Cells and rows of CSV.

use std::io::{self, Write};

use toml::Value;

/// The shortest text that reads back as the same number; nothing where it is missing.
pub fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// The value of a factor: a word without quotes, a number as short as can be.
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Float(real) => number(*real),
        other => other.to_string(),
    }
}

/// Writes a header and rows, with quotes where a cell needs them.
pub(super) fn write_rows<C: AsRef<[u8]>>(
    out: &mut dyn Write,
    header: impl IntoIterator<Item = impl AsRef<[u8]>>,
    rows: impl Iterator<Item = Vec<C>>,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(header)?;
    for row in rows {
        csv.write_record(row)?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_number_is_an_empty_cell_and_others_are_as_short_as_can_be() {
        assert_eq!([0.1, f64::NAN, 3.0, 1.0 / 3.0].map(number), ["0.1", "", "3", "0.3333333333333333"]);
        assert_eq!(value(&Value::Float(2.0)), "2");
        assert_eq!(value(&Value::String("talks".to_owned())), "talks");
        assert_eq!(value(&Value::Boolean(true)), "true");
    }

    #[test]
    fn a_writer_that_fails_is_an_error() {
        let mut full: &mut [u8] = &mut [0; 4];
        let rows = [vec!["1"], vec!["2"]].into_iter();
        assert!(write_rows(&mut full, ["a long name"], rows).is_err());
    }
}
