//! Cases: what residents have filed, until they are closed or withdrawn.

use serde::{Deserialize, Serialize};

use super::sound::{Sound, hold};
use super::{Category, Channel, Kind};

/// Who works on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handler {
    /// An office, by position in the district.
    Office(u32),
    /// An organisation, by position in the district.
    Organisation(u32),
    /// Mediation; the round in which it began, once there was capacity.
    Mediation(Option<i32>),
    /// A court.
    Court,
}

/// A case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Case {
    /// Number in order of filing within the district.
    pub id: u64,
    /// Key of its draws: who filed it and in which round, the same under every policy.
    pub key: u64,
    /// Position of its community in the district.
    pub community: u32,
    /// Position of its grid in the community.
    pub grid: u32,
    /// What it is about.
    pub category: Category,
    /// Whom it concerns.
    pub kind: Kind,
    /// Severity, 0 to 1.
    pub severity: f32,
    /// Agencies needed, 1 to 3.
    pub agencies: u8,
    /// The channel it came through; none if it is proactive.
    pub channel: Option<Channel>,
    /// Ses of the filer and her third; none if it is proactive.
    pub filer: Option<(f32, u8)>,
    /// Residents behind it, by positions in the community: filer and co-signers.
    pub behind: Vec<u32>,
    /// Who works on it.
    pub handler: Handler,
    /// Work units of a first attempt.
    pub work: f32,
    /// Work units left in the current attempt, verification included.
    pub left: f32,
    /// Round of filing.
    pub filed: i32,
    /// Round by which it is to be resolved.
    pub deadline: i32,
    /// First round in which it can be worked on: later than filing after a transfer or a failed attempt.
    pub ready: i32,
    /// Attempts completed.
    pub attempts: u32,
    /// Whether it was sent to the wrong desk first.
    pub misrouted: bool,
    /// Whether nothing is behind it: opened to be counted.
    pub padding: bool,
    /// Whether a lead body has convened its agencies.
    pub convened: bool,
    /// Round in which it was first worked on.
    pub begun: Option<i32>,
    /// Order in which it is worked on in this round, highest first. Written by `coordination`.
    pub priority: f32,
    /// Whether it can be worked on in this round. Written by `coordination`; taken back by `delivery` after an attempt.
    pub workable: bool,
}

impl Case {
    /// Whether it needs more than one agency.
    pub fn is_joint(&self) -> bool {
        self.agencies > 1
    }

    /// The order of work: highest priority first, then the oldest, then by number.
    pub fn order(&self, other: &Case) -> std::cmp::Ordering {
        other.priority.total_cmp(&self.priority).then(self.filed.cmp(&other.filed)).then(self.id.cmp(&other.id))
    }

    /// Whether nobody stands behind it any more; a proactive case needs nobody.
    pub fn is_abandoned(&self) -> bool {
        self.behind.is_empty() && !self.is_proactive()
    }

    /// Whether it opened without a resident behind it.
    pub fn is_proactive(&self) -> bool {
        self.filer.is_none()
    }
}

/// Why a case is no longer open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Solved.
    Solved,
    /// Not solved, but reported as resolved and not found out.
    ClosedFalsely,
    /// Closed as unresolved.
    Unresolved,
    /// Nobody stood behind it any more, or its organisation closed.
    Withdrawn,
}

/// The open cases of a district.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cases {
    slots: Vec<Option<Case>>,
    free: Vec<u32>,
    of_community: Vec<Vec<u32>>,
    filed: u64,
    ended: u64,
}

impl Cases {
    /// No cases in a district of that many communities.
    pub fn none(communities: usize) -> Self {
        Self { of_community: vec![Vec::new(); communities], ..Self::default() }
    }

    /// Opens a case, gives it its number and returns its position.
    pub fn open(&mut self, mut case: Case) -> u32 {
        case.id = self.filed;
        self.filed += 1;
        let position = self.free.pop().unwrap_or(self.slots.len() as u32);
        self.of_community[case.community as usize].push(position);
        if position as usize == self.slots.len() {
            self.slots.push(Some(case));
        } else {
            self.slots[position as usize] = Some(case);
        }
        position
    }

    /// Takes an open case out; none if there is no such case.
    pub fn close(&mut self, position: u32) -> Option<Case> {
        let case = self.slots.get_mut(position as usize)?.take()?;
        self.free.push(position);
        self.ended += 1;
        self.of_community[case.community as usize].retain(|&other| other != position);
        Some(case)
    }

    /// The case at a position, if it is open.
    pub fn get(&self, position: u32) -> Option<&Case> {
        self.slots.get(position as usize)?.as_ref()
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, position: u32) -> Option<&mut Case> {
        self.slots.get_mut(position as usize)?.as_mut()
    }

    /// Work units left in some cases.
    pub fn work(&self, queue: &[u32]) -> f32 {
        queue.iter().map(|&position| self[position].left).sum()
    }

    /// Work units left in those of some cases that can be worked on in this round.
    pub fn workable(&self, queue: &[u32]) -> f32 {
        let now = queue.iter().map(|&position| &self[position]).filter(|case| case.workable);
        now.map(|case| case.left).sum()
    }

    /// Positions of the open cases of a community, oldest first.
    pub fn of_community(&self, community: usize) -> &[u32] {
        &self.of_community[community]
    }

    /// The open cases with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Case)> {
        self.slots.iter().enumerate().filter_map(|(position, case)| Some((position as u32, case.as_ref()?)))
    }

    /// The open cases, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (u32, &mut Case)> {
        self.slots.iter_mut().enumerate().filter_map(|(position, case)| Some((position as u32, case.as_mut()?)))
    }

    /// Number of open cases.
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// Whether no case is open.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Cases {
    /// Whether every place is that of an open case or free, every open case is in the list of its community, and the ledger
    /// balances.
    pub(super) fn sound(&self, communities: usize) -> Sound {
        let positions = |open: bool| {
            let those = (0..).zip(&self.slots).filter(move |(_, slot)| slot.is_some() == open);
            those.map(|(position, _)| position).collect::<Vec<u32>>()
        };
        let sorted = |mut list: Vec<u32>| {
            list.sort_unstable();
            list
        };
        hold(sorted(self.free.clone()) == positions(false), || "a place of cases is open or free".to_owned())?;
        let listed = sorted(self.of_community.concat());
        hold(listed == positions(true), || "every open case is in one list".to_owned())?;
        let own = |(number, list): (usize, &Vec<u32>)| {
            list.iter().all(|&position| self.get(position).is_some_and(|case| case.community as usize == number))
        };
        let lists = self.of_community.len() == communities && self.of_community.iter().enumerate().all(own);
        hold(lists, || "every open case is in the list of its community".to_owned())?;
        let balance = self.ended.checked_add(self.len() as u64) == Some(self.filed);
        hold(balance && self.filed < u64::MAX / 2, || "cases filed = open + ended".to_owned())
    }
}

impl std::ops::Index<u32> for Cases {
    type Output = Case;
    fn index(&self, position: u32) -> &Case {
        self.slots[position as usize].as_ref().expect("a queue holds open cases only")
    }
}

impl std::ops::IndexMut<u32> for Cases {
    fn index_mut(&mut self, position: u32) -> &mut Case {
        self.slots[position as usize].as_mut().expect("a queue holds open cases only")
    }
}
