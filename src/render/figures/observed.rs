//! `observed`: what was observed outside of the model over its curves, a panel for each column. Curves and bands are those of the
//! weeks themselves, also of rates that other figures show as trailing means: an observation is of a week.

use super::custom::words_of;
use super::fans::Fans;
use super::figure::{Figure, Layout, Panel, Seen, SeenValue};
use super::{Caption, Error, Picture};
use crate::language::{Language, Words};
use crate::observe::{COLUMNS, Group, Observation, Observations};
use crate::study::Curves;
use crate::study::comparison::{Question, Whom};

/// Its name.
pub const NAME: &str = "observed";

/// Panels of the figure; the columns beyond stand in the tables.
const MOST: usize = 12;

/// Height of what stands around the panels, and of a row of them.
const AROUND: u32 = 350;
const ROW: u32 = 620;

/// The figure of what was observed over the curves of runs, wherever they are kept.
///
/// # Errors
/// If no round has been lived through, or if a run cannot be read.
pub fn observed_picture<K: Curves + ?Sized>(
    runs: &K,
    observations: &Observations,
    caption: &Caption,
) -> Result<Picture, crate::Error> {
    if runs.rounds() == 0 {
        return Err(Error::Empty("no round has been observed").into());
    }
    let shown: Vec<&[Observation]> = by_column(observations).take(MOST).collect();
    let cells = shown.iter().flat_map(|column| column.iter());
    let cells: Vec<_> = cells.map(|one| (COLUMNS[one.column].name, one.group)).collect();
    let fans = Fans::weekly(runs, &cells)?;
    Ok(prepare(&fans, &shown, by_column(observations).count(), caption).into())
}

fn by_column(observations: &Observations) -> impl Iterator<Item = &[Observation]> {
    observations.each.chunk_by(|one, next| one.column == next.column)
}

/// Prepares the figure of these columns, of so many that were observed.
fn prepare(fans: &Fans, shown: &[&[Observation]], of: usize, caption: &Caption) -> Figure {
    let language = caption.language;
    let panels: Vec<Panel> = shown.iter().map(|column| panel(fans, column, language)).collect();
    let rows = panels.len().div_ceil(Layout::USUAL.across).max(1) as u32;
    let layout = Layout { height: AROUND + ROW * rows.max(2) - ROW / 2 * u32::from(rows == 1), ..Layout::USUAL };
    let subject = Words::new("Beside observed data", "与观测数据对照").text(language);
    let figure = Figure::new(NAME, subject, caption, fans.extent(), panels);
    let note = format!("{}{}{}", figure.note, weekly(shown, language), left_out(shown.len(), of, language));
    Figure { note, ..figure }.laid_out(layout)
}

/// What is said where other figures show trailing means.
fn weekly(shown: &[&[Observation]], language: Language) -> &'static str {
    let noisy = shown.iter().flat_map(|column| column.first()).any(|one| COLUMNS[one.column].is_noisy());
    if noisy { language.pick(" Values of the weeks themselves.", "数值均为当周的值。") } else { "" }
}

fn left_out(shown: usize, of: usize, language: Language) -> String {
    match language {
        _ if of <= shown => String::new(),
        Language::En => format!(" The first {shown} of {of} columns."),
        Language::Zh => format!("只示 {of} 列中的前 {shown} 列。"),
    }
}

/// A column: of each group its curve, and what was observed.
fn panel(fans: &Fans, column: &[Observation], language: Language) -> Panel {
    let groups: Vec<&[Observation]> = column.chunk_by(|one, next| one.group == next.group).collect();
    let about = &COLUMNS[column[0].column];
    let label = |group: Group| match groups.len() {
        1 => language.pick("model", "模型").to_owned(),
        _ => words_of(group, language),
    };
    let curves =
        groups.iter().zip(1..).map(|(of, style)| fans.curve(about.name, of[0].group, &label(of[0].group), style));
    let title = match groups.len() {
        1 => {
            Question { column: column[0].column, whom: Whom::Group(column[0].group) }.words(language).replace('_', " ")
        }
        _ => about.title(language),
    };
    let observed = groups.iter().zip(1..).map(|(of, style)| seen(of, style)).collect();
    Panel { observed, ..Panel::lines(&title, about.unit, curves.collect()) }
}

fn seen(of: &[Observation], style: usize) -> Seen {
    let value = |one: &Observation| SeenValue { round: one.round as usize, value: one.value, band: one.band };
    Seen { style, each: of.iter().map(value).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::{run_of, varied};
    use crate::observe::{Run, column};
    use crate::render::figures::tests::drawn;

    fn observed(of: &[(&str, Group, u32)]) -> Observations {
        let one = |&(name, group, round): &(&str, Group, u32)| {
            let column = column(name).expect("a column");
            Observation { round, column, group, value: 0.5, band: (round == 3).then_some((0.4, 0.7)) }
        };
        let mut each: Vec<Observation> = of.iter().map(one).collect();
        each.sort_by_key(|one| (one.column, one.group, one.round));
        Observations { name: "survey.csv".to_owned(), each }
    }

    fn figure(runs: &[Run], observations: &Observations) -> Figure {
        let shown: Vec<&[Observation]> = by_column(observations).collect();
        let cells: Vec<_> = observations.each.iter().map(|one| (COLUMNS[one.column].name, one.group)).collect();
        prepare(&Fans::weekly(runs, &cells).expect("runs in memory"), &shown, shown.len(), &Caption::default())
    }

    #[test]
    fn each_column_has_a_panel_with_its_curves_and_what_was_observed() {
        let runs: Vec<Run> = (0..4).map(|replicate| varied(replicate, 60)).collect();
        let of = [
            ("gain", Group::Third(0), 9),
            ("gain", Group::City, 3),
            ("voice_rate", Group::District(1), 5),
            ("gain", Group::City, 1),
        ];
        let figure = figure(&runs, &observed(&of));
        let titles: Vec<&str> = figure.panels.iter().map(|panel| panel.title.as_str()).collect();
        assert_eq!(titles, ["Voice rate, district 1", "Gain"]);
        let labels: Vec<&str> = figure.panels[1].curves.iter().map(|curve| curve.label.as_str()).collect();
        assert_eq!(labels, ["city", "low ses"]);
        let city = &figure.panels[1].observed[0];
        assert_eq!((city.style, city.each.iter().map(|seen| seen.round).collect::<Vec<_>>()), (1, vec![1, 3]));
        assert_eq!(city.each[1].band, Some((0.4, 0.7)));
        assert!(figure.observed && figure.spreads && figure.note.contains("weeks themselves"), "{}", figure.note);
    }

    #[test]
    fn a_rate_is_shown_as_it_is_in_each_week_with_the_band_that_distances_are_told_of() {
        let value = |replicate: u32| move |round: u32, _, _| f64::from(round % 2) + f64::from(replicate);
        let runs: Vec<Run> = (0..3).map(|replicate| run_of(replicate, 60, value(replicate))).collect();
        let observations = observed(&[("voice_rate", Group::City, 3)]);
        let figure = figure(&runs, &observations);
        let curve = &figure.panels[0].curves[0];
        assert_eq!((curve.main[2], curve.main[3], curve.smoothed), (1.0, 2.0, false));
        let told = crate::study::distances(&runs, &observations).expect("runs in memory")[0].each[0];
        let band = curve.spread.as_ref().map(|spread| (spread.low[3], spread.high[3]));
        assert_eq!((told.mean, told.band), (Some(curve.main[3]), band));
    }

    #[test]
    fn it_is_drawn_whatever_there_is_of_the_model() {
        let every: Vec<_> = COLUMNS.iter().map(|column| (column.name, Group::City, 3)).collect();
        let picture = |runs: &[Run], of: &[(&str, Group, u32)]| {
            observed_picture(runs, &observed(of), &Caption::default()).expect("a picture")
        };
        let many = picture(&[varied(0, 60)], &every);
        assert_eq!(many.panel_titles().len(), MOST);
        assert!(many.note().contains(&format!("The first 12 of {} columns.", COLUMNS.len())));
        drawn("observed-many", &[many]);
        let missing = [run_of(0, 3, |_, _, _| f64::NAN)];
        // Round 3 is not there where all runs were stopped before.
        drawn("observed-missing", &[picture(&missing, &[("gain", Group::City, 1), ("gain", Group::City, 3)])]);
        assert!(observed_picture(&[][..], &observed(&every), &Caption::default()).is_err());
    }
}
