//! A file that is whole and may take its place in a folder of results.

use std::path::Path;

use super::manifest::Manifest;
use super::write::{Prepared, hash_of};
use super::{Result, folder};

/// A file beside its place, which is free or held by what it may replace.
pub(super) struct Ready {
    name: String,
    prepared: Prepared,
    /// The hash of what stands in its place.
    standing: Option<String>,
}

impl Ready {
    /// A prepared file of this name, once it is known that it may take its place.
    ///
    /// # Errors
    /// If something stands there that the program did not write, unless it is the same.
    pub(super) fn of(folder: &Path, manifest: &Manifest, name: &str, prepared: Prepared) -> Result<Self> {
        folder::may_write(folder, Some(manifest), name, Some(prepared.hash()))?;
        let standing = hash_of(&folder.join(name))?;
        Ok(Self { name: name.to_owned(), prepared, standing })
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Notes it, with what it replaces: whatever ends the program before the next step, one of the two is in place.
    pub(super) fn note(&self, manifest: &mut Manifest) {
        manifest.note(&self.name, self.prepared.hash(), self.standing.as_deref());
    }

    /// Puts it into its place.
    pub(super) fn place(self) -> Result<()> {
        self.prepared.place()
    }
}
