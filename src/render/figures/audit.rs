//! Figures of an audit: how often the claim holds under each attack, the difference in every world that has a name, the
//! difference against the parameters that go most with it, and the box in which it fails.

use super::scale;
use super::sheet::{Dot, Dots, Marker, Panel, Row, Scatter, Sheet, Spot};
use super::{Caption, Picture};
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::study::audit::{Answer, Attack, Audit, Chapter, Condition, Driver, Judged, Sign, as_number};

/// Parameters that are drawn.
const DRIVERS: usize = 5;
/// Height of a row.
const PITCH: u32 = 40;

/// `attacks`, `worlds`, `drivers` and, if there is one, `box`.
pub fn audit_pictures(audit: &Audit, answer: &Answer, caption: &Caption) -> Vec<Picture> {
    if answer.judged.is_empty() {
        return Vec::new();
    }
    let sheets = [
        Some(attacks(answer, caption)),
        Some(worlds(audit, answer, caption)),
        drivers(audit, answer, caption),
        failing(audit, answer, caption),
    ];
    sheets.into_iter().flatten().map(Picture::from).collect()
}

fn sheet(name: &'static str, caption: &Caption, note: &str, height: u32, across: usize, panels: Vec<Panel>) -> Sheet {
    let (title, description) = (caption.title.clone(), caption.description.clone());
    Sheet { name, title, description, key: Vec::new(), note: note.to_owned(), height, across, panels }
}

/// The share of worlds in which the claim holds.
fn attacks(answer: &Answer, caption: &Caption) -> Sheet {
    let row = |chapter: &Chapter| {
        let share = 100.0 * chapter.held as f64 / chapter.of.max(1) as f64;
        let interval = chapter.interval.map(|(low, high)| (100.0 * low, 100.0 * high));
        let marker = Marker { style: 1, filled: chapter.held == chapter.of, ..Marker::of(0) };
        let dots = vec![Dot { value: share, interval, marker }];
        let text = format!("{} of {}", chapter.held, chapter.of);
        Row { label: chapter.attack.name().to_owned(), text, joined: true, dots, ..Row::default() }
    };
    let rows: Vec<Row> = answer.chapters.iter().filter(|chapter| chapter.of > 0).map(row).collect();
    let height = 400 + PITCH * rows.len() as u32;
    let panel = Panel::Dots(Dots {
        title: "Worlds in which the claim holds".to_owned(),
        unit: "%".to_owned(),
        label: String::new(),
        axis: scale::Axis { low: 0.0, high: 100.0, ticks: vec![0.0, 25.0, 50.0, 75.0, 100.0], percent: false },
        zero: false,
        linked: false,
        head: String::new(),
        rows,
    });
    let note = "Filled: in all of them. Lines: 95 % intervals (Wilson), where worlds are a sample: pairs of cities under luck, draws \
                of the parameters.";
    sheet("attacks", caption, note, height, 1, vec![panel])
}

/// The difference in every world of the attacks that are no samples, a panel for each condition.
fn worlds(audit: &Audit, answer: &Answer, caption: &Caption) -> Sheet {
    let named = |judged: &&Judged| !matches!(judged.attack, Attack::Luck | Attack::Parameters | Attack::Alone);
    let named: Vec<&Judged> = answer.judged.iter().filter(named).collect();
    let panels: Vec<Panel> = audit
        .conditions()
        .iter()
        .enumerate()
        .map(|(at, condition)| of_condition(audit, &named, at, condition))
        .collect();
    let headings = Attack::ALL.len() as u32;
    let height = 420 + PITCH * (named.len() as u32 + headings);
    let note = "Paired differences, changed minus base, with 95 % t intervals. Filled: the condition holds. Dashed: what it asks for.";
    let across = panels.len().min(2);
    sheet("worlds", caption, note, height * panels.len().div_ceil(across) as u32, across, panels)
}

fn of_condition(audit: &Audit, named: &[&Judged], at: usize, condition: &Condition) -> Panel {
    let times = times(condition);
    let mut rows = Vec::new();
    for attack in Attack::ALL {
        let own: Vec<Row> = named
            .iter()
            .filter(|judged| judged.attack == *attack)
            .map(|judged| {
                let verdict = &judged.verdicts[at];
                let marker = Marker { style: 1, filled: verdict.holds, ..Marker::of(0) };
                let interval = verdict.interval.map(|(low, high)| (low * times, high * times));
                let dots = vec![Dot { value: verdict.mean * times, interval, marker }];
                Row { label: audit.worlds()[judged.world].name.clone(), joined: true, dots, ..Row::default() }
            })
            .collect();
        if !own.is_empty() {
            rows.push(Row { label: attack.name().to_owned(), bold: true, ..Row::default() });
            rows.extend(own);
        }
    }
    let reached = rows.iter().flat_map(|row| &row.dots).map(|dot| dot.value);
    Panel::Dots(Dots {
        title: COLUMNS[condition.column].title(Language::En).to_owned(),
        unit: unit(condition),
        label: condition.text(),
        axis: scale::around_zero(reached),
        zero: true,
        linked: false,
        head: String::new(),
        rows,
    })
}

/// The difference over the parameters that go most with it.
fn drivers(audit: &Audit, answer: &Answer, caption: &Caption) -> Option<Sheet> {
    let draws: Vec<&Judged> = draws(answer);
    let panel = |driver: &Driver| {
        let (about, condition) = (&audit.uncertain()[driver.parameter], &audit.conditions()[driver.condition]);
        let times = times(condition);
        let spot = |judged: &&Judged| {
            let verdict = &judged.verdicts[driver.condition];
            let x = as_number(about, &audit.worlds()[judged.world].drawn[driver.parameter]);
            Spot { x, y: verdict.mean * times, marker: mark(verdict.holds), name: String::new() }
        };
        let spots: Vec<Spot> = draws.iter().map(spot).collect();
        Panel::Scatter(Scatter {
            title: format!("{}, rho {:+.2}", COLUMNS[condition.column].title(Language::En), driver.rank.rho),
            unit: unit(condition),
            label: format!("{} ({})", about.key(), about.unit),
            across: scale::around(spots.iter().map(|spot| spot.x)),
            up: scale::around_zero(spots.iter().map(|spot| spot.y)),
            level: Some(times * line(condition)),
            slope: None,
            area: None,
            spots,
        })
    };
    let panels: Vec<Panel> = answer.drivers.iter().take(DRIVERS).map(panel).collect();
    let note = "Each point is a draw of all uncertain parameters at once. Filled: the condition holds of its difference. Dashed: what it \
                asks for. rho: Spearman's correlation.";
    let height = 300 + 560 * panels.len().div_ceil(2) as u32;
    (!panels.is_empty() && !draws.is_empty()).then(|| sheet("drivers", caption, note, height, 2, panels))
}

/// The box in which the claim fails, over its first two parameters, or over its only one and the difference.
fn failing(audit: &Audit, answer: &Answer, caption: &Caption) -> Option<Sheet> {
    let found = answer.failing.as_ref()?;
    let [first, rest @ ..] = found.limits.as_slice() else { return None };
    let other = rest
        .first()
        .map(|limits| limits.bounds.variable)
        .or_else(|| (0..answer.sought.len()).find(|variable| *variable != first.bounds.variable))?;
    let value = |judged: &Judged, variable: usize| {
        let at = answer.sought[variable];
        as_number(&audit.uncertain()[at], &audit.worlds()[judged.world].drawn[at])
    };
    let draws = draws(answer);
    let variables = [first.bounds.variable, other];
    let spots: Vec<Spot> = draws
        .iter()
        .map(|judged| {
            let [x, y] = variables.map(|variable| value(judged, variable));
            Spot { x, y, marker: mark(judged.holds), name: String::new() }
        })
        .collect();
    let (across, up) = (scale::around(spots.iter().map(|s| s.x)), scale::around(spots.iter().map(|s| s.y)));
    let bounds = |variable: usize, axis: &scale::Axis| {
        let own = found.limits.iter().find(|limits| limits.bounds.variable == variable).map(|limits| &limits.bounds);
        let end = |bound: Option<f64>, edge: f64| bound.unwrap_or(edge);
        (end(own.and_then(|own| own.low), axis.low), end(own.and_then(|own| own.high), axis.high))
    };
    let (x, y) = (bounds(variables[0], &across), bounds(variables[1], &up));
    let name = |variable: usize| {
        let about = &audit.uncertain()[answer.sought[variable]];
        (about.key(), about.unit)
    };
    let ((x_name, x_unit), (y_name, y_unit)) = (name(variables[0]), name(variables[1]));
    let (coverage, density) = (100.0 * found.fit.coverage, 100.0 * found.fit.density);
    let note = format!(
        "Each point is a draw; hollow: the claim fails. Shaded: the box (PRIM), which has {coverage:.0} % of the failures and {density:.0} % \
         failures in it; it restricts {} parameters, of which two are drawn.",
        found.limits.len()
    );
    let panel = Panel::Scatter(Scatter {
        title: y_name,
        unit: y_unit.to_owned(),
        label: format!("{x_name} ({x_unit})"),
        across,
        up,
        level: None,
        slope: None,
        area: Some([(x.0, y.0), (x.1, y.1)]),
        spots,
    });
    Some(sheet("box", caption, &note, 1000, 1, vec![panel]))
}

fn draws(answer: &Answer) -> Vec<&Judged> {
    answer.judged.iter().filter(|judged| judged.attack == Attack::Parameters).collect()
}

fn mark(holds: bool) -> Marker {
    Marker { style: if holds { 1 } else { 2 }, filled: holds, ..Marker::of(0) }
}

/// The difference that a condition asks for at least, or at most.
fn line(condition: &Condition) -> f64 {
    match condition.sign {
        Sign::Up | Sign::NotUp | Sign::Same => condition.margin,
        Sign::Down | Sign::NotDown => -condition.margin,
    }
}

/// Shares are shown in percentage points.
fn times(condition: &Condition) -> f64 {
    if scale::is_share(COLUMNS[condition.column].unit) { 100.0 } else { 1.0 }
}

fn unit(condition: &Condition) -> String {
    let unit = COLUMNS[condition.column].unit;
    if scale::is_share(unit) { "percentage points".to_owned() } else { unit.to_owned() }
}
