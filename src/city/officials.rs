//! Officials and their offices: one office per community, one department per category.

use rand::Rng;
use rand_distr::Distribution;
use serde::{Deserialize, Serialize};

use super::sound::{Sound, hold, offices};
use super::{CATEGORIES, Category, residents::beta};
use crate::math::toward;
use crate::parameters::{ASSUMED, POSITIVE, SHARE};
use crate::streams::{Purpose, Streams};

crate::parameters! {
    /// The officials of the city.
    pub struct Staffing {
        /// Residents per official of a district; every office has at least one official.
        #[zh = "一个区内每名公职人员对应的居民数；每个办事机构至少有一名公职人员。"]
        residents_per_official: f64 = 250.0, 1.0..=1_000_000.0, "residents", ASSUMED;
        /// Diligence of who begins, first parameter of a beta distribution.
        #[zh = "新任者的尽责度，贝塔分布的第一参数。"]
        diligence_alpha: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Diligence of who begins, second parameter.
        #[zh = "新任者的尽责度，第二参数。"]
        diligence_beta: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Skill of who begins, first parameter of a beta distribution.
        #[zh = "新任者的技能，贝塔分布的第一参数。"]
        skill_alpha: f64 = 10.0, POSITIVE, "shape", ASSUMED;
        /// Skill of who begins, second parameter.
        #[zh = "新任者的技能，第二参数。"]
        skill_beta: f64 = 10.0, POSITIVE, "shape", ASSUMED;
        /// What those who are there at the start have learnt, as a share of all that can be.
        #[zh = "开始时在任者已学到的，占可学到的全部的比例。"]
        experience: f64 = 0.49, SHARE, "share", ASSUMED;
    }
}

/// Skill that experience leads to.
pub const MASTERY: f32 = 0.95;

/// What an office is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfficeKind {
    /// The office of a community, by its position in the district.
    Community(u32),
    /// The department of a category.
    Department(Category),
}

/// An office of a district: its officials work on one queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Office {
    /// What it is for.
    pub kind: OfficeKind,
    /// First official.
    first: u32,
    /// Number of officials.
    number: u32,
    /// Its part of the capacity of its tier, the community offices or the departments. Written by `delivery`.
    pub share: f32,
    /// Work units filed since shares were last set. Added to by `intake`, taken in by `delivery`.
    pub filed: f32,
    /// Cases in hand, by position.
    pub queue: Vec<u32>,
    /// Work units in hand, hours owed to sessions included. Written by `delivery`, added to by `intake`.
    pub work: f32,
    /// Work in hand relative to what can be done within the horizon, before the round's work. Written by `delivery`.
    pub load: f32,
}

impl Office {
    /// Positions of its officials in the district.
    pub fn officials(&self) -> std::ops::Range<usize> {
        self.first as usize..(self.first + self.number) as usize
    }

    /// Whether it is a department.
    pub fn is_department(&self) -> bool {
        matches!(self.kind, OfficeKind::Department(_))
    }
}

/// An official.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Official {
    /// Where she works, by position among the offices.
    pub office: u32,
    /// Diligence, 0 to 1. Written by `accountability`, `careers`.
    pub diligence: f32,
    /// Skill, 0 to 1. Written by `careers`.
    pub skill: f32,
    /// Capacity of this round in work units. Written by `delivery`, shifted by `coordination` in a crisis.
    pub capacity: f32,
    /// Attempts completed in this round. Written by `delivery`.
    pub attempts: u32,
}

impl Official {
    /// Who begins at an office.
    pub fn draw<R: Rng>(staffing: &Staffing, office: u32, rng: &mut R) -> Self {
        let diligence = beta(staffing.diligence_alpha, staffing.diligence_beta).sample(rng);
        let skill = beta(staffing.skill_alpha, staffing.skill_beta).sample(rng);
        Self { office, diligence, skill, capacity: 0.0, attempts: 0 }
    }
}

/// What work in hand means relative to capacity: 0 without work, and never more than 100, also without capacity.
pub fn load(work: f32, capacity: f32) -> f32 {
    if work <= 0.0 { 0.0 } else { (work / capacity).min(100.0) }
}

/// The officials of a district, office by office.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Officials {
    /// All officials; those of an office stand together.
    pub list: Vec<Official>,
    /// The offices: those of communities, then departments.
    pub offices: Vec<Office>,
}

impl Officials {
    /// Draws the officials of a district of so many communities; `demand` is each department's part of the work,
    /// `community_staff` the part of all capacity in community offices.
    pub fn draw(
        staffing: &Staffing,
        residents: f64,
        communities: u32,
        demand: &[f64; CATEGORIES],
        community_staff: f64,
        key: u64,
        streams: &Streams,
    ) -> Self {
        let even = 1.0 / f64::from(communities);
        let own = std::iter::repeat_n((even, community_staff), communities as usize);
        let shares: Vec<(f64, f64)> = own.chain(demand.map(|share| (share, 1.0 - community_staff))).collect();
        let weights: Vec<f64> = shares.iter().map(|(share, tier)| share * tier).collect();
        let numbers = apportion((residents / staffing.residents_per_official).round() as usize, &weights);
        let stream = streams.city(Purpose::Officials);
        let mut officials = Self { list: Vec::new(), offices: Vec::new() };
        for (position, (number, (share, _))) in numbers.into_iter().zip(shares).enumerate() {
            let first = officials.list.len() as u32;
            for _ in 0..number {
                let mut rng = stream.generator(key + officials.list.len() as u64);
                let newcomer = Official::draw(staffing, position as u32, &mut rng);
                let skill = toward(newcomer.skill, staffing.experience as f32, MASTERY);
                officials.list.push(Official { skill, ..newcomer });
            }
            officials.offices.push(Office {
                kind: kind(position, communities),
                first,
                number: number as u32,
                share: share as f32,
                filed: 0.0,
                queue: Vec::new(),
                work: 0.0,
                load: 0.0,
            });
        }
        officials
    }

    /// Whether every office of a district with so many communities has its officials.
    pub(super) fn sound(&self, communities: usize) -> Sound {
        hold(self.offices.len() == offices(communities), || "a district has all its offices".to_owned())?;
        let mut next = 0;
        for (position, office) in self.offices.iter().enumerate() {
            let own = office.first == next && office.number > 0 && office.kind == kind(position, communities as u32);
            next = office.first.saturating_add(office.number);
            hold(own && next as usize <= self.list.len(), || "officials stand office by office".to_owned())?;
            let officials = &self.list[office.officials()];
            let theirs = officials.iter().all(|official| official.office as usize == position);
            hold(theirs, || "every office has officials of its own".to_owned())?;
            office.sound()?;
        }
        hold(next as usize == self.list.len(), || "every official has an office".to_owned())?;
        self.list.iter().try_for_each(Official::sound)
    }

    /// The position of an office.
    pub fn position(&self, kind: OfficeKind) -> usize {
        match kind {
            OfficeKind::Community(community) => community as usize,
            OfficeKind::Department(category) => self.offices.len() - CATEGORIES + category as usize,
        }
    }

    /// An office.
    pub fn office(&self, kind: OfficeKind) -> &Office {
        &self.offices[self.position(kind)]
    }

    /// Capacity of an office in this round, in work units.
    pub fn capacity(&self, office: &Office) -> f32 {
        self.list[office.officials()].iter().map(|official| official.capacity).sum()
    }
}

fn kind(position: usize, communities: u32) -> OfficeKind {
    match position.checked_sub(communities as usize) {
        None => OfficeKind::Community(position as u32),
        Some(category) => OfficeKind::Department(Category::ALL[category]),
    }
}

/// Distributes `total` whole things by weight, largest remainders first, with at least one each.
fn apportion(total: usize, weights: &[f64]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    let spare = total.saturating_sub(weights.len()) as f64;
    let wanted = |weight: f64| if sum > 0.0 { (weight / sum * total as f64 - 1.0).max(0.0) } else { 0.0 };
    let demand: f64 = weights.iter().map(|&weight| wanted(weight)).sum();
    let exact: Vec<f64> =
        weights.iter().map(|&weight| if demand > 0.0 { wanted(weight) / demand * spare } else { 0.0 }).collect();
    let mut numbers: Vec<usize> = exact.iter().map(|part| 1 + part.floor() as usize).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (exact[b].fract()).total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = total.saturating_sub(numbers.iter().sum());
    order.into_iter().cycle().take(missing).for_each(|office| numbers[office] += 1);
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::Categories;
    use crate::city::testing::{assert_near, streams};

    /// The officials of a district of 500,000 residents and four communities: 2,000 of them.
    fn two_thousand() -> Officials {
        let demand = Categories::default().demand();
        Officials::draw(&Staffing::default(), 500_000.0, 4, &demand, 0.3, 0, &streams(2))
    }

    fn mean(officials: &[Official], of: fn(&Official) -> f32) -> f64 {
        officials.iter().map(|official| f64::from(of(official))).sum::<f64>() / officials.len() as f64
    }

    #[test]
    fn every_office_has_an_official_and_none_is_lost() {
        assert_eq!(apportion(20, &[0.03; 10]), vec![2; 10]);
        assert_eq!(apportion(3, &[1.0; 5]), vec![1; 5]);
        assert_eq!(apportion(10, &[6.0, 3.0, 1.0]).iter().sum::<usize>(), 10);
        assert_eq!(apportion(7, &[0.0, 0.0]).iter().sum::<usize>(), 7);
        assert_eq!(apportion(100, &[8.0, 1.0, 1.0]), vec![80, 10, 10]);
    }

    #[test]
    fn the_first_officials_are_experienced_and_those_who_come_later_are_not() {
        // Skill at entry ~ Beta(10, 10): mean .5, standard deviation sqrt(.25 / 21) = .109; at the start .5 + .49 (.95 - .5)
        // = .7205 and .51 x .109. Diligence ~ Beta(5, 5): sqrt(.25 / 11) = .151. Bounds of 5.5 standard errors for 2,000,
        // exceeded by chance once in 26 million.
        let officials = two_thousand();
        assert_eq!((officials.list.len(), officials.sound(4)), (2000, Ok(())));
        let skill = mean(&officials.list, |official| official.skill);
        assert!((skill - 0.7205).abs() < 5.5 * 0.0556 / 44.7, "{skill}");
        let stream = streams(2).city(Purpose::Careers);
        let draw = |who| Official::draw(&Staffing::default(), 0, &mut stream.generator(who));
        let newcomers: Vec<Official> = (0..2000).map(draw).collect();
        let skill = mean(&newcomers, |official| official.skill);
        assert!((skill - 0.5).abs() < 5.5 * 0.109 / 44.7, "{skill}");
        for some in [&officials.list, &newcomers] {
            let diligence = mean(some, |official| official.diligence);
            assert!((diligence - 0.5).abs() < 5.5 * 0.151 / 44.7, "{diligence}");
        }
    }

    #[test]
    fn community_offices_share_their_tier_evenly_and_departments_by_their_rates() {
        let officials = two_thousand();
        let demand = Categories::default().demand();
        assert!(officials.offices[..4].iter().all(|office| office.share == 0.25 && !office.is_department()));
        for (office, expected) in officials.offices[4..].iter().zip(demand) {
            assert_near(office.share, expected);
            assert!(office.is_department());
        }
        assert_eq!(officials.position(OfficeKind::Department(Category::Environment)), 5);
    }

    #[test]
    fn load_is_work_over_capacity_and_has_an_end() {
        assert_eq!([load(3.0, 4.0), load(0.0, 0.0), load(0.0, 4.0)], [0.75, 0.0, 0.0]);
        assert_eq!([load(1.0, 0.0), load(1e9, 1.0)], [100.0; 2]);
    }
}
