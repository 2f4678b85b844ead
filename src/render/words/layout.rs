//! Aligned columns, and numbers with their sign.

/// Rows with their columns aligned, each after an indent; the last column is not padded.
pub fn aligned<const N: usize>(indent: &str, rows: &[[String; N]]) -> String {
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(widest).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| left(cell, width)).collect();
        out.push_str(indent);
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// A text with spaces after it up to a width.
pub(super) fn left(text: &str, wanted: usize) -> String {
    text.to_owned() + &" ".repeat(wanted.saturating_sub(width(text)))
}

/// A text with spaces before it up to a width.
pub(super) fn right(text: &str, wanted: usize) -> String {
    " ".repeat(wanted.saturating_sub(width(text))) + text
}

/// Columns of a terminal that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

/// Whether a letter takes two columns, as Chinese ones and their punctuation do.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

/// A number with its sign, and no minus before what rounds to zero.
pub fn signed(value: f64, places: usize) -> String {
    let text = format!("{value:+.places$}");
    if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { text } else { text.replace('-', "+") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_end_without_spaces() {
        let rows =
            [["a".to_owned(), "市市".to_owned(), "1".to_owned()], ["long".to_owned(), "b".to_owned(), String::new()]];
        assert_eq!(aligned("  ", &rows), "  a     市市  1\n  long  b\n");
        let rows = [["信任".to_owned(), "1".to_owned()], ["a".to_owned(), "2".to_owned()]];
        assert_eq!(aligned("", &rows), "信任  1\na     2\n", "a Chinese letter is as wide as two others");
    }

    #[test]
    fn nothing_is_not_negative() {
        assert_eq!(signed(-0.0001, 3), "+0.000");
        assert_eq!(signed(-0.001, 3), "-0.001");
    }
}
