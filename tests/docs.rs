//! The documents say what the code says: their tables are made from it, and their links lead somewhere.
//!
//! `GRASSROOTS_BLESS=1 cargo test --test docs` writes the tables again.

use std::path::{Path, PathBuf};

use grassroots::observe::Observations;
use grassroots::parameters::{ASSUMED, Parameter, Range};
use grassroots::reading::InMemory;
use grassroots::simulation::Round;
use grassroots::study::Plan;
use grassroots::study::definition;
use grassroots::study::design::{DesignKind, Role};
use grassroots::{COLUMNS, Experiment, Scenario, scenario};

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> String {
    std::fs::read_to_string(path(file)).expect("the document is there")
}

/// Holds what stands between two marks of a document against `table`; writes it there if GRASSROOTS_BLESS is set.
fn hold(file: &str, mark: &str, table: &str) {
    let text = read(file);
    let (before, rest) = text.split_once(&format!("<!-- {mark}: ")).expect("the first mark");
    let (comment, rest) = rest.split_once(" -->\n").expect("its end");
    let last = format!("<!-- end of {mark} -->");
    let (present, after) = rest.split_once(&last).expect("the last mark");
    if present == table {
        return;
    }
    assert!(
        std::env::var_os("GRASSROOTS_BLESS").is_some(),
        "the {mark} in {file} are not those of the code: GRASSROOTS_BLESS=1 cargo test --test docs writes them again"
    );
    let text = format!("{before}<!-- {mark}: {comment} -->\n{table}{last}{after}");
    std::fs::write(path(file), text).expect("the document can be written");
}

/// A table in Markdown.
fn markdown<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let escaped = |cells: [String; N]| cells.map(|cell| cell.replace('|', "\\|"));
    let body: String = rows.map(|cells| line(&escaped(cells))).collect();
    format!("\n{}|{}\n{body}\n", line(&head.map(str::to_owned)), "---|".repeat(N))
}

fn range(range: &Range) -> String {
    match range {
        Range::Real { min, max } => format!("{min} to {max}"),
        Range::Whole { min, max } if *max >= i64::MAX as u64 => format!("whole, from {min}"),
        Range::Whole { min, max } => format!("whole, {min} to {max}"),
        Range::Names(names) => names.join(", "),
        Range::Flag => "true, false".to_owned(),
    }
}

fn parameter(parameter: &Parameter) -> [String; 7] {
    let default = parameter.value.as_ref().map_or("not set".to_owned(), |value| format!("`{value}`"));
    [
        format!("`{}`", parameter.key()),
        parameter.meaning.en.trim_end_matches('.').to_owned(),
        parameter.unit.to_owned(),
        range(&parameter.range),
        default,
        parameter.scope.name().to_owned(),
        parameter.source.to_owned(),
    ]
}

#[test]
fn the_model_lists_every_parameter_as_it_is() {
    let head = ["key", "meaning", "unit", "range", "default", "scope", "source"];
    let parameters = scenario::parameters();
    hold("docs/model.md", "parameters", &markdown(head, parameters.iter().map(parameter)));
}

#[test]
fn the_model_lists_every_phase_in_its_order() {
    let document = read("docs/model.md");
    let (_, table) = document.split_once("| phase | what | why here |").expect("the table of phases");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let listed: Vec<String> =
        rows.map(|row| row.split('|').nth(2).expect("a phase").trim().replace(' ', "_")).collect();
    let phases = Round::PHASES.iter().map(|(name, _)| *name);
    let expected: Vec<&str> = ["institutions"].into_iter().chain(phases).chain(["observation"]).collect();
    assert_eq!(listed, expected);
}

#[test]
fn the_page_on_results_lists_every_column_as_it_is() {
    let row = |column: &grassroots::observe::Column| {
        [format!("`{}`", column.name), column.unit.to_owned(), column.meaning.en.to_owned()]
    };
    hold("docs/results.md", "columns", &markdown(["column", "unit", "meaning"], COLUMNS.iter().map(row)));
}

#[test]
fn the_page_on_scenarios_lists_every_shipped_one_as_it_is() {
    let row = |(name, description): (&str, String)| [format!("[`{name}`](../scenarios/{name}.toml)"), description];
    hold(
        "docs/scenarios.md",
        "scenarios",
        &markdown(["scenario", "what it is"], scenario::list().into_iter().map(row)),
    );
}

/// What the program says when it is asked for help, in lines that no terminal cuts.
fn help(arguments: &[&str]) -> String {
    let mut program = assert_cmd::Command::cargo_bin("grassroots").expect("the program is built");
    let output = program.env_remove("COLUMNS").args(arguments).arg("--help").output().expect("the program starts");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("a text")
}

/// The names of the commands, as the program lists them.
fn commands(help: &str) -> Vec<&str> {
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").collect()
}

#[test]
fn the_page_on_commands_shows_the_help_of_every_one_as_it_is() {
    let all = help(&[]);
    let block = |heading: String, help: String| format!("\n## {heading}\n\n```text\n{}\n```\n", help.trim_end());
    let of_each = commands(&all).into_iter().map(|name| block(format!("grassroots {name}"), help(&[name])));
    let text: String = std::iter::once(block("grassroots".to_owned(), all.clone())).chain(of_each).collect();
    hold("docs/commands.md", "commands", &format!("{text}\n"));
}

#[test]
fn the_readme_is_short() {
    assert!(read("README.md").len() <= 10_000, "the README is to be read in a few minutes: move parts of it to docs");
}

/// The blocks of a document in a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let begin = format!("```{language}\n");
    text.split(&begin).skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block)).collect()
}

#[test]
fn the_files_that_the_page_on_experiments_shows_can_be_read() {
    let text = read("docs/experiments.md");
    let (experiments, unknowns): (Vec<_>, Vec<_>) =
        blocks(&text, "toml").into_iter().partition(|block| block.contains("base = "));
    assert_eq!((experiments.len(), unknowns.len()), (1, 1));
    let experiment = Experiment::from_toml("shown", experiments[0]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((experiment.points().len(), experiment.replicates()), (64, 4));
    let texts = InMemory::of([("unknowns", unknowns[0])]);
    assert_eq!(scenario::uncertainties(&texts, "unknowns").unwrap_or_else(|error| panic!("{error}")).len(), 3);
}

#[test]
fn the_scenarios_that_the_documents_show_can_be_read() {
    let shown = [read("README.md"), read("docs/scenarios.md")];
    let whole = shown.iter().flat_map(|text| blocks(text, "toml")).filter(|block| !block.starts_with("#:"));
    let data = blocks(&shown[1], "csv")[0];
    let read = |block: &str| Scenario::read(&InMemory::of([("shown", block), ("survey.csv", data)]), "shown");
    let read: Vec<Scenario> = whole.map(|block| read(block).unwrap_or_else(|error| panic!("{error}"))).collect();
    assert_eq!(read.len(), 5);
    let observed: Vec<_> = read.iter().filter_map(|scenario| Observations::of(scenario).expect("right")).collect();
    assert_eq!(observed.iter().map(|found| found.each.len()).collect::<Vec<_>>(), [3]);
}

/// What the program prints in a folder.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let mut program = assert_cmd::Command::cargo_bin("grassroots").expect("the program is built");
    let output = program.current_dir(folder).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text")
}

#[test]
fn the_readme_shows_what_check_says_of_its_example() {
    let readme = read("README.md");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("more_law.toml"), blocks(&readme, "toml")[0]).expect("a file");
    let told = printed(folder.path(), &["check", "more_law.toml"]);
    assert!(blocks(&readme, "text").contains(&told.as_str()), "README.md shows another answer than\n{told}");
}

#[test]
fn the_page_on_experiments_shows_what_a_dry_run_says_but_for_the_time() {
    let page = read("docs/experiments.md");
    let folder = tempfile::tempdir().expect("a folder");
    let told = printed(folder.path(), &["sweep", "technology", "--dry-run"]);
    let lines: Vec<&str> = told.lines().collect();
    let shown = blocks(&page, "text").into_iter().find(|block| block.starts_with("technology: "));
    let shown: Vec<&str> = shown.expect("a dry run").lines().collect();
    // How long it takes is the machine's to say.
    assert_eq!((shown[0], shown[2], shown.len()), (lines[0], lines[2], lines.len()));
}

/// Words between backticks in the first column of a table, or anywhere in a text.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_page_on_experiments_names_every_shipped_one_design_and_factor_of_a_kind() {
    let text = read("docs/experiments.md");
    let words = quoted(&text);
    let shipped = definition::names().chain(DesignKind::NAMES.iter().copied()).chain(Role::NAMES.iter().copied());
    let missing: Vec<_> = shipped.filter(|name| !words.iter().any(|word| word.contains(name))).collect();
    assert!(missing.is_empty(), "docs/experiments.md says nothing of {missing:?}");
}

#[test]
fn every_file_that_the_page_on_architecture_names_is_there() {
    let text = read("docs/architecture.md");
    let is_path = |word: &&str| (word.ends_with(".rs") || word.ends_with('/')) && !word.contains("NAME");
    let missing: Vec<_> = quoted(&text)
        .into_iter()
        .filter(|word| is_path(word) && word.contains('/'))
        .filter(|word| !path(word).exists() && !path("src").join(word).exists())
        .collect();
    assert!(missing.is_empty(), "docs/architecture.md names {missing:?}");
}

/// The targets of the links of a document, without those of the web.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    targets.filter(|target| !target.starts_with("http")).collect()
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn has_section(document: &Path, section: &str) -> bool {
    let text = std::fs::read_to_string(document).unwrap_or_default();
    text.lines().filter(|line| line.starts_with('#')).any(|heading| anchor(heading) == section)
}

/// The documents: those at the root and all in `docs`.
fn documents() -> Vec<String> {
    let in_docs = std::fs::read_dir(path("docs")).expect("the folder").flatten();
    let names = in_docs.map(|entry| format!("docs/{}", entry.file_name().to_string_lossy()));
    let mut all: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    all.sort();
    all.extend(["README.md", "CHANGELOG.md"].map(str::to_owned));
    all
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    for file in documents() {
        let file = file.as_str();
        let text = read(file);
        let anchors: Vec<String> = text.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
        for target in links(&text) {
            let (to, section) = target.split_once('#').unwrap_or((target, ""));
            let place = path(file).parent().expect("a folder").join(to);
            let found = match to {
                "" => anchors.iter().any(|anchor| anchor == section),
                _ if to.ends_with(".md") && !section.is_empty() => has_section(&place, section),
                _ => place.exists(),
            };
            assert!(found, "{file} links to {target}, which is not there");
        }
    }
}

#[test]
fn the_readme_leads_to_every_document() {
    let readme = read("README.md");
    let missing: Vec<_> =
        documents().into_iter().filter(|file| file != "README.md" && !readme.contains(&format!("]({file})"))).collect();
    assert!(missing.is_empty(), "README.md does not lead to {missing:?}");
}

#[test]
fn every_work_that_a_parameter_names_is_in_the_references() {
    let model = read("docs/model.md");
    let (_, references) = model.split_once("## 9 References").expect("references");
    let plain = references.replace('ä', "ae").replace('ð', "d");
    for source in scenario::parameters().iter().map(|parameter| parameter.source) {
        let work = source.split([';', '(']).next().unwrap_or_default().trim();
        if work.is_empty() || work == ASSUMED {
            continue;
        }
        let (names, year) = work.rsplit_once(' ').expect("names and a year");
        let year = year.trim_end_matches(',');
        let first = names.split([',', '&']).next().unwrap_or_default().trim();
        let first = first.split(" et al").next().unwrap_or_default();
        let listed =
            plain.lines().any(|line| line.starts_with(&format!("- {first}")) && line.contains(&format!("({year})")));
        assert!(listed, "{work} is not in the references");
    }
}
