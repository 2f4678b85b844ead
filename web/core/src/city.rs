//! A city that is stepped, and looked into.

use std::fmt::Write as _;

use grassroots::city::Stage;
use grassroots::observe::Group;
use grassroots::render::tables;
use grassroots::{Simulation, study};
use wasm_bindgen::prelude::*;

use crate::{Answer, bodies, places, residents, scenario, week};

/// A city under a scenario.
#[wasm_bindgen]
pub struct City {
    simulation: Simulation,
}

#[wasm_bindgen]
impl City {
    /// The city of a scenario before its first round.
    ///
    /// # Errors
    /// If something is wrong with the scenario.
    #[wasm_bindgen(constructor)]
    pub fn new(toml: &str) -> Answer<City> {
        let scenario = scenario("city", toml)?;
        let seeds = study::seeds(&scenario, 0);
        Ok(Self { simulation: Simulation::new(scenario, seeds)? })
    }

    /// The round that the next step lives through.
    pub fn round(&self) -> i32 {
        self.simulation.round()
    }

    /// Whether the last round is done.
    #[wasm_bindgen(js_name = isOver)]
    pub fn is_over(&self) -> bool {
        self.simulation.is_over()
    }

    /// Lives through some rounds.
    pub fn step(&mut self, rounds: u32) {
        (0..rounds).for_each(|_| self.simulation.step());
    }

    /// Goes on under another scenario.
    ///
    /// # Errors
    /// If something is wrong with it, or if more differs than policy from the round to come on.
    pub fn reform(&mut self, toml: &str) -> Answer<()> {
        self.simulation = self.simulation.fork(scenario("city", toml)?)?;
        Ok(())
    }

    /// How the city is divided, as JSON.
    ///
    /// # Errors
    /// Never, so far.
    pub fn geometry(&self) -> Answer<String> {
        crate::json(&places::geometry(&self.simulation))
    }

    /// A value for each grid.
    ///
    /// # Errors
    /// If there is no layer of that name.
    pub fn layer(&self, name: &str) -> Answer<Vec<f32>> {
        places::layer(self.simulation.city(), name).ok_or_else(|| JsError::new(&format!("there is no layer {name}")))
    }

    /// What each resident does: 0 nothing, 1 has a need and has asked nobody, 2 waits for others.
    pub fn doing(&self) -> Vec<u8> {
        let communities = self.simulation.city().districts.iter().flat_map(|district| &district.communities);
        let stages = communities.flat_map(|community| community.needs.stages());
        let doing = stages.map(|stage| match stage {
            Stage::None => 0,
            Stage::Deciding | Stage::Waiting => 1,
            Stage::Filed => 2,
        });
        doing.collect()
    }

    /// The curve of a column for the city.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn series(&self, column: &str) -> Answer<Vec<f64>> {
        let column = position(column)?;
        Ok(self.simulation.observed().series(column, Group::City).unwrap_or_default())
    }

    /// The last value of a column; NaN before round 0.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn latest(&self, column: &str) -> Answer<f64> {
        let observed = self.simulation.observed();
        Ok(observed.latest(position(column)?, Group::City).unwrap_or(f64::NAN))
    }

    /// What happened in the round lived last, a sentence.
    pub fn week(&self, language: &str) -> String {
        week::told(&self.simulation, language)
    }

    /// A resident as she is now, as JSON.
    ///
    /// # Errors
    /// If there is none of that number.
    pub fn resident(&self, index: u32, language: &str) -> Answer<String> {
        let card = residents::card(&self.simulation, index as usize, language);
        crate::json(&card.ok_or_else(|| JsError::new("there is no such resident"))?)
    }

    /// Offices and organisations, as JSON.
    ///
    /// # Errors
    /// Never, so far.
    pub fn bodies(&self, language: &str) -> Answer<String> {
        crate::json(&bodies::all(self.simulation.city(), language))
    }

    /// One of them as it is now, as JSON.
    ///
    /// # Errors
    /// If there is none of that number.
    pub fn body(&self, index: usize, language: &str) -> Answer<String> {
        let card = bodies::card(&self.simulation, index, language);
        crate::json(&card.ok_or_else(|| JsError::new("there is no such office or organisation any more"))?)
    }

    /// The rounds, as `rounds.csv` has them.
    pub fn csv(&self) -> String {
        tables::rounds_header() + &tables::rounds_rows(self.simulation.observed())
    }

    /// A hash over every bit that was measured: sixteen hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for record in self.simulation.observed().records() {
            record.values.iter().for_each(|value| {
                hasher.update(&value.to_bits().to_le_bytes());
            });
        }
        hasher.finalize().as_bytes()[..8].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

fn position(column: &str) -> Answer<usize> {
    grassroots::observe::column(column).ok_or_else(|| JsError::new(&format!("there is no column {column}")))
}
