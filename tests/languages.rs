//! What the program tells in Chinese, and that folders of results keep their language.

use std::path::Path;

use assert_cmd::Command;
use grassroots::language::is_chinese;

/// Runs the program and gives what it prints.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let mut program = Command::cargo_bin("grassroots").expect("the program is built");
    let output = program.current_dir(folder).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let small = "extends = 'baseline'\nrun.rounds = 20\nrun.warm_up = 4\npopulation.residents = 30\n";
    std::fs::write(folder.path().join("small.toml"), small).expect("a file");
    std::fs::write(folder.path().join("lawful.toml"), format!("{small}budget.law = 0.2\n")).expect("a file");
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect(name)
}

#[test]
fn a_run_in_chinese_has_chinese_figures_and_a_chinese_report_and_is_reproduced() {
    let folder = folder();
    let summary = told(folder.path(), &["run", "small.toml", "--language", "zh", "--out", "zh"]);
    assert!(summary.contains("政府信任") && summary.contains("结果在 zh：请先看 report.html"), "{summary}");
    let results = folder.path().join("zh");
    assert!(read(&results, "overview.svg").contains("获得感、幸福感、安全感"));
    let report = read(&results, "report.html");
    assert!(report.contains("<html lang=\"zh-Hans\">") && report.contains("<h2>摘要</h2>"));
    assert!(read(&results, "summary.csv").starts_with("group,column,unit,"), "tables are the same in all languages");
    assert!(told(folder.path(), &["reproduce", "zh"]).contains("so have all tables and figures"));
    told(folder.path(), &["report", "zh"]);
    assert_eq!(read(&results, "report.html"), report, "the folder keeps its language");
    told(folder.path(), &["plot", "zh", "--language", "en"]);
    assert!(read(&results, "overview_en.svg").contains("Gain, happiness, security"));
    assert!(read(&results, "overview.svg").contains("获得感"), "no usual figure is replaced");
    assert!(told(folder.path(), &["reproduce", "zh"]).contains("so have all tables and figures"));
}

#[test]
fn a_language_changes_no_number() {
    let folder = folder();
    told(folder.path(), &["run", "small.toml", "--out", "en"]);
    told(folder.path(), &["run", "small.toml", "--language", "zh", "--out", "zh"]);
    for table in ["rounds.csv", "summary.csv", "runs.csv", "scenario.toml"] {
        let of = |name: &str| std::fs::read(folder.path().join(name).join(table)).expect(table);
        assert!(of("en") == of("zh"), "{table}");
    }
    assert!(!read(&folder.path().join("en"), "manifest.json").contains("\"language\""));
}

#[test]
fn a_comparison_tells_its_verdicts_in_chinese() {
    let folder = folder();
    let arguments = ["compare", "small.toml", "lawful.toml", "--replicates", "3", "--language", "zh", "--out", "zh"];
    let summary = told(folder.path(), &arguments);
    assert!(summary.starts_with("lawful 对比 small\n  政府信任：") && summary.contains("3 个种子中"), "{summary}");
    assert!(summary.lines().all(|line| line.is_empty() || is_chinese(line)), "{summary}");
    let results = folder.path().join("zh");
    assert!(read(&results, "differences.svg").contains("主要结果的差异"));
    assert!(read(&results, "forest.svg").contains("全部结果"));
    assert!(read(&results, "report.html").contains("<h2>结论</h2>"));
}

#[test]
fn words_are_explained_and_a_story_is_told_in_chinese() {
    let folder = folder();
    let explained = told(folder.path(), &["explain", "government.pressure", "--language", "zh"]);
    assert!(explained.contains("考核压力") && explained.contains("代价"), "{explained}");
    assert!(told(folder.path(), &["explain", "gain", "--language", "zh"]).contains("平均获得感"));
    assert!(told(folder.path(), &["list", "--language", "zh"]).contains("  参照城市：资金"));
    let story = told(folder.path(), &["trace", "small.toml", "--resident", "3", "--language", "zh"]);
    assert!(story.contains("岁，社会经济地位"), "{story}");
    let mut program = Command::cargo_bin("grassroots").expect("the program is built");
    program.args(["explain", "gain", "--language", "de"]).assert().code(2);
}
