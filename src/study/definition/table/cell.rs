//! A cell of a table as a value of its key: numbers as any program writes them.

use toml::Value;
use toml::de::DeValue;

use crate::parameters::{Parameter, Range};
use crate::reading::Reader;
use crate::reading::csv::{Cell, is_missing, with_decimal_comma};

/// The largest whole number up to which a real one stands for one alone.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of a cell, or a problem at its place.
pub(super) fn value(reader: &mut Reader<'_>, parameter: &Parameter, cell: &Cell) -> Option<Value> {
    let (key, text) = (parameter.key(), cell.text.as_str());
    if is_missing(text) {
        let message = format!("`{key}` has no value here");
        let help = "a point has a value of every key".to_owned();
        reader.problem(cell.span.clone(), message, "no value", help);
        return None;
    }
    if let Some(number) = with_decimal_comma(text) {
        let message = format!("`{text}` has a decimal comma");
        reader.problem(cell.span.clone(), message, "a comma in a number", format!("write {number}, with a point"));
        return None;
    }
    let toml = as_toml(&parameter.range, text);
    let node = toml::Spanned::new(cell.span.clone(), parsed(&parameter.range, &toml, text));
    reader.value(&key, &parameter.range, &node).map(|setting| setting.value)
}

/// What is meant by a text where a range holds, as TOML has it: `2.0` and `4e0` are whole numbers, `.5` and `1E3` are
/// numbers, `TRUE` is a flag.
fn as_toml(range: &Range, text: &str) -> String {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    match (range, number) {
        (Range::Flag, _) => text.to_lowercase(),
        (Range::Whole { .. }, Some(whole)) if whole.fract() == 0.0 && whole.abs() <= EXACT => format!("{whole:.0}"),
        (Range::Real { .. }, Some(real)) => format!("{real:?}"),
        _ => text.to_owned(),
    }
}

/// The value, which is a word where it is nothing else.
fn parsed<'t>(range: &Range, toml: &'t str, text: &'t str) -> DeValue<'t> {
    let word = || DeValue::String(text.into());
    match range {
        Range::Names(_) => word(),
        _ => DeValue::parse(toml).map_or_else(|_| word(), |value| value.into_inner()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(range: &Range, text: &str) -> Result<Value, String> {
        let toml = as_toml(range, text);
        crate::reading::leaf::check(range, &parsed(range, &toml, text)).map_err(|refusal| refusal.found)
    }

    #[test]
    fn numbers_are_read_as_any_program_writes_them() {
        let whole = Range::Whole { min: 0, max: 100 };
        for text in ["2", "2.0", "2.", "2e0", "2.000000000000000000e+00", "0.2E1", "+2"] {
            assert_eq!(read(&whole, text), Ok(Value::Integer(2)), "{text}");
        }
        let real = Range::Real { min: 0.0, max: 1.0 };
        for text in ["0.5", ".5", "5E-1", "5.0e-01"] {
            assert_eq!(read(&real, text), Ok(Value::Float(0.5)), "{text}");
        }
        assert_eq!(read(&real, "1"), Ok(Value::Float(1.0)));
        assert_eq!([read(&whole, "2.5"), read(&real, "inf")], [Err("2.5".to_owned()), Err("inf".to_owned())]);
        assert_eq!(read(&real, "half"), Err("the text \"half\"".to_owned()));
    }

    #[test]
    fn flags_are_read_in_capitals_and_names_as_they_are() {
        assert!(["true", "TRUE", "True"].iter().all(|text| read(&Range::Flag, text) == Ok(Value::Boolean(true))));
        let names = Range::Names(&["talks", "true"]);
        assert_eq!(read(&names, "true"), Ok(Value::String("true".to_owned())));
        assert!(read(&names, "TALKS").is_err());
    }
}
