//! How fast grassroots is, and what it takes: tables in Markdown.
//!
//! `cargo bench` prints all of them but the province; `cargo bench -- phases memory` and the like pick some of
//! [`PARTS`]; `cargo bench -- --province` adds a run of ten million residents. `benches/table` measures everything.

mod bandwidth;
mod bound;
#[path = "../common/mod.rs"]
mod common;
mod machine;
mod memory;
mod phases;
mod replicates;
mod rounds;
mod state;
mod table;
mod targets;
mod timing;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What can be asked for; `bound` needs the rounds and the bandwidth and measures them too.
const PARTS: [&str; 7] = ["phases", "rounds", "bandwidth", "bound", "replicates", "memory", "start"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, rest @ ..] = &arguments[..]
        && first == memory::ALONE
    {
        return memory::answer(rest);
    }
    let province = arguments.iter().any(|argument| argument == "--province");
    let asked: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    if let Some(unknown) = asked.iter().find(|part| !PARTS.contains(part)) {
        eprintln!("there is no part `{unknown}`; the parts are {}", PARTS.join(", "));
        std::process::exit(2);
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        return println!("nothing to test here: `cargo bench` measures");
    }
    measure(|part| asked.is_empty() || asked.contains(&part), province);
}

/// Measures the parts that are asked for, one after the other, and prints each at once.
fn measure(asked: impl Fn(&str) -> bool, province: bool) {
    machine::print();
    let mut targets = Vec::new();
    if asked("phases") {
        phases::print();
    }
    targets.extend(measure_rounds(&asked));
    if asked("replicates") {
        let replicates = replicates::measure();
        replicates::print(&replicates);
        targets.push(targets::replicates(&replicates));
    }
    if asked("memory") {
        let footprints = memory::measure(province);
        memory::print(&footprints);
        targets.extend(targets::memory(&footprints));
    }
    if asked("start") {
        let starts = memory::starts();
        memory::print_starts(&starts);
        targets.push(targets::start(&starts));
    }
    if !targets.is_empty() {
        targets::print(&targets);
    }
}

/// Rounds, the bandwidth, and how they stand to each other.
fn measure_rounds(asked: &impl Fn(&str) -> bool) -> Vec<targets::Target> {
    let mut targets = Vec::new();
    let speeds = (asked("rounds") || asked("bound")).then(rounds::measure);
    if let Some(speeds) = &speeds {
        rounds::print(speeds);
        targets.extend(targets::speed(speeds));
    }
    let bandwidth = (asked("bandwidth") || asked("bound")).then(bandwidth::measure);
    if let Some(bandwidth) = &bandwidth {
        bandwidth::print(bandwidth);
    }
    if let (Some(speeds), Some(bandwidth)) = (&speeds, &bandwidth) {
        targets.push(targets::threads(speeds, bandwidth));
        let bound = bound::of(&speeds[2], bandwidth);
        bound::print(&bound);
        targets.extend(targets::bound(&bound));
    }
    targets
}
