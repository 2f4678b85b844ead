//! Where a scenario's text comes from, and the chain of those it extends.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::layer::{self, Layer};
use super::shipped;
use crate::error::{Problem, Source};
use crate::reading::Setting;

/// Size of the largest scenario file that is read.
pub(crate) const MOST_BYTES: u64 = 4 << 20;

/// A text that has been found.
pub(super) struct Located {
    pub(super) source: Source,
    /// Folder that `extends` is relative to; none for texts that are not files.
    pub(super) folder: Option<PathBuf>,
    /// The same for two ways of naming the same text.
    identity: String,
}

impl Located {
    /// A text that is in no file.
    pub(super) fn text(name: &str, text: &str, folder: Option<&Path>) -> Self {
        let source = Source::new(name, text);
        Self { source, folder: folder.map(Path::to_owned), identity: format!("text {name}") }
    }

    fn shipped((name, text): (&'static str, &'static str)) -> Self {
        let source = Source::new(format!("shipped scenario {name}"), text);
        Self { source, folder: None, identity: format!("shipped {name}") }
    }

    fn file(path: &Path) -> Result<Self, Box<Problem>> {
        let source = read_text(path, "a scenario file", MOST_BYTES)?;
        let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned()).display().to_string();
        Ok(Self { source, folder: path.parent().map(Path::to_owned), identity })
    }
}

/// Finds a scenario named on the command line: a file, else a shipped one by its name.
pub(super) fn locate(name: &str) -> Result<Located, Box<Problem>> {
    let path = Path::new(name);
    let shipped = shipped::SHIPPED.iter().find(|(shipped, _)| *shipped == name);
    match shipped {
        Some(shipped) if !path.is_file() => Ok(Located::shipped(*shipped)),
        _ if path.exists() => Located::file(path),
        _ => Err(Box::new(Problem::of(Source::new(name, ""), "no such scenario file").help(shipped::advice(name)))),
    }
}

/// Finds the scenario that a file builds on: a file relative to that one's folder, else a shipped one. `role` says in
/// messages what it is to that file.
pub(super) fn locate_base(
    role: &str,
    extends: &Setting<String>,
    folder: Option<&Path>,
) -> Result<Located, Box<Problem>> {
    let name = &extends.value;
    let path = folder.map(|folder| folder.join(name)).filter(|path| path.is_file());
    if let Some(path) = path {
        return Located::file(&path).map_err(|problem| at(extends, &problem));
    }
    if let Some(found) = shipped::find(name) {
        return Ok(Located::shipped(found));
    }
    let beside = |name: &str| folder.map(|folder| folder.join(name));
    let what = if beside(name).is_some_and(|path| path.is_dir()) { "is a folder" } else { "does not exist" };
    let with_ending = format!("{name}.toml");
    let help = match beside(&with_ending) {
        Some(path) if path.is_file() => format!("did you mean \"{}\"?", with_ending.escape_debug()),
        _ => shipped::advice(name),
    };
    let message = format!("{role}, \"{}\", {what}", name.escape_debug());
    Err(Box::new(extends.place.problem(message).label(what).help(help)))
}

/// A problem of a base that cannot be read, told where it is extended.
fn at(extends: &Setting<String>, problem: &Problem) -> Box<Problem> {
    let message = format!("cannot read {}: {}", problem.source.name, problem.message);
    Box::new(extends.place.problem(message).help(problem.help.clone()))
}

/// The text of a file that is to be `what` and no longer than so many bytes.
pub(crate) fn read_text(path: &Path, what: &str, most: u64) -> Result<Source, Box<Problem>> {
    let name = path.display().to_string();
    let failed = |message: String| Box::new(Problem::of(Source::new(name.clone(), ""), message));
    if path.is_dir() {
        return Err(failed(format!("is a folder, not {what}")));
    }
    let bytes = read_bytes(path, most).map_err(|error| failed(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > most {
        return Err(failed(format!("is larger than {most} bytes: not {what}")));
    }
    String::from_utf8(bytes).map(|text| Source::new(name.clone(), text)).map_err(|error| not_utf8(&name, &error))
}

/// Reads a little more than is allowed at most, so that a device without end does no harm.
fn read_bytes(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Box<Problem> {
    let valid = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes());
    let place = crate::error::Place { source: Source::new(name, text), span: valid..valid + 1 };
    let problem = place.problem("not a text in UTF-8");
    Box::new(problem.label("the first byte that is not").help("save the file as UTF-8"))
}

/// The layers of a scenario, the base first.
pub(super) struct Chain {
    pub(super) layers: Vec<Layer>,
    pub(super) problems: Vec<Problem>,
    /// Whether every base was found and is TOML, so that conclusions can be drawn.
    pub(super) complete: bool,
}

/// Texts that build on each other, the base first.
pub(super) fn stacked(sources: &[Source]) -> Chain {
    let mut chain = Chain { layers: Vec::new(), problems: Vec::new(), complete: true };
    for source in sources {
        let (layer, problems) = layer::read(source);
        chain.problems.extend(problems);
        chain.complete &= layer.well_formed;
        chain.layers.push(layer);
    }
    chain
}

/// Reads a text and all that it extends.
pub(super) fn chain(start: Located) -> Chain {
    let mut chain = Chain { layers: Vec::new(), problems: Vec::new(), complete: true };
    let mut seen: Vec<(String, String)> = Vec::new();
    let mut next = Some(start);
    while let Some(located) = next.take() {
        seen.push((located.identity.clone(), located.source.name.to_string()));
        let (layer, problems) = layer::read(&located.source);
        chain.problems.extend(problems);
        chain.complete &= layer.well_formed;
        if let Some(extends) = &layer.extends {
            let base = locate_base("the scenario to extend", extends, located.folder.as_deref());
            match base.and_then(|base| no_cycle(extends, base, &seen)) {
                Ok(base) => next = Some(base),
                Err(problem) => chain.refuse(*problem),
            }
        }
        chain.layers.push(layer);
    }
    chain.layers.reverse();
    chain
}

impl Chain {
    fn refuse(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.complete = false;
    }
}

fn no_cycle(extends: &Setting<String>, base: Located, seen: &[(String, String)]) -> Result<Located, Box<Problem>> {
    let Some(start) = seen.iter().position(|(identity, _)| *identity == base.identity) else {
        return Ok(base);
    };
    let names = seen[start..].iter().map(|(_, name)| name.as_str()).chain([&*base.source.name]);
    let message = format!("scenarios extend each other in a cycle: {}", names.collect::<Vec<_>>().join(" -> "));
    let stem = extends.value.strip_suffix(".toml").filter(|stem| shipped::find(stem).is_some());
    let help = stem.map_or(String::new(), |stem| format!("the shipped scenario is `extends = \"{stem}\"`"));
    Err(Box::new(extends.place.problem(message).label("back to the start").help(help)))
}
