//! A method of sensitivity analysis that is asked for over what a file says of its design.

use serde::{Deserialize, Serialize};

use super::file::Design;
use super::units::Groups;
use crate::error::Place;
use crate::reading::Setting;
use crate::study::design::DesignKind;

/// What is asked for; what is not, stays as in the file, or is what is usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// The design.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<DesignKind>,
    /// Trajectories, or base points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// Levels of elementary effects; even.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<u32>,
    /// Whether there are indices of pairs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_order: bool,
    /// Whether the factors of a section are varied together.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub groups: bool,
}

/// Levels of elementary effects where nothing is said, as Morris (1991) has them.
pub(super) const USUAL_LEVELS: u32 = 4;

/// Trajectories, and base points, where nothing is said.
const USUAL_TRAJECTORIES: u32 = 20;
const USUAL_BASE: u32 = 256;

impl Method {
    /// Whether nothing is asked for.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The design with what is asked for; `start` is the place of one that the file does not have.
    pub(super) fn over(&self, design: Option<Design>, start: Place) -> Option<Design> {
        let design = match (self.kind, design) {
            (None, design) => design?,
            (Some(kind), Some(design)) if design.kind == kind => design,
            (Some(kind), design) => anew(kind, design, start),
        };
        let Self { points, levels, second_order, groups, .. } = *self;
        let place = design.place.clone();
        Some(Design {
            points: points.map(|value| Setting { value, place }).or(design.points),
            levels: levels.unwrap_or(design.levels),
            second_order: second_order || design.second_order,
            groups: if groups { Groups::Sections } else { design.groups },
            ..design
        })
    }
}

/// A design of another kind than the file has, with its seed.
fn anew(kind: DesignKind, before: Option<Design>, start: Place) -> Design {
    let (place, seed) = before.map_or((start, 1), |design| (design.place, design.seed));
    let value = if kind == DesignKind::Morris { USUAL_TRAJECTORIES } else { USUAL_BASE };
    let points = Some(Setting { value, place: place.clone() });
    Design { kind, place, points, seed, table: None, levels: USUAL_LEVELS, second_order: false, groups: Groups::None }
}
