//! Commands that are printed to be pasted into a shell.

/// A word as a shell takes it: as it is where that is safe, else in quotes. Letters of any script are safe.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_=.,/:+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(quoted("outputs/a-b_1.toml"), "outputs/a-b_1.toml");
        assert_eq!(quoted("政策.toml"), "政策.toml");
        assert_eq!(quoted("my city.toml"), "'my city.toml'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
