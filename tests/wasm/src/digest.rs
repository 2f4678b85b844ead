//! One number for all that a short run of the model gives, for comparing machines.

use grassroots::{Error, Scenario, Seeds, Simulation};

/// Every bit of a short run with a reform, and of one that was saved and restored halfway.
pub fn simulated() -> Result<u64, Error> {
    let settings = ["population.residents=20", "run.warm_up=8", "run.rounds=60"].map(str::to_owned);
    let mut whole = Simulation::new(Scenario::load_with("hotline_reform", &settings)?, Seeds::of(1))?;
    (0..30).for_each(|_| whole.step());
    let mut restored = Simulation::restore(&whole.save())?;
    let mut digest = 0xcbf2_9ce4_8422_2325;
    for simulation in [&mut whole, &mut restored] {
        while !simulation.is_over() {
            simulation.step();
        }
        let values = simulation.observed().records().flat_map(|record| record.values);
        digest = values.flat_map(|value| value.to_bits().to_le_bytes()).fold(digest, absorbed);
        digest = simulation.save().into_iter().fold(digest, absorbed);
    }
    Ok(digest)
}

/// FNV-1a.
fn absorbed(digest: u64, byte: u8) -> u64 {
    (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
