//! The starter for an own policy: a file that changes nothing yet and shows what it could change.

use std::fmt::Write as _;

use super::Scenario;
use super::registry::registry;
use crate::parameters::{Describe, Parameter, Scope};

/// A commented file that extends `base`, named `extends` there, with its policy keys to uncomment. `advice` is a sentence on
/// what to do with it.
pub fn starter(extends: &str, base: &Scenario, advice: &str) -> String {
    let extends = toml::Value::String(extends.to_owned());
    let mut out = format!(
        "# An own policy. It extends another scenario and says only what differs: take away the `#` before a key and change\n\
         # its value. {advice}\n\n\
         description = \"An own policy\"\nextends = {extends}\n"
    );
    let mut parameters = Vec::new();
    base.policy.describe("", Scope::Policy, &mut parameters);
    let mut section = "";
    for parameter in &parameters {
        if parameter.section != section {
            section = &parameter.section;
            let _ = write!(out, "\n[{section}]\n{}", note(section));
        }
        write_key(&mut out, parameter);
    }
    out.push_str(EVENTS);
    out
}

fn note(section: &str) -> &'static str {
    match section {
        "budget" => {
            "# When shares change, the payer absorbs the difference; to set its own share too, make all nine sum to 1.\n"
        }
        _ => "",
    }
}

fn write_key(out: &mut String, parameter: &Parameter) {
    let Parameter { name, meaning, range, .. } = parameter;
    if let Some(value) = &parameter.value {
        let meaning = meaning.en.trim_end_matches('.');
        let _ = writeln!(out, "# {name} = {value}  # {meaning}: {range}");
    }
}

const EVENTS: &str = "
# A reform changes policy at a round; there may be several.
# [[reforms]]
# round = 52
# budget.technology = 0.06
# government.supervision = 0.8

# A shock strikes a category of public services, in some districts (numbered from 1) or in \"all\".
# [[shocks]]
# round = 52
# category = \"health\"
# districts = [1]
# magnitude = 0.3   # share of the service stock lost at once
# duration = 12     # rounds with more needs
# intensity = 2.0   # needs grow by this share
";

/// Sections with the number of their keys, in order of declaration.
pub fn sections() -> Vec<(&'static str, usize)> {
    let mut sections: Vec<(&str, usize)> = Vec::new();
    for parameter in &registry().parameters {
        match sections.iter_mut().find(|(section, _)| *section == parameter.section) {
            Some((_, keys)) => *keys += 1,
            None => sections.push((&parameter.section, 1)),
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_starter_changes_nothing_as_written() {
        let base = Scenario::default();
        let own = Scenario::from_toml("own", &starter("baseline", &base, "Or do not."))
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(crate::scenario::changes(&base, &own), []);
    }

    #[test]
    fn a_starter_still_loads_with_its_keys_uncommented() {
        let text = starter("baseline", &Scenario::default(), "");
        let keys = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(key) if key.contains(" = ") || key.starts_with("[[") => key,
            _ => line,
        });
        let text = keys.collect::<Vec<_>>().join("\n");
        let own = Scenario::from_toml("own", &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((own.reforms.len(), own.shocks.len()), (1, 1));
    }
}
