//! Officials and their offices: one office per community, one department per category.

use rand_distr::Distribution;
use serde::{Deserialize, Serialize};

use super::sound::{Sound, hold, offices};
use super::{CATEGORIES, Category, residents::beta};
use crate::parameters::{ASSUMED, POSITIVE};
use crate::streams::{Purpose, Streams};

crate::parameters! {
    /// The officials of the city.
    pub struct Staffing {
        /// Residents per official of a district; every office has at least one official.
        residents_per_official: f64 = 250.0, 1.0..=1_000_000.0, "residents", ASSUMED;
        /// Diligence at the start, first parameter of a beta distribution.
        diligence_alpha: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Diligence at the start, second parameter.
        diligence_beta: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Skill, first parameter of a beta distribution.
        skill_alpha: f64 = 14.0, POSITIVE, "shape", ASSUMED;
        /// Skill, second parameter.
        skill_beta: f64 = 6.0, POSITIVE, "shape", ASSUMED;
    }
}

/// An office of a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Office {
    /// The office of a community, by its position in the district.
    Community(u32),
    /// The department of a category.
    Department(Category),
}

/// An official.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Official {
    /// Where she works.
    pub office: Office,
    /// Diligence, 0 to 1. Written by `accountability`.
    pub diligence: f32,
    /// Skill, 0 to 1.
    pub skill: f32,
    /// Cases in hand, by position.
    pub queue: Vec<u32>,
    /// Work units in hand, hours owed to sessions included. Written by `delivery`, added to by `intake`.
    pub work: f32,
    /// Capacity of this round in work units. Written by `delivery`, shifted by `coordination` in a crisis.
    pub capacity: f32,
    /// Work in hand relative to what can be done within the horizon, before the round's work. Written by `delivery`.
    pub load: f32,
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
    /// First official of each office; community offices come first, then departments, then the end.
    starts: Vec<u32>,
    communities: u32,
}

impl Officials {
    /// Draws the officials of a district; `weights` are the offices' shares of capacity, in order of offices.
    pub fn draw(staffing: &Staffing, residents: f64, weights: &[f64], key: u64, streams: &Streams) -> Self {
        let numbers = apportion((residents / staffing.residents_per_official).round() as usize, weights);
        let stream = streams.city(Purpose::Officials);
        let communities = (weights.len() - CATEGORIES) as u32;
        let mut officials = Self { list: Vec::new(), starts: vec![0], communities };
        for (office, number) in numbers.into_iter().enumerate() {
            for _ in 0..number {
                let mut rng = stream.generator(key + officials.list.len() as u64);
                officials.list.push(Official {
                    office: officials.office(office),
                    diligence: beta(staffing.diligence_alpha, staffing.diligence_beta).sample(&mut rng),
                    skill: beta(staffing.skill_alpha, staffing.skill_beta).sample(&mut rng),
                    queue: Vec::new(),
                    work: 0.0,
                    capacity: 0.0,
                    load: 0.0,
                });
            }
            officials.starts.push(officials.list.len() as u32);
        }
        officials
    }

    /// Whether every office of a district with so many communities has its officials.
    pub(super) fn sound(&self, communities: usize) -> Sound {
        let starts = self.communities as usize == communities
            && self.starts.len() == offices(communities) + 1
            && self.starts.first() == Some(&0)
            && self.starts.is_sorted()
            && self.starts.last().is_some_and(|&last| last as usize == self.list.len());
        hold(starts, || "officials stand office by office".to_owned())?;
        let own = |office: Office| {
            let own = &self.list[self.range(office)];
            !own.is_empty() && own.iter().all(|official| official.office == office)
        };
        hold(self.offices().all(own), || "every office has officials of its own".to_owned())?;
        self.list.iter().try_for_each(Official::sound)
    }

    fn office(&self, position: usize) -> Office {
        match position.checked_sub(self.communities as usize) {
            None => Office::Community(position as u32),
            Some(category) => Office::Department(Category::ALL[category]),
        }
    }

    /// Positions of the officials of an office.
    pub fn range(&self, office: Office) -> std::ops::Range<usize> {
        let position = match office {
            Office::Community(community) => community as usize,
            Office::Department(category) => self.communities as usize + category as usize,
        };
        self.starts[position] as usize..self.starts[position + 1] as usize
    }

    /// All offices.
    pub fn offices(&self) -> impl Iterator<Item = Office> + '_ {
        (0..self.starts.len() - 1).map(|position| self.office(position))
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

    #[test]
    fn every_office_has_an_official_and_none_is_lost() {
        assert_eq!(apportion(20, &[0.03; 10]), vec![2; 10]);
        assert_eq!(apportion(3, &[1.0; 5]), vec![1; 5]);
        assert_eq!(apportion(10, &[6.0, 3.0, 1.0]).iter().sum::<usize>(), 10);
        assert_eq!(apportion(7, &[0.0, 0.0]).iter().sum::<usize>(), 7);
        assert_eq!(apportion(100, &[8.0, 1.0, 1.0]), vec![80, 10, 10]);
    }
}
