//! Texts in files.

use std::io::Read;
use std::path::{Path, PathBuf};

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
            let near = Some(format!("{name}.toml")).filter(|near| folder.join(near).is_file());
            Refusal { found, problem, near }
        })
    }
}

/// The text of a file.
fn read_text(path: &Path, kind: &Kind) -> Result<Source, Box<Problem>> {
    let Kind { what, most_bytes, .. } = kind;
    let failed = |message: String| Box::new(Problem::of(Source::file(path, ""), message));
    if path.is_dir() {
        return Err(failed(format!("is a folder, not {what}")));
    }
    let bytes = read_bytes(path, *most_bytes).map_err(|error| failed(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > *most_bytes {
        return Err(failed(format!("is larger than {most_bytes} bytes: not {what}")));
    }
    String::from_utf8(bytes).map(|text| Source::file(path, text)).map_err(|error| not_utf8(path, &error))
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

    const KIND: Kind = Kind { what: "a note", most_bytes: 8, shipped: crate::reading::Shipped::NONE };

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
    }
}
