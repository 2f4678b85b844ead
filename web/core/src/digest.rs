//! One number for all that a short run gives, for comparing machines.

use grassroots::{Error, Scenario, Seeds, Simulation};
use wasm_bindgen::prelude::*;

use crate::Answer;

/// Sixteen hexadecimal digits over every bit of 60 rounds of a shipped scenario in a small city, and of the same run saved and
/// restored halfway.
///
/// # Errors
/// If there is no such scenario.
#[wasm_bindgen]
pub fn digest(base: &str) -> Answer<String> {
    Ok(of(base)?)
}

fn of(base: &str) -> Result<String, Error> {
    let settings = ["population.residents=20", "run.warm_up=8", "run.rounds=60"].map(str::to_owned);
    let mut whole = Simulation::new(Scenario::load_with(base, &settings)?, Seeds::of(1))?;
    (0..30).for_each(|_| whole.step());
    let mut restored = Simulation::restore(&whole.save())?;
    let mut hasher = blake3::Hasher::new();
    for simulation in [&mut whole, &mut restored] {
        while !simulation.is_over() {
            simulation.step();
        }
        let values = simulation.observed().records().flat_map(|record| record.values);
        values.for_each(|value| {
            hasher.update(&value.to_bits().to_le_bytes());
        });
        hasher.update(&simulation.save());
    }
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}
