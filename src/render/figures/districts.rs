//! `districts`: where it happened. The columns in which a district leaves the others by more than chance does, a panel for each
//! district, with the city behind it. There is no such figure where districts move alike.

use super::curve::Curve;
use super::fans::Fans;
use super::figure::{Figure, Layout, Panel, Scale};
use super::{Caption, scale};
use crate::calendar::QUARTER;
use crate::error::Error;
use crate::language::Language;
use crate::observe::{self, COLUMNS, Group};
use crate::stats;
use crate::study::Curves;

/// The columns that are looked at.
const LOOKED_AT: [&str; 9] = [
    "service_stock",
    "open_needs",
    "new_needs",
    "solved_share",
    "trust_government",
    "gain",
    "happiness",
    "security",
    "grievance",
];

/// How many times its usual size the step of a district from one quarter to the next must have. In shipped scenarios that
/// treat districts alike steps stay below 7.1 (the largest seen in eight sets of runs).
const MORE_THAN_CHANCE: f64 = 8.0;
/// Quarters that are needed to know the usual size of a step.
const LEAST_QUARTERS: usize = 4;
/// Replicates that are looked at; more would not change what is shown.
const MOST_READ: usize = 100;
/// Panels, columns, and panels in a row, at most.
const MOST_PANELS: usize = 12;
const MOST_COLUMNS: usize = 3;
const ACROSS: usize = 4;

/// Prepares the figure, if districts differ.
pub fn prepare<K: Curves + ?Sized>(runs: &K, caption: &Caption) -> Result<Option<Figure>, Error> {
    let districts: Vec<Group> =
        runs.groups().iter().copied().filter(|group| matches!(group, Group::District(_))).collect();
    let steps = LOOKED_AT.iter().filter_map(|name| observe::column(name));
    let steps = steps.map(|column| Ok((column, steps_of(runs, &districts, column)?)));
    let mut found: Vec<(usize, Vec<f64>)> = steps.collect::<Result<_, Error>>()?;
    let largest = |steps: &[f64]| steps.iter().copied().fold(0.0, f64::max);
    found.retain(|(_, steps)| largest(steps) > MORE_THAN_CHANCE);
    found.sort_by(|a, b| largest(&b.1).total_cmp(&largest(&a.1)));
    let Some((_, first)) = found.first() else { return Ok(None) };
    let shown = most_moved(first, &districts);
    found.truncate((MOST_PANELS / shown.len()).clamp(1, MOST_COLUMNS));
    let columns: Vec<usize> = found.iter().map(|(column, _)| *column).collect();
    figure(runs, caption, &columns, &shown, districts.len()).map(Some)
}

/// The districts in their order, of many those that moved most.
fn most_moved(steps: &[f64], districts: &[Group]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..districts.len()).collect();
    order.sort_by(|&a, &b| steps[b].total_cmp(&steps[a]));
    order.truncate(MOST_PANELS);
    order.sort_unstable();
    order.into_iter().map(|district| districts[district]).collect()
}

fn figure<K: Curves + ?Sized>(
    runs: &K,
    caption: &Caption,
    columns: &[usize],
    districts: &[Group],
    of: usize,
) -> Result<Figure, Error> {
    let language = caption.language;
    let groups = || districts.iter().copied().chain([Group::City]);
    let cells: Vec<_> =
        columns.iter().flat_map(|&column| groups().map(move |group| (COLUMNS[column].name, group))).collect();
    let fans = Fans::of(runs, &cells)?;
    let panels: Vec<Panel> = columns.iter().flat_map(|&column| row(&fans, column, districts, language)).collect();
    let across = if districts.len() <= ACROSS { districts.len() } else { ACROSS };
    let height = 420 + 430 * panels.len().div_ceil(across) as u32;
    let layout = Layout { height, across, labels: 0.0, label_marks: false };
    let figure =
        Figure::new("districts", language.pick("Where it happened", "发生在哪里"), caption, fans.extent(), panels);
    let (shown, fewer) = (districts.len(), districts.len() < of);
    let left_out = match language {
        _ if !fewer => String::new(),
        Language::En => format!(" The {shown} of {of} districts that moved most."),
        Language::Zh => format!("只示 {of} 个区中变动最大的 {shown} 个。"),
    };
    let note = match language {
        Language::En => format!(
            "Blue: the district; grey: the city. A district left the others by more than chance does.{left_out} {}",
            figure.note
        ),
        Language::Zh => format!("蓝：该区；灰：全市。有一个区偏离其他各区，超出偶然。{left_out}{}", figure.note),
    };
    Ok(Figure { note, ..figure }.laid_out(layout))
}

/// A panel for each district, all with one axis.
fn row(fans: &Fans, column: usize, districts: &[Group], language: Language) -> Vec<Panel> {
    let about = &COLUMNS[column];
    let count = about.unit == "per round";
    let panel = |&district: &Group| {
        // Of a count the city has several times as many: a district is not to be seen beside it.
        let city = fans.curve(about.name, Group::City, language.pick("city", "全市"), 0).filter(|_| !count);
        let city = city.map(|curve| Curve { interval: None, spread: None, raw: None, ..curve });
        // Where it stands differs from city to city: what replicates have in common is how it moves.
        let curve = fans
            .curve(about.name, district, language.pick("district", "该区"), 1)
            .map(|curve| Curve { interval: None, ..curve });
        let curves = vec![city, curve];
        let (title, name) = (about.title(language), district.name_in(language).replace('_', " "));
        let title = language.pick(format!("{title}, {name}"), format!("{title}，{name}"));
        Panel { scale: Scale::Near, ..Panel::lines(&title, about.unit, curves) }
    };
    let mut panels: Vec<Panel> = districts.iter().map(panel).collect();
    let reach: Vec<f64> =
        panels.iter().flat_map(super::panel::shown_values).filter(|value| value.is_finite()).collect();
    let axis = scale::near(about.unit, reach.into_iter());
    panels.iter_mut().for_each(|panel| panel.reach = vec![axis.low, axis.high]);
    panels
}

/// The largest step of each district from one quarter to the next against the mean of the others, over replicates, as a
/// multiple of its usual size.
fn steps_of<K: Curves + ?Sized>(runs: &K, districts: &[Group], column: usize) -> Result<Vec<f64>, Error> {
    let quarters = runs.rounds() / QUARTER as usize;
    let replicates = runs.replicates().len().min(MOST_READ);
    let mut largest = vec![0.0; districts.len()];
    if districts.len() < 2 || quarters < LEAST_QUARTERS || replicates == 0 {
        return Ok(largest);
    }
    let mut sums = vec![vec![0.0; quarters - 1]; districts.len()];
    let mut sizes = Vec::new();
    for replicate in 0..replicates {
        let apart = apart(runs, replicate, districts, column, quarters)?;
        for (district, levels) in apart.iter().enumerate() {
            for (quarter, pair) in levels.windows(2).enumerate() {
                let step = pair[1] - pair[0];
                sums[district][quarter] += step;
                sizes.push(step.abs());
            }
        }
    }
    sizes.retain(|size| size.is_finite());
    let usual = USUAL_STEP * stats::quantile(&sizes, 0.5).unwrap_or(0.0) * (replicates as f64).sqrt();
    if usual > 0.0 {
        for (largest, sums) in largest.iter_mut().zip(&sums) {
            *largest =
                sums.iter().map(|sum: &f64| sum.abs() / usual).filter(|step| step.is_finite()).fold(0.0, f64::max);
        }
    }
    Ok(largest)
}

/// From the median size of normal steps to their standard deviation.
const USUAL_STEP: f64 = 1.4826;

/// How far each district is from the mean of the others, quarter by quarter.
fn apart<K: Curves + ?Sized>(
    runs: &K,
    replicate: usize,
    districts: &[Group],
    column: usize,
    quarters: usize,
) -> Result<Vec<Vec<f64>>, Error> {
    let rounds = quarters * QUARTER as usize;
    let mut means: Vec<Vec<f64>> = Vec::with_capacity(districts.len());
    for &district in districts {
        let mut values = Vec::with_capacity(rounds);
        runs.read(replicate, district, column, 0..rounds, &mut values)?;
        values.resize(rounds, f64::NAN);
        means.push(values.chunks(QUARTER as usize).map(|quarter| stats::mean(quarter).unwrap_or(f64::NAN)).collect());
    }
    let others = (districts.len() - 1) as f64;
    let all: Vec<f64> = (0..quarters).map(|quarter| means.iter().map(|means| means[quarter]).sum()).collect();
    let from = |means: &Vec<f64>| means.iter().zip(&all).map(|(mean, all)| mean - (all - mean) / others).collect();
    Ok(means.iter().map(from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Run;
    use crate::render::figures::tests::noise;
    use crate::streams::Seeds;

    /// A run of 104 rounds with four districts, of which the first loses so much of its services at round 60.
    fn run(replicate: u32, loss: f64) -> Run {
        let groups = Group::all(4);
        let mut run = Run::new(Seeds { seed: 1, replicate, city_seed: None }, groups.clone(), COLUMNS.len());
        let stock = observe::column("service_stock").expect("a column");
        for round in 0..104_u32 {
            let mut values = Vec::new();
            for (place, group) in groups.iter().enumerate() {
                let lost = if *group == Group::District(1) && round >= 60 { loss } else { 0.0 };
                values.extend((0..COLUMNS.len()).map(|column| {
                    let noise = noise([replicate.into(), round.into(), place as u64, column as u64]);
                    0.5 + 0.01 * noise - if column == stock { lost } else { 0.0 }
                }));
            }
            run.push(&values);
        }
        run
    }

    #[test]
    fn a_shock_to_one_district_is_shown_where_it_happened() {
        for replicates in [1, 3] {
            let runs: Vec<Run> = (0..replicates).map(|replicate| run(replicate, 0.1)).collect();
            let figure = prepare(&runs, &Caption::default()).expect("runs in memory").expect("a figure");
            let titles: Vec<&str> = figure.panels.iter().map(|panel| panel.title.as_str()).collect();
            assert_eq!(titles[..2], ["Service stock, district 1", "Service stock, district 2"]);
            assert_eq!(titles.len(), 4);
            assert!(figure.panels.windows(2).all(|pair| pair[0].reach == pair[1].reach), "one axis for all");
        }
    }

    #[test]
    fn districts_that_move_alike_are_not_shown() {
        for replicates in [1, 3] {
            let runs: Vec<Run> = (0..replicates).map(|replicate| run(replicate, 0.0)).collect();
            assert_eq!(prepare(&runs, &Caption::default()).expect("runs in memory"), None);
        }
    }
}
