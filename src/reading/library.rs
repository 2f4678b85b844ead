//! Where texts are found by their names.

use super::document::{BACKSLASH, shown};
use super::{Setting, alike, sort_of};
use crate::error::{Error, Origin, Problem, Sort, Source};

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
    /// Which sort of document; none if it is no document.
    pub sort: Option<Sort>,
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
    /// Names of the shipped texts of other sorts, to know them by.
    pub others: &'static [(Sort, &'static [&'static str])],
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
    /// Where it was looked for, if that is more than its name.
    pub place: Option<String>,
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
        let problem = Box::new(Problem::of(Source::new(name, ""), message));
        Self { found: Found::Nothing, problem, near: None, place: None }
    }

    /// Where it was looked for, in words to go on with.
    fn looked(&self) -> String {
        self.place.as_ref().map_or(String::new(), |place| format!(" (looked for {})", shown_path(place)))
    }
}

impl Shipped {
    /// There are none.
    pub const NONE: Self = Self { noun: "", texts: &[], others: &[] };

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

    /// The sort of the shipped text of that name that is none of these.
    fn other(&self, name: &str) -> Option<Sort> {
        let name = name.strip_suffix(".toml").unwrap_or(name);
        self.others.iter().find(|(_, names)| names.contains(&name)).map(|(sort, _)| *sort)
    }

    /// Advice on a name that none of them has, where the library has `near` of a like name.
    fn advice(&self, name: &str, near: Option<&str>) -> String {
        let (noun, stem) = (self.noun, stem(name));
        let alike = alike(&stem, self.names());
        match (near, &alike[..]) {
            (None, []) if self.texts.is_empty() => String::new(),
            (None, []) => format!("shipped {noun}s: {}", self.names().collect::<Vec<_>>().join(", ")),
            (None, [same]) if *same == stem => format!("shipped {noun}s can be named alone: {same}"),
            (None, [only]) => format!("did you mean the shipped {noun} `{only}`?"),
            (None, several) => format!("shipped {noun}s that begin so: {}", several.join(", ")),
            (Some(near), [only]) => format!("did you mean {near}, or the shipped {noun} `{only}`?"),
            (Some(near), _) => format!("did you mean {near}?"),
        }
    }
}

/// A path as it is shown: whole, but for what a terminal would act on.
fn shown_path(path: &str) -> String {
    path.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The name of a file without folder and ending.
pub(crate) fn stem(path: &str) -> String {
    std::path::Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The text that a user names: one of the library, else a shipped one.
pub(crate) fn named(library: &dyn Library, name: &str, kind: &Kind) -> Result<Source, Error> {
    let refusal = match library.find(name, None, kind) {
        Ok(source) => return of_sort(source, kind),
        Err(refusal) => refusal,
    };
    let shipped = &kind.shipped;
    let problem = match (refusal.found, shipped.text(name), shipped.other(name)) {
        (Found::Nothing | Found::Folder, Some(shipped), _) => return Ok(shipped),
        (Found::Nothing, None, Some(found)) => {
            return Err(other_sort(name.strip_suffix(".toml").unwrap_or(name), found, kind));
        }
        (Found::Nothing, None, None) if !shipped.texts.is_empty() => {
            let message = format!("no such {} file{}", shipped.noun, refusal.looked());
            let near = refusal.near.map(|near| format!("`{}`", shown_path(&near)));
            Box::new(Problem::of(Source::new(name, ""), message).help(shipped.advice(name, near.as_deref())))
        }
        (Found::Nothing, ..) => {
            // Texts in memory lie nowhere, and are told in the words of what holds them.
            let message = match refusal.looked() {
                nowhere if nowhere.is_empty() => refusal.problem.message,
                looked => format!("no such file{looked}"),
            };
            let near = refusal.near.map(|near| format!("did you mean `{}`?", shown_path(&near)));
            Box::new(Problem::of(Source::new(name, ""), message).help(near.unwrap_or_default()))
        }
        _ => refusal.problem,
    };
    Err(Error::Scenario(vec![*problem]))
}

/// The text, if it is of the sort that is asked for.
fn of_sort(source: Source, kind: &Kind) -> Result<Source, Error> {
    match kind.sort.and_then(|_| sort_of(&source.text)) {
        Some(found) if kind.sort != Some(found) => Err(other_sort(&source.name, found, kind)),
        _ => Ok(source),
    }
}

fn other_sort(name: &str, found: Sort, kind: &Kind) -> Error {
    Error::OtherSort { name: shown_path(name), found, wanted: kind.sort.unwrap_or(found) }
}

/// The text that another one names as what it builds on: one of the library, else a shipped one. `role` says in messages
/// what it is to that text.
pub(crate) fn base(library: &dyn Library, role: &str, word: &Setting<String>, kind: &Kind) -> Result<Source, Error> {
    let found = match beside(library, word, kind) {
        Ok(source) => of_sort(source, kind),
        Err(refusal) => elsewhere(role, word, kind, refusal),
    };
    match found {
        Err(Error::OtherSort { found, wanted, .. }) => {
            let message = format!("{role}, \"{}\", is {found}, not {wanted}", shown(&word.value));
            Err(Error::Scenario(vec![word.place.problem(message).label(found.words())]))
        }
        found => found,
    }
}

/// What is shipped under the name of what is not to be had, or what is wrong with it.
fn elsewhere(role: &str, word: &Setting<String>, kind: &Kind, refusal: Refusal) -> Result<Source, Error> {
    let name = &word.value;
    if refusal.found == Found::Unreadable {
        return Err(Error::Scenario(vec![unreadable(word, &refusal.problem)]));
    }
    if let Some(shipped) = kind.shipped.find(name) {
        return Ok(shipped);
    }
    if let Some(found) = kind.shipped.other(name) {
        return Err(other_sort(name, found, kind));
    }
    let what = if refusal.found == Found::Folder { "is a folder" } else { "does not exist" };
    let looked = if refusal.found == Found::Folder { String::new() } else { refusal.looked() };
    let message = format!("{role}, \"{}\", {what}{looked}", shown(name));
    let near = refusal.near.map(|near| format!("\"{}\"", near.escape_debug()));
    let help =
        if name.contains(char::is_control) { BACKSLASH.to_owned() } else { kind.shipped.advice(name, near.as_deref()) };
    Err(Error::Scenario(vec![word.place.problem(message).label(what).help(help)]))
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
fn unreadable(word: &Setting<String>, problem: &Problem) -> Problem {
    let message = format!("cannot read {}: {}", shown_path(&problem.source.name), problem.message);
    word.place.problem(message).help(problem.help.clone())
}
