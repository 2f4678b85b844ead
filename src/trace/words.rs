//! Who a resident is, and how she comes and goes, in words of a language.

use crate::city::Community;
use crate::language::Language;
use crate::observe::Group;

/// Who she is: her district and community counted from 1.
pub(super) fn introduced(
    home: &Community,
    index: usize,
    [government, organisations, neighbours]: [f32; 3],
    [district, community]: [usize; 2],
    language: Language,
) -> String {
    let (age, ses, digital) = (home.traits.age[index], home.traits.ses[index], home.traits.digital[index]);
    let third = Group::Third(home.traits.third[index].into()).name_in(language);
    match (language, home.civic.adopter[index]) {
        (Language::En, adopter) => {
            let uses = if adopter { "uses the platform" } else { "does not use the platform" };
            format!(
                "is {age:.0} years old, ses {ses:.2} ({third}), digital skills {digital:.2}, {uses}; trust in government \
                 {government:.2}, organisations {organisations:.2}, neighbours {neighbours:.2}; lives in district {district}, \
                 community {community}"
            )
        }
        (Language::Zh, adopter) => {
            let uses = if adopter { "使用平台" } else { "不使用平台" };
            format!(
                "{age:.0} 岁，社会经济地位 {ses:.2}（{third}），数字技能 {digital:.2}，{uses}；信任政府 {government:.2}、\
                 组织 {organisations:.2}、邻里 {neighbours:.2}；住在第{district}区第{community}社区"
            )
        }
    }
}

/// That she moves away, and who comes, as introduced.
pub(super) fn moved_away(newcomer: &str, language: Language) -> String {
    match language {
        Language::En => format!("moves away; {}", newcomer.replacen("is", "a newcomer takes her place:", 1)),
        Language::Zh => format!("迁出；新来者接替：{newcomer}"),
    }
}

/// That she comes to a session, with so many others; without a discussion there is no fairness.
pub(super) fn attended(others: usize, fairness: f32, language: Language) -> String {
    match (language, fairness.is_nan()) {
        (Language::En, true) => format!("comes to a consultation session with {others} others, no discussion"),
        (Language::En, false) => {
            format!("comes to a consultation session with {others} others, fairness felt {fairness:.2} on average")
        }
        (Language::Zh, true) => format!("出席协商会，另有 {others} 人，没有讨论"),
        (Language::Zh, false) => format!("出席协商会，另有 {others} 人，平均感到的公平 {fairness:.2}"),
    }
}
