//! Conditions: service stocks decay, are invested in, and are hit by shocks.
//!
//! ```text
//! S_cg <- [S_cg (1 - decay wear_cg) + iota a_cg (1 - S_cg)]
//! D_cg  = (1 - S_cg) (1 + equity L_lead (1 - 2 mean_c(s))) (1 - L_tech + L_tech K (req_cg + 1) / (sum_g req_cg + K))
//! kappa = planning (plan_base + plan_tech L_tech)         plan_cg = (1 - kappa) + kappa D_cg / mean(D)
//! a_cg  = (1 - beta_c) plan_cg + beta_c mandate_cg, rescaled to mean 1 over the district
//! ```
//!
//! `wear_cg` is lognormal of mean 1 and fixed when the city is built. `beta_c` is the bindingness while the community has a
//! mandate, else 0. A shock takes the share `magnitude` of a stock once, after that round's investment, and raises the
//! hazard of needs for its duration.
//!
//! Reads: ses, mandates, wear. Writes: service stocks, allocation, remembered requests. Draws nothing.

use crate::calendar::YEAR;
use crate::city::{CATEGORIES, Category, Community, PerCategory};
use crate::institutions::Levels;
use crate::math::{mean, mean_of, unit};
use crate::parameters::{ASSUMED, RATE, SHARE};
use crate::policy::Policy;

crate::parameters! {
    /// How service stocks change.
    pub struct Params {
        /// Share of a service stock that is lost in a round, where it wears out as on average.
        #[zh = "损耗速度为平均时，公共服务存量每轮损失的比例。"]
        decay: f64 = 0.004, RATE, "1 per round", ASSUMED;
        /// Share of `government.planning` that works without a platform.
        #[zh = "没有平台时 `government.planning` 起作用的比例。"]
        plan_base: f64 = 0.3, SHARE, "share", ASSUMED;
        /// Further share of `government.planning` that a fully built platform makes work.
        #[zh = "平台完全建成时 `government.planning` 另外起作用的比例。"]
        plan_tech: f64 = 0.7, SHARE, "share", ASSUMED;
        /// Rounds after which formal requests are forgotten, on average.
        #[zh = "正式诉求平均经过多少轮被遗忘。"]
        memory: f64 = f64::from(YEAR), 1.0..=100_000.0, "rounds", ASSUMED;
    }
}

/// A blow to the service stocks of a category.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Round in which it strikes.
    pub round: u32,
    /// Category whose stock is hit.
    pub category: Category,
    /// Districts that are hit, from 0.
    pub districts: Vec<u32>,
    /// Share of the stock that is lost at once.
    pub magnitude: f64,
    /// Rounds that the hazard of needs is raised.
    pub duration: u32,
    /// By what share the hazard is raised.
    pub intensity: f64,
}

impl Shock {
    /// Whether it strikes a district in this round.
    pub fn strikes(&self, district: u32, round: i32) -> bool {
        i64::from(self.round) == i64::from(round) && self.districts.contains(&district)
    }

    /// Whether it is felt in a district in this round.
    pub fn lasts(&self, district: u32, round: i32) -> bool {
        let since = i64::from(round) - i64::from(self.round);
        (0..i64::from(self.duration)).contains(&since) && self.districts.contains(&district)
    }
}

/// What investment goes by.
pub struct Rules<'a> {
    /// How service stocks change.
    pub params: &'a Params,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// The investment rate that the budget pays for.
    pub rate: f64,
}

/// Decay and investment of one round.
pub fn invest(rules: &Rules<'_>, communities: &mut [Community]) {
    allocate(rules, communities);
    let &Rules { params, rate, .. } = rules;
    for services in communities.iter_mut().map(|community| &mut community.services) {
        for ((stock, part), wear) in services.stock.iter_mut().zip(services.allocation).zip(services.wear) {
            let kept = (1.0 - params.decay as f32 * wear).max(0.0);
            *stock = unit(*stock * kept + rate as f32 * part * (1.0 - *stock));
        }
        let remembered = (1.0 - 1.0 / params.memory) as f32;
        services.requests.iter_mut().for_each(|requests| *requests *= remembered);
    }
}

/// The blows of this round's shocks.
pub fn strike(shocks: &[Shock], district: u32, round: i32, communities: &mut [Community]) {
    for shock in shocks.iter().filter(|shock| shock.strikes(district, round)) {
        for community in &mut *communities {
            community.services.stock[shock.category as usize] *= (1.0 - shock.magnitude) as f32;
        }
    }
}

/// The categories in which a shock, if it has any force, is felt in a district.
pub fn felt(shocks: &[Shock], district: u32, round: i32) -> Vec<Category> {
    let forceful = |shock: &Shock| shock.magnitude > 0.0 || shock.intensity > 0.0;
    let lasting = |shock: &&Shock| forceful(shock) && shock.lasts(district, round);
    let felt = |category: &Category| shocks.iter().filter(lasting).any(|shock| shock.category == *category);
    Category::ALL.iter().copied().filter(felt).collect()
}

/// By what factor the shocks that last raise each category's hazard in a district.
pub fn raised(shocks: &[Shock], district: u32, round: i32) -> PerCategory {
    let mut factors = [1.0; CATEGORIES];
    for shock in shocks.iter().filter(|shock| shock.lasts(district, round)) {
        factors[shock.category as usize] *= (1.0 + shock.intensity) as f32;
    }
    factors
}

fn allocate(&Rules { params, policy, levels, .. }: &Rules<'_>, communities: &mut [Community]) {
    let lean = (policy.leadership.equity * levels.leadership) as f32;
    let demands: Vec<PerCategory> =
        communities.iter().map(|community| demand(community, lean, levels.technology as f32)).collect();
    let average = mean(demands.iter().flatten().copied()).unwrap_or(0.0);
    let works = (params.plan_base + params.plan_tech * levels.technology).min(1.0);
    let kappa = (policy.government.planning * works) as f32;
    for (community, demand) in communities.iter_mut().zip(&demands) {
        let plan = demand.map(|d| if average > 0.0 { 1.0 - kappa + kappa * d / average } else { 1.0 });
        community.services.allocation = match &community.forum.mandate {
            Some(mandate) => follow(plan, mandate.weights, policy.consultation.bindingness as f32),
            None => plan,
        };
    }
    rescale(communities);
}

/// Where investment is most missed, as far as the government knows.
fn demand(community: &Community, lean: f32, technology: f32) -> PerCategory {
    let services = &community.services;
    let ses = mean_of(&community.traits.ses, 0.5);
    let worst_off = 1.0 + lean * (1.0 - 2.0 * ses);
    let count = CATEGORIES as f32;
    let requests: f32 = services.requests.iter().sum();
    std::array::from_fn(|g| {
        let asked = count * (services.requests[g] + 1.0) / (requests + count);
        (1.0 - services.stock[g]) * worst_off * (1.0 - technology + technology * asked)
    })
}

fn follow(plan: PerCategory, mandate: PerCategory, bindingness: f32) -> PerCategory {
    std::array::from_fn(|g| (1.0 - bindingness) * plan[g] + bindingness * mandate[g])
}

fn rescale(communities: &mut [Community]) {
    let all = communities.iter().flat_map(|community| community.services.allocation);
    let average = mean(all).unwrap_or(1.0);
    for part in communities.iter_mut().flat_map(|community| &mut community.services.allocation) {
        *part = if average > 0.0 { *part / average } else { 1.0 };
    }
}

#[cfg(test)]
mod tests;
