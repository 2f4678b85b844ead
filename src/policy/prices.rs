//! What each rule costs: no rule is free, and none helps without end. `explain` shows it beside the rule; the figures behind
//! it stand in the document of the model, section 7.22.

/// What a rule or a share of the budget costs, by its key.
const PRICES: [(&str, &str); 35] = [
    ("budget.per_resident", "the money itself; results of different budgets do not compare policies"),
    ("budget.payer", "nothing by itself: it says who pays"),
    ("budget.services", "what it takes from others; staff beyond what is asked for is idle"),
    ("budget.investment", "staff, and with it response and solutions; what it does takes two years"),
    ("budget.leadership", "staff, and the time that meetings take all officials"),
    (
        "budget.consultation",
        "staff, the offices' hours for sessions, and safety where mandates move investment elsewhere",
    ),
    ("budget.collaboration", "staff"),
    ("budget.participation", "staff; what is made known also raises what is expected"),
    ("budget.law", "staff, and more residents who ask: response"),
    ("budget.technology", "staff; more residents who ask"),
    ("budget.virtue", "staff"),
    ("leadership.attention", "officials' time in meetings: best at about 4, harmful at 16"),
    ("leadership.pooling", "officials' time in meetings, which beyond 0.5 is worth what it takes"),
    ("leadership.surge", "other departments' capacity while a shock lasts; nothing without one"),
    ("leadership.equity", "investment in places that are better off; it moves little in the baseline"),
    ("government.delegation", "queues: at either end one tier has too much to do; best between 0.5 and 0.75"),
    ("government.community_staff", "staff of departments: best at about 0.2 to 0.3"),
    ("government.deadline", "early: response on record; late: cases that nobody gives up and few come first"),
    ("government.attempts", "work that is done again: response, and security through longer waits; best at 4 to 8"),
    ("government.pressure", "false closures and officials who leave: resolution, fairness, trust"),
    ("government.supervision", "work for each attempt: response; with tight staff satisfaction and trust"),
    ("government.planning", "safety, where plans put investment elsewhere; it moves little"),
    ("government.grid_share", "staff in offices: response, satisfaction and trust; empty cases on record"),
    ("government.patrol", "visits, and with them participation and needs solved"),
    ("consultation.every", "often: the offices' hours and response; seldom: participation and trust"),
    ("consultation.format", "hours of the community office by the seat; smaller formats reach fewer residents"),
    ("consultation.bindingness", "investment where needs are fewest in number: safety, and with it security and gain"),
    ("consultation.term", "short: participants judge sooner and investment turns more often; long: mandates grow old"),
    ("collaboration.referral", "organisations' time for those who ask them directly"),
    ("collaboration.autonomy", "organisations' capacity for cases: response and needs solved"),
    ("collaboration.responsibility", "nothing that the model knows of: firms and institutions pay for it"),
    ("participation.publicity", "satisfaction, because more is expected"),
    ("technology.cost_tech", "more requests than before: response, satisfaction and trust"),
    ("technology.phone", "work for each call, and more requests: response, satisfaction and trust"),
    ("technology.inclusion", "work for each request of those with few skills, and more requests: response and trust"),
];

/// What a rule or a share of the budget costs, if the key is one of policy.
pub fn price(key: &str) -> Option<&'static str> {
    PRICES.iter().find(|(of, _)| *of == key).map(|(_, price)| *price)
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
        assert!(keys.iter().all(|key| price(key).is_some_and(|price| !price.is_empty())));
        assert_eq!(PRICES.map(|(key, _)| key).to_vec(), keys, "in the order of the policy");
    }
}
