//! How many threads work.

use super::failure::Failure;

/// Sets the number of threads for everything that follows, one per core unless told, and gives it back.
pub fn use_threads(threads: Option<u16>) -> Result<usize, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0).into());
    pool.build_global().map_err(|error| Failure::Threads(error.to_string()))?;
    Ok(rayon::current_num_threads())
}
