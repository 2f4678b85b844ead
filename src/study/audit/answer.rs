//! What the runs of an audit say: how often the claim holds, attack by attack, and where it fails.

use super::attacks::Attack;
use super::{Audit, Condition, Sign, World, as_number};
use crate::parallel;
use crate::stats::prim::{self, FoundBox};
use crate::stats::{self, Rank, rank_correlation, share_interval};
use crate::study::{Job, Plan, Rows, Status};

/// Confidence level of intervals.
const CONFIDENCE: f64 = 0.95;

/// What is less, in the unit of the outcome, is no difference: a pillar that hardly works is to be one that does not.
const LEAST: f64 = 1e-6;

/// Parameters among which the box of failures is sought: those that go most with the effect.
const SOUGHT: usize = 12;

/// What an audit found.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Every world whose runs have ended, in order.
    pub judged: Vec<Judged>,
    /// The attacks, in order, as far as they have worlds.
    pub chapters: Vec<Chapter>,
    /// The uncertain parameters that go most with the differences over the draws, the most telling first.
    pub drivers: Vec<Driver>,
    /// The box of values in which the claim fails, if there is one that is better than chance.
    pub failing: Option<FoundBox>,
    /// The parameters that the variables of the box are, by position among the uncertain ones.
    pub sought: Vec<usize>,
}

/// A world, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Its number.
    pub world: usize,
    /// Its attack.
    pub attack: Attack,
    /// Whether all conditions hold of the mean difference.
    pub holds: bool,
    /// Whether a condition is broken for sure: the interval of the difference lies beyond it.
    pub reversed: bool,
    /// By condition.
    pub verdicts: Vec<Verdict>,
}

/// The difference that a change made, against a condition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Mean of the paired differences; NaN where no pair has a value.
    pub mean: f64,
    /// Its 95 % interval by Student's t; none where fewer than two pairs have a value.
    pub interval: Option<(f64, f64)>,
    /// Whether the condition holds of the mean.
    pub holds: bool,
    /// Whether it holds nowhere in the interval; not where there is none.
    pub reversed: bool,
}

/// How a claim fares under an attack.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// The attack.
    pub attack: Attack,
    /// Worlds, or of luck pairs of runs, in which the claim holds.
    pub held: usize,
    /// All of them.
    pub of: usize,
    /// The 95 % interval of the share, by Wilson's score; of attacks whose worlds are a sample.
    pub interval: Option<(f64, f64)>,
    /// Numbers of the worlds in which it fails.
    pub failed: Vec<usize>,
    /// Those of them in which it is broken for sure.
    pub reversed: Vec<usize>,
    /// Worlds that lack a run: one that has not ended, or failed.
    pub missing: usize,
}

/// A parameter that goes with the difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Driver {
    /// Position among the uncertain parameters.
    pub parameter: usize,
    /// Position of the condition.
    pub condition: usize,
    /// Spearman's rank correlation with the difference.
    pub rank: Rank,
}

impl Answer {
    /// What is known so far; worlds of which a run is missing have no part in it.
    pub fn of(audit: &Audit, rows: &Rows) -> Self {
        let firsts: Vec<usize> = (0..audit.worlds().len()).filter(|&world| audit.worlds()[world].part == 0).collect();
        let differences = parallel::map(firsts.len(), 1, |at| {
            let end = firsts.get(at + 1).copied().unwrap_or(audit.worlds().len());
            Differences::of(audit, rows, firsts[at]..end)
        });
        let judged: Vec<Judged> = differences.iter().filter_map(|found| found.judged(audit)).collect();
        let chapters = Attack::ALL.iter().filter_map(|&attack| chapter(audit, &differences, &judged, attack)).collect();
        let drivers = drivers(audit, &judged);
        let sought: Vec<usize> = sought(&drivers);
        let failing = failing(audit, &judged, &sought);
        Self { judged, chapters, drivers, failing, sought }
    }

    /// How it fares under an attack.
    pub fn chapter(&self, attack: Attack) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.attack == attack)
    }

    /// A world, judged.
    pub fn world(&self, world: usize) -> Option<&Judged> {
        self.judged.iter().find(|judged| judged.world == world)
    }
}

/// The paired differences of a world: by condition and replicate.
struct Differences {
    world: usize,
    by_condition: Vec<Vec<f64>>,
    missing: bool,
}

impl Differences {
    /// Those of a world, from all of its parts.
    fn of(audit: &Audit, rows: &Rows, parts: std::ops::Range<usize>) -> Self {
        let world = parts.start;
        let window = audit.worlds()[world].window;
        let windows = audit.outcomes().len() / audit.conditions().len().max(1);
        let record = |part: usize, side: usize, replicate| {
            let record = rows.get(Job { point: 2 * part + side, replicate })?;
            (record.status == Status::Done).then_some(record)
        };
        let jobs = parts.flat_map(|part| (0..audit.replicates()).map(move |replicate| (part, replicate)));
        let pairs = jobs.map(|(part, replicate)| Some((record(part, 0, replicate)?, record(part, 1, replicate)?)));
        let pairs: Option<Vec<_>> = pairs.collect();
        let difference = |condition: usize| {
            let at = condition * windows + window;
            let pairs = pairs.iter().flatten();
            pairs.map(|(base, changed)| settled(changed.outcomes[at] - base.outcomes[at])).collect()
        };
        let by_condition = (0..audit.conditions().len()).map(difference).collect();
        Self { world, by_condition, missing: pairs.is_none() }
    }

    fn judged(&self, audit: &Audit) -> Option<Judged> {
        if self.missing {
            return None;
        }
        let verdict = |(condition, differences): (&Condition, &Vec<f64>)| {
            let mean = stats::mean(differences).unwrap_or(f64::NAN);
            let interval = stats::t_interval(differences, CONFIDENCE);
            let (sign, margin) = (condition.sign, condition.margin);
            let reversed = interval.is_some_and(|ends| holds_nowhere(sign, margin, ends));
            Verdict { mean, interval, holds: sign.holds(mean, margin), reversed }
        };
        let verdicts: Vec<Verdict> = audit.conditions().iter().zip(&self.by_condition).map(verdict).collect();
        let holds = verdicts.iter().all(|verdict| verdict.holds);
        let reversed = !holds && verdicts.iter().any(|verdict| verdict.reversed);
        Some(Judged { world: self.world, attack: audit.worlds()[self.world].attack, holds, reversed, verdicts })
    }

    /// Pairs of runs of which all conditions hold, each by itself.
    fn pairs_that_hold(&self, audit: &Audit) -> (usize, usize) {
        let pairs = self.by_condition.first().map_or(0, Vec::len);
        let holds = |pair: &usize| {
            let conditions = audit.conditions().iter().zip(&self.by_condition);
            conditions.into_iter().all(|(condition, found)| condition.sign.holds(found[*pair], condition.margin))
        };
        ((0..pairs).filter(holds).count(), pairs)
    }
}

/// Whether a condition holds of no difference from one to another. What it holds of lies beyond a bound, or between two: an
/// interval that meets it has an end in it or spans it.
fn holds_nowhere(sign: Sign, margin: f64, (low, high): (f64, f64)) -> bool {
    let spans = low <= 0.0 && high >= 0.0 && sign.holds(0.0, margin);
    !spans && !sign.holds(low, margin) && !sign.holds(high, margin)
}

/// A difference, without what is too small to be one.
fn settled(difference: f64) -> f64 {
    if difference.abs() < LEAST { 0.0 } else { difference }
}

fn chapter(audit: &Audit, all: &[Differences], judged: &[Judged], attack: Attack) -> Option<Chapter> {
    let own = || all.iter().filter(|found| audit.worlds()[found.world].attack == attack);
    let missing = own().filter(|found| found.missing).count();
    let worlds: Vec<&Judged> = judged.iter().filter(|judged| judged.attack == attack).collect();
    let (held, of) = if attack == Attack::Luck {
        let pairs = own().filter(|found| !found.missing).map(|found| found.pairs_that_hold(audit));
        pairs.fold((0, 0), |sum, pairs| (sum.0 + pairs.0, sum.1 + pairs.1))
    } else {
        (worlds.iter().filter(|judged| judged.holds).count(), worlds.len())
    };
    let is_sample = matches!(attack, Attack::Luck | Attack::Parameters);
    let numbers = |of: &dyn Fn(&Judged) -> bool| worlds.iter().filter(|judged| of(judged)).map(|j| j.world).collect();
    (own().next().is_some()).then(|| Chapter {
        attack,
        held,
        of,
        interval: share_interval(held, of, CONFIDENCE).filter(|_| is_sample),
        failed: numbers(&|judged| !judged.holds),
        reversed: numbers(&|judged| judged.reversed),
        missing,
    })
}

/// Draws with what came of them.
fn draws<'a>(audit: &'a Audit, judged: &'a [Judged]) -> Vec<(&'a World, &'a Judged)> {
    let draws = judged.iter().filter(|judged| judged.attack == Attack::Parameters);
    draws.map(|judged| (&audit.worlds()[judged.world], judged)).collect()
}

/// The parameters by how much their order goes with that of a difference, of each the condition that it goes with most.
fn drivers(audit: &Audit, judged: &[Judged]) -> Vec<Driver> {
    let draws = draws(audit, judged);
    let effects: Vec<Vec<f64>> = (0..audit.conditions().len())
        .map(|condition| draws.iter().map(|(_, judged)| judged.verdicts[condition].mean).collect())
        .collect();
    let of = |parameter: usize| {
        let about = &audit.uncertain()[parameter];
        let values: Vec<f64> = draws.iter().map(|(world, _)| as_number(about, &world.drawn[parameter])).collect();
        let ranks = effects.iter().enumerate().filter_map(|(condition, effect)| {
            Some(Driver { parameter, condition, rank: rank_correlation(&values, effect, CONFIDENCE)? })
        });
        ranks.max_by(|one, other| one.rank.rho.abs().total_cmp(&other.rank.rho.abs()))
    };
    let found = parallel::map(audit.uncertain().len(), 1, of);
    let mut found: Vec<Driver> = found.into_iter().flatten().collect();
    found.sort_by(|one, other| {
        other.rank.rho.abs().total_cmp(&one.rank.rho.abs()).then(one.parameter.cmp(&other.parameter))
    });
    found
}

/// The parameters among which the box is sought.
fn sought(drivers: &[Driver]) -> Vec<usize> {
    drivers.iter().take(SOUGHT).map(|driver| driver.parameter).collect()
}

/// The box in which the claim fails.
fn failing(audit: &Audit, judged: &[Judged], sought: &[usize]) -> Option<FoundBox> {
    let draws = draws(audit, judged);
    let point = |(world, _): &(&World, &Judged)| {
        sought.iter().map(|&at| as_number(&audit.uncertain()[at], &world.drawn[at])).collect()
    };
    let points: Vec<Vec<f64>> = draws.iter().map(point).collect();
    let fails: Vec<bool> = draws.iter().map(|(_, judged)| !judged.holds).collect();
    prim::find(&points, &fails, &prim::Settings::default())
}
