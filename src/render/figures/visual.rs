//! The order in which letters stand on a line: Hebrew and Arabic run from the right, and Arabic letters have the form that their
//! neighbours ask for. A short form of Unicode's rules (UAX 9): one paragraph, no marks that override; what a name or a
//! description of a scenario needs. SVGs need none of it, since whoever shows them does it.

/// How a letter runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    FromLeft,
    FromRight,
    Number,
    Neutral,
}

/// Arabic letters: the first of their forms (alone, at the end, at the beginning, in the middle), and how many they have.
const FORMS: [(char, u32, u32); 41] = [
    ('\u{621}', 0xfe80, 1),
    ('\u{622}', 0xfe81, 2),
    ('\u{623}', 0xfe83, 2),
    ('\u{624}', 0xfe85, 2),
    ('\u{625}', 0xfe87, 2),
    ('\u{626}', 0xfe89, 4),
    ('\u{627}', 0xfe8d, 2),
    ('\u{628}', 0xfe8f, 4),
    ('\u{629}', 0xfe93, 2),
    ('\u{62a}', 0xfe95, 4),
    ('\u{62b}', 0xfe99, 4),
    ('\u{62c}', 0xfe9d, 4),
    ('\u{62d}', 0xfea1, 4),
    ('\u{62e}', 0xfea5, 4),
    ('\u{62f}', 0xfea9, 2),
    ('\u{630}', 0xfeab, 2),
    ('\u{631}', 0xfead, 2),
    ('\u{632}', 0xfeaf, 2),
    ('\u{633}', 0xfeb1, 4),
    ('\u{634}', 0xfeb5, 4),
    ('\u{635}', 0xfeb9, 4),
    ('\u{636}', 0xfebd, 4),
    ('\u{637}', 0xfec1, 4),
    ('\u{638}', 0xfec5, 4),
    ('\u{639}', 0xfec9, 4),
    ('\u{63a}', 0xfecd, 4),
    ('\u{641}', 0xfed1, 4),
    ('\u{642}', 0xfed5, 4),
    ('\u{643}', 0xfed9, 4),
    ('\u{644}', 0xfedd, 4),
    ('\u{645}', 0xfee1, 4),
    ('\u{646}', 0xfee5, 4),
    ('\u{647}', 0xfee9, 4),
    ('\u{648}', 0xfeed, 2),
    ('\u{649}', 0xfeef, 2),
    ('\u{64a}', 0xfef1, 4),
    ('\u{67e}', 0xfb56, 4),
    ('\u{686}', 0xfb7a, 4),
    ('\u{698}', 0xfb8a, 2),
    ('\u{6a9}', 0xfb8e, 4),
    ('\u{6af}', 0xfb92, 4),
];

/// Pairs that turn where the line runs from the right.
const MIRRORED: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('\u{ab}', '\u{bb}')];

/// Whether a letter runs from the right.
pub fn runs_from_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}') && !is_number(letter)
}

/// Letters as they stand from the left.
pub fn in_order(text: &str) -> Vec<char> {
    let mut letters = shaped(&text.chars().collect::<Vec<_>>());
    if !letters.iter().any(|&letter| runs_from_right(letter)) {
        return letters;
    }
    let levels = levels(&letters);
    for (letter, level) in letters.iter_mut().zip(&levels) {
        if level % 2 == 1 {
            *letter = mirrored(*letter);
        }
    }
    reversed(letters, levels)
}

/// Turns around every stretch of a level or a higher one, from the highest down.
fn reversed(mut letters: Vec<char>, mut levels: Vec<u8>) -> Vec<char> {
    for level in (1..=2).rev() {
        let mut start = 0;
        while start < letters.len() {
            let length = levels[start..].iter().take_while(|&&other| other >= level).count();
            letters[start..start + length].reverse();
            levels[start..start + length].reverse();
            start += length.max(1);
        }
    }
    letters
}

/// 0 for letters from the left, 1 from the right, 2 from the left within those from the right.
fn levels(letters: &[char]) -> Vec<u8> {
    let runs: Vec<Run> = letters.iter().map(|&letter| run(letter)).collect();
    let strong = |run: &&Run| matches!(run, Run::FromLeft | Run::FromRight);
    let base = *runs.iter().find(strong).unwrap_or(&Run::FromLeft);
    let level = |(place, run): (usize, &Run)| match (run, base) {
        (Run::FromRight, _) => 1,
        (Run::FromLeft, Run::FromRight) => 2,
        (Run::FromLeft, _) => 0,
        (Run::Number, _) => match runs[..place].iter().rev().find(strong).unwrap_or(&base) {
            Run::FromRight => 2,
            _ if base == Run::FromRight => 2,
            _ => 0,
        },
        (Run::Neutral, _) => {
            let known = |run: &&Run| **run != Run::Neutral;
            let before = runs[..place].iter().rev().find(known).unwrap_or(&base);
            let after = runs[place..].iter().find(known).unwrap_or(&base);
            let (from_right, outer) = (|run: &Run| *run != Run::FromLeft, u8::from(base == Run::FromRight));
            match (*before, *after) {
                (Run::FromLeft, Run::FromLeft) => 2 * outer,
                (before, after) if from_right(&before) && from_right(&after) && levels_meet(before, after) => 1,
                _ => outer,
            }
        }
    };
    runs.iter().enumerate().map(level).collect()
}

/// Whether what stands between two such runs goes with letters from the right: one of them is such.
fn levels_meet(before: Run, after: Run) -> bool {
    before == Run::FromRight || after == Run::FromRight
}

fn run(letter: char) -> Run {
    match letter {
        letter if is_number(letter) => Run::Number,
        letter if runs_from_right(letter) => Run::FromRight,
        letter if letter.is_alphabetic() => Run::FromLeft,
        _ => Run::Neutral,
    }
}

fn is_number(letter: char) -> bool {
    matches!(letter, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

fn mirrored(letter: char) -> char {
    let turned = |&(open, close): &(char, char)| match letter {
        _ if letter == open => Some(close),
        _ if letter == close => Some(open),
        _ => None,
    };
    MIRRORED.iter().find_map(turned).unwrap_or(letter)
}

/// Arabic letters in the form that their neighbours ask for; lam and alef as one letter.
fn shaped(letters: &[char]) -> Vec<char> {
    let mut shaped = Vec::with_capacity(letters.len());
    let mut place = 0;
    while place < letters.len() {
        let (letter, taken) = match (letters[place], letters.get(place + 1).copied().and_then(lam_alef)) {
            ('\u{644}', Some(alone)) => (joined(letters, place, alone, 2), 2),
            (letter, _) => match forms(letter) {
                Some((first, count)) => (joined(letters, place, first, count), 1),
                None => (letter, 1),
            },
        };
        shaped.push(letter);
        place += taken;
    }
    shaped
}

/// The form of a letter that has so many, the first of which stands alone.
fn joined(letters: &[char], place: usize, first: u32, count: u32) -> char {
    let is_mark = |letter: &&char| matches!(**letter, '\u{64b}'..='\u{652}' | '\u{670}');
    let before = letters[..place].iter().rev().find(|letter| !is_mark(letter));
    let after = letters[place + 1..].iter().find(|letter| !is_mark(letter));
    // A letter of two forms takes hold of the one before it only.
    let holds_on = |letter: &char| *letter == '\u{640}' || forms(*letter).is_some_and(|(_, count)| count == 4);
    let takes_hold = |letter: &char| *letter == '\u{640}' || forms(*letter).is_some_and(|(_, count)| count > 1);
    let from = count > 1 && before.is_some_and(holds_on);
    let to = count == 4 && after.is_some_and(takes_hold);
    let form = match (from, to) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    char::from_u32(first + form).unwrap_or(letters[place])
}

fn forms(letter: char) -> Option<(u32, u32)> {
    if letter == '\u{6cc}' {
        return Some((0xfbfc, 4));
    }
    FORMS.iter().find(|(other, ..)| *other == letter).map(|&(_, first, count)| (first, count))
}

/// The one letter that a lam makes with this alef.
fn lam_alef(alef: char) -> Option<u32> {
    match alef {
        '\u{622}' => Some(0xfef5),
        '\u{623}' => Some(0xfef7),
        '\u{625}' => Some(0xfef9),
        '\u{627}' => Some(0xfefb),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> String {
        in_order(text).into_iter().collect()
    }

    #[test]
    fn what_runs_from_the_left_stays() {
        assert_eq!(order("law_0.1 (two arms), \u{4fe1}\u{4efb}"), "law_0.1 (two arms), \u{4fe1}\u{4efb}");
    }

    #[test]
    fn hebrew_stands_from_the_right_and_numbers_in_it_from_the_left() {
        assert_eq!(order("\u{5d0}\u{5d1}\u{5d2}"), "\u{5d2}\u{5d1}\u{5d0}");
        assert_eq!(order("arm \u{5d0}\u{5d1} \u{5d2}\u{5d3} of"), "arm \u{5d3}\u{5d2} \u{5d1}\u{5d0} of");
        assert_eq!(order("\u{5d0}\u{5d1} 12 \u{5d2}"), "\u{5d2} 12 \u{5d1}\u{5d0}");
        assert_eq!(order("\u{5d0}\u{5d1} (law) \u{5d2}"), "\u{5d2} (law) \u{5d1}\u{5d0}");
    }

    #[test]
    fn arabic_letters_join() {
        // seen, lam and alef as one, meem: beginning, end; alone.
        assert_eq!(order("\u{633}\u{644}\u{627}\u{645}"), "\u{fee1}\u{fefc}\u{feb3}");
        // beh in all four forms.
        assert_eq!(order("\u{628} \u{628}\u{628}\u{628}"), "\u{fe90}\u{fe92}\u{fe91} \u{fe8f}");
    }
}
