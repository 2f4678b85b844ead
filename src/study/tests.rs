use super::testing::ByHand;
use super::*;
use crate::observe;
use crate::simulation::View;
use crate::study::design::Stop;
use crate::study::outcome::Condition;

/// What is kept of all runs, by run.
fn records(sweep: Sweep<'_>) -> Vec<(Job, Record)> {
    let found = Mutex::new(Vec::new());
    let jobs = Jobs::of(sweep.plan);
    sweep.run(jobs.shard(Shard::WHOLE), |finished| {
        assert_eq!(finished.run.is_some(), finished.record.status != Status::Failed);
        found.lock().expect("no panic").push((finished.job, finished.record));
        ControlFlow::Continue(())
    });
    let mut found = found.into_inner().expect("no panic");
    found.sort_by_key(|(job, _)| *job);
    found
}

fn on_threads<T: Send>(threads: usize, act: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(act)
}

#[test]
fn every_run_ends_once_with_the_same_bits_on_any_number_of_threads() {
    let plan = ByHand::new(&["1.0", "9.0"], 5);
    let all: Vec<_> = [1, 2, 3].map(|threads| on_threads(threads, || records(Sweep::new(&plan, &|| false)))).into();
    assert_eq!(all[0].len(), 10);
    assert!(all.iter().all(|found| found == &all[0]), "threads change the results");
    assert_ne!(all[0][0].1.outcomes, all[0][5].1.outcomes, "the points are the same");
    let alone = Sweep::new(&plan, &|| false).one(all[0][7].0).expect("it ends");
    assert_eq!(alone.record, all[0][7].1);
}

#[test]
fn a_refused_scenario_fails_and_the_others_go_on() {
    let plan = ByHand::new(&["1.0", "-7.0", "9.0"], 2);
    let found = records(Sweep::new(&plan, &|| false));
    let failed: Vec<_> = found.iter().filter(|(_, record)| record.status == Status::Failed).collect();
    assert_eq!((found.len(), failed.len()), (6, 2));
    assert!(failed.iter().all(|(job, record)| job.point == 1 && record.stage == "build"));
    assert!(failed[0].1.message.contains("needs.scale"), "{}", failed[0].1.message);
}

/// Panics after round 3 of replicate 1, and while building replicate 2.
fn panicking(scenario: &Scenario, seeds: Seeds, observer: &mut dyn Observer) -> Run {
    assert!(seeds.replicate != 2, "no such city");
    let mut both = |view: &View<'_>| {
        let flow = observer.look(view);
        assert!(seeds.replicate != 1 || view.round < 3, "round {} went wrong", view.round);
        flow
    };
    simulation::run(scenario, seeds, &mut both)
}

#[test]
fn a_panic_is_a_failed_run_with_stage_message_and_place() {
    let plan = ByHand::new(&["0.5"], 4);
    let found = records(Sweep { runner: &panicking, ..Sweep::new(&plan, &|| false) });
    let status: Vec<_> = found.iter().map(|(_, record)| (record.status, record.stage.as_str())).collect();
    let (done, failed) = (Status::Done, Status::Failed);
    assert_eq!(status, [(done, ""), (failed, "round 4"), (failed, "build"), (done, "")]);
    assert!(found[1].1.message.starts_with("panicked: round 3 went wrong (src/study/sweep/tests.rs:"));
}

#[test]
fn a_run_that_takes_too_long_fails_at_the_next_round() {
    let plan = ByHand { timeout: Some(1e-9), ..ByHand::new(&["0.5"], 1) };
    let found = records(Sweep::new(&plan, &|| false));
    assert_eq!((found[0].1.status, found[0].1.stage.as_str()), (Status::Failed, "warm-up"));
    assert_eq!(found[0].1.message, "took longer than 0.000000001 s");
}

#[test]
fn a_run_is_stopped_once_the_condition_has_held_long_enough() {
    let column = observe::column("trust_government").expect("a column");
    let stop = |bound| Some(Stop { column, condition: Condition::Above(bound), rounds: 3 });
    let plan = ByHand { stop: stop(-1.0), ..ByHand::new(&["0.5"], 1) };
    let found = records(Sweep::new(&plan, &|| false));
    assert_eq!((found[0].1.status, found[0].1.stage.as_str()), (Status::Stopped, "round 2"));
    assert_eq!(found[0].1.outcomes.len(), 2);
    let never = ByHand { stop: stop(2.0), ..plan };
    assert_eq!(records(Sweep::new(&never, &|| false))[0].1.status, Status::Done);
}

#[test]
fn nothing_is_begun_after_a_stop() {
    let plan = ByHand::new(&["0.5"], 50);
    let count = Mutex::new(0);
    on_threads(1, || {
        Sweep::new(&plan, &|| false).run(Jobs::of(&plan).shard(Shard::WHOLE), |_| {
            *count.lock().expect("no panic") += 1;
            ControlFlow::Break(())
        });
    });
    assert_eq!(count.into_inner().expect("no panic"), 1);
    assert!(records(Sweep::new(&plan, &|| true)).is_empty());
}
