//! The form of every table that the program writes: a real number has a point, a whole number none, and Parquet has the
//! same columns with the types that are declared, for readers guess the type of a column of CSV from its first lines.

#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::Command;

use parquet::basic::Type;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use tempfile::TempDir;

const WHOLE: [&str; 17] = [
    "run",
    "point",
    "replicate",
    "seed",
    "round",
    "replicates",
    "same_sign",
    "window",
    "n",
    "resident",
    "district",
    "community",
    "ses_third",
    "government.deadline",
    "draw",
    "against",
    "pairs",
];
const FLAGS: [&str; 3] = ["primary", "adopter", "formats.talks.paid"];
const WORDS: [&str; 16] = [
    "group",
    "column",
    "unit",
    "reference",
    "arm",
    "outcome",
    "status",
    "stage",
    "message",
    "need",
    "need_category",
    "need_kind",
    "need_channel",
    "consultation.format",
    "key",
    "value",
];

const SMALL: &str = "extends = 'baseline'\nrun = { warm_up = 2, rounds = 6 }\npopulation.residents = 5";
const MORE: &str = "extends = 'small.toml'\nbudget.law = 0.1";
const SWEPT: &str = "
base = 'small.toml'
replicates = 2
keep_rounds = true
outcomes = ['trust_government', { column = 'backlog', reduce = 'first_round', above = 1e9 }]
design.kind = 'factorial'
[factors]
'government.deadline' = [2, 4]
'needs.scale' = [1]
'formats.talks.paid' = [true, false]
'consultation.format' = ['talks', 'forum']
";

/// A folder with the results of a run, a comparison and a sweep in it.
fn results() -> TempDir {
    let place = TempDir::new().expect("a folder");
    for (name, text) in [("small.toml", SMALL), ("more.toml", MORE), ("swept.toml", SWEPT)] {
        std::fs::write(place.path().join(name), text).expect("a file");
    }
    for words in [
        "run small.toml --replicates 2 --snapshot 5 --parquet",
        "compare small.toml more.toml --replicates 4 --primary gain",
        "sweep swept.toml",
    ] {
        let program = assert_cmd::cargo::cargo_bin("grassroots");
        let done = Command::new(program).current_dir(place.path()).args(words.split(' ')).output().expect("it starts");
        assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
    }
    place
}

/// The tables below a folder that have this ending.
fn tables(place: &TempDir, ending: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(place.path().join("outputs")).expect("results");
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.expect("an entry").path()).expect("a folder"));
    let paths = files.map(|file| file.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Whether a cell has the form of its column. What is missing is empty.
fn fits(column: &str, cell: &str) -> bool {
    match column {
        _ if cell.is_empty() || WORDS.contains(&column) => true,
        _ if WHOLE.contains(&column) => cell.parse::<i64>().is_ok(),
        _ if FLAGS.contains(&column) => ["TRUE", "FALSE"].contains(&cell),
        _ => cell.contains('.') && cell.parse::<f64>().is_ok_and(f64::is_finite),
    }
}

fn rows(path: &Path) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let header = reader.headers().expect("a header").clone();
    (header, reader.records().map(|row| row.expect("as many cells as columns")).collect())
}

fn csv_has_its_forms(path: &Path) {
    let (header, rows) = rows(path);
    assert!(!rows.is_empty(), "{}", name(path));
    for row in &rows {
        for (column, cell) in header.iter().zip(row) {
            assert!(fits(column, cell), "{}: {column} is `{cell}`", name(path));
        }
    }
}

fn declared(column: &str) -> Type {
    match column {
        _ if WORDS.contains(&column) => Type::BYTE_ARRAY,
        _ if WHOLE.contains(&column) => Type::INT64,
        _ if FLAGS.contains(&column) => Type::BOOLEAN,
        _ => Type::DOUBLE,
    }
}

/// A value as CSV has it; what is null is empty.
fn text(value: &Field) -> String {
    match value {
        Field::Null => String::new(),
        Field::Bool(flag) => grassroots::render::tables::flag(*flag),
        Field::Long(whole) => whole.to_string(),
        Field::Double(real) => grassroots::render::tables::number(*real),
        Field::Str(words) => words.clone(),
        other => panic!("a type of its own: {other}"),
    }
}

fn parquet_has_its_types(path: &Path) -> Vec<Vec<String>> {
    let file = std::fs::File::open(path).expect("a file");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    for column in reader.metadata().file_metadata().schema_descr().columns() {
        assert_eq!(column.physical_type(), declared(column.name()), "{}: {}", name(path), column.name());
    }
    let rows = reader.into_iter().map(|row| row.expect("a row").into_columns());
    rows.map(|row| row.iter().map(|(_, value)| text(value)).collect()).collect()
}

#[test]
fn every_column_of_every_table_has_the_form_of_its_type() {
    let place = results();
    let found = tables(&place, "csv");
    let names: Vec<String> = found.iter().map(|path| name(path)).collect();
    for expected in
        ["rounds.csv", "summary.csv", "runs.csv", "points.csv", "differences.csv", "differences_by_round.csv"]
    {
        assert!(names.iter().any(|name| name == expected), "{expected} among {names:?}");
    }
    found.iter().for_each(|path| csv_has_its_forms(path));
    let typed = tables(&place, "parquet");
    assert_eq!(typed.len(), 6, "rounds of all three, a snapshot of two replicates, runs of the sweep: {typed:?}");
    for path in typed {
        let rows_of_parquet = parquet_has_its_types(&path);
        let csv = path.with_extension("csv");
        if csv.exists() {
            let (_, rows) = rows(&csv);
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().collect()).collect();
            assert_eq!(rows_of_parquet, rows, "{}", name(&path));
        }
    }
}
