//! `custom`: chosen columns of chosen groups over each other, a panel for each unit.

use super::figure::{Figure, Panel};
use super::series::curve;
use super::{Caption, Error, Result, groups_of};
use crate::observe::{self, COLUMNS, Group, Run};

/// Prepares the figure, or tells which column or group there is not.
pub fn prepare(runs: &[Run], columns: &[String], groups: &[String], caption: &Caption) -> Result<Figure> {
    let mut columns = columns.iter().map(|name| position(name)).collect::<Result<Vec<_>>>()?;
    let mut groups = groups.iter().map(|name| group(runs, name)).collect::<Result<Vec<_>>>()?;
    keep_first(&mut columns);
    keep_first(&mut groups);
    let groups = if groups.is_empty() { vec![Group::City] } else { groups };
    if columns.is_empty() || runs.iter().all(|run| run.rounds() == 0) {
        return Err(Error::Empty(if columns.is_empty() { "no column is named" } else { "no round has been observed" }));
    }
    let mut units: Vec<&str> = columns.iter().map(|&column| COLUMNS[column].unit).collect();
    keep_first(&mut units);
    let panels: Vec<Panel> = units.iter().map(|unit| panel(runs, unit, &columns, &groups)).collect();
    let rows = panels.len().div_ceil(2) as u32;
    let most = panels.iter().map(|panel| panel.curves.len()).max().unwrap_or(0) as u32;
    let height = (most * 34 + 220).clamp(700, 2400);
    let figure = Figure::new("custom", "", caption, runs, panels);
    Ok(Figure { height: 350 + height * rows, ..figure })
}

/// Takes repetitions away.
fn keep_first<T: PartialEq + Copy>(items: &mut Vec<T>) {
    let all = std::mem::take(items);
    all.into_iter().for_each(|item| {
        if !items.contains(&item) {
            items.push(item);
        }
    });
}

/// The chosen columns of a unit, for all chosen groups.
fn panel(runs: &[Run], unit: &str, columns: &[usize], groups: &[Group]) -> Panel {
    let chosen: Vec<usize> = columns.iter().copied().filter(|&column| COLUMNS[column].unit == unit).collect();
    let pairs = chosen.iter().flat_map(|&column| groups.iter().map(move |&group| (column, group)));
    let curves = pairs.enumerate().map(|(style, (column, group))| {
        let words = COLUMNS[column].name.replace('_', " ");
        let label = match (chosen.len(), groups.len()) {
            (_, 1) => words,
            (1, _) => words_of(group),
            _ => format!("{words}, {}", words_of(group)),
        };
        curve(runs, COLUMNS[column].name, group, &label, style)
    });
    Panel::lines(&title(&chosen, groups), unit, curves.collect())
}

fn title(columns: &[usize], groups: &[Group]) -> String {
    let names: Vec<String> = columns.iter().map(|&column| COLUMNS[column].name.replace('_', " ")).collect();
    match groups {
        [group] => capital(&format!("{}: {}", names.join(", "), words_of(*group))),
        _ => capital(&names.join(", ")),
    }
}

fn words_of(group: Group) -> String {
    match group {
        Group::Third(0) => "low ses".to_owned(),
        Group::Third(1) => "middle ses".to_owned(),
        Group::Third(_) => "high ses".to_owned(),
        other => other.to_string().replace('_', " "),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn position(name: &str) -> Result<usize> {
    let nearest = || COLUMNS.iter().map(|column| column.name).max_by(|a, b| alike(name, a).total_cmp(&alike(name, b)));
    observe::column(name).ok_or_else(|| Error::NoColumn {
        name: name.to_owned(),
        nearest: nearest().filter(|nearest| alike(name, nearest) > 0.8),
    })
}

fn alike(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
}

fn group(runs: &[Run], name: &str) -> Result<Group> {
    let known = groups_of(runs);
    Group::parse(name).filter(|group| known.contains(group)).ok_or_else(|| Error::NoGroup {
        name: name.to_owned(),
        known: known.iter().map(Group::to_string).collect::<Vec<_>>().join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::varied;

    fn figure(columns: &[&str], groups: &[&str]) -> Result<Figure> {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        prepare(&[varied(0, 9)], &owned(columns), &owned(groups), &Caption::default())
    }

    #[test]
    fn each_unit_has_a_panel() {
        let figure = figure(&["gain", "backlog", "happiness"], &["city", "ses_low"]).unwrap();
        assert_eq!(figure.panels.len(), 2);
        let labels: Vec<&str> = figure.panels[0].curves.iter().map(|curve| curve.label.as_str()).collect();
        assert_eq!(labels, ["gain, city", "gain, low ses", "happiness, city", "happiness, low ses"]);
        assert_eq!(figure.panels[1].title, "Backlog");
    }

    #[test]
    fn unknown_names_are_told_with_what_there_is() {
        assert!(figure(&["happines"], &[]).unwrap_err().to_string().ends_with("did you mean `happiness`?"));
        assert!(figure(&["zzz"], &[]).unwrap_err().to_string().ends_with("no column `zzz`"));
        assert!(figure(&["gain"], &["district_9"]).unwrap_err().to_string().contains("city, district_1"));
        assert!(matches!(figure(&[], &[]), Err(Error::Empty(_))));
    }
}
