//! Needs: at most one per resident, and what has been tried for it.

use serde::{Deserialize, Serialize};

use super::Category;
use super::sound::{Sound, hold, is_round};

crate::names! {
    /// Whom a need concerns.
    pub enum Kind {
        /// One resident.
        Private = "private" "私人",
        /// Everyone around.
        Public = "public" "公共",
        /// Two parties.
        Dispute = "dispute" "纠纷",
    }
}

crate::names! {
    /// Where a resident can go with a need. All but neighbours are formal: using them is voice.
    pub enum Channel {
        /// Mutual help among neighbours.
        Neighbours = "neighbours" "邻里",
        /// The community office, in person.
        Office = "office" "服务站",
        /// The shared platform.
        Platform = "platform" "平台",
        /// A social organisation, enterprise or institution.
        Organisation = "organisation" "组织",
        /// A petition to the city.
        Petition = "petition" "信访",
        /// Mediation, then court.
        Law = "law" "法律",
    }
}

/// Number of channels.
pub const CHANNELS: usize = 6;

impl Channel {
    /// This channel as a set, to be joined with others by `|`.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Channels whose failure opens the way to court and to a petition.
pub const PUBLIC_DOORS: u8 = 1 << Channel::Office as u8 | 1 << Channel::Platform as u8;

/// All formal channels as a set.
pub const FORMAL: u8 = 0b11_1110;

/// Where a resident stands with her need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// No need is open.
    #[default]
    None,
    /// A need has just arisen or an attempt has just failed: she decides what to do.
    Deciding,
    /// She lives with it for now.
    Waiting,
    /// A case is open; within a round also: neighbours were asked, or others' case has met the need, until `feedback`.
    Filed,
}

impl Stage {
    /// All stages, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::None, Self::Deciding, Self::Waiting, Self::Filed];
}

/// The need of a resident.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Need {
    /// What it is about.
    pub category: Category,
    /// Whom it concerns.
    pub kind: Kind,
    /// Severity, 0 to 1.
    pub severity: f32,
    /// Agencies needed, 1 to 3.
    pub agencies: u8,
    /// Work units to deal with it once.
    pub work: f32,
    /// Round in which it arose.
    pub since: i32,
    /// Round of the current attempt.
    pub filed: i32,
    /// Channel of the current attempt.
    pub channel: Channel,
    /// Channels that have failed, as a set.
    pub failed: u8,
    /// Whether it was ever voiced.
    pub voiced: bool,
    /// The open case, a position in the cases of the district; meaningful while [`Stage::Filed`].
    pub case: u32,
}

impl Need {
    fn sound(&self) -> Sound {
        let rounds = is_round(self.since) && is_round(self.filed);
        let numbers = (0.0..=1.0).contains(&self.severity) && (0.0..f32::INFINITY).contains(&self.work);
        let sets = (1..=3).contains(&self.agencies) && self.failed < 1 << CHANNELS;
        hold(rounds && numbers && sets, || format!("a need like no other: {self:?}"))
    }
}

/// What a need starts from: nothing has been tried for it.
pub const NO_NEED: Need = Need {
    category: Category::Housing,
    kind: Kind::Private,
    severity: 0.0,
    agencies: 1,
    work: 0.0,
    since: 0,
    filed: 0,
    channel: Channel::Neighbours,
    failed: 0,
    voiced: false,
    case: 0,
};

/// Needs of a community. Written by `needs`, `voice`, `intake`, `delivery`, `feedback`, `organisations`, `turnover`.
///
/// Few residents have a need at a time, so the open ones stand close together, apart from the column of stages.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Needs {
    /// Where each resident stands; read for everyone in each round.
    stage: Vec<Stage>,
    /// The slot of each resident's need among the open ones, meaningful unless the stage is [`Stage::None`].
    slot: Vec<u32>,
    /// The open needs, in no order; at free slots, needs that have ended.
    open: Vec<Need>,
    /// The free slots among them.
    free: Vec<u32>,
}

impl Needs {
    /// No needs for that many residents, and room for a need of every fourth: growing step by step would leave small
    /// gaps all over a large city.
    pub fn none(residents: usize) -> Self {
        let (stage, slot) = (vec![Stage::None; residents], vec![0; residents]);
        Self { stage, slot, open: Vec::with_capacity(residents.div_ceil(4)), free: Vec::new() }
    }

    /// All that is kept of the needs.
    pub(super) fn tables(&self) -> (&[Stage], &[u32], &[Need]) {
        (&self.stage, &self.slot, &self.open)
    }

    /// Where each resident stands.
    pub fn stages(&self) -> &[Stage] {
        &self.stage
    }

    /// Where a resident stands.
    pub fn stage(&self, resident: usize) -> Stage {
        self.stage[resident]
    }

    /// The need of a resident who has one.
    pub fn of(&self, resident: usize) -> &Need {
        debug_assert_ne!(self.stage[resident], Stage::None, "resident {resident} has no need");
        &self.open[self.slot[resident] as usize]
    }

    /// The need of a resident who has one, to be changed.
    pub fn of_mut(&mut self, resident: usize) -> &mut Need {
        debug_assert_ne!(self.stage[resident], Stage::None, "resident {resident} has no need");
        &mut self.open[self.slot[resident] as usize]
    }

    /// The need of a resident, if she has one.
    pub fn get(&self, resident: usize) -> Option<&Need> {
        (self.stage[resident] != Stage::None).then(|| self.of(resident))
    }

    /// Lets a need arise in a resident who has none; she has to decide on it.
    ///
    /// # Panics
    /// If she has one.
    pub fn arise(&mut self, resident: usize, need: Need) {
        assert_eq!(self.stage[resident], Stage::None, "resident {resident} has a need already");
        let slot = self.free.pop().unwrap_or(self.open.len() as u32);
        if slot as usize == self.open.len() {
            self.open.push(need);
        } else {
            self.open[slot as usize] = need;
        }
        (self.stage[resident], self.slot[resident]) = (Stage::Deciding, slot);
    }

    /// Says where a resident now stands with her need, which stays open.
    ///
    /// # Panics
    /// If she has none, or the stage is [`Stage::None`]: needs open by [`Needs::arise`] and end by [`Needs::end`] only.
    pub fn move_to(&mut self, resident: usize, stage: Stage) {
        assert_ne!(self.stage[resident], Stage::None, "resident {resident} has no need");
        assert_ne!(stage, Stage::None, "a need ends by giving up its slot");
        self.stage[resident] = stage;
    }

    /// Ends the need of a resident, if she has one, and says where she stood with it.
    pub fn end(&mut self, resident: usize) -> Stage {
        let before = std::mem::take(&mut self.stage[resident]);
        if before != Stage::None {
            self.free.push(self.slot[resident]);
        }
        before
    }

    /// The open needs with whose they are, in the order of residents.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Need)> {
        (0..self.stage.len()).filter_map(|resident| Some((resident as u32, self.get(resident)?)))
    }

    /// Number of open needs.
    pub fn len(&self) -> usize {
        self.open.len() - self.free.len()
    }

    /// Whether no need is open.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every slot among the open needs is one resident's or free, so that nobody shares a need and none is lost.
    pub(super) fn sound(&self, residents: usize) -> Sound {
        let lengths = [self.stage.len(), self.slot.len()];
        hold(lengths == [residents; 2], || "every resident has a stage and a slot".to_owned())?;
        let in_need = self.stage.iter().zip(&self.slot).filter(|(stage, _)| **stage != Stage::None);
        let mut slots: Vec<u32> = in_need.map(|(_, &slot)| slot).chain(self.free.iter().copied()).collect();
        slots.sort_unstable();
        let each = slots.into_iter().eq(0..self.open.len() as u32);
        hold(each, || "every slot is one resident's need or free".to_owned())?;
        self.iter().try_for_each(|(_, need)| need.sound())
    }

    /// Lets residents stand there with this need, whatever was before.
    #[cfg(test)]
    pub(crate) fn set(&mut self, residents: impl IntoIterator<Item = usize>, stage: Stage, need: Need) {
        for resident in residents {
            self.end(resident);
            if stage != Stage::None {
                self.arise(resident, need);
                self.move_to(resident, stage);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::testing::need;

    /// Five residents, of whom the first three have a need each.
    fn three_of_five() -> Needs {
        let mut needs = Needs::none(5);
        for (resident, category) in [Category::Care, Category::Health, Category::Safety].into_iter().enumerate() {
            needs.arise(resident, need(category));
        }
        needs
    }

    fn open(needs: &Needs) -> Vec<(u32, Category)> {
        assert_eq!(needs.sound(needs.stage.len()), Ok(()));
        needs.iter().map(|(resident, need)| (resident, need.category)).collect()
    }

    #[test]
    fn without_needs_nothing_is_held() {
        let needs = Needs::none(3);
        assert!(needs.is_empty() && open(&needs).is_empty() && needs.open.is_empty());
        assert_eq!(needs.stages(), [Stage::None; 3]);
        assert!(needs.get(0).is_none());
    }

    #[test]
    fn a_need_that_arises_is_to_be_decided_on_and_is_its_owners() {
        let mut needs = three_of_five();
        assert_eq!(needs.stages(), [Stage::Deciding, Stage::Deciding, Stage::Deciding, Stage::None, Stage::None]);
        needs.of_mut(1).voiced = true;
        assert!(needs.of(1).voiced && !needs.of(0).voiced && !needs.of(2).voiced);
        assert_eq!(needs.len(), 3);
    }

    #[test]
    fn a_need_that_ends_gives_its_place_to_the_next_one() {
        let mut needs = three_of_five();
        assert_eq!(needs.end(1), Stage::Deciding);
        assert_eq!(open(&needs), [(0, Category::Care), (2, Category::Safety)]);
        needs.arise(4, need(Category::Housing));
        assert_eq!(open(&needs), [(0, Category::Care), (2, Category::Safety), (4, Category::Housing)]);
        assert_eq!((needs.open.len(), needs.len()), (3, 3), "no further slot is taken");
        needs.arise(3, need(Category::Transport));
        assert_eq!(needs.open.len(), 4);
        assert_eq!(needs.sound(5), Ok(()));
    }

    #[test]
    fn ending_without_a_need_changes_nothing() {
        let mut needs = three_of_five();
        assert_eq!([needs.end(4), needs.end(2), needs.end(2)], [Stage::None, Stage::Deciding, Stage::None]);
        assert_eq!(open(&needs), [(0, Category::Care), (1, Category::Health)]);
        assert_eq!(needs.free, [2], "a slot is given back once");
    }

    #[test]
    fn a_need_stays_where_it_is_from_stage_to_stage() {
        let mut needs = three_of_five();
        for stage in [Stage::Waiting, Stage::Deciding, Stage::Filed] {
            needs.move_to(2, stage);
            assert_eq!((needs.stage(2), needs.of(2).category), (stage, Category::Safety));
        }
        assert_eq!((needs.end(2), needs.stage(2)), (Stage::Filed, Stage::None));
    }

    #[test]
    #[should_panic = "has a need already"]
    fn nobody_gets_a_second_need() {
        three_of_five().arise(0, NO_NEED);
    }

    #[test]
    #[should_panic = "has no need"]
    fn without_a_need_there_is_no_stage_to_move_to() {
        three_of_five().move_to(4, Stage::Waiting);
    }

    #[test]
    #[should_panic = "a need ends by giving up its slot"]
    fn a_need_does_not_end_by_a_move() {
        three_of_five().move_to(0, Stage::None);
    }

    #[test]
    fn the_check_finds_a_lost_place_and_a_shared_one() {
        let fails = |spoil: fn(&mut Needs)| {
            let mut needs = three_of_five();
            spoil(&mut needs);
            needs.sound(5).is_err()
        };
        assert!(!fails(|_| ()));
        assert!(fails(|needs| needs.stage[0] = Stage::None), "a need without an owner");
        assert!(fails(|needs| needs.stage[3] = Stage::Waiting), "two owners of one need");
        assert!(fails(|needs| needs.slot[0] = 1), "one need with two owners, another without");
        assert!(fails(|needs| needs.free.push(0)), "a slot that is held and free");
        assert!(fails(|needs| needs.slot[0] = 9), "a slot that does not exist");
    }
}
