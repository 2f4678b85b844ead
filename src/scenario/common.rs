//! Settings over scenarios: those that would erase what the scenarios differ in, and those that something else undoes.

use toml::Value;

use super::{Scenario, Sources, changes, policy_changes, settings};
use crate::error::{Error, Problem};
use crate::parameters::value_text;
use crate::reading::Library;

/// Reads scenarios that are to be compared, with settings common to all of them.
///
/// # Errors
/// If one cannot be read, or if a setting of policy or world would erase what they differ in.
pub fn read_arms(library: &dyn Library, names: &[String], over: &[String]) -> Result<Vec<(Scenario, Sources)>, Error> {
    let read = |name: &String| Scenario::read_with_sources(library, name, over);
    let arms = names.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
    let bare: Result<Vec<Scenario>, Error> = names.iter().map(|name| Scenario::read(library, name)).collect();
    // What cannot be read without the settings holds nothing that they could erase.
    let problems = bare.map_or(Vec::new(), |bare| erased(&bare, over));
    if problems.is_empty() { Ok(arms) } else { Err(Error::Scenario(problems)) }
}

/// The settings that would erase what scenarios differ in.
fn erased(arms: &[Scenario], over: &[String]) -> Vec<Problem> {
    let Some((reference, others)) = arms.split_first() else { return Vec::new() };
    let layer = settings::read(over).0;
    let settable = layer.settings.values.iter().filter(|(key, _)| !key.starts_with("run."));
    let found = settable.filter_map(|(key, setting)| {
        let differs = |arm: &Scenario| changes(reference, arm).into_iter().find(|change| change.key == *key);
        let (arm, change) = others.iter().find_map(|arm| Some((arm, differs(arm)?)))?;
        let (from, to) = (value_text(change.from.as_ref()), value_text(change.to.as_ref()));
        let message = format!(
            "`{key}` is what the scenarios differ in ({from} in `{}`, {to} in `{}`): setting it for all of them would erase that",
            reference.name, arm.name
        );
        let help = "leave it out, or set it in the files of the scenarios".to_owned();
        Some(setting.place.problem(message).label("set for all of them").help(help))
    });
    found.collect()
}

impl Scenario {
    /// What becomes of settings that this scenario was read with, where they do not hold all the time: a sentence for each that
    /// is set twice, and for each that a reform changes.
    pub fn notes_on(&self, over: &[String]) -> Vec<String> {
        let mut notes = twice(over);
        for key in settings::read(over).0.settings.values.keys() {
            notes.extend(self.until(key));
        }
        notes
    }

    /// Up to when a key of policy holds, if a reform changes it.
    fn until(&self, key: &str) -> Option<String> {
        let mut before = &self.policy;
        for reform in &self.reforms {
            let change = policy_changes(before, &reform.policy).into_iter().find(|change| change.key == key);
            if let Some(change) = change {
                let (from, to) = (value_text(change.from.as_ref()), value_text(change.to.as_ref()));
                let how_long = match reform.round {
                    0 => "in the warm-up only".to_owned(),
                    round => format!("only up to round {round}"),
                };
                return Some(format!("{key} is {from} {how_long}: a reform of `{}` then makes it {to}", self.name));
            }
            before = &reform.policy;
        }
        None
    }
}

/// The keys that are set more than once, with the value that counts.
fn twice(over: &[String]) -> Vec<String> {
    let each = over.iter().flat_map(|one| {
        let values = settings::read(std::slice::from_ref(one)).0.settings.values;
        values.into_iter().map(|(key, setting)| (key, setting.value)).collect::<Vec<_>>()
    });
    let mut seen: Vec<(String, Value)> = Vec::new();
    let mut notes = Vec::new();
    for (key, value) in each {
        match seen.iter_mut().find(|(other, _)| *other == key) {
            Some((_, before)) if *before != value => {
                notes.push(format!("{key} is set twice: {value} holds, not {before}"));
                *before = value;
            }
            Some(_) => {}
            None => seen.push((key, value)),
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::InMemory;

    fn settings(all: &[&str]) -> Vec<String> {
        all.iter().map(|&one| one.to_owned()).collect()
    }

    fn read(arms: [&str; 2], over: &[&str]) -> Result<usize, String> {
        let library = InMemory::of([("low.toml", arms[0]), ("high.toml", arms[1])]);
        let names = settings(&["low.toml", "high.toml"]);
        read_arms(&library, &names, &settings(over)).map(|arms| arms.len()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_common_setting_that_erases_what_arms_differ_in_is_refused() {
        let arms = ["government.supervision = 0.1", "government.pressure = 0.2"];
        let error = read(arms, &["needs.scale=2", "government.supervision=0.3"]).expect_err("a refusal");
        assert!(
            error.contains("(0.1 in `low`, 0.5 in `high`): setting it for all of them would erase that"),
            "{error}"
        );
        assert_eq!(read(arms, &["needs.scale=2", "run.seed=4"]), Ok(2));
        // The payer's share differs where another share does.
        let error =
            read(["budget.law = 0.1", ""], &["budget.services=0.55", "budget.law=0.05"]).expect_err("a refusal");
        assert_eq!(error.lines().count(), 2, "{error}");
        // Seeds and lengths must be the same, so that to set them for all is to mend them.
        assert_eq!(read(["run.seed = 2", ""], &["run.seed=4"]), Ok(2));
    }

    #[test]
    fn a_setting_that_does_not_hold_to_the_end_is_told() {
        let text = "[[reforms]]\nround = 0\ngovernment.supervision = 0.9\n[[reforms]]\nround = 9\nbudget.law = 0.1";
        let over = settings(&["government.supervision=0.2", "budget.services=0.55", "run.seed=3", "run.seed=4"]);
        let library = InMemory::of([("x.toml", text)]);
        let scenario = Scenario::read_with(&library, "x.toml", &over).unwrap_or_else(|error| panic!("{error}"));
        let expected = [
            "run.seed is set twice: 4 holds, not 3",
            "budget.services is 0.55 only up to round 9: a reform of `x` then makes it 0.5",
            "government.supervision is 0.2 in the warm-up only: a reform of `x` then makes it 0.9",
        ];
        assert_eq!(scenario.notes_on(&over), expected);
        assert!(scenario.notes_on(&settings(&["needs.scale=1", "run.seed=4"])).is_empty());
    }
}
