//! Builds the city of round 0 from the population's parameters.

use std::collections::VecDeque;

use rand::Rng;
use rand_distr::Distribution;

use super::{
    Ages, CATEGORIES, Cases, City, Civic, Community, District, Forum, NEVER, Needs, Network, Newcomer, Officials,
    PerCategory, Population, Services, Staffing, Ties, Traits, Trust, Wellbeing, beta, grids, key, number_of_grids,
    third,
};
use crate::math::exp;
use crate::parallel;
use crate::pillars::Levels;
use crate::streams::distributions::StandardNormal;
use crate::streams::{Purpose, Streams};

/// What a city is built from.
pub struct Blueprint<'a> {
    /// Who lives where.
    pub population: &'a Population,
    /// How old they are.
    pub ages: &'a Ages,
    /// How they are tied.
    pub network: &'a Network,
    /// How many officials there are.
    pub staffing: &'a Staffing,
    /// The demand for each category as a share of all.
    pub demand: [f64; CATEGORIES],
    /// Share of officials in community offices.
    pub community_staff: f64,
    /// The streams of the run.
    pub streams: &'a Streams,
}

/// Builds a city without organisations and adopters; `organisations` and `influence` settle those.
pub fn build(blueprint: &Blueprint<'_>, levels: Levels) -> City {
    let districts =
        parallel::map(blueprint.population.districts as usize, 1, |number| build_district(number as u32, blueprint));
    let mut city = City { districts, levels, ses_cuts: [0.0; 2] };
    cut_thirds(&mut city);
    city
}

fn build_district(number: u32, blueprint: &Blueprint<'_>) -> District {
    let Blueprint { population, network, staffing, demand, community_staff, streams, .. } = blueprint;
    let communities: Vec<Community> = parallel::map(population.communities as usize, 1, |community| {
        build_community(key(number, community as u32), blueprint)
    });
    let residents = f64::from(population.communities) * f64::from(population.residents);
    let of = |community| key(number, community);
    District {
        number,
        ties: Ties::draw(network, population.communities, population.residents, of, streams),
        officials: Officials::draw(
            staffing,
            residents,
            population.communities,
            demand,
            *community_staff,
            key(number, 0),
            streams,
        ),
        organisations: Vec::new(),
        cases: Cases::none(communities.len()),
        docket: Vec::new(),
        closed: VecDeque::new(),
        account: VecDeque::new(),
        communities,
    }
}

fn build_community(key: u64, blueprint: &Blueprint<'_>) -> Community {
    let Blueprint { population, streams, .. } = blueprint;
    let mut rng = streams.city(Purpose::Communities).generator(key);
    let standing = beta(population.standing_alpha, population.standing_beta).sample(&mut rng);
    let stock: PerCategory =
        std::array::from_fn(|_| beta(population.stock_alpha, population.stock_beta).sample(&mut rng));
    let wear = varied(population.wear_sd, &mut rng);
    let residents = population.residents as usize;
    let stream = streams.city(Purpose::Grids);
    let exposure = |grid| varied(population.exposure_sd, &mut stream.generator(key + grid as u64));
    let exposures: Vec<PerCategory> = (0..number_of_grids(residents, population)).map(exposure).collect();
    let mut community = Community {
        key,
        standing,
        traits: Traits::default(),
        trust: Trust::default(),
        civic: Civic::default(),
        wellbeing: Wellbeing::default(),
        needs: Needs::none(residents),
        services: Services::new(stock, wear),
        grids: grids::divide(residents, &exposures, population),
        forum: Forum { mandate: None, last_session: NEVER, hours_owed: 0.0 },
    };
    move_in(&mut community, blueprint);
    community
}

/// A factor of mean 1 per category, whose logarithm has this standard deviation.
fn varied<R: Rng>(sd: f64, rng: &mut R) -> PerCategory {
    let sd = sd as f32;
    std::array::from_fn(|_| exp(sd * StandardNormal.sample(rng) - 0.5 * sd * sd))
}

fn move_in(community: &mut Community, blueprint: &Blueprint<'_>) {
    let Blueprint { population, ages, streams, .. } = blueprint;
    let stream = streams.city(Purpose::Residents);
    community.columns().reserve(population.residents as usize);
    for index in 0..population.residents {
        let mut rng = stream.generator(community.key + u64::from(index));
        let newcomer = Newcomer::draw(population, ages, community.standing, &mut rng);
        community.columns().push(&newcomer, population);
    }
}

/// Fixes the citywide cut points of ses and sorts residents into thirds.
fn cut_thirds(city: &mut City) {
    let communities = city.districts.iter().flat_map(|district| &district.communities);
    let mut ses: Vec<f32> = communities.flat_map(|community| community.traits.ses.iter().copied()).collect();
    let count = ses.len();
    let mut cut = |rank: usize| *ses.select_nth_unstable_by(rank.min(count - 1), f32::total_cmp).1;
    city.ses_cuts = [cut((count / 3).saturating_sub(1)), cut((2 * count / 3).saturating_sub(1))];
    let cuts = city.ses_cuts;
    for community in city.districts.iter_mut().flat_map(|district| &mut district.communities) {
        let traits = &mut community.traits;
        traits.third.iter_mut().zip(&traits.ses).for_each(|(of, &ses)| *of = third(ses, cuts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::Categories;
    use crate::streams::Seeds;

    fn city(population: &Population) -> City {
        let streams = Streams::new(Seeds { seed: 3, replicate: 0, city_seed: None });
        let blueprint = Blueprint {
            population,
            ages: &Ages::default(),
            network: &Network::default(),
            staffing: &Staffing::default(),
            demand: Categories::default().demand(),
            community_staff: 0.3,
            streams: &streams,
        };
        build(&blueprint, Levels::default())
    }

    #[test]
    fn thirds_of_ses_are_thirds_of_the_city() {
        let city = city(&Population::default());
        for number in 0..3u8 {
            let communities = city.districts.iter().flat_map(|district| &district.communities);
            let count = communities.flat_map(|community| &community.traits.third).filter(|&&t| t == number).count();
            assert!((count as f64 - 40_000.0 / 3.0).abs() < 3.0, "third {number} has {count}");
        }
    }

    #[test]
    fn one_more_resident_changes_nobody_else() {
        let small = city(&Population { residents: 50, ..Population::default() });
        let large = city(&Population { residents: 51, ..Population::default() });
        for (a, b) in small.districts.iter().zip(&large.districts) {
            for (a, b) in a.communities.iter().zip(&b.communities) {
                assert_eq!(a.traits.ses[..], b.traits.ses[..50]);
                assert_eq!(a.trust.government[..], b.trust.government[..50]);
            }
        }
    }

    #[test]
    fn a_city_of_one_resident_stands() {
        let city = city(&Population { districts: 1, communities: 1, residents: 1, ..Population::default() });
        assert_eq!(city.residents(), 1);
        city.check();
    }

    #[test]
    fn initial_states_have_the_stated_means() {
        // 40,000 draws each: the bound is more than ten standard errors.
        let city = city(&Population::default());
        let mean = |column: fn(&Community) -> &Vec<f32>| {
            let communities = city.districts.iter().flat_map(|district| &district.communities);
            crate::math::mean(communities.flat_map(|community| column(community).iter().copied())).unwrap()
        };
        assert!((mean(|c| &c.trust.government) - 0.6).abs() < 0.02);
        assert!((mean(|c| &c.trust.organisations) - 0.5).abs() < 0.02);
        assert!((mean(|c| &c.traits.duty) - 0.5).abs() < 0.02);
        assert!((mean(|c| &c.traits.age) - 48.0).abs() < 2.0);
    }

    /// Mean and standard deviation of the logarithms, and how many there are.
    fn logarithms(factors: impl Iterator<Item = f32>) -> (f64, f64, f64) {
        let logs: Vec<f64> = factors.map(|factor| libm::log(factor.into())).collect();
        let n = logs.len() as f64;
        let mean = logs.iter().sum::<f64>() / n;
        (mean, (logs.iter().map(|log| (log - mean) * (log - mean)).sum::<f64>() / n).sqrt(), n)
    }

    #[test]
    fn exposure_differs_between_grids_and_wear_between_communities_by_the_stated_amounts() {
        // 3,200 factors of wear, 6,400 of exposure; bounds of 5.5 standard errors, exceeded by chance once in 26 million.
        let of_many = Population { districts: 20, communities: 20, residents: 20, grid: 10, ..Population::default() };
        let city = city(&of_many);
        let communities: Vec<&Community> = city.districts.iter().flat_map(|district| &district.communities).collect();
        let wear = logarithms(communities.iter().flat_map(|community| community.services.wear));
        let grids = communities.iter().flat_map(|community| &community.grids);
        let exposure = logarithms(grids.flat_map(|grid| grid.exposure));
        for ((mean, sd, n), expected, number) in [(wear, 0.4, 3200.0), (exposure, 0.5, 6400.0)] {
            assert_eq!(n, number);
            assert!((mean + expected * expected / 2.0).abs() < 5.5 * expected / n.sqrt(), "{mean} for {expected}");
            assert!((sd - expected).abs() < 5.5 * expected / (2.0 * n).sqrt(), "{sd}, not {expected}");
        }
        // Stocks ~ Beta(6.6, 3.4): mean .66, standard deviation sqrt(.66 x .34 / 11) = .143.
        let stocks = communities.iter().flat_map(|community| community.services.stock);
        let mean = crate::math::mean(stocks).unwrap();
        assert!((mean - 0.66).abs() < 5.5 * 0.143 / 56.5, "{mean}");
    }

    #[test]
    fn one_more_grid_changes_no_other_ones_exposure() {
        let exposures = |residents| {
            let city = city(&Population { districts: 1, communities: 2, residents, ..Population::default() });
            city.districts[0].communities[1].grids.iter().map(|grid| grid.exposure).collect::<Vec<_>>()
        };
        let (two, three) = (exposures(1000), exposures(1500));
        assert_eq!((two.len(), three.len()), (2, 3));
        assert_eq!(two[..], three[..2]);
        assert!(two[0] != two[1] && two[1] != three[2]);
    }
}
