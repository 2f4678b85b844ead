//! Whether every point of a design can be run, before the first run.

use std::collections::{BTreeMap, BTreeSet};

use super::Experiment;
use super::outcomes::Named;
use crate::error::{Error, Place, Problem};
use crate::observe::Group;
use crate::parallel;
use crate::parameters::number;
use crate::scenario::Scenario;
use crate::study::design::Point;
use crate::study::plan::Plan;

/// Points that are all looked at; of more, so many spread over the design and those at the ends of factors.
const LOOKED_AT: usize = 10_000;

/// Settings of all points that are looked at, about, and the fewest such points.
const MOST_SETTINGS: usize = 200_000;
const LEAST_LOOKED_AT: usize = 200;

/// Where the points come from, for what is to be told of them.
pub(super) struct Places<'a> {
    /// The key of each factor in the file; for a table, the one `table`.
    pub(super) factors: &'a [Place],
    /// The line of each point, if a table lists them.
    pub(super) lines: &'a [Place],
    /// Where the design stands.
    pub(super) design: &'a Place,
    /// Whether points may repeat, as they do between blocks for sensitivity analysis.
    pub(super) repeats: bool,
}

/// Everything that is wrong with the points, or with outcomes that they do not have. Without outcomes the design is not
/// whole, and only points that cannot be run are told.
pub(super) fn problems(experiment: &Experiment, places: &Places<'_>, outcomes: Option<&Vec<Named>>) -> Vec<Problem> {
    let looked_at = sample(experiment.points());
    let made = parallel::map(looked_at.len(), 1, |number| {
        seen((looked_at[number], experiment.scenario_at(looked_at[number])))
    });
    let refused = refused(experiment, &made, places);
    let Some(outcomes) = outcomes else { return refused };
    let mut problems: Vec<Problem> = repeated(experiment.points(), places).into_iter().collect();
    problems.extend(refused);
    let fewest = made.iter().filter_map(|seen| seen.districts).min().unwrap_or(u32::MAX);
    problems.extend(outcomes.iter().filter_map(|named| missing(named, fewest)));
    problems
}

/// What is kept of a point that was looked at.
struct Seen<'a> {
    point: &'a Point,
    districts: Option<u32>,
    problem: Option<Problem>,
}

fn seen((point, made): (&Point, Result<Scenario, Error>)) -> Seen<'_> {
    match made {
        Ok(scenario) => Seen { point, districts: Some(scenario.world.population.districts), problem: None },
        Err(Error::Scenario(problems)) => Seen { point, districts: None, problem: problems.into_iter().next() },
        Err(other) => {
            let source = crate::error::Source::new("", "");
            Seen { point, districts: None, problem: Some(Problem::of(source, other.to_string())) }
        }
    }
}

/// Points with the settings of an earlier one. Those of a table, and of a design for sensitivity analysis, are run once.
fn repeated(points: &[Point], places: &Places<'_>) -> Option<Problem> {
    let again = again(points);
    let (earlier, number) = again.first().filter(|_| places.lines.is_empty() && !places.repeats)?;
    let (many, all) = (again.len(), points.len());
    let message = format!(
        "{many} of {all} points are the same as earlier ones: point {number} is {}, like point {earlier}",
        described(&points[*number])
    );
    let help = "factors with few values are better served by a factorial design, or by fewer points";
    Some(places.design.problem(message).help(help))
}

/// The first point with the settings of another one, and that one, for each that is not the first.
pub(super) fn again(points: &[Point]) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut again = Vec::new();
    for point in points {
        match first.get(&point.key()) {
            Some(earlier) => again.push((*earlier, point.number)),
            None => drop(first.insert(point.key(), point.number)),
        }
    }
    again
}

/// All points of a design, or of a large one those at the ends of factors and many spread over it.
pub(super) fn sample(points: &[Point]) -> Vec<&Point> {
    // Scenarios of hundreds of settings take longer to make.
    let factors = points.first().map_or(1, |point| point.values.len().max(1));
    let most = (MOST_SETTINGS / factors).clamp(LEAST_LOOKED_AT, LOOKED_AT);
    if points.len() <= most {
        return points.iter().collect();
    }
    let spread = (0..most).map(|part| part * (points.len() - 1) / (most - 1));
    let numbers: BTreeSet<usize> = spread.chain(ends(points)).collect();
    numbers.into_iter().filter_map(|number| points.get(number)).collect()
}

/// The points with the lowest and the highest value of each factor, and with the largest shares of the budget together.
fn ends(points: &[Point]) -> Vec<usize> {
    let factors = points.first().map_or(0, |point| point.values.len());
    let mut ends = Vec::new();
    for factor in 0..factors {
        let values = || points.iter().filter_map(|point| Some((number(&point.values[factor])?, point.number)));
        let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0);
        ends.extend(values().min_by(order).into_iter().chain(values().max_by(order)).map(|(_, number)| number));
    }
    let money = |point: &Point| -> f64 {
        let shares = point.settings.iter().zip(&point.values).filter(|(setting, _)| setting.starts_with("budget."));
        shares.filter_map(|(_, value)| value.as_float()).sum()
    };
    ends.extend(points.iter().max_by(|a, b| money(a).total_cmp(&money(b))).map(|point| point.number));
    ends
}

/// Points that cannot be run, each at its line, or together at the factor that the trouble is about.
fn refused(experiment: &Experiment, made: &[Seen<'_>], places: &Places<'_>) -> Vec<Problem> {
    let mut by_factor: BTreeMap<usize, Vec<(&Point, &Problem)>> = BTreeMap::new();
    let mut problems = Vec::new();
    for (point, problem) in made.iter().filter_map(|seen| Some((seen.point, seen.problem.as_ref()?))) {
        match places.lines.get(point.number) {
            Some(line) => problems.push(line.problem(in_words(problem)).label("this point").help(problem.help.clone())),
            None => by_factor.entry(culprit(experiment, problem)).or_default().push((point, problem)),
        }
    }
    for (factor, cases) in by_factor {
        let Some((point, problem)) = cases.first() else { continue };
        let place = places.factors.get(factor).unwrap_or(places.design);
        let (many, all) = (cases.len(), made.len());
        let message = format!(
            "{many} of {all} points cannot be run; point {}, {}: {}",
            point.number,
            described(point),
            in_words(problem)
        );
        problems.push(place.problem(message).help(problem.help.clone()));
    }
    problems
}

/// The factor that a problem is about: the one whose setting it points at, else the first.
fn culprit(experiment: &Experiment, problem: &Problem) -> usize {
    let setting = problem.span.as_ref().filter(|_| problem.source.is_settings());
    let key = setting.and_then(|span| problem.source.line(span.start).split('=').next());
    experiment.factors().iter().position(|factor| Some(factor.key.as_str()) == key).unwrap_or(0)
}

/// A problem with its place, unless that is a setting of the point.
fn in_words(problem: &Problem) -> String {
    match &problem.span {
        Some(span) if !problem.source.is_settings() => {
            let (line, column) = problem.source.line_column(span.start);
            format!("{} ({}:{line}:{column})", problem.message, problem.source.name)
        }
        _ => problem.message.clone(),
    }
}

/// A point by its values, those that fit on a line.
fn described(point: &Point) -> String {
    const MOST: usize = 4;
    let shown = point.settings.iter().take(MOST).map(|setting| setting.replacen('=', " = ", 1));
    let more = (point.settings.len() > MOST).then(|| "...".to_owned());
    shown.chain(more).collect::<Vec<_>>().join(", ")
}

/// An outcome of a district that some point does not have.
fn missing(named: &Named, fewest: u32) -> Option<Problem> {
    let Group::District(district) = named.outcome.group else { return None };
    (district > fewest).then(|| {
        let message = format!("there is no district {district}: the city of some points has {fewest}");
        named.place.problem(message).label("no such district").help("districts are numbered from 1")
    })
}
