//! What somebody has observed outside of the model, to be held beside a run: a CSV with a line for each value. Its header is
//! `round` or `date`, `column`, `value`, and where they are known `low`, `high` and `group`, in any order.

mod header;
mod line;

use std::collections::BTreeMap;

use super::Group;
use crate::calendar::Date;
use crate::error::{Error, Problem, Source, Span};
use crate::reading::Reader;
use crate::reading::csv::{self, Line};
use crate::scenario::Scenario;
use header::Header;

/// A value that somebody has observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// The round in which it was observed, from 0.
    pub round: u32,
    /// Position of the column in [`super::COLUMNS`].
    pub column: usize,
    /// Whom it is about.
    pub group: Group,
    /// The value.
    pub value: f64,
    /// Between which values it may be in truth, if that is known.
    pub band: Option<(f64, f64)>,
}

/// All that was observed, by column, group and round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// What they are called.
    pub name: String,
    /// Each of them.
    pub each: Vec<Observation>,
}

/// What the lines of a table are checked against.
#[derive(Clone, Debug)]
struct Bounds {
    /// Rounds of the run.
    rounds: u32,
    /// The groups of its city.
    groups: Vec<Group>,
    /// The day on which round 0 begins.
    start: Option<Date>,
}

impl Observations {
    /// Those of a scenario, if it has any.
    ///
    /// # Errors
    /// [`Error::Scenario`] with all that is wrong with them.
    pub fn of(scenario: &Scenario) -> Result<Option<Self>, Error> {
        let Some(data) = &scenario.observed else { return Ok(None) };
        let groups = Group::all(scenario.world.population.districts);
        let bounds = Bounds { rounds: scenario.run.rounds, groups, start: data.start };
        let mut reader = Reader::of(&data.source);
        let each = read(&mut reader, &bounds);
        if each.is_empty() && reader.problems.is_empty() {
            reader.problems.push(nothing(&data.source));
        }
        if !reader.problems.is_empty() {
            return Err(Error::Scenario(reader.problems));
        }
        Ok(Some(Self { name: data.name().to_owned(), each }))
    }

    /// The columns of groups that were observed, in order, each with its observations.
    pub fn cells(&self) -> impl Iterator<Item = &[Observation]> {
        self.each.chunk_by(|one, next| (one.column, one.group) == (next.column, next.group))
    }
}

fn nothing(source: &Source) -> Problem {
    let help = format!("a header, such as {}, then a line for each value", header::EXAMPLE);
    Problem::of(source.clone(), "there are no observations").help(help)
}

/// The observations of a table that are right, in order.
fn read(reader: &mut Reader<'_>, bounds: &Bounds) -> Vec<Observation> {
    let text = reader.source.text.clone();
    let (spans, _) = csv::lines(&text);
    let Some((first, rest)) = spans.split_first() else { return Vec::new() };
    let separator = csv::separator(&text[first.clone()]);
    let cells = |span: &Span| csv::cells(&text, span, separator);
    let header = Header::read(reader, &cells(first), bounds.start.is_some());
    let lines: Vec<Line> = rest.iter().map(cells).collect();
    let found = lines.iter().filter_map(|line| Some((line::read(reader, &header, bounds, line)?, line.span.clone())));
    let found: Vec<(Observation, Span)> = found.collect();
    twice(reader, &found);
    let mut each: Vec<Observation> = found.into_iter().map(|(observation, _)| observation).collect();
    each.sort_by_key(|observation| (observation.column, observation.group, observation.round));
    each
}

/// Tells what was observed twice in a round.
fn twice(reader: &mut Reader<'_>, found: &[(Observation, Span)]) {
    let mut seen: BTreeMap<(usize, Group, u32), Span> = BTreeMap::new();
    for (Observation { column, group, round, .. }, span) in found {
        let Some(first) = seen.insert((*column, *group, *round), span.clone()) else { continue };
        let name = super::COLUMNS[*column].name;
        let message = format!("`{name}` of {group} was observed twice in round {round}");
        let help = "a round is a week: one value for each".to_owned();
        reader.problem(span.clone(), message, "the second", help);
        reader.problems.iter_mut().last().into_iter().for_each(|problem| problem.related = vec![first.clone()]);
    }
}

#[cfg(test)]
mod tests;
