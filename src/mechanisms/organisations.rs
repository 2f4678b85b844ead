//! Organisations: they are founded, live on contracts and donations, grow, and close.
//!
//! Density dependence (Hannan & Freeman 1989): the more there are the more legitimate, and the harder to find room.
//!
//! ```text
//! founding ~ Poisson(founding (founding_base + L_coll) (1 + n / legitimacy) exp(-(n / crowding)^2)) per 10,000 residents
//! income = contracts in proportion to reputation x capacity + donations residents mean(O) / number
//! capacity <= growth (income); below `minimum` it closes          reputation <= learning (z) per resident served
//! ```
//!
//! n is the number of social organisations per 10,000 residents. Enterprises and institutions are a fixed number, with
//! capacity fixed_base + fixed_level responsibility L_coll.
//!
//! Reads: open needs, trust in organisations, outcomes. Writes: organisations; needs of those whose organisation closes.
//! Draws: founding.

use rand::{Rng, RngExt};
use rand_distr::Distribution;

use crate::city::{
    CATEGORIES, Cases, Category, Community, End, Handler, MASTERY, Organisation, OrganisationKind, Stage, beta, load,
};
use crate::events::{Body, Closure, Events};
use crate::institutions::Levels;
use crate::math::{exp, sum, toward, toward_each};
use crate::parameters::{ASSUMED, POSITIVE, RATE, SHARE, WEIGHT};
use crate::policy::Collaboration;
use crate::streams::distributions::Poisson;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How organisations live.
    pub struct Params {
        /// Social organisations per 10,000 residents at the start.
        #[zh = "开始时每万名居民的社会组织数。"]
        initial: f64 = 16.0, 0.0..=10_000.0, "per 10,000 residents", ASSUMED;
        /// Enterprises per 10,000 residents, and as many institutions.
        #[zh = "每万名居民的企业数，机构数与之相同。"]
        fixed: f64 = 2.0, 0.0..=10_000.0, "per 10,000 residents", ASSUMED;
        /// Scale of founding.
        #[zh = "成立速度的尺度。"]
        founding: f64 = 0.02, 0.0..=10.0, "per 10,000 residents and round", "Hannan & Freeman 1989; value assumed";
        /// Founding without collaboration, relative to fully built.
        #[zh = "没有协同时的成立速度，相对于完全建成时。"]
        founding_base: f64 = 0.3, WEIGHT, "level", ASSUMED;
        /// Density at which legitimacy has doubled founding.
        #[zh = "合法性使成立速度翻倍时的密度。"]
        legitimacy: f64 = 16.0, 1.0..=1000.0, "per 10,000 residents", "Hannan & Freeman 1989; value assumed";
        /// Density at which crowding holds founding back to 1 / e.
        #[zh = "拥挤使成立速度降至 1 / e 时的密度。"]
        crowding: f64 = 40.0, 1.0..=200.0, "per 10,000 residents", "Hannan & Freeman 1989; value assumed";
        /// Capacity of a new social organisation.
        #[zh = "新成立社会组织的办理能力。"]
        start_capacity: f64 = 1.0, WEIGHT, "work units per round", ASSUMED;
        /// Donations per resident and round at full trust in organisations.
        #[zh = "组织信任满额时每位居民每轮的捐助。"]
        donations: f64 = 0.0004, WEIGHT, "work units per resident and round", ASSUMED;
        /// How fast capacity follows income.
        #[zh = "办理能力追随收入的速度。"]
        growth: f64 = 0.05, RATE, "rate", ASSUMED;
        /// Capacity below which a social organisation closes.
        #[zh = "社会组织的办理能力低于此值即关闭。"]
        minimum: f64 = 0.7, WEIGHT, "work units per round", ASSUMED;
        /// How much a resident served moves reputation.
        #[zh = "服务一位居民对声誉的影响程度。"]
        learning: f64 = 0.02, RATE, "rate", ASSUMED;
        /// Reputation of a new organisation without autonomy.
        #[zh = "没有自主性时新组织的声誉。"]
        reputation_base: f64 = 0.6, SHARE, "level", ASSUMED;
        /// What full autonomy adds to it.
        #[zh = "完全自主时增加的声誉。"]
        reputation_autonomy: f64 = 0.2, SHARE, "level", ASSUMED;
        /// Capacity of an enterprise or institution without responsibility.
        #[zh = "不承担责任时一家企业或机构的办理能力。"]
        fixed_base: f64 = 0.5, WEIGHT, "work units per round", ASSUMED;
        /// What full responsibility and fully built collaboration add to it.
        #[zh = "责任满额且协同完全建成时增加的办理能力。"]
        fixed_level: f64 = 2.0, WEIGHT, "work units per round", ASSUMED;
        /// Skill of a new organisation, first parameter of a beta distribution.
        #[zh = "新组织的技能，贝塔分布的第一参数。"]
        skill_alpha: f64 = 12.0, POSITIVE, "shape", ASSUMED;
        /// Skill, second parameter.
        #[zh = "新组织的技能，第二参数。"]
        skill_beta: f64 = 4.0, POSITIVE, "shape", ASSUMED;
        /// What those that are there at the start have learnt, as a share of all that can be.
        #[zh = "开始时已有的组织已学到的，占可学到的全部的比例。"]
        experience: f64 = 0.3, SHARE, "share", ASSUMED;
        /// Rounds of work from which an organisation has no room.
        #[zh = "积下多少轮的工作后组织不再接案。"]
        backlog: f64 = 4.0, WEIGHT, "rounds", ASSUMED;
    }
}

/// What organisations live by.
pub struct Rules<'a> {
    /// How organisations live.
    pub params: &'a Params,
    /// The rules of collaboration.
    pub collaboration: &'a Collaboration,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Work units per resident and round paid by contracts.
    pub contracts: f64,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// The organisations of a district of so many residents at the start; `demand` weighs their categories, `key` is the
/// district's in all draws.
pub fn settle(rules: &Rules<'_>, key: u64, residents: usize, demand: &[f64; CATEGORIES]) -> Vec<Organisation> {
    let stream = rules.at.streams.city(Purpose::Organisations);
    let params = rules.params;
    let tens = residents as f64 / 10_000.0;
    let mut entity = key;
    let mut organisations = Vec::new();
    for (kind, density) in [
        (OrganisationKind::Social, params.initial),
        (OrganisationKind::Enterprise, params.fixed),
        (OrganisationKind::Institution, params.fixed),
    ] {
        for number in 0..stream.whole(!entity, density * tens) {
            let mut rng = stream.generator(entity + u64::from(number));
            let new = found(rules, kind, demand, &mut rng);
            let skill = toward(new.skill, params.experience as f32, MASTERY);
            organisations.push(Organisation { skill, ..new });
        }
        entity += 1 << 24;
    }
    organisations
}

fn found<R: Rng>(rules: &Rules<'_>, kind: OrganisationKind, demand: &[f64; CATEGORIES], rng: &mut R) -> Organisation {
    let params = rules.params;
    let mut rest = f64::from(rng.random::<f32>()) * demand.iter().sum::<f64>();
    let category = Category::ALL.iter().zip(demand).find(|(_, weight)| {
        rest -= **weight;
        rest < 0.0
    });
    Organisation {
        kind,
        category: category.map_or(Category::Housing, |(&category, _)| category),
        capacity: if kind == OrganisationKind::Social { params.start_capacity as f32 } else { fixed_capacity(rules) },
        skill: beta(params.skill_alpha, params.skill_beta).sample(rng),
        reputation: (params.reputation_base + params.reputation_autonomy * rules.collaboration.autonomy).min(1.0)
            as f32,
        attempts: 0,
        founded: rules.at.round,
        queue: Vec::new(),
    }
}

fn fixed_capacity(rules: &Rules<'_>) -> f32 {
    let built = rules.collaboration.responsibility * rules.levels.collaboration;
    (rules.params.fixed_base + rules.params.fixed_level * built) as f32
}

/// One round in the life of a district's organisations; `key` is the district's in all draws.
pub fn change(
    rules: &Rules<'_>,
    key: u64,
    communities: &mut [Community],
    organisations: &mut Vec<Organisation>,
    cases: &mut Cases,
    events: &mut Events,
) {
    earn(rules, communities, organisations);
    rate(rules.params, events, organisations);
    close_the_smallest(rules, communities, organisations, cases, events);
    events.founded = start_new(rules, key, communities, organisations);
}

fn residents(communities: &[Community]) -> f64 {
    communities.iter().map(Community::residents).sum::<usize>() as f64
}

/// Residents' satisfaction becomes reputation.
fn rate(params: &Params, events: &Events, organisations: &mut [Organisation]) {
    for (number, organisation) in organisations.iter_mut().enumerate() {
        let served = events.outcomes.iter().filter(|outcome| outcome.body == Body::Organisation(number as u32));
        let (count, sum) = served.fold((0, 0.0), |(n, sum), outcome| (n + 1, sum + outcome.satisfaction));
        if count > 0 {
            let learning = params.learning as f32;
            organisation.reputation = toward_each(organisation.reputation, learning, count, sum / count as f32);
        }
    }
}

/// Contracts and donations become capacity.
fn earn(rules: &Rules<'_>, communities: &[Community], organisations: &mut [Organisation]) {
    let params = rules.params;
    let trust = communities.iter().map(|community| sum(&community.trust.organisations));
    let given = params.donations * trust.sum::<f64>();
    let social = || organisations.iter().filter(|organisation| organisation.is_social());
    let number = social().count() as f64;
    let standing: f32 = social().map(|organisation| organisation.reputation * organisation.capacity).sum();
    let contracts = (rules.contracts * residents(communities)) as f32;
    for organisation in organisations {
        if organisation.is_social() {
            let part = load(organisation.reputation * organisation.capacity, standing);
            let income = contracts * part + (given / number) as f32;
            organisation.capacity += params.growth as f32 * (income - organisation.capacity);
        } else {
            organisation.capacity = fixed_capacity(rules);
        }
    }
}

/// Closes social organisations that have become too small; their cases go back to those behind them.
fn close_the_smallest(
    rules: &Rules<'_>,
    communities: &mut [Community],
    organisations: &mut Vec<Organisation>,
    cases: &mut Cases,
    events: &mut Events,
) {
    let mut number = 0;
    while let Some(organisation) = organisations.get(number) {
        if organisation.is_social() && f64::from(organisation.capacity) < rules.params.minimum {
            let closed = remove(number, organisations, cases);
            give_back(&closed, rules.at.round, communities, cases, events);
            events.closed_organisations += 1;
        } else {
            number += 1;
        }
    }
}

/// Takes an organisation out and renumbers the handlers of the others' cases.
fn remove(number: usize, organisations: &mut Vec<Organisation>, cases: &mut Cases) -> Organisation {
    let closed = organisations.remove(number);
    for (position, organisation) in organisations.iter().enumerate().skip(number) {
        for &case in &organisation.queue {
            cases[case].handler = Handler::Organisation(position as u32);
        }
    }
    closed
}

/// Withdraws the cases of an organisation that has closed.
fn give_back(closed: &Organisation, round: i32, communities: &mut [Community], cases: &mut Cases, events: &mut Events) {
    for case in closed.queue.iter().filter_map(|&position| cases.close(position)) {
        let needs = &mut communities[case.community as usize].needs;
        case.behind.iter().for_each(|&who| needs.move_to(who as usize, Stage::Waiting));
        events.closures.push(Closure::of(&case, End::Withdrawn, round));
    }
}

/// Founds new social organisations where there is demand; returns how many.
fn start_new(rules: &Rules<'_>, key: u64, communities: &[Community], organisations: &mut Vec<Organisation>) -> u32 {
    let params = rules.params;
    let tens = residents(communities) / 10_000.0;
    let social = organisations.iter().filter(|organisation| organisation.is_social()).count() as f64;
    let density = social / tens;
    let crowding = exp(-((density / params.crowding) * (density / params.crowding)) as f32);
    let support = params.founding_base + rules.levels.collaboration;
    let rate = params.founding * support * (1.0 + density / params.legitimacy) * tens * f64::from(crowding);
    let mut rng = rules.at.draws(Purpose::Founding).generator(key);
    let number = Poisson(rate as f32).sample(&mut rng);
    if number == 0 {
        return 0;
    }
    let demand = open_needs(communities);
    organisations.extend((0..number).map(|_| found(rules, OrganisationKind::Social, &demand, &mut rng)));
    number
}

/// Open needs of a district by category; even if there are none.
fn open_needs(communities: &[Community]) -> [f64; CATEGORIES] {
    let mut open = [0.0; CATEGORIES];
    for (_, need) in communities.iter().flat_map(|community| community.needs.iter()) {
        open[need.category as usize] += 1.0;
    }
    if open.iter().sum::<f64>() > 0.0 { open } else { [1.0; CATEGORIES] }
}

#[cfg(test)]
mod tests;
