//! Turnover: residents move away, sooner when aggrieved (exit, Hirschman 1970), and others move in.
//!
//! ```text
//! P(moves away) = base + exit G (1 - T)
//! ```
//!
//! A newcomer is drawn as at the start, without need or case, and has not taken up the platform yet.
//!
//! Reads: grievance, trust in government. Writes: every column of those who move. Draws: moving, newcomers.

use crate::city::{Ages, District, End, Newcomer, Population, Stage, third};
use crate::events::{Closure, Events};
use crate::parameters::{ASSUMED, SHARE};
use crate::streams::{Purpose, Stream, Streams};

crate::parameters! {
    /// Who moves.
    pub struct Params {
        /// Probability of moving away without grievance.
        base: f64 = 0.001, SHARE, "probability per round", ASSUMED;
        /// What full grievance without trust adds to it.
        exit: f64 = 0.01, SHARE, "probability per round", "Hirschman 1970; value assumed";
    }
}

/// One round of moving in a district; `cuts` are the citywide bounds of the thirds of ses.
pub fn turn_over(
    params: &Params,
    (population, ages): (&Population, &Ages),
    cuts: [f32; 2],
    (streams, round): (&Streams, i32),
    district: &mut District,
    events: &mut Events,
) {
    let (moving, newcomers) = (streams.round(Purpose::Moving, round), streams.round(Purpose::Newcomers, round));
    for (community, who) in leavers(params, moving, district) {
        events.moved.push((community, who, district.communities[community as usize].traits.third[who as usize]));
        leave(community, who, round, district, events);
        let community = &mut district.communities[community as usize];
        let index = who as usize;
        let mut rng = newcomers.generator(community.place + u64::from(who));
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
        let most = base + exit;
        for index in 0..community.residents() {
            let chance = stream.uniform(community.place + index as u64);
            // Nobody's probability exceeds base + exit: most are decided without looking further.
            let unhappy = || community.wellbeing.grievance[index] * (1.0 - community.trust.government[index]);
            if chance < most && chance < base + exit * unhappy() {
                leavers.push((number as u32, index as u32));
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
    let stage = std::mem::take(&mut home.needs.stage[who as usize]);
    if stage != Stage::Filed {
        return;
    }
    let position = home.needs.need[who as usize].case;
    let behind = &mut district.cases[position].behind;
    behind.retain(|&other| other != who);
    if behind.is_empty()
        && let Some(case) = district.take(position)
    {
        events.closures.push(Closure::of(&case, End::Withdrawn, round));
    }
}
