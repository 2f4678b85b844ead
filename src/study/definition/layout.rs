//! From the factors of a file to the points of its design.

use toml::Value;

use super::factors::{Entry, Spread};
use super::file::{Design, MOST_POINTS};
use super::units;
use crate::error::{Error, Place, Problem};
use crate::policy::Budget;
use crate::study::design::{self, Axis, DesignKind, Factor, MOST_DIMENSIONS, Point, Scheme};

/// A point's values, with the line that lists it if one does.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) values: Vec<Value>,
    pub(super) place: Option<Place>,
}

/// The points of a design that is no table, and how those of a sensitivity design belong together; or what is wrong with it.
pub(super) fn rows(design: &Design, entries: &[Entry], base: &Budget) -> Result<(Vec<Row>, Option<Scheme>), Error> {
    let axes = axes(entries, base)?;
    let problems = fits(design, entries, &axes);
    if !problems.is_empty() {
        return Err(Error::Scenario(problems));
    }
    let points = design.points.as_ref().map_or(0, |points| points.value);
    let dimensions = axes.iter().map(Axis::dimensions).sum();
    if design.kind.is_sensitivity() {
        let (points, scheme) = blocks(design, points, entries, &axes);
        return Ok((of_values(drawn(&axes, points.into_iter())), Some(scheme)));
    }
    let rows = match design.kind {
        DesignKind::Factorial => design::factorial(&axes),
        DesignKind::Zip => design::zip(&axes),
        DesignKind::LatinHypercube => {
            drawn(&axes, design::latin_hypercube(points, dimensions, design.seed).into_iter())
        }
        DesignKind::Sobol => drawn(&axes, design::sobol(points, dimensions, design.seed)),
        DesignKind::Random => drawn(&axes, design::random(points, dimensions, design.seed)),
        DesignKind::Table | DesignKind::Morris | DesignKind::Saltelli => Vec::new(),
    };
    Ok((of_values(rows), None))
}

fn of_values(rows: Vec<Vec<Value>>) -> Vec<Row> {
    rows.into_iter().map(|values| Row { values, place: None }).collect()
}

/// The points of a sensitivity design in the unit cube.
fn blocks(design: &Design, blocks: u32, entries: &[Entry], axes: &[Axis]) -> (Vec<Vec<f64>>, Scheme) {
    let units = units::units(&design.groups, entries, axes);
    match design.kind {
        DesignKind::Morris => Scheme::morris(blocks, design.levels, units, design.seed),
        _ => Scheme::saltelli(blocks, units, design.second_order, design.seed),
    }
}

/// The points, each with the settings that make it.
pub(super) fn points(rows: Vec<Row>, factors: &[Factor]) -> Vec<Point> {
    let point = |(number, row): (usize, Row)| {
        let setting = |(factor, value): (&Factor, &Value)| format!("{}={value}", factor.key);
        let settings = factors.iter().zip(&row.values).map(setting).collect();
        Point { number, values: row.values, settings }
    };
    rows.into_iter().enumerate().map(point).collect()
}

fn axes(entries: &[Entry], base: &Budget) -> Result<Vec<Axis>, Error> {
    let (mut axes, mut problems) = (Vec::new(), Vec::new());
    for entry in entries {
        match &entry.spread {
            Spread::Axis(axis) => axes.push(axis.clone()),
            Spread::Simplex(simplex) => match simplex.over(base, &entry.place) {
                Ok(simplex) => axes.push(Axis::Simplex(simplex)),
                Err(problem) => problems.push(*problem),
            },
        }
    }
    if problems.is_empty() { Ok(axes) } else { Err(Error::Scenario(problems)) }
}

/// What is wrong with the number of levels or of dimensions.
fn fits(design: &Design, entries: &[Entry], axes: &[Axis]) -> Vec<Problem> {
    match design.kind {
        DesignKind::Factorial => too_many(design, axes).into_iter().collect(),
        DesignKind::Zip => uneven(entries, axes),
        DesignKind::Sobol if axes.iter().map(Axis::dimensions).sum::<usize>() > MOST_DIMENSIONS => {
            let message = format!("a sobol design has at most {MOST_DIMENSIONS} factors");
            vec![design.place.problem(message).help("kind = \"latin_hypercube\" can have more")]
        }
        kind if kind.is_sensitivity() => too_wide(design, entries, axes).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// A sensitivity design of too many points, or factors.
fn too_wide(design: &Design, entries: &[Entry], axes: &[Axis]) -> Option<Problem> {
    let units = units::units(&design.groups, entries, axes).len() as u64;
    let block = match design.kind {
        DesignKind::Morris => units + 1,
        _ if design.second_order => 2 * units + 2,
        _ => units + 2,
    };
    let points = block * design.points.as_ref().map_or(0, |points| u64::from(points.value));
    let dimensions = axes.iter().map(Axis::dimensions).sum::<usize>();
    let message = if points > MOST_POINTS {
        format!("the design has {points} points; {MOST_POINTS} are allowed")
    } else if design.kind == DesignKind::Saltelli && 2 * dimensions > MOST_DIMENSIONS {
        format!("a saltelli design has at most {} factors, not {dimensions}", MOST_DIMENSIONS / 2)
    } else {
        return None;
    };
    Some(design.place.problem(message).help("screen the factors with kind = \"morris\" first, or in groups"))
}

fn too_many(design: &Design, axes: &[Axis]) -> Option<Problem> {
    let count = axes.iter().try_fold(1u64, |product, axis| product.checked_mul(axis.count()));
    if count.is_some_and(|count| count <= MOST_POINTS) {
        return None;
    }
    let found = count.map_or("more points than can be counted".to_owned(), |count| format!("{count} points"));
    let message = format!("the design has {found}; {MOST_POINTS} are allowed");
    Some(design.place.problem(message).help("take fewer levels, or a sobol or latin_hypercube design"))
}

/// Factors of a zip that have another number of levels than the first.
fn uneven(entries: &[Entry], axes: &[Axis]) -> Vec<Problem> {
    let Some((first, count)) = entries.first().zip(axes.first()).map(|(entry, axis)| (entry.name(), axis.count()))
    else {
        return Vec::new();
    };
    let others = entries.iter().zip(axes).filter(|(_, axis)| axis.count() != count);
    let uneven = |(entry, axis): (&Entry, &Axis)| {
        let message = format!("`{}` has {} levels, but `{first}` has {count}", entry.name(), axis.count());
        entry.place.problem(message).label("another number of levels").help("a zip goes through all factors together")
    };
    others.map(uneven).collect()
}

/// The values at points of the unit cube.
fn drawn(axes: &[Axis], points: impl Iterator<Item = Vec<f64>>) -> Vec<Vec<Value>> {
    let row = |point: Vec<f64>| {
        let mut rest = &point[..];
        let mut values = Vec::new();
        for axis in axes {
            let (own, later) = rest.split_at(axis.dimensions().min(rest.len()));
            values.extend(axis.at(own));
            rest = later;
        }
        values
    };
    points.map(row).collect()
}
