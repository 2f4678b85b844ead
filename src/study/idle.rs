//! Factors that changed nothing: points that differ only in them have the same outcomes to the bit.

use std::collections::BTreeMap;

use super::design::Point;
use super::{Job, Plan, Rows};

/// The keys of factors that changed nothing in any pair of points that differ only in them, where there is such a pair.
pub fn idle_factors<'a>(plan: &'a dyn Plan, rows: &Rows) -> Vec<&'a str> {
    let factors = plan.factors().iter().enumerate();
    factors.filter(|(number, _)| is_idle(plan, rows, *number)).map(|(_, factor)| factor.key.as_str()).collect()
}

fn is_idle(plan: &dyn Plan, rows: &Rows, factor: usize) -> bool {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut compared = false;
    for (number, point) in plan.points().iter().enumerate() {
        let earlier = *first.entry(others(point, factor)).or_insert(number);
        if plan.points()[earlier].settings.get(factor) == point.settings.get(factor) {
            continue;
        }
        let pairs = (0..plan.replicates()).filter_map(|replicate| pair(rows, [earlier, number], replicate));
        for same in pairs {
            if !same {
                return false;
            }
            compared = true;
        }
    }
    compared
}

/// The settings of a point but for those of a factor.
fn others(point: &Point, factor: usize) -> String {
    let others = point.settings.iter().enumerate().filter(|(number, _)| *number != factor);
    others.map(|(_, setting)| setting.as_str()).collect::<Vec<_>>().join("\n")
}

/// Whether two points came to the same in a replicate that both of them have.
fn pair(rows: &Rows, points: [usize; 2], replicate: u32) -> Option<bool> {
    let [one, other] = points.map(|point| rows.get(Job { point, replicate }).filter(|record| !record.is_failed()));
    let bits = |outcomes: &[f64]| outcomes.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    Some(bits(&one?.outcomes) == bits(&other?.outcomes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::testing::ByHand;
    use crate::study::{Record, Status};

    fn record(outcomes: &[f64]) -> Record {
        Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes: outcomes.to_vec() }
    }

    #[test]
    fn a_factor_is_idle_where_all_of_its_points_come_to_the_same() {
        let plan = ByHand::new(&["1.0", "2.0"], 2);
        let idle = |last: f64| {
            let mut rows = Rows::none(&plan);
            for (point, outcome) in [(0, 0.5), (1, last)] {
                rows.insert(Job { point, replicate: 1 }, record(&[outcome, f64::NAN]));
            }
            idle_factors(&plan, &rows)
        };
        assert_eq!((idle(0.5), idle(0.5 + f64::EPSILON)), (vec!["needs.scale"], vec![]));
        assert_eq!(idle_factors(&plan, &Rows::none(&plan)), [""; 0], "nothing is known");
    }
}
