//! What happens in the rounds of a panel: a line and a label at each reform and shock, a shade over the rounds of a shock.

use plotters::prelude::*;

use super::{Plot, TICK_FONT};
use crate::render::figures::canvas::{Anchor, Drawn, Stroke};
use crate::render::figures::labels::{fit, rows_for};
use crate::render::figures::style::*;

/// Marks with more letters than this are told in full at the foot.
const LONG_MARK: usize = 34;

/// What a panel says of a mark: all of it, or of a long one what stands before the colon.
pub fn short_mark(label: &str) -> &str {
    match label.split_once(": ") {
        Some((short, _)) if label.chars().count() > LONG_MARK => short,
        _ => label,
    }
}

impl<B: DrawingBackend> Plot<'_, B> {
    /// Shades the rounds of shocks.
    pub(super) fn spans(&self) -> Drawn {
        self.figure.spans.iter().try_for_each(|&(first, last)| {
            let last = (last as usize).min(self.figure.rounds.saturating_sub(1));
            let corners = [(self.x(first as usize), self.area.top), (self.x(last), self.area.bottom)];
            self.canvas.rectangle(corners, INK.mix(SPAN_OPACITY))
        })
    }

    /// The labels of the marks, from the right: text, row above the plot, left end. The later stand in the lower rows, so
    /// that no line runs through a label on its way up.
    pub(super) fn mark_labels(&self) -> Vec<(String, usize, f64)> {
        if !self.figure.layout.label_marks {
            return Vec::new();
        }
        let room = self.area.right - self.area.left;
        let mut texts: Vec<(f64, String)> = Vec::new();
        for (round, label) in &self.figure.marks {
            let text = fit(short_mark(label), 0.9 * room, |text| TICK_FONT.measure(text));
            let width = TICK_FONT.measure(&text);
            texts.push((self.x(*round as usize).min(self.end - width - 9.0), text));
        }
        texts.sort_by(|a, b| b.0.total_cmp(&a.0));
        let spans: Vec<_> = texts.iter().map(|(x, text)| (-x - TICK_FONT.measure(text) - 24.0, -x)).collect();
        texts.into_iter().zip(rows_for(&spans)).map(|((x, text), row)| (text, row, x)).collect()
    }

    pub(super) fn marks(&self) -> Drawn {
        let line = Stroke { colour: INK.mix(0.8), width: THIN, dash: MARK_DASH };
        for (round, _) in &self.figure.marks {
            let x = self.x(*round as usize);
            self.canvas.line(&[(x, self.area.bottom), (x, self.area.top - 6.0)], line)?;
        }
        self.mark_labels().into_iter().try_for_each(|(text, row, x)| {
            let y = self.area.top - (row as f64 + 0.6) * TICK * LINE_HEIGHT;
            self.canvas.line(&[(x, self.area.top), (x, y - TICK * 0.4)], Stroke { dash: &[], width: HAIR, ..line })?;
            self.canvas.text(&text, (x + 9.0, y), TICK_FONT, Anchor::Left)
        })
    }
}
