//! One value of a document against the range of its parameter.

use toml::Value;
use toml::de::DeValue;

use super::document::shown;
use super::suggest::suggest;
use crate::parameters::Range;

/// Advice on a number with a comma.
pub(super) const POINT: &str = "the decimal sign is a point, as in 0.08";

/// Why a value is refused.
pub(crate) struct Refusal {
    /// What was found, for `must be ..., not ...`.
    pub(crate) found: String,
    /// What to do; may be empty.
    pub(crate) help: String,
}

/// The value if it is of the right type and in range. Whole numbers are taken for real ones, not the reverse.
pub(crate) fn check(range: &Range, value: &DeValue<'_>) -> Result<Value, Refusal> {
    let accepted = match (range, value) {
        (Range::Real { min, max }, _) => real(value).filter(|x| (*min..=*max).contains(x)).map(Value::Float),
        (Range::Whole { min, max }, _) => whole(value).filter(|n| within(*n, *min, *max)).map(Value::Integer),
        (Range::Names(names), DeValue::String(name)) => {
            names.contains(&name.as_ref()).then(|| Value::String(name.to_string()))
        }
        (Range::Flag, DeValue::Boolean(flag)) => Some(Value::Boolean(*flag)),
        _ => None,
    };
    accepted.ok_or_else(|| Refusal { found: found(value), help: advice(range, value) })
}

fn real(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(text) => text.as_str().parse().ok(),
        _ => whole(value).map(|n| n as f64),
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn within(n: i64, min: u64, max: u64) -> bool {
    u64::try_from(n).is_ok_and(|n| (min..=max).contains(&n))
}

/// A value in words.
pub(crate) fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text \"{}\"", shown(text)),
        DeValue::Integer(number) => shown(&number.to_string()),
        DeValue::Float(number) => shown(&number.to_string()),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

fn advice(range: &Range, value: &DeValue<'_>) -> String {
    match (range, value) {
        (Range::Names(names), DeValue::String(word)) => suggest(word, names),
        (Range::Real { .. } | Range::Whole { .. }, DeValue::String(text)) if text.parse::<f64>().is_ok() => {
            "a number has no quotes, and a digit before its point".to_owned()
        }
        (Range::Real { .. } | Range::Whole { .. }, DeValue::String(text))
            if text.contains(',') && text.replacen(',', ".", 1).parse::<f64>().is_ok() =>
        {
            POINT.to_owned()
        }
        (Range::Whole { .. }, DeValue::Float(number)) => match number.as_str().parse::<f64>() {
            Ok(real) if real.fract() == 0.0 && (0.0..1e15).contains(&real) => format!("write {real:.0}"),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(range: &Range, text: &str) -> Result<Value, String> {
        let value = DeValue::parse(text).expect("TOML");
        check(range, value.get_ref()).map_err(|refusal| refusal.found)
    }

    #[test]
    fn whole_numbers_are_taken_for_real_ones_and_not_the_reverse() {
        let real = Range::Real { min: 0., max: 10. };
        let whole = Range::Whole { min: 0, max: 10 };
        assert_eq!(read(&real, "3"), Ok(Value::Float(3.)));
        assert_eq!(read(&whole, "0x0a"), Ok(Value::Integer(10)));
        assert_eq!(read(&whole, "3.0"), Err("3.0".to_owned()));
    }

    #[test]
    fn numbers_out_of_range_and_no_numbers_are_refused() {
        let range = Range::Real { min: 0., max: 1. };
        for text in ["-0.1", "1.0000001", "nan", "-nan", "inf", "-inf", "2", "9e999", "'0.5'", "true", "[]", "{}"] {
            assert!(read(&range, text).is_err(), "{text}");
        }
    }

    #[test]
    fn integers_too_large_for_64_bits_are_refused() {
        let range = Range::Whole { min: 0, max: u64::MAX };
        assert_eq!(read(&range, "99999999999999999999"), Err("99999999999999999999".to_owned()));
    }
}
