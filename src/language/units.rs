//! The units of parameters, of columns and of differences, with their names in Chinese.

use super::Language;

/// Each unit, and its name in Chinese.
pub const UNITS: &[(&str, &str)] = &[
    // Of columns and of differences in them.
    ("level 0-1", "水平 0–1"),
    ("-1 to 1", "−1 至 1"),
    ("share", "比例"),
    ("points", "个百分点"),
    ("percentage points", "百分点"),
    ("per round", "每轮"),
    ("per resident and year", "每人每年"),
    ("cases", "件"),
    ("organisations", "个组织"),
    ("ses", "社会经济地位"),
    // Of numbers without a dimension.
    ("coefficient", "系数"),
    ("factor", "倍数"),
    ("ratio", "比值"),
    ("level", "水平"),
    ("weight", "权重"),
    ("rate", "更新率"),
    ("probability", "概率"),
    ("probability per round", "每轮概率"),
    ("probability per work unit", "每工作量单位的概率"),
    ("log", "对数"),
    ("logit", "对数几率"),
    ("logit per year", "对数几率/岁"),
    ("shape", "形状参数"),
    ("utility", "效用"),
    ("priority", "优先级"),
    ("number", "数"),
    ("name", "名称"),
    ("flag", "是或否"),
    // Of time and of what happens in it.
    ("rounds", "轮"),
    ("1 per round", "1/轮"),
    ("1 per load", "1/负荷"),
    ("1 per load and round", "1/(负荷·轮)"),
    // Of people, places and things.
    ("attempts", "次"),
    ("runs", "次运行"),
    ("districts", "个区"),
    ("communities per district", "个社区/区"),
    ("residents", "人"),
    ("residents per community", "人/社区"),
    ("residents per grid", "人/网格"),
    ("participants", "人"),
    ("seats per 1,000 residents", "席/千人"),
    ("per 10,000 residents", "每万人"),
    ("per 10,000 residents and round", "每万人每轮"),
    // Of work, needs and money.
    ("work units", "工作量单位"),
    ("work units per round", "工作量单位/轮"),
    ("work units per seat", "工作量单位/席"),
    ("work units per resident and round", "工作量单位/(人·轮)"),
    ("cases per resident and round", "件/(人·轮)"),
    ("cases per 1,000 residents and round", "件/(千人·轮)"),
    ("cases per work unit", "件/工作量单位"),
    ("needs per resident and week", "项需求/(人·周)"),
    ("money per resident and round", "资金/(人·轮)"),
];

/// A unit in a language; one that is not in the list as it is.
pub fn unit(unit: &str, language: Language) -> &str {
    let known = UNITS.iter().find(|(en, _)| *en == unit);
    known.map_or(unit, |&(en, zh)| language.pick(en, zh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::is_chinese;

    #[test]
    fn a_unit_is_there_once_and_one_that_is_unknown_stays_as_it_is() {
        for (position, (en, zh)) in UNITS.iter().enumerate() {
            assert!(UNITS[..position].iter().all(|(other, _)| other != en), "{en}");
            assert!(is_chinese(zh) || zh.chars().any(|c| c.is_ascii_digit()), "{en}");
        }
        assert_eq!((unit("share", Language::Zh), unit("share", Language::En)), ("比例", "share"));
        assert_eq!(unit("furlongs", Language::Zh), "furlongs");
    }
}
