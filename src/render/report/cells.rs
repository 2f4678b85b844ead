//! Cells of tables: on a narrow screen, where a row becomes a card, each says what it is; and lines break between words only.

use maud::{Markup, PreEscaped, html};

/// A longer word may be broken anywhere: no page is wide enough for every name.
const LONGEST: usize = 24;

/// A cell with the head of its column.
pub fn cell(head: &str, content: impl maud::Render) -> Markup {
    html! { td data-label=(head) { (content) } }
}

/// A name that may be broken behind its marks, as in `more_` `law`, but within no word.
pub fn name(text: &str) -> Markup {
    let mut run = 0;
    html! {
        @for letter in text.chars() {
            (letter.to_string())
            @if may_break(letter, &mut run) { (PreEscaped("<wbr>")) }
        }
    }
}

/// Whether a line may end behind a letter; `run` counts the letters since the last such place.
fn may_break(letter: char, run: &mut usize) -> bool {
    *run = if letter.is_whitespace() { 0 } else { *run + 1 };
    let ends = "_-./:+".contains(letter) || *run >= LONGEST;
    *run = if ends { 0 } else { *run };
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_break_behind_their_marks_and_words_only_where_no_page_has_room() {
        assert_eq!(name("more_law").into_string(), "more_<wbr>law");
        assert_eq!(name("a<b budget.law").into_string(), "a&lt;b budget.<wbr>law");
        assert_eq!(name("governmental").into_string(), "governmental");
        let long = name(&"x".repeat(30)).into_string();
        assert_eq!(long, format!("{}<wbr>{}", "x".repeat(24), "x".repeat(6)));
    }
}
