//! The reduced model of `benches/peers` as a list of calls on the core of grassroots.
//!
//! `reduced city FOLDER` writes the city and the parameters for the other programs; `reduced run REPLICATES ROUNDS
//! SOLVED` prints the mean curves of some replicates, and the seconds that each took, as JSON.

mod city;
mod model;

use std::time::Instant;

use serde::Serialize;

use model::Model;

/// A replicate: seconds without building the city, and per round the values of [`model::OUTCOMES`].
#[derive(Serialize)]
struct Replicate {
    seconds: f64,
    curves: Vec<Vec<f64>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    one.install(|| match words[..] {
        ["city", folder] => city::write(std::path::Path::new(folder)),
        ["run", replicates, rounds, solved] => {
            let number = |word: &str| word.parse().expect("a whole number");
            let solved = solved.parse().expect("a probability");
            run(number(replicates), number(rounds), solved);
        }
        _ => panic!("reduced city FOLDER | reduced run REPLICATES ROUNDS SOLVED"),
    });
}

fn run(replicates: u32, rounds: u32, solved: f32) {
    let scenario = city::scenario();
    let replicate = |number| {
        let mut model = Model::new(&scenario, city::start(&scenario), number, solved);
        let begun = Instant::now();
        let curves = (0..rounds).map(|round| model.round(round as i32)).collect();
        Replicate { seconds: begun.elapsed().as_secs_f64(), curves }
    };
    let replicates: Vec<Replicate> = (0..replicates).map(replicate).collect();
    println!("{}", serde_json::to_string(&replicates).expect("numbers are JSON"));
}
