//! The table of a table design: a CSV whose header names keys and whose lines are points. Lines that begin with `#` and
//! empty ones are left out.

use toml::Value;
use toml::de::DeValue;

use super::factors::refused;
use super::file::MOST_POINTS;
use super::layout::Row;
use super::role::usual_role;
use crate::error::{Problem, Source, Span};
use crate::parameters::Parameter;
use crate::reading::Reader;
use crate::scenario::registry::registry;
use crate::study::design::Factor;

/// The factors and the points of a table, and what is wrong with it.
pub(super) fn read(source: &Source) -> (Vec<Factor>, Vec<Row>, Vec<Problem>) {
    let mut reader = Reader::of(source);
    let mut lines = csv::ReaderBuilder::new();
    let lines = lines.has_headers(false).flexible(true).trim(csv::Trim::All).comment(Some(b'#'));
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let before = source.text.len() - text.len();
    let mut records = lines.from_reader(text.as_bytes()).into_records().map_while(Result::ok);
    let cells = |record: &csv::StringRecord| {
        let byte = record.position().map_or(0, csv::Position::byte) as usize;
        Cells::of(&source.text, before + byte, record.len())
    };
    let header = records.next().unwrap_or_default();
    let columns = columns(&mut reader, &header, &cells(&header));
    let mut rows = Vec::new();
    for record in records.take(MOST_POINTS as usize + 1) {
        rows.extend(row(&mut reader, &columns, &record, &cells(&record)));
    }
    if rows.len() as u64 > MOST_POINTS {
        reader.problems.push(Problem::of(source.clone(), format!("the table has more than {MOST_POINTS} points")));
    } else if rows.is_empty() && reader.problems.is_empty() {
        reader.problems.push(
            Problem::of(source.clone(), "the table has no points").help("a header of keys, then a line for each"),
        );
    }
    let factor = |parameter: &&Parameter| Factor { key: parameter.key(), role: usual_role(parameter) };
    (columns.iter().flatten().map(factor).collect(), rows, reader.problems)
}

/// The parameters that the header names; none where it names none.
fn columns(reader: &mut Reader<'_>, header: &csv::StringRecord, cells: &Cells) -> Vec<Option<&'static Parameter>> {
    let mut columns: Vec<Option<&Parameter>> = Vec::new();
    for (position, key) in header.iter().enumerate() {
        let span = cells.span(position);
        let parameter = registry().get(key);
        match parameter.map(|parameter| (parameter, refused(parameter))) {
            None => {
                let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
                reader.unknown(section, name, span);
            }
            Some((_, Some(why))) => {
                reader.problem(span, format!("`{key}` cannot be a factor"), "not a factor", why.to_owned());
            }
            Some((_, None)) if header.iter().take(position).any(|earlier| earlier == key) => {
                reader.problem(span, format!("`{key}` is a column twice"), "the second", String::new());
            }
            Some(_) => (),
        }
        columns.push(parameter);
    }
    columns
}

/// The point of a line, if every cell holds a value of its column.
fn row(
    reader: &mut Reader<'_>,
    columns: &[Option<&Parameter>],
    record: &csv::StringRecord,
    cells: &Cells,
) -> Option<Row> {
    if record.len() != columns.len() {
        let message = format!("{} values, but the header names {} keys", record.len(), columns.len());
        reader.problem(cells.line.clone(), message, "", String::new());
        return None;
    }
    let mut values = Vec::with_capacity(columns.len());
    for (position, (column, text)) in columns.iter().zip(record).enumerate() {
        let Some(parameter) = column else { continue };
        values.extend(cell(reader, parameter, text, cells.span(position)));
    }
    (values.len() == columns.len()).then(|| Row { values, place: Some(reader.place(cells.line.clone())) })
}

/// A number or a flag as in TOML, or a name without quotes.
fn cell(reader: &mut Reader<'_>, parameter: &Parameter, text: &str, span: Span) -> Option<Value> {
    let value = DeValue::parse(text).map_or_else(|_| DeValue::String(text.into()), |value| value.into_inner());
    let node = toml::Spanned::new(span, value);
    reader.value(&parameter.key(), &parameter.range, &node).map(|setting| setting.value)
}

/// Where a record and its cells stand.
struct Cells {
    line: Span,
    ends: Vec<Span>,
}

impl Cells {
    /// The record that begins after a byte, behind empty lines and comments. Cells in quotes are not told apart.
    fn of(text: &str, byte: usize, cells: usize) -> Self {
        let mut start = byte.min(text.len());
        let line = loop {
            let rest = text.get(start..).unwrap_or_default();
            let line = rest.split_inclusive('\n').next().unwrap_or_default();
            let content = line.trim_end();
            if line.is_empty() || !(content.is_empty() || content.starts_with('#')) {
                break start..start + content.len();
            }
            start += line.len();
        };
        let content = text.get(line.clone()).unwrap_or_default();
        let mut at = line.start;
        let mut ends = Vec::new();
        for cell in content.split(',') {
            let begin = at + cell.len() - cell.trim_start().len();
            ends.push(begin..(begin + cell.trim().len()));
            at += cell.len() + 1;
        }
        let plain = ends.len() == cells && !content.contains('"');
        Self { line, ends: if plain { ends } else { Vec::new() } }
    }

    fn span(&self, position: usize) -> Span {
        self.ends.get(position).unwrap_or(&self.line).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        read(&Source::new("points.csv", text)).2.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn a_table_gives_its_factors_and_points_in_order() {
        let text = "\u{feff}# from a survey\n\nconsultation.format, government.deadline,budget.law\ntalks,3,0.1\n\n# end\n\"forum\",4,0\n";
        let (factors, rows, problems) = read(&Source::new("points.csv", text));
        assert_eq!(problems, []);
        let keys: Vec<_> = factors.iter().map(|factor| factor.key.as_str()).collect();
        assert_eq!(keys, ["consultation.format", "government.deadline", "budget.law"]);
        let text = |row: &Row| row.values.iter().map(Value::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(rows.iter().map(text).collect::<Vec<_>>(), ["\"talks\" 3 0.1", "\"forum\" 4 0.0"]);
        let place = rows[1].place.as_ref().expect("a place");
        assert_eq!(place.source.line_column(place.span.start), (7, 1));
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
