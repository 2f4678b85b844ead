//! Turnover: residents move away, sooner when aggrieved (exit, Hirschman 1970), and others move in.
//!
//! ```text
//! P(moves away) = base + exit G (1 - T)
//! ```
//!
//! A newcomer is drawn as at the start, without need, case or habit, and has not taken up the platform yet.
//!
//! Reads: grievance, trust in government. Writes: every column of those who move. Draws: moving, newcomers.

use crate::city::{Ages, District, End, Need, Newcomer, Population, Stage, third};
use crate::events::{Closure, Events};
use crate::parameters::{ASSUMED, SHARE};
use crate::streams::{At, Purpose, Stream};

crate::parameters! {
    /// Who moves.
    pub struct Params {
        /// Probability of moving away without grievance.
        #[zh = "没有积怨时迁出的概率。"]
        base: f64 = 0.001, SHARE, "probability per round", ASSUMED;
        /// What full grievance without trust adds to it.
        #[zh = "满额积怨且毫无信任时增加的概率。"]
        exit: f64 = 0.01, SHARE, "probability per round", "Hirschman 1970; value assumed";
    }
}

/// What turnover goes by.
pub struct Rules<'a> {
    /// Who moves.
    pub params: &'a Params,
    /// Who moves in.
    pub population: &'a Population,
    /// How old they are.
    pub ages: &'a Ages,
    /// The citywide bounds of the thirds of ses.
    pub cuts: [f32; 2],
    /// Where and when it draws.
    pub at: At<'a>,
}

/// One round of moving in a district. Who moves may stand behind a case that anyone in the district has.
pub fn turn_over(rules: &Rules<'_>, district: &mut District, events: &mut Events) {
    let &Rules { params, population, ages, cuts, at } = rules;
    let (moving, newcomers) = (at.draws(Purpose::Moving), at.draws(Purpose::Newcomers));
    for (community, who) in leavers(params, moving, district) {
        events.moved.push((community, who, district.communities[community as usize].traits.third[who as usize]));
        leave(community, who, at.round, district, events);
        let community = &mut district.communities[community as usize];
        let index = who as usize;
        let mut rng = newcomers.generator(community.key + u64::from(who));
        let newcomer = Newcomer::draw(population, ages, community.standing, &mut rng);
        community.columns().settle(index, &newcomer, population);
        community.traits.third[index] = third(community.traits.ses[index], cuts);
    }
}

/// Those who move away, by community and position.
fn leavers(params: &Params, stream: Stream, district: &District) -> Vec<(u32, u32)> {
    let (base, exit) = (params.base as f32, params.exit as f32);
    let mut leavers = Vec::new();
    for (number, community) in district.communities.iter().enumerate() {
        // Nobody's probability exceeds base + exit.
        for who in stream.below(community.key, community.residents(), base + exit) {
            let index = who as usize;
            let unhappy = community.wellbeing.grievance[index] * (1.0 - community.trust.government[index]);
            if stream.uniform(community.key + u64::from(who)) < base + exit * unhappy {
                leavers.push((number as u32, who));
            }
        }
    }
    leavers
}

/// Takes a resident out of her case and of the mandate she stands for.
fn leave(community: u32, who: u32, round: i32, district: &mut District, events: &mut Events) {
    let home = &mut district.communities[community as usize];
    if let Some(mandate) = &mut home.forum.mandate {
        mandate.participants.retain(|&other| other != who);
    }
    let Some(&Need { case: position, .. }) = home.needs.get(who as usize) else { return };
    if home.needs.end(who as usize) != Stage::Filed {
        return;
    }
    let case = &mut district.cases[position];
    case.behind.retain(|&other| other != who);
    if case.is_abandoned()
        && let Some(case) = district.take(position)
    {
        events.closures.push(Closure::of(&case, End::Withdrawn, round));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::testing::{assert_share, case, check, district, need, open, streams};
    use crate::city::{Case, Category, Handler, Mandate};

    fn round(params: &Params, district: &mut District) -> Events {
        let mut events = Events::default();
        let (population, ages, streams) = (Population::default(), Ages::default(), streams(4));
        let at = At { streams: &streams, round: 9 };
        let rules = Rules { params, population: &population, ages: &ages, cuts: [0.4, 0.6], at };
        turn_over(&rules, district, &mut events);
        events
    }

    fn aggrieved(residents: u32, grievance: f32, trust: f32) -> District {
        let mut district = district(1, residents);
        district.communities[0].wellbeing.grievance.fill(grievance);
        district.communities[0].trust.government.fill(trust);
        district
    }

    #[test]
    fn without_either_probability_nobody_moves() {
        let mut district = aggrieved(2000, 1.0, 0.0);
        let events = round(&Params { base: 0.0, exit: 0.0 }, &mut district);
        assert!(events.moved.is_empty());
        assert!(district.communities[0].traits.ses.iter().all(|&ses| ses == 0.5));
        assert_eq!(district.communities[0].wellbeing.grievance, vec![1.0; 2000]);
    }

    #[test]
    fn residents_move_as_often_as_the_equation_says() {
        // .02 + .1 x .5 (1 - .2) = .06. False positives: once in 26 million.
        let params = Params { base: 0.02, exit: 0.1 };
        let moved = round(&params, &mut aggrieved(40_000, 0.5, 0.2)).moved.len();
        assert_share(moved, 40_000, 0.06);
    }

    #[test]
    fn grievance_drives_residents_away_and_trust_holds_them() {
        // The same draws decide, so whoever moves at a lower probability moves at a higher one.
        let moved = |grievance, trust, exit| {
            round(&Params { exit, ..Params::default() }, &mut aggrieved(20_000, grievance, trust)).moved.len()
        };
        let middle = moved(0.5, 0.5, 0.2);
        assert!(moved(1.0, 0.5, 0.2) > middle && moved(0.5, 0.1, 0.2) > middle && moved(0.5, 0.5, 0.4) > middle);
        assert_eq!(moved(0.5, 1.0, 0.2), moved(0.0, 0.0, 0.2), "full trust forgives everything");
    }

    #[test]
    fn everyone_can_move_at_once_and_newcomers_start_afresh() {
        let mut district = aggrieved(500, 1.0, 0.0);
        district.communities[0].civic.adopter.fill(true);
        district.communities[0].civic.habit.fill(0.7);
        let events = round(&Params { base: 1.0, exit: 1.0 }, &mut district);
        assert_eq!(events.moved.len(), 500);
        assert!(events.moved.iter().all(|&(community, _, third)| (community, third) == (0, 1)), "as she was");
        let community = &district.communities[0];
        assert_eq!(community.wellbeing.grievance, vec![0.0; 500]);
        assert!(community.civic.adopter.iter().all(|adopter| !adopter));
        assert_eq!(community.civic.habit, vec![0.0; 500]);
        assert_eq!(community.trust.government, community.traits.trust.government, "trust starts at its disposition");
        for (&ses, &found) in community.traits.ses.iter().zip(&community.traits.third) {
            assert_eq!(found, third(ses, [0.4, 0.6]));
        }
        check(&district);
    }

    #[test]
    fn newcomers_bring_a_burden_and_a_reluctance_of_their_own() {
        // Gamma of shape .5 and mean 1: variance 2; normal of standard deviation 2. The mean of 8,000 has standard errors
        // of .0158 and .0224, the share of burdens below 1 (chi-squared of one degree of freedom: .6827) is binomial.
        // The bounds are 5.5 of them: false positives once in 26 million each.
        let mut district = aggrieved(8000, 1.0, 0.0);
        round(&Params { base: 1.0, exit: 0.0 }, &mut district);
        let traits = &district.communities[0].traits;
        let mean = |column: &[f32]| crate::math::sum(column) / 8000.0;
        let (burden, reluctance) = (mean(&traits.burden), mean(&traits.reluctance));
        assert!((burden - 1.0).abs() < 0.087 && reluctance.abs() < 0.123, "{burden}, {reluctance}");
        assert_share(traits.burden.iter().filter(|&&burden| burden < 1.0).count(), 8000, 0.6827);
        // Within one standard deviation of a normal distribution lies the same share.
        assert_share(traits.reluctance.iter().filter(|cost| cost.abs() < 2.0).count(), 8000, 0.6827);
    }

    #[test]
    fn a_case_that_opened_without_a_resident_is_never_withdrawn() {
        let mut district = aggrieved(4, 0.0, 0.5);
        let found =
            open(&mut district, Case { filer: None, channel: None, behind: vec![1], ..case(Handler::Office(0)) });
        let mut events = Events::default();
        leave(0, 1, 9, &mut district, &mut events);
        assert!(events.closures.is_empty() && district.cases[found].behind.is_empty());
        assert_eq!(district.officials.offices[0].queue, [found]);
        check(&district);
    }

    #[test]
    fn who_moves_leaves_her_case_and_her_mandate() {
        let mut district = aggrieved(6, 0.0, 0.5);
        let shared = open(&mut district, Case { behind: vec![1, 2], ..case(Handler::Office(0)) });
        open(&mut district, Case { behind: vec![3], ..case(Handler::Office(0)) });
        district.communities[0].needs.set([4], Stage::Waiting, need(Category::Care));
        let participants = vec![1, 5];
        district.communities[0].forum.mandate = Some(Mandate { weights: [1.0; 8], since: 0, participants });
        let mut events = Events::default();
        [1, 3, 4].into_iter().for_each(|who| leave(0, who, 9, &mut district, &mut events));
        assert_eq!(district.cases[shared].behind, [2], "others stay behind a shared case");
        assert_eq!(events.closures.len(), 1, "a case that nobody stands behind is withdrawn");
        assert_eq!((events.closures[0].end, events.closures[0].rounds), (End::Withdrawn, 9));
        assert_eq!(district.officials.offices[0].queue, [shared]);
        assert!([1, 3, 4].iter().all(|&who: &usize| district.communities[0].needs.stage(who) == Stage::None));
        assert_eq!(district.communities[0].forum.mandate.as_ref().unwrap().participants, [5]);
        check(&district);
    }
}
