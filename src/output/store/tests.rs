use std::io::Write;
use std::ops::ControlFlow;

use super::*;
use crate::observe::testing::varied;
use crate::output::{Error, Sink};
use crate::study::sweep::testing::ByHand;
use crate::study::sweep::{Job, Jobs, Record, Shard, Status, Sweep};

fn record(message: &str, outcomes: &[f64]) -> Record {
    let status = if outcomes.is_empty() { Status::Failed } else { Status::Done };
    Record { status, stage: "round 3".to_owned(), message: message.to_owned(), outcomes: outcomes.to_vec() }
}

fn keys(number: u32) -> Vec<RunKey> {
    let point = PointKey::of(&ByHand::new(&["1.0"], 1).points[0]);
    (0..number).map(|replicate| RunKey { point, replicate }).collect()
}

/// A journal of three runs.
fn three(path: &Path) -> Vec<u8> {
    let (mut journal, _) = Journal::open(path, false).unwrap();
    for key in keys(3) {
        journal.append(key, &record("", &[f64::from(key.replicate) / 3.0])).unwrap();
    }
    std::fs::read(path).unwrap()
}

#[test]
fn a_line_is_read_back_to_the_bit_whatever_is_in_it() {
    let values = [0.1 + 0.2, f64::NAN, f64::INFINITY, -0.0, 5e-324, f64::MAX, 1.0 / 3.0];
    for record in [record("a\tb\nc \"d\" 市", &values), record("", &[])] {
        let line = line::encode(keys(1)[0], &record);
        assert_eq!(line.matches('\n').count(), 1);
        let (key, back) = line::decode(line.trim_end().as_bytes()).unwrap();
        let bits = |record: &Record| record.outcomes.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!((key, &back.message, bits(&back)), (keys(1)[0], &record.message, bits(&record)));
    }
}

#[test]
fn a_journal_that_breaks_off_anywhere_loses_the_torn_line_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.journal");
    let bytes = three(&path);
    let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').map(|at| at + 1).collect();
    for length in 0..=bytes.len() {
        std::fs::write(&path, &bytes[..length]).unwrap();
        let whole = ends.iter().filter(|&&end| end <= length).count();
        let (mut journal, found) = Journal::open(&path, false).unwrap();
        assert_eq!(found.rows.len(), whole, "cut at {length}");
        assert_eq!(found.lost() == 0, length == 0 || ends.contains(&length), "cut at {length}");
        // What is missing is added again, and the journal is as if nothing had happened.
        for key in keys(3).into_iter().skip(whole) {
            journal.append(key, &record("", &[f64::from(key.replicate) / 3.0])).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == bytes, "cut at {length}");
    }
}

#[test]
fn a_flipped_byte_anywhere_loses_its_lines_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.journal");
    let bytes = three(&path);
    let whole = read_journal(&path).unwrap().rows;
    // The newlines, and every seventh byte.
    for at in (0..bytes.len()).filter(|&at| at % 7 == 0 || bytes[at] == b'\n') {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        std::fs::write(&path, &damaged).unwrap();
        let (_, found) = Journal::open(&path, false).unwrap();
        assert!(found.lost() > 0 && (1..=2).contains(&found.rows.len()), "byte {at}");
        assert!(found.rows.iter().all(|(key, record)| whole.get(key) == Some(record)), "byte {at}");
        let again = read_journal(&path).unwrap();
        assert_eq!((again.rows.len(), again.lost()), (found.rows.len(), 0), "byte {at} is taken out");
    }
}

#[test]
fn of_a_run_that_is_run_again_the_last_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _) = Journal::open(&folder.path().join("runs.journal"), true).unwrap();
    journal.append(keys(1)[0], &record("bad luck", &[])).unwrap();
    journal.append(keys(1)[0], &record("", &[2.0])).unwrap();
    let rows = read_journal(&folder.path().join("runs.journal")).unwrap().rows;
    assert_eq!(rows[&keys(1)[0]].outcomes, [2.0]);
}

/// Takes a number of bytes, then says that the disk is full.
struct Full {
    taken: Vec<u8>,
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let fits = bytes.len().min(self.room - self.taken.len());
        self.taken.extend_from_slice(&bytes[..fits]);
        if fits == 0 { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(fits) }
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink for &mut Full {
    fn cut(&mut self, length: u64) {
        self.taken.truncate(length as usize);
    }
}

#[test]
fn a_full_disk_keeps_whole_lines_and_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = three(&folder.path().join("runs.journal"));
    let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').map(|at| at + 1).collect();
    for room in 0..bytes.len() {
        let mut disk = Full { taken: Vec::new(), room };
        let mut journal = Journal::new(&mut disk, Path::new("runs.journal"), 0, false);
        let added: Vec<_> =
            keys(3).iter().map(|&key| journal.append(key, &record("", &[f64::from(key.replicate) / 3.0]))).collect();
        let whole = ends.iter().filter(|&&end| end <= room).count();
        assert!(added.iter().enumerate().all(|(number, added)| added.is_ok() == (number < whole)), "room {room}");
        assert!(matches!(added[whole], Err(Error::Write { .. })));
        assert_eq!(disk.taken, bytes[..ends.get(whole.wrapping_sub(1)).map_or(0, |&end| end)], "room {room}");
    }
}

#[test]
fn rounds_are_read_back_to_the_bit_and_damage_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    rounds::prepare(folder.path()).unwrap();
    let (key, run) = (keys(1)[0], varied(4, 3));
    write_rounds_of(folder.path(), key, &run, true).unwrap();
    let back = read_rounds_of(folder.path(), key).unwrap();
    let bits = |run: &Run| run.records().flat_map(|r| r.values).map(|value| value.to_bits()).collect::<Vec<_>>();
    assert_eq!((back.seeds, back.groups(), bits(&back)), (run.seeds, run.groups(), bits(&run)));
    let path = rounds_path(folder.path(), key);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[3000] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(read_rounds_of(folder.path(), key), Err(Error::Damaged { .. })));
    std::fs::write(&path, b"short").unwrap();
    assert!(matches!(read_rounds_of(folder.path(), key), Err(Error::Damaged { .. })));
}

#[test]
fn two_do_not_write_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let lock = FolderLock::take(folder.path()).unwrap();
    assert!(FolderLock::is_taken(folder.path()));
    assert!(matches!(FolderLock::take(folder.path()), Err(Error::InUse { .. })));
    drop(lock);
    assert!(!FolderLock::is_taken(folder.path()));
    FolderLock::take(folder.path()).unwrap();
}

#[test]
fn sources_are_read_back_and_changes_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    let text = "base = 'baseline'\ndesign.kind = 'factorial'\nfactors.budget.law = [0.02, 0.05]";
    let experiment = crate::study::Experiment::from_toml("law", text).unwrap();
    let saved = Saved::new(experiment.sources(), 3, "1/1", false);
    saved.write(folder.path()).unwrap();
    let back = Saved::read(folder.path()).unwrap();
    assert_eq!((&back, back.sources()), (&saved, experiment.sources()));
    assert_eq!(back.hash(), Saved::new(experiment.sources(), 3, "2/3", false).hash());
    assert_ne!(back.hash(), Saved::new(experiment.sources(), 4, "1/1", false).hash());
    let path = folder.path().join("sources.json");
    let text = std::fs::read_to_string(&path).unwrap().replace("[0.02, 0.05]", "[0.02, 0.06]");
    std::fs::write(&path, text).unwrap();
    assert!(Saved::read(folder.path()).unwrap_err().to_string().contains("not as they were written"));
}

/// Runs what is missing of a plan into a folder, until a number of runs have ended.
fn sweep(folder: &Path, plan: &ByHand, most: usize) -> Found {
    let (store, found) = Store::open(FolderLock::take(folder).unwrap(), plan, true, false).unwrap();
    let jobs = Jobs::of(plan);
    let missing =
        jobs.shard(Shard::WHOLE).filter(|job: &Job| !found.rows.contains_key(&store.key(job.point, job.replicate)));
    let left = Mutex::new(most);
    Sweep::new(plan, &|| false).run(missing, |finished| {
        let mut left = left.lock().unwrap();
        if *left == 0 {
            return ControlFlow::Break(());
        }
        *left -= 1;
        store.add(&finished).unwrap();
        if *left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    found
}

#[test]
fn a_sweep_in_pieces_gives_the_tables_of_one_in_one_go() {
    let plan = ByHand::new(&["1.0", "-7.0", "9.0"], 3);
    let tables = |folder: &Path| {
        let rows = read_journal(&folder.join("runs.journal")).unwrap().rows;
        crate::output::write_sweep_tables(folder, &plan, &rows, true).unwrap();
        ["runs.csv", "runs.parquet", "points.csv", "rounds.parquet"]
            .map(|name| std::fs::read(folder.join(name)).unwrap())
    };
    let (whole, pieces) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sweep(whole.path(), &plan, usize::MAX);
    let found: Vec<usize> = [2, 2, 99, 99].map(|most| sweep(pieces.path(), &plan, most).rows.len()).into();
    assert_eq!(found, [0, 2, 4, 9]);
    assert!(tables(whole.path()) == tables(pieces.path()));
    // A run that lost its rounds is run again.
    let key = RunKey { point: PointKey::of(&plan.points[0]), replicate: 1 };
    std::fs::remove_file(rounds_path(pieces.path(), key)).unwrap();
    assert_eq!(sweep(pieces.path(), &plan, 99).rows.len(), 8);
    assert!(tables(whole.path()) == tables(pieces.path()));
}
