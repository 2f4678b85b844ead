//! Experiments beside each other: what changes between them, and what is read again.

use grassroots::study::{Experiment, Plan, definition};

use super::{first, load, write};

#[test]
fn factors_that_a_reform_sets_anew_are_allowed_and_noted() {
    let text = "base = 'hotline_reform'\ndesign.kind = 'factorial'\nfactors.government = { supervision = [0.1, 0.5], delegation = [0.1] }";
    let notes = load(text).notes();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].contains("`government.supervision` anew by a reform at round 52"), "{notes:?}");
}

#[test]
fn what_changes_between_two_experiments_is_told_in_words() {
    let text = |base: &str, levels: &str| {
        format!(
            "{base}\nset.government.delegation = 0.4\ndesign.kind = 'factorial'\nfactors.government.pressure = {levels}\n"
        )
    };
    let old =
        load(&text("base = 'baseline'\nreplicates = 3\noutcomes = ['trust_government', 'gain']", "[0.1, 0.2, 0.3]"));
    let changes = |base: &str, levels: &str| old.changes(&load(&text(base, levels)));
    let same = "base = 'baseline'\noutcomes = ['trust_government', 'gain']";
    assert_eq!(changes(&format!("{same}\nreplicates = 30\ntimeout = 3.0"), "[0.0, 0.1, 0.2, 0.3]"), [""; 0]);
    assert_eq!(changes(same, "[0.1, 0.25, 0.3]"), ["points: 1 of 3 is no longer part of the design"]);
    let other = "base = 'baseline'\noutcomes = ['gain', 'trust_government']\nseed = 2\nkeep_rounds = true\nstop = { column = 'gain', above = 0.9 }";
    assert_eq!(
        changes(other, "[0.1, 0.2, 0.3]"),
        [
            "seed: 1 -> 2",
            "keep_rounds: false -> true",
            "stop: none -> gain above 0.9 for 1 round",
            "outcomes: in another order",
        ]
    );
    let other = "base = 'baseline'\noutcomes = [{ column = 'gain', rounds = 3 }, 'backlog']";
    let found = old.changes(&load(&text(other, "[0.1, 0.2, 0.3]").replace("delegation = 0.4", "delegation = 0.6")));
    assert_eq!(found[0], "base: government.delegation 0.4 -> 0.6");
    assert_eq!(found[1..], ["outcomes: + backlog, - trust_government", "outcomes: gain is another one"]);
    let text = text(same, "[0.1]").replace("pressure = [0.1]", "supervision = [0.1]");
    assert_eq!(old.changes(&load(&text)), ["factors: + government.supervision, - government.pressure"]);
}

#[test]
fn an_experiment_can_be_read_again_from_its_texts_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "base.toml", "extends = 'new_pattern'\ngovernment.pressure = 0.1");
    write(folder.path(), "points.csv", "government.deadline,consultation.format\n3,talks\n4,forum\n");
    write(folder.path(), "my experiment.toml", "base = 'base.toml'\ndesign = { kind = 'table', table = 'points.csv' }");
    let experiment =
        Experiment::load(&folder.path().join("my experiment.toml").display().to_string()).expect("an experiment");
    drop(folder);
    let kept = serde_json::to_string(experiment.sources()).expect("JSON");
    let sources: definition::Sources = serde_json::from_str(&kept).expect("sources");
    let again = Experiment::from_sources(&sources).expect("an experiment");
    assert_eq!((again.name(), again.points()), ("my_experiment", experiment.points()));
    for point in (0..again.points().len()).map(first) {
        assert_eq!(again.scenario(point).expect("a scenario"), experiment.scenario(point).expect("a scenario"));
    }
    assert_eq!((again.base().policy.government.pressure, again.points().len()), (0.1, 2));
    assert_eq!(experiment.changes(&again), [""; 0]);
}
