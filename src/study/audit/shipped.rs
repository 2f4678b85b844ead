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
    "law_secures" "更多法治资金（由人员支付）提高安全感"
    "virtue_solves" "用于规范和榜样的资金提高需求解决率"
    "staff_responds" "少用公共服务投资、多用人员，提高响应率"
    "leadership_satisfies" "更多统筹资金（由人员支付）提高满意率，且不降低需求解决率"
}

/// Names of the shipped claims.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    CLAIM.shipped.names()
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
