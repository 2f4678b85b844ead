//! The points that a file says, their scenarios, seeds and outcomes.

use grassroots::reading::InMemory;
use grassroots::scenario::Scenario;
use grassroots::study::design::Role;
use grassroots::study::outcome::{Condition, Reduction};
use grassroots::study::{Experiment, Job, Plan};
use grassroots::{Group, Memory, study};

use super::{first, load, over_baseline, refused};

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
fn levels_a_step_apart_have_both_ends() {
    let text = "base = 'baseline'\ndesign.kind = 'zip'\n[factors]\n\
                government.pressure = { from = 0, to = 0.4, step = 0.1 }\n\
                government.deadline = { from = 2, to = 10, step = 2 }\nneeds.scale = [1, 2, 1, 2, 1]\n";
    let experiment = load(text);
    // Of a zip a value may come twice where its points differ.
    assert_eq!(values(&experiment), ["0.0 2 1.0", "0.1 4 2.0", "0.2 6 1.0", "0.3 8 2.0", "0.4 10 1.0"]);
    assert_eq!(experiment.notes(), [""; 0]);
}

#[test]
fn what_is_worth_knowing_of_a_design_is_noted_before_the_first_run() {
    let notes = |text: &str| over_baseline(text).expect("an experiment").notes();
    assert_eq!(
        notes("design.kind = 'factorial'\nfactors.government.deadline = { from = 1, to = 4, steps = 3 }"),
        ["`government.deadline` is whole: 3 levels from 1 to 4 are 1, 3, 4, not evenly apart"]
    );
    assert_eq!(
        notes("design = { kind = 'sobol', points = 5 }\nfactors.needs.scale = { from = 1, to = 2 }"),
        ["5 points of a sobol design are less even than a power of two: 4 or 8 would be better"]
    );
    let usual = "design.kind = 'factorial'\nfactors.government.pressure = [0.0, 0.5]";
    assert_eq!(notes(usual), [""; 0]);
    assert_eq!(
        notes(&format!("rounds = 20\n{usual}")),
        [
            "runs of 20 rounds are shorter than the window: `trust_government` and 5 more outcomes are means over all of their rounds"
        ]
    );
    assert_eq!(
        notes(
            "outcomes = ['gain', { column = 'backlog', rounds = 20 }]\ndesign.kind = 'zip'\nfactors.run.rounds = [40, 60]"
        ),
        ["runs of 40 rounds are shorter than the window: `gain` is the mean over all of their rounds"]
    );
}

#[test]
fn a_factor_that_nothing_asks_for_is_noted() {
    let notes = |text: &str| over_baseline(text).expect("an experiment").notes();
    let phone = "design.kind = 'factorial'\nfactors.technology.phone = [0.0, 0.5]\n";
    assert_eq!(
        notes(&format!("set.budget.technology = 0\n{phone}")),
        ["`technology.phone` changes nothing: no point has money for the platform (budget.technology)"]
    );
    assert_eq!(notes(&format!("{phone}factors.budget.technology = [0.0, 0.1]")), [""; 0]);
    let forum = "design.kind = 'factorial'\nfactors.formats.forum.paid = [true, false]\n";
    assert_eq!(
        notes(&format!("set.consultation.format = 'talks'\n{forum}")),
        ["`formats.forum.paid` changes nothing: no point has the format forum (consultation.format)"]
    );
    assert_eq!(notes(&format!("set.consultation.format = 'forum'\n{forum}")), [""; 0]);
}

#[test]
fn points_that_a_table_repeats_are_run_once_and_have_a_row_each() {
    let texts = InMemory::of([
        ("x", "base = 'small'\nreplicates = 2\noutcomes = ['gain']\ndesign = { kind = 'table', table = 'morris' }"),
        ("small", "extends = 'baseline'\npopulation.residents = 5\nrun = { warm_up = 0, rounds = 60 }"),
        ("morris", ",needs.scale\n0,1.0\n1,2.0\n2,1.0\n"),
    ]);
    let experiment = Experiment::read(&texts, "x").expect("an experiment");
    let expected = "1 of 3 points repeats an earlier one: it is run once, and every point has its rows in the tables";
    assert_eq!(experiment.notes(), [expected]);
    let study = study::Study::sweep(experiment);
    let store = Memory::default();
    let found = study.run(&store, &|_| std::ops::ControlFlow::Continue(())).expect("runs");
    assert_eq!(found.rows.len(), 4, "two points of two replicates");
    let mut table = Vec::new();
    grassroots::render::tables::write_runs(&mut table, study.plan(), &found.rows).expect("memory takes everything");
    let table = String::from_utf8(table).expect("text");
    let cells: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(cells.iter().map(|row| row[1]).collect::<Vec<_>>(), ["0", "0", "1", "1", "2", "2"]);
    assert_eq!((cells[0][5], cells[1][5]), (cells[4][5], cells[5][5]));
    assert_ne!(cells[0][5], cells[2][5]);
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
