//! A scenario that has passed all checks, and the checks of one whose fields were set by hand: the same as those of a file.

use std::ops::Deref;
use std::sync::Arc;

use toml::Value;

use super::registry::describe;
use super::shocks::{DURATION, INTENSITY, MAGNITUDE};
use super::{Reform, Scenario, Shock, budget, check, folder_name};
use crate::error::{Error, Problem, Source};
use crate::parameters::{Describe, Parameter, Range, Scope};
use crate::reading::{shown, unshowable};

/// A scenario that has passed all checks. It cannot be changed any more, and costs nothing to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked(Arc<Scenario>);

impl Checked {
    /// A scenario of which it is known that it passes, because it was just read; or one beyond the ranges, in a test of the
    /// model. A simulation of one that does not pass may panic.
    #[doc(hidden)]
    pub fn trusted(scenario: Scenario) -> Self {
        Self(Arc::new(scenario))
    }
}

impl Deref for Checked {
    type Target = Scenario;
    fn deref(&self) -> &Scenario {
        &self.0
    }
}

impl Scenario {
    /// Checks everything that is checked when a file is read, and puts reforms and shocks in order of their rounds and the
    /// districts of a shock in order, as reading does.
    ///
    /// ```
    /// # use grassroots::Scenario;
    /// let mut scenario = Scenario::load("baseline")?;
    /// scenario.world.population.residents = 0;
    /// let error = scenario.checked().expect_err("a city without residents").to_string();
    /// assert_eq!(error, "baseline: `population.residents` must be a whole number from 1 to 1000000, not 0");
    /// # Ok::<(), grassroots::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Scenario`] with all that is wrong. What must hold between keys is looked at once each is in its range.
    pub fn checked(mut self) -> Result<Checked, Error> {
        self.reforms.sort_by_key(|reform| reform.round);
        self.shocks.sort_by_key(|shock| shock.round);
        for shock in &mut self.shocks {
            shock.districts.sort_unstable();
            shock.districts.dedup();
        }
        let mut wrong = alone(&self);
        if wrong.is_empty() {
            wrong = together(&self);
        }
        if wrong.is_empty() {
            return Ok(Checked::trusted(self));
        }
        let source = Source::new(self.name, "");
        let problem = |(message, help): Wrong| Problem::of(source.clone(), message).help(help);
        Err(Error::Scenario(wrong.into_iter().map(problem).collect()))
    }
}

/// What is wrong, and what to do about it.
type Wrong = (String, String);

/// Everything that is out of its own range.
fn alone(scenario: &Scenario) -> Vec<Wrong> {
    let Scenario { name, description, run, policy, world, reforms, shocks, observed: _ } = scenario;
    let mut wrong = Vec::new();
    if *name != folder_name(name) {
        let message = format!("the name \"{}\" cannot name a folder", shown(name));
        wrong.push((message, "letters, digits, `-`, `_` and `.` can be used".to_owned()));
    }
    if let Some(control) = unshowable(description) {
        let message =
            format!("`description` has the control character U+{:04X}, which cannot be shown", u32::from(control));
        wrong.push((message, "take it away".to_owned()));
    }
    wrong.extend(outside(&describe(run, policy, world), ""));
    wrong.extend(reforms.iter().flat_map(of_reform));
    wrong.extend(shocks.iter().flat_map(of_shock));
    wrong
}

/// What does not fit together.
fn together(scenario: &Scenario) -> Vec<Wrong> {
    let Scenario { run, policy, world, reforms, shocks, .. } = scenario;
    let found = check::cross_checks(world, run).into_iter().map(|finding| (finding.message, finding.help));
    let mut wrong: Vec<Wrong> = found.collect();
    wrong.extend(budget::unbalanced(&policy.budget));
    for Reform { round, policy } in reforms {
        let of_reform = |(message, help)| (format!("after the reform at round {round} {message}"), help);
        wrong.extend(budget::unbalanced(&policy.budget).map(of_reform));
    }
    let timed = reforms.iter().map(|reform| ("reform", reform.round));
    let timed = timed.chain(shocks.iter().map(|shock| ("shock", shock.round)));
    wrong.extend(timed.filter_map(|(what, round)| check::late(what, round, run.rounds)));
    // Districts are counted from 0 in a shock, and from 1 where they are spoken of.
    let hit = shocks.iter().flat_map(|shock| shock.districts.iter().map(|district| u64::from(*district) + 1));
    wrong.extend(hit.filter_map(|number| check::no_district(number, world.population.districts)));
    wrong
}

fn of_reform(reform: &Reform) -> Vec<Wrong> {
    let mut parameters = Vec::new();
    reform.policy.describe("", Scope::Policy, &mut parameters);
    outside(&parameters, &format!(" of the reform at round {}", reform.round))
}

fn of_shock(shock: &Shock) -> Vec<Wrong> {
    let whose = format!(" of the shock at round {}", shock.round);
    let numbers = [
        ("magnitude", &MAGNITUDE, Value::Float(shock.magnitude)),
        ("duration", &DURATION, Value::Integer(shock.duration.into())),
        ("intensity", &INTENSITY, Value::Float(shock.intensity)),
    ];
    let mut wrong: Vec<Wrong> =
        numbers.iter().filter_map(|(name, range, value)| refused(name, range, value, &whose)).collect();
    if shock.districts.is_empty() {
        wrong.push((format!("`districts`{whose} must be a list of districts, not empty"), String::new()));
    }
    wrong
}

/// The parameters whose value is outside of its range.
fn outside(parameters: &[Parameter], whose: &str) -> Vec<Wrong> {
    let refused = |parameter: &Parameter| {
        let value = parameter.value.as_ref()?;
        if fits(&parameter.range, value) { None } else { refused(&parameter.key(), &parameter.range, value, whose) }
    };
    parameters.iter().filter_map(refused).collect()
}

fn refused(name: &str, range: &Range, value: &Value, whose: &str) -> Option<Wrong> {
    (!fits(range, value)).then(|| (format!("`{name}`{whose} must be {range}, not {value}"), String::new()))
}

fn fits(range: &Range, value: &Value) -> bool {
    match (range, value) {
        (Range::Real { min, max }, Value::Float(x)) => (*min..=*max).contains(x),
        (Range::Whole { min, max }, Value::Integer(n)) => u64::try_from(*n).is_ok_and(|n| (*min..=*max).contains(&n)),
        (Range::Names(names), Value::String(name)) => names.contains(&name.as_str()),
        (Range::Flag, Value::Boolean(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scenario::registry::registry;

    /// A change by hand, and what it is told.
    type Bad = (fn(&mut Scenario), &'static str);

    /// A scenario with a reform and a shock.
    fn eventful() -> Scenario {
        let text = "[[reforms]]\nround = 60\nbudget.law = 0.11\n[[shocks]]\nround = 9\ncategory = 'health'\n\
                    districts = [2]\nmagnitude = 0.3\nduration = 8\nintensity = 2";
        Scenario::from_toml("mine", text).expect("a scenario")
    }

    #[test]
    fn every_scenario_that_loads_passes_and_stays_as_it_is() {
        for name in crate::scenario::names() {
            let scenario = Scenario::load(name).expect("a shipped scenario");
            assert_eq!(*scenario.clone().checked().unwrap_or_else(|error| panic!("{error}")), scenario);
        }
        assert_eq!(*eventful().checked().expect("passes"), eventful());
    }

    fn error(scenario: Scenario) -> String {
        scenario.checked().expect_err("something is wrong").to_string()
    }

    #[test]
    fn a_value_below_or_above_its_range_is_refused_for_every_key() {
        let scenario = eventful();
        let mut refused = 0;
        for parameter in &registry().parameters {
            let outside = match &parameter.range {
                Range::Real { min, max } => {
                    [min - 1e-9 * min.abs().max(1.0), max + 1e-9 * max.abs().max(1.0), f64::NAN, f64::INFINITY]
                        .map(Value::Float)
                        .to_vec()
                }
                Range::Whole { min, max } => {
                    let numbers = [min.checked_sub(1), max.checked_add(1)].into_iter().flatten();
                    numbers.filter_map(|number| i64::try_from(number).ok()).map(Value::Integer).collect()
                }
                Range::Names(_) | Range::Flag => Vec::new(),
            };
            for value in outside {
                let key = parameter.key();
                let spoilt = scenario.with_values(&[(key.clone(), value)]).expect("a scenario");
                let found = error(spoilt);
                assert!(found.starts_with(&format!("mine: `{key}` must be {}, not ", parameter.range)), "{found}");
                refused += 1;
            }
        }
        assert!(refused > 700, "{refused}");
    }

    #[test]
    fn what_is_wrong_is_told_under_the_name_of_the_scenario() {
        let bad: &[Bad] = &[
            (
                |s| s.run.seed = u64::MAX,
                "`run.seed` must be a whole number from 0 to 9223372036854775807, not 18446744",
            ),
            (|s| s.run.city_seed = Some(1 << 63), "`run.city_seed` must be"),
            (
                |s| s.policy.government.pressure = f64::NAN,
                "`government.pressure` must be a number from 0 to 1, not nan",
            ),
            (|s| s.policy.budget.law = 0.06, "the shares sum to 1.01, 0.01 too much"),
            (
                |s| s.reforms[0].policy.budget.law = 0.0,
                "after the reform at round 60 the shares sum to 0.89, 0.11 too little",
            ),
            (|s| s.reforms[0].policy.technology.phone = -0.1, "`technology.phone` of the reform at round 60 must be"),
            (|s| s.world.ages.from_18 = 0.3, "the shares of the age groups sum to 1.1100, not to 1"),
            (|s| s.world.network.neighbours = 7, "7 is odd"),
            (|s| s.world.population.districts = 10_001, "must be a whole number from 1 to 10000"),
            (
                |s| (s.world.population.districts, s.world.population.communities) = (10_000, 11),
                "residents, more than 50000000",
            ),
            (|s| s.run.replicates = 1_000_000, "rows, more than"),
            (|s| s.run.rounds = 60, "a reform after the end: round 60, but the run has 60 rounds, 0 to 59"),
            (|s| s.shocks[0].round = 400, "a shock after the end: round 400"),
            (|s| s.shocks[0].districts = vec![0, 4], "there is no district 5: the city has 4"),
            (|s| s.shocks[0].districts = vec![u32::MAX], "there is no district 4294967296"),
            (|s| s.shocks[0].districts.clear(), "`districts` of the shock at round 9 must be"),
            (
                |s| s.shocks[0].magnitude = 1.5,
                "`magnitude` of the shock at round 9 must be a number from 0 to 1, not 1.5",
            ),
            (|s| s.shocks[0].intensity = f64::NAN, "`intensity` of the shock at round 9 must be"),
            (|s| s.shocks[0].duration = 0, "`duration` of the shock at round 9 must be a whole number from 1"),
            (|s| s.name = "a/b".to_owned(), "the name \"a/b\" cannot name a folder"),
        ];
        for (change, words) in bad {
            let mut scenario = eventful();
            change(&mut scenario);
            let start = format!("{}: ", scenario.name);
            let error = error(scenario);
            assert!(error.starts_with(&start) && error.contains(words), "{error}, not {words}");
        }
    }

    #[test]
    fn everything_out_of_range_is_told_at_once() {
        let mut scenario = eventful();
        (scenario.run.rounds, scenario.world.needs.scale, scenario.shocks[0].duration) = (0, -1.0, 0);
        assert_eq!(error(scenario).lines().count(), 3);
    }

    #[test]
    fn reforms_and_shocks_come_in_order_of_rounds_and_districts_once_each() {
        let mut scenario = eventful();
        scenario.reforms.insert(0, Reform { round: 100, policy: scenario.policy.clone() });
        scenario.shocks.insert(0, Shock { round: 12, districts: vec![3, 0, 3], ..scenario.shocks[0].clone() });
        let checked = scenario.checked().expect("passes");
        assert_eq!(checked.reforms.iter().map(|reform| reform.round).collect::<Vec<_>>(), [60, 100]);
        assert_eq!(checked.shocks.iter().map(|shock| shock.round).collect::<Vec<_>>(), [9, 12]);
        assert_eq!(checked.shocks[1].districts, [0, 3]);
        assert_eq!(Scenario::from_toml("x", &checked.to_toml()).expect("reads"), *checked);
    }

    proptest! {
        #[test]
        fn whatever_loads_passes(law in 0.0..0.6, virtue in 0.0..0.6, reform in 0.0..0.9, payer in 0usize..9) {
            let payer = crate::policy::BudgetShare::NAMES[payer];
            let text = format!(
                "[budget]\npayer = '{payer}'\nlaw = {law:?}\nvirtue = {virtue:?}\n[[reforms]]\nround = 9\nbudget.technology = {reform:?}"
            );
            if let Ok(scenario) = Scenario::from_toml("x", &text) {
                let same = scenario.clone().checked().map(|checked| (*checked).clone());
                prop_assert_eq!(same.map_err(|error| error.to_string()), Ok(scenario));
            }
        }
    }
}
