//! Columns of organisations and of officials.

use super::Subject::{Cases, Organisations, Wellbeing};
use super::wholes::{CAPACITY, SOLVED};
use super::{Column, LEVEL, count, rate, state};
use crate::observe::tally::Item as I;

/// In the order of the files.
pub(super) const LIST: &[Column] = &[
    state(Organisations, "organisations", "organisations", "Organisations of all kinds", |t| t.get(I::Organisations))
        .zh("组织", "各类组织"),
    state(Organisations, "organisation_capacity", "work units per round", "Capacity of organisations", |t| {
        t.get(I::OrganisationCapacity)
    })
    .zh("组织办理能力", "组织的办理能力"),
    state(Organisations, "organisation_skill", LEVEL, "Mean skill of organisations", |t| {
        t.ratio(I::OrganisationSkill, I::Organisations)
    })
    .zh("组织技能", "组织的平均技能"),
    state(Organisations, "organisation_reputation", LEVEL, "Mean reputation of organisations", |t| {
        t.ratio(I::OrganisationReputation, I::Organisations)
    })
    .zh("组织声誉", "组织的平均声誉"),
    count(Organisations, "organisations_founded", "Social organisations founded", |t| t.get(I::Founded))
        .zh("新成立社会组织", "新成立的社会组织"),
    count(Organisations, "organisations_closed", "Social organisations closed", |t| t.get(I::ClosedDown))
        .zh("关闭社会组织", "关闭的社会组织"),
    rate(
        Organisations,
        "coproduction_share",
        SOLVED,
        "Solved needs: solved by organisations, volunteers or neighbours",
        |t| t.ratio(I::NeedsCoproduced, I::NeedsSolved),
    )
    .zh("共治解决占比", "已解决需求中由组织、志愿者或邻里解决的"),
    state(Cases, "capacity_given", "work units per round", "Capacity of officials", |t| t.get(I::CapacityGiven))
        .zh("公职办理能力", "公职人员的办理能力"),
    rate(Cases, "capacity_used", CAPACITY, "Share of it that was used", |t| {
        // Both are sums of parts, and rounding can make the part larger than the whole.
        t.ratio(I::CapacityUsed, I::CapacityGiven).clamp(0.0, 1.0)
    })
    .zh("办理能力利用率", "其中用掉的比例"),
    state(
        Cases,
        "load",
        "ratio",
        "Work in hand relative to `delivery.horizon` (4) rounds of capacity, mean of districts",
        |t| t.ratio(I::Load, I::Districts),
    )
    .zh("负荷", "在手工作量与 `delivery.horizon`（4）轮办理能力之比，各区平均"),
    state(Cases, "load_community_offices", "ratio", "The same in community offices", |t| {
        t.ratio(I::LoadOffices, I::Districts)
    })
    .zh("服务站负荷", "同上，社区服务站"),
    state(Cases, "load_departments", "ratio", "The same in departments", |t| t.ratio(I::LoadDepartments, I::Districts))
        .zh("部门负荷", "同上，部门"),
    state(Cases, "diligence", LEVEL, "Mean diligence of officials", |t| t.ratio(I::Diligence, I::Officials))
        .zh("尽责度", "公职人员的平均尽责度"),
    state(Cases, "skill", LEVEL, "Mean skill of officials", |t| t.ratio(I::Skill, I::Officials))
        .zh("技能", "公职人员的平均技能"),
    count(Wellbeing, "moved", "Residents who moved away", |t| t.get(I::Moved)).zh("迁出", "迁出的居民"),
];
