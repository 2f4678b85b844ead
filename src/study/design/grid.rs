//! Designs of levels: all of them with each other, or side by side.

use toml::Value;

use super::Axis;

/// Every level of every axis with every level of every other, the first axis slowest.
pub(crate) fn factorial(axes: &[Axis]) -> Vec<Vec<Value>> {
    axes.iter().fold(vec![Vec::new()], |rows, axis| {
        let levels = axis.levels();
        rows.iter().flat_map(|row| levels.iter().map(move |level| [&row[..], level].concat())).collect()
    })
}

/// The first level of each axis together, then the second, and so on to the end of the shortest.
pub(crate) fn zip(axes: &[Axis]) -> Vec<Vec<Value>> {
    let levels: Vec<_> = axes.iter().map(Axis::levels).collect();
    let shortest = levels.iter().map(Vec::len).min().unwrap_or(0);
    (0..shortest).map(|row| levels.iter().flat_map(|levels| levels[row].clone()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes() -> Vec<Axis> {
        let names = ["a", "b", "c"].map(|name| Value::String(name.to_owned()));
        vec![Axis::Values([1, 2].map(Value::Integer).to_vec()), Axis::Values(names.to_vec())]
    }

    fn text(rows: &[Vec<Value>]) -> Vec<String> {
        let row = |row: &Vec<Value>| row.iter().map(Value::to_string).collect::<Vec<_>>().join("").replace('"', "");
        rows.iter().map(row).collect()
    }

    #[test]
    fn a_factorial_design_has_every_combination_and_the_first_factor_is_slowest() {
        assert_eq!(text(&factorial(&axes())), ["1a", "1b", "1c", "2a", "2b", "2c"]);
    }

    #[test]
    fn a_zip_goes_through_all_factors_together() {
        assert_eq!(text(&zip(&axes())), ["1a", "2b"]);
    }
}
