//! What factors and simplexes have in common: a role, and a number of levels.

use toml::de::DeTable;

use crate::parameters::{Parameter, Range, Scope};
use crate::reading::Reader;
use crate::study::design::Role;

/// Levels of a factor in a design of levels.
pub(super) const STEPS: Range = Range::Whole { min: 2, max: 1_000_000 };

/// What lies between two levels.
pub(super) const STEP: Range = Range::Real { min: 1e-9, max: 1e12 };

/// The role of a factor that names none: a lever, unless it is of the world.
pub(super) fn usual_role(parameter: &Parameter) -> Role {
    if parameter.scope == Scope::World { Role::Uncertainty } else { Role::Lever }
}

/// The role that a table gives.
pub(super) fn role(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Option<Role> {
    reader.choice(table, "role", Role::NAMES).map(|position| Role::ALL[position])
}
