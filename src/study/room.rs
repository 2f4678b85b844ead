//! Room for cities: how many residents may be alive at once.

use std::sync::Mutex;

use crate::parallel::{locked, wait};

/// Residents alive at once beyond which no further city is begun; each takes a few hundred bytes.
const MOST: u64 = 4_000_000;

/// Counts the residents that are alive.
#[derive(Default)]
pub(super) struct Room {
    alive: Mutex<u64>,
}

/// A city's place in the room, given back when it is dropped.
pub(super) struct Place<'a> {
    room: &'a Room,
    residents: u64,
}

impl Room {
    /// Waits until there is room, which there always is for one city alone. A thread of a pool helps the others meanwhile.
    pub(super) fn enter(&self, residents: u64) -> Place<'_> {
        while !self.try_enter(residents) {
            wait();
        }
        Place { room: self, residents }
    }

    fn try_enter(&self, residents: u64) -> bool {
        let mut alive = locked(&self.alive);
        let fits = *alive == 0 || *alive + residents <= MOST;
        *alive += if fits { residents } else { 0 };
        fits
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *locked(&self.room.alive) -= self.residents;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_cities_come_one_after_the_other_and_small_ones_together() {
        let room = Room::default();
        let large = room.enter(2 * MOST);
        assert!(!room.try_enter(1), "the room is full");
        drop(large);
        let small = (room.enter(10), room.enter(MOST - 10));
        assert!(!room.try_enter(1));
        drop(small);
        assert_eq!(*room.alive.lock().expect("a number"), 0);
    }
}
