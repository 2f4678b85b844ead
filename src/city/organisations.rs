//! Organisations: social organisations, which are founded and close, enterprises and institutions.

use serde::{Deserialize, Serialize};

use super::{Cases, Category};

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrganisationKind {
    /// A social organisation: lives on contracts and donations.
    Social,
    /// An enterprise: contributes by its responsibility.
    Enterprise,
    /// An institution: contributes by its responsibility.
    Institution,
}

/// An organisation of a district. Written by `organisations`; cases are queued by `intake` and worked by `delivery`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Organisation {
    /// What it is.
    pub kind: OrganisationKind,
    /// What it works on.
    pub category: Category,
    /// Work units per round.
    pub capacity: f32,
    /// Skill, 0 to 1.
    pub skill: f32,
    /// Reputation, 0 to 1.
    pub reputation: f32,
    /// Attempts completed in this round. Written by `delivery`.
    pub attempts: u32,
    /// Round in which it was founded.
    pub founded: i32,
    /// Cases in hand, by position, in order of arrival.
    pub queue: Vec<u32>,
}

impl Organisation {
    /// Whether it is founded and can close.
    pub fn is_social(&self) -> bool {
        self.kind == OrganisationKind::Social
    }

    /// Whether it has less than `backlog` rounds of work.
    pub fn has_room(&self, cases: &Cases, backlog: f32) -> bool {
        cases.work(&self.queue) < backlog * self.capacity
    }

    /// Rounds of work that it has in hand.
    pub fn rounds(&self, cases: &Cases) -> f32 {
        cases.work(&self.queue) / self.capacity.max(1e-6)
    }
}

/// The organisation of a category with the least rounds of work, among those that have room if `backlog` is given.
pub fn least_loaded(
    organisations: &[Organisation],
    cases: &Cases,
    category: Category,
    backlog: Option<f32>,
) -> Option<usize> {
    let fits = |organisation: &Organisation| {
        organisation.category == category && backlog.is_none_or(|rounds| organisation.has_room(cases, rounds))
    };
    let candidates = organisations.iter().enumerate().filter(|(_, organisation)| fits(organisation));
    candidates.min_by(|(_, a), (_, b)| a.rounds(cases).total_cmp(&b.rounds(cases))).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::Handler;
    use crate::city::testing::{case, district, open, organisation};

    #[test]
    fn the_least_loaded_has_the_fewest_rounds_of_work_and_room_if_that_is_asked() {
        // Rounds of work: 3 / 1, 2 / .5, and an organisation for care without work.
        let mut district = district(1, 10);
        let of_care = Organisation { category: Category::Care, ..organisation(1.0) };
        district.organisations = vec![organisation(1.0), organisation(0.5), of_care];
        for (number, work) in [(0, 3.0), (1, 2.0)] {
            open(&mut district, crate::city::Case { left: work, ..case(Handler::Organisation(number)) });
        }
        let (all, cases) = (&district.organisations, &district.cases);
        assert_eq!([all[0].rounds(cases), all[1].rounds(cases), all[2].rounds(cases)], [3.0, 4.0, 0.0]);
        let least = |category, backlog| least_loaded(all, cases, category, backlog);
        assert_eq!(least(Category::Housing, None), Some(0));
        assert_eq!([least(Category::Housing, Some(3.5)), least(Category::Housing, Some(3.0))], [Some(0), None]);
        assert_eq!([least(Category::Care, Some(0.1)), least(Category::Safety, None)], [Some(2), None]);
    }
}
