//! What was asked for beside what was measured.

use crate::bandwidth::Bandwidth;
use crate::bound::{Bound, Times};
use crate::memory::{Footprint, per_resident};
use crate::replicates::Replicates;
use crate::rounds::Speed;
use crate::table;
use crate::timing::Spread;

/// A line: measure, target, measured, whether it is met.
pub struct Target(&'static str, &'static str, String, bool);

pub fn print(targets: &[Target]) {
    let line = |Target(measure, target, measured, met): &Target| {
        [(*measure).to_owned(), (*target).to_owned(), measured.clone(), if *met { "met" } else { "not met" }.to_owned()]
    };
    let note = "Only what this run has measured.";
    let lines: Vec<_> = targets.iter().map(line).collect();
    table::print("Targets", note, ["measure", "target", "measured", ""], &lines);
}

/// The cities of the baseline's districts, in order of size.
fn sizes(speeds: &[Speed]) -> [&Speed; 3] {
    [&speeds[0], &speeds[1], &speeds[2]]
}

pub fn speed(speeds: &[Speed]) -> Vec<Target> {
    let [village, town, city] = sizes(speeds).map(|speed| speed.one.median);
    let measured = format!("{village:.1}; {town:.1}");
    let small = "the same at 10^4; 10^5 residents";
    vec![
        Target(
            "million resident-rounds per second and core, 10^6 residents",
            ">= 10, aim 25",
            format!("{city:.1}"),
            city >= 10.0,
        ),
        Target(small, "not below 10^6's", measured, village >= city && town >= city),
    ]
}

pub fn threads(speeds: &[Speed], bandwidth: &Bandwidth) -> Target {
    let ratio = sizes(speeds)[2].ratio.median;
    let measured = format!("{ratio:.2}; copying {:.2}", bandwidth.ratio.median);
    Target("2 threads against 1, one run of 10^6", "1.9 while computing is the limit", measured, ratio >= 1.9)
}

pub fn replicates(replicates: &Replicates) -> Target {
    let ratio = replicates.ratio.median;
    Target("replicates of 20,000 residents, 2 threads against 1", "1.95", format!("{ratio:.2}"), ratio >= 1.95)
}

pub fn memory(footprints: &[Footprint]) -> Vec<Target> {
    let bytes = per_resident(footprints);
    let mut targets = vec![Target("bytes per resident", "<= 250", format!("{bytes:.0}"), bytes <= 250.0)];
    if let [_, city, province] = footprints {
        let gib = province.peak / f64::from(1 << 30);
        let ratio = province.time / city.time;
        targets.push(Target("peak of 10^7 residents, 52 rounds", "<= 6 GiB", format!("{gib:.2} GiB"), gib <= 6.0));
        let name = "its time per resident-round against 10^6's";
        targets.push(Target(name, "<= 1.3", format!("{ratio:.2}"), ratio <= 1.3));
    }
    targets
}

pub fn start([one, two]: &[Spread; 2]) -> Target {
    let measured = format!("{:.2} s on one thread, {:.2} s on two", one.median, two.median);
    Target("start: reading, building the city of 10^6", "< 2 s", measured, one.median < 2.0)
}

/// Ten times the bound at 10 million, four times at 25 million per core; on one thread and on two.
pub fn bound(bound: &Bound) -> [Target; 2] {
    let [one, two] = &bound.threads;
    let target = |name, times: &Times, cores: f64| {
        let allowed = if times.measured * cores <= 40.0 { 4.0 } else { 10.0 };
        let ratio = times.ratio();
        Target(name, "<= 10 at 10 million, <= 4 at 25 million", format!("{ratio:.1}"), ratio <= allowed)
    };
    [
        target("time against the memory bound, 1 thread", one, 1.0),
        target("time against the memory bound, 2 threads", two, 2.0),
    ]
}
