//! Intake: requests become cases, are routed, merged and given to someone; the platform predicts some.
//!
//! Office, platform and petition cases are routed right with probability right + right_tech L_tech; one routed wrong
//! waits `transfer` rounds and costs `transfer_work` more. A platform saves the share records L_tech of the handling; a
//! request by telephone costs `telephone` more, an adopter's inclusion L_tech (1 - digital) `inclusion`. A public need joins
//! the oldest open public case of its grid and category with probability join + join_tech L_tech. A single-agency case,
//! petitions apart, goes to the community office with probability `delegation`, else to the department; what is handed to a
//! grid worker always to the community office. Else it is referred instead with probability referral L_coll to the organisation
//! of its category with the fewest rounds of work, if it has fewer than the office. For each grid and category a proactive
//! public case opens with probability prediction L_tech (1 - S) n_r / 500; what a patrol finds opens as one. Empty cases
//! open at the community office. Each office has one queue.
//!
//! Reads: needs, decisions, digital skills, capacity. Writes: cases, queues, the docket, each filer's case. Draws: routing,
//! joining, delegation, referral; what is found before anyone asks is drawn in `needs`.

use rand::RngExt;

use crate::calendar::YEAR;
use crate::city::{
    CATEGORIES, Case, Cases, Category, Channel, Community, District, Handler, Kind, Need, OfficeKind, Organisation,
    least_loaded,
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
        #[zh = "没有平台时案件派对的概率。"]
        right: f64 = 0.7, SHARE, "probability", ASSUMED;
        /// What a fully built platform adds to it.
        #[zh = "平台完全建成时增加的概率。"]
        right_tech: f64 = 0.3, SHARE, "probability", ASSUMED;
        /// Rounds that a case routed wrong waits.
        #[zh = "派错的案件等待的轮数。"]
        transfer: u32 = 2, 0..=10 * YEAR, "rounds", ASSUMED;
        /// Work that a case routed wrong costs more.
        #[zh = "派错的案件多耗的工作量。"]
        transfer_work: f64 = 0.4, WEIGHT, "work units", ASSUMED;
        /// Share of the handling that a fully built platform saves.
        #[zh = "平台完全建成时省去的经办工作比例。"]
        records: f64 = 0.35, SHARE, "share", ASSUMED;
        /// Probability that a public need joins an open case without a platform.
        #[zh = "没有平台时公共需求并入未结案件的概率。"]
        join: f64 = 0.3, SHARE, "probability", ASSUMED;
        /// What a fully built platform adds to it.
        #[zh = "平台完全建成时增加的概率。"]
        join_tech: f64 = 0.6, SHARE, "probability", ASSUMED;
        /// Work that a request by telephone on the platform costs more.
        #[zh = "通过电话使用平台的诉求多耗的工作量。"]
        telephone: f64 = 0.1, WEIGHT, "work units", ASSUMED;
        /// Work that full inclusion costs for a request of an adopter without digital skills.
        #[zh = "完全包容时，为无数字技能的平台用户办理一件诉求所耗的工作量。"]
        inclusion: f64 = 0.1, WEIGHT, "work units", ASSUMED;
        /// Probability that a fully built platform opens a proactive case per 500 residents where the service stock is gone.
        #[zh = "公共服务存量耗尽时，完全建成的平台每 500 名居民主动立案的概率。"]
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
    /// Work units that verifying an attempt costs.
    pub verification: f32,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Turns the formal requests of a round into cases. A case may go to anyone in the district who takes cases.
pub fn receive(rules: &Rules<'_>, decisions: &[Decision], district: &mut District, events: &mut Events) {
    let stream = rules.at.draws(Purpose::Intake);
    for decision in decisions {
        let Some(channel) = decision.asked() else { continue };
        let community = &district.communities[decision.community as usize];
        let entity = community.key + u64::from(decision.resident);
        let filing = Filing {
            community: decision.community,
            grid: community.grid_of(decision.resident),
            channel: Some(channel),
            filer: Some((community.traits.ses[decision.resident as usize], decision.third)),
            behind: vec![decision.resident],
            by_worker: decision.by_worker,
            more: if channel == Channel::Platform { access(rules, community, decision.resident) } else { 0.0 },
            key: stream.hash(entity),
        };
        let position = file(rules, &filing, &decision.need, stream.generator(entity), district, events);
        district.communities[decision.community as usize].needs.of_mut(decision.resident as usize).case = position;
    }
}

/// Work that it takes more to serve this resident on the platform: by telephone, or by a design for those of few skills.
fn access(rules: &Rules<'_>, community: &Community, resident: u32) -> f32 {
    let index = resident as usize;
    if !community.civic.adopter[index] {
        return rules.params.telephone as f32;
    }
    let included = rules.policy.technology.inclusion * rules.levels.technology;
    (rules.params.inclusion * included) as f32 * (1.0 - community.traits.digital[index])
}

/// Where cases open that nobody has asked for, and what share of its work one takes.
pub struct Early {
    /// Position of the community in the district.
    pub community: u32,
    /// Position of the grid in the community.
    pub grid: u32,
    /// Share of the work that a case takes.
    pub work: f32,
    /// Whether a patrol found it, rather than the platform.
    pub by_patrol: bool,
}

/// Opens the cases that were found in a grid before anyone asked, with whomever in the district they go to.
pub fn open_proactive(rules: &Rules<'_>, found: &[Need], early: &Early, district: &mut District, events: &mut Events) {
    let stream = rules.at.draws(Purpose::Intake);
    let place = district.communities[early.community as usize].key + u64::from(early.grid) * CATEGORIES as u64;
    for need in found {
        let entity = !(place + need.category as u64 + (u64::from(early.by_patrol) << 31));
        let key = stream.hash(entity);
        let need = Need { work: need.work * early.work, ..*need };
        let filing = Filing { key, ..Filing::of_nobody(early.community, early.grid) };
        assign(rules, &filing, &need, stream.generator(entity), district, events);
        events.proactive += 1;
    }
}

/// Opens empty cases of so much work at the office of a community, to be counted.
pub fn open_padding(
    rules: &Rules<'_>,
    number: u32,
    work: f32,
    [community, grid]: [u32; 2],
    district: &mut District,
    events: &mut Events,
) {
    let handler = Handler::Office(district.officials.position(OfficeKind::Community(community)) as u32);
    for _ in 0..number {
        let need = Need { work, ..crate::city::NO_NEED };
        let empty = case(rules, &Filing::of_nobody(community, grid), &need, handler);
        put(Case { padding: true, work, left: work, ..empty }, district);
        events.padding += 1;
    }
}

/// Who asks, through which channel.
struct Filing {
    community: u32,
    grid: u32,
    channel: Option<Channel>,
    filer: Option<(f32, u8)>,
    behind: Vec<u32>,
    by_worker: bool,
    more: f32,
    key: u64,
}

impl Filing {
    /// A case that nobody asks for.
    fn of_nobody(community: u32, grid: u32) -> Self {
        Self { community, grid, channel: None, filer: None, behind: Vec::new(), by_worker: false, more: 0.0, key: 0 }
    }
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
        return put(case(rules, filing, need, Handler::Mediation(None)), district);
    }
    if filing.channel == Some(Channel::Organisation)
        && let Some(organisation) = least_loaded(&district.organisations, &district.cases, need.category, None)
    {
        events.filed[third] += 1;
        return put(case(rules, filing, need, Handler::Organisation(organisation as u32)), district);
    }
    let joins = rules.params.join + rules.params.join_tech * rules.levels.technology;
    let chance: f64 = rng.random::<f32>().into();
    if let Some(open) = oldest_public(need, filing, district).filter(|_| chance < joins) {
        events.merged[third] += 1;
        district.cases[open].behind.extend(&filing.behind);
        return open;
    }
    events.filed[third] += 1;
    assign(rules, filing, need, rng, district, events)
}

/// The oldest open public case of the same grid and category.
fn oldest_public(need: &Need, filing: &Filing, district: &District) -> Option<u32> {
    let mut open = district.cases.of_community(filing.community as usize).iter().copied();
    let same = |position: u32| {
        let case = &district.cases[position];
        let by_law = matches!(case.handler, Handler::Mediation(_) | Handler::Court);
        let public = case.kind == Kind::Public && case.category == need.category;
        public && case.grid == filing.grid && !by_law
    };
    (need.kind == Kind::Public).then(|| open.find(|&position| same(position))).flatten()
}

/// Routes a case to an office, or to an organisation with less to do.
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
    let petition = filing.channel == Some(Channel::Petition);
    let delegates = single && !petition && delegated < rules.policy.government.delegation;
    let to_community = filing.by_worker || delegates;
    let kind =
        if to_community { OfficeKind::Community(filing.community) } else { OfficeKind::Department(need.category) };
    let refers =
        single && !filing.by_worker && referred < rules.policy.collaboration.referral * rules.levels.collaboration;
    let handler = match refers.then(|| less_busy(kind, need.category, district)).flatten() {
        Some(organisation) => Handler::Organisation(organisation),
        None => Handler::Office(district.officials.position(kind) as u32),
    };
    let mut case = case(rules, filing, need, handler);
    if filing.filer.is_some() && right >= rules.params.right + rules.params.right_tech * rules.levels.technology {
        misroute(rules.params, &mut case);
        events.transfers[filing.filer.map_or(0, |(_, third)| third) as usize] += 1;
    }
    put(case, district)
}

/// The organisation of a category with the fewest rounds of work, if it has fewer than an office.
fn less_busy(kind: OfficeKind, category: Category, district: &District) -> Option<u32> {
    let District { organisations, cases, officials, .. } = district;
    let organisation = least_loaded(organisations, cases, category, None)?;
    let office = officials.office(kind);
    let rounds = office.work / officials.capacity(office).max(1e-6);
    (organisations[organisation].rounds(cases) < rounds).then_some(organisation as u32)
}

/// A case sent to the wrong desk first waits and costs more.
fn misroute(params: &Params, case: &mut Case) {
    let more = params.transfer_work as f32;
    case.misrouted = true;
    case.ready += params.transfer as i32;
    case.work += more;
    case.left += more;
}

/// Opens a case and puts it in its handler's queue.
fn put(case: Case, district: &mut District) -> u32 {
    let (handler, left) = (case.handler, case.left);
    let position = district.cases.open(case);
    match handler {
        Handler::Office(office) => {
            let office = &mut district.officials.offices[office as usize];
            office.queue.push(position);
            office.work += left;
            office.filed += left;
        }
        Handler::Organisation(organisation) => district.organisations[organisation as usize].queue.push(position),
        Handler::Mediation(_) | Handler::Court => district.docket.push(position),
    }
    position
}

fn case(rules: &Rules<'_>, filing: &Filing, need: &Need, handler: Handler) -> Case {
    let by_office = matches!(handler, Handler::Office(_));
    let saved = (rules.params.records * rules.levels.technology) as f32;
    let work = if by_office { need.work * (1.0 - saved) + filing.more } else { need.work };
    Case {
        id: 0,
        key: filing.key,
        community: filing.community,
        grid: filing.grid,
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
        misrouted: false,
        padding: false,
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
