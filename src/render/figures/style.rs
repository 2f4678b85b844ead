//! How figures look: sizes in pixels of a page 2400 wide, colours, dashes.

use plotters::style::RGBColor;

/// Width of a page.
pub const PAGE_WIDTH: u32 = 2400;
/// White around a page.
pub const MARGIN: f64 = 56.0;
/// White between panels.
pub const GAP: f64 = 52.0;

/// Font size of a figure's title.
pub const TITLE: f64 = 54.0;
/// Font size of the description and of the note at the foot.
pub const NOTE: f64 = 31.0;
/// Font size of a panel's title.
pub const PANEL_TITLE: f64 = 36.0;
/// Font size of the labels of curves.
pub const LABEL: f64 = 29.0;
/// Font size of the numbers at the axes.
pub const TICK: f64 = 28.0;
/// Distance of lines of text, as a multiple of their size.
pub const LINE_HEIGHT: f64 = 1.3;

/// Width of a curve.
pub const CURVE: u32 = 6;
/// Width of the weekly values behind it.
pub const RAW: u32 = 2;
/// Width of axes and of marks.
pub const THIN: u32 = 3;
/// Width of the grid.
pub const HAIR: u32 = 2;

/// Titles and labels.
pub const INK: RGBColor = RGBColor(34, 34, 34);
/// Units, notes, numbers.
pub const GREY: RGBColor = RGBColor(95, 95, 95);
/// Grid.
pub const PALE: RGBColor = RGBColor(226, 226, 226);
/// Opacity of the weekly values.
pub const RAW_OPACITY: f64 = 0.35;
/// Opacity of the band of replicates.
pub const SPREAD_OPACITY: f64 = 0.14;
/// Opacity of the interval of the mean, above the other.
pub const INTERVAL_OPACITY: f64 = 0.30;

/// Dash of the lines at reforms and shocks.
pub const MARK_DASH: &[f64] = &[14.0, 10.0];

/// Okabe and Ito's colours (2008), which people of all kinds of colour vision tell apart; the yellow, too pale on white, is left out,
/// and a grey is added.
const COLOURS: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 0, 0),
    RGBColor(178, 178, 178),
];

/// Dashes, so that curves are told apart in black and white too: lengths of line and gap in turn.
const DASHES: [&[f64]; 5] = [&[], &[26.0, 12.0], &[6.0, 9.0], &[32.0, 10.0, 6.0, 10.0], &[14.0, 9.0]];

/// The colour of the curve with that number; 40 curves differ in colour or dash.
pub fn colour(curve: usize) -> RGBColor {
    COLOURS[curve % COLOURS.len()]
}

/// The dash of the curve with that number.
pub fn dash(curve: usize) -> &'static [f64] {
    DASHES[curve % DASHES.len()]
}
