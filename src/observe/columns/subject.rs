//! What columns are about, and in which order they are shown.

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
    pub fn heading(self) -> &'static str {
        match self {
            Self::Trust => "Trust",
            Self::Participation => "Participation and consultation",
            Self::Needs => "Needs and voice",
            Self::Wellbeing => "Wellbeing",
            Self::Residents => "What residents hold",
            Self::Organisations => "Organisations",
            Self::Levels => "Levels of the pillars",
            Self::Cases => "Cases and offices",
        }
    }
}
