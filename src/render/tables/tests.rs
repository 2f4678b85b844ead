//! The tables of a sweep of which three of four runs have ended, one of them badly.

use super::*;
use crate::study::testing::ByHand;
use crate::study::{Job, Record, Rows, Status};

fn record(outcomes: &[f64]) -> Record {
    Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes: outcomes.to_vec() }
}

fn swept() -> (ByHand, Rows) {
    let plan = ByHand::new(&["1.5", "2.0"], 2);
    let mut rows = Rows::none(&plan);
    let (stage, message) = ("round 3".to_owned(), "a, b".to_owned());
    let failed = Record { status: Status::Failed, stage, message, outcomes: Vec::new() };
    rows.insert(Job { point: 1, replicate: 1 }, failed);
    rows.insert(Job { point: 0, replicate: 1 }, record(&[0.3, f64::NAN]));
    rows.insert(Job { point: 0, replicate: 0 }, record(&[0.1, 2.0]));
    (plan, rows)
}

fn text(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("text")
}

#[test]
fn runs_are_in_the_order_of_point_and_replicate() {
    let (plan, rows) = swept();
    let expected = "run,point,needs.scale,replicate,seed,trust_government,gain_final,status,stage,message\n\
                    0,0,1.5,0,7,0.1,2.0,done,,\n\
                    1,0,1.5,1,7,0.3,,done,,\n\
                    3,1,2.0,1,7,,,failed,round 3,\"a, b\"\n";
    assert_eq!(text(|out| write_runs(out, &plan, &rows)), expected);
}

#[test]
fn runs_with_types_are_the_same_rows() {
    let (plan, rows) = swept();
    let tables: Vec<Table> = run_groups(&plan, &rows).collect();
    assert_eq!((tables.len(), tables[0].rows(), no_runs(&plan).rows()), (1, Some(3), Some(0)));
    let csv = text(|out| write_table(out, &tables[0]));
    assert_eq!(csv, text(|out| write_runs(out, &plan, &rows)));
    assert_eq!(tables[0].columns[2].1, ColumnData::Real(vec![1.5, 1.5, 2.0]));
}

#[test]
fn points_are_summed_up_over_their_replicates() {
    let (plan, rows) = swept();
    let text = text(|out| write_points(out, &plan, &rows));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "point,needs.scale,outcome,mean,sd,low,high,n,against,difference,difference_low,difference_high,pairs"
    );
    let cells: Vec<f64> = lines[1].split(',').skip(3).take(5).map(|cell| cell.parse().expect("a number")).collect();
    // Of 0.1 and 0.3: mean 0.2, sd 0.1414, t of one degree of freedom 12.706.
    let expected = [0.2, 0.141421, 0.2 - 12.7062 * 0.1, 0.2 + 12.7062 * 0.1, 2.0];
    assert!(cells.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-4), "{cells:?}");
    assert_eq!(lines[2], "0,1.5,gain_final,2.0,,,,1,,,,,");
    assert_eq!(lines[3], "1,2.0,trust_government,,,,,0,,,,,");
    assert_eq!(lines.len(), 5);
}
