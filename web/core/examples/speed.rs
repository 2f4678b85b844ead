//! How long the classroom's city takes natively on one thread: `cargo run --release --example speed` beside `node speed.mjs`.

use std::time::Instant;

use grassroots_web::{City, toml};

fn main() {
    let text = toml(r#"{"base":"baseline","start":{},"reforms":[],"seed":1}"#).expect("a plan");
    for _ in 0..5 {
        let begun = Instant::now();
        let mut city = City::new(&text).expect("a city");
        city.step(364);
        println!("{:.0} ms for 364 rounds of 20,000 residents", begun.elapsed().as_secs_f64() * 1000.0);
    }
}
