//! Experiments from files: what they say becomes points that can be run, and what is wrong with them is told before.

use grassroots::scenario::Scenario;
use grassroots::study::design::Role;
use grassroots::study::outcome::{Condition, Reduction};
use grassroots::study::{Experiment, Job, Plan};
use grassroots::{Error, Group, study};
use proptest::prelude::*;

fn load(text: &str) -> Experiment {
    Experiment::from_toml("x", text).unwrap_or_else(|error| panic!("{error}"))
}

/// An experiment over the baseline with this after the base.
fn over_baseline(text: &str) -> Result<Experiment, Error> {
    Experiment::from_toml("x", &format!("base = 'baseline'\n{text}"))
}

/// The problems of a text, each on a line.
fn problems(text: &str) -> Vec<String> {
    let error = Experiment::from_toml("x", text).expect_err("an error");
    assert!(matches!(error, Error::Scenario(_)), "{error}");
    error.to_string().lines().map(str::to_owned).collect()
}

/// Holds the problems of a text against how each begins.
fn refused(text: &str, starts: &[&str]) {
    let found = problems(text);
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (problem, start) in found.iter().zip(starts) {
        assert!(problem.starts_with(start), "`{problem}` does not begin with `{start}`");
    }
}

/// The first replicate of a point.
fn first(point: usize) -> Job {
    Job { point, replicate: 0 }
}

fn values(experiment: &Experiment) -> Vec<String> {
    let row = |values: &[toml::Value]| values.iter().map(toml::Value::to_string).collect::<Vec<_>>().join(" ");
    experiment.points().iter().map(|point| row(&point.values)).collect()
}

#[test]
fn a_factorial_experiment_has_its_points_in_order() {
    let experiment = load(
        "base = 'baseline'\n[design]\nkind = 'factorial'\n[factors]\n\"consultation.format\" = ['talks', 'forum']\n\
         government.pressure = { from = 0, to = 1, steps = 3 }\n",
    );
    let expected = ["talks 0.0", "talks 0.5", "talks 1.0", "forum 0.0", "forum 0.5", "forum 1.0"];
    assert_eq!(values(&experiment).iter().map(|row| row.replace('"', "")).collect::<Vec<_>>(), expected);
    assert_eq!(experiment.points()[4].settings, ["consultation.format=\"forum\"", "government.pressure=0.5"]);
    assert_eq!((experiment.replicates(), experiment.outcomes().len()), (30, 6));
}

#[test]
fn a_point_is_the_base_with_what_is_set_and_its_own_settings() {
    let text = "base = 'consultative'\nrounds = 40\nwarm_up = 3\nseed = 9\n[set]\npopulation.residents = 20\n\
                run.city_seed = 5\nbudget = { law = 0.05 }\n[design]\nkind = 'zip'\n[factors]\n\
                budget.technology = [0.0, 0.1]\n'government.deadline' = [5, 7]";
    let experiment = load(text);
    let scenario = experiment.scenario(first(1)).expect("a scenario");
    let settings = [
        "run.rounds=40",
        "run.warm_up=3",
        "run.seed=9",
        "run.city_seed=5",
        "population.residents=20",
        "budget.law=0.05",
        "budget.technology=0.1",
        "government.deadline=7",
    ];
    let loaded = Scenario::load_with("consultative", &settings.map(str::to_owned)).expect("a scenario");
    assert_eq!((&scenario.run, &scenario.policy, &scenario.world), (&loaded.run, &loaded.policy, &loaded.world));
    assert!(scenario.description.contains("budget.law=0.05") && scenario.description.contains("government.deadline=7"));
    let seeds = experiment.seeds(Job { point: 1, replicate: 3 });
    assert_eq!((seeds.seed, seeds.replicate, seeds.city_seed), (9, 3, Some(5)));
    assert_eq!(study::seeds(&scenario, 3), seeds);
}

#[test]
fn points_share_their_seeds_unless_the_file_says_otherwise() {
    let with = |words: &str, levels: &str| {
        let text = format!("{words}\ndesign.kind = 'factorial'\nfactors.government.pressure = {levels}");
        over_baseline(&text).expect("an experiment")
    };
    let seeds = |experiment: &Experiment| -> Vec<u64> {
        (0..experiment.points().len()).map(|point| experiment.seeds(first(point)).seed).collect()
    };
    assert_eq!(seeds(&with("seed = 4", "[0.1, 0.2]")), [4, 4]);
    let own = seeds(&with("seed = 4\ncommon_seeds = false", "[0.1, 0.2]"));
    assert!(own[0] != own[1] && own.iter().all(|&seed| seed <= i64::MAX as u64));
    let more = seeds(&with("seed = 4\ncommon_seeds = false", "[0.0, 0.1, 0.2]"));
    assert_eq!(more[1..], own, "a point keeps its seed when others come before it");
    assert_ne!(seeds(&with("seed = 5\ncommon_seeds = false", "[0.1, 0.2]")), own);
    let experiment = with("common_seeds = false", "[0.1, 0.2]");
    let scenario = experiment.scenario(first(1)).expect("a scenario");
    assert_eq!(study::seeds(&scenario, 2), experiment.seeds(Job { point: 1, replicate: 2 }));
}

#[test]
fn outcomes_are_named_after_what_they_are() {
    let experiment = load(
        "base = 'baseline'\noutcomes = ['trust_government', { column = 'gain', group = 'ses_low', rounds = 26 },\n\
         { column = 'resolution_rate', reduce = 'first_round', above = 0.8 }, { column = 'gain', reduce = 'area' },\n\
         { column = 'gain', group = 'district_2', reduce = 'min', name = 'worst' }]\n\
         design.kind = 'factorial'\nfactors.budget.law = [0.0, 0.1]\n\
         [stop]\ncolumn = 'trust_government'\nbelow = 0.2\nrounds = 4\n",
    );
    let names: Vec<_> = experiment.outcomes().iter().map(|outcome| outcome.name.as_str()).collect();
    assert_eq!(names, ["trust_government", "gain_ses_low", "resolution_rate_first_round", "gain_area", "worst"]);
    assert_eq!(experiment.outcomes()[0].reduction, Reduction::MeanOfLast(52));
    assert_eq!(experiment.outcomes()[1].reduction, Reduction::MeanOfLast(26));
    assert_eq!(experiment.outcomes()[2].reduction, Reduction::FirstRound(Condition::Above(0.8)));
    assert_eq!(experiment.outcomes()[4].group, Group::District(2));
    let stop = experiment.stop().expect("a stop condition");
    assert_eq!((stop.column, stop.condition, stop.rounds), (0, Condition::Below(0.2), 4));
}

#[test]
fn policy_is_a_lever_and_the_world_an_uncertainty_unless_the_file_says_otherwise() {
    let experiment = over_baseline(
        "design = { kind = 'sobol', points = 4 }\n[factors]\ngovernment.pressure = { from = 0.2, to = 0.8 }\n\
         productivity.work_rate = { from = 0.01, to = 0.04, scale = 'log' }\n\
         budget = { simplex = ['services', 'law'], role = 'uncertainty' }\n\
         'productivity.contract_rate' = { values = [1.0, 1.5], role = 'lever' }",
    )
    .expect("an experiment");
    let roles: Vec<_> = experiment.factors().iter().map(|factor| (factor.key.as_str(), factor.role)).collect();
    let expected = [
        ("government.pressure", Role::Lever),
        ("productivity.work_rate", Role::Uncertainty),
        ("budget.services", Role::Uncertainty),
        ("budget.law", Role::Uncertainty),
        ("productivity.contract_rate", Role::Lever),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn everything_that_is_wrong_in_a_file_is_told_at_once() {
    refused(
        "bass = 'baseline'\nreplicates = 0\noutcomes = ['trust_goverment', { column = 'gain', reduce = 'mean', grp = 'x' }]\n\
         [design]\nkind = 'sobol'\nsteps = 3\n[factors]\n'government.presure' = [0.1]\ngovernment.supervision = [0.1, 1.2]\n\
         consultation.format = { from = 1, to = 2 }\nrun.seed = [1, 2]\nbudget = { simplex = ['services', 'lw'] }\n\
         [stop]\ncolumn = 'gain'\n",
        &[
            "x:1:1: unknown section or key `bass` (did you mean `base`?)",
            "x:2:14: `replicates` must be a whole number from 1 to 1000000, not 0",
            "x:3:13: there is no column `trust_goverment` (did you mean `trust_government`?)",
            "x:3:68: unknown key `grp` in an outcome",
            "x:3:60: `reduce` must be one of",
            "x:6:1: unknown key `steps` in [design]",
            "x:4:2: a sobol design needs `points`",
            "x:8:1: unknown key `presure` in [government] (did you mean `pressure`?)",
            "x:9:32: `government.supervision` must be a number from 0 to 1, not 1.2",
            "x:10:14: the factor `consultation.format` needs `values`",
            "x:11:5: `run.seed` cannot be a factor",
            "x:12:35: `simplex` must be one of",
            "x:13:2: [stop] needs a bound, `above` or `below`",
            "x:1:1: an experiment needs a `base`",
        ],
    );
}

#[test]
fn what_does_not_fit_together_is_told_at_its_place() {
    let text = "base = 'baseline'\nrounds = 20\noutcomes = ['gain', 'gain', { column = 'gain', name = 'status' }]\n\
                [set]\nbudget.law = 0.1\nrun.rounds = 3\n[design]\nkind = 'factorial'\npoints = 3\n[factors]\n\
                'budget.law' = [0.1]\ngovernment.pressure = { from = 0.5, to = 0.1, steps = 2 }\n\
                government.supervision = { from = 0.1, to = 0.5 }\n'government.deadline' = { from = 1, to = 3, steps = 5 }\n\
                budget = { simplex = ['law', 'virtue'], steps = 3 }\nparticipation.rate = { from = 0, to = 1, scale = 'log', steps = 2 }\n";
    refused(
        text,
        &[
            "x:3:21: two outcomes are called `gain`",
            "x:3:55: `status` is another column",
            "x:6:14: `run.rounds` cannot be set here (write `rounds = ...` at the top)",
            "x:9:1: `points` says nothing about a factorial design",
            "x:12:42: `government.pressure` goes from 0.5 to 0.1",
            "x:14:42: there are fewer than 5 whole numbers from 1 to 3",
            "x:16:31: `participation.rate` cannot go from 0 on a log scale",
            "x:15:1: `budget.law` is a factor twice",
            "x:11:1: `budget.law` is a factor, and set for all points too",
            "x:15:1: `budget.law` is a factor, and set for all points too",
            "x:13:12: `government.supervision` in a factorial design needs `steps`",
        ],
    );
    refused("base = 'baseline'\ndesign.kind = 'factorial'\n", &["x:1:1: an experiment needs [factors]"]);
    refused(
        "base = 'baselin'\n[design]\nkind = 'factorial'\n[factors]\nbudget.law = [0.1]\n",
        &["x:1:8: the base, \"baselin\", does not exist (did you mean the shipped scenario `baseline`?)"],
    );
    refused(
        "base = 'baseline'\ndesign.kind = 'zip'\n[factors]\nbudget.law = [0.1]\nbudget.virtue = [0.1, 0.2]\n",
        &["x:5:8: `budget.virtue` has 2 levels, but `budget.law` has 1"],
    );
    let steps = "{ from = 0, to = 1, steps = 1001 }";
    let text = format!(
        "base = 'baseline'\ndesign.kind = 'factorial'\nfactors.government = {{ pressure = {steps}, supervision = {steps} }}"
    );
    refused(&text, &["x:2:1: the design has 1002001 points; 1000000 are allowed"]);
    refused("base = ", &["x:1:8: not TOML"]);
}

#[test]
fn a_key_that_is_written_twice_is_told_at_its_second_place() {
    let start = "base = 'baseline'\ndesign.kind = 'factorial'\n";
    let factors = "[factors]\nbudget.law = [0.1]\n";
    let set = format!("{start}{factors}[set]\n'government.pressure' = 0.1\n[set.government]\npressure = 0.2\n");
    refused(&set, &["x:8:12: `government.pressure` is set twice (take one of them away)"]);
    let between = "[set]\ngovernment.supervision = 0.1\n'government.pressure' = 0.1\ngovernment.pressure = 0.2\n";
    refused(&format!("{start}{factors}{between}"), &["x:8:23: `government.pressure` is set twice"]);
    let between =
        "[factors]\ngovernment.supervision = [0.1]\n'government.pressure' = [0.1]\ngovernment.pressure = [0.2]\n";
    refused(&format!("{start}{between}"), &["x:6:12: `government.pressure` is a factor twice"]);
    refused(&format!("{start}{factors}'budget.law' = [0.1]\n"), &["x:5:1: `budget.law` is a factor twice"]);
}

#[test]
fn points_that_cannot_be_run_are_told_together_before_the_first_run() {
    let text = "base = 'baseline'\ndesign.kind = 'factorial'\n[factors]\nbudget.technology = { from = 0, to = 1, steps = 11 }\n\
                network.neighbours = [4, 5]\n";
    let found = problems(text);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].starts_with("x:4:8: 10 of 22 points cannot be run; point 12, budget.technology = 0.6"),
        "{}",
        found[0]
    );
    assert!(found[0].contains("the payer `services` cannot pay for these shares: 0.01 is missing"), "{}", found[0]);
    assert!(found[1].starts_with("x:5:9: 6 of 22 points cannot be run; point 1, "), "{}", found[1]);
    assert!(found[1].contains("5 is odd"), "{}", found[1]);

    let late = problems("base = 'hotline_reform'\ndesign.kind = 'factorial'\nfactors.run.rounds = [40, 60]\n");
    assert!(
        late[0].contains("1 of 2 points cannot be run; point 0, run.rounds = 40: a reform after the end"),
        "{late:?}"
    );
    assert!(late[0].contains("hotline_reform:"), "{late:?}");

    let district = problems(
        "base = 'baseline'\noutcomes = [{ column = 'gain', group = 'district_3' }]\ndesign.kind = 'factorial'\n\
         factors.population.districts = [2, 4]\n",
    );
    assert!(district[0].starts_with("x:2:13: there is no district 3: the city of some points has 2"), "{district:?}");

    let few =
        problems("base = 'baseline'\ndesign = { kind = 'random', points = 9 }\nfactors.government.deadline = [2, 3]\n");
    assert!(few[0].starts_with("x:2:1: 7 of 9 points are the same as earlier ones"), "{few:?}");
}

#[test]
fn in_a_design_too_large_to_look_at_every_point_the_costliest_is_looked_at() {
    // Of 10,201 points only the last asks for more than services have: 0.30 + 0.2505 for 0.55.
    let text = "base = 'baseline'\ndesign.kind = 'factorial'\n[factors]\nbudget.law = { from = 0, to = 0.35, steps = 101 }\n\
                budget.virtue = { from = 0, to = 0.2505, steps = 101 }";
    let found = problems(text);
    assert!(
        found[0].contains("points cannot be run; point 10200, budget.law = 0.35, budget.virtue = 0.2505"),
        "{found:?}"
    );
}

#[test]
fn what_the_base_refuses_under_the_experiments_settings_is_told() {
    refused(
        "base = 'hotline_reform'\nrounds = 20\ndesign.kind = 'factorial'\nfactors.budget.law = [0.1]\n",
        &["shipped scenario hotline_reform:36:9: a reform after the end: round 52, but the run has 20 rounds"],
    );
    refused(
        "base = 'baseline'\nset.budget.law = 0.9\ndesign.kind = 'factorial'\nfactors.government.deadline = [1]\n",
        &["x:2:18: the payer `services` cannot pay for these shares"],
    );
}

#[test]
fn a_simplex_always_sums_and_keeps_its_least() {
    let experiment = over_baseline(
        "design = { kind = 'sobol', points = 64 }\n\
         factors.budget = { simplex = ['services', 'law', 'virtue'], min = { services = 0.3, law = 0.01 } }",
    )
    .expect("an experiment");
    for point in (0..experiment.points().len()).map(first) {
        let scenario = experiment.scenario(point).expect("a scenario");
        let budget = &scenario.policy.budget;
        assert!((budget.services + budget.law + budget.virtue - 0.6).abs() < 1e-9, "{budget:?}");
        assert!(budget.services >= 0.3 && budget.law >= 0.01 && budget.virtue >= 0.0, "{budget:?}");
        assert_eq!(budget.technology, 0.04);
    }
    let lattice = over_baseline(
        "design.kind = 'factorial'\n[factors]\nbudget = { simplex = ['law', 'technology', 'virtue'], total = 0.2, steps = 5 }\n\
         government.deadline = [2, 4]",
    );
    let lattice = lattice.expect("an experiment");
    assert_eq!(lattice.points().len(), 15 * 2);
    let scenario = lattice.scenario(first(0)).expect("a scenario");
    let budget = &scenario.policy.budget;
    assert_eq!((budget.law, budget.technology, budget.virtue, budget.services), (0.0, 0.0, 0.2, 0.44));
    refused(
        "base = 'baseline'\ndesign = { kind = 'sobol', points = 4 }\nfactors.budget = { simplex = ['law', 'virtue'], min = 0.1 }\n",
        &["x:3:9: the shares of the simplex are 0.2 at least, and 0.05 together: nothing varies"],
    );
}

#[test]
fn more_points_of_a_sobol_or_random_design_begin_with_the_fewer() {
    for kind in ["sobol", "random", "latin_hypercube"] {
        let design = |points: u32, seed: u32| {
            let text = format!(
                "design = {{ kind = '{kind}', points = {points}, seed = {seed} }}\n[factors]\n\
                 government.pressure = {{ from = 0.1, to = 0.9 }}\nbudget = {{ simplex = ['services', 'law'] }}"
            );
            over_baseline(&text).expect("an experiment")
        };
        let (few, more, other) = (design(16, 1), design(20, 1), design(16, 2));
        assert_eq!(values(&few), values(&design(16, 1)));
        assert_ne!(values(&few), values(&other), "{kind}");
        let begins = values(&more).starts_with(&values(&few));
        assert_eq!(begins, kind != "latin_hypercube");
        assert_eq!(few.changes(&more).is_empty(), begins, "{kind}");
        assert!(few.changes(&other).iter().any(|change| change.contains("16 of 16 are no longer part")), "{kind}");
    }
}

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

fn write(folder: &std::path::Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("a file");
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
    let sources: study::definition::Sources = serde_json::from_str(&kept).expect("sources");
    let again = Experiment::from_sources(&sources).expect("an experiment");
    assert_eq!((again.name(), again.points()), ("my_experiment", experiment.points()));
    for point in (0..again.points().len()).map(first) {
        assert_eq!(again.scenario(point).expect("a scenario"), experiment.scenario(point).expect("a scenario"));
    }
    assert_eq!((again.base().policy.government.pressure, again.points().len()), (0.1, 2));
    assert_eq!(experiment.changes(&again), [""; 0]);
}

#[test]
fn points_of_a_table_are_told_by_their_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "x.toml", "base = 'baseline'\ndesign = { kind = 'table', table = 'points.csv' }");
    let load = || Experiment::load(&folder.path().join("x.toml").display().to_string());
    let told = || load().expect_err("an error").to_string().replace(&format!("{}/", folder.path().display()), "");
    assert!(told().starts_with("x.toml:2:36: points.csv: cannot be read"), "{}", told());
    write(folder.path(), "points.csv", "budget.law,government.deadline\n0.1,3\n0.9,3\n\n0.1,3\n0.2,4\n0.8,1\n");
    let found = told();
    let lines: Vec<_> = found.lines().collect();
    assert_eq!(lines.len(), 3, "{found}");
    assert!(lines[0].starts_with("points.csv:5:1: the same point as in line 2"), "{found}");
    assert!(lines[1].starts_with("points.csv:3:1: the payer `services` cannot pay"), "{found}");
    assert!(lines[2].starts_with("points.csv:7:1: the payer"), "{found}");
    write(folder.path(), "points.csv", "budget.law,government.deadline\n0.1,3\n");
    assert_eq!(load().expect("an experiment").points()[0].settings, ["budget.law=0.1", "government.deadline=3"]);
    write(folder.path(), "x.toml", "base = 'baseline'\ndesign = { kind = 'table', table = 'points.csv' }\n[factors]\n");
    assert!(told().contains("x.toml:3:2: a table design has no [factors]"), "{}", told());
}

#[test]
fn an_experiment_that_is_not_there_is_told_with_the_nearest_name() {
    let told = |name: &str| Experiment::load(name).expect_err("an error").to_string();
    assert!(told("tecnology").contains("did you mean the shipped experiment `technology`?"), "{}", told("tecnology"));
    assert!(told("no/formats.toml").contains("can be named alone: formats"), "{}", told("no/formats.toml"));
}

/// A factor on a key that any value of its range leaves sound, as TOML.
fn interval(key: &'static str, lowest: f64, highest: f64) -> impl Strategy<Value = String> {
    (lowest..highest, lowest..highest).prop_filter_map("an interval", move |(a, b)| {
        (a < b).then(|| format!("'{key}' = {{ from = {a:?}, to = {b:?} }}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_point_of_every_design_is_in_range_and_every_budget_sums_to_one(
        kind in prop::sample::select(&["sobol", "random", "latin_hypercube"][..]),
        pressure in interval("government.pressure", 0.0, 1.0),
        work in interval("productivity.work_rate", 0.001, 0.1),
        scale in prop::sample::select(&["linear", "log"][..]),
        deadline in (1u32..20, 20u32..520),
        names in prop::sample::subsequence(grassroots::policy::BudgetShare::NAMES, 2..=9),
        least in 0.0..0.02f64,
        points in 1u32..40, seed in 0u64..=i64::MAX as u64,
    ) {
        let work = work.replace(" }", &format!(", scale = '{scale}' }}"));
        let text = format!(
            "design = {{ kind = '{kind}', points = {points}, seed = {seed} }}\n[factors]\n{pressure}\n{work}\n\
             'government.deadline' = {{ from = {}, to = {} }}\n'consultation.format' = ['talks', 'survey']\n\
             budget = {{ simplex = {names:?}, min = {least:?} }}",
            deadline.0, deadline.1
        );
        let experiment = over_baseline(&text);
        let base: f64 = names.iter().map(|name| experiment_share(name)).sum();
        if least * names.len() as f64 >= base {
            prop_assert!(experiment.is_err());
            return Ok(());
        }
        let experiment = experiment.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(experiment.points().len(), points as usize);
        for (position, point) in experiment.points().iter().enumerate() {
            let scenario = experiment.scenario(first(position)).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let shares = scenario.policy.budget.shares();
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-6, "{:?}", shares);
            for (name, share) in grassroots::policy::BudgetShare::NAMES.iter().zip(shares) {
                prop_assert!((0.0..=1.0).contains(&share) && (!names.contains(name) || share >= least), "{} {}", name, share);
            }
            prop_assert!((deadline.0..=deadline.1).contains(&scenario.policy.government.deadline));
            prop_assert_eq!(point.values[0].as_float(), Some(scenario.policy.government.pressure));
            prop_assert_eq!(point.values[1].as_float(), Some(scenario.world.productivity.work_rate));
        }
    }

    #[test]
    fn no_document_brings_the_loader_down(lines in prop::collection::vec(line(), 0..10)) {
        let text = format!("base = 'baseline'\n{}", lines.join("\n"));
        if let Ok(experiment) = Experiment::from_toml("x", &text) {
            prop_assert!((0..experiment.points().len()).all(|point| experiment.scenario(first(point)).is_ok()));
        }
    }
}

fn experiment_share(name: &str) -> f64 {
    let position = grassroots::policy::BudgetShare::NAMES.iter().position(|share| *share == name);
    Scenario::default().policy.budget.shares()[position.expect("a share")]
}

const KEYS: &[&str] = &[
    "description",
    "replicates",
    "seed",
    "rounds",
    "outcomes",
    "timeout",
    "set.budget.law",
    "design.kind",
    "design.points",
    "design.table",
    "factors.budget",
    "factors.'budget.law'",
    "factors.government.pressure",
    "factors.run.rounds",
    "stop",
    "stop.column",
    "stop.below",
    "nonsense",
    "factors",
    "set",
];

const VALUES: &[&str] = &[
    "1",
    "-1",
    "0.1",
    "nan",
    "'sobol'",
    "'factorial'",
    "'zip'",
    "'table'",
    "'gain'",
    "[]",
    "['gain']",
    "[0.1, 0.2]",
    "true",
    "{ from = 0, to = 1 }",
    "{ from = 1, to = 9, steps = 3 }",
    "{ simplex = ['law', 'virtue'], steps = 2 }",
    "{ values = [] }",
    "{ simplex = ['law', 'virtue'], total = 0.1, min = 0.2 }",
    "{}",
    "99999999999999999999",
    "[{ column = 'gain', reduce = 'final' }]",
    "{ column = 'gain', above = 1 }",
    "",
    "{ kind = 'sobol', points = 8 }",
    "{ kind = 'factorial' }",
];

fn line() -> impl Strategy<Value = String> {
    (prop::sample::select(KEYS), prop::sample::select(VALUES)).prop_map(|(key, value)| format!("{key} = {value}"))
}

#[test]
fn a_misspelt_factor_hides_no_point_that_breaks_the_budget() {
    let text = "base = 'baseline'\nreplicates = 2\n[design]\nkind = 'factorial'\n[factors]\n\
                'government.presure' = [0.1, 0.2]\n'budget.law' = [0.1, 0.99]\n";
    let Err(grassroots::Error::Scenario(problems)) = grassroots::Experiment::from_toml("x.toml", text) else {
        panic!("two things are wrong")
    };
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].starts_with("x.toml:6:1: unknown key `presure`"), "{}", told[0]);
    assert!(told[1].starts_with("x.toml:7:1: ") && told[1].contains("cannot be run"), "{}", told[1]);
}
