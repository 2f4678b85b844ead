//! Where texts are found by their names.

use super::{Setting, nearest};
use crate::error::{Origin, Problem, Source};

/// Where texts are found by their names. Texts inside the program need not be there: they are found besides.
///
/// ```
/// use grassroots::Scenario;
/// use grassroots::reading::InMemory;
///
/// let texts = InMemory::of([
///     ("city", "extends = 'baseline'\n[budget]\nlaw = 0.08"),
///     ("reformed", "extends = 'city'\n[government]\nsupervision = 0.9"),
/// ]);
/// let scenario = Scenario::read(&texts, "reformed")?;
/// assert_eq!((scenario.policy.budget.law, scenario.policy.government.supervision), (0.08, 0.9));
/// # Ok::<(), grassroots::Error>(())
/// ```
pub trait Library {
    /// The text of that name, which another text says, or the user, if there is none. `kind` is what it is to be.
    fn find(&self, name: &str, from: Option<&Source>, kind: &Kind) -> Result<Source, Refusal>;
}

/// What a text is to be.
#[derive(Debug)]
pub struct Kind {
    /// In words: `a scenario file`.
    pub what: &'static str,
    /// Size of the longest one that is read.
    pub most_bytes: u64,
    /// Those inside the program.
    pub shipped: Shipped,
}

impl Kind {
    /// Size of the largest document that is read, in bytes.
    pub const DOCUMENT_BYTES: u64 = 4 << 20;
}

/// Texts inside the program.
#[derive(Debug)]
pub struct Shipped {
    /// What one is, in a word: `scenario`.
    pub noun: &'static str,
    /// Names and texts.
    pub texts: &'static [(&'static str, &'static str)],
}

/// Why a library gives no text.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What there is of that name.
    pub found: Found,
    /// What is wrong, with the name that the text would have.
    pub problem: Box<Problem>,
    /// The name of a text that may be meant.
    pub near: Option<String>,
}

/// What there is in the place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing of that name.
    Nothing,
    /// A folder.
    Folder,
    /// Something that cannot be read.
    Unreadable,
}

impl Refusal {
    /// There is no text of that name.
    pub fn nothing(name: &str, message: &str) -> Self {
        Self { found: Found::Nothing, problem: Box::new(Problem::of(Source::new(name, ""), message)), near: None }
    }
}

impl Shipped {
    /// There are none.
    pub const NONE: Self = Self { noun: "", texts: &[] };

    /// Names in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.texts.iter().map(|(name, _)| *name)
    }

    /// The text of exactly that name.
    fn text(&self, name: &str) -> Option<Source> {
        let (name, text) = self.texts.iter().find(|(shipped, _)| *shipped == name)?;
        Some(Source { origin: Origin::Shipped, ..Source::new(format!("shipped {} {name}", self.noun), *text) })
    }

    /// The text of that name, with or without `.toml`.
    fn find(&self, name: &str) -> Option<Source> {
        self.text(name.strip_suffix(".toml").unwrap_or(name))
    }

    /// The name in `name`, if it is that of a shipped text with `.toml` behind.
    pub(crate) fn bare<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_suffix(".toml").filter(|stem| self.text(stem).is_some())
    }

    /// Advice on a name that none of them has.
    fn advice(&self, name: &str) -> String {
        let (noun, stem) = (self.noun, stem(name));
        match nearest(&stem, self.names()) {
            Some(same) if same == stem => format!("shipped {noun}s can be named alone: {same}"),
            Some(near) => format!("did you mean the shipped {noun} `{near}`?"),
            None => format!("shipped {noun}s: {}", self.names().collect::<Vec<_>>().join(", ")),
        }
    }
}

/// The name of a file without folder and ending.
pub(crate) fn stem(path: &str) -> String {
    std::path::Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The text that a user names: one of the library, else a shipped one.
pub(crate) fn named(library: &dyn Library, name: &str, kind: &Kind) -> Result<Source, Box<Problem>> {
    let refusal = match library.find(name, None, kind) {
        Ok(source) => return Ok(source),
        Err(refusal) => refusal,
    };
    match (refusal.found, kind.shipped.text(name)) {
        (Found::Nothing | Found::Folder, Some(shipped)) => Ok(shipped),
        (Found::Nothing, None) if !kind.shipped.texts.is_empty() => {
            let message = format!("no such {} file", kind.shipped.noun);
            Err(Box::new(Problem::of(Source::new(name, ""), message).help(kind.shipped.advice(name))))
        }
        _ => Err(refusal.problem),
    }
}

/// The text that another one names as what it builds on: one of the library, else a shipped one. `role` says in messages
/// what it is to that text.
pub(crate) fn base(
    library: &dyn Library,
    role: &str,
    word: &Setting<String>,
    kind: &Kind,
) -> Result<Source, Box<Problem>> {
    let name = &word.value;
    let refusal = match beside(library, word, kind) {
        Ok(source) => return Ok(source),
        Err(refusal) => refusal,
    };
    if refusal.found == Found::Unreadable {
        return Err(unreadable(word, &refusal.problem));
    }
    if let Some(shipped) = kind.shipped.find(name) {
        return Ok(shipped);
    }
    let what = if refusal.found == Found::Folder { "is a folder" } else { "does not exist" };
    let near = refusal.near.map(|near| format!("did you mean \"{}\"?", near.escape_debug()));
    let message = format!("{role}, \"{}\", {what}", name.escape_debug());
    let help = near.unwrap_or_else(|| kind.shipped.advice(name));
    Err(Box::new(word.place.problem(message).label(what).help(help)))
}

/// The text of the library that another one names.
pub(crate) fn beside(library: &dyn Library, word: &Setting<String>, kind: &Kind) -> Result<Source, Refusal> {
    let from = &word.place.source;
    // What is inside the program builds on nothing outside of it.
    if from.origin == Origin::Shipped {
        return Err(Refusal::nothing(&word.value, "is not inside the program"));
    }
    library.find(&word.value, Some(from), kind)
}

/// A text that cannot be read, told where it is named.
fn unreadable(word: &Setting<String>, problem: &Problem) -> Box<Problem> {
    let message = format!("cannot read {}: {}", problem.source.name, problem.message);
    Box::new(word.place.problem(message).help(problem.help.clone()))
}
