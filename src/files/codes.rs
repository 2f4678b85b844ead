//! The codes of a comparison on disk, as the pages of a class make them of theirs.

use std::path::Path;

use super::reproduce::Kept;
use crate::error::Error;
use crate::study::class::{BLOCK, Block};

/// A code for every twenty replicates of a comparison of two scenarios, in their order.
///
/// # Errors
/// If there are no results, if they are of no such comparison, or if a replicate is missing.
pub fn codes(path: &Path) -> Result<Vec<String>, Error> {
    let kept = Kept::open(path)?;
    let whole = kept.study().comparison(kept.runs(), &kept.found()?)?;
    let replicates = whole.arms.first().map_or(0, |arm| arm.runs.len());
    let code = |first: usize| {
        let mut block = whole.clone();
        let last = (first + BLOCK as usize).min(replicates);
        block.arms.iter_mut().for_each(|arm| arm.runs = arm.runs[first..last].to_vec());
        Ok(Block::of(&block, [None; 3])?.code())
    };
    (0..replicates).step_by(BLOCK as usize).map(code).collect()
}
