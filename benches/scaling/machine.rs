//! What it was measured on.

use std::fs::read_to_string;

/// Prints the machine and the compiler, as far as they can be found out.
pub fn print() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let unknown = || "unknown".to_owned();
    println!("# Speed of grassroots {}\n", env!("CARGO_PKG_VERSION"));
    println!("- processor: {}, {cores} cores", model().unwrap_or_else(unknown));
    println!("- caches: {}", caches().unwrap_or_else(unknown));
    println!("- memory: {}", memory().unwrap_or_else(unknown));
    println!("- compiler: {}", rustc().unwrap_or_else(unknown));
}

fn model() -> Option<String> {
    let text = read_to_string("/proc/cpuinfo").ok()?;
    value(&text, "model name")
}

fn memory() -> Option<String> {
    let text = read_to_string("/proc/meminfo").ok()?;
    let kib: f64 = value(&text, "MemTotal")?.trim_end_matches(" kB").parse().ok()?;
    Some(format!("{:.0} GiB", kib / 1024.0 / 1024.0))
}

/// The caches that the first core sees.
fn caches() -> Option<String> {
    let mut caches = Vec::new();
    for index in 0.. {
        let of = |what| read_to_string(format!("/sys/devices/system/cpu/cpu0/cache/index{index}/{what}"));
        let (Ok(level), Ok(kind), Ok(size)) = (of("level"), of("type"), of("size")) else { break };
        caches.push(format!("L{} {} {}", level.trim(), kind.trim().to_lowercase(), size.trim()));
    }
    (!caches.is_empty()).then(|| caches.join(", "))
}

fn rustc() -> Option<String> {
    let output = std::process::Command::new("rustc").arg("--version").output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// What stands after `key:` in a text of lines.
pub fn value(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| Some(line.strip_prefix(key)?.trim_start().strip_prefix(':')?.trim().to_owned()))
}
