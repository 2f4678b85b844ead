//! Ties between residents: a small world within the community, with some ties to other communities of the district.

use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

use super::sound::{Sound, hold};
use crate::parameters::{ASSUMED, Declared};
use crate::streams::{Purpose, Streams};

crate::parameters! {
    /// Ties between residents.
    pub struct Network {
        /// Neighbours of a resident on the ring before rewiring; even.
        #[zh = "重连之前居民在环上的邻居数；偶数。"]
        neighbours: u32 = 8, 0..=64, "residents", "Watts & Strogatz 1998; value assumed",
            Declared::Among(&[4.0, 6.0, 8.0, 10.0, 12.0]);
        /// Probability that a tie within the community is rewired.
        #[zh = "社区内的一条联系被重连的概率。"]
        rewiring: f64 = 0.1, crate::parameters::SHARE, "probability", "Watts & Strogatz 1998; value assumed";
        /// Probability that a tie goes to another community of the district.
        #[zh = "一条联系通向本区其他社区的概率。"]
        bridges: f64 = 0.05, crate::parameters::SHARE, "probability", ASSUMED;
    }
}

/// Neighbours of each resident of a district, as offsets and positions in the district.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ties {
    offsets: Vec<u32>,
    neighbours: Vec<u32>,
    by_number: Vec<u32>,
}

impl Ties {
    /// The neighbours of a resident, by positions in the district.
    #[inline]
    pub fn of(&self, resident: usize) -> &[u32] {
        &self.neighbours[self.offsets[resident] as usize..self.offsets[resident + 1] as usize]
    }

    /// The residents of a community, which stand at these positions, those with fewest neighbours first: whoever looks
    /// around for all of them in this order has as many to look at as the one before, which a processor guesses right.
    pub fn by_number(&self, community: std::ops::Range<usize>) -> &[u32] {
        &self.by_number[community]
    }

    /// All that is kept of the ties.
    pub(super) fn tables(&self) -> [&[u32]; 3] {
        [&self.offsets, &self.neighbours, &self.by_number]
    }

    /// Whether these are ties between residents of so many communities of that size.
    pub(super) fn sound(&self, communities: usize, size: usize) -> Sound {
        let residents = communities * size;
        let ends = self.offsets.len() == residents + 1
            && self.offsets.first() == Some(&0)
            && self.offsets.is_sorted()
            && self.offsets.last().is_some_and(|&last| last as usize == self.neighbours.len());
        let known = self.neighbours.iter().all(|&other| (other as usize) < residents);
        hold(ends && known, || "ties lead to residents of the district".to_owned())?;
        let own = |(number, order): (usize, &[u32])| {
            let own = (number * size)..(number + 1) * size;
            order.iter().all(|&resident| own.contains(&(resident as usize)))
        };
        let listed = self.by_number.len() == residents && self.by_number.chunks(size).enumerate().all(own);
        hold(listed, || "residents are in order of their ties within their community".to_owned())
    }

    /// Draws the ties of a district of `communities` communities with `residents` each.
    pub fn draw(
        network: &Network,
        communities: u32,
        residents: u32,
        key: impl Fn(u32) -> u64,
        streams: &Streams,
    ) -> Self {
        let stream = streams.city(Purpose::Network);
        let reach = (network.neighbours / 2).min(residents.saturating_sub(1) / 2);
        let mut ties = Vec::with_capacity(communities as usize * residents as usize * reach as usize);
        for community in 0..communities {
            for index in 0..residents {
                let mut rng = stream.generator(key(community) + u64::from(index));
                for step in 1..=reach {
                    let other = draw_end(network, (community, index), step, (communities, residents), &mut rng);
                    ties.push((community * residents + index, other));
                }
            }
        }
        Self::from_pairs((communities * residents) as usize, residents as usize, &ties)
    }

    /// Ties in both directions from pairs, sorted and without repetition, between residents of communities of one size.
    pub fn from_pairs(residents: usize, community: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0u32; residents + 1];
        for &(a, b) in pairs {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        (0..residents).for_each(|i| starts[i + 1] += starts[i]);
        let mut next = starts.clone();
        let mut ends = vec![0u32; pairs.len() * 2];
        for (from, to) in pairs.iter().flat_map(|&(a, b)| [(a, b), (b, a)]) {
            ends[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        let mut ties = Self::without_repetition(&starts, &mut ends);
        let mut by_number: Vec<u32> = (0..residents as u32).collect();
        by_number.chunks_mut(community).for_each(|own| own.sort_by_key(|&who| ties.of(who as usize).len()));
        ties.by_number = by_number;
        ties
    }

    fn without_repetition(starts: &[u32], ends: &mut [u32]) -> Self {
        let mut ties = Self { offsets: vec![0], neighbours: Vec::with_capacity(ends.len()), by_number: Vec::new() };
        for bounds in starts.windows(2) {
            let own = &mut ends[bounds[0] as usize..bounds[1] as usize];
            own.sort_unstable();
            let first = ties.neighbours.len();
            for &mut end in own {
                if ties.neighbours.len() == first || ties.neighbours.last() != Some(&end) {
                    ties.neighbours.push(end);
                }
            }
            ties.offsets.push(ties.neighbours.len() as u32);
        }
        ties
    }
}

/// The other end of the tie of `index` to the resident `step` further on the ring, rewired or bridged by chance.
fn draw_end<R: Rng>(network: &Network, from: (u32, u32), step: u32, size: (u32, u32), rng: &mut R) -> u32 {
    let ((community, index), (communities, residents)) = (from, size);
    let fate: f64 = rng.random::<f32>().into();
    if communities > 1 && fate < network.bridges {
        let other = (community + rng.random_range(1..communities)) % communities;
        return other * residents + rng.random_range(0..residents);
    }
    if fate >= 1.0 - network.rewiring * (1.0 - network.bridges) {
        let other = (index + rng.random_range(1..residents)) % residents;
        return community * residents + other;
    }
    community * residents + (index + step) % residents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streams::Seeds;

    fn draw(network: &Network, residents: u32) -> Ties {
        let streams = Streams::new(Seeds { seed: 1, replicate: 0, city_seed: None });
        Ties::draw(network, 4, residents, |community| u64::from(community) << 32, &streams)
    }

    #[test]
    fn ties_are_mutual_and_nobody_is_her_own_neighbour() {
        let ties = draw(&Network::default(), 50);
        for resident in 0..200u32 {
            for &other in ties.of(resident as usize) {
                assert_ne!(other, resident);
                assert!(ties.of(other as usize).contains(&resident));
            }
        }
    }

    #[test]
    fn communities_are_ordered_by_number_of_neighbours_and_nobody_is_left_out() {
        let ties = draw(&Network::default(), 50);
        for community in 0..4 {
            let order = ties.by_number(community * 50..(community + 1) * 50);
            assert!(order.is_sorted_by_key(|&who| ties.of(who as usize).len()));
            let mut everyone = order.to_vec();
            everyone.sort_unstable();
            assert!(everyone.into_iter().eq(community as u32 * 50..(community as u32 + 1) * 50));
        }
    }

    #[test]
    fn without_rewiring_and_bridges_the_network_is_a_ring() {
        let ties = draw(&Network { rewiring: 0.0, bridges: 0.0, neighbours: 4 }, 10);
        assert_eq!(ties.of(0), [1, 2, 8, 9]);
        assert_eq!(ties.of(15), [13, 14, 16, 17]);
    }

    #[test]
    fn about_the_stated_share_of_ties_crosses_communities() {
        let ties = draw(&Network::default(), 500);
        let crossing = |i: usize| ties.of(i).iter().filter(|&&j| j as usize / 500 != i / 500).count();
        let all: usize = (0..2000).map(|i| ties.of(i).len()).sum();
        let share = (0..2000).map(crossing).sum::<usize>() as f64 / all as f64;
        // 8,000 ties: standard deviation 0.0024; six of them.
        assert!((share - 0.05).abs() < 0.015, "{share}");
    }

    #[test]
    fn tiny_communities_have_the_ties_they_can_have() {
        for residents in 1..6 {
            let ties = draw(&Network { rewiring: 0.5, ..Network::default() }, residents);
            assert!((0..residents as usize * 4).all(|i| ties.of(i).len() < 4 * residents as usize));
        }
    }
}
