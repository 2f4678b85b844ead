//! Results of `grassroots compare`: every run in its folder of runs, from the scenarios of the arms and the unknowns.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use grassroots::observe::{Divergence, Run};
use grassroots::output::{Compared, Finished, FinishedRuns, Manifest, names};
use grassroots::scenario::uncertainties_of;
use grassroots::simulation::View;
use grassroots::study::comparison::{Protocol, Slot};
use grassroots::{Error, Scenario};

use super::{Args, differs};
use crate::cli::progress::Progress;
use crate::cli::text::{note, print};

/// Runs that are kept, by their place.
type Kept = BTreeMap<Slot, Run>;

/// Runs them again and compares all their rounds.
pub fn execute(args: &Args, manifest: &Manifest, compared: &Compared) -> Result<(), Error> {
    if args.out.is_some() {
        let dir = args.dir.display();
        let problem =
            format!("a comparison is reproduced where it is; run an arm alone: `grassroots run {dir}/ARM.toml`");
        return Err(Error::Option { option: "--out", problem });
    }
    let protocol = protocol(args, manifest, compared)?;
    let (kept, damaged) = kept(args, &protocol)?;
    let differences = again(&protocol, &kept, args.quiet)?;
    let first = differences.iter().min_by_key(|(slot, _)| *slot).map(|(_, difference)| difference);
    let (differing, runs) = (differences.len(), kept.len());
    match (first, damaged.first()) {
        (Some(first), _) => {
            let what = format!("{differing} of {runs} runs differ; the first: {first}");
            Err(differs(&what, &manifest.version, &manifest.commit))
        }
        (None, Some(file)) => {
            let advice = "the same `grassroots compare` with --resume makes its run again";
            Err(Error::Unmet(format!("{file} is damaged, {runs} other runs are the same to the bit; {advice}")))
        }
        (None, None) if args.quiet => Ok(()),
        (None, None) if runs == 1 => print("1 run is the same to the bit\n"),
        (None, None) => print(&format!("{runs} runs are the same to the bit\n")),
    }
}

/// What was compared, from what the folder keeps of it.
fn protocol(args: &Args, manifest: &Manifest, compared: &Compared) -> Result<Protocol, Error> {
    let file = |name: &str| args.dir.join(names::arm(name));
    let scenario = |name: &str| Scenario::load(&file(name).to_string_lossy());
    let scenarios = compared.arms.iter().map(|arm| scenario(&arm.name)).collect::<Result<Vec<_>, Error>>()?;
    let mut protocol = Protocol::new(scenarios)?;
    if let Some(round) = compared.fork {
        protocol = protocol.forked(round)?;
    }
    if let Some(unknowns) = &manifest.unknowns {
        protocol = protocol.with_unknowns(uncertainties_of(unknowns)?, manifest.replicates)?;
    }
    if Compared::of(&protocol) != *compared {
        note("note: the scenarios or unknowns in the folder are not those that its manifest tells of");
    }
    Ok(protocol)
}

/// The runs that are to be made again, and files that are damaged.
fn kept(args: &Args, protocol: &Protocol) -> Result<(Kept, Vec<String>), Error> {
    let finished = FinishedRuns::open(&args.dir)?;
    let arm = |name: &str| protocol.arms().iter().position(|(arm, _)| arm == name);
    let slots = finished.keys().filter_map(|(name, replicate)| Some(Slot { replicate, arm: arm(name)? }));
    let all: BTreeSet<Slot> = slots.collect();
    let wanted = |slot: &&Slot| args.run.is_none_or(|number| u64::from(slot.replicate) == number);
    let (mut kept, mut damaged) = (Kept::new(), Vec::new());
    for slot in all.iter().filter(wanted) {
        match finished.read(&protocol.arms()[slot.arm].0, protocol.seeds(slot.replicate))? {
            Finished::Whole(run) => drop(kept.insert(*slot, run)),
            Finished::Damaged(file) => damaged.push(file.display().to_string()),
            Finished::Missing => {}
        }
    }
    if kept.is_empty() && damaged.is_empty() {
        return Err(nothing(args, &all));
    }
    Ok((kept, damaged))
}

/// There is nothing to be made again.
fn nothing(args: &Args, all: &BTreeSet<Slot>) -> Error {
    match (all.first(), all.last(), args.run) {
        (Some(first), Some(last), Some(number)) => {
            let problem =
                format!("there is no replicate {number}: they go from {} to {}", first.replicate, last.replicate);
            Error::Option { option: "--run", problem }
        }
        _ => Error::Unmet(format!("no run has been finished in {}", args.dir.display())),
    }
}

/// All that differ, in words.
fn again(protocol: &Protocol, kept: &Kept, quiet: bool) -> Result<Vec<(Slot, String)>, Error> {
    let slots: BTreeSet<Slot> = kept.keys().copied().collect();
    let progress = Progress::rounds(protocol.rounds(&slots), quiet);
    let look = |_: &View<'_>| {
        progress.step();
        ControlFlow::Continue(())
    };
    let mut found = Vec::new();
    let compare = |slot: Slot, now: Run| {
        let difference = kept.get(&slot).and_then(|kept| difference(kept, &now));
        let name = &protocol.arms()[slot.arm].0;
        found.extend(difference.map(|what| (slot, format!("replicate {} of {name}, {what}", slot.replicate))));
        ControlFlow::Continue(())
    };
    let simulated = protocol.simulate(&slots, || Some(look), compare);
    progress.end();
    simulated.map(|()| found)
}

fn difference(kept: &Run, now: &Run) -> Option<String> {
    if kept.rounds() != now.rounds() {
        return Some(format!("it had {} rounds and has {} now", kept.rounds(), now.rounds()));
    }
    Divergence::between(kept, now, &[]).map(|difference| difference.to_string())
}
