//! Reading of strict TOML, below scenarios and experiments: what a document says, where it says it, and all that is wrong
//! with it at once.
//!
//! A text is walked (`document`), each value is checked against the range of its parameter (`leaf`), and a name that is
//! none brings the nearest one (`suggest`). Which keys there are is not known here. All texts come from a [`Library`]: files,
//! texts in memory, or whatever else finds a text by its name.

pub(crate) mod csv;
mod document;
mod files;
mod in_memory;
pub(crate) mod leaf;
mod library;
mod sort;
mod suggest;
mod tables;

pub use files::Files;
pub use in_memory::InMemory;
pub use library::{Found, Kind, Library, Refusal, Shipped};
pub use sort::sort_of;

pub(crate) use document::{Key, Node, Reader, Setting, entries, shown, unshowable, walk};
pub(crate) use files::is_same;
pub(crate) use library::{base, beside, named, stem};
#[cfg(test)]
pub(crate) use sort::{OF_EXPERIMENTS, OF_SPREADS};
pub(crate) use suggest::{alike, close, nearest, suggest};
