//! Numbers on the command line: refused in the words in which a file is refused them.

use grassroots::parameters::Range;

/// Reads a whole number from `min` to `max`.
pub fn whole<T: TryFrom<u64>>(min: u64, max: u64) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync {
    move |text: &str| {
        let number = text.trim().parse::<u64>().ok().filter(|number| (min..=max).contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| refusal(&Range::Whole { min, max }, text))
    }
}

/// Reads a number from `min` to `max`.
pub fn real(min: f64, max: f64) -> impl Fn(&str) -> Result<f64, String> + Clone + Send + Sync {
    move |text: &str| {
        let number = text.trim().parse::<f64>().ok().filter(|number| (min..=max).contains(number));
        number.ok_or_else(|| refusal(&Range::Real { min, max }, text))
    }
}

/// Reads a number of seconds.
pub fn seconds(text: &str) -> Result<f64, String> {
    real(0.001, 1e9)(text)
}

/// What is allowed, and what is there; with a way to write it where what is meant is clear.
fn refusal(range: &Range, text: &str) -> String {
    let there = text.chars().take(40).collect::<String>();
    format!("it must be {range}, not {}{}", there.escape_debug(), advice(range, text.trim()))
}

fn advice(range: &Range, text: &str) -> String {
    let comma = text.contains(',');
    match (range, text.replacen(',', ".", 1).parse::<f64>()) {
        (Range::Real { .. }, Ok(_)) if comma => ": the decimal sign is a point".to_owned(),
        (Range::Whole { min, max }, Ok(meant)) if !comma && meant.fract() == 0.0 => {
            let fits = (*min as f64..=*max as f64).contains(&meant);
            if fits { format!(": write {meant:.0}") } else { String::new() }
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_refused_with_its_range_and_what_is_there() {
        let told = |text: &str| whole::<u32>(1, 1_000_000)(text).expect_err("refused");
        assert_eq!(told("-1"), "it must be a whole number from 1 to 1000000, not -1");
        assert_eq!(told("1e5"), "it must be a whole number from 1 to 1000000, not 1e5: write 100000");
        assert_eq!(told("1e7"), "it must be a whole number from 1 to 1000000, not 1e7");
        assert_eq!(told("2.5"), "it must be a whole number from 1 to 1000000, not 2.5");
        assert_eq!(told("30,0"), "it must be a whole number from 1 to 1000000, not 30,0");
        let told = seconds("0,5").expect_err("refused");
        assert_eq!(told, "it must be a number from 0.001 to 1000000000, not 0,5: the decimal sign is a point");
        assert_eq!((whole::<u16>(1, 1024)("1024"), seconds("2.5")), (Ok(1024), Ok(2.5)));
        assert!(seconds("nan").is_err() && seconds("inf").is_err());
    }
}
