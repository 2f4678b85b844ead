//! Panics within a run: caught, and told as what the run failed with.
//!
//! The library sets no hook of its own, so a panic is also printed as usual. A program that does not want that calls
//! [`note`] from its hook, and prints only what that leaves to it.

use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::parallel::{is_helper, locked};

/// Runs that are alive: while there are any, panics of threads that help with them belong to runs.
static ALIVE: AtomicUsize = AtomicUsize::new(0);

/// Where panics that are about to be caught began, by message: a panic may be caught on another thread than it began.
static PLACES: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

thread_local! {
    /// Whether a run is alive on this very thread.
    static HERE: Cell<bool> = const { Cell::new(false) };
}

/// For a panic hook: keeps the place of a panic within a run, for the message of that run; false if the panic is within none
/// and is to be told by the hook.
pub fn note(info: &PanicHookInfo<'_>) -> bool {
    let within = HERE.get() || (ALIVE.load(Ordering::Relaxed) > 0 && is_helper());
    if let (true, Some(place)) = (within, info.location()) {
        let mut places = locked(&PLACES);
        places.insert(message(info.payload()), format!("{}:{}", place.file(), place.line()));
    }
    within
}

/// What comes of something, or the message of its panic, with its place if it was [noted](note).
pub(super) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    let before = HERE.replace(true);
    ALIVE.fetch_add(1, Ordering::Relaxed);
    let caught = panic::catch_unwind(AssertUnwindSafe(act));
    ALIVE.fetch_sub(1, Ordering::Relaxed);
    HERE.set(before);
    caught.map_err(|payload| {
        let message = message(&*payload);
        let place = locked(&PLACES).remove(&message);
        let place = place.map_or(String::new(), |place| format!(" ({place})"));
        format!("panicked: {message}{place}")
    })
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}
