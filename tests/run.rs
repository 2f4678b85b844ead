//! The main job on the command line: files written, refusals, interruption, and the same bytes again.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A city that runs in a moment.
const SMALL: [&str; 6] =
    ["--set", "population.residents=20", "--set", "population.communities=4", "--set", "run.warm_up=5"];

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("grassroots").expect("the program is built");
    command.current_dir(folder).args(arguments).output().expect("the program starts")
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    grassroots(folder, &[&["run"], arguments, &SMALL, &["--quiet"]].concat())
}

fn succeeded(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

fn refused(output: &Output, message: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(message), "{told}");
}

fn results(folder: &Path) -> PathBuf {
    folder.join("outputs/baseline")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_run_writes_its_tables_scenario_manifest_and_figures() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["--rounds", "12", "--replicates", "2"]));
    let folder = results(place.path());
    for figure in ["overview", "trust", "participation", "grievances", "wellbeing", "channels"] {
        let svg = read(&folder.join(format!("{figure}.svg")));
        roxmltree::Document::parse(&svg).unwrap();
        let png = std::fs::read(folder.join(format!("{figure}.png"))).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{figure}");
    }
    // 2 replicates, 12 rounds, 8 groups (city, 4 districts, 3 thirds) and a header.
    assert_eq!(read(&folder.join("rounds.csv")).lines().count(), 2 * 12 * 8 + 1);
    assert!(read(&folder.join("summary.csv")).contains("trust_government"));
    let manifest = manifest(&folder);
    assert_eq!((&manifest["runs"], &manifest["ended"]), (&2.into(), &2.into()));
}

#[test]
fn the_resolved_scenario_gives_the_same_bytes_again_on_any_number_of_threads() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["hotline_reform", "--replicates", "3", "--threads", "1", "--set", "run.rounds=60"]));
    let first = place.path().join("outputs/hotline_reform");
    let scenario = first.join("scenario.toml").display().to_string();
    for threads in ["2", "3", "8"] {
        let again = place.path().join(threads);
        let out = again.display().to_string();
        succeeded(&grassroots(place.path(), &["run", &scenario, "-q", "--threads", threads, "--out", &out]));
        for file in ["rounds.csv", "summary.csv", "overview.svg"] {
            assert!(read(&first.join(file)) == read(&again.join(file)), "{file} differs on {threads} threads");
        }
    }
}

#[test]
fn results_are_not_overwritten_unless_asked_and_foreign_files_never() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["--rounds", "3"]));
    let rounds = results(place.path()).join("rounds.csv");
    let before = read(&rounds);
    refused(&run(place.path(), &["--rounds", "4"]), "--overwrite");
    assert_eq!(read(&rounds), before);
    std::fs::write(results(place.path()).join("notes.txt"), "mine").unwrap();
    succeeded(&run(place.path(), &["--rounds", "4", "--overwrite"]));
    assert_ne!(read(&rounds), before);
    assert_eq!(read(&results(place.path()).join("notes.txt")), "mine");
}

#[test]
fn a_wrong_scenario_leaves_earlier_results_alone_even_with_overwrite() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["--rounds", "3"]));
    let before = read(&results(place.path()).join("rounds.csv"));
    refused(&run(place.path(), &["--overwrite", "--set", "government.presure=1"]), "did you mean `pressure`?");
    assert_eq!(read(&results(place.path()).join("rounds.csv")), before);
}

#[test]
fn what_cannot_be_done_is_refused_before_anything_runs() {
    let place = TempDir::new().unwrap();
    std::fs::write(place.path().join("file"), "").unwrap();
    refused(&run(place.path(), &["--out", "file"]), "not a folder");
    refused(&run(place.path(), &["--out", "file/below"]), "file/below");
    refused(&run(place.path(), &["--rounds", "5", "--snapshot", "5"]), "rounds 0 to 4");
    refused(&run(place.path(), &["--rounds", "0"]), "--rounds");
    refused(&run(place.path(), &["--threads", "0"]), "--threads");
    refused(&run(place.path(), &["no_such_scenario"]), "no_such_scenario");
    assert!(!results(place.path()).exists());
}

#[test]
fn snapshots_and_parquet_are_written_where_asked_for() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["--rounds", "6", "--snapshot", "0", "--snapshot", "5", "--parquet"]));
    let folder = results(place.path());
    for round in [0, 5] {
        let table = read(&folder.join(format!("snapshot_replicate_0_round_{round}.csv")));
        assert_eq!(table.lines().count(), 4 * 4 * 20 + 1);
        assert!(folder.join(format!("snapshot_replicate_0_round_{round}.parquet")).exists());
    }
    let parquet = std::fs::read(folder.join("rounds.parquet")).unwrap();
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn a_city_seed_keeps_the_city_while_the_seed_varies() {
    let place = TempDir::new().unwrap();
    let people = |seed: &str, city: &str| {
        let out = place.path().join(format!("{seed}-{city}"));
        let path = out.display().to_string();
        let seeds = ["--seed", seed, "--city-seed", city, "--out", &path, "--rounds", "1", "--snapshot", "0"];
        succeeded(&run(
            place.path(),
            &[&seeds[..], &["--set", "turnover.base=0", "--set", "turnover.exit=0"]].concat(),
        ));
        let table = read(&out.join("snapshot_replicate_0_round_0.csv"));
        let ses = table.lines().map(|line| line.split(',').nth(3).unwrap_or("").to_owned());
        (ses.collect::<Vec<_>>(), read(&out.join("rounds.csv")))
    };
    let (first, second, other) = (people("1", "7"), people("2", "7"), people("1", "8"));
    assert_eq!(first.0, second.0);
    assert_ne!(first.1, second.1);
    assert_ne!(first.0, other.0);
}

#[test]
fn figures_can_be_drawn_from_results_on_disk() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["--rounds", "8"]));
    let folder = results(place.path());
    let before = read(&folder.join("trust.svg"));
    std::fs::remove_file(folder.join("trust.svg")).unwrap();
    succeeded(&grassroots(place.path(), &["plot", "outputs/baseline"]));
    assert!(read(&folder.join("trust.svg")) == before, "a figure drawn from disk is the same");
    let chosen = ["--columns", "gain,backlog", "--group", "ses_low,ses_high"];
    succeeded(&grassroots(place.path(), &[&["plot", "outputs/baseline"], &chosen[..]].concat()));
    assert!(folder.join("custom.png").exists());
    let looks = ["--for", "slides", "--format", "pdf,png", "--title", "Law & order", "--size", "1600x900"];
    succeeded(&grassroots(place.path(), &[&["plot", "outputs/baseline"], &looks[..]].concat()));
    assert!(std::fs::read(folder.join("trust_titled_slides_2_1600x900.pdf")).unwrap().starts_with(b"%PDF-"));
    assert!(read(&folder.join("trust.svg")) == before, "another look has another name");
    std::fs::write(folder.join("overview_titled.svg"), "mine").unwrap();
    let titled = ["plot", "outputs/baseline", "--title", "x", "--format", "svg"];
    refused(&grassroots(place.path(), &titled), "overview_titled.svg is no result of this study");
    assert_eq!(read(&folder.join("overview_titled.svg")), "mine");
    refused(&grassroots(place.path(), &["plot", "outputs/baseline", "--size", "2000x200"]), "too flat");
    refused(&grassroots(place.path(), &["plot", "outputs/baseline", "--size", "2000"]), "1600x900");
    refused(&grassroots(place.path(), &["plot", "outputs/baseline", "--columns", "gian"]), "gain");
    refused(&grassroots(place.path(), &["plot", "nowhere"]), "nowhere");
}

#[test]
fn a_run_has_one_page_to_open_which_is_made_again() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["hotline_reform", "--rounds", "60", "--replicates", "2"]));
    let folder = place.path().join("outputs/hotline_reform");
    let page = read(&folder.join("report.html"));
    let parts =
        ["Trust in government", "2 replicates of 60 rounds", "government.<wbr>supervision", "Reforms and shocks"];
    for part in parts.into_iter().chain(["grassroots run hotline_reform --rounds 60 --replicates 2", "<svg "]) {
        assert!(page.contains(part), "{part}");
    }
    std::fs::remove_file(folder.join("report.html")).unwrap();
    succeeded(&grassroots(place.path(), &["report", "outputs/hotline_reform"]));
    assert!(read(&folder.join("report.html")) == page, "it is the same when it is made again");
    std::fs::write(folder.join("report.html"), "mine").unwrap();
    refused(&grassroots(place.path(), &["report", "outputs/hotline_reform"]), "was changed since it was written");
    assert_eq!(read(&folder.join("report.html")), "mine");
    refused(&grassroots(place.path(), &["report", "nowhere"]), "nowhere");
}

/// A table of observations of a run of eight rounds.
const SURVEY: &str = "round,column,value,low,high,group\n2,trust_government,0.6,0.55,0.65,\n5,trust_government,0.61,,,\n\
                      3,resolution_rate,0.8,,,\n7,gain,0.5,0.4,0.6,ses_low\n";

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn observed_data_are_drawn_and_told_beside_the_model() {
    let place = TempDir::new().unwrap();
    write(place.path(), "survey.csv", SURVEY);
    write(place.path(), "mine.toml", "observed = 'survey.csv'\n");
    let told =
        grassroots(place.path(), &[&["run", "mine.toml", "--rounds", "8", "--replicates", "3"], &SMALL[..]].concat());
    succeeded(&told);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let line = |label: &str, of: &str| told.lines().any(|line| line.starts_with(label) && line.contains(of));
    assert!(line("Beside observed data", "RMSE") && line("Resolution rate  ", "  points  "), "{told}");
    assert!(line("Gain, ses_low", " of 1 "), "{told}");
    let folder = place.path().join("outputs/mine");
    // A column of a group has a row, an observation too.
    assert_eq!(read(&folder.join("observed.csv")).lines().count(), 1 + 3);
    assert_eq!(read(&folder.join("observed_by_round.csv")).lines().count(), 1 + 4);
    assert!(read(&folder.join("observed.svg")).contains("observed, with its own band"));
    assert!(std::fs::read(folder.join("observed.png")).unwrap().starts_with(b"\x89PNG"));
    let page = read(&folder.join("report.html"));
    assert!(page.contains("<h2>Beside observed data</h2>") && page.contains("survey.<wbr>csv"));
    let check = grassroots(place.path(), &["check", "mine.toml"]);
    assert!(String::from_utf8_lossy(&check.stdout).contains("observed data of survey.csv: 4 values in 3 curves"));
    // Nothing of the runs depends on them.
    succeeded(&run(place.path(), &["--rounds", "8", "--replicates", "3"]));
    assert!(read(&folder.join("rounds.csv")) == read(&results(place.path()).join("rounds.csv")));
    assert!(
        !results(place.path()).join("observed.csv").exists() && !results(place.path()).join("observed.svg").exists()
    );
}

#[test]
fn results_with_observed_data_need_no_other_file_and_take_others() {
    let place = TempDir::new().unwrap();
    write(place.path(), "survey.csv", SURVEY);
    let dated = "date,column,value\n2024-01-10,gain,0.6\n";
    write(place.path(), "dated.csv", dated);
    let options = ["--rounds", "8", "--replicates", "2", "--observed", "survey.csv"];
    succeeded(&run(place.path(), &options));
    let folder = results(place.path());
    let names = ["scenario.toml", "observed.csv", "observed_by_round.csv", "observed.svg", "report.html"];
    let before = names.map(|name| read(&folder.join(name)));
    std::fs::remove_file(place.path().join("survey.csv")).unwrap();
    succeeded(&grassroots(place.path(), &["reproduce", "outputs/baseline", "--quiet"]));
    succeeded(&grassroots(place.path(), &["run", "outputs/baseline/scenario.toml", "--out", "again", "--quiet"]));
    for (name, before) in names.iter().zip(&before).take(4) {
        assert!(read(&place.path().join("again").join(name)) == *before, "{name}");
    }
    for command in ["plot", "report"] {
        succeeded(&grassroots(place.path(), &[command, "outputs/baseline"]));
    }
    assert!(names.map(|name| read(&folder.join(name))) == before, "what is made again is the same");
    // Other data change no run: they are taken with what is there.
    let dated = ["--rounds", "8", "--replicates", "2", "--observed", "dated.csv", "--observed-start", "2024-01-01"];
    let rounds = read(&folder.join("rounds.csv"));
    succeeded(&run(place.path(), &[&dated[..], &["--resume"]].concat()));
    assert!(read(&folder.join("observed_by_round.csv")).contains("city,gain,1,0.6,"));
    assert!(read(&folder.join("rounds.csv")) == rounds && read(&folder.join("scenario.toml")).contains("2024-01-10"));
    succeeded(&grassroots(place.path(), &["reproduce", "outputs/baseline", "--quiet"]));
    succeeded(&run(place.path(), &["--rounds", "8", "--replicates", "2", "--resume"]));
    assert!(!folder.join("observed.csv").exists() && !folder.join("observed.png").exists(), "nothing stale is left");
    succeeded(&grassroots(place.path(), &["reproduce", "outputs/baseline", "--quiet"]));
}

#[test]
fn wrong_observed_data_are_refused_with_their_places_before_anything_runs() {
    let place = TempDir::new().unwrap();
    write(place.path(), "wrong.csv", "round,column,value\n3,gian,0.5\n9,gain,1.5\n");
    write(place.path(), "dated.csv", "date,column,value\n2024-01-10,gain,0.6\n");
    let wrong = run(place.path(), &["--rounds", "8", "--observed", "wrong.csv"]);
    for message in
        ["wrong.csv:2:3", "did you mean `gain`?", "wrong.csv:3:1", "from 0 to 7", "wrong.csv:3:8", "level 0-1"]
    {
        refused(&wrong, message);
    }
    refused(&run(place.path(), &["--observed", "dated.csv"]), "on which day round 0 begins");
    refused(&run(place.path(), &["--observed", "dates.csv"]), "did you mean `dated.csv`?");
    refused(&run(place.path(), &["--observed-start", "2024-01-01"]), "there are no observed data");
    refused(&run(place.path(), &["--observed", "dated.csv", "--observed-start", "1.1.24"]), "a day such as 2024-01-31");
    refused(&run(place.path(), &["--set", "observed=wrong.csv"]), "cannot be set here");
    write(place.path(), "x.toml", "observed = 'wrong.csv'\n");
    refused(&grassroots(place.path(), &["check", "x.toml"]), "wrong.csv:2:3");
    assert!(!results(place.path()).exists());
}

#[test]
fn a_trace_tells_a_story_and_knows_whom_there_is() {
    let place = TempDir::new().unwrap();
    let told = grassroots(place.path(), &[&["trace", "--resident", "5", "--warm-up"], &SMALL[..]].concat());
    succeeded(&told);
    assert!(String::from_utf8_lossy(&told.stdout).contains("trust in government"));
    refused(&grassroots(place.path(), &[&["trace", "--resident", "321"], &SMALL[..]].concat()), "from 1 to 320");
    refused(&grassroots(place.path(), &[&["trace", "--resident", "0"], &SMALL[..]].concat()), "from 1 to");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_trouble() {
    let place = TempDir::new().unwrap();
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    let mut command = std::process::Command::new("sh");
    let piped = "\"$0\" \"$@\" 2>&1 | head -n 1; test -s outputs/baseline/overview.png";
    let arguments = [&["run", "--rounds", "20"], &SMALL[..]].concat();
    let output = command.args(["-c", piped]).arg(program).args(arguments).current_dir(place.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("panicked"));
}

/// A folder's manifest.
fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&read(&folder.join("manifest.json"))).unwrap()
}

/// The results that must have the same bytes, whatever happened on the way.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let timed = ["manifest.json", "runs.journal", "rounds", ".lock"];
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.filter(|name| !timed.contains(&name.as_str()));
    let mut files: Vec<_> = names.map(|name| (name.clone(), std::fs::read(folder.join(&name)).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn a_run_goes_on_and_takes_more_replicates() {
    let place = TempDir::new().unwrap();
    let folder = results(place.path());
    let more = ["--rounds", "6", "--snapshot", "5", "--parquet"];
    succeeded(&run(place.path(), &[&more[..], &["--replicates", "5"]].concat()));
    let whole = bytes(&folder);
    succeeded(&run(place.path(), &[&more[..], &["--replicates", "2", "--overwrite"]].concat()));
    succeeded(&run(place.path(), &[&more[..], &["--replicates", "5", "--resume"]].concat()));
    assert!(bytes(&folder) == whole);
    refused(&run(place.path(), &["--rounds", "7", "--replicates", "5", "--resume"]), "rounds");
    refused(&run(place.path(), &[&more[..], &["--replicates", "4", "--resume"]].concat()), "replicates: 5 -> 4");
    assert!(bytes(&folder) == whole);
}

#[test]
fn snapshots_that_are_not_those_of_the_run_are_never_taken_for_them_nor_written_over() {
    let place = TempDir::new().unwrap();
    let folder = results(place.path());
    let name = "snapshot_replicate_0_round_2.csv";
    let more = ["--rounds", "3", "--snapshot", "2"];
    succeeded(&run(place.path(), &more));
    let whole = read(&folder.join(name));
    std::fs::write(folder.join(name), "cut").unwrap();
    refused(&run(place.path(), &[&more[..], &["--resume"]].concat()), "was changed since it was written");
    std::fs::remove_file(folder.join(name)).unwrap();
    succeeded(&run(place.path(), &[&more[..], &["--resume"]].concat()));
    assert!(read(&folder.join(name)) == whole, "one that is gone is made again");
    succeeded(&run(place.path(), &["--rounds", "3", "--overwrite"]));
    std::fs::write(folder.join(name), "mine").unwrap();
    refused(&run(place.path(), &[&more[..], &["--overwrite"]].concat()), "is no result of this study");
    refused(&run(place.path(), &[&more[..], &["--resume"]].concat()), "is no result of this study");
    assert_eq!(read(&folder.join(name)), "mine");
    assert!(folder.join("rounds.csv").exists(), "a refusal loses nothing");
}

#[test]
fn what_a_lost_manifest_does_not_know_is_neither_lost_nor_called_the_same() {
    let place = TempDir::new().unwrap();
    let folder = results(place.path());
    succeeded(&run(place.path(), &["--rounds", "3", "--replicates", "2"]));
    let before = bytes(&folder);
    std::fs::write(folder.join(".thesis.part"), "mine").unwrap();
    std::fs::remove_file(folder.join("manifest.json")).unwrap();
    let output = grassroots(place.path(), &["reproduce", "outputs/baseline"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && told.contains("manifest.json is gone"), "{told}");
    // Nobody knows whose the tables are, so nothing is taken away.
    refused(&run(place.path(), &["--rounds", "3", "--overwrite"]), "is no result of this study");
    assert!(folder.join("runs.journal").exists() && folder.join("rounds").exists());
    succeeded(&run(place.path(), &["--rounds", "3", "--replicates", "2", "--resume"]));
    assert_eq!(read(&folder.join(".thesis.part")), "mine");
    std::fs::remove_file(folder.join(".thesis.part")).unwrap();
    assert!(bytes(&folder) == before);
    succeeded(&grassroots(place.path(), &["reproduce", "outputs/baseline"]));
}

#[test]
fn a_table_that_is_not_asked_for_any_more_does_not_stay_behind() {
    let place = TempDir::new().unwrap();
    succeeded(&run(place.path(), &["--rounds", "3", "--replicates", "2", "--parquet"]));
    succeeded(&run(place.path(), &["--rounds", "3", "--replicates", "3", "--resume"]));
    assert!(!results(place.path()).join("rounds.parquet").exists());
    succeeded(&grassroots(place.path(), &["reproduce", "outputs/baseline"]));
}

#[cfg(unix)]
#[test]
fn when_the_disk_takes_no_more_what_was_finished_is_kept_and_gone_on_with() {
    let place = TempDir::new().unwrap();
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    // No file may grow beyond 1,000 blocks of 512 bytes; the write that would exceed it fails as on a full disk.
    let limited = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" \"$@\"";
    let arguments = [&["run", "--replicates", "40", "--rounds", "20", "--threads", "2", "-q"], &SMALL[..]].concat();
    let mut command = std::process::Command::new("sh");
    let output =
        command.args(["-c", limited]).arg(program).args(&arguments).current_dir(place.path()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("cannot write outputs/baseline/rounds.csv") && told.contains("--resume"), "{told}");
    let folder = results(place.path());
    let kept: Vec<_> = std::fs::read_dir(folder.join("rounds")).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(!kept.is_empty() && !folder.join("rounds.csv").exists(), "{kept:?}");
    let times = || kept.iter().map(|path| path.metadata().unwrap().modified().unwrap()).collect::<Vec<_>>();
    let before = times();
    succeeded(&grassroots(place.path(), &[&arguments[..], &["--resume"]].concat()));
    assert!(times() == before, "what was finished is not run again");
    let whole = TempDir::new().unwrap();
    succeeded(&grassroots(whole.path(), &arguments));
    assert!(bytes(&folder) == bytes(&results(whole.path())), "a run gone on with is not one in one piece");
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_finished_replicates_and_says_so() {
    use std::process::Stdio;
    let place = TempDir::new().unwrap();
    let arguments = [&["run", "--replicates", "100000", "--rounds", "20", "--threads", "2"], &SMALL[..]].concat();
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    let mut command = std::process::Command::new(program);
    let child = command.args(&arguments).current_dir(place.path()).stderr(Stdio::piped()).stdout(Stdio::null());
    let mut child = child.spawn().unwrap();
    let folder = results(place.path());
    // Ends as soon as a few replicates are on disk, whatever the speed of the machine.
    while std::fs::read_dir(folder.join("rounds")).map_or(0, Iterator::count) < 5 {
        assert!(child.try_wait().unwrap().is_none(), "the run ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{told}");
    let finished = manifest(&folder)["ended"].as_u64().unwrap();
    assert!(told.contains(&format!("{finished} of 100000 runs")) && told.contains("--resume"), "{told}");
    // 20 rounds and 8 groups a replicate, whole ones only.
    assert_eq!(read(&folder.join("rounds.csv")).lines().count() as u64, finished * 20 * 8 + 1);
    assert!(folder.join("overview.png").exists());
}
