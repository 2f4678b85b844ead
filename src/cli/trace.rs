//! `grassroots trace`: one resident's story in words, round by round.

use grassroots::simulation::Simulation;
use grassroots::study;
use grassroots::trace::Trace;

use super::failure::Failure;
use super::text::print;

/// Whom to follow.
#[derive(clap::Args)]
pub struct Args {
    /// A scenario file, or the name of a shipped scenario
    #[arg(default_value = "baseline")]
    scenario: String,
    /// Number of the resident, counted from 1 through the city, as in snapshots
    #[arg(long, value_name = "N")]
    resident: u32,
    /// Replicate to follow her in
    #[arg(long, value_name = "K", default_value_t = 0)]
    replicate: u32,
    /// Tell the warm-up too; its rounds are negative
    #[arg(long)]
    warm_up: bool,
    #[command(flatten)]
    overrides: super::overrides::Overrides,
}

/// Runs the scenario once and tells the story.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let (scenario, _) = args.overrides.load(&args.scenario, None, false)?;
    let city = &scenario.world.population;
    let residents = u64::from(city.residents) * u64::from(city.communities) * u64::from(city.districts);
    let found = Trace::of(args.resident, city.residents, city.communities, city.districts);
    let mut trace = found.ok_or_else(|| Failure::Option {
        name: "resident",
        problem: format!("there is no resident {}: they are numbered from 1 to {residents}", args.resident),
    })?;
    let from = if args.warm_up { i32::MIN } else { 0 };
    let seeds = study::seeds(&scenario, args.replicate);
    let mut simulation = Simulation::new(scenario, seeds)?;
    let mut told = 0;
    while !simulation.is_over() {
        simulation.step();
        trace.look(&simulation);
        // Who she is comes first, whenever the telling begins.
        let new = trace.story().iter().enumerate().skip(told);
        let new = new.filter(|(number, entry)| *number == 0 || entry.round >= from).map(|(_, entry)| entry);
        let lines: String = new.map(|entry| format!("round {:>4}  {}\n", entry.round, entry.text)).collect();
        told = trace.story().len();
        print(&lines)?;
    }
    Ok(())
}
