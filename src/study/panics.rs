//! Panics within a run: caught, with their place, and not printed.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::error::Error;

/// How many sweeps want silence at the moment.
static SILENT: AtomicUsize = AtomicUsize::new(0);

/// Where the panics that are about to be caught began, by message: a panic may be caught on another thread than it began.
static PLACES: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// Keeps the panics of runs from being printed, as long as it lives.
pub(super) struct Silence;

/// Silence from now on, for threads of pools only: runs are on no others.
pub(super) fn silence() -> Silence {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| if silent() { remember(info) } else { before(info) }));
    });
    SILENT.fetch_add(1, Ordering::Relaxed);
    Silence
}

impl Drop for Silence {
    fn drop(&mut self) {
        SILENT.fetch_sub(1, Ordering::Relaxed);
    }
}

fn silent() -> bool {
    SILENT.load(Ordering::Relaxed) > 0 && rayon::current_thread_index().is_some()
}

fn remember(info: &PanicHookInfo<'_>) {
    if let Some(place) = info.location() {
        let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
        places.insert(message(info.payload()), format!("{}:{}", place.file(), place.line()));
    }
}

/// What comes of something, or the message of its panic with its place.
pub(super) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(act)).map_err(|payload| {
        let message = message(&*payload);
        let place = PLACES.lock().unwrap_or_else(PoisonError::into_inner).remove(&message);
        let place = place.map_or(String::new(), |place| format!(" ({place})"));
        format!("panicked: {message}{place}")
    })
}

/// The first panic of many runs.
#[derive(Default)]
pub(super) struct FirstPanic(Mutex<Option<String>>);

impl FirstPanic {
    /// Whether there has been one.
    pub(super) fn is_there(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// What comes of something that has a name, unless it panics.
    pub(super) fn or_result_of<T>(&self, name: &str, act: impl FnOnce() -> T) -> Option<T> {
        let caught = caught(act);
        caught.inspect_err(|message| self.note(format!("{name} {message}"))).ok()
    }

    fn note(&self, message: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(message);
    }

    /// The error that it is.
    pub(super) fn into_result(self) -> Result<(), Error> {
        let message = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        message.map_or(Ok(()), |message| Err(Error::Internal(message)))
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}
