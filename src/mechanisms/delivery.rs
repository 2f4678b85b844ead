//! Delivery: officials and organisations work on cases, with the time they have.
//!
//! ```text
//! share_o <= reassignment (part of office o in the work filed in its tier of the district in the last round)
//! u_j   = share_o / officials_o of its tier's capacity (1 - grid_share) (1 - meetings), times
//!         (effort_base + effort_diligence d_j)
//! rho_o = work in hand / (horizon sum_o u), read before the round's work
//! p     = skill_j (quality_base + quality_diligence d_j) / (1 + overload max(0, rho_o - 1)) again^failed attempts, times
//!         proximity in the community office
//! f     = pressure (1 - e^-rho_o) (1 - law_guard L_law)                  closed falsely, if an attempt fails
//! found = supervision (found_base + found_open (1 - (1 - L_part) (1 - L_tech)))
//! u_k   = capacity_k (1 + programme (1/2 - autonomy))                    organisation k, for cases
//! p_k   = skill_k (free_base + free_autonomy autonomy)                   in each attempt
//! ```
//!
//! Community offices and departments are the two tiers. An office has one queue: first the hours owed to sessions, then
//! cases in order of priority, each taken by the next official who has time. In a round a case gets no more than one
//! official's time; who completes an attempt decides it by her skill. Then a share of what is idle is pooled for the
//! offices with the most work that can be done now, in each for one official. A failed attempt is repeated with half its
//! work until `attempts`; an empty case ends reported as resolved. Organisations work first come first served, with their
//! own capacity and then with volunteers', and repeat a failed attempt until `organisation_attempts`. A solved public case
//! serves everyone behind it and some bystanders of its grid, and restores the service stock by `restore` of what is
//! missing, as far as the grid is part of the community.
//!
//! Sources: Lipsky 1980 (overload, coping), Ostrom 1996 (co-production). Reads: priorities, diligence, skill. Writes:
//! cases, queues, offices' shares, work and load, officials' capacity, service stocks. Draws: outcomes, who works with pooled
//! capacity, bystanders, giving up.

mod attempts;
mod closing;
mod offices;
mod volunteers;

pub use closing::{give_up, serve_others};
pub use offices::work;
pub use volunteers::serve;

use crate::calendar::YEAR;
use crate::city::{Cases, Community, OfficeKind, Officials, load};
use crate::events::{Capacity, Events};
use crate::institutions::{Levels, Productivity};
use crate::math::toward;
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::Policy;
use crate::streams::At;

crate::parameters! {
    /// How work is done.
    pub struct Params {
        /// Part of an official's time that is effective without diligence.
        #[zh = "公职人员毫不尽责时仍有效的时间比例。"]
        effort_base: f64 = 0.6, SHARE, "share", ASSUMED;
        /// Further part with full diligence.
        #[zh = "完全尽责时另外有效的比例。"]
        effort_diligence: f64 = 0.4, SHARE, "share", ASSUMED;
        /// Rounds over which load is counted.
        #[zh = "计算负荷所用的轮数。"]
        horizon: f64 = 4.0, 0.1..=10.0 * f64::from(YEAR), "rounds", ASSUMED;
        /// Part of an official's skill that shows without diligence.
        #[zh = "公职人员毫不尽责时仍发挥的技能比例。"]
        quality_base: f64 = 0.7, SHARE, "share", ASSUMED;
        /// Further part with full diligence.
        #[zh = "完全尽责时另外发挥的比例。"]
        quality_diligence: f64 = 0.3, SHARE, "share", ASSUMED;
        /// How much load beyond 1 lowers the quality of work.
        #[zh = "负荷每超过 1 使工作质量下降的程度。"]
        overload: f64 = 0.5, WEIGHT, "1 per load", "Lipsky 1980; value assumed";
        /// Factor on the chance of success in the community office, close to residents.
        #[zh = "社区服务站贴近居民，其成功机会的倍数。"]
        proximity: f64 = 1.05, 0.0..=10.0, "factor", "Oates 1972; value assumed";
        /// How much fully built law holds back false closures.
        #[zh = "法治完全建成时对虚假办结的抑制程度。"]
        law_guard: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Part of supervision that finds false closures without residents and records.
        #[zh = "没有居民和记录协助时，监督中查出虚假办结的部分。"]
        found_base: f64 = 0.2, SHARE, "share", ASSUMED;
        /// Further part with residents and records.
        #[zh = "有居民和记录协助时另外查出的部分。"]
        found_open: f64 = 0.8, SHARE, "share", ASSUMED;
        /// Work units that full supervision costs per completed attempt.
        #[zh = "满额监督为每次完成的办理耗费的工作量。"]
        verification: f64 = 0.3, WEIGHT, "work units", ASSUMED;
        /// Share of its work that a repeated attempt takes.
        #[zh = "再次办理所需工作量的比例。"]
        repeat: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Factor on the chance of success for each attempt at the case that has failed.
        #[zh = "案件每有一次办理失败，成功机会所乘的倍数。"]
        again: f64 = 0.7, SHARE, "factor", ASSUMED;
        /// How fast an office's part of its tier's staff follows its part of the work filed there.
        #[zh = "办事机构在本层级人员中的份额追随其在立案工作量中份额的速度。"]
        reassignment: f64 = 1.0 / f64::from(YEAR), RATE, "rate", ASSUMED;
        /// Attempts after which an organisation closes an unsolved case.
        #[zh = "组织在几次办理后将未解决的案件办结。"]
        organisation_attempts: u32 = 2, 1..=100, "attempts", ASSUMED;
        /// Capacity for cases that an organisation gains or loses from no to full autonomy, for a programme of its own.
        #[zh = "从毫无自主到完全自主，组织因自己的项目而增减的案件办理能力。"]
        programme: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Volunteers' work per resident at full activity and round.
        #[zh = "活动程度最高时，每位居民每轮的志愿工作量。"]
        volunteering: f64 = 0.005, WEIGHT, "work units per resident and round", "Ostrom 1996; value assumed";
        /// Part of an organisation's skill that shows without autonomy.
        #[zh = "组织没有自主性时仍发挥的技能比例。"]
        free_base: f64 = 0.7, SHARE, "share", ASSUMED;
        /// Further part with full autonomy.
        #[zh = "完全自主时另外发挥的比例。"]
        free_autonomy: f64 = 0.3, SHARE, "share", ASSUMED;
        /// Probability that a solved public case also solves a bystander's need.
        #[zh = "解决一个公共案件同时满足一位同需邻居的概率。"]
        bystanders: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// How much of the missing service stock a solved public case restores.
        #[zh = "解决一个公共案件补回公共服务存量缺口的比例。"]
        restore: f64 = 0.02, RATE, "share", ASSUMED;
        /// Probability that a resident gives up on an overdue case in a round.
        #[zh = "居民一轮内放弃逾期案件的概率。"]
        give_up: f64 = 0.05, SHARE, "probability per round", ASSUMED;
    }
}

/// What delivery goes by.
pub struct Rules<'a> {
    /// How work is done.
    pub params: &'a Params,
    /// What money buys directly.
    pub productivity: &'a Productivity,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// What pooled work is worth.
    pub efficiency: f64,
    /// Share of officials' time that goes into meetings.
    pub meetings: f64,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// What is worked on: the communities of a district, its open cases, and what comes of it.
pub struct Ground<'a> {
    /// Where the cases come from.
    pub communities: &'a mut [Community],
    /// All open cases.
    pub cases: &'a mut Cases,
    /// What happens.
    pub events: &'a mut Events,
}

/// Lets staff follow the work, gives each official her capacity of this round and counts the work in hand of each office.
pub fn staff(rules: &Rules<'_>, communities: &[Community], cases: &Cases, officials: &mut Officials) {
    reassign(rules.params.reassignment as f32, officials);
    let residents: usize = communities.iter().map(Community::residents).sum();
    let all = at_desks(rules) * residents as f64;
    let near = rules.policy.government.community_staff;
    let Officials { list, offices } = officials;
    for office in offices {
        let (tier, owed) = match office.kind {
            OfficeKind::Community(community) => (near, communities[community as usize].forum.hours_owed),
            OfficeKind::Department(_) => (1.0 - near, 0.0),
        };
        let members = office.officials();
        let each = all * tier * f64::from(office.share) / members.len() as f64;
        for official in &mut list[members] {
            official.capacity = (each * effort(rules.params, official.diligence)) as f32;
        }
        office.work = cases.work(&office.queue) + owed;
    }
}

/// Work units per resident and round of staff in offices, at full effort, meetings apart.
fn at_desks(&Rules { productivity, policy, meetings, .. }: &Rules<'_>) -> f64 {
    let money = policy.budget.services * policy.budget.per_resident;
    productivity.work_rate * money * (1.0 - policy.government.grid_share) * (1.0 - meetings)
}

fn effort(params: &Params, diligence: f32) -> f64 {
    (params.effort_base + params.effort_diligence * f64::from(diligence)).min(1.0)
}

/// Each office's part of its tier's staff follows its part of the work filed there.
fn reassign(rate: f32, officials: &mut Officials) {
    let tier = |department: bool, officials: &Officials| -> f32 {
        officials.offices.iter().filter(|office| office.is_department() == department).map(|office| office.filed).sum()
    };
    let filed = [tier(false, officials), tier(true, officials)];
    for office in &mut officials.offices {
        let all = filed[usize::from(office.is_department())];
        if all > 0.0 {
            office.share = toward(office.share, rate, office.filed / all);
        }
        office.filed = 0.0;
    }
}

/// Sets each office's load and sums up what there is to do and to do it with.
pub fn weigh(&Rules { params, .. }: &Rules<'_>, officials: &mut Officials) -> Capacity {
    let horizon = params.horizon as f32;
    let mut sums = [[0.0f32; 2]; 2];
    let Officials { list, offices } = officials;
    for office in offices {
        let capacity: f32 = list[office.officials()].iter().map(|official| official.capacity).sum();
        office.load = load(office.work, horizon * capacity);
        let tier = &mut sums[usize::from(office.is_department())];
        tier[0] += office.work;
        tier[1] += capacity;
    }
    let [offices, departments] = sums;
    Capacity {
        given: offices[1] + departments[1],
        used: 0.0,
        load_offices: load(offices[0], horizon * offices[1]),
        load_departments: load(departments[0], horizon * departments[1]),
        load: load(offices[0] + departments[0], horizon * (offices[1] + departments[1])),
    }
}

#[cfg(test)]
mod tests;
