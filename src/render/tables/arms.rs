//! `arms.csv` and `arms_by_round.csv`: the arms of a comparison, each by itself.

use std::io::{self, Write};

use super::cells::{number, write_rows};
use super::differences::{ends, optional};
use crate::observe::COLUMNS;
use crate::study::comparison::{Arm, ArmMean, Comparison, Question, Whom};

const WINDOW: [&str; 10] = ["arm", "outcome", "group", "unit", "mean", "low", "high", "sd", "replicates", "window"];
const BY_ROUND: [&str; 8] = ["arm", "outcome", "group", "round", "mean", "low", "high", "replicates"];

/// Writes `arms.csv`: a row per arm, group and column: the mean over the last rounds with its 95 % interval. A group that has no
/// value of a column has no row of it.
pub fn write_arms(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.arms.iter().flat_map(|arm| {
        let whoms = groups(comparison).into_iter();
        let questions = whoms.flat_map(|whom| (0..COLUMNS.len()).map(move |column| Question { column, whom }));
        let means = questions.map(|question| (question, comparison.mean_of(arm, question)));
        let has_row = |(question, mean): &(Question, ArmMean)| question.is_of_city() || mean.replicates > 0;
        means.filter(has_row).map(|(question, mean)| {
            let mut row = names(arm, question);
            row.push(question.about().unit.to_owned());
            row.extend(numbers(&mean));
            row.extend([optional(mean.sd), mean.replicates.to_string(), comparison.window.to_string()]);
            row
        })
    });
    write_rows(out, WINDOW, rows)
}

/// Writes `arms_by_round.csv`: a row per arm, primary outcome and round.
pub fn write_arms_by_round(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.arms.iter().flat_map(|arm| {
        comparison.primary.iter().flat_map(move |&question| {
            comparison.means_by_round(arm, question).into_iter().enumerate().map(move |(round, mean)| {
                let mut row = names(arm, question);
                row.push(round.to_string());
                row.extend(numbers(&mean));
                row.push(mean.replicates.to_string());
                row
            })
        })
    });
    write_rows(out, BY_ROUND, rows)
}

/// Whom the comparison tells of, the city first.
fn groups(comparison: &Comparison) -> Vec<Whom> {
    let others = comparison.contrasts.first().map_or(&[][..], |contrast| &contrast.groups);
    std::iter::once(Whom::CITY).chain(others.iter().map(|(whom, _)| *whom)).collect()
}

fn names(arm: &Arm, question: Question) -> Vec<String> {
    vec![arm.name.clone(), question.about().name.to_owned(), question.whom.to_string()]
}

fn numbers(mean: &ArmMean) -> [String; 3] {
    let [low, high] = ends(mean.interval);
    [number(mean.mean), low, high]
}
