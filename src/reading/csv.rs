//! The lines and cells of a CSV, each with its place in the text, and what programs write into cells.

use crate::error::Span;

/// A line that is neither empty nor a comment.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) cells: Vec<Cell>,
}

/// A cell: its text without quotes and white, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Whether it is in quotes, so that nothing in it parts cells.
    pub(crate) quoted: bool,
}

/// The lines of a text, and the comments before the first of them, without their sign.
pub(crate) fn lines(text: &str) -> (Vec<Span>, Vec<Span>) {
    let (mut lines, mut comments) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split(['\n', '\r']) {
        let span = trimmed(line, start);
        let content = &text[span.clone()];
        if let Some(comment) = content.strip_prefix('#') {
            let before = lines.is_empty().then(|| trimmed(comment, span.start + 1));
            comments.extend(before);
        } else if !content.is_empty() {
            lines.push(span);
        }
        start += line.len() + 1;
    }
    (lines, comments)
}

/// The part of a text without the white at its ends, where the text begins at a byte of another one.
fn trimmed(text: &str, start: usize) -> Span {
    let white = |c: char| c.is_whitespace() && c != '\t' || c == '\u{feff}';
    let begin = start + text.len() - text.trim_start_matches(white).len();
    begin..(begin + text.trim_matches(white).len())
}

/// The cells of a line.
pub(crate) fn cells(text: &str, line: &Span, separator: char) -> Line {
    let mut cells = Vec::new();
    let (mut start, mut in_quotes) = (line.start, false);
    let content = &text[line.clone()];
    for (byte, sign) in content.char_indices() {
        in_quotes ^= sign == '"';
        if sign == separator && !in_quotes {
            cells.push(cell(text, start..line.start + byte));
            start = line.start + byte + sign.len_utf8();
        }
    }
    cells.push(cell(text, start..line.end));
    Line { span: line.clone(), cells }
}

fn cell(text: &str, span: Span) -> Cell {
    let raw = &text[span.clone()];
    let begin = span.start + raw.len() - raw.trim_start().len();
    let raw = raw.trim();
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let span = begin..(begin + raw.len());
    match inner {
        Some(inner) => Cell { text: inner.replace("\"\"", "\"").trim().to_owned(), span, quoted: true },
        None => Cell { text: raw.to_owned(), span, quoted: false },
    }
}

/// What parts the cells of a line: a comma, else a semicolon or a tab where there is one.
pub(crate) fn separator(line: &str) -> char {
    let outside = |sign: char| line.split('"').step_by(2).any(|part| part.contains(sign));
    [',', ';', '\t'].into_iter().find(|&sign| outside(sign)).unwrap_or(',')
}

/// How programs write that there is no value.
const MISSING: [&str; 7] = ["", "na", "nan", "n/a", "null", "none", "#n/a"];

/// Whether a cell says that there is no value.
pub(crate) fn is_missing(text: &str) -> bool {
    MISSING.contains(&text.to_lowercase().as_str())
}

/// A number with a decimal comma, with a point instead.
pub(crate) fn with_decimal_comma(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once(',')?;
    let digits = whole.trim_start_matches(['-', '+']);
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = format!("{whole}.{fraction}");
    (are_digits(digits) && number.parse::<f64>().is_ok()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_is_seen() {
        assert_eq!(
            ["0,08", "-1,5e3", "1,2,3", "a,1", "12"].map(with_decimal_comma),
            [Some("0.08".to_owned()), Some("-1.5e3".to_owned()), None, None, None]
        );
    }

    #[test]
    fn cells_stand_where_they_stand_in_quotes_or_not() {
        let text = "\u{feff}# a note\r\n\r\n a , \"b, \"\"c\"\"\",\r\n";
        let (found, comments) = lines(text);
        assert_eq!((found.len(), &text[comments[0].clone()]), (1, "a note"));
        let line = cells(text, &found[0], ',');
        let texts: Vec<_> = line.cells.iter().map(|cell| (cell.text.as_str(), &text[cell.span.clone()])).collect();
        assert_eq!(texts, [("a", "a"), ("b, \"c\"", "\"b, \"\"c\"\"\""), ("", "")]);
    }

    #[test]
    fn what_parts_cells_is_seen_outside_of_quotes() {
        assert_eq!(["a,b;c", "a;b", "a\tb", "a", "\"a,b\";c"].map(separator), [',', ';', '\t', ',', ';']);
    }
}
