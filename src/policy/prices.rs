//! What each rule costs: no rule is free, and none helps without end. `explain` shows it beside the rule; the figures behind
//! it stand in the document of the model, section 7.22.

use crate::language::{Language, Words};

/// What a rule or a share of the budget costs, by its key.
const PRICES: [(&str, Words); 35] = [
    (
        "budget.per_resident",
        Words::new(
            "the money itself; results of different budgets do not compare policies",
            "资金本身；预算不同的结果不能用来比较政策",
        ),
    ),
    ("budget.payer", Words::new("nothing by itself: it says who pays", "本身没有代价：只说明由谁出钱")),
    (
        "budget.services",
        Words::new(
            "what it takes from others; staff beyond what is asked for is idle",
            "从别处拿走的钱；超过所需的人员会闲置",
        ),
    ),
    (
        "budget.investment",
        Words::new(
            "staff, and with it response and solutions; what it does takes two years",
            "人员，从而影响响应和解决；两年后才见效",
        ),
    ),
    (
        "budget.leadership",
        Words::new("staff, and the time that meetings take all officials", "人员，以及全体公职人员开会的时间"),
    ),
    (
        "budget.consultation",
        Words::new(
            "staff, the offices' hours for sessions, and safety where mandates move investment elsewhere",
            "人员、服务站开协商会的工时；决议把投资引向别处时还有安全",
        ),
    ),
    ("budget.collaboration", Words::new("staff", "人员")),
    (
        "budget.participation",
        Words::new("staff; what is made known also raises what is expected", "人员；公开的信息也会抬高期望"),
    ),
    ("budget.law", Words::new("staff, and more residents who ask: response", "人员，且诉求的居民增多：影响响应")),
    ("budget.technology", Words::new("staff; more residents who ask", "人员；诉求的居民增多")),
    ("budget.virtue", Words::new("staff", "人员")),
    (
        "leadership.attention",
        Words::new(
            "officials' time in meetings: best at about 4, harmful at 16",
            "公职人员开会的时间：约为 4 时最好，16 时有害",
        ),
    ),
    (
        "leadership.pooling",
        Words::new(
            "officials' time in meetings, which beyond 0.5 is worth what it takes",
            "公职人员开会的时间，超过 0.5 后得失相抵",
        ),
    ),
    (
        "leadership.surge",
        Words::new(
            "other departments' capacity while a shock lasts; nothing without one",
            "冲击期间其他部门的办理能力；没有冲击则无代价",
        ),
    ),
    (
        "leadership.equity",
        Words::new(
            "investment in places that are better off; it moves little in the baseline",
            "对境况较好之处的投资；在参照城市中作用很小",
        ),
    ),
    (
        "government.delegation",
        Words::new(
            "queues: at either end one tier has too much to do; best between 0.5 and 0.75",
            "排队：走向任一极端都会使一个层级负担过重；0.5 至 0.75 最好",
        ),
    ),
    (
        "government.community_staff",
        Words::new("staff of departments: best at about 0.2 to 0.3", "部门的人员：约 0.2 至 0.3 最好"),
    ),
    (
        "government.deadline",
        Words::new(
            "early: response on record; late: cases that nobody gives up and few come first",
            "过早：记录上的响应率；过晚：无人放弃的案件，以及很少有案件优先",
        ),
    ),
    (
        "government.attempts",
        Words::new(
            "work that is done again: response, and security through longer waits; best at 4 to 8",
            "重做的工作：影响响应，并因等待更久影响安全感；4 至 8 次最好",
        ),
    ),
    (
        "government.pressure",
        Words::new(
            "false closures and officials who leave: resolution, fairness, trust",
            "虚假办结和公职人员离任：影响解决、公平和信任",
        ),
    ),
    (
        "government.supervision",
        Words::new(
            "work for each attempt: response; with tight staff satisfaction and trust",
            "每次办理多出的工作：影响响应；人员紧张时还影响满意和信任",
        ),
    ),
    (
        "government.planning",
        Words::new(
            "safety, where plans put investment elsewhere; it moves little",
            "规划把投资引向别处时影响安全；作用很小",
        ),
    ),
    (
        "government.grid_share",
        Words::new(
            "staff in offices: response, satisfaction and trust; empty cases on record",
            "办事机构的人员：影响响应、满意和信任；记录中出现空案",
        ),
    ),
    (
        "government.patrol",
        Words::new("visits, and with them participation and needs solved", "走访，从而影响参与和需求解决"),
    ),
    (
        "consultation.every",
        Words::new(
            "often: the offices' hours and response; seldom: participation and trust",
            "频繁：服务站的工时和响应；稀少：参与和信任",
        ),
    ),
    (
        "consultation.format",
        Words::new(
            "hours of the community office by the seat; smaller formats reach fewer residents",
            "按席位计的社区服务站工时；形式越小，触及的居民越少",
        ),
    ),
    (
        "consultation.bindingness",
        Words::new(
            "investment where needs are fewest in number: safety, and with it security and gain",
            "需求件数最少之处的投资：安全，从而影响安全感和获得感",
        ),
    ),
    (
        "consultation.term",
        Words::new(
            "short: participants judge sooner and investment turns more often; long: mandates grow old",
            "短：参与者更早作出评判，投资更常转向；长：决议陈旧",
        ),
    ),
    (
        "collaboration.referral",
        Words::new("organisations' time for those who ask them directly", "组织用于直接求助者的时间"),
    ),
    (
        "collaboration.autonomy",
        Words::new(
            "organisations' capacity for cases: response and needs solved",
            "组织办理案件的能力：影响响应和需求解决",
        ),
    ),
    (
        "collaboration.responsibility",
        Words::new(
            "nothing that the model knows of: firms and institutions pay for it",
            "模型所知范围内没有代价：由企业和机构承担",
        ),
    ),
    ("participation.publicity", Words::new("satisfaction, because more is expected", "满意，因为期望更高")),
    (
        "technology.cost_tech",
        Words::new("more requests than before: response, satisfaction and trust", "诉求比以前多：影响响应、满意和信任"),
    ),
    (
        "technology.phone",
        Words::new(
            "work for each call, and more requests: response, satisfaction and trust",
            "每通电话多出的工作，以及更多诉求：影响响应、满意和信任",
        ),
    ),
    (
        "technology.inclusion",
        Words::new(
            "work for each request of those with few skills, and more requests: response and trust",
            "数字技能低者每件诉求多出的工作，以及更多诉求：影响响应和信任",
        ),
    ),
];

/// What a rule or a share of the budget costs, if the key is one of policy.
pub fn price(key: &str, language: Language) -> Option<&'static str> {
    PRICES.iter().find(|(of, _)| *of == key).map(|(_, price)| price.text(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::is_chinese;
    use crate::parameters::{Describe, Scope};
    use crate::policy::Policy;

    #[test]
    fn every_rule_and_share_has_a_price_and_nothing_else_has() {
        let mut parameters = Vec::new();
        Policy::default().describe("", Scope::Policy, &mut parameters);
        let keys: Vec<String> = parameters.iter().map(crate::parameters::Parameter::key).collect();
        assert!(keys.iter().all(|key| price(key, Language::En).is_some_and(|price| !price.is_empty())));
        assert!(keys.iter().all(|key| price(key, Language::Zh).is_some_and(is_chinese)));
        assert_eq!(PRICES.map(|(key, _)| key).to_vec(), keys, "in the order of the policy");
    }
}
