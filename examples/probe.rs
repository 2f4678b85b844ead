use grassroots::{scenario::Scenario, simulation, streams::Seeds, observe::{COLUMNS, Group}};
fn main() {
    let n: u32 = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(4);
    let scenario = Scenario::default();
    let t = std::time::Instant::now();
    let runs: Vec<_> = (0..n).map(|replicate| simulation::run(&scenario, Seeds{seed:1, replicate, city_seed: None}, &mut ())).collect();
    eprintln!("{:?}", t.elapsed());
    for (c, col) in COLUMNS.iter().enumerate() {
        let per: Vec<f64> = runs.iter().map(|r| { let s = r.series(c, Group::City).unwrap(); let w: Vec<f64> = s[208..260].iter().copied().filter(|x| !x.is_nan()).collect(); w.iter().sum::<f64>()/w.len() as f64}).collect();
        let early: Vec<f64> = runs.iter().map(|r| { let s = r.series(c, Group::City).unwrap(); let w: Vec<f64> = s[0..52].iter().copied().filter(|x| !x.is_nan()).collect(); w.iter().sum::<f64>()/w.len() as f64}).collect();
        let m = per.iter().sum::<f64>()/n as f64; let sd = (per.iter().map(|x| (x-m)*(x-m)).sum::<f64>()/(n as f64-1.)).sqrt();
        println!("{:40} {:.4} ({:.4})   first year {:.4}", col.name, m, sd, early.iter().sum::<f64>()/n as f64);
    }
}
