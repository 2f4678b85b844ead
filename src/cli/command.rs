//! The command that gives results again, as the manifest and the report show it.

use grassroots::render::words::quoted;

/// Options that change nothing about the results, and whether a value follows them.
const PLAIN: [(&str, bool); 8] = [
    ("--resume", false),
    ("--overwrite", false),
    ("--retry-failed", false),
    ("--durable", false),
    ("--quiet", false),
    ("-q", false),
    ("--threads", true),
    ("--checkpoint", true),
];

/// The command line of this process.
pub fn text() -> String {
    of(std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()))
}

/// The command line from its arguments, without what changes nothing about the results.
fn of(arguments: impl Iterator<Item = String>) -> String {
    let mut words = vec!["grassroots".to_owned()];
    let mut arguments = arguments.skip(1);
    while let Some(argument) = arguments.next() {
        let (option, value) = argument.split_once('=').map_or((argument.as_str(), false), |(option, _)| (option, true));
        match PLAIN.iter().find(|(plain, _)| *plain == option) {
            Some((_, follows)) if *follows && !value => drop(arguments.next()),
            Some(_) => {}
            None => words.push(quoted(&argument)),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_nothing_is_left_out_and_the_rest_can_be_pasted_into_a_shell() {
        let told = |words: &[&str]| of(words.iter().map(|&word| word.to_owned()));
        assert_eq!(
            told(&["./target/grassroots", "compare", "a", "b c.toml", "--threads", "2", "--resume", "--fork", "3"]),
            "grassroots compare a 'b c.toml' --fork 3"
        );
        assert_eq!(
            told(&["x", "compare", "--threads=2", "-q", "--set", "a.b=1", "it's"]),
            r"grassroots compare --set a.b=1 'it'\''s'"
        );
    }
}
