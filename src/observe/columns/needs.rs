//! Columns of trust, of taking part, and of needs and where they are taken.

use super::Subject::{Needs, Participation, Trust};
use super::wholes::{NEEDS, NEW_NEEDS, RESIDENTS};
use super::{Column, LEVEL, count, each, flow, part, rate, state};
use crate::calendar::YEAR;
use crate::city::Channel::{self, Law, Neighbours, Office, Organisation, Petition, Platform};
use crate::observe::tally::{Item as I, Tally, ratio};

/// In the order of the files.
pub(super) const LIST: &[Column] = &[
    state(Trust, "trust_government", LEVEL, "Mean trust in government", |t| each(t, I::TrustGovernment))
        .zh("政府信任", "对政府的平均信任")
        .primary(),
    state(Trust, "trust_government_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustGovernment, I::TrustGovernmentSquared)
    })
    .zh("政府信任离散度", "居民之间政府信任的标准差"),
    state(Trust, "trust_organisations", LEVEL, "Mean trust in organisations", |t| each(t, I::TrustOrganisations))
        .zh("组织信任", "对组织的平均信任"),
    state(Trust, "trust_organisations_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustOrganisations, I::TrustOrganisationsSquared)
    })
    .zh("组织信任离散度", "居民之间组织信任的标准差"),
    state(Trust, "trust_neighbours", LEVEL, "Mean trust in neighbours", |t| each(t, I::TrustNeighbours))
        .zh("邻里信任", "对邻里的平均信任"),
    state(Trust, "trust_neighbours_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustNeighbours, I::TrustNeighboursSquared)
    })
    .zh("邻里信任离散度", "居民之间邻里信任的标准差"),
    part(
        Participation,
        "participation_rate",
        RESIDENTS,
        "Residents who voiced, attended or took part within `participation.window` (12) rounds",
        |t| each(t, I::Participated),
    )
    .zh("参与率", "`participation.window`（12）轮内表达过诉求、出席过协商或参加过活动的居民")
    .primary(),
    rate(Participation, "civic_activity", RESIDENTS, "Residents who took part in a civic activity in the round", |t| {
        t.ratio(I::Civic, I::Lived)
    })
    .zh("公共活动", "本轮参加公共活动的居民"),
    count(Needs, "new_needs", "Needs that arose", |t| t.get(I::NewNeeds)).zh("新增需求", "本轮产生的需求"),
    part(Needs, "open_needs", RESIDENTS, "Residents with an open need", |t| each(t, I::OpenNeeds))
        .zh("未了需求", "有未了需求的居民"),
    count(Needs, "solved", "Needs ended by a solution", |t| t.get(I::NeedsSolved)).zh("需求解决数", "以解决告终的需求"),
    part(Needs, "solved_share", NEEDS, "Needs solved, of those that arose, over the last 52 rounds", |t| {
        t.ratio(I::NeedsSolvedOfYear, I::NeedsOfYear)
    })
    .zh("需求解决率", "最近 52 轮产生的需求中已解决的")
    .primary(),
    rate(Needs, "voice_rate", NEW_NEEDS, "New needs taken to a formal channel at once", |t| {
        t.ratio(I::FirstVoiced, I::NewNeeds)
    })
    .zh("诉求表达率", "立即诉诸正式渠道的新增需求"),
    rate(Needs, "choice_wait", NEW_NEEDS, "New needs whose first choice was to wait", |t| {
        t.ratio(I::FirstWait, I::NewNeeds)
    })
    .zh("首选等待", "首选等待的新增需求"),
    rate(Needs, "choice_neighbours", NEW_NEEDS, "New needs taken to neighbours first", |t| first(t, Neighbours))
        .zh("首选邻里", "首先求助邻里的新增需求"),
    rate(Needs, "choice_office", NEW_NEEDS, "New needs taken to the community office first", |t| first(t, Office))
        .zh("首选服务站", "首先找社区服务站的新增需求"),
    rate(Needs, "choice_platform", NEW_NEEDS, "New needs taken to the platform first", |t| first(t, Platform))
        .zh("首选平台", "首先上平台的新增需求"),
    rate(Needs, "choice_organisation", NEW_NEEDS, "New needs taken to an organisation first", |t| {
        first(t, Organisation)
    })
    .zh("首选组织", "首先找组织的新增需求"),
    rate(Needs, "choice_law", NEW_NEEDS, "New needs taken to law first", |t| first(t, Law))
        .zh("首选法律", "首先走法律渠道的新增需求"),
    count(Needs, "requests", "Formal requests", all_requests).zh("诉求", "正式诉求"),
    count(Needs, "requests_office", "Requests at community offices", |t| requests(t, Office))
        .zh("服务站诉求", "向社区服务站提出的诉求"),
    count(Needs, "requests_platform", "Requests on the platform", |t| requests(t, Platform))
        .zh("平台诉求", "在平台上提出的诉求"),
    count(Needs, "requests_organisation", "Requests to organisations", |t| requests(t, Organisation))
        .zh("组织诉求", "向组织提出的诉求"),
    count(Needs, "requests_petition", "Petitions", |t| requests(t, Petition)).zh("信访", "信访"),
    count(Needs, "requests_law", "Requests for mediation", |t| requests(t, Law)).zh("调解申请", "申请调解的诉求"),
    flow(Needs, "requests_a_year", "per resident and year", "Formal requests, at this round's rate", |t| {
        a_year(t, all_requests(t))
    })
    .zh("人均年诉求", "正式诉求，按本轮速度折算"),
    flow(
        Needs,
        "requests_a_year_government",
        "per resident and year",
        "Those at offices, on the platform, by petition",
        |t| a_year(t, [Office, Platform, Petition].into_iter().map(|channel| requests(t, channel)).sum()),
    )
    .zh("人均年政府诉求", "其中向服务站、平台和信访提出的"),
];

/// The share of first choices that went to a channel.
fn first(tally: &Tally, channel: Channel) -> f64 {
    ratio(tally.get_at(I::FirstChoice, channel as usize), tally.get(I::NewNeeds))
}

/// What happens in a round, per resident and year.
fn a_year(tally: &Tally, round: f64) -> f64 {
    ratio(round * f64::from(YEAR), tally.get(I::Residents))
}

fn requests(tally: &Tally, channel: Channel) -> f64 {
    tally.get_at(I::Requests, channel as usize)
}

fn all_requests(tally: &Tally) -> f64 {
    Channel::ALL.iter().map(|&channel| requests(tally, channel)).sum()
}
