use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use super::design::Stop;
use super::outcome::Condition;
use super::testing::{ByHand, go_on, on_threads, records, run};
use super::*;
use crate::observe;
use crate::simulation::Simulation;

fn tiny(change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = Scenario::default();
    (scenario.world.population.districts, scenario.world.population.communities) = (2, 2);
    scenario.world.population.residents = 20;
    (scenario.run.warm_up, scenario.run.rounds) = (3, 12);
    change(&mut scenario);
    scenario
}

fn bits(run: &Run) -> Vec<u64> {
    run.records().flat_map(|record| record.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>()).collect()
}

#[test]
fn every_run_ends_once_with_the_same_bits_on_any_number_of_threads() {
    let plan = ByHand::new(&["1.0", "9.0"], 5);
    let all: Vec<_> = [1, 2, 3].map(|threads| on_threads(threads, || records(&plan, &go_on))).into();
    assert_eq!(all[0].len(), 10);
    assert!(all.iter().all(|found| found == &all[0]), "threads change the results");
    assert_ne!(all[0][0].1.outcomes, all[0][5].1.outcomes, "the points are the same");
}

#[test]
fn a_refused_scenario_fails_and_the_others_go_on() {
    let found = records(&ByHand::new(&["1.0", "-7.0", "9.0"], 2), &go_on);
    let failed: Vec<_> = found.iter().filter(|(_, record)| record.is_failed()).collect();
    assert_eq!((found.len(), failed.len()), (6, 2));
    assert!(failed.iter().all(|(job, record)| job.point == 1 && record.stage == "build"));
    assert!(failed[0].1.message.contains("needs.scale"), "{}", failed[0].1.message);
}

#[test]
fn a_panic_is_a_failed_run_with_its_stage_and_message_and_the_others_go_on() {
    let plan = ByHand::new(&["0.5"], 4);
    let odd = |event: Event<'_>| {
        match event {
            Event::Round { job, simulation } => {
                assert!(job.replicate != 1 || simulation.round() <= 3, "round 3 went wrong");
            }
            Event::Built { job, .. } => assert!(job.replicate != 2, "no such city"),
            _ => {}
        }
        ControlFlow::Continue(())
    };
    let found = records(&plan, &odd);
    let status: Vec<_> = found.iter().map(|(_, record)| (record.status, record.stage.as_str())).collect();
    let (done, failed) = (Status::Done, Status::Failed);
    assert_eq!(status, [(done, ""), (failed, "round 3"), (failed, "warm-up"), (done, "")]);
    assert!(found[1].1.message.starts_with("panicked: round 3 went wrong"), "{}", found[1].1.message);
}

#[test]
fn a_run_that_takes_too_long_fails_at_the_next_round() {
    let found = records(&ByHand { timeout: Some(1e-9), ..ByHand::new(&["0.5"], 1) }, &go_on);
    assert_eq!((found[0].1.status, found[0].1.stage.as_str()), (Status::Failed, "warm-up"));
    assert_eq!(found[0].1.message, "took longer than 0.000000001 s");
}

#[test]
fn a_run_is_stopped_once_the_condition_has_held_long_enough() {
    let column = observe::column("trust_government").expect("a column");
    let stop = |bound| Some(Stop { column, condition: Condition::Above(bound), rounds: 3 });
    let plan = ByHand { stop: stop(-1.0), ..ByHand::new(&["0.5"], 1) };
    let found = records(&plan, &go_on);
    assert_eq!((found[0].1.status, found[0].1.stage.as_str()), (Status::Stopped, "round 2"));
    assert_eq!(found[0].1.outcomes.len(), 2);
    let never = ByHand { stop: stop(2.0), ..plan };
    assert_eq!(records(&never, &go_on)[0].1.status, Status::Done);
}

#[test]
fn nothing_is_begun_after_a_break_and_what_had_ended_is_kept_and_not_done_again() {
    let plan = ByHand::new(&["0.5"], 50);
    let (store, ended, rounds) = (Memory::default(), AtomicU32::new(0), AtomicU32::new(0));
    let two = |event: Event<'_>| match event {
        Event::Finished(_) if ended.fetch_add(1, Ordering::Relaxed) == 1 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    assert!(on_threads(1, || run(&plan, &store, &two)).is_break());
    assert_eq!(store.known(&plan).expect("a store").len(), 2);
    let count = |event: Event<'_>| {
        if let Event::Round { .. } = event {
            rounds.fetch_add(1, Ordering::Relaxed);
        }
        ControlFlow::Continue(())
    };
    assert!(run(&plan, &store, &count).is_continue());
    assert_eq!((store.known(&plan).expect("a store").len(), rounds.into_inner()), (50, 48 * 8));
}

#[test]
fn replicates_are_those_of_their_seeds_and_more_of_them_leave_the_first_alone() {
    let study = |replicates| Study::of(tiny(|_| {})).expect("a study").replicates(replicates);
    let store = Memory::default();
    let found = study(2).run(&store, &go_on).expect("runs");
    assert_eq!((found.wanted, found.ended(), found.broken), (2, 2, false));
    let first = store.rounds(Job { point: 0, replicate: 1 }).expect("rounds");
    let mut alone = Simulation::new(tiny(|_| {}), seeds(&tiny(|_| {}), 1)).expect("a simulation");
    while !alone.is_over() {
        alone.step();
    }
    assert_eq!(bits(&first), bits(alone.observed()));
    study(5).run(&store, &go_on).expect("runs");
    assert_eq!(bits(&store.rounds(Job { point: 0, replicate: 1 }).expect("rounds")), bits(&first));
    assert_eq!(study(2).changes(&study(5)), [""; 0]);
    assert!(study(5).changes(&study(2))[0].contains("5 -> 2"));
}

#[test]
fn a_scenario_that_no_file_could_hold_is_refused() {
    let error = Study::of(tiny(|scenario| scenario.world.population.residents = 0)).expect_err("a refusal");
    assert!(error.to_string().contains("population.residents"), "{error}");
}

#[test]
fn a_study_is_made_again_from_its_charter() {
    let arms = [tiny(|_| {}), tiny(|scenario| scenario.policy.government.pressure = 0.9)];
    let text = "base = 'baseline'\ndesign.kind = 'factorial'\nfactors.budget.law = [0.02, 0.05]";
    let studies = [
        Study::of(tiny(|scenario| scenario.name = "mine".to_owned())).expect("a study").replicates(3),
        Study::compare(arms).expect("a study").forked(5).expect("a fork").replicates(4),
        Study::sweep(Experiment::from_toml("law", text).expect("an experiment")).shard("2/3".parse().expect("a shard")),
    ];
    for study in studies {
        let charter = study.charter();
        let text = serde_json::to_string(&charter).expect("JSON");
        let again: Charter = serde_json::from_str(&text).expect("a charter");
        let again = again.study().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again.charter(), charter);
        assert_eq!((again.jobs(), study.changes(&again)), (study.jobs(), Vec::new()));
    }
}

#[test]
fn a_precision_doubles_the_replicates_until_it_is_reached_or_the_most_are_run() {
    let arms = || [tiny(|_| {}), tiny(|scenario| scenario.world.needs.scale = 8.0)];
    let study = |width| Study::compare(arms()).expect("a study").until("gain", width, 20).expect("a precision");
    let looks = |width| {
        let store = Memory::default();
        let found = study(width).run(&store, &go_on).expect("runs");
        let stopping = found.stopping.clone().expect("it was looked at");
        let looks: Vec<u32> = stopping.looks.iter().map(|(replicates, _)| *replicates).collect();
        let charter = Charter { replicates: found.replicates, ..study(width).charter() };
        let again = charter.study().expect("a study").resumed(&store).expect("a store");
        assert_eq!(format!("{:?}", again.stopping), format!("{:?}", found.stopping));
        (looks, stopping.reached)
    };
    assert_eq!(looks(1.0), (vec![8], true));
    assert_eq!(looks(1e-9), (vec![8, 16, 20], false));
    assert!(study(1.0).until("gane", 0.1, 20).is_err());
}

#[test]
fn a_comparison_that_memory_cannot_hold_is_refused_before_it_begins() {
    let study = || Study::compare([tiny(|_| {}), tiny(|_| {})]).expect("a study");
    let begun = |_: Event<'_>| -> ControlFlow<()> { panic!("it began") };
    let refusal = |study: Study| study.run(&Memory::default(), &begun).expect_err("a refusal").to_string();
    let text = refusal(study().replicates(1_000_000));
    assert!(text.contains("1000000 replicates of 2 scenarios are too many to compare: at most 260416"), "{text}");
    let text = refusal(study().until("gain", 1e-9, 300_000).expect("a precision"));
    assert!(text.contains("300000 replicates of 2 scenarios are too many"), "{text}");
    assert!(study().replicates(260_416).check_size().is_ok());
}

#[test]
fn a_run_goes_on_from_where_its_state_was_saved() {
    let plan = ByHand::new(&["4.0"], 1);
    let (saved, job) = (States::default(), Job { point: 0, replicate: 0 });
    let until = |last: i32| {
        move |event: Event<'_>| match event {
            Event::Round { simulation, .. } if simulation.round() == last => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let broken = until(4);
    let runner = |listener| Runner { plan: &plan, store: &saved, listener, checkpoint: Some(2) };
    assert!(runner(&broken).run([job].into_iter()).expect("a store").is_break());
    let begun = Mutex::new(None);
    let note = |event: Event<'_>| {
        if let Event::Built { simulation, .. } = event {
            *begun.lock().expect("no panic") = Some(simulation.round());
        }
        ControlFlow::Continue(())
    };
    let _ = runner(&note).run([job].into_iter()).expect("a store");
    assert!(begun.into_inner().expect("no panic") >= Some(2), "it began anew");
    let undisturbed = Memory::default();
    let _ = run(&plan, &undisturbed, &go_on);
    assert_eq!(bits(&saved.runs.rounds(job).expect("rounds")), bits(&undisturbed.rounds(job).expect("rounds")));
}

/// Keeps runs, and states of those that go on.
#[derive(Default)]
struct States {
    runs: Memory,
    state: Mutex<Option<Vec<u8>>>,
}

impl Store for States {
    fn known(&self, plan: &dyn Plan) -> Result<Rows, Error> {
        self.runs.known(plan)
    }
    fn reach(&self, replicates: u32) -> Result<(), Error> {
        self.runs.reach(replicates)
    }
    fn add(&self, ended: &Ended) -> Result<(), Error> {
        self.runs.add(ended)
    }
    fn rounds(&self, job: Job) -> Result<Run, Error> {
        self.runs.rounds(job)
    }
    fn save(&self, _: Job, state: &[u8]) -> Result<(), Error> {
        *self.state.lock().expect("no panic") = Some(state.to_vec());
        Ok(())
    }
    fn saved(&self, _: Job) -> Option<Vec<u8>> {
        self.state.lock().expect("no panic").clone()
    }
}
