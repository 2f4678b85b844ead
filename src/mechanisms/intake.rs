//! Intake: requests become cases, are routed, merged and given to someone; the platform predicts some.
//!
//! Office, platform and petition cases are routed right with probability right + right_tech L_tech; one routed wrong
//! waits `transfer` rounds and costs `transfer_work` more. A platform saves the share records L_tech of the handling.
//! A public need joins the oldest open public case of its community and category with probability join + join_tech
//! L_tech. A single-agency case, petitions apart, goes to the community office with probability `delegation`, else to
//! the department; if the office is overloaded, with probability referral L_coll to an organisation that has room.
//! For each community and category a proactive public case opens with probability prediction L_tech (1 - S). Within an
//! office a case goes to the official with the least work in hand.
//!
//! Reads: needs, decisions, stocks, capacity. Writes: cases, queues, the docket, each filer's case. Draws: routing,
//! joining, delegation, referral, prediction.

use rand::RngExt;

use crate::calendar::YEAR;
use crate::city::{
    CATEGORIES, Case, Cases, Category, Channel, District, Handler, Kind, Need, Office, Organisation, least_loaded,
};
use crate::events::{Decision, Events};
use crate::institutions::Levels;
use crate::parameters::{ASSUMED, SHARE, WEIGHT};
use crate::policy::Policy;
use crate::streams::{At, Generator, Purpose};

crate::parameters! {
    /// How requests become cases.
    pub struct Params {
        /// Probability that a case is routed right without a platform.
        right: f64 = 0.7, SHARE, "probability", ASSUMED;
        /// What a fully built platform adds to it.
        right_tech: f64 = 0.3, SHARE, "probability", ASSUMED;
        /// Rounds that a case routed wrong waits.
        transfer: u32 = 2, 0..=10 * YEAR, "rounds", ASSUMED;
        /// Work that a case routed wrong costs more.
        transfer_work: f64 = 0.4, WEIGHT, "work units", ASSUMED;
        /// Share of the handling that a fully built platform saves.
        records: f64 = 0.35, SHARE, "share", ASSUMED;
        /// Probability that a public need joins an open case without a platform.
        join: f64 = 0.3, SHARE, "probability", ASSUMED;
        /// What a fully built platform adds to it.
        join_tech: f64 = 0.6, SHARE, "probability", ASSUMED;
        /// Load of an office from which it refers cases to organisations.
        overload: f64 = 2.0, WEIGHT, "load", ASSUMED;
        /// Probability that a fully built platform opens a proactive case where the service stock is gone.
        prediction: f64 = 0.02, SHARE, "probability per round", ASSUMED;
    }
}

/// What intake goes by.
pub struct Rules<'a> {
    /// How requests become cases.
    pub params: &'a Params,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Rounds of work at which an organisation has no room.
    pub backlog: f32,
    /// Work units that verifying an attempt costs.
    pub verification: f32,
    /// Rounds over which an office's load is counted.
    pub horizon: f32,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Turns the formal requests of a round into cases. A case may go to anyone in the district who takes cases.
pub fn receive(rules: &Rules<'_>, decisions: &[Decision], district: &mut District, events: &mut Events) {
    let stream = rules.at.draws(Purpose::Intake);
    for decision in decisions {
        let Some(channel) = decision.choice.filter(|&channel| channel != Channel::Neighbours) else { continue };
        let community = &district.communities[decision.community as usize];
        let entity = community.key + u64::from(decision.resident);
        let filing = Filing {
            community: decision.community,
            channel: Some(channel),
            filer: Some((community.traits.ses[decision.resident as usize], decision.third)),
            behind: vec![decision.resident],
            key: stream.hash(entity),
        };
        let position = file(rules, &filing, &decision.need, stream.generator(entity), district, events);
        district.communities[decision.community as usize].needs.of_mut(decision.resident as usize).case = position;
    }
}

/// Opens the cases that prediction found in a community, with whomever in the district they go to.
pub fn open_proactive(
    rules: &Rules<'_>,
    foreseen: &[Need],
    community: u32,
    district: &mut District,
    events: &mut Events,
) {
    let stream = rules.at.draws(Purpose::Intake);
    for need in foreseen {
        let entity = !(district.communities[community as usize].key + need.category as u64);
        let key = stream.hash(entity);
        let filing = Filing { community, channel: None, filer: None, behind: Vec::new(), key };
        assign(rules, &filing, need, stream.generator(entity), district, events);
        events.proactive += 1;
    }
}

/// Who asks, through which channel.
struct Filing {
    community: u32,
    channel: Option<Channel>,
    filer: Option<(f32, u8)>,
    behind: Vec<u32>,
    key: u64,
}

/// Files one request and returns the position of its case.
fn file(
    rules: &Rules<'_>,
    filing: &Filing,
    need: &Need,
    mut rng: Generator,
    district: &mut District,
    events: &mut Events,
) -> u32 {
    let third = filing.filer.map_or(0, |(_, third)| third) as usize;
    if filing.channel == Some(Channel::Law) {
        events.filed[third] += 1;
        return enqueue(rules, filing, need, Handler::Mediation(None), district);
    }
    if filing.channel == Some(Channel::Organisation)
        && let Some(organisation) = least_loaded(&district.organisations, &district.cases, need.category, None)
    {
        events.filed[third] += 1;
        return enqueue(rules, filing, need, Handler::Organisation(organisation as u32), district);
    }
    let joins = rules.params.join + rules.params.join_tech * rules.levels.technology;
    let chance: f64 = rng.random::<f32>().into();
    if let Some(open) = oldest_public(need, filing.community, district).filter(|_| chance < joins) {
        events.merged[third] += 1;
        district.cases[open].behind.extend(&filing.behind);
        return open;
    }
    events.filed[third] += 1;
    assign(rules, filing, need, rng, district, events)
}

/// The oldest open public case of the same community and category.
fn oldest_public(need: &Need, community: u32, district: &District) -> Option<u32> {
    let mut open = district.cases.of_community(community as usize).iter().copied();
    let same = |position: u32| {
        let case = &district.cases[position];
        let by_law = matches!(case.handler, Handler::Mediation(_) | Handler::Court);
        case.kind == Kind::Public && case.category == need.category && !by_law
    };
    (need.kind == Kind::Public).then(|| open.find(|&position| same(position))).flatten()
}

/// Routes a case to an office, or past an overloaded one to an organisation.
fn assign(
    rules: &Rules<'_>,
    filing: &Filing,
    need: &Need,
    mut rng: Generator,
    district: &mut District,
    events: &mut Events,
) -> u32 {
    let [right, delegated, referred]: [f64; 3] = std::array::from_fn(|_| rng.random::<f32>().into());
    let single = need.agencies == 1;
    let to_community =
        single && filing.channel != Some(Channel::Petition) && delegated < rules.policy.government.delegation;
    let office = if to_community { Office::Community(filing.community) } else { Office::Department(need.category) };
    let refers = single
        && office_load(rules, office, district) > rules.params.overload as f32
        && referred < rules.policy.collaboration.referral * rules.levels.collaboration;
    let organisation =
        refers.then(|| least_loaded(&district.organisations, &district.cases, need.category, Some(rules.backlog)));
    let handler = match organisation.flatten() {
        Some(organisation) => Handler::Organisation(organisation as u32),
        None => Handler::Official(least_busy(office, district)),
    };
    let position = enqueue(rules, filing, need, handler, district);
    if filing.filer.is_some() && right >= rules.params.right + rules.params.right_tech * rules.levels.technology {
        misroute(rules, position, district);
        events.transfers[filing.filer.map_or(0, |(_, third)| third) as usize] += 1;
    }
    position
}

fn office_load(rules: &Rules<'_>, office: Office, district: &District) -> f32 {
    let officials = &district.officials.list[district.officials.range(office)];
    let (work, capacity) = officials.iter().fold((0.0, 0.0), |(w, c), o| (w + o.work, c + o.capacity));
    crate::city::load(work, rules.horizon * capacity)
}

/// The official of an office with the least work in hand.
fn least_busy(office: Office, district: &District) -> u32 {
    let range = district.officials.range(office);
    let first = range.start;
    range.min_by(|&a, &b| district.officials.list[a].work.total_cmp(&district.officials.list[b].work)).unwrap_or(first)
        as u32
}

/// A case sent to the wrong desk first waits and costs more.
fn misroute(rules: &Rules<'_>, position: u32, district: &mut District) {
    let case = &mut district.cases[position];
    let more = rules.params.transfer_work as f32;
    case.ready += rules.params.transfer as i32;
    case.work += more;
    case.left += more;
    if let Handler::Official(official) = case.handler {
        district.officials.list[official as usize].work += more;
    }
}

/// Opens a case and puts it in its handler's queue.
fn enqueue(rules: &Rules<'_>, filing: &Filing, need: &Need, handler: Handler, district: &mut District) -> u32 {
    let position = district.cases.open(case(rules, filing, need, handler));
    match handler {
        Handler::Official(official) => {
            let official = &mut district.officials.list[official as usize];
            official.queue.push(position);
            official.work += district.cases[position].left;
        }
        Handler::Organisation(organisation) => district.organisations[organisation as usize].queue.push(position),
        Handler::Mediation(_) | Handler::Court => district.docket.push(position),
    }
    position
}

fn case(rules: &Rules<'_>, filing: &Filing, need: &Need, handler: Handler) -> Case {
    let by_office = matches!(handler, Handler::Official(_));
    let saved = (rules.params.records * rules.levels.technology) as f32;
    let work = if by_office { need.work * (1.0 - saved) } else { need.work };
    Case {
        id: 0,
        key: filing.key,
        community: filing.community,
        category: need.category,
        kind: need.kind,
        severity: need.severity,
        agencies: need.agencies,
        channel: filing.channel,
        filer: filing.filer,
        behind: filing.behind.clone(),
        handler,
        work,
        left: work + if by_office { rules.verification } else { 0.0 },
        filed: rules.at.round,
        deadline: rules.at.round.saturating_add_unsigned(rules.policy.government.deadline),
        ready: rules.at.round,
        attempts: 0,
        convened: false,
        begun: None,
        priority: 0.0,
        workable: true,
    }
}

/// For each category, whether an organisation of the district has less than `backlog` rounds of work.
pub fn organisations_with_room(organisations: &[Organisation], cases: &Cases, backlog: f32) -> [bool; CATEGORIES] {
    std::array::from_fn(|g| least_loaded(organisations, cases, Category::ALL[g], Some(backlog)).is_some())
}

#[cfg(test)]
mod tests;
