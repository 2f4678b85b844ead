use super::*;
use crate::study::sweep::testing::ByHand;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;

fn record(outcomes: &[f64]) -> Record {
    Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes: outcomes.to_vec() }
}

fn failed() -> Record {
    let (stage, message) = ("round 3".to_owned(), "a, b".to_owned());
    Record { status: Status::Failed, stage, message, outcomes: Vec::new() }
}

fn key(plan: &ByHand, point: usize, replicate: u32) -> RunKey {
    RunKey { point: PointKey::of(&plan.points[point]), replicate }
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Three of four runs have ended, one of them badly.
fn written(folder: &Path) {
    let plan = ByHand::new(&["1.5", "2.0"], 2);
    let runs = [
        (key(&plan, 1, 1), failed()),
        (key(&plan, 0, 1), record(&[0.3, f64::NAN])),
        (key(&plan, 0, 0), record(&[0.1, 2.0])),
    ];
    write_sweep_tables(folder, &plan, &runs.into_iter().collect(), false).unwrap();
}

#[test]
fn runs_are_in_the_order_of_point_and_replicate() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let expected = "run,point,needs.scale,replicate,seed,trust_government,gain_final,status,stage,message\n\
                    0,0,1.5,0,7,0.1,2,done,,\n\
                    1,0,1.5,1,7,0.3,,done,,\n\
                    3,1,2,1,7,,,failed,round 3,\"a, b\"\n";
    assert_eq!(text(folder.path(), "runs.csv"), expected);
}

#[test]
fn the_parquet_has_the_same_rows() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let file = std::fs::File::open(folder.path().join("runs.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[2].get_long(0).unwrap(), rows[0].get_double(2).unwrap()), (3, 1.5));
    assert_eq!((rows[1].get_double(5).unwrap(), rows[1].get_double(6).is_err()), (0.3, true));
    assert_eq!(rows[2].get_string(9).unwrap(), "a, b");
}

#[test]
fn points_are_summed_up_over_their_replicates() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let text = text(folder.path(), "points.csv");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "point,needs.scale,outcome,mean,sd,low,high,n");
    let cells: Vec<f64> = lines[1].split(',').skip(3).map(|cell| cell.parse().unwrap()).collect();
    // Of 0.1 and 0.3: mean 0.2, sd 0.1414, t of one degree of freedom 12.706.
    let expected = [0.2, 0.141421, 0.2 - 12.7062 * 0.1, 0.2 + 12.7062 * 0.1, 2.0];
    assert!(cells.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-4), "{cells:?}");
    assert_eq!(lines[2], "0,1.5,gain_final,2,,,,1");
    assert_eq!(lines[3], "1,2,trust_government,,,,,0");
    assert_eq!(lines.len(), 5);
}
