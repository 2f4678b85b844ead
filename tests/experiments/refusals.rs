//! What is wrong with a file is told at its place, all at once.

use grassroots::study::{Experiment, Plan};

use super::{problems, refused, write};

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
fn points_of_a_table_are_told_by_their_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "x.toml", "base = 'baseline'\ndesign = { kind = 'table', table = 'points.csv' }");
    let load = || Experiment::load(&folder.path().join("x.toml").display().to_string());
    let told = || load().expect_err("an error").to_string().replace(&format!("{}/", folder.path().display()), "");
    assert!(told().starts_with("x.toml:2:36: points.csv: cannot be read"), "{}", told());
    write(
        folder.path(),
        "points.csv",
        "budget.law;government.deadline\r\n0.1;3\r\n0.9;3\r\n\r\n0.1;3\r\n0.2;4\r\n0.8;1\r\n",
    );
    let found = told();
    let lines: Vec<_> = found.lines().collect();
    assert_eq!(lines.len(), 2, "{found}");
    assert!(lines[0].starts_with("points.csv:3:1: the payer `services` cannot pay"), "{found}");
    assert!(lines[1].starts_with("points.csv:7:1: the payer"), "{found}");
    write(folder.path(), "points.csv", "budget.law,government.deadline\n0.1,3\n");
    assert_eq!(load().expect("an experiment").points()[0].settings, ["budget.law=0.1", "government.deadline=3"]);
    write(folder.path(), "x.toml", "base = 'baseline'\ndesign = { kind = 'table', table = 'points.csv' }\n[factors]\n");
    assert!(told().contains("x.toml:3:2: a table design has no [factors]"), "{}", told());
}

#[test]
fn an_outcome_that_can_never_have_a_value_is_told() {
    refused(
        "base = 'baseline'\noutcomes = ['gain', { column = 'organisations', group = 'ses_low' },\n\
         { column = 'load', group = 'district_1' }, { column = 'gain', reduce = 'first_round', above = 1.0 },\n\
         { column = 'backlog', reduce = 'first_round', below = 0 }, { column = 'habit', reduce = 'first_round', below = 0 }]\n\
         design.kind = 'factorial'\nfactors.budget.law = [0.0, 0.1]\nstop = { column = 'trust_government', below = -0.1 }\n",
        &[
            "x:2:21: `organisations` has no value for ses_low: offices and organisations belong to no third",
            "x:3:44: `gain` is never above 1 (its values (level 0-1) go from 0 to 1)",
            "x:4:1: `backlog` is never below 0 (its values (cases) go from 0 upwards)",
            "x:7:1: `trust_government` is never below -0.1",
        ],
    );
}

#[test]
fn a_step_that_does_not_fit_is_told() {
    let factors = "base = 'baseline'\ndesign.kind = 'factorial'\n[factors]\n\
                   government.pressure = { from = 0, to = 1, step = 0.3 }\n\
                   government.deadline = { from = 1, to = 4, step = 1.5 }\n\
                   government.supervision = { from = 0, to = 1, step = 0.5, steps = 3 }\n\
                   needs.scale = { from = 1, to = 4, step = 1, scale = 'log' }\n";
    refused(
        factors,
        &[
            "x:4:50: steps of 0.3 from 0 do not end at 1 (both ends are levels)",
            "x:5:50: `government.deadline` is a whole number, and 1.5 is none",
            "x:6:53: `government.supervision` has `step` and `steps`",
            "x:7:42: `needs.scale` has a `step` on a log scale",
        ],
    );
    let drawn = "base = 'baseline'\ndesign = { kind = 'sobol', points = 4 }\n\
                 factors.government.pressure = { from = 0, to = 1, step = 0.5 }\n";
    refused(drawn, &["x:3:20: `government.pressure` has levels, but a sobol design draws its values"]);
    let twice = "base = 'baseline'\ndesign.kind = 'factorial'\nfactors.government.pressure = [0.1, 0.2, 0.1]\n";
    refused(twice, &["x:3:42: 0.1 is a value of `government.pressure` twice"]);
}

#[test]
fn an_experiment_that_is_not_there_is_told_with_the_nearest_name() {
    let told = |name: &str| Experiment::load(name).expect_err("an error").to_string();
    assert!(told("tecnology").contains("did you mean the shipped experiment `technology`?"), "{}", told("tecnology"));
    assert!(told("no/formats.toml").contains("can be named alone: formats"), "{}", told("no/formats.toml"));
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
