//! The claims inside the program.

use super::Audit;
use super::claim::CLAIM;
use crate::language::Language;

macro_rules! shipped {
    ($($name:literal $zh:literal)*) => {
        /// Names and texts.
        pub(super) const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../scenarios/claims/", $name, ".toml"))),)*];

        /// What they claim, in Chinese: the files say it in English.
        const CHINESE: &[&str] = &[$($zh,)*];
    };
}

shipped! {
    "more_money_solves" "总资金增加五分之一，需求解决率上升"
    "less_money_solves" "总资金减少五分之一，需求解决率上升"
    "law_secures" "更多法治资金（由人员支付）提高安全感"
    "staff_responds" "少用公共服务投资、多用人员，提高响应率"
    "leadership_satisfies" "更多统筹资金（由人员支付）提高满意率，且不降低需求解决率"
}

/// Names of the shipped claims.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    CLAIM.shipped.names()
}

/// Names of the shipped claims with what they say.
pub fn list(language: Language) -> Vec<(&'static str, String)> {
    let english =
        |text: &str| text.parse::<toml::Table>().ok().and_then(|table| Some(table.get("claim")?.as_str()?.to_owned()));
    let of = |(&(name, text), chinese): (&(&'static str, &str), &&str)| match language {
        Language::En => (name, english(text).unwrap_or_default()),
        Language::Zh => (name, (*chinese).to_owned()),
    };
    SHIPPED.iter().zip(CHINESE).map(of).collect()
}

/// A claim in a language, where its words are those of a shipped one.
pub fn description_in(audit: &Audit, language: Language) -> &str {
    let claim = audit.claim();
    let known = || SHIPPED.iter().position(|(_, text)| text.contains(claim));
    match language {
        Language::En => claim,
        Language::Zh => known().map_or(claim, |position| CHINESE[position]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_shipped_and_loads_and_is_known_to_scenarios() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/claims");
        for file in std::fs::read_dir(folder).expect("folder of claims") {
            let stem = crate::reading::stem(&file.expect("entry").path().display().to_string());
            assert!(names().any(|name| name == stem), "{stem} is not in the list");
        }
        assert!(names().eq(crate::scenario::shipped::CLAIMS.iter().copied()));
        for (name, claim) in list(Language::En) {
            let audit = Audit::load(name, true).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!((audit.claim(), audit.name.as_str()), (claim.as_str(), name));
            assert!(crate::language::is_chinese(description_in(&audit, Language::Zh)), "{name}");
        }
    }
}
