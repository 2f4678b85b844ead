//! Reading of strict TOML, below scenarios and experiments: what a document says, where it says it, and all that is wrong
//! with it at once.
//!
//! A text is walked (`document`), each value is checked against the range of its parameter (`leaf`), and a name that is
//! none brings the nearest one (`suggest`). Which keys there are is not known here.

mod document;
pub(crate) mod leaf;
mod suggest;
mod tables;

pub(crate) use document::{Key, Node, Reader, Setting, entries, walk};
pub(crate) use suggest::{close, nearest, suggest};
