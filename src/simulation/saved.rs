//! A simulation as bytes: a line that says what they are, then scenario, seeds, round, city and what was observed, then a
//! checksum of all that. Since no generator is stored, this is all that the next round depends on.
//!
//! The first line is text: `grassroots simulation, format 1, version 0.2.0`. Whatever changes the state of a city, the
//! columns observed or the way they are written takes a new format number.

use serde::{Deserialize, Serialize};

use super::Simulation;
use crate::city::{City, District};
use crate::error::Error;
use crate::observe::{COLUMNS, Group, Run};
use crate::scenario::{Checked, Scenario};
use crate::streams::{Seeds, Streams};

/// Number of the format.
const FORMAT: u32 = 1;

/// How every saved simulation begins, of any format.
const MAGIC: &str = "grassroots simulation, format ";

/// Bytes of the first line at most.
const LONGEST_LINE: usize = 200;

/// What follows the first line, to be written.
#[derive(Serialize)]
struct Written<'a> {
    scenario: String,
    seeds: Seeds,
    round: i32,
    city: &'a City,
    observed: &'a Run,
}

/// The same, read.
#[derive(Deserialize)]
struct Read<'a> {
    scenario: &'a str,
    seeds: Seeds,
    round: i32,
    city: City,
    observed: Run,
}

impl Simulation {
    /// All that the simulation is, as bytes for [`Simulation::restore`]; a few hundred for each resident.
    pub fn save(&self) -> Vec<u8> {
        let Self { scenario, seeds, round, city, observed, .. } = self;
        let written = Written { scenario: scenario.to_toml(), seeds: *seeds, round: *round, city, observed };
        let line = format!("{MAGIC}{FORMAT}, version {}\n", env!("CARGO_PKG_VERSION"));
        // Writing to memory what has a length and a name cannot fail.
        let mut bytes = postcard::to_extend(&written, line.into_bytes()).unwrap_or_default();
        let checksum = blake3::hash(&bytes);
        bytes.extend(checksum.as_bytes());
        bytes
    }

    /// The simulation that was saved: its next rounds have the same bits as if it had never been saved.
    ///
    /// ```
    /// use grassroots::Simulation;
    /// # use grassroots::{Scenario, Seeds};
    /// # let mut scenario = Scenario::load("baseline")?;
    /// # scenario.world.population.residents = 20;
    ///
    /// let mut simulation = Simulation::new(scenario, Seeds::of(1))?;
    /// (0..10).for_each(|_| simulation.step());
    /// let mut again = Simulation::restore(&simulation.save())?;
    /// simulation.step();
    /// again.step();
    /// assert!(again.save() == simulation.save());
    /// # Ok::<(), grassroots::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Restore`] if the bytes are no saved simulation, one of another format, or damaged.
    pub fn restore(bytes: &[u8]) -> Result<Self, Error> {
        restored(bytes).map_err(Error::Restore)
    }
}

fn restored(bytes: &[u8]) -> Result<Simulation, String> {
    let start = known(bytes)?;
    let (bytes, checksum) = bytes.split_last_chunk().filter(|(bytes, _)| bytes.len() >= start).ok_or_else(cut)?;
    if blake3::Hash::from_bytes(*checksum) != blake3::hash(bytes) {
        return Err("its bytes are damaged or cut: their checksum is another one".to_owned());
    }
    let (read, rest) = postcard::take_from_bytes::<Read<'_>>(&bytes[start..]).map_err(|error| forged(&error))?;
    if !rest.is_empty() {
        return Err(forged(&format!("{} bytes too many", rest.len())));
    }
    read.simulation()
}

/// Where the first line ends, if it is of a format that can be read.
fn known(bytes: &[u8]) -> Result<usize, String> {
    let foreign = || "the bytes are no saved simulation".to_owned();
    let line = bytes.iter().take(LONGEST_LINE).position(|&byte| byte == b'\n').ok_or_else(foreign)?;
    let text =
        std::str::from_utf8(&bytes[..line]).ok().and_then(|line| line.strip_prefix(MAGIC)).ok_or_else(foreign)?;
    let (format, version) = text.split_once(", version ").ok_or_else(foreign)?;
    if format != FORMAT.to_string() {
        let (format, version) = (format.escape_debug(), version.escape_debug());
        return Err(format!(
            "it was saved by version {version} (format {format}); this version, {}, reads format {FORMAT}",
            env!("CARGO_PKG_VERSION")
        ));
    }
    Ok(line + 1)
}

fn cut() -> String {
    "its bytes are cut".to_owned()
}

/// What is wrong with bytes that have the right checksum.
fn forged(flaw: &dyn std::fmt::Display) -> String {
    format!("its bytes hold what cannot be: {flaw}")
}

impl Read<'_> {
    /// The simulation, if everything fits together.
    fn simulation(self) -> Result<Simulation, String> {
        let Self { scenario, seeds, round, city, observed } = self;
        let scenario = Scenario::from_toml("saved", scenario).map_err(|error| forged(&error))?;
        fits(&scenario, round, &city, &observed).map_err(|flaw| forged(&flaw))?;
        if observed.seeds != seeds {
            return Err(forged(&"two sets of seeds"));
        }
        let (streams, events, scenario) = (Streams::new(seeds), Vec::new(), Checked::trusted(scenario));
        Ok(Simulation { scenario, seeds, streams, round, city, events, observed })
    }
}

/// Whether city and results are those of a scenario before a round.
fn fits(scenario: &Scenario, round: i32, city: &City, observed: &Run) -> Result<(), String> {
    let (run, population) = (&scenario.run, &scenario.world.population);
    if !(-(run.warm_up as i32)..=run.rounds as i32).contains(&round) {
        return Err(format!("round {round}"));
    }
    let size = |district: &District| (district.communities.len(), district.residents());
    let communities = population.communities as usize;
    let expected = (communities, communities * population.residents as usize);
    if city.districts.len() != population.districts as usize || city.districts.iter().any(|d| size(d) != expected) {
        return Err("another city than the scenario's".to_owned());
    }
    city.sound()?;
    let (groups, rounds) = (Group::all(population.districts), round.max(0) as usize);
    if observed.is_whole(&groups, COLUMNS.len(), rounds) { Ok(()) } else { Err("results of other rounds".to_owned()) }
}
