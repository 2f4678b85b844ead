//! The starter for an own experiment: a file that runs as it is and shows what else it could ask.

/// A commented experiment over a base, named `base` there. `advice` is a sentence on what to do with it.
pub fn starter(base: &str, advice: &str) -> String {
    let base = toml::Value::String(base.to_owned());
    format!(
        "# An own experiment: it varies keys of a scenario and looks at what comes out. As it stands it runs; take away the\n\
         # `#` before a line to ask for more. {advice}\n\n\
         description = \"An own experiment\"\nbase = {base}\n{REST}"
    )
}

const REST: &str = r#"replicates = 10                 # runs of each point that differ only by chance
# rounds = 260                  # like warm_up and seed: over those of the base
# keep_rounds = true            # keep the rounds of all runs, not only the outcomes

# What is looked at: the mean of a column over the last 52 rounds, for the city; or as it is said.
# outcomes = [
#     "solved_share",
#     { column = "gain", group = "ses_low" },
#     { column = "resolution_rate", reduce = "first_round", above = 0.85, name = "rounds_to_85" },
# ]

# Any other keys, over the base for all points.
# [set]
# population.residents = 1000

# All levels with all levels. Others: zip, latin_hypercube, sobol, random (with `points = 64`), table (with `table = "x.csv"`).
[design]
kind = "factorial"

[factors]
"government.supervision" = [0.2, 0.5, 0.8]
"budget.law" = { from = 0.02, to = 0.1, steps = 3 }     # in a design that draws: without `steps`
# "consultation.format" = ["talks", "forum", "minipublic"]
# "feedback.loss_rate" = [0.1, 0.2]                     # of the world: what nobody knows

# Ends a run before its last round.
# [stop]
# column = "trust_government"
# below = 0.2
# rounds = 4
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{Experiment, Plan};

    #[test]
    fn a_starter_runs_as_it_is_and_with_all_that_it_shows() {
        let text = starter("baseline", "Or do not.");
        let experiment = Experiment::from_toml("own", &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((experiment.points().len(), experiment.replicates()), (9, 10));
        // Lines that are keys, tables or parts of a list lose their mark, sentences keep it.
        let is_key = |line: &str| line.contains(" = ") || line.starts_with(['[', ']', ' ']) && !line.ends_with('.');
        let lines = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(key) if is_key(key) && !key.starts_with("All levels") => key,
            _ => line,
        });
        let whole = lines.collect::<Vec<_>>().join("\n");
        let experiment = Experiment::from_toml("own", &whole).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((experiment.points().len(), experiment.outcomes().len()), (54, 3));
    }
}
