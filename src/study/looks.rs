//! How many replicates: a number given beforehand, or as many as a precision takes.

use serde::{Deserialize, Serialize};

use super::comparison::Stopping;

/// How well the differences in an outcome are to be known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Precision {
    /// Name of the column.
    pub column: String,
    /// Half width of the 95 % interval of every arm's difference in it.
    pub half_width: f64,
    /// Replicates at the first look; there are twice as many at each further one.
    pub first: u32,
    /// Replicates that it does not go beyond.
    pub most: u32,
}

/// Looks at a comparison, after each of which it is decided whether it goes on.
pub(super) struct Looks {
    precision: Option<(usize, Precision)>,
    stopping: Option<Stopping>,
    next: u32,
}

impl Looks {
    /// One look at so many replicates, or, where a precision is asked for in a column by its position, as many as it takes.
    pub(super) fn new(replicates: u32, precision: Option<(usize, Precision)>) -> Self {
        let stopping = precision.as_ref().map(|(column, precision)| Stopping {
            column: *column,
            wanted: precision.half_width,
            looks: Vec::new(),
            reached: false,
        });
        let next = precision.as_ref().map_or(replicates, |(_, precision)| precision.first);
        Self { precision, stopping, next }
    }

    /// Replicates of the look to come, if any is.
    pub(super) fn next(&self) -> Option<u32> {
        let ended = self.stopping.as_ref().is_some_and(|stopping| {
            let most = self.precision.as_ref().map_or(0, |(_, precision)| precision.most);
            stopping.reached || stopping.looks.last().is_some_and(|_| self.next > most)
        });
        (!ended).then_some(self.next)
    }

    /// Notes what was seen at so many replicates: the largest half width. The next look is at twice as many.
    pub(super) fn saw(&mut self, replicates: u32, width: f64) {
        let Some((stopping, (_, precision))) = self.stopping.as_mut().zip(self.precision.as_ref()) else {
            return;
        };
        stopping.looks.push((replicates, width));
        stopping.reached = width <= precision.half_width;
        self.next =
            if self.next >= precision.most { u32::MAX } else { self.next.saturating_mul(2).min(precision.most) };
    }

    /// Position of the column whose precision is asked for.
    pub(super) fn column(&self) -> Option<usize> {
        self.precision.as_ref().map(|(column, _)| *column)
    }

    /// How the number of replicates was found, if not given beforehand.
    pub(super) fn stopping(self) -> Option<Stopping> {
        self.stopping
    }
}
