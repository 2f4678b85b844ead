//! What a comparison asks about: a column, of the city, of a group of it, or of the gap between two groups.

use crate::error::Error;
use crate::language::Language;
use crate::observe::{COLUMNS, Column, Group, Run, find_column};
use crate::study::outcome::{Outcome, Reduction};

/// Whom an outcome is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// A group.
    Group(Group),
    /// What the first group has more than the second.
    Gap(Group, Group),
}

impl Whom {
    /// The whole city.
    pub const CITY: Whom = Whom::Group(Group::City);
    /// What the third with the highest ses has more than that with the lowest.
    pub const GAP_OF_SES: Whom = Whom::Gap(Group::Third(2), Group::Third(0));
    /// Whom every comparison tells of beside the city.
    pub const USUAL: [Whom; 4] =
        [Whom::Group(Group::Third(0)), Whom::Group(Group::Third(1)), Whom::Group(Group::Third(2)), Whom::GAP_OF_SES];

    /// The groups whose values it takes.
    pub fn groups(self) -> Vec<Group> {
        match self {
            Whom::Group(group) => vec![group],
            Whom::Gap(first, second) => vec![first, second],
        }
    }

    /// Its value, from a value of each group; none if a group has none.
    pub fn of(self, value: impl Fn(Group) -> Option<f64>) -> Option<f64> {
        match self {
            Whom::Group(group) => value(group),
            Whom::Gap(first, second) => Some(value(first)? - value(second)?),
        }
    }

    /// The inverse of its text form; none where a word is no group.
    fn parse(text: &str) -> Result<Whom, Error> {
        let group = |word: &str| Group::parse(word.trim()).ok_or_else(|| unknown_group(word.trim()));
        match text.split_once('-') {
            Some((first, second)) => Ok(Whom::Gap(group(first)?, group(second)?)),
            None => group(text).map(Whom::Group),
        }
    }
}

impl std::fmt::Display for Whom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Whom::Group(group) => group.fmt(f),
            Whom::Gap(first, second) => write!(f, "{first}-{second}"),
        }
    }
}

fn unknown_group(word: &str) -> Error {
    let groups = "city, ses_low, ses_middle, ses_high, district_1 and so on, or a gap such as ses_high-ses_low";
    Error::Argument { name: "primary", problem: format!("`{word}` is no group: there are {groups}") }
}

/// A column, and whom it is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Position in [`COLUMNS`].
    pub column: usize,
    /// Whom it is about.
    pub whom: Whom,
}

impl Question {
    /// That of a column of the city.
    pub fn of_city(column: usize) -> Self {
        Self { column, whom: Whom::CITY }
    }

    /// Reads `COLUMN`, `COLUMN:GROUP` or `COLUMN:GROUP-GROUP`, as in `trust_government:ses_high-ses_low`.
    ///
    /// # Errors
    /// If there is no such column or no such group, if the column has no value for it, or if a gap is one between a group and itself.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (name, whom) = text.split_once(':').map_or((text, None), |(name, whom)| (name, Some(whom)));
        let column = find_column(name.trim())?;
        let whom = whom.map_or(Ok(Whom::CITY), Whom::parse)?;
        if let Some(group) = whom.groups().into_iter().find(|&group| !COLUMNS[column].has(group)) {
            let name = COLUMNS[column].name;
            let problem =
                format!("`{name}` has no value for {group}: offices and organisations belong to no third of residents");
            return Err(Error::Argument { name: "primary", problem });
        }
        match whom {
            Whom::Gap(first, second) if first == second => {
                let problem = format!("`{text}` is the gap between a group and itself, which is always zero");
                Err(Error::Argument { name: "primary", problem })
            }
            _ => Ok(Self { column, whom }),
        }
    }

    /// Whether it is one of the whole city.
    pub fn is_of_city(self) -> bool {
        self.whom == Whom::CITY
    }

    /// Its name: the inverse of [`Self::parse`], and a name fit for a text.
    pub fn name(self) -> String {
        let column = self.about().name;
        if self.is_of_city() { column.to_owned() } else { format!("{column}:{}", self.whom) }
    }

    /// It in words, as in "Trust in government, ses_low".
    pub fn words(self, language: Language) -> String {
        let column = self.about().title(language);
        let name = |group: Group| group.name_in(language);
        match (self.whom, language) {
            (Whom::Group(Group::City), _) => column,
            (Whom::Group(group), Language::En) => format!("{column}, {}", name(group)),
            (Whom::Group(group), Language::Zh) => format!("{column}（{}）", name(group)),
            (Whom::Gap(first, second), Language::En) => format!("{column}, {} minus {}", name(first), name(second)),
            (Whom::Gap(first, second), Language::Zh) => format!("{column}（{}减{}）", name(first), name(second)),
        }
    }

    /// The column.
    pub fn about(self) -> &'static Column {
        &COLUMNS[self.column]
    }

    /// The mean over the last rounds of a run; NaN where there is none.
    pub fn of(self, run: &Run, rounds: u32) -> f64 {
        let reduction = Reduction::MeanOfLast(rounds);
        let mean =
            |group| Outcome { group, reduction: reduction.clone(), ..Outcome::mean_of_last(self.column, rounds) };
        self.whom.of(|group| Some(mean(group).of(run))).unwrap_or(f64::NAN)
    }

    /// Its values round by round; none of a run that does not have the groups.
    pub fn curve(self, run: &Run) -> Option<Vec<f64>> {
        let of = |group| run.series(self.column, group);
        match self.whom {
            Whom::Group(group) => of(group),
            Whom::Gap(first, second) => Some(of(first)?.iter().zip(of(second)?).map(|(a, b)| a - b).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::column;
    use crate::observe::testing::run_of;

    #[test]
    fn a_question_is_read_back_from_its_name() {
        let names = ["gain", "gain:ses_low", "gain:district_12", "gain:ses_high-ses_low", "gain:district_1-city"];
        for name in names {
            assert_eq!(Question::parse(name).expect("a question").name(), name);
        }
        let spaced = Question::parse("gain : ses_high - ses_low").expect("a question");
        assert_eq!(
            (spaced.whom, spaced.words(Language::En)),
            (Whom::GAP_OF_SES, "Gain, ses_high minus ses_low".to_owned())
        );
        assert_eq!(spaced.words(Language::Zh), "获得感（高地位组减低地位组）");
        assert_eq!(Question::parse("gain:city").expect("a question"), Question::of_city(column("gain").unwrap()));
    }

    #[test]
    fn what_is_no_group_is_told_with_those_that_there_are() {
        let refusal = |text: &str| Question::parse(text).expect_err("a refusal").to_string();
        assert!(
            refusal("gain:poor").contains("`poor` is no group: there are city, ses_low"),
            "{}",
            refusal("gain:poor")
        );
        assert!(refusal("gain:ses_high-poor").contains("`poor`"));
        assert!(refusal("gain:city-city").contains("always zero"));
        assert!(refusal("gian:ses_low").contains("gain"));
        assert!(refusal("organisations:ses_high-ses_low").contains("`organisations` has no value for ses_high"));
    }

    #[test]
    fn a_gap_is_the_difference_between_two_groups() {
        let run = run_of(0, 4, |round, group, _| f64::from(round) * group as f64);
        let gap = Question { column: 3, whom: Whom::GAP_OF_SES };
        // The groups are the city, a district and the thirds: 0 to 4.
        assert_eq!(gap.curve(&run), Some(vec![0.0, 2.0, 4.0, 6.0]));
        assert_eq!(gap.of(&run, 2), 5.0);
        let elsewhere = Question { column: 3, whom: Whom::Group(Group::District(9)) };
        assert!(elsewhere.curve(&run).is_none() && elsewhere.of(&run, 2).is_nan());
    }
}
