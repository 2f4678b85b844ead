//! Columns of how residents are, what they hold, and of their sessions.

use super::Subject::{Needs, Participation, Residents, Wellbeing};
use super::wholes::RESIDENTS;
use super::{Column, LEVEL, count, each, flow, part, rate, state};
use crate::observe::tally::{Item as I, Tally};

/// In the order of the files.
pub(super) const LIST: &[Column] = &[
    state(Wellbeing, "gain", LEVEL, "Mean sense of gain", |t| each(t, I::Gain)).zh("获得感", "平均获得感").primary(),
    state(Wellbeing, "happiness", LEVEL, "Mean sense of happiness", |t| each(t, I::Happiness))
        .zh("幸福感", "平均幸福感"),
    state(Wellbeing, "security", LEVEL, "Mean sense of security", |t| each(t, I::Security)).zh("安全感", "平均安全感"),
    state(Wellbeing, "grievance", LEVEL, "Mean grievance", |t| each(t, I::Grievance)).zh("积怨", "平均积怨"),
    state(Wellbeing, "gini_gain", "coefficient", "Gini coefficient of the sense of gain", Tally::gini)
        .zh("获得感基尼系数", "获得感的基尼系数"),
    rate(Needs, "joining", RESIDENTS, "Residents in collective action", |t| t.ratio(I::Joined, I::Lived))
        .zh("集体行动", "参与集体行动的居民"),
    state(Wellbeing, "service_stock", LEVEL, "Mean service stock where residents live", |t| each(t, I::Stock))
        .zh("公共服务存量", "居民所在地的平均公共服务存量"),
    count(Participation, "sessions", "Consultation sessions", |t| t.get(I::Sessions)).zh("协商会", "协商会场次"),
    count(Participation, "attendance", "Residents who came to a session", |t| t.get(I::Attendance))
        .zh("协商出席", "出席协商会的居民"),
    flow(Participation, "congruence", LEVEL, "Agreement of decisions with what residents need", |t| {
        t.ratio(I::Congruence, I::SessionsAttended)
    })
    .zh("决议契合度", "决议与居民所需的一致程度"),
    flow(
        Participation,
        "session_ses_gap",
        "ses",
        "Mean ses of those who came or answered minus their community's",
        |t| t.ratio(I::SesGap, I::SessionsAttended),
    )
    .zh("参会者地位差", "出席或答卷者的平均社会经济地位减去其社区的平均"),
    state(Participation, "session_fairness", LEVEL, "Mean fairness felt by those who came", |t| {
        t.ratio(I::Fairness, I::SessionsFelt)
    })
    .zh("协商公平感", "出席者感到的平均公平"),
    part(Needs, "adoption", RESIDENTS, "Residents who use the platform", |t| each(t, I::Adopters))
        .zh("平台使用率", "使用平台的居民"),
    state(Residents, "legal_awareness", LEVEL, "Mean legal awareness", |t| each(t, I::Legal))
        .zh("法律意识", "平均法律意识"),
    state(Residents, "duty", LEVEL, "Mean civic duty", |t| each(t, I::Duty)).zh("公民责任感", "平均公民责任感"),
    state(Residents, "efficacy", LEVEL, "Mean efficacy", |t| each(t, I::Efficacy)).zh("效能感", "平均效能感"),
    state(Residents, "expectation", LEVEL, "Mean expected performance", |t| each(t, I::Expectation))
        .zh("期望", "平均期望绩效"),
    state(Residents, "habit", "-1 to 1", "Mean habit of asking formal channels", |t| each(t, I::Habit))
        .zh("求助习惯", "求助正式渠道的平均习惯"),
    state(Residents, "lived_fairness", LEVEL, "Fairness of government and law as lived where residents live", |t| {
        each(t, I::LivedFairness)
    })
    .zh("亲历公平", "居民所在地亲历的政府与法律的公平"),
    state(Residents, "perceived_office", LEVEL, "Perceived success of the community office", |t| {
        each(t, I::PerceivedOffice)
    })
    .zh("服务站感知成功率", "居民感知的社区服务站成功率"),
    state(Residents, "perceived_neighbours", LEVEL, "Perceived success of mutual help", |t| {
        each(t, I::PerceivedNeighbours)
    })
    .zh("邻里感知成功率", "居民感知的邻里互助成功率"),
];
