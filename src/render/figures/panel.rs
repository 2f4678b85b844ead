//! Draws one panel: title, axes, marks, bands, curves or layers, and a label at the end of each.

mod ends;
mod happenings;
mod observed;

use plotters::prelude::*;

use super::canvas::{Anchor, Canvas, Drawn, Font, Stroke};
use super::curve::{Band, Curve, stacked};
use super::figure::{Figure, Panel, Scale};
use super::labels::{Point, fit};
use super::scale::{self, Axis};
use super::sheet::Marker;
use super::style::*;
use crate::language::unit;
use ends::{LEAD, SAMPLE};
pub use happenings::short_mark;

const TITLE_FONT: Font = Font { size: PANEL_TITLE, bold: true, colour: INK };
/// The font of units.
pub const UNIT_FONT: Font = Font { size: LABEL, bold: false, colour: GREY };
const LABEL_FONT: Font = Font { size: LABEL, bold: false, colour: INK };
/// The font of the numbers at axes.
pub const TICK_FONT: Font = Font { size: TICK, bold: false, colour: GREY };
/// Room at the right of a plot without labels.
const EDGE: f64 = 16.0;
/// Up to so many curves are told apart by colour and dash; more bear markers, so many along each.
const MOST_WITHOUT_SIGNS: usize = 4;
const SIGNS: usize = 5;

/// A rectangle on the page.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// Where the plot lies and how values become places.
struct Plot<'a, B: DrawingBackend> {
    canvas: &'a Canvas<'a, B>,
    figure: &'a Figure,
    panel: &'a Panel,
    /// Lower and upper edge of each curve, if they are stacked.
    layers: Vec<Band>,
    axis: Axis,
    area: Frame,
    /// Right end of the room for labels.
    end: f64,
}

/// Room beside the plot: for numbers at the left, for labels at the right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Margins {
    left: f64,
    right: f64,
}

impl Margins {
    /// What a panel needs.
    pub fn of(panel: &Panel) -> Self {
        let (_, axis) = layers_and_axis(panel);
        let numbers = axis.ticks.iter().map(|&tick| TICK_FONT.measure(&scale::tick_text(&axis, tick)));
        let labels = panel.curves.iter().map(|curve| LABEL_FONT.measure(&curve.label));
        Self { left: numbers.fold(0.0, f64::max) + 18.0, right: labels.fold(0.0, f64::max) + LEAD + SAMPLE + 14.0 }
    }

    /// Room enough for both.
    pub fn and(self, other: Self) -> Self {
        Self { left: self.left.max(other.left), right: self.right.max(other.right) }
    }
}

/// Draws a panel into a frame.
pub fn draw<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    figure: &Figure,
    panel: &Panel,
    frame: Frame,
    margins: Margins,
) -> Drawn {
    let plot = Plot::new(canvas, figure, panel, frame, margins);
    plot.spans()?;
    let language = figure.language;
    title(canvas, &panel.title, unit(&panel.unit, language), frame)?;
    plot.axes()?;
    if panel.curves.is_empty() {
        let middle = ((plot.area.left + plot.area.right) / 2.0, (plot.area.top + plot.area.bottom) / 2.0);
        canvas.text(language.pick("no values", "没有数值"), middle, UNIT_FONT, Anchor::Middle)?;
    }
    if panel.stacked {
        plot.areas()?;
    } else {
        plot.curves()?;
    }
    plot.marks()?;
    plot.observed()?;
    plot.labels()
}

impl<'a, B: DrawingBackend> Plot<'a, B> {
    fn new(canvas: &'a Canvas<'a, B>, figure: &'a Figure, panel: &'a Panel, frame: Frame, margins: Margins) -> Self {
        let (layers, axis) = layers_and_axis(panel);
        let labels = margins.right.min(figure.layout.labels * (frame.right - frame.left));
        let right = frame.right - labels.max(EDGE);
        let (top, bottom) = (frame.top + PANEL_TITLE * 1.7, frame.bottom - TICK * 3.0);
        let area = Frame { left: frame.left + margins.left, right, top, bottom };
        let mut plot = Self { canvas, figure, panel, layers, axis, area, end: frame.right };
        let rows = plot.mark_labels().iter().map(|label| label.1 + 1).max().unwrap_or(0);
        plot.area.top += rows as f64 * TICK * LINE_HEIGHT;
        plot
    }

    fn x(&self, round: usize) -> f64 {
        let last = self.figure.rounds.saturating_sub(1);
        let share = if last == 0 { 0.5 } else { round as f64 / last as f64 };
        self.area.left + share * (self.area.right - self.area.left)
    }

    /// The height of a value; what lies outside the axis stands at its end.
    fn y(&self, value: f64) -> f64 {
        let share = (value - self.axis.low) / (self.axis.high - self.axis.low);
        self.area.bottom - share.clamp(0.0, 1.0) * (self.area.bottom - self.area.top)
    }

    fn axes(&self) -> Drawn {
        let Frame { left, right, bottom, .. } = self.area;
        for &tick in &self.axis.ticks {
            let y = self.y(tick);
            self.canvas.line(&[(left, y), (right, y)], solid(PALE, HAIR))?;
            self.canvas.text(&scale::tick_text(&self.axis, tick), (left - 14.0, y), TICK_FONT, Anchor::Right)?;
        }
        if self.panel.scale == Scale::Differences {
            self.canvas.line(&[(left, self.y(0.0)), (right, self.y(0.0))], solid(INK, THIN))?;
        }
        self.canvas.line(&[(left, bottom), (right, bottom)], solid(GREY, THIN))?;
        let most = ((right - left) / 100.0) as usize;
        for round in scale::rounds(self.figure.rounds, most.max(3)) {
            let x = self.x(round);
            self.canvas.line(&[(x, bottom), (x, bottom + 10.0)], solid(GREY, THIN))?;
            self.canvas.text(&round.to_string(), (x, bottom + TICK * 1.05), TICK_FONT, Anchor::Middle)?;
        }
        let middle = ((left + right) / 2.0, bottom + TICK * 2.35);
        self.canvas.text(self.figure.language.pick("round (week)", "轮（周）"), middle, TICK_FONT, Anchor::Middle)
    }

    fn curves(&self) -> Drawn {
        let curves = &self.panel.curves;
        let thinner = (2.0 / curves.len().max(1) as f64).min(1.0);
        let bands = |of: fn(&Curve) -> Option<&Band>, opacity: f64| {
            let found =
                curves.iter().filter_map(|curve| Some((of(curve)?, colour(curve.style).mix(opacity * thinner))));
            found.into_iter().try_for_each(|(band, colour)| self.band(band, colour))
        };
        bands(|curve| curve.spread.as_ref(), SPREAD_OPACITY)?;
        bands(|curve| curve.interval.as_ref(), INTERVAL_OPACITY)?;
        for curve in curves {
            let pale = Stroke { colour: colour(curve.style).mix(RAW_OPACITY * thinner), width: RAW, dash: &[] };
            curve.raw.iter().try_for_each(|raw| self.line(raw, pale))?;
        }
        curves.iter().try_for_each(|curve| self.line(&curve.main, self.stroke(curve)))?;
        curves.iter().enumerate().try_for_each(|(number, curve)| self.signs(number, curve))
    }

    /// Whether curves bear markers: many are not told apart by dashes alone where they run close together.
    fn has_signs(&self) -> bool {
        self.panel.curves.len() > MOST_WITHOUT_SIGNS && !self.panel.stacked
    }

    /// The markers along a curve, at other rounds than those of the others.
    fn signs(&self, number: usize, curve: &Curve) -> Drawn {
        if !self.has_signs() {
            return Ok(());
        }
        let step = self.figure.rounds as f64 / SIGNS as f64;
        let share = (number as f64 + 0.5) / self.panel.curves.len() as f64;
        let rounds = (0..SIGNS).map(|sign| ((sign as f64 + share) * step) as usize);
        let known = rounds.filter_map(|round| Some((round, *curve.main.get(round)?)));
        known.filter(|(_, value)| value.is_finite()).try_for_each(|(round, value)| {
            let Marker { shape, style, .. } = Marker::of(curve.style);
            self.canvas.marker(shape, (self.x(round), self.y(value)), colour(style), true)
        })
    }

    /// How a curve is drawn: whole where it is alone.
    fn stroke(&self, curve: &Curve) -> Stroke {
        let dash = if self.panel.curves.len() == 1 { &[] } else { dash(curve.style) };
        Stroke { colour: colour(curve.style).mix(1.0), width: width(curve.style), dash }
    }

    fn areas(&self) -> Drawn {
        for (band, curve) in self.layers.iter().zip(&self.panel.curves) {
            self.band(band, colour(curve.style).mix(0.85))?;
        }
        let between = if self.figure.rounds > 1 { self.layers.len() } else { 0 };
        self.layers.iter().take(between).skip(1).try_for_each(|band| self.line(&band.low, solid(WHITE, HAIR)))
    }

    /// Draws a line, with its gaps.
    fn line(&self, values: &[f64], stroke: Stroke) -> Drawn {
        runs_without_gaps(values).into_iter().try_for_each(|rounds| {
            let points: Vec<Point> = rounds.map(|round| (self.x(round), self.y(values[round]))).collect();
            self.canvas.line(&points, stroke)
        })
    }

    fn band(&self, band: &Band, colour: RGBAColor) -> Drawn {
        runs_without_gaps(&band.low).into_iter().try_for_each(|rounds| {
            if rounds.len() == 1 {
                return self.bar(rounds.start, band, colour);
            }
            let upper = rounds.clone().map(|round| (self.x(round), self.y(band.high[round])));
            let lower = rounds.clone().rev().map(|round| (self.x(round), self.y(band.low[round])));
            self.canvas.polygon(&upper.chain(lower).collect::<Vec<_>>(), colour)
        })
    }

    /// A band of one round alone, as a bar: wide where there are no others.
    fn bar(&self, round: usize, band: &Band, colour: RGBAColor) -> Drawn {
        let width = self.area.right - self.area.left;
        let half = if self.figure.rounds > 1 { 4.0 } else { width * if self.panel.stacked { 0.3 } else { 0.02 } };
        let (x, low, high) = (self.x(round), band.low[round], band.high[round]);
        self.canvas.rectangle([(x - half, self.y(high)), (x + half, self.y(low))], colour)
    }
}

/// Writes the title of a panel, and the unit beside it, at the top of its frame.
pub fn title<B: DrawingBackend>(canvas: &Canvas<'_, B>, title: &str, unit: &str, frame: Frame) -> Drawn {
    let room = frame.right - frame.left;
    let title = fit(title, room, |text| TITLE_FONT.measure(text));
    let y = frame.top + PANEL_TITLE / 2.0;
    canvas.text(&title, (frame.left, y), TITLE_FONT, Anchor::Left)?;
    let used = TITLE_FONT.measure(&title) + 20.0;
    let unit = unit_text(unit);
    // A part of a unit says nothing.
    let unit = if UNIT_FONT.measure(&unit) > room - used { "" } else { &unit };
    canvas.text(unit, (frame.left + used, y + 2.0), UNIT_FONT, Anchor::Left)
}

/// The edges of stacked curves, and the axis that the panel needs.
fn layers_and_axis(panel: &Panel) -> (Vec<Band>, Axis) {
    let layers = if panel.stacked { stacked(&panel.curves) } else { Vec::new() };
    let values: Box<dyn Iterator<Item = f64>> = if panel.stacked {
        Box::new(layers.iter().flat_map(|band| band.high.iter().copied()))
    } else {
        Box::new(shown_values(panel))
    };
    let shown = values.chain(panel.reach.iter().copied());
    let axis = match panel.scale {
        Scale::Differences => scale::around_zero(shown),
        Scale::Near => scale::near(&panel.unit, shown),
        Scale::Usual => scale::vertical(&panel.unit, shown),
    };
    (layers, axis)
}

/// A whole line.
pub fn solid(colour: RGBColor, width: u32) -> Stroke {
    Stroke { colour: colour.mix(1.0), width, dash: &[] }
}

/// How a unit stands beside a title.
fn unit_text(unit: &str) -> String {
    if scale::is_share(unit) { unit.replacen("share", "%", 1) } else { unit.replace("0-1", "0\u{2013}1") }
}

/// The values that the axis must reach: lines, weekly values and the band of replicates, not the interval of the mean,
/// which is very wide for two or three replicates, unless it is the only band; and what was observed.
pub fn shown_values(panel: &Panel) -> impl Iterator<Item = f64> {
    let observed = panel.observed.iter().flat_map(|seen| &seen.each).flat_map(|seen| {
        let (low, high) = seen.band.unwrap_or((seen.value, seen.value));
        [seen.value, low, high]
    });
    let curves = panel.curves.iter().flat_map(|curve| {
        let band = curve.spread.as_ref().or(curve.interval.as_ref());
        let edges = band.into_iter().flat_map(|band| band.low.iter().chain(&band.high));
        curve.main.iter().chain(curve.raw.iter().flatten()).chain(edges).copied()
    });
    curves.chain(observed)
}

/// The stretches of rounds between gaps.
fn runs_without_gaps(values: &[f64]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for round in (0..values.len()).filter(|&round| values[round].is_finite()) {
        match runs.last_mut() {
            Some(run) if run.end == round => run.end += 1,
            _ => runs.push(round..round + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_are_gaps() {
        let gap = f64::NAN;
        assert_eq!(runs_without_gaps(&[gap, 1.0, 2.0, gap, gap, 3.0]), [1..3, 5..6]);
        assert!(runs_without_gaps(&[gap]).is_empty());
    }

    #[test]
    fn units_read_well() {
        assert_eq!(unit_text("share"), "%");
        assert_eq!(unit_text("level 0-1"), "level 0\u{2013}1");
        assert_eq!(unit_text("cases"), "cases");
    }
}
