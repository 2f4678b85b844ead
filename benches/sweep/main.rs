//! How fast sweeps are, and what they take: tables in Markdown.
//!
//! `cargo bench --bench sweep` prints all of [`PARTS`], `cargo bench --bench sweep -- overhead memory` and the like some;
//! `--small` measures next to nothing, to see that it works.

#[path = "../common/mod.rs"]
mod common;
mod experiments;
mod loading;
#[path = "../scaling/machine.rs"]
mod machine;
mod memory;
mod overhead;
#[path = "../scaling/table.rs"]
mod table;
mod throughput;
#[path = "../scaling/timing.rs"]
mod timing;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What can be asked for.
const PARTS: [&str; 4] = ["throughput", "overhead", "memory", "loading"];

/// A measure, its target, what was measured, and whether the target is met.
type Target = (&'static str, &'static str, String, bool);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, rest @ ..] = &arguments[..]
        && first == memory::ALONE
    {
        return memory::answer(rest);
    }
    let has = |option: &str| arguments.iter().any(|argument| argument == option);
    let asked: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    if let Some(unknown) = asked.iter().find(|part| !PARTS.contains(part)) {
        eprintln!("there is no part `{unknown}`; the parts are {}", PARTS.join(", "));
        std::process::exit(2);
    }
    if !has("--bench") {
        return println!("nothing to test here: `cargo bench` measures");
    }
    measure(|part| asked.is_empty() || asked.contains(&part), has("--small"));
}

/// Measures the parts that are asked for, one after the other, and prints each at once.
fn measure(asked: impl Fn(&str) -> bool, small: bool) {
    machine::print();
    let mut targets = Vec::new();
    if asked("throughput") {
        targets.push(throughput::measure(small));
    }
    if asked("overhead") {
        targets.push(overhead::measure(small));
    }
    if asked("memory") {
        targets.push(memory::measure(small));
    }
    if asked("loading") {
        loading::measure(small);
    }
    let line = |(measure, target, measured, met): &Target| {
        [(*measure).to_owned(), (*target).to_owned(), measured.clone(), if *met { "met" } else { "not met" }.to_owned()]
    };
    let lines: Vec<_> = targets.iter().map(line).collect();
    if !lines.is_empty() {
        table::print("Targets", "Only what this run has measured.", ["measure", "target", "measured", ""], &lines);
    }
}
