//! Names close to a word that is none.

/// Whether a word may be a misspelling of a name: at most a third of its letters differ.
pub(crate) fn close(word: &str, name: &str) -> bool {
    distance(word, name) <= (name.chars().count() / 3).max(1)
}

fn distance(word: &str, name: &str) -> usize {
    strsim::damerau_levenshtein(&word.to_lowercase(), name)
}

/// The name nearest to a word, if any is close.
pub(crate) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    names.into_iter().filter(|name| close(word, name)).min_by_key(|name| distance(word, name))
}

/// The names that may be meant by a word: the nearest, else those that begin with it.
pub(crate) fn alike<'a>(word: &str, names: impl Iterator<Item = &'a str> + Clone) -> Vec<&'a str> {
    const SHORTEST: usize = 3;
    let begun = |name: &&str| word.chars().count() >= SHORTEST && name.starts_with(&word.to_lowercase());
    nearest(word, names.clone()).map_or_else(|| names.filter(begun).collect(), |near| vec![near])
}

/// "did you mean ...?" if a name is close, else the names to choose from.
pub(crate) fn suggest(word: &str, names: &[&str]) -> String {
    match nearest(word, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("choose from: {}", names.join(", ")),
    }
}
