//! Careers: officials and organisations learn by what they attempt; officials leave and new ones begin.
//!
//! ```text
//! skill <= learning (1 + L_tech) (0.95) for each attempt completed        P(official leaves) = leaving (calm + strain pressure)
//! ```
//!
//! Who begins has skill and diligence drawn anew. An organisation changes its staff, and with it its skill, with
//! probability `leaving` a round. An official who completes a attempts a round comes to rest between entry and 0.95 where
//! what is learnt balances what leaves.
//!
//! Reads: attempts completed in the round, pressure. Writes: skill, diligence. Draws: who leaves, who begins.

use rand_distr::Distribution;

use crate::city::{MASTERY, Official, Officials, Organisation, Staffing, beta};
use crate::institutions::Levels;
use crate::math::toward_each;
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::Government;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How officials and organisations learn and change.
    pub struct Params {
        /// How much an attempt raises skill without a platform.
        #[zh = "没有平台时，一次办理使技能提高的幅度。"]
        learning: f64 = 0.0005, RATE, "rate", ASSUMED;
        /// Probability that an organisation changes its staff in a round, and scale of that for an official.
        #[zh = "组织一轮内更换人员的概率，也是公职人员离任概率的尺度。"]
        leaving: f64 = 0.002, SHARE, "probability per round", ASSUMED;
        /// Part of it without pressure.
        #[zh = "其中没有压力时的部分。"]
        calm: f64 = 0.75, WEIGHT, "factor", ASSUMED;
        /// What full pressure adds to it.
        #[zh = "满额压力使其增加的部分。"]
        strain: f64 = 0.5, WEIGHT, "factor", ASSUMED;
    }
}

/// What careers go by.
pub struct Rules<'a> {
    /// How they go.
    pub params: &'a Params,
    /// Who begins at an office.
    pub staffing: &'a Staffing,
    /// Skill of who begins at an organisation, two parameters of a beta distribution.
    pub skill: [f64; 2],
    /// The rules of responsible government.
    pub government: &'a Government,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

impl Rules<'_> {
    /// Skill after so many attempts.
    fn learnt(&self, skill: f32, attempts: u32) -> f32 {
        let rate = self.params.learning * (1.0 + self.levels.technology);
        toward_each(skill, rate.min(1.0) as f32, attempts, MASTERY)
    }
}

/// One round for the officials of a district, whose key in all draws is `key`.
pub fn of_officials(rules: &Rules<'_>, key: u64, officials: &mut Officials) {
    let stream = rules.at.draws(Purpose::Careers);
    let params = rules.params;
    let leaves = (params.leaving * (params.calm + params.strain * rules.government.pressure)) as f32;
    for (number, official) in officials.list.iter_mut().enumerate() {
        let entity = key + number as u64;
        official.skill = rules.learnt(official.skill, official.attempts);
        official.attempts = 0;
        if stream.uniform(entity) < leaves {
            let newcomer = Official::draw(rules.staffing, official.office, &mut stream.generator(!entity));
            *official = Official { capacity: official.capacity, ..newcomer };
        }
    }
}

/// One round for the organisations of a district.
pub fn of_organisations(rules: &Rules<'_>, key: u64, organisations: &mut [Organisation]) {
    let stream = rules.at.draws(Purpose::OrganisationCareers);
    let leaves = rules.params.leaving as f32;
    for (number, organisation) in organisations.iter_mut().enumerate() {
        let entity = key + number as u64;
        organisation.skill = rules.learnt(organisation.skill, organisation.attempts);
        organisation.attempts = 0;
        if stream.uniform(entity) < leaves {
            let [alpha, beta_] = rules.skill;
            organisation.skill = beta(alpha, beta_).sample(&mut stream.generator(!entity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::testing::{assert_near, assert_share, district, organisation, streams};

    /// Rules of a round with this pressure and a platform of this level; `act` works by them.
    fn by<T>(params: &Params, pressure: f64, level: f64, round: i32, act: impl FnOnce(&Rules<'_>) -> T) -> T {
        let (staffing, government) = (Staffing::default(), Government { pressure, ..Government::default() });
        let (levels, streams) = (Levels { technology: level, ..Levels::default() }, streams(8));
        let (staffing, government, levels) = (&staffing, &government, &levels);
        act(&Rules { params, staffing, skill: [12.0, 4.0], government, levels, at: At { streams: &streams, round } })
    }

    /// So many officials of skill and diligence .5 who have completed so many attempts.
    fn officials(number: usize, attempts: u32) -> Officials {
        let mut officials = district(1, 1).officials;
        let alike = Official { skill: 0.5, attempts, ..officials.list[0].clone() };
        officials.list = vec![alike; number];
        officials
    }

    /// Nobody leaves.
    fn stay() -> Params {
        Params { leaving: 0.0, ..Params::default() }
    }

    fn mean(values: impl ExactSizeIterator<Item = f32>) -> f64 {
        let number = values.len() as f64;
        values.map(f64::from).sum::<f64>() / number
    }

    #[test]
    fn without_learning_and_leaving_everyone_stays_as_she_is() {
        let (mut officials, mut organisations) = (officials(50, 3), vec![organisation(1.0); 50]);
        let off = Params { learning: 0.0, ..stay() };
        by(&off, 1.0, 1.0, 0, |rules| of_officials(rules, 1, &mut officials));
        by(&off, 1.0, 1.0, 0, |rules| of_organisations(rules, 1, &mut organisations));
        assert!(officials.list.iter().all(|official| (official.skill, official.diligence) == (0.5, 0.5)));
        assert!(organisations.iter().all(|organisation| organisation.skill == 0.8));
        assert!(officials.list.iter().all(|official| official.attempts == 0), "attempts are counted for one round");
    }

    #[test]
    fn each_attempt_takes_the_stated_part_of_what_is_left_to_learn() {
        // .0005 (1 + .5) = .00075 an attempt: .5 + .00075 x .45, and .95 - .45 (1 - .00075)^3.
        let skill = |attempts: u32, level: f64| {
            let mut officials = officials(1, attempts);
            by(&stay(), 0.5, level, 0, |rules| of_officials(rules, 1, &mut officials));
            officials.list[0].skill
        };
        assert_eq!(skill(0, 1.0), 0.5);
        assert_near(skill(1, 0.5), 0.5003375);
        assert_near(skill(3, 0.5), 0.95 - 0.45 * 0.99925 * 0.99925 * 0.99925);
        assert!(skill(1, 1.0) > skill(1, 0.5) && skill(1, 0.5) > skill(1, 0.0));
    }

    #[test]
    fn organisations_learn_as_officials_do() {
        let mut organisations = vec![organisation(1.0), organisation(1.0)];
        organisations[1].attempts = 2;
        by(&stay(), 0.5, 0.5, 0, |rules| of_organisations(rules, 1, &mut organisations));
        assert_eq!(organisations[0].skill, 0.8);
        assert_near(organisations[1].skill, 0.95 - 0.15 * 0.99925 * 0.99925);
        assert_eq!(organisations[1].attempts, 0);
    }

    #[test]
    fn who_stays_follows_the_closed_form_to_mastery() {
        // .95 - .45 (1 - .0005)^(2 t) with two attempts a round and no platform.
        let mut officials = officials(1, 0);
        for round in 1..=6000 {
            officials.list[0].attempts = 2;
            by(&stay(), 0.5, 0.0, round, |rules| of_officials(rules, 1, &mut officials));
            let path = 0.95 - 0.45 * libm::pow(0.9995, 2.0 * f64::from(round));
            let skill = officials.list[0].skill;
            assert!((f64::from(skill) - path).abs() < 1e-4, "round {round}: {skill}, not {path}");
        }
        assert!((officials.list[0].skill - MASTERY).abs() < 0.002);
    }

    #[test]
    fn a_staff_that_learns_and_leaves_comes_to_rest_where_both_balance() {
        // What is missing to mastery, D, shrinks by q = (1 - .02)^2 with two attempts a round and begins anew at .95 - E
        // with probability l = .05 (.75 + .5 x .5) = .05. Who has been there for k rounds has q^k of it, so at rest
        // mean D = l m / (1 - (1 - l) q) and mean D^2 = l n / (1 - (1 - l) q^2), with m = .95 - .5 and
        // n = m^2 + 1 / 84 for Beta(10, 10). Officials are independent; the bound is 5.5 standard errors: false positives
        // once in 26 million. After 150 rounds ((1 - l) q)^150 = 10^-6 of the start is left.
        let params = Params { learning: 0.02, leaving: 0.05, ..Params::default() };
        let mut officials = officials(20_000, 0);
        for round in 0..150 {
            officials.list.iter_mut().for_each(|official| official.attempts = 2);
            by(&params, 0.5, 0.0, round, |rules| of_officials(rules, 1, &mut officials));
        }
        let (l, q, m) = (0.05f64, 0.98 * 0.98, 0.45);
        let missing = l * m / (1.0 - (1.0 - l) * q);
        let squared = l * (m * m + 1.0 / 84.0) / (1.0 - (1.0 - l) * q * q);
        let error = ((squared - missing * missing) / 20_000.0).sqrt();
        let found = f64::from(MASTERY) - mean(officials.list.iter().map(|official| official.skill));
        assert!((found - missing).abs() < 5.5 * error, "{found}, not {missing} within {error}");
    }

    #[test]
    fn officials_leave_as_often_as_stated_and_the_more_under_pressure() {
        // .2 (.75 + .5 pressure). Whoever leaves has another diligence after it; the same draws decide under any pressure.
        // False positives: once in 26 million each.
        let params = Params { leaving: 0.2, ..Params::default() };
        let gone = |pressure: f64| -> Vec<usize> {
            let mut officials = officials(20_000, 0);
            by(&params, pressure, 0.5, 0, |rules| of_officials(rules, 1, &mut officials));
            (0..20_000).filter(|&number| officials.list[number].diligence != 0.5).collect()
        };
        let [calm, middle, full] = [0.0, 0.5, 1.0].map(gone);
        assert_share(calm.len(), 20_000, 0.15);
        assert_share(middle.len(), 20_000, 0.2);
        assert_share(full.len(), 20_000, 0.25);
        assert!(calm.iter().all(|who| full.contains(who)), "who leaves without pressure leaves under it");
    }

    #[test]
    fn others_leave_in_another_round() {
        let gone = |round: i32| -> Vec<bool> {
            let mut officials = officials(200, 0);
            let params = Params { leaving: 0.5, ..Params::default() };
            by(&params, 0.5, 0.5, round, |rules| of_officials(rules, 1, &mut officials));
            officials.list.iter().map(|official| official.diligence != 0.5).collect()
        };
        assert!(gone(0) != gone(1) && gone(0) == gone(0));
    }

    #[test]
    fn who_begins_is_drawn_anew_and_sits_at_the_same_desk() {
        // Skill ~ Beta(10, 10), diligence ~ Beta(5, 5): means .5, variances 1 / 84 and 1 / 44. The bounds on means are 5.5
        // standard errors over 20,000: false positives once in 26 million.
        let mut officials = officials(20_000, 5);
        for official in &mut officials.list {
            (official.office, official.capacity, official.diligence, official.skill) = (3, 0.7, 0.9, 0.9);
        }
        let all = Params { leaving: 1.0, calm: 1.0, ..Params::default() };
        by(&all, 0.0, 0.5, 0, |rules| of_officials(rules, 1, &mut officials));
        let skill = mean(officials.list.iter().map(|official| official.skill));
        let diligence = mean(officials.list.iter().map(|official| official.diligence));
        assert!((skill - 0.5).abs() < 5.5 / (84.0f64 * 20_000.0).sqrt(), "{skill}");
        assert!((diligence - 0.5).abs() < 5.5 / (44.0f64 * 20_000.0).sqrt(), "{diligence}");
        let desk = |official: &Official| (official.office, official.capacity, official.attempts) == (3, 0.7, 0);
        assert!(officials.list.iter().all(desk));
    }

    #[test]
    fn organisations_change_staff_whatever_the_pressure_and_keep_all_but_their_skill() {
        // With probability .2; new skill ~ Beta(12, 4): mean .75, variance .75 x .25 / 17. False positives: once in 26
        // million each.
        let changed = |pressure: f64| {
            let mut organisations = vec![organisation(1.3); 20_000];
            let params = Params { leaving: 0.2, ..Params::default() };
            by(&params, pressure, 0.5, 0, |rules| of_organisations(rules, 1, &mut organisations));
            assert!(organisations.iter().all(|o| (o.capacity, o.reputation, o.founded) == (1.3, 0.5, 0)));
            organisations.retain(|organisation| organisation.skill != 0.8);
            organisations
        };
        let new = changed(0.5);
        assert_share(new.len(), 20_000, 0.2);
        let skill = mean(new.iter().map(|organisation| organisation.skill));
        assert!((skill - 0.75).abs() < 5.5 * (0.75 * 0.25 / 17.0 / new.len() as f64).sqrt(), "{skill}");
        assert_eq!(changed(0.0).len(), changed(1.0).len());
    }

    #[test]
    fn skill_stays_a_share_at_extreme_parameters() {
        let extreme = Params { learning: 1.0, leaving: 1.0, calm: 100.0, strain: 100.0 };
        let mut officials = officials(100, 1000);
        by(&extreme, 1.0, 1.0, 0, |rules| of_officials(rules, 1, &mut officials));
        let shares = officials.list.iter().flat_map(|official| [official.skill, official.diligence]);
        assert!(shares.into_iter().all(|share| (0.0..=1.0).contains(&share)));
        officials.list.iter_mut().for_each(|official| (official.skill, official.attempts) = (1.0, 7));
        by(&Params { leaving: 0.0, ..extreme }, 1.0, 1.0, 1, |rules| of_officials(rules, 1, &mut officials));
        assert!(officials.list.iter().all(|official| official.skill == MASTERY), "all at once, and no more than that");
    }
}
