//! Participation: whether residents take part in civic activities.
//!
//! Civic voluntarism (Verba, Schlozman & Brady 1995): resources, engagement and recruitment.
//!
//! ```text
//! civic_i = base + ses (s - 1/2) + duty n + efficacy e + trust U + peers r_i + level L_part
//! P(takes part) = rate logistic(civic_i)          a <= memory (1 or 0);  taking part: U <= bond (1), n <= habit (1)
//! ```
//!
//! `r_i` is the mean activity of neighbours, read as a level: min(1, a / 0.02).
//!
//! Reads: ses, efficacy, neighbours' activity. Writes: activity, trust in neighbours, duty, last activity. Draws: civic
//! activity.

use crate::calendar::YEAR;
use crate::city::{Civic, Ties, Traits, Trust, activity_level};
use crate::institutions::Levels;
use crate::language::Words;
use crate::math::{logistic, toward};
use crate::parameters::{ASSUMED, COEFFICIENT, Declared, RATE, SHARE};
use crate::streams::{At, Purpose};

/// What is counted cannot matter for what happens.
const MEASURED: Declared = Declared::Tied(Words::new("it says what is counted", "它只决定统计口径"));

crate::parameters! {
    /// Who takes part in civic life.
    pub struct Params {
        /// Constant of the logistic.
        #[zh = "逻辑函数的常数项。"]
        base: f64 = -3.8, COEFFICIENT, "logit", ASSUMED;
        /// Coefficient of ses minus one half.
        #[zh = "社会经济地位减二分之一的系数。"]
        ses: f64 = 3.0, COEFFICIENT, "logit", "Verba, Schlozman & Brady 1995; value assumed";
        /// Coefficient of civic duty.
        #[zh = "公民责任感的系数。"]
        duty: f64 = 1.5, COEFFICIENT, "logit", "Verba, Schlozman & Brady 1995; value assumed";
        /// Coefficient of efficacy.
        #[zh = "效能感的系数。"]
        efficacy: f64 = 1.0, COEFFICIENT, "logit", "Verba, Schlozman & Brady 1995; value assumed";
        /// Coefficient of trust in neighbours.
        #[zh = "邻里信任的系数。"]
        trust: f64 = 0.8, COEFFICIENT, "logit", ASSUMED;
        /// Coefficient of neighbours' activity.
        #[zh = "邻居活动的系数。"]
        peers: f64 = 1.5, COEFFICIENT, "logit", ASSUMED;
        /// Coefficient of the level of participation.
        #[zh = "参与水平的系数。"]
        level: f64 = 0.8, COEFFICIENT, "logit", ASSUMED;
        /// Civic activities that are open to a resident in a round.
        #[zh = "每轮向一位居民开放的公共活动数。"]
        rate: f64 = 0.02, SHARE, "probability per round", ASSUMED;
        /// How fast recent activity follows.
        #[zh = "近期活动的追随速度。"]
        memory: f64 = 0.08, RATE, "rate", ASSUMED;
        /// How much taking part raises trust in neighbours.
        #[zh = "参加活动使邻里信任提高的幅度。"]
        bond: f64 = 0.05, RATE, "rate", ASSUMED;
        /// How much taking part raises civic duty.
        #[zh = "参加活动使公民责任感提高的幅度。"]
        habit: f64 = 0.05, RATE, "rate", ASSUMED;
        /// Rounds over which `participation_rate` counts voice, attendance and civic activity.
        #[zh = "`participation_rate` 统计诉求、出席和公共活动的轮数。"]
        window: u32 = 12, 1..=10 * YEAR, "rounds", ASSUMED, MEASURED;
    }
}

/// What taking part goes by.
pub struct Rules<'a> {
    /// Who takes part in civic life.
    pub params: &'a Params,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// What makes a resident take part: the columns read and the coefficients, ready for use.
pub struct Voluntarism<'a> {
    /// What residents bring along.
    pub traits: &'a Traits,
    /// Ties of the district.
    pub ties: &'a Ties,
    /// Recent activity of all residents of the district, from before the phase.
    pub activity: &'a [f32],
    /// Position of the community's first resident in the district.
    pub first: usize,
}

impl Voluntarism<'_> {
    /// The inclination `civic_i` of a resident to take part, as a logit.
    #[inline]
    pub fn of(&self, &Rules { params, levels, .. }: &Rules<'_>, trust: &Trust, civic: &Civic, index: usize) -> f32 {
        (params.base + params.level * levels.participation) as f32
            + params.ses as f32 * (self.traits.ses[index] - 0.5)
            + params.duty as f32 * civic.duty[index]
            + params.efficacy as f32 * civic.efficacy[index]
            + params.trust as f32 * trust.neighbours[index]
            + params.peers as f32 * self.peers(index)
    }

    /// Mean activity of neighbours read as a level; 0 without neighbours.
    fn peers(&self, index: usize) -> f32 {
        let neighbours = self.ties.of(self.first + index);
        if neighbours.is_empty() {
            return 0.0;
        }
        let sum: f32 = neighbours.iter().map(|&other| self.activity[other as usize]).sum();
        activity_level(sum / neighbours.len() as f32)
    }
}

/// One round of civic activity in a community, whose key in all draws is `key`; returns who took part, by third of ses.
pub fn take_part(
    rules: &Rules<'_>,
    voluntarism: &Voluntarism<'_>,
    key: u64,
    trust: &mut Trust,
    civic: &mut Civic,
) -> [u32; 3] {
    let &Rules { params, at, .. } = rules;
    let stream = at.draws(Purpose::CivicActivity);
    let (rate, memory) = (params.rate as f32, params.memory as f32);
    let mut active = Vec::new();
    // Nobody's probability exceeds the rate.
    for who in stream.below(key, civic.activity.len(), rate) {
        let (index, chance) = (who as usize, stream.uniform(key + u64::from(who)));
        if chance < rate * logistic(voluntarism.of(rules, trust, civic, index)) {
            active.push((index, toward(civic.activity[index], memory, 1.0)));
        }
    }
    civic.activity.iter_mut().for_each(|activity| *activity = toward(*activity, memory, 0.0));
    let mut taken = [0; 3];
    for (index, activity) in active {
        civic.activity[index] = activity;
        civic.active[index] = at.round;
        trust.neighbours[index] = toward(trust.neighbours[index], params.bond as f32, 1.0);
        civic.duty[index] = toward(civic.duty[index], params.habit as f32, 1.0);
        taken[voluntarism.traits.third[index] as usize] += 1;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::Community;
    use crate::city::testing::{assert_near, assert_share, community, streams};

    /// One round in a community of pairs of neighbours whose activity is `seen`.
    fn round(params: &Params, level: f64, seen: f32, community: &mut Community) -> usize {
        let residents = community.residents();
        let pairs: Vec<(u32, u32)> = (0..residents as u32 / 2).map(|pair| (2 * pair, 2 * pair + 1)).collect();
        let ties = Ties::from_pairs(residents, residents, &pairs);
        let activity = vec![seen; residents];
        let Community { traits, trust, civic, key, .. } = community;
        let voluntarism = Voluntarism { traits, ties: &ties, activity: &activity, first: 0 };
        let levels = Levels { participation: level, ..Levels::default() };
        let rules = Rules { params, levels: &levels, at: At { streams: &streams(2), round: 5 } };
        let taken = take_part(&rules, &voluntarism, *key, trust, civic);
        assert_eq!([taken[0], taken[2]], [0, 0], "everyone stands in the middle third");
        taken[1] as usize
    }

    fn inclination(change: impl Fn(&mut Community), level: f64, seen: f32) -> f32 {
        let mut community = community(2);
        change(&mut community);
        let ties = Ties::from_pairs(2, 2, &[(0, 1)]);
        let voluntarism = Voluntarism { traits: &community.traits, ties: &ties, activity: &[0.0, seen], first: 0 };
        let levels = Levels { participation: level, ..Levels::default() };
        let at = At { streams: &streams(2), round: 5 };
        let rules = Rules { params: &Params::default(), levels: &levels, at };
        voluntarism.of(&rules, &community.trust, &community.civic, 0)
    }

    #[test]
    fn without_activities_nobody_takes_part_and_nothing_moves() {
        let mut community = community(200);
        community.civic.activity.fill(0.3);
        let off = Params { rate: 0.0, memory: 0.0, ..Params::default() };
        assert_eq!(round(&off, 1.0, 0.5, &mut community), 0);
        assert_eq!(community.civic.activity, vec![0.3; 200]);
        assert_eq!(community.trust.neighbours, vec![0.5; 200]);
        assert_eq!(community.civic.duty, vec![0.5; 200]);
        let fading = Params { rate: 0.0, ..Params::default() };
        round(&fading, 1.0, 0.5, &mut community);
        assert_near(community.civic.activity[0], 0.3 * 0.92);
    }

    #[test]
    fn the_inclination_follows_the_equation() {
        // -3.8 + 3 (.7 - .5) + 1.5 x .6 + 1 x .4 + .8 x .9 + 1.5 min(1, .008 / .02) + .8 x .5 = -.18
        let change = |community: &mut Community| {
            community.traits.ses[0] = 0.7;
            (community.civic.duty[0], community.civic.efficacy[0]) = (0.6, 0.4);
            community.trust.neighbours[0] = 0.9;
        };
        assert_near(inclination(change, 0.5, 0.008), -0.18);
        assert_eq!(inclination(change, 0.5, 0.02), inclination(change, 0.5, 1.0), "activity is read as a level");
    }

    #[test]
    fn ses_duty_efficacy_trust_peers_and_the_level_raise_the_inclination() {
        let middle = inclination(|_| (), 0.2, 0.01);
        assert!(inclination(|c| c.traits.ses[0] = 0.6, 0.2, 0.01) > middle);
        assert!(inclination(|c| c.civic.duty[0] = 0.6, 0.2, 0.01) > middle);
        assert!(inclination(|c| c.civic.efficacy[0] = 0.6, 0.2, 0.01) > middle);
        assert!(inclination(|c| c.trust.neighbours[0] = 0.6, 0.2, 0.01) > middle);
        assert!(inclination(|_| (), 0.4, 0.01) > middle);
        assert!(inclination(|_| (), 0.2, 0.011) > middle);
    }

    #[test]
    fn who_has_no_neighbours_sees_no_activity() {
        let community = community(1);
        let ties = Ties::from_pairs(1, 1, &[]);
        let alone = Voluntarism { traits: &community.traits, ties: &ties, activity: &[1.0], first: 0 };
        assert_eq!(alone.peers(0), 0.0);
    }

    #[test]
    fn residents_take_part_as_often_as_the_equation_says() {
        // -3.8 + .75 + .5 + .4 + .8 x .5 = -1.75. False positives: once in 26 million.
        let mut community = community(40_000);
        let taken = round(&Params { rate: 0.8, ..Params::default() }, 0.5, 0.0, &mut community);
        assert_share(taken, 40_000, 0.8 / (1.0 + libm::exp(1.75)));
    }

    #[test]
    fn a_higher_level_brings_out_whoever_came_before_and_more() {
        // The same draws decide at every level.
        let taken = |level| round(&Params::default(), level, 0.0, &mut community(20_000));
        assert!(taken(1.0) > taken(0.5) && taken(0.5) > taken(0.0));
    }

    #[test]
    fn taking_part_leaves_activity_bonds_and_habits() {
        let mut community = community(50);
        let surely = Params { base: 100.0, rate: 1.0, ..Params::default() };
        assert_eq!(round(&surely, 0.0, 0.0, &mut community), 50);
        // .5 + .05 (1 - .5)
        assert_near(community.civic.activity[7], 0.08);
        assert_near(community.trust.neighbours[7], 0.525);
        assert_near(community.civic.duty[7], 0.525);
        assert_eq!(community.civic.active[7], 5);
    }

    #[test]
    fn states_stay_shares_at_extreme_parameters() {
        let mut community = community(100);
        let extreme = Params { base: 100.0, rate: 1.0, memory: 1.0, bond: 1.0, habit: 1.0, ..Params::default() };
        assert_eq!(round(&extreme, 1.0, 1.0, &mut community), 100);
        let civic = &community.civic;
        let columns = [&civic.activity, &civic.duty, &community.trust.neighbours];
        assert!(columns.into_iter().flatten().all(|&state| state == 1.0));
        let never = Params { base: -100.0, ..extreme };
        assert_eq!(round(&never, 0.0, 0.0, &mut community), 0);
        assert_eq!(community.civic.activity, vec![0.0; 100]);
    }
}
