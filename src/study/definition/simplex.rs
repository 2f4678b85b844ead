//! What an experiment file says of a simplex: `budget = { simplex = [...], total = 0.7, min = 0.05 }`.

use toml::de::{DeTable, DeValue};

use super::role::{STEPS, role};
use crate::error::{Place, Problem, Span};
use crate::parameters::Range;
use crate::policy::{Budget, BudgetShare};
use crate::reading::{Reader, Setting};
use crate::study::design::{Role, Simplex};

/// A simplex as a file has it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    shares: Vec<BudgetShare>,
    total: Option<Setting<f64>>,
    least: Vec<f64>,
    steps: u32,
}

const KEYS: [&str; 5] = ["simplex", "total", "min", "steps", "role"];
const SHARE: Range = Range::Real { min: 0.0, max: 1.0 };
const NAMES: Range = Range::Names(BudgetShare::NAMES);

/// Reads the table of a simplex, and the role of its factors.
pub(super) fn read(reader: &mut Reader<'_>, key: Span, table: &DeTable<'_>) -> Option<(Role, Entry)> {
    reader.known("a simplex", table, &KEYS);
    let role = role(reader, table).unwrap_or(Role::Lever);
    let shares = shares(reader, key, table);
    let total = reader.real(table, "total", &SHARE);
    let steps = match reader.at(table, "steps", &STEPS).and_then(|steps| steps.value.as_integer()) {
        None if table.contains_key("steps") => None,
        steps => Some(steps.unwrap_or(0) as u32),
    };
    let shares = shares?;
    let names: Vec<_> = shares.iter().map(|share| share.name()).collect();
    let least = least(reader, table, &names)?;
    // Steps that are refused are told there, and not missing besides.
    Some((role, Entry { shares, total, least, steps: steps? }))
}

/// Two shares or more, each once.
fn shares(reader: &mut Reader<'_>, key: Span, table: &DeTable<'_>) -> Option<Vec<BudgetShare>> {
    let DeValue::Array(list) = table.get("simplex")?.get_ref() else {
        let help = "for example simplex = [\"services\", \"law\", \"technology\"]";
        reader.lacks(key, "a simplex", "a list of shares", help);
        return None;
    };
    let mut shares = Vec::new();
    let mut whole = true;
    for item in list.iter() {
        let name = reader.value("simplex", &NAMES, item);
        let share =
            name.and_then(|name| BudgetShare::ALL.iter().find(|share| name.value.as_str() == Some(share.name())));
        if let Some(share) = share
            && shares.contains(share)
        {
            reader.problem(
                item.span(),
                format!("`{}` is in the simplex twice", share.name()),
                "the second",
                String::new(),
            );
        }
        whole &= share.is_some_and(|share| !shares.contains(share));
        shares.extend(share);
    }
    if whole && shares.len() < 2 {
        reader.lacks(key, "a simplex", "at least two shares", "a single share is written \"budget.law\" = ...");
        return None;
    }
    whole.then_some(shares)
}

/// The least of each share: one number for all, or a table by name, in which those left out have none.
fn least(reader: &mut Reader<'_>, table: &DeTable<'_>, shares: &[&str]) -> Option<Vec<f64>> {
    let Some(value) = table.get("min") else { return Some(vec![0.0; shares.len()]) };
    let DeValue::Table(each) = value.get_ref() else {
        return reader.real(table, "min", &SHARE).map(|least| vec![least.value; shares.len()]);
    };
    reader.known("`min`", each, shares);
    let least = |share: &&str| {
        if each.contains_key(*share) { Some(reader.real(each, share, &SHARE)?.value) } else { Some(0.0) }
    };
    shares.iter().map(least).collect()
}

impl Entry {
    /// The keys of its shares.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        self.shares.iter().map(|share| format!("budget.{}", share.name()))
    }

    /// The simplex over a base; its total is what the base gives the shares together, unless it has one of its own.
    pub(super) fn over(&self, base: &Budget, place: &Place) -> Result<Simplex, Box<Problem>> {
        let all = base.shares();
        let of_base: f64 = self.shares.iter().map(|&share| all[share as usize]).sum();
        // Neat, as sums of decimals seldom are.
        let total = self.total.as_ref().map_or((of_base * 1e9).round() / 1e9, |total| total.value);
        let least: f64 = self.least.iter().sum();
        if least < total {
            return Ok(Simplex { total, least: self.least.clone(), steps: self.steps });
        }
        let message = format!("the shares of the simplex are {least} at least, and {total} together: nothing varies");
        let place = self.total.as_ref().map_or(place, |total| &total.place);
        Err(Box::new(place.problem(message).label("too little").help("lower `min`, or raise `total`")))
    }

    /// Levels of each share, 0 if the file does not say.
    pub(super) fn steps(&self) -> u32 {
        self.steps
    }
}
