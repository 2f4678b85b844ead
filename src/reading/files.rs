//! Texts in files.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::alike;
use super::library::{Found, Kind, Library, Refusal};
use crate::error::{Place, Problem, Source};

/// The files on disk. A name that a file says is relative to that file's folder, any other to the folder given here.
#[derive(Clone, Debug, Default)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files as seen from the current folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// The files as seen from this folder.
    pub fn from_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

impl Library for Files {
    fn find(&self, name: &str, from: Option<&Source>, kind: &Kind) -> Result<Source, Refusal> {
        let beside = from.and_then(Source::path).map(|path| path.parent().unwrap_or(Path::new("")));
        let folder = beside.unwrap_or(&self.folder);
        let path = folder.join(name);
        read_text(&path, kind).map_err(|problem| {
            let found = if path.is_dir() {
                Found::Folder
            } else if path.exists() {
                Found::Unreadable
            } else {
                Found::Nothing
            };
            let near = (found == Found::Nothing).then(|| near(folder, name)).flatten();
            Refusal { found, problem, near, place: place(&path, name) }
        })
    }
}

/// The path in full, if that is more than the name.
fn place(path: &Path, name: &str) -> Option<String> {
    let whole = std::path::absolute(path).ok()?.display().to_string();
    (whole != name).then_some(whole)
}

/// The file of a like name in the folder of the one that is not there, named as that was.
fn near(folder: &Path, name: &str) -> Option<String> {
    const MOST: usize = 1000;
    let wanted = Path::new(name);
    let usual = if wanted.extension().is_some_and(|ending| ending == "csv") { "csv" } else { "toml" };
    let ending = |file: &str| Path::new(file).extension().is_some_and(|ending| ending == usual);
    let stem = wanted.file_stem()?.to_string_lossy().into_owned();
    let beside = folder.join(wanted.parent().unwrap_or(Path::new("")));
    let beside = if beside.as_os_str().is_empty() { PathBuf::from(".") } else { beside };
    let files = std::fs::read_dir(beside).ok()?.flatten().take(MOST);
    let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|file| ending(file) && folder.join(wanted.with_file_name(file)).is_file());
    names.sort();
    let stems = names.iter().filter_map(|file| file.rsplit_once('.')).map(|(stem, _)| stem);
    let alike = alike(&stem, stems).first().map(|stem| format!("{stem}.{usual}"))?;
    Some(wanted.with_file_name(alike).display().to_string())
}

/// The text of a file.
fn read_text(path: &Path, kind: &Kind) -> Result<Source, Box<Problem>> {
    let Kind { what, most_bytes, .. } = kind;
    let failed = |message: String| Box::new(Problem::of(Source::file(path, ""), message));
    if path.is_dir() {
        return Err(failed(format!("is a folder, not {what}")));
    }
    if !can_be_read(path) {
        return Err(failed(format!("is a device or a pipe, not {what}: save the text as a file first")));
    }
    let bytes = read_bytes(path, *most_bytes).map_err(|error| failed(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > *most_bytes {
        return Err(failed(format!("is larger than {most_bytes} bytes: not {what}")));
    }
    String::from_utf8(bytes).map(|text| Source::file(path, text)).map_err(|error| not_utf8(path, &error))
}

/// Whether a text can be read from there without waiting for ever: from a file, or from what the caller of the program has
/// opened. What is not there at all is told on opening it.
fn can_be_read(path: &Path) -> bool {
    const OPENED: [&str; 3] = ["/dev/fd", "/dev/stdin", "/proc"];
    OPENED.iter().any(|place| path.starts_with(place))
        || std::fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}

/// Reads a little more than is allowed at most, so that a device without end does no harm.
fn read_bytes(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Box<Problem> {
    let valid = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes());
    let place = Place { source: Source::file(path, text), span: valid..valid + 1 };
    let problem = place.problem("not a text in UTF-8");
    Box::new(problem.label("the first byte that is not").help("save the file as UTF-8"))
}

/// Whether two sources are one text, however it was named.
pub(crate) fn is_same(one: &Source, other: &Source) -> bool {
    match (one.path(), other.path()) {
        (Some(a), Some(b)) => a == b || a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b),
        _ => one.origin == other.origin && one.name == other.name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind = Kind { what: "a note", sort: None, most_bytes: 8, shipped: crate::reading::Shipped::NONE };

    #[test]
    fn names_are_relative_to_the_text_that_says_them_or_to_the_folder_given() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("in")).expect("a folder");
        for (name, text) in [("a", "1"), ("in/a", "2"), ("in/b", "3")] {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        let files = Files::from_folder(folder.path());
        let inner = files.find("in/b", None, &KIND).expect("a text");
        assert_eq!(inner.path(), Some(&*folder.path().join("in/b")));
        let text = |name, from| files.find(name, from, &KIND).expect("a text").text;
        assert_eq!(&*text("a", Some(&inner)), "2");
        assert_eq!(&*text("a", Some(&Source::new("a text in memory", ""))), "1");
        assert!(is_same(&files.find("in/../in/b", None, &KIND).expect("a text"), &inner));
    }

    #[test]
    fn a_refusal_says_what_there_is_instead() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("long"), "123456789").expect("a file");
        std::fs::write(folder.path().join("b.toml"), "").expect("a file");
        let files = Files::from_folder(folder.path());
        let refused = |name: &str| files.find(name, None, &KIND).expect_err("no text");
        assert_eq!(refused("long").found, Found::Unreadable);
        assert!(refused("long").problem.message.contains("is larger than 8 bytes: not a note"));
        assert_eq!((refused(".").found, refused("a").found), (Found::Folder, Found::Nothing));
        assert_eq!(refused("b").near.as_deref(), Some("b.toml"));
        std::fs::write(folder.path().join("hotline.toml"), "").expect("a file");
        assert_eq!(refused("hotlin").near.as_deref(), Some("hotline.toml"));
        std::fs::write(folder.path().join("survey.csv"), "").expect("a file");
        assert_eq!(refused("survy.csv").near.as_deref(), Some("survey.csv"));
        assert_eq!(refused("x/hotlin").near, None);
        assert_eq!(refused("a").place, Some(folder.path().join("a").display().to_string()));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_that_nobody_writes_into_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe.toml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        let refusal = Files::new().find(&pipe.display().to_string(), None, &KIND).expect_err("a pipe");
        assert_eq!(refusal.found, Found::Unreadable);
        assert!(refusal.problem.message.starts_with("is a device or a pipe, not a note"), "{}", refusal.problem);
    }
}
