//! A resident as she is now.

use grassroots::Simulation;
use grassroots::city::{City, Community, Need, Stage};

use crate::bodies::category_name;
use crate::facts::{Card, percent, say};

/// Who she is and what she is doing; residents are numbered from 0 through the city.
pub fn card(simulation: &Simulation, index: usize, language: &str) -> Option<Card> {
    let (district, community, resident) = find(simulation.city(), index)?;
    let home = &simulation.city().districts[district].communities[community];
    let title = format!("{} {}", say(language, "Resident", "居民"), index + 1);
    let card = who(Card::of(title), home, resident, language)
        .fact(say(language, "Lives in", "住在"), place(district, community, language));
    Some(card.now(doing(home, resident, simulation.round(), language)))
}

/// District, community and position there.
fn find(city: &City, index: usize) -> Option<(usize, usize, usize)> {
    let mut left = index;
    for (district, communities) in city.districts.iter().map(|district| &district.communities).enumerate() {
        for (community, home) in communities.iter().enumerate() {
            if left < home.residents() {
                return Some((district, community, left));
            }
            left -= home.residents();
        }
    }
    None
}

fn place(district: usize, community: usize, language: &str) -> String {
    say(language, "district {}, community {}", "第{}区第{}社区")
        .replacen("{}", &(district + 1).to_string(), 1)
        .replacen("{}", &(community + 1).to_string(), 1)
}

fn who(card: Card, home: &Community, at: usize, language: &str) -> Card {
    let means = match home.traits.third[at] {
        0 => say(language, "low", "较低"),
        1 => say(language, "middle", "中等"),
        _ => say(language, "high", "较高"),
    };
    let platform =
        if home.civic.adopter[at] { say(language, "yes", "使用") } else { say(language, "no", "不使用") };
    card.fact(say(language, "Age", "年龄"), format!("{:.0}", home.traits.age[at]))
        .fact(say(language, "Income and education", "收入与教育"), means)
        .fact(say(language, "Digital skills", "数字技能"), percent(home.traits.digital[at]))
        .fact(say(language, "Uses the platform", "数字平台"), platform)
        .fact(say(language, "Trust in government", "对政府的信任"), percent(home.trust.government[at]))
        .fact(say(language, "Trust in organisations", "对组织的信任"), percent(home.trust.organisations[at]))
        .fact(say(language, "Trust in neighbours", "对邻里的信任"), percent(home.trust.neighbours[at]))
        .fact(say(language, "Sense of gain", "获得感"), percent(home.wellbeing.gain[at]))
        .fact(say(language, "Grievance", "怨气"), percent(home.wellbeing.grievance[at]))
}

fn doing(home: &Community, at: usize, round: i32, language: &str) -> String {
    let Some(need) = home.needs.get(at) else {
        return say(language, "Needs nothing at the moment.", "目前没有诉求。").to_owned();
    };
    let weeks = (round - need.since).max(0).to_string();
    let text = match home.needs.stage(at) {
        Stage::Filed => waits_for(need, language),
        _ => say(
            language,
            "Has needed help with {what} for {weeks} weeks, and waits to see what to do.",
            "有关于{what}的诉求，已经 {weeks} 周，还没有找任何人。",
        ),
    };
    text.replace("{what}", &category_name(need.category, language)).replace("{weeks}", &weeks)
}

fn waits_for<'a>(need: &Need, language: &'a str) -> &'a str {
    use grassroots::city::Channel::{Law, Neighbours, Office, Organisation, Petition, Platform};
    match need.channel {
        Neighbours => say(language, "Asked the neighbours for help with {what}.", "已就{what}向邻里求助。"),
        Office => say(
            language,
            "Asked the community office for help with {what}; the need is {weeks} weeks old.",
            "已就{what}到社区服务站提出诉求；诉求已有 {weeks} 周。",
        ),
        Platform => say(
            language,
            "Asked through the platform for help with {what}; the need is {weeks} weeks old.",
            "已就{what}在平台上提出诉求；诉求已有 {weeks} 周。",
        ),
        Organisation => say(
            language,
            "Asked an organisation for help with {what}; the need is {weeks} weeks old.",
            "已就{what}向社会组织求助；诉求已有 {weeks} 周。",
        ),
        Petition => say(
            language,
            "Sent a petition about {what}; the need is {weeks} weeks old.",
            "已就{what}信访；诉求已有 {weeks} 周。",
        ),
        Law => say(
            language,
            "Went to mediation or to court about {what}; the need is {weeks} weeks old.",
            "已就{what}申请调解或诉讼；诉求已有 {weeks} 周。",
        ),
    }
}
