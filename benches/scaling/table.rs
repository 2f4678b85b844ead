//! Tables in Markdown.

/// Prints a table with a heading and what is to be said about it.
pub fn print<const N: usize>(heading: &str, note: &str, head: [&str; N], rows: &[[String; N]]) {
    println!("\n## {heading}\n\n{note}\n");
    println!("| {} |", head.join(" | "));
    println!("|{}", "---|".repeat(N));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
}

/// A whole number with commas between thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|part| str::from_utf8(part).ok()).collect();
    parts.join(",")
}
