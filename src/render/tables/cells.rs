//! Cells and rows of CSV.

use std::io::{self, Write};

use toml::Value;

/// The shortest text with a point that reads back as the same number; nothing where it is missing.
///
/// Readers of CSV guess the type of a column from its first lines: a real number that happens to be whole must not look
/// like one of a column of whole numbers.
pub fn number(value: f64) -> String {
    if value.is_nan() {
        return String::new();
    }
    let text = format!("{value:?}");
    match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => text,
    }
}

/// A flag as every reader of CSV takes for one, R among them.
pub fn flag(value: bool) -> String {
    if value { "TRUE".to_owned() } else { "FALSE".to_owned() }
}

/// The value of a factor: a word without quotes, else as its key's type has it.
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Float(real) => number(*real),
        Value::Boolean(is) => flag(*is),
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
    fn a_missing_number_is_an_empty_cell_and_others_have_a_point_and_as_few_digits_as_can_be() {
        assert_eq!([0.1, f64::NAN, 3.0, 1.0 / 3.0].map(number), ["0.1", "", "3.0", "0.3333333333333333"]);
        let far = [1e16, -1e300, 1e-7, 1.5e-7, f64::MIN_POSITIVE];
        assert_eq!(far.map(number), ["1.0e16", "-1.0e300", "1.0e-7", "1.5e-7", "2.2250738585072014e-308"]);
        assert!(far.iter().all(|x| number(*x).parse() == Ok(*x)));
        assert_eq!([Value::Float(2.0), Value::Integer(2)].each_ref().map(value), ["2.0", "2"]);
        assert_eq!(value(&Value::String("talks".to_owned())), "talks");
        assert_eq!(value(&Value::Boolean(true)), "TRUE");
    }

    #[test]
    fn a_writer_that_fails_is_an_error() {
        let mut full: &mut [u8] = &mut [0; 4];
        let rows = [vec!["1"], vec!["2"]].into_iter();
        assert!(write_rows(&mut full, ["a long name"], rows).is_err());
    }
}
