//! The geometry of texts and dashes: labels that do not overlap, lines that break between words, curves cut into dashes.

/// A place on the page.
pub type Point = (f64, f64);

/// Moves labels apart that want these heights: at least `distance` from each other, between `top` and `bottom`, in their
/// order, with the smallest sum of squared shifts (isotonic regression by pooling neighbours). Where they do not all
/// fit, they share the room evenly.
pub fn spread_apart(wanted: &[f64], distance: f64, top: f64, bottom: f64) -> Vec<f64> {
    let Some(last) = wanted.len().checked_sub(1) else { return Vec::new() };
    let distance = distance.min((bottom - top) / last.max(1) as f64);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let reduced: Vec<f64> =
        order.iter().zip(0..).map(|(&label, place)| wanted[label] - f64::from(place) * distance).collect();
    let latest = (bottom - last as f64 * distance).max(top);
    let mut heights = vec![0.0; wanted.len()];
    for ((&label, height), place) in order.iter().zip(nondecreasing(&reduced)).zip(0..) {
        heights[label] = height.clamp(top, latest) + f64::from(place) * distance;
    }
    heights
}

/// The nondecreasing sequence nearest to these values.
fn nondecreasing(values: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &value in values {
        pools.push((value, 1));
        while let [.., (before, m), (after, n)] = pools[..] {
            if before <= after {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push(((before * m as f64 + after * n as f64) / (m + n) as f64, m + n));
        }
    }
    pools.into_iter().flat_map(|(value, count)| std::iter::repeat_n(value, count)).collect()
}

/// Cuts a line into dashes; the pattern gives lengths of line and gap in turn, and is carried around corners. An empty
/// pattern leaves the line whole.
pub fn dashes(line: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    if pattern.is_empty() || line.len() < 2 {
        return vec![line.to_vec()];
    }
    let (mut pieces, mut piece, mut part, mut left) = (Vec::new(), vec![line[0]], 0, pattern[0]);
    for corner in line.windows(2) {
        let (mut from, to) = (corner[0], corner[1]);
        let mut length = libm::hypot(to.0 - from.0, to.1 - from.1);
        while length >= left {
            let share = left / length;
            from = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            length -= left;
            piece.push(from);
            let full = std::mem::replace(&mut piece, vec![from]);
            if part % 2 == 0 {
                pieces.push(full);
            }
            part = (part + 1) % pattern.len();
            left = pattern[part].max(1.0);
        }
        left -= length;
        piece.push(to);
    }
    if part % 2 == 0 && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

/// No line on a page holds more letters.
const LONGEST: usize = 300;

/// Cuts a text with an ellipsis so that it fits into a width, as measured by `measure`.
pub fn fit(text: &str, width: f64, measure: impl Fn(&str) -> f64) -> String {
    if measure(text) <= width {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().take(LONGEST).collect();
    let shortened = |count: usize| format!("{}\u{2026}", letters[..count].iter().collect::<String>().trim_end());
    let fitting = (0..=letters.len()).rev().map(shortened).find(|text| measure(text) <= width);
    fitting.unwrap_or_default()
}

/// Breaks a text between words into at most `most` lines of a width; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, width: f64, most: usize, measure: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if full || measure(&format!("{line} {word}")) <= width => *line = format!("{line} {word}"),
            _ => lines.push(word.to_owned()),
        }
        if lines.last().is_some_and(|line| line.len() > 4000) {
            break;
        }
    }
    lines.iter().map(|line| fit(line, width, &measure)).collect()
}

/// The same, with an end that is never cut: the text before it gives way, and the end takes as many lines as it needs.
pub fn wrap_with_end(text: &str, end: &str, width: f64, most: usize, measure: impl Fn(&str) -> f64) -> Vec<String> {
    let whole = wrap(&format!("{text}; {end}"), width, most + 1, &measure);
    if whole.len() <= most {
        return whole;
    }
    let ends = wrap(end, width, usize::MAX, &measure);
    let mut lines = wrap(text, width, most.saturating_sub(ends.len()).max(1), &measure);
    lines.extend(ends);
    lines
}

/// The row for each interval (ascending ends) such that no two in a row overlap.
pub fn rows_for(intervals: &[(f64, f64)]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut rows = Vec::with_capacity(intervals.len());
    for &(start, end) in intervals {
        let row = ends.iter().position(|&taken| taken <= start).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(end);
        } else {
            ends[row] = end;
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> f64 {
        text.chars().count() as f64
    }

    #[test]
    fn labels_that_are_apart_stay_where_they_are() {
        assert_eq!(spread_apart(&[80.0, 10.0, 40.0], 20.0, 0.0, 100.0), [80.0, 10.0, 40.0]);
        assert!(spread_apart(&[], 20.0, 0.0, 100.0).is_empty());
    }

    #[test]
    fn labels_at_one_height_spread_around_it() {
        assert_eq!(spread_apart(&[50.0, 50.0, 50.0], 20.0, 0.0, 100.0), [30.0, 50.0, 70.0]);
        assert_eq!(spread_apart(&[100.0, 99.0], 20.0, 0.0, 100.0), [100.0, 80.0]);
    }

    #[test]
    fn too_many_labels_share_the_room() {
        assert_eq!(spread_apart(&[5.0; 5], 60.0, 0.0, 100.0), [0.0, 25.0, 50.0, 75.0, 100.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_nor_leave_the_panel(wanted in prop::collection::vec(-50.0..150.0f64, 1..12)) {
            let mut heights = spread_apart(&wanted, 8.0, 0.0, 100.0);
            prop_assert!(heights.iter().all(|height| (-1e-9..=100.0 + 1e-9).contains(height)));
            heights.sort_by(f64::total_cmp);
            prop_assert!(heights.windows(2).all(|pair| pair[1] - pair[0] > 8.0 - 1e-9));
        }
    }

    #[test]
    fn dashes_go_around_corners() {
        let pieces = dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], &[7.0, 2.0]);
        assert_eq!(pieces, [vec![(0.0, 0.0), (5.0, 0.0), (5.0, 2.0)], vec![(5.0, 4.0), (5.0, 5.0)]]);
        assert_eq!(dashes(&[(0.0, 0.0), (9.0, 0.0)], &[]).len(), 1);
    }

    #[test]
    fn texts_are_cut_with_an_ellipsis_and_break_between_words() {
        assert_eq!(fit("participation", 6.0, letters), "parti\u{2026}");
        assert_eq!(wrap("a long story about trust", 10.0, 2, letters), ["a long", "story abo\u{2026}"]);
        assert!(wrap("", 10.0, 2, letters).is_empty());
        assert_eq!(fit("x", 0.0, letters), "");
    }

    #[test]
    fn an_end_that_matters_is_never_cut() {
        let lines = wrap_with_end("a long story about trust", "with law = 1", 12.0, 2, letters);
        assert_eq!(lines, ["a long stor\u{2026}", "with law = 1"]);
        assert_eq!(wrap_with_end("a story", "with 1", 20.0, 2, letters), ["a story; with 1"]);
    }

    #[test]
    fn marks_that_would_overlap_stand_in_rows() {
        assert_eq!(rows_for(&[(0.0, 10.0), (5.0, 15.0), (12.0, 20.0)]), [0, 1, 0]);
    }
}
