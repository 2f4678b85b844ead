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
pub const NOTE: f64 = 34.0;
/// Font size of a panel's title.
pub const PANEL_TITLE: f64 = 38.0;
/// Font size of the labels of curves.
pub const LABEL: f64 = 33.0;
/// Font size of the numbers at the axes.
pub const TICK: f64 = 33.0;
/// Distance of lines of text, as a multiple of their size.
pub const LINE_HEIGHT: f64 = 1.3;

/// Width of a curve, and of that which others are compared with.
pub const CURVE: u32 = 6;
const REFERENCE: u32 = 10;
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

/// Opacity of the rounds of a shock.
pub const SPAN_OPACITY: f64 = 0.07;

/// Dash of the lines at reforms and shocks.
pub const MARK_DASH: &[f64] = &[14.0, 10.0];

/// Colours that people of all kinds of colour vision tell apart, and that a grey print does too: after Okabe and Ito (2008), with
/// brightnesses about 20 of 255 from each other. The first, a grey between them, is for what others are compared with.
const COLOURS: [RGBColor; 8] = [
    RGBColor(128, 128, 128),
    RGBColor(0, 85, 160),
    RGBColor(213, 90, 5),
    RGBColor(0, 128, 96),
    RGBColor(200, 105, 160),
    RGBColor(230, 152, 5),
    RGBColor(95, 10, 65),
    RGBColor(110, 200, 250),
];

/// Dashes, so that curves are told apart in black and white too: lengths of line and gap in turn. One more than colours but the
/// grey, so that colour and dash come together again late.
const DASHES: [&[f64]; 8] = [
    &[],
    &[26.0, 12.0],
    &[7.0, 9.0],
    &[34.0, 10.0, 7.0, 10.0],
    &[14.0, 9.0],
    &[46.0, 16.0],
    &[34.0, 9.0, 7.0, 9.0, 7.0, 9.0],
    &[20.0, 9.0, 7.0, 9.0],
];

/// The colour of the curve with that number.
pub fn colour(curve: usize) -> RGBColor {
    match curve {
        0 => COLOURS[0],
        _ => COLOURS[1 + (curve - 1) % (COLOURS.len() - 1)],
    }
}

/// The dash of the curve with that number; 56 curves differ in colour or dash.
pub fn dash(curve: usize) -> &'static [f64] {
    DASHES[curve.saturating_sub(1) % DASHES.len()]
}

/// The width of the curve with that number: what others are compared with lies below them and is wider.
pub fn width(curve: usize) -> u32 {
    if curve == 0 { REFERENCE } else { CURVE }
}

/// How bright a colour is, from 0 to 255: what is left of it in a grey print.
pub fn brightness(colour: RGBColor) -> f64 {
    let RGBColor(red, green, blue) = colour;
    0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_arms_stay_apart_in_grey() {
        let mut grey: Vec<f64> = (0..8).map(|arm| brightness(colour(arm))).collect();
        grey.sort_by(f64::total_cmp);
        assert!(grey.windows(2).skip(1).all(|pair| pair[1] - pair[0] > 7.0), "{grey:?}");
        assert!(
            grey.windows(2).all(|pair| pair[1] - pair[0] > 12.0 || pair.contains(&brightness(colour(0)))),
            "{grey:?}"
        );
        assert!(*grey.last().unwrap() < 190.0, "the palest is seen on white");
    }

    #[test]
    fn arms_differ_in_colour_or_dash() {
        let look = |arm: usize| (format!("{:?}", colour(arm)), dash(arm));
        assert!((1..57).all(|arm| (1..arm).all(|before| look(arm) != look(before))));
    }
}
