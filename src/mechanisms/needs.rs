//! Needs: they arise by chance, sooner where services are thin and for those who depend on them.
//!
//! ```text
//! h_ig = scale rate_g epsilon_rg (1 + alpha (1 - S_cg)) m_ig B_i    m_ig = 1 + ses_g (1 - 2 s_i) + age_g A_i
//! P(need this round | none open) = 1 - exp(-sum_g h_ig)             category g with probability h_ig / sum h
//! ```
//!
//! h is linear in (1 - 2 s) and A, so three sums per grid give everyone's total. A waiting need ends by itself with
//! probability `fade` a round, not in its first.
//!
//! Reads: service stocks, exposure, ses, age, burden. Writes: hazards, needs. Draws: whether a need arises, what it is, whether
//! a waiting one fades.

use rand::{Rng, RngExt};
use rand_distr::Distribution;

use crate::city::{
    CATEGORIES, Categories, Category, Channel, Grid, Kind, NO_NEED, Need, Needs, PerCategory, Services, Stage, Traits,
    age_effect, beta,
};
use crate::math::{exp, positions};
use crate::parameters::{ASSUMED, Declared, POSITIVE, SHARE, WEIGHT};
use crate::streams::distributions::{Binomial, LogNormal};
use crate::streams::{At, Generator, Purpose, Stream};

crate::parameters! {
    /// How needs arise.
    pub struct Params {
        /// Factor on the rates of all categories.
        #[zh = "所有类别发生率的倍数。"]
        scale: f64 = 0.8, WEIGHT, "factor", ASSUMED, Declared::Between(0.6, 1.0);
        /// How much a missing service stock raises the hazard of a need.
        #[zh = "公共服务存量缺失使需求发生率上升的程度。"]
        alpha: f64 = 2.0, WEIGHT, "factor", ASSUMED;
        /// Severity, first parameter of a beta distribution.
        #[zh = "严重程度，贝塔分布的第一参数。"]
        severity_alpha: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Severity, second parameter.
        #[zh = "严重程度，第二参数。"]
        severity_beta: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Median work of a single-agency need.
        #[zh = "单一机构需求的工作量中位数。"]
        work_median: f64 = 1.0, POSITIVE, "work units", ASSUMED;
        /// Standard deviation of the logarithm of work.
        #[zh = "工作量对数的标准差。"]
        work_sigma: f64 = 0.5, 0.0..=3.0, "log", ASSUMED;
        /// Work that each further agency adds, as a share.
        #[zh = "每多一个机构增加的工作量比例。"]
        agency_work: f64 = 0.5, WEIGHT, "share", ASSUMED;
        /// Probability that a waiting need ends by itself in a round.
        #[zh = "等待中的需求一轮内自行消失的概率。"]
        fade: f64 = 0.04, SHARE, "probability per round", ASSUMED;
    }
}

/// What needs go by.
pub struct Rules<'a> {
    /// How needs arise.
    pub params: &'a Params,
    /// Categories of need.
    pub categories: &'a Categories,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Sets the hazards of a community's grids; `raised` is the factor of shocks per category.
pub fn expose(rules: &Rules<'_>, raised: &PerCategory, services: &Services, grids: &mut [Grid]) {
    let &Rules { params, categories, .. } = rules;
    for (g, category) in categories.each().into_iter().enumerate() {
        let missing = 1.0 + params.alpha as f32 * (1.0 - services.stock[g]);
        for grid in &mut *grids {
            grid.hazard[g] = (params.scale * category.rate) as f32 * grid.exposure[g] * missing * raised[g];
        }
    }
}

/// Lets needs arise among the residents of a community who have none, and waiting ones end by themselves; `key` is the
/// community's in all draws.
pub fn come_and_go(rules: &Rules<'_>, key: u64, grids: &[Grid], traits: &Traits, needs: &mut Needs) {
    let &Rules { params, categories, at } = rules;
    // Both from the state before: nobody's need ends as soon as it has arisen, or arises as soon as one has ended.
    let ending = fading(params.fade as f32, at.draws(Purpose::NeedFades), key, needs);
    let arises = at.draws(Purpose::NeedArises);
    let beginning = grids.iter().map(|grid| {
        let hazard = Hazard::new(categories, &grid.hazard);
        let those = arising(&hazard, arises, key, grid, traits, needs);
        (hazard, those)
    });
    let beginning: Vec<(Hazard, Vec<u32>)> = beginning.collect();
    for who in ending {
        needs.end(who as usize);
    }
    let details = at.draws(Purpose::NeedDetails);
    for (hazard, who) in beginning.iter().flat_map(|(hazard, those)| those.iter().map(move |&who| (hazard, who))) {
        let index = who as usize;
        let mut rng = details.generator(key + u64::from(who));
        let category = hazard.draw_category(lack(traits, index), age_effect(traits.age[index]), &mut rng);
        let drawn = draw(params, categories, category, None, &mut rng);
        needs.arise(index, Need { since: at.round, ..drawn });
    }
}

/// Those who wait with a need and whose need ends by itself; who has to decide on it lives with it yet.
fn fading(fade: f32, stream: Stream, key: u64, needs: &Needs) -> Vec<u32> {
    let stages = needs.stages();
    let mut waiting = positions(stages.len(), |index| stages[index] == Stage::Waiting);
    waiting.retain(|&who| stream.uniform(key + u64::from(who)) < fade);
    waiting
}

/// Those of a grid who have no need and in whom one arises. Nobody's probability exceeds the grid's bound times her burden.
fn arising(hazard: &Hazard, stream: Stream, key: u64, grid: &Grid, traits: &Traits, needs: &Needs) -> Vec<u32> {
    let first = grid.members().start;
    let burden = &traits.burden[grid.members()];
    let chance = |who: usize| stream.uniform(key + (first + who) as u64);
    let mut arising = positions(burden.len(), |who| chance(who) < hazard.bound * burden[who]);
    arising.retain_mut(|who| {
        let chance = chance(*who as usize);
        *who += first as u32;
        let index = *who as usize;
        let total = || traits.burden[index] * hazard.total(lack(traits, index), age_effect(traits.age[index]));
        needs.stage(index) == Stage::None && chance < 1.0 - exp(-total())
    });
    arising
}

/// How much a resident lacks: 1 at the lowest ses, -1 at the highest.
fn lack(traits: &Traits, index: usize) -> f32 {
    1.0 - 2.0 * traits.ses[index]
}

/// The public needs that are found in a grid before anyone asks: one per category with these probabilities.
pub fn foresee(rules: &Rules<'_>, purpose: Purpose, chances: &PerCategory, key: u64) -> Vec<Need> {
    let &Rules { params, categories, at } = rules;
    let stream = at.draws(purpose);
    let found = Category::ALL.iter().zip(chances).filter_map(|(&category, &chance)| {
        let entity = key + category as u64;
        let mut details = stream.generator(!entity);
        let found = stream.uniform(entity) < chance;
        found.then(|| draw(params, categories, category, Some(Kind::Public), &mut details))
    });
    found.collect()
}

/// Draws a need of a category: kind (unless it is given), severity, agencies and work.
fn draw(params: &Params, categories: &Categories, category: Category, kind: Option<Kind>, rng: &mut Generator) -> Need {
    let rates = categories.each()[category as usize];
    let drawn = draw_kind([rates.private, rates.public, rates.dispute], rng);
    let severity = beta(params.severity_alpha, params.severity_beta).sample(rng);
    let agencies = 1 + Binomial(2, rates.complexity as f32).sample(rng) as u8;
    let once = LogNormal { median: params.work_median as f32, sigma: params.work_sigma as f32 }.sample(rng);
    Need {
        category,
        kind: kind.unwrap_or(drawn),
        severity,
        agencies,
        work: once * (1.0 + params.agency_work as f32 * f32::from(agencies - 1)),
        channel: Channel::Neighbours,
        ..NO_NEED
    }
}

fn draw_kind<R: Rng>(shares: [f64; 3], rng: &mut R) -> Kind {
    let mut rest = f64::from(rng.random::<f32>()) * shares.iter().sum::<f64>();
    let kinds = Kind::ALL.iter().zip(shares).filter(|(_, share)| *share > 0.0);
    let mut last = Kind::Private;
    for (&kind, share) in kinds {
        last = kind;
        rest -= share;
        if rest < 0.0 {
            break;
        }
    }
    last
}

/// The hazards of a grid, ready to give any resident's.
struct Hazard {
    even: PerCategory,
    ses: PerCategory,
    age: PerCategory,
    sums: [f32; 3],
    bound: f32,
}

impl Hazard {
    fn new(categories: &Categories, hazard: &PerCategory) -> Self {
        let rates = categories.each();
        let ses: PerCategory = std::array::from_fn(|g| hazard[g] * rates[g].ses as f32);
        let age: PerCategory = std::array::from_fn(|g| hazard[g] * rates[g].age as f32);
        let sums: [f32; 3] = [hazard.iter().sum(), ses.iter().sum(), age.iter().sum()];
        // Nobody's total is larger: |1 - 2 s| <= 1 and |A| <= 1. The margin covers rounding.
        let bound = (sums[0] + sums[1].abs() + sums[2].abs()) * 1.0001;
        Self { even: *hazard, ses, age, sums, bound }
    }

    fn total(&self, lack: f32, age: f32) -> f32 {
        self.sums[0] + self.sums[1] * lack + self.sums[2] * age
    }

    fn of(&self, g: usize, lack: f32, age: f32) -> f32 {
        (self.even[g] + self.ses[g] * lack + self.age[g] * age).max(0.0)
    }

    fn draw_category<R: Rng>(&self, lack: f32, age: f32, rng: &mut R) -> Category {
        let each: PerCategory = std::array::from_fn(|g| self.of(g, lack, age));
        let mut rest = rng.random::<f32>() * each.iter().sum::<f32>();
        let found = (0..CATEGORIES).find(|&g| {
            rest -= each[g];
            rest < 0.0
        });
        let likeliest = || (0..CATEGORIES).max_by(|&a, &b| each[a].total_cmp(&each[b])).unwrap_or(0);
        Category::ALL[found.unwrap_or_else(likeliest)]
    }
}

#[cfg(test)]
mod tests;
