//! Aligned columns, and numbers with their sign.

/// Rows with their columns aligned, each after an indent; the last column is not padded.
pub fn aligned<const N: usize>(indent: &str, rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
        out.push_str(indent);
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
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
    }

    #[test]
    fn nothing_is_not_negative() {
        assert_eq!(signed(-0.0001, 3), "+0.000");
        assert_eq!(signed(-0.001, 3), "-0.001");
    }
}
