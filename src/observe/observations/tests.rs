//! Tables of observations, right and wrong.

use super::*;
use crate::observe::column;
use crate::scenario::ObservedData;

fn scenario(csv: &str, start: Option<&str>) -> Scenario {
    let start = start.map(|start| Date::parse(start).expect("a day"));
    let mut scenario = Scenario::default();
    scenario.run.rounds = 60;
    scenario.observed = Some(ObservedData { source: Source::new("a/survey.csv", csv), start });
    scenario
}

fn read_all(csv: &str, start: Option<&str>) -> Vec<Observation> {
    let found = Observations::of(&scenario(csv, start)).unwrap_or_else(|error| panic!("{error}\n{csv}"));
    found.expect("observations").each
}

/// The table is refused with problems that begin so, in their order, and no others.
fn refused(csv: &str, start: Option<&str>, starts: &[&str]) {
    let error = Observations::of(&scenario(csv, start)).expect_err("a refusal").to_string();
    assert_eq!(error.lines().count(), starts.len(), "{error}");
    for (line, start) in error.lines().zip(starts) {
        assert!(line.starts_with(&format!("a/survey.csv:{start}")), "{line}, not {start}");
    }
}

#[test]
fn a_table_gives_its_observations_by_column_group_and_round() {
    let csv = "\u{feff}# a survey\r\nround;value;low;high;group;column\r\n30;0.5;0.4;0.6;ses_low;gain\r\n\r\n\
               4;0.4;;;;gain\r\n3;12;10;12;district_2;backlog\r\n2.0;.5;NA;NA;city;gain\r\n";
    let gain = column("gain").expect("a column");
    let of = |round, group, value, band| Observation { round, column: gain, group, value, band };
    let found = read_all(csv, None);
    let (city, low) = (Group::City, Group::Third(0));
    let band = Some((0.4, 0.6));
    assert_eq!(found[1..], [of(2, city, 0.5, None), of(4, city, 0.4, None), of(30, low, 0.5, band)]);
    assert_eq!((found[0].group, found[0].value, found[0].band), (Group::District(2), 12.0, Some((10.0, 12.0))));
    let observations = Observations::of(&scenario(csv, None)).expect("right").expect("some");
    assert_eq!(observations.cells().map(<[_]>::len).collect::<Vec<_>>(), [1, 2, 1]);
    assert_eq!(observations.name, "survey.csv");
}

#[test]
fn a_date_lies_in_the_round_of_its_week() {
    let csv = "date,column,value\n2024-01-01,gain,0.1\n2024-01-14,gain,0.2\n2025-02-23,gain,0.3\n";
    let rounds: Vec<u32> = read_all(csv, Some("2024-01-01")).iter().map(|found| found.round).collect();
    assert_eq!(rounds, [0, 1, 59]);
    refused(csv, None, &["1:1: `date` needs to know on which day round 0 begins (say it as `start"]);
    let wrong = "date,column,value\n2023-12-31,gain,0.1\n2025-02-24,gain,0.2\n3,gain,0.3\n,gain,0.3\n";
    let allowed = "`date` must be a day from 2024-01-01 on and before 2025-02-24, within the rounds of the run, not";
    let starts = [
        format!("2:1: {allowed} 2023-12-31"),
        format!("3:1: {allowed} 2025-02-24 (leave it out, or raise run.rounds)"),
        "4:1: `date` must be a day such as 2024-01-31, not 3".to_owned(),
        "5:1: `date` must be a day such as 2024-01-31, not empty".to_owned(),
    ];
    refused(wrong, Some("2024-01-01"), &starts.each_ref().map(String::as_str));
    let same_week = "date,column,value\n2024-01-01,gain,0.1\n2024-01-07,gain,0.2\n";
    refused(same_week, Some("2024-01-01"), &["3:1: `gain` of city was observed twice in round 0 (a round is a week"]);
}

#[test]
fn a_wrong_header_is_told_with_what_it_may_be() {
    let unknown = "1:14: unknown column `vlaue` in the header of the observed data (did you mean `value`?)";
    let lacks = "1:1: the header needs `value` (for example `round,column,value`)";
    refused("round,column,vlaue\n", None, &[unknown, lacks]);
    refused("column,value,low\n", None, &["1:1: the header needs `round` or `date`, `high` beside `low`"]);
    refused("round,column,value,round\n", None, &["1:20: `round` is a column twice"]);
    refused("round,date,column,value\n", Some("2024-01-01"), &["1:1: `round` and `date` both say when"]);
    for nothing in ["", "# a comment\n", "round,column,value\n"] {
        let error = Observations::of(&scenario(nothing, None)).expect_err("a refusal").to_string();
        assert!(error.starts_with("a/survey.csv: there are no observations (a header, such as"), "{error}");
    }
}

#[test]
fn everything_that_is_wrong_in_the_lines_is_told_at_once_with_its_place() {
    let csv = "round,column,value,low,high,group\n\
               60,gain,0.5,,,\n\
               -1,gain,0.5,,,\n\
               1.5,gain,,,,\n\
               1,gian,0.5,,,\n\
               2,resolution_rate,63,,,\n\
               3,backlog,-2,,,\n\
               4,gain,\"0,5\",,,\n\
               5,gain,0.5,0.6,0.4,\n\
               6,gain,0.5,0.4,,\n\
               7,gain,0.5,0.4,1.2,\n\
               8,gain,0.5,,,ses_lwo\n\
               9,load,0.5,,,ses_low\n\
               9,gain,0.5,,,district_5\n\
               10,gain,0.5\n\
               11,gain,0.5,,,\n\
               11,gain,0.6,,,city\n";
    let level = "must be a number from 0 to 1 (gain: level 0-1), not";
    let starts = [
        "2:1: `round` must be a whole number from 0 to 59, a round of the run, not 60 (leave it out",
        "3:1: `round` must be a whole number from 0 to 59, a round of the run, not -1",
        "4:1: `round` must be a whole number from 0 to 59, a round of the run, not 1.5",
        &format!("4:10: `value` {level} empty (leave out the lines"),
        "5:3: `column` must be a column of the model, not gian (did you mean `gain`?)",
        "6:19: `value` must be a number from 0 to 1 (resolution_rate: share), not 63 (a share of 63 % is written 0.63)",
        "7:11: `value` must be a number from 0 on (backlog: cases), not -2",
        &format!("8:8: `value` {level} 0,5 (write 0.5, with a point)"),
        "9:12: `low` must be at most the value, 0.5, not 0.6",
        "9:16: `high` must be at least the value, 0.5, not 0.4",
        &format!("10:16: `high` {level} empty (both ends of a band are given, or neither)"),
        &format!("11:16: `high` {level} 1.2"),
        "12:14: `group` must be a group of the city, not ses_lwo (did you mean `ses_low`?)",
        "13:14: `load` has no values for ses_low",
        "14:14: `group` must be a group of the city, not district_5 (districts are numbered from 1 to 4)",
        "15:1: 3 cells, but the header names 6",
        "17:1: `gain` of city was observed twice in round 11",
    ];
    refused(csv, None, &starts);
}
