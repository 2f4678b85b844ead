//! What columns are about, and in which order they are shown.

use crate::language::{Language, Words};

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Trust in each of three.
    Trust,
    /// Taking part, and being heard.
    Participation,
    /// Needs, and where they are taken.
    Needs,
    /// How well residents are.
    Wellbeing,
    /// What residents hold.
    Residents,
    /// Organisations of all kinds.
    Organisations,
    /// Levels of the pillars.
    Levels,
    /// Cases, and the offices that deal with them.
    Cases,
}

impl Subject {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Subject; 8] = [
        Self::Trust,
        Self::Participation,
        Self::Needs,
        Self::Wellbeing,
        Self::Residents,
        Self::Organisations,
        Self::Levels,
        Self::Cases,
    ];

    /// What stands above its columns.
    pub fn heading(self, language: Language) -> &'static str {
        let words = match self {
            Self::Trust => Words::new("Trust", "信任"),
            Self::Participation => Words::new("Participation and consultation", "参与和协商"),
            Self::Needs => Words::new("Needs and voice", "需求和诉求"),
            Self::Wellbeing => Words::new("Wellbeing", "民生感受"),
            Self::Residents => Words::new("What residents hold", "居民的态度"),
            Self::Organisations => Words::new("Organisations", "组织"),
            Self::Levels => Words::new("Levels of the pillars", "各支柱的水平"),
            Self::Cases => Words::new("Cases and offices", "案件和办事机构"),
        };
        words.text(language)
    }
}
