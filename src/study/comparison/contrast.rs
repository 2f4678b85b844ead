//! From runs to differences: every column over the last rounds and round by round, paired by replicate.

use super::{
    Arm, CONFIDENCE, Comparison, Contrast, Difference, Protocol, Question, Split, Stopping, Unknown, WINDOW, Whom,
};
use toml::Value;

use crate::observe::{COLUMNS, Run};
use crate::parallel;
use crate::scenario::{Checked, Distribution, Uncertainty};
use crate::stats::{self, Paired};
use crate::study::plan::Plan;

impl Protocol {
    /// What the runs of the arms tell, each in the order of the same replicates, whole draws of the unknowns. The same runs
    /// give the same bits on any number of threads.
    pub fn compare(&self, runs: Vec<Vec<Run>>, primary: Vec<Question>, stopping: Option<Stopping>) -> Comparison {
        let numbers: Vec<u32> =
            runs.first().iter().flat_map(|runs| runs.iter()).map(|run| run.seeds.replicate).collect();
        let replicates = numbers.len() as u32;
        let arm = |((name, scenario), runs): (&(String, Checked), Vec<Run>)| {
            let mut arm = Arm { name: name.clone(), scenario: (**scenario).clone(), runs };
            arm.scenario.run.replicates = replicates;
            arm
        };
        let arms: Vec<Arm> = self.arms().iter().zip(runs).map(arm).collect();
        let pairing = Pairing { window: self.window(), lucks: self.lucks() as usize, primary: &primary };
        let contrast = |arm: usize| pairing.contrast(&arms[0].runs, &arms[arm].runs, arm);
        let mut contrasts: Vec<Contrast> = (1..arms.len()).map(contrast).collect();
        adjust(&mut contrasts, &primary);
        let unknowns = self.uncertainties().iter().map(|unknown| self.unknown(unknown, &numbers)).collect();
        let window = self.window();
        Comparison { arms, contrasts, primary, window, fork: self.fork(), stopping, unknowns }
    }

    /// What the precision of an outcome is measured by in a run: its mean over the last rounds.
    pub fn looked_at(&self, question: Question, run: &Run) -> f64 {
        question.of(run, self.window())
    }

    /// The largest half width of the t intervals of differences, over all contrasts, from what was [looked
    /// at](Self::looked_at) in the runs of each arm. Infinite where there are too few values for an interval.
    pub fn half_width(&self, values: &[Vec<f64>]) -> f64 {
        let width = |arm: &Vec<f64>| {
            let interval = difference(&values[0], arm, self.lucks() as usize).t;
            interval.map_or(f64::INFINITY, |(low, high)| (high - low) / 2.0)
        };
        values[1..].iter().map(width).fold(0.0, f64::max)
    }

    /// Last rounds that outcomes are means of: those of a shared history are not among them.
    fn window(&self) -> u32 {
        WINDOW.min(self.arms()[0].1.run.rounds - self.fork().unwrap_or(0))
    }

    fn unknown(&self, unknown: &Uncertainty, replicates: &[u32]) -> Unknown {
        let drawn = replicates.iter().flat_map(|&replicate| self.draws(replicate));
        let values: Vec<Value> = drawn.filter(|(key, _)| *key == unknown.key).map(|(_, value)| value).collect();
        let number = |value: &Value| match (&unknown.distribution, value) {
            (_, Value::Float(number)) => *number,
            (_, Value::Integer(number)) => *number as f64,
            (_, Value::Boolean(flag)) => f64::from(u8::from(*flag)),
            (Distribution::Values(all), _) => all.iter().position(|v| v == value).map_or(f64::NAN, |at| at as f64),
            _ => f64::NAN,
        };
        let draws = values.iter().map(number).collect();
        let ordered = !values.iter().any(Value::is_str);
        Unknown { key: unknown.key.clone(), distribution: unknown.distribution.to_string(), values, draws, ordered }
    }
}

/// How runs are paired: over which last rounds, in draws of how many lucks, and what is asked first.
struct Pairing<'a> {
    window: u32,
    lucks: usize,
    primary: &'a [Question],
}

impl Pairing<'_> {
    /// An arm, by its position, against the reference.
    fn contrast(&self, reference: &[Run], runs: &[Run], arm: usize) -> Contrast {
        let of = |whom: Whom| (whom, self.outcomes(reference, runs, whom));
        let curves = |question: Question| self.by_round(reference, runs, question);
        Contrast {
            arm,
            outcomes: self.outcomes(reference, runs, Whom::CITY),
            by_round: parallel::map(COLUMNS.len(), 1, |column| curves(Question::of_city(column))),
            groups: self.others().into_iter().map(of).collect(),
            primary_by_round: self.primary.iter().map(|&question| curves(question)).collect(),
        }
    }

    /// Whom it tells of beside the city.
    fn others(&self) -> Vec<Whom> {
        let asked = self.primary.iter().map(|question| question.whom).filter(|&whom| whom != Whom::CITY);
        let mut others = Whom::USUAL.to_vec();
        asked.for_each(|whom| {
            if !others.contains(&whom) {
                others.push(whom);
            }
        });
        others
    }

    /// The differences of all columns over the last rounds.
    fn outcomes(&self, reference: &[Run], arm: &[Run], whom: Whom) -> Vec<Difference> {
        let of = |column: usize| {
            let question = Question { column, whom };
            let values = |runs: &[Run]| runs.iter().map(|run| question.of(run, self.window)).collect::<Vec<f64>>();
            let (first, second) = (values(reference), values(arm));
            let found = difference(&first, &second, self.lucks);
            if !question.is_of_city() && !self.primary.contains(&question) {
                return found;
            }
            let (by_draw, arm_by_draw) = means_of_draws(&first, &second, self.lucks);
            Difference { bca: stats::bca_interval(&stats::differences(&by_draw, &arm_by_draw), CONFIDENCE), ..found }
        };
        parallel::map(COLUMNS.len(), 1, of)
    }

    /// The differences of an outcome, round by round.
    fn by_round(&self, reference: &[Run], arm: &[Run], question: Question) -> Vec<Difference> {
        let curves = |runs: &[Run]| -> Vec<Vec<f64>> {
            runs.iter().map(|run| question.curve(run).unwrap_or_default()).collect()
        };
        let (first, second) = (curves(reference), curves(arm));
        let rounds = first.iter().chain(&second).map(Vec::len).min().unwrap_or(0);
        let at = |curves: &[Vec<f64>], round: usize| curves.iter().map(|curve| curve[round]).collect::<Vec<f64>>();
        (0..rounds).map(|round| difference(&at(&first, round), &at(&second, round), self.lucks)).collect()
    }
}

/// How the values of an arm differ from those of the reference, without the bootstrap.
///
/// Replicates that share a draw of the unknowns are not independent. So means, interval and p come from the means of draws;
/// the rest describes replicates.
pub(super) fn difference(reference: &[f64], arm: &[f64], lucks: usize) -> Difference {
    let (first, second) = means_of_draws(reference, arm, lucks);
    let pairs = stats::paired(reference, arm, CONFIDENCE).zip(stats::paired(&first, &second, CONFIDENCE));
    let Some((replicates, draws)) = pairs else { return Difference::missing() };
    Difference {
        replicates: replicates.pairs,
        effect: replicates.effect,
        same_sign: replicates.same_sign,
        variance_ratio: replicates.variance_ratio,
        split: split(&stats::differences(reference, arm), lucks),
        ..Difference::of_pairs(&draws)
    }
}

impl Difference {
    /// What pairs tell, without what needs more than them.
    pub(in crate::study) fn of_pairs(pairs: &Paired) -> Self {
        Self {
            replicates: pairs.pairs,
            reference: pairs.first,
            arm: pairs.second,
            mean: pairs.difference,
            t: pairs.interval,
            effect: pairs.effect,
            same_sign: pairs.same_sign,
            p: pairs.p,
            variance_ratio: pairs.variance_ratio,
            ..Self::missing()
        }
    }

    /// Where no replicate has a value in both arms.
    pub(crate) fn missing() -> Self {
        Self {
            replicates: 0,
            reference: f64::NAN,
            arm: f64::NAN,
            mean: f64::NAN,
            t: None,
            bca: None,
            effect: None,
            same_sign: 0,
            p: None,
            holm: None,
            variance_ratio: None,
            split: None,
        }
    }
}

/// The means over the replicates of each draw that have a value in both arms.
pub(super) fn means_of_draws(reference: &[f64], arm: &[f64], lucks: usize) -> (Vec<f64>, Vec<f64>) {
    let kept = |a: f64, b: f64| if a.is_nan() || b.is_nan() { (f64::NAN, f64::NAN) } else { (a, b) };
    let (first, second): (Vec<f64>, Vec<f64>) = reference.iter().zip(arm).map(|(&a, &b)| kept(a, b)).unzip();
    let means = |values: &[f64]| values.chunks(lucks).map(|draw| stats::mean(draw).unwrap_or(f64::NAN)).collect();
    (means(&first), means(&second))
}

/// Luck and ignorance, where unknowns were drawn and anything varies.
fn split(differences: &[f64], lucks: usize) -> Option<Split> {
    let components = stats::variance_components(differences, lucks)?;
    let sum = components.within + components.between;
    (sum > 0.0).then(|| Split { luck: components.within / sum, ignorance: components.between / sum })
}

/// Adjusts the p of the primary outcomes of all contrasts together.
fn adjust(contrasts: &mut [Contrast], primary: &[Question]) {
    let p = |contrast: &Contrast, question: Question| contrast.answer(question).and_then(|answer| answer.p);
    let all = contrasts.iter().flat_map(|contrast| primary.iter().map(move |&question| p(contrast, question)));
    let all: Vec<f64> = all.map(|p| p.unwrap_or(f64::NAN)).collect();
    let mut adjusted = stats::holm(&all).into_iter();
    for contrast in contrasts {
        for &question in primary {
            let holm = adjusted.next().filter(|p| !p.is_nan());
            if let Some(answer) = contrast.answer_mut(question) {
                answer.holm = holm;
            }
        }
    }
}
