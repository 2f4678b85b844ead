//! Experiments from their files and from folders of results.

use std::path::Path;

use grassroots::output::Saved;
use grassroots::study::Experiment;
use grassroots::study::design::Plan;
use grassroots::study::sweep::Shard;
use grassroots::{Error, output};

/// Loads an experiment; another number of replicates can be asked for.
pub fn load(path: &str, replicates: Option<u32>) -> Result<Experiment, Error> {
    let mut experiment = Experiment::load(path)?;
    if let Some(replicates) = replicates {
        experiment.set_replicates(replicates);
    }
    Ok(experiment)
}

/// What a folder of its results keeps of an experiment.
pub fn saved(experiment: &Experiment, shard: Shard) -> Saved {
    Saved::new(experiment.sources(), experiment.replicates(), &shard.to_string(), experiment.keeps_rounds())
}

/// The experiment that a folder has results of, from what the folder keeps of it.
pub fn of_folder(folder: &Path) -> Result<(Saved, Experiment), Error> {
    if !Saved::is_in(folder) {
        return Err(output::Error::NotASweep { path: folder.to_owned() }.into());
    }
    let saved = Saved::read(folder)?;
    let mut experiment = Experiment::from_sources(saved.sources())?;
    experiment.set_replicates(saved.replicates);
    Ok((saved, experiment))
}

/// What of an experiment differs from the one that a folder has results of, in words; more points and replicates do not.
pub fn changes(saved: &Saved, old: &Experiment, new: &Experiment, shard: Shard) -> Vec<String> {
    let mut changes = old.changes(new);
    let (before, now) = (saved.replicates, new.replicates());
    if now < before {
        changes.push(format!(
            "replicates: {before} -> {now}; there may be more of them, as by --replicates, but not fewer"
        ));
    }
    let whole = |shard: &str| if shard == "1/1" { "all runs".to_owned() } else { format!("shard {shard}") };
    let (before, now) = (whole(&saved.shard), whole(&shard.to_string()));
    if before != now {
        changes.push(format!("{before} -> {now}"));
    }
    changes
}
