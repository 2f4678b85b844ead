//! `grassroots trace`: one resident's story in words, round by round.

use grassroots::simulation::Simulation;
use grassroots::study;
use grassroots::trace::{Find, Trace, find};
use grassroots::{Language, Scenario};

use super::failure::Failure;
use super::language::language;
use super::number::whole;
use super::text::print;

/// Whom to follow.
#[derive(clap::Args)]
pub struct Args {
    /// A scenario file, or the name of a shipped scenario
    #[arg(default_value = "baseline")]
    scenario: String,
    /// Number of the resident, counted from 1 through the city, as in snapshots
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1, u32::MAX.into()), allow_negative_numbers = true)]
    #[arg(required_unless_present = "find", conflicts_with = "find")]
    resident: Option<u32>,
    /// Find a resident worth reading, which takes a run more: most-requests, moved-away or gained-most
    #[arg(long, value_name = "WHAT", value_parser = what)]
    find: Option<Find>,
    /// Replicate to follow her in
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = whole::<u32>(0, u32::MAX.into()), allow_negative_numbers = true)]
    replicate: u32,
    /// Tell the warm-up too; its rounds are negative
    #[arg(long)]
    warm_up: bool,
    /// Language of the story: en or zh
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    language: Language,
    #[command(flatten)]
    overrides: super::overrides::Overrides,
}

/// Runs the scenario once and tells the story.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let (scenario, _) = args.overrides.load(&args.scenario, None, false)?;
    let resident = resident(args, &scenario)?;
    let city = &scenario.world.population;
    let residents = u64::from(city.residents) * u64::from(city.communities) * u64::from(city.districts);
    let found = Trace::of(resident, city.residents, city.communities, city.districts);
    let trace = found.ok_or_else(|| Failure::Option {
        name: "resident",
        problem: format!("there is no resident {resident}: they are numbered from 1 to {residents}"),
    })?;
    tell(
        trace.in_language(args.language),
        begun(args, scenario)?,
        if args.warm_up { i32::MIN } else { 0 },
        args.language,
    )
}

/// Whom to follow: who is named, or who is found.
fn resident(args: &Args, scenario: &Scenario) -> Result<u32, Failure> {
    let Some(what) = args.find else { return Ok(args.resident.unwrap_or(1)) };
    let found = find(begun(args, scenario.clone())?, what, args.language)
        .ok_or_else(|| Failure::Option { name: "find", problem: format!("nobody in this run is {}", what.name()) })?;
    let word = args.language.pick("resident ", "居民 ");
    print(&format!("{word}{}{}{}\n", found.resident, args.language.pick(": ", "："), found.why))?;
    Ok(found.resident)
}

fn begun(args: &Args, scenario: Scenario) -> Result<Simulation, Failure> {
    let seeds = study::seeds(&scenario, args.replicate);
    Ok(Simulation::new(scenario, seeds)?)
}

fn tell(mut trace: Trace, mut simulation: Simulation, from: i32, language: Language) -> Result<(), Failure> {
    let mut told = 0;
    while !simulation.is_over() {
        simulation.step();
        trace.look(&simulation);
        // Who she is comes first, whenever the telling begins.
        let new = trace.story().iter().enumerate().skip(told);
        let new = new.filter(|(number, entry)| *number == 0 || entry.round >= from).map(|(_, entry)| entry);
        let lines: String = new
            .map(|entry| match language {
                Language::En => format!("round {:>4}  {}\n", entry.round, entry.text),
                Language::Zh => format!("第 {:>4} 轮  {}\n", entry.round, entry.text),
            })
            .collect();
        told = trace.story().len();
        print(&lines)?;
    }
    Ok(())
}

/// Reads what a resident is to be found for.
fn what(text: &str) -> Result<Find, String> {
    let found = Find::ALL.iter().find(|find| find.name() == text);
    found.copied().ok_or_else(|| format!("it must be one of {}", Find::NAMES.join(", ")))
}
