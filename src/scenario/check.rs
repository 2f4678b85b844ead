//! What must hold between keys, once each of them is in its own range.

use super::reforms::ReformEntry;
use super::shocks::ShockEntry;
use super::{Schedule, World};
use crate::city::{Ages, Category, Rates};
use crate::error::Problem;
use crate::reading::Setting;

/// Residents of the largest city that can be asked for; each takes about 250 bytes of memory.
const MOST_RESIDENTS: u64 = 50_000_000;

/// How far shares may be from their sum.
const TOLERANCE: f64 = 1e-6;

/// Keys that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Dotted names of the keys, the most telling one first.
    pub keys: Vec<String>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Finding {
    /// A finding about these keys.
    pub fn new(keys: &[&str], message: impl Into<String>, help: impl Into<String>) -> Self {
        let keys = keys.iter().map(|&key| key.to_owned()).collect();
        Self { keys, message: message.into(), help: help.into() }
    }
}

/// Rows of the largest results that can be asked for; they are kept until the summary and the figures are made, and each
/// takes about 700 bytes of memory.
pub const MOST_ROWS: u64 = 25_000_000;

/// All checks of a world and a run: a line each.
pub fn cross_checks(world: &World, run: &Schedule) -> Vec<Finding> {
    let alone = [residents(world), ages(world), ring(world), ties(world), results(world, run)];
    let mut findings: Vec<Finding> = alone.into_iter().flatten().collect();
    for (category, rates) in Category::ALL.iter().zip(world.categories.each()) {
        findings.extend(kinds(category.name(), rates));
        findings.extend(susceptibility(category.name(), rates));
    }
    findings
}

fn ages(world: &World) -> Option<Finding> {
    let Ages { from_18, from_30, from_40, from_50, from_60, from_70, from_80 } = world.ages;
    let keys = ["from_18", "from_30", "from_40", "from_50", "from_60", "from_70", "from_80"];
    let keys = keys.map(|key| format!("ages.{key}")).to_vec();
    sums_to_one(&[from_18, from_30, from_40, from_50, from_60, from_70, from_80], keys, "the shares of the age groups")
}

/// Ties of a district are counted in 32 bits.
fn ties(world: &World) -> Option<Finding> {
    let population = &world.population;
    let residents = u64::from(population.communities) * u64::from(population.residents);
    let total = residents * u64::from(world.network.neighbours);
    (total > u32::MAX.into()).then(|| {
        let keys = ["network.neighbours", "population.residents", "population.communities"];
        let message = format!("a district would have {total} ties, more than {}", u32::MAX);
        Finding::new(&keys, message, "take fewer neighbours, or more and smaller districts")
    })
}

fn results(world: &World, run: &Schedule) -> Option<Finding> {
    // The city, its districts and the thirds of ses.
    let each = (1 + u64::from(world.population.districts) + 3) * u64::from(run.rounds);
    let total = each * u64::from(run.replicates);
    (total > MOST_ROWS).then(|| {
        let keys = ["run.replicates", "run.rounds", "population.districts"];
        let message = format!("the results would have {total} rows, more than {MOST_ROWS}");
        Finding::new(&keys, message, format!("{} replicates of {each} rows each", run.replicates))
    })
}

fn ring(world: &World) -> Option<Finding> {
    let neighbours = world.network.neighbours;
    (neighbours % 2 == 1).then(|| {
        let message = format!("a ring needs as many neighbours on either side: {neighbours} is odd");
        Finding::new(&["network.neighbours"], message, "take an even number")
    })
}

fn kinds(category: &str, rates: &Rates) -> Option<Finding> {
    let keys = ["private", "public", "dispute"].map(|key| format!("categories.{category}.{key}"));
    sums_to_one(&[rates.private, rates.public, rates.dispute], keys.to_vec(), &format!("the kinds of {category} needs"))
}

fn sums_to_one(shares: &[f64], keys: Vec<String>, what: &str) -> Option<Finding> {
    let sum: f64 = shares.iter().sum();
    ((sum - 1.).abs() > TOLERANCE).then(|| {
        let help = format!("correct {}", keys.join(", "));
        Finding { keys, message: format!("{what} sum to {sum:.4}, not to 1"), help }
    })
}

/// The factor 1 + ses (1 - 2 s) + age A must not be negative for any ses s from 0 to 1 and A from -0.7 to 1.
fn susceptibility(category: &str, rates: &Rates) -> Option<Finding> {
    let lowest = 1. - rates.ses.abs() + (-0.7 * rates.age).min(rates.age);
    (lowest < -TOLERANCE).then(|| {
        let keys = ["ses", "age"].map(|key| format!("categories.{category}.{key}")).to_vec();
        let message = format!("some residents would have fewer than no {category} needs: a factor of {lowest:.2}");
        Finding { keys, message, help: "1 - |ses| + the lower of age and -0.7 age must not be below 0".to_owned() }
    })
}

fn residents(world: &World) -> Option<Finding> {
    let population = &world.population;
    let (districts, communities) = (population.districts, population.communities);
    let total = [districts, communities, population.residents].map(u64::from).into_iter().product::<u64>();
    (total > MOST_RESIDENTS).then(|| {
        let keys = ["population.residents", "population.communities", "population.districts"];
        let message = format!("the city has {total} residents, more than {MOST_RESIDENTS}");
        let per = population.residents;
        let memory = total / 4_000_000;
        let help = format!("{districts} x {communities} x {per} residents would need about {memory} GB of memory");
        Finding::new(&keys, message, help)
    })
}

/// Reforms and shocks that come after the end of the run.
pub(super) fn timing(reforms: &[ReformEntry], shocks: &[ShockEntry], rounds: u32) -> Vec<Problem> {
    let reforms = reforms.iter().map(|reform| ("reform", &reform.round));
    let shocks = shocks.iter().map(|shock| ("shock", &shock.round));
    let problem = |(what, at): (&str, &Setting<u32>)| {
        let (message, help) = late(what, at.value, rounds)?;
        Some(at.place.problem(message).label("after the end").help(help))
    };
    reforms.chain(shocks).filter_map(problem).collect()
}

/// What is wrong with a reform or a shock after the end of the run, and what to do.
pub(super) fn late(what: &str, round: u32, rounds: u32) -> Option<(String, String)> {
    (round >= rounds).then(|| {
        let message =
            format!("a {what} after the end: round {round}, but the run has {rounds} rounds, 0 to {}", rounds - 1);
        (message, "move it, or raise run.rounds".to_owned())
    })
}

/// Shocks in districts that the city does not have.
pub(super) fn districts(shocks: &[ShockEntry], districts: u32) -> Vec<Problem> {
    let problem = |number: &Setting<u32>| {
        let (message, help) = no_district(number.value.into(), districts)?;
        Some(number.place.problem(message).label("no such district").help(help))
    };
    shocks.iter().flat_map(ShockEntry::numbers).filter_map(problem).collect()
}

/// What is wrong with the number of a district, counted from 1, that the city does not have.
pub(super) fn no_district(number: u64, districts: u32) -> Option<(String, String)> {
    (number > districts.into()).then(|| {
        let message = format!("there is no district {number}: the city has {districts}");
        (message, "districts are numbered from 1".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use crate::Scenario;

    fn error(text: &str) -> String {
        Scenario::from_toml("x", text).expect_err("an error").to_string()
    }

    #[test]
    fn a_city_that_is_too_large_is_refused_at_the_keys_that_make_it_so() {
        let text = error("[population]\ndistricts = 10000\ncommunities = 50000\n");
        assert!(text.starts_with("x:3:15: the city has 1250000000000 residents"), "{text}");
    }

    #[test]
    fn reforms_and_shocks_after_the_end_are_refused() {
        let text = error("run.rounds = 52\n[[reforms]]\nround = 52\n[[reforms]]\nround = 51\n");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(
            text.starts_with("x:3:9: a reform after the end: round 52, but the run has 52 rounds, 0 to 51"),
            "{text}"
        );
    }

    #[test]
    fn shares_of_the_world_must_sum_to_one() {
        let text = error("[ages]\nfrom_18 = 0.3\n[categories.care]\npublic = 0.3\n");
        assert!(text.contains("x:2:11: the shares of the age groups sum to 1.1100, not to 1"), "{text}");
        assert!(text.contains("x:4:10: the kinds of care needs sum to 1.1000, not to 1"), "{text}");
    }

    #[test]
    fn nobody_has_fewer_than_no_needs() {
        let text = error("categories.care = { ses = 0.9, age = 0.6 }\nnetwork.neighbours = 7\n");
        assert!(text.contains("x:1:27: some residents would have fewer than no care needs"), "{text}");
        assert!(text.contains("7 is odd"), "{text}");
    }

    #[test]
    fn nothing_is_concluded_from_a_refused_value() {
        let text = error("run.rounds = -3\n[[reforms]]\nround = 400\n");
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}
