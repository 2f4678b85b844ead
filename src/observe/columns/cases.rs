//! Columns of cases, and of what residents make of their outcomes.

use super::Subject::{Cases, Wellbeing};
use super::wholes::{CLOSED, CLOSED_BY_GOVERNMENT, CLOSED_BY_LAW, CLOSED_BY_ORGANISATIONS, OUTCOMES, UNSOLVED};
use super::{Column, count, flow, rate, state};
use crate::observe::tally::{Item as I, Tally, ratio};

/// In the order of the files.
pub(super) const LIST: &[Column] = &[
    count(Cases, "filed", "Cases filed by residents", |t| t.get(I::Filed)).zh("居民立案", "居民提出而立的案件"),
    count(Cases, "merged", "Requests that joined an open case", |t| t.get(I::Merged)).zh("并案", "并入未结案件的诉求"),
    count(Cases, "proactive", "Cases opened by prediction or by a patrol", |t| t.get(I::Proactive))
        .zh("主动立案", "由预测或巡查主动立的案件"),
    count(Cases, "padding", "Empty cases opened by grid workers to be counted", |t| t.get(I::Padding))
        .zh("凑数空案", "网格员为凑数而立的空案"),
    count(Cases, "visits", "Visits of grid workers", |t| t.get(I::Visits)).zh("走访", "网格员的走访"),
    count(Cases, "courts_filed", "Cases taken to court", |t| t.get(I::CourtsFiled)).zh("起诉", "诉至法院的案件"),
    count(Cases, "courts_decided", "Cases decided by a court", |t| t.get(I::CourtsDecided))
        .zh("判决", "法院判决的案件"),
    count(Cases, "closed", "Cases closed, solved or not", |t| t.get(I::Closed)).zh("办结", "办结的案件，无论解决与否"),
    count(Cases, "withdrawn", "Cases withdrawn", |t| t.get(I::Withdrawn)).zh("撤案", "撤回的案件"),
    count(Cases, "given_up", "Residents who gave up on a case", |t| t.get(I::GivenUp)).zh("放弃", "放弃案件的居民"),
    count(Cases, "transfers", "Cases routed wrong at first", |t| t.get(I::Transfers)).zh("错派", "起初派错的案件"),
    rate(Cases, "response_rate", CLOSED, "Closed cases first worked on within the deadline", |t| {
        t.ratio(I::Prompt, I::Closed)
    })
    .zh("响应率", "办结案件中在时限内首次办理的"),
    rate(Cases, "resolution_rate", CLOSED, "Closed cases that were solved", |t| t.ratio(I::Solved, I::Closed))
        .zh("解决率", "办结案件中真正解决的")
        .primary(),
    rate(
        Cases,
        "resolution_rate_government",
        CLOSED_BY_GOVERNMENT,
        "The same for cases of offices and departments",
        |t| t.ratio(I::SolvedGovernment, I::ClosedGovernment),
    )
    .zh("政府解决率", "同上，服务站和部门的案件"),
    rate(Cases, "resolution_rate_organisations", CLOSED_BY_ORGANISATIONS, "The same for cases of organisations", |t| {
        t.ratio(I::SolvedOrganisations, I::ClosedOrganisations)
    })
    .zh("组织解决率", "同上，组织的案件"),
    rate(Cases, "resolution_rate_law", CLOSED_BY_LAW, "The same for mediation and courts", |t| {
        t.ratio(I::SolvedLaw, I::ClosedLaw)
    })
    .zh("法律解决率", "同上，调解和法院的案件"),
    rate(
        Cases,
        "reported_resolution_rate",
        CLOSED,
        "Closed cases on record as resolved, false closures included",
        |t| ratio(t.get(I::Solved) + t.get(I::ClosedFalsely), t.get(I::Closed)),
    )
    .zh("上报解决率", "办结案件中记录为已解决的，含虚假办结"),
    rate(
        Cases,
        "reported_resolution_rate_government",
        CLOSED_BY_GOVERNMENT,
        "The same for cases of offices and departments",
        |t| ratio(t.get(I::SolvedGovernment) + t.get(I::ClosedFalsely), t.get(I::ClosedGovernment)),
    )
    .zh("政府上报解决率", "同上，服务站和部门的案件"),
    rate(
        Wellbeing,
        "satisfaction_rate",
        OUTCOMES,
        "Residents with an outcome, mutual help apart, who were satisfied with it",
        |t| t.ratio(I::Satisfied, I::Outcomes),
    )
    .zh("满意率", "得到结果的居民中对其满意的，邻里互助除外")
    .primary(),
    rate(
        Wellbeing,
        "satisfied_unsolved",
        UNSOLVED,
        "Residents with such an outcome whose need was not solved, who were satisfied with it all the same",
        |t| t.ratio(I::SatisfiedUnsolved, I::OutcomesUnsolved),
    )
    .zh("未解决而满意", "其中需求未解决却仍满意的居民"),
    flow(
        Cases,
        "median_rounds_to_resolution",
        "rounds",
        "Median rounds from filing to solution",
        Tally::median_duration,
    )
    .zh("解决用时中位数", "从立案到解决的轮数的中位数"),
    state(Cases, "backlog", "cases", "Open cases at the end of the round", |t| t.get(I::Backlog))
        .zh("积压", "轮末未结案件"),
    count(Cases, "false_closures_found", "False closures found by supervision", |t| t.get(I::FoundFalse))
        .zh("查出的虚假办结", "监督查出的虚假办结"),
    count(Cases, "false_closures_not_found", "False closures not found", |t| t.get(I::ClosedFalsely))
        .zh("未查出的虚假办结", "未被查出的虚假办结"),
];
