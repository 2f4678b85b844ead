//! Folders of tiny studies: what survives, what is refused, what is seen.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::journal::{self, Journal, Sink};
use super::line::{self, Entry, PointKey, RunKey};
use super::manifest::{Header, Manifest};
use super::rounds::{Owner, Place};
use super::*;
use crate::Scenario;
use crate::observe::{Group, Run};
use crate::study::testing::{ByHand, go_on, on_threads};
use crate::study::{Event, Experiment, Job, Record, Shard, Status, Study};

fn record(message: &str, outcomes: &[f64]) -> Record {
    let status = if outcomes.is_empty() { Status::Failed } else { Status::Done };
    Record { status, stage: "round 3".to_owned(), message: message.to_owned(), outcomes: outcomes.to_vec() }
}

fn entry(replicate: u32) -> Entry {
    Entry { record: record("", &[f64::from(replicate) / 3.0]), rounds: None }
}

fn keys(number: u32) -> Vec<RunKey> {
    let point = PointKey::of(&ByHand::new(&["1.0"], 1).points[0]);
    (0..number).map(|replicate| RunKey { point, replicate }).collect()
}

fn tiny(pressure: f64) -> Scenario {
    let mut scenario = Scenario::default();
    (scenario.world.population.districts, scenario.world.population.communities) = (1, 2);
    scenario.world.population.residents = 10;
    (scenario.run.warm_up, scenario.run.rounds) = (2, 6);
    scenario.policy.government.pressure = pressure;
    scenario
}

fn replicates(number: u32) -> Study {
    Study::of(tiny(0.5)).expect("a study").replicates(number)
}

const LAW: &str = "base = 'baseline'\nrounds = 5\nwarm_up = 2\nreplicates = 3\nkeep_rounds = true\n\
                   outcomes = ['gain', 'trust_government']\nset.population.residents = 5\n\
                   set.population.communities = 2\ndesign.kind = 'factorial'\nfactors.budget.law = [0.02, 0.05]";

fn sweep() -> Study {
    Study::sweep(Experiment::from_toml("law", LAW).expect("an experiment"))
}

fn comparison() -> Study {
    Study::compare([tiny(0.2), tiny(0.9)]).expect("a study").replicates(3)
}

fn request(folder: &Path, begin: Begin) -> Request {
    Request { folder: folder.to_owned(), begin, command: "grassroots test".to_owned(), ..Request::default() }
}

/// Does all of a study that is missing in a folder.
fn done(study: Study, folder: &Path, begin: Begin) -> Results {
    let mut session = Session::open(study, &request(folder, begin)).unwrap_or_else(|error| panic!("{error}"));
    let found = session.run(&go_on).expect("runs");
    session.finish(&found).expect("results")
}

fn refusal(study: Study, request: &Request) -> String {
    Session::open(study, request).err().expect("a refusal").to_string()
}

/// Every file of a folder but those that tell of times, by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), path))
        .filter(|(name, _)| !["manifest.json", "runs.journal", ".lock"].contains(&name.as_str()))
        .map(|(name, path)| (name, std::fs::read(path).expect("a file")))
        .collect();
    files.sort();
    files
}

/// A journal of three runs, with the length of its first line.
fn three(path: &Path) -> (Header, Vec<u8>, usize) {
    let header = Header::new(replicates(3).charter());
    Journal::begin(path, &header).expect("a journal");
    let first = std::fs::read(path).expect("a journal").len();
    let found = journal::read(path, None).expect("a journal");
    let mut journal = Journal::open(path, &header, &found, false).expect("a journal");
    keys(3).into_iter().for_each(|key| journal.append(key, &entry(key.replicate)).expect("a line"));
    (header, std::fs::read(path).expect("a journal"), first)
}

#[test]
fn a_line_is_read_back_to_the_bit_whatever_is_in_it_and_by_its_own_study_only() {
    let values = [0.1 + 0.2, f64::NAN, f64::INFINITY, -0.0, 5e-324, f64::MAX, 1.0 / 3.0];
    for record in [record("a\tb\nc \"d\" 市", &values), record("", &[])] {
        let whole = Entry { record, rounds: Some(blake3::hash(b"rounds")) };
        let line = line::encode("mine", keys(1)[0], &whole);
        assert_eq!(line.matches('\n').count(), 1);
        let (key, back) = line::decode("mine", line.trim_end().as_bytes()).expect("a run");
        let bits = |entry: &Entry| entry.record.outcomes.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!((key, &back.rounds, bits(&back)), (keys(1)[0], &whole.rounds, bits(&whole)));
        assert_eq!(back.record.message, whole.record.message);
        assert!(line::decode("another", line.trim_end().as_bytes()).is_none());
    }
}

#[test]
fn a_journal_that_breaks_off_anywhere_loses_the_torn_line_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("runs.journal");
    let (header, bytes, first) = three(&path);
    let ends: Vec<usize> = (first..bytes.len()).filter(|&at| bytes[at] == b'\n').map(|at| at + 1).collect();
    for length in first..=bytes.len() {
        std::fs::write(&path, &bytes[..length]).expect("a file");
        let whole = ends.iter().filter(|&&end| end <= length).count();
        let found = journal::read(&path, Some(&header.identity)).expect("a journal");
        assert_eq!(found.entries.len(), whole, "cut at {length}");
        assert_eq!(found.lost() == 0, length == first || ends.contains(&length), "cut at {length}");
        let mut journal = Journal::open(&path, &header, &found, false).expect("a journal");
        for key in keys(3).into_iter().skip(whole) {
            journal.append(key, &entry(key.replicate)).expect("a line");
        }
        assert!(std::fs::read(&path).expect("a journal") == bytes, "cut at {length}");
    }
}

#[test]
fn a_flipped_byte_anywhere_loses_its_lines_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("runs.journal");
    let (header, bytes, first) = three(&path);
    let whole = journal::read(&path, None).expect("a journal").entries;
    for at in (0..bytes.len()).filter(|&at| (at > first && at % 7 == 0) || at % 101 == 0 || bytes[at] == b'\n') {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        std::fs::write(&path, &damaged).expect("a file");
        let found = journal::read(&path, Some(&header.identity)).expect("a journal");
        assert!(found.lost() > 0 && found.entries.len() + 2 >= 3, "byte {at}");
        assert!(found.entries.iter().all(|(key, entry)| whole.get(key) == Some(entry)), "byte {at}");
        Journal::open(&path, &header, &found, false).expect("a journal");
        let again = journal::read(&path, None).expect("a journal");
        assert_eq!((again.entries.len(), again.lost()), (found.entries.len(), 0), "byte {at} is taken out");
        assert_eq!(again.study.as_ref(), Some(&header), "byte {at}: the first line is made again");
    }
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
    let lines: Vec<String> = keys(3).into_iter().map(|key| line::encode("mine", key, &entry(key.replicate))).collect();
    let ends: Vec<usize> = (1..=3).map(|count| lines[..count].iter().map(String::len).sum()).collect();
    for room in 0..ends[2] {
        let mut disk = Full { taken: Vec::new(), room };
        let mut journal = Journal::new(&mut disk, Path::new("runs.journal"), "mine", 0, false);
        let added: Vec<_> = keys(3).iter().map(|&key| journal.append(key, &entry(key.replicate))).collect();
        let whole = ends.iter().filter(|&&end| end <= room).count();
        assert!(added.iter().enumerate().all(|(number, added)| added.is_ok() == (number < whole)), "room {room}");
        assert!(matches!(added[whole], Err(Error::Write { .. })));
        assert_eq!(disk.taken, lines[..whole].concat().into_bytes(), "room {room}");
    }
}

#[test]
fn rounds_are_read_back_to_the_bit_and_say_whose_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let study = replicates(2);
    let run = crate::study::Memory::default();
    study.run(&run, &go_on).expect("runs");
    let run = crate::study::Store::rounds(&run, Job { point: 0, replicate: 1 }).expect("rounds");
    let place = Place::new(folder.path(), "mine", true);
    place.prepare().expect("a folder");
    let owner = Owner { key: keys(2)[1], seeds: run.seeds };
    let hash = place.write(owner.key, &run).expect("a file");
    let back = place.read(owner, Some(hash)).expect("the rounds");
    let bits = |run: &Run| run.records().flat_map(|r| r.values).map(|value| value.to_bits()).collect::<Vec<_>>();
    assert_eq!((back.seeds, back.groups(), bits(&back)), (run.seeds, run.groups(), bits(&run)));
    let mut opened = place.open(owner).expect("a file");
    let mut curve = Vec::new();
    opened.read(Group::Third(1), 4, 2..99, &mut curve).expect("a curve");
    let expected = run.series(4, Group::Third(1)).expect("a curve");
    assert_eq!(
        curve.iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
        expected[2..].iter().map(|v| v.to_bits()).collect::<Vec<_>>()
    );
    let why = |place: &Place, owner, hash| place.read(owner, hash).expect_err("a refusal").to_string();
    let other = Owner { key: keys(1)[0], ..owner };
    std::fs::copy(place.path(owner.key), place.path(other.key)).expect("a copy");
    assert!(why(&place, other, None).contains("another run"));
    assert!(why(&Place::new(folder.path(), "yours", false), owner, None).contains("another study"));
    assert!(why(&place, owner, Some(blake3::hash(b"others"))).contains("not the file"));
    let mut bytes = std::fs::read(place.path(owner.key)).expect("a file");
    bytes[3000] ^= 1;
    std::fs::write(place.path(owner.key), &bytes).expect("a file");
    assert!(why(&place, owner, None).contains("not as they were written"));
}

#[test]
fn a_study_in_pieces_gives_the_results_of_one_in_one_go() {
    for study in [replicates(5), comparison(), sweep()] {
        let (whole, pieces) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        done(study.clone(), whole.path(), Begin::New);
        for most in [1, 2] {
            let left = AtomicU32::new(most);
            let some = |event: Event<'_>| match event {
                Event::Finished(_) if left.fetch_sub(1, Ordering::Relaxed) == 1 => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            };
            let mut session = Session::open(study.clone(), &request(pieces.path(), Begin::Resume)).expect("a session");
            let found = on_threads(1, || session.run(&some)).expect("runs");
            assert!(found.broken);
            session.finish(&found).expect("results");
        }
        done(study, pieces.path(), Begin::Resume);
        let (whole, pieces) = (contents(whole.path()), contents(pieces.path()));
        let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&whole), names(&pieces));
        whole.iter().zip(&pieces).for_each(|(one, other)| assert!(one == other, "{}", one.0));
    }
}

#[test]
fn more_replicates_are_added_to_those_that_are_there() {
    let (long, short) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    done(replicates(4), long.path(), Begin::New);
    done(replicates(2), short.path(), Begin::New);
    assert_eq!(done(replicates(4), short.path(), Begin::Resume).before, 2);
    assert!(contents(long.path()) == contents(short.path()));
    assert!(refusal(replicates(3), &request(short.path(), Begin::Resume)).contains("4 -> 3"));
    assert!(
        refusal(comparison(), &request(short.path(), Begin::Resume)).contains("results of a run, not of a comparison")
    );
    assert!(refusal(replicates(4), &request(short.path(), Begin::New)).contains("already has results of this run"));
}

#[test]
fn overwriting_takes_away_what_the_program_wrote_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    done(sweep(), folder.path(), Begin::New);
    std::fs::write(path("notes.txt"), "mine").expect("a file");
    done(replicates(2), folder.path(), Begin::Overwrite);
    assert!(path("notes.txt").exists() && path("summary.csv").exists() && !path("points.csv").exists());
    std::fs::write(path("points.csv"), "mine").expect("a file");
    let before = contents(folder.path());
    let text = refusal(sweep(), &request(folder.path(), Begin::Overwrite));
    assert!(text.contains("points.csv is no result of this study"), "{text}");
    std::fs::remove_file(path("points.csv")).expect("a file");
    std::fs::write(path("summary.csv"), "edited").expect("a file");
    let text = refusal(sweep(), &request(folder.path(), Begin::Overwrite));
    assert!(text.contains("summary.csv was changed since it was written"), "{text}");
    assert_eq!(contents(folder.path()).len(), before.len() - 1, "nothing was taken away");
}

#[test]
fn what_a_study_is_read_from_is_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, "extends = 'baseline'").expect("a file");
    let asked = |begin| Request { inputs: vec![path.clone()], ..request(folder.path(), begin) };
    let text = refusal(replicates(2), &asked(Begin::Overwrite));
    assert!(text.contains("scenario.toml is read by this study"), "{text}");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "extends = 'baseline'");
    assert!(refusal(replicates(2), &asked(Begin::New)).contains("already has files"));
}

#[test]
fn a_lost_manifest_is_made_again_from_the_journal_and_a_forged_one_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    done(replicates(3), folder.path(), Begin::New);
    let (path, before) = (folder.path().join("manifest.json"), contents(folder.path()));
    let text = std::fs::read_to_string(&path).expect("a manifest");
    std::fs::write(&path, text.replace("\"replicates\": 3", "\"replicates\": 1")).expect("a file");
    let forged = refusal(replicates(3), &request(folder.path(), Begin::Resume));
    assert!(forged.contains("not as it was written") && forged.contains("move it away and resume"), "{forged}");
    std::fs::remove_file(&path).expect("a file");
    assert_eq!(done(replicates(3), folder.path(), Begin::Resume).before, 3);
    assert!(contents(folder.path()) == before);
    assert_eq!(Manifest::read(folder.path()).expect("a manifest").expect("a manifest").ended, 3);
}

#[test]
fn files_of_other_studies_in_the_place_of_own_ones_are_refused() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    done(replicates(2), one.path(), Begin::New);
    done(comparison(), two.path(), Begin::New);
    std::fs::copy(two.path().join("runs.journal"), one.path().join("runs.journal")).expect("a copy");
    let text = refusal(replicates(2), &request(one.path(), Begin::Resume));
    assert!(text.contains("journal of another study"), "{text}");
    std::fs::copy(two.path().join("manifest.json"), one.path().join("manifest.json")).expect("a copy");
    let text = refusal(replicates(2), &request(one.path(), Begin::Resume));
    assert!(text.contains("results of a comparison, not of a run"), "{text}");
}

#[test]
fn rounds_that_are_gone_or_swapped_are_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    done(replicates(3), folder.path(), Begin::New);
    let before = contents(folder.path());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.path().join("rounds"))
        .expect("rounds")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    std::fs::remove_file(&files[0]).expect("a file");
    std::fs::copy(&files[1], &files[2]).expect("a copy");
    assert_eq!(done(replicates(3), folder.path(), Begin::Resume).before, 1);
    assert!(contents(folder.path()) == before);
}

#[test]
fn results_done_again_are_the_same_or_it_is_said_what_is_not() {
    for study in [replicates(2), comparison(), sweep()] {
        let folder = tempfile::tempdir().expect("a folder");
        done(study, folder.path(), Begin::New);
        let again = || Kept::open(folder.path()).and_then(|kept| kept.again(folder.path(), &go_on));
        let found = again().expect("results");
        assert!(found.is_whole(), "{found:?}");
        let table = folder.path().join("runs.csv");
        let text = std::fs::read_to_string(&table).expect("a table");
        std::fs::write(&table, text.replace("done", "gone")).expect("a file");
        assert_eq!(again().expect("results").files, ["runs.csv was changed since it was written"]);
        std::fs::write(&table, text).expect("a file");
        let rounds = std::fs::read_dir(folder.path().join("rounds")).expect("rounds").next().expect("a file");
        std::fs::remove_file(rounds.expect("an entry").path()).expect("a file");
        let found = again().expect("results");
        assert!(!found.is_whole() && found.differing.len() == 1, "{found:?}");
        std::fs::remove_file(folder.path().join("runs.journal")).expect("a file");
        let found = again().expect("results");
        assert!(!found.is_whole() && found.same == 0, "{found:?}");
    }
}

#[test]
fn one_run_of_any_study_is_opened_on_its_own() {
    for study in [replicates(3), comparison(), sweep()] {
        let (folder, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        done(study, folder.path(), Begin::New);
        let kept = Kept::open(folder.path()).expect("results");
        let job = kept.job(2).expect("a run");
        let (difference, record) = open_run(&kept, job, &request(out.path(), Begin::New)).expect("a run");
        assert_eq!((difference, record.status), (None, Status::Done));
        let seeds = kept.study().plan().seeds(job);
        let rows = std::fs::read_to_string(out.path().join("rounds.csv")).expect("rounds");
        assert!(rows.lines().nth(1).expect("a row").starts_with(&format!("{},0,city,", seeds.replicate)));
    }
}

#[test]
fn the_parts_of_a_sweep_become_the_whole() {
    let place = tempfile::tempdir().expect("a folder");
    let path = |name: &str| place.path().join(name);
    done(sweep(), &path("whole"), Begin::New);
    let shard = |text: &str| text.parse::<Shard>().expect("a shard");
    done(sweep().shard(shard("1/2")), &path("one"), Begin::New);
    let mut notes = Vec::new();
    let merged =
        merge(&[path("one")], &request(&path("half"), Begin::New), &mut |note| notes.push(note)).expect("a part");
    assert_eq!(merged.missing, [(shard("2/2"), 3)].into());
    done(sweep().shard(shard("2/2")), &path("two"), Begin::New);
    let parts = [path("one"), path("two")];
    let merged = merge(&parts, &request(&path("joined"), Begin::New), &mut |note| notes.push(note)).expect("parts");
    assert!(merged.missing.is_empty() && notes.is_empty(), "{notes:?}");
    assert!(contents(&path("whole")) == contents(&path("joined")));
    let error = merge(&parts, &request(&path("one"), Begin::New), &mut |_| ()).expect_err("a refusal");
    assert!(error.to_string().contains("is read itself"), "{error}");
}

#[test]
fn folders_of_version_0_1_are_refused_with_what_reads_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = r#"{ "program": "grassroots", "version": "0.1.0", "commit": "abc", "scenario": "baseline" }"#;
    std::fs::write(folder.path().join("manifest.json"), manifest).expect("a file");
    let text = refusal(replicates(2), &request(folder.path(), Begin::Overwrite));
    assert!(text.contains("was written by grassroots 0.1.0"), "{text}");
    assert!(status(folder.path()).expect_err("a refusal").to_string().contains("grassroots 0.1.0"));
    std::fs::remove_file(folder.path().join("manifest.json")).expect("a file");
    let sources = r#"{ "format": 1, "version": "0.1.0", "sources": {} }"#;
    std::fs::write(folder.path().join("sources.json"), sources).expect("a file");
    assert!(refusal(sweep(), &request(folder.path(), Begin::Resume)).contains("grassroots 0.1.0"));
}
