//! Which point each is held against: the one that differs from it in what is compared alone, and has the first level there.

use std::collections::BTreeMap;

use toml::Value;

use super::bases::SCENARIO;
use crate::study::design::{Factor, Point};

/// The point that each is held against, none for the first level itself and where no other point differs in that alone.
///
/// What is compared is scenarios; else the first factor of names, for names are treatments and numbers are a scale.
pub(super) fn of(factors: &[Factor], points: &[Point]) -> Vec<Option<usize>> {
    let Some(compared) = compared(factors, points) else { return vec![None; points.len()] };
    let first = &points[0].settings[compared];
    let key = |point: &Point| {
        let others = point.settings.iter().enumerate().filter(|(number, _)| *number != compared);
        others.map(|(_, setting)| setting.as_str()).collect::<Vec<_>>().join("\n")
    };
    let references: BTreeMap<String, usize> = points
        .iter()
        .rev()
        .filter(|point| point.settings[compared] == *first)
        .map(|point| (key(point), point.number))
        .collect();
    let of_point = |point: &Point| references.get(&key(point)).copied().filter(|_| point.settings[compared] != *first);
    points.iter().map(of_point).collect()
}

fn compared(factors: &[Factor], points: &[Point]) -> Option<usize> {
    let values = &points.first()?.values;
    let scenario = factors.iter().position(|factor| factor.key == SCENARIO);
    scenario.or_else(|| values.iter().position(Value::is_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::Role;

    #[test]
    fn points_are_held_against_the_first_scenario_with_all_else_the_same() {
        let factor = |key: &str| Factor { key: key.to_owned(), role: Role::Lever };
        let point = |(number, (scenario, pressure)): (usize, &(&str, f64))| Point {
            number,
            values: vec![Value::Float(*pressure), Value::String((*scenario).to_owned())],
            settings: vec![format!("government.pressure={pressure}"), format!("scenario=\"{scenario}\"")],
        };
        let listed = [("a", 0.1), ("b", 0.1), ("a", 0.2), ("b", 0.2), ("b", 0.3), ("a", 0.2)];
        let points: Vec<Point> = listed.iter().enumerate().map(point).collect();
        let factors = ["government.pressure", "scenario"].map(factor);
        assert_eq!(of(&factors, &points), [None, Some(0), None, Some(2), None, None]);
        let numbers: Vec<Point> = points
            .iter()
            .map(|point| Point {
                values: vec![Value::Float(1.0)],
                settings: vec![point.settings[0].clone()],
                ..point.clone()
            })
            .collect();
        assert_eq!(of(&factors[..1], &numbers), [None; 6], "numbers are a scale");
    }
}
