//! Figures of indices of sensitivity: which factors matter most, for each outcome; of elementary effects also whether they are
//! alike everywhere; when a factor matters; and whether more points would tell more.

use super::scale::{self, Axis};
use super::sheet::{Block, Dot, Dots, Marker, Panel, Place, Row, Ruler, Scatter, Sheet, Spot, Values};
use super::{Caption, Picture};
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::stats::sensitivity::Estimate;
use crate::study::design::{Blocks, Unit};
use crate::study::outcome::Outcome;
use crate::study::sensitivity::{Index, Kind, OutcomeIndices, Sensitivity};
use crate::study::{Experiment, Plan};

/// Outcomes that are drawn, units that are ranked, that are named in a plane, and whose curves are drawn, at most.
const OUTCOMES: usize = 6;
const RANKED: usize = 12;
const NAMED: usize = 8;
const DRAWN: usize = 3;
/// Height of a row, and what a panel of rows has around it.
const PITCH: u32 = 40;
const AROUND: u32 = 170;

/// `ranks`, `mu_sigma` of elementary effects, `when` and `convergence`; none where no index is defined.
pub fn sensitivity_pictures(experiment: &Experiment, found: &Sensitivity, caption: &Caption) -> Vec<Picture> {
    let shown: Vec<Shown<'_>> = found
        .outcomes
        .iter()
        .filter(|outcome| outcome.indices.is_ok())
        .take(OUTCOMES)
        .map(|outcome| Shown {
            about: &experiment.declared()[outcome.outcome],
            found,
            outcome,
            ranked: outcome.ranked(),
        })
        .collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let replicates = experiment.replicates();
    // Of groups there is no sigma.
    let alone = found.scheme.units.iter().all(|unit| !unit.is_group());
    let plane = alone && matches!(found.scheme.blocks, Blocks::Morris { .. });
    let sheets = [
        Some(ranks(&shown, replicates, caption)),
        plane.then(|| mu_sigma(&shown, caption)),
        when(&shown, caption),
        Some(convergence(&shown, caption)),
    ];
    sheets.into_iter().flatten().map(Picture::from).collect()
}

/// An outcome with what is known of it.
struct Shown<'a> {
    about: &'a Outcome,
    found: &'a Sensitivity,
    outcome: &'a OutcomeIndices,
    /// The leading index of each unit, the largest first.
    ranked: Vec<Index>,
}

impl Shown<'_> {
    fn unit(&self, index: &Index) -> &Unit {
        &self.found.scheme.units[index.unit]
    }

    fn title(&self) -> String {
        let usual = Outcome::usual_name(self.about.column, self.about.group, &self.about.reduction);
        match self.about.name == usual && usual == COLUMNS[self.about.column].name {
            true => COLUMNS[self.about.column].title(Language::En).to_owned(),
            false => self.about.name.replace('_', " "),
        }
    }

    /// What an index is in.
    fn index_unit(&self) -> String {
        match self.found.leading() {
            Kind::MuStar => format!("mean effect, {}", COLUMNS[self.about.column].unit),
            _ => "share of variance".to_owned(),
        }
    }
}

fn sheet(name: &'static str, caption: &Caption, note: &str, height: u32, across: usize, panels: Vec<Panel>) -> Sheet {
    Sheet {
        name,
        title: caption.title.clone(),
        description: caption.description.clone(),
        key: Vec::new(),
        note: note.to_owned(),
        height,
        across,
        panels,
    }
}

/// Ranked intervals, a panel for each outcome.
fn ranks(shown: &[Shown<'_>], replicates: u32, caption: &Caption) -> Sheet {
    let rows = shown.iter().map(|one| one.ranked.len().min(RANKED)).max().unwrap_or(0) as u32;
    let across = shown.len().min(2);
    let lines = shown.len().div_ceil(across) as u32;
    let is_morris = shown[0].found.leading() == Kind::MuStar;
    let index = if is_morris {
        "Disc: mean size of the elementary effect (mu*), over the whole range of the factor."
    } else {
        "Disc: total index. Square: first-order index, what a factor does alone; the rest it does together with others."
    };
    let note = format!(
        "{index} Lines: 95 % intervals (bootstrap over base points and replicates). The mean over {replicates} replicates, with \
         what luck adds taken out. At most {RANKED} factors."
    );
    let panels = shown.iter().map(ranked).collect();
    sheet("ranks", caption, &note, 300 + lines * (AROUND + PITCH * rows), across, panels)
}

fn ranked(one: &Shown<'_>) -> Panel {
    let rows: Vec<Row> = one.ranked.iter().take(RANKED).map(|index| row(one, index)).collect();
    let reached = rows.iter().flat_map(|row| &row.dots).flat_map(|dot| {
        let (low, high) = dot.interval.unwrap_or((dot.value, dot.value));
        [low, high, dot.value]
    });
    Panel::Dots(Dots {
        title: one.title(),
        unit: one.index_unit(),
        label: String::new(),
        axis: scale::around_zero(reached),
        zero: true,
        linked: false,
        head: String::new(),
        rows,
    })
}

fn row(one: &Shown<'_>, index: &Index) -> Row {
    let mut dots = vec![dot(index.estimate, 0)];
    if index.kind == Kind::Total {
        dots.extend(one.outcome.index(Kind::First, index.unit).map(|first| dot(first, 1)));
    }
    Row { label: one.unit(index).name.clone(), joined: true, dots, ..Row::default() }
}

/// A disc of what leads, a square of what stands beside it; hollow where zero is not excluded.
fn dot(estimate: Estimate, number: usize) -> Dot {
    let Estimate { value, low, high } = estimate;
    let style = if number == 0 { 1 } else { 2 };
    let marker = Marker { style, filled: low > 0.0 || high < 0.0, ..Marker::of(number) };
    Dot { value, interval: Some((low, high)).filter(|(low, high)| low.is_finite() && high.is_finite()), marker }
}

/// Mean size of effects against their spread.
fn mu_sigma(shown: &[Shown<'_>], caption: &Caption) -> Sheet {
    let across = shown.len().min(2);
    let note = "Each point is a factor: to the right, how much it moves the outcome; upwards, how much that differs from place to \
                place. Above the line (sigma = mu*) an effect depends on where the other factors are, or changes its sign; well \
                below it, it is about the same everywhere.";
    let panels = shown.iter().map(plane).collect();
    sheet("mu_sigma", caption, note, 300 + 720 * shown.len().div_ceil(across) as u32, across, panels)
}

fn plane(one: &Shown<'_>) -> Panel {
    let spot = |(place, index): (usize, &Index)| {
        let sigma = one.outcome.index(Kind::Sigma, index.unit)?;
        let name = if place < NAMED { one.unit(index).name.clone() } else { String::new() };
        Some(Spot { x: index.estimate.value, y: sigma.value, marker: Marker { style: 1, ..Marker::of(0) }, name })
    };
    let spots: Vec<Spot> = one.ranked.iter().enumerate().filter_map(spot).collect();
    let to = |of: fn(&Spot) -> f64| from_zero(spots.iter().map(of));
    Panel::Scatter(Scatter {
        title: one.title(),
        unit: format!("sigma, {}", COLUMNS[one.about.column].unit),
        label: "mu*".to_owned(),
        across: to(|spot| spot.x),
        up: to(|spot| spot.y),
        level: None,
        slope: Some((1.0, "sigma = mu*".to_owned())),
        area: None,
        spots,
    })
}

fn from_zero(values: impl Iterator<Item = f64>) -> Axis {
    scale::around_zero(values.map(|value| value.max(0.0)))
}

/// The leading index over stretches of the run, of the factors that matter most.
fn when(shown: &[Shown<'_>], caption: &Caption) -> Option<Sheet> {
    let panels: Vec<Panel> = shown.iter().filter_map(over_rounds).collect();
    let note = "The same index of the mean over each tenth of the observed rounds. Lines: 95 % intervals.";
    let height = 300 + 480 * panels.len().div_ceil(2) as u32;
    let across = panels.len().min(2);
    (!panels.is_empty()).then(|| sheet("when", caption, note, height, across, panels))
}

fn over_rounds(one: &Shown<'_>) -> Option<Panel> {
    let stretches = &one.outcome.stretches;
    let last = f64::from(stretches.last()?.0[1]) + 1.0;
    let middle = |[from, to]: [u32; 2]| f64::from(from + to + 1) / 2.0 / last;
    // The end of a block stands beside the beginning of the next one: only one of them is written.
    let ruler = Ruler { ticks: [0.0, 0.5].map(|share| (share, format!("{:.0}", share * last))).to_vec() };
    let block = |index: &Index| {
        let place = |(rounds, units): &([u32; 2], Option<Vec<Estimate>>)| {
            Some(place(middle(*rounds), units.as_ref()?.get(index.unit)?))
        };
        let places = stretches.iter().filter_map(place).collect();
        Block { label: label(&one.unit(index).name), ruler: ruler.clone(), places, joined: true }
    };
    Some(values(one, one.ranked.iter().take(DRAWN).map(block).collect(), "over rounds"))
}

/// The leading index after more and more blocks.
fn convergence(shown: &[Shown<'_>], caption: &Caption) -> Sheet {
    let what = if shown[0].found.leading() == Kind::MuStar { "trajectories" } else { "base points" };
    let note = format!("The index after an eighth, a quarter, half and all of the {what}. Lines: 95 % intervals.");
    let panels = shown.iter().map(|one| over_blocks(one, what)).collect();
    sheet("convergence", caption, &note, 300 + 480 * shown.len().div_ceil(2) as u32, shown.len().min(2), panels)
}

fn over_blocks(one: &Shown<'_>, what: &str) -> Panel {
    let steps = &one.outcome.convergence;
    let at = |number: usize| (number as f64 + 0.5) / steps.len().max(1) as f64;
    let ticks = steps.iter().enumerate().map(|(number, (blocks, _))| (at(number), blocks.to_string())).collect();
    let ruler = Ruler { ticks };
    let block = |index: &Index| {
        let found = steps.iter().enumerate();
        let places = found.filter_map(|(number, (_, units))| Some(place(at(number), units.get(index.unit)?))).collect();
        Block { label: label(&one.unit(index).name), ruler: ruler.clone(), places, joined: true }
    };
    values(one, one.ranked.iter().take(DRAWN).map(block).collect(), &format!("over {what}"))
}

fn place(at: f64, estimate: &Estimate) -> Place {
    let Estimate { value, low, high } = *estimate;
    Place { at, value, interval: Some((low, high)).filter(|(low, high)| low.is_finite() && high.is_finite()) }
}

/// A key in two lines: its section, its name.
fn label(key: &str) -> [String; 2] {
    key.rsplit_once('.')
        .map_or([String::new(), key.to_owned()], |(section, name)| [format!("{section}."), name.to_owned()])
}

fn values(one: &Shown<'_>, blocks: Vec<Block>, over: &str) -> Panel {
    let reached = blocks.iter().flat_map(|block| &block.places).flat_map(|place| {
        let (low, high) = place.interval.unwrap_or((place.value, place.value));
        [low, high]
    });
    let axis = scale::around_zero(reached);
    let title = format!("{}, {over}", one.title());
    Panel::Values(Values { title, unit: one.index_unit(), axis, level: Some(0.0), blocks })
}
