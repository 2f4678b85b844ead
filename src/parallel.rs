//! The few shapes of work side by side that the model has: on rayon's threads with the feature `parallel`, else on the
//! calling thread. Results are in order and nothing is summed across tasks, so both give the same bits.
//!
//! `grain` is how many things are worth a task of their own.

use std::sync::{Mutex, MutexGuard, PoisonError};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// What `act` makes of the numbers from 0 to `count` - 1.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Send>(count: usize, grain: usize, act: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    (0..count).into_par_iter().with_min_len(grain).map(act).collect()
}

/// What `act` makes of each of some things, which it may change, with its position.
#[cfg(feature = "parallel")]
pub(crate) fn map_mut<I: Send, T: Send>(
    things: &mut [I],
    grain: usize,
    act: impl Fn(usize, &mut I) -> T + Sync + Send,
) -> Vec<T> {
    let tasks = things.par_iter_mut().enumerate().with_min_len(grain);
    tasks.map(|(position, thing)| act(position, thing)).collect()
}

/// Does something with each of some things and its partner in another list.
#[cfg(feature = "parallel")]
pub(crate) fn with_partners<I: Send, P: Send>(
    things: &mut [I],
    partners: Vec<P>,
    grain: usize,
    act: impl Fn(&mut I, P) + Sync + Send,
) {
    things.par_iter_mut().zip(partners).with_min_len(grain).for_each(|(thing, partner)| act(thing, partner));
}

/// The first of some things that is as asked for.
#[cfg(feature = "parallel")]
pub(crate) fn first<I: Sync>(things: &[I], wanted: impl Fn(&I) -> bool + Sync + Send) -> Option<&I> {
    things.par_iter().find_first(|thing| wanted(thing))
}

/// Does something once on each thread of the current pool, at the same time.
#[cfg(feature = "parallel")]
pub(crate) fn everywhere(act: impl Fn() + Sync) {
    rayon::broadcast(|_| act());
}

/// Waits a moment; a thread of a pool helps the others meanwhile.
#[cfg(feature = "parallel")]
pub(crate) fn wait() {
    if rayon::yield_now() != Some(rayon::Yield::Executed) {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

/// Whether the calling thread is one that helps others.
#[cfg(feature = "parallel")]
pub(crate) fn is_helper() -> bool {
    rayon::current_thread_index().is_some()
}

/// What a lock guards. A panic of another thread has left it whole: nothing is written into it in parts.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a lock guarded.
pub(crate) fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Number of threads that work.
#[cfg(all(feature = "parallel", feature = "files"))]
pub(crate) fn threads() -> usize {
    rayon::current_num_threads()
}

#[cfg(not(feature = "parallel"))]
pub(crate) use serial::{everywhere, first, is_helper, map, map_mut, wait, with_partners};

/// Number of threads that work.
#[cfg(all(not(feature = "parallel"), feature = "files"))]
pub(crate) fn threads() -> usize {
    1
}

/// The same on the calling thread.
#[cfg(any(test, not(feature = "parallel")))]
mod serial {
    pub(crate) fn map<T>(count: usize, _: usize, act: impl Fn(usize) -> T) -> Vec<T> {
        (0..count).map(act).collect()
    }

    pub(crate) fn map_mut<I, T>(things: &mut [I], _: usize, act: impl Fn(usize, &mut I) -> T) -> Vec<T> {
        things.iter_mut().enumerate().map(|(position, thing)| act(position, thing)).collect()
    }

    pub(crate) fn with_partners<I, P>(things: &mut [I], partners: Vec<P>, _: usize, act: impl Fn(&mut I, P)) {
        things.iter_mut().zip(partners).for_each(|(thing, partner)| act(thing, partner));
    }

    #[cfg(not(feature = "parallel"))]
    pub(crate) fn everywhere(act: impl Fn()) {
        act();
    }

    /// With one thread there is nobody to wait for.
    #[cfg(not(feature = "parallel"))]
    pub(crate) fn wait() {}

    #[cfg(not(feature = "parallel"))]
    pub(crate) fn is_helper() -> bool {
        false
    }

    pub(crate) fn first<I>(things: &[I], wanted: impl Fn(&I) -> bool) -> Option<&I> {
        things.iter().find(|thing| wanted(thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_side_by_side_is_in_order_and_the_same_as_one_after_the_other() {
        for (count, grain) in [(0, 1), (1, 1), (1000, 1), (1000, 64), (10, 64)] {
            assert_eq!(map(count, grain, |n| n * n), serial::map(count, grain, |n| n * n));
            let (mut ours, mut theirs) = (vec![1usize; count], vec![1usize; count]);
            let act = |position: usize, thing: &mut usize| {
                *thing += position;
                *thing * 2
            };
            assert_eq!(map_mut(&mut ours, grain, act), serial::map_mut(&mut theirs, grain, act));
            let partners: Vec<usize> = (0..count).rev().collect();
            with_partners(&mut ours, partners.clone(), grain, |thing, partner| *thing += partner);
            serial::with_partners(&mut theirs, partners, grain, |thing, partner| *thing += partner);
            assert_eq!(ours, theirs);
            assert_eq!(first(&ours, |&n| n > 500), serial::first(&theirs, |&n| n > 500));
        }
    }
}
