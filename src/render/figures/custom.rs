//! `custom`: chosen columns of chosen groups over each other, a panel for each unit.

use super::fans::Fans;
use super::figure::{Figure, Layout, Panel};
use super::{Caption, Error, Picture};
use crate::language::Language;
use crate::observe::{COLUMNS, Group, find_column};
use crate::study::Curves;

/// A figure of chosen columns of chosen groups over each other, a panel for each unit; without groups those of the city.
/// A column or group that there is not is an error.
pub fn custom_picture<K: Curves + ?Sized>(
    runs: &K,
    columns: &[String],
    groups: &[String],
    caption: &Caption,
) -> Result<Picture, crate::Error> {
    let columns = columns.iter().map(|name| find_column(name)).collect::<Result<Vec<_>, _>>()?;
    let groups = groups.iter().map(|name| group(runs.groups(), name)).collect::<Result<Vec<_>, _>>()?;
    let (columns, mut groups) = (without_repetitions(columns), without_repetitions(groups));
    if columns.is_empty() || runs.rounds() == 0 {
        let lacking = if columns.is_empty() { "no column is named" } else { "no round has been observed" };
        return Err(Error::Empty(lacking).into());
    }
    if groups.is_empty() {
        groups.push(Group::City);
    }
    let cells = columns.iter().flat_map(|&column| groups.iter().map(move |&group| (COLUMNS[column].name, group)));
    let fans = Fans::of(runs, &cells.collect::<Vec<_>>())?;
    Ok(prepare(&fans, &columns, &groups, caption).into())
}

/// Prepares the figure.
fn prepare(fans: &Fans, columns: &[usize], groups: &[Group], caption: &Caption) -> Figure {
    let units = without_repetitions(columns.iter().map(|&column| COLUMNS[column].unit).collect());
    let panels: Vec<Panel> = units.iter().map(|unit| panel(fans, unit, columns, groups, caption.language)).collect();
    let rows = panels.len().div_ceil(2) as u32;
    let most = panels.iter().map(|panel| panel.curves.len()).max().unwrap_or(0) as u32;
    let height = (most * 34 + 220).clamp(700, 2400);
    let layout = Layout { height: 350 + height * rows, ..Layout::USUAL };
    Figure::new("custom", "", caption, fans.extent(), panels).laid_out(layout)
}

/// Each item where it stands first.
fn without_repetitions<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

/// The chosen columns of a unit, for all chosen groups.
fn panel(fans: &Fans, unit: &str, columns: &[usize], groups: &[Group], language: Language) -> Panel {
    let chosen: Vec<usize> = columns.iter().copied().filter(|&column| COLUMNS[column].unit == unit).collect();
    let pairs = chosen.iter().flat_map(|&column| groups.iter().map(move |&group| (column, group)));
    let curves = pairs.zip(1..).map(|((column, group), style)| {
        let words = language.pick(COLUMNS[column].name.replace('_', " "), COLUMNS[column].title(Language::Zh));
        let label = match (chosen.len(), groups.len()) {
            (_, 1) => words,
            (1, _) => words_of(group, language),
            _ => format!("{words}{}{}", language.pick(", ", "，"), words_of(group, language)),
        };
        fans.curve(COLUMNS[column].name, group, &label, style)
    });
    Panel::lines(&title(&chosen, groups, language), unit, curves.collect())
}

fn title(columns: &[usize], groups: &[Group], language: Language) -> String {
    if language == Language::Zh {
        let names: Vec<String> = columns.iter().map(|&column| COLUMNS[column].title(language)).collect();
        return names.join("、");
    }
    let names: Vec<String> = columns.iter().map(|&column| COLUMNS[column].name.replace('_', " ")).collect();
    match groups {
        [group] => capital(&format!("{}: {}", names.join(", "), words_of(*group, language))),
        _ => capital(&names.join(", ")),
    }
}

/// What a group is called at the end of its curve.
pub fn words_of(group: Group, language: Language) -> String {
    if language == Language::Zh {
        return group.name_in(language);
    }
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

fn group(known: &[Group], name: &str) -> Result<Group, Error> {
    Group::parse(name).filter(|group| known.contains(group)).ok_or_else(|| Error::NoGroup {
        name: name.to_owned(),
        known: known.iter().map(Group::to_string).collect::<Vec<_>>().join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;

    fn error(columns: &[&str], groups: &[&str]) -> String {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let made = custom_picture(&vec![varied(0, 9)], &owned(columns), &owned(groups), &Caption::default());
        made.map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn each_unit_has_a_panel() {
        let columns = ["gain", "backlog", "happiness"].map(|name| find_column(name).expect("a column"));
        let groups = [Group::City, Group::Third(0)];
        let names = columns.iter().flat_map(|&column| groups.map(|group| (COLUMNS[column].name, group)));
        let fans = Fans::of(&vec![varied(0, 9)], &names.collect::<Vec<_>>()).expect("runs in memory");
        let figure = prepare(&fans, &columns, &groups, &Caption::default());
        assert_eq!(figure.panels.len(), 2);
        let labels: Vec<&str> = figure.panels[0].curves.iter().map(|curve| curve.label.as_str()).collect();
        assert_eq!(labels, ["gain, city", "gain, low ses", "happiness, city", "happiness, low ses"]);
        assert_eq!(figure.panels[1].title, "Backlog");
    }

    #[test]
    fn unknown_names_are_told_with_what_there_is() {
        assert_eq!(error(&["happines"], &[]), "the column `happines` does not exist (nearest: happiness)");
        assert!(error(&["gain"], &["district_9"]).contains("city, district_1"));
        assert_eq!(error(&[], &[]), "there is nothing to draw: no column is named");
        assert_eq!(error(&["gain", "gain"], &["city"]), "");
    }
}
