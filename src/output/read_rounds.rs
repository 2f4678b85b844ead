//! Reads `rounds.csv` back, for figures of results on disk. Columns may stand in any order; those that this version does
//! not know are left out, and those that the file does not have are missing.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use csv::StringRecord;

use super::{Error, Result, reading};
use crate::observe::{self, COLUMNS, Group, Run};
use crate::render::tables::ROUND_KEYS as KEYS;
use crate::streams::Seeds;

/// What a file of rounds holds.
#[derive(Debug)]
pub struct Rounds {
    /// The replicates, in the order of the file. Their seed is 0: the file does not know it, the manifest does.
    pub runs: Vec<Run>,
    /// What was left out because the file breaks off, for the user to know; none when it is whole.
    pub torn: Option<String>,
    /// Columns that this version knows and the file does not have.
    pub missing: Vec<&'static str>,
}

/// Reads a file of rounds. A last line or round that breaks off is left out and told; other damage is an error that names
/// the line and column.
pub fn read_rounds(path: &Path) -> Result<Rounds> {
    let mut file = File::open(path).map_err(reading(path))?;
    let length = file.metadata().map_err(reading(path))?.len();
    let whole = end_of_last_line(&mut file, length).map_err(reading(path))?;
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(file.take(whole));
    let header = csv.headers().map_err(|error| unreadable(path, &error))?.clone();
    let mut reader = Reader::new(path, &header)?;
    for record in csv.records() {
        reader.take(&record.map_err(|error| unreadable(path, &error))?)?;
    }
    reader.finish(whole < length)
}

/// The position behind the last line feed: what follows was not written to its end.
fn end_of_last_line(file: &mut File, length: u64) -> std::io::Result<u64> {
    const STEP: u64 = 1 << 16;
    let mut end = length;
    while end > 0 {
        let start = end.saturating_sub(STEP);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.by_ref().take(end - start).read_to_end(&mut bytes)?;
        if let Some(position) = bytes.iter().rposition(|&byte| byte == b'\n') {
            end = start + position as u64 + 1;
            break;
        }
        end = start;
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(end)
}

/// Where a cell of the file goes.
enum Place {
    Replicate,
    Round,
    Group,
    Column(usize),
    Unknown,
}

/// A row as read: its keys, and the values in the order of [`COLUMNS`].
struct Row {
    line: u64,
    replicate: u32,
    round: u32,
    group: Group,
    values: Vec<f64>,
}

/// The rounds of one replicate that are being read; the last may lack groups until its rows have come.
struct Pending {
    replicate: u32,
    run: Option<Run>,
    round: u32,
    groups: Vec<Group>,
    values: Vec<f64>,
}

struct Reader<'a> {
    path: &'a Path,
    names: Vec<String>,
    places: Vec<Place>,
    runs: Vec<Run>,
    pending: Option<Pending>,
}

impl<'a> Reader<'a> {
    fn new(path: &'a Path, header: &StringRecord) -> Result<Self> {
        let names: Vec<String> = header.iter().map(str::to_owned).collect();
        let this =
            Self { path, places: names.iter().map(|name| place(name)).collect(), names, runs: vec![], pending: None };
        let missing = KEYS.iter().find(|key| !this.names.iter().any(|name| name == *key));
        let twice = this.names.iter().enumerate().find(|(position, name)| this.names[..*position].contains(name));
        match (missing, twice) {
            (Some(key), _) => Err(this.damaged(1, format!("no column `{key}`: is this a rounds.csv of this program?"))),
            (_, Some((_, name))) => Err(this.damaged(1, format!("the column `{name}` is there twice"))),
            _ => Ok(this),
        }
    }

    fn missing(&self) -> Vec<&'static str> {
        let names = COLUMNS.iter().map(|column| column.name);
        names.filter(|name| !self.names.iter().any(|present| present == name)).collect()
    }

    fn damaged(&self, line: u64, problem: String) -> Error {
        Error::Damaged { path: self.path.to_owned(), line, problem }
    }

    fn take(&mut self, record: &StringRecord) -> Result<()> {
        let row = self.row(record)?;
        let line = row.line;
        match self.pending.take() {
            Some(pending) if pending.replicate == row.replicate => self.pending = Some(pending),
            Some(pending) => self.close(pending, line)?,
            None => {}
        }
        let pending = self.pending.get_or_insert_with(|| Pending::new(row.replicate));
        let taken = pending.take(row);
        taken.map_err(|problem| self.damaged(line, problem))
    }

    fn row(&self, record: &StringRecord) -> Result<Row> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != self.names.len() {
            let problem = format!("{} cells, but the header has {} columns", record.len(), self.names.len());
            return Err(self.damaged(line, problem));
        }
        let mut row = Row { line, replicate: 0, round: 0, group: Group::City, values: vec![f64::NAN; COLUMNS.len()] };
        for (position, cell) in record.iter().enumerate() {
            let placed = self.places[position].put(cell, &mut row);
            placed.ok_or_else(|| {
                self.damaged(
                    line,
                    format!("column `{}`: `{cell}` is not {}", self.names[position], self.places[position].kind()),
                )
            })?;
        }
        Ok(row)
    }

    /// Files away a replicate whose rows have ended; its last round must be whole.
    fn close(&mut self, mut pending: Pending, line: u64) -> Result<()> {
        if !pending.push_round() {
            let problem = format!("round {} of replicate {} lacks groups", pending.round, pending.replicate);
            return Err(self.damaged(line, problem));
        }
        self.runs.extend(pending.run);
        Ok(())
    }

    fn finish(mut self, line_torn: bool) -> Result<Rounds> {
        let mut torn =
            line_torn.then(|| format!("{} breaks off in its last line, which is left out", self.path.display()));
        if let Some(mut pending) = self.pending.take() {
            if !pending.push_round() {
                let (path, round) = (self.path.display(), pending.round);
                torn = Some(format!(
                    "{path} breaks off in round {round} of replicate {}, which is left out",
                    pending.replicate
                ));
            }
            self.runs.extend(pending.run);
        }
        match self.runs.is_empty() {
            true => Err(self.damaged(1, "no whole round is in this file".to_owned())),
            false => Ok(Rounds { missing: self.missing(), runs: self.runs, torn }),
        }
    }
}

impl Pending {
    fn new(replicate: u32) -> Self {
        Self { replicate, run: None, round: 0, groups: Vec::new(), values: Vec::new() }
    }

    /// Adds a row. The first round says which groups there are, and in which order they stand in all others.
    fn take(&mut self, row: Row) -> std::result::Result<(), String> {
        if row.round == self.round + 1 && !self.groups.is_empty() {
            if !self.push_round() {
                return Err(format!("round {} of replicate {} lacks groups", self.round, self.replicate));
            }
            self.round += 1;
        } else if row.round != self.round {
            return Err(format!("column `round`: {} where {} was to come", row.round, self.round));
        }
        let expected = self.run.as_ref().map(|run| run.groups().get(self.groups.len()).copied());
        if self.groups.contains(&row.group) || expected.is_some_and(|group| group != Some(row.group)) {
            return Err(format!("column `group`: `{}` is not the group to come", row.group));
        }
        self.groups.push(row.group);
        self.values.extend(row.values);
        Ok(())
    }

    /// Moves the rows of a round into the run; false where groups are missing.
    fn push_round(&mut self) -> bool {
        let (groups, values) = (std::mem::take(&mut self.groups), std::mem::take(&mut self.values));
        let seeds = Seeds { seed: 0, replicate: self.replicate, city_seed: None };
        let run = self.run.get_or_insert_with(|| Run::new(seeds, groups.clone(), COLUMNS.len()));
        let whole = run.groups() == groups;
        if whole {
            run.push(&values);
        }
        whole
    }
}

fn place(name: &str) -> Place {
    match name {
        "replicate" => Place::Replicate,
        "round" => Place::Round,
        "group" => Place::Group,
        _ => observe::column(name).map_or(Place::Unknown, Place::Column),
    }
}

impl Place {
    /// Reads a cell into its place in the row; `None` if it is not of the kind that belongs there.
    fn put(&self, cell: &str, row: &mut Row) -> Option<()> {
        match self {
            Place::Replicate => row.replicate = cell.parse().ok()?,
            Place::Round => row.round = cell.parse().ok()?,
            Place::Group => row.group = Group::parse(cell)?,
            Place::Column(_) if cell.is_empty() => {}
            Place::Column(column) => row.values[*column] = cell.parse().ok().filter(|value: &f64| value.is_finite())?,
            Place::Unknown => {}
        }
        Some(())
    }

    fn kind(&self) -> &'static str {
        match self {
            Place::Replicate | Place::Round => "a whole number",
            Place::Group => "a group such as city, district_1 or ses_low",
            Place::Column(_) | Place::Unknown => "a number",
        }
    }
}

fn unreadable(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    Error::Damaged { path: path.to_owned(), line, problem: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;
    use crate::output::RoundsCsv;

    fn written(replicates: u32) -> String {
        let mut bytes = Vec::new();
        let mut writer = RoundsCsv::new(&mut bytes, Path::new("rounds.csv"), 0).unwrap();
        (0..replicates).for_each(|replicate| writer.add(&varied(replicate, 4)).unwrap());
        String::from_utf8(bytes).unwrap()
    }

    fn read(text: &str) -> Result<Rounds> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rounds.csv");
        std::fs::write(&path, text).unwrap();
        read_rounds(&path)
    }

    fn bits(run: &Run) -> Vec<u64> {
        run.records().flat_map(|record| record.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn what_was_written_is_read_back_to_the_bit() {
        let rounds = read(&written(2)).unwrap();
        assert_eq!(rounds.torn, None);
        assert_eq!(rounds.runs.len(), 2);
        for (run, replicate) in rounds.runs.iter().zip(0..) {
            assert_eq!(run.groups(), varied(replicate, 4).groups());
            assert_eq!(bits(run), bits(&varied(replicate, 4)));
        }
    }

    #[test]
    fn columns_may_stand_in_any_order_and_unknown_ones_are_left_out() {
        let rounds = read("gain,group,weather,round,replicate\n0.5,city,sun,0,3\n,city,rain,1,3\n").unwrap();
        let gain = observe::column("gain").unwrap();
        let curve = rounds.runs[0].series(gain, Group::City).unwrap();
        assert_eq!(rounds.runs[0].seeds.replicate, 3);
        assert!(curve[0] == 0.5 && curve[1].is_nan());
    }

    #[test]
    fn a_torn_last_line_is_left_out_and_told() {
        let text = written(2);
        let torn = read(&text[..text.len() - 3]).unwrap();
        assert_eq!(torn.runs[1].rounds(), 3);
        assert!(torn.torn.unwrap().contains("breaks off in round 3 of replicate 1"));
        let inside = read("replicate,round,group,gain\n0,0,city,0.5\n0,1,city,0.").unwrap();
        assert!(inside.torn.unwrap().contains("last line"));
    }

    #[test]
    fn damage_is_told_with_its_line_and_column() {
        let cases = [
            (
                "replicate,round,group,gain\n0,0,city,0.5\n0,1,city,high\n",
                "line 3: column `gain`: `high` is not a number",
            ),
            ("replicate,round,group,gain\n0,0,town,0.5\n", "line 2: column `group`: `town` is not a group"),
            ("replicate,round,group,gain\n0,0,city,0.5,1\n", "line 2: 5 cells, but the header has 4"),
            ("replicate,round,group,gain\n0,0,city,0.5\n0,2,city,0.5\n", "line 3: column `round`: 2 where 0 was"),
            ("replicate,group,gain\n0,city,0.5\n", "line 1: no column `round`"),
            ("replicate,round,group,gain,gain\n0,0,city,0.5,1\n", "line 1: the column `gain` is there twice"),
            ("replicate,round,group,gain\n", "no whole round"),
            ("", "no column `replicate`"),
        ];
        for (text, expected) in cases {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_file_that_is_not_text_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rounds.csv");
        std::fs::write(&path, b"replicate,round,group\n\xff\xfe,0,city\n").unwrap();
        assert!(matches!(read_rounds(&path), Err(Error::Damaged { line: 2, .. })));
        assert!(matches!(read_rounds(&folder.path().join("none.csv")), Err(Error::Read { .. })));
    }
}
