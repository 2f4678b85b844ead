//! What each rule costs: no rule is free, and none helps without end. `explain` shows it beside the rule; the figures behind
//! it stand in the document of the model, section 7.22.

use crate::language::{Language, Words};

/// What a rule or a share of the budget costs, by its key.
const PRICES: [(&str, Words); 35] = [
    (
        "budget.per_resident",
        Words::new(
            "the money itself; results of different budgets do not compare policies",
            "钱本身；预算不同时，比较的不是政策",
        ),
    ),
    ("budget.payer", Words::new("nothing by itself: it says who pays", "本身没有代价：只决定由谁来付")),
    (
        "budget.services",
        Words::new(
            "what it takes from others; staff beyond what is asked for is idle",
            "从别处拿走的部分；超过需要的人手会闲着",
        ),
    ),
    (
        "budget.investment",
        Words::new(
            "staff, and with it response and solutions; what it does takes two years",
            "人手，以及随之而来的响应和解决；见效要两年",
        ),
    ),
    (
        "budget.leadership",
        Words::new("staff, and the time that meetings take all officials", "人手，以及所有干部开会的时间"),
    ),
    (
        "budget.consultation",
        Words::new(
            "staff, the offices' hours for sessions, and safety where mandates move investment elsewhere",
            "人手、办公室开会的工时，以及约束性结果把投资移走后的安全",
        ),
    ),
    ("budget.collaboration", Words::new("staff", "人手")),
    (
        "budget.participation",
        Words::new("staff; what is made known also raises what is expected", "人手；公开的信息也会抬高期望"),
    ),
    ("budget.law", Words::new("staff, and more residents who ask: response", "人手，以及更多的求助：响应变慢")),
    ("budget.technology", Words::new("staff; more residents who ask", "人手；求助也会增多")),
    ("budget.virtue", Words::new("staff", "人手")),
    (
        "leadership.attention",
        Words::new(
            "officials' time in meetings: best at about 4, harmful at 16",
            "干部开会的时间：4 左右最好，16 就有害",
        ),
    ),
    (
        "leadership.pooling",
        Words::new(
            "officials' time in meetings, which beyond 0.5 is worth what it takes",
            "干部开会的时间，超过 0.5 就得不偿失",
        ),
    ),
    (
        "leadership.surge",
        Words::new(
            "other departments' capacity while a shock lasts; nothing without one",
            "危机期间其他部门的人手；没有危机则没有代价",
        ),
    ),
    (
        "leadership.equity",
        Words::new(
            "investment in places that are better off; it moves little in the baseline",
            "条件较好地方的投资；在基准城市里影响很小",
        ),
    ),
    (
        "government.delegation",
        Words::new(
            "queues: at either end one tier has too much to do; best between 0.5 and 0.75",
            "排队：两头都会让一级负担过重；0.5 至 0.75 最好",
        ),
    ),
    (
        "government.community_staff",
        Words::new("staff of departments: best at about 0.2 to 0.3", "部门的人手：约 0.2 至 0.3 最好"),
    ),
    (
        "government.deadline",
        Words::new(
            "early: response on record; late: cases that nobody gives up and few come first",
            "短：账面上的响应；长：没人放弃的案件堆积",
        ),
    ),
    (
        "government.attempts",
        Words::new(
            "work that is done again: response, and security through longer waits; best at 4 to 8",
            "重复办理的工作：响应，以及因等得更久而下降的安全感；4 至 8 次最好",
        ),
    ),
    (
        "government.pressure",
        Words::new(
            "false closures and officials who leave: resolution, fairness, trust",
            "虚假办结和离职：解决率、公正、信任",
        ),
    ),
    (
        "government.supervision",
        Words::new(
            "work for each attempt: response; with tight staff satisfaction and trust",
            "每次办理都要多花工时：响应；人手紧时还有满意和信任",
        ),
    ),
    (
        "government.planning",
        Words::new(
            "safety, where plans put investment elsewhere; it moves little",
            "规划把投资移往别处时的安全；影响很小",
        ),
    ),
    (
        "government.grid_share",
        Words::new(
            "staff in offices: response, satisfaction and trust; empty cases on record",
            "办公室的人手：响应、满意和信任；账面上的空案",
        ),
    ),
    (
        "government.patrol",
        Words::new("visits, and with them participation and needs solved", "走访，以及随之而来的参与和解决"),
    ),
    (
        "consultation.every",
        Words::new(
            "often: the offices' hours and response; seldom: participation and trust",
            "频繁：办公室的工时和响应；稀少：参与和信任",
        ),
    ),
    (
        "consultation.format",
        Words::new(
            "hours of the community office by the seat; smaller formats reach fewer residents",
            "按席位计算的社区办公室工时；规模小的形式覆盖的居民少",
        ),
    ),
    (
        "consultation.bindingness",
        Words::new(
            "investment where needs are fewest in number: safety, and with it security and gain",
            "诉求件数少的地方的投资：安全，以及安全感和获得感",
        ),
    ),
    (
        "consultation.term",
        Words::new(
            "short: participants judge sooner and investment turns more often; long: mandates grow old",
            "短：参与者更早评判，投资更常转向；长：决议变旧",
        ),
    ),
    (
        "collaboration.referral",
        Words::new("organisations' time for those who ask them directly", "组织用于直接求助者的时间"),
    ),
    (
        "collaboration.autonomy",
        Words::new("organisations' capacity for cases: response and needs solved", "组织办案的能力：响应和解决"),
    ),
    (
        "collaboration.responsibility",
        Words::new(
            "nothing that the model knows of: firms and institutions pay for it",
            "模型所知的代价没有：由企业和单位承担",
        ),
    ),
    ("participation.publicity", Words::new("satisfaction, because more is expected", "满意，因为期望更高")),
    (
        "technology.cost_tech",
        Words::new("more requests than before: response, satisfaction and trust", "求助比以前多：响应、满意和信任"),
    ),
    (
        "technology.phone",
        Words::new(
            "work for each call, and more requests: response, satisfaction and trust",
            "每通电话的工时，以及更多的求助：响应、满意和信任",
        ),
    ),
    (
        "technology.inclusion",
        Words::new(
            "work for each request of those with few skills, and more requests: response and trust",
            "帮助不熟悉数字技术者的工时，以及更多的求助：响应和信任",
        ),
    ),
];

/// What a rule or a share of the budget costs, if the key is one of policy.
pub fn price(key: &str, language: Language) -> Option<&'static str> {
    PRICES.iter().find(|(of, _)| *of == key).map(|(_, price)| language.pick(price.en, price.zh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{Describe, Scope};
    use crate::policy::Policy;

    #[test]
    fn every_rule_and_share_has_a_price_and_nothing_else_has() {
        let mut parameters = Vec::new();
        Policy::default().describe("", Scope::Policy, &mut parameters);
        let keys: Vec<String> = parameters.iter().map(crate::parameters::Parameter::key).collect();
        assert!(keys.iter().all(|key| price(key, Language::Zh).is_some_and(|price| !price.is_ascii())));
        assert_eq!(PRICES.map(|(key, _)| key).to_vec(), keys, "in the order of the policy");
    }
}
