//! What changed together, in the order in which the model goes through it: from needs and money through voice, load and
//! waiting to what residents make of it. It tells no cause: it is what a reader looks at first to find one.

use super::{Arm, Comparison, Contrast, Difference, Question};
use crate::observe::column;

/// Stages of the model in their order, each with the columns that tell of it.
const STAGES: [&[&str]; 12] = [
    &["capacity_given", "organisation_capacity", "service_stock", "skill", "diligence"],
    &["attendance", "congruence", "session_fairness"],
    &["new_needs", "open_needs"],
    &["requests_a_year", "voice_rate", "choice_wait", "choice_neighbours", "choice_law", "adoption"],
    &["load", "capacity_used", "backlog"],
    &["median_rounds_to_resolution", "response_rate"],
    &["false_closures_not_found", "withdrawn", "given_up", "transfers", "courts_decided", "coproduction_share"],
    &["solved_share", "solved", "resolution_rate"],
    &["satisfaction_rate", "satisfied_unsolved", "lived_fairness", "grievance"],
    &["gain", "happiness", "security"],
    &["trust_government", "trust_organisations", "trust_neighbours"],
    &["participation_rate", "civic_activity", "joining", "organisations"],
];

/// Stages that are told at most.
const MOST: usize = 7;

/// A link: an outcome of the city that changed, and how much.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// The outcome.
    pub question: Question,
    /// How it differs.
    pub difference: &'a Difference,
    /// Its standard deviation between the cities of the reference.
    pub spread: f64,
}

impl Link<'_> {
    /// The difference in standard deviations between cities.
    pub fn size(&self) -> f64 {
        self.difference.mean / self.spread
    }
}

impl Comparison {
    /// The links of an arm: of each stage the outcome that changed most relative to its spread between cities, as far as its
    /// interval excludes zero; of the stages those that changed most, in the order of the model.
    pub fn chain<'a>(&self, contrast: &'a Contrast) -> Vec<Link<'a>> {
        let Some(reference) = self.arms.first() else { return Vec::new() };
        let strongest = |stage: &[&str]| {
            let links = stage.iter().filter_map(|name| self.link(reference, contrast, name));
            links.max_by(|a, b| a.size().abs().total_cmp(&b.size().abs()))
        };
        let mut links: Vec<(usize, Link<'a>)> =
            STAGES.iter().enumerate().filter_map(|(place, stage)| Some((place, strongest(stage)?))).collect();
        links.sort_by(|(_, a), (_, b)| b.size().abs().total_cmp(&a.size().abs()));
        links.truncate(MOST);
        links.sort_by_key(|(place, _)| *place);
        links.into_iter().map(|(_, link)| link).collect()
    }

    /// An outcome whose interval excludes zero, and that varies between cities.
    fn link<'a>(&self, reference: &Arm, contrast: &'a Contrast, name: &str) -> Option<Link<'a>> {
        let question = Question::of_city(column(name)?);
        let difference = contrast.answer(question)?;
        let told = difference.t.is_some_and(|(low, high)| low > 0.0 || high < 0.0);
        let spread = self.mean_of(reference, question).sd?;
        (told && spread > 0.0).then_some(Link { question, difference, spread })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::comparison::testing::{compared, tiny};

    #[test]
    fn every_column_of_a_stage_is_one_and_none_stands_twice() {
        let names: Vec<&str> = STAGES.iter().flat_map(|stage| stage.iter().copied()).collect();
        assert!(names.iter().all(|name| column(name).is_some()));
        let unique: std::collections::BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(unique.len(), names.len());
    }

    #[test]
    fn links_stand_in_the_order_of_the_model_and_are_told_apart_from_zero() {
        let comparison = compared(vec![tiny("thin", ""), tiny("lawful", "budget.law = 0.3")], 6);
        let links = comparison.chain(&comparison.contrasts[0]);
        assert!(!links.is_empty() && links.len() <= MOST);
        let stage = |link: &Link<'_>| STAGES.iter().position(|stage| stage.contains(&link.question.about().name));
        assert!(links.windows(2).all(|pair| stage(&pair[0]) < stage(&pair[1])));
        for link in &links {
            let (low, high) = link.difference.t.expect("an interval");
            assert!(low * high > 0.0 && link.spread > 0.0, "{}", link.question.name());
        }
        let same = compared(vec![tiny("one", ""), tiny("two", "")], 3);
        assert!(same.chain(&same.contrasts[0]).is_empty());
    }
}
