//! The rooms of the library stand in an order, and a room imports only from those to its left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms from left to right, in groups that `docs/architecture.md` explains.
const ORDER: &[&[&str]] = &[
    // The ground: nothing of it knows what is simulated.
    &["math", "parallel", "stats", "calendar", "error", "language", "parameters", "streams"],
    // Strict TOML.
    &["reading"],
    // The model: what is decided, what there is, what happens in it. Events speak of the city's cases and needs.
    &["pillars", "policy", "institutions", "city", "events", "mechanisms"],
    // The model as a whole: checked, measured, lived through.
    &["scenario", "observe", "simulation", "trace"],
    // Many runs.
    &["study"],
    // What they found, as values.
    &["render"],
    // The disk.
    &["files"],
];

/// Imports from the right that are meant, each with its reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// The program stands right of the whole library: it is another crate, and the compiler holds that.
const PROGRAM: [&str; 3] = ["main", "lib", "cli"];

/// A line of a room that names another one.
struct Import {
    file: String,
    line: usize,
    room: String,
    from: String,
}

#[test]
fn a_room_imports_only_from_its_left() {
    let sources = sources();
    let names = names(&sources);
    let imports: Vec<Import> = sources.iter().flat_map(|(file, text)| imports(file, text, &names)).collect();
    assert!(imports.len() > 100, "too few imports were found: {}", imports.len());
    let wrong: Vec<String> = imports.iter().filter_map(problem).collect();
    assert!(wrong.is_empty(), "imports from the right:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_place_in_the_order() {
    let mut rooms: Vec<String> = sources().iter().map(|(file, _)| room(file)).collect();
    rooms.sort();
    rooms.dedup();
    let homeless: Vec<&String> = rooms.iter().filter(|room| place(room).is_none()).collect();
    assert!(homeless.is_empty(), "rooms without a place in ORDER: {homeless:?}");
    let mut gone = ORDER.concat();
    gone.retain(|room| !rooms.iter().any(|known| known == room));
    assert!(gone.is_empty(), "rooms of ORDER that are not there: {gone:?}");
}

#[test]
fn every_exception_is_needed() {
    let sources = sources();
    let names = names(&sources);
    let imports: Vec<Import> = sources.iter().flat_map(|(file, text)| imports(file, text, &names)).collect();
    for (room, from, reason) in EXCEPTIONS {
        let used = imports.iter().any(|import| (import.room.as_str(), import.from.as_str()) == (*room, *from));
        assert!(used, "`{room}` does not import from `{from}` any more ({reason})");
    }
}

fn place(room: &str) -> Option<usize> {
    ORDER.concat().iter().position(|known| *known == room)
}

/// What is wrong with an import, if anything.
fn problem(import: &Import) -> Option<String> {
    let Import { file, line, room, from } = import;
    let meant = EXCEPTIONS.iter().any(|(left, right, _)| (left, right) == (&room.as_str(), &from.as_str()));
    let Some(position) = place(from) else {
        return Some(format!("{file}:{line}: `{room}` imports `{from}`, which is of no room"));
    };
    let fine = meant || room == from || place(room).is_none_or(|own| position < own);
    (!fine).then(|| format!("{file}:{line}: `{room}` imports from `{from}`, which stands to its right"))
}

/// The sources of the library without tests, by their paths from the root.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("src"), &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(root).expect("in the root").to_string_lossy().replace('\\', "/");
    let read = |path: &PathBuf| (name(path), std::fs::read_to_string(path).expect("a source"));
    let all: Vec<(String, String)> = files.iter().map(read).collect();
    let tests: Vec<String> = all.iter().flat_map(|(file, text)| modules_for_tests(file, text)).collect();
    let is_for_tests = |file: &str| tests.iter().any(|module| file.strip_prefix(module).is_some_and(is_end));
    all.into_iter().filter(|(file, _)| !PROGRAM.contains(&room(file).as_str()) && !is_for_tests(file)).collect()
}

fn is_end(rest: &str) -> bool {
    rest.starts_with('/') || rest == ".rs"
}

/// Where the modules are that a file declares for tests only: `src/city/tests` of `src/city.rs`.
fn modules_for_tests(file: &str, text: &str) -> Vec<String> {
    let home = file.trim_end_matches(".rs").trim_end_matches("/lib");
    let declared = text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| rest.lines().next()?.split_once("mod "));
    let names = declared.filter_map(|(_, name)| name.strip_suffix(';'));
    names.map(|name| format!("{home}/{name}")).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.extension() {
            None if path.is_dir() => walk(&path, files),
            Some(ending) if ending == "rs" => files.push(path),
            _ => {}
        }
    }
}

/// The room of a file: `src/city/needs.rs` is of `city`.
fn room(file: &str) -> String {
    file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned()
}

/// Names that stand at the root beside the rooms, by the room that they come from: macros, and what `lib.rs` shows again.
fn names(sources: &[(String, String)]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (file, text) in sources {
        for line in text.lines() {
            if let Some(rest) = line.trim_start().strip_prefix("macro_rules! ") {
                names.insert(first_word(rest).to_owned(), room(file));
            }
        }
    }
    let lib = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let lib = std::fs::read_to_string(lib).expect("the root");
    for shown in lib.split("pub use ").skip(1) {
        let (path, _) = shown.split_once(';').expect("an end");
        let (from, rest) = path.split_once("::").expect("a path");
        for name in rest.split(|c: char| !is_word(c)).filter(|name| !name.is_empty()) {
            names.insert(name.to_owned(), from.to_owned());
        }
    }
    names
}

/// What a file names of the root of the library, line by line.
fn imports(file: &str, text: &str, names: &BTreeMap<String, String>) -> Vec<Import> {
    let text = without_tests(text);
    let mut found = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        if text[..start].ends_with(is_word) {
            continue;
        }
        let line = text[..start].matches('\n').count() + 1;
        for name in first_names(&text[start + "crate::".len()..]) {
            let from = names.get(name).map_or(name, String::as_str);
            found.push(Import { file: file.to_owned(), line, room: room(file), from: from.to_owned() });
        }
    }
    found
}

/// The first word of a path, or of each path of a list in braces.
fn first_names(path: &str) -> Vec<&str> {
    let Some(list) = path.strip_prefix('{') else { return vec![first_word(path)] };
    let (mut depth, mut begins, mut names) = (0, true, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            _ if begins && is_word(character) => {
                names.push(first_word(&list[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !is_word(c)).next().unwrap_or_default()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The same text with comments and what is for tests only left blank, so that lines keep their numbers.
fn without_tests(text: &str) -> String {
    let (mut kept, mut until) = (String::new(), None::<String>);
    for line in text.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let code = line.trim_start();
        match &until {
            // An item for tests ends with its line, or where a brace closes below its beginning.
            Some(_) if code.ends_with(';') && until.as_deref() == Some("item") => until = None,
            Some(end) if end == "item" && code.ends_with('{') => until = Some(format!("{indent}}}")),
            Some(end) if line.starts_with(end.as_str()) => until = None,
            Some(_) => {}
            None if code.starts_with("#[cfg(test)]") => until = Some("item".to_owned()),
            None if code.starts_with("//") => {}
            None => kept.push_str(line.split(" // ").next().unwrap_or_default()),
        }
        kept.push('\n');
    }
    kept
}

#[test]
fn paths_and_lists_are_read_and_tests_left_out() {
    let text = "use crate::city::{City, needs::Need};\n// crate::files\n#[cfg(test)]\nuse crate::render;\nuse crate::{\n    \
                error::Error, stats};\n#[cfg(test)]\nmod tests {\n    use crate::files;\n}\nfn f() -> crate::Run {}\n";
    let names = BTreeMap::from([("Run".to_owned(), "observe".to_owned())]);
    let found = imports("src/city/build.rs", text, &names);
    let found: Vec<(usize, &str)> = found.iter().map(|import| (import.line, import.from.as_str())).collect();
    assert_eq!(found, [(1, "city"), (5, "error"), (5, "stats"), (11, "observe")]);
    let wrong = Import { file: "src/city/a.rs".to_owned(), line: 3, room: "city".to_owned(), from: "files".to_owned() };
    let expected = "src/city/a.rs:3: `city` imports from `files`, which stands to its right";
    assert_eq!(problem(&wrong).as_deref(), Some(expected));
}
