//! Rounds of the full model, everything observed: by population, by threads, and each phase alone.
//!
//! `cargo bench` prints resident-rounds per second (`elem/s`); `cargo bench -- population` and the like pick a part.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use grassroots::Scenario;
use grassroots::city::District;
use grassroots::events::Events;
use grassroots::observe;
use grassroots::simulation::{Round, Simulation};
use grassroots::streams::Seeds;

const SEEDS: Seeds = Seeds { seed: 1, replicate: 0, city_seed: None };

/// Rounds before anything is timed, so that offices have their queues.
const BEFORE: i32 = 12;

/// The baseline in a city of communities of 500 residents.
fn city(districts: u32, communities: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.world.population.districts = districts;
    scenario.world.population.communities = communities;
    scenario.run.warm_up = 0;
    scenario
}

fn started(scenario: &Scenario) -> Simulation<'_> {
    let mut simulation = Simulation::start(scenario, SEEDS);
    (0..BEFORE).for_each(|round| drop(simulation.round(round)));
    simulation
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads")
}

/// One group of measurements: a round with all it observes, in cities of some sizes on some threads.
fn rounds(c: &mut Criterion, name: &str, sizes: &[(u32, u32)], threads: &[usize]) {
    let mut group = c.benchmark_group(name);
    group.sample_size(10).sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(8));
    for &(districts, communities) in sizes {
        let scenario = city(districts, communities);
        let mut simulation = started(&scenario);
        let residents = simulation.city.residents() as u64;
        group.throughput(Throughput::Elements(residents));
        for &threads in threads {
            let id = BenchmarkId::new(format!("{residents} residents"), format!("{threads} threads"));
            let mut round = BEFORE;
            let pool = pool(threads);
            group.bench_function(id, |bencher| {
                let mut live = || {
                    let events = simulation.round(round);
                    round += 1;
                    observe::measure(&simulation.city, &events, &scenario.world, round)
                };
                bencher.iter(|| black_box(pool.install(&mut live)));
            });
        }
    }
    group.finish();
}

fn population(c: &mut Criterion) {
    rounds(c, "population", &[(2, 10), (10, 20), (20, 100)], &[1]);
}

fn threads(c: &mut Criterion) {
    rounds(c, "threads", &[(10, 20), (20, 100)], &[1, 2]);
}

/// Each phase alone, in a city of 100,000 residents on one thread; the ones before it are not timed.
fn phases(c: &mut Criterion) {
    let scenario = city(10, 20);
    let mut simulation = started(&scenario);
    let residents = simulation.city.residents() as u64;
    let single = pool(1);
    let (round, districts) = simulation.at(BEFORE);
    let mut group = c.benchmark_group("phase");
    group.sample_size(20).throughput(Throughput::Elements(residents));
    for (position, (name, phase)) in Round::PHASES.into_iter().enumerate() {
        let mut reached = districts.to_vec();
        let mut events = vec![Events::default(); reached.len()];
        for (_, before) in &Round::PHASES[..position] {
            reached.iter_mut().zip(&mut events).for_each(|(district, events)| before(&round, district, events));
        }
        group.bench_function(name, |bencher| {
            let state = || (reached.clone(), events.clone());
            let act = |(districts, events): &mut (Vec<District>, Vec<Events>)| {
                let both = districts.iter_mut().zip(events);
                single.install(|| both.for_each(|(district, events)| phase(&round, district, events)));
            };
            bencher.iter_batched_ref(state, act, BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(benches, population, threads, phases);
criterion_main!(benches);
