//! The table of a table design: a CSV whose header names keys and whose lines are points. Lines that begin with `#` and
//! empty ones are left out. What spreadsheets, pandas, numpy and R write is read as it is meant: semicolons or tabs between
//! cells, a byte order mark, a first column that counts the rows, a comma at the end of lines, a header behind `#`.

mod cell;

use super::factors::refused;
use super::file::MOST_POINTS;
use super::layout::Row;
use super::role::usual_role;
use crate::error::{Problem, Source, Span};
use crate::parameters::Parameter;
use crate::reading::Reader;
use crate::reading::csv::{self, Cell, Line};
use crate::scenario::registry::registry;
use crate::study::design::Factor;

/// The factors and the points of a table, and what is wrong with it.
pub(super) fn read(source: &Source) -> (Vec<Factor>, Vec<Row>, Vec<Problem>) {
    let mut reader = Reader::of(source);
    let (factors, rows) = points(&mut reader, &source.text).unwrap_or_default();
    if rows.len() as u64 > MOST_POINTS {
        reader.problems.push(Problem::of(source.clone(), format!("the table has more than {MOST_POINTS} points")));
    } else if rows.is_empty() && reader.problems.is_empty() {
        reader.problems.push(
            Problem::of(source.clone(), "the table has no points").help("a header of keys, then a line for each"),
        );
    }
    (factors, rows, reader.problems)
}

fn points(reader: &mut Reader<'_>, text: &str) -> Option<(Vec<Factor>, Vec<Row>)> {
    let (spans, comments) = csv::lines(text);
    let separator = csv::separator(&text[spans.first()?.clone()]);
    let most = MOST_POINTS as usize + 2;
    let mut rows: Vec<Line> = spans.iter().take(most).map(|span| csv::cells(text, span, separator)).collect();
    let mut header = header(reader, text, &mut rows, &comments)?;
    leave_out_a_count(&mut header, &mut rows);
    leave_out_an_empty_end(&mut header, &mut rows);
    let columns = columns(reader, &header);
    let factor = |parameter: &&Parameter| Factor { key: parameter.key(), role: usual_role(parameter) };
    let factors = columns.iter().flatten().map(factor).collect();
    Some((factors, rows.iter().filter_map(|line| row(reader, &columns, line)).collect()))
}

/// The first line; of one that holds numbers, the comment before it, as numpy writes its header. None if neither can be.
fn header(reader: &mut Reader<'_>, text: &str, rows: &mut Vec<Line>, comments: &[Span]) -> Option<Line> {
    let first = rows.first()?;
    let is_number = |word: &str| word.parse::<f64>().is_ok();
    let alone = first.cells.len() == 1 && !first.cells[0].quoted;
    if alone && first.cells[0].text.split_whitespace().count() > 1 {
        let help = "part the cells by commas; of numpy.savetxt that is `delimiter=\",\"`".to_owned();
        reader.problem(first.span.clone(), "the cells are parted by spaces".to_owned(), "no comma", help);
        return None;
    }
    if !first.cells.iter().all(|cell| is_number(&cell.text)) {
        return Some(rows.remove(0));
    }
    let written = comments.last().map(|span| csv::cells(text, span, csv::separator(&text[span.clone()])));
    let names_keys = |line: &Line| line.cells.iter().all(|cell| registry().get(&cell.text).is_some());
    let found = written.filter(names_keys);
    if found.is_none() {
        let help = "the first line names the keys, as in `budget.law,government.pressure`".to_owned();
        reader.problem(first.span.clone(), "the table has no header".to_owned(), "numbers", help);
    }
    found
}

/// Leaves out a first column that counts the rows from 0 or 1, as pandas and R write it: one without a name, or without even a
/// cell in the header, and then in quotes, for `0,5` may be one number.
fn leave_out_a_count(header: &mut Line, rows: &mut [Line]) {
    let unnamed = |cell: &Cell| cell.text.is_empty() || cell.text == "Unnamed: 0";
    let named_all = header.cells.iter().all(|cell| !unnamed(cell));
    let is_longer = |row: &Line| row.cells.len() == header.cells.len() + 1 && row.cells[0].quoted;
    let longer = named_all && rows.iter().all(is_longer);
    let first = header.cells.first().is_some_and(unnamed) && header.cells.len() > 1;
    let number = |row: &Line| row.cells.first().and_then(|cell| cell.text.parse::<usize>().ok());
    let from = rows.first().and_then(number).filter(|from| *from <= 1);
    let counts = from.is_some_and(|from| rows.iter().zip(from..).all(|(row, place)| number(row) == Some(place)));
    if !counts || !(longer || first) {
        return;
    }
    if first {
        header.cells.remove(0);
    }
    rows.iter_mut().for_each(|row| drop(row.cells.remove(0)));
}

/// Leaves out columns at the end that have neither a name nor a value: a comma stands at the end of lines.
fn leave_out_an_empty_end(header: &mut Line, rows: &mut [Line]) {
    let is_empty = |cells: &[Cell]| cells.last().is_some_and(|cell| cell.text.is_empty());
    while header.cells.len() > 1 && is_empty(&header.cells) {
        header.cells.pop();
    }
    for row in rows {
        while row.cells.len() > header.cells.len() && is_empty(&row.cells) {
            row.cells.pop();
        }
    }
}

/// The parameters that the header names; none where it names none.
fn columns(reader: &mut Reader<'_>, header: &Line) -> Vec<Option<&'static Parameter>> {
    let mut columns: Vec<Option<&Parameter>> = Vec::new();
    for (position, Cell { text: key, span, .. }) in header.cells.iter().enumerate() {
        let (span, parameter) = (span.clone(), registry().get(key));
        match parameter.map(|parameter| (parameter, refused(parameter))) {
            None if key.is_empty() => {
                let help = "name its key, or take the column away".to_owned();
                reader.problem(span, format!("column {} has no name", position + 1), "no name", help);
            }
            None => {
                let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
                reader.unknown(section, name, span);
            }
            Some((_, Some(why))) => {
                reader.problem(span, format!("`{key}` cannot be a factor"), "not a factor", why.to_owned());
            }
            Some((_, None)) if header.cells[..position].iter().any(|earlier| earlier.text == *key) => {
                reader.problem(span, format!("`{key}` is a column twice"), "the second", String::new());
            }
            Some(_) => (),
        }
        columns.push(parameter);
    }
    columns
}

/// The point of a line, if every cell holds a value of its column.
fn row(reader: &mut Reader<'_>, columns: &[Option<&Parameter>], line: &Line) -> Option<Row> {
    if line.cells.len() != columns.len() {
        let message = format!("{} values, but the header names {} keys", line.cells.len(), columns.len());
        reader.problem(line.span.clone(), message, "", decimal_comma(line, columns.len()));
        return None;
    }
    let mut values = Vec::with_capacity(columns.len());
    for (column, cell) in columns.iter().zip(&line.cells) {
        let Some(parameter) = column else { continue };
        values.extend(cell::value(reader, parameter, cell));
    }
    (values.len() == columns.len()).then(|| Row { values, place: Some(reader.place(line.span.clone())) })
}

/// Advice where a line has more cells than there are keys since a number in it has a decimal comma.
fn decimal_comma(line: &Line, keys: usize) -> String {
    let number = |pair: &[Cell]| {
        let written = format!("{},{}", pair[0].text, pair[1].text);
        csv::with_decimal_comma(&written).map(|number| (written, number))
    };
    let first = line.cells.windows(2).find_map(number).filter(|_| line.cells.len() > keys);
    first.map_or(String::new(), |(written, number)| {
        format!("where `{written}` is one number, write {number}: a comma parts cells")
    })
}

#[cfg(test)]
mod tests {
    use toml::Value;

    use super::*;

    fn problems(text: &str) -> Vec<String> {
        read(&Source::new("points.csv", text)).2.iter().map(Problem::to_string).collect()
    }

    /// The keys and the lines of a table in which nothing is wrong.
    fn table(text: &str) -> Vec<String> {
        let (factors, rows, problems) = read(&Source::new("points.csv", text));
        assert_eq!(problems, [], "{text}");
        let keys = factors.iter().map(|factor| factor.key.as_str()).collect::<Vec<_>>().join(" ");
        let line = |row: &Row| row.values.iter().map(Value::to_string).collect::<Vec<_>>().join(" ");
        std::iter::once(keys).chain(rows.iter().map(line)).collect()
    }

    #[test]
    fn a_table_gives_its_factors_and_points_in_order() {
        let text = "\u{feff}# from a survey\n\nconsultation.format, government.deadline,budget.law\ntalks,3,0.1\n\n# end\n\"forum\",4,0\n";
        let expected = ["consultation.format government.deadline budget.law", "\"talks\" 3 0.1", "\"forum\" 4 0.0"];
        assert_eq!(table(text), expected);
        let (_, rows, _) = read(&Source::new("points.csv", text));
        let place = rows[1].place.as_ref().expect("a place");
        assert_eq!(place.source.line_column(place.span.start), (7, 1));
    }

    #[test]
    fn what_programs_write_is_read_as_it_is_meant() {
        let expected = ["government.deadline needs.scale", "2 0.5", "4 1.0"];
        for text in [
            ",government.deadline,needs.scale\n0,2.0,0.5\n1,4.0,1.0\n", // pandas, with its index
            "Unnamed: 0,government.deadline,needs.scale\n0,2,0.5\n1,4,1\n", // the same, read and written again
            "\"\",\"government.deadline\",\"needs.scale\"\n\"1\",2,0.5\n\"2\",4,1\n", // write.csv of R
            "\"government.deadline\",\"needs.scale\"\n\"1\",2,0.5\n\"2\",4,1\n", // write.table(sep = \",\") of R
            "# government.deadline,needs.scale\n2.0e+00,5.0e-01\n4.0e+00,1.0e+00\n", // savetxt of numpy
            "\u{feff}government.deadline;needs.scale\r\n2;.5\r\n4;1\r\n", // spreadsheets
            "government.deadline\tneeds.scale\r2\t0.5\r4\t1",
            "government.deadline,needs.scale,\n2,0.5,\n4,1,\n",
            "government.deadline,needs.scale\n2,0.5,,\n4,1,,\n",
        ] {
            assert_eq!(table(text), expected, "{text}");
        }
        // A first column with a name is what it says, whatever it counts.
        assert_eq!(table("government.deadline,needs.scale\n1,0.5\n2,1\n")[1], "1 0.5");
    }

    #[test]
    fn what_cannot_be_read_is_told_as_what_it_is() {
        let starts = |text: &str, expected: &[&str]| {
            let found = problems(text);
            assert_eq!(found.len(), expected.len(), "{found:#?}");
            let all = found.iter().zip(expected).all(|(found, start)| found.starts_with(start));
            assert!(all, "{found:#?}");
        };
        starts("budget.law;needs.scale\n0,08;1\n", &["points.csv:2:1: `0,08` has a decimal comma"]);
        starts("budget.law,needs.scale\n1.0,\"0,08\"\n", &["points.csv:2:5: `0,08` has a decimal"]);
        starts("budget.law,needs.scale\n0,08,1\n", &["points.csv:2:1: 3 values, but the header names 2 keys"]);
        assert!(problems("budget.law,needs.scale\n0,08,1\n")[0].contains("write 0.08"));
        starts(
            "budget.law,needs.scale\n0.1,\n,NaN\n",
            &[
                "points.csv:2:5: `needs.scale` has no value here",
                "points.csv:3:1: `budget.law` has no value here",
                "points.csv:3:2: `needs.scale` has no value here",
            ],
        );
        starts("budget.law needs.scale\n0.1 1\n", &["points.csv:1:1: the cells are parted by spaces"]);
        starts("0.1,1\n0.2,2\n", &["points.csv:1:1: the table has no header"]);
        starts("budget.law,,needs.scale\n0.1,7,1\n", &["points.csv:1:12: column 2 has no name"]);
        starts(",budget.law\n5,0.1\n7,0.2\n", &["points.csv:1:1: column 1 has no name"]);
    }

    #[test]
    fn everything_that_is_wrong_in_a_table_is_told_at_once_with_its_place() {
        let found = problems("government.presure,run.seed,government.deadline\n0.5,1,3\n0.5,1,many\n\n0.5,1\n");
        let starts = [
            "points.csv:1:1: unknown key `presure`",
            "points.csv:1:20: `run.seed` cannot be a factor",
            "points.csv:3:7: `government.deadline` must be a whole number",
            "points.csv:5:1: 2 values, but the header names 3 keys",
        ];
        assert_eq!(found.len(), starts.len(), "{found:#?}");
        for (problem, start) in found.iter().zip(starts) {
            assert!(problem.starts_with(start), "{problem}");
        }
        assert!(problems("budget.law\n")[0].contains("no points"));
        assert!(problems("")[0].contains("no points"));
    }
}
